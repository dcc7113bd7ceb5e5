//! M01: 元 and 万元 probably mixed up.

use rust_decimal::Decimal;
use rustc_hash::FxHashSet;

use crate::{
    at,
    document::{Path, ProjectKind},
    figures::{CellKey, Column, Figures, Line, MeasureKey, Source, T01, T03, T06, T08},
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::witness},
};

use super::{
    scan::{self, for_each_amount, no_amounts},
    written_amount::{WrittenAmount, written_amounts},
};

pub static RULE: Rule = Rule {
    id: "M01",
    severity: Severity::Error,
    title: "金额单位疑似写错（元、万元）",
    checks: "应当相同的两个金额不相差一万倍；文字中“元”“万元”与已录入的同一个数一致",
    basis: "决算公开说明与附件全文",
    remedy: "核对这个数的单位，改正写错的一处",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut seen = false;
    for (left, right) in pairs(figures) {
        let (Some(a), Some(b)) = (left.1, right.1) else { continue };
        seen = true;
        if is_slip(a, b) {
            let (left_words, right_words) = (figures.label(&left.0), figures.label(&right.0));
            let message = format!(
                "{left_words} {}{unit}，{right_words} {}{unit}，相差约一万倍",
                findings.amount(a),
                findings.amount(b),
                unit = findings.unit()
            );
            findings.report([left.0, right.0], message);
        }
    }
    seen |= texts(figures, findings);
    if seen { Ok(Applies::Yes) } else { Err(Missing(no_amounts())) }
}

type Stated = (Source, Option<Money>);

/// Amounts that should be equal.
fn pairs(figures: &Figures) -> Vec<(Stated, Stated)> {
    let document = &figures.document;
    let stated = &document.performance.stated_projects;
    let entered = |path: Path, amount: Option<Money>| (Source::Entered(path), amount);
    let cell = |key: CellKey| (Source::Cell(key), figures.tables.get(key).and_then(|figure| figure.value));
    let measure = |key: MeasureKey| (Source::Measure(key), figures.measures.money(key));
    let income = entered(at!(performance.stated_projects.budget_income), stated.budget_income);
    let expenditure = entered(at!(performance.stated_projects.budget_expenditure), stated.budget_expenditure);
    let section_ten = entered(at!(performance.stated_projects.section_ten_amount), stated.section_ten_amount);
    let spent = CellKey::total(T03, Column::Total);
    let operating = &document.other.operating;
    let procurement = &document.other.procurement;
    let adjusted_budget = (Source::Measure(MeasureKey::AdjustedBudget), witness::adjusted_budget(figures));
    let mut pairs = vec![
        (expenditure.clone(), income.clone()),
        (expenditure, measure(MeasureKey::InitialBudget)),
        (income, measure(MeasureKey::InitialBudget)),
        (section_ten, measure(MeasureKey::ProjectsExecuted)),
        (adjusted_budget.clone(), cell(spent)),
        (entered(at!(targets.budget_total), document.targets.budget_total), adjusted_budget),
        (
            cell(CellKey::line(T01, Line::IncomeTotal, Column::Amount)),
            cell(CellKey::line(T01, Line::SpendingTotal, Column::Amount)),
        ),
        (
            cell(CellKey::line(T08, Line::Public, Column::Amount)),
            entered(at!(other.operating.amount), operating.amount),
        ),
        (
            entered(at!(other.operating.prior), operating.prior),
            entered(at!(other.prior.public), document.other.prior.public),
        ),
        (cell(CellKey::total(T08, Column::Amount)), cell(CellKey::total(T06, Column::Basic))),
        (entered(at!(other.procurement.total), procurement.total), measure(MeasureKey::ProcurementTotal)),
    ];
    for (kind, place, amount) in [
        (ProjectKind::Permanent, at!(performance.stated_projects.permanent_amount), stated.permanent_amount),
        (ProjectKind::Stage, at!(performance.stated_projects.stage_amount), stated.stage_amount),
    ] {
        let mut projects = document.performance.projects.iter().enumerate().filter(|(_, p)| p.kind == Some(kind));
        if let Some((i, first)) = projects.next() {
            let rest = projects.filter_map(|(_, project)| project.adjusted_budget);
            let sum = first.adjusted_budget.map(|amount| amount + rest.sum());
            pairs.push((entered(place, amount), entered(at!(performance.projects[i].adjusted_budget), sum)));
        }
    }
    for (i, project) in document.performance.projects.iter().enumerate() {
        let place = at!(performance.projects[i].initial_budget);
        let adjusted = entered(at!(performance.projects[i].adjusted_budget), project.adjusted_budget);
        pairs.push((entered(place, project.initial_budget), adjusted.clone()));
        pairs.push((adjusted, measure(MeasureKey::ProjectExecuted(i as u32))));
    }
    for (row, key) in figures.tables.published_rows() {
        let row = *row as usize;
        let amount = document.published.get(row).and_then(|entry| entry.amount);
        pairs.push((entered(at!(published[row].amount), amount), cell(*key)));
    }
    pairs
}

