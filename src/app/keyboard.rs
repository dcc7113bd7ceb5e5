//! 键盘：the menu of the text that has the keyboard, and what is typed where nothing takes it.

use egui::{Context, Event, Id, Key, Modifiers, Pos2, text::CCursorRange, text_edit::TextEditState};

use crate::ui::{Command, command::context_menu, state::current};

use super::{App, ReadOnly};

/// What the pointer must not take away.
#[derive(Default)]
pub(super) struct Held {
    /// What was selected in a text when the right button was pressed on it.
    selected: Option<(Id, CCursorRange)>,
    /// What had the keyboard last in the page.
    owner: Option<Id>,
    /// It was pressed on something that does not take the keyboard.
    is_returning: bool,
}

impl App {
    /// Before anything is drawn: a press of the right button would make the text drop what is selected in it.
    pub(super) fn note_selected(&mut self, context: &Context) {
        let Some(id) = context.memory(|memory| memory.focused()) else { return };
        if context.input(|input| input.pointer.secondary_pressed()) && is_at_pointer(context, id) {
            let text = TextEditState::load(context, id);
            let range = text.and_then(|text| text.cursor.char_range()).filter(|range| !range.is_empty());
            self.held.selected = range.map(|range| (id, range));
        }
    }

    /// After everything is drawn: the menu of a text opens, unless a cell of a grid has opened its own.
    pub(super) fn follow_keyboard(&mut self, context: &Context, commands: &mut Vec<Command>) {
        self.keep_selected(context);
        if self.dialog.is_some() || self.asked.is_some() {
            return;
        }
        let is_open = commands.iter().any(|command| matches!(command, Command::OpenMenu(..)));
        if !is_open && !self.menus.is_open() {
            commands.extend(self.text_menu(context));
        }
        self.give_back(context);
        let is_lost = self.is_open && context.memory(|memory| memory.focused()).is_none();
        if is_lost && !self.menus.is_open() && context.input(|input| input.events.iter().any(is_typed)) {
            self.refuse("刚才键入的没有记下：光标不在格里，请先点要填的格".to_owned());
            self.tabs.enter(self.tab);
        }
    }

    /// A press on a column head, a heading or an empty place takes the keyboard from nobody.
    fn give_back(&mut self, context: &Context) {
        if context.memory(|memory| memory.focused()).is_some() {
            self.held.owner = context.memory(|memory| memory.focused()).filter(|_| self.is_in_page(context));
            self.held.is_returning = false;
            return;
        }
        let (pressed, down) = context.input(|input| (input.pointer.any_pressed(), input.pointer.any_down()));
        self.held.is_returning |= pressed;
        if self.held.is_returning && !down {
            self.held.is_returning = false;
            let owner = self.held.owner.filter(|owner| context.read_response(*owner).is_some());
            if let Some(owner) = owner {
                context.memory_mut(|memory| memory.request_focus(owner));
                context.request_repaint();
            }
        }
    }

    fn keep_selected(&mut self, context: &Context) {
        let Some((id, range)) = self.held.selected else { return };
        if let Some(mut text) = TextEditState::load(context, id) {
            text.cursor.set_char_range(Some(range));
            text.store(context, id);
        }
        if !context.input(|input| input.pointer.secondary_down()) {
            self.held.selected = None;
        }
    }

    fn text_menu(&self, context: &Context) -> Option<Command> {
        let owner = context.memory(|memory| memory.focused())?;
        let text = TextEditState::load(context, owner)?;
        let response = context.read_response(owner)?;
        let by_pointer = context.input(|input| input.pointer.secondary_clicked()) && is_at_pointer(context, owner);
        let by_key = context.input_mut(|input| {
            input.consume_key(Modifiers::NONE, Key::Menu) || input.consume_key(Modifiers::SHIFT, Key::F10)
        });
        let at = match (by_pointer, by_key) {
            (true, _) => context.pointer_latest_pos().unwrap_or(Pos2::ZERO),
            (false, true) => response.rect.left_bottom(),
            (false, false) => return None,
        };
        let has_selection = text.cursor.char_range().is_some_and(|range| !range.is_empty());
        let is_in_page = self.is_open && self.is_in_page(context);
        let place = current::get(context).filter(|_| is_in_page);
        let read_only = self.read_only.as_ref().filter(|_| is_in_page).map(ReadOnly::sentence);
        let lines = context_menu::of_text(has_selection, place.as_ref(), read_only.as_deref());
        Some(Command::OpenMenu(at, lines))
    }
}

fn is_typed(event: &Event) -> bool {
    matches!(event, Event::Text(text) if !text.trim().is_empty())
}

fn is_at_pointer(context: &Context, id: Id) -> bool {
    let at = context.pointer_latest_pos();
    at.zip(context.read_response(id)).is_some_and(|(at, response)| response.interact_rect.contains(at))
}
