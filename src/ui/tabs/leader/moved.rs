//! The five amounts that changed most, with the rate and the reason that was given.

use egui::{Align, Label, Layout, RichText, Ui, vec2};

use crate::{
    figures::Source,
    ui::{Command, View, theme},
    workflow::YearFigure,
};

use super::{cards::amount, line::link_ui};

const NAME_WIDTH: f32 = 0.27;
const AMOUNT_WIDTH: f32 = 78.0;
const RATE_WIDTH: f32 = 104.0;

pub(super) fn moved_ui(ui: &mut Ui, view: &mut View<'_>, moved: &[YearFigure]) {
    let palette = theme::palette(ui);
    ui.label(RichText::new("变动最大的五项").text_style(theme::section()));
    if moved.is_empty() {
        ui.label(RichText::new("没有可比的上年数；填入上年数后列出变动最大的五项").color(palette.weak_text));
        return;
    }
    let name_width = ui.available_width() * NAME_WIDTH;
    ui.horizontal(|ui| {
        for (width, words, align) in [
            (name_width, "项目", Align::Min),
            (AMOUNT_WIDTH, "本年", Align::Max),
            (AMOUNT_WIDTH, "增减", Align::Max),
            (RATE_WIDTH, "幅度", Align::Max),
            (60.0, "原因", Align::Min),
        ] {
            cell(ui, width, align, |ui| {
                ui.label(RichText::new(words).color(palette.weak_text));
            });
        }
    });
    for figure in moved {
        ui.horizontal(|ui| row_ui(ui, view, figure, name_width));
    }
}

fn row_ui(ui: &mut Ui, view: &mut View<'_>, figure: &YearFigure, name_width: f32) {
    let palette = theme::palette(ui);
    cell(ui, name_width, Align::Min, |ui| {
        if link_ui(ui, &figure.label) {
            view.commands.push(Command::ShowSource(figure.source.clone()));
        }
    });
    let change = figure.growth.change.map(|change| {
        let sign = if change.is_negative() { "" } else { "+" };
        format!("{sign}{}", amount(Some(change), view.document))
    });
    cell(ui, AMOUNT_WIDTH, Align::Max, |ui| plain(ui, &amount(figure.now, view.document)));
    cell(ui, AMOUNT_WIDTH, Align::Max, |ui| plain(ui, change.as_deref().unwrap_or("—")));
    cell(ui, RATE_WIDTH, Align::Max, |ui| plain(ui, &figure.growth.words()));
    let Some((path, reason)) = &figure.reason else { return };
    let is_missing = reason.trim().is_empty();
    if is_missing && figure.reason_is_due {
        ui.label(RichText::new("▲").color(palette.warning));
    }
    let words = match (is_missing, figure.reason_is_due) {
        (false, _) => reason.as_str(),
        (true, true) => "还没有写原因",
        (true, false) => "—",
    };
    if link_ui(ui, words) {
        view.commands.push(Command::ShowSource(Source::Entered(*path)));
    }
}

fn plain(ui: &mut Ui, text: &str) {
    ui.add(Label::new(text).truncate());
}

/// A cell of this width.
fn cell(ui: &mut Ui, width: f32, align: Align, draw: impl FnOnce(&mut Ui)) {
    let layout = match align {
        Align::Max => Layout::right_to_left(Align::Center),
        _ => Layout::left_to_right(Align::Center),
    };
    ui.allocate_ui_with_layout(vec2(width, theme::ROW_HEIGHT), layout, |ui| {
        ui.set_min_size(vec2(width, theme::ROW_HEIGHT));
        ui.set_max_width(width);
        draw(ui);
    });
}
