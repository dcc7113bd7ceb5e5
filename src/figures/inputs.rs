//! The way down from a computed number to what was typed.

use rustc_hash::FxHashSet;

use crate::document::Path;

use super::{Figures, figure::Origin, source::Source, value::Value};

/// Which parts of a number lead on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parts {
    /// Terms of a sum that have a value; all inputs of a measure, of which there are few.
    Filled,
    /// Those for want of which it is missing.
    Missing,
}

struct Descent<'a> {
    figures: &'a Figures,
    parts: Parts,
    most: usize,
    /// Computed numbers that were gone through, so that each is looked at once.
    seen: FxHashSet<Source>,
    found: Vec<Path>,
    known: FxHashSet<Path>,
}

impl Figures {
    /// The first `most` entered values that a number is made of, each once, in the order of its explanation; the place
    /// itself if it is entered. Builds no words: sums can have thousands of parts.
    pub fn inputs(&self, source: &Source, most: usize) -> Vec<Path> {
        self.descend(source, Parts::Filled, most)
    }

    /// The first entered value for want of which a number is missing.
    pub fn first_blank(&self, source: &Source) -> Option<Path> {
        self.descend(source, Parts::Missing, 1).pop()
    }

    fn descend(&self, source: &Source, parts: Parts, most: usize) -> Vec<Path> {
        let (seen, found, known) = <(_, _, _)>::default();
        let mut descent = Descent { figures: self, parts, most, seen, found, known };
        descent.below(source);
        descent.found
    }
}

impl Descent<'_> {
    fn has_enough(&self) -> bool {
        self.found.len() >= self.most
    }

    fn push(&mut self, path: Path) {
        if !self.has_enough() && self.known.insert(path) {
            self.found.push(path);
        }
    }

    fn below(&mut self, source: &Source) {
        let figures = self.figures;
        match source {
            Source::Entered(path) => self.push(*path),
            _ if !self.seen.insert(source.clone()) => {}
            Source::Measure(key) => {
                let inputs = figures.measures.get(*key).map(|measure| &*measure.inputs).unwrap_or_default();
                for input in inputs {
                    if self.parts == Parts::Filled || Value::printed(figures, input) == Value::Missing {
                        self.below(input);
                    }
                }
            }
            Source::Cell(key) => {
                let Some(figure) = figures.tables.get(*key) else { return };
                if let Origin::Values(paths) = &figure.origin {
                    for path in paths {
                        if self.parts == Parts::Filled || Value::of(figures, &Source::Entered(*path)) == Value::Missing
                        {
                            self.push(*path);
                        }
                    }
                }
                figures.tables.for_each_term(*key, &figure.origin, &mut |_, term| {
                    let leads_on = match self.parts {
                        Parts::Filled => term.value().is_some(),
                        Parts::Missing if figure.lacks_part => term.lacks_part(),
                        Parts::Missing => term.value().is_none(),
                    };
                    if leads_on && !self.has_enough() {
                        self.below(&term.source());
                    }
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::{
        at,
        document::{Document, ExpenditureLine, FunctionalCode, Path},
        figures::{CellKey, Column, Figures, Line, MeasureKey, Origin, Sign, Source, T01, T03, T04, T06, YearOnYear},
        money::Money,
    };

    fn two_lines() -> Figures {
        let mut document = Document::default();
        for amount in [100, 200] {
            document.expenditure.lines.push(ExpenditureLine {
                item: FunctionalCode::new("2012901"),
                basic: Some(Money::from_fen(amount)),
                ..ExpenditureLine::default()
            });
        }
        Figures::of(&Arc::new(document))
    }

    fn basic(row: usize) -> Path {
        at!(expenditure.lines[row].basic)
    }

    #[test]
    fn a_total_leads_to_what_was_entered_through_all_tables() {
        let figures = two_lines();
        let total = Source::from(CellKey::line(T01, Line::SpendingTotal, Column::Amount));
        // The deepest sum there is: 公开04表 → 06 → 类 → 款 → 项 → rows.
        let fiscal = Source::from(CellKey::line(T04, Line::SpendingTotal, Column::Total));
        for sum in [&total, &fiscal] {
            assert_eq!(figures.inputs(sum, 8), [basic(0), basic(1)]);
        }
        assert_eq!(figures.inputs(&total, 1), [basic(0)]);
        assert_eq!(figures.inputs(&Source::Entered(basic(1)), 8), [basic(1)]);
        assert!(figures.inputs(&Source::from(CellKey::total(T06, Column::Project)), 8).is_empty());
    }

    #[test]
    fn what_is_added_twice_is_named_once() {
        let mut figures = two_lines();
        let total = CellKey::total(T03, Column::Basic);
        let twice = CellKey::line(T01, Line::Closing, Column::Amount);
        figures.tables.put(twice, Origin::Cells(Box::new([(Sign::Plus, total), (Sign::Plus, total)])));
        assert_eq!(figures.inputs(&twice.into(), 8), [basic(0), basic(1)]);
    }

    #[test]
    fn a_missing_number_leads_to_the_first_blank_only() {
        let figures = two_lines();
        let growth = Source::from(MeasureKey::Growth(YearOnYear::Basic));
        assert_eq!(figures.first_blank(&growth), Some(at!(other.prior.basic)));
        assert_eq!(figures.inputs(&growth, 8), [basic(0), basic(1), at!(other.prior.basic)]);
    }

    #[test]
    fn a_number_made_of_itself_ends() {
        let mut figures = two_lines();
        let (one, other) = (CellKey::line(T01, Line::Opening, Column::Amount), CellKey::total(T06, Column::Total));
        figures.tables.put(one, Origin::Cells(Box::new([(Sign::Plus, other)])));
        figures.tables.put(other, Origin::Cells(Box::new([(Sign::Plus, one)])));
        assert!(figures.inputs(&one.into(), 8).is_empty() && figures.first_blank(&one.into()).is_none());
    }
}
