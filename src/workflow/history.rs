//! The history of saves (保存记录): each save adds who, when, with which program version, and what changed, old → new.
//!
//! A record's changes can be taken back one by one, so that the content of an earlier save can be restored and the
//! common origin of two copies be found.

use crate::{
    compare::{Step, compare},
    document::{
        Aside, ChangeKind, Document, Edit, FoldedSaves, Kind, List, LongText, Path, RowShift, SaveRecord, SavedChange,
        Text,
    },
    money::AmountUnit,
    seal::content_hash,
};

use super::history_chain::record_hash;

/// How many saves are listed.
pub const MOST_SAVES: usize = 200;
/// How many bytes all of them may take in the file.
const MOST_BYTES: usize = 256 << 10;
/// How many bytes one of them may take; further changes are only counted.
const MOST_BYTES_OF_ONE: usize = 48 << 10;

/// Who saves, when, and with what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    pub author: String,
    /// As it is to be shown: `2025-08-20 09:30:00`.
    pub time: String,
    /// The program and its version.
    pub program: String,
}

/// `document` with a record of this save; `None` when nothing was changed since `before`, the document as last saved
/// (`None` for the first save, or when that is not known).
pub fn record_save(document: &Document, before: Option<&Document>, stamp: &Stamp) -> Option<Document> {
    if before.is_some_and(|before| without_history(before) == without_history(document)) {
        return None;
    }
    let last = document.review.history.iter().last();
    let changes: Vec<SavedChange> = before.map_or_else(Vec::new, |before| {
        compare(before, document).iter().flat_map(|change| &change.steps).map(saved_change).collect()
    });
    let (changes, more) = capped(changes);
    let content_before = before.map(content_hash).unwrap_or_default();
    let is_continued = last.is_some_and(|last| *last.content == *content_before);
    let folded = &document.review.folded;
    let mut record = SaveRecord {
        number: Some(last.map_or(folded.saves, |last| last.number).unwrap_or_default() + 1),
        author: Text::new(stamp.author.clone()),
        time: Text::new(stamp.time.clone()),
        program: Text::new(stamp.program.clone()),
        before: Text::new(if is_continued { String::new() } else { content_before }),
        content: Text::new(content_hash(document)),
        changes,
        more: (more > 0).then_some(more),
        previous: last.map_or_else(|| folded.hash.clone(), |last| last.hash.clone()),
        ..Default::default()
    };
    record.hash = Text::new(record_hash(&record));
    let mut recorded = document.clone();
    recorded.review.history.push(record);
    fold(&mut recorded);
    Some(recorded)
}

fn without_history(document: &Document) -> Document {
    let mut other = document.clone();
    if other.review != Aside::default() {
        // The identity of the accounts does not count as a change.
        other.review.identity = Text::default();
        other.review.history = List::default();
        other.review.folded = FoldedSaves::default();
    }
    other
}

fn capped(changes: Vec<SavedChange>) -> (List<SavedChange>, u32) {
    let total = changes.len();
    let mut bytes = 0;
    let fits = |change: &SavedChange| {
        bytes += change.place.len() + change.old.len() + change.new.len() + 60;
        bytes <= MOST_BYTES_OF_ONE
    };
    let listed: List<SavedChange> = changes.into_iter().take_while(fits).collect();
    let more = u32::try_from(total - listed.len()).unwrap_or(u32::MAX);
    (listed, more)
}

/// The oldest records are replaced by a summary, from which the chain continues.
fn fold(document: &mut Document) {
    let size = |record: &SaveRecord| serde_json::to_string(record).map_or(0, |json| json.len());
    let records: Vec<SaveRecord> = document.review.history.iter().cloned().collect();
    let mut bytes: usize = records.iter().map(size).sum();
    let mut gone = 0;
    while records.len() - gone > MOST_SAVES || bytes > MOST_BYTES && records.len() - gone > 1 {
        bytes -= size(&records[gone]);
        gone += 1;
    }
    let Some(last) = gone.checked_sub(1).map(|last| &records[last]) else { return };
    let folded = &document.review.folded;
    let since = if folded.since.is_blank() { records[0].time.clone() } else { folded.since.clone() };
    document.review.folded = FoldedSaves {
        saves: last.number,
        since,
        until: last.time.clone(),
        hash: last.hash.clone(),
        unknown: folded.unknown.clone(),
    };
    document.review.history = records[gone..].iter().cloned().collect();
}

