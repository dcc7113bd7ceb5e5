//! A table that was copied from a PDF: lines of words and amounts, without the columns that they stood in.
//!
//! The head tells which amounts there are and in which order. Where a row has fewer, those columns are theirs in which
//! the sums of the table hold.

use crate::{
    address::{ColumnKey, RowKey, TableId},
    codes::Code,
    evidence::{CellBorders, Evidence, FileBlock, FileCell, FileKind, FilePlace, FileTable},
    money::{AmountUnit, Money},
};

use super::{
    fact::ColumnMeaning,
    forms::{Form, Forms, Role, RowNames},
    layout::{heading, is_code},
    placing::{Placing, PlacingRow},
    rows::is_total,
    words,
};

/// Where codes, names and the first amounts are put.
const CODE: u32 = 0;
const NAME: u32 = 1;
const AMOUNTS: u32 = 2;

/// The columns that were found again.
pub struct CopiedLines {
    pub evidence: Evidence,
    pub columns: Vec<(u32, ColumnMeaning)>,
    /// Something was taken for the likeliest.
    pub is_guessed: bool,
    /// Rows whose amounts may stand in several columns.
    pub unplaced: Vec<String>,
}

/// A row: its code, its name, and amounts or what stands for none.
#[derive(Default)]
struct Entry<'a> {
    /// The number of its first word.
    start: usize,
    code: String,
    name: String,
    amounts: Vec<&'a str>,
}

impl CopiedLines {
    /// `None` if these are no lines of one of the tables.
    pub fn of(text: &str, tables: &[TableId]) -> Option<Self> {
        if text.contains('\t') {
            return None;
        }
        let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
        let lines: Vec<Vec<&str>> = lines.into_iter().filter(|line: &Vec<&str>| !line.is_empty()).collect();
        let titled = lines.iter().take(5).find_map(|line| Forms::titled(&line.concat()).first().copied());
        let hinted = || tables.iter().find_map(|table| Forms::all().iter().find(|form| form.table == *table));
        let form = titled.or_else(hinted).filter(|form| form.part.is_none() && !form.is_budget)?;
        if !matches!(form.names, RowNames::Items | RowNames::Economic) {
            return None;
        }
        let words: Vec<&str> = lines.iter().flatten().copied().collect();
        // Some programs copy each cell as a line of its own.
        let is_stream = words.len() < 2 * lines.len();
        let entries =
            if is_stream { entries(std::slice::from_ref(&words), form, true) } else { entries(&lines, form, false) };
        let first = entries.first()?.start;
        let head = head_of(&lines, first);
        let widest = entries.iter().map(|entry| entry.amounts.len()).max()?;
        let (order, is_order_guessed) = order(form, &head, widest);
        let mut own = Self {
            evidence: Evidence::new(FileKind::Text),
            columns: vec![(CODE, ColumnMeaning::Code), (NAME, ColumnMeaning::Name)],
            is_guessed: is_order_guessed,
            unplaced: Vec::new(),
        };
        own.columns.extend((AMOUNTS..).zip(&order).map(|(column, meaning)| (column, *meaning)));
        let rows = entries.iter().map(|entry| PlacingRow {
            key: match Code::new(&entry.code) {
                Some(code) => RowKey::Code(code),
                None => RowKey::Total,
            },
            is_sum: !entry.code.is_empty() || is_total(&words::plain(&entry.name)),
            amounts: entry.amounts.iter().map(|text| amount(text).flatten()).collect(),
        });
        let placing = Placing::of(form.table, &order, rows.collect());
        own.is_guessed |= placing.is_guessed;
        let mut cells = Vec::new();
        let mut put = |row: usize, column: u32, text: &str| {
            if !text.is_empty() {
                let row = u32::try_from(row).unwrap_or(u32::MAX);
                let text = text.to_owned();
                cells.push(FileCell { row, column, rows: 1, columns: 1, text, ..FileCell::default() });
            }
        };
        for (row, line) in head.iter().enumerate() {
            put(row, CODE, &line.join(" "));
        }
        for (number, (entry, columns)) in entries.iter().zip(&placing.columns).enumerate() {
            let row = head.len() + number;
            put(row, CODE, &entry.code);
            put(row, NAME, &entry.name);
            match columns {
                Some(columns) => {
                    for (text, column) in entry.amounts.iter().zip(columns) {
                        put(row, AMOUNTS + u32::try_from(*column).unwrap_or(u32::MAX - AMOUNTS), text);
                    }
                }
                None => {
                    own.unplaced.push(format!("{} {} {}", entry.code, entry.name, entry.amounts.join(" ")));
                }
            }
        }
        let place = FilePlace { number: 1, ..FilePlace::default() };
        own.evidence.blocks.push(FileBlock::Table(FileTable { place, borders: CellBorders::Separated, cells }));
        Some(own)
    }
}

