//! The chain of the history of saves: each record carries the hash of the one before, so that a slip or a careless
//! change of one shows.
//!
//! It proves nothing against intent: whoever changes a record can compute the chain anew. Only signatures prove.

use crate::{
    digest::sha256,
    document::{Document, SaveRecord, Text},
    seal::canonical_json,
};

/// The state of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainState {
    /// No save is recorded.
    Empty,
    /// Each record follows from the one before.
    Intact {
        /// How many saves there were, including those no longer listed.
        saves: usize,
    },
    /// A record was changed, put in or taken out.
    Broken {
        /// The row of the first record that does not fit.
        row: usize,
    },
}

impl ChainState {
    pub fn sentence(&self) -> String {
        match self {
            Self::Empty => "还没有保存记录".to_owned(),
            Self::Intact { saves } => format!("共保存 {saves} 次，记录连续"),
            Self::Broken { row } => format!("第 {} 条保存记录被改动过，此前的记录不能采信", row + 1),
        }
    }
}

/// The hash of a record without its own hash.
pub(super) fn record_hash(record: &SaveRecord) -> String {
    let json = serde_json::to_string(&SaveRecord { hash: Text::default(), ..record.clone() });
    let canonical = json.ok().and_then(|json| canonical_json(&json)).unwrap_or_default();
    sha256(format!("juesuan-history-v1\n{canonical}").as_bytes())
}

/// Verifies the chain of saves.
pub fn chain_state(document: &Document) -> ChainState {
    let review = &document.review;
    let mut previous = review.folded.hash.clone();
    let mut number = review.folded.saves.unwrap_or_default();
    for (row, record) in review.history.iter().enumerate() {
        number = number.saturating_add(1);
        let fits = record.previous == previous && record.number == Some(number);
        if !fits || *record.hash != record_hash(record) {
            return ChainState::Broken { row };
        }
        previous = record.hash.clone();
    }
    if number == 0 { ChainState::Empty } else { ChainState::Intact { saves: number as usize } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::{Edit, Entry},
        workflow::{Stamp, record_save},
    };

    #[test]
    fn any_change_of_a_record_is_noticed() {
        let mut document = Document::default();
        assert_eq!(chain_state(&document), ChainState::Empty);
        let mut before = None;
        for year in 2020..2024 {
            let edit = Edit::Set { path: at!(unit.year), entry: Entry::Count(year) };
            let next = document.apply(&edit).expect("year");
            document = record_save(&next, before.as_ref(), &Stamp::default()).expect("recorded");
            before = Some(document.clone());
        }
        assert_eq!(chain_state(&document), ChainState::Intact { saves: 4 });
        let list = at!(review.history);
        let author = Edit::Set { path: at!(review.history[1].author), entry: Entry::Text("x".into()) };
        let value = Edit::Set { path: at!(review.history[2].changes[0].old), entry: Entry::Text("1".into()) };
        for (edit, row) in [
            (author, 1),
            (value, 2),
            (Edit::remove_rows(list, 1, 1), 1),
            (Edit::remove_rows(list, 0, 1), 0),
            (Edit::move_row(list, 2, 3), 2),
        ] {
            let changed = document.apply(&edit).expect("applies");
            assert_eq!(chain_state(&changed), ChainState::Broken { row }, "{edit:?}");
        }
    }
}
