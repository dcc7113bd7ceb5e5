//! The 13 published tables: the layout comes from [`crate::tables`]; widths and alignment are decided here, and a table
//! that is too wide is cut into several.

use crate::{
    figures::{Figures, TableId},
    tables::{self, HeadCell, Table, TableCell, TableColumn, TableRow},
    templates::PrintedIn,
};

use super::{
    super::{
        model::TableKey,
        printed_table::{Align, PrintedCell, PrintedTable},
    },
    caption, columns,
};

/// What the columns of one landscape page may take together: half-width digits at 7.5 points.
const PAGE: u16 = 156;

/// Widths in half-width digits.
const CODE: u16 = 9;
const NAME: u16 = 30;
const NARROWEST_NAME: u16 = 18;
const AMOUNT: u16 = 10;
/// Where several lists stand side by side.
const NARROW_AMOUNT: u16 = 8;

pub(super) fn tables(figures: &Figures, id: TableId) -> Vec<PrintedTable> {
    let table = tables::table(figures, id);
    let widths = widths(&table);
    let panels = panels(&widths, repeated(&table));
    let count = panels.len();
    let panel = |(index, shown): (usize, Vec<usize>)| {
        let title = if index == 0 { table.title.clone() } else { format!("{}（续）", table.title) };
        PrintedTable {
            key: TableKey::Published(id),
            title,
            number: table.number.clone(),
            caption: caption(figures),
            columns: columns(shown.iter().map(|column| widths[*column])),
            head: head(&table.head, table.columns.len(), &shown),
            rows: table.rows.iter().map(|row| cells(&table, row, &shown)).collect(),
            subheads: Vec::new(),
            notes: if index + 1 == count { table.notes.clone() } else { Vec::new() },
        }
    };
    panels.into_iter().enumerate().map(panel).collect()
}

/// Code and name stand again on each panel.
fn repeated(table: &Table) -> usize {
    table.columns.iter().take_while(|column| !column.is_amount).count()
}

fn widths(table: &Table) -> Vec<u16> {
    (0..table.columns.len()).map(|at| width(table, at)).collect()
}

/// Wide enough for the longest amount; names by what they are.
fn width(table: &Table, at: usize) -> u16 {
    let column = &table.columns[at];
    if column.is_amount {
        let digits =
            |row: &TableRow| row.cells.get(at).and_then(|cell| amount_text(table, cell)).map_or(0, |text| text.len());
        let longest = table.rows.iter().map(digits).max().unwrap_or(0);
        let least = if has_lists(table) { NARROW_AMOUNT } else { AMOUNT };
        return least.max(u16::try_from(longest + 2).unwrap_or(least));
    }
    match short(column) {
        "科目编码" => CODE,
        "行次" => 5,
        _ if has_lists(table) => names_width(table, at),
        _ => NAME,
    }
}

/// Whether lists stand side by side, as in `T01`, `T04` and `T08`: then there is no room to spare.
fn has_lists(table: &Table) -> bool {
    table.columns.iter().skip_while(|column| !column.is_amount).any(|column| !column.is_amount)
}

/// As the longest name needs it.
fn names_width(table: &Table, at: usize) -> u16 {
    let width = |row: &TableRow| match row.cells.get(at) {
        Some(TableCell::Text(text)) => text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum(),
        _ => 0,
    };
    let longest: usize = table.rows.iter().map(width).max().unwrap_or(0);
    u16::try_from(longest + 2).unwrap_or(NAME).clamp(NARROWEST_NAME, NAME)
}

fn short(column: &TableColumn) -> &str {
    column.title.rsplit(' ').next().unwrap_or_default()
}

fn amount_text(table: &Table, cell: &TableCell) -> Option<String> {
    match cell {
        TableCell::Amount { value, .. } => value.map(|money| table.numbers.wan(money, PrintedIn::Table)),
        _ => None,
    }
}

/// The columns of each panel. One that is not much too wide stays whole.
fn panels(widths: &[u16], repeated: usize) -> Vec<Vec<usize>> {
    let whole: u16 = widths.iter().fold(0, |sum, width| sum.saturating_add(*width));
    if whole <= PAGE + PAGE / 8 {
        return vec![(0..widths.len()).collect()];
    }
    let kept: u16 = widths[..repeated].iter().sum();
    let amounts = widths.len() - repeated;
    let room =
        usize::from(PAGE.saturating_sub(kept) / widths[repeated..].iter().copied().max().unwrap_or(AMOUNT)).max(1);
    // Panels of nearly the same number of columns.
    let count = amounts.div_ceil(room);
    let each = amounts.div_ceil(count.max(1));
    let amounts: Vec<usize> = (repeated..widths.len()).collect();
    amounts.chunks(each.max(1)).map(|chunk| (0..repeated).chain(chunk.iter().copied()).collect()).collect()
}

/// The head over the shown columns: a group that is cut stands over what is shown of it.
fn head(lines: &[Vec<HeadCell>], count: usize, shown: &[usize]) -> Vec<Vec<PrintedCell>> {
    let mut free_from = vec![0; count];
    let mut head = Vec::new();
    for (line, cells) in lines.iter().enumerate() {
        let mut row = Vec::new();
        let mut at = 0;
        for cell in cells {
            while free_from.get(at).is_some_and(|free| *free > line) {
                at += 1;
            }
            let end = at + cell.columns;
            free_from.iter_mut().take(end).skip(at).for_each(|free| *free = line + cell.lines);
            let visible = shown.iter().filter(|column| (at..end).contains(column)).count();
            if visible > 0 {
                row.push(super::head(cell.text.clone(), visible, cell.lines));
            }
            at = end;
        }
        head.push(row);
    }
    head
}

fn cells(table: &Table, row: &TableRow, shown: &[usize]) -> Vec<PrintedCell> {
    let mut is_first_name = true;
    let mut cells: Vec<PrintedCell> = Vec::new();
    for at in shown {
        let Some((cell, column)) = row.cells.get(*at).zip(table.columns.get(*at)) else { continue };
        let mut printed = match cell {
            TableCell::Amount { source, .. } => {
                PrintedCell::new(amount_text(table, cell).unwrap_or_default(), Align::Right).from(source.clone())
            }
            TableCell::Unfilled { source } => {
                PrintedCell::new(cell.printed().unwrap_or_default(), Align::Centre).from(source.clone())
            }
            TableCell::Text(text) => PrintedCell::new(text.clone(), alignment(column)),
            TableCell::Empty => PrintedCell::new("", if column.is_amount { Align::Right } else { alignment(column) }),
        };
        if alignment(column) == Align::Left && matches!(cell, TableCell::Text(_)) {
            if row.is_total && text_is_total(&printed.text) {
                printed.align = Align::Centre;
                // 合计 stands below code and name.
                if at.checked_sub(1).is_some_and(|code| is_blank_code(table, row, code)) && cells.pop().is_some() {
                    printed.columns = 2;
                }
            } else if std::mem::take(&mut is_first_name) {
                printed.indent = row.level;
            }
        }
        printed.is_bold = row.is_total;
        cells.push(printed);
    }
    cells
}

fn is_blank_code(table: &Table, row: &TableRow, at: usize) -> bool {
    matches!(row.cells.get(at), Some(TableCell::Empty))
        && table.columns.get(at).is_some_and(|column| short(column) == "科目编码")
}

fn text_is_total(text: &str) -> bool {
    text.ends_with("合计") || text.ends_with("总计")
}

fn alignment(column: &TableColumn) -> Align {
    match short(column) {
        _ if column.is_amount => Align::Right,
        "行次" => Align::Centre,
        _ => Align::Left,
    }
}
