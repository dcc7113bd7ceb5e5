//! The tables as they are printed: the 13 published tables, the score table and the target table.

mod published;
mod scores;
mod targets;
#[cfg(test)]
mod tests;

use crate::figures::Figures;

use super::{
    model::TableKey,
    printed_table::{Align, PrintedCell, PrintedColumn, PrintedTable},
};

impl PrintedTable {
    /// The table as it is printed: several where it is too wide for one landscape page.
    pub fn of(figures: &Figures, key: TableKey) -> Vec<Self> {
        match key {
            TableKey::Published(id) => published::tables(figures, id),
            TableKey::Scores => vec![scores::table(figures)],
            TableKey::Targets => vec![targets::table(figures)],
        }
    }
}

impl PrintedCell {
    fn bold(mut self) -> Self {
        self.is_bold = true;
        self
    }

    fn spanning(mut self, columns: usize, lines: usize) -> Self {
        (self.columns, self.lines) = (columns, lines);
        self
    }

    fn from(mut self, source: impl Into<crate::figures::Source>) -> Self {
        self.source = Some(source.into());
        self
    }
}

/// A cell of a head.
fn head(text: impl Into<String>, columns: usize, lines: usize) -> PrintedCell {
    PrintedCell::new(text, Align::Centre).bold().spanning(columns, lines)
}

fn columns(widths: impl IntoIterator<Item = u16>) -> Vec<PrintedColumn> {
    widths.into_iter().map(|width| PrintedColumn { width }).collect()
}

/// 编制单位, 年度, 金额单位
fn caption(figures: &Figures) -> [String; 3] {
    let unit = &figures.document.unit;
    let year = unit.year.map_or_else(String::new, |year| format!("{year}年度"));
    [format!("编制单位：{}", unit.department), year, "金额单位：万元".to_owned()]
}
