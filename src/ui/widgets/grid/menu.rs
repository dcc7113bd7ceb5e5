//! 格的右键菜单：what can be done at the current cell, by the right button, the menu key or Shift+F10.

use egui::{Pos2, Ui};

use crate::ui::{
    Command, View,
    command::{InPage, MenuLine, context_menu::NOTE},
};

use super::{keys::Action, refusal, sheet::Sheet, state::GridState, tell_current};

/// Opens the menu when it was asked for.
pub(super) fn open_ui(ui: &Ui, state: &mut GridState, sheet: &Sheet<'_>, view: &mut View<'_>) {
    let by_key = std::mem::take(&mut state.wants_menu);
    let by_pointer = state.menu_at.take();
    let below_cell = || state.live_rect.map_or_else(|| ui.max_rect().left_top(), |cell| cell.left_bottom());
    let Some(at) = by_pointer.or_else(|| by_key.then(below_cell)) else { return };
    tell_current(ui, state, sheet);
    let lines = lines(state, sheet, view);
    view.commands.push(Command::OpenMenu(at, lines));
}

fn lines(state: &GridState, sheet: &Sheet<'_>, view: &View<'_>) -> Vec<MenuLine> {
    let why_not = |action| refusal::of_action(action, state, sheet, view);
    let at = state.at(sheet);
    let nothing_here = || {
        let is_empty = sheet.cell(at).source().is_none() && state.whole_row(sheet).is_none();
        is_empty.then(|| "这一格没有数或文字，没有可批注的：请移到有内容的格".to_owned())
    };
    vec![
        MenuLine::new(Command::Cut, why_not(Action::Cut)),
        Command::Copy.into(),
        MenuLine::new(Command::Paste, why_not(Action::Cut)),
        MenuLine::new(Command::InPage(InPage::FillDown), why_not(Action::FillDown)),
        MenuLine::new(Command::InPage(InPage::InsertRows), why_not(Action::InsertRows)),
        MenuLine::new(Command::InPage(InPage::RemoveRows), why_not(Action::RemoveRows)),
        MenuLine::new(NOTE, nothing_here()),
        MenuLine::new(Command::ExplainCurrent, why_not(Action::Explain)),
    ]
}

/// Where the right button was released.
pub(super) fn pointer(ui: &Ui) -> Option<Pos2> {
    ui.input(|input| input.pointer.latest_pos())
}
