//! Every cell but the current one is painted.

use egui::{
    Align2, Color32, FontId, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2,
    text::{LayoutJob, TextWrapping},
    vec2,
};

use crate::{
    figures::Source,
    rules::Severity,
    ui::{
        Weight, remarks,
        theme::{self, Palette},
        widgets::{
            hover::{self, HoverText},
            number_fit::NumberFit,
            padlock,
        },
    },
};

use super::{
    decimals::Decimals,
    frame::Frame,
    model::{Content, GridCell},
    pointer::Touch,
    sheet::{Position, Sheet},
};

/// What a cell looks like.
struct CellLook {
    text: String,
    content: Content,
    strong: bool,
    ground: Color32,
    source: Option<Source>,
}

fn look(sheet: &Sheet<'_>, at: Position, selected: bool, palette: &Palette) -> CellLook {
    let content = sheet.model.columns().get(at.column).map_or(Content::Text, |column| column.content);
    let ground = if selected { palette.selection } else { palette.derived_cell };
    match sheet.cell(at) {
        GridCell::Entered(path) => CellLook {
            text: sheet.shown_text(path),
            content,
            strong: false,
            ground: match () {
                () if selected => palette.selection,
                () if sheet.lock(path).is_some() => palette.locked_cell,
                () => palette.work_area,
            },
            source: Some(Source::Entered(path)),
        },
        GridCell::Derived { text, source, strong } => CellLook { text, content, strong, ground, source: Some(source) },
        GridCell::Label(text) => CellLook { text, content: Content::Text, strong: false, ground, source: None },
        GridCell::Empty => CellLook { text: String::new(), content, strong: false, ground, source: None },
    }
}

/// Draws a cell and tells what the pointer did to it.
pub(super) fn cell_ui(ui: &mut Ui, at: Position, frame: &mut Frame<'_>, selected: bool) -> Option<Touch> {
    let (sheet, cursor) = (&frame.sheet, &frame.state.cursor);
    let rect = ui.max_rect();
    let palette = theme::palette(ui);
    let look = look(sheet, at, selected, palette);
    ui.painter().rect_filled(rect, 0.0, look.ground);
    lines(ui.painter(), rect, look.strong, palette);
    let room = match &look.source {
        Some(source) => mark(ui, rect, source, look.content, cursor.is_reached(at, sheet), sheet),
        None => rect,
    };
    let (width, is_whole) = text_ui(ui.painter(), room, &look, palette, &mut frame.state.decimals, at.column);
    if ui.is_sizing_pass() {
        ui.set_min_width(width + 2.0 * theme::CELL_PADDING);
    }

    // Not focusable: the keyboard stays in the live cell, which moves here.
    let response = ui.interact(rect, ui.scope_id().with("cell"), Sense::CLICK);
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(look.text.clone()),
        ..WidgetInfo::labeled(Role::Cell, true, sheet.cell_name(at))
    });
    if response.hovered() {
        let remarks = look.source.map(|source| HoverText::about(&source, sheet.document, sheet.marks));
        if !is_whole || remarks.as_ref().is_some_and(|remarks| !remarks.is_empty()) {
            response.clone().on_hover_ui(|ui| {
                if !is_whole {
                    ui.label(&look.text);
                }
                if let Some(remarks) = &remarks {
                    remarks.ui(ui);
                }
            });
        }
    }
    if response.secondary_clicked() {
        return Some(Touch::Menu);
    }
    let (pressed, shift) = ui.input(|input| (input.pointer.primary_pressed(), input.modifiers.shift));
    if response.clicked() || (pressed && response.is_pointer_button_down_on()) {
        return Some(if shift { Touch::Widened } else { Touch::Pressed });
    }
    (cursor.drags && ui.rect_contains_pointer(rect)).then_some(Touch::Widened)
}

/// Paints the text; returns the width that it needs, and whether the whole of it is to be seen.
fn text_ui(
    painter: &Painter,
    rect: Rect,
    look: &CellLook,
    palette: &Palette,
    room: &mut Decimals,
    column: usize,
) -> (f32, bool) {
    if look.text.is_empty() {
        return (0.0, true);
    }
    let font = theme::table_font(look.strong);
    let negative = look.content != Content::Text && look.text.starts_with('-');
    let colour = if negative { palette.error } else { palette.text };
    let painter = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let behind_point = match look.content {
        Content::Text => {
            let width = words_ui(&painter, rect, &look.text, font, colour);
            return (width, width + 2.0 * theme::CELL_PADDING <= rect.width());
        }
        Content::Number => 0.0,
        Content::Money => {
            room.make_room(column, decimals(&look.text));
            let digit = painter.layout_no_wrap("0".to_owned(), font.clone(), colour).size().x;
            digit * room.of(column).saturating_sub(decimals(&look.text)) as f32
        }
    };
    let fit = NumberFit::of(&painter, rect, &look.text, behind_point, font);
    fit.paint(&painter, rect, &look.text, colour);
    (fit.width, fit.is_whole)
}

/// Paints words on one line, with … where there is no room for all of them; returns the width they would need.
fn words_ui(painter: &Painter, rect: Rect, words: &str, font: FontId, colour: Color32) -> f32 {
    let place = rect.shrink2(vec2(theme::CELL_PADDING, 0.0));
    let one_line: String = words.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    let whole = painter.layout_no_wrap(one_line.clone(), font.clone(), colour);
    let width = whole.size().x;
    let galley = if width <= place.width() {
        whole
    } else {
        let mut job = LayoutJob::simple(one_line, font, colour, place.width());
        job.wrap = TextWrapping::truncate_at_width(place.width());
        painter.layout_job(job)
    };
    painter.galley(pos2(place.left(), place.center().y - galley.size().y / 2.0), galley, colour);
    width
}

