//! What stands in the file, as units: what a page repeats or cuts is put together again.

use std::collections::HashMap;

use crate::evidence::{Evidence, FileBlock, FileCell, FileTable, TextOrigin};

use super::{
    expected::{CONTENTS, Expected},
    plain::{Letters, plain_text},
    units::{FoundBody, FoundCell, FoundUnit, UnitKind, ranks, row_key},
};

pub(super) struct Found {
    pub units: Vec<FoundUnit>,
    /// The columns of each table that begin with a filled cell, by its block.
    pub columns: HashMap<usize, Vec<usize>>,
}

/// What the header of a draft says on each page.
pub(super) const DRAFT: &str = "草稿";
/// Other paragraphs between two entries of the contents: lines of a long heading.
const MOST_LINES_OF_ENTRY: usize = 3;

pub(super) fn units(evidence: &Evidence, expected: &Expected<'_>) -> Found {
    let mut reader = Reader { expected, found: Found { units: Vec::new(), columns: HashMap::new() }, open: Vec::new() };
    let contents = contents(evidence);
    for (at, block) in evidence.blocks.iter().enumerate() {
        for chart in evidence.charts.iter().filter(|chart| chart.block == at) {
            reader.close();
            reader.chart(chart, at);
        }
        match block {
            FileBlock::Paragraph(paragraph) if matches!(paragraph.origin, TextOrigin::Chart | TextOrigin::Margin) => {}
            FileBlock::Paragraph(paragraph) => {
                let is_entry = contents.contains(&at);
                let text = if is_entry { reader.entry(&paragraph.text) } else { &paragraph.text };
                let letters = Letters::of([text], !expected.is_paged);
                let key = letters.string();
                if key.is_empty() || (expected.is_paged && key == DRAFT) {
                    continue;
                }
                reader.close();
                let kind = if is_entry { UnitKind::Entry } else { UnitKind::Text };
                let body = FoundBody::Text { letters, heading: paragraph.heading };
                reader.found.units.push(FoundUnit { kind, key, block: at, body });
            }
            FileBlock::Table(table) => reader.open.push((at, table)),
            FileBlock::Picture(_) => {}
        }
    }
    for chart in evidence.charts.iter().filter(|chart| chart.block >= evidence.blocks.len()) {
        reader.close();
        reader.chart(chart, evidence.blocks.len());
    }
    reader.close();
    reader.found
}

/// The blocks of the contents: below their title, each ends with the number of a page.
fn contents(evidence: &Evidence) -> std::ops::Range<usize> {
    let text = |at: usize| match evidence.blocks.get(at) {
        Some(FileBlock::Paragraph(paragraph)) => Some(paragraph.text.as_str()),
        _ => None,
    };
    let title = (0..evidence.blocks.len()).find(|at| text(*at).is_some_and(|text| plain_text(text, false) == CONTENTS));
    let Some(title) = title else { return 0..0 };
    let mut end = title + 1;
    let mut at = end;
    while let Some(text) = text(at) {
        if without_page(text).len() < text.trim_end().len() {
            end = at + 1;
        } else if at - end >= MOST_LINES_OF_ENTRY {
            break;
        }
        at += 1;
    }
    title + 1..end
}

/// An entry of the contents without its page and what leads to it.
fn without_page(text: &str) -> &str {
    let is_leader = |c: char| c.is_whitespace() || matches!(c, '.' | '·' | '…' | '．' | '-' | '—' | '_');
    let rest = text.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    if rest.len() < text.trim_end().len() && rest.ends_with(is_leader) {
        rest.trim_end_matches(is_leader)
    } else {
        text
    }
}

struct Reader<'a> {
    expected: &'a Expected<'a>,
    found: Found,
    /// Tables with nothing between them: parts of one.
    open: Vec<(usize, &'a FileTable)>,
}

/// A cell over several rows, joined of its pieces.
struct TallPiece {
    column: usize,
    /// Counted over all parts of the table.
    rows: std::ops::Range<u32>,
    block: usize,
    cell: FoundCell,
}

