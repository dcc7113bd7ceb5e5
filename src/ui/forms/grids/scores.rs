//! The score table (附表1), its groups, deductions, scores and the grade.

use crate::{
    at,
    document::Grade,
    figures::{Figures, MeasureKey},
    ui::{
        forms::cells::{self, text_column},
        widgets::grid::{Content, FixedGrid, GridCell, GridColumn, GridModel, ListGrid},
    },
};

pub fn items<'a>(figures: &'a Figures) -> impl GridModel + 'a {
    let (items, list) = (&figures.document.performance.score_items, at!(performance.score_items));
    ListGrid::new(&figures.document, list)
        .field("level1", 90.0)
        .with(GridColumn::frozen)
        .field("level2", 90.0)
        .with(GridColumn::frozen)
        .field("level3", 160.0)
        .with(GridColumn::frozen)
        .field("points", 72.0)
        .field("explanation", 340.0)
        .field("score", 72.0)
        .field("remark", 200.0)
        .footer(move |column| match column {
            0 => GridCell::Label("合计".to_owned()),
            3 => cells::number_sum(figures, items.iter().map(|item| item.points), MeasureKey::ScorePoints, list),
            5 => cells::number_sum(figures, items.iter().map(|item| item.score), MeasureKey::ScoreSum, list),
            _ => GridCell::Empty,
        })
}

pub fn result<'a>(figures: &Figures) -> impl GridModel + 'a {
    let grade = figures.measures.number(MeasureKey::ScoreTotal).map(Grade::of);
    let columns = vec![text_column("", 220.0), GridColumn::new("分数", 90.0, Content::Number)];
    FixedGrid::new("自评结果", columns)
        .row("各项得分合计", [cells::measure(figures, MeasureKey::ScoreSum, false)])
        .row("扣分（被评价部门配合度）", [GridCell::Entered(at!(performance.deduction))])
        .row("得分合计", [cells::measure(figures, MeasureKey::ScoreTotal, true)])
        .row("等级", [grade.map_or(GridCell::Empty, |grade| GridCell::Label(grade.label().to_owned()))])
}

pub fn groups<'a>(figures: &'a Figures) -> impl GridModel + 'a {
    let rows = figures.document.performance.score_groups.len();
    let below = move |row: usize| match row < rows {
        true => cells::measure(figures, MeasureKey::ScoreGroup(row as u32), false),
        false => GridCell::Empty,
    };
    ListGrid::new(&figures.document, at!(performance.score_groups))
        .field("level1", 120.0)
        .field("level2", 220.0)
        .field("points", 80.0)
        .derived(GridColumn::new("下级合计", 90.0, Content::Number), below)
}
