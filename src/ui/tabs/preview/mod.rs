//! The preview (预览): the report as it will be printed; each number is a way to its cell.

mod bar;
mod paper;
mod pictures;
#[cfg(test)]
mod tests;
mod worker;
mod zoom;

use std::{path::PathBuf, sync::Arc, time::Duration};

use egui::{Button, Color32, Label, Panel, Pos2, Rect, RichText, ScrollArea, Ui, text::LayoutJob, vec2};

use crate::{
    derived::Derived,
    typeset::{Hit, MarkKind, Pages},
    ui::{Screen, View, theme, widgets::in_sight::keep_focus_in_sight},
};

use pictures::Pictures;
use worker::{Answer, Press, Worker};
use zoom::{Places, Zoom};

/// Pages that were not in sight for so many seconds are put away, if they are many: they take hundreds of megabytes.
const KEPT_SECONDS: f64 = 5.0;
/// Fewer pages are kept longer: it frees less, and one comes back to them.
const KEPT_SECONDS_OF_FEW: f64 = 120.0;
const FEW_PAGES: usize = if cfg!(test) { 5 } else { 100 };
/// After so many seconds one is told how long it takes.
const SOON: f64 = 2.0;
/// The paper must be as long as it was before it can scroll that far.
const RETURNING_FRAMES: u8 = 2;
const LIST_WIDTH: f32 = 228.0;
/// Of a heading in the list; the rest of it on hover.
const LIST_LINES: usize = 2;

/// What this tab remembers. The worker is started when the tab is first drawn.
#[derive(Default)]
pub struct PreviewTab {
    /// The program that sets the pages in a process of its own.
    program: Option<PathBuf>,
    is_embedded_only: bool,
    is_final: bool,
    worker: Option<Worker>,
    /// What was asked for last.
    asked: Option<(Arc<Derived>, bool)>,
    /// Under which ticket; nothing once it is there.
    awaited: Option<u64>,
    /// Since when.
    awaited_since: f64,
    failure: Option<String>,
    pages: Option<Arc<Pages>>,
    /// For each page the heading under which it is listed.
    list: Vec<String>,
    pictures: Pictures,
    zoom: Zoom,
    places: Places,
    /// The upper left corner of what is in sight, from that of all pages.
    seen_from: Pos2,
    /// The page that one looks at.
    page: usize,
    /// Goes to this part of a page the next time it is drawn.
    target: Option<(usize, Option<Rect>)>,
    search: Search,
    /// The number that has the keyboard, by page and mark.
    number: Option<(usize, usize)>,
    number_wants_focus: bool,
    wants_focus: bool,
    /// When the tab was drawn last.
    seen_at: f64,
    /// The page where one was before the pages were put away, and for how many frames more it is gone to.
    returns: Option<(usize, u8)>,
}

/// The words that are searched for, and where they stand.
#[derive(Default)]
struct Search {
    words: String,
    /// What `hits` were found for.
    found: Option<(u64, String)>,
    hits: Vec<Hit>,
    at: usize,
    wants_focus: bool,
}

impl Screen for PreviewTab {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        self.seen_at = ui.input(|input| input.time);
        self.follow(ui, view.derived);
        self.take_answers(ui.ctx());
        self.find();
        self.bar_ui(ui);
        let Some(pages) = self.pages.clone() else {
            if !self.failure_ui(ui) {
                self.waiting_ui(ui);
            }
            return;
        };
        if let Some((page, frames)) = self.returns.take() {
            self.target = Some((page, None));
            self.returns = frames.checked_sub(1).filter(|left| *left > 0).map(|left| (page, left));
            ui.ctx().request_repaint();
        }
        self.failure_ui(ui);
        notes_ui(ui, &pages);
        Panel::left("page list").exact_size(LIST_WIDTH).resizable(false).show_separator_line(false).show(ui, |ui| {
            self.list_ui(ui, &pages);
        });
        self.paper_ui(ui, view, &pages);
    }

    fn enter(&mut self) {
        self.wants_focus = true;
    }
}

impl PreviewTab {
    /// The keyboard goes to the field of the search.
    pub fn search(&mut self) {
        self.search.wants_focus = true;
    }

    /// With this program for what is set in a process of its own; without one, a thread does it.
    pub fn with_program(program: Option<PathBuf>) -> Self {
        Self { program, ..Self::default() }
    }

