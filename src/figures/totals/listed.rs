//! Which totals are the sums of which values.

use crate::{
    at,
    document::{Document, Entry, Fund, Path, Reception, ReceptionKind},
    templates::Profile,
};

/// A total and its parts.
type Parts = (Path, Vec<Path>);

/// Each total and what it is the sum of.
pub(super) fn with_parts(document: &Document, profile: &Profile) -> Vec<Parts> {
    let mut totals = of_units();
    totals.extend(of_lists_of_three(document, profile));
    totals.extend(openings(document));
    totals.extend(closings(document));
    totals.extend(spent_on_receptions(document));
    totals.extend(counted_of_receptions(document));
    totals.extend(scores_of_projects(document));
    totals
}

/// The units below the department, and its staff.
fn of_units() -> Vec<Parts> {
    let kinds = |group: Path| {
        let parts = ["civil_servant", "worker", "institution"].map(|kind| group.field(kind));
        (group.field("total"), parts.to_vec())
    };
    let units = ["administrative", "civil_service", "institution"].map(|kind| at!(unit.subunits).field(kind));
    vec![
        (at!(unit.subunits.declared), units.to_vec()),
        (at!(unit.subunits.consolidated), units.to_vec()),
        kinds(at!(unit.staff.establishment)),
        kinds(at!(unit.staff.actual)),
    ]
}

/// Vehicles, procurement and the budget of the department.
fn of_lists_of_three(document: &Document, profile: &Profile) -> Vec<Parts> {
    let [bought, held] = [at!(three_public.vehicles_bought), at!(three_public.vehicles_held)];
    let of = |place: Path, fields: [&'static str; 3]| fields.map(|field| place.field(field)).to_vec();
    let uses = profile.vehicle_uses(document);
    vec![
        (bought.field("total"), of(bought, ["sedan_count", "offroad_count", "coach_count"])),
        (at!(three_public.actual.vehicle_purchase), of(bought, ["sedan_amount", "offroad_amount", "coach_amount"])),
        (held.field("total"), of(held, ["sedan", "offroad", "coach"])),
        (at!(other.procurement.total), of(at!(other.procurement), ["goods", "works", "services"])),
        (at!(other.assets.vehicles), uses.iter().map(|of| of.place).collect()),
        (at!(targets.budget_total), vec![at!(targets.budget_fiscal), at!(targets.budget_other)]),
    ]
}

/// What is brought forward: the closing of last year, and its adjustment where there was one.
fn openings(document: &Document) -> Vec<Parts> {
    let opening = |fund: &'static str| {
        let (closing, adjustment) = (at!(other.prior.closing).field(fund), at!(other.prior.adjustment).field(fund));
        let is_adjusted =
            document.entry(adjustment) != Some(Entry::Blank) || document.unreadable_text(adjustment).is_some();
        let parts = [closing].into_iter().chain(is_adjusted.then_some(adjustment)).collect();
        (at!(income.opening).field(fund), parts)
    };
    ["gpb", "fund", "soc", "other"].map(opening).to_vec()
}

/// The closing balances of the funds that are entered by item.
fn closings(document: &Document) -> Vec<Parts> {
    let closing = |(fund, field): (Fund, &'static str)| {
        let rows = document.expenditure.carry_over.iter().enumerate().filter(|(_, line)| line.fund == Some(fund));
        let parts = rows.map(|(row, _)| at!(expenditure.carry_over[row].closing)).collect();
        (at!(expenditure.closing).field(field), parts)
    };
    [(Fund::Government, "fund"), (Fund::StateCapital, "soc")].map(closing).to_vec()
}

/// The rows of receptions of one kind that `counts` takes in, by one of their fields.
fn receptions(
    document: &Document,
    kind: ReceptionKind,
    counts: fn(&Reception) -> bool,
    field: &'static str,
) -> Vec<Path> {
    let rows = document.three_public.receptions.iter().enumerate();
    rows.filter(|(_, reception)| reception.kind_or_default() == kind && counts(reception))
        .map(|(row, _)| at!(three_public.receptions[row]).field(field))
        .collect()
}

fn spent_on_receptions(document: &Document) -> Vec<Parts> {
    [(ReceptionKind::Domestic, "reception_domestic"), (ReceptionKind::Foreign, "reception_foreign")]
        .map(|(kind, field)| (at!(three_public.actual).field(field), receptions(document, kind, |_| true, "amount")))
        .to_vec()
}

/// Batches and persons. A row for money alone, as for a correction, counts nobody.
fn counted_of_receptions(document: &Document) -> Vec<Parts> {
    let counts = |reception: &Reception| reception.batches.is_some() || reception.persons.is_some();
    [
        (at!(three_public.domestic_batches), ReceptionKind::Domestic, "batches"),
        (at!(three_public.domestic_persons), ReceptionKind::Domestic, "persons"),
        (at!(three_public.foreign_batches), ReceptionKind::Foreign, "batches"),
        (at!(three_public.foreign_persons), ReceptionKind::Foreign, "persons"),
    ]
    .map(|(total, kind, field)| (total, receptions(document, kind, counts, field)))
    .to_vec()
}

fn scores_of_projects(document: &Document) -> Vec<Parts> {
    let projects = document.performance.projects.iter().enumerate();
    projects
        .filter(|(_, project)| !project.indicators.is_empty())
        .map(|(row, project)| {
            let place = at!(performance.projects[row]);
            let scores = (0..project.indicators.len()).map(|of| place.field("indicators").row(of).field("score"));
            (place.field("total_score"), std::iter::once(place.field("execution_score")).chain(scores).collect())
        })
        .collect()
}
