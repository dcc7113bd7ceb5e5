//! The lines above pasted figures: titles of columns and the unit.

use crate::{
    money::{AmountUnit, Money},
    ui::widgets::grid::model::GridModel,
};

/// What stands above pasted figures.
#[derive(Default)]
pub(super) struct Header {
    /// The unit that it states, if it is one and the same.
    pub unit: Option<AmountUnit>,
    rows: Vec<Vec<String>>,
}

impl Header {
    /// The column of the grid for each pasted one, by their titles: if each has one of its own.
    pub fn columns(&self, model: &dyn GridModel) -> Option<Vec<usize>> {
        let row = self.rows.iter().rev().find(|row| row.iter().filter(|cell| !cell.trim().is_empty()).count() > 1)?;
        let mut columns = Vec::new();
        for cell in row {
            let title = bare(cell);
            let mut named = (0..model.columns().len()).filter(|column| bare(&model.columns()[*column].title) == title);
            let (Some(column), None) = (named.next(), named.next()) else { return None };
            if columns.contains(&column) {
                return None;
            }
            columns.push(column);
        }
        (columns.len() > 1).then_some(columns)
    }
}

/// Takes leading lines of titles and units off.
pub(super) fn take_header(rows: &mut Vec<Vec<String>>, model: &dyn GridModel) -> Header {
    let mut units = Vec::new();
    let mut header_rows = 0;
    for row in rows.iter() {
        let filled: Vec<&str> = row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        let is_header = !filled.is_empty() && filled.iter().all(|cell| is_heading(cell, model));
        if !is_header && !filled.iter().any(|cell| cell.contains("单位") && unit_in(cell).is_some()) {
            break;
        }
        units.extend(filled.iter().filter_map(|cell| unit_in(cell)));
        header_rows += 1;
    }
    // A text that is nothing but headings was meant as text.
    if header_rows == rows.len() {
        return Header::default();
    }
    let first = units.first().copied();
    let unit = first.filter(|first| units.iter().all(|unit| unit == first));
    Header { unit, rows: rows.drain(..header_rows).collect() }
}

/// Takes a first line of words off that stand above amounts, whatever they mean.
pub(super) fn take_strange_head(rows: &mut Vec<Vec<String>>) -> Vec<String> {
    let is_amount = |text: &String| matches!(Money::parse(text, AmountUnit::Wan), Ok(Some(_)));
    let (Some(first), Some(second)) = (rows.first(), rows.get(1)) else { return Vec::new() };
    let is_of_words = !first.iter().any(|text| text.chars().any(|c| c.is_ascii_digit()));
    let stands_above =
        first.iter().zip(second).any(|(word, amount)| word.chars().any(char::is_alphabetic) && is_amount(amount));
    if is_of_words && stands_above { rows.remove(0) } else { Vec::new() }
}

/// A title without blanks and what stands in brackets.
fn bare(text: &str) -> String {
    text.chars().take_while(|c| !matches!(c, '（' | '(')).filter(|c| !c.is_whitespace()).collect()
}

/// Is this a column title, or a statement of the unit?
fn is_heading(cell: &str, model: &dyn GridModel) -> bool {
    let title = bare(cell);
    unit_in(cell).is_some() && (title.is_empty() || title.contains("单位"))
        || model.columns().iter().any(|column| {
            !title.is_empty()
                && (bare(&column.title) == title || column.group.as_deref().is_some_and(|g| bare(g) == title))
        })
}

/// The unit that a heading states, as in `单位：万元` or `金额（元）`.
fn unit_in(cell: &str) -> Option<AmountUnit> {
    let text: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    let inner = text.rsplit(['：', ':', '（', '(']).next()?.trim_end_matches(['）', ')']);
    let stated = text.contains(['：', ':', '（', '(']) || text == inner;
    match inner.trim_start_matches("人民币") {
        "元" if stated => Some(AmountUnit::Yuan),
        "万元" if stated => Some(AmountUnit::Wan),
        _ => None,
    }
}
