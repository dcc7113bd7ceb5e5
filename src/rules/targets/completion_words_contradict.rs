//! J23: the text says completed and not completed.

use crate::{
    at,
    figures::Figures,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::prose},
};

pub static RULE: Rule = Rule {
    id: "J23",
    severity: Severity::Warning,
    title: "完成情况表述自相矛盾",
    checks: "文字写了全部按期、全面达标，其他文字就不写滞后、未达预期、延迟",
    basis: "说明十（四）、附件1、附件2文字对照",
    remedy: "统一口径：如实写明未完成的部分，或改正不实的表述",
    state: State::Active(run),
};

const CLAIMS: [&str; 11] = [
    "全部按期",
    "均按期完成",
    "均已按期",
    "全部完成",
    "均已完成",
    "全部达标",
    "全面达标",
    "圆满达成",
    "圆满完成",
    "均高效完成",
    "均按计划完成",
];
const SHORTFALLS: [&str; 10] =
    ["滞后", "未达预期", "未达到预期", "延迟", "延期", "未完成", "尚未完成", "未按期", "未能按期", "逾期"];

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let texts = figures.texts.self_evaluation();
    if texts.is_empty() {
        return Err(Missing::one(at!(performance.texts.summary)));
    }
    let claim = texts.iter().find_map(|text| Some((text.path, prose::statement(text, &CLAIMS)?)));
    let Some((claim_path, claim)) = claim else { return Ok(Applies::Yes) };
    for text in texts {
        if let Some(shortfall) = prose::statement(text, &SHORTFALLS) {
            let message = format!("一处写“{claim}”，另一处写“{shortfall}”");
            findings.report([text.path, claim_path], message);
        }
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, passes};

    fn cells(deviation: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.texts.summary), "所有项目均按期完成，数量、质量、时效全面达标。"),
            (at!(performance.texts.deviation), deviation),
        ]
    }

    #[test]
    fn one_tale_is_silent() {
        passes(&RULE, &cells("各项目均未出现滞后，不存在延迟情况。"));
        passes(&RULE, &[(at!(performance.texts.deviation), "部分目标推进滞后")]);
    }

    #[test]
    fn two_tales_are_found() {
        fires(
            &RULE,
            &cells("部分创新目标推进滞后，如偏远区域覆盖不足。"),
            "一处写“所有项目均按期完成”，另一处写“部分创新目标推进滞后”",
        );
    }
}
