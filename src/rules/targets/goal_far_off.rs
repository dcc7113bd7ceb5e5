//! J31: an actual value is far from its target, so that one of the two is probably mistyped.

use rust_decimal::Decimal;

use crate::{
    document::Relation,
    figures::Figures,
    rules::{Applies, Findings, Outcome, Rule, Severity, State, kit::prose::plain},
};

use super::goals::all_goals;

pub static RULE: Rule = Rule {
    id: "J31",
    severity: Severity::Hint,
    title: "完成值与指标值相差悬殊",
    checks: "成本等金额指标（≤）的完成值不到指标值一半的，其他指标只完成一半以下的，核对是否录错",
    basis: "经验值：指标值定得过宽，或多录、少录一位",
    remedy: "核对指标值和完成值；无误的不必修改",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    for goal in all_goals(figures)? {
        let (Some(target), Some(actual)) = (goal.target_quantity(), goal.actual_quantity()) else { continue };
        if target.unit != actual.unit || target.number.is_zero() || actual.number.is_zero() {
            continue;
        }
        let is_half = actual.number * Decimal::TWO <= target.number;
        let is_far = match goal.relation {
            // Fewer complaints are no fault; a price of half is odd.
            Some(Relation::AtMost | Relation::Less) => is_half && target.unit.contains('元'),
            // Without a reason it is an error (J03).
            Some(Relation::AtLeast | Relation::More | Relation::Equal) => is_half && !goal.reason.trim().is_empty(),
            _ => false,
        };
        if is_far {
            let unit = &target.unit;
            let (wanted, reached) = (plain(target.number), plain(actual.number));
            let message = format!("{}指标值 {wanted}{unit}，完成值 {reached}{unit}，相差悬殊", goal.words());
            findings.report([goal.at("actual"), goal.at("target")], message).values(wanted, reached);
        }
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{fires, is_not_checked, passes},
    };

    fn cells(relation: &'static str, actual: &'static str, unit: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(targets.indicators[0].name), "每户慰问"),
            (at!(targets.indicators[0].relation), relation),
            (at!(targets.indicators[0].target), "600"),
            (at!(targets.indicators[0].unit), unit),
            (at!(targets.indicators[0].actual), actual),
            (at!(targets.indicators[0].reason), "对象减少"),
        ]
    }

    #[test]
    fn a_price_of_half_is_odd() {
        passes(&RULE, &cells("≤", "600", "元/户"));
        fires(&RULE, &cells("≤", "300", "元/户"), "“每户慰问”指标值 600元/户，完成值 300元/户，相差悬殊");
        passes(&RULE, &cells("≤", "2", "次"));
        passes(&RULE, &cells("≤", "0", "元"));
    }

    #[test]
    fn half_of_a_goal_is_odd_even_with_a_reason() {
        passes(&RULE, &cells("≥", "580", "户"));
        fires(&RULE, &cells("≥", "60", "户"), "“每户慰问”指标值 600户，完成值 60户，相差悬殊");
    }

    #[test]
    fn without_indicators_it_is_not_checked() {
        is_not_checked(&RULE, &[(at!(performance.projects[0].name), "春节送温暖")]);
    }
}
