//! Every bare sum, shifted by one 分 and left blank.

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

fn with_published(cell: &'static str, amount: &'static str) -> Cells {
    let mut cells = unit();
    cells.extend([(at!(published[0].cell), cell), (at!(published[0].amount), amount)]);
    cells
}

/// Each rule with a cell of its own, the right amount, and that amount one 分 off.
const TOTALS: [(&str, &str, &str, &str); 26] = [
    ("A01", "T01!I_sum.amount", "60", "60.000001"),
    ("A02", "T01!E_sum.amount", "58", "58.000001"),
    ("A03", "T01!I_tot.amount", "70", "70.000001"),
    ("A04", "T01!E_tot.amount", "70", "70.000001"),
    ("A06", "T02!2012901.tot", "45", "45.000001"),
    ("A07", "T02!20129.biz", "5", "5.000001"),
    ("A08", "T02!合计.tot", "60", "60.000001"),
    ("A09", "T03!2012901.tot", "43", "43.000001"),
    ("A10", "T03!201.tot", "43", "43.000001"),
    ("A11", "T03!合计.proj", "23", "23.000001"),
    ("A12", "T04!201.tot", "38", "38.000001"),
    ("A13", "T04!I_tot.amount", "64", "64.000001"),
    ("A13", "T04!I_open.amount", "9", "9.000001"),
    ("A14", "T04!E_sum.fund", "9", "9.000001"),
    ("A14", "T04!E_tot.tot", "64", "64.000001"),
    ("A16", "T05!301.gpb", "20", "20.000001"),
    ("A17", "T06!合计.basic", "30", "30.000001"),
    ("A17", "T06!2012901.proj", "8", "8.000001"),
    ("A18", "T07!2012901.302", "10", "10.000001"),
    ("A19", "T08!301.amount", "20", "20.000001"),
    ("A20", "T08!personnel.amount", "20", "20.000001"),
    ("A21", "T08!public.amount", "10", "10.000001"),
    ("A24", "T09!合计.amount", "8", "8.000001"),
    ("A27", "T12!合计.tot", "6", "6.000001"),
    ("A28", "T13!合计.f_tot", "2", "2.000001"),
    ("A29", "T13!合计.b_car", "2", "2.000001"),
];

#[test]
fn one_fen_is_enough_and_equal_totals_are_silent() {
    for (id, cell, right, wrong) in TOTALS {
        let rule = rule(id);
        passes(rule, &with_published(cell, right));
        fires(rule, &with_published(cell, wrong), &[wrong, right, "0.000001"]);
    }
}

#[test]
fn a_child_that_was_published_reaches_its_parent() {
    let mut cells = with_published("T06!20129.tot", "38.01");
    cells.push((at!(unit.precision), "wan2"));
    fires(rule("A17"), &cells, &["公开06表", "38.01", "尾差"]);
}

#[test]
fn without_the_detail_grid_its_tables_are_not_checked() {
    let cells: Cells = unit().into_iter().filter(|(path, _)| !path.starts_with(&at!(expenditure.detail))).collect();
    is_not_checked(rule("A16"), &cells);
    is_not_checked(rule("A18"), &cells);
}
