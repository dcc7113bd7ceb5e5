//! Totals and repetitions of the files, compared with what follows from the document.

use std::{collections::HashSet, sync::Arc};

use crate::{
    address::{CellKey, ColumnKey, T02, T03, T05, T06, T07, T08, T09, T12, T13, TableId},
    codes::CodeBook,
    document::Document,
    figures::{Figures, cell_label},
    money::Money,
    reading::FactPlace,
};

use super::{ImportGroup, ImportOrigin, ImportPlan, facts::Facts};

/// A number of a file that does not follow from what is taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub origin: ImportOrigin,
    /// Which number, in words.
    pub label: String,
    pub stated: String,
    /// What is computed; `None` if nothing is, beside others that are.
    pub computed: Option<String>,
}

/// Compares what is wanted of the files; what is not taken over has nothing to agree with.
pub(super) fn compare(after: &Document, facts: &Facts<'_>, wants: impl Fn(ImportGroup) -> bool, plan: &mut ImportPlan) {
    if facts.all.is_empty() {
        return;
    }
    let after = Arc::new(after.clone());
    let figures = Figures::of(&after);
    let book = CodeBook::of(&after);
    let wanted = || facts.all.iter().filter(|(key, _)| groups_of(key.table).iter().all(|group| wants(*group)));
    // Where a column has nothing at all, its numbers are still to come: there is nothing to compare with.
    let has_number = |key: &CellKey| figures.tables.printed(*key).is_some_and(|money| !money.is_zero());
    let begun: HashSet<(TableId, ColumnKey)> =
        wanted().filter(|(key, _)| has_number(key)).map(|(key, _)| (key.table, key.column)).collect();
    let told: HashSet<(usize, FactPlace)> = plan.rest.iter().filter_map(|rest| rest.origin.place).collect();
    for (key, fact) in wanted() {
        let figure = figures.tables.printed(*key);
        let stated = fact.fact.value;
        let agrees = match figure {
            None => stated.is_zero(),
            Some(computed) => {
                // What is made of rounded parts is off by as many halves of their last place.
                let parts = (0..figures.tables.addends(*key)).map(|_| Some(fact.rounding()));
                let parts = Money::sum_of(parts).unwrap_or(Money::ZERO);
                (computed - stated).abs() <= fact.rounding() + parts + printing(&after)
            }
        };
        if agrees {
            plan.agreeing += 1;
            continue;
        }
        let origin = fact.origin();
        let is_told = || origin.place.is_some_and(|place| told.contains(&place));
        if figure.is_none() && (!begun.contains(&(key.table, key.column)) || is_told()) {
            plan.uncompared += 1;
            continue;
        }
        plan.claims.push(Claim {
            origin,
            label: cell_label(*key, &book, &after),
            stated: stated.exact_grouped(fact.fact.unit),
            computed: figure.map(|money| money.exact_grouped(fact.fact.unit)),
        });
    }
}

/// What a table is made of.
fn groups_of(table: TableId) -> &'static [ImportGroup] {
    use ImportGroup::{Balances, Detail, Economic, Income, Items, Projects, ThreePublic};
    match table {
        T02 => &[Income],
        T03 | T06 | T12 => &[Items],
        T05 | T07 => &[Detail],
        T08 => &[Economic],
        T09 => &[Items, Projects],
        T13 => &[ThreePublic],
        _ => &[Income, Items, Balances],
    }
}

/// What is published is rounded to 0.01 万元.
fn printing(document: &Document) -> Money {
    if document.is_wan_two() { Money::ZERO } else { Money::from_fen(5_000) }
}
