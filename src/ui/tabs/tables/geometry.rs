//! Where the columns and the merged cells of the head stand.

use std::ops::Range;

use crate::{tables::Table, ui::theme};

/// Widths of the signs of the table font, near enough to size columns without laying out every text.
const WIDE_SIGN: f32 = 13.5;
const NARROW_SIGN: f32 = 7.8;
/// A column is not narrower and not wider than this.
const AMOUNT_WIDTHS: Range<f32> = 88.0..180.0;
const TEXT_WIDTHS: Range<f32> = 52.0..320.0;
const HEAD_LINE: f32 = 18.0;
/// Totals are the longest amounts; beside them the first rows are looked at.
const ROWS_LOOKED_AT: usize = 80;
/// How far names move to the right from level to level.
pub(super) const INDENT: f32 = 14.0;

/// A cell of the head, merged over columns and lines.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct HeadBox {
    pub text: String,
    pub columns: Range<usize>,
    pub line: usize,
    pub top: f32,
    pub bottom: f32,
}

/// Where everything stands, from the upper left corner of the table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Geometry {
    /// The left edge of each column, and the right edge of the last.
    edges: Vec<f32>,
    pub head: Vec<HeadBox>,
    pub head_height: f32,
    /// Columns of names, which stay when the rest scrolls sideways.
    pub names: usize,
    rows: usize,
}

impl Geometry {
    pub fn of(table: &Table) -> Self {
        let mut edges = vec![0.0];
        for (index, column) in table.columns.iter().enumerate() {
            let limits = if column.is_amount { AMOUNT_WIDTHS } else { TEXT_WIDTHS };
            let title = column.title.rsplit(' ').next().unwrap_or_default();
            // A long title takes two or three lines.
            let wanted = content_width(table, index).max(estimate(title) / 3.0) + 2.0 * theme::CELL_PADDING;
            let left = edges.last().copied().unwrap_or_default();
            edges.push(left + wanted.clamp(limits.start, limits.end).ceil());
        }
        let (head, head_height) = head(table, &edges);
        let names = table.columns.iter().take_while(|column| !column.is_amount).count();
        Self { edges, head, head_height, names, rows: table.rows.len() }
    }

    /// Left and right edge of these columns.
    pub fn columns(&self, columns: &Range<usize>) -> (f32, f32) {
        let edge = |index: usize| self.edges.get(index).or(self.edges.last()).copied().unwrap_or_default();
        (edge(columns.start), edge(columns.end))
    }

    pub fn width(&self) -> f32 {
        self.edges.last().copied().unwrap_or_default()
    }

    pub fn height(&self) -> f32 {
        self.head_height + self.rows as f32 * theme::ROW_HEIGHT
    }

    /// The columns between two places; those of names not among them.
    pub fn columns_between(&self, from: f32, to: f32) -> Range<usize> {
        let count = self.edges.len().saturating_sub(1);
        let first = self.edges.partition_point(|edge| *edge <= from).saturating_sub(1);
        let last = self.edges.partition_point(|edge| *edge < to).min(count);
        first.min(last)..last
    }

    /// The rows between two heights below the head.
    pub fn rows_between(&self, from: f32, to: f32) -> Range<usize> {
        let first = (from / theme::ROW_HEIGHT).floor().max(0.0) as usize;
        let last = ((to / theme::ROW_HEIGHT).ceil().max(0.0) as usize).min(self.rows);
        first.min(last)..last
    }
}

fn estimate(text: &str) -> f32 {
    text.chars().map(|sign| if sign.is_ascii() { NARROW_SIGN } else { WIDE_SIGN }).sum()
}

fn content_width(table: &Table, column: usize) -> f32 {
    table
        .rows
        .iter()
        .enumerate()
        .filter(|(index, row)| *index < ROWS_LOOKED_AT || row.is_total)
        .filter_map(|(_, row)| {
            let printed = row.cells.get(column)?.printed()?;
            let indent = if column == 0 { 0.0 } else { f32::from(row.level) * INDENT };
            Some(estimate(&printed) + indent)
        })
        .fold(0.0, f32::max)
}

/// The merged cells: each takes the first free place of its line, as in the published form.
fn head(table: &Table, edges: &[f32]) -> (Vec<HeadBox>, f32) {
    let count = table.columns.len();
    let mut taken = vec![vec![false; count]; table.head.len()];
    let mut placed: Vec<(String, Range<usize>, Range<usize>)> = Vec::new();
    let mut heights = vec![HEAD_LINE + theme::GRID; table.head.len()];
    for (line, cells) in table.head.iter().enumerate() {
        for cell in cells {
            let Some(first) = taken[line].iter().position(|taken| !taken) else { continue };
            let columns = first..(first + cell.columns).min(count);
            let lines = line..(line + cell.lines).min(table.head.len());
            for row in &mut taken[lines.clone()] {
                row[columns.clone()].fill(true);
            }
            let width = edges[columns.end] - edges[columns.start] - theme::GRID;
            let needed = (estimate(&cell.text) / width).ceil().max(1.0) * HEAD_LINE + theme::GRID;
            let last = lines.end - 1;
            let above: f32 = heights[line..last].iter().sum();
            heights[last] = heights[last].max(needed - above);
            placed.push((cell.text.clone(), columns, lines));
        }
    }
    let tops: Vec<f32> = (0..=heights.len()).map(|line| heights[..line].iter().sum()).collect();
    let total = tops.last().copied().unwrap_or_default();
    let boxes = placed.into_iter().map(|(text, columns, lines)| {
        let (top, bottom) = (tops[lines.start], tops[lines.end]);
        HeadBox { text, columns, line: lines.start, top, bottom }
    });
    (boxes.collect(), total)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        figures::{Figures, T01, T06},
        tables,
        ui::testing::clean_sample,
    };

    #[test]
    fn merged_heads_cover_their_columns() {
        let figures = Figures::of(&Arc::new(clean_sample()));
        let geometry = Geometry::of(&tables::table(&figures, T01));
        let income = &geometry.head[0];
        assert_eq!((income.text.as_str(), &income.columns), ("收入", &(0..3)));
        let below = geometry.head.iter().find(|cell| cell.top >= income.bottom).expect("a second line");
        assert_eq!(below.columns, 0..1);
        assert!(geometry.head.iter().all(|cell| cell.bottom <= geometry.head_height));
    }

    #[test]
    fn only_what_is_in_sight_is_asked_for() {
        let figures = Figures::of(&Arc::new(clean_sample()));
        let geometry = Geometry::of(&tables::table(&figures, T06));
        assert_eq!(geometry.names, 2);
        let (left, right) = geometry.columns(&(2..3));
        assert_eq!(geometry.columns_between(left + 1.0, right - 1.0), 2..3);
        assert_eq!(geometry.rows_between(theme::ROW_HEIGHT + 1.0, 2.0 * theme::ROW_HEIGHT), 1..2);
        assert!(geometry.rows_between(1e6, 2e6).is_empty());
    }
}
