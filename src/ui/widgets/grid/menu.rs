//! The menu of the current cell, by the right button, the menu key or Shift+F10.

use egui::{Pos2, Rect, Ui};

use crate::ui::{
    Command,
    command::{InPage, MenuLine, context_menu::NOTE},
};

use super::{frame::Frame, keys::Action};

impl Frame<'_> {
    /// Opens the menu of the current cell where the pointer asked for it, or below the cell if a key did.
    pub fn open_menu(&mut self, ui: &Ui, pointed: Option<Pos2>, by_key: bool, cell: Option<Rect>) {
        let below_cell = || cell.map_or_else(|| ui.max_rect().left_top(), |cell| cell.left_bottom());
        let Some(at) = pointed.or_else(|| by_key.then(below_cell)) else { return };
        self.tell_current(ui);
        let lines = self.menu_lines();
        self.commands.push(Command::OpenMenu(at, lines));
    }

    fn menu_lines(&self) -> Vec<MenuLine> {
        let nothing_here = || {
            let is_empty =
                self.sheet.cell(self.at()).source().is_none() && self.state.cursor.whole_row(&self.sheet).is_none();
            is_empty.then(|| "这一格没有数或文字，没有可批注的：请移到有内容的格".to_owned())
        };
        vec![
            MenuLine::new(Command::Cut, self.why_not(Action::Cut)),
            Command::Copy.into(),
            MenuLine::new(Command::Paste, self.why_not(Action::Cut)),
            MenuLine::new(Command::InPage(InPage::FillDown), self.why_not(Action::FillDown)),
            MenuLine::new(Command::InPage(InPage::InsertRows), self.why_not(Action::InsertRows)),
            MenuLine::new(Command::InPage(InPage::RemoveRows), self.why_not(Action::RemoveRows)),
            MenuLine::new(NOTE, nothing_here()),
            MenuLine::new(Command::ExplainCurrent, self.why_not(Action::Explain)),
        ]
    }
}
