//! 13张表各自的状况：empty, unfilled, or with findings.

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
pub(super) struct Standing {
    /// It holds an amount other than zero.
    pub has_amounts: bool,
    /// Some cells wait for details of amounts that are there.
    pub is_unfilled: bool,
    /// The gravest finding that names one of its cells.
    pub gravest: Option<Severity>,
}

/// How all tables stand, by number; the place 0 is the auxiliary table.
pub(super) fn standings(derived: &Derived) -> [Standing; 14] {
    let mut all = [Standing::default(); 14];
    let slot = |table: TableId| usize::from(table.number()).min(13);
    for (key, figure) in derived.figures.tables.iter() {
        let standing = &mut all[slot(key.table)];
        // The 合计 row is there even before anything is entered; what waits are the rows of codes.
        standing.is_unfilled |= figure.is_unfilled() && key.row != RowKey::Total;
        standing.has_amounts |= figure.printed().is_some_and(|amount| amount != Money::ZERO);
    }
    for finding in &derived.review.findings {
        for cell in &finding.cells {
            if let Source::Cell(key) = cell {
                let gravest = &mut all[slot(key.table)].gravest;
                *gravest = Some(gravest.map_or(finding.severity, |other| other.min(finding.severity)));
            }
        }
    }
    all
}

impl Standing {
    /// Symbol, colour and words.
    pub fn mark(self, palette: &Palette) -> (&'static str, Color32, &'static str) {
        match (self.gravest, self.is_unfilled, self.has_amounts) {
            (Some(Severity::Error), ..) => ("✖", palette.error, "有错误"),
            (Some(Severity::Warning), ..) => ("▲", palette.warning, "有警告"),
            (Some(Severity::Hint), ..) => ("●", palette.hint, "有提示"),
            (None, true, _) => ("◐", palette.weak_text, "有未填列"),
            (None, false, false) => ("○", palette.weak_text, "无数据"),
            (None, false, true) => ("✔", palette.done, "已填列"),
        }
    }
}
