//! An original as it was read, with a place marked: a sheet or table with its cells where they stand, or the
//! paragraphs around a sentence; of a PDF, its page as it is printed.
//!
//! Whoever shows one keeps an [`OriginalView`] and draws it each frame with what is marked; when that is another place
//! than before, it is brought into sight. What the place is called, and what stands there, is the accessible name.

use std::{ops::Range, sync::Arc};

use egui::{
    Align, Align2, Color32, FontSelection, Frame, Label, Painter, Pos2, Rect, RichText, Role, ScrollArea, Sense,
    Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    text::{LayoutJob, TextFormat},
    vec2,
};

use crate::{
    evidence::{Evidence, FileBlock, FileCell, FileParagraph, FileTable},
    reading::FactPlace,
    ui::{
        state::{PageTexture, ShownPage},
        theme::{self, Palette},
    },
};

use super::row_list;

/// A place that is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginalMark {
    pub place: FactPlace,
    /// Of a sentence, what of it is meant, in bytes.
    pub characters: Option<Range<usize>>,
}

impl From<FactPlace> for OriginalMark {
    fn from(place: FactPlace) -> Self {
        Self { place, characters: None }
    }
}

/// A file beside a list of places in it.
pub struct ListedFile<'a> {
    pub name: &'a str,
    pub evidence: &'a Evidence,
    pub original: &'a Arc<[u8]>,
    /// The page that was asked for last.
    pub page: Option<&'a ShownPage>,
}

/// What a view remembers.
#[derive(Default)]
pub struct OriginalView {
    shown: Option<OriginalMark>,
    scrolls: bool,
    /// The page itself was drawn last.
    is_picture: bool,
    columns: Columns,
}

/// How wide the columns of a table are, and of which.
#[derive(Default)]
struct Columns {
    block: Option<usize>,
    /// The left edges, and the last right one.
    edges: Vec<f32>,
}

const NARROWEST: f32 = 44.0;
const WIDEST: f32 = 220.0;
/// More columns than anybody looks at.
const MOST_COLUMNS: u32 = 400;
/// Rows that a cell from above reaches down at most, where only those in sight are drawn.
const MOST_SPANNED: u32 = 200;
/// How many points of the screen a point of a page takes at least.
const LEGIBLE: f32 = 1.1;
/// Blocks around a marked paragraph.
const BEFORE: usize = 12;
const AFTER: usize = 24;

impl OriginalView {
    /// Brings the marked place into sight the next time it is drawn.
    pub fn show(&mut self) {
        self.scrolls = true;
    }

    /// Another file is shown.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Draws the file with its name; answers which page of it is to be drawn first.
    pub fn file_ui(&mut self, ui: &mut Ui, file: &ListedFile<'_>, mark: Option<&OriginalMark>) -> Option<u32> {
        ui.strong(file.name);
        let Some(mark) = mark else {
            ui.label(RichText::new("这一项在文件里没有对应的位置").color(theme::palette(ui).weak_text));
            return None;
        };
        let printed = file.evidence.blocks.get(mark.place.block).and_then(FileBlock::page);
        let page = file.page.filter(|page| printed.is_some_and(|printed| page.is_of(file.original, printed)));
        self.ui(ui, file.evidence, mark, page.and_then(|page| page.picture.as_ref()));
        printed.filter(|_| page.is_none())
    }

    /// Draws the part of the file around the mark into the room that is left.
    fn ui(&mut self, ui: &mut Ui, evidence: &Evidence, mark: &OriginalMark, picture: Option<&PageTexture>) {
        if self.shown.as_ref() != Some(mark) {
            self.shown = Some(mark.clone());
            self.scrolls = true;
        }
        let scrolls = std::mem::take(&mut self.scrolls);
        let block = evidence.blocks.get(mark.place.block);
        if let Some((block, picture)) = block.zip(picture) {
            // A place is brought into sight when its page is there.
            let scrolls = scrolls || !std::mem::replace(&mut self.is_picture, true);
            return page_ui(ui, block, mark, picture, scrolls);
        }
        self.is_picture = false;
        match block {
            Some(FileBlock::Table(table)) => self.table_ui(ui, table, mark, scrolls),
            Some(_) => paragraphs_ui(ui, evidence, mark, scrolls),
            None => _ = ui.label("原件中没有找到这一处"),
        }
    }

