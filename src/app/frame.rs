//! 窗口的布局：menu bar, tabs at the left, the page, charts and explanation at the right, two lines below.

use egui::{CentralPanel, Frame, Margin, Panel, RichText, Ui};

use crate::ui::{
    Command, Tab, View,
    dialogs::Step,
    menu::{self, Stock},
    panels::{explain_card, find::FindOutcome, side_panel, status, tab_list, welcome},
    state::current,
    theme,
};

use super::{App, ReadOnly, places::focused_rect};

/// Narrower windows fold the right panel until it is asked for.
const ROOM_FOR_SIDE: f32 = 1000.0;
/// Narrower windows have a narrower list of tabs.
const ROOM_FOR_WIDE_LIST: f32 = 760.0;
const LIST_WIDTH: f32 = 150.0;
const NARROW_LIST_WIDTH: f32 = 140.0;
const SIDE_WIDTH: f32 = 320.0;
const FOLDED_WIDTH: f32 = 36.0;

impl App {
    /// Everything but the dialogs.
    pub(super) fn frame_ui(&mut self, ui: &mut Ui, flush: bool, commands: &mut Vec<Command>) {
        self.menu_ui(ui, commands);
        self.notice_ui(ui, commands);
        self.read_only_ui(ui, commands);
        if !self.is_open {
            let frame = Frame::new().fill(theme::palette(ui).work_area).inner_margin(16);
            CentralPanel::default().frame(frame).show(ui, |ui| welcome::welcome_ui(ui, &self.recent, commands));
            return;
        }
        self.bottom_ui(ui, commands);
        self.list_ui(ui, commands);
        self.side_ui(ui, commands);
        self.page_ui(ui, flush, commands);
        self.card_ui(ui, commands);
    }