    /// Called while another tab is in sight: after a while the pages are put away, with the engine and all that it
    /// remembers, many of them soon. They are set again where one was when the tab is shown.
    pub fn rest(&mut self, context: &egui::Context) {
        if self.worker.is_none() {
            return;
        }
        self.take_answers(context);
        let is_large = self.pages.as_ref().is_some_and(|pages| pages.count() > FEW_PAGES);
        let kept = if is_large { KEPT_SECONDS } else { KEPT_SECONDS_OF_FEW };
        let left = self.seen_at + kept - context.input(|input| input.time);
        if left > 0.0 {
            context.request_repaint_after(Duration::from_secs_f64(left));
            return;
        }
        // What is still being set is put away when it has come.
        if self.awaited.is_none() {
            let page = self.page;
            *self = Self {
                program: self.program.take(),
                is_embedded_only: self.is_embedded_only,
                is_final: self.is_final,
                zoom: self.zoom,
                search: std::mem::take(&mut self.search),
                returns: Some((page, RETURNING_FRAMES)),
                page,
                ..Self::default()
            };
            self.search.found = None;
            log::debug!("预览的页已收起");
        }
    }

    /// Asks for the pages of the newest document.
    fn follow(&mut self, ui: &Ui, derived: &Arc<Derived>) {
        let is_draft = !self.is_final;
        // The newest report is on its way.
        if derived.is_behind() {
            return;
        }
        if self.asked.as_ref().is_some_and(|(asked, draft)| Arc::ptr_eq(asked, derived) && *draft == is_draft) {
            return;
        }
        if self.worker.is_none() {
            match Worker::start(Press::new(self.program.clone(), self.is_embedded_only), ui.ctx()) {
                Ok(worker) => self.worker = Some(worker),
                Err(error) => {
                    self.failure = Some(format!("预览没有启动：{error}"));
                    return;
                }
            }
        }
        if let Some(worker) = &self.worker {
            self.awaited = Some(worker.set(derived.clone(), is_draft));
            self.awaited_since = ui.input(|input| input.time);
            self.asked = Some((derived.clone(), is_draft));
        }
    }

    fn take_answers(&mut self, context: &egui::Context) {
        let Some(worker) = &self.worker else { return };
        let Ok(answers) = worker.answers() else {
            self.worker = None;
            self.awaited = None;
            self.failure = Some("预览中断，录入的内容没有受影响；请点“重试”".to_owned());
            return;
        };
        for answer in answers {
            match answer {
                Answer::Pages(ticket, pages) => {
                    self.list = page_list(&pages);
                    self.pages = Some(pages);
                    self.failure = None;
                    self.awaited = self.awaited.filter(|awaited| *awaited != ticket);
                }
                Answer::Failed(reason) => {
                    self.failure = Some(reason);
                    self.awaited = None;
                }
                picture @ Answer::Picture { .. } => self.pictures.take(context, picture),
            }
        }
    }

    /// What went wrong, with the way to try it once more; whether anything did.
    fn failure_ui(&mut self, ui: &mut Ui) -> bool {
        let Some(failure) = &self.failure else { return false };
        let words = RichText::new(failure).color(theme::palette(ui).error);
        ui.horizontal_wrapped(|ui| {
            ui.label(words);
            if ui.button("重试").clicked() {
                self.failure = None;
                self.asked = None;
                ui.ctx().request_repaint();
            }
        });
        true
    }

    /// For how long pages are being set already, where that takes longer than a moment.
    fn waiting_words(&self, context: &egui::Context) -> String {
        let seconds = context.input(|input| input.time) - self.awaited_since;
        context.request_repaint_after(Duration::from_secs(1));
        if seconds < SOON { "正在排版…".to_owned() } else { format!("正在排版…（已 {seconds:.0} 秒）") }
    }

    /// Searches anew when words or pages are others.
    fn find(&mut self) {
        let Some(pages) = &self.pages else { return };
        let wanted = (pages.edition, self.search.words.trim().to_owned());
        if self.search.found.as_ref() == Some(&wanted) {
            return;
        }
        let are_new_words = self.search.found.as_ref().is_none_or(|(_, words)| *words != wanted.1);
        self.search.hits = pages.find(&wanted.1);
        self.search.found = Some(wanted);
        if are_new_words {
            self.search.at = self.search.hits.iter().position(|hit| hit.page >= self.page).unwrap_or(0);
            self.show_hit();
        }
        self.search.at = self.search.at.min(self.search.hits.len().saturating_sub(1));
    }

