//! The leader's tab (复核): the department's year on one screen: six figures, the charts, what changed most and why, what
//! is still open, and what was changed since the person last signed or looked.

mod cards;
mod line;
mod lists;
mod moved;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use egui::{Align, Button, Key, Label, Layout, Modifiers, Rect, RichText, ScrollArea, Ui, UiBuilder, Vec2, pos2, vec2};

use crate::{
    derived::Derived,
    document::{Decision, shown_line},
    ui::{
        Command, Screen, SignCommand, View,
        command::CheckingCommand,
        theme,
        widgets::{chart_view, in_sight::keep_focus_in_sight},
    },
    workflow::{LEADER_CHARTS, LeaderPage, Look, Since, Stage, Standing, changed_since, signer},
};

/// A page of less height scrolls.
const LEAST_HEIGHT: f32 = 560.0;
/// In a window narrower than this, the parts stand below each other.
const WIDE: f32 = 1000.0;
const LEAST_CHART: f32 = 190.0;
const NARROW_CHART: f32 = 220.0;
const NARROW_LISTS: f32 = 230.0;
const HEAD_HEIGHT: f32 = 28.0;
const CARD_HEIGHT: f32 = 84.0;
const CHART_SHARE: f32 = 0.33;
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
    page: LeaderPage,
    since: Option<Since>,
}

impl Made {
    fn of(view: &View<'_>) -> Self {
        let (derived, desk) = (view.derived.clone(), view.desk);
        let role = view.person.role.unwrap_or(crate::document::Role::Leader);
        Self {
            page: LeaderPage::of(&derived),
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

impl Screen for LeaderTab {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        if !self.made.as_ref().is_some_and(|made| made.is_of(view)) {
            self.made = Some(Made::of(view));
        }
        let Some(made) = &self.made else { return };
        let enters = std::mem::take(&mut self.wants_focus);
        ScrollArea::vertical().id_salt("leader").auto_shrink(false).show(ui, |ui| {
            let plan = Plan::of(ui.available_size());
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), plan.height), egui::Sense::hover());
            page_ui(ui, view, made, rect, &plan, enters);
            keep_focus_in_sight(ui);
        });
    }

    fn enter(&mut self) {
        self.wants_focus = true;
    }
}

impl LeaderTab {}

/// How the parts of the page stand: beside each other, or below each other in a narrow window.
struct Plan {
    card_rows: usize,
    charts_height: f32,
    chart_rows: usize,
    /// Below the charts.
    rest: f32,
    is_wide: bool,
    height: f32,
}

impl Plan {
    fn of(room: Vec2) -> Self {
        let fixed = HEAD_HEIGHT + BUTTONS_HEIGHT + 4.0 * theme::GRID;
        if room.x >= WIDE {
            let height = room.y.max(LEAST_HEIGHT);
            let charts_height = (height * CHART_SHARE).max(LEAST_CHART);
            let rest = height - fixed - CARD_HEIGHT - charts_height;
            return Self { card_rows: 1, charts_height, chart_rows: 1, rest, is_wide: true, height };
        }
        let (charts_height, rest) = (2.0 * NARROW_CHART + theme::GRID, 2.0 * NARROW_LISTS);
        let height = fixed + 2.0 * CARD_HEIGHT + theme::GRID + charts_height + rest;
        Self { card_rows: 2, charts_height, chart_rows: 2, rest, is_wide: false, height }
    }
}

fn page_ui(ui: &mut Ui, view: &mut View<'_>, made: &Made, rect: Rect, plan: &Plan, enters: bool) {
    let mut top = rect.top();
    let mut below = |height: f32| {
        let row = Rect::from_min_max(pos2(rect.left(), top), pos2(rect.right(), top + height));
        top += height + theme::GRID;
        row
    };
    let rows = plan.card_rows as f32;
    let (head, cards) = (below(HEAD_HEIGHT), below(rows * CARD_HEIGHT + (rows - 1.0) * theme::GRID));
    let (charts, rest, buttons) = (below(plan.charts_height), below(plan.rest), below(BUTTONS_HEIGHT));
    inside(ui, "head", head, |ui| head_ui(ui, view));
    inside(ui, "cards", cards, |ui| cards::cards_ui(ui, view, &made.page.overview.figures, plan.card_rows, enters));
    inside(ui, "charts", charts, |ui| charts_ui(ui, view, charts, plan.chart_rows));
    let (one, other) = match plan.is_wide {
        true => rest.split_left_right_at_fraction(MOVED_SHARE),
        false => rest.split_top_bottom_at_fraction(0.5),
    };
    inside(ui, "moved", one, |ui| moved::moved_ui(ui, view, &made.page.overview.moved));
    let other = if plan.is_wide { other.with_min_x(other.left() + 2.0 * theme::GRID) } else { other };
    inside(ui, "lists", other, |ui| lists::lists_ui(ui, view, &made.page, made.since.as_ref(), other));
    inside(ui, "buttons", buttons, |ui| buttons_ui(ui, view, &made.page));
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
    let summary = standing.summary().unwrap_or_else(|| "尚未签批".to_owned());
    let is_doubtful = !standing.missing.is_empty() || standing.printed_otherwise.is_some();
    match (&standing.stage, standing.last_counting()) {
        (Stage::Returned(record), _) => {
            ("▲", palette.warning, format!("{} 退回：{}", signer(record), shown_line(&record.reason)))
        }
        (Stage::Signed(_), _) if is_doubtful => ("▲", palette.warning, summary),
        (Stage::Signed(_), Some(last)) => {
            let time = shown_line(&last.record.time);
            ("✔", palette.done, format!("{} {time} 签批，{}", signer(&last.record), last.label()))
        }
        (Stage::Unconfirmed, _) => ("？", palette.warning, summary),
        (_, Some(last)) => ("▲", palette.warning, format!("{} {}", signer(&last.record), last.label())),
        (_, None) if standing.verified.is_empty() && !is_doubtful => ("○", palette.weak_text, summary),
        (_, None) => ("▲", palette.warning, summary),
    }
}

