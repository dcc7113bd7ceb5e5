//! 核对成稿: what differs between the edited file and the project, with the file beside it.

use std::sync::Arc;

use egui::{
    Align2, Button, Key, Label, Modifiers, Painter, Rect, RichText, ScrollArea, Spinner, Stroke, StrokeKind, Ui, vec2,
};

use crate::{
    draft::{Author, Difference, DraftOrigin},
    evidence::FileBlock,
    figures::Source,
    reading::FactPlace,
    ui::{
        Command, Screen, Tab, View,
        command::{self, CheckingCommand, with_key},
        state::{CheckingDesk, ShownCheck},
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
pub struct CheckingTab {
    shown: Option<Arc<ShownCheck>>,
    lines: Vec<CheckLine>,
    list: PlaceList,
}

enum CheckLine {
    Heading(String),
    /// By its number in the check.
    Difference(usize),
    /// A number that the project has changed since the export, likewise.
    Moved(usize),
}

/// Room for the tick of a text that can be taken over.
const TICK: f32 = 26.0;
const TICK_SIDE: f32 = 14.0;
const COLUMNS: PlaceColumns = PlaceColumns {
    name: "不同之处",
    titles: ["类别", "成稿中的位置", "项目中", "成稿中"],
    shares: [18.0, 26.0, 28.0, 28.0],
    indent: TICK,
};

impl Screen for CheckingTab {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let shown = view.desk.checking.shown.clone();
        self.tools_ui(ui, view, shown.as_deref());
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if pressed(Modifiers::COMMAND, Key::Enter) {
            view.commands.push(Command::Checking(CheckingCommand::TakeOver));
        }
        if pressed(Modifiers::NONE, Key::Escape) {
            view.commands.push(Command::Checking(CheckingCommand::Leave));
        }
        if let Some(refused) = &view.desk.checking.refused {
            ui.label(RichText::new(refused).color(theme::palette(ui).error));
        }
        let Some(shown) = shown else {
            self.shown = None;
            if view.desk.checking.reading.is_none() {
                nothing_ui(ui);
            }
            return;
        };
        self.renew(&shown);
        summary_ui(ui, &shown, view.desk.checking.chosen(&shown.check).len());
        if self.lines.is_empty() {
            return;
        }
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

impl CheckingTab {
    fn renew(&mut self, shown: &Arc<ShownCheck>) {
        if self.shown.as_ref().is_some_and(|before| Arc::ptr_eq(before, shown)) {
            return;
        }
        if self.shown.as_ref().is_none_or(|before| !Arc::ptr_eq(&before.draft, &shown.draft)) {
            self.list.begin_anew();
        }
        self.lines = lines(shown);
        self.shown = Some(shown.clone());
    }

    fn places_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, shown: &ShownCheck) {
        let rows = Lines { lines: &self.lines, shown, desk: &view.desk.checking };
        let line = |row: usize| rows.lines.get(row);
        let mark = match self.list.chosen(&rows).and_then(line) {
            Some(CheckLine::Difference(at)) => shown.check.differences.get(*at).and_then(|one| mark(one, shown)),
            _ => None,
        };
        let (draft, page) = (&shown.draft, view.desk.checking.page.as_ref());
        let file = ListedFile { name: &draft.name, evidence: &draft.evidence, original: &draft.original, page };
        let details = |ui: &mut Ui, chosen: ChosenPlace| {
            if let Some(line) = line(chosen.row) {
                details_ui(ui, shown, line);
            }
        };
        let left = ui.max_rect().left();
        let placed = self.list.ui(ui, &COLUMNS, &file, &rows, mark.as_ref(), details);
        view.commands.extend(placed.wanted_page.map(|page| Command::Checking(CheckingCommand::ShowPage(page))));
        let done = placed.list;
        let chosen = placed.chosen.and_then(|chosen| line(chosen.row));
        let is_tick = ui.input(|input| input.pointer.interact_pos().is_some_and(|at| at.x < left + TICK));
        let spaced = done.has_focus && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space));
        if let (true, Some(CheckLine::Difference(at))) = (spaced || (done.clicked.is_some() && is_tick), chosen) {
            view.commands.push(Command::Checking(CheckingCommand::Toggle(*at)));
        }
        if let Some(line) = done.entered.and_then(line) {
            view.commands.push(match line_source(shown, line) {
                Some(source) => Command::ShowSource(source),
                None => Command::ShowTab(Tab::Preview),
            });
        }
    }

    fn tools_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, shown: Option<&ShownCheck>) {
        let has_file = shown.is_some();
        let can_take = shown.is_some_and(|shown| !view.desk.checking.chosen(&shown.check).is_empty());
        ui.horizontal_wrapped(|ui| {
            let weak = theme::palette(ui).weak_text;
            let take = Button::new("收进项目").shortcut_text(RichText::new("Ctrl+Enter").color(weak));
            let hint = "把勾选的文字写进项目里原来填写的地方；数和程序写的文字不收";
            if ui.add_enabled(can_take, take).on_hover_text(hint).clicked() {
                view.commands.push(Command::Checking(CheckingCommand::TakeOver));
            }
            if let Some(entry) = command::find(&Command::Checking(CheckingCommand::Ask))
                && ui.add(with_key(Button::new("选择成稿…"), ui, entry)).clicked()
            {
                view.commands.push(entry.command.clone());
            }
            if has_file && ui.button("重新核对").on_hover_text("改好成稿并保存以后，再读一次同一个文件").clicked()
            {
                view.commands.push(Command::Checking(CheckingCommand::Again));
            }
            if has_file
                && ui.button("导出清单…").on_hover_text("各处不同列成表，存为 Excel（xlsx）或 Word（docx）").clicked()
            {
                view.commands.push(Command::Checking(CheckingCommand::AskWhere));
            }
            if has_file {
                self.list.fold_button_ui(ui);
            }
            if ui.add(Button::new("离开").shortcut_text(RichText::new("Esc").color(weak))).clicked() {
                view.commands.push(Command::Checking(CheckingCommand::Leave));
            }
            if let Some(reading) = &view.desk.checking.reading {
                ui.add(Spinner::new().size(theme::TABLE_TEXT));
                ui.label(format!("正在读取并核对：{}", reading.name));
                if ui.button("取消").clicked() {
                    view.commands.push(Command::Checking(CheckingCommand::Cancel));
                }
            }
        });
        ui.add_space(theme::GRID / 2.0);
    }
}

