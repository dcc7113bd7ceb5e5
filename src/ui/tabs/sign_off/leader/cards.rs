//! Six figures, each with last year's below it and how much it changed.

use egui::{
    Align2, Color32, CursorIcon, FontId, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2,
};

use crate::{
    ui::{
        Command, View,
        theme::{self, fonts},
    },
    workflow::{YearFigure, amount_words},
};

/// Text of the figures that matter most.
const FIGURE_TEXT: f32 = 22.0;

/// Draws the six side by side, in one row or two.
pub(super) fn cards_ui(ui: &mut Ui, view: &mut View<'_>, figures: &[YearFigure], rows: usize, enters: bool) {
    let count = figures.len().div_ceil(rows).max(1);
    let width = (ui.available_width() - (count as f32 - 1.0) * theme::GRID) / count as f32;
    let height = (ui.available_height() - (rows as f32 - 1.0) * theme::GRID) / rows as f32;
    ui.spacing_mut().item_spacing.y = theme::GRID;
    for (row, figures) in figures.chunks(count).enumerate() {
        ui.horizontal(|ui| {
            for (index, figure) in figures.iter().enumerate() {
                if card_ui(ui, view, figure, vec2(width, height), enters && row + index == 0) {
                    view.commands.push(Command::ShowSource(figure.source.clone()));
                }
            }
        });
    }
}

fn card_ui(ui: &mut Ui, view: &View<'_>, figure: &YearFigure, size: Vec2, enters: bool) -> bool {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    if enters {
        response.request_focus();
    }
    let unit = view.document.amount_unit();
    let now = amount_words(figure.now, unit);
    let before = format!("上年 {}", amount_words(figure.before, unit));
    let change = figure.growth.words();
    let name = format!("{} {now}，{before}，{change}", figure.label);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let fill = if response.hovered() { palette.hovered } else { palette.panel };
    painter.rect_filled(rect, theme::ROUNDING, fill);
    painter.rect_stroke(rect, theme::ROUNDING, Stroke::new(1.0, palette.line), StrokeKind::Inside);
    if response.has_focus() {
        theme::focus_frame(ui, rect);
    }
    let inner = rect.shrink2(vec2(10.0, 8.0));
    let text = |at: egui::Pos2, align: Align2, words: &str, font: FontId, colour: Color32| {
        painter.text(at, align, words, font, colour);
    };
    let small = FontId::proportional(theme::TABLE_TEXT);
    text(inner.left_top(), Align2::LEFT_TOP, &figure.label, small.clone(), palette.weak_text);
    let figure_font = FontId::new(FIGURE_TEXT, fonts::bold());
    text(pos2(inner.right(), rect.center().y), Align2::RIGHT_CENTER, &now, figure_font, palette.text);
    text(inner.left_bottom(), Align2::LEFT_BOTTOM, &before, small.clone(), palette.weak_text);
    text(inner.right_bottom(), Align2::RIGHT_BOTTOM, &figure.arrowed(), small, palette.text);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let is_chosen = super::is_pressed(ui, &response);
    response.on_hover_text(format!("{name}；回车看出处"));
    is_chosen
}
