//! How far each of the 13 tables is: empty, waiting for figures, or with findings.

use egui::Color32;

use crate::{
    derived::Derived,
    figures::{RowKey, Source, TableId},
    money::Money,
    rules::Severity,
    ui::theme::Palette,
};

/// How one table stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TableProgress {
    /// It holds an amount other than zero.
    pub has_amounts: bool,
    /// It has rows besides the total, which is there before anything is entered.
    pub has_rows: bool,
    /// Some cells wait for details.
    pub is_unfilled: bool,
    /// The gravest open finding that names one of its cells.
    pub gravest: Option<Severity>,
}

/// How all tables stand, by number; the place 0 is the auxiliary table.
pub(super) fn progress_by_table(derived: &Derived) -> [TableProgress; 14] {
    let mut all = [TableProgress::default(); 14];
    let slot = |table: TableId| usize::from(table.number()).min(13);
    for (key, figure) in derived.figures.tables.iter() {
        let progress = &mut all[slot(key.table)];
        progress.is_unfilled |= figure.is_unfilled();
        progress.has_rows |= matches!(key.row, RowKey::Code(_));
        progress.has_amounts |= figure.printed().is_some_and(|amount| amount != Money::ZERO);
    }
    for finding in derived.review.findings.iter().filter(|finding| finding.is_open()) {
        for cell in &finding.cells {
            if let Source::Cell(key) = cell {
                let gravest = &mut all[slot(key.table)].gravest;
                *gravest = Some(gravest.map_or(finding.severity, |other| other.min(finding.severity)));
            }
        }
    }
    all
}

impl TableProgress {
    /// Symbol, colour and words.
    pub fn mark(self, palette: &Palette) -> (&'static str, Color32, &'static str) {
        match self.gravest {
            Some(Severity::Error) => ("✖", palette.error, "有错误"),
            Some(Severity::Warning) => ("▲", palette.warning, "有警告"),
            Some(Severity::Hint) => ("●", palette.hint, "有提示"),
            None if self.is_unfilled && (self.has_rows || self.has_amounts) => ("◐", palette.weak_text, "有未填列"),
            None if self.has_amounts => ("✔", palette.done, "已填列"),
            None => ("○", palette.weak_text, "无数据"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{document::Document, testing::reference_sample, ui::theme};

    fn words(document: Document, table: usize) -> &'static str {
        let derived = Derived::of(&Arc::new(document));
        progress_by_table(&derived)[table].mark(&theme::LIGHT).2
    }

    /// `T05` and `T07` wait for the detail grid as soon as there is spending, and only then.
    #[test]
    fn tables_without_their_details_are_not_empty() {
        let sample = reference_sample();
        assert_eq!((words(sample.clone(), 5), words(sample, 7)), ("有未填列", "有未填列"));
        assert_eq!((words(Document::default(), 5), words(Document::default(), 7)), ("无数据", "无数据"));
    }
}
