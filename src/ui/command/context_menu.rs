//! The menu of the right button: what can be done at a cell or in a text, in the words of the command table.

use crate::{
    document::{Document, Kind},
    figures::Source,
};

use super::{Command, InPage, RemarkCommand};

/// 批注
pub const NOTE: Command = Command::Remark(RemarkCommand::Note);

/// A line of the menu.
#[derive(Clone, Debug, PartialEq)]
pub struct MenuLine {
    pub command: Command,
    /// Why that is not possible here.
    pub why_not: Option<String>,
}

impl MenuLine {
    /// A line that can be chosen unless there is a reason against it.
    pub fn new(command: Command, why_not: Option<String>) -> Self {
        Self { command, why_not }
    }
}

impl From<Command> for MenuLine {
    fn from(command: Command) -> Self {
        Self { command, why_not: None }
    }
}

/// The menu of a text; `place` is the value of the document that it is, if it is one.
pub fn of_text(has_selection: bool, place: Option<&Source>, read_only: Option<&str>) -> Vec<MenuLine> {
    let unselected = (!has_selection).then(|| "没有选中文字：请先选中要剪切、复制的文字".to_owned());
    let unchangeable = read_only.map(str::to_owned);
    let mut lines = vec![
        MenuLine::new(Command::Cut, unchangeable.clone().or_else(|| unselected.clone())),
        MenuLine::new(Command::Copy, unselected),
        MenuLine::new(Command::Paste, unchangeable.clone()),
    ];
    if let Some(place) = place {
        if matches!(place, Source::Entered(path) if matches!(Document::kind_at(*path), Some(Kind::LongText))) {
            lines.push(MenuLine::new(Command::InPage(InPage::InsertFigure), unchangeable));
        }
        lines.extend([NOTE.into(), Command::ExplainCurrent.into()]);
    }
    lines
}
