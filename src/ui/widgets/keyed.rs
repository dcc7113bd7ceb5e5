//! Keys in the order they came.
//!
//! Several keys can come in one frame. Text typed before an Enter must reach the cell before the Enter leaves it, and
//! what follows an entry must find it in the document: what comes too early waits for the next frame.

use egui::{Context, Event, Key};

/// A cell or field that takes some keys before its text sees them.
pub trait TakesKeys {
    /// Is this key not for the text?
    fn wants(&self, event: &Event) -> bool;
    /// Does what the key asks for; true when all other keys must wait for the next frame.
    fn perform(&mut self, event: &Event) -> bool;
}

/// Hands `waiting` and the keys of this frame to `taker` or to the text.
pub fn take(waiting: &mut Vec<Event>, context: &Context, taker: &mut dyn TakesKeys) {
    let mut queue = std::mem::take(waiting);
    context.input_mut(|input| queue.extend(input.events.extract_if(.., |event| is_keyed(event))));
    let mut to_text = Vec::new();
    let mut text_came = false;
    let mut changed = false;
    for event in queue {
        let wanted = taker.wants(&event);
        if !wanted && is_foreign(&event) {
            to_text.push(event);
        } else if changed || !waiting.is_empty() || (wanted && text_came) {
            waiting.push(event);
        } else if wanted {
            changed = taker.perform(&event);
        } else {
            text_came = true;
            to_text.push(single_line(event));
        }
    }
    if !waiting.is_empty() {
        context.request_repaint();
    }
    context.input_mut(|input| input.events.append(&mut to_text));
}

/// Events of the keyboard, the input method and the clipboard: they must stay in order.
fn is_keyed(event: &Event) -> bool {
    use Event::{Copy, Cut, Ime, Paste, Text};
    matches!(event, Event::Key { pressed: true, .. } | Text(_) | Ime(_) | Copy | Cut | Paste(_))
}

/// Keys that may be the window's shortcuts: they never wait.
fn is_foreign(event: &Event) -> bool {
    matches!(event, Event::Key { key, modifiers, .. }
        if modifiers.command || modifiers.ctrl || (Key::F1..=Key::F12).contains(key))
}

/// A single cell is copied with a line end behind it, which must not end up in the text.
fn single_line(event: Event) -> Event {
    match event {
        Event::Paste(text) => Event::Paste(text.trim_end_matches(['\r', '\n']).to_owned()),
        event => event,
    }
}
