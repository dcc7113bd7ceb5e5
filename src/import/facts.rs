//! All facts of the files by their address; of several for one address, the finest.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::{
    address::{CellKey, Column, ColumnKey, Line, RowKey, T06, T08, T10, T12, TableId},
    codes::Code,
    document::Path,
    figures::Source,
    money::{AmountUnit, Money},
    reading::{Fact, FactPlace, ReadTable, TablePart},
};

use super::{ImportOrigin, ImportRest, ImportSource, ImportWish};

pub(super) struct Facts<'a> {
    sources: Vec<&'a ImportSource>,
    cells: FxHashMap<CellKey, FactOf<'a>>,
    /// Every fact of a cell, also those that stand for the same one.
    pub all: Vec<(CellKey, FactOf<'a>)>,
    /// Numbers that stand in no table of ours.
    entered: Vec<(Path, FactOf<'a>)>,
    counts: Vec<(Path, u32, ImportOrigin)>,
    details: BTreeMap<TablePart, Details<'a>>,
    budgets: BTreeMap<(TableId, Code), FactOf<'a>>,
    codes: FxHashMap<TableId, BTreeSet<Code>>,
    /// Tables that were read, and may be believed.
    tables: BTreeSet<TableId>,
}

/// Numbers by item and economic code.
type Details<'a> = BTreeMap<(Code, Code), FactOf<'a>>;

/// A fact and the file that it is from.
#[derive(Clone, Copy)]
pub(super) struct FactOf<'a> {
    pub source: &'a ImportSource,
    /// Of the file.
    number: usize,
    pub fact: &'a Fact,
}

impl FactOf<'_> {
    pub fn origin(&self) -> ImportOrigin {
        self.source.origin(self.number, self.fact.place)
    }

    /// How far the true number may be from the printed one.
    pub fn rounding(&self) -> Money {
        half_of_last_place(self.fact.unit, self.fact.decimals)
    }
}

/// Half of the last printed place, at least nothing.
fn half_of_last_place(unit: AmountUnit, decimals: u8) -> Money {
    let places = match unit {
        AmountUnit::Wan => 6,
        AmountUnit::Yuan => 2,
    };
    let below = u32::from(u8::saturating_sub(places, decimals));
    let place = 10_i64.checked_pow(below).unwrap_or(i64::MAX);
    Money::from_fen(if below == 0 { 0 } else { place / 2 })
}

