//! 收入：按科目和来源的收入（公开02表）、年初结转和结余、上年总计和变动原因。

use egui::Ui;

use crate::{
    at,
    codes::Code,
    figures::{CellKey, Figures, Source, T01, T02, T04},
    ui::{
        Command, View,
        widgets::grid::{Cell, Column, ListGrid},
    },
};

use super::{
    cells::{self, AMOUNT_WIDTH, CODE_WIDTH, NAME_WIDTH, amount_column, text_column},
    page::{Page, derived_line, figures, help_line, section},
};

/// The sources in the order of the grid: field, column of 公开02表.
const SOURCES: [(&str, &str); 8] = [
    ("gpb", "gpb"),
    ("fund", "fund"),
    ("soc", "soc"),
    ("superior", "sup"),
    ("business", "biz"),
    ("operating", "oper"),
    ("affiliate", "sub"),
    ("other", "oth"),
];

/// The column of the first source, and of 合计 behind the last.
const FIRST_SOURCE: usize = 2;
const TOTAL: usize = FIRST_SOURCE + SOURCES.len();

/// 收入
#[derive(Default)]
pub struct IncomeTab {
    page: Page,
}

impl IncomeTab {
    /// Draws the tab.
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        self.page.show(ui, "income", false, |page, ui| {
            lines_ui(page, ui, view);
            opening_ui(page, ui, view);
            prior_ui(page, ui, view);
        });
    }

    /// Goes to a value the next time the tab is drawn.
    pub fn go_to(&mut self, source: &Source) {
        self.page.go_to(source.clone());
    }

    /// Number and sum of the selected cells.
    pub fn selection_summary(&self) -> Option<String> {
        self.page.selection_summary()
    }
}

fn lines_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    ui.horizontal(|ui| {
        section(ui, "本年收入", "");
        let fill = ui.button("按支出填列收入");
        if fill.on_hover_text("各科目的财政拨款收入取其财政拨款支出，其他来源不变").clicked() {
            view.commands.push(Command::FillIncomeFromExpenditure);
        }
    });
    help_line(ui, "按支出功能分类的项级科目和收入来源填列，不含年初结转和结余（公开02表）。");
    let model = lines(figures(view));
    page.grid(ui, view, &model);
}

/// The grid of income.
fn lines(figures: &Figures) -> ListGrid<'_> {
    let document = &*figures.document;
    let line = |row: usize| document.income.lines.get(row);
    let mut model = ListGrid::new(document, at!(income.lines))
        .field("item", CODE_WIDTH)
        .with(|column| cells::titled("编码")(column).frozen())
        .derived(text_column("科目名称", NAME_WIDTH).frozen(), move |row| {
            line(row).map_or(Cell::Empty, |line| cells::functional_name(figures, &line.item))
        });
    for (field, _) in SOURCES {
        model = model.field(field, AMOUNT_WIDTH + 24.0).with(short_title);
    }
    let model = model.derived(amount_column("合计"), move |row| {
        let Some(line) = line(row) else { return Cell::Empty };
        let key = Code::new(&line.item).map(|code| CellKey::code(T02, code, "tot"));
        cells::row_sum(figures, line.total(), key, at!(income.lines[row]))
    });
    let model = model.footer(move |column| match (column, total_key(column)) {
        (1, _) => Cell::Label("合计".to_owned()),
        (_, Some(key)) => cells::figure(figures, key, true),
        _ => Cell::Empty,
    });
    let published = move |column| Some(figures.tables.get(total_key(column)?)?.published?.path);
    if !(FIRST_SOURCE..=TOTAL).any(|column| published(column).is_some()) {
        return model;
    }
    // The totals as published can be corrected here as well.
    model.footer(move |column| match published(column) {
        Some(path) => Cell::Entered(path),
        None if column == 1 => Cell::Label("公开数".to_owned()),
        None => Cell::Empty,
    })
}

/// The 合计 of a column.
fn total_key(column: usize) -> Option<CellKey> {
    if column == TOTAL {
        return Some(CellKey::total(T02, "tot"));
    }
    SOURCES.get(column.checked_sub(FIRST_SOURCE)?).map(|(_, name)| CellKey::total(T02, name))
}

/// 财政拨款收入 stands in the group above.
fn short_title(column: Column) -> Column {
    match column.title.strip_suffix("财政拨款收入") {
        Some(short) => cells::titled(short)(column.clone()).under("财政拨款收入"),
        None => column,
    }
}

fn opening_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "年初结转和结余", "上年年末转入本年的资金，按资金性质；没有的填 0。");
    page.fields(
        ui,
        view,
        "opening",
        &[
            at!(income.opening.gpb),
            at!(income.opening.fund),
            at!(income.opening.soc),
            at!(income.opening.other),
            at!(income.non_fiscal_surplus),
        ],
    );
    let unit = view.document.amount_unit().name();
    for (label, key) in [
        ("年初结转和结余合计", CellKey::line(T01, "I_open", "amount")),
        ("收入总计", CellKey::line(T01, "I_tot", "amount")),
        ("财政拨款收入总计", CellKey::line(T04, "I_tot", "amount")),
    ] {
        let cell = cells::figure(figures(view), key, true);
        derived_line(ui, view, label, cell, unit);
    }
}

fn prior_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "上年数和变动原因", "总计含年初结转和结余；变动较大时原因要具体到事项。");
    page.fields(ui, view, "prior", &[at!(income.prior_total), at!(income.prior_fiscal_total)]);
    for (label, key) in [("收支总计比上年", "total.growth"), ("财政拨款收支比上年", "fiscal.growth")] {
        let cell = cells::measure(figures(view), key, false);
        derived_line(ui, view, label, cell, "");
    }
    page.fields(ui, view, "reasons", &[at!(income.reason), at!(income.fiscal_reason)]);
}
