//! The items of general budget spending as sentences tell them, where no table does.

use std::collections::BTreeMap;

use crate::{
    address::{CellKey, Column, ColumnKey, MeasureKey, RowKey, T03, T06},
    at,
    codes::Code,
    document::{Entry, Fund},
    figures::Source,
    money::Money,
};

use super::{
    super::{
        Reading,
        prose::{Prose, ProseFact, ProseRole, Way},
    },
    Written, WrittenPlace,
};

/// What is said of one item.
#[derive(Default)]
struct Item<'a> {
    spent: Option<(Money, &'a ProseFact)>,
    budget: Option<Money>,
    /// 决算数等于预算数
    is_level: bool,
    is_initial: bool,
}

impl Written {
    /// Sentences do not tell basic from project spending: that is known only where one item is all of the latter.
    pub(super) fn items(&mut self, reading: &Reading, prose: &Prose) {
        if reading.tables.iter().any(|table| table.table == T06 || table.table == T03) {
            return;
        }
        let mut items: BTreeMap<Code, Item<'_>> = BTreeMap::new();
        for fact in &prose.facts {
            match fact.addresses.as_slice() {
                [
                    Source::Cell(CellKey {
                        table: T06,
                        row: RowKey::Code(code),
                        column: ColumnKey::Named(Column::Total),
                    }),
                ] if code.digits() == 7 && fact.role == ProseRole::Amount => {
                    let own = items.entry(*code).or_default();
                    own.spent = own.spent.or(fact.money().map(|money| (money, fact)));
                }
                [Source::Measure(MeasureKey::ItemBudget(code))] if fact.role == ProseRole::Budget => {
                    let own = items.entry(*code).or_default();
                    own.budget = own.budget.or(fact.money());
                    own.is_initial = fact.lead.contains("年初");
                }
                [Source::Measure(MeasureKey::ItemCompletion(code))] => {
                    items.entry(*code).or_default().is_level |= fact.role == ProseRole::Compare(Way::Level);
                }
                _ => {}
            }
        }
        items.retain(|_, item| item.spent.is_some());
        let told = |column| {
            let key = Source::from(CellKey::total(T03, column));
            let is_it = |fact: &&ProseFact| fact.role == ProseRole::Amount && fact.addresses.contains(&key);
            prose.facts.iter().find(is_it).and_then(ProseFact::money)
        };
        let (Some(project), false) = (told(Column::Project), items.is_empty()) else { return };
        let is_all_of_it = |item: &Item<'_>| item.spent.is_some_and(|(money, _)| money == project);
        let alone = items.iter().find(|(_, item)| is_all_of_it(item)).map(|(code, _)| *code);
        if alone.is_none() && !project.is_zero() {
            return;
        }
        for (row, (code, item)) in items.into_iter().enumerate() {
            let Some((spent, fact)) = item.spent else { continue };
            let place = WrittenPlace::of_text(fact.place.block, fact.place.from, fact.place.to);
            let own = |field| at!(expenditure.lines[row]).field(field);
            let mut tell = |field, entry| self.tell(own(field), entry, place, &fact.sentence);
            tell("item", Entry::Text(code.to_string()));
            tell("fund", Entry::Choice(Fund::Gpb.name()));
            tell(if Some(code) == alone { "project" } else { "basic" }, Entry::Money(spent));
            if let Some(budget) = item.budget.or(item.is_level.then_some(spent)) {
                tell(if item.is_initial { "initial_budget" } else { "adjusted_budget" }, Entry::Money(budget));
            }
        }
    }
}
