//! The tables of spending: `T03`, `T06`, `T10`, `T11` and `T12`, and the spending of other funds, which is not
//! published alone.
//!
//! Each fund has its own table; `T03` adds them up, so a published total entered for a fund's table shows there too.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::{
    address::{CellKey, Column, ColumnKey, RowKey, T03, T06, T10, T11, T12, TableId},
    at,
    codes::Code,
    document::{Document, ExpenditureLine, Fund},
    money::Money,
};

use super::{
    figure::{Origin, Sign},
    pivot::{Pivot, put_column_sum, with_ancestors},
    table_figures::TableFigures,
};

type AmountOf<L> = fn(&L) -> Option<Money>;

const BASIC: (&str, AmountOf<ExpenditureLine>) = ("basic", |line| line.basic);
const PROJECT: (&str, AmountOf<ExpenditureLine>) = ("project", |line| line.project);

/// The spending columns that do not depend on the fund, with the document's field and the table's column.
const UNSPLIT: [(&str, Column, AmountOf<ExpenditureLine>); 3] = [
    ("to_superior", Column::ToSuperior, |line| line.to_superior),
    ("operating", Column::Operating, |line| line.operating),
    ("subsidy", Column::Subsidy, |line| line.subsidy),
];

/// The tables that `T03` adds up, with their basic and project columns.
const FUND_TABLES: [(TableId, Column, Column); 4] = [
    (T06, Column::Basic, Column::Project),
    (T10, Column::SpendingBasic, Column::SpendingProject),
    (T12, Column::Basic, Column::Project),
    (TableId::OTHER_FUNDS, Column::Basic, Column::Project),
];

/// Puts the tables of each fund and their sum.
pub(super) fn put(document: &Document, figures: &mut TableFigures) {
    put_fund(document, figures, Fund::Gpb, T06, [Column::Basic, Column::Project]);
    put_column_sum(figures, T06, Column::Total, &[Column::Basic, Column::Project]);
    put_fund(document, figures, Fund::StateCapital, T12, [Column::Basic, Column::Project]);
    put_column_sum(figures, T12, Column::Total, &[Column::Basic, Column::Project]);
    put_fund(document, figures, Fund::Other, TableId::OTHER_FUNDS, [Column::Basic, Column::Project]);
    put_balances(document, figures, Fund::Government, T10);
    put_balances(document, figures, Fund::StateCapital, T11);
    put_all_funds(document, figures);
}

fn put_fund(document: &Document, figures: &mut TableFigures, fund: Fund, table: TableId, columns: [Column; 2]) {
    let mut pivot = Pivot::new(table, at!(expenditure.lines));
    for (row, line) in document.expenditure.lines.iter().enumerate() {
        let Some(code) = Code::new(&line.item).filter(|_| line.fund_or_default() == fund) else { continue };
        for ((field, amount), column) in [BASIC, PROJECT].into_iter().zip(columns) {
            pivot.add(code, ColumnKey::Named(column), field, row, amount(line));
        }
    }
    pivot.put(figures, &columns.map(ColumnKey::Named));
}

