//! The score table (附表1 打分表) with its groups, deductions, scores and the grade.

use egui::{Id, Modal, Ui};

use crate::{
    at,
    document::{Document, Edit, Grade},
    figures::{Figures, MeasureKey},
    templates::load_standard_scores,
    ui::{
        View,
        tabs::{
            cells::{self, text_column},
            page::{Page, section},
        },
        theme,
        widgets::grid::{Content, FixedGrid, GridCell, GridColumn, GridModel, ListGrid},
    },
};

/// Draws the table; answers with the loading of the standard table when that is asked for.
pub(super) fn scores_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) -> Option<Edit> {
    let figures = &view.derived.figures;

    section(ui, "附表1 部门预算绩效自评打分表", "一、二级指标相同的行只写一次也可以；得分不能超过分值");
    let words = if replaces(view.document) { "载入标准打分表…" } else { "载入标准打分表" };
    let asked = ui.button(words).on_hover_text("填入当年统一的指标、分值和解释").clicked();
    page.grid(ui, view, &items(figures));
    section(ui, "得分", "");
    page.grid(ui, view, &result(figures));
    section(ui, "分组分值", "二级指标空着的一行是一级指标本身的分值");
    page.grid(ui, view, &groups(figures));
    asked.then(|| load_standard_scores(view.document))
}

/// Whether loading the standard table would take something away.
pub(super) fn replaces(document: &Document) -> bool {
    !document.performance.score_items.is_empty() || !document.performance.score_groups.is_empty()
}

/// Asks before the table is replaced; answers with the change once it is agreed to.
pub(super) fn question_ui(ui: &Ui, waiting: &mut Option<Edit>) -> Option<Edit> {
    let load = waiting.take()?;
    let modal = Modal::new(Id::unique("replace scores")).frame(theme::dialog_frame(ui)).show(ui.ctx(), |ui| {
        ui.set_max_width(460.0);
        ui.heading("替换现有打分表");
        ui.label("打分表已有内容，载入标准表样后现有的指标、分值、得分和备注都会被替换；替换后可以撤销");
        ui.add_space(theme::GRID);
        ui.horizontal(|ui| {
            let replace = ui.button("替换");
            if ui.memory(|memory| memory.focused().is_none()) {
                replace.request_focus();
            }
            (replace.clicked(), ui.button("取消").clicked())
        })
        .inner
    });
    let (agreed, cancelled) = modal.inner;
    if agreed {
        return Some(load);
    }
    if !cancelled && !modal.should_close() {
        *waiting = Some(load);
    }
    None
}

fn items<'a>(figures: &'a Figures) -> impl GridModel + 'a {
    let (items, list) = (&figures.document.performance.score_items, at!(performance.score_items));
    ListGrid::new(&figures.document, list)
        .field("level1", 90.0)
        .with(Column::frozen)
        .field("level2", 90.0)
        .with(Column::frozen)
        .field("level3", 160.0)
        .with(Column::frozen)
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

fn result<'a>(figures: &Figures) -> impl GridModel + 'a {
    let grade = figures.measures.number(MeasureKey::ScoreTotal).map(Grade::of);
    let columns = vec![text_column("", 220.0), GridColumn::new("分数", 90.0, Content::Number)];
    FixedGrid::new("自评结果", columns)
        .row("各项得分合计", [cells::measure(figures, MeasureKey::ScoreSum, false)])
        .row("扣分（被评价部门配合度）", [GridCell::Entered(at!(performance.deduction))])
        .row("得分合计", [cells::measure(figures, MeasureKey::ScoreTotal, true)])
        .row("等级", [grade.map_or(GridCell::Empty, |grade| GridCell::Label(grade.label().to_owned()))])
}

fn groups<'a>(figures: &'a Figures) -> impl GridModel + 'a {
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