fn saved_change(step: &Step) -> SavedChange {
    let (action, place, old, new) = match step {
        Step::Value { path, old, new } => (ChangeKind::Value, path.to_string(), old.stored(), new.stored()),
        Step::Row(shift @ RowShift::Insert { .. }) => {
            (ChangeKind::RowAdded, shift.first().to_string(), String::new(), String::new())
        }
        Step::Row(shift @ RowShift::Remove { .. }) => {
            (ChangeKind::RowRemoved, shift.first().to_string(), String::new(), String::new())
        }
        Step::Row(RowShift::Move { list, from, to }) => {
            (ChangeKind::RowMoved, list.to_string(), (from + 1).to_string(), (to + 1).to_string())
        }
        Step::Unknown { record, name, old, new } => {
            let name = name.replace('~', "~0").replace('/', "~1");
            let json = |json: &Option<String>| json.clone().unwrap_or_default();
            (ChangeKind::Unknown, format!("{record}/{name}"), json(old), json(new))
        }
    };
    SavedChange {
        action: Some(action),
        place: Text::new(place),
        old: LongText::new(old),
        new: LongText::new(new),
        ..Default::default()
    }
}

/// The step of a recorded change; `None` when it cannot be read.
fn step_of(change: &SavedChange) -> Option<Step> {
    let path = || Document::parse_path(&change.place);
    match change.action? {
        ChangeKind::Value => {
            let path = path()?;
            let kind: Kind = Document::kind_at(path)?;
            Some(Step::Value { path, old: kind.from_stored(&change.old)?, new: kind.from_stored(&change.new)? })
        }
        ChangeKind::RowAdded => row_of(path()?).map(|(list, at)| Step::row_added(list, at)),
        ChangeKind::RowRemoved => row_of(path()?).map(|(list, at)| Step::row_removed(list, at)),
        ChangeKind::RowMoved => {
            let row = |text: &str| text.parse::<usize>().ok()?.checked_sub(1);
            Some(Step::row_moved(path()?, row(&change.old)?, row(&change.new)?))
        }
        ChangeKind::Unknown => {
            let (record, name) = change.place.rsplit_once('/')?;
            let record = if record.is_empty() { Path::ROOT } else { Document::parse_path(record)? };
            let json = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let name = name.replace("~1", "/").replace("~0", "~");
            Some(Step::Unknown { record, name, old: json(&change.old), new: json(&change.new) })
        }
    }
}

/// Where the place of a recorded change is now, after the changes recorded later; `None` when it is gone.
pub fn place_now(document: &Document, record: usize, change: usize) -> Option<Path> {
    let records = &document.review.history;
    let recorded = records.get(record)?.changes.get(change)?;
    let mut place = match step_of(recorded)? {
        Step::Value { path, .. } => path,
        Step::Row(shift) => shift.first(),
        Step::Unknown { record, .. } => record,
    };
    let rest = records.get(record)?.changes.iter().skip(change + 1);
    for later in rest.chain(records.iter().skip(record + 1).flat_map(|record| record.changes.iter())) {
        place = step_of(later)?.place_after(place)?;
    }
    Some(place)
}

/// Old and new value of a recorded change, as a cell shows them.
pub fn shown_values(change: &SavedChange, unit: AmountUnit) -> (String, String) {
    match step_of(change) {
        Some(Step::Value { path, old, new }) => {
            let kind = Document::kind_at(path).unwrap_or(Kind::Text);
            (old.text(kind, unit), new.text(kind, unit))
        }
        Some(Step::Row(RowShift::Move { from, to, .. })) => (format!("第{}行", from + 1), format!("第{}行", to + 1)),
        _ => (change.old.to_string(), change.new.to_string()),
    }
}

