//! What is typed right after a command's key belongs to what the command opens, however slow the frames are.
//!
//! Without this, the first letters after Ctrl+F would go into the cell that still has the keyboard.

use egui::{Context, Event, FocusDirection};

/// A command runs in the frame after its key, its dialog is drawn in the next one and has the keyboard after that.
const FRAMES: u8 = 3;

/// Keyboard events that wait for a command to have its effect.
#[derive(Default)]
pub struct TypeAhead {
    waiting: Vec<Event>,
    frames: u8,
}

impl TypeAhead {
    /// At the beginning of a frame: holds back what comes in, or lets go what was held back.
    pub fn begin_frame(&mut self, context: &Context) {
        if self.frames > 0 {
            self.frames -= 1;
            context.input_mut(|input| self.waiting.extend(input.events.extract_if(.., |event| is_keyed(event))));
            stay(context);
            context.request_repaint();
        } else if !self.waiting.is_empty() {
            context.input_mut(|input| input.events.splice(0..0, self.waiting.drain(..)).for_each(drop));
        }
    }

    /// A command is under way: what came after its key waits.
    pub fn hold(&mut self, context: &Context, after_key: Vec<Event>) {
        stay(context);
        self.waiting.extend(after_key);
        self.frames = FRAMES;
    }
}

impl TypeAhead {
    /// A key that a command stands for: before what was typed after the command.
    pub fn press_first(&mut self, context: &Context, press: Option<Event>) {
        stay(context);
        if let Some(press) = press {
            self.waiting.insert(0, press);
        }
        self.frames = FRAMES;
    }
}

/// The library has seen the arrows and Tab before they were held back: they must not move the keyboard as well.
fn stay(context: &Context) {
    context.memory_mut(|memory| memory.move_focus(FocusDirection::None));
}

/// Whether an event comes from the keyboard or the clipboard.
pub fn is_keyed(event: &Event) -> bool {
    use Event::{Copy, Cut, Ime, Key, ModifiersChanged, Paste, Text};
    matches!(event, Key { .. } | ModifiersChanged(_) | Text(_) | Ime(_) | Paste(_) | Copy | Cut)
}
