//! Merges lists: rows are matched first, then each pair is merged.

use std::collections::{HashMap, HashSet};

use crate::document::{
    Document, Edit, Explanation, LongText, Note, Path, PathStep, Text,
    record::{Record, Rows},
};

use super::{
    difference::fill,
    matching::{matches, moves, same_row},
    merge::{Conflict, Merger, Places},
    step::Step,
};

/// Where the rows of one of their lists are in the merged document.
pub(super) struct RowMap {
    here: Path,
    rows: Vec<Option<usize>>,
}

/// A row of the merged list.
#[derive(Clone, Copy)]
struct MergedRow {
    base: Option<usize>,
    ours: Option<usize>,
    theirs: Option<usize>,
}

impl Merger<'_> {
    pub fn list(&mut self, base: Option<&dyn Rows>, ours: &dyn Rows, theirs: &dyn Rows, at: Places) {
        let (mut rows, dropped) = self.rows(base, ours, theirs, at.here);
        let order: Vec<usize> = {
            let mut kept: Vec<usize> = rows.iter().filter_map(|row| row.ours).collect();
            kept.sort_unstable();
            rows.iter().filter_map(|row| row.ours).map(|row| kept.binary_search(&row).unwrap_or_default()).collect()
        };
        for row in dropped.into_iter().rev() {
            self.take_out(ours, row, at.here);
        }
        for (from, to) in moves(&order) {
            self.taken += 1;
            self.steps.push(Step::row_moved(at.here, from, to));
        }
        let mut map = vec![None; theirs.len()];
        for (index, row) in rows.iter_mut().enumerate() {
            if let Some(their_row) = row.theirs {
                map[their_row] = Some(index);
                if row.ours.is_none()
                    && let Some(new) = theirs.row(their_row)
                {
                    self.taken += 1;
                    self.steps.push(Step::row_added(at.here, index));
                    fill(new, at.here.row(index), &mut self.steps);
                }
            }
        }
        self.maps.insert(at.there, RowMap { here: at.here, rows: map });
        for (index, row) in rows.iter().enumerate() {
            if let (Some(our_row), Some(their_row)) = (row.ours, row.theirs)
                && let (Some(a), Some(b)) = (ours.row(our_row), theirs.row(their_row))
            {
                let before = row.base.and_then(|row| base?.row(row));
                let places = Places {
                    base: row.base.and_then(|row| Some(at.base?.row(row))),
                    ours: at.ours.row(our_row),
                    there: at.there.row(their_row),
                    here: at.here.row(index),
                };
                self.record(before, a, b, places, &|_| true);
            }
        }
    }

    /// The rows of the merged list in order, and the rows of ours that go.
    fn rows(
        &mut self,
        base: Option<&dyn Rows>,
        ours: &dyn Rows,
        theirs: &dyn Rows,
        list: Path,
    ) -> (Vec<MergedRow>, Vec<usize>) {
        let base_of = |rows: &dyn Rows| base.map_or_else(|| vec![None; rows.len()], |base| matches(base, rows, list));
        let (base_of_ours, base_of_theirs, direct) = (base_of(ours), base_of(theirs), matches(ours, theirs, list));
        let mut here_of: HashMap<usize, usize> = HashMap::new();
        for (here, before) in base_of_ours.iter().enumerate() {
            if let Some(before) = before {
                here_of.entry(*before).or_insert(here);
            }
        }
        let mut their_row: Vec<Option<usize>> = vec![None; ours.len()];
        let mut only_theirs = Vec::new();
        for (there, before) in base_of_theirs.iter().enumerate() {
            let here = match before {
                Some(before) => here_of.get(before).copied(),
                None => direct[there].filter(|here| base_of_ours[*here].is_none()),
            };
            match here {
                Some(here) if their_row[here].is_none() => their_row[here] = Some(there),
                _ => only_theirs.push(there),
            }
        }
        let (mut rows, mut dropped) = (Vec::new(), Vec::new());
        for (here, there) in their_row.into_iter().enumerate() {
            let before = base_of_ours[here];
            let stays = there.is_some() || self.stays(base, before, ours.row(here), list.row(here), true);
            if stays {
                rows.push(MergedRow { base: before, ours: Some(here), theirs: there })
            } else {
                dropped.push(here)
            }
        }
        order_as_theirs(&mut rows);
        // Each new row goes below the one that is above it in their list, if that is here, or the next one above that is.
        let mut shared: Vec<(usize, usize)> =
            rows.iter().enumerate().filter_map(|(at, row)| Some((row.theirs?, at))).collect();
        shared.sort_unstable();
        let mut first: Vec<MergedRow> = Vec::new();
        let mut below: Vec<Vec<MergedRow>> = vec![Vec::new(); rows.len()];
        let mut count = rows.len();
        for there in only_theirs {
            let before = base_of_theirs[there];
            if self.stays(base, before, theirs.row(there), list.row(count), false) {
                let above = shared.partition_point(|(other, _)| *other < there).checked_sub(1);
                let place = above.map_or(&mut first, |above| &mut below[shared[above].1]);
                place.push(MergedRow { base: before, ours: None, theirs: Some(there) });
                count += 1;
            }
        }
        let with_below = rows.into_iter().zip(below).flat_map(|(row, below)| std::iter::once(row).chain(below));
        (first.into_iter().chain(with_below).collect(), dropped)
    }

    /// Whether a row that only one side has is in the merged list.
    fn stays(
        &mut self,
        base: Option<&dyn Rows>,
        before: Option<usize>,
        row: Option<&dyn Record>,
        place: Path,
        is_ours: bool,
    ) -> bool {
        let Some(row) = row else { return false };
        let former = before.and_then(|before| base?.row(before));
        match former {
            // The other side has taken it out.
            Some(former) if same_row(former, row) => return false,
            // Newly put in.
            None if base.is_some() => return true,
            _ => {}
        }
        let mut steps = Vec::new();
        fill(row, place, &mut steps);
        let content = super::change::contents(steps.iter(), self.merge.ours.amount_unit());
        let (none, list) = ("（没有这一行）".to_owned(), Document::label_at(place.parent()));
        let theirs = self.theirs_chosen(Conflict {
            place,
            label: format!("{list}›一行"),
            base: None,
            ours: if is_ours { content.clone() } else { none.clone() },
            theirs: if is_ours { none } else { content },
        });
        theirs != is_ours
    }

    fn take_out(&mut self, ours: &dyn Rows, row: usize, list: Path) {
        let Some(record) = ours.row(row) else { return };
        let mut steps = Vec::new();
        fill(record, list.row(row), &mut steps);
        self.taken += 1;
        self.steps.extend(steps.iter().rev().map(Step::inverse));
        self.steps.push(Step::row_removed(list, row));
    }

    /// Where a place of theirs is in the merged document; `None` when its row is not in it.
    pub fn place_here(&self, there: Path) -> Option<Path> {
        let (mut here, mut before) = (Path::ROOT, Path::ROOT);
        for step in there.steps() {
            here = match (step, self.maps.get(&before)) {
                (PathStep::Row(row), Some(map)) => map.here.row((*map.rows.get(*row as usize)?)?),
                _ => here.then(*step),
            };
            before = before.then(*step);
        }
        Some(here)
    }

    fn place_text_here(&self, place: &str) -> Option<String> {
        match Document::parse_path(place) {
            Some(path) => self.place_here(path).map(|path| path.to_string()),
            None => Some(place.to_owned()),
        }
    }

    /// Their notes and explanations that ours has not yet.
    pub fn review_data(&self) -> Vec<Edit> {
        let (ours, theirs) = (&self.merge.ours.review, &self.merge.theirs.review);
        let mut steps = Vec::new();
        // What a note begins with, or the name of its place.
        let begun = |note: &Note| match note.entries.get(0) {
            Some(entry) => [&entry.author, &entry.time].map(|text| text.to_string()),
            None => [note.name.to_string(), String::new()],
        };
        let mut notes_here: HashMap<[String; 2], Vec<&Note>> = HashMap::new();
        for note in ours.notes.iter() {
            notes_here.entry(begun(note)).or_default().push(note);
        }
        let mut at = ours.notes.len();
        for note in theirs.notes.iter() {
            let is_here = |other: &&Note| {
                let (theirs, ours) = (note.entries.get(0), other.entries.get(0));
                ours == theirs && (theirs.is_some() || other.name == note.name)
            };
            if notes_here.get(&begun(note)).is_some_and(|notes| notes.iter().any(is_here)) {
                continue;
            }
            let place = self.place_text_here(&note.place).unwrap_or_default();
            let list = crate::at!(review.notes);
            steps.push(Step::row_added(list, at));
            fill(&Note { place: Text::new(place), ..note.clone() }, list.row(at), &mut steps);
            at += 1;
        }
        let given: HashSet<(&str, &str)> =
            ours.explanations.iter().map(|other| (&*other.rule, &*other.places)).collect();
        let mut at = ours.explanations.len();
        for explanation in theirs.explanations.iter() {
            let places: Option<Vec<String>> =
                explanation.places.lines().map(|place| self.place_text_here(place)).collect();
            let Some(places) = places.map(|places| LongText::new(places.join("\n"))) else { continue };
            if given.contains(&(&*explanation.rule, &*places)) {
                continue;
            }
            let list = crate::at!(review.explanations);
            steps.push(Step::row_added(list, at));
            fill(&Explanation { places, ..explanation.clone() }, list.row(at), &mut steps);
            at += 1;
        }
        steps.iter().map(Step::edit).collect()
    }
}

/// If ours has left the common rows in their old order, theirs decides about it.
fn order_as_theirs(rows: &mut [MergedRow]) {
    let common: Vec<usize> =
        (0..rows.len()).filter(|at| rows[*at].base.is_some() && rows[*at].theirs.is_some()).collect();
    if !common.is_sorted_by_key(|at| rows[*at].base) {
        return;
    }
    let mut by_theirs: Vec<MergedRow> = common.iter().map(|at| rows[*at]).collect();
    by_theirs.sort_by_key(|row| row.theirs);
    for (at, row) in common.into_iter().zip(by_theirs) {
        rows[at] = row;
    }
}
