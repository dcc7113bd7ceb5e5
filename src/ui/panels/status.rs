//! The two lines at the bottom: counts and the most pressing finding; totals, selection and save state.

use egui::{Align, Button, Id, Label, Layout, RichText, Sense, Ui, accesskit::Role};

use crate::{
    derived::Derived,
    figures::{CellKey, Column, Line, Source, T01},
    money::Money,
    rules::{Finding, Severity},
    ui::{Command, Tab, Weight, state::finding_walk::place_of, theme},
};

/// Narrower lines name the buttons without their keys.
const ROOM_FOR_KEYS: f32 = 760.0;
/// Narrower ones count only what is to be mended.
const ROOM_FOR_COUNTS: f32 = 420.0;
/// So much of a sentence is to be seen before the totals give way.
const ROOM_FOR_SENTENCE: f32 = 220.0;

/// A sentence about what was done or went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub text: String,
    /// Something did not succeed.
    pub is_fault: bool,
}

/// The sentence alone, where no document is open.
pub fn message_line_ui(ui: &mut Ui, message: Option<&Message>) {
    let Some(message) = message else { return };
    let palette = theme::palette(ui);
    let colour = if message.is_fault { palette.error } else { palette.text };
    ui.add(Label::new(RichText::new(&message.text).color(colour)).truncate());
}

/// Where the keyboard goes in this region.
pub fn counts_id() -> Id {
    Id::unique("finding counts")
}

/// Draws the line of the findings: `next` is the one that F8 goes to, with its place in the list.
pub fn finding_line_ui(ui: &mut Ui, derived: &Derived, next: Option<(usize, &Finding)>, commands: &mut Vec<Command>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let any = next.is_some();
        let is_narrow = ui.available_width() < ROOM_FOR_KEYS;
        let buttons = [("下一处", "F8", Command::NextFinding), ("上一处", "Shift+F8", Command::PreviousFinding)];
        for (words, key, command) in buttons {
            let text = if is_narrow { words.to_owned() } else { format!("{words} {key}") };
            if ui.add_enabled(any, Button::new(text).small()).on_hover_text(key).clicked() {
                commands.push(command);
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            counts_ui(ui, derived, commands);
            ui.separator();
            match next {
                Some((index, finding)) => sentence_ui(ui, derived, index, finding, commands),
                None => nothing_found_ui(ui, derived),
            }
        });
    });
}

/// Without findings; what was not checked is told as such, never as faultless.
fn nothing_found_ui(ui: &mut Ui, derived: &Derived) {
    let palette = theme::palette(ui);
    let found = match derived.review.findings.len() {
        0 => "没有发现问题".to_owned(),
        count => format!("没有待处理的问题，{count} 项已说明"),
    };
    let (words, colour) = match derived.review.not_checked() {
        0 => (found, palette.done),
        count => (format!("{found}，还有 {count} 项因缺少数据未检查，录入后自动检查"), palette.weak_text),
    };
    ui.add(Label::new(RichText::new(words).color(colour)).truncate());
}

fn counts_ui(ui: &mut Ui, derived: &Derived, commands: &mut Vec<Command>) {
    let palette = theme::palette(ui);
    let review = &derived.review;
    let counts = [
        ("✖", palette.error, review.open(Severity::Error), "错误"),
        ("▲", palette.warning, review.open(Severity::Warning), "警告"),
        ("●", palette.hint, review.open(Severity::Hint), "提示"),
        ("✔", palette.done, review.explained(), "已说明"),
        ("○", palette.weak_text, review.not_checked(), "未检查"),
    ];
    // Nothing explained needs no place in the line; what was not checked gives way to the sentence.
    let is_narrow = ui.available_width() < ROOM_FOR_COUNTS;
    let shown = counts.into_iter().filter(|(symbol, _, count, name)| {
        (*count > 0 || *name != "已说明") && !(is_narrow && matches!(*symbol, "✔" | "○"))
    });
    for (symbol, colour, count, name) in shown {
        let colour = if count == 0 { palette.weak_text } else { colour };
        let text = RichText::new(format!("{symbol} {count}")).color(colour);
        let response = ui.add(Button::new(text).frame(false)).on_hover_text(format!("{name} {count} 项，点击到审核页"));
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, format!("{name} {count} 项")));
        // The first of them, which is there even when nothing was found.
        if symbol == "✖" {
            if response.has_focus() {
                theme::focus_frame(ui, response.rect);
            }
            let id = response.id;
            ui.data_mut(|data| data.insert_temp(counts_id(), id));
        }
        if response.clicked() {
            commands.push(Command::ShowTab(Tab::Review));
        }
    }
}

