//! The tab of income (收入): by classification and source (公开02表), balances brought forward, last year, and why it
//! changed.

use egui::Ui;

use crate::{
    address::Column,
    at,
    codes::Code,
    document::{IncomeLine, Path},
    figures::{CellKey, Figures, Line, MeasureKey, Source, T01, T02, T04, YearOnYear},
    money::Money,
    ui::{
        Command, View,
        widgets::grid::{GridCell, GridColumn, ListGrid},
    },
};

use super::{
    cells::{self, AMOUNT_WIDTH, CODE_WIDTH, NAME_WIDTH, amount_column, text_column},
    page::{Page, derived_line, figures, help_line, section},
};

/// The sources in the order of the grid: the field, and the column of the published table (公开02表).
const SOURCES: [(&str, Column); 8] = [
    ("gpb", Column::GeneralBudget),
    ("fund", Column::GovernmentFund),
    ("soc", Column::StateCapital),
    ("superior", Column::Superior),
    ("business", Column::Business),
    ("operating", Column::Operating),
    ("affiliate", Column::Affiliate),
    ("other", Column::Other),
];

/// The column of the first source; the total stands behind the last.
const FIRST_SOURCE: usize = 2;
const TOTAL: usize = FIRST_SOURCE + SOURCES.len();

/// 收入
#[derive(Default)]
pub struct IncomeTab {
    page: Page,
    /// Filling from spending would replace amounts and waits for an answer.
    asks: bool,
}

impl IncomeTab {
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let asks = &mut self.asks;
        self.page.show(ui, "income", false, |page, ui| {
            fill_ui(asks, ui, view);
            help_line(ui, "按支出功能分类的项级科目和收入来源填列，不含年初结转和结余（公开02表）。");
            let model = lines(figures(view));
            page.grid(ui, view, &model);
            opening_ui(page, ui, view);
            prior_ui(page, ui, view);
        });
    }

    /// Takes the keyboard the next time the tab is drawn.
    pub fn enter(&mut self) {
        self.page.enter();
    }

    /// Goes to a value the next time the tab is drawn, if it is entered here.
    pub fn go_to(&mut self, source: &Source) -> bool {
        let is_here = |path: &Path| [at!(income), at!(published)].iter().any(|part| path.starts_with(part));
        let is_here = matches!(source, Source::Entered(path) if is_here(path));
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

/// The heading with the button that fills income from spending; what would be replaced is asked about first.
fn fill_ui(asks: &mut bool, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "本年收入", "");
    ui.horizontal(|ui| {
        let fill = ui.button("按支出填列收入").on_hover_text("各科目的财政拨款收入取其财政拨款支出，其他来源不变");
        if fill.clicked() {
            *asks = view.document.fill_income_from_spending().overwritten > 0;
            if !*asks {
                view.commands.push(Command::FillIncomeFromExpenditure);
            }
        }
        if !*asks {
            return;
        }
        let count = view.document.fill_income_from_spending().overwritten;
        ui.label(format!("会改写 {count} 个已录入的数"));
        let replace = ui.button("改写").clicked();
        if replace {
            view.commands.push(Command::FillIncomeFromExpenditure);
        }
        if replace || ui.button("不改").clicked() {
            *asks = false;
        }
    });
}

/// What stands in a column of amounts.
fn amount_in(line: &IncomeLine, column: usize) -> Option<Money> {
    let amounts = [
        line.gpb,
        line.fund,
        line.soc,
        line.superior,
        line.business,
        line.operating,
        line.affiliate,
        line.other,
        line.total(),
    ];
    amounts.get(column.checked_sub(FIRST_SOURCE)?).copied().flatten()
}

fn is_filled(line: &IncomeLine) -> bool {
    (FIRST_SOURCE..=TOTAL).any(|column| amount_in(line, column).is_some())
}

/// The grid of income.
fn lines(figures: &Figures) -> ListGrid<'_> {
    let document = &*figures.document;
    let line = |row: usize| document.income.lines.get(row);
    let mut model = ListGrid::new(document, at!(income.lines))
        .field("item", CODE_WIDTH)
        .with(|column| cells::titled("编码")(column).frozen())
        .derived(text_column("科目名称", NAME_WIDTH).frozen(), move |row| {
            line(row).map_or(GridCell::Empty, |line| cells::functional_name(figures, &line.item, is_filled(line)))
        });
    for (field, _) in SOURCES {
        model = model.field(field, AMOUNT_WIDTH + 24.0).with(short_title);
    }
    let model = model.derived(amount_column("合计"), move |row| {
        let Some(line) = line(row) else { return GridCell::Empty };
        let key = Code::new(&line.item).map(|code| CellKey::code(T02, code, Column::Total));
        cells::row_sum(figures, line.total(), key, at!(income.lines[row]))
    });
    let model = model.footer(move |column| match (column, total_key(column)) {
        (1, _) => GridCell::Label("合计".to_owned()),
        (_, Some(key)) => {
            let amounts = document.income.lines.iter().map(|line| amount_in(line, column));
            cells::column_sum(figures, amounts, key, at!(income.lines))
        }
        _ => GridCell::Empty,
    });
    let published = |column| Some((column, cells::published(figures, total_key(column)?)?));
    cells::with_published(model, "公开数", 1, (FIRST_SOURCE..=TOTAL).filter_map(published))
}

