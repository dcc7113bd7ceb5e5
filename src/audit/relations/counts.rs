//! Counts and amounts of sentences that add up.

use rust_decimal::Decimal;

use crate::{
    address::{CellKey, Column, MeasureKey, T13},
    at,
    document::Path,
    figures::Source,
    reading::prose::UnreadNumber,
};

use super::Finder;

/// Further rows of a list are not added up.
const MOST_LISTED: u32 = 200;

/// A total, and its parts.
type Parts = (Source, Vec<Source>);

/// The parts of a total that are listed where the total is.
fn sums() -> Vec<Parts> {
    let fields = |record: Path, names: &[&'static str]| -> Vec<Source> {
        names.iter().map(|name| record.field(name).into()).collect()
    };
    let units = ["administrative", "civil_service", "institution"];
    let staff = ["civil_servant", "worker", "institution"];
    let vehicles =
        ["provincial", "leader", "confidential", "emergency", "enforcement", "technical", "retired", "other"];
    let receptions = ["reception_domestic", "reception_foreign"];
    vec![
        (at!(unit.subunits.declared).into(), fields(at!(unit.subunits), &units)),
        (at!(unit.attachment_subunits.declared).into(), fields(at!(unit.attachment_subunits), &units)),
        (at!(other.assets.vehicles).into(), fields(at!(other.assets), &vehicles)),
        (
            at!(three_public.vehicles_held.total).into(),
            fields(at!(three_public.vehicles_held), &["sedan", "offroad", "coach"]),
        ),
        (MeasureKey::ProcurementTotal.into(), fields(at!(other.procurement), &["goods", "works", "services"])),
        (at!(unit.staff.actual.total).into(), fields(at!(unit.staff.actual), &staff)),
        (at!(unit.staff.establishment.total).into(), fields(at!(unit.staff.establishment), &staff)),
        (CellKey::total(T13, Column::ActualReception).into(), fields(at!(three_public.actual), &receptions)),
    ]
}

/// Lists of which a sentence may name some rows only.
fn listed() -> [Parts; 4] {
    let listed = |of: &dyn Fn(u32) -> Source| (0..MOST_LISTED).map(of).collect::<Vec<Source>>();
    let receptions = at!(three_public.receptions);
    [
        (MeasureKey::ProjectsExecuted.into(), listed(&|row| MeasureKey::ProjectExecuted(row).into())),
        (
            at!(three_public.actual.reception_domestic).into(),
            listed(&|row| receptions.row(row as usize).field("amount").into()),
        ),
        (MeasureKey::DomesticBatches.into(), listed(&|row| receptions.row(row as usize).field("batches").into())),
        (MeasureKey::DomesticPersons.into(), listed(&|row| receptions.row(row as usize).field("persons").into())),
    ]
}

impl Finder<'_, '_> {
    /// Counts and amounts of sentences that add up.
    pub fn counts(&mut self) {
        for (total, parts) in listed() {
            // A sentence may list some of them only.
            let parts: Vec<usize> = parts.iter().filter_map(|part| self.alone(part)).collect();
            let is_of_projects = total == MeasureKey::ProjectsExecuted.into();
            let count = self.alone(&MeasureKey::ProjectCount.into()).map(|index| self.number(index).value);
            // Projects are known by name where a table names them.
            let is_whole = !is_of_projects || count == Some(Decimal::from(parts.len()));
            if parts.len() >= 2 && is_whole {
                self.sum(self.alone(&total), &parts, false);
            }
        }
        for (total, parts) in sums() {
            let alone = |source: &Source| self.alone(source);
            // The parts are listed where the total is; one that is not there is none.
            let most = parts.len();
            let parts: Vec<usize> = parts.iter().filter_map(alone).collect();
            let total = alone(&total).filter(|total| parts.len() == most || !self.has_unread_beside(*total));
            if parts.len() >= 2 {
                self.sum(total, &parts, true);
            }
        }
    }

    /// Whether a paragraph holds another number of the same unit that was not understood: it may be a part, too.
    fn has_unread_beside(&self, number: usize) -> bool {
        let Some(fact) = self.numbers.prose_fact(number) else { return false };
        let beside = |other: &UnreadNumber| other.place.block == fact.place.block && Some(other.unit) == fact.unit;
        self.numbers.prose.unread.iter().any(beside)
    }
}
