//! The list of tabs at the left: where one is and what is left to do.

use egui::{Button, Id, RichText, Ui, accesskit::Role, vec2};

use crate::{
    derived::Derived,
    ui::{Command, Desk, Tab, tabs, theme},
};

/// The key of the button of the current tab, where the keyboard goes in this region.
pub fn current_id() -> Id {
    Id::unique("current tab")
}

pub fn tab_list_ui(ui: &mut Ui, current: Tab, derived: &Derived, desk: &Desk, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 2.0;
    for tab in Tab::ALL {
        // What is entered stands above, what is read below.
        if tab == Tab::Tables {
            ui.separator();
        }
        if line_ui(ui, tab, tab == current, derived, desk) {
            commands.push(Command::ShowTab(tab));
        }
    }
}

fn line_ui(ui: &mut Ui, tab: Tab, is_current: bool, derived: &Derived, desk: &Desk) -> bool {
    let palette = theme::palette(ui);
    let status = tabs::status(tab, derived, desk);
    let words = status.label_on(tab);
    let (symbol, colour) = (status.symbol(), status.colour(palette));
    let text = RichText::new(tab.label()).color(if is_current { palette.accent } else { palette.text });
    let button = Button::selectable(is_current, text)
        .shortcut_text(RichText::new(symbol).color(colour))
        .min_size(vec2(ui.available_width(), theme::HEADER_HEIGHT));
    let response = ui.push_id(("tab", tab.label()), |ui| ui.add(button)).inner;
    response.widget_info(|| egui::WidgetInfo::selected(Role::Tab, true, is_current, tab.label()));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(words));
    if is_current {
        // In a low window the list scrolls: the tab that was just opened comes into sight.
        let shown = Id::unique("tab last shown");
        if ui.data_mut(|data| data.get_temp::<Tab>(shown)) != Some(tab) {
            ui.data_mut(|data| data.insert_temp(shown, tab));
            response.scroll_to_me(None);
        }
        if response.has_focus() {
            theme::focus_frame(ui, response.rect);
        }
        let id = response.id;
        ui.data_mut(|data| data.insert_temp(current_id(), id));
    }
    response.on_hover_text(format!("{}：{words}", tab.label())).clicked()
}
