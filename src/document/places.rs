//! Keeps references to rows right: what names a row by its number follows it when rows are inserted, removed or moved.

use crate::{
    address::{CLOSE, CellKey, MeasureKey, OPEN, RowKey},
    at,
};

use super::{Document, Entry, Kind, List, edit::put_leaf, path::Path, record::Shape, value::Text};

/// The rows of a list have moved.
pub(super) struct RowsMoved<'a> {
    pub list: Path,
    /// Where a row is now; `None` when it was taken out.
    pub new_row: &'a dyn Fn(usize) -> Option<usize>,
}

/// What became of a place.
#[derive(Debug, PartialEq)]
pub(super) enum Fate {
    /// It is where it was.
    Stays,
    /// It is here now.
    Moved(String),
    /// Its row was taken out.
    Gone,
}

impl RowsMoved<'_> {
    /// What became of `place`: a pointer, a cell or a measure.
    pub fn fate(&self, place: &str) -> Fate {
        if place.starts_with('/') {
            return self.fate_of_pointer(place);
        }
        if self.list == at!(performance.projects) {
            if let Ok(key) = place.parse::<CellKey>()
                && let RowKey::Project(row) = key.row
            {
                return self.fate_of_row(row, &|row| CellKey { row: RowKey::Project(row), ..key }.to_string());
            }
            if let Ok(key) = place.parse::<MeasureKey>()
                && let Some(row) = key.project()
            {
                return self.fate_of_row(row, &|row| key.with_project(row).to_string());
            }
        }
        if self.list == at!(performance.score_groups)
            && let Ok(MeasureKey::ScoreGroup(row)) = place.parse()
        {
            return self.fate_of_row(row, &|row| MeasureKey::ScoreGroup(row).to_string());
        }
        Fate::Stays
    }

    fn fate_of_pointer(&self, place: &str) -> Fate {
        let Some(path) = Document::parse_path(place) else { return Fate::Stays };
        let Some(row) = path.row_in(&self.list) else { return Fate::Stays };
        match (self.new_row)(row) {
            None => Fate::Gone,
            Some(new) if new == row => Fate::Stays,
            Some(new) => Fate::Moved(path.with_row(&self.list, new).to_string()),
        }
    }

    fn fate_of_row(&self, row: u32, place_of: &dyn Fn(u32) -> String) -> Fate {
        match (self.new_row)(row as usize) {
            None => Fate::Gone,
            Some(new) if new == row as usize => Fate::Stays,
            Some(new) => u32::try_from(new).map_or(Fate::Gone, |new| Fate::Moved(place_of(new))),
        }
    }

    /// A text whose links follow their rows; `None` when none of them moved.
    fn followed_links(&self, text: &str) -> Option<String> {
        let mut followed = String::with_capacity(text.len());
        let mut rest = text;
        let mut has_moved = false;
        while let Some((before, link)) = rest.split_once(OPEN) {
            let Some((place, after)) = link.split_once(CLOSE) else { break };
            followed.push_str(before);
            followed.push(OPEN);
            match self.fate(place) {
                Fate::Stays => followed.push_str(place),
                Fate::Moved(new) => {
                    has_moved = true;
                    followed.push_str(&new);
                }
                Fate::Gone => {
                    has_moved = true;
                    followed.push_str(GONE);
                }
            }
            followed.push(CLOSE);
            rest = after;
        }
        followed.push_str(rest);
        has_moved.then_some(followed)
    }
}

/// What a link says when its row was taken out: no figure has this name, so that the checks find it.
const GONE: &str = "已删除的行";

