//! G12: a score of special projects needs a score table.

use rust_decimal::Decimal;

use crate::{
    at,
    document::Path,
    figures::Figures,
    rules::{
        Applies, Findings, Missing, Outcome, Rule, Severity, State,
        kit::prose::{self, plain},
    },
};

pub static RULE: Rule = Rule {
    id: "G12",
    severity: Severity::Warning,
    title: "专项项目自评得分缺少打分表",
    checks: "正文写有专项项目自评得分时，至少一个项目填了自评得分",
    basis: "部门预算绩效自评文表一致",
    remedy: "补填项目自评表的指标得分和自评总分，或删去正文中的得分",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let performance = &figures.document.performance;
    let mut stated: Vec<(Path, Decimal)> = Vec::new();
    stated.extend(performance.stated_scores.special.0.map(|score| (at!(performance.stated_scores.special), score)));
    let texts = figures.texts.self_evaluation();
    for text in texts {
        let special = prose::scores(text).into_iter().filter(|(is_special, _)| *is_special);
        stated.extend(special.map(|(_, score)| (text.path, score)));
    }
    let Some((first, score)) = stated.first() else {
        return if texts.is_empty() { Err(Missing::one(at!(performance.texts.summary))) } else { Ok(Applies::No) };
    };
    let is_supported = performance.projects.iter().any(|project| {
        project.total_score.0.is_some() || project.indicators.iter().any(|indicator| indicator.score.0.is_some())
    });
    if !is_supported {
        let message = format!("专项项目自评得分 {}分，没有一个项目填了自评得分", plain(*score));
        let cells = [*first, at!(performance.projects)].into_iter().chain(stated.iter().skip(1).map(|(path, _)| *path));
        findings.report(cells, message);
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, passes};

    #[test]
    fn a_project_score_supports_it() {
        passes(
            &RULE,
            &[(at!(performance.stated_scores.special), "90"), (at!(performance.projects[0].total_score), "90")],
        );
    }

    #[test]
    fn a_score_from_nowhere_is_found() {
        fires(
            &RULE,
            &[(at!(performance.stated_scores.special), "90")],
            "专项项目自评得分 90分，没有一个项目填了自评得分",
        );
        fires(
            &RULE,
            &[(at!(performance.texts.summary), "专项预算项目绩效自评得分88分，2024年")],
            "专项项目自评得分 88分，没有一个项目填了自评得分",
        );
    }

    #[test]
    fn without_such_a_score_nothing_to_check() {
        is_not_applicable(&RULE, &[(at!(performance.texts.summary), "部门整体绩效自评得分90分")]);
    }
}
