//! The signs of notes and ticks: a corner and a tick in a cell, a small balloon beside a chart or section.

use egui::{Align2, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::{
    derived::{Remarked, TickState},
    document::NoteState,
    ui::theme::{self, Palette},
};

/// Room that the symbol of a finding takes beside a tick.
const SYMBOL: f32 = 12.0;
const BALLOON: egui::Vec2 = vec2(15.0, 12.0);
const TAIL: f32 = 4.0;

/// Draws what colleagues left at a cell: a note as a corner at the upper left, filled while nobody has answered; a
/// tick on the free side of the text, struck through once the value is another.
pub fn cell_ui(ui: &Ui, rect: Rect, remarked: &Remarked, text_is_left: bool, has_symbol: bool) -> Option<Rect> {
    let palette = theme::palette(ui);
    let painter = ui.painter();
    if let Some(state) = remarked.note {
        corner(painter, rect, state, palette);
    }
    remarked.tick.and_then(|(_, state)| {
        let beside = if has_symbol { SYMBOL } else { 0.0 };
        let (x, align) = match text_is_left {
            true => (rect.right() - theme::CORNER - beside, Align2::RIGHT_CENTER),
            false => (rect.left() + 3.0 + beside, Align2::LEFT_CENTER),
        };
        let drawn = tick(painter, pos2(x, rect.center().y), align, state, palette);
        (!text_is_left).then_some(drawn)
    })
}

fn corner(painter: &Painter, rect: Rect, state: NoteState, palette: &Palette) {
    let at = rect.left_top() + vec2(0.5, 0.5);
    let points = vec![at, at + vec2(theme::CORNER, 0.0), at + vec2(0.0, theme::CORNER)];
    match state {
        NoteState::Open => {
            painter.add(Shape::convex_polygon(points, palette.accent, Stroke::NONE));
        }
        NoteState::Answered => {
            painter.add(Shape::closed_line(points, Stroke::new(1.0, palette.accent)));
        }
        NoteState::Closed => {}
    }
}

fn tick(painter: &Painter, at: Pos2, align: Align2, state: TickState, palette: &Palette) -> Rect {
    let colour = if state == TickState::Holds { palette.done } else { palette.weak_text };
    let drawn = painter.text(at, align, "✔", theme::tick_font(), colour);
    if state == TickState::Void {
        painter.hline(drawn.expand(2.0).x_range(), drawn.center().y, Stroke::new(1.5, palette.error));
    }
    drawn
}

/// Draws the sign of a note beside a chart, a section or a line of a list; its words are the caller's.
pub fn note_sign(ui: &mut Ui, state: NoteState) -> Response {
    let height = ui.spacing().interact_size.y;
    let (rect, response) = ui.allocate_exact_size(vec2(BALLOON.x, height), Sense::CLICK);
    paint_note(ui.painter(), rect.center(), state, theme::palette(ui));
    response
}

/// Paints the sign of a note round `at`.
pub fn paint_note(painter: &Painter, at: Pos2, state: NoteState, palette: &Palette) {
    let body = Rect::from_center_size(at - vec2(0.0, 1.0), BALLOON - vec2(1.0, 2.0));
    let colour = if state == NoteState::Closed { palette.weak_text } else { palette.accent };
    let foot = pos2(body.left() + TAIL, body.bottom() - 0.5);
    let tail = vec![foot, foot + vec2(TAIL, 0.0), foot + vec2(0.0, TAIL)];
    let line = Stroke::new(1.2, colour);
    match state {
        NoteState::Open => {
            painter.rect_filled(body, 2.0, colour);
            painter.add(Shape::convex_polygon(tail, colour, Stroke::NONE));
        }
        NoteState::Answered | NoteState::Closed => {
            painter.rect_stroke(body, 2.0, line, StrokeKind::Inside);
            painter.add(Shape::convex_polygon(tail, colour, Stroke::NONE));
        }
    }
}
