//! Chart 3: spending by its five kinds, without the total, from `T03`.

use crate::figures::{CellKey, Column, ColumnKey, Figures, T03, column_label};

use super::{
    ChartSpec,
    palette::Colour,
    parts::{Division, PartName, PartsOfWhole},
    pie,
};

pub(super) const KEY: &str = "spending_structure";

pub(super) fn chart(figures: &Figures) -> ChartSpec {
    let whole = CellKey::total(T03, Column::Total);
    let parts = PartsOfWhole::of(figures, whole, Division::Terms, &|place, cell| PartName {
        name: match cell.column {
            ColumnKey::Named(Column::Operating) => "经营支出".to_owned(),
            column => column_label(column, &figures.book),
        },
        colour: Colour(u8::try_from(place).unwrap_or_default()),
    });
    pie(figures, KEY, T03, "本年支出", parts)
}