impl<'a> Facts<'a> {
    /// Those of the tables that are `wanted`. Tables that are less certain are only listed.
    pub fn of(
        sources: &[&'a ImportSource],
        wanted: impl Fn(&ImportSource, &ReadTable) -> bool,
        wish: &ImportWish,
        rest: &mut Vec<ImportRest>,
    ) -> Self {
        let mut own = Self {
            sources: sources.to_vec(),
            cells: FxHashMap::default(),
            all: Vec::new(),
            entered: Vec::new(),
            counts: Vec::new(),
            details: BTreeMap::new(),
            budgets: BTreeMap::new(),
            codes: FxHashMap::default(),
            tables: BTreeSet::new(),
        };
        for (number, source) in sources.iter().copied().enumerate() {
            let tables = source.reading.tables.iter().enumerate().filter(|(_, table)| wanted(source, table));
            for (at, table) in tables {
                if !wish.takes(number, at, table.certainty) {
                    if !table.is_empty() {
                        let block = table.blocks.first().and_then(|block| source.evidence.blocks.get(*block));
                        let place = match block {
                            Some(crate::evidence::FileBlock::Table(found)) => found.place.table_words(),
                            _ => String::new(),
                        };
                        rest.push(ImportRest {
                            origin: ImportOrigin {
                                words: format!("{} {}", source.file, place.trim_end()),
                                place: table
                                    .blocks
                                    .first()
                                    .map(|block| (number, FactPlace { block: *block, row: 0, column: 0 })),
                            },
                            text: table.name.clone(),
                            why: match table.certainty < wish.least {
                                true => format!("{}：{}", table.certainty.label(), table.reasons.join("；")),
                                false => "没有勾选这张表".to_owned(),
                            },
                        });
                    }
                    continue;
                }
                own.take(number, source, table);
            }
        }
        own.contradictions(rest);
        own
    }

    fn take(&mut self, number: usize, source: &'a ImportSource, table: &'a ReadTable) {
        let of = |fact| FactOf { source, number, fact };
        for fact in &table.budgets {
            if let Source::Cell(CellKey { table, row: RowKey::Code(code), column: ColumnKey::Named(column) }) =
                fact.address
                && matches!((table, column), (T06 | T12, Column::Total) | (T10, Column::Spending))
            {
                self.budgets.insert((table, code), of(fact));
            }
        }
        match table.part {
            None if table.is_budget => {}
            None => _ = self.tables.insert(table.table),
            // The other numbers of these are only some of their tables.
            Some(part) => {
                if table.facts.iter().any(|fact| matches!(fact.address, Source::Cell(key) if key.table == T08)) {
                    self.tables.insert(T08);
                }
                let details = self.details.entry(part).or_default();
                for fact in &table.details {
                    if let Source::Cell(CellKey {
                        row: RowKey::Code(item), column: ColumnKey::Code(economic), ..
                    }) = fact.address
                    {
                        details.insert((item, economic), of(fact));
                    }
                }
            }
        }
        for fact in &table.facts {
            match fact.address {
                Source::Cell(key) => self.add(key, of(fact)),
                Source::Entered(path) => self.entered.push((path, of(fact))),
                Source::Measure(_) => {}
            }
        }
        let counts = table.counts.iter();
        self.counts.extend(counts.map(|count| (count.path, count.count, source.origin(number, count.place))));
    }

    fn add(&mut self, key: CellKey, fact: FactOf<'a>) {
        self.all.push((key, fact));
        if let RowKey::Code(code) = key.row {
            self.codes.entry(key.table).or_default().insert(code);
        }
        let finest = self.cells.entry(key).or_insert(fact);
        if fact.rounding() < finest.rounding() {
            *finest = fact;
        }
    }

    /// Two places that say different things of one number: neither is taken.
    fn contradictions(&mut self, rest: &mut Vec<ImportRest>) {
        let mut wrong = BTreeSet::new();
        for (key, other) in &self.all {
            let Some(finest) = self.cells.get(key) else { continue };
            let difference = (other.fact.value - finest.fact.value).abs();
            if difference > other.rounding() + finest.rounding() && wrong.insert(*key) {
                rest.push(ImportRest {
                    origin: finest.origin(),
                    text: finest.fact.value.exact_grouped(finest.fact.unit),
                    why: format!(
                        "{}写的是{}，两处不同，都没有取",
                        other.origin(),
                        other.fact.value.exact_grouped(other.fact.unit)
                    ),
                });
            }
        }
        for key in wrong {
            self.cells.remove(&key);
        }
    }

    /// What a field of the document is to be.
    pub fn entered(&self) -> &[(Path, FactOf<'a>)] {
        &self.entered
    }

    pub fn entered_at(&self, path: Path) -> Option<FactOf<'a>> {
        self.entered.iter().find(|(own, _)| *own == path).map(|(_, fact)| *fact)
    }

    pub fn counts(&self) -> &[(Path, u32, ImportOrigin)] {
        &self.counts
    }

    /// What was planned for the codes of a table that have none below them there.
    pub fn budgets(&self, table: TableId) -> Vec<(Code, FactOf<'a>)> {
        let own = || self.budgets.iter().filter(move |((own, _), _)| *own == table);
        let above: BTreeSet<Code> =
            own().flat_map(|((_, code), _)| std::iter::successors(code.parent(), Code::parent)).collect();
        own().filter(|((_, code), _)| !above.contains(code)).map(|((_, code), fact)| (*code, *fact)).collect()
    }

    /// The parts of what was spent that were read by item and economic code.
    pub fn parts(&self) -> impl Iterator<Item = TablePart> + '_ {
        self.details.keys().copied()
    }

