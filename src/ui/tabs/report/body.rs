//! A section as it will read; below each sentence the text in it that a person writes.

use std::collections::BTreeSet;

use egui::{Label, Response, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::{
    at,
    document::{Document, Edit, Entry, Path},
    figures::Source,
    report::{Block, GlossaryTerm, HeadingStyle, Paragraph, ParagraphStyle, Report, Run, TableKey, Topic},
    ui::{
        Command, Tab, View,
        command::places::Place,
        forms::Page,
        remarks, theme,
        widgets::{chart_view, field::Field, prose::Prose},
    },
};

use super::{GLOSSARY, glossary, texts_of};

const CHART_HEIGHT: f32 = 200.0;
/// Longer lines are hard to read.
const TEXT_WIDTH: f32 = 780.0;
const TEXT_LINE: f32 = 22.0;
/// The gravest findings of a text; the review tab lists all.
const MOST_FINDINGS: usize = 4;
const LINES_OF_REASON: usize = 2;
const LINES_OF_TEXT: usize = 3;

/// Draws a topic; answers with the text that takes the keyboard. The button that adds to `list` takes it at once.
pub(super) fn body_ui(
    page: &mut Page,
    ui: &mut Ui,
    view: &mut View<'_>,
    report: &Report,
    topic: &Topic,
    terms: &[GlossaryTerm],
    list: Option<Path>,
) -> Option<Path> {
    ui.set_max_width(TEXT_WIDTH.min(ui.available_width()));
    ui.spacing_mut().item_spacing.y = 6.0;
    let mut body = Body {
        page,
        topic,
        texts: texts_of(topic).collect(),
        drawn: BTreeSet::new(),
        after: Vec::new(),
        asked: None,
        list,
        paragraphs: 0,
    };
    let is_glossary = topic.key == GLOSSARY;
    for block in report.blocks_of(topic) {
        match block {
            Block::Paragraph(_) if is_glossary => {}
            block => body.block_ui(ui, view, block),
        }
    }
    if is_glossary {
        glossary::terms_ui(&mut body, ui, view, terms);
    } else {
        for path in texts_of(topic) {
            body.text_ui(ui, view, path);
        }
    }
    body.addition_button_ui(ui, view);
    view.commands.append(&mut body.after);
    body.asked
}

/// A topic while it is drawn.
pub(super) struct Body<'a> {
    pub page: &'a mut Page,
    pub topic: &'a Topic,
    /// The texts that are written here.
    pub texts: BTreeSet<Path>,
    /// The texts whose fields are drawn.
    pub drawn: BTreeSet<Path>,
    /// Runs after what is being typed in the fields is entered.
    pub after: Vec<Command>,
    /// Where the keyboard goes.
    pub asked: Option<Path>,
    /// The list whose button takes the keyboard.
    pub list: Option<Path>,
    /// Paragraphs drawn so far.
    pub paragraphs: usize,
}