/// Pies need room for their labels at both sides.
fn charts_ui(ui: &mut Ui, view: &mut View<'_>, rect: Rect, rows: usize) {
    let derived = view.derived.clone();
    let specs: Vec<_> = LEADER_CHARTS
        .iter()
        .filter_map(|(key, share)| Some((derived.charts.iter().find(|spec| spec.key == *key)?, *share)))
        .collect();
    let height = (rect.height() - (rows as f32 - 1.0) * theme::GRID) / rows as f32;
    for (row, specs) in specs.chunks(LEADER_CHARTS.len() / rows).enumerate() {
        let whole = specs.iter().map(|(_, share)| *share).sum::<u32>() as f32;
        let room = rect.width() - (specs.len() as f32 - 1.0) * theme::GRID;
        let mut left = rect.left();
        for (spec, share) in specs {
            let size = vec2(room * *share as f32 / whole, height);
            let place = Rect::from_min_size(pos2(left, rect.top() + row as f32 * (height + theme::GRID)), size);
            left += size.x + theme::GRID;
            inside(ui, spec.key, place, |ui| {
                view.commands.extend(chart_view::show(ui, spec, height, derived.as_ref()).map(Command::ShowSource));
            });
        }
    }
}

fn buttons_ui(ui: &mut Ui, view: &mut View<'_>, page: &LeaderPage) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let palette = theme::palette(ui);
        let large = vec2(96.0, BUTTONS_HEIGHT - 4.0);
        let sign = Button::new(RichText::new("签批…").color(palette.on_accent)).fill(palette.accent).min_size(large);
        if ui.add(sign).on_hover_text("Ctrl+T").clicked() {
            view.commands.push(Command::Sign(SignCommand::Ask(Decision::Sign)));
        }
        if ui.add(Button::new("退回…").min_size(large)).on_hover_text("Ctrl+Shift+T").clicked() {
            view.commands.push(Command::Sign(SignCommand::Ask(Decision::Return)));
        }
        if ui.add(Button::new("复核单…").min_size(large)).on_hover_text("一页纸，供打印后签字；Ctrl+Shift+P").clicked()
        {
            view.commands.push(Command::ReviewSheet);
        }
        let (words, hint, command) = match &view.desk.checking.last_final {
            Some(path) => {
                let hint = format!(
                    "上次导出的定稿与项目是否仍然一致：{}；另选文件按 Ctrl+Shift+K",
                    shown_line(&path.to_string_lossy())
                );
                ("核对定稿", hint, CheckingCommand::Read(path.clone()))
            }
            None => {
                let hint = "要公开的 Word 或 PDF 与项目是否一致；Ctrl+Shift+K".to_owned();
                ("核对成稿…", hint, CheckingCommand::Ask)
            }
        };
        if ui.add(Button::new(words).min_size(large)).on_hover_text(hint).clicked() {
            view.commands.push(Command::Checking(command));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let words = format!("内容指纹 {}", page.fingerprint);
            ui.label(words).on_hover_text("与复核单上的指纹一致，纸上和文件里就是同一份内容");
            if let Some(line) = &view.desk.opening_line {
                let words = RichText::new(format!("打开时：{line}")).color(palette.weak_text);
                ui.add(Label::new(words).truncate()).on_hover_text(line);
            }
        });
    });
}

/// Whether the key that stands for a click was pressed on what has the keyboard; the arrows are egui's.
pub(super) fn is_pressed(ui: &Ui, response: &egui::Response) -> bool {
    response.clicked() || response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
}
