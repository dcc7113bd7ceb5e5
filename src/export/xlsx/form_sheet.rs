//! The sheets of the score table and the target table: forms with merged cells, set as in the report.

use rust_decimal::{Decimal, prelude::ToPrimitive};
use rust_xlsxwriter::{Formula, RowNum, Worksheet, XlsxError};
use rustc_hash::FxHashMap;

use crate::{
    at,
    document::{Document, Kind},
    export::DocumentStatus,
    figures::{Figures, Source},
    report::{PrintedCell, PrintedTable},
    tables::HeadCell,
};

use super::{
    formula::{SheetPosition, sum_of},
    sheet::{PAGE, Placed, SheetFrame, height, placed, put_merged},
    style::{Styles, line_count},
};

pub fn put(
    sheet: &mut Worksheet,
    styles: &Styles,
    figures: &Figures,
    table: &PrintedTable,
    status: DocumentStatus,
) -> Result<(), XlsxError> {
    sheet.set_name(&table.number)?;
    let frame = frame(table);
    frame.put_head(sheet, styles)?;
    let first_row = frame.first_row();
    let cells = placed(&table.rows, table.columns.len(), &|cell| (cell.columns, cell.lines));
    let numbers = Numbers::of(&cells, first_row);
    for cell in &cells {
        put_cell(sheet, styles, figures, &numbers, cell, first_row)?;
    }
    let heights = heights(&frame, &cells, table.rows.len());
    for (row, height) in (first_row..).zip(&heights) {
        sheet.set_row_height(row, *height)?;
    }
    let next_row = first_row + RowNum::try_from(heights.len()).unwrap_or_default();
    let all = heights.iter().fold(0, |all: u16, height| all.saturating_add(*height));
    frame.finish(sheet, styles, &table.notes, (next_row, all), status)
}

/// The columns share the page as in the report.
fn frame(table: &PrintedTable) -> SheetFrame {
    let shares: u32 = table.columns.iter().map(|column| u32::from(column.width)).sum();
    let units = PAGE / 7 - u32::try_from(table.columns.len()).unwrap_or_default();
    let width = |share: u16| u16::try_from(u32::from(share) * units / shares.max(1)).unwrap_or(share);
    let head = |cell: &PrintedCell| HeadCell { text: cell.text.clone(), columns: cell.columns, lines: cell.lines };
    SheetFrame {
        title: table.title.clone(),
        number: table.number.clone(),
        caption: table.caption.clone(),
        head: table.head.iter().map(|line| line.iter().map(head).collect()).collect(),
        widths: table.columns.iter().map(|column| width(column.width)).collect(),
        names: 0,
    }
}

/// The numbers of a form with their places.
struct Numbers(FxHashMap<Source, (SheetPosition, Decimal)>);