/// `T10` and `T11`: opening, income, spending and closing of one fund by item.
fn put_balances(document: &Document, figures: &mut TableFigures, fund: Fund, table: TableId) {
    let mut codes = BTreeSet::new();
    let carry = &document.expenditure.carry_over;
    for line in carry.iter().filter(|line| line.fund == Some(fund) && line.opening.or(line.closing).is_some()) {
        codes.extend(Code::new(&line.item));
    }
    for line in document.income.lines.iter() {
        let income = if fund == Fund::Government { line.fund } else { line.soc };
        codes.extend(income.filter(|money| !money.is_zero()).and_then(|_| Code::new(&line.item)));
    }
    for line in document.expenditure.lines.iter() {
        let spent = line.basic.or(line.project);
        codes.extend(spent.filter(|_| line.fund_or_default() == fund).and_then(|_| Code::new(&line.item)));
    }
    let rows = with_ancestors(&codes);
    figures.set_rows(table, rows.iter().map(|code| RowKey::Code(*code)).collect());
    let mut deepest_first: Vec<Code> = rows.into_iter().collect();
    deepest_first.sort_by_key(|code| std::cmp::Reverse(code.digits()));
    let entries = Entries::of(document, fund);
    for code in deepest_first {
        let own = codes.contains(&code).then_some(&entries);
        put_balance_row(document, figures, fund, table, code, own);
    }
    let split_is_by_item = carry.iter().any(|line| line.fund == Some(fund));
    put_balance_total(document, figures, fund, table, split_is_by_item);
    for row in figures.rows(table).iter().copied().chain([RowKey::Total]).collect::<Vec<_>>() {
        figures.put(
            CellKey::new(table, row, Column::Spending),
            Origin::Columns(&[Column::SpendingBasic, Column::SpendingProject]),
        );
    }
}

/// The rows of each item that speak of a fund: looked for once, not once for each item.
#[derive(Default)]
struct Entries<'a> {
    carry_over: FxHashMap<&'a str, Vec<usize>>,
    income: FxHashMap<&'a str, Vec<usize>>,
    spending: FxHashMap<&'a str, Vec<usize>>,
}

impl<'a> Entries<'a> {
    fn of(document: &'a Document, fund: Fund) -> Self {
        let mut entries = Self::default();
        for (row, line) in
            document.expenditure.carry_over.iter().enumerate().filter(|(_, line)| line.fund == Some(fund))
        {
            entries.carry_over.entry(&line.item).or_default().push(row);
        }
        for (row, line) in document.income.lines.iter().enumerate() {
            entries.income.entry(&line.item).or_default().push(row);
        }
        let lines = document.expenditure.lines.iter().enumerate();
        for (row, line) in lines.filter(|(_, line)| line.fund_or_default() == fund) {
            entries.spending.entry(&line.item).or_default().push(row);
        }
        entries
    }
}

fn put_balance_row(
    document: &Document,
    figures: &mut TableFigures,
    fund: Fund,
    table: TableId,
    code: Code,
    entries: Option<&Entries<'_>>,
) {
    let row = RowKey::Code(code);
    let Some(entries) = entries else {
        for column in [Column::Opening, Column::Income, Column::SpendingBasic, Column::SpendingProject, Column::Closing]
        {
            figures.put(CellKey::new(table, row, column), Origin::Children);
        }
        return;
    };
    let rows = |of: &FxHashMap<&str, Vec<usize>>| of.get(code.as_str()).cloned().unwrap_or_default();
    let mut values: [Vec<_>; 5] = Default::default();
    let expenditure = &document.expenditure;
    for (i, line) in rows(&entries.carry_over).into_iter().filter_map(|i| Some((i, expenditure.carry_over.get(i)?))) {
        values[0].push((at!(expenditure.carry_over[i].opening), line.opening));
        values[4].push((at!(expenditure.carry_over[i].closing), line.closing));
    }
    for (i, line) in rows(&entries.income).into_iter().filter_map(|i| Some((i, document.income.lines.get(i)?))) {
        values[1].push(match fund {
            Fund::Government => (at!(income.lines[i].fund), line.fund),
            _ => (at!(income.lines[i].soc), line.soc),
        });
    }
    for (i, line) in rows(&entries.spending).into_iter().filter_map(|i| Some((i, expenditure.lines.get(i)?))) {
        values[2].push((at!(expenditure.lines[i].basic), line.basic));
        values[3].push((at!(expenditure.lines[i].project), line.project));
    }
    for (column, values) in
        [Column::Opening, Column::Income, Column::SpendingBasic, Column::SpendingProject, Column::Closing]
            .into_iter()
            .zip(values)
    {
        figures.put_values(CellKey::new(table, row, column), &values);
    }
}

