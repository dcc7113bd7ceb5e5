//! Counts, budgets and execution of projects that run each year or for a time (常年、阶段项目), and counts of receptions.

use rust_decimal::Decimal;

use crate::{
    address::{MeasureKey, ProjectTerm},
    at,
    document::{Path, Project, ProjectKind, ReceptionKind},
    money::Money,
    percent::Ratio,
};

use super::{
    measured::{Builder, COMPLETION},
    measures::{MeasureValue, SUM},
    source::Source,
};

const COUNT: &str = "个数";

impl Builder<'_> {
    /// What the self-evaluation says of the projects of each kind; those without a kind are permanent ones (常年项目).
    pub(super) fn project_kinds(&mut self) {
        let document = self.document;
        let projects: Vec<(usize, &Project)> = document.performance.projects.iter().enumerate().collect();
        self.count(MeasureKey::ProjectCount, "项目个数", &projects);
        for (term, kind) in [(ProjectTerm::Permanent, ProjectKind::Permanent), (ProjectTerm::Stage, ProjectKind::Stage)]
        {
            let label = term.words();
            let of_kind: Vec<(usize, &Project)> = projects
                .iter()
                .copied()
                .filter(|(_, project)| project.kind.unwrap_or(ProjectKind::Permanent) == kind)
                .collect();
            self.count(MeasureKey::TermCount(term), &format!("{label}个数"), &of_kind);
            let large: Vec<_> = of_kind.iter().copied().filter(|(_, project)| has_large_surplus(project)).collect();
            self.count(MeasureKey::TermSurplus(term), &format!("预算结余率大于10%的{label}个数"), &large);

            let budgets: Vec<(Source, Option<Money>)> = of_kind
                .iter()
                .map(|(index, project)| budget(*index, project))
                .map(|(path, money)| (path.into(), money))
                .collect();
            let planned = self.sum_of(MeasureKey::TermBudget(term), &format!("{label}预算总金额"), budgets);
            let executed: Vec<(Source, Option<Money>)> = of_kind
                .iter()
                .map(|(index, project)| {
                    (Source::Measure(MeasureKey::ProjectExecuted(*index as u32)), project.executed())
                })
                .collect();
            let spent = self.sum_of(MeasureKey::TermExecuted(term), &format!("{label}执行数合计"), executed);
            let inputs = vec![MeasureKey::TermExecuted(term).into(), MeasureKey::TermBudget(term).into()];
            let rate = MeasureValue::Ratio(Ratio::share(spent, planned));
            self.put(MeasureKey::TermExecution(term), format!("{label}预算执行率"), rate, COMPLETION, inputs);
        }
    }

    fn count(&mut self, key: MeasureKey, label: &str, projects: &[(usize, &Project)]) {
        let inputs = projects.iter().map(|(index, _)| at!(performance.projects[*index].name).into()).collect();
        let value = MeasureValue::Number(Some(Decimal::from(projects.len())));
        self.put(key, label.to_owned(), value, COUNT, inputs);
    }

    fn sum_of(&mut self, key: MeasureKey, label: &str, parts: Vec<(Source, Option<Money>)>) -> Option<Money> {
        let total = Money::sum_of(parts.iter().map(|(_, amount)| *amount));
        let inputs = parts.into_iter().map(|(source, _)| source).collect();
        self.put(key, label.to_owned(), MeasureValue::Money(total), SUM, inputs);
        total
    }

    /// Domestic receptions: as stated, otherwise the sum of the list.
    pub(super) fn receptions(&mut self) {
        let three_public = &self.document.three_public;
        let domestic = || {
            let receptions = three_public.receptions.iter().enumerate();
            receptions.filter(|(_, reception)| reception.kind_or_default() == ReceptionKind::Domestic)
        };
        let batches: Vec<(Path, Option<u32>)> =
            domestic().map(|(i, reception)| (at!(three_public.receptions[i].batches), reception.batches)).collect();
        let persons: Vec<(Path, Option<u32>)> =
            domestic().map(|(i, reception)| (at!(three_public.receptions[i].persons), reception.persons)).collect();
        let stated = [
            (
                MeasureKey::DomesticBatches,
                "国内接待批次",
                at!(three_public.domestic_batches),
                three_public.domestic_batches,
                batches,
            ),
            (
                MeasureKey::DomesticPersons,
                "国内接待人次",
                at!(three_public.domestic_persons),
                three_public.domestic_persons,
                persons,
            ),
        ];
        for (key, label, path, stated, listed) in stated {
            let listed = if stated.is_some() || listed.is_empty() { vec![(path, stated)] } else { listed };
            let sum = listed.iter().filter_map(|(_, count)| *count).map(Decimal::from).reduce(|a, b| a + b);
            let inputs = listed.into_iter().map(|(path, _)| path.into()).collect();
            self.put(key, label.to_owned(), MeasureValue::Number(sum), SUM, inputs);
        }
    }
}

/// The budget after changes, or the initial one where there were none.
fn budget(index: usize, project: &Project) -> (Path, Option<Money>) {
    match project.adjusted_budget {
        None if project.initial_budget.is_some() => {
            (at!(performance.projects[index].initial_budget), project.initial_budget)
        }
        adjusted => (at!(performance.projects[index].adjusted_budget), adjusted),
    }
}

/// More than a tenth of the budget left.
fn has_large_surplus(project: &Project) -> bool {
    let (_, planned) = budget(0, project);
    match (project.executed(), planned) {
        (Some(spent), Some(planned)) => (planned - spent).yuan() * Decimal::TEN > planned.yuan(),
        _ => false,
    }
}