impl Numbers {
    fn of(cells: &[Placed<'_, PrintedCell>], first_row: RowNum) -> Self {
        let numbers = cells.iter().filter_map(|cell| {
            let number = number_of(cell.cell)?;
            Some((cell.cell.source.clone()?, ((first_row + cell.line, cell.column), number)))
        });
        Self(numbers.collect())
    }

    /// The formula of a sum that the form shows with all its parts; `None` if something else is printed.
    fn formula(&self, figures: &Figures, source: &Source, printed: Decimal) -> Option<String> {
        let Source::Measure(key) = source else { return None };
        let parts = figures.measures.get(*key)?.inputs.iter().filter_map(|input| self.0.get(input));
        let (places, numbers): (Vec<SheetPosition>, Vec<Decimal>) = parts.copied().unzip();
        let is_whole = !numbers.is_empty() && numbers.iter().all(|number| number.normalize().scale() <= 2);
        (is_whole && numbers.into_iter().sum::<Decimal>() == printed).then(|| sum_of(places))
    }
}

/// The number that a cell shows; words and indicators that merely contain digits are not numbers.
fn number_of(cell: &PrintedCell) -> Option<Decimal> {
    let is_number = match cell.source.as_ref()? {
        Source::Entered(path) => matches!(Document::kind_at(*path), Some(Kind::Money | Kind::Number)),
        Source::Cell(_) | Source::Measure(_) => true,
    };
    is_number.then(|| cell.text.replace(',', "").parse().ok()).flatten()
}

/// The value of an indicator that is a number or a percentage, exactly as a person would type it into Excel, and its form.
fn indicator(cell: &PrintedCell) -> Option<(Decimal, String)> {
    let Source::Entered(path) = cell.source.as_ref()? else { return None };
    let is_value = path.starts_with(&at!(targets.indicators)) && matches!(path.last_field()?, "target" | "actual");
    let text = is_value.then(|| cell.text.trim())?;
    let (plain, sign) = text.strip_suffix('%').map_or((text, ""), |plain| (plain, "%"));
    let number: Decimal = plain.parse().ok().filter(|number: &Decimal| number.to_string() == plain)?;
    let decimals = usize::try_from(number.scale()).ok()?;
    let point = if decimals > 0 { "." } else { "" };
    let value = if sign.is_empty() { number } else { number.checked_div(Decimal::ONE_HUNDRED)? };
    Some((value, format!("0{point}{}{sign}", "0".repeat(decimals))))
}

fn put_cell(
    sheet: &mut Worksheet,
    styles: &Styles,
    figures: &Figures,
    numbers: &Numbers,
    placed: &Placed<'_, PrintedCell>,
    first_row: RowNum,
) -> Result<(), XlsxError> {
    let cell = placed.cell;
    let first = (first_row + placed.line, placed.column);
    if let Some((number, form)) = indicator(cell) {
        let format = styles.number(None, cell.align, cell.is_bold).set_num_format(form);
        put_merged(sheet, first, placed.end(first_row), "", &format)?;
        sheet.write_number_with_format(first.0, first.1, number.to_f64().unwrap_or_default(), &format)?;
        return Ok(());
    }
    let (Some(number), Some(source)) = (number_of(cell), &cell.source) else {
        let format = styles.words(&cell.text, cell.align, cell.indent, cell.is_bold);
        return put_merged(sheet, first, placed.end(first_row), &cell.text, &format);
    };
    let decimals = cell.text.split_once('.').map(|(_, decimals)| decimals.len());
    let format = styles.number(decimals, cell.align, cell.is_bold);
    put_merged(sheet, first, placed.end(first_row), "", &format)?;
    match numbers.formula(figures, source, number) {
        Some(formula) => {
            let formula = Formula::new(formula).set_result(number.normalize().to_string());
            sheet.write_formula_with_format(first.0, first.1, formula, &styles.summed(format))?;
        }
        None => {
            sheet.write_number_with_format(first.0, first.1, number.to_f64().unwrap_or_default(), &format)?;
        }
    }
    Ok(())
}

/// Rows are as high as their texts need; where a cell of several rows needs more, the last of them grows.
fn heights(frame: &SheetFrame, cells: &[Placed<'_, PrintedCell>], rows: usize) -> Vec<u16> {
    let needed = |cell: &Placed<'_, PrintedCell>| {
        height(line_count(&cell.cell.text, frame.width(usize::from(cell.column), cell.columns)))
    };
    let mut heights = vec![height(1); rows];
    let line = |cell: &Placed<'_, PrintedCell>| usize::try_from(cell.line).unwrap_or_default();
    for cell in cells.iter().filter(|cell| cell.lines == 1) {
        if let Some(height) = heights.get_mut(line(cell)) {
            *height = needed(cell).max(*height);
        }
    }
    for cell in cells.iter().filter(|cell| cell.lines > 1) {
        let spanned: u16 = heights.iter().skip(line(cell)).take(cell.lines).sum();
        let lacking = needed(cell).saturating_sub(spanned);
        if let Some(last) = heights.get_mut(line(cell) + cell.lines - 1) {
            *last = last.saturating_add(lacking).min(height(u16::MAX));
        }
    }
    heights
}
