//! The sheet of a table: title, head, column widths, notes and print settings.

use rust_xlsxwriter::{ColNum, IgnoreError, RowNum, Worksheet, XlsxError};

use crate::{export::DocumentStatus, tables::HeadCell};

use super::{
    cell_text,
    style::{Styles, line_count, quoted_if_needed},
};

/// The width of A4 landscape in pixels at natural size.
pub const PAGE: u32 = 1_000;
/// Its height in points.
const PAGE_HEIGHT: u32 = 490;
/// A table wider than this would become too small to read on one page.
const WIDEST_ON_ONE_PAGE: u32 = PAGE * 9 / 5;
/// What fits on each page of a table that takes several.
const SMALL_PAGE: u32 = PAGE * 5 / 3;
/// Points of a line of text, and around it.
const LINE: u16 = 13;
const PADDING: u16 = 3;

/// What stands around the rows of a table.
pub struct SheetFrame {
    /// 收入支出决算总表
    pub title: String,
    /// 公开01表
    pub number: String,
    /// “编制单位”, “年度”, “金额单位”; left blank where empty.
    pub caption: [String; 3],
    /// The lines of the head with their spans.
    pub head: Vec<Vec<HeadCell>>,
    /// Widths of the columns.
    pub widths: Vec<u16>,
    /// How many columns at the left stay in sight: code and name.
    pub names: u16,
}

impl SheetFrame {
    /// Title, number and caption stand above the head.
    const HEAD: RowNum = 3;

    /// The first row below the head.
    pub fn first_row(&self) -> RowNum {
        Self::HEAD + lines_of(&self.head)
    }

    /// Fills the page: a narrow table is stretched, but not beyond half as much again.
    pub fn stretch(&mut self) {
        let total = self.pixels(self.widths.len());
        if total < PAGE {
            let wanted = PAGE.min(total + total / 2);
            for width in &mut self.widths {
                let stretched = u32::from(*width) * wanted / total.max(1);
                *width = u16::try_from(stretched).unwrap_or(*width);
            }
        }
    }

    /// Units of width of some columns.
    pub fn width(&self, from: usize, count: usize) -> u16 {
        self.widths.iter().skip(from).take(count).sum()
    }

    /// Pixels of the first columns.
    fn pixels(&self, count: usize) -> u32 {
        self.widths.iter().take(count).map(|width| pixels(*width)).sum()
    }

    fn last_column(&self) -> ColNum {
        ColNum::try_from(self.widths.len().saturating_sub(1)).unwrap_or(ColNum::MAX)
    }

    /// Writes what stands above the rows.
    pub fn put_head(&self, sheet: &mut Worksheet, styles: &Styles) -> Result<(), XlsxError> {
        for (column, width) in (0..).zip(&self.widths) {
            sheet.set_column_width(column, *width)?;
        }
        // The title of a table that takes several pages stands on the first of them.
        let title_end = self.first_page_end();
        put_merged(sheet, (0, 0), (0, title_end), &self.title, &styles.title)?;
        sheet.set_row_height(0, 30)?;
        for row in [1, 2] {
            sheet.set_row_height(row, LINE + PADDING)?;
        }
        let [unit, year, amounts] = &self.caption;
        for (row, left, right) in [(1, unit, &self.number), (2, year, amounts)] {
            let left = cell_text(left);
            sheet.write_string_with_format(row, 0, &*left, &quoted_if_needed(styles.left.clone(), &left))?;
            sheet.write_string_with_format(row, title_end, right, &styles.right)?;
        }
        for head in self.placed_head() {
            let first = (Self::HEAD + head.line, head.column);
            put_merged(sheet, first, head.end(Self::HEAD), &head.cell.text, &styles.head)?;
        }
        for (row, height) in (Self::HEAD..).zip(self.head_heights()) {
            sheet.set_row_height(row, height)?;
        }
        Ok(())
    }

