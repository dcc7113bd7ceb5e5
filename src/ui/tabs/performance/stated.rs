//! Scores, counts and amounts as the published texts state them (公开数), beside what the program derives.

use egui::Ui;

use crate::{
    address::MeasureKey,
    at,
    document::{Grade, Path},
    ui::{
        View,
        tabs::page::{Page, section},
        widgets::field::Field,
    },
};

pub(super) fn stated_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "公开的自评得分", "照公开文字填写，用来核对前后是否一致；没有公开的空着");
    let score = view.derived.figures.measures.number(MeasureKey::ScoreTotal);
    let derived_score = score.map_or("分".to_owned(), |score| format!("分　打分表算出 {}", score.normalize()));
    let derived_grade = score.map(|score| format!("按得分应为“{}”", Grade::of(score).label())).unwrap_or_default();
    for path in [
        at!(performance.stated_scores.table_total),
        at!(performance.stated_scores.section_ten),
        at!(performance.stated_scores.attachment),
    ] {
        with_unit(page, ui, view, path, &derived_score);
    }
    with_unit(page, ui, view, at!(performance.stated_scores.special), "分");
    with_unit(page, ui, view, at!(performance.stated_scores.grade), &derived_grade);

    section(ui, "公开的项目个数与金额", "照附件1和说明十（四）填写");
    page.fields(
        ui,
        view,
        "stated",
        &[
            at!(performance.stated_projects.permanent_count),
            at!(performance.stated_projects.permanent_amount),
            at!(performance.stated_projects.stage_count),
            at!(performance.stated_projects.stage_amount),
            at!(performance.stated_projects.surplus_count),
            at!(performance.stated_projects.section_ten_level),
            at!(performance.stated_projects.section_ten_amount),
            at!(performance.stated_projects.budget_income),
            at!(performance.stated_projects.budget_expenditure),
        ],
    );

    section(ui, "附件2 评价选点", "");
    page.fields(ui, view, "stated", &[at!(performance.sampling.points), at!(performance.sampling.sampled)]);
}

fn with_unit(page: &mut Page, ui: &mut Ui, view: &mut View<'_>, path: Path, unit: &str) {
    page.field(ui, view, "stated", path, Field::new(path).unit(unit));
}
