//! A table painted as published: only the cells in sight; the head and the names at the left stay in place.

use std::ops::Range;

use egui::{
    Align, Align2, Id, Pos2, Rect, Response, Role, ScrollArea, Sense, Shape, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, text::LayoutJob, vec2,
};

use crate::{
    figures::{Figures, Source},
    tables::{Table, TableCell},
    ui::{
        View, Weight, remarks, theme,
        widgets::{
            grid::{Block, Position, finding_corner},
            number_fit::NumberFit,
        },
    },
};

use super::geometry::{Geometry, INDENT};

/// Names stay in place only when they leave at least this much of the width to the amounts.
const ROOM_FOR_AMOUNTS: f32 = 260.0;

/// What the pointer did to a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Touch {
    Pressed,
    /// Pressed with Shift, or reached by the pressed pointer.
    Widened,
    Clicked,
    Twice,
    /// The right button: its menu.
    Menu,
}

/// What is to be drawn.
pub(super) struct Sheet<'a> {
    pub table: &'a Table,
    pub geometry: &'a Geometry,
    pub id: Id,
    pub at: Position,
    pub block: Block,
    pub has_focus: bool,
    /// Bring the current cell into sight.
    pub scroll: bool,
    /// The pressed pointer selects as far as it goes.
    pub selecting: bool,
}

/// What came of it.
#[derive(Default)]
pub(super) struct Drawn {
    pub touched: Option<(Position, Touch)>,
    pub current: Option<Rect>,
    pub visible_rows: usize,
}

/// The part of a table that one piece of the window shows.
struct TablePart {
    clip: Rect,
    /// Where the left edge of column 0 and the top of row 0 would be.
    origin: Pos2,
    rows: Range<usize>,
    columns: Range<usize>,
}