/// The total of a column.
fn total_key(column: usize) -> Option<CellKey> {
    if column == TOTAL {
        return Some(CellKey::total(T02, Column::Total));
    }
    SOURCES.get(column.checked_sub(FIRST_SOURCE)?).map(|(_, name)| CellKey::total(T02, *name))
}

/// Without the words that stand in the group above.
fn short_title(column: GridColumn) -> GridColumn {
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
        ("年初结转和结余合计", CellKey::line(T01, Line::Opening, Column::Amount)),
        ("收入总计", CellKey::line(T01, Line::IncomeTotal, Column::Amount)),
        ("财政拨款收入总计", CellKey::line(T04, Line::IncomeTotal, Column::Amount)),
    ] {
        let cell = cells::figure(figures(view), key, true);
        derived_line(ui, view, label, cell, unit);
    }
}

fn prior_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "上年数和变动原因", "总计含年初结转和结余；变动较大时原因要具体到事项。");
    page.fields(ui, view, "prior", &[at!(income.prior_total), at!(income.prior_fiscal_total)]);
    for (label, key) in [
        ("收支总计比上年", MeasureKey::Growth(YearOnYear::Total)),
        ("财政拨款收支比上年", MeasureKey::Growth(YearOnYear::Fiscal)),
    ] {
        let cell = cells::measure(figures(view), key, false);
        derived_line(ui, view, label, cell, "");
    }
    page.fields(ui, view, "reasons", &[at!(income.reason), at!(income.fiscal_reason)]);
}

#[cfg(test)]
mod tests {
    use egui::{Key, Modifiers};
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::{
        document::Document,
        ui::testing::{self, reference_sample},
    };

    #[test]
    fn a_line_is_entered_by_initials_and_the_total_follows() {
        let mut screen = testing::desk(Document::default(), IncomeTab::default(), IncomeTab::ui);
        screen.click("收入明细 新行 编码");
        screen.write("qttt");
        screen.key(Modifiers::NONE, Key::Tab);
        screen.write("12.5");
        screen.key(Modifiers::NONE, Key::Enter);
        let line = screen.document().income.lines[0].clone();
        assert!(line.item.starts_with("20129"), "{}", line.item);
        assert_eq!(line.gpb, Some(Money::from_fen(12_500_000)));
        assert_eq!(screen.value_of("收入明细 合计行 财政拨款收入 一般公共预算"), "12.50");
        screen.get_by_label("收入总计 12.50");
    }

    #[test]
    fn published_totals_stand_below_the_sums() {
        let mut screen = testing::desk(reference_sample(), IncomeTab::default(), IncomeTab::ui);
        let (sum, published) =
            ("收入明细 合计行 财政拨款收入 一般公共预算", "收入明细 合计行2 财政拨款收入 一般公共预算");
        assert_eq!((screen.value_of(sum), screen.value_of(published)), ("232.33".to_owned(), "232.34".to_owned()));
        for typed in ["232.35", "232..3"] {
            screen.type_into(published, typed);
            assert_eq!((screen.value_of(sum), screen.value_of(published)), ("232.33".to_owned(), typed.to_owned()));
        }
    }

    #[test]
    fn filling_from_spending_asks_before_it_replaces_amounts() {
        let mut screen = testing::desk(reference_sample(), IncomeTab::default(), IncomeTab::ui);
        screen.click("按支出填列收入");
        assert_eq!(screen.asked(), [Command::FillIncomeFromExpenditure], "everything agrees already");
        screen.type_into("收入明细 第1行 财政拨款收入 一般公共预算", "1");
        screen.asked();
        screen.click("按支出填列收入");
        assert_eq!(screen.asked(), []);
        screen.get_by_label("会改写 1 个已录入的数");
        screen.click("改写");
        assert_eq!(screen.asked(), [Command::FillIncomeFromExpenditure]);
        assert!(screen.query_by_label("不改").is_none());
    }
}
