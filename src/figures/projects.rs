//! Project expenditure (公开09表) and three-public spending (公开13表).

use std::collections::{BTreeMap, BTreeSet};

use crate::{at, codes::Code, document::Document, money::Money};

use crate::address::{CellKey, Column, RowKey, T06, T09, T10, T12, T13};

use super::{
    figure::{Origin, Sign},
    table_figures::TableFigures,
};

/// Puts `T09` (items with their projects); needs `T06`, `T10` and `T12`.
pub(super) fn put_projects(document: &Document, figures: &mut TableFigures) {
    let mut items: BTreeSet<Code> = BTreeSet::new();
    for code in figures.codes(T06).filter(|code| code.digits() > 5) {
        let spent = figures.printed(CellKey::code(T06, code, Column::Project));
        items.extend(spent.filter(|money| !money.is_zero()).map(|_| code));
    }
    let mut projects: BTreeMap<Code, Vec<RowKey>> = BTreeMap::new();
    for (index, project) in document.performance.projects.iter().enumerate() {
        let code = Code::new(&project.item).filter(|code| !is_of_another_fund(figures, *code));
        if let (Some(code), Some(_)) = (code, project.fiscal) {
            let row = RowKey::Project(u32::try_from(index).unwrap_or(u32::MAX));
            figures.put_values(
                CellKey::new(T09, row, Column::Amount),
                &[(at!(performance.projects[index].fiscal), project.fiscal)],
            );
            projects.entry(code).or_default().push(row);
            items.insert(code);
        }
    }
    figures.set_rows(T09, items.iter().map(|code| RowKey::Code(*code)).collect());
    for code in &items {
        let key = CellKey::code(T09, *code, Column::Amount);
        match projects.remove(code) {
            Some(rows) => {
                figures.set_children(T09, RowKey::Code(*code), rows);
                figures.put(key, Origin::Children);
            }
            None => {
                figures.put(key, Origin::Cells(Box::new([(Sign::Plus, CellKey::code(T06, *code, Column::Project))])))
            }
        }
    }
    let cells = items.iter().map(|code| (Sign::Plus, CellKey::code(T09, *code, Column::Amount))).collect();
    figures.put(CellKey::total(T09, Column::Amount), Origin::Cells(cells));
}

/// Whether an item is paid only by the government fund or the state capital budget: `T09` lists the projects of the
/// general budget.
fn is_of_another_fund(figures: &TableFigures, item: Code) -> bool {
    let stands_in = |table, column| figures.get(CellKey::code(table, item, column)).is_some();
    !stands_in(T06, Column::Total) && (stands_in(T10, Column::Spending) || stands_in(T12, Column::Total))
}

/// Puts `T13`; needs nothing else.
pub(super) fn put_three_public(document: &Document, figures: &mut TableFigures) {
    let (budget, actual) = (&document.three_public.budget, &document.three_public.actual);
    let total = |column| CellKey::total(T13, column);
    for (of, amounts, columns) in [
        (
            at!(three_public.budget),
            budget,
            [
                Column::BudgetAbroad,
                Column::BudgetVehiclePurchase,
                Column::BudgetVehicleRunning,
                Column::BudgetReception,
            ],
        ),
        (
            at!(three_public.actual),
            actual,
            [
                Column::ActualAbroad,
                Column::ActualVehiclePurchase,
                Column::ActualVehicleRunning,
                Column::ActualReception,
            ],
        ),
    ] {
        let [abroad, purchase, running, reception] = columns;
        let mut put = |column, values: &[(&'static str, Option<Money>)]| {
            let values: Vec<_> = values.iter().map(|(field, amount)| (of.field(field), *amount)).collect();
            figures.put_entered(total(column), &values, values.len());
        };
        put(abroad, &[("abroad", amounts.abroad)]);
        put(purchase, &[("vehicle_purchase", amounts.vehicle_purchase)]);
        put(running, &[("vehicle_running", amounts.vehicle_running)]);
        put(
            reception,
            &[("reception_domestic", amounts.reception_domestic), ("reception_foreign", amounts.reception_foreign)],
        );
    }
    figures.put(
        total(Column::BudgetVehicles),
        Origin::Columns(&[Column::BudgetVehiclePurchase, Column::BudgetVehicleRunning]),
    );
    figures.put(
        total(Column::ActualVehicles),
        Origin::Columns(&[Column::ActualVehiclePurchase, Column::ActualVehicleRunning]),
    );
    figures.put(
        total(Column::BudgetTotal),
        Origin::Columns(&[Column::BudgetAbroad, Column::BudgetVehicles, Column::BudgetReception]),
    );
    figures.put(
        total(Column::ActualTotal),
        Origin::Columns(&[Column::ActualAbroad, Column::ActualVehicles, Column::ActualReception]),
    );
}
