//! Where things stand in the window: menu bar, tabs at the left, the page, charts and explanation at the right, two
//! lines below.

use egui::{CentralPanel, Frame, Margin, Panel, RichText, Ui};

use crate::ui::{
    Command, Tab, View,
    dialogs::Continuation,
    menu::{self, Stock},
    panels::{
        explain_card,
        find::FindOutcome,
        side_panel::{self, Subject},
        status, tab_list, welcome,
    },
    state::current,
    theme,
};

use super::{
    App,
    read_only::ReadOnly,
    reading::{focused_rect, is_folded},
};

/// Narrower windows have a narrower list of tabs.
const ROOM_FOR_WIDE_LIST: f32 = 760.0;
const LIST_WIDTH: f32 = 180.0;
const NARROW_LIST_WIDTH: f32 = 150.0;
const SIDE_WIDTH: f32 = 320.0;
const FOLDED_WIDTH: f32 = 36.0;
/// Lower windows have no chart below a table.
const ROOM_FOR_STRIP: f32 = 720.0;

impl App {
    /// Everything but the dialogs.
    pub(super) fn frame_ui(&mut self, ui: &mut Ui, flush: bool, commands: &mut Vec<Command>) {
        self.menu_ui(ui, commands);
        self.notice_ui(ui, commands);
        if let Some(read_only) = self.opened.read_only.as_ref().filter(|_| self.opened.is_open) {
            read_only.bar_ui(ui, commands);
        }
        if !self.opened.shows_page() {
            let frame = Frame::new().fill(theme::palette(ui).work_area).inner_margin(16);
            let recent = &self.files.recent.files;
            CentralPanel::default().frame(frame).show(ui, |ui| welcome::welcome_ui(ui, recent, commands));
            return;
        }
        if self.opened.is_open {
            self.bottom_ui(ui, commands);
            self.list_ui(ui, commands);
            self.side_ui(ui, commands);
        } else {
            let message = self.window.message.as_ref();
            let line = Panel::bottom("message").frame(bar(ui)).exact_size(30.0);
            line.show(ui, |ui| status::message_line_ui(ui, message));
        }
        self.page_ui(ui, flush, commands);
        self.card_ui(ui, commands);
    }

