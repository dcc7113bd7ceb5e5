//! Whether two sides are equal, differ by a rounding tail (尾差), or are wrong.
//!
//! With exact amounts every difference counts. With 万元 of two decimals a difference that rounding alone explains is a
//! hint, never more; there is no relative tolerance, which would hide real money in a large total.

use crate::{
    figures::{CellKey, Figures, Source, T01, envelope},
    money::Money,
    rules::{Findings, Severity},
};

/// How far two statements may differ when both are 万元 with two decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tolerance {
    /// Two statements of the same quantity: 0.01 万元.
    Same,
    /// A total and this many addends: 0.005·(n+1) 万元.
    Addends(u32),
}

impl Tolerance {
    fn allows(self) -> Money {
        match self {
            Self::Same => Money::from_fen(10_000),
            Self::Addends(n) => envelope(n),
        }
    }
}

/// One side of a comparison: its words, value and places. Most sides are equal, so the words are made when needed.
#[derive(Clone)]
pub struct Side<'a> {
    figures: &'a Figures,
    /// Its name, if it is not named after its places.
    called: Option<String>,
    value: Money,
    places: Vec<SidePlace>,
    addends: u32,
}

#[derive(Clone)]
struct SidePlace {
    source: Source,
    is_named: bool,
}

impl<'a> Side<'a> {
    /// A single stated number; `None` if blank.
    pub fn one(figures: &'a Figures, source: impl Into<Source>, value: Option<Money>) -> Option<Self> {
        let value = value?;
        let places = vec![SidePlace { source: source.into(), is_named: true }];
        Some(Self { figures, called: None, value, places, addends: 1 })
    }

    /// A cell of a table, as stated; `None` if blank. A published total leads to where it was entered.
    pub fn cell(figures: &'a Figures, key: CellKey) -> Option<Self> {
        let figure = figures.tables.get(key)?;
        let mut side = Self::one(figures, key, figure.stated())?;
        let entered = figure.published.map(|published| Source::Entered(published.path()));
        side.places.extend(entered.map(|source| SidePlace { source, is_named: false }));
        Some(side)
    }

    /// A cell of a table, as printed: a published total that contradicts its parts does not count.
    pub fn printed(figures: &'a Figures, key: CellKey) -> Option<Self> {
        Self::one(figures, key, figures.tables.printed(key))
    }

    /// The sum of those cells that are not blank; `None` if all are.
    pub fn sum(figures: &'a Figures, keys: impl IntoIterator<Item = CellKey>) -> Option<Self> {
        keys.into_iter().filter_map(|key| Self::cell(figures, key)).reduce(Self::plus)
    }

    /// The sum of those entered amounts that are not blank; `None` if all are.
    pub fn entered<S: Into<Source>>(
        figures: &'a Figures,
        amounts: impl IntoIterator<Item = (S, Option<Money>)>,
    ) -> Option<Self> {
        amounts.into_iter().filter_map(|(source, value)| Self::one(figures, source, value)).reduce(Self::plus)
    }

    #[must_use]
    pub fn plus(mut self, other: Self) -> Self {
        if self.called.is_some() || other.called.is_some() {
            self.called = Some(format!("{} ＋ {}", self.words(), other.words()));
        }
        self.value += other.value;
        self.places.extend(other.places);
        self.addends += other.addends;
        self
    }

    /// Gives it another name in messages.
    #[must_use]
    pub fn called(mut self, words: impl Into<String>) -> Self {
        self.called = Some(words.into());
        self
    }

    fn words(&self) -> String {
        let named = self.places.iter().filter(|place| place.is_named);
        let labels = || named.map(|place| self.figures.label(&place.source)).collect::<Vec<_>>().join(" ＋ ");
        self.called.clone().unwrap_or_else(labels)
    }

    pub fn value(&self) -> Money {
        self.value
    }

    /// How many numbers were added.
    pub fn addends(&self) -> u32 {
        self.addends
    }
}

impl Findings {
    /// Reports if the two sides differ: as a hint when rounding alone explains it, else with the rule's weight.
    /// `expected` is the side that is taken to be right. Returns whether they were equal.
    pub fn compare(&mut self, actual: &Side, expected: &Side, tolerance: Tolerance) -> bool {
        let difference = actual.value - expected.value;
        if difference.is_zero() {
            return true;
        }
        let is_tail = self.is_wan_two() && difference.abs() <= tolerance.allows();
        let (left, right) = (self.amount(actual.value), self.amount(expected.value));
        let message = format!(
            "{} {left}，{} {right}，相差 {}{}{}",
            actual.words(),
            expected.words(),
            self.amount(difference.abs()),
            self.unit(),
            if is_tail { "（四舍五入尾差，可接受，按元录入可消除）" } else { "" },
        );
        let cells: Vec<Source> =
            actual.places.iter().chain(&expected.places).map(|place| place.source.clone()).collect();
        let finding = self.report(cells, message);
        finding.values(right, left);
        if is_tail {
            finding.downgrade(Severity::Hint);
            finding.tail = Some(difference);
        }
        false
    }

    /// Reports if a published total differs from what it is made of. Returns whether the cell could be checked.
    pub fn check_total(&mut self, figures: &Figures, key: CellKey) -> bool {
        let Some(figure) = figures.tables.get(key) else { return false };
        let Some(value) = figure.value else { return false };
        if let Some(published) = figure.published {
            let place = |source, is_named| SidePlace { source, is_named };
            let mut places = vec![place(key.into(), true), place(published.path().into(), false)];
            places.extend(part_cells(figures, key).into_iter().map(|source| place(source, false)));
            let stated = Side { figures, called: None, value: published.amount, places, addends: 1 };
            let called = Some("各项之和".to_owned());
            let computed = Side { figures, called, value, places: Vec::new(), addends: figure.addends };
            self.compare(&stated, &computed, Tolerance::Addends(figure.addends));
        }
        true
    }
}

/// The first few parts of a sum, so that a finding leads to them.
fn part_cells(figures: &Figures, key: CellKey) -> Vec<Source> {
    const ENOUGH: usize = 8;
    let mut cells = Vec::new();
    if let Some(figure) = figures.tables.get(key) {
        figures.tables.for_each_term(key, &figure.origin, &mut |_, term| {
            if term.value().is_some() && cells.len() < ENOUGH {
                cells.push(term.source());
            }
        });
    }
    // 公开01表 only repeats other tables: the parts to look at are theirs.
    if key.table == T01 {
        cells.retain(|cell| !matches!(cell, Source::Cell(cell) if cell.table == T01))
    }
    cells
}
