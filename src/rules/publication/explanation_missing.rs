//! P05: section “十” must explain operating costs, procurement, assets and performance.

use crate::{
    at,
    document::{Document, Kind},
    figures::Source,
    rules::{
        Applies, Findings, Missing, Outcome, Printed, Rule, Severity, State,
        kit::printed::{blanks_of, paragraphs_of},
    },
};

pub static RULE: Rule = Rule {
    id: "P05",
    severity: Severity::Warning,
    title: "缺少必须说明的重要事项",
    checks: "说明十有机关运行经费、政府采购、国有资产、绩效四项，各项都已写完",
    basis: "预算法第十四条",
    remedy: "补写缺少的事项",
    state: State::Printed(run),
};

const MATTERS: [(&str, &str); 4] = [
    ("operating", "机关运行经费支出情况"),
    ("procurement", "政府采购支出情况"),
    ("assets", "国有资产占有使用情况"),
    ("management", "预算绩效管理情况"),
];

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let mut missing: Vec<Source> = Vec::new();
    for (key, title) in MATTERS {
        let paragraphs = paragraphs_of(printed.report, key);
        if paragraphs.is_empty() {
            findings.report([at!(other)], format!("没有说明{title}"));
            continue;
        }
        let blanks = blanks_of(&paragraphs);
        let (texts, numbers): (Vec<Source>, Vec<Source>) = blanks.into_iter().partition(is_text);
        // As long as the numbers are not there, nobody has come to write about them.
        if numbers.is_empty() && !texts.is_empty() {
            let words: Vec<String> = texts.iter().map(|place| printed.figures.label(place)).collect();
            findings.report(texts, format!("{title}还没有写完：{}", words.join("、")));
        }
        missing.extend(numbers);
    }
    if missing.is_empty() { Ok(Applies::Yes) } else { Err(Missing(missing)) }
}

/// Reasons of changes are asked for by C12.
fn is_text(place: &Source) -> bool {
    matches!(place, Source::Entered(path) if matches!(Document::kind_at(*path), Some(Kind::LongText)) && path.last_field() != Some("reason"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Path,
        rules::kit::testing::{fires, passes},
    };

    fn cells(summary: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(unit.department), "盐边县总工会"),
            (at!(unit.year), "2024"),
            (at!(other.operating.amount), "15.52"),
            (at!(other.operating.prior), "15.52"),
            (at!(other.procurement.goods), "0"),
            (at!(other.procurement.works), "0"),
            (at!(other.procurement.services), "0"),
            (at!(other.assets.vehicles), "0"),
            (at!(other.assets.equipment), "0"),
            (at!(other.management.assessed), "3"),
            (at!(other.management.with_targets), "3"),
            (at!(other.management.monitored), "3"),
            (at!(performance.score_items[0].level3), "履职效果"),
            (at!(performance.score_items[0].score), "94"),
            (at!(performance.texts.summary), summary),
        ]
    }

    #[test]
    fn four_matters_are_explained() {
        passes(&RULE, &cells("绩效目标全部完成。"));
        fires(&RULE, &cells(""), "预算绩效管理情况还没有写完：项目绩效›自评文字›预算绩效管理情况（说明十（四））");
    }
}
