//! 复核页：the department's year on one screen: six figures, the charts, what changed most and why, what is still open,
//! and what was changed since the person last signed or looked.

mod cards;
mod line;
mod lists;
mod moved;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use egui::{Align, Button, Key, Label, Layout, Modifiers, Rect, RichText, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::{
    derived::Derived,
    document::Decision,
    ui::{Command, Sign, View, chart_view, theme},
    workflow::{Look, Overview, Since, Stage, Standing, changed_since, signer},
};

/// The charts that are shown, by key, in the order of reading.
const CHARTS: [&str; 4] = ["totals", "spending_structure", "gpb_classes", "three_public"];
/// A page of less height scrolls.
const LEAST_HEIGHT: f32 = 560.0;
const HEAD_HEIGHT: f32 = 28.0;
const CARD_HEIGHT: f32 = 84.0;
const CHART_SHARE: f32 = 0.32;
const BUTTONS_HEIGHT: f32 = 34.0;
/// What changed most takes this share of the width, the lists the rest.
const MOVED_SHARE: f32 = 0.5;

/// What this tab remembers: all that is computed, until the document or the person's knowledge of it changes.
#[derive(Default)]
pub struct LeaderTab {
    made: Option<Made>,
    wants_focus: bool,
}

struct Made {
    derived: Arc<Derived>,
    standing: Arc<Standing>,
    look: Option<Arc<Look>>,
    overview: Overview,
    since: Option<Since>,
}

impl Made {
    fn of(view: &View<'_>) -> Self {
        let (derived, desk) = (view.derived.clone(), view.desk);
        let role = desk.role.unwrap_or(crate::document::Role::Leader);
        Self {
            overview: Overview::of(&derived),
            since: changed_since(&derived, &desk.standing, role, desk.look.as_deref()),
            standing: desk.standing.clone(),
            look: desk.look.clone(),
            derived,
        }
    }

    fn is_of(&self, view: &View<'_>) -> bool {
        let same_look = match (&self.look, &view.desk.look) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        Arc::ptr_eq(&self.derived, view.derived) && Arc::ptr_eq(&self.standing, &view.desk.standing) && same_look
    }
}

impl LeaderTab {
    /// Takes the keyboard the next time the tab is drawn: the first figure has it, Tab and the arrows go on.
    pub fn enter(&mut self) {
        self.wants_focus = true;
    }

    /// Draws the tab.
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        if !self.made.as_ref().is_some_and(|made| made.is_of(view)) {
            self.made = Some(Made::of(view));
        }
        let Some(made) = &self.made else { return };
        let enters = std::mem::take(&mut self.wants_focus);
        ScrollArea::vertical().id_salt("leader").auto_shrink(false).show(ui, |ui| {
            let width = ui.available_width();
            let height = ui.available_height().max(LEAST_HEIGHT);
            let (rect, _) = ui.allocate_exact_size(vec2(width, height), egui::Sense::hover());
            page_ui(ui, view, made, rect, enters);
        });
    }
}

fn page_ui(ui: &mut Ui, view: &mut View<'_>, made: &Made, rect: Rect, enters: bool) {
    let mut top = rect.top();
    let mut below = |height: f32| {
        let row = Rect::from_min_max(pos2(rect.left(), top), pos2(rect.right(), top + height));
        top += height + theme::GRID;
        row
    };
    let (head, cards) = (below(HEAD_HEIGHT), below(CARD_HEIGHT));
    let charts = below((rect.height() - HEAD_HEIGHT - CARD_HEIGHT - BUTTONS_HEIGHT) * CHART_SHARE);
    let rest = below(rect.bottom() - charts.bottom() - BUTTONS_HEIGHT - 2.0 * theme::GRID);
    let buttons = below(BUTTONS_HEIGHT);
    inside(ui, "head", head, |ui| head_ui(ui, view));
    inside(ui, "cards", cards, |ui| cards::cards_ui(ui, view, &made.overview.figures, enters));
    inside(ui, "charts", charts, |ui| charts_ui(ui, view, charts));
    let middle = rest.left() + rest.width() * MOVED_SHARE;
    let left = Rect::from_min_max(rest.min, pos2(middle - theme::GRID, rest.bottom()));
    let right = Rect::from_min_max(pos2(middle + theme::GRID, rest.top()), rest.max);
    inside(ui, "moved", left, |ui| moved::moved_ui(ui, view, &made.overview.moved));
    inside(ui, "lists", right, |ui| lists::lists_ui(ui, view, made.since.as_ref(), right));
    inside(ui, "buttons", buttons, |ui| buttons_ui(ui, view));
}