impl Sheet<'_> {
    /// Draws the table into the room there is.
    pub fn ui(&self, ui: &mut Ui, view: &View<'_>, height: f32) -> Drawn {
        let area = ScrollArea::both().id_salt((self.id, "scroll")).auto_shrink(false).max_height(height);
        area.show_viewport(ui, |ui, viewport| {
            let origin = ui.max_rect().min;
            ui.allocate_exact_size(vec2(self.geometry.width(), self.geometry.height()), Sense::hover());
            let seen = viewport.translate(origin.to_vec2());
            if self.scroll {
                self.scroll_to_current(ui, origin, seen);
            }
            self.pieces_ui(ui, view, origin, seen)
        })
        .inner
    }

    /// How many columns stay when the rest scrolls sideways.
    fn frozen(&self, width: f32) -> usize {
        let names = self.geometry.columns(&(0..self.geometry.names)).1;
        let fits = self.geometry.width() <= width || names + ROOM_FOR_AMOUNTS > width;
        if fits { 0 } else { self.geometry.names }
    }

    fn scroll_to_current(&self, ui: &Ui, origin: Pos2, seen: Rect) {
        let frozen = self.frozen(seen.width());
        let beside = if self.at.column < frozen { 0.0 } else { self.geometry.columns(&(0..frozen)).1 };
        let (left, right) = self.geometry.columns(&(self.at.column..self.at.column + 1));
        let top = self.at.row as f32 * theme::ROW_HEIGHT;
        // The head above and the names beside it would cover the cell.
        let min = origin + vec2((left - beside).max(0.0), top);
        let max = origin + vec2(right, top + self.geometry.head_height + theme::ROW_HEIGHT);
        let rect = if self.at.column < frozen {
            Rect::from_min_max(pos2(seen.left(), min.y), pos2(seen.left(), max.y))
        } else {
            Rect::from_min_max(min, max)
        };
        ui.scroll_to_rect(rect, None);
    }

    fn pieces_ui(&self, ui: &mut Ui, view: &View<'_>, origin: Pos2, seen: Rect) -> Drawn {
        let geometry = self.geometry;
        let frozen = self.frozen(seen.width());
        let names = geometry.columns(&(0..frozen)).1;
        let body_top = seen.top() + geometry.head_height;
        let rows = geometry.rows_between(seen.top() - origin.y, seen.bottom() - origin.y - geometry.head_height);
        let columns = geometry.columns_between(seen.left() - origin.x + names, seen.right() - origin.x);
        let fixed = pos2(seen.left(), origin.y + geometry.head_height);
        let moving = origin + vec2(0.0, geometry.head_height);
        let split = seen.left() + names;
        let amounts = TablePart {
            clip: Rect::from_min_max(pos2(split, body_top), seen.max),
            origin: moving,
            rows: rows.clone(),
            columns: columns.start.max(frozen)..columns.end,
        };
        let side = TablePart {
            clip: Rect::from_min_max(pos2(seen.left(), body_top), pos2(split, seen.bottom())),
            origin: fixed,
            rows: rows.clone(),
            columns: 0..frozen,
        };
        let mut drawn = Drawn { visible_rows: rows.len(), ..Drawn::default() };
        for (name, piece) in [("amounts", amounts), ("names", side)] {
            let mut inner = ui.new_child(UiBuilder::new().max_rect(piece.clip).id_salt((self.id, name)));
            inner.shrink_clip_rect(piece.clip);
            self.piece_ui(&mut inner, view, &piece, &mut drawn);
        }
        let head_clip = Rect::from_min_max(pos2(split, seen.top()), pos2(seen.right(), body_top));
        self.head_ui(ui, head_clip, pos2(origin.x, seen.top()), frozen..usize::MAX);
        let corner = Rect::from_min_max(seen.min, pos2(split, body_top));
        self.head_ui(ui, corner, seen.min, 0..frozen);
        drawn
    }

    fn head_ui(&self, ui: &Ui, clip: Rect, origin: Pos2, columns: Range<usize>) {
        let palette = theme::palette(ui);
        let clip = clip.intersect(ui.clip_rect());
        let painter = ui.painter().with_clip_rect(clip);
        for cell in &self.geometry.head {
            if cell.columns.end <= columns.start || cell.columns.start >= columns.end {
                continue;
            }
            let (left, right) = self.geometry.columns(&cell.columns);
            let rect = Rect::from_min_max(origin + vec2(left, cell.top), origin + vec2(right, cell.bottom));
            if !rect.intersects(clip) {
                continue;
            }
            painter.rect_filled(rect, 0.0, palette.panel);
            painter.rect_stroke(rect, 0.0, Stroke::new(1.0, palette.line), StrokeKind::Inside);
            let font = theme::table_font(true);
            let job = LayoutJob::simple(cell.text.clone(), font, palette.text, rect.width() - theme::GRID);
            let galley = painter.layout_job(LayoutJob { halign: Align::Center, ..job });
            // A wide group keeps its name in sight.
            let shown = rect.intersect(clip);
            let x = if rect.width() > clip.width() { shown.center().x } else { rect.center().x };
            painter.galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley, palette.text);
        }
    }

    fn piece_ui(&self, ui: &mut Ui, view: &View<'_>, piece: &TablePart, drawn: &mut Drawn) {
        for row in piece.rows.clone() {
            for column in piece.columns.clone() {
                let (left, right) = self.geometry.columns(&(column..column + 1));
                let top = piece.origin.y + row as f32 * theme::ROW_HEIGHT;
                let x = piece.origin.x;
                let rect = Rect::from_min_max(pos2(x + left, top), pos2(x + right, top + theme::ROW_HEIGHT));
                let at = Position { row, column };
                if at == self.at {
                    drawn.current = Some(rect);
                }
                if let Some(touch) = self.cell_ui(ui, view, at, rect) {
                    drawn.touched = Some((at, touch));
                }
            }
        }
    }

    fn cell_ui(&self, ui: &Ui, view: &View<'_>, at: Position, rect: Rect) -> Option<Touch> {
        let row = self.table.rows.get(at.row)?;
        let cell = row.cells.get(at.column)?;
        let palette = theme::palette(ui);
        let painter = ui.painter();
        let selected = self.has_focus && self.block.contains(at) && !self.block.is_single();
        let ground = if selected { palette.selection } else { palette.work_area };
        painter.rect_filled(rect, 0.0, ground);
        let line = Stroke::new(1.0, palette.line);
        painter.hline(rect.x_range(), rect.bottom() - 0.5, line);
        painter.vline(rect.right() - 0.5, rect.y_range(), line);
        if row.is_total {
            painter.hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, palette.weak_text));
        }
        let source = source(cell);
        let room = source.map_or(rect, |source| marks_ui(ui, view, rect, source));
        self.text_ui(ui, at, room, cell);
        if at == self.at {
            let width = if self.has_focus { theme::FOCUS_LINE } else { 1.0 };
            painter.rect_stroke(rect, 0.0, Stroke::new(width, palette.accent), StrokeKind::Inside);
        }
        let response = ui.interact(rect, self.id.with((at.row, at.column)), Sense::CLICK);
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(cell.printed().unwrap_or_default()),
            ..WidgetInfo::labeled(Role::Cell, true, self.name(&view.derived.figures, at))
        });
        if let Some(source) = source.filter(|_| response.hovered()) {
            response.clone().on_hover_text(hover_text(view, source));
        }
        self.touch(ui, rect, &response)
    }

    fn touch(&self, ui: &Ui, rect: Rect, response: &Response) -> Option<Touch> {
        let (pressed, shift) = ui.input(|input| (input.pointer.primary_pressed(), input.modifiers.shift));
        if response.secondary_clicked() {
            Some(Touch::Menu)
        } else if response.double_clicked() {
            Some(Touch::Twice)
        } else if response.clicked() {
            Some(if shift { Touch::Widened } else { Touch::Clicked })
        } else if pressed && response.is_pointer_button_down_on() {
            Some(if shift { Touch::Widened } else { Touch::Pressed })
        } else {
            (self.selecting && ui.rect_contains_pointer(rect)).then_some(Touch::Widened)
        }
    }

    fn text_ui(&self, ui: &Ui, at: Position, rect: Rect, cell: &TableCell) {
        let Some(text) = cell.printed() else { return };
        let palette = theme::palette(ui);
        let row = &self.table.rows[at.row];
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        let is_negative = matches!(cell, TableCell::Amount { value: Some(value), .. } if value.is_negative());
        let colour = match cell {
            TableCell::Unfilled { .. } => palette.weak_text,
            _ if is_negative => palette.error,
            _ => palette.text,
        };
        let is_code = text.bytes().all(|byte| byte.is_ascii_digit());
        let indent = if is_code { 0.0 } else { f32::from(row.level) * INDENT };
        let font = theme::table_font(row.is_total);
        if self.table.columns.get(at.column).is_some_and(|column| column.is_amount) {
            NumberFit::of(&painter, rect, &text, 0.0, font).paint(&painter, rect, &text, colour);
        } else {
            let at = pos2(rect.left() + theme::CELL_PADDING + indent, rect.center().y);
            painter.text(at, Align2::LEFT_CENTER, text, font, colour);
        }
    }

    /// A cell in words.
    pub fn name(&self, figures: &Figures, at: Position) -> String {
        match self.table.rows.get(at.row).and_then(|row| row.cells.get(at.column)).and_then(source) {
            Some(source) => figures.label(source),
            None => {
                let title = self.table.columns.get(at.column).map_or("", |column| column.title.as_str());
                format!("{} 第{}行 {title}", self.table.number, at.row + 1)
            }
        }
    }
}

