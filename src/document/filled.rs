//! What the program filled in when somebody asked for it: zeros of what does not exist (本年没有), budgets taken from
//! the actual amounts (预算同决算).
//!
//! The mark stands with the review data, the value where everybody's stands. What is typed over a filled value is the
//! person's own: [`Document::apply`] takes the mark away.

use crate::at;

use super::{
    BudgetBasis, Document, Edit, Entry, FilledBy, Path,
    value::{Amount, Leaf},
};

impl Document {
    /// How the value at `path` was filled in, if nobody typed it.
    pub fn filled_by(&self, path: Path) -> Option<FilledBy> {
        if self.review.filled.is_empty() {
            return None;
        }
        self.review.filled.first_with(|filled| &filled.place, &path.to_string())?.by
    }

    /// Whether the budget at `path` was taken from the actual amount, and therefore says nothing about it.
    pub fn is_budget_of_actual(&self, path: Path) -> bool {
        self.filled_by(path) == Some(FilledBy::Actual)
    }

    /// One step that fills those of the places that are blank; `None` when none is.
    pub fn fill_blanks(
        &self,
        label: &str,
        by: FilledBy,
        values: impl IntoIterator<Item = (Path, Entry)>,
    ) -> Option<Edit> {
        let blank = |path: Path| self.entry(path) == Some(Entry::Blank) && self.unreadable_text(path).is_none();
        let values: Vec<(Path, Entry)> = values.into_iter().filter(|(path, _)| blank(*path)).collect();
        if values.is_empty() {
            return None;
        }
        let marks = Self::mark_filled(values.iter().map(|(path, _)| (*path, by)));
        let mut edits: Vec<Edit> = values.into_iter().map(|(path, entry)| Edit::Set { path, entry }).collect();
        edits.extend(marks);
        Some(Edit::Many { label: label.to_owned(), edits })
    }

    /// Marks values that were set just before. The marks have no order; in front there is always room.
    pub fn mark_filled(marks: impl IntoIterator<Item = (Path, FilledBy)>) -> Vec<Edit> {
        let list = at!(review.filled);
        let marks: Vec<(Path, FilledBy)> = marks.into_iter().collect();
        let mut edits = Vec::new();
        if !marks.is_empty() {
            edits.push(Edit::insert_rows(list, 0, marks.len()));
        }
        for (index, (place, by)) in marks.into_iter().enumerate() {
            let row = list.row(index);
            edits.push(Edit::Set { path: row.field("place"), entry: Entry::Text(place.to_string()) });
            edits.push(Edit::Set { path: row.field("by"), entry: Some(by).entry() });
        }
        edits
    }

    /// The marks of another document of which this has the values and rows.
    pub fn marks_of(&self, other: &Self) -> Vec<Edit> {
        let marks = other.review.filled.iter().filter_map(|filled| {
            let place = Self::parse_path(&filled.place)?;
            let is_same = self.entry(place)? == other.entry(place)? && !self.is_marked(place);
            is_same.then_some((place, filled.by?))
        });
        Self::mark_filled(marks)
    }

    /// One step that fills the blank budgets of the spending lines with what was spent.
    pub fn budgets_as_spent(&self, basis: BudgetBasis) -> Option<Edit> {
        let field = match basis {
            BudgetBasis::Initial => "initial_budget",
            BudgetBasis::Adjusted => "adjusted_budget",
        };
        let lines = self.expenditure.lines.iter().enumerate();
        let spent = lines.filter_map(|(row, line)| Some((at!(expenditure.lines[row]).field(field), line.total()?)));
        self.fill_budgets(spent)
    }

    /// The same for the three public expenses.
    pub fn three_public_budgets_as_spent(&self) -> Option<Edit> {
        let actual = &self.three_public.actual;
        let spent: [(&str, Amount); 5] = [
            ("abroad", actual.abroad),
            ("vehicle_purchase", actual.vehicle_purchase),
            ("vehicle_running", actual.vehicle_running),
            ("reception_domestic", actual.reception_domestic),
            ("reception_foreign", actual.reception_foreign),
        ];
        let budget = at!(three_public.budget);
        self.fill_budgets(spent.into_iter().filter_map(|(field, amount)| Some((budget.field(field), amount?))))
    }

