//! The tab of other matters (其他事项): operating costs, procurement, assets, performance management, last year, parameters
//! of the checks, own classifications.

use egui::Ui;

use crate::{
    at,
    document::{Parameters, Path},
    figures::{Figures, MeasureKey, SmallFirms, Source, YearOnYear},
    ui::{
        View,
        widgets::{field::Field, grid::ListGrid},
    },
};

use super::{
    cells,
    page::{Page, derived_line, figures, help_line, section},
    parts::Parts,
};

const PARTS: [&str; 6] = ["运行与采购", "资产与绩效管理", "上年数", "审核参数", "自定义科目", "公开审签"];
const ASSETS: usize = 1;
const PRIOR: usize = 2;
const PARAMETERS: usize = 3;
const CODES: usize = 4;
const APPROVAL: usize = 5;

/// 其他事项
#[derive(Default)]
pub struct OtherTab {
    page: Page,
    parts: Parts,
}

impl OtherTab {
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let (part, opened) = self.parts.ui(ui, view, &PARTS);
        self.page.show(ui, PARTS.get(part).copied().unwrap_or_default(), opened, |page, ui| match part {
            ASSETS => assets_ui(page, ui, view),
            PRIOR => prior_ui(page, ui, view),
            PARAMETERS => parameters_ui(page, ui, view),
            CODES => codes_ui(page, ui, view),
            APPROVAL => approval_ui(page, ui, view),
            _ => spending_ui(page, ui, view),
        });
    }

    /// Takes the keyboard the next time the tab is drawn.
    pub fn enter(&mut self) {
        self.page.enter();
    }

    /// Goes to a value the next time the tab is drawn, if it is entered here.
    pub fn go_to(&mut self, source: &Source) -> bool {
        let Source::Entered(path) = source else { return false };
        let is_here = [at!(other), at!(parameters), at!(codes)].iter().any(|place| path.starts_with(place));
        if is_here {
            self.parts.show(part_of(*path));
            self.page.go_to(source.clone());
        }
        is_here
    }

    /// Number and sum of the selected cells.
    pub fn selection_summary(&self) -> Option<String> {
        self.page.selection_summary()
    }
}

/// The part in which a value is entered.
fn part_of(path: Path) -> usize {
    let parts = [
        (at!(other.assets), ASSETS),
        (at!(other.management), ASSETS),
        (at!(other.prior), PRIOR),
        (at!(other.approval), APPROVAL),
        (at!(parameters), PARAMETERS),
        (at!(codes), CODES),
    ];
    parts.iter().find(|(place, _)| path.starts_with(place)).map_or(0, |(_, part)| *part)
}

fn spending_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "机关运行经费", "行政单位和参公单位的公用经费；事业单位不涉及，填 0。");
    page.fields(ui, view, "operating", &[at!(other.operating.amount), at!(other.operating.prior)]);
    let growth = cells::measure(figures(view), MeasureKey::Growth(YearOnYear::Operating), false);
    derived_line(ui, view, "比上年", growth, "");
    page.fields(ui, view, "operating_reason", &[at!(other.operating.reason)]);

    section(ui, "政府采购", "本年政府采购支出，总额应等于货物、工程、服务之和；小微企业含在中小企业内。");
    page.fields(
        ui,
        view,
        "procurement",
        &[
            at!(other.procurement.total),
            at!(other.procurement.goods),
            at!(other.procurement.works),
            at!(other.procurement.services),
        ],
    );
    let total = cells::measure(figures(view), MeasureKey::ProcurementTotal, true);
    let unit = view.document.amount_unit().name();
    derived_line(ui, view, "三类之和", total, unit);
    for (path, label, key) in [
        (
            at!(other.procurement.small_medium),
            "中小企业占采购总额",
            MeasureKey::ProcurementShare(SmallFirms::SmallMedium),
        ),
        (
            at!(other.procurement.small_micro),
            "小微企业占采购总额",
            MeasureKey::ProcurementShare(SmallFirms::SmallMicro),
        ),
    ] {
        page.fields(ui, view, "procurement_shares", &[path]);
        let share = cells::measure(figures(view), key, false);
        derived_line(ui, view, label, share, "");
    }
    section(ui, "预留采购", "面向中小企业预留的采购项目；公开样式不要求时可以不填。");
    page.fields(
        ui,
        view,
        "reserved",
        &[
            at!(other.procurement.reserved.small_medium),
            at!(other.procurement.reserved.small_micro),
            at!(other.procurement.reserved.won_small_medium),
            at!(other.procurement.reserved.won_small_micro),
            at!(other.procurement.reserved.won_other),
        ],
    );
}

fn approval_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    let help = "选“印出”后，报告末尾多一页：保密审查意见，以及编制、复核、负责人的姓名和日期；签批失效的留作手签。";
    section(ui, "公开审签", help);
    let approval = [
        at!(other.approval.block),
        at!(other.approval.opinion),
        at!(other.approval.reviewer),
        at!(other.approval.reviewed_on),
    ];
    page.fields(ui, view, "approval", &approval);
}

