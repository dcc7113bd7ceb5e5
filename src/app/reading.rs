//! Reading: from finding to finding, and where a number is from.

use egui::{Context, Rect, Vec2, vec2};

use crate::{
    figures::Source,
    session::Session,
    storage::Settings,
    ui::{
        Tab,
        panels::{explain_panel, find::Find, side_panel::SidePanel},
        state::{current, finding_walk::place_of},
    },
};

use super::{
    Opened, Window,
    opened::AskedNumber,
    region::{WindowRegion, region_of},
};

/// About as large as a number.
const CLICKED: Vec2 = vec2(90.0, 24.0);
/// Narrower windows fold the right panel until it is asked for.
const ROOM_FOR_SIDE: f32 = 1300.0;

/// How the page and what stands beside it are laid out, whichever document is open.
#[derive(Default)]
pub(super) struct Layout {
    pub side: SidePanel,
    /// Where the page was drawn.
    pub page: Option<Rect>,
    /// The number of the document of which it was drawn last.
    pub shown: u64,
}

impl Layout {
    /// Whether something of the page has the keyboard.
    pub fn has_keyboard(&self, context: &Context) -> bool {
        region_of(self.page, context) == WindowRegion::Page
    }
}

/// Whether the right panel is folded: as it was chosen, else where there is little room and on pages to be read.
pub(super) fn is_folded(settings: &Settings, tab: Tab, context: &Context) -> bool {
    let (is_entry, chosen) = (tab.form().is_some(), settings.side_folded);
    let chosen = if is_entry { chosen.entry } else { chosen.reading };
    chosen.unwrap_or(!is_entry || context.content_rect().width() < ROOM_FOR_SIDE)
}

/// Reading, with what it may touch.
pub(super) struct Reading<'a> {
    pub layout: &'a mut Layout,
    pub session: &'a Session,
    pub opened: &'a mut Opened,
    pub window: &'a mut Window,
    pub context: &'a Context,
}

impl Reading<'_> {
    pub fn walk_findings(&mut self, step: isize) {
        let derived = self.session.derived().clone();
        match self.opened.walk.next(step, &derived, self.opened.tab) {
            Some((index, _)) => self.show_finding_at(index),
            None if derived.review.findings.is_empty() => self.window.say("没有发现问题"),
            None => self.window.say("没有待处理的问题，其余已说明"),
        }
    }

    pub fn show_finding_at(&mut self, index: usize) {
        let derived = self.session.derived().clone();
        let here = (self.opened.tab, current::get(self.context));
        let Some(finding) = self.opened.walk.show(index, &derived, here) else { return };
        match place_of(&derived, finding) {
            Some(place) => self.opened.show_source(&derived, &place),
            None => self.opened.show_tab(Tab::Review),
        }
        self.opened.walk.arrived(self.opened.tab);
    }

    pub fn back_from_finding(&mut self) {
        let Some((tab, source)) = self.opened.walk.back() else { return };
        self.opened.show_tab(tab);
        if let Some(source) = source {
            self.opened.tabs.go_to(tab, &source);
        }
    }

    pub fn explain(&mut self, source: Source) {
        self.opened.explained = Some(AskedNumber { source, current: current::get(self.context) });
        self.show_explanation();
    }

    pub fn explain_current(&mut self) {
        if let Some(source) = current::get(self.context) {
            self.explain(source);
        }
        self.show_explanation();
    }

    /// In the panel where it is open; else over the page, so that what was clicked stays where it was.
    fn show_explanation(&mut self) {
        if !self.is_folded() {
            return;
        }
        let clicked = self.context.input(|input| input.pointer.interact_pos().filter(|_| input.pointer.any_click()));
        let clicked = clicked.map(|at| Rect::from_center_size(at, CLICKED));
        self.opened.card = clicked.or_else(|| focused_rect(self.context)).or(Some(Rect::NOTHING));
    }

    pub fn copy_explanation(&mut self) {
        let source = self.opened.explained(self.context);
        let explanation = source.and_then(|source| self.session.derived().figures.explain(&source));
        match explanation {
            Some(explanation) => {
                self.context.copy_text(explain_panel::as_text(&explanation));
                self.window.say("已复制这个数的来历");
            }
            None => self.window.say("请先选中一格"),
        }
    }

    pub fn find(&mut self) {
        match &mut self.opened.find {
            // The pages as printed have a search of their own.
            _ if self.opened.tab == Tab::Preview => self.opened.tabs.search_preview(),
            Some(find) => find.focus(),
            None => self.opened.find = Some(Find::open()),
        }
    }

    /// A card over the page goes first.
    pub fn fold_right(&mut self) {
        if self.opened.card.take().is_some() {
            return;
        }
        if self.opened.tabs.fold(self.opened.tab) {
            return self.context.request_repaint();
        }
        if !self.opened.is_open {
            return self.window.say("右栏说明打开的决算，现在没有打开的文件");
        }
        let folds = !self.is_folded();
        if folds && !self.layout.has_keyboard(self.context) {
            // What is folded must not keep the keyboard.
            self.opened.enter_page();
        }
        let chosen = &mut self.window.settings.side_folded;
        match self.opened.tab.form() {
            Some(_) => chosen.entry = Some(folds),
            None => chosen.reading = Some(folds),
        }
        self.window.save_settings();
    }

    fn is_folded(&self) -> bool {
        is_folded(&self.window.settings, self.opened.tab, self.context)
    }
}

/// Of what has the keyboard, where that is no more than some lines.
pub(super) fn focused_rect(context: &Context) -> Option<Rect> {
    let focused = context.memory(|memory| memory.focused())?;
    let rect = context.read_response(focused)?.rect;
    (rect.height() < 4.0 * CLICKED.y).then_some(rect)
}
