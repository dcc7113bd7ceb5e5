//! What keys do in a table that is only read.

use egui::{Event, Key, Modifiers, Ui};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// So many rows and columns; with Shift the selection widens.
    Step { rows: isize, columns: isize, widens: bool },
    /// So many pages down.
    Page { pages: isize, widens: bool },
    /// Ctrl+A
    SelectAll,
    /// Ctrl+C
    Copy,
    /// Enter: 这个数怎么来的.
    Explain,
    /// Ctrl+Enter: where it is entered.
    Enter,
    /// F2: a published total.
    Publish,
    /// Alt+PageDown, Alt+PageUp
    Table(isize),
    /// The key of the menu, or Shift+F10.
    Menu,
}

/// Farther than any table reaches.
const FAR: isize = 1 << 20;

/// Takes the keys of the table out of the input.
pub(super) fn pressed(ui: &Ui) -> Vec<Action> {
    ui.input_mut(|input| {
        let mut actions = Vec::new();
        input.events.retain(|event| match action(event) {
            Some(action) => {
                actions.push(action);
                false
            }
            None => true,
        });
        actions
    })
}

fn action(event: &Event) -> Option<Action> {
    match event {
        Event::Copy => Some(Action::Copy),
        Event::Key { key, pressed: true, modifiers, .. } => key_action(*key, *modifiers),
        _ => None,
    }
}

fn key_action(key: Key, modifiers: Modifiers) -> Option<Action> {
    let (ctrl, widens) = (modifiers.ctrl || modifiers.command, modifiers.shift);
    let step = |rows, columns| Some(Action::Step { rows, columns, widens });
    match (key, modifiers.alt, ctrl) {
        (Key::ArrowDown, false, false) => step(1, 0),
        (Key::ArrowUp, false, false) => step(-1, 0),
        (Key::ArrowRight, false, false) => step(0, 1),
        (Key::ArrowLeft, false, false) => step(0, -1),
        (Key::ArrowDown, false, true) => step(FAR, 0),
        (Key::ArrowUp, false, true) => step(-FAR, 0),
        (Key::ArrowRight, false, true) | (Key::End, false, false) => step(0, FAR),
        (Key::ArrowLeft, false, true) | (Key::Home, false, false) => step(0, -FAR),
        (Key::Home, false, true) => step(-FAR, -FAR),
        (Key::End, false, true) => step(FAR, FAR),
        (Key::PageDown, false, false) => Some(Action::Page { pages: 1, widens }),
        (Key::PageUp, false, false) => Some(Action::Page { pages: -1, widens }),
        (Key::PageDown, true, false) => Some(Action::Table(1)),
        (Key::PageUp, true, false) => Some(Action::Table(-1)),
        (Key::A, false, true) => Some(Action::SelectAll),
        (Key::Enter, false, false) => Some(Action::Explain),
        (Key::Enter, false, true) => Some(Action::Enter),
        (Key::F2, false, false) => Some(Action::Publish),
        (Key::Menu, false, false) => Some(Action::Menu),
        (Key::F10, false, false) if widens => Some(Action::Menu),
        _ => None,
    }
}
