//! The Alt key: with a letter it opens a menu and never types, alone it goes to the menu bar and back.

use egui::{Event, Key, Modifiers};

/// What is known of the Alt key.
#[derive(Default)]
pub(super) struct AltKey {
    down: bool,
    /// Nothing else has happened since it was pressed.
    alone: bool,
}

impl AltKey {
    /// Looks at each event in order; true where Alt was released without having been used for anything.
    pub fn released_alone(&mut self, event: &Event) -> bool {
        match event {
            Event::ModifiersChanged(modifiers) => return self.modifiers_changed(*modifiers),
            Event::Key { key: Key::AltLeft | Key::AltRight, .. } => {}
            Event::Key { modifiers, pressed, .. } => {
                self.down = is_alt(*modifiers);
                self.alone &= !pressed;
            }
            Event::WindowFocused(_) => *self = Self::default(),
            Event::Text(_) | Event::Ime(_) | Event::PointerButton { .. } | Event::MouseWheel { .. } => {
                self.alone = false;
            }
            _ => {}
        }
        false
    }

    fn modifiers_changed(&mut self, modifiers: Modifiers) -> bool {
        let was_down = std::mem::replace(&mut self.down, is_alt(modifiers));
        if self.down {
            // Alt+Shift is another layout of the keyboard on Windows.
            self.alone = !modifiers.shift && (self.alone || !was_down);
            return false;
        }
        std::mem::take(&mut self.alone) && was_down && !modifiers.any()
    }

    /// Whether this is what a key with Alt would type.
    pub fn would_type(&self, event: &Event) -> bool {
        self.down && matches!(event, Event::Text(_))
    }
}

/// Alt, but not `AltGr`, which types. On macOS the key types too, and menus are elsewhere.
fn is_alt(modifiers: Modifiers) -> bool {
    modifiers.alt && !modifiers.ctrl && !modifiers.command && !cfg!(target_os = "macos")
}

/// The letter of Alt+letter; digits are for the parts of a page.
pub(super) fn letter(event: &Event) -> Option<char> {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return None };
    letter_of(*key).filter(|letter| is_alt(*modifiers) && letter.is_ascii_alphabetic())
}

/// The letter or digit on a key.
pub(super) fn letter_of(key: Key) -> Option<char> {
    let mut name = key.name().chars();
    name.next().filter(|letter| letter.is_ascii_alphanumeric() && name.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: Key, pressed: bool, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
    }

    /// Whether the events release Alt alone, and what they would type.
    fn run(events: &[Event]) -> (bool, usize) {
        let mut alt = AltKey::default();
        let mut typed = 0;
        let alone = events.iter().fold(false, |alone, event| {
            let released = alt.released_alone(event);
            typed += usize::from(matches!(event, Event::Text(_)) && !alt.would_type(event));
            alone | released
        });
        (alone, typed)
    }

    #[test]
    fn alt_alone_is_told_from_alt_used_for_something() {
        let (down, up) = (Event::ModifiersChanged(Modifiers::ALT), Event::ModifiersChanged(Modifiers::NONE));
        let alt = |pressed| key(Key::AltLeft, pressed, Modifiers::ALT);
        assert!(run(&[alt(true), down.clone(), alt(false), up.clone()]).0);
        assert!(run(&[down.clone(), alt(true), alt(true), up.clone()]).0, "a key that is held repeats");
        let text = Event::Text("x".to_owned());
        let letter = key(Key::X, true, Modifiers::ALT);
        assert_eq!(run(&[down.clone(), letter.clone(), text.clone(), up.clone()]), (false, 0));
        assert_eq!(run(&[letter, text.clone()]), (false, 0), "also when only the key tells of Alt");
        let click = Event::PointerButton {
            pos: egui::Pos2::ZERO,
            button: egui::PointerButton::Primary,
            pressed: true,
            modifiers: Modifiers::ALT,
        };
        assert!(!run(&[down.clone(), click, up.clone()]).0);
        assert!(!run(&[down.clone(), Event::WindowFocused(false), Event::WindowFocused(true), up.clone()]).0);
        let both = Event::ModifiersChanged(Modifiers { shift: true, ..Modifiers::ALT });
        assert!(!run(&[down.clone(), both.clone(), down.clone(), up.clone()]).0, "Alt+Shift");
        assert!(!run(&[both, down, up]).0, "Shift+Alt");
    }

    #[test]
    fn altgr_types() {
        let altgr = Modifiers { ctrl: true, command: true, ..Modifiers::ALT };
        let text = Event::Text("@".to_owned());
        assert_eq!(run(&[Event::ModifiersChanged(altgr), key(Key::Q, true, altgr), text]), (false, 1));
    }
}
