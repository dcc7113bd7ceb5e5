//! Notes (批注) and explanations (处理说明), written from anywhere about what has the keyboard.

use egui::{ComboBox, Context, Key, Modifiers, RichText, ScrollArea, Ui};

use crate::{
    derived::Derived,
    rules::Finding,
    storage::Pending,
    ui::{
        Command, View, Weight,
        command::places::Place,
        remarks::{AnswerForm, FormOutcome, Thread, ThreadForm},
        state::pending,
        theme,
    },
};

use super::{Continuation, Dialog, dialog};

/// A note being read or written.
pub struct NoteDialog {
    /// What may be meant, the likeliest first.
    candidates: Vec<Place>,
    chosen: usize,
    form: ThreadForm,
}

impl NoteDialog {
    /// About this place, or what it is part of.
    pub fn new(place: &Place, derived: &Derived) -> Self {
        let mut form = ThreadForm::default();
        form.enter();
        Self { candidates: place.candidates(derived), chosen: 0, form }
    }

    /// Which of the places is meant, where there are several.
    fn place_ui(&mut self, ui: &mut Ui, derived: &Derived) {
        let Some(place) = self.candidates.get(self.chosen) else { return };
        if self.candidates.len() == 1 {
            ui.label(RichText::new(place.name(derived)).strong());
            return;
        }
        let shown = place.choice_name(derived);
        let width = ui.available_width();
        let combo = ComboBox::from_id_salt("place").width(width).truncate().selected_text(&shown);
        let response = combo.show_ui(ui, |ui| {
            for (index, place) in self.candidates.iter().enumerate() {
                ui.selectable_value(&mut self.chosen, index, place.choice_name(derived));
            }
        });
        let response = response.response.on_hover_text("所指的位置，Alt+↓ 换一处");
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(format!("所指 {shown}")));
    }

    fn take_keys(&mut self, ui: &Ui) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::ALT, key));
        if pressed(Key::ArrowDown) {
            self.chosen = (self.chosen + 1).min(self.candidates.len().saturating_sub(1));
        }
        if pressed(Key::ArrowUp) {
            self.chosen = self.chosen.saturating_sub(1);
        }
    }
}

impl Dialog for NoteDialog {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let (derived, person) = (view.derived, view.person);
        self.take_keys(ui);
        let outcome = dialog(ui, "note", "批注", FormOutcome { command: None, is_left: true }, |ui| {
            self.place_ui(ui, derived);
            let place = self.candidates.get(self.chosen)?.clone();
            if let Place::Number(source) = &place
                && let Some(explanation) = derived.figures.explain(source)
            {
                let value: String = explanation.value.chars().take(60).collect();
                ui.label(RichText::new(format!("现为 {value}")).color(theme::palette(ui).weak_text));
            }
            ui.add_space(theme::GRID / 2.0);
            let height = ui.ctx().content_rect().height() - 220.0;
            let form = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
            let outcome = form.show(ui, |ui| self.form.ui(ui, derived, person, &Thread::At(place))).inner;
            let cancelled = ui.button("取消 Esc").clicked();
            (outcome.is_left || outcome.command.is_some() || cancelled).then_some(outcome)
        });
        Continuation::after(outcome.map(|outcome| outcome.command.map(Command::Remark)), view)
    }

    /// Where it is open, once something is written.
    fn pending(&self, context: &Context) -> Option<Pending> {
        let place = self.candidates.get(self.chosen)?.to_string();
        let is_begun = !pending::draft(context, pending::NOTE, &place).is_empty();
        is_begun.then(|| pending::of_text(pending::NOTE_DIALOG, place, String::new()))
    }
}

/// A finding being explained.
pub struct AnswerDialog {
    finding: Box<Finding>,
    form: AnswerForm,
}

impl AnswerDialog {
    /// Of this finding.
    pub fn new(finding: &Finding) -> Self {
        let mut form = AnswerForm::default();
        if finding.is_open() {
            form.enter();
        }
        Self { finding: Box::new(finding.clone()), form }
    }
}

impl Dialog for AnswerDialog {
    /// Of which finding it is open, once something is written.
    fn pending(&self, context: &Context) -> Option<Pending> {
        let key = AnswerForm::key(&self.finding);
        let is_begun = !pending::draft(context, pending::ANSWER, &key).is_empty();
        is_begun.then(|| pending::of_text(pending::ANSWER_DIALOG, key, String::new()))
    }

    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let derived = view.derived;
        let outcome = dialog(ui, "answer", "处理说明", FormOutcome { command: None, is_left: true }, |ui| {
            let palette = theme::palette(ui);
            let finding = &self.finding;
            let weight = Weight::of(finding);
            let words = format!("{} {}　{} {}", weight.symbol(), weight.label(), finding.rule, finding.title);
            ui.label(RichText::new(words).color(weight.colour(palette)));
            ui.label(&finding.message);
            ui.label(RichText::new(format!("怎么办：{}", finding.remedy)).color(palette.weak_text));
            ui.separator();
            let outcome = self.form.ui(ui, derived, finding);
            let cancelled = ui.button("关闭 Esc").clicked();
            (outcome.is_left || outcome.command.is_some() || cancelled).then_some(outcome)
        });
        Continuation::after(outcome.map(|outcome| outcome.command.map(Command::Remark)), view)
    }
}
