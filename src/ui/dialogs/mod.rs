//! 对话框：only for what can't be undone, and for what a new document needs to know.

mod about;
mod changed_on_disk;
mod cover;
mod export;
mod files;
mod gone;
mod half_written;
mod kept_copies;
mod new_document;
mod next_year;
mod person;
mod recovery;
mod remarks;
mod sign;
mod signer;
mod unlock;
mod unsaved;
mod waiting;

pub use about::about_ui;
pub use changed_on_disk::{ChangedChoice, changed_on_disk_ui};
pub use cover::{CoverChoice, cover_ui};
pub use export::{ExportAct, ExportDialog, ExportResult};
pub use files::{FileAct, FileDialog, FilePurpose};
pub use gone::{GoneChoice, gone_ui};
pub use half_written::{HalfWrittenChoice, half_written_ui};
pub use kept_copies::{CopyChoice, kept_copies_ui};
pub use new_document::NewDocumentForm;
pub use next_year::next_year_ui;
pub use person::{PersonChoice, PersonDialog};
pub use recovery::{RecoveryChoice, recovery_ui};
pub use remarks::{AnswerDialog, NoteDialog};
pub use sign::{SignChoice, SignDialog};
pub use signer::{SignerChoice, SignerDialog};
pub use unlock::UnlockForm;
pub use unsaved::{UnsavedChoice, unsaved_ui};
pub use waiting::{WaitChoice, Waiting};

use egui::{Id, Modal, Response, RichText, Ui};

use crate::ui::theme;

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
