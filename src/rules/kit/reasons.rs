//! What a reason says: which way something went, and what it speaks of.
//!
//! The words are data (`assets/lexicon/reasons.csv`). A clause whose direction is not certain says nothing: it is
//! better to be silent than to accuse a sound reason.

use std::sync::LazyLock;

use super::lexicon::{Lexicon, Words};

/// Which way something went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
}

impl Way {
    pub fn words(self) -> &'static str {
        match self {
            Self::Up => "增加",
            Self::Down => "减少",
        }
    }
}

/// One thing that a reason says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonClaim<'a> {
    /// One of the figures that reasons are held against, if the clause is about it.
    pub subject: Option<&'static str>,
    pub way: Way,
    pub clause: &'a str,
    /// Said by a verb, and not only to be drawn from a cause.
    pub is_said: bool,
}

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_str!("../../../assets/lexicon/reasons.csv")));

/// The words of this kind.
pub fn words(kind: &str) -> &'static Words {
    LEXICON.words(kind)
}

/// What a reason says went up or down, clause by clause.
pub fn claims(text: &str) -> Vec<ReasonClaim<'_>> {
    let clauses = text.split(['，', '。', '；', '、', '：', ',', ';', '\n', '（', '）']);
    clauses.filter_map(|clause| claim(clause.trim())).collect()
}

fn claim(clause: &str) -> Option<ReasonClaim<'_>> {
    // What is said of the year before is the base, not the change.
    if words("base").is_in(clause) && !words("compared").is_in(clause) {
        return None;
    }
    let verbs = [(Way::Up, "up"), (Way::Down, "down")].into_iter().filter_map(|(way, kind)| {
        let (at, word) = words(kind).first_in(clause)?;
        Some((at, word.len(), way))
    });
    // The first, and of those that begin there the longest.
    if let Some((at, length, way)) = verbs.min_by_key(|(at, length, _)| (*at, usize::MAX - length)) {
        let mut before = clause.get(..at)?;
        while let Some(rest) = words("linking").list().iter().find_map(|word| before.strip_suffix(word)) {
            before = rest;
        }
        let after = clause.get(at + length..).unwrap_or_default();
        let object = if before.is_empty() { after } else { before };
        let is_denied = words("denial").list().iter().any(|word| before.ends_with(word));
        let is_neutral = words("neutral").is_in(object);
        let is_noun = after.starts_with(['减', '加']) || after.starts_with("值");
        if is_denied || is_neutral || is_noun {
            return None;
        }
        let subject = words("subject").list().iter().copied().find(|subject| before.ends_with(subject));
        return Some(ReasonClaim { subject, way, clause, is_said: true });
    }
    let causes = [(Way::Up, "up_cause"), (Way::Down, "down_cause")];
    let ways: Vec<Way> = causes
        .into_iter()
        .filter(|(_, kind)| words(kind).is_in(clause) && words(kind).list().iter().any(|word| is_stated(clause, word)))
        .map(|(way, _)| way)
        .collect();
    match ways.as_slice() {
        [way] => Some(ReasonClaim { subject: None, way: *way, clause, is_said: false }),
        _ => None,
    }
}

/// Whether the clause has the word, and not behind a denial.
fn is_stated(clause: &str, word: &str) -> bool {
    let Some(at) = clause.find(word) else { return false };
    let before = clause.get(..at).unwrap_or_default();
    !words("denial").is_in(before)
}

/// The way that all claims of a reason go; `None` where they differ or there are none.
pub fn only_way(text: &str) -> Option<Way> {
    let mut ways = claims(text).into_iter().map(|claim| claim.way);
    let first = ways.next()?;
    ways.all(|way| way == first).then_some(first)
}

/// The same for a comparison with a budget, to which causes may stand in more than one way: a sum that was left over is
/// left of the budget as it was raised in the year. Several clauses that give nothing but causes are not certain.
pub fn only_way_to_budget(text: &str) -> Option<Way> {
    let claims = claims(text);
    let is_certain = claims.len() < 2 || claims.iter().any(|claim| claim.is_said);
    only_way(text).filter(|_| is_certain)
}

/// The kinds of three-public spending whose words the text uses.
pub fn accounts(text: &str) -> Vec<&'static str> {
    const ACCOUNTS: [(&str, &str); 3] =
        [("reception", "account.reception"), ("vehicles", "account.vehicles"), ("abroad", "account.abroad")];
    let named = ACCOUNTS.into_iter().filter(|(_, kind)| words(kind).is_in(text));
    named.map(|(account, _)| account).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences by what they say: “增” up, “减” down, “平” nothing certain.
    #[test]
    fn reasons_are_read_as_a_person_reads_them() {
        let list = include_str!("reasons.txt");
        let mut wrong = Vec::new();
        let mut count = 0;
        for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (expected, text) = line.split_once(' ').expect("a mark and a sentence");
            count += 1;
            let said = match only_way(text) {
                Some(Way::Up) => "增",
                Some(Way::Down) => "减",
                None => "平",
            };
            if said != expected {
                wrong.push(format!("{expected} read as {said}: {text}: {:?}", claims(text)));
            }
        }
        assert!(count >= 150, "{count} sentences");
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn the_words_of_a_fee_are_known() {
        assert_eq!(accounts("公务接待批次减少"), ["reception"]);
        assert_eq!(accounts("油价上涨"), ["vehicles"]);
        assert_eq!(accounts("厉行节约"), Vec::<&str>::new());
    }

    #[test]
    fn a_claim_knows_its_subject() {
        let all = claims("项目支出有所减少，外地来访增加2批次");
        let told: Vec<_> = all.iter().map(|claim| (claim.subject, claim.way)).collect();
        assert_eq!(told, [(Some("项目支出"), Way::Down), (None, Way::Up)]);
    }
}
