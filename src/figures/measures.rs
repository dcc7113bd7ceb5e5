//! The numbers that stand in no table: shares, growth, completion, amounts per head, scores.
//!
//! Each has a [`MeasureKey`]; report, rules and charts look it up by that. How they are made: `measured`.

use std::{collections::BTreeMap, sync::Arc};

use rust_decimal::Decimal;

use crate::{
    address::{CellKey, Column, MeasureKey},
    money::Money,
    percent::{Growth, Ratio},
};

use super::{figure::Sign, source::Source};

/// The value of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureValue {
    /// An amount; `None` if what it needs is blank.
    Money(Option<Money>),
    /// A share or completion.
    Ratio(Ratio),
    /// A comparison with last year.
    Growth(Growth),
    /// A score or count.
    Number(Option<Decimal>),
}

/// What a measure is. Most are about a cell, whose name is made only when somebody reads it.
#[derive(Clone, Debug)]
pub enum MeasureLabel {
    /// The name of a cell and what is said of it: “占比”, “比上年”, “完成预算”.
    OfCell(CellKey, &'static str),
    Words(String),
}

impl From<String> for MeasureLabel {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

/// A derived figure that stands in no table.
#[derive(Clone, Debug)]
pub struct Measure {
    /// What it is; [`Figures::label`](super::Figures::label) says it in words.
    pub label: MeasureLabel,
    pub value: MeasureValue,
    /// How it is made, in words.
    pub formula: &'static str,
    /// What it is made of, in the order of the formula; shared by measures that are made of the same.
    pub inputs: Arc<[Source]>,
}

impl Measure {
    /// The sign before each input: a sum adds them, any other formula says in words what it does with them.
    pub(super) fn sign(&self) -> Option<Sign> {
        (self.formula == SUM).then_some(Sign::Plus)
    }
}

/// All measures of one document.
#[derive(Default)]
pub struct Measures(pub(super) BTreeMap<MeasureKey, Measure>);

/// The kinds of spending, in the order of `T03`.
pub const SPENDING_COLUMNS: [Column; 5] =
    [Column::Basic, Column::Project, Column::ToSuperior, Column::Operating, Column::Subsidy];

pub(super) const SUM: &str = "各项相加";

impl Measures {
    /// A measure by its key.
    pub fn get(&self, key: MeasureKey) -> Option<&Measure> {
        self.0.get(&key)
    }

    /// A share or completion; `Missing` if there is no such measure.
    pub fn ratio(&self, key: MeasureKey) -> Ratio {
        match self.get(key).map(|measure| measure.value) {
            Some(MeasureValue::Ratio(ratio)) => ratio,
            _ => Ratio::Missing,
        }
    }

    /// A comparison with last year; missing if there is no such measure.
    pub fn growth(&self, key: MeasureKey) -> Growth {
        match self.get(key).map(|measure| measure.value) {
            Some(MeasureValue::Growth(growth)) => growth,
            _ => Growth::between(None, None),
        }
    }

    /// An amount; `None` if blank or not there.
    pub fn money(&self, key: MeasureKey) -> Option<Money> {
        match self.get(key).map(|measure| measure.value) {
            Some(MeasureValue::Money(money)) => money,
            _ => None,
        }
    }

    /// A score or count; `None` if blank or not there.
    pub fn number(&self, key: MeasureKey) -> Option<Decimal> {
        match self.get(key).map(|measure| measure.value) {
            Some(MeasureValue::Number(number)) => number,
            _ => None,
        }
    }

    /// The budgets of the items of the general budget, added up.
    pub fn planned_by_items(&self) -> Option<Money> {
        let items = self.0.keys().filter(|key| matches!(key, MeasureKey::ItemBudget(_)));
        items.filter_map(|key| self.money(*key)).reduce(|a, b| a + b)
    }

    /// Every measure, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&MeasureKey, &Measure)> {
        self.0.iter()
    }
}
