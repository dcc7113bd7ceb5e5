//! 审核已有报告: what was found in a report written elsewhere, with the report beside it.

use std::{collections::BTreeSet, sync::Arc};

use egui::{
    Align2, Button, Color32, Event, Key, Label, Modifiers, Painter, Rect, RichText, ScrollArea, Spinner, Ui, vec2,
};

use crate::{
    audit::{Answer, AuditFinding, AuditPlace, AuditState, Outcome, rule_title},
    reading::FactPlace,
    ui::{
        Command, Screen, View,
        command::{self, AuditingCommand, with_key},
        state::ShownAudit,
        theme,
        widgets::{
            original::{ListedFile, OriginalMark},
            place_list::{ChosenPlace, PlaceColumns, PlaceList},
            row_list::{self, DrawnRows},
        },
    },
};

/// What the page remembers.
#[derive(Default)]
pub struct AuditTab {
    shown: Option<Arc<ShownAudit>>,
    cleared: Arc<BTreeSet<String>>,
    lines: Vec<AuditLine>,
    list: PlaceList,
    /// Which place of the chosen line is shown: its own first, then those that it is compared with.
    place: usize,
}

enum AuditLine {
    Heading(String),
    /// By its number in the audit, likewise what follows.
    Finding(usize),
    Unchecked(usize),
    /// The rules of which the report shows too little.
    Rules,
    /// A row of the bureau's list.
    Checklist(usize),
}

const COLUMNS: PlaceColumns = PlaceColumns {
    name: "审核意见",
    titles: ["类别", "位置", "报告中", "应为"],
    shares: [22.0, 28.0, 27.0, 23.0],
    indent: 0.0,
};
/// Lower windows have no line about the keys.
const ROOM_FOR_HELP: f32 = 560.0;

impl Screen for AuditTab {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let shown = view.auditing.shown.clone();
        self.tools_ui(ui, view, shown.is_some());
        self.take_keys(ui, view);
        if let Some(refused) = &view.auditing.refused {
            ui.label(RichText::new(refused).color(theme::palette(ui).error));
        }
        let Some(shown) = shown else {
            self.shown = None;
            if view.auditing.reading.is_none() {
                nothing_ui(ui);
            }
            return;
        };
        self.renew(&shown, &view.auditing.cleared);
        summary_ui(ui, &shown, &self.cleared);
        let enter = self.list.what_enter_does(ui);
        help_ui(ui, enter);
        self.places_ui(ui, view, &shown);
    }

    fn enter(&mut self) {
        self.list.enter();
    }

    fn fold(&mut self) -> bool {
        self.list.fold();
        true
    }
}

