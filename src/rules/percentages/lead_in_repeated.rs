//! C23: a reason that says “主要原因是” once more inside. At its beginning the program leaves the lead-in out.

use crate::{
    at,
    document::{Document, Path},
    figures::Figures,
    report::lead_in_within,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "C23",
    severity: Severity::Warning,
    title: "原因里又写了“原因是”",
    checks: "“主要原因是”由程序写出，原因栏只写原因本身",
    basis: super::BASIS,
    remedy: "只留下原因本身；增减的金额和幅度也由程序写出，不必再写",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut applies = false;
    for text in figures.texts.iter().filter(|text| follows_a_lead_in(text.path)) {
        applies = true;
        if !text.has("原因") {
            continue;
        }
        if let Some(words) = lead_in_within(text) {
            let label = figures.label(&text.path.into());
            findings.report([text.path], format!("{label}里又写了“{words}”，印出来是两个“原因是”"));
        }
    }
    if applies { Ok(Applies::Yes) } else { Err(Missing::one(at!(income.reason))) }
}

/// Whether the report puts “原因是” before this text.
fn follows_a_lead_in(path: Path) -> bool {
    let is_reason = path.last_field().is_some_and(|field| field == "reason" || field.ends_with("_reason"));
    let is_of_accounts = [at!(income), at!(expenditure), at!(three_public), at!(other.operating)]
        .iter()
        .any(|part| path.starts_with(part));
    is_reason && is_of_accounts && Document::field_at(path).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    #[test]
    fn the_lead_in_is_printed_once() {
        let cells = |text| [(at!(income.reason), text)];
        fires(
            &RULE,
            &cells("比上年减少83.89万元，主要原因是专项减少"),
            "收入›收入支出总计变动原因里又写了“主要原因是”，印出来是两个“原因是”",
        );
        fires(
            &RULE,
            &cells("专项减少。支出下降的原因：会议减少"),
            "收入›收入支出总计变动原因里又写了“支出下降的原因：”，印出来是两个“原因是”",
        );
        passes(&RULE, &cells("主要变动原因是：专项减少。"));
        passes(&RULE, &cells("因历史原因专项减少"));
        is_not_checked(&RULE, &[]);
    }
}
