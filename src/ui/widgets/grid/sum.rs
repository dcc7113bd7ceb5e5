//! Number and sum of the selected cells, for the status line.

use std::sync::Arc;

use crate::{
    document::{Document, Entry},
    money::{AmountUnit, Money},
};

use super::{
    model::{Content, GridCell},
    sheet::{Block, Position, RowKind, Sheet},
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SelectionSummary {
    pub cells: usize,
    /// The sum of the amounts among them; `None` when there is none. An amount and what is computed from it are not
    /// added to each other: where there are amounts that were entered, only they are.
    pub sum: Option<Money>,
    /// Computed amounts that were left out of the sum.
    pub left_out: usize,
    /// The unit in which the sum is shown.
    pub wan: bool,
}

impl SelectionSummary {
    /// For the status line: `选中 3 格　合计 160.44`. Nothing while a single cell is selected.
    pub fn text(&self) -> Option<String> {
        if self.cells < 2 {
            return None;
        }
        let unit = if self.wan { AmountUnit::Wan } else { AmountUnit::Yuan };
        let Some(sum) = self.sum else { return Some(format!("选中 {} 格", self.cells)) };
        let left_out = match self.left_out {
            0 => String::new(),
            count => format!("（不含算出的 {count} 格）"),
        };
        Some(format!("选中 {} 格　合计 {}{left_out}", self.cells, sum.exact_grouped(unit)))
    }

    fn of(block: &Block, sheet: &Sheet<'_>) -> Self {
        let mut sums = [Sum::default(); 3];
        for (amount, origin) in block.positions().filter_map(|position| amount(sheet, position)) {
            let sum = &mut sums[origin as usize];
            sum.count += 1;
            sum.amount += amount;
        }
        let counted = sums.iter().position(|sum| sum.count > 0);
        let left_out = counted.map_or(0, |counted| sums[counted + 1..].iter().map(|sum| sum.count).sum());
        let sum = counted.map(|counted| sums[counted].amount);
        let cells = block.rows.len() * block.columns.len();
        Self { cells, sum, left_out, wan: sheet.unit() == AmountUnit::Wan }
    }
}

/// The summary with what it was made of: made anew only when the selection or the document changed.
#[derive(Default)]
pub(super) struct Summed {
    pub summary: SelectionSummary,
    of: Option<(Arc<Document>, Block)>,
}

impl Summed {
    pub fn update(&mut self, block: Block, document: &Arc<Document>, sheet: &Sheet<'_>) {
        let is_known = self.of.as_ref().is_some_and(|(summed, of)| Arc::ptr_eq(summed, document) && *of == block);
        if !is_known {
            self.summary = SelectionSummary::of(&block, sheet);
            self.of = Some((document.clone(), block));
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Sum {
    count: usize,
    amount: Money,
}

/// What an amount is made of: the first of these that is selected is added up, for the others are made of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AmountOrigin {
    Entered,
    Derived,
    Total,
}

/// The amount in a cell; what is derived counts as it is shown.
fn amount(sheet: &Sheet<'_>, position: Position) -> Option<(Money, AmountOrigin)> {
    match sheet.cell(position) {
        GridCell::Entered(path) => match sheet.entry(path) {
            Entry::Money(money) => Some((money, AmountOrigin::Entered)),
            _ => None,
        },
        GridCell::Derived { text, strong, .. } if sheet.model.columns()[position.column].content == Content::Money => {
            let is_total = strong || matches!(sheet.row_kind(position.row), RowKind::Footer(_));
            let origin = if is_total { AmountOrigin::Total } else { AmountOrigin::Derived };
            Some((Money::parse(&text, sheet.unit()).ok().flatten()?, origin))
        }
        _ => None,
    }
}
