//! The lines of the summaries, by their names, from `assets/reading/lines.txt`.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    address::{CellKey, RowKey, TableId},
    codes::{Code, CodeBook},
    document::Axis,
    figures::Source,
};

use super::words;

/// A half of a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Half {
    Income,
    /// Below 年初财政拨款结转和结余.
    Opening,
    /// By functional class.
    Spending,
    /// By kind and economic class.
    Nature,
    Economic,
    /// Budget and accounts beside each other.
    Places,
}

/// What a line is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    Row(RowKey),
    /// A number of another table.
    Cell(CellKey),
    /// Understood, and of no use.
    Idle,
    /// Of budget and accounts.
    Places([Option<Source>; 2]),
}

type Key = (TableId, Half, String);

static LINES: LazyLock<HashMap<Key, Meaning>> = LazyLock::new(|| {
    let text = include_str!("../../assets/reading/lines.txt");
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).flat_map(read_line).collect()
});

fn read_line(line: &str) -> Vec<(Key, Meaning)> {
    let parts = || {
        let (address, names) = line.split_once('=')?;
        let mut parts = address.split_whitespace();
        let table = TableId::published(parts.next()?.strip_prefix('T')?.parse().ok()?);
        let half = match parts.next()? {
            "income" => Half::Income,
            "opening" => Half::Opening,
            "spending" => Half::Spending,
            "nature" => Half::Nature,
            "economic" => Half::Economic,
            "places" => Half::Places,
            _ => return None,
        };
        let name = parts.next()?;
        let source = |name: &str| if name == "-" { Some(None) } else { name.parse().ok().map(Some) };
        let meaning = match (parts.next(), name) {
            (Some(actual), budget) => Meaning::Places([source(budget)?, source(actual)?]),
            (None, "-") => Meaning::Idle,
            (None, name) => match name.parse() {
                Ok(cell) => Meaning::Cell(cell),
                Err(()) => Meaning::Row(RowKey::Line(name.parse().ok()?)),
            },
        };
        let names = names.split('|').map(|name| ((table, half, words::plain(name)), meaning.clone()));
        Some(names.collect())
    };
    parts().unwrap_or_default()
}

/// A line by its name, plain and without its number.
pub(super) fn line(table: TableId, half: Half, name: &str) -> Option<Meaning> {
    LINES.get(&(table, half, name.to_owned())).cloned()
}

/// A functional class by its name, plain.
pub(super) fn class(book: &CodeBook, name: &str) -> Option<Code> {
    let bare = |name: &str| name.strip_suffix("支出").unwrap_or(name).to_owned();
    let named = bare(name);
    let classes = book.list(Axis::Functional).values().filter(|entry| entry.code.digits() == 3);
    let found = classes.filter(|entry| bare(&words::plain(&entry.name)) == named).map(|entry| entry.code);
    found.min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_understood() {
        let text = include_str!("../../assets/reading/lines.txt");
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            assert!(!read_line(line).is_empty(), "{line}");
        }
    }
}
