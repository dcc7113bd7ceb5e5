//! E10: vehicles held, by type.

use crate::{
    at,
    figures::Figures,
    rules::{
        Findings, Outcome, Rule, Severity, State,
        kit::{count_total::CountTotal, prose::clauses},
    },
};

pub static RULE: Rule = Rule {
    id: "E10",
    severity: Severity::Error,
    title: "公务用车保有量与分车型之和不一致",
    checks: "保有量 ＝ 轿车 ＋ 越野车 ＋ 载客汽车；公务用车情况说明写的辆数与此相同",
    basis: "部门决算公开说明七（二）2",
    remedy: "核对年末各车型的保有量",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let total = CountTotal {
        total: at!(three_public.vehicles_held.total),
        words: "公务用车保有量",
        parts: &[
            at!(three_public.vehicles_held.sedan),
            at!(three_public.vehicles_held.offroad),
            at!(three_public.vehicles_held.coach),
        ],
        sum_words: "分车型合计",
        unit: "辆",
    };
    let outcome = total.check(figures, findings);
    in_note(figures, findings);
    outcome
}

/// What the remark says of vehicles of a type: `2辆轿车`, `轿车2辆`.
fn in_note(figures: &Figures, findings: &mut Findings) {
    /// Not those that are there at the end of the year.
    const OTHERS: [&str; 9] = ["报废", "处置", "拍卖", "调出", "购置", "购入", "新增", "租", "上年"];
    let three_public = &figures.document.three_public;
    let held = &three_public.vehicles_held;
    let types = [
        ("轿车", at!(three_public.vehicles_held.sedan), held.sedan),
        ("越野车", at!(three_public.vehicles_held.offroad), held.offroad),
        ("载客汽车", at!(three_public.vehicles_held.coach), held.coach),
    ];
    let note = &three_public.vehicle_note;
    for clause in clauses(note).flat_map(|clause| clause.split('、')) {
        if OTHERS.iter().any(|word| clause.contains(word)) {
            continue;
        }
        for (words, place, count) in types {
            let Some((said, count)) = said(clause, words).zip(count).filter(|(said, count)| said != count) else {
                continue;
            };
            let message = format!("公务用车情况说明写{words}{said}辆，保有量里是{count}辆");
            findings.report([at!(three_public.vehicle_note), place], message).downgrade(Severity::Warning);
        }
    }
}

/// How many vehicles of a type a clause speaks of.
fn said(clause: &str, words: &str) -> Option<u32> {
    let (before, behind) = clause.split_once(words)?;
    let end = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
    let (digits, rest) = behind.split_at(end);
    if !digits.is_empty() && rest.starts_with('辆') {
        return digits.parse().ok();
    }
    let before = before.strip_suffix('辆')?;
    let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    before.get(start..)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(total: &'static str, coach: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![
            (at!(three_public.vehicles_held.total), total),
            (at!(three_public.vehicles_held.sedan), "1"),
            (at!(three_public.vehicles_held.offroad), "0"),
            (at!(three_public.vehicles_held.coach), coach),
        ]
    }

    #[test]
    fn the_types_add_up() {
        passes(&RULE, &cells("2", "1"));
        fires(&RULE, &cells("3", "1"), "公务用车保有量 3辆，分车型合计 2辆，相差 1辆");
        fires(&RULE, &cells("0", ""), "公务用车保有量 0辆，分车型合计 1辆，相差 1辆");
    }

    #[test]
    fn the_remark_tells_as_many() {
        let noted = |note: &'static str| [cells("1", "0"), vec![(at!(three_public.vehicle_note), note)]].concat();
        fires(&RULE, &noted("2辆轿车用于基层调研"), "公务用车情况说明写轿车2辆，保有量里是1辆");
        fires(&RULE, &noted("轿车1辆、越野车1辆"), "公务用车情况说明写越野车1辆，保有量里是0辆");
        passes(&RULE, &noted("1辆轿车用于调研，年内报废2辆轿车，轿车行驶里程1.2万公里"));
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("2", ""));
    }

    #[test]
    fn a_total_that_nobody_entered_is_the_sum() {
        passes(&RULE, &cells("", "1"));
    }
}
