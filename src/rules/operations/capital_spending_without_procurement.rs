//! F06: capital spending without any procurement.

use crate::{
    at,
    document::{Parameters, Path},
    figures::{Figures, Source},
    money::Money,
    rules::{Applies, Findings, Missing, Need, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "F06",
    severity: Severity::Warning,
    title: "有资本性支出但政府采购为0，请核实",
    checks: "政府采购总额为0时，资本性支出（309、310）、物业管理费、委托业务费合计不超过采购限额（可在“本文件的设置”的“审核参数”里调整）",
    basis: "部门决算公开说明十（二）、公开07表、公开08表",
    remedy: "核对政府采购总额；低于采购限额的，在“本文件的设置”的“审核参数”里填写当地限额",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    let total_at = at!(other.procurement.total);
    let total = document.other.procurement.total.need(total_at)?;
    let expenditure = &document.expenditure;
    if expenditure.economic.is_empty() && expenditure.detail.is_empty() {
        return Err(Missing::one(at!(expenditure.economic)));
    }
    if !total.is_zero() {
        return Ok(Applies::Yes);
    }
    // The detail holds all spending, the list only basic spending: never both.
    let bought: Vec<(Path, Money)> = if expenditure.detail.is_empty() {
        let lines = expenditure.economic.iter().enumerate();
        let lines = lines.filter(|(_, line)| is_procured(&line.economic));
        lines.filter_map(|(i, line)| Some((at!(expenditure.economic[i].amount), line.amount?))).collect()
    } else {
        let lines = expenditure.detail.iter().enumerate();
        let lines = lines.filter(|(_, line)| is_procured(&line.economic));
        lines.filter_map(|(i, line)| Some((at!(expenditure.detail[i].amount), line.amount?))).collect()
    };
    let sum: Money = bought.iter().map(|(_, amount)| *amount).sum();
    let limit = document.parameters.procurement_limit.unwrap_or(Parameters::PROCUREMENT_LIMIT);
    if sum > limit {
        let message = format!(
            "资本性支出、物业管理费、委托业务费合计 {}{}，政府采购支出总额却为0",
            findings.amount(sum),
            findings.unit()
        );
        let cells = std::iter::once(total_at).chain(bought.iter().map(|(place, _)| *place));
        findings.report(cells.map(Source::Entered), message);
    }
    Ok(Applies::Yes)
}

/// Capital spending, property management and commissioned work are bought by procurement.
fn is_procured(economic: &str) -> bool {
    ["309", "310", "30209", "30227"].iter().any(|code| economic.starts_with(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(total: &'static str, code: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(other.procurement.total), total),
            (at!(expenditure.economic[0].economic), code),
            (at!(expenditure.economic[0].amount), "2.50"),
        ]
    }

    #[test]
    fn what_is_bought_is_procured() {
        passes(&RULE, &cells("2.50", "31002"));
        passes(&RULE, &cells("0", "30201"));
        fires(&RULE, &cells("0", "31002"), "资本性支出、物业管理费、委托业务费合计 2.50万元，政府采购支出总额却为0");
        let mut small = cells("0", "30209");
        small.push((at!(parameters.procurement_limit), "3"));
        passes(&RULE, &small);
    }

    #[test]
    fn the_detail_counts_once() {
        let mut cells = cells("0", "31002");
        cells.push((at!(expenditure.detail[0].economic), "31002"));
        cells.push((at!(expenditure.detail[0].amount), "2.50"));
        fires(&RULE, &cells, "资本性支出、物业管理费、委托业务费合计 2.50万元，政府采购支出总额却为0");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("", "31002"));
        is_not_checked(&RULE, &[(at!(other.procurement.total), "0")]);
    }
}
