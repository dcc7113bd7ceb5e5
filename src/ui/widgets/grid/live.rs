//! The current cell: always a text field with the keyboard, so that the input method works from the first key.

use egui::{
    Align2, Color32, EventFilter, Id, Margin, Pos2, Rect, Response, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, pos2,
    text::CCursorRange, text_edit::TextEditOutput, vec2,
};

use crate::{
    figures::Source,
    ui::{
        theme::{self, Palette},
        widgets::{hover::HoverText, number_fit::NumberFit, picker},
    },
};

use super::{
    frame::Frame,
    hint::hint_ui,
    model::{Content, GridCell},
    paint, pointer,
    sheet::{Position, Sheet},
    state::GridState,
    text::{CellText, Mode, put_cursor},
};

/// The current cell and the place where it is drawn.
struct LiveCell {
    at: Position,
    id: Id,
    rect: Rect,
    cell: GridCell,
    content: Content,
    is_locked: bool,
    is_editable: bool,
}

/// Draws the current cell into `rect`; where the right button was released on it.
pub(super) fn live_cell_ui(ui: &mut Ui, rect: Rect, frame: &mut Frame<'_>) -> Option<Pos2> {
    let cell = LiveCell::of(rect, frame);
    let palette = theme::palette(ui);
    ui.painter().rect_filled(rect, 0.0, cell.ground(palette));
    let has_focus = ui.memory(|memory| memory.has_focus(cell.id));
    if has_focus && !frame.state.has_focus() {
        select_on_entry(ui, cell.id, &frame.state.text);
    }
    let room = cell.marks_ui(ui, frame);
    let output = cell.text_ui(ui, room, frame.state);
    let response = &output.response.response;
    cell.words_ui(ui, response, frame);
    let colour = if has_focus { palette.accent } else { palette.line };
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(theme::FOCUS_LINE, colour), StrokeKind::Inside);
    cell.follow_pointer(ui, &output, has_focus, frame.state);
    if response.changed() && cell.is_editable {
        typed(cell.at, frame.state, &frame.sheet);
    }
    if response.secondary_clicked() { pointer::position(ui) } else { None }
}

impl LiveCell {
    fn of(rect: Rect, frame: &Frame<'_>) -> Self {
        let (at, sheet) = (frame.at(), &frame.sheet);
        let cell = sheet.cell(at);
        let content = sheet.model.columns().get(at.column).map_or(Content::Text, |column| column.content);
        let is_locked = sheet.locked_path(at).is_some();
        let is_editable = matches!(cell, GridCell::Entered(_)) && !is_locked && sheet.read_only.is_none();
        Self { at, id: frame.cell_id, rect, cell, content, is_locked, is_editable }
    }

    fn ground(&self, palette: &Palette) -> Color32 {
        match &self.cell {
            _ if self.is_locked => palette.locked_cell,
            GridCell::Entered(_) => palette.work_area,
            _ => palette.derived_cell,
        }
    }

    /// `room` is what the marks leave of the cell.
    fn text_ui(&self, ui: &mut Ui, room: Rect, state: &mut GridState) -> TextEditOutput {
        let is_text = self.content == Content::Text;
        let behind = match self.content {
            Content::Money => paint::room_behind_point(ui, state.decimals.of(self.at.column), &state.text.buffer),
            _ => 0.0,
        };
        let font = theme::table_font(false);
        let (font, behind, before) = match is_text {
            true => (font, 0.0, theme::CELL_PADDING),
            false => {
                let fit = NumberFit::of(ui.painter(), room, &state.text.buffer, behind, font);
                (fit.font, fit.behind, room.left() - self.rect.left())
            }
        };
        let margin = Margin {
            left: before.min(100.0) as i8,
            right: (theme::CELL_PADDING + behind).min(100.0) as i8,
            top: 0,
            bottom: 0,
        };
        let filter = EventFilter { tab: true, escape: true, vertical_arrows: true, horizontal_arrows: true };
        let mut fixed = state.text.buffer.as_str();
        let field = match self.is_editable {
            true => TextEdit::singleline(&mut state.text.buffer),
            false => TextEdit::singleline(&mut fixed),
        };
        let field = field
            .id(self.id)
            .font(font)
            .frame(egui::Frame::NONE.inner_margin(margin))
            .min_size(vec2(0.0, self.rect.height()))
            .desired_width(self.rect.width())
            .align(if is_text { Align2::LEFT_CENTER } else { Align2::RIGHT_CENTER })
            .return_key(None)
            .event_filter(filter);
        let mut inner = ui.new_child(UiBuilder::new().max_rect(self.rect).id_salt("live"));
        inner.shrink_clip_rect(self.rect);
        field.show(&mut inner)
    }

