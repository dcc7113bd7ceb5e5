//! Every bare sum, shifted by one 分.

use super::*;
use crate::{
    document::Path,
    rules::kit::testing::{fires, is_not_checked, passes, rule},
};

type Cells = Vec<(Path, &'static str)>;

/// A unit with every kind of money: 60 income, 10 opening; 58 spent, 12 closing.
pub fn unit() -> Cells {
    vec![
        (at!(income.lines[0].item), "2012901"),
        (at!(income.lines[0].gpb), "40"),
        (at!(income.lines[0].business), "5"),
        (at!(income.lines[1].item), "2296002"),
        (at!(income.lines[1].fund), "10"),
        (at!(income.lines[2].item), "2230105"),
        (at!(income.lines[2].soc), "5"),
        (at!(income.opening.gpb), "4"),
        (at!(income.opening.fund), "3"),
        (at!(income.opening.soc), "2"),
        (at!(income.opening.other), "1"),
        (at!(expenditure.lines[0].item), "2012901"),
        (at!(expenditure.lines[0].basic), "30"),
        (at!(expenditure.lines[0].project), "8"),
        (at!(expenditure.lines[1].item), "2296002"),
        (at!(expenditure.lines[1].fund), "fund"),
        (at!(expenditure.lines[1].project), "9"),
        (at!(expenditure.lines[2].item), "2230105"),
        (at!(expenditure.lines[2].fund), "soc"),
        (at!(expenditure.lines[2].project), "6"),
        (at!(expenditure.lines[3].item), "2012901"),
        (at!(expenditure.lines[3].fund), "other"),
        (at!(expenditure.lines[3].basic), "5"),
        (at!(expenditure.closing.gpb), "6"),
        (at!(expenditure.closing.fund), "4"),
        (at!(expenditure.closing.soc), "1"),
        (at!(expenditure.closing.other), "1"),
        (at!(expenditure.economic[0].economic), "30101"),
        (at!(expenditure.economic[0].amount), "20"),
        (at!(expenditure.economic[1].economic), "30201"),
        (at!(expenditure.economic[1].amount), "10"),
        (at!(expenditure.detail[0].item), "2012901"),
        (at!(expenditure.detail[0].economic), "30101"),
        (at!(expenditure.detail[0].amount), "20"),
        (at!(expenditure.detail[1].item), "2012901"),
        (at!(expenditure.detail[1].economic), "30201"),
        (at!(expenditure.detail[1].amount), "10"),
        (at!(three_public.budget.abroad), "0"),
        (at!(three_public.budget.vehicle_purchase), "0"),
        (at!(three_public.budget.vehicle_running), "2"),
        (at!(three_public.budget.reception_domestic), "1"),
        (at!(three_public.actual.abroad), "0"),
        (at!(three_public.actual.vehicle_purchase), "0"),
        (at!(three_public.actual.vehicle_running), "1.5"),
        (at!(three_public.actual.reception_domestic), "0.5"),
    ]
}

pub fn unit_with(more: &[(Path, &'static str)]) -> Cells {
    let mut cells = unit();
    cells.extend_from_slice(more);
    cells
}

fn with_published(cell: &'static str, amount: &'static str) -> Cells {
    let mut cells = unit();
    cells.extend([(at!(published[0].cell), cell), (at!(published[0].amount), amount)]);
    cells
}

/// Each rule with a cell of its own, the right amount, that amount one 分 off, and what is said of it.
const TOTALS: [(&str, &str, &str, &str, &str); 26] = [
    (
        "A01",
        "T01!I_sum.amount",
        "60",
        "60.000001",
        "公开01表 本年收入合计 60.000001，各项之和 60.00，相差 0.000001万元",
    ),
    (
        "A02",
        "T01!E_sum.amount",
        "58",
        "58.000001",
        "公开01表 本年支出合计 58.000001，各项之和 58.00，相差 0.000001万元",
    ),
    ("A03", "T01!I_tot.amount", "70", "70.000001", "公开01表 收入总计 70.000001，各项之和 70.00，相差 0.000001万元"),
    ("A04", "T01!E_tot.amount", "70", "70.000001", "公开01表 支出总计 70.000001，各项之和 70.00，相差 0.000001万元"),
    ("A06", "T02!2012901.tot", "45", "45.000001", "公开02表 行政运行 45.000001，各项之和 45.00，相差 0.000001万元"),
    (
        "A07",
        "T02!20129.biz",
        "5",
        "5.000001",
        "公开02表 群众团体事务 事业收入 5.000001，下级各科目之和 5.00，相差 0.000001万元",
    ),
    ("A08", "T02!合计.tot", "60", "60.000001", "公开02表 合计 60.000001，下级各科目之和 60.00，相差 0.000001万元"),
    ("A09", "T03!2012901.tot", "43", "43.000001", "公开03表 行政运行 43.000001，各项之和 43.00，相差 0.000001万元"),
    (
        "A10",
        "T03!201.tot",
        "43",
        "43.000001",
        "公开03表 一般公共服务支出 43.000001，下级各科目之和 43.00，相差 0.000001万元",
    ),
    (
        "A11",
        "T03!合计.proj",
        "23",
        "23.000001",
        "公开03表 合计 项目支出 23.000001，下级各科目之和 23.00，相差 0.000001万元",
    ),
    ("A12", "T04!201.tot", "38", "38.000001", "公开04表 一般公共服务支出 38.000001，各项之和 38.00，相差 0.000001万元"),
    ("A13", "T04!I_tot.amount", "64", "64.000001", "公开04表 收入总计 64.000001，各项之和 64.00，相差 0.000001万元"),
    ("A13", "T04!I_open.amount", "9", "9.000001", "公开04表 年初结转和结余 9.000001，各项之和 9.00，相差 0.000001万元"),
    (
        "A14",
        "T04!E_sum.fund",
        "9",
        "9.000001",
        "公开04表 本年支出合计 政府性基金预算 9.000001，各项之和 9.00，相差 0.000001万元",
    ),
    ("A14", "T04!E_tot.tot", "64", "64.000001", "公开04表 支出总计 64.000001，各行之和 64.00，相差 0.000001万元"),
    (
        "A16",
        "T05!301.gpb",
        "20",
        "20.000001",
        "公开05表 工资福利支出 一般公共预算 20.000001，各项之和 20.00，相差 0.000001万元",
    ),
    (
        "A17",
        "T06!合计.basic",
        "30",
        "30.000001",
        "公开06表 合计 基本支出 30.000001，下级各科目之和 30.00，相差 0.000001万元",
    ),
    (
        "A17",
        "T06!2012901.proj",
        "8",
        "8.000001",
        "公开06表 行政运行 项目支出 8.000001，各项之和 8.00，相差 0.000001万元",
    ),
    (
        "A18",
        "T07!2012901.302",
        "10",
        "10.000001",
        "公开07表 行政运行 商品和服务支出 10.000001，各项之和 10.00，相差 0.000001万元",
    ),
    (
        "A19",
        "T08!301.amount",
        "20",
        "20.000001",
        "公开08表 工资福利支出 20.000001，下级各科目之和 20.00，相差 0.000001万元",
    ),
    (
        "A20",
        "T08!personnel.amount",
        "20",
        "20.000001",
        "公开08表 人员经费合计 20.000001，各项之和 20.00，相差 0.000001万元",
    ),
    (
        "A21",
        "T08!public.amount",
        "10",
        "10.000001",
        "公开08表 公用经费合计 10.000001，各项之和 10.00，相差 0.000001万元",
    ),
    ("A24", "T09!合计.amount", "8", "8.000001", "公开09表 合计 8.000001，各项之和 8.00，相差 0.000001万元"),
    ("A27", "T12!合计.tot", "6", "6.000001", "公开12表 合计 6.000001，各项之和 6.00，相差 0.000001万元"),
    ("A28", "T13!合计.f_tot", "2", "2.000001", "公开13表 决算数合计 2.000001，各项之和 2.00，相差 0.000001万元"),
    (
        "A29",
        "T13!合计.b_car",
        "2",
        "2.000001",
        "公开13表 公务用车购置及运行费预算数 2.000001，各项之和 2.00，相差 0.000001万元",
    ),
];

#[test]
fn one_fen_is_enough_and_equal_totals_are_silent() {
    for (id, cell, right, wrong, message) in TOTALS {
        let rule = rule(id);
        passes(rule, &with_published(cell, right));
        fires(rule, &with_published(cell, wrong), message);
    }
}

#[test]
fn a_child_that_was_published_reaches_its_parent() {
    let mut cells = with_published("T06!20129.tot", "38.01");
    cells.push((at!(unit.precision), "wan2"));
    fires(
        rule("A17"),
        &cells,
        "公开06表 群众团体事务 38.01，各项之和 38.00，相差 0.01万元（四舍五入尾差，可接受，按元录入可消除）",
    );
}

#[test]
fn without_the_detail_grid_its_tables_are_not_checked() {
    let cells: Cells = unit().into_iter().filter(|(path, _)| !path.starts_with(&at!(expenditure.detail))).collect();
    is_not_checked(rule("A16"), &cells);
    is_not_checked(rule("A18"), &cells);
}