/// Digits behind the decimal point, six at most (万元).
pub(super) fn decimals(text: &str) -> usize {
    let fraction = text.rsplit_once('.').map_or("", |(_, fraction)| fraction);
    if fraction.bytes().all(|b| b.is_ascii_digit()) { fraction.len().min(6) } else { 0 }
}

/// Room behind the number of the live cell, so that its decimal point stands with the others.
pub(super) fn room_behind_point(ui: &Ui, column_decimals: usize, text: &str) -> f32 {
    let digit =
        ui.painter().layout_no_wrap("0".to_owned(), theme::table_font(false), ui.visuals().text_color()).size().x;
    digit * column_decimals.saturating_sub(decimals(text).max(2)) as f32
}

/// The lines right of and below a cell; a total has one above it.
fn lines(painter: &Painter, rect: Rect, total: bool, palette: &Palette) {
    let line = Stroke::new(1.0, palette.line);
    painter.hline(rect.x_range(), rect.bottom() - 0.5, line);
    painter.vline(rect.right() - 0.5, rect.y_range(), line);
    if total {
        painter.hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, palette.weak_text));
    }
}

/// The lock of a figure of last year, an open one where it was unlocked; answers with the room beside it.
fn lock(ui: &Ui, rect: Rect, source: &Source, sheet: &Sheet<'_>) -> Rect {
    let Source::Entered(path) = source else { return rect };
    let Some(lock) = sheet.marks.lock(*path) else { return rect };
    let at = pos2(rect.left() + 3.0 + padlock::SIZE.x / 2.0, rect.center().y);
    padlock::paint(ui.painter(), at, theme::palette(ui).weak_text, !lock.unlocked_by.is_blank());
    rect.with_min_x(rect.left() + 3.0 + padlock::SIZE.x)
}

/// The sign of a budget that was taken from the actual amount; answers with the room beside it.
fn filled(ui: &Ui, rect: Rect, source: &Source, sheet: &Sheet<'_>) -> Rect {
    let Source::Entered(path) = source else { return rect };
    if !sheet.document.is_budget_of_actual(*path) {
        return rect;
    }
    let (at, colour) = (pos2(rect.left() + 3.0, rect.center().y), theme::palette(ui).weak_text);
    let sign = ui.painter().text(at, Align2::LEFT_CENTER, "同", theme::mark_font(), colour);
    rect.with_min_x(sign.right())
}

/// The coloured corner and the symbol of a finding, an empty corner where it was explained; notes and ticks.
/// What the person has not come to yet (`reached`) is only marked when it is wrong, not when it is missing. Answers with
/// the room beside what stands at the left.
pub(super) fn mark(ui: &Ui, rect: Rect, source: &Source, content: Content, reached: bool, sheet: &Sheet<'_>) -> Rect {
    let rect = lock(ui, rect, source, sheet);
    let mut rect = filled(ui, rect, source, sheet);
    let mut left = rect.left();
    let is_text = content == Content::Text;
    let weight = hover::weight(source, sheet.document, sheet.marks)
        .filter(|weight| reached || matches!(weight, Weight::Open(Severity::Error)));
    if let Some(weight) = weight {
        finding_corner(ui, rect, weight);
    }
    // The symbol stands beside the text, where the cell is empty.
    let is_open = matches!(weight, Some(Weight::Open(_)));
    if let Some(weight) = weight.filter(|_| is_open) {
        let (x, align) = match is_text {
            true => (rect.right() - theme::CORNER, Align2::RIGHT_CENTER),
            false => (rect.left() + 3.0, Align2::LEFT_CENTER),
        };
        let colour = weight.colour(theme::palette(ui));
        let sign = ui.painter().text(pos2(x, rect.center().y), align, weight.symbol(), theme::mark_font(), colour);
        if !is_text {
            left = sign.right();
        }
    }
    if let Some(remarked) = sheet.marks.remarked(source) {
        left = remarks::cell_ui(ui, rect, remarked, is_text, is_open).map_or(left, |tick| tick.right());
    }
    rect.set_left(left);
    rect
}

/// The corner of a cell with a finding; only its outline where the finding was explained.
pub fn finding_corner(ui: &Ui, rect: Rect, weight: Weight) {
    let colour = weight.colour(theme::palette(ui));
    let corner = rect.right_top();
    let points: Vec<Pos2> = vec![corner, corner - vec2(theme::CORNER, 0.0), corner + vec2(0.0, theme::CORNER)];
    ui.painter().add(match weight {
        Weight::Open(_) => Shape::convex_polygon(points, colour, Stroke::NONE),
        Weight::Explained => Shape::closed_line(points, Stroke::new(1.0, colour)),
    });
}

/// What colleagues left at a row as a whole, beside its number.
pub(super) fn row_mark(ui: &Ui, rect: Rect, row: &Source, response: &egui::Response, sheet: &Sheet<'_>) {
    let Some(remarked) = sheet.marks.remarked(row) else { return };
    remarks::cell_ui(ui, rect, remarked, false, false);
    let words = sheet.marks.remarks(row).join("\n");
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(words.clone()));
    response.clone().on_hover_text(words);
}
