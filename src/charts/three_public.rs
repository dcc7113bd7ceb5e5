//! Chart 7: what was spent on journeys abroad, vehicles and receptions (“三公”经费), from `T13`.

use crate::figures::{CellKey, Column, ColumnKey, Figures, T13, ThreePublicItem, column_label};

use super::{
    ChartSpec,
    palette::Colour,
    parts::{Division, PartName, PartsOfWhole},
    pie,
};

pub(super) const KEY: &str = "three_public";

pub(super) fn chart(figures: &Figures) -> ChartSpec {
    let whole = CellKey::total(T13, Column::ActualTotal);
    let parts = PartsOfWhole::of(figures, whole, Division::Terms, &|place, cell| {
        let item = ThreePublicItem::ALL.iter().find(|item| ColumnKey::Named(item.actual()) == cell.column);
        PartName {
            name: item.map_or_else(|| column_label(cell.column, &figures.book), |item| item.words().to_owned()),
            colour: Colour(u8::try_from(place).unwrap_or_default()),
        }
    });
    pie(figures, KEY, T13, "“三公”经费", parts)
}
