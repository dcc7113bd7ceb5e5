//! The parts of a long tab, changed by Alt+1, Alt+2 … or a click.

use egui::{Event, Key, Modifiers, Ui};

use crate::ui::{View, theme};

const KEYS: [Key; 6] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6];

/// Alt+↓ and Alt+↑: to the next part, or to the one before.
pub fn key_step(ui: &Ui) -> Option<isize> {
    if ui.memory(|memory| memory.top_modal_layer().is_some()) {
        return None;
    }
    ui.input_mut(|input| {
        if input.consume_key(Modifiers::ALT, Key::ArrowDown) {
            Some(1)
        } else if input.consume_key(Modifiers::ALT, Key::ArrowUp) {
            Some(-1)
        } else {
            None
        }
    })
}

/// Which part of a tab is shown.
#[derive(Default)]
pub struct Parts {
    current: usize,
    next: Option<usize>,
}

impl Parts {
    pub fn show(&mut self, part: usize) {
        self.current = part;
        self.next = None;
    }

    /// Draws the row of names and tells which part to draw, and whether it was just opened. Text that is still being
    /// typed in the part that is left is entered first, so that part is drawn once more.
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>, names: &[&str]) -> (usize, bool) {
        let arrived = self.next.take();
        if let Some(next) = arrived {
            self.current = next;
        }
        let mut chosen = pressed_part(ui, names.len());
        ui.horizontal_wrapped(|ui| {
            for (index, name) in names.iter().enumerate() {
                let number = index + 1;
                let button = ui.selectable_label(self.current == index, format!("{number} {name}"));
                if button.on_hover_text(format!("Alt+{number}")).clicked() {
                    chosen = Some(index);
                }
            }
        });
        ui.add_space(theme::GRID / 2.0);
        if let Some(chosen) = chosen.filter(|chosen| *chosen != self.current) {
            self.next = Some(chosen);
            view.flush = true;
            ui.ctx().request_repaint();
        }
        (self.current, arrived.is_some())
    }
}

/// The part whose key was pressed. Some systems also send the digit as text: it must not get into a cell.
pub fn pressed_part(ui: &Ui, count: usize) -> Option<usize> {
    ui.input_mut(|input| {
        let index = KEYS.iter().take(count).position(|key| input.consume_key(Modifiers::ALT, *key))?;
        let digit = (index + 1).to_string();
        input.events.retain(|event| !matches!(event, Event::Text(text) if *text == digit));
        Some(index)
    })
}
