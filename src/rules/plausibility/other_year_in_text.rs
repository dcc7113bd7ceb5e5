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
    checks: "文字所说的本年度（“某年度”“截至某年末”）就是“单位与上年”的“概况”里的年度；说以后的打算、以前的事的不算",
    basis: "决算公开说明与附件全文",
    remedy: "核对文字是否沿用了往年的内容，改为本年度",
    state: State::Active(run),
};

/// For a year that may be meant.
const ASKED: &str = "沿用了往年文字的，改为本年度；确实说的是那一年的，写明是哪一年的事";

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let year = figures.document.unit.year.need(at!(unit.year))?;
    let mut seen = false;
    for text in texts(figures) {
        seen = true;
        if let Some(other) = other_year(text, year) {
            let words = figures.label(&text.path.into());
            let message = format!("{words}写“{}”，本决算是{year}年度", other.phrase);
            let finding = findings.report([text.path, at!(unit.year)], message);
            if !other.is_certain {
                finding.downgrade(Severity::Warning);
                finding.remedy = ASKED;
            }
        }
    }
    if seen { Ok(Applies::Yes) } else { Err(Missing::one(at!(unit.duties))) }
}

/// Another year that a text takes for the current one.
struct OtherYear {
    phrase: String,
    /// Whether the words can only mean the year of the accounts.
    is_certain: bool,
}

/// What comes behind a year that is meant to be the current one.
const CURRENT: [&str; 10] =
    ["年度", "年末", "年底", "年12月31日", "年我会", "年我局", "年我单位", "年我部门", "年本单位", "年全年"];
/// What comes behind “年度” in the words of accounts.
const ACCOUNTS: [&str; 8] = ["部门", "决算", "收入", "支出", "一般公共预算", "财政拨款", "“三公”", "机关运行"];
/// What comes before a year that is only compared with or counted from.
const COMPARED: [&str; 9] = ["比", "较", "与", "和", "同", "从", "自", "上年", "由"];
/// What makes another year's mention an outlook.
const AHEAD: [&str; 24] = [
    "将",
    "拟",
    "计划",
    "下一步",
    "规划",
    "力争",
    "争取",
    "预计",
    "继续",
    "目标",
    "底前",
    "末前",
    "年前",
    "建成",
    "打算",
    "准备",
    "安排在",
    "列入",
    "纳入",
    "推迟",
    "确保",
    "实现",
    "全部完成",
    "启动",
];
/// What makes it a review.
const BEFORE: [&str; 26] = [
    "结转",
    "以来",
    "增长",
    "审计",
    "检查",
    "巡察",
    "巡视",
    "发现",
    "提出",
    "整改",
    "评价结果",
    "考核",
    "表彰",
    "通知",
    "文件",
    "办法",
    "未完成",
    "遗留",
    "跨年",
    "获",
    "起",
    "成立",
    "根据",
    "针对",
    "按照",
    "依据",
];

/// A phrase that takes another year for the current one. A sentence that also names this year tells both apart.
fn other_year(text: &WrittenText, year: u32) -> Option<OtherYear> {
    if text.digits() < 4 || !text.has("年") {
        return None;
    }
    let right = year.to_string();
    let sentences =
        text.split(['。', '；', '\n']).filter(|sentence| sentence.contains('年') && !sentence.contains(&right));
    for sentence in sentences {
        // 本年 beside another year tells both apart as well.
        if ["本年", "今年", "当年"].iter().any(|word| sentence.contains(word)) {
            continue;
        }
        for clause in sentence.split(['，', '、']) {
            if let Some(found) = in_clause(clause, sentence, year) {
                // A year of the accounts is told somewhere in the text: the other is but a mention.
                let is_certain = found.is_certain && !text.has(&right);
                return Some(OtherYear { is_certain, ..found });
            }
        }
    }
    None
}

fn in_clause(clause: &str, sentence: &str, year: u32) -> Option<OtherYear> {
    for suffix in CURRENT {
        for (at, _) in clause.match_indices(suffix) {
            let before = clause.get(..at).unwrap_or_default();
            let prefix = before.trim_end_matches(|c: char| c.is_ascii_digit());
            let digits = before.get(prefix.len()..).unwrap_or_default();
            let Some(other) = digits.parse::<u32>().ok().filter(|other| (1980..2100).contains(other)) else { continue };
            let is_title = prefix.rfind('《') > prefix.rfind('》');
            let is_compared = COMPARED.iter().any(|word| prefix.ends_with(word));
            let aside: &[&str] = if other > year { &AHEAD } else { &BEFORE };
            let is_aside = aside.iter().any(|word| sentence.contains(word));
            if is_title || is_compared || is_aside {
                continue;
            }
            let behind = clause.get(at + suffix.len()..).unwrap_or_default();
            let is_own = suffix.starts_with("年我") || suffix.starts_with("年本");
            let is_state = prefix.ends_with("截至") || prefix.ends_with("截止");
            let is_of_accounts = suffix == "年度" && ACCOUNTS.iter().any(|word| behind.starts_with(word));
            return Some(OtherYear {
                phrase: format!("{digits}{suffix}"),
                is_certain: is_own || is_state || is_of_accounts,
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{document, fires, is_not_checked, passes, run};

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
    fn a_year_that_may_be_meant_is_asked_for() {
        fires(&RULE, &cells("组织对2023年度项目开展绩效自评。"), "概况›本年重点工作写“2023年度”，本决算是2024年度");
        let severity = |text| run(&RULE, &document(&cells(text))).0[0].severity;
        assert_eq!(severity("组织对2023年度项目开展绩效自评。"), Severity::Warning);
        assert_eq!(severity("截至2023年12月31日，在职7人"), Severity::Error);
        assert_eq!(severity("2023年度部门整体绩效良好"), Severity::Error);
    }

    #[test]
    fn other_years_may_be_mentioned() {
        for text in [
            "2025年底前完成整改，建立动态档案。",
            "2022年度审计提出的问题已全部整改到位。",
            "2025年度将继续开展职工技能竞赛。",
            "力争2025年末困难职工全部脱困。",
            "根据2023年度绩效评价结果，调整了预算。",
            "针对2023年度自评发现的问题，完善了制度。",
            "2023年度未完成的目标已在本年完成。",
            "2026年底前建成职工服务中心二期。",
            "2023年度满意度为93%，本年提高到94%。",
            "2023年度被评为先进单位，2024年度继续保持。",
            "2021年度获省级表彰。",
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
