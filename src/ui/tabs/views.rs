//! The row of views above a page that has several (成品, 签批, 历史), changed by Alt+1, Alt+2 … or a click.

use egui::Ui;

use crate::ui::{Command, Tab, View, forms::pressed_part, theme};

pub fn ui(ui: &mut Ui, view: &mut View<'_>, shown: Tab) {
    let views = shown.page().views;
    if views.len() < 2 {
        return;
    }
    let mut asked = pressed_part(ui, views.len()).and_then(|index| views.get(index));
    ui.horizontal_wrapped(|ui| {
        for (index, tab) in views.iter().enumerate() {
            let number = index + 1;
            let button = ui.selectable_label(*tab == shown, format!("{number} {}", tab.label()));
            if button.on_hover_text(format!("Alt+{number}")).clicked() {
                asked = Some(tab);
            }
        }
    });
    ui.add_space(theme::GRID / 2.0);
    view.commands.extend(asked.filter(|tab| **tab != shown).map(|tab| Command::ShowTab(*tab)));
}
