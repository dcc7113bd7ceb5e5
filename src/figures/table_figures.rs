//! Every cell of the 13 tables by its key, in the order of the rows.

use rustc_hash::FxHashMap;

use crate::{
    address::{CellKey, ColumnKey, RowKey, TableId},
    codes::Code,
    document::{Document, Path},
    money::Money,
};

use super::{
    cells::TableCells,
    figure::{Figure, ListRows, Origin, Published, Sign, envelope},
    source::Source,
};

/// The rows and cells of all tables.
#[derive(Default)]
pub struct TableFigures {
    tables: [TableCells; TableId::COUNT],
    economic_children: FxHashMap<Code, Vec<ColumnKey>>,
    published: FxHashMap<CellKey, Published>,
    published_rows: Vec<(u32, CellKey)>,
    is_wan_two: bool,
}

impl TableFigures {
    /// Empty tables that know the document's published totals and precision.
    pub(super) fn new(document: &Document) -> Self {
        let is_wan_two = document.is_wan_two();
        let cells =
            (0..).zip(document.published.iter()).filter_map(|(row, entry)| Some((row, entry.cell.parse().ok()?)));
        let published_rows: Vec<(u32, CellKey)> = cells.collect();
        let published = published_rows.iter().filter_map(|(row, key)| {
            let amount = document.published.get(*row as usize)?.amount?;
            Some((*key, Published { amount, row: *row, is_wan_two }))
        });
        Self { published: published.collect(), published_rows, is_wan_two, ..Self::default() }
    }

    pub fn get(&self, key: CellKey) -> Option<&Figure> {
        self.table(key.table).get(key.row, key.column)
    }

    fn table(&self, table: TableId) -> &TableCells {
        &self.tables[table.index()]
    }

    fn table_mut(&mut self, table: TableId) -> &mut TableCells {
        &mut self.tables[table.index()]
    }

    /// The number as stated by the source; `None` if blank or not there.
    pub fn stated(&self, key: CellKey) -> Option<Money> {
        self.get(key).and_then(Figure::stated)
    }

    /// The number that is printed; `None` if blank or not there.
    pub fn printed(&self, key: CellKey) -> Option<Money> {
        self.get(key).and_then(Figure::printed)
    }

    /// Whether something that the cell is made of, and that is to be entered, is blank, and no total is published.
    pub fn is_unknown(&self, key: CellKey) -> bool {
        self.get(key).is_some_and(Figure::is_unknown)
    }

    /// The rows of a table in the order of the official layout: codes sorted, totals not among them.
    pub fn rows(&self, table: TableId) -> &[RowKey] {
        &self.table(table).order
    }