fn sentence_ui(ui: &mut Ui, derived: &Derived, index: usize, finding: &Finding, commands: &mut Vec<Command>) {
    let weight = Weight::of(finding);
    ui.label(RichText::new(weight.symbol()).color(weight.colour(theme::palette(ui))));
    let place = place_of(derived, finding).map(|source| derived.figures.label(&source));
    let text = match &place {
        Some(place) => format!("{}：{} · {place}", finding.title, finding.message),
        None => format!("{}：{}", finding.title, finding.message),
    };
    let response = ui.add(Label::new(&text).truncate().sense(Sense::CLICK));
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Link, true, &text));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description("F8 到这里"));
    let hover = format!("F8 到这里：{} {text}\n{}", finding.rule, finding.remedy);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(hover).clicked() {
        commands.push(Command::ShowFinding(index));
    }
}

/// Draws the line of totals; `selection` is what the current table says of the selected cells.
pub fn summary_line_ui(
    ui: &mut Ui,
    derived: &Derived,
    selection: Option<&str>,
    message: Option<&Message>,
    save_state: &str,
    commands: &mut Vec<Command>,
) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        // Whether one's work is saved is never left out, and leaves room for a sentence.
        let most = ui.available_width() * 0.6;
        ui.scope(|ui| {
            ui.set_max_width(most);
            ui.add(Label::new(save_state).truncate()).on_hover_text(save_state);
        });
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let said = selection.map(str::to_owned).into_iter().chain(message.map(|message| message.text.clone()));
            let wanted: f32 = said.map(|text| width_of(ui, &text).min(ROOM_FOR_SENTENCE) + 2.0 * theme::GRID).sum();
            let mut is_first = !totals_ui(ui, derived, ui.available_width() - wanted, commands);
            let mut separator = |ui: &mut Ui| {
                if !std::mem::take(&mut is_first) {
                    ui.separator();
                }
            };
            if let Some(selection) = selection {
                separator(ui);
                ui.add(Label::new(selection).truncate()).on_hover_text(selection);
            }
            if let Some(message) = message.filter(|_| ui.available_width() > 3.0 * theme::GRID) {
                let palette = theme::palette(ui);
                let colour = if message.is_fault { palette.error } else { palette.weak_text };
                separator(ui);
                let response = ui.add(Label::new(RichText::new(&message.text).color(colour)).truncate());
                ui.ctx().accesskit_node_builder(response.id, |node| {
                    node.set_live(egui::accesskit::Live::Polite);
                });
                response.on_hover_text(&message.text);
            }
        });
    });
}

fn width_of(ui: &Ui, text: &str) -> f32 {
    let font = egui::TextStyle::Body.resolve(ui.style());
    ui.painter().layout_no_wrap(text.to_owned(), font, egui::Color32::PLACEHOLDER).size().x
}

const INCOME: CellKey = CellKey::line(T01, Line::IncomeTotal, Column::Amount);
const EXPENDITURE: CellKey = CellKey::line(T01, Line::SpendingTotal, Column::Amount);

/// Income, expenditure and their difference, as much of them as there is room for; answers whether there was any.
fn totals_ui(ui: &mut Ui, derived: &Derived, room: f32, commands: &mut Vec<Command>) -> bool {
    let palette = theme::palette(ui);
    let unit = derived.document().amount_unit();
    let words = |money: Option<Money>| money.map_or("—".to_owned(), |money| money.exact_grouped(unit));
    let printed = |key| derived.figures.tables.printed(key);
    let (income, expenditure) = (printed(INCOME), printed(EXPENDITURE));
    let difference = income.zip(expenditure).map(|(income, expenditure)| income - expenditure);
    let gap = 2.0 * ui.spacing().item_spacing.x;
    let of_difference = width_of(ui, &format!("差额{}{}", words(difference), unit.name())) + gap;
    let of_sums = width_of(ui, &format!("收入{}支出{}", words(income), words(expenditure))) + 2.0 * gap;
    if of_difference > room {
        return false;
    }
    let sums = [("收入", income, INCOME), ("支出", expenditure, EXPENDITURE)];
    for (name, amount, key) in sums.into_iter().filter(|_| of_difference + of_sums <= room) {
        ui.label(RichText::new(name).color(palette.weak_text));
        let response = ui.add(Label::new(words(amount)).sense(Sense::CLICK));
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Link, true, format!("{name} {}", words(amount))));
        if response.on_hover_text(format!("{name}总计，含结转和结余；点击看它怎么来的")).clicked() {
            commands.push(Command::Explain(Source::Cell(key)));
        }
    }
    let colour = if difference.is_some_and(|money| !money.is_zero()) { palette.error } else { palette.text };
    ui.label(RichText::new("差额").color(palette.weak_text));
    ui.label(RichText::new(words(difference)).color(colour));
    ui.label(RichText::new(unit.name()).color(palette.weak_text));
    true
}
