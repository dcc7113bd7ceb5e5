//! M02: a negative amount.

use crate::{
    at,
    document::{Document, Path},
    figures::{CellKey, Column, ColumnKey, Figures, Line, RowKey},
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use super::scan::{for_each_amount, no_amounts};

pub static RULE: Rule = Rule {
    id: "M02",
    severity: Severity::Error,
    title: "出现负数",
    checks: "除其他收入、年初和上年结转外，金额不为负",
    basis: "全部决算公开表",
    remedy: "核对正负号；冲减以前年度支出的，按规定调整后填列",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &*figures.document;
    let mut seen = false;
    let mut negative: Vec<(Path, Money)> = Vec::new();
    for_each_amount(document, &mut |amount, place| {
        seen = true;
        if amount.is_negative() {
            negative.push((place(), amount));
        }
    });
    for (place, amount) in negative.into_iter().filter(|(place, _)| !may_be_negative(document, *place)) {
        let words = figures.label(&place.into());
        let message = format!("{words} {}{}，是负数", findings.amount(amount), findings.unit());
        findings.report([place], message);
    }
    if seen { Ok(Applies::Yes) } else { Err(Missing(no_amounts())) }
}

/// Other income and opening balances.
fn may_be_negative(document: &Document, place: Path) -> bool {
    let published = at!(published);
    if let Some(row) = place.row_in(&published) {
        let key = document.published.get(row).and_then(|entry| entry.cell.parse::<CellKey>().ok());
        return key.is_some_and(|key| {
            matches!(key.column, ColumnKey::Named(Column::Opening | Column::Other))
                || matches!(
                    key.row,
                    RowKey::Line(
                        Line::OtherIncome
                            | Line::Opening
                            | Line::GeneralBudgetOpening
                            | Line::GovernmentFundOpening
                            | Line::StateCapitalOpening
                    )
                )
        });
    }
    place.starts_with(&at!(income.opening))
        || place.starts_with(&at!(other.prior.closing))
        || place.starts_with(&at!(other.prior.adjustment))
        || (place.starts_with(&at!(income.lines)) && place.last_field() == Some("other"))
        || (place.starts_with(&at!(expenditure.carry_over)) && place.last_field() == Some("opening"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    #[test]
    fn only_a_few_amounts_may_be_negative() {
        fires(
            &RULE,
            &[(at!(expenditure.lines[0].basic), "-1.2")],
            "支出项目›支出明细›第1行›基本支出 -1.20万元，是负数",
        );
        fires(
            &RULE,
            &[(at!(other.procurement.total), "（3）")],
            "其他事项›政府采购›政府采购支出总额 -3.00万元，是负数",
        );
        passes(&RULE, &[(at!(income.lines[0].other), "-0.5"), (at!(income.opening.gpb), "-1")]);
        passes(&RULE, &[(at!(expenditure.lines[0].basic), "1.2")]);
    }
}