    fn placed_head(&self) -> Vec<Placed<'_, HeadCell>> {
        placed(&self.head, self.widths.len(), &|cell| (cell.columns, cell.lines))
    }

    /// A line of the head is as high as its cells need; cells of several lines share the room.
    fn head_heights(&self) -> Vec<u16> {
        let mut lines = vec![1; self.head.len()];
        for head in self.placed_head() {
            let needed = line_count(&head.cell.text, self.width(usize::from(head.column), head.columns));
            let spanned = u16::try_from(head.lines.max(1)).unwrap_or(1);
            let from = usize::try_from(head.line).unwrap_or(0);
            for line in lines.iter_mut().skip(from).take(head.lines) {
                *line = needed.div_ceil(spanned).max(*line);
            }
        }
        lines.into_iter().map(|count| count * LINE + PADDING).collect()
    }

    /// Makes a row as high as its texts need and returns the height; `texts` holds them with their column.
    pub fn set_height<'a>(
        &self,
        sheet: &mut Worksheet,
        row: RowNum,
        texts: impl Iterator<Item = (usize, &'a str)>,
    ) -> Result<u16, XlsxError> {
        let lines = texts.map(|(column, text)| line_count(text, self.width(column, 1))).max().unwrap_or(1);
        sheet.set_row_height(row, height(lines))?;
        Ok(height(lines))
    }

    /// Writes the notes below the last row and sets the printing up; the rows end before `next_row` and are
    /// `rows_height` high.
    pub fn finish(
        &self,
        sheet: &mut Worksheet,
        styles: &Styles,
        notes: &[String],
        (next_row, rows_height): (RowNum, u16),
        status: DocumentStatus,
    ) -> Result<(), XlsxError> {
        let note_end = self.first_page_end();
        let mut row = next_row;
        for note in notes {
            put_merged(sheet, (row, 0), (row, note_end), note, &styles.note)?;
            sheet.set_row_height(row, height(line_count(note, self.width(0, usize::from(note_end) + 1))))?;
            row += 1;
        }
        let first = self.first_row();
        let last_row = row.max(first + 1) - 1;
        set_up_paper(sheet, status);
        if !self.head.is_empty() {
            sheet.set_repeat_rows(Self::HEAD, first - 1)?;
        }
        sheet.set_print_area(0, 0, last_row, self.last_column())?;
        sheet.set_freeze_panes(first, self.names)?;
        let pages = self.pages_across();
        if pages == 1 {
            sheet.set_print_fit_to_pages(1, u16::from(self.nearly_fits(rows_height)));
        } else {
            sheet.set_print_fit_to_pages(pages, 0);
            if self.names > 0 {
                sheet.set_repeat_columns(0, self.names - 1)?;
            }
        }
        Ok(())
    }

    /// Whether a little smaller print brings the whole table on one page: nobody wants two lines on a page.
    fn nearly_fits(&self, rows_height: u16) -> bool {
        const AROUND: u32 = 130;
        let wanted = (u32::from(rows_height) + AROUND) * PAGE;
        let room = PAGE_HEIGHT * self.pixels(self.widths.len()).max(PAGE);
        wanted * 2 <= room * 3
    }

    /// The last column that stands on the first page for certain: how many fit depends on the faces of the machine.
    fn first_page_end(&self) -> ColNum {
        if self.pages_across() == 1 {
            return self.last_column();
        }
        let count = (1..self.widths.len()).rev().find(|count| self.pixels(*count) <= SMALL_PAGE * 3 / 5);
        columns_of_span(count.unwrap_or(1) - 1)
    }

    /// How many pages the table is wide; code and name are repeated on each.
    fn pages_across(&self) -> u16 {
        let total = self.pixels(self.widths.len());
        if total <= WIDEST_ON_ONE_PAGE {
            return 1;
        }
        let names = self.pixels(usize::from(self.names));
        let pages = total.saturating_sub(names).div_ceil(SMALL_PAGE.saturating_sub(names).max(1));
        u16::try_from(pages).unwrap_or(u16::MAX)
    }
}

