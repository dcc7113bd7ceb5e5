//! A: sums of a table, without logic of their own; a row for each rule.
//!
//! Each row names its table's cells; one test at the end shifts a published total of each by one 分.

use crate::{
    at,
    figures::{CellKey, Column, Figures, Line, RowKey, T01, T02, T03, T04, T05, T06, T07, T08, T09, T12, T13, TableId},
    rules::{
        Applies, Findings, Missing, Outcome, Rule, RunFigures, Severity, Side, State,
        kit::relation::{Down, Tally, between, check_across, check_down, published_cells},
    },
};

const BASIS: &str = "部门决算报表表内审核";
const REMEDY: &str = "核对报告上印的数和各组成项目，改正录错的一个；取自万元两位的表时，请改按元录入";

const fn row(id: &'static str, title: &'static str, checks: &'static str, run: RunFigures) -> Rule {
    Rule { id, severity: Severity::Error, title, checks, basis: BASIS, remedy: REMEDY, state: State::Active(run) }
}

pub static ROWS: [Rule; 23] = [
    row(
        "A01",
        "本年收入合计与八项收入之和不一致",
        "公开01表：本年收入合计 ＝ 八项收入之和",
        |figures, findings| totals(figures, findings, &[line(T01, Line::IncomeOfYear)]),
    ),
    row(
        "A02",
        "本年支出合计与各功能分类支出之和不一致",
        "公开01表：本年支出合计 ＝ 各类支出之和",
        |figures, findings| totals(figures, findings, &[line(T01, Line::SpendingOfYear)]),
    ),
    row(
        "A03",
        "收入总计与本年收入、使用结余、年初结转之和不一致",
        "公开01表：收入总计 ＝ 本年收入合计 ＋ 使用非财政拨款结余 ＋ 年初结转和结余",
        |figures, findings| {
            totals(
                figures,
                findings,
                &[line(T01, Line::IncomeTotal), line(T01, Line::IncomeOfYear), line(T01, Line::Opening)],
            )
        },
    ),
    row(
        "A04",
        "支出总计与本年支出、结余分配、年末结转之和不一致",
        "公开01表：支出总计 ＝ 本年支出合计 ＋ 结余分配 ＋ 年末结转和结余",
        |figures, findings| {
            totals(
                figures,
                findings,
                &[line(T01, Line::SpendingTotal), line(T01, Line::SpendingOfYear), line(T01, Line::Closing)],
            )
        },
    ),
    row(
        "A06",
        "收入决算表：本行合计与各来源之和不一致",
        "公开02表每行：合计 ＝ 各收入来源之和",
        |figures, findings| across(figures, findings, T02),
    ),
    row(
        "A07",
        "收入决算表：上级科目与下级科目之和不一致",
        "公开02表各列：类 ＝ 款之和，款 ＝ 项之和",
        |figures, findings| down(figures, findings, T02, Down::Codes),
    ),
    row(
        "A08",
        "收入决算表：合计行与各类之和不一致",
        "公开02表各列：合计 ＝ 各类之和",
        |figures, findings| down(figures, findings, T02, Down::Total),
    ),
    row(
        "A09",
        "支出决算表：本行合计与各项支出之和不一致",
        "公开03表每行：合计 ＝ 基本 ＋ 项目 ＋ 上缴上级 ＋ 经营 ＋ 对附属单位补助",
        |figures, findings| across(figures, findings, T03),
    ),
    row(
        "A10",
        "支出决算表：上级科目与下级科目之和不一致",
        "公开03表各列：类 ＝ 款之和，款 ＝ 项之和",
        |figures, findings| down(figures, findings, T03, Down::Codes),
    ),
    row(
        "A11",
        "支出决算表：合计行与各类之和不一致",
        "公开03表各列：合计 ＝ 各类之和",
        |figures, findings| down(figures, findings, T03, Down::Total),
    ),
    row(
        "A12",
        "财政拨款收支总表：本行合计与三本预算之和不一致",
        "公开04表支出各行：合计 ＝ 一般公共预算 ＋ 政府性基金 ＋ 国有资本经营",
        fiscal_rows,
    ),
    row(
        "A13",
        "财政拨款收支总表：收入一侧加总不符",
        "公开04表：本年收入、年初结转 ＝ 各自三项之和，总计 ＝ 两者之和",
        |figures, findings| {
            totals(
                figures,
                findings,
                &[Line::IncomeOfYear, Line::Opening, Line::IncomeTotal].map(|name| line(T04, name)),
            )
        },
    ),
    row(
        "A14",
        "财政拨款收支总表：支出一侧加总不符",
        "公开04表各列：本年支出 ＝ 各类之和，总计 ＝ 本年支出 ＋ 年末结转",
        fiscal_spending,
    ),
    row(
        "A16",
        "财政拨款支出明细表：经济分类加总不符",
        "公开05表：类 ＝ 款之和，合计 ＝ 各类之和，行合计 ＝ 三本预算之和",
        |figures, findings| whole_table(figures, findings, T05),
    ),
    row(
        "A17",
        "一般公共预算支出决算表加总不符",
        "公开06表：行合计 ＝ 基本 ＋ 项目，类 ＝ 款之和 ＝ 项之和，合计 ＝ 各类之和",
        |figures, findings| whole_table(figures, findings, T06),
    ),
    row(
        "A18",
        "一般公共预算支出明细表加总不符",
        "公开07表：行合计 ＝ 各经济分类小计之和，小计 ＝ 各款之和，合计行 ＝ 各类之和",
        |figures, findings| whole_table(figures, findings, T07),
    ),
    row(
        "A19",
        "基本支出表：类级与款级之和不一致",
        "公开08表：经济分类类级 ＝ 款级之和",
        |figures, findings| down(figures, findings, T08, Down::Codes),
    ),
    row(
        "A20",
        "人员经费合计与301、303类之和不一致",
        "公开08表：人员经费合计 ＝ 301 ＋ 303",
        |figures, findings| totals(figures, findings, &[line(T08, Line::Personnel)]),
    ),
    row(
        "A21",
        "公用经费合计与302、307、310、399类之和不一致",
        "公开08表：公用经费合计 ＝ 302 ＋ 307 ＋ 310 ＋ 399",
        |figures, findings| totals(figures, findings, &[line(T08, Line::Public)]),
    ),
    row("A24", "项目支出决算表合计不符", "公开09表：项 ＝ 各项目之和，合计 ＝ 各项之和", projects),
    row(
        "A27",
        "国有资本经营预算支出表加总不符",
        "公开12表：行合计 ＝ 基本 ＋ 项目，类 ＝ 款之和 ＝ 项之和",
        |figures, findings| whole_table(figures, findings, T12),
    ),
    row(
        "A28",
        "“三公”经费合计与三项之和不一致",
        "公开13表预算数、决算数：合计 ＝ 出国 ＋ 用车 ＋ 接待",
        |figures, findings| {
            three_public(
                figures,
                findings,
                &[
                    (Column::BudgetTotal, &[Column::BudgetAbroad, Column::BudgetVehicles, Column::BudgetReception]),
                    (Column::ActualTotal, &[Column::ActualAbroad, Column::ActualVehicles, Column::ActualReception]),
                ],
            )
        },
    ),
    row(
        "A29",
        "公务用车小计与购置费、运行维护费之和不一致",
        "公开13表预算数、决算数：用车小计 ＝ 购置费 ＋ 运行维护费",
        |figures, findings| {
            three_public(
                figures,
                findings,
                &[
                    (Column::BudgetVehicles, &[Column::BudgetVehiclePurchase, Column::BudgetVehicleRunning]),
                    (Column::ActualVehicles, &[Column::ActualVehiclePurchase, Column::ActualVehicleRunning]),
                ],
            )
        },
    ),
];

