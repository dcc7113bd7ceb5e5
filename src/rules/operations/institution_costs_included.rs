//! F02: operating costs leave out the public expenditure of institutions.

use crate::{
    at,
    figures::{CellKey, Column, Figures, Line, T08},
    rules::{Applies, Findings, Need, Outcome, Rule, Severity, State},
};

use super::institutions::sign_of_institution;

pub static RULE: Rule = Rule {
    id: "F02",
    severity: Severity::Warning,
    title: "机关运行经费应剔除事业单位公用经费",
    checks: "含事业编制、事业人员或事业运行支出时，机关运行经费小于公开08表公用经费",
    basis: "部门决算公开说明十（一）",
    remedy: "从机关运行经费中剔除事业单位的公用经费",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let place = at!(other.operating.amount);
    let public_at = CellKey::line(T08, Line::Public, Column::Amount);
    let amount = figures.document.other.operating.amount.need(place)?;
    let public = figures.tables.printed(public_at).need(public_at)?;
    let Some((sign, words)) = sign_of_institution(figures) else { return Ok(Applies::No) };
    if amount == public && !amount.is_zero() {
        let message = format!(
            "{words}，机关运行经费却等于全部公用经费 {}{}，没有剔除事业单位部分",
            findings.amount(public),
            findings.unit()
        );
        findings.report([place.into(), sign, public_at.into()], message);
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(amount: &'static str, persons: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![
            (at!(unit.staff.actual.institution), persons),
            (at!(other.operating.amount), amount),
            (at!(expenditure.economic[0].economic), "30201"),
            (at!(expenditure.economic[0].amount), "15.52"),
        ]
    }

    #[test]
    fn the_part_of_institutions_is_left_out() {
        passes(&RULE, &cells("10", "3"));
        fires(
            &RULE,
            &cells("15.52", "3"),
            "事业人员3人，机关运行经费却等于全部公用经费 15.52万元，没有剔除事业单位部分",
        );
        is_not_applicable(&RULE, &cells("15.52", "0"));
    }

    #[test]
    fn spending_on_institutions_shows_it_too() {
        let mut cells = cells("15.52", "");
        cells.push((at!(expenditure.lines[0].item), "2012950"));
        cells.push((at!(expenditure.lines[0].basic), "38.74"));
        fires(&RULE, &cells, "事业运行有基本支出，机关运行经费却等于全部公用经费 15.52万元，没有剔除事业单位部分");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("", "3"));
    }
}
