//! B: the same quantity in two tables; a row for each rule.
//!
//! Most cells of one table are derived from another, so they can only disagree where a published total was entered;
//! `T07`, `T08` and `T09` come from lists of their own and can disagree by what was entered.

use crate::{
    at,
    codes::Code,
    figures::{
        CellKey, Column, ColumnKey, Figures, Line, RowKey, T01, T02, T03, T04, T05, T06, T07, T08, T09, T10, T11, T12,
        TableId,
    },
    rules::{
        Findings, Outcome, Rule, RunFigures, Severity, Side, State,
        kit::relation::{Tally, between},
    },
};

const BASIS: &str = "部门决算报表表间审核";

const fn row(
    id: &'static str,
    title: &'static str,
    checks: &'static str,
    remedy: &'static str,
    run: RunFigures,
) -> Rule {
    Rule { id, severity: Severity::Error, title, checks, basis: BASIS, remedy, state: State::Active(run) }
}

pub static ROWS: [Rule; 13] = [
    row(
        "B01",
        "总表本年收入合计与收入决算表合计不一致",
        "公开01表本年收入合计 ＝ 公开02表合计",
        "核对两张表的报告上印的数，再核对收入各行",
        |figures, findings| copies(figures, findings, &[(line(T01, Line::IncomeOfYear), total(T02, Column::Total))]),
    ),
    row(
        "B02",
        "总表本年支出合计与支出决算表合计不一致",
        "公开01表本年支出合计 ＝ 公开03表合计",
        "核对两张表的报告上印的数，再核对支出各行",
        |figures, findings| copies(figures, findings, &[(line(T01, Line::SpendingOfYear), total(T03, Column::Total))]),
    ),
    row(
        "B03",
        "财政拨款收入在三张表中不一致",
        "公开01表三项财政拨款收入之和 ＝ 公开02表财政拨款收入合计 ＝ 公开04表本年收入合计",
        "核对三张表的报告上印的数，再核对收入各行的财政拨款收入",
        fiscal_income,
    ),
    row(
        "B04",
        "非财政拨款收入与收入决算表不一致",
        "公开01表上级补助、事业、经营、附属单位上缴、其他收入 ＝ 公开02表相应各列合计",
        "核对两张表的报告上印的数，再核对收入各行的这一来源",
        other_income,
    ),
    row(
        "B05",
        "总表功能分类支出与支出决算表同类支出不一致",
        "公开01表各类支出 ＝ 公开03表同类合计",
        "核对两张表中这一类的报告上印的数",
        classes,
    ),
    row(
        "B06",
        "一般公共预算支出：财政拨款总表与支出决算表不一致",
        "公开04表一般公共预算列的本年支出和各类支出 ＝ 公开06表合计和同类合计",
        "核对两张表的报告上印的数；一张表填了报告上印的数，另一张表也应填上",
        general_budget,
    ),
    row(
        "B07",
        "政府性基金、国有资本经营支出与财政拨款总表不一致",
        "公开04表本年支出：基金列 ＝ 公开10表本年支出，国资列 ＝ 公开12表合计 ＝ 公开11表本年支出",
        "核对各表的报告上印的数",
        |figures, findings| {
            copies_if_any(
                figures,
                findings,
                &[
                    (CellKey::line(T04, Line::SpendingOfYear, Column::GovernmentFund), total(T10, Column::Spending)),
                    (CellKey::line(T04, Line::SpendingOfYear, Column::StateCapital), total(T12, Column::Total)),
                    (total(T11, Column::Spending), total(T12, Column::Total)),
                ],
            )
        },
    ),
    row(
        "B08",
        "分资金性质的财政拨款收入不一致",
        "公开04表三项收入 ＝ 公开01表同项；公开10、11表本年收入 ＝ 公开04表基金、国资收入",
        "核对各表的报告上印的数，再核对收入各行",
        |figures, findings| {
            copies(
                figures,
                findings,
                &[
                    (line(T04, Line::GeneralBudgetGrant), line(T01, Line::GeneralBudgetIncome)),
                    (line(T04, Line::GovernmentFundGrant), line(T01, Line::GovernmentFundIncome)),
                    (line(T04, Line::StateCapitalGrant), line(T01, Line::StateCapitalIncome)),
                    (total(T10, Column::Income), line(T04, Line::GovernmentFundGrant)),
                    (total(T11, Column::Income), line(T04, Line::StateCapitalGrant)),
                ],
            )
        },
    ),
    row(
        "B09",
        "财政拨款支出明细表与各支出表合计不一致",
        "公开05表合计：一般公共预算（基本、项目）＝ 公开06表，基金 ＝ 公开10表，国资 ＝ 公开12表",
        "补齐明细表中漏填的行，或改正金额",
        fiscal_detail,
    ),
    row(
        "B10",
        "一般公共预算明细表与支出决算表不一致",
        "公开07表合计和各项 ＝ 公开06表合计和同一项",
        "核对这一科目在明细表和支出明细中的金额",
        functional_detail,
    ),
    row(
        "B11",
        "明细表合计行与财政拨款明细表的一般公共预算列不一致",
        "公开07表合计行的每个经济科目 ＝ 公开05表同一科目的一般公共预算列",
        "核对两张表的报告上印的数",
        economic_detail,
    ),
    row(
        "B12",
        "基本支出表合计与支出决算表的基本支出不一致",
        "公开08表合计 ＝ 公开06表基本支出合计；各经济科目 ＝ 明细表中的基本支出",
        "核对基本支出各经济科目，再核对各功能科目的基本支出",
        basic,
    ),
    row(
        "B13",
        "项目支出表与支出决算表的项目支出不一致",
        "公开09表合计和各项 ＝ 公开06表项目支出合计和同一项",
        "核对这一科目下各项目的财政资金执行数和支出明细中的项目支出",
        projects,
    ),
];

