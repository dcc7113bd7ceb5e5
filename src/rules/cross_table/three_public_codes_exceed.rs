//! B15: the codes of the “三公” items in basic expenditure are no more than their actual amounts.

use crate::{
    codes::Code,
    figures::{CellKey, Column, Figures, T08, T13},
    rules::{
        Findings, Outcome, Rule, Severity, State,
        kit::relation::{Tally, entered_below},
    },
};

pub static RULE: Rule = Rule {
    id: "B15",
    severity: Severity::Error,
    title: "基本支出中的“三公”科目大于“三公”决算数",
    checks: "公开08表30212、30217、30231、31013 ≤ 公开13表出国、接待、用车运行、用车购置决算数",
    basis: "公开13表含全部财政拨款，基本支出只是其中一部分",
    remedy: "核对基本支出经济分类中的这个科目和“三公”决算数",
    state: State::Active(run),
};

const PAIRS: [(&str, Column); 4] = [
    ("30212", Column::ActualAbroad),
    ("30217", Column::ActualReception),
    ("30231", Column::ActualVehicleRunning),
    ("31013", Column::ActualVehiclePurchase),
];

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    tally.need(figures, CellKey::total(T08, Column::Amount));
    for (digits, column) in PAIRS {
        let Some(code) = Code::new(digits) else { continue };
        let (part, whole) = (CellKey::code(T08, code, Column::Amount), CellKey::total(T13, column));
        let Some(basic) = figures.tables.stated(part).filter(|value| !value.is_zero()) else { continue };
        let Some(all) = tally.need(figures, whole) else { continue };
        tally.checked();
        if basic <= all || (basic - all) <= figures.tables.envelope(1) {
            continue;
        }
        let (left, right) = (findings.amount(basic), findings.amount(all));
        let message = format!(
            "基本支出中 {code} {} {left}，{} {right}，多 {}{}",
            figures.book.economic_name(code),
            figures.label(&whole.into()),
            findings.amount(basic - all),
            findings.unit()
        );
        let mut cells = entered_below(figures, whole);
        cells.extend(entered_below(figures, part));
        cells.extend([whole.into(), part.into()]);
        findings.report(cells, message).values(format!("≥{left}"), right);
    }
    tally.outcome()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes},
    };

    fn cells(basic: &'static str, actual: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(expenditure.economic[0].economic), "30217"),
            (at!(expenditure.economic[0].amount), basic),
            (at!(three_public.actual.reception_domestic), actual),
        ]
    }

    #[test]
    fn a_part_is_not_larger_than_the_whole() {
        passes(&RULE, &cells("0.09", "0.09"));
        fires(
            &RULE,
            &cells("8.31", "0.3"),
            "基本支出中 30217 公务接待费 8.31，公开13表 公务接待费决算数 0.30，多 8.01万元",
        );
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("0.09", ""));
    }

    #[test]
    fn nothing_of_the_kind() {
        let cells = [(at!(expenditure.economic[0].economic), "30101"), (at!(expenditure.economic[0].amount), "1")];
        is_not_applicable(&RULE, &cells);
    }
}
