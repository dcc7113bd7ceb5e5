//! A sentence that leads somewhere, cut off where there is no more room.

use egui::{Color32, CursorIcon, Label, RichText, Sense, Ui, WidgetInfo, accesskit::Role};

use crate::ui::theme;

/// A mark and a sentence; true when it was chosen.
pub(super) fn line_ui(ui: &mut Ui, symbol: &str, colour: Color32, text: &str) -> bool {
    ui.horizontal(|ui| {
        ui.label(RichText::new(symbol).color(colour));
        link_ui(ui, text)
    })
    .inner
}

/// A sentence without a mark; true when it was chosen.
pub(super) fn link_ui(ui: &mut Ui, text: &str) -> bool {
    // One line, whatever was typed.
    let words = text.replace('\n', " ");
    let response = ui.add(Label::new(&words).truncate().selectable(false).sense(Sense::click()));
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &words));
    if response.has_focus() {
        theme::focus_frame(ui, response.rect.expand(2.0));
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let is_chosen = super::is_pressed(ui, &response);
    response.on_hover_text(text);
    is_chosen
}
