//! Asks before pasting overwrites values or when the unit is not clear.

use egui::{Button, Key, Label, Modal, Modifiers, RichText, ScrollArea, Ui};

use crate::{
    money::AmountUnit,
    storage::PastedHeading,
    ui::{
        Command, theme,
        widgets::grid::{frame::Frame, model::GridColumn, sheet::Block},
    },
};

use super::{
    choices::{PasteChoices, Pasting},
    plan::{PasteEffect, PastePlan},
    planner::{plan_paste, refuse_paste},
    preview::BlockPreview,
};

/// Changes listed before the rest is only counted.
const LISTED: usize = 8;

/// A paste that waits for an answer.
pub struct PendingPaste {
    text: String,
    page: Option<String>,
    target: Block,
    is_own: bool,
    unit: AmountUnit,
    choices: PasteChoices,
    preview: BlockPreview,
    plan: PastePlan,
}

impl PendingPaste {
    /// What columns with headings were said to be, for the next time.
    fn said(&self, grid: &str) -> Vec<PastedHeading> {
        let headings = self.plan.block.iter().flat_map(|block| &block.columns);
        let said = headings.filter(|column| !column.heading.is_empty()).filter_map(|own| {
            let column = self.choices.columns.get(&own.number)?.clone();
            Some(PastedHeading { grid: grid.to_owned(), heading: own.heading.clone(), column })
        });
        said.collect()
    }
}

impl Frame<'_> {
    /// Pastes, or asks first.
    pub fn paste(&mut self, text: &str, page: Option<&str>) {
        self.restore();
        if let Some(sentence) = refuse_paste(text) {
            self.commands.push(Command::Refuse(sentence));
            return;
        }
        let target = self.block();
        let is_own = self.is_own_copy(text, &target);
        let choices = PasteChoices::default();
        let pasting = Pasting { text, page, choices: &choices, remembered: self.remembered, is_own };
        let plan = plan_paste(self.document, self.sheet.model, &target, pasting);
        if plan.needs_preview() {
            let unit = plan.stated_unit.unwrap_or(self.sheet.unit());
            let preview = BlockPreview::of(plan.block.as_ref());
            let (text, page) = (text.to_owned(), page.map(str::to_owned));
            self.state.paste = Some(PendingPaste { text, page, target, is_own, unit, choices, preview, plan });
        } else {
            self.carry_out(&plan, &target);
        }
    }

    /// Whether the text was copied here, from columns like those that it is pasted into.
    fn is_own_copy(&self, text: &str, target: &Block) -> bool {
        let columns = self.sheet.model.columns();
        self.state.copied.as_ref().is_some_and(|copied| {
            let own = target.columns.start..target.columns.start + copied.columns.len();
            let same =
                columns.get(own).is_some_and(|own| own.iter().map(GridColumn::name).eq(copied.columns.iter().cloned()));
            same && copied.text.trim_end() == text.replace("\r\n", "\n").trim_end()
        })
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
            Some(true) => {
                let said = pending.said(self.sheet.model.name());
                if !said.is_empty() {
                    self.commands.push(Command::RememberColumns(said));
                }
                self.carry_out(&pending.plan, &pending.target);
            }
            Some(false) => self.state.keyboard.ask(),
            None => self.state.paste = Some(pending),
        }
    }

    fn question_ui(&self, ui: &Ui, pending: &mut PendingPaste) -> Option<bool> {
        let (enter, escape) = ui.input_mut(|input| {
            (input.consume_key(Modifiers::NONE, Key::Enter), input.consume_key(Modifiers::NONE, Key::Escape))
        });
        let mut answer = if enter { Some(true) } else { escape.then_some(false) };
        let room = ui.ctx().content_rect().size();
        Modal::new(self.id.with("paste")).show(ui.ctx(), |ui| {
            let width = if pending.plan.block.is_some() { 860.0 } else { 460.0 };
            ui.set_width(f32::min(width, room.x - 80.0));
            ui.label(RichText::new("粘贴预览").text_style(theme::section()));
            ScrollArea::vertical().max_height(room.y - 160.0).show(ui, |ui| self.plan_ui(ui, pending));
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

    fn plan_ui(&self, ui: &mut Ui, pending: &mut PendingPaste) {
        for note in &pending.plan.notes {
            ui.add(Label::new(note).wrap());
        }
        let chosen = match &pending.plan.block {
            Some(block) => pending.preview.ui(ui, block).and_then(|(column, option)| {
                Some((block.columns.get(column)?.number, block.options.get(option)?.clone()))
            }),
            None => None,
        };
        counts_ui(ui, &pending.plan);
        let is_unit_changed = unit_ui(ui, pending);
        changes_ui(ui, &pending.plan);
        if is_unit_changed {
            pending.choices.unit = Some(pending.unit);
        }
        let is_changed = is_unit_changed || chosen.is_some();
        pending.choices.columns.extend(chosen);
        if is_changed {
            let PendingPaste { text, page, choices, is_own, .. } = &*pending;
            let page = page.as_deref();
            let pasting = Pasting { text, page, choices, remembered: self.remembered, is_own: *is_own };
            pending.plan = plan_paste(self.document, self.sheet.model, &pending.target, pasting);
            ui.ctx().request_repaint();
        }
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
