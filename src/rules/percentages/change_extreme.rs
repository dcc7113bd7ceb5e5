//! C24: a growth or a completion so large that one of its two numbers is probably wrong.

use rust_decimal::Decimal;

use crate::{
    at,
    document::Path,
    figures::{
        CellKey, Figures, Measure, MeasureKey, MeasureValue, SmallFirms, Source, T13, ThreePublicItem, Value,
        YearOnYear,
    },
    money::Money,
    percent::{Percent, Ratio},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::witness},
};

use super::compared::has_income;

pub static RULE: Rule = Rule {
    id: "C24",
    severity: Severity::Warning,
    title: "增减、完成或占比异常",
    checks: "比上年增减、完成预算、占比不到难以置信的程度；两个数都列出，供核对",
    basis: "经验值：多为元、万元混用，多录、少录一位",
    remedy: "核对这两个数的单位和位数；确实如此的写明原因",
    state: State::Active(run),
};

/// Beyond these a change is doubted: per cent up, per cent down, and the least amount.
struct Limits {
    up: i64,
    down: i64,
    least: Money,
}

/// Totals move with the projects of a year.
const TOTALS: Limits = Limits { up: 300, down: 80, least: Money::from_fen(1_000_000) };
/// What keeps an office running moves little.
const RUNNING: Limits = Limits { up: 100, down: 50, least: Money::from_fen(1_000_000) };
/// “三公” amounts are small.
const SMALL: Limits = Limits { up: 300, down: 80, least: Money::from_fen(200_000) };

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut known = growths(figures, findings);
    known |= completions(figures, findings);
    known |= shares(figures, findings);
    if known { Ok(Applies::Yes) } else { Err(Missing::one(at!(income.prior_total))) }
}

/// Returns whether there was a comparison to look at.
fn growths(figures: &Figures, findings: &mut Findings) -> bool {
    let of_year = [
        (YearOnYear::Total, TOTALS),
        (YearOnYear::Fiscal, TOTALS),
        (YearOnYear::GeneralBudget, TOTALS),
        (YearOnYear::GovernmentFund, TOTALS),
        (YearOnYear::StateCapital, TOTALS),
        (YearOnYear::Project, TOTALS),
        (YearOnYear::Basic, RUNNING),
        (YearOnYear::Personnel, RUNNING),
        (YearOnYear::Public, RUNNING),
        (YearOnYear::Operating, RUNNING),
    ];
    let of_year = of_year.into_iter().map(|(of, limits)| (MeasureKey::Growth(of), limits));
    let items = [ThreePublicItem::VehicleRunning, ThreePublicItem::Reception, ThreePublicItem::Abroad];
    let of_three_public = items.into_iter().map(|item| (MeasureKey::ThreePublicGrowth(item), SMALL));
    let mut known = false;
    let has_income = has_income(&figures.document);
    for (key, limits) in of_year.chain(of_three_public) {
        // What was carried over is no income to compare.
        if !has_income && matches!(key, MeasureKey::Growth(YearOnYear::Total | YearOnYear::Fiscal)) {
            continue;
        }
        let Some(measure) = figures.measures.get(key) else { continue };
        let MeasureValue::Growth(growth) = measure.value else { continue };
        let (Some(change), Ratio::Percent(rate)) = (growth.change, growth.rate) else { continue };
        known = true;
        let percent = rate.value();
        let is_extreme = percent > Decimal::from(limits.up) || percent < -Decimal::from(limits.down);
        if !is_extreme || change.abs() < limits.least || is_known_event(figures, key) {
            continue;
        }
        let words = figures.measure_label(measure);
        let (now, before) = two_amounts(figures, measure);
        // What ended is nothing, and no slip makes an amount nothing.
        if now.is_zero() {
            continue;
        }
        let message = format!(
            "{}本年 {}，上年 {}{}，{}{}",
            words.trim_end_matches("比上年"),
            findings.amount(now),
            findings.amount(before),
            findings.unit(),
            growth.words(),
            slip(now, before)
        );
        findings.report(measure.inputs.iter().cloned(), message);
    }
    known
}

/// This year's amount, and what last year's inputs add up to.
fn two_amounts(figures: &Figures, measure: &Measure) -> (Money, Money) {
    let mut amounts = measure.inputs.iter().map(|input| Value::of(figures, input).money().unwrap_or_default());
    let now = amounts.next().unwrap_or_default();
    (now, amounts.sum())
}

/// A journey explains any change of its fee.
fn is_known_event(figures: &Figures, key: MeasureKey) -> bool {
    let three_public = &figures.document.three_public;
    key == MeasureKey::ThreePublicGrowth(ThreePublicItem::Abroad) && three_public.abroad_groups.unwrap_or(0) > 0
}

/// What a difference of these two numbers is commonly caused by.
pub(super) fn slip(one: Money, other: Money) -> &'static str {
    let (small, large) = if one.abs() < other.abs() { (one, other) } else { (other, one) };
    let times = large.yuan().abs().checked_div(small.yuan().abs()).unwrap_or_default();
    if times >= Decimal::from(3_000) && times <= Decimal::from(30_000) {
        "，疑似元、万元混用"
    } else if times >= Decimal::from(4) && times <= Decimal::from(25) {
        "，疑似多录或少录一位"
    } else {
        "，其中一个疑似录错"
    }
}

