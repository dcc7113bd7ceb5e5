//! J22: how many projects kept more than 10 % of their money.

use rust_decimal::Decimal;

use crate::{
    at,
    figures::Figures,
    rules::{Findings, Outcome, Rule, Severity, State, kit::prose::checked_unless},
};

use super::goals::{executed, without_projects};

pub static RULE: Rule = Rule {
    id: "J22",
    severity: Severity::Warning,
    title: "结余率大于10%的项目个数不符",
    checks: "附件1所述个数 ＝ 项目清单中（调整后预算 － 执行数）÷ 调整后预算 ＞ 10% 的个数",
    basis: "附件1三（二）与项目清单对照",
    remedy: "按项目清单改正个数；清空后由程序填写",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let projects = &figures.document.performance.projects;
    if projects.is_empty() {
        return without_projects(figures);
    }

    let mut blank = Vec::new();
    let mut rows = Vec::new();
    for (i, project) in projects.iter().enumerate() {
        let (Some(done), Some(budget)) = (executed(figures, i), project.adjusted_budget) else {
            let place = at!(performance.projects[i].adjusted_budget);
            blank.push(if project.adjusted_budget.is_none() { place } else { at!(performance.projects[i].fiscal) });
            continue;
        };
        if (budget - done).yuan() * Decimal::TEN > budget.yuan() {
            rows.push(i);
        }
    }
    let place = at!(performance.stated_projects.surplus_count);
    let count = rows.len() as u64;
    // A project that is not filled could only add to the count.
    if let Some(stated) = figures.document.performance.stated_projects.surplus_count.map(u64::from)
        && (count > stated || (blank.is_empty() && count != stated))
    {
        let message =
            format!("附件1所述结余率大于10%的项目 {stated}个，项目清单 {count}个，相差 {}个", count.abs_diff(stated));
        let cells = [place].into_iter().chain(rows.iter().map(|i| at!(performance.projects[*i].fiscal)));
        findings.report(cells, message).values(count.to_string(), stated.to_string());
    }
    checked_unless(blank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(executed: &'static str, count: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(performance.projects[0].fiscal), executed),
            (at!(performance.projects[0].adjusted_budget), "3"),
            (at!(performance.stated_projects.surplus_count), count),
        ]
    }

    #[test]
    fn ten_percent_is_not_more() {
        passes(&RULE, &cells("2.7", "0"));
        passes(&RULE, &cells("2", ""));
    }

    #[test]
    fn another_count_is_found() {
        fires(&RULE, &cells("2.6", "0"), "附件1所述结余率大于10%的项目 0个，项目清单 1个，相差 1个");
        fires(&RULE, &cells("3", "1"), "附件1所述结余率大于10%的项目 1个，项目清单 0个，相差 1个");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("", "0"));
    }
}
