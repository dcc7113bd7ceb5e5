//! M11: the text speaks of another year.

use crate::{
    at,
    figures::{Figures, WrittenText},
    rules::{Applies, Findings, Missing, Need, Outcome, Rule, Severity, State},
};

use super::scan::texts;

pub static RULE: Rule = Rule {
    id: "M11",
    severity: Severity::Error,
    title: "年度不一致",
    checks: "文字所说的本年度（“某年度”“截至某年末”）就是概况的年度",
    basis: "决算公开说明与附件全文",
    remedy: "核对文字是否沿用了往年的内容，改为本年度",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let year = figures.document.unit.year.need(at!(unit.year))?;
    let mut seen = false;
    let right = year.to_string();
    for text in texts(figures) {
        seen = true;
        if let Some(phrase) = other_year(text, &right) {
            let words = figures.label(&text.path.into());
            findings.report([text.path, at!(unit.year)], format!("{words}写“{phrase}”，本决算是{year}年度"));
        }
    }
    if seen { Ok(Applies::Yes) } else { Err(Missing::one(at!(unit.duties))) }
}

/// What comes behind a year that is meant to be the current one.
const CURRENT: [&str; 10] =
    ["年度", "年末", "年底", "年12月31日", "年我会", "年我局", "年我单位", "年我部门", "年本单位", "年全年"];
/// What comes before a year that is only compared with or counted from.
const COMPARED: [&str; 12] = ["比", "较", "与", "和", "同", "从", "自", "对", "上年", "于", "由", "至"];
/// What makes another year's mention an outlook or a review.
const ELSEWHERE: [&str; 8] = ["将", "拟", "计划", "下一步", "结转", "规划", "以来", "增长"];

/// A phrase that takes another year for the current one. A text that also names the right year tells both apart.
fn other_year(text: &WrittenText, right: &str) -> Option<String> {
    if text.digits() < 4 || !text.has("年") || text.has(right) {
        return None;
    }
    for clause in text.split(['，', '。', '；', '\n', '、']) {
        if !clause.contains('年') {
            continue;
        }
        for suffix in CURRENT {
            for (at, _) in clause.match_indices(suffix) {
                let before = clause.get(..at).unwrap_or_default();
                let prefix = before.trim_end_matches(|c: char| c.is_ascii_digit());
                let digits = before.get(prefix.len()..).unwrap_or_default();
                let is_year = digits.len() == 4 && (digits.starts_with("20") || digits.starts_with("19"));
                let is_title = prefix.rfind('《') > prefix.rfind('》');
                let is_aside = is_title
                    || COMPARED.iter().any(|word| prefix.ends_with(word) && !prefix.ends_with("截至"))
                    || ELSEWHERE.iter().any(|word| clause.contains(word));
                if is_year && !is_aside {
                    return Some(format!("{digits}{suffix}"));
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(text: &'static str) -> Vec<(Path, &'static str)> {
        vec![(at!(unit.year), "2024"), (at!(unit.year_work), text)]
    }

    #[test]
    fn last_years_text_was_kept() {
        fires(&RULE, &cells("2023年我会围绕基本职能完成工作"), "概况›本年重点工作写“2023年我会”，本决算是2024年度");
        fires(&RULE, &cells("截至2023年12月31日，在职7人"), "概况›本年重点工作写“2023年12月31日”，本决算是2024年度");
        fires(&RULE, &cells("2023年度部门整体绩效良好"), "概况›本年重点工作写“2023年度”，本决算是2024年度");
    }

    #[test]
    fn other_years_may_be_mentioned() {
        for text in [
            "2024年我会完成工作",
            "与2023年度相比减少",
            "2023年度结转资金全部使用",
            "2024年度比2023年度增加",
            "2025年度计划完成培训",
            "按财预〔2020〕10号执行",
            "2019年成立",
            "按照《四川省2023年度绩效管理办法》执行",
        ] {
            passes(&RULE, &cells(text));
        }
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells(""));
        is_not_checked(&RULE, &[(at!(unit.year_work), "2023年度")]);
    }
}