const fn line(table: TableId, name: Line) -> CellKey {
    CellKey::line(table, name, Column::Amount)
}

const fn total(table: TableId, column: Column) -> CellKey {
    CellKey::total(table, column)
}

/// The first original must be there, or nothing is checked.
fn copies(figures: &Figures, findings: &mut Findings, pairs: &[(CellKey, CellKey)]) -> Outcome {
    let mut tally = Tally::default();
    if let Some((_, original)) = pairs.first() {
        tally.need(figures, *original);
    }
    copy_all(figures, findings, &mut tally, pairs);
    tally.outcome()
}

/// A unit may have none of these.
fn copies_if_any(figures: &Figures, findings: &mut Findings, pairs: &[(CellKey, CellKey)]) -> Outcome {
    let mut tally = Tally::default();
    tally.need(figures, total(T03, Column::Total));
    copy_all(figures, findings, &mut tally, pairs);
    tally.outcome()
}

fn copy_all(figures: &Figures, findings: &mut Findings, tally: &mut Tally, pairs: &[(CellKey, CellKey)]) {
    for (copy, original) in pairs {
        tally.copy(figures, findings, *copy, *original);
    }
}

fn fiscal_income(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    let fiscal = total(T02, Column::Fiscal);
    tally.need(figures, fiscal);
    let lines =
        [Line::GeneralBudgetIncome, Line::GovernmentFundIncome, Line::StateCapitalIncome].map(|name| line(T01, name));
    let is_published = lines.iter().any(|key| figures.tables.get(*key).is_some_and(|cell| cell.published.is_some()));
    let expected = if is_published { Side::cell(figures, fiscal) } else { Side::printed(figures, fiscal) };
    if let (Some(actual), Some(expected)) = (Side::sum(figures, lines), expected) {
        tally.checked();
        let cells: Vec<CellKey> = lines.into_iter().chain([fiscal]).collect();
        let actual = actual.called("公开01表三项财政拨款收入之和");
        findings.compare(&actual, &expected, between(figures, &cells));
    }
    tally.copy(figures, findings, line(T04, Line::IncomeOfYear), fiscal);
    tally.outcome()
}

fn other_income(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    tally.need(figures, total(T02, Column::Total));
    for (name, column) in [
        (Line::SuperiorIncome, Column::Superior),
        (Line::BusinessIncome, Column::Business),
        (Line::OperatingIncome, Column::Operating),
        (Line::AffiliateIncome, Column::Affiliate),
        (Line::OtherIncome, Column::Other),
    ] {
        tally.copy(figures, findings, line(T01, name), total(T02, column));
    }
    tally.outcome()
}

