//! What follows from other values otherwise than as the sum of a few: units that are listed, the budget of the
//! department, the score for the execution of a project.

use rust_decimal::Decimal;

use crate::{
    at,
    document::{BudgetBasis, Document, ExpenditureLine, Fund, Path, UnitType},
    money::Money,
    templates::{Annex, Profile},
};

/// How the score for execution follows from the amounts of a project.
pub(super) const EXECUTION: &str = "权重 × 执行率，不超过权重";

/// What stands behind the name of the department where it stands among its own units.
const ITSELF: [&str; 7] = ["", "本级", "（本级）", "(本级)", "机关", "（机关）", "(机关)"];

/// The units below the department by kind, where they are listed with their kinds.
pub(super) fn counted_members(document: &Document) -> Vec<(Path, Vec<Path>, u32)> {
    let department = document.unit.department.trim();
    let is_itself = |name: &str| name.trim().strip_prefix(department).is_some_and(|rest| ITSELF.contains(&rest));
    let below: Vec<_> =
        document.unit.members.iter().enumerate().filter(|(_, member)| !is_itself(&member.name)).collect();
    if department.is_empty() || below.is_empty() || below.iter().any(|(_, member)| member.kind.is_none()) {
        return Vec::new();
    }
    let kinds = [
        (UnitType::Administrative, at!(unit.subunits.administrative)),
        (UnitType::CivilService, at!(unit.subunits.civil_service)),
        (UnitType::Institution, at!(unit.subunits.institution)),
    ];
    kinds
        .map(|(kind, place)| {
            let of_kind = below.iter().filter(|(_, member)| member.kind == Some(kind));
            let members: Vec<Path> = of_kind.map(|(row, _)| at!(unit.members[*row].kind)).collect();
            let count = u32::try_from(members.len()).unwrap_or(u32::MAX);
            (place, members, count)
        })
        .to_vec()
}

/// The budget of the whole department (附表2) by the budgets of its items, once each item has one: grants, and other
/// money, of which there is none where no item has any.
pub(super) fn budgets_of_lines(document: &Document, profile: &Profile) -> Vec<(Path, Vec<Path>, Money, &'static str)> {
    let (field, formulas) = match profile.basis {
        BudgetBasis::Initial => ("initial_budget", ["财政拨款各科目的年初预算之和", "其他资金各科目的年初预算之和"]),
        BudgetBasis::Adjusted => ("adjusted_budget", ["财政拨款各科目的全年预算之和", "其他资金各科目的全年预算之和"]),
    };
    let budget_of = |line: &ExpenditureLine| match profile.basis {
        BudgetBasis::Initial => line.initial_budget,
        BudgetBasis::Adjusted => line.adjusted_budget,
    };
    let lines = document.expenditure.lines.iter().enumerate().filter(|(_, line)| !line.item.is_blank());
    let budgets = lines.map(|(row, line)| {
        let place = at!(expenditure.lines[row]).field(field);
        Some((line.fund_or_default() == Fund::Other, place, budget_of(line)?))
    });
    let budgets: Option<Vec<(bool, Path, Money)>> = budgets.collect();
    let Some(budgets) = budgets.filter(|budgets| !budgets.is_empty() && profile.has_annex(Annex::TargetTable)) else {
        return Vec::new();
    };
    [(at!(targets.budget_fiscal), false), (at!(targets.budget_other), true)]
        .into_iter()
        .zip(formulas)
        .map(|((total, is_other), formula)| {
            let own = budgets.iter().filter(|(is_of_other, ..)| *is_of_other == is_other);
            let sum = Money::sum_of(own.clone().map(|(.., budget)| Some(*budget))).unwrap_or(Money::ZERO);
            (total, own.map(|(_, place, _)| *place).collect(), sum, formula)
        })
        .collect()
}

/// The score for the execution of each project that is scored, with the weight and the amounts that it is made of.
pub(super) fn scores_of_execution(document: &Document) -> Vec<(Path, Vec<Path>, Decimal)> {
    let projects = document.performance.projects.iter().enumerate();
    projects
        .filter(|(_, project)| !project.indicators.is_empty() || project.execution_weight.0.is_some())
        .filter_map(|(row, project)| {
            let points = project.points_of_execution()?;
            let place = at!(performance.projects[row]);
            let amounts = [
                ("execution_weight", project.execution_weight.0.is_some()),
                ("fiscal", project.fiscal.is_some()),
                ("special_account", project.special_account.is_some()),
                ("own_funds", project.own_funds.is_some()),
                ("other_funds", project.other_funds.is_some()),
                ("adjusted_budget", project.adjusted_budget.is_some()),
            ];
            let filled = amounts.into_iter().filter(|(_, is_filled)| *is_filled).map(|(field, _)| place.field(field));
            Some((place.field("execution_score"), filled.collect(), points))
        })
        .collect()
}
