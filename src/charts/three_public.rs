//! 图7：财政拨款“三公”经费支出结构（公开13表）。

use crate::figures::{CellKey, ColumnKey, Figures, T13};

use super::{
    ChartSpec,
    palette::Colour,
    parts::{Division, PartName, PartsOfWhole},
    pie,
};

/// 因公出国（境）费, 公务用车 and 公务接待费, as spent.
pub(super) fn chart(figures: &Figures) -> ChartSpec {
    let whole = CellKey::total(T13, "f_tot");
    let parts = PartsOfWhole::of(figures, whole, Division::Terms, &|place, cell| {
        let column = cell.column.to_string();
        let name = match cell.column {
            ColumnKey::Named("f_abroad") => "因公出国（境）费",
            ColumnKey::Named("f_car") => "公务用车购置及运行维护费",
            ColumnKey::Named("f_recv") => "公务接待费",
            _ => &column,
        };
        PartName {
            name: name.to_owned(),
            share: format!("three_public.share.{}", column.trim_start_matches("f_")),
            colour: Colour(u8::try_from(place).unwrap_or_default()),
        }
    });
    pie(figures, "three_public", T13, "“三公”经费", parts)
}