    /// The numbers of a part that no other number of it is the sum of.
    pub fn detail_leaves(&self, part: TablePart) -> Vec<(Code, Code, FactOf<'a>)> {
        let Some(details) = self.details.get(&part) else { return Vec::new() };
        let above = |codes: BTreeSet<Code>| -> BTreeSet<Code> {
            codes.iter().flat_map(|code| std::iter::successors(code.parent(), Code::parent)).collect()
        };
        let items = above(details.keys().map(|(item, _)| *item).collect());
        let economic = above(details.keys().map(|(_, economic)| *economic).collect());
        let is_leaf = |item: &Code, code: &Code| !items.contains(item) && !economic.contains(code);
        let leaves = details.iter().filter(|((item, code), _)| is_leaf(item, code));
        leaves.map(|((item, economic), fact)| (*item, *economic, *fact)).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.budgets.is_empty()
    }

    pub fn is_read(&self, table: TableId) -> bool {
        self.tables.contains(&table)
    }

    pub fn get(&self, key: CellKey) -> Option<FactOf<'a>> {
        self.cells.get(&key).copied()
    }

    pub fn cell(&self, table: TableId, code: Code, column: Column) -> Option<FactOf<'a>> {
        self.get(CellKey::code(table, code, column))
    }

    pub fn total(&self, table: TableId, column: Column) -> Option<FactOf<'a>> {
        self.get(CellKey::total(table, column))
    }

    pub fn line(&self, table: TableId, line: Line, column: Column) -> Option<FactOf<'a>> {
        self.get(CellKey::line(table, line, column))
    }

    /// The codes of a table that have none below them there.
    pub fn leaves(&self, table: TableId) -> Vec<Code> {
        let Some(codes) = self.codes.get(&table) else { return Vec::new() };
        let above: BTreeSet<Code> =
            codes.iter().flat_map(|code| std::iter::successors(code.parent(), Code::parent)).collect();
        codes.iter().filter(|code| !above.contains(code)).copied().collect()
    }

    /// The economic codes among the columns of a table, without those that have others below them.
    pub fn leaf_columns(&self, table: TableId) -> Vec<Code> {
        let columns = self.cells.keys().filter(|key| key.table == table).filter_map(|key| match key.column {
            ColumnKey::Code(code) => Some(code),
            ColumnKey::Named(_) => None,
        });
        let columns: BTreeSet<Code> = columns.collect();
        let above: BTreeSet<Code> = columns.iter().filter_map(Code::parent).collect();
        columns.into_iter().filter(|code| !above.contains(code)).collect()
    }

    /// The projects of a table, by their number, with name and item.
    pub fn projects(&self) -> Vec<(u32, &'a str, Option<Code>)> {
        let mut found: Vec<(u32, &str, Option<Code>)> = Vec::new();
        for source in &self.sources {
            for (number, project) in (0..).zip(&source.reading.projects) {
                if !found.iter().any(|(own, ..)| *own == number) {
                    found.push((number, project.name.as_str(), project.item));
                }
            }
        }
        found
    }

    /// What the files call their department, if they agree.
    pub fn department(&self) -> Option<&'a str> {
        let mut names = self.sources.iter().filter_map(|source| source.reading.department.as_deref());
        let first = names.next()?;
        names.all(|name| name == first).then_some(first)
    }

    /// Whether every amount was read as published: 万元 with two decimals.
    pub fn is_as_published(&self) -> bool {
        let is_coarse = |(_, fact): &(_, FactOf<'_>)| fact.fact.unit == AmountUnit::Wan && fact.fact.decimals <= 2;
        !self.all.is_empty() && self.all.iter().all(is_coarse)
    }
}
