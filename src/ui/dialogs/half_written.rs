//! A note or explanation was begun: asked before it would be lost.

use egui::{RichText, Ui};

use crate::ui::{
    Command, View,
    command::{Departure, FileCommand},
    state::pending,
};

use super::{Continuation, Dialog, buttons_ui, dialog, theme};

/// More of the text is not needed to know it again.
const MOST_CHARACTERS: usize = 60;

pub struct HalfWrittenDialog {
    /// Of a note or an explanation.
    kind: &'static str,
    place: String,
    text: String,
    /// What would lose it.
    then: Departure,
}

impl HalfWrittenDialog {
    /// Of the draft of this kind, at this place.
    pub fn new((kind, place, text): (&'static str, String, String), then: Departure) -> Self {
        Self { kind, place, text, then }
    }

    fn answers(&self) -> [(&'static str, Option<Command>); 3] {
        let (kind, place, then) = (self.kind, self.place.clone(), self.then.clone());
        let finish = FileCommand::FinishDraft { kind, place: place.clone() };
        [
            ("回去写完", Some(Command::File(finish))),
            ("不要了", Some(Command::File(FileCommand::GiveUpDraft { kind, place, then }))),
            ("取消", None),
        ]
    }
}

impl Dialog for HalfWrittenDialog {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let what = if self.kind == pending::ANSWER { "处理说明" } else { "批注" };
        let answer = dialog(ui, "half written", &format!("有没写完的{what}"), None, |ui| {
            let shown: String = self.text.chars().take(MOST_CHARACTERS).collect();
            let more = if shown.len() < self.text.len() { "……" } else { "" };
            ui.label(format!("“{shown}{more}”"));
            let words = "它还没有写入文件，不写入就会丢失";
            ui.label(RichText::new(words).color(theme::palette(ui).weak_text));
            ui.add_space(theme::GRID);
            buttons_ui(ui, self.answers())
        });
        Continuation::after(answer, view)
    }
}
