//! The button that fills blank budgets with what was spent (预算同决算).

use egui::{Button, Ui};

use crate::{
    document::Edit,
    ui::{
        Command, View,
        forms::page::{Page, figures},
    },
};

pub fn of_lines_ui(_: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    let basis = figures(view).profile.basis;
    let words = format!("把空着的{}填为本行支出合计，已录入的不动；填的数有“同”字标记，不作核对依据", basis.label());
    button_ui(ui, view, figures(view).document.budgets_as_spent(basis), &words);
}

pub fn of_three_public_ui(_: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    let words = "把空着的预算数填为决算数，已录入的不动；填的数有“同”字标记，不作核对依据";
    button_ui(ui, view, figures(view).document.three_public_budgets_as_spent(), words);
}

fn button_ui(ui: &mut Ui, view: &mut View<'_>, edit: Option<Edit>, words: &str) {
    let is_possible = edit.is_some() && view.read_only.is_none();
    let button = ui.add_enabled(is_possible, Button::new("预算同决算")).on_hover_text(words);
    let button = button.on_disabled_hover_text("没有空着的预算数，或决算数还没有录入");
    if let Some(edit) = edit.filter(|_| button.clicked()) {
        view.commands.push(Command::Edit(edit));
    }
}
