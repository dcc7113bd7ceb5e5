//! The first tab (概况): the department, its bodies, staff and duties.

use egui::Ui;

use crate::{
    at,
    document::{Path, StaffKinds},
    figures::Source,
    ui::{
        View,
        widgets::{
            field::Field,
            grid::{Content, FixedGrid, GridCell, GridColumn, ListGrid},
        },
    },
};

use super::{
    cells,
    page::{Page, derived_line, help_line, section},
    parts::Parts,
    published_form,
};

const PARTS: [&str; 2] = ["部门", "公开样式"];
const FORM: usize = 1;

/// 概况
#[derive(Default)]
pub struct UnitTab {
    page: Page,
    parts: Parts,
}

impl UnitTab {
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let (part, opened) = self.parts.ui(ui, view, &PARTS);
        self.page.show(ui, PARTS.get(part).copied().unwrap_or_default(), opened, |page, ui| match part {
            FORM => published_form::ui(page, ui, view),
            _ => {
                department_ui(page, ui, view);
                subunits_ui(page, ui, view);
                staff_ui(page, ui, view);
                texts_ui(page, ui, view);
                stated_ui(page, ui, view);
            }
        });
    }

    /// Takes the keyboard the next time the tab is drawn.
    pub fn enter(&mut self) {
        self.page.enter();
    }

    /// Goes to a value the next time the tab is drawn, if it is entered here.
    pub fn go_to(&mut self, source: &Source) -> bool {
        let Source::Entered(path) = source else { return false };
        let part = [at!(unit), at!(form)].iter().position(|part| path.starts_with(part));
        if let Some(part) = part {
            self.parts.show(part);
            self.page.go_to(source.clone());
        }
        part.is_some()
    }

    /// Number and sum of the selected cells.
    pub fn selection_summary(&self) -> Option<String> {
        self.page.selection_summary()
    }
}

fn department_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "部门", "公开报告的主体、年度和口径；录入单位可随时切换，不改变已录入的金额。");
    page.fields(
        ui,
        view,
        "department",
        &[at!(unit.department), at!(unit.year), at!(unit.unit_type), at!(unit.region), at!(unit.entry_unit)],
    );
    let precision = "按账簿录入选“元级”，各项之和必须分毫不差；数字取自已公开的表（万元两位）时允许四舍五入尾差";
    let basis = "完成预算百分比的分母，报告中会写明";
    for (path, help) in [(at!(unit.precision), precision), (at!(unit.budget_basis), basis)] {
        page.field(ui, view, "department", path, Field::new(path).help(help));
    }
    page.fields(ui, view, "department", &[at!(unit.approved_on), at!(unit.published_on)]);
}

fn subunits_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "机构设置", "下属二级预算单位的个数，没有的填 0；总数应等于三类之和。");
    page.fields(
        ui,
        view,
        "subunits",
        &[
            at!(unit.subunits.declared),
            at!(unit.subunits.administrative),
            at!(unit.subunits.civil_service),
            at!(unit.subunits.institution),
            at!(unit.subunits.consolidated),
        ],
    );
    let subunits = &view.document.unit.subunits;
    let counts = [subunits.administrative, subunits.civil_service, subunits.institution];
    derived_line(ui, view, "三类之和", cells::count(counts, at!(unit.subunits)), "个");
    page.fields(ui, view, "accounting", &[at!(unit.accounting)]);
    help_line(ui, "所属单位：纳入决算编制范围的单位，包括本级；公开时照列，不列的可以不填。");
    let members = ListGrid::new(view.document, at!(unit.members))
        .field("name", 280.0)
        .field("kind", 220.0)
        .field("remark", 220.0);
    page.grid(ui, view, &members);
}

fn staff_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "人员", "年末核定编制数和实有在职人数，按身份分列；合计应等于分类之和，人均经费按在职合计计算。");
    let columns = vec![
        GridColumn::new("类别", 160.0, Content::Text).frozen(),
        GridColumn::new("核定编制", 110.0, Content::Number),
        GridColumn::new("实有在职", 110.0, Content::Number),
    ];
    let [establishment, actual] = [at!(unit.staff.establishment), at!(unit.staff.actual)];
    let kinds = [("公务员", "civil_servant"), ("工勤", "worker"), ("事业人员", "institution"), ("合计", "total")];
    let mut model = FixedGrid::new("人员", columns);
    for (name, field) in kinds {
        model = model.row(name, [establishment.field(field), actual.field(field)].map(GridCell::Entered));
    }
    let staff = &view.document.unit.staff;
    let sums = [(&staff.establishment, establishment), (&staff.actual, actual)];
    let model = model.row("分类之和", sums.map(|(kinds, place)| sum_of_kinds(kinds, place)));
    page.grid(ui, view, &model);
    page.fields(ui, view, "staff", &[at!(unit.staff.retired), at!(unit.staff.veteran), at!(unit.staff.prior_actual)]);
}

fn sum_of_kinds(kinds: &StaffKinds, place: Path) -> GridCell {
    cells::count([kinds.civil_servant, kinds.worker, kinds.institution], place)
}

fn texts_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "职责", "按三定方案填写，每段一行；重点工作写当年实际完成的事项。");
    page.fields(ui, view, "texts", &[at!(unit.duties), at!(unit.year_work)]);
}

fn stated_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "附件1所述机构", "仅供核对，一般留空；照录已公开的附件1时，填其中所写的数，与上面不一致会提示。");
    page.fields(
        ui,
        view,
        "stated",
        &[
            at!(unit.attachment_subunits.level),
            at!(unit.attachment_subunits.declared),
            at!(unit.attachment_subunits.administrative),
            at!(unit.attachment_subunits.civil_service),
            at!(unit.attachment_subunits.institution),
        ],
    );
}

#[cfg(test)]
mod tests {
    use egui::{Key, Modifiers};
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::{document::Document, ui::testing};

    #[test]
    fn counts_are_entered_and_their_sum_follows() {
        let mut screen = testing::desk(Document::default(), UnitTab::default(), UnitTab::ui);
        screen.get_by_label("三类之和 —");
        screen.type_into("概况›机构设置›行政单位", "2");
        screen.write("1");
        screen.key(Modifiers::NONE, Key::Enter);
        assert_eq!(screen.document().unit.subunits.civil_service, Some(1), "Enter goes to the next field");
        screen.get_by_label("三类之和 3");
    }

    #[test]
    fn staff_are_entered_in_a_matrix_with_sums() {
        let mut screen = testing::desk(Document::default(), UnitTab::default(), UnitTab::ui);
        assert!(screen.state_mut().tab.go_to(&at!(unit.staff.actual.civil_servant).into()));
        screen.run();
        screen.write("7");
        screen.key(Modifiers::NONE, Key::Enter);
        screen.write("2");
        screen.key(Modifiers::NONE, Key::Enter);
        assert_eq!(screen.document().unit.staff.actual.worker, Some(2));
        assert_eq!(screen.value_of("人员 分类之和 实有在职"), "9");
        assert!(!screen.state_mut().tab.go_to(&at!(income.prior_total).into()), "that is entered in another tab");
    }
}
