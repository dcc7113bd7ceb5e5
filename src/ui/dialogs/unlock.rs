//! Unlocks a figure of last year: only with a reason, which stays in the file.

use egui::{Button, Context, Key, Modifiers, TextEdit, Ui};

use crate::{
    document::Path,
    storage::Pending,
    ui::{
        Command, View,
        command::{CarryCommand, ComparingCommand},
        state::pending,
    },
};

use super::{Continuation, Dialog, dialog};

/// The question why.
pub struct UnlockForm {
    path: Path,
    label: String,
    from: String,
    reason: String,
    is_new: bool,
}

impl UnlockForm {
    /// For the figure at `path`; `label` names it, `from` says where it is from.
    pub fn new(path: Path, label: String, from: String) -> Self {
        Self { path, label, from, reason: String::new(), is_new: true }
    }

    /// Goes on with what a recovery copy has kept.
    #[must_use]
    pub fn with_reason(self, reason: &str) -> Self {
        Self { reason: reason.to_owned(), ..self }
    }
}

impl Dialog for UnlockForm {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let answer = dialog(ui, "unlock", "解锁上年数", None, |ui| {
            ui.label(&self.label);
            ui.label(&self.from);
            ui.add_space(super::theme::GRID);
            let label = ui.label("更正原因（写入文件，复核时可见）");
            let edit = TextEdit::singleline(&mut self.reason).desired_width(f32::INFINITY);
            let field = ui.add(edit.hint_text("如 上年决算批复后调整")).labelled_by(label.id);
            if std::mem::take(&mut self.is_new) {
                field.request_focus();
            }
            let is_complete = !self.reason.trim().is_empty();
            let entered = field.lost_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
            ui.add_space(super::theme::GRID);
            ui.horizontal(|ui| {
                let unlocks = ui.add_enabled(is_complete, Button::new("解锁")).clicked();
                if ui.button("取消").clicked() {
                    return Some(None);
                }
                if entered && !is_complete {
                    field.request_focus();
                }
                let command = CarryCommand::Unlock { path: self.path, reason: self.reason.trim().to_owned() };
                let is_done = is_complete && (unlocks || entered);
                is_done.then_some(Some(Command::Comparing(ComparingCommand::Carry(command))))
            })
            .inner
        });
        Continuation::after(answer, view)
    }

    fn pending(&self, _context: &Context) -> Option<Pending> {
        let pending = || pending::of_text(pending::UNLOCK, self.path.to_string(), self.reason.clone());
        (!self.reason.trim().is_empty()).then(pending)
    }
}
