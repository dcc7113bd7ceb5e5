//! Keeps references to rows right: what names a row by its number follows it when rows are inserted, removed or moved.

use std::borrow::Cow;

use crate::address::{CLOSE, OPEN};

use super::{
    Document, Entry, Kind, List, apply::put_leaf, path::Path, record::Shape, row_shift::MovedRows, value::Text,
};

/// What a link says when its row was taken out: no figure has this name, so that the checks find it.
const GONE: &str = "已删除的行";

/// A text whose links follow their rows; `None` when none of them moved.
fn followed_links(text: &str, moved: &MovedRows<'_>) -> Option<String> {
    let mut followed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, link)) = rest.split_once(OPEN) {
        let Some((place, after)) = link.split_once(CLOSE) else { break };
        followed.push_str(before);
        followed.push(OPEN);
        followed.push_str(moved.place(place).as_deref().unwrap_or(GONE));
        followed.push(CLOSE);
        rest = after;
    }
    followed.push_str(rest);
    (followed != text).then_some(followed)
}

/// Lets the places that the rows of a list name follow; a row whose place is gone is dropped, unless `keep` gives it
/// another place.
fn follow<T: Clone + PartialEq>(
    rows: &mut List<T>,
    moved: &MovedRows<'_>,
    read: impl Fn(&T) -> &Text,
    place: impl Fn(&mut T) -> &mut Text,
    keep: impl Fn() -> Option<String>,
) {
    let stays = |row: &T| matches!(moved.place(read(row)), Some(Cow::Borrowed(_)));
    if rows.iter().all(stays) {
        return;
    }
    let followed = rows.iter().filter_map(|row| {
        let new = match moved.place(read(row)) {
            Some(Cow::Borrowed(_)) => return Some(row.clone()),
            Some(Cow::Owned(new)) => new,
            None => keep()?,
        };
        let mut row = row.clone();
        *place(&mut row) = Text::new(new);
        Some(row)
    });
    *rows = followed.collect();
}

impl Document {
    /// Lets everything that refers to rows of `moved.list` by number follow them.
    pub(super) fn follow_rows(&mut self, moved: &MovedRows<'_>) {
        let dropped = || None;
        follow(&mut self.unreadable, moved, |entry| &entry.cell, |entry| &mut entry.cell, dropped);
        follow(&mut self.published, moved, |figure| &figure.cell, |figure| &mut figure.cell, dropped);
        self.follow_links(moved);
        if self.review == Default::default() {
            return;
        }
        let review = &mut *self.review;
        // A colleague's question must not vanish with the row that it was about: it moves to the list.
        let to_list = || Some(moved.list.to_string());
        follow(&mut review.notes, moved, |note| &note.place, |note| &mut note.place, to_list);
        follow(&mut review.ticks, moved, |tick| &tick.place, |tick| &mut tick.place, dropped);
        follow(&mut review.locks, moved, |lock| &lock.place, |lock| &mut lock.place, dropped);
        follow(&mut review.filled, moved, |one| &one.place, |one| &mut one.place, dropped);
        if !review.taken.values.is_empty() {
            follow(&mut review.taken.values, moved, |one| &one.place, |one| &mut one.place, dropped);
        }
        follow(&mut review.suggestions, moved, |one| &one.place, |one| &mut one.place, dropped);
        self.follow_explanations(moved);
    }

    /// A number that a text quotes is the same number after its row has moved.
    fn follow_links(&mut self, moved: &MovedRows<'_>) {
        let mut followed: Vec<(Path, String)> = Vec::new();
        self.walk(&mut |path, field, entry| {
            if let (Shape::Leaf(Kind::Text | Kind::LongText), Entry::Text(text)) = (field.shape, entry)
                && text.contains(OPEN)
                && let Some(text) = followed_links(&text, moved)
            {
                followed.push((path, text));
            }
        });
        for (path, text) in followed {
            put_leaf(self, path, &Entry::Text(text));
        }
    }

    /// An explanation about several places loses those that are gone; one that has none left is dropped.
    fn follow_explanations(&mut self, moved: &MovedRows<'_>) {
        let stays = |place: &str| matches!(moved.place(place), Some(Cow::Borrowed(_)));
        if self.review.explanations.iter().all(|explanation| explanation.places.lines().all(stays)) {
            return;
        }
        let followed = self.review.explanations.iter().filter_map(|explanation| {
            let places: Vec<Cow<'_, str>> = explanation.places.lines().filter_map(|place| moved.place(place)).collect();
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

    fn reviewed() -> Document {
        let mut document = Document::default();
        let list = at!(performance.projects);
        document = document.apply(&Edit::insert_rows(list, 0, 3)).expect("rows");
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
        let lower = reviewed().apply(&Edit::insert_rows(list, 0, 2)).expect("rows");
        assert_eq!(&*lower.review.notes[0].place, "/performance/projects/3/name");
        assert_eq!(&*lower.review.ticks[0].place, "/performance/projects/3/name");
        assert_eq!(&*lower.published[0].cell, "T09!#3.proj");
        assert_eq!(&*lower.review.explanations[0].places, "/performance/projects/3/name\n/performance/projects/4/name");

        let gone = reviewed().apply(&Edit::remove_rows(list, 1, 1)).expect("rows");
        assert_eq!(&*gone.review.notes[0].place, "/performance/projects");
        assert!(gone.review.ticks.is_empty() && gone.published.is_empty());
        assert_eq!(&*gone.review.explanations[0].places, "/performance/projects/1/name");

        let moved = reviewed().apply(&Edit::move_row(list, 1, 0)).expect("moved");
        assert_eq!(&*moved.review.notes[0].place, "/performance/projects/0/name");
    }

    #[test]
    fn a_quoted_number_follows_its_row_and_one_of_a_row_taken_out_is_no_number() {
        let list = at!(performance.projects);
        let mut document = Document::default().apply(&Edit::insert_rows(list, 0, 3)).expect("rows");
        let text = "⟦project.executed.1⟧，⟦T09!#2.amount⟧，⟦/performance/projects/1/fiscal⟧，⟦T06!合计.tot⟧，⟦";
        document.unit.duties = LongText::new(text);
        let lower = document.apply(&Edit::insert_rows(list, 1, 1)).expect("rows");
        let moved = "⟦project.executed.2⟧，⟦T09!#3.amount⟧，⟦/performance/projects/2/fiscal⟧，⟦T06!合计.tot⟧，⟦";
        assert_eq!(&*lower.unit.duties, moved);
        let gone = document.apply(&Edit::remove_rows(list, 1, 1)).expect("rows");
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
