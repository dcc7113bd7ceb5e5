//! Formats of cells: font, borders, alignment, number format.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::{
    report::Align,
    templates::{NumberForm, PrintedIn},
};

/// The face of the tables.
pub const FACE: &str = "宋体";
/// The face of titles.
const TITLE_FACE: &str = "黑体";
/// Points of the text of tables.
pub const SIZE: u16 = 10;
/// Two decimals, thousands grouped.
pub const AMOUNT: &str = "#,##0.00";
/// Before the decimals, where thousands are grouped and where not.
const WHOLE: [&str; 2] = ["#,##0", "0"];

/// The formats of all sheets.
pub struct Styles {
    /// The title above a table.
    pub title: Format,
    /// Above a table at the left.
    pub left: Format,
    /// Above a table at the right.
    pub right: Format,
    /// Heads of columns.
    pub head: Format,
    /// Below a table.
    pub note: Format,
    cell: Format,
    amount: Format,
    whole: &'static str,
}

impl Styles {
    pub fn of(numbers: NumberForm) -> Self {
        let whole = WHOLE[usize::from(!numbers.is_grouped(PrintedIn::Table))];
        let plain = Format::new().set_font_name(FACE).set_font_size(SIZE).set_align(FormatAlign::VerticalCenter);
        let cell = plain.clone().set_border(FormatBorder::Thin).set_text_wrap();
        Self {
            title: plain.clone().set_font_name(TITLE_FACE).set_font_size(18).set_align(FormatAlign::Center),
            left: plain.clone().set_align(FormatAlign::Left),
            right: plain.clone().set_align(FormatAlign::Right),
            head: cell.clone().set_bold().set_align(FormatAlign::Center),
            note: plain.set_align(FormatAlign::Left).set_text_wrap(),
            amount: cell.clone().set_num_format(format!("{whole}.00")).set_align(FormatAlign::Right),
            cell,
            whole,
        }
    }

    pub fn amount(&self, is_bold: bool) -> Format {
        bold_if(self.amount.clone(), is_bold)
    }

    /// The same for a cell that a formula fills.
    pub fn summed(&self, format: Format) -> Format {
        format.set_background_color(Color::RGB(0x00F2_F2F2))
    }

    /// A number with so many decimals; as many as it has if `None`.
    pub fn number(&self, decimals: Option<usize>, align: Align, is_bold: bool) -> Format {
        let format = bold_if(self.cell.clone().set_align(horizontal(align)), is_bold);
        match decimals {
            Some(0) | None => format,
            Some(decimals) => format.set_num_format(format!("{}.{}", self.whole, "0".repeat(decimals))),
        }
    }

    /// Words. Excel reads none of them as a formula, also not after the cell was edited.
    pub fn words(&self, text: &str, align: Align, indent: u8, is_bold: bool) -> Format {
        let mut format = bold_if(self.cell.clone().set_align(horizontal(align)), is_bold);
        if indent > 0 {
            format = format.set_indent(indent);
        }
        quoted_if_needed(format, text)
    }
}

/// Marks a text that looks like a formula as text.
pub fn quoted_if_needed(format: Format, text: &str) -> Format {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format.set_quote_prefix() } else { format }
}

fn bold_if(format: Format, is_bold: bool) -> Format {
    if is_bold { format.set_bold() } else { format }
}

fn horizontal(align: Align) -> FormatAlign {
    match align {
        Align::Left => FormatAlign::Left,
        Align::Centre => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    }
}

/// How wide a text is in the units of column widths: one for a Latin character, two for a Chinese one; of several lines
/// the widest.
pub fn text_width(text: &str) -> u16 {
    let line_width = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    u16::try_from(text.lines().map(line_width).max().unwrap_or(0)).unwrap_or(u16::MAX)
}

/// How many lines a text takes in a column of this width.
pub fn line_count(text: &str, width: u16) -> u16 {
    let room = width.saturating_sub(1).max(2);
    text.lines().map(|line| text_width(line).div_ceil(room).max(1)).sum::<u16>().max(1)
}