/// Which figure stands in a cell.
pub(super) fn source(cell: &TableCell) -> Option<&Source> {
    match cell {
        TableCell::Amount { source, .. } | TableCell::Unfilled { source } => Some(source),
        TableCell::Text(_) | TableCell::Empty => None,
    }
}

/// The coloured corner and symbol of a finding, notes and ticks; a small corner below for a published total. Answers with
/// the room beside what stands at the left.
fn marks_ui(ui: &Ui, view: &View<'_>, rect: Rect, source: &Source) -> Rect {
    let palette = theme::palette(ui);
    let painter = ui.painter();
    let mut left = rect.left();
    let weight = view.marks.weight(source);
    let is_open = matches!(weight, Some(Weight::Open(_)));
    if let Some(weight) = weight {
        finding_corner(ui, rect, weight);
        if is_open {
            let at = pos2(rect.left() + 3.0, rect.center().y);
            let colour = weight.colour(palette);
            left = painter.text(at, Align2::LEFT_CENTER, weight.symbol(), theme::mark_font(), colour).right();
        }
    }
    if let Some(remarked) = view.marks.remarked(source) {
        left = remarks::cell_ui(ui, rect, remarked, false, is_open).map_or(left, |tick| tick.right());
    }
    if let Source::Cell(key) = source
        && let Some(figure) = view.derived.figures.tables.get(*key)
        && figure.published.is_some()
    {
        let corner = rect.right_bottom() - vec2(1.0, 1.0);
        let side = theme::CORNER * 0.75;
        let points = vec![corner, corner - vec2(side, 0.0), corner - vec2(0.0, side)];
        let colour = if figure.contradicts() { palette.error } else { palette.accent };
        painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
    }
    rect.with_min_x(left)
}

/// Findings, notes, formula with its values and published total, one a line.
fn hover_text(view: &View<'_>, source: &Source) -> String {
    let sentences = view.marks.sentences(source);
    let mut lines: Vec<String> =
        sentences.into_iter().map(|(weight, sentence)| format!("{} {sentence}", weight.symbol())).collect();
    lines.extend(view.marks.remarks(source));
    lines.extend(view.marks.explanation(source));
    lines.join("\n")
}
