//! Every equality between two tables: equal, and one side one 分 off.

use super::*;
use crate::{
    document::Path,
    rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes, rule},
};

type Cells = Vec<(Path, &'static str)>;

/// A unit whose tables agree: every fund, the economic list, the detail grid and one project.
pub fn unit() -> Cells {
    let mut cells: Cells = vec![
        (at!(income.lines[0].item), "2012901"),
        (at!(income.lines[0].gpb), "40"),
        (at!(income.lines[0].business), "5"),
        (at!(income.lines[1].item), "2296002"),
        (at!(income.lines[1].fund), "10"),
        (at!(income.lines[2].item), "2230105"),
        (at!(income.lines[2].soc), "5"),
        (at!(expenditure.lines[0].item), "2012901"),
        (at!(expenditure.lines[0].basic), "30"),
        (at!(expenditure.lines[1].item), "2012999"),
        (at!(expenditure.lines[1].project), "8"),
        (at!(expenditure.lines[2].item), "2296002"),
        (at!(expenditure.lines[2].fund), "fund"),
        (at!(expenditure.lines[2].project), "9"),
        (at!(expenditure.lines[3].item), "2230105"),
        (at!(expenditure.lines[3].fund), "soc"),
        (at!(expenditure.lines[3].project), "6"),
        (at!(expenditure.economic[0].economic), "30101"),
        (at!(expenditure.economic[0].amount), "20"),
        (at!(expenditure.economic[1].economic), "30201"),
        (at!(expenditure.economic[1].amount), "10"),
        (at!(performance.projects[0].name), "送温暖"),
        (at!(performance.projects[0].item), "2012999"),
        (at!(performance.projects[0].fiscal), "8"),
    ];
    let grid = [
        ("2012901", "30101", "basic", "gpb", "20"),
        ("2012901", "30201", "basic", "gpb", "10"),
        ("2012999", "30305", "project", "gpb", "8"),
        ("2296002", "30299", "project", "fund", "9"),
        ("2230105", "31201", "project", "soc", "6"),
    ];
    for (i, (item, economic, kind, fund, amount)) in grid.into_iter().enumerate() {
        cells.extend([
            (at!(expenditure.detail[i].item), item),
            (at!(expenditure.detail[i].economic), economic),
            (at!(expenditure.detail[i].kind), kind),
            (at!(expenditure.detail[i].fund), fund),
            (at!(expenditure.detail[i].amount), amount),
        ]);
    }
    cells
}

fn with_published(cell: &'static str, amount: &'static str) -> Cells {
    let mut cells = unit();
    cells.extend([(at!(published[0].cell), cell), (at!(published[0].amount), amount)]);
    cells
}

/// Each rule with a cell on one side, the amount it should have, that amount one 分 off, and what is said of it.
const PAIRS: [(&str, &str, &str, &str, &str); 19] = [
    (
        "B01",
        "T01!I_sum.amount",
        "60",
        "60.000001",
        "公开01表 本年收入合计 60.000001，公开02表 合计 60.00，相差 0.000001万元",
    ),
    (
        "B02",
        "T01!E_sum.amount",
        "53",
        "53.000001",
        "公开01表 本年支出合计 53.000001，公开03表 合计 53.00，相差 0.000001万元",
    ),
    (
        "B03",
        "T04!I_sum.amount",
        "55",
        "55.000001",
        "公开04表 本年收入合计 55.000001，公开02表 合计 财政拨款收入 55.00，相差 0.000001万元",
    ),
    (
        "B04",
        "T01!I5.amount",
        "5",
        "5.000001",
        "公开01表 事业收入 5.000001，公开02表 合计 事业收入 5.00，相差 0.000001万元",
    ),
    (
        "B05",
        "T01!201.amount",
        "38",
        "38.000001",
        "公开01表 一般公共服务支出 38.000001，公开03表 一般公共服务支出 38.00，相差 0.000001万元",
    ),
    (
        "B06",
        "T04!E_sum.gpb",
        "38",
        "38.000001",
        "公开04表 本年支出合计 一般公共预算 38.000001，公开06表 合计 38.00，相差 0.000001万元",
    ),
    (
        "B06",
        "T04!201.gpb",
        "38",
        "38.000001",
        "公开04表 一般公共服务支出 一般公共预算 38.000001，公开06表 一般公共服务支出 38.00，相差 0.000001万元",
    ),
    (
        "B07",
        "T04!E_sum.fund",
        "9",
        "9.000001",
        "公开04表 本年支出合计 政府性基金预算 9.000001，公开10表 合计 本年支出 9.00，相差 0.000001万元",
    ),
    ("B07", "T11!合计.exp", "6", "6.000001", "公开11表 合计 本年支出 6.000001，公开12表 合计 6.00，相差 0.000001万元"),
    (
        "B08",
        "T04!I_gpb.amount",
        "40",
        "40.000001",
        "公开04表 一般公共预算财政拨款收入 40.000001，公开01表 一般公共预算财政拨款收入 40.00，相差 0.000001万元",
    ),
    (
        "B08",
        "T10!合计.inc",
        "10",
        "10.000001",
        "公开10表 合计 本年收入 10.000001，公开04表 政府性基金预算财政拨款收入 10.00，相差 0.000001万元",
    ),
    (
        "B09",
        "T05!合计.fund",
        "9",
        "9.000001",
        "公开05表 合计 政府性基金预算 9.000001，公开10表 合计 本年支出 9.00，相差 0.000001万元",
    ),
    ("B10", "T07!合计.tot", "38", "38.000001", "公开07表 合计 38.000001，公开06表 合计 38.00，相差 0.000001万元"),
    (
        "B10",
        "T07!2012901.tot",
        "30",
        "30.000001",
        "公开07表 行政运行 30.000001，公开06表 行政运行 30.00，相差 0.000001万元",
    ),
    (
        "B11",
        "T07!合计.30101",
        "20",
        "20.000001",
        "公开07表 合计 基本工资 20.000001，公开05表 基本工资 一般公共预算 20.00，相差 0.000001万元",
    ),
    (
        "B12",
        "T08!合计.amount",
        "30",
        "30.000001",
        "公开08表 合计 30.000001，公开06表 合计 基本支出 30.00，相差 0.000001万元",
    ),
    (
        "B12",
        "T06!合计.basic",
        "30",
        "30.000001",
        "公开08表 合计 30.00，公开06表 合计 基本支出 30.000001，相差 0.000001万元",
    ),
    (
        "B13",
        "T09!合计.amount",
        "8",
        "8.000001",
        "公开09表 合计 8.000001，公开06表 合计 项目支出 8.00，相差 0.000001万元",
    ),
    (
        "B13",
        "T06!2012999.proj",
        "8",
        "8.000001",
        "公开09表 其他群众团体事务支出 8.00，公开06表 其他群众团体事务支出 项目支出 8.000001，相差 0.000001万元",
    ),
];

#[test]
fn one_fen_is_enough_and_equal_tables_are_silent() {
    for (id, cell, right, wrong, message) in PAIRS {
        let rule = rule(id);
        passes(rule, &with_published(cell, right));
        fires(rule, &with_published(cell, wrong), message);
    }
}

#[test]
fn the_three_fiscal_lines_are_added_up() {
    let cells = with_published("T01!I2.amount", "10.000001");
    fires(
        rule("B03"),
        &cells,
        "公开01表三项财政拨款收入之和 55.000001，公开02表 合计 财政拨款收入 55.00，相差 0.000001万元",
    );
}

/// These lists are entered separately, so they disagree without any published total.
#[test]
fn entered_lists_are_reconciled() {
    let changed = |path: Path, amount: &'static str| {
        let mut cells = unit();
        cells.push((path, amount));
        cells
    };
    let grid = changed(at!(expenditure.detail[0].amount), "21");
    fires(rule("B09"), &grid, "公开05表 合计 一般公共预算 39.00，公开06表 合计 38.00，相差 1.00万元");
    fires(rule("B10"), &grid, "公开07表 合计 39.00，公开06表 合计 38.00，相差 1.00万元");
    fires(rule("B12"), &grid, "公开05表 基本工资 一般公共预算基本支出 21.00，公开08表 基本工资 20.00，相差 1.00万元");
    fires(
        rule("B12"),
        &changed(at!(expenditure.economic[1].amount), "11"),
        "公开08表 合计 31.00，公开06表 合计 基本支出 30.00，相差 1.00万元",
    );
    fires(
        rule("B13"),
        &changed(at!(performance.projects[0].fiscal), "8.004"),
        "公开09表 合计 8.004，公开06表 合计 项目支出 8.00，相差 0.004万元",
    );
}

#[test]
fn blank_is_not_checked() {
    let spending = [(at!(expenditure.lines[0].item), "2012901"), (at!(expenditure.lines[0].basic), "30")];
    is_not_applicable(rule("B07"), &spending);
    is_not_checked(rule("B12"), &spending);
    is_not_checked(rule("B10"), &spending);
    is_not_checked(rule("B09"), &spending);
}

/// A total that contradicts its own parts is reported where it stands, not again by every table that repeats it.
#[test]
fn a_contradiction_is_not_repeated() {
    let cells = with_published("T03!合计.tot", "99");
    passes(rule("B02"), &cells);
    let mut both = cells;
    both.extend([(at!(published[1].cell), "T01!E_sum.amount"), (at!(published[1].amount), "98")]);
    fires(rule("B02"), &both, "公开01表 本年支出合计 98.00，公开03表 合计 99.00，相差 1.00万元");
}
