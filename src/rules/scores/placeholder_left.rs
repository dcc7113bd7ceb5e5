//! G09: the name of an indicator is still the template's.

use crate::{
    at,
    document::Path,
    figures::Figures,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "G09",
    severity: Severity::Warning,
    title: "指标名称仍为模板占位符",
    checks: "打分表、目标完成表、项目自评表的指标名称和解释中没有 XX、××、某某 等占位符",
    basis: "部门预算绩效自评打分表",
    remedy: "改写成本部门的实际内容，如把“XX履职效果”改为核心职能目标",
    state: State::Active(run),
};

/// What forms print where the department should write its own words.
const PLACEHOLDERS: [&str; 6] = ["XX", "xx", "××", "ＸＸ", "某某", "**"];

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    let mut names: Vec<(Path, &str)> = Vec::new();
    for (i, item) in document.performance.score_items.iter().enumerate() {
        names.push((at!(performance.score_items[i].level3), &item.level3));
        names.push((at!(performance.score_items[i].explanation), &item.explanation));
        names.push((at!(performance.score_items[i].remark), &item.remark));
    }
    for (i, target) in document.targets.indicators.iter().enumerate() {
        names.push((at!(targets.indicators[i].name), &target.name));
    }
    for (i, project) in document.performance.projects.iter().enumerate() {
        names.push((at!(performance.projects[i].name), &project.name));
        for (j, indicator) in project.indicators.iter().enumerate() {
            names.push((at!(performance.projects[i].indicators[j].name), &indicator.name));
        }
    }
    names.retain(|(_, name)| !name.is_empty());
    if names.is_empty() {
        return Err(Missing::one(at!(performance.score_items)));
    }
    for (path, name) in names {
        if let Some(found) = PLACEHOLDERS.iter().find(|placeholder| name.contains(**placeholder)) {
            findings.report([path], format!("“{name}”中的“{found}”是模板占位符，没有改成实际内容"));
        }
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    #[test]
    fn own_words_are_silent() {
        passes(&RULE, &[(at!(performance.score_items[0].level3), "困难职工帮扶效果")]);
    }

    #[test]
    fn placeholders_are_found() {
        fires(
            &RULE,
            &[(at!(performance.score_items[0].level3), "XX履职效果")],
            "“XX履职效果”中的“XX”是模板占位符，没有改成实际内容",
        );
        fires(&RULE, &[(at!(targets.indicators[0].name), "××人次")], "“××人次”中的“××”是模板占位符，没有改成实际内容");
    }
}
