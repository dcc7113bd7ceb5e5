//! The button that loads the standard score table; one that is there is asked about first.

use egui::{Id, Modal, Ui};

use crate::{
    document::{Document, Edit},
    templates::load_standard_scores,
    ui::{Command, View, forms::page::Page, theme},
};

use super::OwnDrawing;

#[derive(Default)]
pub struct LoadScores {
    /// What waits for an answer.
    waiting: Option<Edit>,
}

impl OwnDrawing for LoadScores {
    fn ui(&mut self, _: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
        let words = if replaces(view.document) { "载入标准打分表…" } else { "载入标准打分表" };
        if ui.button(words).on_hover_text("填入当年统一的指标、分值和解释").clicked() {
            let load = load_standard_scores(view.document);
            match replaces(view.document) {
                true => self.waiting = Some(load),
                false => view.commands.push(Command::Edit(load)),
            }
        }
        view.commands.extend(self.question_ui(ui).map(Command::Edit));
    }
}

impl LoadScores {
    /// Answers with the change once it is agreed to.
    fn question_ui(&mut self, ui: &Ui) -> Option<Edit> {
        let load = self.waiting.take()?;
        let modal = Modal::new(Id::unique("replace scores")).frame(theme::dialog_frame(ui)).show(ui.ctx(), |ui| {
            ui.set_max_width(460.0);
            ui.heading("替换现有打分表");
            ui.label("打分表已有内容，载入标准表样后现有的指标、分值、得分和备注都会被替换；替换后可以撤销");
            ui.add_space(theme::GRID);
            ui.horizontal(|ui| {
                let replace = ui.button("替换");
                if ui.memory(|memory| memory.focused().is_none()) {
                    replace.request_focus();
                }
                (replace.clicked(), ui.button("取消").clicked())
            })
            .inner
        });
        let (agreed, cancelled) = modal.inner;
        if agreed {
            return Some(load);
        }
        if !cancelled && !modal.should_close() {
            self.waiting = Some(load);
        }
        None
    }
}

/// Whether loading the standard sheet would take something away.
fn replaces(document: &Document) -> bool {
    !document.performance.score_items.is_empty() || !document.performance.score_groups.is_empty()
}
