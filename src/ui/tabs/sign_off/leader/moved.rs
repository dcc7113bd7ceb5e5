//! The five amounts that changed most, with the rate and the reason that was given.

use egui::{Align, Label, Layout, RichText, Ui, vec2};

use crate::{
    figures::Source,
    ui::{Command, View, theme},
    workflow::{YearFigure, amount_words},
};

use super::line::link_ui;

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
    let unit = view.document.amount_unit();
    cell(ui, AMOUNT_WIDTH, Align::Max, |ui| plain(ui, &amount_words(figure.now, unit)));
    cell(ui, AMOUNT_WIDTH, Align::Max, |ui| plain(ui, &figure.change_words(unit)));
    cell(ui, RATE_WIDTH, Align::Max, |ui| plain(ui, &figure.growth.words()));
    let Some((path, _)) = &figure.reason else { return };
    if figure.lacks_reason() {
        ui.label(RichText::new("▲").color(palette.warning));
    }
    if link_ui(ui, figure.reason_words()) {
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