fn row_of(path: Path) -> Option<(Path, usize)> {
    let list = path.parent();
    path.row_in(&list).map(|row| (list, row))
}

/// The content that the file had when its hash was `hash`, from the records; `None` when they do not reach that far.
pub fn content_at(document: &Document, hash: &str) -> Option<Document> {
    let mut content = document.content();
    let mut current = content_hash(&content);
    for record in document.review.history.iter().collect::<Vec<_>>().into_iter().rev() {
        if current == hash {
            return Some(content);
        }
        // Changes that were not saved or are not listed: nothing before is certain.
        if current != *record.content || record.more.is_some() {
            return None;
        }
        let steps: Option<Vec<Step>> = record.changes.iter().map(step_of).collect();
        let edits = steps?.iter().rev().map(|step| step.inverse().edit()).collect();
        content = content.apply(&Edit::Many { label: String::new(), edits }).ok()?;
        current = content_hash(&content);
    }
    (current == hash).then_some(content)
}

/// The latest content that both files come from, as far as their records show.
pub fn common_ancestor(ours: &Document, theirs: &Document) -> Option<Document> {
    let hashes = |document: &Document| -> Vec<String> {
        let records: Vec<&SaveRecord> = document.review.history.iter().collect();
        let recorded =
            records.into_iter().rev().flat_map(|record| [record.content.to_string(), record.before.to_string()]);
        std::iter::once(content_hash(document)).chain(recorded).filter(|hash| !hash.is_empty()).collect()
    };
    let known = hashes(theirs);
    let common = hashes(ours).into_iter().find(|hash| known.contains(hash))?;
    content_at(theirs, &common).or_else(|| content_at(ours, &common))
}

/// One change of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    pub author: String,
    pub time: String,
    /// Before, in stored form.
    pub old: String,
    /// After, likewise.
    pub new: String,
}

