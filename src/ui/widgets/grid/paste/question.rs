//! Asks before pasting overwrites values or when the unit is not clear.

use egui::{Button, Key, Label, Modal, Modifiers, RichText, Ui};

use crate::{
    money::AmountUnit,
    ui::{
        Command, theme,
        widgets::grid::{frame::Frame, sheet::Block},
    },
};

use super::{
    plan::{PasteEffect, PastePlan},
    planner::{plan_paste, refuse_paste},
};

/// Changes listed before the rest is only counted.
const LISTED: usize = 8;

/// A paste that waits for an answer.
pub struct PendingPaste {
    text: String,
    target: Block,
    unit: AmountUnit,
    plan: PastePlan,
}

impl Frame<'_> {
    /// Pastes, or asks first.
    pub fn paste(&mut self, text: &str) {
        self.restore();
        if let Some(sentence) = refuse_paste(text) {
            self.commands.push(Command::Refuse(sentence));
            return;
        }
        let target = self.block();
        let plan = plan_paste(self.document, self.sheet.model, &target, text, None);
        if plan.needs_preview() {
            let unit = plan.stated_unit.unwrap_or(self.sheet.unit());
            self.state.paste = Some(PendingPaste { text: text.to_owned(), target, unit, plan });
        } else {
            self.carry_out(&plan, &target);
        }
    }

    fn carry_out(&mut self, plan: &PastePlan, target: &Block) {
        let edit = plan.edit().map(Command::Edit);
        let says = if edit.is_some() { Command::Status } else { Command::Refuse };
        self.commands.extend(edit);
        self.commands.push(says(plan.sentence()));
        self.state.cursor.stand_at(target.corner());
        self.state.keyboard.ask();
    }

    /// Asks about a paste, in each frame until it is answered.
    pub fn ask_about_paste(&mut self, ui: &Ui) {
        let Some(mut pending) = self.state.paste.take() else { return };
        match self.question_ui(ui, &mut pending) {
            Some(true) => self.carry_out(&pending.plan, &pending.target),
            Some(false) => self.state.keyboard.ask(),
            None => self.state.paste = Some(pending),
        }
    }

    fn question_ui(&self, ui: &Ui, pending: &mut PendingPaste) -> Option<bool> {
        let (enter, escape) = ui.input_mut(|input| {
            (input.consume_key(Modifiers::NONE, Key::Enter), input.consume_key(Modifiers::NONE, Key::Escape))
        });
        let mut answer = if enter { Some(true) } else { escape.then_some(false) };
        Modal::new(self.id.with("paste")).show(ui.ctx(), |ui| {
            ui.set_width(460.0);
            ui.label(RichText::new("粘贴预览").text_style(theme::section()));
            for note in &pending.plan.notes {
                ui.add(Label::new(note).wrap());
            }
            counts_ui(ui, &pending.plan);
            if unit_ui(ui, pending) {
                let unit = Some(pending.unit);
                pending.plan = plan_paste(self.document, self.sheet.model, &pending.target, &pending.text, unit);
            }
            changes_ui(ui, &pending.plan);
            ui.add_space(theme::GRID);
            ui.horizontal(|ui| {
                let palette = theme::palette(ui);
                let paste = Button::new(RichText::new("粘贴").color(palette.on_accent)).fill(palette.accent);
                if ui.add(paste).on_hover_text("回车").clicked() {
                    answer = Some(true);
                }
                if ui.button("取消").on_hover_text("Esc").clicked() {
                    answer = Some(false);
                }
            });
        });
        answer
    }
}

fn counts_ui(ui: &mut Ui, plan: &PastePlan) {
    let counts = [
        (plan.count(PasteEffect::Filled), "格由空白填入"),
        (plan.count(PasteEffect::Overwritten), "格原有内容将被替换"),
        (plan.count(PasteEffect::Blanked), "格原有内容将被清空"),
        (plan.count(PasteEffect::Unreadable), "格不能识别，按没有填算，原文留在格中并标出"),
        (plan.nothing, "格写的是“-”“无”之类，按没有填算"),
        (plan.unchanged, "格与原来相同"),
        (plan.new_rows, "行新增"),
        (plan.skipped, "格落在不能填写的格上，不粘贴"),
        (plan.outside, "格超出表格，不粘贴"),
    ];
    for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
        ui.label(format!("{count} {what}"));
    }
    if let Some(words) = plan.code_words() {
        ui.label(words);
    }
}

/// The choice of the unit; true when it changed.
fn unit_ui(ui: &mut Ui, pending: &mut PendingPaste) -> bool {
    let before = pending.unit;
    ui.horizontal(|ui| {
        ui.label("金额单位");
        for unit in [AmountUnit::Wan, AmountUnit::Yuan] {
            ui.radio_value(&mut pending.unit, unit, unit.name());
        }
        let palette = theme::palette(ui);
        let (note, colour) = match pending.plan.stated_unit {
            Some(stated) => (format!("粘贴的内容注明单位是{}", stated.name()), palette.weak_text),
            None if pending.plan.unit_doubtful => ("金额较大，请核对单位".to_owned(), palette.warning),
            None => (String::new(), palette.weak_text),
        };
        ui.label(RichText::new(note).color(colour));
    });
    before != pending.unit
}

/// The first changes, old → new; what is overwritten or can't be read comes first.
fn changes_ui(ui: &mut Ui, plan: &PastePlan) {
    let palette = theme::palette(ui);
    let ranks = [PasteEffect::Blanked, PasteEffect::Overwritten, PasteEffect::Unreadable, PasteEffect::Filled];
    let of_kind = |kind| plan.changes.iter().filter(move |change| change.kind == kind);
    let changes = ranks.into_iter().flat_map(of_kind);
    let shown = |text: &str| if text.is_empty() { "空白".to_owned() } else { text.to_owned() };
    for change in changes.take(LISTED) {
        let line = format!("{}　{} → {}", change.place, shown(&change.old), shown(&change.new));
        let colour = if change.kind == PasteEffect::Unreadable { palette.error } else { palette.text };
        ui.add(Label::new(RichText::new(line).color(colour)).truncate());
    }
    if plan.changes.len() > LISTED {
        ui.label(RichText::new(format!("……共 {} 格", plan.changes.len())).color(palette.weak_text));
    }
}
