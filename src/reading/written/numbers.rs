//! Amounts and counts of sentences that a person would type, where no table tells them.

use rust_decimal::prelude::ToPrimitive;

use crate::{
    address::{CellKey, Column, ColumnKey, MeasureKey, ProjectTerm, RowKey, T13, ThreePublicItem},
    at,
    document::{Document, Entry, Kind, Path},
    figures::Source,
    money::Money,
};

use super::{
    super::{
        Reading,
        prose::{Formula, Prose, ProseFact, ProseRole, Way, formula},
    },
    Written, WrittenPlace,
};

fn place_of(fact: &ProseFact) -> WrittenPlace {
    WrittenPlace::of_text(fact.place.block, fact.place.from, fact.place.to)
}

/// The value of a sentence, as the place takes it.
fn entry_for(path: Path, fact: &ProseFact) -> Option<Entry> {
    match Document::kind_at(path)? {
        Kind::Money => fact.money().map(Entry::Money),
        Kind::Count => fact.value.filter(|value| value.is_integer())?.to_u32().map(Entry::Count),
        Kind::Number => fact.value.map(Entry::Number),
        _ => None,
    }
}

/// Where an amount of 公开13表 is typed.
fn typed(column: Column) -> Option<Path> {
    let (actual, budget) = (at!(three_public.actual), at!(three_public.budget));
    Some(match column {
        Column::ActualAbroad => actual.field("abroad"),
        Column::ActualVehiclePurchase => actual.field("vehicle_purchase"),
        Column::ActualVehicleRunning => actual.field("vehicle_running"),
        Column::BudgetAbroad => budget.field("abroad"),
        Column::BudgetVehiclePurchase => budget.field("vehicle_purchase"),
        Column::BudgetVehicleRunning => budget.field("vehicle_running"),
        _ => return None,
    })
}

/// The usual one of the two that a sum is made of, and the other.
fn mostly(column: Column) -> Option<(Path, Path)> {
    let (actual, budget) = (at!(three_public.actual), at!(three_public.budget));
    let of = |year: Path, [usual, other]: [&'static str; 2]| Some((year.field(usual), year.field(other)));
    let (vehicles, guests) = (["vehicle_running", "vehicle_purchase"], ["reception_domestic", "reception_foreign"]);
    match column {
        Column::ActualVehicles => of(actual, vehicles),
        Column::BudgetVehicles => of(budget, vehicles),
        Column::ActualReception => of(actual, guests),
        Column::BudgetReception => of(budget, guests),
        _ => None,
    }
}

fn stated_of(key: MeasureKey, topic: &str) -> Option<Path> {
    let projects = at!(performance.stated_projects);
    Some(match key {
        MeasureKey::ScoreTotal if topic.starts_with("conclusion") => at!(performance.stated_scores.attachment),
        MeasureKey::ScoreTotal => at!(performance.stated_scores.section_ten),
        MeasureKey::TermCount(ProjectTerm::Permanent) => projects.field("permanent_count"),
        MeasureKey::TermCount(ProjectTerm::Stage) => projects.field("stage_count"),
        MeasureKey::TermBudget(ProjectTerm::Permanent) => projects.field("permanent_amount"),
        MeasureKey::TermBudget(ProjectTerm::Stage) => projects.field("stage_amount"),
        MeasureKey::GeneralBudgetPlanned => at!(expenditure.published_budget),
        MeasureKey::ProcurementTotal => at!(other.procurement.total),
        _ => return None,
    })
}

impl Written {
    pub(super) fn numbers(&mut self, reading: &Reading, prose: &Prose, document: &Document) {
        let is_read = |key: &CellKey| reading.tables.iter().any(|table| table.table == key.table);
        let mut published = document.published.len();
        let mut whole: Vec<(Path, Path, Money, &ProseFact)> = Vec::new();
        for fact in &prose.facts {
            let [address] = fact.addresses.as_slice() else { continue };
            let is_stated = matches!(fact.role, ProseRole::Amount | ProseRole::Prior | ProseRole::Budget);
            match address {
                Source::Entered(path) if is_stated => {
                    if let Some(entry) = entry_for(*path, fact) {
                        self.tell(*path, entry, place_of(fact), &fact.sentence);
                    }
                }
                Source::Cell(key) if is_stated && fact.role != ProseRole::Prior && !is_read(key) => {
                    let is_three_public = key.table == T13 && key.row == RowKey::Total;
                    let typed = match key.column {
                        ColumnKey::Named(column) if is_three_public => typed(column),
                        _ => None,
                    };
                    let Some(money) = fact.money() else { continue };
                    if let (true, ColumnKey::Named(column)) = (is_three_public, key.column)
                        && let Some((path, other)) = mostly(column)
                    {
                        whole.push((path, other, money, fact));
                    }
                    match typed {
                        Some(path) => self.tell(path, Entry::Money(money), place_of(fact), &fact.sentence),
                        None if is_three_public => {}
                        None => {
                            let cell = Entry::Text(key.to_string());
                            let is_told = |value: &super::WrittenValue| value.entry == cell;
                            if !self.values.iter().any(is_told) {
                                let row = at!(published[published]);
                                self.tell(row.field("cell"), cell, place_of(fact), &fact.sentence);
                                self.tell(row.field("amount"), Entry::Money(money), place_of(fact), &fact.sentence);
                                published += 1;
                            }
                        }
                    }
                }
                Source::Measure(key) => {
                    if let Some(path) = stated_of(*key, fact.topic).filter(|_| is_stated) {
                        if let Some(entry) = entry_for(path, fact) {
                            self.tell(path, entry, place_of(fact), &fact.sentence);
                        }
                    } else if let ProseRole::Change(way) = fact.role {
                        self.prior(*key, way, fact, prose, reading);
                    }
                }
                _ => {}
            }
        }
        // Where only the sum of two is said, nearly always one of them is all of it.
        for (path, other, money, fact) in whole {
            if !self.told.contains(&path) && !self.told.contains(&other) {
                self.tell(path, Entry::Money(money), place_of(fact), &fact.sentence);
                self.tell(other, Entry::Money(Money::ZERO), place_of(fact), &fact.sentence);
            }
        }
    }

    /// Last year's amount follows from this year's and the change.
    fn prior(&mut self, key: MeasureKey, way: Way, fact: &ProseFact, prose: &Prose, reading: &Reading) {
        let Some(Formula::Growth { current, prior }) = formula(key) else { return };
        let path = match prior {
            Source::Entered(path) => path,
            Source::Measure(MeasureKey::ThreePublicPrior(item)) => {
                let prior = at!(three_public.prior);
                match item {
                    ThreePublicItem::Abroad => prior.field("abroad"),
                    ThreePublicItem::Reception => prior.field("reception_domestic"),
                    ThreePublicItem::Vehicles | ThreePublicItem::VehicleRunning => prior.field("vehicle_running"),
                    ThreePublicItem::VehiclePurchase => prior.field("vehicle_purchase"),
                    ThreePublicItem::Total => return,
                }
            }
            _ => return,
        };
        let of_table = reading.tables.iter().flat_map(|table| &table.facts).find(|own| own.address == current);
        let told = || {
            let is_it = |other: &&ProseFact| other.role == ProseRole::Amount && other.addresses.contains(&current);
            prose.facts.iter().find(is_it).and_then(ProseFact::money)
        };
        let (Some(now), Some(change)) = (of_table.map(|own| own.value).or_else(told), fact.money()) else { return };
        let before = if way == Way::Down { now + change } else { now - change };
        if before >= Money::ZERO {
            self.tell(path, Entry::Money(before), place_of(fact), &fact.sentence);
        }
    }
}
