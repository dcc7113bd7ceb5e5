//! Notes (批注): questions and answers, with a way to each place; ticks (核对) are counted above the list.

use egui::{Button, Key, Modifiers, Panel, RichText, Role, ScrollArea, Ui, WidgetInfo};

use crate::{
    derived::Derived,
    document::{Note, NoteState, shown_line},
    ui::{
        Screen, View,
        command::places::{self, Place},
        remarks::{Thread, ThreadForm},
        state::{
            current,
            remark_words::{author_name, note_symbol},
        },
        theme::{self, Palette},
        widgets::{
            in_sight::keep_focus_in_sight,
            line_list::{LineList, ListLine},
        },
    },
};

const THREAD_WIDTH: f32 = 400.0;

/// What this part remembers.
pub struct NotesPart {
    /// By the place in [`NoteState::ALL`].
    is_shown: [bool; 3],
    list: LineList,
    form: ThreadForm,
    /// The row of the chosen note.
    chosen: Option<usize>,
}

impl Default for NotesPart {
    fn default() -> Self {
        Self { is_shown: [true, true, false], list: LineList::default(), form: ThreadForm::default(), chosen: None }
    }
}

impl Screen for NotesPart {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let derived = view.derived.clone();
        let notes = &derived.document().review.notes;
        self.filters_ui(ui, &derived);
        let is_shown = |note: &Note| {
            let at = NoteState::ALL.iter().position(|state| *state == state_of(note));
            at.is_some_and(|at| self.is_shown[at])
        };
        let rows: Vec<usize> =
            notes.iter().enumerate().filter(|(_, note)| is_shown(note)).map(|(row, _)| row).collect();
        if rows.is_empty() {
            let words = if notes.is_empty() {
                "还没有批注。在任何一格、一张图或报告的一节上按 Shift+F2 写批注"
            } else {
                "没有这些状态的批注，点上面的词选择显示哪些"
            };
            ui.label(RichText::new(words).color(theme::palette(ui).weak_text));
        }
        if let Some(at) = self.chosen.and_then(|chosen| rows.iter().position(|row| *row == chosen)) {
            self.list.follow(at);
        }
        let chosen = self.list.chosen(rows.len()).and_then(|at| rows.get(at)).copied();
        // Where there is no note, there is no thread.
        if let Some(row) = chosen {
            let panel = Panel::right("note thread").default_size(THREAD_WIDTH).resizable(true);
            panel.show(ui, |ui| {
                ScrollArea::vertical().id_salt("thread").auto_shrink(false).show(ui, |ui| {
                    self.thread_ui(ui, view, &derived, row);
                    keep_focus_in_sight(ui);
                });
            });
        }
        let palette = theme::palette(ui);
        let outcome = self.list.ui(ui, "批注清单", rows.len(), |at| line(&derived, rows[at], palette));
        self.chosen = self.list.chosen(rows.len()).and_then(|at| rows.get(at)).copied();
        let Some(note) = self.chosen.and_then(|row| notes.get(row)) else { return };
        if outcome.has_focus {
            if let Some(place) = Place::parse(&note.place, &derived) {
                current::set_place(ui.ctx(), place);
            }
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F2)) {
                self.form.enter();
                ui.ctx().request_repaint();
            }
        }
        if outcome.entered.is_some() {
            view.commands.extend(places::command_to(&note.place, &derived));
        }
    }

    fn enter(&mut self) {
        self.list.enter();
    }
}

impl NotesPart {
    fn filters_ui(&mut self, ui: &mut Ui, derived: &Derived) {
        let notes = &derived.document().review.notes;
        let palette = theme::palette(ui);
        ui.horizontal_wrapped(|ui| {
            for (state, is_shown) in NoteState::ALL.iter().zip(&mut self.is_shown) {
                let count = notes.iter().filter(|note| state_of(note) == *state).count();
                let text = format!("{} {} {count}", note_symbol(*state), state.label());
                let response =
                    ui.add(Button::selectable(*is_shown, RichText::new(text).color(colour(*state, palette))));
                let name = format!("{} {count}", state.label());
                response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, *is_shown, &name));
                if response.on_hover_text("显示或隐藏").clicked() {
                    *is_shown = !*is_shown;
                }
            }
            let remarks = derived.remarks();
            if remarks.held + remarks.void > 0 {
                ui.separator();
                ui.label(RichText::new(format!("✔ 已核对 {} 处", remarks.held)).color(palette.done));
                if remarks.void > 0 {
                    let words = format!("核对后数值已变 {} 处", remarks.void);
                    ui.label(RichText::new(words).color(palette.warning));
                }
            }
        });
        ui.add_space(theme::GRID / 2.0);
    }

    fn thread_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, derived: &Derived, row: usize) {
        let Some(note) = derived.document().review.notes.get(row) else { return };
        let name = name(derived, note);
        match places::command_to(&note.place, derived) {
            Some(command) => {
                let link = ui.link(RichText::new(&name).text_style(theme::section()));
                if link.on_hover_text("到这一处 Enter").clicked() {
                    view.commands.push(command);
                }
            }
            None => {
                ui.label(RichText::new(&name).text_style(theme::section()));
            }
        }
        if let Some(Place::Number(source)) = Place::parse(&note.place, derived) {
            let figures = &derived.figures;
            let value = figures.explain(&source).map(|explanation| explanation.value);
            if let Some(value) = value {
                ui.label(RichText::new(format!("现为 {value}")).color(theme::palette(ui).weak_text));
            }
        }
        ui.add_space(theme::GRID / 2.0);
        let outcome = self.form.ui(ui, derived, view.person, &Thread::Note(row));
        view.commands.extend(outcome.command.map(crate::ui::Command::Remark));
        if outcome.is_left {
            self.list.enter();
            ui.ctx().request_repaint();
        }
    }
}