fn nothing_ui(ui: &mut Ui) {
    ui.label("导出以后在 Word 或 WPS 里改过的成稿，公开前在这里与项目核对：数、文字、表、图有哪些不同，逐处列出");
    ui.label("按 Ctrl+Shift+K 选 Word 文件（docx）或 PDF；文件在 Word 里打开着的，请先保存并关闭。核对不改动文件，也不改动项目");
}

/// The one line about the file, and what it was made of.
fn summary_ui(ui: &mut Ui, shown: &ShownCheck, chosen: usize) {
    let palette = theme::palette(ui);
    let check = &shown.check;
    let (symbol, colour) = if check.is_same() { ("✔", palette.done) } else { ("▲", palette.warning) };
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(symbol).color(colour));
        ui.strong(format!("{}：{}", shown.draft.name, check.line()));
        let hint = match () {
            () if check.is_foreign => "请确认选对了项目和文件".to_owned(),
            () if check.is_same() && check.origin == DraftOrigin::Present => String::new(),
            () => check.origin.sentence(),
        };
        ui.label(RichText::new(hint).color(palette.weak_text));
    });
    if !check.differences.is_empty() {
        let possible = check.possible_takeovers().len();
        let texts = match possible {
            0 => String::new(),
            _ => format!("；可以收进项目的文字 {possible} 处，勾选 {chosen} 处，空格键勾选"),
        };
        let words = format!("回车到项目中的位置；数以项目为准，请在成稿里改{texts}");
        ui.label(RichText::new(words).color(palette.weak_text));
    }
}

fn lines(shown: &ShownCheck) -> Vec<CheckLine> {
    let check = &shown.check;
    let mut lines = Vec::new();
    let mut chapter = None;
    for (at, difference) in check.differences.iter().enumerate() {
        if chapter != Some(&difference.chapter) {
            chapter = Some(&difference.chapter);
            let title = if difference.chapter.is_empty() { "全文" } else { &difference.chapter };
            lines.push(CheckLine::Heading(title.to_owned()));
        }
        lines.push(CheckLine::Difference(at));
    }
    if let DraftOrigin::Moved { numbers: Some(numbers) } = &check.origin
        && !numbers.is_empty()
    {
        lines.push(CheckLine::Heading(format!("导出后项目改了的数（{} 个）", numbers.len())));
        lines.extend((0..numbers.len()).map(CheckLine::Moved));
    }
    lines
}

/// Where the project has it: the number's source, or the field of the text.
fn line_source(shown: &ShownCheck, line: &CheckLine) -> Option<Source> {
    match line {
        CheckLine::Heading(_) => None,
        CheckLine::Difference(at) => match &shown.check.differences.get(*at)?.author {
            Author::Figure(source) => Some(source.clone()),
            Author::Person(path) | Author::Blank(path) => Some(Source::Entered(*path)),
            Author::Program => None,
        },
        CheckLine::Moved(at) => Some(moved(shown, *at)?.source.clone()),
    }
}

fn moved(shown: &ShownCheck, at: usize) -> Option<&crate::draft::MovedNumber> {
    match &shown.check.origin {
        DraftOrigin::Moved { numbers: Some(numbers) } => numbers.get(at),
        _ => None,
    }
}