/// Actual “三公” spending against its budget.
fn completions(figures: &Figures, findings: &mut Findings) -> bool {
    const MOST: i64 = 200;
    const LEAST: i64 = 10;
    let items = [
        ThreePublicItem::Abroad,
        ThreePublicItem::VehiclePurchase,
        ThreePublicItem::VehicleRunning,
        ThreePublicItem::Reception,
    ];
    let mut known = false;
    for item in items {
        let (actual_at, budget_at) = (CellKey::total(T13, item.actual()), CellKey::total(T13, item.budget()));
        let amounts = (figures.tables.printed(actual_at), witness::three_public_budget(figures, item));
        let (Some(actual), Some(budget)) = amounts else { continue };
        known = true;
        let Some(percent) = Percent::ratio(actual.yuan(), budget.yuan()) else { continue };
        let is_extreme = percent.value() > Decimal::from(MOST) || percent.value() < Decimal::from(LEAST);
        if actual.is_zero() || !is_extreme || (actual - budget).abs() < SMALL.least {
            continue;
        }
        let message = format!(
            "{}决算 {}，预算 {}{}，完成预算{percent}{}",
            item.words(),
            findings.amount(actual),
            findings.amount(budget),
            findings.unit(),
            slip(actual, budget)
        );
        let entered = entered_parts(item);
        findings.report(entered.into_iter().chain([actual_at.into(), budget_at.into()]), message);
    }
    known
}

/// Where budget and actual amount were typed.
fn entered_parts(item: ThreePublicItem) -> Vec<Source> {
    let fields: &[&'static str] = match item {
        ThreePublicItem::Abroad => &["abroad"],
        ThreePublicItem::VehiclePurchase => &["vehicle_purchase"],
        ThreePublicItem::VehicleRunning => &["vehicle_running"],
        ThreePublicItem::Vehicles => &["vehicle_purchase", "vehicle_running"],
        ThreePublicItem::Reception => &["reception_domestic"],
        ThreePublicItem::Total => &[],
    };
    let groups: [Path; 2] = [at!(three_public.budget), at!(three_public.actual)];
    groups.into_iter().flat_map(|group| fields.iter().map(move |field| group.field(field).into())).collect()
}

/// Contracts with small firms, of all procurement.
fn shares(figures: &Figures, findings: &mut Findings) -> bool {
    let mut known = false;
    let procurement = &figures.document.other.procurement;
    let parts = [
        (SmallFirms::SmallMedium, at!(other.procurement.small_medium), procurement.small_medium),
        (SmallFirms::SmallMicro, at!(other.procurement.small_micro), procurement.small_micro),
    ];
    let whole = procurement.total.or_else(|| figures.measures.money(MeasureKey::ProcurementTotal));
    for (firms, place, part) in parts {
        let (Some(part), Some(whole)) = (part, whole) else { continue };
        known = true;
        let Some(percent) = Percent::ratio(part.yuan(), whole.yuan()) else { continue };
        if !part.is_zero() && percent.value() < Decimal::from(2) {
            let message = format!(
                "授予{}合同金额 {}，政府采购支出总额 {}{}，只占{percent}{}",
                firms.words(),
                findings.amount(part),
                findings.amount(whole),
                findings.unit(),
                slip(part, whole)
            );
            findings.report([place, at!(other.procurement.total)], message).downgrade(Severity::Hint);
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn operating(now: &'static str, before: &'static str) -> [(Path, &'static str); 2] {
        [(at!(other.operating.amount), now), (at!(other.operating.prior), before)]
    }

    #[test]
    fn an_incredible_growth_shows_both_numbers() {
        fires(
            &RULE,
            &operating("0.002561", "24.83"),
            "机关运行经费本年 0.002561，上年 24.83万元，下降99.99%，疑似元、万元混用",
        );
        fires(
            &RULE,
            &operating("25.61", "2.48"),
            "机关运行经费本年 25.61，上年 2.48万元，增长932.66%，疑似多录或少录一位",
        );
        passes(&RULE, &operating("25.61", "24.83"));
        passes(&RULE, &operating("25.61", "15"));
        passes(&RULE, &operating("0.5", "1.2"));
        passes(&RULE, &operating("0", "24.83"));
    }

    #[test]
    fn an_incredible_completion_shows_both_numbers() {
        let reception = |budget| {
            [
                (at!(three_public.actual.reception_domestic), "0.522"),
                (at!(three_public.actual.reception_foreign), "0"),
                (at!(three_public.budget.reception_domestic), budget),
                (at!(three_public.budget.reception_foreign), "0"),
            ]
        };
        fires(
            &RULE,
            &reception("0.00008"),
            "公务接待费决算 0.522，预算 0.00008万元，完成预算652500%，疑似元、万元混用",
        );
        fires(&RULE, &reception("8"), "公务接待费决算 0.522，预算 8.00万元，完成预算6.53%，疑似多录或少录一位");
        passes(&RULE, &reception("0.8"));
        passes(&RULE, &reception("0"));
    }

    #[test]
    fn a_share_of_nearly_nothing() {
        let small = |amount| [(at!(other.procurement.total), "12.18"), (at!(other.procurement.small_medium), amount)];
        fires(
            &RULE,
            &small("0.00115"),
            "授予中小企业合同金额 0.00115，政府采购支出总额 12.18万元，只占0.01%，疑似元、万元混用",
        );
        passes(&RULE, &small("11.50"));
        passes(&RULE, &small("0"));
    }

    #[test]
    fn without_two_numbers_it_is_not_checked() {
        is_not_checked(&RULE, &[(at!(other.operating.amount), "25.61")]);
    }
}
