//! K05: more staff than established, or no established posts for institutions.

use crate::{
    at,
    figures::Figures,
    rules::{Findings, Outcome, Rule, Severity, State, kit::prose::checked_unless},
};

pub static RULE: Rule = Rule {
    id: "K05",
    severity: Severity::Warning,
    title: "在职人数超编制或漏填事业编制",
    checks: "实有在职 ≤ 核定编制（合计和每一类）",
    basis: "机构编制管理规定；附件1人员概况",
    remedy: "核对编制批复；事业编制漏填的补填，确属超编的写明原因",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let staff = &figures.document.unit.staff;
    let (allowed, actual) = (&staff.establishment, &staff.actual);
    let rows = [
        ("在职人员", "total", allowed.total, actual.total),
        ("公务员", "civil_servant", allowed.civil_servant, actual.civil_servant),
        ("工勤人员", "worker", allowed.worker, actual.worker),
        ("事业人员", "institution", allowed.institution, actual.institution),
    ];
    let mut blank = Vec::new();
    for (words, field, allowed, actual) in rows {
        let (here, there) = (at!(unit.staff.actual).field(field), at!(unit.staff.establishment).field(field));
        let is_known_gap = staff.establishment.total.is_some() && actual.is_some_and(|count| count > 0);
        match (allowed, actual) {
            (Some(allowed), Some(actual)) if actual > allowed => {
                let message = format!("{words}实有 {actual}人，编制 {allowed}人，超出 {}人", actual - allowed);
                findings.report([here, there], message).values(allowed.to_string(), actual.to_string());
            }
            (None, Some(actual)) if is_known_gap => {
                findings.report([there, here], format!("{words}实有 {actual}人，编制没有填写"));
            }
            (None, None) if field == "total" => blank.extend([there, here]),
            (None, Some(_)) if field == "total" => blank.push(there),
            (Some(_), None) => blank.push(here),
            _ => {}
        }
    }
    checked_unless(blank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(establishment: &'static str, actual: &'static str) -> Vec<(Path, &'static str)> {
        vec![(at!(unit.staff.establishment.total), establishment), (at!(unit.staff.actual.total), actual)]
    }

    #[test]
    fn full_is_not_too_many() {
        passes(&RULE, &cells("4", "4"));
    }

    #[test]
    fn too_many_are_found() {
        fires(&RULE, &cells("4", "7"), "在职人员实有 7人，编制 4人，超出 3人");
    }

    #[test]
    fn staff_without_an_establishment_are_found() {
        let mut gap = cells("7", "7");
        gap.push((at!(unit.staff.actual.institution), "3"));
        fires(&RULE, &gap, "事业人员实有 3人，编制没有填写");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("4", ""));
    }
}