impl Reader<'_> {
    /// A line of the contents without its page; a long heading leaves no room for what leads to it.
    fn entry<'t>(&self, text: &'t str) -> &'t str {
        let rest = without_page(text);
        let name = rest.trim_end_matches(|c: char| c.is_ascii_digit());
        let key = plain_text(name, !self.expected.is_paged);
        let is_end = |unit: &super::units::ExpectedUnit| unit.kind == UnitKind::Entry && unit.key.ends_with(&key);
        if rest.len() == text.len() && !key.is_empty() && self.expected.units.iter().any(is_end) { name } else { rest }
    }

    fn chart(&mut self, chart: &crate::evidence::FileChart, at: usize) {
        let key = super::pictures::found_points(chart).iter().map(|point| point.key()).collect();
        let body = FoundBody::Chart(chart.clone());
        self.found.units.push(FoundUnit { kind: UnitKind::Chart, key, block: at, body });
    }

    /// The rows of a table, its parts joined.
    fn close(&mut self) {
        let mut tall: Vec<TallPiece> = Vec::new();
        let mut below = 0;
        let mut first: Vec<String> = Vec::new();
        for (part, (block, table)) in std::mem::take(&mut self.open).into_iter().enumerate() {
            let mut rows = self.split(block, table, below, &mut tall);
            let keys: Vec<String> =
                rows.iter().map(|row| row_key(row.iter().map(|cell| cell.plain.as_str()))).collect();
            if part == 0 {
                first.clone_from(&keys);
            } else if self.expected.is_paged {
                let repeats =
                    |(at, key): &(usize, &String)| self.expected.heads.contains(*key) || first.get(*at) == Some(key);
                let repeated = keys.iter().enumerate().take_while(repeats).count();
                // Its cells over several rows stand there again, too.
                let from = below;
                let end = rows
                    .get(repeated.wrapping_sub(1))
                    .and_then(|row| row.first())
                    .map_or(from, |cell| below + cell.cell.row + 1);
                if repeated > 0 {
                    tall.retain(|piece| piece.block != block || piece.rows.start >= end);
                }
                rows.drain(..repeated);
                below = below.saturating_sub(end - from);
                for piece in tall.iter_mut().filter(|piece| piece.block == block) {
                    piece.rows = piece.rows.start - (end - from)..piece.rows.end - (end - from);
                }
            }
            self.found.columns.insert(block, ranks(rows.iter().flatten().map(|cell| cell.cell.column as usize)));
            for cells in rows.into_iter().filter(|cells| !cells.is_empty()) {
                let key = row_key(cells.iter().map(|cell| cell.plain.as_str()));
                let body = FoundBody::Cells { table: block, cells };
                self.found.units.push(FoundUnit { kind: UnitKind::Row, key, block, body });
            }
            below += table.size().0;
        }
        tall.sort_by_key(|piece| (piece.column, piece.rows.start));
        let mut before: Option<(usize, String, std::ops::Range<u32>)> = None;
        for piece in tall {
            let goes_on = before.as_ref().is_some_and(|(column, plain, rows)| {
                // A page may have no room for the words.
                let is_next = self.expected.is_paged || rows.end == piece.rows.start;
                (*column, plain) == (piece.column, &piece.cell.plain) && is_next
            });
            before = Some((piece.column, piece.cell.plain.clone(), piece.rows.clone()));
            if !goes_on {
                let (key, block) = (piece.cell.plain.clone(), piece.block);
                let body = FoundBody::Cells { table: block, cells: vec![piece.cell] };
                self.found.units.push(FoundUnit { kind: UnitKind::Tall, key, block, body });
            }
        }
    }

    /// The cells of a part row by row; those over several rows go to `tall`.
    fn split(&self, block: usize, table: &FileTable, below: u32, tall: &mut Vec<TallPiece>) -> Vec<Vec<FoundCell>> {
        let mut cells: Vec<&FileCell> = table.cells.iter().collect();
        cells.sort_by_key(|cell| (cell.row, cell.column));
        let mut rows: Vec<Vec<FoundCell>> = Vec::new();
        let mut row = None;
        for cell in cells {
            let plain = plain_text(&cell.text, !self.expected.is_paged);
            if plain.is_empty() {
                continue;
            }
            let is_tall = cell.rows > 1 || self.expected.tall.contains(&plain);
            let own = FoundCell { cell: cell.clone(), plain };
            if is_tall {
                let rows = below + cell.row..below + cell.row + cell.rows;
                tall.push(TallPiece { column: cell.column as usize, rows, block, cell: own });
                continue;
            }
            if row != Some(cell.row) {
                row = Some(cell.row);
                rows.push(Vec::new());
            }
            if let Some(last) = rows.last_mut() {
                last.push(own);
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_of_the_contents_loses_its_page_alone() {
        assert_eq!(without_page("一、部门职责\t3"), "一、部门职责");
        assert_eq!(without_page("第一部分 概况·······12"), "第一部分 概况");
        assert_eq!(without_page("截至2024"), "截至2024");
    }
}