/// Lets the places that the rows of a list name follow; a row whose place is gone is dropped, unless `keep` gives it
/// another place.
fn follow<T: Clone + PartialEq>(
    rows: &mut List<T>,
    moved: &RowsMoved<'_>,
    read: impl Fn(&T) -> &Text,
    place: impl Fn(&mut T) -> &mut Text,
    keep: impl Fn(&str) -> Option<String>,
) {
    let fates: Vec<Fate> = rows.iter().map(|row| moved.fate(read(row))).collect();
    if fates.iter().all(|fate| *fate == Fate::Stays) {
        return;
    }
    let followed = rows.iter().zip(fates).filter_map(|(row, fate)| {
        let mut row = row.clone();
        let new = match fate {
            Fate::Stays => return Some(row),
            Fate::Moved(new) => new,
            Fate::Gone => keep(place(&mut row))?,
        };
        *place(&mut row) = Text::new(new);
        Some(row)
    });
    *rows = followed.collect();
}

impl Document {
    /// Lets everything that refers to rows of `moved.list` by number follow them.
    pub(super) fn follow_rows(&mut self, moved: &RowsMoved<'_>) {
        let dropped = |_: &str| None;
        follow(&mut self.unreadable, moved, |entry| &entry.cell, |entry| &mut entry.cell, dropped);
        follow(&mut self.published, moved, |figure| &figure.cell, |figure| &mut figure.cell, dropped);
        self.follow_links(moved);
        if self.review == Default::default() {
            return;
        }
        let review = &mut *self.review;
        // A colleague's question must not vanish with the row that it was about: it moves to the list.
        let to_list = |_: &str| Some(moved.list.to_string());
        follow(&mut review.notes, moved, |note| &note.place, |note| &mut note.place, to_list);
        follow(&mut review.ticks, moved, |tick| &tick.place, |tick| &mut tick.place, dropped);
        follow(&mut review.locks, moved, |lock| &lock.place, |lock| &mut lock.place, dropped);
        follow(&mut review.suggestions, moved, |one| &one.place, |one| &mut one.place, dropped);
        self.follow_explanations(moved);
    }

    /// A number that a text quotes is the same number after its row has moved.
    fn follow_links(&mut self, moved: &RowsMoved<'_>) {
        let mut followed: Vec<(Path, String)> = Vec::new();
        self.walk(&mut |path, field, entry| {
            if let (Shape::Leaf(Kind::Text | Kind::LongText), Entry::Text(text)) = (field.shape, entry)
                && text.contains(OPEN)
                && let Some(text) = moved.followed_links(&text)
            {
                followed.push((path, text));
            }
        });
        for (path, text) in followed {
            put_leaf(self, path, &Entry::Text(text));
        }
    }

    /// An explanation about several places loses those that are gone; one that has none left is dropped.
    fn follow_explanations(&mut self, moved: &RowsMoved<'_>) {
        let touched = |places: &str| places.lines().any(|place| moved.fate(place) != Fate::Stays);
        if !self.review.explanations.iter().any(|explanation| touched(&explanation.places)) {
            return;
        }
        let followed = self.review.explanations.iter().filter_map(|explanation| {
            let places: Vec<String> = explanation
                .places
                .lines()
                .filter_map(|place| match moved.fate(place) {
                    Fate::Stays => Some(place.to_owned()),
                    Fate::Moved(new) => Some(new),
                    Fate::Gone => None,
                })
                .collect();
            let is_left = !places.is_empty() || explanation.places.is_blank();
            is_left
                .then(|| super::Explanation { places: super::LongText::new(places.join("\n")), ..explanation.clone() })
        });
        self.review.explanations = followed.collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::{Edit, Entry, Explanation, LongText, Note, PublishedFigure, Tick},
    };

    #[test]
    fn each_kind_of_place_follows_its_row() {
        let moved = RowsMoved { list: at!(performance.projects), new_row: &|row| (row != 1).then_some(row + 10) };
        for (place, fate) in [
            ("/performance/projects/2/name", Some("/performance/projects/12/name")),
            ("T09!#2.basic", Some("T09!#12.basic")),
            ("project.executed.3", Some("project.executed.13")),
            ("project.part.2.1", Some("project.part.12.1")),
            ("project.part.0.4", Some("project.part.10.4")),
        ] {
            assert_eq!(moved.fate(place), fate.map_or(Fate::Stays, |new| Fate::Moved(new.to_owned())), "{place}");
        }
        for place in ["/performance/projects/1", "T09!#1.basic", "project.executed.1"] {
            assert_eq!(moved.fate(place), Fate::Gone, "{place}");
        }
        for place in
            ["/income/prior_total", "T06!合计.basic", "score.group.3", "chart:totals", "", "/performance/projects"]
        {
            assert_eq!(moved.fate(place), Fate::Stays, "{place}");
        }
    }