    fn menu_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let document = self.opened.is_open.then(|| self.session.document().as_ref());
        let possible = self.opened.possible(&self.session);
        let stock = Stock { possible: &possible, recent: &self.files.recent.files };
        let menus = &mut self.keyboard.menus;
        Panel::top("menu").frame(bar(ui)).show(ui, |ui| menu::menu_bar_ui(ui, menus, stock, document, commands));
    }

    fn notice_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let Some(notice) = &self.window.notice else { return };
        let mut put_away = false;
        Panel::top("notice").frame(bar(ui)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                let palette = theme::palette(ui);
                let (symbol, colour) =
                    if notice.is_information { ("●", palette.hint) } else { ("✖", palette.error) };
                ui.label(RichText::new(symbol).color(colour));
                let text = ui.label(&notice.text);
                ui.ctx().accesskit_node_builder(text.id, |node| node.set_live(egui::accesskit::Live::Assertive));
                for (words, command) in &notice.remedies {
                    if ui.button(*words).clicked() {
                        commands.push(command.clone());
                        put_away = true;
                    }
                }
                put_away |= ui.button("知道了").clicked();
            });
        });
        if put_away {
            self.window.notice = None;
        }
    }

    fn bottom_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let derived = self.session.derived().clone();
        let save_state = self.save_state();
        Panel::bottom("summary").frame(bar(ui)).exact_size(30.0).show(ui, |ui| {
            let selection = self.opened.tabs.selection_summary();
            let message = self.window.message.as_ref();
            status::summary_line_ui(ui, &derived, selection.as_deref(), message, &save_state, commands);
        });
        Panel::bottom("findings").frame(bar(ui)).exact_size(34.0).show(ui, |ui| {
            let next = self.opened.walk.next(1, &derived, self.opened.tab);
            status::finding_line_ui(ui, &derived, next, commands);
        });
    }

    /// 编制已签批 · 已保存 14:03
    fn save_state(&self) -> String {
        let saved_at = self.opened.saved_at.as_deref().map_or_else(String::new, |time| format!(" {time}"));
        let checking = if self.session.derived().is_behind() { "正在检查 · " } else { "" };
        let saved = match (self.session.is_modified(), self.session.path(), self.files.autosave.kept_at()) {
            _ if self.files.is_saving() => "正在保存……".to_owned(),
            (true, _, Some(time)) => format!("未保存（已自动留存 {time}）"),
            (true, _, None) => "未保存".to_owned(),
            (false, Some(_), _) => format!("已保存{saved_at}"),
            (false, None, _) => "尚未存为文件".to_owned(),
        };
        match self.opened.desk.standing.summary() {
            Some(signed) => format!("{checking}{signed} · {saved}"),
            None => format!("{checking}{saved}"),
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let wide = ui.ctx().content_rect().width() >= ROOM_FOR_WIDE_LIST;
        let width = if wide { LIST_WIDTH } else { NARROW_LIST_WIDTH };
        let derived = self.session.derived().clone();
        let frame = Frame::new().fill(theme::palette(ui).panel).inner_margin(6);
        Panel::left("tabs").frame(frame).exact_size(width).resizable(false).show(ui, |ui| {
            egui::ScrollArea::vertical().id_salt("tab list").show(ui, |ui| {
                tab_list::tab_list_ui(ui, self.opened.tab, &derived, &self.opened.desk, commands);
            });
        });
    }

    fn is_folded(&self) -> bool {
        is_folded(&self.window.settings, self.opened.tab, &self.context)
    }

    fn side_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let derived = self.session.derived().clone();
        let frame = Frame::new().fill(theme::palette(ui).panel).inner_margin(6);
        if self.is_folded() && self.opened.tab.form().is_some() {
            return self.side_below_ui(ui, commands);
        }
        if self.is_folded() {
            let panel = Panel::right("folded side").frame(frame).exact_size(FOLDED_WIDTH).resizable(false);
            panel.show(ui, |ui| side_panel::folded_ui(ui, commands));
            return;
        }
        let most = (ui.ctx().content_rect().width() * 0.5).max(200.0);
        let panel = Panel::right("side").frame(frame).default_size(SIDE_WIDTH.min(most)).size_range(200.0..=most);
        panel.show(ui, |ui| {
            let explained = self.opened.explained(ui.ctx());
            let (side, tab) = (&mut self.layout.side, self.opened.tab);
            let finding = self.opened.walk.shown_at(explained.as_ref(), &derived, tab);
            let subject = Subject { number: explained.as_ref(), finding };
            ui.push_id(self.opened.number, |ui| side.ui(ui, tab, &derived, subject, commands));
        });
    }

    /// The table comes first: what is said of the number stands in a line below it, the chart in a strip if there is room.
    fn side_below_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let derived = self.session.derived().clone();
        let explained = self.opened.explained(ui.ctx());
        let (side, tab) = (&mut self.layout.side, self.opened.tab);
        let finding = self.opened.walk.shown_at(explained.as_ref(), &derived, tab);
        let subject = Subject { number: explained.as_ref(), finding };
        if ui.ctx().content_rect().height() >= ROOM_FOR_STRIP {
            side_panel::chart_strip_ui(ui, tab, &derived, commands);
        }
        Panel::bottom("side below").frame(bar(ui)).exact_size(34.0).show(ui, |ui| {
            side.line_ui(ui, &derived, subject, commands);
        });
    }

    fn page_ui(&mut self, ui: &mut Ui, flush: bool, commands: &mut Vec<Command>) {
        let derived = self.session.derived().clone();
        let revision = self.session.revision();
        let frame = Frame::new().fill(theme::palette(ui).work_area).inner_margin(Margin::symmetric(12, 8));
        let opened = &mut self.opened;
        if std::mem::replace(&mut self.layout.shown, opened.number) != opened.number {
            current::set(ui.ctx(), None);
        }
        if opened.tabs.shown() != opened.tab {
            current::forget_place(ui.ctx());
            opened.card = None;
            if opened.tab == Tab::Preview {
                opened.find = None;
            }
        }
        CentralPanel::default().frame(frame).show(ui, |ui| {
            self.layout.page = Some(ui.max_rect());
            let corner = ui.max_rect().right_top();
            let read_only = opened.read_only.as_ref().map(ReadOnly::sentence);
            let view = View::of(&derived, commands, flush);
            let (person, desk, auditing) = (&self.person, &opened.desk, &self.audits.desk);
            let pasted = &self.window.settings.pasted;
            let mut view = View { person, desk, auditing, pasted, read_only: read_only.as_deref(), ..view };
            // Each tab scrolls by itself and keeps its widgets' names apart from the others'.
            ui.push_id((opened.tab.label(), opened.number), |ui| opened.tabs.ui(opened.tab, ui, &mut view));
            if let Some(find) = &mut opened.find
                && find.ui(ui, corner, revision, &mut view) == FindOutcome::Closed
            {
                if !find.has_place() {
                    opened.tabs.enter(opened.tab);
                }
                opened.find = None;
            }
        });
    }

    /// The explanation over the page; it leaves what has the keyboard in sight.
    fn card_ui(&mut self, ui: &Ui, commands: &mut Vec<Command>) {
        let Some((card, page)) = self.opened.card.zip(self.layout.page).filter(|_| self.is_folded()) else { return };
        let derived = self.session.derived().clone();
        let explained = self.opened.explained(ui.ctx());
        // Once another cell is the current one, it is that which is explained.
        let current = || focused_rect(ui.ctx()).filter(|rect| page.contains_rect(*rect));
        let spared = if self.opened.explained.is_some() { card } else { current().unwrap_or(card) };
        let side = &mut self.layout.side;
        let finding = self.opened.walk.shown_at(explained.as_ref(), &derived, self.opened.tab);
        let subject = Subject { number: explained.as_ref(), finding };
        let is_closed = explain_card::card_ui(ui, page, spared, |ui| side.card_ui(ui, &derived, subject, commands));
        let escapes = || ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        if is_closed || (self.window.dialog.is_none() && escapes()) {
            self.opened.card = None;
            self.typing().go_to_page();
        }
    }

    /// The one dialog that is open, above everything else.
    pub(super) fn dialogs_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        if self.asked.is_open() {
            if let Some(answer) = self.asking().ui(ui) {
                self.answered(answer);
            }
            return;
        }
        if self.files.covers_window() {
            if self.filing().cover_ui(ui) {
                self.keyboard.type_ahead.hold(ui.ctx(), Vec::new());
            }
            return;
        }
        let Some(dialog) = &mut self.window.dialog else { return };
        let derived = self.session.derived().clone();
        let view = View::of(&derived, commands, false);
        let mut view = View { person: &self.person, desk: &self.opened.desk, ..view };
        if dialog.ui(ui, &mut view) == Continuation::Close {
            self.window.dialog = None;
            ui.ctx().request_repaint();
        }
    }
}

/// The frame of a bar above or below.
pub(super) fn bar(ui: &Ui) -> Frame {
    Frame::new().fill(theme::palette(ui).panel).inner_margin(Margin::symmetric(8, 3))
}
