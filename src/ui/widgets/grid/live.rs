//! The current cell: always a text field with the keyboard, so that the input method works from the first key.

use egui::{
    Align2, EventFilter, Frame, Id, Margin, Rect, Stroke, StrokeKind, TextEdit, Ui, UiBuilder,
    text::{CCursor, CCursorRange},
    text_edit::{TextEditOutput, TextEditState},
    vec2,
};

use crate::{
    figures::Source,
    ui::{
        theme,
        widgets::{hover::Remarks, picker},
    },
};

use super::{
    menu,
    model::{Cell, Content},
    paint,
    sheet::Sheet,
    state::{GridState, Mode},
};

/// Draws the current cell into `rect`.
pub(super) fn live_cell_ui(ui: &mut Ui, id: Id, rect: Rect, state: &mut GridState, sheet: &Sheet<'_>) {
    let at = state.at(sheet);
    let cell = sheet.cell(at);
    let palette = theme::palette(ui);
    let locked = sheet.locked_path(at).is_some();
    let editable = matches!(cell, Cell::Entered(_)) && !locked && sheet.read_only.is_none();
    let content = sheet.model.columns().get(at.column).map_or(Content::Text, |column| column.content);
    let is_entered = matches!(cell, Cell::Entered(_)) && !locked;
    let ground = match (is_entered, locked) {
        (true, _) => palette.work_area,
        (false, true) => palette.locked_cell,
        (false, false) => palette.derived_cell,
    };
    ui.painter().rect_filled(rect, 0.0, ground);

    place_text_cursor(ui, id, state);
    let had_focus = ui.memory(|memory| memory.has_focus(id));
    let trailing = match content {
        Content::Money => paint::room_behind_point(ui, state.decimals(at.column), &state.buffer),
        _ => 0.0,
    };
    let margin = Margin {
        left: theme::CELL_PADDING as i8,
        right: (theme::CELL_PADDING + trailing).min(100.0) as i8,
        top: 0,
        bottom: 0,
    };
    let align = if content == Content::Text { Align2::LEFT_CENTER } else { Align2::RIGHT_CENTER };
    let filter = EventFilter { tab: true, escape: true, vertical_arrows: true, horizontal_arrows: true };
    let mut fixed = state.buffer.as_str();
    let field = if editable { TextEdit::singleline(&mut state.buffer) } else { TextEdit::singleline(&mut fixed) };
    let field = field
        .id(id)
        .font(theme::table_font(false))
        .frame(Frame::NONE.inner_margin(margin))
        .min_size(vec2(0.0, rect.height()))
        .desired_width(rect.width())
        .align(align)
        .return_key(None)
        .event_filter(filter);
    let mut inner = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("live"));
    inner.shrink_clip_rect(rect);
    let output = field.show(&mut inner);
    let response = output.response.response.clone();

    let source = cell.source();
    name(ui, id, state, sheet, source.as_ref());
    if let Some(source) = &source {
        paint::mark(ui, rect, source, content, state.is_reached(at, sheet), sheet);
        if response.hovered() {
            let remarks = Remarks::about(source, sheet.document, sheet.marks);
            if !remarks.is_empty() {
                response.clone().on_hover_ui(|ui| remarks.ui(ui));
            }
        }
    }
    let frame = if had_focus { palette.accent } else { palette.line };
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(theme::FOCUS_LINE, frame), StrokeKind::Inside);

    if response.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_pressed()) {
        // However often a cell is clicked, typing replaces it: only a double click enters the text. What is being typed
        // is text already.
        if state.mode == Mode::Typing && had_focus {
            state.mode = Mode::InText;
        }
        state.selection = None;
        state.pointer_selects = true;
    }
    if response.double_clicked() && editable {
        state.mode = Mode::InText;
        put_cursor_at_pointer(ui, id, &output);
    } else if state.mode == Mode::Ready && response.interact_pointer_pos().is_some() {
        state.select_text = true;
    }
    if response.secondary_clicked() {
        state.menu_at = menu::pointer(ui);
    }
    if response.changed() && editable {
        typed(state, sheet);
    }
    state.live_rect = Some(rect);
}

/// A double click puts the cursor where it was made; the text field itself would select a word.
fn put_cursor_at_pointer(ui: &Ui, id: Id, output: &TextEditOutput) {
    let Some(pointer) = output.response.response.interact_pointer_pos() else { return };
    let at = output.galley.cursor_from_pos(pointer - output.galley_pos);
    let mut text = TextEditState::default();
    text.cursor.set_char_range(Some(CCursorRange::one(at)));
    text.store(ui.ctx(), id);
}

/// Remembers that the text is being typed and offers what fits it.
fn typed(state: &mut GridState, sheet: &Sheet<'_>) {
    if state.mode == Mode::Ready {
        state.mode = Mode::Typing;
    }
    state.selection = None;
    state.scroll = true;
    if let Some(kind) = sheet.kind(state.at(sheet)).filter(|kind| picker::is_picked(*kind)) {
        let typed = std::mem::take(&mut state.buffer);
        state.picker.suggest(kind, sheet.codes, &typed);
        state.buffer = typed;
    }
}

/// Selects the whole text on entry; F2 puts the text cursor behind it.
fn place_text_cursor(ui: &Ui, id: Id, state: &mut GridState) {
    let gained = ui.memory(|memory| memory.has_focus(id)) && !state.has_focus;
    if gained && state.mode == Mode::Ready {
        state.select_text = true;
    }
    let clicked = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
    if gained
        && state.mode != Mode::Ready
        && !clicked
        && let Some(selected) = state.selected
    {
        // Back from a dialog.
        let mut text = TextEditState::load(ui.ctx(), id).unwrap_or_default();
        text.cursor.set_char_range(Some(selected));
        text.store(ui.ctx(), id);
    }
    let end = CCursor::end_of_str(&state.buffer);
    let range = if std::mem::take(&mut state.text_cursor_to_end) {
        CCursorRange::one(end)
    } else if std::mem::take(&mut state.select_text) {
        CCursorRange::two(CCursor::default(), end)
    } else {
        return;
    };
    // A new state: undo inside the text must not bring back another cell's text.
    let mut text = TextEditState::default();
    text.cursor.set_char_range(Some(range));
    text.store(ui.ctx(), id);
}

fn name(ui: &Ui, id: Id, state: &GridState, sheet: &Sheet<'_>, source: Option<&Source>) {
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_label(sheet.cell_name(state.at(sheet)));
        let remarks = source.map(|source| Remarks::findings(source, sheet.document, sheet.marks).text());
        if let Some(text) = remarks.filter(|text| !text.is_empty()) {
            node.set_description(text);
        }
    });
}