impl AuditTab {
    fn take_keys(&self, ui: &Ui, view: &mut View<'_>) {
        let pasted = ui.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::Paste(text) if !text.trim().is_empty() => Some(text.clone()),
                _ => None,
            })
        });
        view.commands.extend(pasted.map(|text| Command::Auditing(AuditingCommand::ReadText(text))));
        let takes = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if takes(Key::Escape) {
            let is_reading = view.auditing.reading.is_some();
            let command = if is_reading { AuditingCommand::Cancel } else { AuditingCommand::Leave };
            view.commands.push(Command::Auditing(command));
        }
    }

    fn renew(&mut self, shown: &Arc<ShownAudit>, cleared: &Arc<BTreeSet<String>>) {
        let is_same = self.shown.as_ref().is_some_and(|before| Arc::ptr_eq(before, shown));
        if is_same && Arc::ptr_eq(&self.cleared, cleared) {
            return;
        }
        self.cleared = cleared.clone();
        self.lines = lines(shown, cleared);
        if !is_same {
            self.list.begin_anew();
            self.place = 0;
            self.shown = Some(shown.clone());
        }
    }

    fn places_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, shown: &ShownAudit) {
        let rows = Lines { lines: &self.lines, shown, cleared: &self.cleared };
        let line = |row: usize| rows.lines.get(row);
        let chosen = self.list.chosen(&rows).and_then(line);
        let mark = chosen.and_then(|line| places(shown, line).get(self.place)).map(mark);
        let page = view.auditing.page.as_ref();
        let file = ListedFile { name: &shown.name, evidence: &shown.evidence, original: &shown.original, page };
        let (at, commands) = (self.place, &mut *view.commands);
        let details = |ui: &mut Ui, chosen: ChosenPlace| {
            let Some(line) = line(chosen.row) else { return };
            let place = if chosen.is_new { 0 } else { at };
            details_ui(ui, commands, Detail { shown, line, place, enter: chosen.enter, cleared: &self.cleared });
        };
        let placed = self.list.ui(ui, &COLUMNS, &file, &rows, mark.as_ref(), details);
        view.commands.extend(placed.wanted_page.map(|page| Command::Auditing(AuditingCommand::ShowPage(page))));
        let Some(chosen) = placed.chosen else { return };
        let chosen_line = line(chosen.row);
        if chosen.is_new {
            self.place = 0;
        } else if placed.list.entered.is_some() && self.list.show_place() {
            let count = chosen_line.map_or(0, |line| places(shown, line).len());
            self.place = (self.place + 1).checked_rem(count).unwrap_or_default();
        }
        let clears = placed.list.has_focus && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space));
        if let Some((at, _)) = chosen_line.and_then(|line| finding(shown, line)).filter(|_| clears) {
            clear(view.commands, shown, at);
        }
    }

    fn tools_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, has_report: bool) {
        ui.horizontal_wrapped(|ui| {
            let weak = theme::palette(ui).weak_text;
            let mut button = |ui: &mut Ui, words: &str, command: AuditingCommand, help: &str| {
                let command = Command::Auditing(command);
                let button = Button::new(words);
                let button = match command::find(&command) {
                    Some(entry) => with_key(button, ui, entry),
                    None => button,
                };
                if ui.add(button).on_hover_text(help).clicked() {
                    view.commands.push(command);
                }
            };
            button(ui, "选择报告…", AuditingCommand::Ask, "Word、PDF、网页或文本；也可以按 Ctrl+V 粘贴报告的文字");
            if has_report {
                let help = "审核意见和公开情况检查表，写成 Excel（xlsx）或 Word（docx），按文件名的结尾";
                button(ui, "导出审核意见…", AuditingCommand::AskWhere, help);
                let help = "把读到的数和文字录成一份新的项目文件，在窗口中打开";
                button(ui, "录成项目文件", AuditingCommand::Record, help);
            }
            if has_report {
                self.list.fold_button_ui(ui);
            }
            if ui.add(Button::new("离开").shortcut_text(RichText::new("Esc").color(weak))).clicked() {
                view.commands.push(Command::Auditing(AuditingCommand::Leave));
            }
            if let Some(reading) = &view.auditing.reading {
                ui.add(Spinner::new().size(theme::TABLE_TEXT));
                ui.label(format!("正在读取并审核：{}", reading.name));
                if ui.add(Button::new("取消").shortcut_text(RichText::new("Esc").color(weak))).clicked() {
                    view.commands.push(Command::Auditing(AuditingCommand::Cancel));
                }
            }
        });
        ui.add_space(theme::GRID / 2.0);
    }
}

fn nothing_ui(ui: &mut Ui) {
    ui.label("同事或下级单位写好的报告，不需要项目文件，在这里审核：表里的数、文字里的数、年度、名称、标点逐处核对");
    ui.label(
        "按 Ctrl+Shift+A 选 Word（docx）、PDF、网页或文本文件，或者按 Ctrl+V 粘贴报告的文字；\
         审核不改动报告，也不改动打开的决算",
    );
}

