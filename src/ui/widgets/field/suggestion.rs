//! Last year's wording, in grey where this year's text is still blank, taken over by a key or a button.

use egui::{Response, Role, Ui, WidgetInfo};

use crate::{
    document::{Document, Kind, Path},
    ui::{View, theme},
    workflow::take_suggestion,
};

use super::FormState;

/// More of it is shown on hover.
const MOST_CHARACTERS: usize = 160;

/// What stands in grey in the blank field; nothing without a suggestion.
pub(super) fn hint(view: &View<'_>, path: Path) -> String {
    let Some(text) = view.marks.suggestion(path) else { return String::new() };
    let short: String = text.chars().take(MOST_CHARACTERS).collect();
    let more = if short.len() < text.len() { "……" } else { "" };
    format!("上年：{short}{more}")
}

/// Below a long text.
pub(super) fn line_ui(ui: &mut Ui, view: &mut View<'_>, form: &FormState, path: Path, field: &Response) {
    if is_offered(view, form, path) {
        ui.horizontal(|ui| {
            ui.add_space(field.rect.left() - ui.max_rect().left());
            button_ui(ui, view, form, path);
        });
    }
}

/// The button that takes the wording over; nothing where there is none or the text is begun.
pub(super) fn button_ui(ui: &mut Ui, view: &mut View<'_>, form: &FormState, path: Path) {
    if !is_offered(view, form, path) {
        return;
    }
    let button = ui.small_button("采用上年文字");
    let name = format!("{} 采用上年文字", Document::label_at(path));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let hover = |ui: &mut Ui| {
        ui.label("上年这样写，采用后再修改（光标在这里时按 Ctrl+Shift+U）");
        if let Some(text) = view.marks.suggestion(path) {
            ui.add_space(theme::GRID / 2.0);
            ui.label(text);
        }
    };
    if button.on_hover_ui(hover).clicked()
        && let Some(edit) = take_suggestion(view.document, path)
    {
        view.commands.push(crate::ui::Command::Edit(edit));
    }
}

fn is_offered(view: &View<'_>, form: &FormState, path: Path) -> bool {
    let kind = || Document::kind_at(path).unwrap_or(Kind::Text);
    view.marks.suggestion(path).is_some() && form.text(view, path, kind()).stored().is_empty()
}