    fn table_ui(&mut self, ui: &mut Ui, table: &FileTable, mark: &OriginalMark, scrolls: bool) {
        if self.columns.block != Some(mark.place.block) {
            self.columns = Columns { block: Some(mark.place.block), edges: edges(table) };
        }
        let place = (mark.place.row, mark.place.column);
        let marked = table.cell(place.0, place.1);
        let words = match marked {
            Some(cell) => format!("{}：{}", table.cell_words(cell), cell.text),
            None => table.place.table_words().trim_end().to_owned(),
        };
        let palette = theme::palette(ui);
        ui.label(RichText::new(&words).color(palette.weak_text));
        let (rows, _) = table.size();
        let size = vec2(self.columns.edges.last().copied().unwrap_or_default(), rows as f32 * theme::ROW_HEIGHT);
        ScrollArea::both().id_salt(("original table", mark.place.block)).auto_shrink(false).show_viewport(
            ui,
            |ui, in_sight| {
                let (area, response) = ui.allocate_exact_size(size, Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("原件 {words}")));
                let first = (in_sight.top() / theme::ROW_HEIGHT).floor().max(0.0) as u32;
                let last = (in_sight.bottom() / theme::ROW_HEIGHT).ceil().max(0.0) as u32;
                let from = table.cells.partition_point(|cell| cell.row < first.saturating_sub(MOST_SPANNED));
                let to = table.cells.partition_point(|cell| cell.row <= last);
                for cell in table.cells.get(from..to).unwrap_or_default() {
                    if cell.row.saturating_add(cell.rows) >= first {
                        self.cell(ui.painter(), palette, area.min, cell, (cell.row, cell.column) == place);
                    }
                }
                if let Some(cell) = marked.filter(|_| scrolls) {
                    let rect = self.columns.rect(area.min, cell);
                    ui.scroll_to_rect(rect, Some(Align::Center));
                }
            },
        );
    }

    fn cell(&self, painter: &Painter, palette: &Palette, corner: Pos2, cell: &FileCell, is_marked: bool) {
        let rect = self.columns.rect(corner, cell);
        if is_marked {
            painter.rect_filled(rect, 0, palette.selection);
        }
        painter.rect_stroke(rect, 0, Stroke::new(1.0, palette.line), StrokeKind::Middle);
        let align = if is_amount(cell) { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
        row_list::text(painter, rect.shrink2(vec2(theme::CELL_PADDING, 0.0)), align, &cell.text, palette.text);
        if is_marked {
            painter.rect_stroke(rect, 0, Stroke::new(theme::FOCUS_LINE, palette.accent), StrokeKind::Inside);
        }
    }
}

impl Columns {
    fn rect(&self, corner: Pos2, cell: &FileCell) -> Rect {
        let edge = |column: u32| {
            let at = usize::try_from(column).unwrap_or(usize::MAX).min(self.edges.len().saturating_sub(1));
            corner.x + self.edges.get(at).copied().unwrap_or_default()
        };
        let row = |row: u32| corner.y + row as f32 * theme::ROW_HEIGHT;
        let (right, below) = (cell.column.saturating_add(cell.columns), cell.row.saturating_add(cell.rows));
        Rect::from_min_max(pos2(edge(cell.column), row(cell.row)), pos2(edge(right), row(below)))
    }
}

fn edges(table: &FileTable) -> Vec<f32> {
    let count = table.size().1.min(MOST_COLUMNS);
    let mut widths = vec![NARROWEST; usize::try_from(count).unwrap_or_default()];
    for cell in table.cells.iter().filter(|cell| cell.columns == 1) {
        let Some(width) = usize::try_from(cell.column).ok().and_then(|column| widths.get_mut(column)) else { continue };
        *width = width.max((row_list::about_width(&cell.text) + 2.0 * theme::CELL_PADDING).min(WIDEST));
    }
    let mut edges = vec![0.0];
    let mut right = 0.0;
    for width in widths {
        right += width;
        edges.push(right);
    }
    edges
}

fn is_amount(cell: &FileCell) -> bool {
    let mut characters = cell.text.chars();
    cell.is_number
        || characters.any(|c| c.is_ascii_digit())
            && cell.text.contains('.')
            && cell.text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | ' ' | '%'))
}

