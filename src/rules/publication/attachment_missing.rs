//! P06: attachments and tables that the text names are all there.

use crate::{
    at,
    report::{Block, ParagraphStyle},
    rules::{Applies, Findings, Missing, Outcome, Printed, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "P06",
    severity: Severity::Warning,
    title: "引用的附件缺失",
    checks: "正文引用的附件1、附件2、附表1、附表2都在",
    basis: "决算公开说明格式",
    remedy: "补上缺少的附件或删去引用",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let labels: Vec<String> = printed
        .report
        .blocks()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) if paragraph.style == ParagraphStyle::Label => Some(plain(&paragraph.text())),
            _ => None,
        })
        .collect();
    let mut seen = false;
    for text in printed.figures.texts.iter() {
        seen = true;
        if !text.has_any(&["附件", "附表"]) {
            continue;
        }
        if let Some(cited) = cited(text).into_iter().find(|cited| !labels.contains(cited)) {
            let words = printed.figures.label(&text.path.into());
            let there =
                if labels.is_empty() { "没有附件".to_owned() } else { format!("有{}", labels.join("、")) };
            findings.report([text.path], format!("{words}引用了{cited}，报告中{there}"));
        }
    }
    if seen { Ok(Applies::Yes) } else { Err(Missing::one(at!(unit.department))) }
}

/// “附件” and “附表” with a number, as “附件1”. Those of another paper, named before by its title, are not ours.
fn cited(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in ["附件", "附表"] {
        for (at, _) in text.match_indices(word) {
            let is_of_other = text.get(..at).unwrap_or_default().trim_end_matches(['的', '中']).ends_with('》');
            let rest = text.get(at + word.len()..).unwrap_or_default();
            let number = number(rest);
            if let Some(number) = number.filter(|_| !is_of_other) {
                found.push(format!("{word}{number}"));
            }
        }
    }
    found
}

/// The number at the beginning, in digits or as a numeral.
fn number(text: &str) -> Option<String> {
    const NUMERALS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let text = text.trim_start();
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return Some(digits);
    }
    let place = NUMERALS.iter().position(|numeral| text.starts_with(*numeral))?;
    Some((place + 1).to_string())
}

/// “附件1” however it is written.
fn plain(label: &str) -> String {
    cited(label).into_iter().next().unwrap_or_else(|| label.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    #[test]
    fn what_is_cited_is_there() {
        let text = |text| [(at!(unit.department), "盐边县总工会"), (at!(performance.texts.summary), text)];
        passes(&RULE, &text("自评报告见附件1，打分见附表一。"));
        passes(&RULE, &text("依据《绩效管理办法》附件5开展。"));
        fires(
            &RULE,
            &text("专项自评见附件 3。"),
            "项目绩效›自评文字›预算绩效管理情况（说明十（四））引用了附件3，报告中有附件1、附表1、附表2、附件2",
        );
        let mut national = text("自评报告见附件1。").to_vec();
        national.extend([(at!(unit.region), "全国样表"), (at!(form.edition), "现行样式")]);
        fires(&RULE, &national, "项目绩效›自评文字›预算绩效管理情况（说明十（四））引用了附件1，报告中没有附件");
        fires(
            &RULE,
            &text("目标见附表三。"),
            "项目绩效›自评文字›预算绩效管理情况（说明十（四））引用了附表3，报告中有附件1、附表1、附表2、附件2",
        );
    }
}
