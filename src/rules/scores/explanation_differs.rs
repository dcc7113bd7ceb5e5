//! G13: the explanation of an indicator is the standard one.

use crate::{
    figures::Figures,
    rules::{Applies, Findings, Outcome, Rule, Severity, State, kit::prose::checked_unless},
    templates::official_explanation,
};

use super::leaves::leaves;

pub static RULE: Rule = Rule {
    id: "G13",
    severity: Severity::Hint,
    title: "指标解释与标准文本不一致",
    checks: "打分表的指标解释与当年标准打分表逐字一致（空格和句末标点除外）",
    basis: "四川省2024年度部门预算绩效自评打分表",
    remedy: "多为粘贴错位，请从标准打分表重新复制，或重新载入标准打分表",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut blank = Vec::new();
    let mut is_standard = false;
    for leaf in leaves(figures)? {
        let Some(official) = official_explanation(leaf.level2, &leaf.item.level3) else { continue };
        is_standard = true;
        if leaf.item.explanation.is_blank() {
            blank.push(leaf.at("explanation"));
        } else if *leaf.item.explanation != *official && letters(&leaf.item.explanation) != letters(official) {
            let message = format!(
                "“{}”的解释是“{}”，标准文本是“{}”",
                inner(&leaf.item.level3),
                inner(&leaf.item.explanation),
                inner(official)
            );
            findings.report([leaf.at("explanation")], message).values(official, leaf.item.explanation.to_string());
        }
    }
    if is_standard { checked_unless(blank) } else { Ok(Applies::No) }
}

/// With single quotation marks, as it stands within double ones.
fn inner(text: &str) -> String {
    text.replace('“', "‘").replace('”', "’")
}

/// Without white space and the last full stop; quotation marks alike.
fn letters(text: &str) -> String {
    let plain: String =
        text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '”' || c == '"' { '“' } else { c }).collect();
    plain.trim_end_matches(['。', '.', '；']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::at;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(explanation: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.score_items[0].level2), "预算管理"),
            (at!(performance.score_items[0].level3), "“三公经费”变动情况"),
            (at!(performance.score_items[0].explanation), explanation),
        ]
    }

    #[test]
    fn blanks_and_the_last_stop_do_not_matter() {
        passes(&RULE, &cells("“三公经费” 压减情况。"));
    }

    #[test]
    fn other_words_are_found() {
        fires(
            &RULE,
            &cells("“三公经费”办节办展压减情况"),
            "“‘三公经费’变动情况”的解释是“‘三公经费’办节办展压减情况”，标准文本是“‘三公经费’压减情况”",
        );
    }

    #[test]
    fn own_indicators_are_free_and_blank_is_not_checked() {
        is_not_applicable(&RULE, &[(at!(performance.score_items[0].level3), "本县自设指标")]);
        is_not_checked(&RULE, &cells(""));
    }
}