    /// What was found and noted; answers with the room beside it.
    fn marks_ui(&self, ui: &Ui, frame: &Frame<'_>) -> Rect {
        let Some(source) = &self.cell.source() else { return self.rect };
        let is_reached = frame.state.cursor.is_reached(self.at, &frame.sheet);
        paint::mark(ui, self.rect, source, self.content, is_reached, &frame.sheet)
    }

    /// Its name for those who hear it, and the words beside the pointer.
    fn words_ui(&self, ui: &Ui, response: &Response, frame: &Frame<'_>) {
        let sheet = &frame.sheet;
        let source = self.cell.source();
        name(ui, self.id, self.at, sheet, source.as_ref());
        let Some(source) = &source else { return };
        if response.hovered() {
            let remarks = HoverText::about(source, sheet.document, sheet.marks);
            if !remarks.is_empty() {
                response.clone().on_hover_ui(|ui| remarks.ui(ui));
            }
        }
    }

    /// However often a cell is clicked, typing replaces it: only a double click enters the text. What is being typed is
    /// text already.
    fn follow_pointer(&self, ui: &Ui, output: &TextEditOutput, has_focus: bool, state: &mut GridState) {
        let response = &output.response.response;
        if response.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_pressed()) {
            if state.text.mode == Mode::Typing && has_focus {
                state.text.mode = Mode::InText;
            }
            state.cursor.unselect();
            state.cursor.drags = true;
        }
        if response.double_clicked() && self.is_editable {
            state.text.mode = Mode::InText;
            put_cursor_at_pointer(ui, self.id, output);
        } else if state.text.mode == Mode::Ready && response.interact_pointer_pos().is_some() {
            state.text.select_all(ui.ctx(), self.id);
        }
    }
}

impl Frame<'_> {
    /// The list below the current cell; the cell itself, if it was not drawn with the others.
    pub fn beside_cell_ui(&mut self, ui: &mut Ui, cell: Option<Rect>) {
        let Some(cell) = cell else { return hidden_cell_ui(ui, self) };
        hint_ui(ui, cell, self.cell_id, self);
        if let Some(value) = self.state.picker.ui(ui, self.id.with("list"), cell) {
            self.state.text.buffer = value;
            self.state.text.mode = Mode::Typing;
            self.enter();
            self.state.keyboard.ask();
        }
    }
}

/// The live cell while its row is scrolled out of sight: it keeps the keyboard, and typing scrolls back to it.
fn hidden_cell_ui(ui: &mut Ui, frame: &mut Frame<'_>) {
    let place = Rect::from_min_size(pos2(-10_000.0, -10_000.0), vec2(100.0, theme::ROW_HEIGHT));
    let mut hidden = ui.new_child(UiBuilder::new().max_rect(place).id_salt("hidden"));
    hidden.set_clip_rect(Rect::NOTHING);
    live_cell_ui(&mut hidden, place, frame);
}

/// A double click puts the cursor where it was made; the text field itself would select a word.
fn put_cursor_at_pointer(ui: &Ui, id: Id, output: &TextEditOutput) {
    let Some(pointer) = output.response.response.interact_pointer_pos() else { return };
    let at = output.galley.cursor_from_pos(pointer - output.galley_pos);
    put_cursor(ui.ctx(), id, CCursorRange::one(at));
}

/// Remembers that the text is being typed and offers what fits it.
fn typed(at: Position, state: &mut GridState, sheet: &Sheet<'_>) {
    if state.text.mode == Mode::Ready {
        state.text.mode = Mode::Typing;
    }
    state.cursor.unselect();
    state.scroll.aim_at_current();
    if let Some(kind) = sheet.kind(at).filter(|kind| picker::is_picked(*kind)) {
        state.picker.suggest(kind, sheet.codes, &state.text.buffer);
    }
}

/// The whole text on entry; what was selected before, where a dialog had taken the keyboard from it.
fn select_on_entry(ui: &Ui, id: Id, text: &CellText) {
    let clicked = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
    match text.mode {
        Mode::Ready => text.select_all(ui.ctx(), id),
        Mode::Typing | Mode::InText if !clicked => text.select_again(ui.ctx(), id),
        Mode::Typing | Mode::InText => {}
    }
}

fn name(ui: &Ui, id: Id, at: Position, sheet: &Sheet<'_>, source: Option<&Source>) {
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_label(sheet.cell_name(at));
        let remarks = source.map(|source| HoverText::findings(source, sheet.document, sheet.marks).text());
        if let Some(text) = remarks.filter(|text| !text.is_empty()) {
            node.set_description(text);
        }
    });
}
