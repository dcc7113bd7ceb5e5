//! J29: an indicator without its target or its actual value, or with a unit that does not go with its name.

use crate::{
    figures::Figures,
    rules::{Applies, Findings, Outcome, Rule, Severity, State},
};

use super::goals::{Goal, all_goals};

pub static RULE: Rule = Rule {
    id: "J29",
    severity: Severity::Warning,
    title: "指标没有填完，或度量单位与指标名称不符",
    checks: "同一张表有指标已填时，每个指标都有指标值和实际完成值；名称说的是率、满意度、人数、户数、成本的，度量单位与之相符",
    basis: "部门整体绩效目标完成情况自评表、项目支出绩效自评表",
    remedy: "补填空着的一格；单位选错的改正",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let goals = all_goals(figures)?;
    // Nobody has begun a table in which no actual value stands.
    let mut begun = rustc_hash::FxHashSet::default();
    begun.extend(goals.iter().filter(|goal| !goal.actual.is_empty()).map(|goal| goal.row.parent()));
    for goal in &goals {
        let is_begun = begun.contains(&goal.row.parent());
        for (field, words, value) in [("target", "指标值", goal.target), ("actual", "实际完成值", goal.actual)]
        {
            if is_begun && value.trim().is_empty() && !goal.name.is_empty() {
                findings.report([goal.at(field)], format!("{}没有填{words}", goal.words()));
            }
        }
        if let Some(wanted) = wanted_unit(goal) {
            let message = format!("{}的度量单位是“{}”，按名称应是{wanted}", goal.words(), goal.unit);
            findings.report([goal.at("unit"), goal.at("name")], message);
        }
    }
    Ok(Applies::Yes)
}

/// What the end of a name says of the unit: the name, the units that go with it, and how to say them.
const UNITS: [(&str, &[&str], &str); 12] = [
    ("满意度", &["%", "％", "百分比", "分"], "%"),
    ("率", &["%", "％", "百分比", "‰"], "%"),
    ("人数", &["人", "名", "位"], "人"),
    ("户数", &["户"], "户"),
    ("人次", &["人次", "人", "次"], "人次"),
    ("企业数", &["家", "个", "户"], "家"),
    ("面积", &["平方", "㎡", "亩", "公顷"], "平方米等面积单位"),
    ("成本", &["元", "%"], "元或万元"),
    ("标准", &["元", "%"], "元或万元"),
    ("经费支出", &["元", "%"], "元或万元"),
    ("金额", &["元"], "元或万元"),
    ("天数", &["天", "日"], "天"),
];

/// The unit that the name asks for, if another was chosen.
fn wanted_unit(goal: &Goal<'_>) -> Option<&'static str> {
    let unit = goal.unit.trim();
    if unit.is_empty() || goal.relation == Some(crate::document::Relation::Qualitative) {
        return None;
    }
    let (_, units, words) = UNITS.iter().find(|(end, ..)| goal.name.trim().ends_with(end))?;
    (!units.iter().any(|known| unit.contains(known))).then_some(*words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{fires, is_not_checked, passes},
    };

    fn cells(name: &'static str, unit: &'static str, actual: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(targets.indicators[0].name), "帮扶资金发放准确率"),
            (at!(targets.indicators[0].target), "100"),
            (at!(targets.indicators[0].unit), "%"),
            (at!(targets.indicators[0].actual), "100"),
            (at!(targets.indicators[1].name), name),
            (at!(targets.indicators[1].target), "60"),
            (at!(targets.indicators[1].unit), unit),
            (at!(targets.indicators[1].actual), actual),
        ]
    }

    #[test]
    fn every_indicator_has_its_values() {
        passes(&RULE, &cells("春节慰问户数", "户", "60"));
        fires(&RULE, &cells("春节慰问户数", "户", ""), "“春节慰问户数”没有填实际完成值");
    }

    #[test]
    fn a_table_in_which_nothing_is_reached_yet_is_not_begun() {
        let mut cells = cells("春节慰问户数", "户", "");
        cells.remove(3);
        passes(&RULE, &cells);
    }

    #[test]
    fn the_unit_goes_with_the_name() {
        fires(&RULE, &cells("春节慰问户数", "公里", "60"), "“春节慰问户数”的度量单位是“公里”，按名称应是户");
        fires(&RULE, &cells("工程验收合格率", "个", "60"), "“工程验收合格率”的度量单位是“个”，按名称应是%");
        for (name, unit) in [("每户慰问标准", "元/户"), ("受益人数", "名"), ("改造面积", "平方米"), ("建成站点", "个")]
        {
            passes(&RULE, &cells(name, unit, "60"));
        }
    }

    #[test]
    fn without_indicators_it_is_not_checked() {
        is_not_checked(&RULE, &[(at!(performance.projects[0].name), "春节送温暖")]);
    }
}
