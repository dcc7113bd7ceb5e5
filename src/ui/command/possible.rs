//! Which commands are possible at the moment, and what undo and redo would change.

use super::{Command, CommandEntry};

/// What is possible at the moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Possible {
    /// A document is open.
    pub document: bool,
    /// What undoing would take back.
    pub undo: Option<String>,
    /// What redoing would make again.
    pub redo: Option<String>,
    /// F8 has been pressed: there is a place to go back to.
    pub back: bool,
}

impl Possible {
    /// Whether a command would do anything.
    pub fn allows(&self, entry: &CommandEntry) -> bool {
        match entry.command {
            Command::Undo => self.undo.is_some(),
            Command::Redo => self.redo.is_some(),
            Command::BackFromFinding => self.back,
            _ => self.document || !entry.command.needs().document,
        }
    }

    /// The words of a command now: `撤销：修改 公务接待费`.
    pub fn title(&self, entry: &CommandEntry) -> String {
        let what = match entry.command {
            Command::Undo => self.undo.as_ref(),
            Command::Redo => self.redo.as_ref(),
            _ => None,
        };
        what.map_or_else(|| entry.title.to_owned(), |what| format!("{}：{what}", entry.title))
    }
}