    fn fill_budgets(&self, spent: impl Iterator<Item = (Path, crate::money::Money)>) -> Option<Edit> {
        self.fill_blanks("预算同决算", FilledBy::Actual, spent.map(|(path, amount)| (path, Entry::Money(amount))))
    }

    /// What is set by hand is filled by nobody else.
    pub(super) fn forget_filled<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        if self.review.filled.is_empty() {
            return;
        }
        let gone: rustc_hash::FxHashSet<&str> =
            cells.filter(|cell| self.review.filled.first_with(|filled| &filled.place, cell).is_some()).collect();
        if !gone.is_empty() {
            self.review.filled =
                self.review.filled.iter().filter(|filled| !gone.contains(&*filled.place)).cloned().collect();
        }
    }

    pub(super) fn is_marked(&self, path: Path) -> bool {
        !self.review.filled.is_empty()
            && self.review.filled.first_with(|filled| &filled.place, &path.to_string()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::ExpenditureLine, money::Money};

    fn two_lines() -> Document {
        let mut document = Document::default();
        for (fen, budget) in [(100, None), (200, Some(Money::from_fen(300)))] {
            document.expenditure.lines.push(ExpenditureLine {
                basic: Some(Money::from_fen(fen)),
                adjusted_budget: budget,
                ..Default::default()
            });
        }
        document
    }

    fn filled() -> Document {
        let edit = two_lines().budgets_as_spent(BudgetBasis::Adjusted).expect("a blank budget");
        two_lines().apply(&edit).expect("applies")
    }

    #[test]
    fn only_blank_budgets_are_filled_and_marked() {
        let document = filled();
        let budgets: Vec<_> = document.expenditure.lines.iter().map(|line| line.adjusted_budget).collect();
        assert_eq!(budgets, [Some(Money::from_fen(100)), Some(Money::from_fen(300))]);
        let marked = |row: usize| document.is_budget_of_actual(at!(expenditure.lines[row].adjusted_budget));
        assert!(marked(0) && !marked(1));
        assert_eq!(document.budgets_as_spent(BudgetBasis::Adjusted), None, "nothing is left to fill");
    }

    #[test]
    fn the_mark_follows_its_row_and_goes_with_what_is_typed() {
        let list = at!(expenditure.lines);
        let lower = filled().apply(&Edit::insert_rows(list, 0, 2)).expect("rows");
        assert!(lower.is_budget_of_actual(at!(expenditure.lines[2].adjusted_budget)));
        assert!(filled().apply(&Edit::remove_rows(list, 0, 1)).expect("rows").review.filled.is_empty());

        let path = at!(expenditure.lines[0].adjusted_budget);
        let same = Edit::Set { path, entry: Entry::Money(Money::from_fen(100)) };
        assert!(filled().apply(&same).expect("set").review.filled.is_empty(), "typed, it is a witness");
        let elsewhere = Edit::Set { path: at!(expenditure.lines[0].basic), entry: Entry::Blank };
        assert!(filled().apply(&elsewhere).expect("set").is_budget_of_actual(path));
        let together = Edit::Many {
            label: String::new(),
            edits: vec![
                Edit::insert_rows(list, 0, 1),
                Edit::Set { path: list.row(1).field("adjusted_budget"), entry: Entry::Blank },
            ],
        };
        assert!(filled().apply(&together).expect("set").review.filled.is_empty(), "typed where the row is now");
    }

    #[test]
    fn marks_come_back_with_the_values_of_a_former_document() {
        let kept = filled();
        let values =
            Edit::Set { path: at!(expenditure.lines[0].adjusted_budget), entry: Entry::Money(Money::from_fen(100)) };
        let restored = two_lines().apply(&values).expect("set");
        let edits = restored.marks_of(&kept);
        let marked = restored.apply(&Edit::Many { label: String::new(), edits }).expect("marked");
        assert_eq!(marked.review.filled, kept.review.filled);
        assert_eq!(marked.marks_of(&kept), [], "once");
    }

    #[test]
    fn filling_changes_nothing_that_is_signed_but_the_values() {
        let mut by_hand = two_lines();
        by_hand = by_hand
            .apply(&Edit::Set {
                path: at!(expenditure.lines[0].adjusted_budget),
                entry: Entry::Money(Money::from_fen(100)),
            })
            .expect("set");
        assert_eq!(filled().content(), by_hand.content());
    }
}