/// Whether one is about ten thousand times the other.
fn is_slip(a: Money, b: Money) -> bool {
    let (small, large) = if a.abs() < b.abs() { (a.abs(), b.abs()) } else { (b.abs(), a.abs()) };
    if small.is_zero() {
        return false;
    }
    let scaled = small.yuan() * Decimal::from(10_000);
    // One per cent: what a figure of the same quantity may have been changed or rounded by.
    (scaled - large.yuan()).abs() * Decimal::ONE_HUNDRED <= large.yuan()
}

/// Looks for a known number that a text gives in the other unit. Whether there were amounts in texts.
fn texts(figures: &Figures, findings: &mut Findings) -> bool {
    let mut stated: Vec<(Path, WrittenAmount)> = Vec::new();
    for text in scan::texts(figures).filter(|text| text.digits() > 0 && text.has("元")) {
        stated.extend(written_amounts(text).into_iter().map(|amount| (text.path, amount)));
    }
    if stated.is_empty() {
        return false;
    }
    let entered = entered(figures, &stated);
    let mut known = entered.clone();
    for key in [
        CellKey::total(T03, Column::Total),
        CellKey::total(T06, Column::Total),
        CellKey::line(T01, Line::IncomeTotal, Column::Amount),
    ] {
        known.extend(figures.tables.printed(key));
    }
    known.extend(stated.iter().filter(|(_, amount)| amount.is_wan).filter_map(|(_, amount)| amount.money()));
    for (path, amount) in &stated {
        let (Some(money), Some(other)) = (amount.money(), amount.in_other_unit()) else { continue };
        let is_meant = known.contains(&other) && (amount.is_wan || !known.contains(&money));
        let is_known_elsewhere = amount.is_wan && entered.contains(&money);
        if amount.is_striking() && is_meant && !is_known_elsewhere {
            let (right, wrong) = if amount.is_wan { ("元", "万元") } else { ("万元", "元") };
            let digits = &amount.digits;
            let message =
                format!("{}写“{digits}{wrong}”，别处的同一个数是 {digits}{right}", figures.label(&(*path).into()));
            findings.report([*path], message).values(format!("{digits}{right}"), format!("{digits}{wrong}"));
        }
    }
    true
}

/// Those of the stated amounts, in either unit, that were entered.
fn entered(figures: &Figures, stated: &[(Path, WrittenAmount)]) -> FxHashSet<Money> {
    let striking = stated.iter().filter(|(_, amount)| amount.is_striking());
    let wanted: FxHashSet<Money> =
        striking.flat_map(|(_, amount)| [amount.money(), amount.in_other_unit()]).flatten().collect();
    let mut entered = FxHashSet::default();
    if !wanted.is_empty() {
        for_each_amount(&figures.document, &mut |amount, _| {
            entered.extend(Some(amount.abs()).filter(|amount| wanted.contains(amount)));
        });
    }
    entered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    #[test]
    fn the_same_figure_in_another_unit() {
        let cells = |expenditure| {
            vec![
                (at!(performance.stated_projects.budget_income), "174.57"),
                (at!(performance.stated_projects.budget_expenditure), expenditure),
            ]
        };
        passes(&RULE, &cells("174.57"));
        passes(&RULE, &cells("17.46"));
        fires(
            &RULE,
            &cells("174.57元"),
            "项目绩效›公开的项目个数与金额›附件1所述支出预算总额 0.017457万元，项目绩效›公开的项目个数与金额›附件1所述年初预算收入 174.57万元，相差约一万倍",
        );
    }

    #[test]
    fn a_text_names_a_known_figure_in_the_wrong_unit() {
        let cells = |text| {
            vec![(at!(performance.stated_projects.budget_income), "174.57"), (at!(performance.texts.budget), text)]
        };
        fires(
            &RULE,
            &cells("支出预算总额174.57元，控制良好。"),
            "项目绩效›自评文字›预算管理写“174.57元”，别处的同一个数是 174.57万元",
        );
        fires(
            &RULE,
            &cells("支出预算总额1745700.00万元。"),
            "项目绩效›自评文字›预算管理写“1745700.00万元”，别处的同一个数是 1745700.00元",
        );
        passes(&RULE, &cells("支出预算总额174.57万元，每户慰问500元。"));
        passes(&RULE, &cells("标准为每人174.57元。"));
    }

    #[test]
    fn a_published_figure_of_another_unit() {
        fires(
            &RULE,
            &[
                (at!(expenditure.lines[0].item), "2012901"),
                (at!(expenditure.lines[0].basic), "89.45"),
                (at!(published[0].cell), "T06!合计.tot"),
                (at!(published[0].amount), "894500"),
            ],
            "报告上印的数（公开06表 合计） 894,500.00万元，公开06表 合计 89.45万元，相差约一万倍",
        );
    }
}
