//! Notes beside a chart, a section of the report or in the side panel, and the way to write one.

use egui::{RichText, Ui};

use crate::{
    derived::{Derived, TickState},
    document::NoteState,
    figures::Source,
    ui::{
        Command,
        command::{self, RemarkCommand, places::Place},
        state::remark_words::{entry_head, lines, remark_lines_beside, tick_line},
        theme,
    },
};

use super::note_sign;

/// Entries of a thread shown in the right panel; the dialog shows all.
const MOST_ENTRIES: usize = 3;

/// Draws the notes and the tick of a number.
pub fn left_ui(ui: &mut Ui, derived: &Derived, source: &Source) {
    let Some(remarked) = derived.remarks().at(source) else { return };
    let palette = theme::palette(ui);
    let review = &derived.document().review;
    if let Some((row, state)) = remarked.tick
        && let Some(tick) = review.ticks.get(row)
    {
        let colour = if state == TickState::Holds { palette.done } else { palette.warning };
        ui.label(RichText::new(tick_line(derived, source, tick, state)).color(colour));
    }
    for note in remarked.notes.iter().filter_map(|row| review.notes.get(*row)) {
        let state = note.state.unwrap_or(NoteState::Open);
        ui.horizontal(|ui| {
            note_sign(ui, state);
            ui.label(RichText::new(format!("批注 {}", state.label())).color(palette.weak_text));
        });
        let hidden = note.entries.len().saturating_sub(MOST_ENTRIES);
        for entry in note.entries.iter().skip(hidden) {
            ui.label(RichText::new(entry_head(entry)).color(palette.weak_text));
            ui.label(&*entry.text);
        }
    }
    ui.separator();
}

/// The ways to say something about a number.
pub fn buttons_ui(ui: &mut Ui, derived: &Derived, source: &Source, commands: &mut Vec<Command>) {
    let place = Place::Number(source.clone());
    if !place.exists(derived) {
        return;
    }
    ui.separator();
    ui.horizontal_wrapped(|ui| {
        for remark in [RemarkCommand::Note, RemarkCommand::Tick] {
            let Some(entry) = command::find(&Command::Remark(remark.clone())) else { continue };
            if ui.small_button(entry.title).on_hover_text(entry.key_text()).clicked() {
                commands.push(Command::Remark(match remark {
                    RemarkCommand::Tick => RemarkCommand::TickAt(place.clone()),
                    _ => RemarkCommand::NoteOn(place.clone()),
                }));
            }
        }
    });
}

/// Draws the sign of the notes at a chart or section, if there are any; a click shows them.
pub fn sign_ui(ui: &mut Ui, derived: &Derived, place: &Place, commands: &mut Vec<Command>) {
    let (note, words) = match place {
        Place::Number(source) => (derived.remarks().at(source), lines(derived, source)),
        place => {
            let key = place.to_string();
            (derived.remarks().beside(&key), remark_lines_beside(derived, &key))
        }
    };
    let Some(state) = note.and_then(|remarked| remarked.note) else { return };
    let words = if words.is_empty() { "批注（已关闭）".to_owned() } else { words.join("\n") };
    let sign = note_sign(ui, state);
    let name = format!("{} 批注{}", place.name(derived), state.label());
    sign.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    if sign.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(words).clicked() {
        commands.push(Command::Remark(RemarkCommand::NoteOn(place.clone())));
    }
}