    /// The codes that have a row in this table, in order.
    pub fn codes(&self, table: TableId) -> impl Iterator<Item = Code> + '_ {
        self.rows(table).iter().filter_map(|row| match row {
            RowKey::Code(code) => Some(*code),
            _ => None,
        })
    }

    /// The economic section columns of `T07` that occur.
    pub fn columns(&self, table: TableId) -> &[ColumnKey] {
        &self.table(table).columns
    }

    /// The rows one level below (of 合计: the 类).
    pub fn children(&self, table: TableId, row: RowKey) -> &[RowKey] {
        self.table(table).children(row)
    }

    /// Every cell, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (CellKey, &Figure)> {
        TableId::ALL.into_iter().flat_map(|table| {
            let cells = self.table(table).iter();
            cells.map(move |(row, column, figure)| (CellKey { table, row, column }, figure))
        })
    }

    /// The cells of a row, sorted by column.
    pub fn row(&self, table: TableId, row: RowKey) -> &[(ColumnKey, Figure)] {
        self.table(table).row(row)
    }

    /// The rows of the document's published totals that name a cell, with or without an amount.
    pub fn published_rows(&self) -> &[(u32, CellKey)] {
        &self.published_rows
    }

    /// The largest tail that rounding alone explains for a sum of `addends` numbers of this source.
    pub fn envelope(&self, addends: u32) -> Money {
        if self.is_wan_two { envelope(addends) } else { Money::ZERO }
    }

    /// How many separately rounded numbers the cell stands for: 1 if published.
    pub fn addends(&self, key: CellKey) -> u32 {
        self.get(key).map_or(0, |figure| if figure.published.is_some() { 1 } else { figure.addends })
    }

    /// Calls `visit` for everything that the cell is made of, with its value; see [`Term`].
    pub fn for_each_term(&self, key: CellKey, origin: &Origin, visit: &mut dyn FnMut(Sign, Term<'_>)) {
        let mut cell = |sign, key| visit(sign, Term::Cell(key, self.get(key)));
        match origin {
            Origin::Values(_) | Origin::Unfilled => {}
            Origin::Rows { list, range, children } => {
                let range = range.start as usize..range.end as usize;
                for (field, row, value) in list.amounts.get(range).into_iter().flatten() {
                    visit(Sign::Plus, Term::Row { list, field, row: *row, value: *value });
                }
                if *children {
                    self.for_each_term(key, &Origin::Children, visit);
                }
            }
            Origin::Children => {
                let table = self.table(key.table);
                for child in table.children(key.row) {
                    let figure = table.get(*child, key.column);
                    visit(Sign::Plus, Term::Cell(CellKey { row: *child, ..key }, figure));
                }
            }
            Origin::Columns(names) => {
                for name in *names {
                    cell(Sign::Plus, CellKey { column: ColumnKey::Named(*name), ..key });
                }
            }
            Origin::EconomicColumns => {
                let ColumnKey::Code(class) = key.column else { return };
                for column in self.economic_children.get(&class).into_iter().flatten() {
                    cell(Sign::Plus, CellKey { column: *column, ..key });
                }
            }
            Origin::Cells(cells) => {
                for (sign, key) in cells {
                    cell(*sign, *key);
                }
            }
        }
    }

    /// Registers the rows of a table, in order, and which are below which.
    pub(super) fn set_rows(&mut self, table: TableId, rows: Vec<RowKey>) {
        let cells = self.table_mut(table);
        // One more for 合计.
        cells.reserve_rows(rows.len() + 1);
        for row in &rows {
            let parent = match row {
                RowKey::Code(code) => code.parent().map_or(RowKey::Total, RowKey::Code),
                _ => continue,
            };
            cells.add_child(parent, *row);
        }
        cells.order = rows;
    }

    /// Registers rows below another (projects below their item).
    pub(super) fn set_children(&mut self, table: TableId, parent: RowKey, rows: Vec<RowKey>) {
        self.table_mut(table).set_children(parent, rows);
    }

    /// Registers the economic columns of a table, in order.
    pub(super) fn set_columns(&mut self, table: TableId, columns: Vec<ColumnKey>) {
        for column in &columns {
            if let ColumnKey::Code(code) = column
                && code.digits() > 3
            {
                self.economic_children.entry(code.class()).or_default().push(*column);
            }
        }
        self.table_mut(table).columns = columns;
    }

    /// Makes room for so many cells of a row.
    pub(super) fn reserve(&mut self, table: TableId, row: RowKey, cells: usize) {
        self.table_mut(table).reserve(row, cells);
    }

    /// Adds a cell made of other cells, which must be there already.
    pub(super) fn put(&mut self, key: CellKey, origin: Origin) {
        self.put_with(key, origin, &[], 0);
    }

    /// Adds a cell made of entered values, any of which may be blank where there is nothing of it.
    pub(super) fn put_values(&mut self, key: CellKey, values: &[(Path, Option<Money>)]) {
        self.put_entered(key, values, 0);
    }

    /// Adds a cell made of entered values, of which the first `needed` are to be entered, be it as zero: without them
    /// it is not known, nor is what is made of it: the sum of the rest is shown while one types, and not printed.
    pub(super) fn put_entered(&mut self, key: CellKey, values: &[(Path, Option<Money>)], needed: usize) {
        let origin = Origin::Values(values.iter().map(|(path, _)| *path).collect());
        self.put_with(key, origin, values, needed);
    }

    fn put_with(&mut self, key: CellKey, origin: Origin, values: &[(Path, Option<Money>)], needed: usize) {
        let mut total: Option<Money> = None;
        let mut addends = 0_u32;
        let mut lacks_part = values.iter().take(needed).any(|(_, value)| value.is_none());
        let mut add = |sign: Sign, value: Option<Money>, count: u32| {
            if let Some(value) = value {
                total = Money::sum_of([total, Some(sign.of(value))]);
                addends = addends.saturating_add(count);
            }
        };
        for (_, value) in values {
            add(Sign::Plus, *value, 1);
        }
        self.for_each_term(key, &origin, &mut |sign, term| {
            lacks_part |= term.lacks_part();
            add(sign, term.value(), term.addends());
        });
        let published = if self.published.is_empty() { None } else { self.published.get(&key).copied() };
        let figure = Figure { value: total, published, origin, addends, lacks_part };
        self.table_mut(key.table).put(key.row, key.column, figure);
    }
}

