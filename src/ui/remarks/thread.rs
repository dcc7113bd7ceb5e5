//! What was said about a place so far, and the field for an answer.

use egui::{RichText, Ui};

use crate::{
    derived::Derived,
    document::{List, Note, NoteState, Role, shown_text},
    ui::{
        Person,
        command::{RemarkCommand, places::Place},
        state::{pending, remark_words::entry_head},
        theme,
    },
};

use super::{FormOutcome, note_sign, text_field::text_ui};

/// What the thread is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Thread {
    /// All notes about a place.
    At(Place),
    /// The note of this row.
    Note(usize),
}

impl Thread {
    /// The rows of its notes, and the name of what is being written to it.
    fn rows(&self, notes: &List<Note>) -> (Vec<usize>, String) {
        match self {
            Self::Note(row) => (vec![*row], format!("note {row}")),
            Self::At(place) => {
                let place = place.to_string();
                let here = notes.iter().enumerate().filter(|(_, note)| *note.place == *place);
                (here.map(|(row, _)| row).collect(), place)
            }
        }
    }
}

/// What the form remembers. What was begun stays until it is written, beside all that is being typed.
#[derive(Default)]
pub struct ThreadForm {
    /// The role in which one writes here, if not the usual one.
    role: Option<Role>,
    wants_focus: bool,
}

impl ThreadForm {
    /// The field takes the keyboard the next time it is drawn.
    pub fn enter(&mut self) {
        self.wants_focus = true;
    }

    /// Draws the thread with the field below it.
    pub fn ui(&mut self, ui: &mut Ui, derived: &Derived, person: &Person, thread: &Thread) -> FormOutcome {
        let notes = &derived.document().review.notes;
        let (rows, key) = thread.rows(notes);
        for row in &rows {
            if let Some(note) = notes.get(*row) {
                note_ui(ui, note);
            }
        }
        let is_live = |row: &&usize| notes.get(**row).is_some_and(|note| note.state != Some(NoteState::Closed));
        let live = rows.iter().rfind(is_live).or(rows.last().filter(|_| matches!(thread, Thread::Note(_))));
        let state = live.and_then(|row| notes.get(*row)).map(|note| note.state.unwrap_or(NoteState::Open));
        let role = self.role.or(person.role).unwrap_or(Role::Preparer);
        let mut text = pending::draft(ui.ctx(), pending::NOTE, &key);
        let (name, hint) = match state {
            None => ("批注内容", "写下问题，如“为什么比上年多这么多？”"),
            Some(_) => ("回复", "写下回复或追问"),
        };
        let asked = text_ui(ui, &mut text, name, hint, &mut self.wants_focus);
        let mut outcome = FormOutcome { command: None, is_left: asked.leaves };
        self.role_ui(ui, role);
        let said = text.trim().to_owned();
        ui.horizontal_wrapped(|ui| {
            let words = if live.is_some() { "回复 Ctrl+Enter" } else { "写入批注 Ctrl+Enter" };
            let write = ui.add_enabled(!said.is_empty(), egui::Button::new(words)).clicked() || asked.writes;
            let mut closes = asked.closes;
            match state {
                Some(NoteState::Open | NoteState::Answered) => {
                    let words = if said.is_empty() { "关闭批注" } else { "回复并关闭" };
                    closes |= ui.button(format!("{words} Ctrl+Shift+Enter")).clicked();
                }
                Some(NoteState::Closed) => {
                    if let Some(row) = live
                        && ui.button("重新打开").clicked()
                    {
                        outcome.command = Some(RemarkCommand::ReopenNote(*row));
                    }
                }
                None => {}
            }
            let is_closed = state == Some(NoteState::Closed);
            outcome.command = outcome.command.take().or(match (live, thread) {
                (Some(row), _) if closes && !is_closed && said.is_empty() => Some(RemarkCommand::CloseNote(*row)),
                (Some(row), _) if (write || (closes && !is_closed)) && !said.is_empty() => {
                    Some(RemarkCommand::Reply { row: *row, role, text: said.clone(), closes: closes && !is_closed })
                }
                (None, Thread::At(place)) if write && !said.is_empty() => {
                    Some(RemarkCommand::AddNote { place: place.clone(), role, text: said.clone() })
                }
                _ => None,
            });
        });
        if outcome.command.is_some() {
            text.clear();
            outcome.is_left = true;
        }
        pending::set_draft(ui.ctx(), pending::NOTE, &key, &text);
        outcome
    }

    fn role_ui(&mut self, ui: &mut Ui, role: Role) {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new("身份").color(theme::palette(ui).weak_text));
            for choice in Role::ALL {
                if ui.radio(role == *choice, choice.label()).clicked() {
                    self.role = Some(*choice);
                }
            }
        });
    }
}

/// One note with all that was said.
fn note_ui(ui: &mut Ui, note: &Note) {
    let palette = theme::palette(ui);
    let state = note.state.unwrap_or(NoteState::Open);
    ui.horizontal(|ui| {
        note_sign(ui, state);
        let colour = if state == NoteState::Open { palette.accent } else { palette.weak_text };
        ui.label(RichText::new(state.label()).color(colour));
    });
    for entry in note.entries.iter() {
        ui.label(RichText::new(entry_head(entry)).color(palette.weak_text));
        ui.label(shown_text(&entry.text));
    }
    ui.separator();
}