/// Seven for each unit, and five around the text.
fn pixels(width: u16) -> u32 {
    u32::from(width) * 7 + 5
}

/// The height of a row of so many lines; Excel allows 409 points.
pub fn height(lines: u16) -> u16 {
    lines.saturating_mul(LINE).saturating_add(PADDING).min(409)
}

/// Paper, margins, page numbers, and the mark of a draft.
pub fn set_up_paper(sheet: &mut Worksheet, status: DocumentStatus) {
    const A4: u8 = 9;
    sheet
        .set_paper_size(A4)
        .set_landscape()
        .set_margins(0.5, 0.5, 0.7, 0.65, 0.3, 0.3)
        .set_print_center_horizontally(true)
        .set_footer("&C&\"宋体,Regular\"&10第 &P 页，共 &N 页");
    if status == DocumentStatus::Draft {
        sheet.set_header("&C&\"黑体,Regular\"&14草　稿");
    }
}

/// Switches off Excel's warnings about numbers stored as text (codes) and about totals that leave out rows between.
pub fn quieten(
    sheet: &mut Worksheet,
    rows: (RowNum, RowNum),
    column: ColNum,
    is_amount: bool,
) -> Result<(), XlsxError> {
    let what = if is_amount { IgnoreError::FormulaOmitsCells } else { IgnoreError::NumberStoredAsText };
    sheet.ignore_error_range(rows.0, column, rows.1, column, what)?;
    Ok(())
}

/// A text in one cell or in several merged ones.
pub fn put_merged(
    sheet: &mut Worksheet,
    first: (RowNum, ColNum),
    last: (RowNum, ColNum),
    text: &str,
    format: &rust_xlsxwriter::Format,
) -> Result<(), XlsxError> {
    let text = cell_text(text);
    let format = quoted_if_needed(format.clone(), &text);
    if first != last {
        sheet.merge_range(first.0, first.1, last.0, last.1, "", &format)?;
    }
    sheet.write_string_with_format(first.0, first.1, &*text, &format)?;
    Ok(())
}

/// A cell with its place.
pub struct Placed<'a, T> {
    /// From the first line.
    pub line: RowNum,
    /// From the left.
    pub column: ColNum,
    /// How many columns it spans.
    pub columns: usize,
    /// How many lines it spans.
    pub lines: usize,
    pub cell: &'a T,
}

impl<T> Placed<'_, T> {
    /// The last cell that it spans, when the first line stands in this row.
    pub fn end(&self, first_row: RowNum) -> (RowNum, ColNum) {
        let row = first_row + self.line + lines_of_span(self.lines.max(1)) - 1;
        (row, self.column + columns_of_span(self.columns.max(1)) - 1)
    }
}

/// Each cell takes the first column of its line that no cell covers yet; `span` tells columns and lines of a cell.
pub fn placed<'a, T>(rows: &'a [Vec<T>], width: usize, span: &dyn Fn(&T) -> (usize, usize)) -> Vec<Placed<'a, T>> {
    let mut covered = vec![vec![false; width]; rows.len()];
    let mut placed = Vec::new();
    for (line, cells) in rows.iter().enumerate() {
        for cell in cells {
            let Some(at) = covered.get(line).and_then(|taken| taken.iter().position(|taken| !taken)) else { continue };
            let (columns, lines) = span(cell);
            for taken in covered.iter_mut().skip(line).take(lines) {
                taken.iter_mut().skip(at).take(columns).for_each(|taken| *taken = true);
            }
            placed.push(Placed { line: lines_of_span(line), column: columns_of_span(at), columns, lines, cell });
        }
    }
    placed
}

fn lines_of(head: &[Vec<HeadCell>]) -> RowNum {
    lines_of_span(head.len())
}

fn lines_of_span(lines: usize) -> RowNum {
    RowNum::try_from(lines).unwrap_or(RowNum::MAX)
}

fn columns_of_span(columns: usize) -> ColNum {
    ColNum::try_from(columns).unwrap_or(ColNum::MAX)
}
