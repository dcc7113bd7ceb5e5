//! A comparison as a workbook: changed values with their difference, and findings that appeared or went.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::{
    compare::{Change, Step, by_tab},
    document::Entry,
    money::{AmountUnit, Money},
    workflow::{Comparison, change_words},
};

use super::{
    ExportError, cell_text, fault,
    style::{AMOUNT, FACE, SIZE, quoted_if_needed},
};

/// Amounts in 万元 that are exact to the 分.
const EXACT_WAN: &str = "#,##0.00####";

/// The workbook as a file; `old` and `new` name the two sides. The same comparison gives the same bytes.
///
/// # Errors
/// [`ExportError::Fault`] if the workbook cannot be written.
pub fn comparison_xlsx(comparison: &Comparison, old: &str, new: &str) -> Result<Vec<u8>, ExportError> {
    write(comparison, old, new).map_err(fault)
}

fn write(comparison: &Comparison, old: &str, new: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let time = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title("决算比较").set_creation_datetime(&time));
    let looks = Looks::new(comparison.unit);
    let sheet = book.add_worksheet().set_name("内容的不同")?;
    let mut rows = Rows { sheet, looks: &looks, next: 0 };
    let unit = comparison.unit;
    rows.words(&[&format!("{old} 与 {new} 的比较；金额单位：{}", unit.name())])?;
    rows.next += 1;
    rows.head(&[("部分", 12), ("位置", 46), ("变化", 12), (old, 24), (new, 24), ("差额", 16), ("文字的改动", 60)])?;
    for (tab, changes) in by_tab(&comparison.changes) {
        for change in changes {
            rows.change(tab, change, unit)?;
        }
    }
    for change in &comparison.prior {
        rows.change("上年数与上年文件不符", change, unit)?;
    }
    let last = rows.next.saturating_sub(1);
    sheet.set_freeze_panes(3, 0)?;
    if last >= 2 {
        sheet.autofilter(2, 0, last, 6)?;
    }
    if !comparison.findings.is_empty() {
        let sheet = book.add_worksheet().set_name("审核结果的不同")?;
        let mut rows = Rows { sheet, looks: &looks, next: 0 };
        rows.head(&[("变化", 12), ("级别", 10), ("规则", 10), ("内容", 90)])?;
        for one in &comparison.findings {
            let change = if one.is_new { "新出现" } else { "已消除" };
            rows.words(&[change, one.finding.severity.label(), one.finding.rule, &one.finding.message])?;
        }
        sheet.set_freeze_panes(1, 0)?;
    }
    book.save_to_buffer()
}

struct Looks {
    head: Format,
    words: Format,
    amount: Format,
}

impl Looks {
    fn new(unit: AmountUnit) -> Self {
        let plain = Format::new().set_font_name(FACE).set_font_size(SIZE).set_align(FormatAlign::VerticalCenter);
        let words = plain.set_border(FormatBorder::Thin).set_text_wrap();
        let digits = if unit == AmountUnit::Wan { EXACT_WAN } else { AMOUNT };
        Self {
            head: words.clone().set_bold().set_align(FormatAlign::Center),
            amount: words.clone().set_num_format(digits).set_align(FormatAlign::Right),
            words,
        }
    }
}

/// Writes a sheet from the top down.
struct Rows<'a> {
    sheet: &'a mut Worksheet,
    looks: &'a Looks,
    next: u32,
}

impl Rows<'_> {
    fn head(&mut self, columns: &[(&str, u16)]) -> Result<(), XlsxError> {
        for (column, (title, width)) in (0..).zip(columns) {
            self.sheet.set_column_width(column, *width)?;
            let look = quoted_if_needed(self.looks.head.clone(), title);
            self.sheet.write_string_with_format(self.next, column, &*cell_text(title), &look)?;
        }
        self.next += 1;
        Ok(())
    }

    fn words(&mut self, words: &[&str]) -> Result<(), XlsxError> {
        for (column, text) in (0..).zip(words) {
            self.text(column, text)?;
        }
        self.next += 1;
        Ok(())
    }

    fn text(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        let look = quoted_if_needed(self.looks.words.clone(), text);
        self.sheet.write_string_with_format(self.next, column, &*cell_text(text), &look).map(|_| ())
    }

    fn money(&mut self, column: u16, money: Money, unit: AmountUnit) -> Result<(), XlsxError> {
        let amount = if unit == AmountUnit::Wan { money.wan() } else { money.yuan() };
        self.sheet
            .write_number_with_format(self.next, column, amount.to_f64().unwrap_or_default(), &self.looks.amount)
            .map(|_| ())
    }

    fn change(&mut self, tab: &str, change: &Change, unit: AmountUnit) -> Result<(), XlsxError> {
        self.text(0, tab)?;
        self.text(1, &change.label)?;
        self.text(2, change.kind.label())?;
        let (old, new) = match change.steps.first() {
            Some(Step::Value { old, new, .. }) => (Some(old), Some(new)),
            _ => (None, None),
        };
        for (column, entry, text) in [(3, old, &change.old), (4, new, &change.new)] {
            match entry {
                Some(Entry::Money(money)) => self.money(column, *money, unit)?,
                _ => self.text(column, text)?,
            }
        }
        match change.difference {
            Some(difference) => self.money(5, difference, unit)?,
            None => self.text(5, "")?,
        }
        self.text(6, &if change.is_text { change_words(change) } else { String::new() })?;
        self.next += 1;
        Ok(())
    }
}
