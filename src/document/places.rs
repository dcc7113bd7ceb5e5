//! 位置随行移动: what refers to a row by its number follows the row when rows are put in, taken out or moved.

use super::{Document, List, path::Path, value::Text};

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

/// Measures that are numbered by a row: what their keys begin with, and the list.
const NUMBERED: [(&str, &str); 2] =
    [("project.", "/performance/projects"), ("score.group.", "/performance/score_groups")];

impl RowsMoved<'_> {
    /// What became of `place`: a pointer, a cell name or a measure.
    pub fn fate(&self, place: &str) -> Fate {
        if place.starts_with('/') {
            return self.fate_of_pointer(place);
        }
        let list = self.list.to_string();
        // The row of a project in 公开09表: `T09!#3.basic`.
        if let Some((table, rest)) = place.split_once("!#")
            && list == "/performance/projects"
        {
            let digits = rest.chars().take_while(char::is_ascii_digit).count();
            return self.renumbered(&format!("{table}!#"), &rest[..digits], &rest[digits..]);
        }
        for (prefix, numbered) in NUMBERED {
            let Some(rest) = place.strip_prefix(prefix).filter(|_| list == numbered) else { continue };
            let Some(at) = rest.find(|c: char| c.is_ascii_digit()) else { continue };
            let digits = rest[at..].chars().take_while(char::is_ascii_digit).count();
            let (head, tail) = (format!("{prefix}{}", &rest[..at]), &rest[at + digits..]);
            return self.renumbered(&head, &rest[at..at + digits], tail);
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

    fn renumbered(&self, head: &str, row: &str, tail: &str) -> Fate {
        let Ok(row) = row.parse::<usize>() else { return Fate::Stays };
        match (self.new_row)(row) {
            None => Fate::Gone,
            Some(new) if new == row => Fate::Stays,
            Some(new) => Fate::Moved(format!("{head}{new}{tail}")),
        }
    }
}

/// Lets the places of a list's rows follow; rows whose place is gone are dropped, unless `keep` gives them another.
fn follow<T: Clone + PartialEq>(
    rows: &mut List<T>,
    moved: &RowsMoved<'_>,
    place: impl Fn(&mut T) -> &mut Text,
    keep: impl Fn(&str) -> Option<String>,
) {
    let fates: Vec<Fate> = rows.iter().map(|row| moved.fate(place(&mut row.clone()))).collect();
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
        follow(&mut self.unreadable, moved, |entry| &mut entry.cell, dropped);
        follow(&mut self.published, moved, |figure| &mut figure.cell, dropped);
        if self.review == Default::default() {
            return;
        }
        let review = &mut *self.review;
        // A colleague's question must not vanish with the row that it was about: it moves to the list.
        follow(&mut review.notes, moved, |note| &mut note.place, |_| Some(moved.list.to_string()));
        follow(&mut review.ticks, moved, |tick| &mut tick.place, dropped);
        follow(&mut review.locks, moved, |lock| &mut lock.place, dropped);
        follow(&mut review.suggestions, moved, |suggestion| &mut suggestion.place, dropped);
        self.follow_explanations(moved);
    }

    /// An explanation about several places loses those that are gone; without any it was about what is gone.
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
        document.published.push(PublishedFigure { cell: Text::new("T09!#1.project"), ..Default::default() });
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
        assert_eq!(&*lower.published[0].cell, "T09!#3.project");
        assert_eq!(&*lower.review.explanations[0].places, "/performance/projects/3/name\n/performance/projects/4/name");

        let gone = reviewed().apply(&Edit::RemoveRows { list, at: 1, count: 1 }).expect("rows");
        assert_eq!(&*gone.review.notes[0].place, "/performance/projects");
        assert!(gone.review.ticks.is_empty() && gone.published.is_empty());
        assert_eq!(&*gone.review.explanations[0].places, "/performance/projects/1/name");

        let moved = reviewed().apply(&Edit::MoveRow { list, from: 1, to: 0 }).expect("moved");
        assert_eq!(&*moved.review.notes[0].place, "/performance/projects/0/name");
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