/// Draws inside a part of the page, cut off at its edge.
fn inside(ui: &mut Ui, name: &str, rect: Rect, draw: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().id_salt(name).max_rect(rect), |ui| {
        ui.shrink_clip_rect(rect.expand(2.0));
        draw(ui);
    });
}

/// Whose year it is, and how far its signatures have come.
fn head_ui(ui: &mut Ui, view: &View<'_>) {
    let unit = &view.document.unit;
    let palette = theme::palette(ui);
    ui.horizontal(|ui| {
        let name = if unit.department.is_blank() { "（未填单位名称）" } else { &unit.department };
        let year = unit.year.map_or_else(String::new, |year| format!(" {year}年度决算"));
        ui.heading(format!("{name}{year}"));
        ui.label(RichText::new(format!("金额单位：{}", view.document.amount_unit().name())).color(palette.weak_text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (symbol, colour, words) = stage_words(view, palette);
            ui.add(Label::new(RichText::new(format!("{symbol} {words}")).color(colour)).truncate());
        });
    });
}

fn stage_words(view: &View<'_>, palette: &theme::Palette) -> (&'static str, egui::Color32, String) {
    let standing = &view.desk.standing;
    match (&standing.stage, standing.last()) {
        (Stage::Returned(record), _) => ("▲", palette.warning, format!("{} 退回：{}", signer(record), &*record.reason)),
        (Stage::Signed(_), Some(last)) => (
            "✔",
            palette.done,
            format!("{} {} 签批，{}", signer(&last.record), &*last.record.time, last.verdict.label()),
        ),
        (_, Some(last)) => ("▲", palette.warning, format!("{} {}", signer(&last.record), last.verdict.label())),
        (_, None) => ("○", palette.weak_text, "尚未签批".to_owned()),
    }
}

fn charts_ui(ui: &mut Ui, view: &mut View<'_>, rect: Rect) {
    let derived = view.derived.clone();
    let specs: Vec<_> = CHARTS.iter().filter_map(|key| derived.charts.iter().find(|spec| spec.key == *key)).collect();
    let count = specs.len().max(1) as f32;
    let width = (rect.width() - (count - 1.0) * theme::GRID) / count;
    for (index, spec) in specs.into_iter().enumerate() {
        let left = rect.left() + index as f32 * (width + theme::GRID);
        let place = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        inside(ui, spec.key, place, |ui| {
            view.commands.extend(chart_view::show(ui, spec, rect.height(), derived.as_ref()).map(Command::ShowSource));
        });
    }
}

fn buttons_ui(ui: &mut Ui, view: &mut View<'_>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let palette = theme::palette(ui);
        let large = vec2(96.0, BUTTONS_HEIGHT - 4.0);
        let sign = Button::new(RichText::new("签批…").color(palette.on_accent)).fill(palette.accent).min_size(large);
        if ui.add(sign).on_hover_text("Ctrl+T").clicked() {
            view.commands.push(Command::Sign(Sign::Ask(Decision::Sign)));
        }
        if ui.add(Button::new("退回…").min_size(large)).on_hover_text("Ctrl+Shift+T").clicked() {
            view.commands.push(Command::Sign(Sign::Ask(Decision::Return)));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if let Some(line) = &view.desk.opening_line {
                let words = RichText::new(line).color(palette.weak_text);
                ui.add(Label::new(words).truncate()).on_hover_text(line);
            }
        });
    });
}

/// Whether the key that stands for a click was pressed on what has the keyboard; the arrows are egui's.
pub(super) fn is_pressed(ui: &Ui, response: &egui::Response) -> bool {
    response.clicked() || response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
}