impl Body<'_> {
    fn block_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, block: &Block) {
        match block {
            Block::Cover(cover) => {
                for line in &cover.lines {
                    self.runs_ui(ui, view, line, "");
                }
                self.runs_ui(ui, view, &cover.foot, "");
            }
            Block::Contents => weak(ui, "〔目录：由各级标题生成〕"),
            Block::Heading(heading) => {
                let style = match heading.style {
                    HeadingStyle::Part | HeadingStyle::Attachment => egui::TextStyle::Heading,
                    _ => theme::section(),
                };
                ui.horizontal_wrapped(|ui| {
                    let words = ui.label(RichText::new(heading.text()).text_style(style));
                    words.widget_info(|| WidgetInfo::labeled(Role::Heading, true, heading.text()));
                    let section = Place::Section(self.topic.key.clone(), None);
                    remarks::sign_ui(ui, view.derived, &section, view.commands);
                });
            }
            Block::Paragraph(paragraph) => self.paragraph_ui(ui, view, paragraph),
            Block::Table(key) => table_ui(ui, view, *key),
            Block::Chart(key) => {
                let derived = view.derived.clone();
                if let Some(spec) = derived.charts.iter().find(|spec| spec.key == *key) {
                    remarks::sign_ui(ui, &derived, &Place::Chart(spec.key), view.commands);
                    view.commands.extend(chart_view::show(ui, spec, CHART_HEIGHT, &*derived).map(Command::Explain));
                }
            }
            Block::PageBreak => {}
        }
    }

    /// A paragraph that a person wrote whole is its field; below any other stand the fields of what is written in it.
    fn paragraph_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, paragraph: &Paragraph) {
        self.paragraphs += 1;
        let place = Place::Section(self.topic.key.clone(), Some(self.paragraphs));
        remarks::sign_ui(ui, view.derived, &place, view.commands);
        let written = self.texts_in(&paragraph.runs);
        if let [path] = written.as_slice()
            && is_whole(view, *path, paragraph)
        {
            return self.text_ui(ui, view, *path);
        }
        let indent = if paragraph.style == ParagraphStyle::Body { "　　" } else { "" };
        self.runs_ui(ui, view, &paragraph.runs, indent);
        for path in written {
            self.text_ui(ui, view, path);
        }
    }

    /// The texts of this topic that occur in some runs.
    fn texts_in(&self, runs: &[Run]) -> Vec<Path> {
        let mut found = Vec::new();
        for run in runs {
            if let Run::Written { path, .. } | Run::Blank { path, .. } = run
                && self.texts.contains(path)
                && !found.contains(path)
            {
                found.push(*path);
            }
        }
        found
    }

    /// Words, numbers with their way to where they come from, what a person wrote or has to write.
    pub(super) fn runs_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, runs: &[Run], indent: &str) {
        flowing(ui, |ui| {
            if !indent.is_empty() {
                ui.label(words_of(indent));
            }
            for run in runs {
                self.run_ui(ui, view, run);
            }
        });
    }

    fn run_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, run: &Run) {
        let palette = theme::palette(ui);
        match run {
            Run::Words(words) => {
                ui.label(words_of(words));
            }
            Run::Figure { text, source } => figure_ui(ui, view, text, source),
            Run::Written { text, path, .. } => {
                let text = words_of(text).background_color(palette.derived_cell);
                if ui.add(Label::new(text).sense(Sense::CLICK)).clicked() {
                    self.go(view, *path);
                }
            }
            Run::Blank { path, .. } => {
                let words = run.text().into_owned();
                let text = words_of(&words).color(palette.warning);
                let response = ui.add(Label::new(text).sense(Sense::CLICK));
                response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &words));
                if response.on_hover_text(Document::label_at(*path)).clicked() {
                    self.go(view, *path);
                }
            }
        }
    }

    /// Goes to the field of a text here, or to where the missing value is entered.
    fn go(&mut self, view: &mut View<'_>, path: Path) {
        if self.texts.contains(&path) {
            self.asked = Some(path);
        } else {
            view.commands.push(Command::ShowSource(path.into()));
        }
    }

    /// The field of a text, once.
    pub(super) fn text_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, path: Path) {
        if !self.drawn.insert(path) {
            return;
        }
        let is_addition = path.starts_with(&at!(report.additions));
        let label = Document::field_at(path).map_or("文字", |field| field.label);
        let is_reason = path.last_field().is_some_and(|name| name.ends_with("reason"));
        let help = if is_reason { "只写原因，金额和百分比已由程序写出" } else { "一行一段" };
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            ui.label(RichText::new(label).strong());
            ui.label(RichText::new(help).color(theme::palette(ui).weak_text));
            let button = ui.small_button("插入数字…").on_hover_text("把算出的数放进文字，随数据变化（Ctrl+L）");
            let name = format!("{label} 插入数字");
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            if button.clicked() {
                self.page.quote("report", path);
            }
            if is_addition && ui.small_button("删除本段").clicked() {
                self.remove_row(at!(report.additions), path, "删除补充段落");
            }
        });
        let lines = if is_reason { LINES_OF_REASON } else { LINES_OF_TEXT };
        self.page.field(ui, view, "report", path, Field::new(path).label("").lines(lines));
        findings_ui(ui, view, path);
        ui.add_space(4.0);
    }

    /// Takes the row that a text is in out of its list.
    pub(super) fn remove_row(&mut self, list: Path, text: Path, label: &str) {
        let Some(at) = text.row_in(&list) else { return };
        let edits = vec![Edit::remove_rows(list, at, 1)];
        self.after.push(Command::Edit(Edit::Many { label: label.to_owned(), edits }));
    }

    /// The keyboard goes to the button that adds to a list when the row that had it is gone.
    pub(super) fn enter_list(&self, button: &Response, list: Path) {
        if self.list == Some(list) {
            button.request_focus();
            button.scroll_to_me(None);
        }
    }

    /// A paragraph of one's own at the end of the topic.
    fn addition_button_ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        ui.add_space(theme::GRID / 2.0);
        let list = at!(report.additions);
        let button = ui.button("＋ 补充段落").on_hover_text("在本节末尾加一段自己的文字");
        self.enter_list(&button, list);
        if !button.clicked() {
            return;
        }
        let row = view.document.report.additions.len();
        let topic = Edit::Set { path: at!(report.additions[row].topic), entry: Entry::Text(self.topic.key.clone()) };
        let edits = vec![Edit::insert_rows(list, row, 1), topic];
        self.after.push(Command::Edit(Edit::Many { label: "加一段补充文字".to_owned(), edits }));
        self.asked = Some(at!(report.additions[row].text));
    }
}