    /// The hit after or before the current one.
    fn turn_hit(&mut self, forward: bool) {
        let count = self.search.hits.len();
        if count > 0 {
            self.search.at = (self.search.at + if forward { 1 } else { count - 1 }) % count;
            self.show_hit();
        }
    }

    fn show_hit(&mut self) {
        if let Some(hit) = self.search.hits.get(self.search.at) {
            self.target = Some((hit.page, hit.rects.first().map(|rect| paper::rect(*rect))));
        }
    }

    fn show_page(&mut self, page: usize) {
        let count = self.pages.as_ref().map_or(0, |pages| pages.count());
        self.target = Some((page.min(count.saturating_sub(1)), None));
    }

    fn set_zoom(&mut self, zoom: Zoom) {
        self.zoom = zoom;
        self.target = Some((self.page, None));
    }

    /// The number after or before the current one, or the first of the page that one looks at.
    fn turn_number(&mut self, forward: bool, pages: &Pages) {
        let is_stop =
            |page: usize, mark: usize| pages.marks(page).get(mark).is_some_and(|mark| mark.kind != MarkKind::Text);
        let stops: Vec<(usize, usize)> = (0..pages.count())
            .flat_map(|page| (0..pages.marks(page).len()).map(move |mark| (page, mark)))
            .filter(|(page, mark)| is_stop(*page, *mark))
            .collect();
        let next = match self.number {
            Some(number) if forward => stops.iter().find(|stop| **stop > number),
            Some(number) => stops.iter().rfind(|stop| **stop < number),
            None => stops.iter().find(|(page, _)| *page >= self.page),
        };
        if let Some((page, mark)) = next.copied().or(self.number) {
            self.number = Some((page, mark));
            self.number_wants_focus = true;
            self.target = pages.marks(page).get(mark).map(|mark| (page, Some(paper::rect(mark.rect))));
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, pages: &Pages) {
        let mut chosen = None;
        ScrollArea::vertical().id_salt("page list").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (page, heading) in self.list.iter().enumerate().take(pages.count()) {
                let number = pages.number(page).map_or("封面".to_owned(), |number| number.to_string());
                let room = ui.available_width() - 2.0 * ui.spacing().button_padding.x;
                let font = egui::TextStyle::Button.resolve(ui.style());
                let words = format!("{number}　{heading}");
                let mut text = LayoutJob::simple(words, font, Color32::PLACEHOLDER, room);
                text.wrap.max_rows = LIST_LINES;
                let button = Button::selectable(page == self.page, text).min_size(vec2(ui.available_width(), 0.0));
                let response = ui.push_id(page, |ui| ui.add(button)).inner;
                if response.on_hover_text(heading).clicked() {
                    chosen = Some(page);
                }
            }
            keep_focus_in_sight(ui);
        });
        if let Some(page) = chosen {
            self.show_page(page);
        }
    }
}

/// What is to be said about the faces, in one line; the whole of it on hover.
fn notes_ui(ui: &mut Ui, pages: &Pages) {
    let palette = theme::palette(ui);
    let notes = pages.fonts.notes();
    if notes.is_empty() {
        return;
    }
    let is_grave = pages.fonts.missing().next().is_some();
    let colour = if is_grave { palette.error } else { palette.weak_text };
    let text = RichText::new(notes.join("。")).color(colour);
    ui.add(Label::new(text).truncate()).on_hover_text(notes.join("\n"));
}

/// For each page the first heading that begins on it, or that which goes on.
fn page_list(pages: &Pages) -> Vec<String> {
    let mut list: Vec<Option<&str>> = vec![None; pages.count()];
    for (title, page) in pages.topic_titles.iter().zip(&pages.topic_pages) {
        if let Some(entry) = page.and_then(|page| list.get_mut(page)) {
            entry.get_or_insert(title);
        }
    }
    let mut before = "";
    let mut names = Vec::with_capacity(list.len());
    for (page, heading) in list.into_iter().enumerate() {
        before = heading.unwrap_or(before);
        names.push(match before {
            "" if page > 0 => "目录".to_owned(),
            heading => heading.to_owned(),
        });
    }
    names
}