/// `Some(None)` for what stands where there is none.
fn amount(word: &str) -> Option<Option<Money>> {
    Money::parse(word, AmountUnit::Wan).ok()
}

/// The lines up to the word where the rows begin.
fn head_of<'a>(lines: &[Vec<&'a str>], first: usize) -> Vec<Vec<&'a str>> {
    let mut before = 0;
    let mut head = Vec::new();
    for line in lines {
        let own: Vec<&str> = line.iter().take(first.saturating_sub(before)).copied().collect();
        before += line.len();
        if !own.is_empty() {
            head.push(own);
        }
    }
    head
}

/// The rows that have amounts. In a stream of words a row ends where the next code begins.
fn entries<'a>(lines: &[Vec<&'a str>], form: &Form, is_stream: bool) -> Vec<Entry<'a>> {
    let has_sides = is_stream || form.names == RowNames::Economic;
    let mut all: Vec<Entry<'a>> = Vec::new();
    let mut number = 0;
    // A code whose name goes on below.
    let mut waiting: Option<Entry<'a>> = None;
    for line in lines {
        let mut own: Vec<Entry<'a>> = Vec::new();
        for word in line {
            number += 1;
            let begins = match own.last() {
                None => true,
                Some(open) if open.amounts.is_empty() => {
                    // A row without an amount ends where the next one begins.
                    let is_next = has_sides && is_code(word) && !open.name.is_empty();
                    is_next || is_stream && is_total(&words::plain(word))
                }
                Some(_) => amount(word).is_none() || has_sides && is_code(word),
            };
            if begins {
                own.push(Entry { start: number - 1, ..Entry::default() });
            }
            let Some(open) = own.last_mut() else { continue };
            let is_part = !open.code.is_empty() && open.code.len() < 7 && word.len() <= 2 && is_digits(word);
            if open.name.is_empty() && open.amounts.is_empty() && (open.code.is_empty() && is_code(word) || is_part) {
                open.code.push_str(if is_part && word.len() == 1 { "0" } else { "" });
                open.code.push_str(word);
            } else if amount(word).is_some() && !(open.code.is_empty() && open.name.is_empty()) {
                open.amounts.push(word);
            } else {
                open.name.push_str(word);
            }
        }
        for mut entry in own {
            if let Some(before) = waiting.take()
                && entry.code.is_empty()
                && !is_total(&words::plain(&entry.name))
            {
                entry.name = before.name + &entry.name;
                (entry.start, entry.code) = (before.start, before.code);
            }
            match entry.amounts.is_empty() {
                true if entry.code.is_empty() => {}
                true => waiting = Some(entry),
                false if is_row(&entry) => all.push(entry),
                false => {}
            }
        }
    }
    all
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether it is neither the numbers of columns nor the number of a page.
fn is_row(entry: &Entry<'_>) -> bool {
    let numbers: Vec<u32> = entry.amounts.iter().filter_map(|word| word.parse().ok()).collect();
    let is_counting = numbers.len() == entry.amounts.len()
        && numbers.first() == Some(&1)
        && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let is_named = !entry.code.is_empty() || entry.name.chars().any(char::is_alphabetic);
    is_named && !words::plain(&entry.name).ends_with("栏次") && (!is_counting || !entry.code.is_empty())
}

/// What the amounts of a row are, from left to right; and whether that was guessed.
fn order(form: &Form, head: &[Vec<&str>], widest: usize) -> (Vec<ColumnMeaning>, bool) {
    let usual = form.amounts();
    let rank = |column: &ColumnKey| match column {
        ColumnKey::Named(column) => usual.iter().position(|own| own == column),
        ColumnKey::Code(_) => None,
    };
    let mut named: Vec<ColumnKey> = Vec::new();
    let (mut is_usual, mut has_idle) = (true, false);
    for line in head {
        let mut last = None;
        for word in line {
            match form.role_of_word(&heading(word)) {
                Some(Role::Amount(column)) if !named.contains(&column) => {
                    is_usual &= last <= rank(&column);
                    last = rank(&column);
                    named.push(column);
                }
                Some(Role::Idle) => has_idle = true,
                _ => {}
            }
        }
    }
    // Heads of several lines are copied line by line: then the columns stand as they nearly always do.
    if is_usual {
        named.sort_by_key(rank);
    }
    if named.len() >= widest && !has_idle {
        return (named.into_iter().map(ColumnMeaning::Amount).collect(), false);
    }
    // Groups of columns have the same words below them.
    if usual.len() >= widest {
        return (usual.into_iter().map(|column| ColumnMeaning::Amount(ColumnKey::Named(column))).collect(), true);
    }
    (vec![ColumnMeaning::Unknown; widest], true)
}
