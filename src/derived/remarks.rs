//! Notes (批注) and ticks (已核对) by their place: collected once for a document, looked up for each cell in sight.

use rustc_hash::FxHashMap;

use crate::{
    digest::sha256,
    document::{
        Document, Entry, Node, NoteState, Path,
        record::{Record, find, walk},
    },
    figures::{Figures, Source},
};

/// Whether a tick (已核对) still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TickState {
    /// The value is the one that was compared.
    Holds,
    /// The value was changed since.
    Void,
}

/// What colleagues left at one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarked {
    /// The rows of its notes, the oldest first.
    pub notes: Vec<usize>,
    /// How far the least settled of them is.
    pub note: Option<NoteState>,
    /// The row of its tick (已核对), and whether that holds.
    pub tick: Option<(usize, TickState)>,
}

/// What colleagues left, by place.
#[derive(Debug, Default)]
pub struct Remarks {
    at: FxHashMap<Source, Remarked>,
    /// By text: charts and sections of the report, and places that no longer exist.
    beside: FxHashMap<String, Remarked>,
    /// Ticks that hold.
    pub held: usize,
    /// Ticks whose value was changed since.
    pub void: usize,
}

impl Remarks {
    pub(super) fn of(figures: &Figures) -> Self {
        let mut remarks = Self::default();
        let review = &figures.document.review;
        for (row, note) in review.notes.iter().enumerate() {
            let remarked = remarks.entry(figures, &note.place);
            remarked.notes.push(row);
            // 待回复 comes first in the order of the words.
            let state = note.state.unwrap_or(NoteState::Open);
            remarked.note = Some(remarked.note.map_or(state, |other| other.min(state)));
        }
        for (row, tick) in review.ticks.iter().enumerate() {
            let holds = seen_at(figures, &tick.place).as_deref() == Some(&*tick.seen);
            let state = if holds { TickState::Holds } else { TickState::Void };
            remarks.entry(figures, &tick.place).tick = Some((row, state));
            match state {
                TickState::Holds => remarks.held += 1,
                TickState::Void => remarks.void += 1,
            }
        }
        remarks
    }

    fn entry(&mut self, figures: &Figures, place: &str) -> &mut Remarked {
        match source_of(figures, place) {
            Some(source) => self.at.entry(source).or_default(),
            None => self.beside.entry(place.to_owned()).or_default(),
        }
    }

    /// What was left at a number or row.
    pub fn at(&self, source: &Source) -> Option<&Remarked> {
        if self.at.is_empty() { None } else { self.at.get(source) }
    }

    /// What was left beside a chart or section (`chart:…`, `report:…`).
    pub fn beside(&self, place: &str) -> Option<&Remarked> {
        self.beside.get(place)
    }

    /// The least settled note about a section of the report, its paragraphs or the texts in it.
    pub fn in_section(&self, topic: &str, texts: &[Path]) -> Option<NoteState> {
        if self.at.is_empty() && self.beside.is_empty() {
            return None;
        }
        let is_here = |place: &str| {
            let rest = place.strip_prefix("report:").and_then(|section| section.strip_prefix(topic));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let beside = self.beside.iter().filter(|(place, _)| is_here(place)).map(|(_, remarked)| remarked);
        let inside = texts.iter().filter_map(|text| self.at.get(&Source::Entered(*text)));
        beside.chain(inside).filter_map(|remarked| remarked.note).filter(|note| *note != NoteState::Closed).min()
    }
}

/// The number, row or list that a place is; `None` for charts, sections, and what there is not.
pub fn source_of(figures: &Figures, place: &str) -> Option<Source> {
    match place.parse().ok()? {
        Source::Measure(key) => figures.measures.get(key).map(|_| Source::Measure(key)),
        source => Some(source),
    }
}

/// What a place shows, independent of the unit; rows as a whole. `None` when there is no such place.
pub(super) fn seen_at(figures: &Figures, place: &str) -> Option<String> {
    match source_of(figures, place)? {
        Source::Entered(path) => seen_entered(&figures.document, path),
        Source::Cell(key) => figures.tables.get(key)?.printed().map(|money| money.stored()).or(Some(String::new())),
        source @ Source::Measure(_) => Some(figures.value_text(&source)),
    }
}

fn seen_entered(document: &Document, path: Path) -> Option<String> {
    match find(document, path.steps())? {
        Node::Leaf(entry) => Some(seen_leaf(document, path, &entry)),
        Node::Record(record) => Some(digest(&seen_row(document, record, path, path))),
        Node::List(rows) => {
            let seen: String = (0..rows.len())
                .filter_map(|row| Some(seen_row(document, rows.row(row)?, path.row(row), path)))
                .collect();
            Some(digest(&seen))
        }
    }
}

fn seen_leaf(document: &Document, path: Path, entry: &Entry) -> String {
    document.unreadable_text(path).map_or_else(|| entry.stored(), |text| format!("？{text}"))
}

/// Every value of a row that is not blank, by its place below `from`: the row may move.
fn seen_row(document: &Document, row: &dyn Record, at: Path, from: Path) -> String {
    let before = from.to_string().len();
    let mut seen = String::new();
    walk(row, at, &mut |path, _, entry| {
        let value = seen_leaf(document, path, &entry);
        if !value.is_empty() {
            seen.push_str(&path.to_string()[before..]);
            seen.push('\u{1f}');
            seen.push_str(&value);
            seen.push('\n');
        }
    });
    seen
}

fn digest(seen: &str) -> String {
    sha256(seen.as_bytes())[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        derived::Derived,
        document::{Note, Text, Tick},
    };

    #[test]
    fn the_least_settled_note_and_the_state_of_a_mark_are_found_by_place() {
        let text = include_str!("../../samples/yanbian-2024.json");
        let mut document: Document = serde_json::from_str(text).expect("the sample is readable");
        let note = |place: &str, state| Note { place: Text::new(place), state: Some(state), ..Default::default() };
        for (place, state) in [
            ("/expenditure/lines/0/basic", NoteState::Closed),
            ("/expenditure/lines/0/basic", NoteState::Answered),
            ("report:income/2", NoteState::Open),
            ("report:income_more", NoteState::Open),
            ("chart:totals", NoteState::Open),
        ] {
            document.review.notes.push(note(place, state));
        }
        let before = Derived::of(&Arc::new(document.clone()));
        for (place, seen) in [
            ("/expenditure/lines/0", before.seen_value("/expenditure/lines/0")),
            ("T06!合计.basic", Some("1.00".to_owned())),
        ] {
            let seen = crate::document::LongText::new(seen.expect("a place"));
            document.review.ticks.push(Tick { place: Text::new(place), seen, ..Default::default() });
        }
        let derived = Derived::of(&Arc::new(document));
        let remarks = derived.remarks();
        let cell = remarks.at(&crate::at!(expenditure.lines[0].basic).into()).expect("noted");
        assert_eq!((cell.notes.as_slice(), cell.note, cell.tick), (&[0, 1][..], Some(NoteState::Answered), None));
        let row = remarks.at(&crate::at!(expenditure.lines[0]).into()).expect("marked");
        assert_eq!(row.tick, Some((0, TickState::Holds)));
        assert_eq!((remarks.held, remarks.void), (1, 1));
        assert!(remarks.beside("chart:totals").is_some());
        assert_eq!(remarks.in_section("income", &[]), Some(NoteState::Open));
        assert_eq!(remarks.in_section("inc", &[]), None);
    }
}
