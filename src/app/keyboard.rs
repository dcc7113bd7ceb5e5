//! The keyboard: keys of commands, what is pressed for the page, the menu of a text, and what is typed where nothing
//! takes it.

use std::path::PathBuf;

use egui::{
    Context, Event, Id, Key, KeyboardShortcut, Modifiers, Pos2, ViewportCommand, text::CCursorRange,
    text_edit::TextEditState,
};

use crate::{
    session::Session,
    ui::{
        Command,
        command::{self, CommandEntry, InPage, context_menu, key_in_page},
        menu::{Menus, Stock},
        state::{copied_page, current},
    },
};

use super::{
    Opened, Window,
    read_only::ReadOnly,
    reading::Layout,
    region::region_of,
    type_ahead::{self, TypeAhead},
};

/// What is on the clipboard comes within so many frames.
const PASTE_FRAMES: u8 = 4;
/// Of a longer text the page is not asked for: whole columns would be made ready for a while.
const MOST_COPIED: usize = 2 << 20;

/// What is known of the keyboard from one frame to the next.
#[derive(Default)]
pub(super) struct Keyboard {
    pub type_ahead: TypeAhead,
    pub menus: Menus,
    held: Held,
    /// Frames in which the clipboard's text is still to come.
    paste_awaited: u8,
}

/// What the pointer must not take away.
#[derive(Default)]
struct Held {
    /// What was selected in a text when the right button was pressed on it.
    selected: Option<(Id, CCursorRange)>,
    /// What had the keyboard last in the page.
    owner: Option<Id>,
    /// It was pressed on something that does not take the keyboard.
    is_returning: bool,
    /// What has said that nothing can be typed there.
    refused: Option<Id>,
}

/// The keyboard at work, with what it may touch.
pub(super) struct Typing<'a> {
    pub keyboard: &'a mut Keyboard,
    pub layout: &'a Layout,
    pub session: &'a Session,
    pub opened: &'a mut Opened,
    pub window: &'a mut Window,
    /// The recent files, of which the menu offers some.
    pub recent: &'a [(PathBuf, bool)],
    /// Something else than a dialog keeps the window from taking input.
    pub is_covered: bool,
    pub context: &'a Context,
}

