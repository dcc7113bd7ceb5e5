//! The third-level indicators of the score table, with merged cells filled in.

use rust_decimal::Decimal;

use crate::{
    at,
    document::{Path, ScoreItem},
    figures::Figures,
    rules::Missing,
};

/// One row of the score table with the groups that it belongs to.
pub(super) struct Leaf<'a> {
    /// Its row in the document.
    pub row: usize,
    /// The first level, taken from above where the cell is blank.
    pub level1: &'a str,
    /// The second level, taken from above where both cells are blank.
    pub level2: &'a str,
    pub item: &'a ScoreItem,
}

impl Leaf<'_> {
    /// A cell of the row.
    pub fn at(&self, field: &'static str) -> Path {
        at!(performance.score_items[self.row]).field(field)
    }

    /// The name of the indicator, or its row.
    pub fn name(&self) -> String {
        if self.item.level3.is_blank() {
            format!("第{}行", self.row + 1)
        } else {
            format!("“{}”", &*self.item.level3)
        }
    }

    /// Points and score, if both are filled.
    pub fn points_and_score(&self) -> Option<(Decimal, Decimal)> {
        self.item.points.0.zip(self.item.score.0)
    }

    /// Whether it got all its points.
    pub fn is_full(&self) -> bool {
        self.points_and_score().is_some_and(|(points, score)| score >= points && !points.is_zero())
    }
}

/// All rows that have any content; "not checked" without a table.
pub(super) fn leaves(figures: &Figures) -> Result<Vec<Leaf<'_>>, Missing> {
    let (mut level1, mut level2) = ("", "");
    let mut leaves = Vec::new();
    for (row, item) in figures.document.performance.score_items.iter().enumerate() {
        if !item.level1.is_blank() && *item.level1 != *level1 {
            (level1, level2) = (&item.level1, "");
        }
        if !item.level2.is_blank() {
            level2 = &item.level2;
        }
        if !item.level3.is_blank() || item.points.0.is_some() || item.score.0.is_some() {
            leaves.push(Leaf { row, level1, level2, item });
        }
    }
    if leaves.is_empty() { Err(Missing::one(at!(performance.score_items))) } else { Ok(leaves) }
}

/// The indicator of this name.
pub(super) fn leaf<'a, 'b>(leaves: &'b [Leaf<'a>], name: &str) -> Option<&'b Leaf<'a>> {
    leaves.iter().find(|leaf| leaf.item.level3.contains(name))
}