fn classes(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    tally.need(figures, total(T03, Column::Total));
    for class in figures.tables.codes(T01) {
        tally.copy(
            figures,
            findings,
            CellKey::code(T01, class, Column::Amount),
            CellKey::code(T03, class, Column::Total),
        );
    }
    tally.outcome()
}

fn general_budget(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    tally.need(figures, total(T06, Column::Total));
    tally.copy(
        figures,
        findings,
        CellKey::line(T04, Line::SpendingOfYear, Column::GeneralBudget),
        total(T06, Column::Total),
    );
    for class in figures.tables.codes(T04) {
        tally.copy(
            figures,
            findings,
            CellKey::code(T04, class, Column::GeneralBudget),
            CellKey::code(T06, class, Column::Total),
        );
    }
    tally.outcome()
}

fn fiscal_detail(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    let pairs = [
        (Column::GeneralBudget, total(T06, Column::Total)),
        (Column::GeneralBudgetBasic, total(T06, Column::Basic)),
        (Column::GeneralBudgetProject, total(T06, Column::Project)),
        (Column::GovernmentFund, total(T10, Column::Spending)),
        (Column::StateCapital, total(T12, Column::Total)),
    ];
    let has_detail = !figures.document.expenditure.detail.is_empty();
    for (column, of) in pairs {
        let cell = total(T05, column);
        let is_published = figures.tables.get(cell).is_some_and(|figure| figure.published.is_some());
        if has_detail || is_published {
            tally.equal(figures, findings, cell, of);
        }
    }
    if !has_detail && figures.tables.stated(total(T05, Column::Total)).is_none() {
        tally.lacks(at!(expenditure.detail));
    }
    tally.outcome()
}

/// Items that stand in only one of the two tables are the business of B20.
fn functional_detail(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    if figures.tables.stated(total(T07, Column::Total)).is_none() {
        tally.lacks(at!(expenditure.detail));
    }
    tally.need(figures, total(T06, Column::Total));
    if !tally.is_complete() {
        return tally.outcome();
    }
    tally.equal(figures, findings, total(T07, Column::Total), total(T06, Column::Total));
    for item in figures.tables.codes(T07).filter(|code| code.digits() > 5) {
        let cells = [CellKey::code(T07, item, Column::Total), CellKey::code(T06, item, Column::Total)];
        if cells.iter().all(|key| figures.tables.stated(*key).is_some()) {
            tally.equal(figures, findings, cells[0], cells[1]);
        }
    }
    tally.outcome()
}

fn economic_detail(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    if figures.document.expenditure.detail.is_empty() {
        tally.lacks(at!(expenditure.detail));
    }
    for column in figures.tables.columns(T07) {
        if let ColumnKey::Code(code) = column {
            let sum = CellKey { table: T07, row: RowKey::Total, column: *column };
            tally.equal(figures, findings, sum, CellKey::code(T05, *code, Column::GeneralBudget));
        }
    }
    tally.outcome()
}

fn basic(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    let (table, items) = (total(T08, Column::Amount), total(T06, Column::Basic));
    if [table, items].iter().all(|key| figures.tables.stated(*key).is_none()) {
        tally.lacks(table);
    }
    tally.equal(figures, findings, table, items);
    let expenditure = &figures.document.expenditure;
    if !expenditure.detail.is_empty() && !expenditure.economic.is_empty() {
        let codes: Vec<Code> = figures.tables.codes(T08).filter(|code| code.digits() > 3).collect();
        for code in codes {
            tally.equal(
                figures,
                findings,
                CellKey::code(T05, code, Column::GeneralBudgetBasic),
                CellKey::code(T08, code, Column::Amount),
            );
        }
    }
    tally.outcome()
}

fn projects(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    tally.need(figures, total(T06, Column::Total));
    tally.equal(figures, findings, total(T09, Column::Amount), total(T06, Column::Project));
    let items: Vec<Code> = figures.tables.codes(T09).filter(|code| code.digits() > 5).collect();
    for item in items {
        tally.equal(
            figures,
            findings,
            CellKey::code(T09, item, Column::Amount),
            CellKey::code(T06, item, Column::Project),
        );
    }
    tally.outcome()
}

#[cfg(test)]
#[path = "relations_tests.rs"]
pub(super) mod tests;