/// A line of `T01`, of the income side of `T04`, or of `T08`.
const fn line(table: TableId, name: Line) -> CellKey {
    CellKey::line(table, name, Column::Amount)
}

/// The first is the total; the others must be there for it to be complete.
fn totals(figures: &Figures, findings: &mut Findings, keys: &[CellKey]) -> Outcome {
    let mut tally = Tally::default();
    for (index, key) in keys.iter().enumerate() {
        if index == 0 || key.table == T04 {
            tally.total(figures, findings, *key);
        } else {
            tally.need(figures, *key);
        }
    }
    tally.outcome()
}

/// Tables of money that a unit may not have at all.
fn is_optional(table: TableId) -> bool {
    table == T12
}

/// Whether the table has anything, or what is missing.
fn presence(figures: &Figures, table: TableId) -> Outcome {
    let column = if table == T08 { Column::Amount } else { Column::Total };
    let total = CellKey::total(table, column);
    if figures.tables.stated(total).is_some() {
        Ok(Applies::Yes)
    } else if is_optional(table) {
        Ok(Applies::No)
    } else if table == T05 || table == T07 {
        Err(Missing::one(at!(expenditure.detail)))
    } else {
        Err(Missing::one(total))
    }
}

fn across(figures: &Figures, findings: &mut Findings, table: TableId) -> Outcome {
    check_across(figures, findings, table);
    presence(figures, table)
}

