//! The tab of the targets (目标完成表): the self-evaluation of the whole department (附表2).

use egui::Ui;

use crate::{
    at,
    figures::Source,
    rules::Achievement,
    ui::{
        View,
        widgets::{
            field::Field,
            grid::{GridCell, GridModel, ListGrid},
        },
    },
};

use super::{
    cells::text_column,
    page::{Page, section},
};

const GOAL_LINES: usize = 5;

/// What this tab remembers.
#[derive(Default)]
pub struct TargetsTab {
    page: Page,
}

impl TargetsTab {
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        self.page.show(ui, "目标完成表", false, |page, ui| {
            section(ui, "部门整体支出预算", "资金总额 ＝ 财政拨款 ＋ 其他资金，按全部门预算填列");
            let head = [at!(targets.budget_total), at!(targets.budget_fiscal), at!(targets.budget_other)];
            for (path, label) in head.into_iter().zip(["资金总额", "财政拨款", "其他资金"]) {
                page.field(ui, view, "targets", path, Field::new(path).label(label));
            }
            section(ui, "年度总体目标", "");
            let overall = at!(targets.overall);
            page.field(ui, view, "targets", overall, Field::new(overall).label("").lines(GOAL_LINES));
            section(ui, "年度主要任务", "");
            page.grid(ui, view, &tasks(view));
            section(ui, "年度绩效指标", "指标性质选 ＝ ≥ ≤ ＞ ＜ 或定性；没达成的写偏差说明");
            page.grid(ui, view, &indicators(view));
        });
    }

    /// Takes the keyboard the next time the tab is drawn.
    pub fn enter(&mut self) {
        self.page.enter();
    }

    /// Goes to a value the next time the tab is drawn; false when it is not here.
    pub fn go_to(&mut self, source: &Source) -> bool {
        let is_here = matches!(source, Source::Entered(path) if path.starts_with(&at!(targets)));
        if is_here {
            self.page.go_to(source.clone());
        }
        is_here
    }

    /// Number and sum of the selected cells.
    pub fn selection_summary(&self) -> Option<String> {
        self.page.selection_summary()
    }
}

fn tasks<'a>(view: &View<'a>) -> impl GridModel + use<'a> {
    ListGrid::new(view.document, at!(targets.tasks)).field("name", 240.0).field("content", 560.0)
}

fn indicators<'a>(view: &View<'a>) -> impl GridModel + use<'a> {
    let rows = &view.document.targets.indicators;
    let achieved = move |row: usize| {
        rows.get(row).map_or(GridCell::Empty, |target| {
            let word = Achievement::of(target.relation, &target.target, &target.actual, &target.unit);
            GridCell::Label(word.label().to_owned())
        })
    };
    ListGrid::new(view.document, at!(targets.indicators))
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

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::{
        document::Document,
        ui::testing::{clean_sample, desk},
    };

    #[test]
    fn an_indicator_tells_whether_it_is_achieved() {
        let mut harness = desk(clean_sample(), TargetsTab::default(), TargetsTab::ui);
        harness.get_by_label("年度绩效指标 第1行 达成");
        assert_eq!(harness.value_of("年度绩效指标 第1行 达成"), "达成");
        harness.type_into("年度绩效指标 第1行 实际完成值", "23");
        assert_eq!(harness.value_of("年度绩效指标 第1行 达成"), "未达成");
    }

    #[test]
    fn a_blank_document_can_be_filled_and_a_jump_finds_its_cell() {
        let mut tab = TargetsTab::default();
        assert!(tab.go_to(&at!(targets.indicators[0].actual).into()));
        assert!(!tab.go_to(&at!(unit.year).into()));
        let mut harness = desk(Document::default(), TargetsTab::default(), TargetsTab::ui);
        harness.type_into("年度主要任务 新行 任务名称", "职工维权");
        assert_eq!(&*harness.document().targets.tasks[0].name, "职工维权");
        harness.type_into("目标完成表›部门整体支出预算：资金总额", "231.06");
        assert!(harness.document().targets.budget_total.is_some());
    }
}
