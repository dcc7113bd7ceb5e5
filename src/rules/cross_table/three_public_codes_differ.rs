//! B16: the codes of the “三公” items in the detail equal their actual amounts.

use crate::{
    at,
    codes::Code,
    figures::{CellKey, Column, Figures, Source, T05, T13},
    money::Money,
    rules::{
        Findings, Outcome, Rule, Severity, Side, State, Tolerance,
        kit::relation::{Tally, entered_below},
    },
};

pub static RULE: Rule = Rule {
    id: "B16",
    severity: Severity::Error,
    title: "明细表的“三公”科目与“三公”决算数不一致",
    checks: "公开05表30212、30217、30231、31013＋30913 ＝ 公开13表出国、接待、用车运行、用车购置决算数",
    basis: "公开13表与经济分类同一口径（全部财政拨款）",
    remedy: "核对明细表中的这个科目和“三公”决算数",
    state: State::Active(run),
};

const PAIRS: [(&[&str], Column); 4] = [
    (&["30212"], Column::ActualAbroad),
    (&["30217"], Column::ActualReception),
    (&["30231"], Column::ActualVehicleRunning),
    (&["31013", "30913"], Column::ActualVehiclePurchase),
];

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    if figures.document.expenditure.detail.is_empty() {
        tally.lacks(at!(expenditure.detail));
        return tally.outcome();
    }
    for (codes, column) in PAIRS {
        let whole = CellKey::total(T13, column);
        let parts: Vec<CellKey> =
            codes.iter().filter_map(|code| Some(CellKey::code(T05, Code::new(code)?, Column::Total))).collect();
        let spent = parts.iter().filter_map(|key| Side::cell(figures, *key)).reduce(Side::plus);
        let Some(actual) = Side::cell(figures, whole) else {
            tally.lacks(whole);
            continue;
        };
        tally.checked();
        let roundings = parts.iter().map(|key| figures.tables.addends(*key)).sum::<u32>().max(1);
        let spent = spent.or_else(|| Side::one(figures, at!(expenditure.detail), Some(Money::ZERO)));
        if let Some(spent) = spent {
            let spent = spent.called(format!("明细表 {}", codes.join("＋")));
            if !findings.compare(&actual, &spent, Tolerance::Addends(roundings)) {
                lead_to_entries(figures, findings, whole);
            }
        }
    }
    tally.outcome()
}

fn lead_to_entries(figures: &Figures, findings: &mut Findings, whole: CellKey) {
    let entries: Vec<Source> = entered_below(figures, whole);
    if let Some(last) = findings.last_mut() {
        last.cells.splice(0..0, entries);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Path,
        rules::kit::testing::{fires, is_not_checked, passes},
    };

    fn cells(grid: &'static str, actual: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(expenditure.detail[0].item), "2012901"),
            (at!(expenditure.detail[0].economic), "30217"),
            (at!(expenditure.detail[0].amount), grid),
            (at!(three_public.actual.abroad), "0"),
            (at!(three_public.actual.vehicle_purchase), "0"),
            (at!(three_public.actual.vehicle_running), "0"),
            (at!(three_public.actual.reception_domestic), actual),
        ]
    }

    #[test]
    fn equal_is_silent_and_one_fen_is_enough() {
        passes(&RULE, &cells("0.09", "0.09"));
        fires(
            &RULE,
            &cells("0.09", "0.090001"),
            "公开13表 公务接待费决算数 0.090001，明细表 30217 0.09，相差 0.000001万元",
        );
    }

    #[test]
    fn a_fee_that_the_grid_does_not_have() {
        let mut cells = cells("0.09", "0.09");
        cells.push((at!(three_public.actual.vehicle_running), "3"));
        fires(&RULE, &cells, "公开13表 公务用车运行费决算数 3.00，明细表 30231 0.00，相差 3.00万元");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("0.09", ""));
    }
}
