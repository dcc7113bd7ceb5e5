//! The tool bar of the preview: page, size, search.

use egui::{Button, DragValue, Key, Modifiers, RichText, TextEdit, Ui};

use crate::ui::theme;

use super::{PreviewTab, zoom::Zoom};

const SEARCH_WIDTH: f32 = 150.0;

impl PreviewTab {
    pub(super) fn bar_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            self.page_ui(ui);
            ui.separator();
            self.zoom_ui(ui);
            ui.separator();
            self.search_ui(ui);
            ui.separator();
            ui.checkbox(&mut self.is_final, "按定稿显示").on_hover_text("不印“草稿”字样，待填处留空");
            if self.awaited.is_some() {
                let words = self.waiting_words(ui.ctx());
                ui.label(RichText::new(words).color(theme::palette(ui).weak_text));
            }
        });
    }

    fn page_ui(&mut self, ui: &mut Ui) {
        let count = self.pages.as_ref().map_or(0, |pages| pages.count());
        if ui.add_enabled(self.page > 0, Button::new("上一张")).clicked() {
            self.show_page(self.page - 1);
        }
        let mut page = self.page + 1;
        let field = ui.add_enabled(count > 0, DragValue::new(&mut page).range(1..=count.max(1)).speed(0.1));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("第几张"));
        if field.changed() {
            self.show_page(page.saturating_sub(1));
        }
        ui.label(format!("/ {count} 张"));
        if ui.add_enabled(self.page + 1 < count, Button::new("下一张")).clicked() {
            self.show_page(self.page + 1);
        }
    }

    fn zoom_ui(&mut self, ui: &mut Ui) {
        let seen = self.seen_percent();
        if ui.button("－").on_hover_text("缩小页面（减号）").clicked() {
            self.set_zoom(Zoom::step(false, seen));
        }
        ui.label(format!("{seen:.0}%"));
        if ui.button("＋").on_hover_text("放大页面（加号）").clicked() {
            self.set_zoom(Zoom::step(true, seen));
        }
        for (zoom, keys) in [(Zoom::Width, "0"), (Zoom::Percent(100), "1")] {
            let button = ui.selectable_label(self.zoom == zoom, zoom.label());
            if button.on_hover_text(format!("页面上按 {keys}")).clicked() {
                self.set_zoom(zoom);
            }
        }
    }

    /// How large the page is seen that one looks at.
    pub(super) fn seen_percent(&self) -> f32 {
        self.pages.as_ref().map_or(100.0, |pages| self.places.percent(pages, self.page))
    }

    fn search_ui(&mut self, ui: &mut Ui) {
        let edit = TextEdit::singleline(&mut self.search.words).hint_text("在页面中查找").desired_width(SEARCH_WIDTH);
        let field = ui.add(edit);
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("在页面中查找"));
        if std::mem::take(&mut self.search.wants_focus) {
            field.request_focus();
        }
        let enter = |modifiers| ui.input_mut(|input| input.consume_key(modifiers, Key::Enter));
        let (forward, backward) = if field.lost_focus() || field.has_focus() {
            let backward = enter(Modifiers::SHIFT);
            (enter(Modifiers::NONE), backward)
        } else {
            (false, false)
        };
        if forward || backward {
            field.request_focus();
        }
        if self.search.words.trim().is_empty() {
            return;
        }
        let count = self.search.hits.len();
        let at = if count == 0 { 0 } else { self.search.at + 1 };
        ui.label(format!("{at}/{count}"));
        let previous = ui.add_enabled(count > 0, Button::new("上一个")).on_hover_text("Shift+F3").clicked();
        let next = ui.add_enabled(count > 0, Button::new("下一个")).on_hover_text("F3").clicked();
        if next || forward {
            self.turn_hit(true);
        } else if previous || backward {
            self.turn_hit(false);
        }
    }

    /// F3 goes through what was found; without words it leads to the field.
    pub(super) fn take_search_keys(&mut self, ui: &Ui) {
        let pressed = |modifiers| ui.input_mut(|input| input.consume_key(modifiers, Key::F3));
        let (backward, forward) = (pressed(Modifiers::SHIFT), pressed(Modifiers::NONE));
        if !(forward || backward) {
            return;
        }
        if self.search.words.trim().is_empty() {
            self.search.wants_focus = true;
        } else {
            self.turn_hit(forward);
        }
    }
}
