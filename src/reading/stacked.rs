//! Several tables one below the other on a sheet: each begins with its title.

use std::borrow::Cow;

use crate::{
    address::TableId,
    evidence::{FileCell, FileTable},
};

use super::{forms::Forms, surroundings};

/// What a sheet holds from one title to the next.
pub(super) struct Part<'a> {
    pub table: Cow<'a, FileTable>,
    /// Whether its title is of none of ours.
    pub is_other: bool,
}

/// A part with fewer rows is a title in a list.
const FEWEST_ROWS: usize = 4;

/// The tables of a sheet; itself, if it is one.
pub(super) fn parts(table: &FileTable) -> Vec<Part<'_>> {
    let whole = || vec![Part { table: Cow::Borrowed(table), is_other: false }];
    let rows: Vec<&[FileCell]> = table.cells.chunk_by(|a, b| a.row == b.row).collect();
    if rows.is_sorted_by_key(|row| row[0].row) {
        let titles = titles(&rows);
        let starts = || titles.iter().skip(1).map(|(row, _)| *row);
        let ends = starts().chain([rows.len()]);
        let lengths = [0].into_iter().chain(starts()).zip(ends).map(|(start, end)| end - start);
        if titles.len() > 1 && lengths.min().is_some_and(|fewest| fewest >= FEWEST_ROWS) {
            let ends = starts().chain([rows.len()]);
            let ranges = [0].into_iter().chain(starts()).zip(ends).zip(&titles);
            let part = |((start, end), (_, title)): ((usize, usize), &(usize, Option<TableId>))| {
                let cells = rows[start..end].concat();
                let place = table.place.clone();
                let table = FileTable { place, borders: table.borders, cells };
                Part { table: Cow::Owned(table), is_other: title.is_none() }
            };
            return ranges.map(part).collect();
        }
    }
    whole()
}

/// The rows that are titles of other tables than the one above, with the table if it is one of ours.
fn titles(rows: &[&[FileCell]]) -> Vec<(usize, Option<TableId>)> {
    let mut titles: Vec<(usize, Option<TableId>)> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let ours = row.iter().find_map(|cell| Forms::titled(&cell.text).first().map(|form| form.table));
        let is_other = || matches!(row, [only] if surroundings::is_other_title(&only.text));
        let title = match ours {
            Some(table) => Some(table),
            None if is_other() => None,
            None => continue,
        };
        if titles.last().is_none_or(|(_, last)| *last != title) {
            titles.push((number, title));
        }
    }
    titles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        address::{T02, T03},
        evidence::{CellBorders, FilePlace},
    };

    fn sheet(rows: &[&str]) -> FileTable {
        let cell = |(row, text): (u32, &&str)| FileCell { row, text: (*text).to_owned(), ..FileCell::default() };
        let cells = (0..).zip(rows).map(cell).collect();
        FileTable { place: FilePlace::default(), borders: CellBorders::Native, cells }
    }

    #[test]
    fn each_title_begins_a_table_and_a_list_of_titles_is_none() {
        let two = sheet(&["2024年度收入决算表", "a", "b", "c", "支出决算表", "d", "e", "支出决算表（续）", "f"]);
        let parts = parts(&two);
        let lengths: Vec<usize> = parts.iter().map(|part| part.table.cells.len()).collect();
        assert_eq!(lengths, [4, 5]);
        assert_eq!(parts[1].table.cells[0].row, 4);
        let list = sheet(&["目录", "收入决算表", "支出决算表", "三公经费"]);
        assert_eq!(super::parts(&list).len(), 1);
        let other = sheet(&["收入决算表", "a", "b", "c", "国有资产占用情况表", "d", "e", "f"]);
        assert!(super::parts(&other)[1].is_other);
        let titles = titles(&two.cells.chunk_by(|a, b| a.row == b.row).collect::<Vec<_>>());
        assert_eq!(titles, [(0, Some(T02)), (4, Some(T03))]);
    }
}
