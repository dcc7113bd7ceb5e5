//! F02: operating costs leave out the public expenditure of institutions.

use crate::{
    at,
    figures::{CellKey, Column, Figures, Line, Source, T08},
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
        let all = format!("机关运行经费等于全部公用经费 {}{}", findings.amount(public), findings.unit());
        let is_merged = matches!(sign, Source::Entered(_)) && has_merged_institution(figures);
        let message = if is_merged {
            format!("{words}，预算并入本级，{all}；请确认其中没有事业单位的公用经费")
        } else {
            format!("{words}，{}，没有剔除事业单位部分", all.replace("经费等于", "经费却等于"))
        };
        let found = findings.report([place.into(), sign, public_at.into()], message);
        if is_merged {
            found.downgrade(Severity::Hint);
        }
    }
    Ok(Applies::Yes)
}

/// Whether an institution has no budget of its own. Its costs are then in those of the office, and nothing but a person
/// can tell them apart.
fn has_merged_institution(figures: &Figures) -> bool {
    const MERGED: [&str; 4] = ["并入", "合并", "不单列", "未单列"];
    let mut members = figures.document.unit.members.iter();
    members.any(|member| MERGED.iter().any(|word| member.remark.contains(*word)))
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

    /// As in reports of Shanghai: two institutions whose budgets are not listed apart.
    #[test]
    fn of_merged_institutions_it_only_asks() {
        let merged = |remark| {
            let mut cells = cells("15.52", "");
            cells.extend([
                (at!(unit.subunits.institution), "2"),
                (at!(unit.members[0].name), "某区文化馆"),
                (at!(unit.members[0].remark), remark),
            ]);
            cells
        };
        let asked = "下属其他事业单位2个，预算并入本级，机关运行经费等于全部公用经费 15.52万元；请确认其中没有事业单位的公用经费";
        fires(&RULE, &merged("预算不单列，并入本级"), asked);
        let doubted = "下属其他事业单位2个，机关运行经费却等于全部公用经费 15.52万元，没有剔除事业单位部分";
        fires(&RULE, &merged("独立核算"), doubted);
        let mut running = merged("预算不单列，并入本级");
        running.extend([(at!(unit.subunits.institution), "0"), (at!(expenditure.lines[0].item), "2012950")]);
        running.push((at!(expenditure.lines[0].basic), "38.74"));
        fires(&RULE, &running, "事业运行有基本支出，机关运行经费却等于全部公用经费 15.52万元，没有剔除事业单位部分");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("", "3"));
    }
}
