//! K02: the number of units is the same everywhere.

use crate::{
    at,
    document::{Document, Path},
    figures::Figures,
    rules::{Findings, Outcome, Rule, Severity, State, kit::prose::checked_unless},
};

pub static RULE: Rule = Rule {
    id: "K02",
    severity: Severity::Error,
    title: "机构数前后矛盾",
    checks: "机构设置、决算编制范围、附件1所述的下属单位数一致",
    basis: "部门决算公开文本一致",
    remedy: "以机构设置为准改正；附件1的数清空后由程序填写",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let unit = &figures.document.unit;
    let (here, there) = (&unit.subunits, &unit.attachment_subunits);
    let pairs = [
        (at!(unit.subunits.declared), here.declared, at!(unit.subunits.consolidated), here.consolidated),
        (at!(unit.subunits.declared), here.declared, at!(unit.attachment_subunits.declared), there.declared),
        (
            at!(unit.subunits.administrative),
            here.administrative,
            at!(unit.attachment_subunits.administrative),
            there.administrative,
        ),
        (
            at!(unit.subunits.civil_service),
            here.civil_service,
            at!(unit.attachment_subunits.civil_service),
            there.civil_service,
        ),
        (
            at!(unit.subunits.institution),
            here.institution,
            at!(unit.attachment_subunits.institution),
            there.institution,
        ),
    ];
    for (path, expected, other, actual) in pairs {
        let (Some(expected), Some(actual)) = (expected, actual) else { continue };
        if expected != actual {
            let message = format!(
                "{} {actual}个，{} {expected}个，相差 {}个",
                label(other),
                label(path),
                actual.abs_diff(expected)
            );
            findings.report([other, path], message).values(expected.to_string(), actual.to_string());
        }
    }
    let needed = [(at!(unit.subunits.declared), here.declared), (at!(unit.subunits.consolidated), here.consolidated)];
    checked_unless(needed.into_iter().filter(|(_, count)| count.is_none()).map(|(path, _)| path).collect())
}

fn label(path: Path) -> &'static str {
    Document::field_at(path).map_or("", |field| field.label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(consolidated: &'static str, attachment: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(unit.subunits.declared), "1"),
            (at!(unit.subunits.consolidated), consolidated),
            (at!(unit.attachment_subunits.declared), attachment),
        ]
    }

    #[test]
    fn silent_when_equal_or_not_stated() {
        passes(&RULE, &cells("1", "1"));
        passes(&RULE, &cells("1", ""));
    }

    #[test]
    fn each_place_is_compared() {
        fires(&RULE, &cells("0", ""), "纳入决算编制范围的单位数 0个，下属二级预算单位总数 1个，相差 1个");
        fires(&RULE, &cells("1", "2"), "附件1所述下属单位总数 2个，下属二级预算单位总数 1个，相差 1个");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("", ""));
    }
}