/// Opening and closing balances are entered by fund; only where items share them are they entered by item as well.
fn put_balance_total(document: &Document, figures: &mut TableFigures, fund: Fund, table: TableId, by_item: bool) {
    for column in [Column::Income, Column::SpendingBasic, Column::SpendingProject] {
        figures.put(CellKey::total(table, column), Origin::Children);
    }
    let (opening, closing) = (&document.income.opening, &document.expenditure.closing);
    let balances = match fund {
        Fund::Government => [
            (Column::Opening, at!(income.opening.fund), opening.fund),
            (Column::Closing, at!(expenditure.closing.fund), closing.fund),
        ],
        _ => [
            (Column::Opening, at!(income.opening.soc), opening.soc),
            (Column::Closing, at!(expenditure.closing.soc), closing.soc),
        ],
    };
    for (column, path, amount) in balances {
        if by_item {
            figures.put(CellKey::total(table, column), Origin::Children);
        } else {
            figures.put_values(CellKey::total(table, column), &[(path, amount)]);
        }
    }
}

/// `T03`: all funds together.
fn put_all_funds(document: &Document, figures: &mut TableFigures) {
    let mut unsplit = Pivot::new(T03, at!(expenditure.lines));
    for (row, line) in document.expenditure.lines.iter().enumerate() {
        let Some(code) = Code::new(&line.item) else { continue };
        for (field, column, amount) in UNSPLIT {
            unsplit.add(code, ColumnKey::Named(column), field, row, amount(line));
        }
    }
    let mut codes = unsplit.codes();
    for (table, ..) in FUND_TABLES {
        codes.extend(figures.codes(table));
    }
    unsplit.put_with_codes(figures, &UNSPLIT.map(|(_, column, _)| ColumnKey::Named(column)), &codes);
    let rows: Vec<RowKey> = figures.rows(T03).iter().copied().chain([RowKey::Total]).collect();
    for row in rows {
        for (column, pick) in [(Column::Basic, 0), (Column::Project, 1)] {
            let parts: Vec<(Sign, CellKey)> = FUND_TABLES
                .iter()
                .map(|(table, basic, proj)| CellKey::new(*table, row, if pick == 0 { *basic } else { *proj }))
                .filter(|key| figures.get(*key).is_some())
                .map(|key| (Sign::Plus, key))
                .collect();
            figures.put(CellKey::new(T03, row, column), Origin::Cells(parts.into()));
        }
    }
    put_totals(figures);
}

/// A row's total, across its columns; where a fund's table has a published total for the row, from the funds' totals,
/// so that what is published once shows in every table that repeats it. The total always consists of its columns, which
/// are the structure of spending.
fn put_totals(figures: &mut TableFigures) {
    const UNSPLIT_COLUMNS: [Column; 3] = [Column::ToSuperior, Column::Operating, Column::Subsidy];
    let rows: Vec<RowKey> = figures.rows(T03).iter().copied().chain([RowKey::Total]).collect();
    for row in rows {
        let funds = [(T06, Column::Total), (T10, Column::Spending), (T12, Column::Total)]
            .map(|(table, column)| CellKey::new(table, row, column));
        let is_published = |key: &CellKey| figures.get(*key).is_some_and(|figure| figure.published.is_some());
        let origin = if row != RowKey::Total && funds.iter().any(is_published) {
            let other = [Column::Basic, Column::Project].map(|column| CellKey::new(TableId::OTHER_FUNDS, row, column));
            let unsplit = UNSPLIT_COLUMNS.map(|column| CellKey::new(T03, row, column));
            let parts = funds.into_iter().chain(other).chain(unsplit).filter(|key| figures.get(*key).is_some());
            Origin::Cells(parts.map(|key| (Sign::Plus, key)).collect())
        } else {
            Origin::Columns(&[Column::Basic, Column::Project, Column::ToSuperior, Column::Operating, Column::Subsidy])
        };
        figures.put(CellKey::new(T03, row, Column::Total), origin);
    }
}
