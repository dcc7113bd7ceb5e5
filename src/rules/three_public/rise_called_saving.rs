//! E18: “三公” spending rose, yet the text speaks of savings or the score is full.

use crate::{
    at,
    document::Path,
    figures::{CellKey, Column, Figures, MeasureKey, Source, T13, ThreePublicItem},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "E18",
    severity: Severity::Warning,
    title: "“三公”上升却表述压减或得满分",
    checks: "“三公”决算大于上年时，自评文字不写压减、稳定、只减不增，打分表“三公经费变动情况”不得满分",
    basis: "部门决算公开说明七、附件1、附表1",
    remedy: "改写自评文字，或按计分标准扣分并说明",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    let growth = figures.measures.growth(MeasureKey::ThreePublicGrowth(ThreePublicItem::Total));
    let Some(change) = growth.change else {
        let actual = CellKey::total(T13, Column::ActualTotal);
        let blank: Source = if figures.tables.printed(actual).is_none() {
            actual.into()
        } else {
            at!(three_public.prior.abroad).into()
        };
        return Err(Missing(vec![blank]));
    };
    if change.is_zero() || change.is_negative() {
        return Ok(Applies::No);
    }
    let fact = format!("“三公”经费决算比上年增加 {}{}（{}）", findings.amount(change), findings.unit(), growth.words());
    let actual = Source::from(CellKey::total(T13, Column::ActualTotal));
    for (place, sentence) in claims(figures) {
        findings.report([Source::Entered(place), actual.clone()], format!("{fact}，文字却写“{sentence}”"));
    }
    for (i, item) in document.performance.score_items.iter().enumerate() {
        let is_about = item.level3.contains("三公") && item.level3.contains("变动");
        if is_about && item.points.0.is_some() && item.score.0 >= item.points.0 {
            let cells = [at!(performance.score_items[i].score).into(), actual.clone()];
            findings.report(cells, format!("{fact}，打分表“{}”却得满分", unquoted(&item.level3)));
        }
    }
    Ok(Applies::Yes)
}

/// Without its own quotation marks, as it will stand between some.
fn unquoted(text: &str) -> String {
    text.replace(['“', '”'], "")
}

/// What praises a fall.
const PRAISE: [&str; 8] = ["压减", "稳定", "只减不增", "压缩", "下降", "减少", "零增长", "持平"];

/// Texts that look ahead, where an intention to save is no claim.
const OUTLOOK: [&str; 4] = ["suggestions", "special_suggestions", "problems", "special_problems"];

/// Sentences of the self-evaluation that say “三公” fell or stayed.
fn claims(figures: &Figures) -> Vec<(Path, String)> {
    let mut claims = Vec::new();
    for text in figures.texts.self_evaluation() {
        let is_outlook = text.path.last_field().is_some_and(|name| OUTLOOK.contains(&name));
        if is_outlook || !text.has("三公") || !text.has_any(&PRAISE) {
            continue;
        }
        let mut sentences = text.split(['。', '；', '\n']);
        let claim = sentences.find(|sentence| {
            sentence.find("三公").is_some_and(|at| {
                let rest = sentence.get(at..).unwrap_or_default();
                PRAISE.iter().any(|word| rest.contains(word))
            })
        });
        if let Some(sentence) = claim {
            claims.push((text.path, unquoted(sentence.trim())));
        }
    }
    claims
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(now: &'static str, text: &'static str, score: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(three_public.actual.reception_domestic), now),
            (at!(three_public.prior.reception_domestic), "0.05"),
            (at!(performance.texts.budget), text),
            (at!(performance.score_items[0].level3), "“三公经费”变动情况"),
            (at!(performance.score_items[0].points), "4"),
            (at!(performance.score_items[0].score), score),
        ]
    }

    #[test]
    fn a_rise_is_no_saving() {
        let praise = "预算合理。“三公”经费支出严格审核审批，处于低水平且稳定。";
        fires(
            &RULE,
            &cells("0.09", praise, "2"),
            "“三公”经费决算比上年增加 0.04万元（增长80%），文字却写“三公经费支出严格审核审批，处于低水平且稳定”",
        );
        fires(
            &RULE,
            &cells("0.09", "", "4"),
            "“三公”经费决算比上年增加 0.04万元（增长80%），打分表“三公经费变动情况”却得满分",
        );
        passes(&RULE, &cells("0.09", "“三公”经费因接待增加而上升。", "2"));
        is_not_applicable(&RULE, &cells("0.05", praise, "4"));
    }

    #[test]
    fn an_intention_is_no_claim() {
        let mut cells = cells("0.09", "", "2");
        cells.push((at!(performance.texts.suggestions), "合理压缩“三公”经费支出，“三公”经费只减不增。"));
        passes(&RULE, &cells);
    }

    #[test]
    fn without_last_year_it_is_not_checked() {
        is_not_checked(&RULE, &[(at!(three_public.actual.reception_domestic), "0.09")]);
    }
}