impl Typing<'_> {
    /// Takes the keys of commands, unless a dialog or what covers the window has the keyboard.
    pub fn take_keys(&mut self) {
        let context = self.context;
        let in_dialog = self.is_in_dialog();
        let possible = self.opened.possible(self.session);
        let stock = Stock { possible: &possible, recent: self.recent };
        let from_menu = self.keyboard.menus.take_keys(context, stock, in_dialog, type_ahead::is_keyed);
        self.run_next(from_menu);
        if in_dialog {
            return;
        }
        self.follow_lost_focus();
        // A search text has an undo of its own, and so has an explanation being written.
        let in_search = self.opened.find.as_ref().is_some_and(|find| find.has_focus(context));
        let in_own_text = in_search || current::is_in_own_text(context);
        let wanted = |entry: &CommandEntry| {
            let of_text = matches!(entry.command, Command::Undo | Command::Redo);
            !(of_text && in_own_text) && (possible.document || !entry.command.needs().document)
        };
        self.run_next(command::pressed(context, wanted, type_ahead::is_keyed));
    }

    /// Whether a dialog, or what covers the window, has the keyboard.
    pub fn is_in_dialog(&self) -> bool {
        let is_question = || self.context.memory(|memory| memory.top_modal_layer().is_some());
        self.window.dialog.is_some() || self.is_covered || is_question()
    }

    /// Runs a command in the next frame; what was keyed after it waits for what it opens.
    fn run_next(&mut self, keyed: Option<(Command, Vec<Event>)>) {
        let Some((command, after)) = keyed else { return };
        self.window.queue.push(command);
        self.keyboard.type_ahead.hold(self.context, after);
        self.context.request_repaint();
    }

    /// Goes to the next part of the window, or the previous one.
    pub fn go_to_region(&mut self, forward: bool) {
        let Some(anchor) = region_of(self.layout.page, self.context).beside(forward).anchor() else {
            return self.opened.enter_page();
        };
        if let Some(id) = self.context.data(|data| data.get_temp::<Id>(anchor)) {
            self.context.memory_mut(|memory| memory.request_focus(id));
        }
    }

    /// Gives the keyboard to the page, unless it is there: selection and caret stay.
    pub fn go_to_page(&mut self) {
        if !self.layout.has_keyboard(self.context) {
            self.opened.enter_page();
        }
    }

    /// What had the keyboard is no longer drawn, as in a panel that was folded: then the page has it. Who pressed Escape
    /// has put it down.
    fn follow_lost_focus(&mut self) {
        let is_lost = self.keyboard.menus.focus().is_some() && self.has_nobody_focus();
        let escapes = self.context.input(|input| input.key_pressed(Key::Escape));
        if is_lost && !escapes && self.opened.shows_page() {
            self.opened.enter_page();
        }
    }

    fn has_nobody_focus(&self) -> bool {
        self.context.memory(|memory| memory.focused()).is_none()
    }

    /// Presses the key of this where the keyboard is in the page.
    pub fn press_in_page(&mut self, what: InPage) {
        let Some(KeyboardShortcut { modifiers, logical_key: key }) = key_in_page(what) else { return };
        self.do_in_page(Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
    }

    fn do_in_page(&mut self, event: Event) {
        self.go_to_page();
        self.keyboard.type_ahead.press_first(self.context, Some(event));
    }

    /// Cuts or copies in the text of a dialog, or where the keyboard is in the page.
    pub fn do_with_text(&mut self, event: Event) {
        self.go_to_text();
        self.keyboard.type_ahead.press_first(self.context, Some(event));
    }

    fn go_to_text(&mut self) {
        if !self.is_in_dialog() {
            self.go_to_page();
        }
    }

    /// The clipboard's text comes as an event of one of the next frames.
    pub fn paste(&mut self) {
        self.go_to_text();
        self.context.send_viewport_cmd(ViewportCommand::RequestPaste);
        self.keyboard.type_ahead.press_first(self.context, None);
        self.keyboard.paste_awaited = PASTE_FRAMES;
    }

    /// Keeps what stands on the clipboard beside a text that is pasted; says so when there was nothing to paste.
    pub fn await_paste(&mut self) {
        let pasted = self.context.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::Paste(text) if text.contains('\n') && text.len() < MOST_COPIED => Some(text.clone()),
                _ => None,
            })
        });
        if let Some(text) = pasted
            && let Some(page) = self.window.services.copied_html()
        {
            copied_page::keep(self.context, &text, &page);
        }
        if self.keyboard.paste_awaited == 0 {
            return;
        }
        let has_come = |event: &Event| matches!(event, Event::Paste(_) | Event::PasteImage(_));
        if self.context.input(|input| input.events.iter().any(has_come)) {
            self.keyboard.paste_awaited = 0;
            return;
        }
        self.keyboard.paste_awaited -= 1;
        self.context.request_repaint();
        if self.keyboard.paste_awaited == 0 {
            self.window.say("剪贴板里没有文字，没有粘贴；请先复制");
        }
    }

    /// Before anything is drawn: a press of the right button would make the text drop what is selected in it.
    pub fn note_selected(&mut self) {
        let context = self.context;
        let Some(id) = context.memory(|memory| memory.focused()) else { return };
        if context.input(|input| input.pointer.secondary_pressed()) && is_at_pointer(context, id) {
            let text = TextEditState::load(context, id);
            let range = text.and_then(|text| text.cursor.char_range()).filter(|range| !range.is_empty());
            self.keyboard.held.selected = range.map(|range| (id, range));
        }
    }

    /// After everything is drawn: the menu of a text opens, unless a cell of a grid has opened its own.
    pub fn follow(&mut self, commands: &mut Vec<Command>) {
        self.keep_selected();
        let in_dialog = self.is_in_dialog();
        let is_open = commands.iter().any(|command| matches!(command, Command::OpenMenu(..)));
        if !is_open && !self.keyboard.menus.is_open() {
            commands.extend(self.text_menu(in_dialog));
        }
        if in_dialog {
            return;
        }
        self.give_back();
        self.refuse_typing(commands);
        let is_lost = self.opened.shows_page() && self.has_nobody_focus();
        let types = self.context.input(|input| input.events.iter().any(is_typed));
        if is_lost && !self.keyboard.menus.is_open() && types {
            self.window.refuse("刚才键入的没有记下：光标不在格里，请先点要填的格".to_owned());
            self.opened.enter_page();
        }
    }

    /// A press on a column head, a heading or an empty place takes the keyboard from nobody.
    fn give_back(&mut self) {
        let context = self.context;
        if context.memory(|memory| memory.focused()).is_some() {
            self.keyboard.held.owner =
                context.memory(|memory| memory.focused()).filter(|_| self.layout.has_keyboard(context));
            self.keyboard.held.is_returning = false;
            return;
        }
        let (pressed, down) = context.input(|input| (input.pointer.any_pressed(), input.pointer.any_down()));
        self.keyboard.held.is_returning |= pressed;
        if self.keyboard.held.is_returning && !down {
            self.keyboard.held.is_returning = false;
            let owner = self.keyboard.held.owner.filter(|owner| context.read_response(*owner).is_some());
            if let Some(owner) = owner {
                context.memory_mut(|memory| memory.request_focus(owner));
                context.request_repaint();
            }
        }
    }

    fn keep_selected(&mut self) {
        let context = self.context;
        let Some((id, range)) = self.keyboard.held.selected else { return };
        if let Some(mut text) = TextEditState::load(context, id) {
            text.cursor.set_char_range(Some(range));
            text.store(context, id);
        }
        if !context.input(|input| input.pointer.secondary_down()) {
            self.keyboard.held.selected = None;
        }
    }

    /// Whoever types on a button, in a list or in a table that is only read is told once that nobody hears it.
    fn refuse_typing(&mut self, commands: &[Command]) {
        let context = self.context;
        let owner = context.memory(|memory| memory.focused());
        let held = &mut self.keyboard.held;
        held.refused = held.refused.filter(|refused| owner == Some(*refused));
        let Some(owner) = owner.filter(|_| self.opened.shows_page() && held.refused.is_none()) else { return };
        let takes_text = TextEditState::load(context, owner).is_some();
        let is_answered = commands.iter().any(|command| matches!(command, Command::Refuse(_)));
        if takes_text || is_answered || !is_typed_in_vain(context) || !self.layout.has_keyboard(context) {
            return;
        }
        held.refused = Some(owner);
        self.window.refuse(self.opened.tab.why_nothing_is_typed().to_owned());
    }

    fn text_menu(&self, in_dialog: bool) -> Option<Command> {
        let context = self.context;
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
        // A search text or an explanation is no value of the document.
        let in_search = || self.opened.find.as_ref().is_some_and(|find| find.has_focus(context));
        let is_own = in_dialog || current::is_in_own_text(context) || in_search();
        let is_in_page = self.opened.is_open && !is_own && self.layout.has_keyboard(context);
        let place = current::get(context).filter(|_| is_in_page);
        let read_only = self.opened.read_only.as_ref().filter(|_| is_in_page).map(ReadOnly::sentence);
        let lines = context_menu::of_text(has_selection, place.as_ref(), read_only.as_deref());
        Some(Command::OpenMenu(at, lines))
    }
}

/// Whether letters came that no key of a list or page was made of.
fn is_typed_in_vain(context: &Context) -> bool {
    let pressed =
        |events: &[Event]| events.iter().filter(|event| matches!(event, Event::Key { pressed: true, .. })).count();
    context.input(|input| {
        let is_taken = pressed(&input.events) < pressed(&input.raw.events);
        !is_taken && input.events.iter().any(is_typed)
    })
}

fn is_typed(event: &Event) -> bool {
    matches!(event, Event::Text(text) if !text.trim().is_empty())
}

fn is_at_pointer(context: &Context, id: Id) -> bool {
    let at = context.pointer_latest_pos();
    at.zip(context.read_response(id)).is_some_and(|(at, response)| response.interact_rect.contains(at))
}
