//! P03: the sections are all there, from “一” on, and the contents list them.

use crate::{
    at,
    report::Block,
    rules::{Applies, Findings, Missing, Outcome, Printed, Rule, Severity, State, kit::printed::paragraphs},
    tables::chinese_number,
};

pub static RULE: Rule = Rule {
    id: "P03",
    severity: Severity::Error,
    title: "说明章节缺失",
    checks: "说明各节齐全、依次排列、都有内容，与目录一致；补充段落所属的章节都在",
    basis: "决算公开说明格式",
    remedy: "补齐缺少的章节；给补充段落改选一个章节",
    state: State::Printed(run),
};

/// The sections, with what their headings must speak of.
const SECTIONS: [(&str, &str); 10] = [
    ("overview", "总体情况"),
    ("income", "收入"),
    ("spending", "支出"),
    ("fiscal", "财政拨款"),
    ("gpb", "一般公共预算"),
    ("basic", "基本支出"),
    ("three_public", "三公"),
    ("fund", "政府性基金"),
    ("state_capital", "国有资本经营"),
    ("other", "其他重要事项"),
];
/// A section of its own in some regions, a part of the last one in others.
const MANAGEMENT: (&str, &str) = ("management", "绩效管理");

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let report = printed.report;
    if printed.figures.document.unit.department.is_blank() {
        return Err(Missing::one(at!(unit.department)));
    }
    let mut last = 0;
    let level = |key: &str| report.topics.iter().find(|topic| topic.key == key).map(|topic| topic.level);
    let is_own = level(MANAGEMENT.0).is_some() && level(MANAGEMENT.0) == level("other");
    let (before, last_one) = SECTIONS.split_at(SECTIONS.len() - 1);
    let sections = before.iter().chain(is_own.then_some(&MANAGEMENT)).chain(last_one);
    for (index, (key, subject)) in sections.enumerate() {
        let number = chinese_number(index + 1);
        let found = report.topics.iter().position(|topic| topic.key == *key);
        let Some((index, topic)) = found.and_then(|index| Some((index, report.topics.get(index)?))) else {
            findings.report([at!(unit.region)], format!("说明第{number}节（{subject}）没有"));
            continue;
        };
        // A section of several parts has its words in them.
        let parts = report.topics.iter().skip(index + 1).take_while(|part| part.level > topic.level);
        let has_words = std::iter::once(topic).chain(parts).any(|part| !paragraphs(report, part).is_empty());
        if !has_words {
            findings.report([at!(unit.region)], format!("“{}”没有内容", topic.title));
        }
        let is_named = topic.title.starts_with(&format!("{number}、")) && topic.title.contains(*subject);
        if !is_named || index < last {
            findings.report(
                [at!(unit.region)],
                format!("“{}”的序号、标题或次序不对，应为{number}、{subject}", topic.title),
            );
        }
        last = index;
    }
    let headings = report.blocks().filter_map(|block| match block {
        Block::Heading(heading) => Some((heading.text(), report.topics.get(heading.topic).map(|topic| &topic.title))),
        _ => None,
    });
    for (text, listed) in headings.filter(|(text, listed)| listed.is_none_or(|title| title != text)) {
        findings.report([at!(unit.region)], format!("标题“{text}”在目录中是“{}”", listed.map_or("", String::as_str)));
    }
    lost_additions(printed, findings);
    Ok(Applies::Yes)
}

/// A paragraph of one's own whose section is not in the report would not be printed.
fn lost_additions(printed: &Printed, findings: &mut Findings) {
    for (row, addition) in printed.figures.document.report.additions.iter().enumerate() {
        if !addition.text.is_blank() && printed.report.topic(&addition.topic).is_none() {
            let cells = [at!(report.additions[row].text), at!(report.additions[row].topic)];
            let named = if addition.topic.is_blank() { "没有选章节" } else { "所属的章节在报告中没有" };
            findings.report(cells, format!("第{}个补充段落{named}，不会印出", row + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes, with_addition};

    #[test]
    fn every_section_is_there() {
        let unit = || vec![(at!(unit.department), "盐边县总工会"), (at!(unit.year), "2024")];
        passes(&RULE, &unit());
        passes(&RULE, &with_addition(unit(), "overview", "收支平衡。"));
        for region in ["全国样表", "上海市"] {
            let mut of_region = unit();
            of_region.push((at!(unit.region), region));
            passes(&RULE, &of_region);
        }
        fires(
            &RULE,
            &with_addition(unit(), "no_such_section", "收支平衡。"),
            "第1个补充段落所属的章节在报告中没有，不会印出",
        );
        fires(&RULE, &with_addition(unit(), "", "收支平衡。"), "第1个补充段落没有选章节，不会印出");
    }
}