/// Labels that flow like one paragraph, whose lines are all equally high.
pub(super) fn flowing(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = TEXT_LINE;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            add(ui);
        });
    });
}

/// Words of the report.
pub(super) fn words_of(text: &str) -> RichText {
    RichText::new(text).line_height(Some(TEXT_LINE))
}

/// What is wrong with a text, in sentences: there is room for them here.
fn findings_ui(ui: &mut Ui, view: &View<'_>, path: Path) {
    let palette = theme::palette(ui);
    for (weight, sentence) in view.marks.sentences(&path.into()).into_iter().take(MOST_FINDINGS) {
        ui.horizontal_top(|ui| {
            ui.label(RichText::new(weight.symbol()).color(weight.colour(palette)));
            ui.add(Label::new(RichText::new(sentence).color(palette.weak_text)).wrap());
        });
    }
}

/// A number: a click explains it in the right panel, from where one goes on to its place.
fn figure_ui(ui: &mut Ui, view: &mut View<'_>, text: &str, source: &Source) {
    let label = Label::new(words_of(text).color(theme::palette(ui).accent)).sense(Sense::CLICK);
    let response = ui.add(label);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, text));
    if response.has_focus() {
        theme::focus_frame(ui, response.rect);
    }
    let clicked = response.clicked();
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    response.on_hover_ui(|ui| {
        let figures = &view.derived.figures;
        ui.label(figures.label(source));
        if let Some(explanation) = view.marks.explanation(source) {
            ui.label(RichText::new(explanation).color(theme::palette(ui).weak_text));
        }
    });
    if clicked {
        view.commands.push(Command::Explain(source.clone()));
    }
}

/// Where a table stands in print.
fn table_ui(ui: &mut Ui, view: &mut View<'_>, key: TableKey) {
    let (words, command) = match key {
        TableKey::Published(id) => {
            let tables = &view.derived.figures.tables;
            let first = tables.iter().map(|(key, _)| key).find(|key| key.table == id);
            let place = first.map_or(Command::ShowTab(Tab::Tables), |key| Command::ShowSource(key.into()));
            (format!("〔{} {}〕", id.official_number(), id.title()), place)
        }
        TableKey::Scores => ("〔附表1 部门预算绩效自评打分表〕".to_owned(), Command::ShowTab(Tab::Performance)),
        TableKey::Targets => ("〔附表2 部门整体绩效目标完成情况自评表〕".to_owned(), Command::ShowTab(Tab::Targets)),
    };
    if ui.link(words).on_hover_text("到这张表").clicked() {
        view.commands.push(command);
    }
}

/// Whether a paragraph is nothing but one text, or a line of it.
fn is_whole(view: &View<'_>, path: Path, paragraph: &Paragraph) -> bool {
    if let [Run::Blank { .. }] = paragraph.runs.as_slice() {
        return true;
    }
    let Some(Entry::Text(text)) = view.document.entry(path) else { return false };
    let shown = paragraph.text();
    text.lines().any(|line| egui::TextBuffer::as_str(&Prose::linked(line.trim(), view.derived)) == shown)
}

fn weak(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).color(theme::palette(ui).weak_text));
}
