//! F01: operating costs against public expenditure.

use crate::{
    at,
    figures::{CellKey, Column, Figures, Line, Source, T08},
    money::Money,
    rules::{Applies, Findings, Need, Outcome, Rule, Severity, Side, State, Tolerance},
};

use super::institutions::sign_of_institution;

pub static RULE: Rule = Rule {
    id: "F01",
    severity: Severity::Error,
    title: "机关运行经费与公用经费不符",
    checks: "全部是行政单位、参公单位时，机关运行经费 ＝ 公开08表公用经费；含事业单位时不大于公用经费",
    basis: "部门决算公开说明十（一）、公开08表",
    remedy: "核对机关运行经费和公开08表公用经费",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    let place = at!(other.operating.amount);
    let public_at = CellKey::line(T08, Line::Public, Column::Amount);
    let amount = document.other.operating.amount;
    let stated = Side::one(figures, place, amount).need(place)?;
    let public = Side::cell(figures, public_at).need(public_at)?;
    if sign_of_institution(figures).is_some() {
        let above = stated.value() - public.value();
        if above > Money::ZERO {
            let message = format!(
                "机关运行经费 {}，公开08表公用经费 {}，多出 {}{}",
                findings.amount(stated.value()),
                findings.amount(public.value()),
                findings.amount(above),
                findings.unit()
            );
            let cells: [Source; 2] = [place.into(), public_at.into()];
            findings.report(cells, message);
        }
        return Ok(Applies::Yes);
    }
    document.unit.unit_type.need(at!(unit.unit_type))?;
    findings.compare(&stated, &public, Tolerance::Same);
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(amount: &'static str, unit_type: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![
            (at!(unit.unit_type), unit_type),
            (at!(other.operating.amount), amount),
            (at!(expenditure.economic[0].economic), "30201"),
            (at!(expenditure.economic[0].amount), "15.52"),
        ]
    }

    #[test]
    fn all_of_it_for_administrative_units() {
        passes(&RULE, &cells("15.52", "administrative"));
        fires(
            &RULE,
            &cells("14.52", "administrative"),
            "其他事项›机关运行经费›机关运行经费 14.52，公开08表 公用经费合计 15.52，相差 1.00万元",
        );
    }

    #[test]
    fn at_most_that_with_an_institution() {
        passes(&RULE, &cells("0", "institution"));
        fires(&RULE, &cells("16.52", "institution"), "机关运行经费 16.52，公开08表公用经费 15.52，多出 1.00万元");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("", "administrative"));
        is_not_checked(&RULE, &cells("15.52", ""));
    }
}
