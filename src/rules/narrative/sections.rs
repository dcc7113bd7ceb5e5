//! D: the amounts of a section are those of its table. A rule for each section: a list of what it claims.

use crate::{
    figures::{
        Budget, CellKey, Column, Line, MeasureKey, T01, T02, T03, T04, T06, T08, T10, T12, T13, TableId,
        ThreePublicItem, YearOnYear,
    },
    rules::{Need, Rule, RunPrinted, Severity, State},
};

use super::claims::{Claim, Fact, check};

const fn row(
    id: &'static str,
    title: &'static str,
    checks: &'static str,
    remedy: &'static str,
    run: RunPrinted,
) -> Rule {
    Rule { id, severity: Severity::Error, title, checks, basis: super::BASIS, remedy, state: State::Printed(run) }
}

const fn line(table: TableId, line: Line, column: Column) -> Fact {
    Fact::Cell(CellKey::line(table, line, column))
}

const fn total(table: TableId, column: Column) -> Fact {
    Fact::Cell(CellKey::total(table, column))
}

pub static ROWS: [Rule; 8] = [
    row(
        "D01",
        "一、总体情况金额与公开01表不符",
        "说明一的收支总计 ＝ 公开01表收入总计、支出总计",
        "按公开01表改正自己写的文字",
        |printed, findings| {
            const INCOME: Fact = line(T01, Line::IncomeTotal, Column::Amount);
            const SPENDING: Fact = line(T01, Line::SpendingTotal, Column::Amount);
            const CLAIMS: &[Claim] = &[
                Claim::main("收入总计", &[INCOME]),
                Claim::main("支出总计", &[SPENDING]),
                Claim::main("支出总计均", &[INCOME, SPENDING]),
                Claim::part("总计", &[Fact::Change(MeasureKey::Growth(YearOnYear::Total))]),
            ];
            check(printed, findings, &["overview"], CLAIMS)
        },
    ),
    row(
        "D02",
        "二、收入说明金额与表不符",
        "说明二各项收入 ＝ 公开01、02表相应合计",
        "按公开02表改正自己写的文字",
        |printed, findings| {
            const CLAIMS: &[Claim] = &[
                Claim::main(
                    "本年收入合计",
                    &[line(T01, Line::IncomeOfYear, Column::Amount), total(T02, Column::Total)],
                ),
                Claim::part("一般公共预算财政拨款收入", &[line(T01, Line::GeneralBudgetIncome, Column::Amount)]),
                Claim::part("政府性基金预算财政拨款收入", &[line(T01, Line::GovernmentFundIncome, Column::Amount)]),
                Claim::part("国有资本经营预算财政拨款收入", &[line(T01, Line::StateCapitalIncome, Column::Amount)]),
                Claim::part("上级补助收入", &[line(T01, Line::SuperiorIncome, Column::Amount)]),
                Claim::part("事业收入", &[line(T01, Line::BusinessIncome, Column::Amount)]),
                Claim::part("经营收入", &[line(T01, Line::OperatingIncome, Column::Amount)]),
                Claim::part("附属单位上缴收入", &[line(T01, Line::AffiliateIncome, Column::Amount)]),
                Claim::part("其他收入", &[line(T01, Line::OtherIncome, Column::Amount)]),
            ];
            check(printed, findings, &["income"], CLAIMS)
        },
    ),
    row(
        "D03",
        "三、支出说明金额与表不符",
        "说明三各项支出 ＝ 公开03表各列合计",
        "按公开03表改正自己写的文字",
        |printed, findings| {
            const CLAIMS: &[Claim] = &[
                Claim::main("本年支出合计", &[total(T03, Column::Total)]),
                Claim::main("基本支出", &[total(T03, Column::Basic)]),
                Claim::main("项目支出", &[total(T03, Column::Project)]),
                Claim::part("上缴上级支出", &[total(T03, Column::ToSuperior)]),
                Claim::part("经营支出", &[total(T03, Column::Operating)]),
                Claim::part("对附属单位补助支出", &[total(T03, Column::Subsidy)]),
            ];
            check(printed, findings, &["spending"], CLAIMS)
        },
    ),
    row(
        "D04",
        "四、财政拨款说明金额与公开04表不符",
        "说明四的收支总计 ＝ 公开04表收入总计、支出总计",
        "按公开04表改正自己写的文字",
        |printed, findings| {
            const INCOME: Fact = line(T04, Line::IncomeTotal, Column::Amount);
            const SPENDING: Fact = line(T04, Line::SpendingTotal, Column::Total);
            const CLAIMS: &[Claim] = &[
                Claim::main("收入总计", &[INCOME]),
                Claim::main("支出总计", &[SPENDING]),
                Claim::main("支出总计均", &[INCOME, SPENDING]),
                Claim::part("总计", &[Fact::Change(MeasureKey::Growth(YearOnYear::Fiscal))]),
            ];
            check(printed, findings, &["fiscal"], CLAIMS)
        },
    ),
    // The share in it is one of the total of 公开03表.
    row(
        "D05",
        "五（一）金额或占比口径不符",
        "说明五（一）金额 ＝ 公开06表合计，占比分母 ＝ 公开03表合计",
        "按公开06表改正自己写的金额，占比以本年支出合计为分母",
        |printed, findings| {
            const CLAIMS: &[Claim] = &[
                Claim::main("一般公共预算财政拨款支出", &[total(T06, Column::Total)]),
                Claim::part("一般公共预算财政拨款支出", &[Fact::Change(MeasureKey::Growth(YearOnYear::GeneralBudget))]),
                Claim::part("占本年支出合计的", &[Fact::Share(MeasureKey::Share(Budget::General))]),
            ];
            check(printed, findings, &["gpb_overview"], CLAIMS)
        },
    ),
    row(
        "D09",
        "六、基本支出说明加总或与公开08表不符",
        "说明六的基本支出、人员经费、公用经费 ＝ 公开08表",
        "按公开08表改正自己写的文字",
        |printed, findings| {
            const CLAIMS: &[Claim] = &[
                Claim::main("一般公共预算财政拨款基本支出", &[total(T08, Column::Amount)]),
                Claim::main("人员经费", &[line(T08, Line::Personnel, Column::Amount)]),
                Claim::main("公用经费", &[line(T08, Line::Public, Column::Amount)]),
            ];
            check(printed, findings, &["basic"], CLAIMS)
        },
    ),
    row(
        "D11",
        "七、“三公”说明金额与公开13表不符",
        "说明七的决算数 ＝ 公开13表，合计与分项都一样",
        "按公开13表改正自己写的文字",
        |printed, findings| {
            const TOPICS: [&str; 5] =
                ["three_public_overview", "three_public_details", "abroad", "vehicles", "receptions"];
            const CLAIMS: &[Claim] = &[
                Claim::main("“三公”经费财政拨款支出", &[total(T13, Column::ActualTotal)]),
                Claim::main("因公出国（境）费支出", &[total(T13, Column::ActualAbroad)]),
                Claim::part("因公出国（境）经费支出", &[total(T13, Column::ActualAbroad)]),
                Claim::main("公务用车购置及运行维护费支出", &[total(T13, Column::ActualVehicles)]),
                Claim::main("公务用车购置支出", &[total(T13, Column::ActualVehiclePurchase)]),
                Claim::main("公务用车运行维护费支出", &[total(T13, Column::ActualVehicleRunning)]),
                Claim::main("公务接待费支出", &[total(T13, Column::ActualReception)]),
                Claim::part("“三公”经费支出", &[Fact::Change(MeasureKey::ThreePublicGrowth(ThreePublicItem::Total))]),
            ];
            check(printed, findings, &TOPICS, CLAIMS)
        },
    ),
    row(
        "D12",
        "八、九、基金和国资说明金额与表不符",
        "说明八、九的金额 ＝ 公开10、12表",
        "按公开10、12表改正自己写的文字",
        |printed, findings| {
            const CLAIMS: &[Claim] = &[
                Claim::main("政府性基金预算财政拨款支出", &[Fact::CellOrZero(CellKey::total(T10, Column::Spending))]),
                Claim::main("国有资本经营预算财政拨款支出", &[Fact::CellOrZero(CellKey::total(T12, Column::Total))]),
                Claim::part(
                    "政府性基金预算财政拨款支出",
                    &[Fact::Change(MeasureKey::Growth(YearOnYear::GovernmentFund))],
                ),
                Claim::part(
                    "国有资本经营预算财政拨款支出",
                    &[Fact::Change(MeasureKey::Growth(YearOnYear::StateCapital))],
                ),
            ];
            let total = CellKey::total(T03, Column::Total);
            printed.figures.tables.printed(total).need(total)?;
            check(printed, findings, &["fund", "state_capital"], CLAIMS)
        },
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{document, fires, passes, review, rule, with_addition},
    };

    /// Income and spending of a department, its economic list, other budgets and three-public spending.
    fn cells() -> Vec<(Path, &'static str)> {
        vec![
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "200.09"),
            (at!(expenditure.lines[0].project), "32.25"),
            (at!(expenditure.closing.gpb), "0"),
            (at!(income.lines[0].item), "2012901"),
            (at!(income.lines[0].gpb), "232.34"),
            (at!(income.opening.gpb), "0"),
            (at!(expenditure.economic[0].economic), "30101"),
            (at!(expenditure.economic[0].amount), "184.56"),
            (at!(expenditure.economic[1].economic), "30201"),
            (at!(expenditure.economic[1].amount), "15.53"),
            (at!(three_public.actual.abroad), "0"),
            (at!(three_public.actual.vehicle_purchase), "0"),
            (at!(three_public.actual.vehicle_running), "1.2"),
            (at!(three_public.actual.reception_domestic), "0.09"),
            (at!(three_public.actual.reception_foreign), "0"),
        ]
    }

    #[test]
    fn each_section_must_quote_its_table() {
        let cases: [(&str, &str, &str, &str, &str); 8] = [
            (
                "D01",
                "overview",
                "收入总计232.34万元。",
                "2024年度收入总计250万元。",
                "“年度收入总计250万元”与公开01表 收入总计 232.34万元 不一致",
            ),
            (
                "D02",
                "income",
                "一般公共预算财政拨款收入为232.34万元。",
                "一般公共预算财政拨款收入232.43万元。",
                "“一般公共预算财政拨款收入232.43万元”与公开01表 一般公共预算财政拨款收入 232.34万元 不一致",
            ),
            (
                "D03",
                "spending",
                "项目支出32.25万元用于职工服务。",
                "其中基本支出209万元。",
                "“其中基本支出209万元”与公开03表 合计 基本支出 200.09万元 不一致",
            ),
            (
                "D04",
                "fiscal",
                "财政拨款收入总计232.34万元。",
                "财政拨款支出总计223.34万元。",
                "“财政拨款支出总计223.34万元”与公开04表 支出总计 232.34万元 不一致",
            ),
            (
                "D05",
                "gpb_overview",
                "占本年支出合计的100%。",
                "占本年支出合计的86.12%。",
                "“占本年支出合计的86.12%”与公开06表 合计占比 100% 不一致",
            ),
            (
                "D09",
                "basic",
                "公用经费支出15.53万元，用于日常办公。",
                "公用经费支出16.5万元，用于日常办公。",
                "“公用经费支出16.5万元”与公开08表 公用经费合计 15.53万元 不一致",
            ),
            (
                "D11",
                "receptions",
                "公务接待费支出0.09万元。",
                "公务接待费支出0.9万元，用于调研。",
                "“公务接待费支出0.9万元”与公开13表 公务接待费决算数 0.09万元 不一致",
            ),
            (
                "D12",
                "state_capital",
                "未发生国有资本经营预算财政拨款支出。",
                "国有资本经营预算财政拨款支出2万元。",
                "“国有资本经营预算财政拨款支出2万元”与公开12表 合计 0.00万元 不一致",
            ),
        ];
        for (id, topic, right, wrong, expected) in cases {
            let rule = rule(id);
            passes(rule, &cells());
            passes(rule, &with_addition(cells(), topic, right));
            fires(rule, &with_addition(cells(), topic, wrong), expected);
        }
    }

    /// Two published totals of one quantity, each right by its own table: nothing that a person could correct.
    #[test]
    fn what_the_program_writes_is_never_to_be_corrected() {
        let mut cells = vec![
            (at!(unit.precision), "wan2"),
            (at!(published[0].cell), "T06!合计.tot"),
            (at!(published[0].amount), "232.34"),
            (at!(published[1].cell), "T01!I_sum.amount"),
            (at!(published[1].amount), "232.34"),
            (at!(expenditure.closing.gpb), "0"),
            (at!(income.opening.gpb), "0"),
        ];
        let rows = ["2012901", "2080505", "2101101"];
        for (row, code) in rows.into_iter().enumerate() {
            let amount = ["174.57", "41.33", "16.43"][row];
            cells.push((at!(expenditure.lines[row].item), code));
            cells.push((at!(expenditure.lines[row].basic), amount));
            cells.push((at!(income.lines[row].item), code));
            cells.push((at!(income.lines[row].gpb), amount));
        }
        let about_text = |published: &'static str| {
            let mut cells = cells.clone();
            cells[4].1 = published;
            let found = review(&document(&cells)).findings;
            found.into_iter().filter(|found| found.rule.starts_with('D')).collect::<Vec<_>>()
        };
        let tail = about_text("232.34");
        assert!(!tail.is_empty(), "the tail is told");
        for found in &tail {
            assert_eq!(found.severity, Severity::Hint, "{found:?}");
            assert!(!found.remedy.contains("改正"), "{found:?}");
        }
        // Beyond rounding the tables contradict each other; even then the text is right.
        for found in about_text("240.00") {
            assert!(!found.remedy.contains("文字"), "{found:?}");
        }
    }

    #[test]
    fn a_fund_that_spent_must_be_quoted_rightly() {
        let cells = || {
            vec![
                (at!(expenditure.lines[0].item), "2296002"),
                (at!(expenditure.lines[0].fund), "政府性基金预算"),
                (at!(expenditure.lines[0].project), "105"),
            ]
        };
        passes(rule("D12"), &with_addition(cells(), "fund", "政府性基金预算财政拨款支出105万元。"));
        let wrong = with_addition(cells(), "fund", "政府性基金预算财政拨款支出135万元。");
        fires(rule("D12"), &wrong, "“政府性基金预算财政拨款支出135万元”与公开10表 合计 本年支出 105.00万元 不一致");
    }
}
