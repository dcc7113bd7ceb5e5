//! F04: procurement is goods plus works plus services.

use crate::{
    at,
    figures::{Figures, Source},
    rules::{Applies, Findings, Missing, Need, Outcome, Rule, Severity, Side, State, Tolerance},
};

pub static RULE: Rule = Rule {
    id: "F04",
    severity: Severity::Error,
    title: "政府采购总额与货物、工程、服务之和不一致",
    checks: "政府采购支出总额 ＝ 货物 ＋ 工程 ＋ 服务",
    basis: "部门决算公开说明十（二）",
    remedy: "核对政府采购总额和货物、工程、服务各项",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let procurement = &figures.document.other.procurement;
    let parts = [
        (at!(other.procurement.goods), procurement.goods),
        (at!(other.procurement.works), procurement.works),
        (at!(other.procurement.services), procurement.services),
    ];
    let blank: Vec<Source> =
        parts.iter().filter(|(_, amount)| amount.is_none()).map(|(place, _)| (*place).into()).collect();
    let total_at = at!(other.procurement.total);
    let total = Side::one(figures, total_at, procurement.total).need(total_at)?;
    if let Some(sum) = Side::entered(figures, parts)
        && (blank.is_empty() || sum.value() > total.value())
    {
        findings.compare(&total, &sum.called("货物、工程、服务合计"), Tolerance::Addends(3));
    }
    if blank.is_empty() { Ok(Applies::Yes) } else { Err(Missing(blank)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(total: &'static str, services: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![
            (at!(other.procurement.total), total),
            (at!(other.procurement.goods), "3.20"),
            (at!(other.procurement.works), "0"),
            (at!(other.procurement.services), services),
        ]
    }

    #[test]
    fn the_total_is_the_sum() {
        passes(&RULE, &cells("5.20", "2"));
        fires(
            &RULE,
            &cells("5.30", "2"),
            "其他事项›政府采购›政府采购支出总额 5.30，货物、工程、服务合计 5.20，相差 0.10万元",
        );
        fires(
            &RULE,
            &cells("3.00", ""),
            "其他事项›政府采购›政府采购支出总额 3.00，货物、工程、服务合计 3.20，相差 0.20万元",
        );
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("5.20", ""));
    }

    #[test]
    fn a_total_that_nobody_entered_is_the_sum() {
        passes(&RULE, &cells("", "2"));
    }
}
