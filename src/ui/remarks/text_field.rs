//! The field in which notes and explanations are written: no part of the document until they are sent.

use egui::{EventFilter, Key, Modifiers, TextEdit, Ui};

use crate::ui::state::current;

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// What was asked for in the field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FieldRequest {
    /// Ctrl+Enter
    pub writes: bool,
    /// Ctrl+Shift+Enter
    pub closes: bool,
    /// Alt+Enter
    pub takes_over: bool,
    /// Esc
    pub leaves: bool,
}

/// Draws the field; with `wants_focus` it takes the keyboard.
pub(super) fn text_ui(ui: &mut Ui, text: &mut String, name: &str, hint: &str, wants_focus: &mut bool) -> FieldRequest {
    let id = ui.make_persistent_id(("remark text", name));
    // Asked for until it has come: a dialog that is drawn for the first time does not keep it.
    if *wants_focus {
        *wants_focus = !ui.memory(|memory| memory.has_focus(id));
        ui.memory_mut(|memory| memory.request_focus(id));
        ui.ctx().request_repaint();
    }
    let mut asked = FieldRequest::default();
    if ui.memory(|memory| memory.has_focus(id)) {
        ui.input_mut(|input| {
            asked.closes = input.consume_key(CTRL_SHIFT, Key::Enter);
            asked.writes = input.consume_key(Modifiers::COMMAND, Key::Enter);
            asked.takes_over = input.consume_key(Modifiers::ALT, Key::Enter);
            asked.leaves = input.consume_key(Modifiers::NONE, Key::Escape);
        });
    }
    let filter = EventFilter { escape: true, horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    let field = TextEdit::multiline(text).id(id).desired_rows(3).desired_width(f32::INFINITY).hint_text(hint);
    let response = ui.add(field.event_filter(filter));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
    current::set_own_text(ui.ctx(), id);
    if asked.leaves {
        ui.memory_mut(|memory| memory.surrender_focus(id));
    }
    asked
}