/// The line about the report: whose it is, how many comparisons were made, and what came of them.
fn summary_ui(ui: &mut Ui, shown: &ShownAudit, cleared: &BTreeSet<String>) {
    let palette = theme::palette(ui);
    let audit = &shown.audit;
    let counts = shown.counts(cleared);
    let (errors, doubts, unchecked) = (counts.errors, counts.doubts, counts.unchecked);
    let (symbol, colour) = match (errors, doubts) {
        (0, 0) if audit.state == AuditState::Read => ("✔", palette.done),
        (0, 0) => ("○", palette.weak_text),
        (0, _) => ("▲", palette.warning),
        _ => ("✖", palette.error),
    };
    let whose = if counts.whose.is_empty() { &shown.name } else { &counts.whose };
    let right = if counts.cleared > 0 { format!("，已看过没问题 {}", counts.cleared) } else { String::new() };
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(symbol).color(colour));
        ui.strong(format!("{whose}：错误 {errors}，存疑 {doubts}，没查 {unchecked}{right}"));
        let compared = match audit.state {
            AuditState::Unreadable => "没有读懂这份文件，请人工审核".to_owned(),
            _ => format!("核对了 {} 处", audit.compared),
        };
        ui.label(RichText::new(compared).color(palette.weak_text));
    });
}

fn help_ui(ui: &mut Ui, enter: &str) {
    if ui.ctx().content_rect().height() < ROOM_FOR_HELP {
        return;
    }
    let help = format!("存疑的请看一眼；没查的不等于没有问题。回车{enter}，空格记下“没问题”");
    ui.label(RichText::new(help).color(theme::palette(ui).weak_text));
}

fn lines(shown: &ShownAudit, cleared: &BTreeSet<String>) -> Vec<AuditLine> {
    let audit = &shown.audit;
    let mut lines = Vec::new();
    for outcome in [Outcome::Wrong, Outcome::Doubtful] {
        let own = || {
            let all = audit.findings.iter().enumerate();
            all.filter(|(_, finding)| finding.outcome == outcome).map(|(at, _)| at)
        };
        let right = own().filter(|at| shown.is_cleared(*at, cleared)).count();
        let left = own().count() - right;
        if left + right == 0 {
            continue;
        }
        let right = if right > 0 { format!("，另有 {right} 处看过没问题") } else { String::new() };
        lines.push(AuditLine::Heading(format!("{}（{left} 处{right}）", outcome.label())));
        lines.extend(own().map(AuditLine::Finding));
    }
    let (count, rules) = (audit.unchecked.len(), audit.rules_not_checked.len());
    if count + rules > 0 {
        let rules = if rules > 0 { format!("，另有 {rules} 条审核规则用不上") } else { String::new() };
        lines.push(AuditLine::Heading(format!("没查（{count} 项{rules}）")));
        lines.extend((0..audit.unchecked.len()).map(AuditLine::Unchecked));
    }
    lines.extend((!audit.rules_not_checked.is_empty()).then_some(AuditLine::Rules));
    let count = |answer: Answer| audit.checklist.iter().filter(|row| row.answer == answer).count();
    let [yes, no, open] = [Answer::Yes, Answer::No, Answer::NotChecked].map(count);
    lines.push(AuditLine::Heading(format!("公开情况检查表（是 {yes}，否 {no}，没查 {open}）")));
    lines.extend((0..audit.checklist.len()).map(AuditLine::Checklist));
    lines
}

fn finding<'a>(shown: &'a ShownAudit, line: &AuditLine) -> Option<(usize, &'a AuditFinding)> {
    match line {
        AuditLine::Finding(at) => Some((*at, shown.audit.findings.get(*at)?)),
        _ => None,
    }
}

fn places<'a>(shown: &'a ShownAudit, line: &AuditLine) -> &'a [AuditPlace] {
    match line {
        AuditLine::Finding(at) => shown.audit.findings.get(*at).map_or(&[], |finding| &finding.places),
        AuditLine::Checklist(at) => shown.audit.checklist.get(*at).map_or(&[], |row| row.place.as_slice()),
        _ => &[],
    }
}

