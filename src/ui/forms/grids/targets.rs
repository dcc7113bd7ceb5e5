//! Tasks and indicators of the whole department (附表2).

use crate::{
    at,
    figures::Figures,
    rules::Achievement,
    ui::{
        forms::cells::text_column,
        widgets::grid::{GridCell, ListGrid},
    },
};

pub fn tasks(figures: &Figures) -> ListGrid<'_> {
    ListGrid::new(&figures.document, at!(targets.tasks)).field("name", 240.0).field("content", 540.0)
}

pub fn indicators(figures: &Figures) -> ListGrid<'_> {
    let rows = &figures.document.targets.indicators;
    let achieved = move |row: usize| {
        rows.get(row).map_or(GridCell::Empty, |target| {
            let word = Achievement::of(target.relation, &target.target, &target.actual, &target.unit);
            GridCell::Label(word.label().to_owned())
        })
    };
    ListGrid::new(&figures.document, at!(targets.indicators))
        .field("level1", 110.0)
        .field("level2", 130.0)
        .field("name", 220.0)
        .field("relation", 76.0)
        .field("target", 120.0)
        .field("unit", 76.0)
        .field("actual", 120.0)
        .derived(text_column("达成", 100.0), achieved)
        .field("reason", 300.0)
}
