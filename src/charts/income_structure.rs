//! Chart 2: income by its eight sources: the total row of `T02`, which are the income lines of `T01`.

use crate::figures::{CellKey, Column, Figures, Line, T01, T02, row_label};

use super::{
    ChartSpec,
    palette::Colour,
    parts::{Division, PartName, PartsOfWhole},
    pie,
};

pub(super) const KEY: &str = "income_structure";

pub(super) fn chart(figures: &Figures) -> ChartSpec {
    let whole = CellKey::line(T01, Line::IncomeOfYear, Column::Amount);
    let parts = PartsOfWhole::of(figures, whole, Division::Terms, &|place, cell| PartName {
        name: row_label(cell.table, cell.row, &figures.book, &figures.document),
        colour: Colour(u8::try_from(place).unwrap_or_default()),
    });
    pie(figures, KEY, T02, "本年收入", parts)
}
