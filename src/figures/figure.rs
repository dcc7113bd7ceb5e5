//! One computed number: its value, the number as published, and its origin.
//!
//! A figure keeps how it was made ([`Origin`]), not a text about it: the value and the explanation are both read off
//! the same origin, so they cannot disagree.
//!
//! # Published totals and rounding
//!
//! Figures taken from a published table are 万元 with two decimals, and their totals need not equal the sum of their
//! rows. The total as printed is entered beside the rows (`Document::published`). Within the rounding envelope of
//! 0.005·(n+1) 万元 it is what is printed, and the tail (尾差) is a hint; beyond it, the difference is an error. With
//! amounts exact to the 分 the envelope is zero. Equal tails that run through several tables are gathered into one
//! finding.

use std::{ops::Range, sync::Arc};

use crate::{document::Path, money::Money};

use crate::address::{CellKey, Column};

/// How a cell of a table is made.
#[derive(Clone, Debug)]
pub enum Origin {
    /// Sum of single entered values.
    Values(Box<[Path]>),
    /// Sum of one field over some rows of a list, plus the child rows of the table if `children`: a code can have both
    /// entries of its own and codes below it.
    Rows {
        /// The rows, shared by all cells of the table.
        list: Arc<ListRows>,
        /// Which of them.
        range: Range<u32>,
        /// Whether rows one level below are added.
        children: bool,
    },
    /// Sum of the rows one level below, in the same column.
    Children,
    /// Sum of columns of the same row.
    Columns(&'static [Column]),
    /// Sum of the economic section columns of this class in the same row (公开07表).
    EconomicColumns,
    /// Signed sum of other cells.
    Cells(Box<[(Sign, CellKey)]>),
    /// Nothing was entered that this could be made of (公开05表, 公开07表 without detail).
    Unfilled,
}

/// The entered amounts that a table is made of, grouped by cell.
#[derive(Debug)]
pub struct ListRows {
    pub list: Path,
    /// Field, row and value of each amount.
    pub amounts: Vec<(&'static str, u32, Money)>,
}

/// Added or taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Plus,
    Minus,
}

impl Sign {
    /// The value with this sign.
    pub fn of(self, money: Money) -> Money {
        match self {
            Self::Plus => money,
            Self::Minus => -money,
        }
    }
}

/// A total as printed in the source, entered beside the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    pub amount: Money,
    /// Its row in the list of published totals.
    pub row: u32,
    /// Whether it and what it is made of are 万元 with two decimals, each rounded on its own.
    pub is_wan_two: bool,
}

impl Published {
    /// Where it was entered.
    pub fn path(self) -> Path {
        crate::at!(published[self.row as usize].amount)
    }
}

/// A cell of a table. There are tens of thousands in a large department, so it is kept small.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Made from its origin; `None` if all of it is blank.
    pub value: Option<Money>,
    /// The published total, if one was entered.
    pub published: Option<Published>,
    /// How it is made.
    pub origin: Origin,
    /// How many separately rounded numbers went into [`Figure::value`].
    pub addends: u32,
    /// Something that it is made of, and that is to be entered, is blank: blank is not zero, and the sum of the rest
    /// would be another number.
    pub lacks_part: bool,
}

impl Figure {
    /// The number as stated by the source: the published one if there is one.
    pub fn stated(&self) -> Option<Money> {
        self.published.map(|published| published.amount).or(self.value)
    }

    /// published − computed, when both are there.
    pub fn tail(&self) -> Option<Money> {
        Some(self.published?.amount - self.value?)
    }

    /// Whether the published number differs by more than rounding explains.
    pub fn contradicts(&self) -> bool {
        let is_wan_two = self.published.is_some_and(|published| published.is_wan_two);
        let explained = if is_wan_two { envelope(self.addends) } else { Money::ZERO };
        self.tail().is_some_and(|tail| tail.abs() > explained)
    }

    /// What is printed: the published number within the rounding envelope, otherwise the computed one.
    pub fn printed(&self) -> Option<Money> {
        if self.contradicts() { self.value } else { self.stated() }
    }

    /// Whether there is no number because something was not entered, and a blank would look like nothing.
    pub fn is_unfilled(&self) -> bool {
        matches!(self.origin, Origin::Unfilled) || self.is_unknown()
    }

    /// Whether it is the sum of some parts only.
    pub fn is_unknown(&self) -> bool {
        self.value.is_some() && self.spreads_lack()
    }

    /// Whether what is made of it lacks a part, too: the source states no total either.
    pub(super) fn spreads_lack(&self) -> bool {
        self.lacks_part && self.published.is_none()
    }
}

/// The rounding envelope of `addends` numbers and one total, each rounded to 0.01 万元: 0.005·(n+1) 万元.
pub fn envelope(addends: u32) -> Money {
    Money::from_fen(5_000 * (i64::from(addends) + 1))
}
