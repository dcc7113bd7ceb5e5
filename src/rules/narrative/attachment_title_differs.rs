//! D17: the text calls an attachment by the attachment's own title.

use crate::{
    at,
    report::{Block, HeadingStyle},
    rules::{Applies, Findings, Missing, Outcome, Printed, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "D17",
    severity: Severity::Warning,
    title: "正文引用的附件名称与附件标题不一致",
    checks: "正文用书名号引用的自评报告名称 ＝ 附件标题",
    basis: super::BASIS,
    remedy: "按附件标题改正引用",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let figures = printed.figures;
    let department = figures.document.unit.department.trim();
    let titles: Vec<String> = printed
        .report
        .blocks()
        .filter_map(|block| match block {
            Block::Heading(heading) if heading.style == HeadingStyle::Attachment => Some(heading.text()),
            _ => None,
        })
        .collect();
    if department.is_empty() {
        return Err(Missing::one(at!(unit.department)));
    }
    if titles.is_empty() {
        return Ok(Applies::No);
    }
    let mut applies = Applies::No;
    for text in figures.texts.iter().filter(|text| text.has_any(&["自评报告", "绩效自评"]) && text.has("《")) {
        let cited = cited(text, department);
        for name in cited {
            applies = Applies::Yes;
            if !titles.iter().any(|title| title.trim() == name) {
                let own: Vec<&str> = titles.iter().map(|title| title.trim()).filter(|title| is_report(title)).collect();
                let message = format!("引用的《{name}》与附件标题不同，附件是{}", quoted(&own));
                findings.report([text.path], message);
            }
        }
    }
    Ok(applies)
}

/// What is quoted as a report of one's own.
fn cited<'t>(text: &'t str, department: &str) -> Vec<&'t str> {
    let quoted = text.split('《').skip(1).filter_map(|rest| rest.split_once('》'));
    quoted.map(|(name, _)| name.trim()).filter(|name| is_report(name) && name.starts_with(department)).collect()
}

fn is_report(title: &str) -> bool {
    title.contains("自评") && !title.contains('表') && !title.contains("办法")
}

fn quoted(titles: &[&str]) -> String {
    titles.iter().map(|title| format!("《{title}》")).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Path,
        rules::kit::testing::{fires, is_not_applicable, passes},
    };

    fn cells(text: &'static str) -> Vec<(Path, &'static str)> {
        vec![(at!(unit.department), "盐边县总工会"), (at!(performance.texts.summary), text)]
    }

    #[test]
    fn an_attachment_is_quoted_by_its_title() {
        passes(&RULE, &cells("形成《盐边县总工会部门预算绩效自评报告》。"));
        let text = "形成《盐边县总工会部门整体（含部门预算项目）绩效自评报告》。";
        fires(
            &RULE,
            &cells(text),
            "引用的《盐边县总工会部门整体（含部门预算项目）绩效自评报告》与附件标题不同，附件是《盐边县总工会部门预算绩效自评报告》、《盐边县总工会专项预算项目绩效自评》",
        );
        is_not_applicable(&RULE, &cells("按照《四川省绩效自评办法》开展绩效自评。"));
    }
}