    fn menu_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let document = self.is_open.then(|| self.session.document().as_ref());
        let possible = self.possible();
        let stock = Stock { possible: &possible, recent: &self.recent };
        let menus = &mut self.menus;
        Panel::top("menu").frame(bar(ui)).show(ui, |ui| menu::menu_bar_ui(ui, menus, stock, document, commands));
    }

    fn notice_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let Some(notice) = &self.notice else { return };
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
            self.notice = None;
        }
    }

    fn bottom_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let derived = self.session.derived().clone();
        let save_state = self.save_state();
        Panel::bottom("summary").frame(bar(ui)).exact_size(30.0).show(ui, |ui| {
            let selection = self.tabs.selection_summary();
            let message = self.message.as_ref();
            status::summary_line_ui(ui, &derived, selection.as_deref(), message, &save_state, commands);
        });
        Panel::bottom("findings").frame(bar(ui)).exact_size(34.0).show(ui, |ui| {
            status::finding_line_ui(ui, &derived, self.walk.current(&derived), commands);
        });
    }

    /// 编制已签批 · 已保存 14:03
    fn save_state(&self) -> String {
        let saved_at = self.saved_at.as_deref().map_or_else(String::new, |time| format!(" {time}"));
        let saved = match (self.session.is_modified(), self.session.path(), self.autosave.kept_at()) {
            _ if self.is_saving() => "正在保存……".to_owned(),
            (true, _, Some(time)) => format!("未保存（已自动留存 {time}）"),
            (true, _, None) => "未保存".to_owned(),
            (false, Some(_), _) => format!("已保存{saved_at}"),
            (false, None, _) => "尚未存为文件".to_owned(),
        };
        match self.desk.standing.summary() {
            Some(signed) => format!("{signed} · {saved}"),
            None => saved,
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let wide = ui.ctx().content_rect().width() >= ROOM_FOR_WIDE_LIST;
        let width = if wide { LIST_WIDTH } else { NARROW_LIST_WIDTH };
        let derived = self.session.derived().clone();
        let frame = Frame::new().fill(theme::palette(ui).panel).inner_margin(6);
        Panel::left("tabs").frame(frame).exact_size(width).resizable(false).show(ui, |ui| {
            egui::ScrollArea::vertical().id_salt("tab list").show(ui, |ui| {
                tab_list::tab_list_ui(ui, self.tab, &derived, &self.desk, commands);
            });
        });
    }

    pub(super) fn is_folded(&self, context: &egui::Context) -> bool {
        self.is_folded.unwrap_or_else(|| {
            context.content_rect().width() < ROOM_FOR_SIDE || side_panel::is_folded_at_first(self.tab)
        })
    }

    fn side_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let derived = self.session.derived().clone();
        let frame = Frame::new().fill(theme::palette(ui).panel).inner_margin(6);
        if self.is_folded(ui.ctx()) {
            let panel = Panel::right("folded side").frame(frame).exact_size(FOLDED_WIDTH).resizable(false);
            panel.show(ui, |ui| side_panel::folded_ui(ui, commands));
            return;
        }
        let most = (ui.ctx().content_rect().width() * 0.5).max(200.0);
        let panel = Panel::right("side").frame(frame).default_size(SIDE_WIDTH.min(most)).size_range(200.0..=most);
        panel.show(ui, |ui| {
            let explained = self.explained(ui.ctx());
            ui.push_id(self.documents_seen, |ui| self.side.ui(ui, self.tab, &derived, explained.as_ref(), commands));
        });
    }

    fn page_ui(&mut self, ui: &mut Ui, flush: bool, commands: &mut Vec<Command>) {
        let derived = self.session.derived().clone();
        let revision = self.session.revision();
        let frame = Frame::new().fill(theme::palette(ui).work_area).inner_margin(Margin::symmetric(12, 8));
        if std::mem::replace(&mut self.document_shown, self.documents_seen) != self.documents_seen {
            current::set(ui.ctx(), None);
        }
        if self.tabs.shown() != self.tab {
            current::forget_place(ui.ctx());
            self.card = None;
            if self.tab == Tab::Preview {
                self.find = None;
            }
        }
        CentralPanel::default().frame(frame).show(ui, |ui| {
            self.page = Some(ui.max_rect());
            let corner = ui.max_rect().right_top();
            let read_only = self.read_only.as_ref().map(ReadOnly::sentence);
            let view = View::of(&derived, commands, flush);
            let mut view = View { desk: &self.desk, read_only: read_only.as_deref(), ..view };
            // Each tab scrolls by itself and keeps its widgets' names apart from the others'.
            ui.push_id((self.tab.label(), self.documents_seen), |ui| self.tabs.ui(self.tab, ui, &mut view));
            if let Some(find) = &mut self.find
                && find.ui(ui, corner, revision, &mut view) == FindOutcome::Closed
            {
                if !find.has_place() {
                    self.tabs.enter(self.tab);
                }
                self.find = None;
            }
        });
    }

    /// The explanation over the page; it leaves what has the keyboard in sight.
    fn card_ui(&mut self, ui: &Ui, commands: &mut Vec<Command>) {
        let Some((card, page)) = self.card.zip(self.page).filter(|_| self.is_folded(ui.ctx())) else { return };
        let derived = self.session.derived().clone();
        let explained = self.explained(ui.ctx());
        // Once another cell is the current one, it is that which is explained.
        let current = || focused_rect(ui.ctx()).filter(|rect| page.contains_rect(*rect));
        let spared = if self.explained.is_some() { card } else { current().unwrap_or(card) };
        let side = &mut self.side;
        let is_closed =
            explain_card::card_ui(ui, page, spared, |ui| side.card_ui(ui, &derived, explained.as_ref(), commands));
        let escapes = || ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        if is_closed || (self.dialog.is_none() && escapes()) {
            self.card = None;
            self.go_to_page(ui.ctx());
        }
    }

    /// The one dialog that is open, above everything else.
    pub(super) fn dialogs_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        if self.asked.is_some() {
            self.asked_ui(ui);
            return;
        }
        if self.opening.is_some() {
            self.opening_ui(ui);
            return;
        }
        if self.waits_for_saving() {
            self.waiting_ui(ui);
            return;
        }
        let Some(dialog) = &mut self.dialog else { return };
        let derived = self.session.derived().clone();
        let view = View::of(&derived, commands, false);
        let mut view = View { desk: &self.desk, ..view };
        if dialog.ui(ui, &mut view) == Step::Close {
            self.dialog = None;
            ui.ctx().request_repaint();
        }
    }
}

/// The frame of a bar above or below.
pub(super) fn bar(ui: &Ui) -> Frame {
    Frame::new().fill(theme::palette(ui).panel).inner_margin(Margin::symmetric(8, 3))
}