/// One thing that a cell is made of.
pub enum Term<'a> {
    /// Another cell, if it is there.
    Cell(CellKey, Option<&'a Figure>),
    /// An amount in a row of a document list.
    Row { list: &'a ListRows, field: &'static str, row: u32, value: Money },
}

impl Term<'_> {
    /// Where it comes from.
    pub fn source(&self) -> Source {
        match self {
            Self::Cell(key, _) => Source::Cell(*key),
            Self::Row { list, field, row, .. } => Source::Entered(list.list.row(*row as usize).field(field)),
        }
    }

    /// Its value as printed.
    pub fn value(&self) -> Option<Money> {
        match self {
            Self::Cell(_, figure) => figure.and_then(Figure::printed),
            Self::Row { value, .. } => Some(*value),
        }
    }

    /// Whether something that it is made of, and that is to be entered, is blank.
    pub(super) fn lacks_part(&self) -> bool {
        matches!(self, Self::Cell(_, Some(figure)) if figure.spreads_lack())
    }

    /// How many separately rounded numbers it stands for.
    fn addends(&self) -> u32 {
        match self {
            Self::Cell(_, figure) => {
                figure.map_or(0, |figure| if figure.published.is_some() { 1 } else { figure.addends })
            }
            Self::Row { .. } => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::{
        at,
        document::Entry,
        figures::{CellKey, Column, Figures, Source, T13, Value},
        testing::{clean_sample, typed},
    };

    #[test]
    fn no_number_is_made_of_the_rest_while_a_part_is_missing() {
        let clean = clean_sample();
        let whole = Figures::of(&Arc::new(clean.clone()));
        let amounts = ["abroad", "vehicle_purchase", "vehicle_running", "reception_domestic", "reception_foreign"];
        let columns = [at!(three_public.budget), at!(three_public.actual)];
        let three_public = columns.into_iter().flat_map(|of| amounts.map(|field| of.field(field)));
        let closing = at!(expenditure.closing.gpb);
        let cells = whole.tables.iter().map(|(key, _)| Source::Cell(key));
        let sources: Vec<Source> = cells.chain(whole.measures.iter().map(|(key, _)| Source::Measure(*key))).collect();
        for place in three_public.chain([closing]) {
            let missing = Figures::of(&Arc::new(typed(&clean, place, "")));
            // What is spent on vehicles and receptions may follow from their lists.
            if missing.document.entry(place) != Some(Entry::Blank) {
                continue;
            }
            let mut made_of_it = 0;
            for source in &sources {
                if !whole.inputs(source, usize::MAX).contains(&place) {
                    continue;
                }
                made_of_it += 1;
                assert_eq!(Value::printed(&missing, source), Value::Missing, "{source:?} without {place}");
                assert!(missing.first_blank(source).is_some(), "{source:?} leads nowhere");
            }
            assert!(made_of_it > 0, "nothing is made of {place}");
        }
    }

    #[test]
    fn what_is_unknown_says_what_is_missing() {
        let running = at!(three_public.actual.vehicle_running);
        let figures = Figures::of(&Arc::new(typed(&clean_sample(), running, "12..5")));
        let total = CellKey::total(T13, Column::ActualTotal);
        assert_eq!(Value::printed(&figures, &total.into()), Value::Missing);
        assert_eq!(figures.first_blank(&total.into()), Some(running));
        let note = figures.explain(&total.into()).and_then(|explanation| explanation.note);
        assert_eq!(note.as_deref(), Some("三公经费›决算数›公务用车运行维护费还没有填，空不等于0：没有的填0"));
    }
}