fn mark(place: &AuditPlace) -> OriginalMark {
    let (row, column) = place.cell.unwrap_or_default();
    let characters = place.characters.map(|(from, to)| from..to);
    OriginalMark { place: FactPlace { block: place.block, row, column }, characters }
}

struct Lines<'a> {
    lines: &'a [AuditLine],
    shown: &'a ShownAudit,
    cleared: &'a BTreeSet<String>,
}

impl DrawnRows for Lines<'_> {
    fn count(&self) -> usize {
        self.lines.len()
    }

    fn is_line(&self, row: usize) -> bool {
        !matches!(self.lines.get(row), Some(AuditLine::Heading(_)) | None)
    }

    fn draw(&self, ui: &Ui, painter: &Painter, rect: Rect, row: usize) -> String {
        let palette = theme::palette(ui);
        let four = |symbol: (&str, Color32), texts: [&str; 4], colour: Color32| {
            let mut columns = row_list::columns(rect, COLUMNS.shares);
            row_list::text(painter, columns[0], Align2::LEFT_CENTER, symbol.0, symbol.1);
            columns[0].min.x += theme::TABLE_TEXT + theme::CELL_PADDING;
            for (column, text) in columns.into_iter().zip(texts) {
                row_list::text(painter, column, Align2::LEFT_CENTER, text, colour);
            }
        };
        let audit = &self.shown.audit;
        match self.lines.get(row) {
            Some(AuditLine::Heading(words)) => {
                let at = rect.left_center() + vec2(theme::CELL_PADDING, 0.0);
                painter.text(at, Align2::LEFT_CENTER, words, theme::table_font(true), palette.text);
                words.clone()
            }
            Some(AuditLine::Finding(at)) => {
                let Some(one) = audit.findings.get(*at) else { return String::new() };
                let place = one.places.first().map_or("", |place| place.words.as_str());
                let is_cleared = self.shown.is_cleared(*at, self.cleared);
                let (symbol, word, colour) = match one.outcome {
                    _ if is_cleared => (("✔", palette.done), "已看过，没问题", palette.weak_text),
                    Outcome::Wrong => (("✖", palette.error), one.outcome.label(), palette.text),
                    Outcome::Doubtful => (("▲", palette.warning), one.outcome.label(), palette.text),
                };
                let stated = one.stated.as_deref().unwrap_or(&one.quote);
                let computed = one.computed.as_deref().unwrap_or_default();
                four(symbol, [one.kind, place, stated, computed], colour);
                format!("{word} {} {place} {}", one.kind, one.message)
            }
            Some(AuditLine::Unchecked(at)) => {
                let Some(one) = audit.unchecked.get(*at) else { return String::new() };
                four(("○", palette.weak_text), ["没查", &one.what, &one.why, ""], palette.weak_text);
                format!("没查 {} {}", one.what, one.why)
            }
            Some(AuditLine::Rules) => {
                let what = rules_words(self.shown);
                four(("○", palette.weak_text), ["没查", &what, NOT_IN_REPORT, ""], palette.weak_text);
                format!("没查 {what} {NOT_IN_REPORT}")
            }
            Some(AuditLine::Checklist(at)) => {
                let Some(one) = audit.checklist.get(*at) else { return String::new() };
                let place = one.place.as_ref().map_or("", |place| place.words.as_str());
                let symbol = match one.answer {
                    Answer::Yes => ("✔", palette.done),
                    Answer::No => ("✖", palette.error),
                    Answer::NotChecked => ("○", palette.weak_text),
                };
                let note = if one.note.is_empty() { one.question } else { &one.note };
                four(symbol, [&one.subject, place, note, one.answer.label()], palette.text);
                format!("检查表 {} {} {}", one.subject, one.answer.label(), note)
            }
            None => String::new(),
        }
    }
}