/// The changes of the value at `place` through the saves, the latest first. `place` counts rows as they were at the
/// last save; rows that moved are followed back.
pub fn changes_of_cell(document: &Document, place: Path) -> Vec<CellChange> {
    let mut found = Vec::new();
    let mut place = place;
    for record in document.review.history.iter().collect::<Vec<_>>().into_iter().rev() {
        for change in record.changes.iter().collect::<Vec<_>>().into_iter().rev() {
            let Some(step) = step_of(change) else { continue };
            if matches!(&step, Step::Value { path, .. } if *path == place) {
                found.push(CellChange {
                    author: record.author.to_string(),
                    time: record.time.to_string(),
                    old: change.old.to_string(),
                    new: change.new.to_string(),
                });
            }
            match step.place_before(place) {
                Some(before) => place = before,
                None => return found,
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        compare::testing::{documents, edited, seeds},
        testing::{sample, typed},
        workflow::{ChainState, chain_state},
    };
    use proptest::prelude::*;

    fn stamp(author: &str) -> Stamp {
        Stamp { author: author.into(), time: "2025-08-20 09:30".into(), program: "juesuan 0.1.0".into() }
    }

    /// Saved again and again, each time by another person.
    fn saved(document: &Document, before: Option<&Document>, author: &str) -> Document {
        record_save(document, before, &stamp(author)).expect("something to record")
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_earlier_save_can_be_restored(start in documents(15), steps in proptest::collection::vec(seeds(5), 1..4)) {
            let mut document = saved(&start, None, "甲");
            let mut contents = vec![document.content()];
            for seeds in &steps {
                let next = edited(&document, seeds);
                if let Some(recorded) = record_save(&next, Some(&document), &stamp("乙")) {
                    document = recorded;
                    contents.push(document.content());
                }
            }
            let is_intact = matches!(chain_state(&document), ChainState::Intact { .. });
            prop_assert!(is_intact);
            // Unreadable texts are removed with their rows and not always restored: then nothing is claimed.
            let certain = contents.iter().all(|content| content.unreadable.is_empty() && content.published.is_empty());
            for content in contents {
                match content_at(&document, &content_hash(&content)) {
                    Some(restored) => prop_assert_eq!(content_hash(&restored), content_hash(&content)),
                    None => prop_assert!(!certain),
                }
            }
        }
    }

    #[test]
    fn a_save_names_what_changed_and_an_unchanged_one_nothing() {
        let document = sample("yanbian-2024.json");
        let first = saved(&document, None, "甲");
        assert!(first.review.history[0].changes.is_empty());
        assert_eq!(record_save(&first, Some(&first), &stamp("甲")), None);
        let path = at!(expenditure.lines[1].basic);
        let second = saved(&typed(&first, path, "12.5"), Some(&first), "乙");
        let record = &second.review.history[1];
        assert_eq!((record.number, &*record.author), (Some(2), "乙"));
        assert_eq!((&*record.changes[0].place, &*record.changes[0].new), ("/expenditure/lines/1/basic", "125000.00"));
        assert_eq!(content_at(&second, &content_hash(&document)), Some(document.content()));

        let list = at!(expenditure.lines);
        let moved = second.apply(&Edit::insert_rows(list, 0, 1)).expect("row");
        let third = saved(&moved, Some(&second), "丙");
        let fourth = saved(&typed(&third, at!(expenditure.lines[2].basic), "13"), Some(&third), "丁");
        let changes = changes_of_cell(&fourth, at!(expenditure.lines[2].basic));
        let authors: Vec<_> = changes.iter().map(|change| change.author.as_str()).collect();
        assert_eq!(authors, ["丁", "乙"], "the row is followed back");
        assert_eq!(place_now(&fourth, 1, 0), Some(at!(expenditure.lines[2].basic)), "and forth");
        let gone = fourth.apply(&Edit::remove_rows(list, 2, 1)).expect("row");
        assert_eq!(place_now(&saved(&gone, Some(&fourth), "甲"), 1, 0), None);
        let shown = shown_values(&fourth.review.history[1].changes[0], AmountUnit::Wan);
        assert_eq!(shown.1, "12.50");
        assert_eq!(content_at(&fourth, &content_hash(&document)), Some(document.content()));
    }

    #[test]
    fn the_common_origin_of_two_copies_is_found() {
        let origin = saved(&sample("yanbian-2024.json"), None, "甲");
        let ours = saved(&typed(&origin, at!(unit.duties), "一"), Some(&origin), "甲");
        let ours = typed(&ours, at!(unit.year_work), "未保存");
        let theirs = saved(&typed(&origin, at!(unit.year), "2023"), Some(&origin), "乙");
        assert_eq!(common_ancestor(&ours, &theirs), Some(origin.content()));
        assert_eq!(common_ancestor(&ours, &sample("clean.json")), None);
        // Copies of a file that has no records yet: each remembers what it began with.
        let plain = sample("clean.json");
        let a = saved(&typed(&plain, at!(unit.duties), "一"), Some(&plain), "甲");
        let b = saved(&typed(&plain, at!(unit.duties), "二"), Some(&plain), "乙");
        assert_eq!(common_ancestor(&a, &b), Some(plain));
    }

    #[test]
    fn the_records_never_grow_beyond_their_limit() {
        let mut document = saved(&Document::default(), None, "甲");
        for number in 0..MOST_SAVES + 50 {
            let next = typed(&document, at!(unit.duties), &format!("{number}{}", "长".repeat(number)));
            document = saved(&next, Some(&document), "甲");
        }
        let size = serde_json::to_string(&*document.review).expect("JSON").len();
        assert!(size < MOST_BYTES + MOST_BYTES_OF_ONE, "{size}");
        assert!(document.review.history.len() <= MOST_SAVES);
        let folded = document.review.folded.saves.expect("folded") as usize;
        assert_eq!(folded + document.review.history.len(), MOST_SAVES + 51);
        assert!(matches!(chain_state(&document), ChainState::Intact { saves } if saves == MOST_SAVES + 51));

        let huge = typed(&document, at!(unit.year_work), &"字".repeat(60_000));
        let last = saved(&huge, Some(&document), "甲");
        let record = last.review.history.iter().last().expect("a record");
        assert_eq!((record.changes.len(), record.more), (0, Some(1)));
    }
}