fn down(figures: &Figures, findings: &mut Findings, table: TableId, down: Down) -> Outcome {
    check_down(figures, findings, table, down);
    presence(figures, table)
}

fn whole_table(figures: &Figures, findings: &mut Findings, table: TableId) -> Outcome {
    check_across(figures, findings, table);
    check_down(figures, findings, table, Down::Codes);
    check_down(figures, findings, table, Down::Total);
    presence(figures, table)
}

fn fiscal_rows(figures: &Figures, findings: &mut Findings) -> Outcome {
    check_across(figures, findings, T04);
    let total = CellKey::line(T04, Line::SpendingOfYear, Column::Total);
    figures.tables.stated(total).map(|_| Applies::Yes).ok_or_else(|| Missing::one(total))
}

fn fiscal_spending(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    for column in [Column::GeneralBudget, Column::GovernmentFund, Column::StateCapital] {
        for name in [Line::SpendingOfYear, Line::SpendingTotal] {
            findings.check_total(figures, CellKey::line(T04, name, column));
        }
    }
    let classes: Vec<CellKey> = figures.tables.codes(T04).map(|code| CellKey::code(T04, code, Column::Total)).collect();
    let lines = [Line::SpendingOfYear, Line::Closing].map(|name| CellKey::line(T04, name, Column::Total));
    sum_of(figures, findings, &mut tally, lines[0], &classes);
    sum_of(figures, findings, &mut tally, CellKey::line(T04, Line::SpendingTotal, Column::Total), &lines);
    tally.need(figures, lines[1]);
    tally.outcome()
}

/// A total that the table makes along its row, against the cells above it in its column.
fn sum_of(figures: &Figures, findings: &mut Findings, tally: &mut Tally, total: CellKey, parts: &[CellKey]) {
    let sum = parts.iter().filter_map(|key| Side::printed(figures, *key)).reduce(Side::plus);
    if tally.need(figures, total).is_none() {
        return;
    }
    tally.checked();
    if let (Some(actual), Some(expected)) = (Side::cell(figures, total), sum) {
        let cells: Vec<CellKey> = parts.iter().copied().chain([total]).collect();
        findings.compare(&actual, &expected.called("各行之和"), between(figures, &cells));
    }
}

fn projects(figures: &Figures, findings: &mut Findings) -> Outcome {
    for key in published_cells(figures, T09) {
        findings.check_total(figures, key);
    }
    match figures.tables.stated(CellKey::total(T09, Column::Amount)) {
        Some(_) => Ok(Applies::Yes),
        None if figures.tables.stated(CellKey::total(T06, Column::Total)).is_some() => Ok(Applies::No),
        None => Err(Missing::one(CellKey::total(T06, Column::Total))),
    }
}

fn three_public(figures: &Figures, findings: &mut Findings, sums: &[(Column, &'static [Column])]) -> Outcome {
    let mut tally = Tally::default();
    for (total, parts) in sums {
        findings.check_total(figures, CellKey::new(T13, RowKey::Total, *total));
        tally.checked();
        for part in *parts {
            tally.need(figures, CellKey::total(T13, *part));
        }
    }
    tally.outcome()
}

#[cfg(test)]
#[path = "relations_tests.rs"]
pub(super) mod tests;