fn rules_words(shown: &ShownAudit) -> String {
    format!("{}条审核规则", shown.audit.rules_not_checked.len())
}

const NOT_IN_REPORT: &str = "报告里没有需要的内容";

/// A line of which all is told.
struct Detail<'a> {
    shown: &'a ShownAudit,
    line: &'a AuditLine,
    place: usize,
    /// What Enter does.
    enter: &'static str,
    cleared: &'a BTreeSet<String>,
}

/// A person says of a finding that it is no fault, or takes that back.
fn clear(commands: &mut Vec<Command>, shown: &ShownAudit, finding: usize) {
    let identity = shown.identities.get(finding).cloned();
    commands.extend(identity.map(|identity| Command::Auditing(AuditingCommand::Clear(identity))));
}

/// The button of 没问题, and the place that is shown.
fn verdict_ui(ui: &mut Ui, commands: &mut Vec<Command>, detail: &Detail<'_>) {
    let Some((at, one)) = finding(detail.shown, detail.line) else { return };
    let weak = theme::palette(ui).weak_text;
    let is_cleared = detail.shown.is_cleared(at, detail.cleared);
    let words = if is_cleared { "改回待处理" } else { "没问题" };
    let button = Button::new(words).shortcut_text(RichText::new("空格").color(weak));
    ui.horizontal(|ui| {
        let help = "看过以后认为不是问题的，记在这台电脑上，下次审核同一个文件时不再算作待处理";
        if ui.add(button).on_hover_text(help).clicked() {
            clear(commands, detail.shown, at);
        }
        if let Some(place) = one.places.get(detail.place) {
            let count = one.places.len();
            let which = if count > 1 {
                format!("（{}/{count}，回车{}）", detail.place + 1, detail.enter)
            } else {
                String::new()
            };
            ui.add(Label::new(RichText::new(format!("位置：{}{which}", place.words)).color(weak)).truncate());
        }
    });
}

fn details_ui(ui: &mut Ui, commands: &mut Vec<Command>, detail: Detail<'_>) {
    verdict_ui(ui, commands, &detail);
    let audit = &detail.shown.audit;
    let weak = theme::palette(ui).weak_text;
    ScrollArea::vertical().id_salt("details").auto_shrink(false).show(ui, |ui| {
        let mut say = |text: RichText| _ = ui.add(Label::new(text).wrap());
        match detail.line {
            AuditLine::Heading(_) => {}
            AuditLine::Finding(at) => {
                let Some(one) = audit.findings.get(*at) else { return };
                let rule = one.rule.map_or_else(String::new, |rule| format!("（{rule}）"));
                say(RichText::new(format!("{}：{}{rule}", one.outcome.label(), one.message)));
                if !one.quote.is_empty() {
                    say(RichText::new(format!("原文：{}", one.quote)).color(weak));
                }
                if let Some(computed) = &one.computed {
                    say(RichText::new(format!("应为：{computed}")));
                }
                say(RichText::new(format!("处理：{}", one.remedy)));
                for other in &one.gathered {
                    say(RichText::new(format!("牵连：{other}")).color(weak));
                }
            }
            AuditLine::Unchecked(at) => {
                let Some(one) = audit.unchecked.get(*at) else { return };
                say(RichText::new(format!("没查 {}：{}", one.what, one.why)));
            }
            AuditLine::Rules => {
                say(RichText::new(format!("没查 {}：{NOT_IN_REPORT}，请人工审核", rules_words(detail.shown))));
                for rule in &audit.rules_not_checked {
                    say(RichText::new(format!("{}（{rule}）", rule_title(rule))).color(weak));
                }
            }
            AuditLine::Checklist(at) => {
                let Some(row) = audit.checklist.get(*at) else { return };
                say(RichText::new(format!("{}：{}——{}", row.subject, row.question, row.answer.label())));
                say(RichText::new(&row.note).color(weak));
            }
        }
    });
}