    fn reviewed() -> Document {
        let mut document = Document::default();
        let list = at!(performance.projects);
        document = document.apply(&Edit::InsertRows { list, at: 0, count: 3 }).expect("rows");
        let place = |row: usize| Text::new(format!("/performance/projects/{row}/name"));
        document.published.push(PublishedFigure { cell: Text::new("T09!#1.proj"), ..Default::default() });
        let review = &mut *document.review;
        review.notes.push(Note { place: place(1), ..Default::default() });
        review.ticks.push(Tick { place: place(1), ..Default::default() });
        review.explanations.push(Explanation {
            places: LongText::new("/performance/projects/1/name\n/performance/projects/2/name"),
            ..Default::default()
        });
        document
    }

    #[test]
    fn review_data_follow_rows_and_a_note_outlives_its_row() {
        let list = at!(performance.projects);
        let lower = reviewed().apply(&Edit::InsertRows { list, at: 0, count: 2 }).expect("rows");
        assert_eq!(&*lower.review.notes[0].place, "/performance/projects/3/name");
        assert_eq!(&*lower.review.ticks[0].place, "/performance/projects/3/name");
        assert_eq!(&*lower.published[0].cell, "T09!#3.proj");
        assert_eq!(&*lower.review.explanations[0].places, "/performance/projects/3/name\n/performance/projects/4/name");

        let gone = reviewed().apply(&Edit::RemoveRows { list, at: 1, count: 1 }).expect("rows");
        assert_eq!(&*gone.review.notes[0].place, "/performance/projects");
        assert!(gone.review.ticks.is_empty() && gone.published.is_empty());
        assert_eq!(&*gone.review.explanations[0].places, "/performance/projects/1/name");

        let moved = reviewed().apply(&Edit::MoveRow { list, from: 1, to: 0 }).expect("moved");
        assert_eq!(&*moved.review.notes[0].place, "/performance/projects/0/name");
    }

    #[test]
    fn a_quoted_number_follows_its_row_and_one_of_a_row_taken_out_is_no_number() {
        let list = at!(performance.projects);
        let mut document = Document::default().apply(&Edit::InsertRows { list, at: 0, count: 3 }).expect("rows");
        let text = "⟦project.executed.1⟧，⟦T09!#2.amount⟧，⟦/performance/projects/1/fiscal⟧，⟦T06!合计.tot⟧，⟦";
        document.unit.duties = LongText::new(text);
        let lower = document.apply(&Edit::InsertRows { list, at: 1, count: 1 }).expect("rows");
        let moved = "⟦project.executed.2⟧，⟦T09!#3.amount⟧，⟦/performance/projects/2/fiscal⟧，⟦T06!合计.tot⟧，⟦";
        assert_eq!(&*lower.unit.duties, moved);
        let gone = document.apply(&Edit::RemoveRows { list, at: 1, count: 1 }).expect("rows");
        assert_eq!(&*gone.unit.duties, "⟦已删除的行⟧，⟦T09!#1.amount⟧，⟦已删除的行⟧，⟦T06!合计.tot⟧，⟦");
    }

    #[test]
    fn review_data_can_be_set_like_any_value_but_are_no_content() {
        let document = reviewed();
        let path = Document::parse_path("/review/notes/0/name").expect("a place");
        let named = document.apply(&Edit::Set { path, entry: Entry::Text("项目名称".into()) }).expect("set");
        assert_eq!(&*named.review.notes[0].name, "项目名称");
        let mut seen = 0;
        named.walk(&mut |path, _, _| {
            seen += 1;
            assert!(!path.starts_with(&at!(review)), "{path}");
        });
        assert!(seen > 100);
    }
}