/// The page as it is printed, as wide as the room or legible, with the place framed.
fn page_ui(ui: &mut Ui, block: &FileBlock, mark: &OriginalMark, picture: &PageTexture, scrolls: bool) {
    let palette = theme::palette(ui);
    let (words, rectangle) = match block {
        FileBlock::Table(table) => {
            let place = (mark.place.row, mark.place.column);
            let cell = table.cell(place.0, place.1);
            match cell {
                Some(cell) => (format!("{}：{}", table.cell_words(cell), cell.text), cell.rectangle),
                None => (table.place.table_words().trim_end().to_owned(), table.place.rectangle),
            }
        }
        FileBlock::Paragraph(paragraph) => {
            (format!("{}：{}", paragraph.place.paragraph_words(), paragraph.text), paragraph.place.rectangle)
        }
        FileBlock::Picture(picture) => (picture.words.clone(), picture.place.rectangle),
    };
    ui.add(Label::new(RichText::new(&words).color(palette.weak_text)).truncate());
    ScrollArea::both().id_salt("original page").auto_shrink(false).show(ui, |ui| {
        let points = picture.texture.size_vec2() / picture.pixels_per_point;
        let zoom = (ui.available_width() / points.x.max(1.0)).max(LEGIBLE);
        let (area, response) = ui.allocate_exact_size(points * zoom, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("原件的页面 {words}")));
        let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
        ui.painter().image(picture.texture.id(), area, whole, Color32::WHITE);
        if let Some(place) = rectangle {
            let corner = |x: i32, y: i32| area.min + vec2(x as f32, y as f32) * (zoom / 10.0);
            let rect = Rect::from_min_max(corner(place.left, place.top), corner(place.right, place.bottom));
            let stroke = Stroke::new(theme::FOCUS_LINE, palette.accent);
            ui.painter().rect_stroke(rect.expand(theme::FOCUS_LINE), 0, stroke, StrokeKind::Outside);
            if scrolls {
                ui.scroll_to_rect(rect, Some(Align::Center));
            }
        }
    });
}

fn paragraphs_ui(ui: &mut Ui, evidence: &Evidence, mark: &OriginalMark, scrolls: bool) {
    let palette = theme::palette(ui);
    let at = mark.place.block;
    let from = at.saturating_sub(BEFORE);
    ScrollArea::vertical().id_salt("original text").auto_shrink(false).show(ui, |ui| {
        for (block, content) in evidence.blocks.iter().enumerate().skip(from).take(BEFORE + AFTER) {
            match content {
                FileBlock::Paragraph(paragraph) if block == at => {
                    let words = format!("原件 {}：{}", paragraph.place.paragraph_words(), paragraph.text);
                    ui.label(RichText::new(paragraph.place.paragraph_words()).color(palette.weak_text));
                    let frame = Frame::new().fill(palette.selection).stroke(Stroke::new(1.0, palette.accent));
                    let drawn = frame.inner_margin(theme::CELL_PADDING).show(ui, |ui| {
                        let job = marked_text(ui, paragraph, mark.characters.clone(), palette);
                        ui.add(Label::new(job).wrap());
                    });
                    drawn.response.widget_info(|| WidgetInfo::labeled(Role::Paragraph, true, &words));
                    if scrolls {
                        drawn.response.scroll_to_me(Some(Align::Center));
                    }
                }
                FileBlock::Paragraph(paragraph) => _ = ui.add(Label::new(&paragraph.text).wrap()),
                FileBlock::Table(table) => {
                    let words = format!("［表格：{}］", table.place.table_words().trim_end());
                    ui.label(RichText::new(words).color(palette.weak_text));
                }
                FileBlock::Picture(picture) => {
                    ui.label(RichText::new(format!("［图片：{}］", picture.words)).color(palette.weak_text));
                }
            }
        }
    });
}

fn marked_text(ui: &Ui, paragraph: &FileParagraph, marked: Option<Range<usize>>, palette: &Palette) -> LayoutJob {
    let font = FontSelection::Default.resolve(ui.style());
    let plain = TextFormat::simple(font.clone(), palette.text);
    let text = &paragraph.text;
    let parts =
        marked.and_then(|range| Some((text.get(..range.start)?, text.get(range.clone())?, text.get(range.end..)?)));
    let Some((before, meant, after)) = parts else {
        return LayoutJob::single_section(text.clone(), plain);
    };
    let mut job = LayoutJob::default();
    job.append(before, 0.0, plain.clone());
    let underline = Stroke::new(theme::FOCUS_LINE, palette.accent);
    job.append(meant, 0.0, TextFormat { underline, background: Color32::TRANSPARENT, ..plain.clone() });
    job.append(after, 0.0, plain);
    job
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::read_clipboard;

    #[test]
    fn cells_stand_below_each_other_and_no_column_is_too_wide() {
        let evidence = read_clipboard(&format!("科目\t金额\n{}\t1,234.50\n", "长".repeat(90)));
        let Some(table) = evidence.tables().next() else { panic!("no table") };
        let edges = edges(table);
        assert_eq!(edges.len(), 3);
        assert!((edges[1] - WIDEST).abs() < 0.1 && edges[2] > edges[1] + NARROWEST, "{edges:?}");
        let columns = Columns { block: Some(0), edges };
        let amount = table.cells.iter().find(|cell| cell.text == "1,234.50").expect("the amount");
        let rect = columns.rect(Pos2::ZERO, amount);
        assert!((rect.top() - theme::ROW_HEIGHT).abs() < 0.1 && (rect.left() - WIDEST).abs() < 0.1);
        assert!(is_amount(amount) && !is_amount(&table.cells[0]));
    }
}
