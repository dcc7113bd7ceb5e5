//! The lock on figures that were taken over from last year: drawn, named, and what typing over them says.

use egui::{
    Color32, CornerRadius, Event, ImeEvent, Key, Painter, Pos2, Rect, Response, Sense, Stroke, Ui, Vec2, pos2, vec2,
};

use crate::{
    document::{Lock, Path},
    ui::{
        Command,
        command::{self, CarryCommand, ComparingCommand},
        theme,
    },
    workflow::lock_sentence,
};

/// How large the lock is drawn.
pub const SIZE: Vec2 = vec2(9.0, 12.0);

/// Draws a lock in the middle of `at`.
pub fn paint(painter: &Painter, at: Pos2, colour: Color32, is_open: bool) {
    let body = Rect::from_center_size(at + vec2(0.0, 2.5), vec2(SIZE.x, 7.0));
    painter.rect_filled(body, CornerRadius::same(1), colour);
    let (radius, top) = (2.8, body.top() - 2.0);
    // An open one is lifted out at its right side.
    let right_end = if is_open { top - 0.5 } else { body.top() };
    let arc = (0..=8_u8).map(|step| {
        let angle = std::f32::consts::PI * (1.0 + f32::from(step) / 8.0);
        pos2(at.x + radius * angle.cos(), top + radius * angle.sin())
    });
    let mut line = vec![pos2(at.x - radius, body.top())];
    line.extend(arc);
    line.push(pos2(at.x + radius, right_end));
    painter.line(line, Stroke::new(1.4, colour));
}

/// The lock as a widget behind a field.
pub fn widget(ui: &mut Ui, lock: &Lock) -> Response {
    let (rect, response) = ui.allocate_exact_size(SIZE, Sense::hover());
    paint(ui.painter(), rect.center(), theme::palette(ui).weak_text, !lock.unlocked_by.is_blank());
    response.on_hover_text(sentence(lock))
}

/// Where the figure is from and how it can be changed, or who unlocked it.
pub fn sentence(lock: &Lock) -> String {
    let said = lock_sentence(lock);
    match lock.unlocked_by.is_blank() {
        true => format!("{said}；确需更正请按 {} 解锁并写明原因", unlock_key()),
        false => said,
    }
}

/// The key that unlocks, as printed on the keyboard.
fn unlock_key() -> String {
    let command = Command::Comparing(ComparingCommand::Carry(CarryCommand::AskUnlock));
    command::find(&command).map(command::CommandEntry::key_text).unwrap_or_default()
}

/// Says why nothing happens when one types into the locked value at `path`.
pub fn typed_into(path: Path) -> Command {
    Command::Comparing(ComparingCommand::Carry(CarryCommand::TypedIntoLocked(path)))
}

/// Whether what has the keyboard would be changed by a key of this frame.
pub fn is_typed_into(ui: &Ui) -> bool {
    let is_typing = |event: &Event| match event {
        Event::Text(text) | Event::Ime(ImeEvent::Commit(text)) => !text.trim().is_empty(),
        Event::Paste(_) | Event::Cut => true,
        Event::Key { key: Key::Backspace | Key::Delete, pressed: true, modifiers, .. } => !modifiers.any(),
        _ => false,
    };
    ui.input(|input| input.events.iter().any(is_typing))
}