fn assets_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "国有资产", "年末占有使用的车辆和大型设备；车辆总数应等于各类用车之和。");
    page.fields(ui, view, "assets", &[at!(other.assets.as_of), at!(other.assets.vehicles)]);
    let profile = &view.derived.figures.profile;
    for of in profile.vehicle_uses(view.document) {
        page.field(ui, view, "assets", of.place, Field::new(of.place).label(&of.words));
    }
    page.fields(ui, view, "assets", &[at!(other.assets.equipment)]);
    let vehicles = view.document.other.assets.by_use();
    derived_line(ui, view, "各类用车之和", cells::count(vehicles, at!(other.assets)), "辆");
    section(ui, "预算绩效管理", "报告中写明的项目个数；没有的填 0。");
    page.fields(
        ui,
        view,
        "management",
        &[
            at!(other.management.assessed),
            at!(other.management.assessed_names),
            at!(other.management.with_targets),
            at!(other.management.monitored),
            at!(other.management.department_report),
            at!(other.management.special_report),
        ],
    );
}

fn prior_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "上年数", "取自上年已批复的决算；用于算增减幅度。收支总计、三公经费和机关运行经费的上年数在各自页中。");
    for (path, key) in [
        (at!(other.prior.gpb_total), MeasureKey::Growth(YearOnYear::GeneralBudget)),
        (at!(other.prior.basic), MeasureKey::Growth(YearOnYear::Basic)),
        (at!(other.prior.project), MeasureKey::Growth(YearOnYear::Project)),
        (at!(other.prior.personnel), MeasureKey::Growth(YearOnYear::Personnel)),
        (at!(other.prior.public), MeasureKey::Growth(YearOnYear::Public)),
        (at!(other.prior.fund_total), MeasureKey::Growth(YearOnYear::GovernmentFund)),
        (at!(other.prior.soc_total), MeasureKey::Growth(YearOnYear::StateCapital)),
    ] {
        let growth = growth_words(figures(view), key);
        page.field(ui, view, "prior", path, Field::new(path).unit(&growth));
    }
    section(ui, "上年年末结转和结余", "应与本年年初结转和结余一致。");
    page.fields(
        ui,
        view,
        "prior_closing",
        &[
            at!(other.prior.closing.gpb),
            at!(other.prior.closing.fund),
            at!(other.prior.closing.soc),
            at!(other.prior.closing.other),
        ],
    );
}

/// The unit, and how this year compares.
fn growth_words(figures: &Figures, key: MeasureKey) -> String {
    let unit = figures.document.amount_unit().name();
    let growth = figures.measures.growth(key);
    if growth.change.is_none() { unit.to_owned() } else { format!("{unit}，本年{}", growth.words()) }
}

fn parameters_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "审核参数", "本地规定与默认值不同时才填；空白按默认值审核。");
    for (path, usual) in [
        (at!(parameters.reason_percent), None),
        (at!(parameters.reason_amount), Some(Parameters::REASON_AMOUNT)),
        (at!(parameters.reception_min), Some(Parameters::RECEPTION_MIN)),
        (at!(parameters.reception_max), Some(Parameters::RECEPTION_MAX)),
        (at!(parameters.vehicle_running_max), Some(Parameters::VEHICLE_RUNNING_MAX)),
        (at!(parameters.execution_percent), None),
        (at!(parameters.over_target_percent), None),
        (at!(parameters.magnitude_factor), None),
        (at!(parameters.procurement_limit), Some(Parameters::PROCUREMENT_LIMIT)),
        (at!(parameters.per_head_percent), None),
    ] {
        let Some(usual) = usual else {
            page.fields(ui, view, "parameters", &[path]);
            continue;
        };
        // The default stands in the unit of the field.
        let unit = view.document.unit_at(path);
        let behind = format!("{}，默认 {}", unit.name(), usual.exact_grouped(unit));
        page.field(ui, view, "parameters", path, Field::new(path).unit(&behind));
    }
}

fn codes_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "自定义科目", "本年度新增或改名的科目，编码与已有的相同即改名；分类空白即功能分类。");
    help_line(ui, "录入后即可在各页的科目列表中选用。");
    let model = ListGrid::new(view.document, at!(codes)).field("axis", 120.0).field("code", 110.0).field("name", 320.0);
    page.filling_grid(ui, view, &model, 0.0);
}

#[cfg(test)]
mod tests {
    use egui::{Key, Modifiers};
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::{document::Document, ui::testing};

    #[test]
    fn procurement_is_summed_and_shared_out() {
        let mut screen = testing::desk(Document::default(), OtherTab::default(), OtherTab::ui);
        screen.type_into("其他事项›政府采购›货物", "30");
        screen.type_into("其他事项›政府采购›服务", "10");
        screen.type_into("其他事项›政府采购›授予中小企业合同金额", "20");
        screen.get_by_label("三类之和 40.00");
        screen.get_by_label("中小企业占采购总额 50%");
    }

    #[test]
    fn a_code_of_the_year_is_added_in_its_part() {
        let mut screen = testing::desk(Document::default(), OtherTab::default(), OtherTab::ui);
        screen.key(Modifiers::ALT, Key::Num5);
        screen.type_into("自定义科目 新行 编码", "2019988");
        screen.type_into("自定义科目 第1行 名称", "新增事务");
        let code = crate::codes::Code::new("2019988").expect("a code");
        assert_eq!(screen.derived().figures.book.functional_name(code), "新增事务");
        assert!(screen.state_mut().tab.go_to(&at!(parameters.reception_max).into()));
        screen.run();
        assert!(screen.get_by_label("审核参数›人均接待费上限").is_focused());
    }
}