/// The place in the file; in a paragraph, the words if they stand there once.
fn mark(difference: &Difference, shown: &ShownCheck) -> Option<OriginalMark> {
    let place = difference.place.as_ref()?;
    let (row, column) = place.cell.as_ref().map_or((0, 0), |cell| (cell.row, cell.column));
    let characters = match shown.draft.evidence.blocks.get(place.block) {
        Some(FileBlock::Paragraph(paragraph)) if !difference.found.is_empty() => {
            let mut all = paragraph.text.match_indices(&difference.found);
            let first = all.next().filter(|_| all.next().is_none());
            first.map(|(at, found)| at..at + found.len())
        }
        _ => None,
    };
    Some(OriginalMark { place: FactPlace { block: place.block, row, column }, characters })
}

fn beside_tick(rect: Rect) -> Rect {
    Rect::from_min_max(rect.min + vec2(TICK, 0.0), rect.max)
}

fn draw_tick(painter: &Painter, palette: &theme::Palette, rect: Rect, is_taken: bool) {
    let tick = Rect::from_center_size(rect.left_center() + vec2(TICK / 2.0, 0.0), vec2(TICK_SIDE, TICK_SIDE));
    painter.rect_stroke(tick, 2, Stroke::new(1.0, palette.weak_text), StrokeKind::Inside);
    if is_taken {
        painter.text(tick.center(), Align2::CENTER_CENTER, "✔", theme::mark_font(), palette.done);
    }
}

struct Lines<'a> {
    lines: &'a [CheckLine],
    shown: &'a ShownCheck,
    desk: &'a CheckingDesk,
}

impl DrawnRows for Lines<'_> {
    fn count(&self) -> usize {
        self.lines.len()
    }

    fn is_line(&self, row: usize) -> bool {
        !matches!(self.lines.get(row), Some(CheckLine::Heading(_)) | None)
    }

    fn draw(&self, ui: &Ui, painter: &Painter, rect: Rect, row: usize) -> String {
        let palette = theme::palette(ui);
        let four = |texts: [&str; 4]| {
            for (column, text) in row_list::columns(beside_tick(rect), COLUMNS.shares).into_iter().zip(texts) {
                row_list::text(painter, column, Align2::LEFT_CENTER, text, palette.text);
            }
        };
        match self.lines.get(row) {
            Some(CheckLine::Heading(words)) => {
                let at = rect.left_center() + vec2(theme::CELL_PADDING, 0.0);
                painter.text(at, Align2::LEFT_CENTER, words, theme::table_font(true), palette.text);
                words.clone()
            }
            Some(CheckLine::Difference(at)) => {
                let Some(one) = self.shown.check.differences.get(*at) else { return String::new() };
                let place = one.place.as_ref().map_or("", |place| place.words.as_str());
                four([one.kind.label(), place, &one.expected, &one.found]);
                let tick = one.takeover.is_possible().then(|| self.desk.takes(&self.shown.check, one));
                if let Some(is_taken) = tick {
                    draw_tick(painter, palette, rect, is_taken);
                }
                let taken = tick.map_or("", |is_taken| if is_taken { "收进 " } else { "不收 " });
                format!("{taken}{} {place} {}", one.kind.label(), one.sentence())
            }
            Some(CheckLine::Moved(at)) => {
                let Some(number) = moved(self.shown, *at) else { return String::new() };
                let label = self.shown.derived.figures.label(&number.source);
                four(["项目改了", &label, &number.after, &number.before]);
                format!("项目改了 {label} {} → {}", number.before, number.after)
            }
            None => String::new(),
        }
    }
}

fn details_ui(ui: &mut Ui, shown: &ShownCheck, line: &CheckLine) {
    let weak = theme::palette(ui).weak_text;
    ScrollArea::vertical().id_salt("details").auto_shrink(false).show(ui, |ui| {
        let mut say = |text: RichText| _ = ui.add(Label::new(text).wrap());
        match line {
            CheckLine::Heading(_) => {}
            CheckLine::Difference(at) => {
                let Some(one) = shown.check.differences.get(*at) else { return };
                say(RichText::new(format!("{}：{}", one.kind.label(), one.sentence())));
                let whose = [one.author_words(&shown.derived), one.takeover.sentence()];
                let whose: Vec<String> = whose.into_iter().filter(|words| !words.is_empty()).collect();
                say(RichText::new(whose.join("　")).color(weak));
                if !one.context.is_empty() {
                    say(RichText::new(format!("上下文：{}", one.context)).color(weak));
                }
                if one.is_edit == Some(false) {
                    say(RichText::new("这一处是导出以后在项目里改的，重新导出即可").color(weak));
                }
            }
            CheckLine::Moved(at) => {
                let Some(number) = moved(shown, *at) else { return };
                let label = shown.derived.figures.label(&number.source);
                say(RichText::new(format!("{label}：导出时印 {}，现在印 {}；请重新导出", number.before, number.after)));
            }
        }
    });
}
