//! The dialogs: only for what cannot be undone, and for what has to be known first.

mod about;
mod changed_on_disk;
mod cover;
mod dropped_report;
mod export;
mod files;
mod gone;
mod half_written;
mod in_use;
mod kept_copies;
mod key_help;
mod new_document;
mod next_year;
mod palette;
mod person;
mod recovery;
mod remarks;
mod sign;
mod signed;
mod signer;
mod unlock;
mod unsaved;
mod waiting;

pub use about::About;
pub use changed_on_disk::ChangedDialog;
pub use cover::{CoverChoice, cover_ui};
pub use dropped_report::DroppedReportDialog;
pub use export::{ExportDialog, ExportResult};
pub use files::{FileAct, FileDialog, FilePurpose};
pub use gone::GoneDialog;
pub use half_written::HalfWrittenDialog;
pub use in_use::InUseDialog;
pub use kept_copies::CopiesDialog;
pub use key_help::KeyHelp;
pub use new_document::NewDocumentForm;
pub use next_year::NextYearDialog;
pub use palette::CommandPalette;
pub use person::PersonDialog;
pub use recovery::RecoveryDialog;
pub use remarks::{AnswerDialog, NoteDialog};
pub use sign::SignDialog;
pub use signed::SignedDialog;
pub use signer::SignerDialog;
pub use unlock::UnlockForm;
pub use unsaved::UnsavedDialog;
pub use waiting::{WaitChoice, Waiting};

use std::any::Any;

use egui::{Context, Id, Modal, Response, RichText, Ui};

use crate::{
    derived::Derived,
    storage::Pending,
    ui::{Command, Tab, View, theme},
};

/// A dialog while it is open. What was decided in it is asked for with commands.
///
/// Three things here look like dialogs and are none, because nobody opens or closes them: [`Waiting`] and [`cover_ui`]
/// show what the window waits for, anew in each frame, from the state of whoever waits; [`FileDialog`] stands in for the
/// system's and answers whoever asked for a path, as that does.
pub trait Dialog: Any {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation;

    /// What is being typed in it, to be kept in the recovery copy.
    fn pending(&self, _context: &Context) -> Option<Pending> {
        None
    }

    /// The window is to be closed: whether the dialog goes without an answer.
    fn gives_way(&mut self) -> bool {
        false
    }
}

/// How a dialog goes on after a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Continuation {
    Stay,
    Close,
}

impl Continuation {
    /// Closes once there is an answer, and asks for what it brings.
    pub fn after(answer: Option<impl IntoIterator<Item = Command>>, view: &mut View<'_>) -> Self {
        match answer {
            None => Self::Stay,
            Some(commands) => {
                view.commands.extend(commands);
                Self::Close
            }
        }
    }
}

/// Width of a dialog's text.
const WIDTH: f32 = 460.0;

/// A dialog with a heading; answers with what `content` answers, or `cancelled` on Esc.
fn dialog<T>(
    ui: &Ui,
    name: &str,
    heading: &str,
    cancelled: T,
    content: impl FnOnce(&mut Ui) -> Option<T>,
) -> Option<T> {
    let modal = Modal::new(Id::unique(("dialog", name))).frame(theme::dialog_frame(ui)).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 48.0));
        ui.heading(heading);
        ui.add_space(theme::GRID);
        content(ui)
    });
    let escape = modal.is_top_modal
        && !modal.any_popup_open
        && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    modal.inner.or(escape.then_some(cancelled))
}

/// The button that Enter presses when the dialog opens.
fn default_button(ui: &mut Ui, text: &str) -> Response {
    let button = egui::Button::new(RichText::new(text).color(theme::palette(ui).on_accent));
    let response = ui.add(button.fill(theme::palette(ui).accent));
    // Only when nothing of the dialog has the keyboard yet.
    let nobody = ui.memory(|memory| memory.focused().is_none());
    if nobody {
        response.request_focus();
    }
    response
}

/// A row of buttons, each with its answer; Enter presses the first.
fn buttons_ui<'a, T>(ui: &mut Ui, buttons: impl IntoIterator<Item = (&'a str, T)>) -> Option<T> {
    let mut answer = None;
    ui.horizontal_wrapped(|ui| {
        for (at, (words, its_answer)) in buttons.into_iter().enumerate() {
            let button = if at == 0 { default_button(ui, words) } else { ui.button(words) };
            if button.clicked() {
                answer = Some(its_answer);
            }
        }
    });
    answer
}

/// The list of findings; without any, the first text that is not written.
fn way_to_blockers(derived: &Derived) -> Command {
    let blockers = derived.blockers();
    match blockers.blanks.first() {
        Some((_, path)) if blockers.errors.is_empty() && blockers.warnings.is_empty() => {
            Command::ShowSource((*path).into())
        }
        _ => Command::ShowTab(Tab::Review),
    }
}