fn state_of(note: &Note) -> NoteState {
    note.state.unwrap_or(NoteState::Open)
}

fn colour(state: NoteState, palette: &Palette) -> egui::Color32 {
    match state {
        NoteState::Open => palette.accent,
        NoteState::Answered => palette.weak_text,
        NoteState::Closed => palette.done,
    }
}

/// What the place is called now; what it was called when it is gone.
fn name(derived: &Derived, note: &Note) -> String {
    // A note whose row was taken out has moved to the list.
    let is_moved = |place: &Place| {
        matches!(place, Place::Number(crate::figures::Source::Entered(path))
        if derived.document().row_count(*path).is_some())
    };
    match Place::parse(&note.place, derived) {
        Some(place) if !is_moved(&place) => place.name(derived),
        _ => format!("{}（已删除）", &*note.name),
    }
}

fn line(derived: &Derived, row: usize, palette: &Palette) -> ListLine {
    let notes = &derived.document().review.notes;
    let Some(note) = notes.get(row) else {
        return ListLine {
            symbol: "",
            colour: palette.text,
            lead: String::new(),
            text: String::new(),
            name: String::new(),
        };
    };
    let state = state_of(note);
    let said = note.entries.iter().last();
    let text =
        said.map_or_else(String::new, |entry| format!("{}：{}", author_name(&entry.author), shown_line(&entry.text)));
    let whole = name(derived, note);
    let name = format!("{} {whole} {text}", state.label());
    // The row and the column tell more than the page, which is cut off last where there is little room.
    let parts: Vec<&str> = whole.split('›').collect();
    let lead = parts[parts.len().saturating_sub(2)..].join("›");
    ListLine { symbol: note_symbol(state), colour: colour(state, palette), lead, text, name }
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::{
        at,
        document::{Document, Edit, LongText, NoteEntry, Role, Text},
        figures::Source,
        ui::{
            Command,
            command::RemarkCommand,
            testing::{OnScreen, desk, reference_sample},
        },
        workflow::{NotePlace, add_note},
    };

    fn noted(document: &Document, place: &str, text: &str) -> Document {
        let entry = NoteEntry { author: Text::new("张三"), text: LongText::new(text), ..Default::default() };
        let about = NotePlace { place: place.to_owned(), name: format!("原名 {place}") };
        document.apply(&add_note(document, &about, entry)).expect("noted")
    }

    fn show(document: Document) -> OnScreen<NotesPart> {
        let mut harness = desk(document, NotesPart::default(), NotesPart::ui);
        harness.tab_mut().enter();
        harness.run();
        harness
    }

    #[test]
    fn notes_are_replied_to_closed_and_gone_to_by_key() {
        let document = noted(&reference_sample(), "T06!合计.basic", "为什么？");
        let document = noted(&document, "chart:totals", "看不清");
        let mut harness = show(document);
        harness.get_by_label("待回复 2");
        harness.key(Modifiers::NONE, Key::Enter);
        let cell = "T06!合计.basic".parse().map(Source::Cell).expect("a cell");
        assert_eq!(harness.asked(), [Command::ShowSource(cell)]);
        harness.key(Modifiers::NONE, Key::ArrowDown);
        harness.key(Modifiers::NONE, Key::F2);
        harness.write("已放大");
        harness.key(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::Enter);
        let reply = RemarkCommand::Reply { row: 1, role: Role::Preparer, text: "已放大".to_owned(), closes: true };
        assert_eq!(harness.asked(), [Command::Remark(reply)]);
        // The keyboard is back in the list.
        harness.key(Modifiers::NONE, Key::ArrowUp);
        harness.key(Modifiers::NONE, Key::F2);
        harness.key(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::Enter);
        assert_eq!(harness.asked(), [Command::Remark(RemarkCommand::CloseNote(0))]);
    }

    #[test]
    fn a_note_whose_row_is_gone_keeps_its_name() {
        let document = noted(&reference_sample(), "/expenditure/lines/1/basic", "核一下");
        let edit = Edit::remove_rows(at!(expenditure.lines), 1, 1);
        let mut harness = show(document.apply(&edit).expect("removed"));
        harness.get_by_label("待回复 原名 /expenditure/lines/1/basic（已删除） 张三：核一下");
        harness.click("待回复 1");
        harness.get_by_label("没有这些状态的批注，点上面的词选择显示哪些");
    }
}
