//! Marks of what nobody typed (预算同决算, 本年没有): in the merged document they stand with the values that they came with.

use std::collections::HashSet;

use crate::document::{Document, Edit, Path};

use super::merge::{Merge, Merger, Places};

/// What was found out about marks while the values were compared.
#[derive(Default)]
pub(super) struct Marks {
    /// Filled in theirs, but ours stands there.
    not_taken: HashSet<Path>,
    /// Filled in ours, and the same was typed in theirs.
    typed_there: Vec<Path>,
}

impl Marks {
    /// Ours stands; `same` if both have this value.
    pub fn keep_ours(&mut self, merge: &Merge, at: Places, same: bool) {
        if merge.theirs.filled_by(at.there).is_some() {
            self.not_taken.insert(at.there);
        } else if same && merge.ours.filled_by(at.ours).is_some() {
            self.typed_there.push(at.there);
        }
    }
}

impl Merger<'_> {
    /// Brings their marks along with their values. What one of the two has typed is a witness, whoever else filled it.
    pub fn filled_marks(&self) -> Vec<Edit> {
        let theirs = &self.merge.theirs;
        let typed = self
            .marks
            .typed_there
            .iter()
            .filter_map(|there| Some(Edit::Set { path: self.place_here(*there)?, entry: theirs.entry(*there)? }));
        let filled = theirs.review.filled.iter().filter_map(|filled| {
            let there = Document::parse_path(&filled.place).filter(|there| !self.marks.not_taken.contains(there))?;
            theirs.entry(there).filter(|entry| !entry.is_blank())?;
            Some((self.place_here(there)?, filled.by?))
        });
        typed.chain(Document::mark_filled(filled)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        at,
        compare::{Merge, MergeSide, testing::with_row},
        document::{BudgetBasis, Document, Entry, FilledBy},
        testing::typed,
    };

    fn base() -> Document {
        let rows = ["2012901", "2080505"].iter().enumerate();
        rows.fold(Document::default(), |document, (row, item)| {
            with_row(&document, at!(expenditure.lines), row, &[("item", item), ("basic", "100.00")])
        })
    }

    fn filled(document: &Document) -> Document {
        document.apply(&document.budgets_as_spent(BudgetBasis::Adjusted).expect("a blank budget")).expect("applies")
    }

    fn marked(document: &Document) -> Vec<usize> {
        let is_marked = |row: &usize| document.is_budget_of_actual(at!(expenditure.lines[*row].adjusted_budget));
        assert!(document.review.filled.len() <= document.expenditure.lines.len(), "no mark twice");
        (0..document.expenditure.lines.len()).filter(is_marked).collect()
    }

    fn merged(base: &Document, ours: &Document, theirs: &Document, choices: &[MergeSide]) -> Document {
        ours.apply(&Merge::new(Some(base), ours, theirs).edit(choices)).expect("a merge fits")
    }

    #[test]
    fn what_the_other_filled_is_filled_here_too() {
        let base = base();
        let list = at!(expenditure.lines);
        assert_eq!(marked(&merged(&base, &base, &filled(&base), &[])), [0, 1]);
        assert_eq!(marked(&merged(&base, &filled(&base), &base, &[])), [0, 1]);
        assert_eq!(marked(&merged(&base, &filled(&base), &filled(&base), &[])), [0, 1]);
        // At their rows, whatever went in here, and with the rows that only they have.
        let ours = with_row(&base, list, 0, &[("item", "2050803")]);
        let theirs = with_row(&base, list, 2, &[("item", "2210201"), ("basic", "7")]);
        let done = merged(&base, &ours, &filled(&theirs), &[]);
        assert_eq!(marked(&done), [1, 2, 3]);
        assert_eq!(merged(&base, &done, &filled(&theirs), &[]), done, "twice is once");
    }

    #[test]
    fn what_one_of_them_typed_is_a_witness() {
        let base = base();
        let budget = at!(expenditure.lines[0].adjusted_budget);
        let same = typed(&base, budget, "0.01");
        assert_eq!(filled(&base).entry(budget), same.entry(budget));
        assert_eq!(marked(&merged(&base, &filled(&base), &same, &[])), [1]);
        assert_eq!(marked(&merged(&base, &same, &filled(&base), &[])), [1]);
        // Another one is a conflict: the mark stays with its value.
        let other = typed(&base, budget, "5");
        for (ours, theirs, kept, taken) in
            [(filled(&base), other.clone(), vec![0, 1], vec![1]), (other, filled(&base), vec![1], vec![0, 1])]
        {
            assert_eq!(marked(&merged(&base, &ours, &theirs, &[])), kept);
            assert_eq!(marked(&merged(&base, &ours, &theirs, &[MergeSide::Theirs])), taken);
        }
        // Typed over here, untouched there.
        let before = filled(&base);
        assert_eq!(marked(&merged(&before, &typed(&before, budget, "5"), &before, &[])), [1]);
        assert_eq!(marked(&merged(&before, &before, &typed(&before, budget, "5"), &[])), [1]);
    }

    #[test]
    fn a_zero_of_what_is_not_there_comes_along() {
        let base = base();
        let zero = (at!(three_public.abroad_groups), Entry::Count(0));
        let tick = base.fill_blanks("本年没有", FilledBy::Absent, [zero]).expect("blank");
        let theirs = base.apply(&tick).expect("applies");
        let done = merged(&base, &base, &theirs, &[]);
        assert_eq!(done.filled_by(at!(three_public.abroad_groups)), Some(FilledBy::Absent));
    }
}
