//! Which numbers a number goes into: the reverse of its explanation.

use crate::address::CellKey;

use super::{Figures, figure::Origin, source::Source, table_figures::Term};

impl Figures {
    /// The cells and measures that are made of this number directly, tables first, in order. Looks at every cell: for
    /// one number at a time.
    pub fn uses(&self, source: &Source) -> Vec<Source> {
        let mut cells: Vec<CellKey> = self
            .tables
            .iter()
            .filter(|(key, figure)| self.is_made_of(*key, &figure.origin, source))
            .map(|(key, _)| key)
            .collect();
        cells.sort_unstable();
        let measures = self.measures.iter().filter(|(_, measure)| measure.inputs.contains(source));
        let measures = measures.map(|(key, _)| Source::Measure(*key));
        cells.into_iter().map(Source::Cell).chain(measures).collect()
    }

    fn is_made_of(&self, key: CellKey, origin: &Origin, source: &Source) -> bool {
        match (origin, source) {
            (Origin::Values(paths), Source::Entered(path)) => paths.contains(path),
            (Origin::Values(_) | Origin::Unfilled, _) | (_, Source::Measure(_)) => false,
            _ => {
                let mut found = false;
                self.tables.for_each_term(key, origin, &mut |_, term| {
                    found |= match (&term, source) {
                        (Term::Cell(part, _), Source::Cell(wanted)) => part == wanted,
                        // Paths are made only for rows of the right number: there are many.
                        (Term::Row { row, field, .. }, Source::Entered(path)) => {
                            path.last_field() == Some(*field)
                                && path.parent().steps().last() == Some(&crate::document::PathStep::Row(*row))
                                && term.source() == *source
                        }
                        _ => false,
                    };
                });
                found
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::{
        address::{CellKey, Column, Line},
        at,
        document::{Document, ExpenditureLine, FunctionalCode},
        figures::{Figures, Source, T01},
        money::Money,
    };

    #[test]
    fn every_part_knows_what_it_is_a_part_of() {
        let mut document = Document::default();
        document.expenditure.lines.push(ExpenditureLine {
            item: FunctionalCode::new("2012901"),
            basic: Some(Money::from_fen(100)),
            ..ExpenditureLine::default()
        });
        let figures = Figures::of(&Arc::new(document));
        let entered = Source::Entered(at!(expenditure.lines[0].basic));
        let uses = figures.uses(&entered);
        assert!(!uses.is_empty());
        for cell in &uses {
            let parts = figures.explain(cell).expect("is explained").parts;
            assert!(parts.iter().any(|part| part.source == entered), "{cell}");
        }
        let line = |name| Source::Cell(CellKey::line(T01, name, Column::Amount));
        assert!(figures.uses(&line(Line::SpendingOfYear)).contains(&line(Line::SpendingTotal)));
        assert!(figures.uses(&Source::Entered(at!(unit.year))).is_empty());
    }
}
