//! The parts of a whole: what a pie may be made of.
//!
//! The parts are read off the figure of the whole: either the cells that it is the sum of, or the rows one level below
//! it. A cell is never one of its own terms, so the total (合计) cannot become a slice (rule N01).

use crate::{
    figures::{CellKey, Figures, MeasureKey, Sign, Source, Term},
    money::Money,
    percent::Ratio,
    templates::PrintedIn,
};

use super::{labels, palette::Colour};

/// How a whole is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Division {
    /// Into the cells that it is the sum of.
    Terms,
    /// Into the rows one level below, in the same column.
    RowsBelow,
}

/// What a chart says about a part.
pub struct PartName {
    /// Its name on the label.
    pub name: String,
    /// Its colour, by what it is.
    pub colour: Colour,
}

/// One part that is not zero.
#[derive(Clone, Debug, PartialEq)]
pub struct PartOfWhole {
    /// Its name on the label.
    pub name: String,
    pub source: Source,
    /// As printed in the table.
    pub amount: Money,
    /// The share, exactly as the text prints it.
    pub share: Ratio,
    /// Amount and share in print.
    pub printed: [String; 2],
    pub colour: Colour,
}

impl PartOfWhole {
    /// `160.45　69.06%`
    pub fn figures(&self) -> String {
        let [amount, share] = &self.printed;
        format!("{amount}　{share}")
    }

    /// Whether its slice is wide enough for its share alone.
    pub fn is_seventh(&self, whole: Money) -> bool {
        (0..7).map(|_| self.amount).sum::<Money>() >= whole
    }
}

/// The parts of one whole, without the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct PartsOfWhole {
    whole: CellKey,
    total: Option<Money>,
    parts: Vec<PartOfWhole>,
    is_entered: bool,
    start: Option<u32>,
}

impl PartsOfWhole {
    /// Divides the cell `whole`; `name` says what to call each part, by its place in the full list and its cell.
    pub fn of(
        figures: &Figures,
        whole: CellKey,
        division: Division,
        name: &dyn Fn(usize, CellKey) -> PartName,
    ) -> Self {
        let mut parts = Vec::new();
        let mut is_entered = false;
        for (place, (cell, amount)) in cells(figures, whole, division).into_iter().enumerate() {
            let Some(amount) = amount else { continue };
            is_entered = true;
            if !amount.is_zero() {
                let PartName { name, colour } = name(place, cell);
                let share = MeasureKey::share_of(cell).map_or(Ratio::Missing, |key| figures.measures.ratio(key));
                let numbers = figures.profile.numbers;
                let printed = [numbers.wan(amount, PrintedIn::Chart), numbers.ratio(share)];
                parts.push(PartOfWhole { name, source: cell.into(), amount, share, printed, colour });
            }
        }
        let start = labels::first_angle(&parts);
        Self { whole, total: figures.tables.printed(whole), parts, is_entered, start }
    }

    /// The parts that are not zero, in the order of the table.
    pub fn parts(&self) -> &[PartOfWhole] {
        &self.parts
    }

    /// The angle in degrees at which the first slice begins; `None` where labels find no room whatever the angle.
    pub fn start(&self) -> Option<u32> {
        self.start
    }

    /// The cell of the whole.
    pub fn whole(&self) -> CellKey {
        self.whole
    }

    /// The whole as printed.
    pub fn total(&self) -> Option<Money> {
        self.total
    }

    /// The parts added up.
    pub fn sum(&self) -> Money {
        self.parts.iter().map(|part| part.amount).sum()
    }

    /// whole − sum of the parts: what rounding leaves where published totals were entered, otherwise zero.
    pub fn tail(&self) -> Money {
        self.total.map_or(Money::ZERO, |total| total - self.sum())
    }

    /// Whether anything, be it zero, was entered.
    pub fn is_entered(&self) -> bool {
        self.is_entered
    }

    /// Whether a part is below zero, which no slice can show.
    pub fn has_negative(&self) -> bool {
        self.parts.iter().any(|part| part.amount.is_negative())
    }
}

/// Every part of `whole`, blank ones among them.
fn cells(figures: &Figures, whole: CellKey, division: Division) -> Vec<(CellKey, Option<Money>)> {
    let tables = &figures.tables;
    let mut cells = Vec::new();
    match division {
        Division::Terms => {
            let Some(figure) = tables.get(whole) else { return cells };
            tables.for_each_term(whole, &figure.origin, &mut |sign, term| {
                let value = term.value();
                if let (Sign::Plus, Term::Cell(cell, _)) = (sign, term) {
                    cells.push((cell, value));
                }
            });
        }
        Division::RowsBelow => {
            let rows = tables.children(whole.table, whole.row).iter();
            cells.extend(rows.map(|row| CellKey { row: *row, ..whole }).map(|cell| (cell, tables.printed(cell))));
        }
    }
    cells
}
