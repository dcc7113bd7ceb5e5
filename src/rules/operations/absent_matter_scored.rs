//! F10: what a unit has not got must be marked as such in the score table.

use crate::{
    at,
    document::ScoreItem,
    figures::{Figures, Source},
    rules::{Applies, Findings, Missing, Need, Outcome, Rule, Severity, State},
};

use super::denies_assets;

pub static RULE: Rule = Rule {
    id: "F10",
    severity: Severity::Hint,
    title: "不涉及的指标应注明“不涉及”及计分方式",
    checks: "没有政府采购或国有资产时，打分表的采购、资产指标在备注注明不涉及和计分方式",
    basis: "部门预算绩效自评打分表（附表1）",
    remedy: "在该指标备注栏写明“不涉及”和计分方式",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    let total_at = at!(other.procurement.total);
    let total = document.other.procurement.total.need(total_at)?;
    let mut absent: Vec<(&str, &str, Source)> = Vec::new();
    if total.is_zero() {
        absent.push(("采购", "政府采购支出总额为0", total_at.into()));
    }
    if denies_assets(&document.performance.texts.assets) {
        absent.push(("资产", "没有国有资产", at!(performance.texts.assets).into()));
    }
    if absent.is_empty() {
        return Ok(Applies::No);
    }
    if document.performance.score_items.is_empty() {
        return Err(Missing::one(at!(performance.score_items)));
    }
    for (i, item) in document.performance.score_items.iter().enumerate() {
        let Some((_, why, cell)) = absent.iter().find(|(word, ..)| is_about(item, word)) else { continue };
        if item.remark.trim().is_empty() {
            let message = format!("{why}，指标“{}”没有注明不涉及和计分方式", &*item.level3);
            findings.report([at!(performance.score_items[i].remark).into(), cell.clone()], message);
        }
    }
    Ok(Applies::Yes)
}

fn is_about(item: &ScoreItem, word: &str) -> bool {
    item.score.0.is_some() && (item.level2.contains(word) || item.level3.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(total: &'static str, remark: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![
            (at!(other.procurement.total), total),
            (at!(performance.score_items[0].level2), "采购管理"),
            (at!(performance.score_items[0].level3), "采购执行率"),
            (at!(performance.score_items[0].score), "1"),
            (at!(performance.score_items[0].remark), remark),
        ]
    }

    #[test]
    fn what_does_not_apply_says_so() {
        fires(&RULE, &cells("0", ""), "政府采购支出总额为0，指标“采购执行率”没有注明不涉及和计分方式");
        passes(&RULE, &cells("0", "本年不涉及，按满分的三分之一计"));
        is_not_applicable(&RULE, &cells("5", ""));
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("", ""));
        is_not_checked(&RULE, &[(at!(other.procurement.total), "0")]);
    }
}
