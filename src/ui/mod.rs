//! The window: draws the document and what is derived from it, and asks for changes by [`Command`].
//!
//! Nothing here changes data. A widget gets a [`View`] each frame: what there is to show, and the queue for commands.
//! The rooms stand from bottom to top: each uses only those before it.
//!
//! # Who hears a key
//!
//! A dialog hears all keys. An open menu ([`menu`], also for the menu of a place: `Command::OpenMenu`) takes its keys
//! out of the input before anything is drawn, and takes the keyboard from nobody: what has the focus keeps it, with
//! selection and caret. Alt and a letter opens a menu and never types. Then come the commands of the command table,
//! then the page. What is typed right after a command waits for what the command opens (`app::type_ahead`). “剪切”, “复制”,
//! “粘贴” and the keys of tables are pressed in the page, where the keyboard is. If the focused widget is no longer
//! drawn, the focus goes to the page; a press on something that takes no keyboard takes it from nobody
//! (`app::keyboard`). Every scroll area ends with `keep_focus_in_sight`. A key that does nothing says why by
//! `Command::Refuse`, with what to do instead.

pub mod theme;

pub mod command;

pub mod state;

pub mod remarks;

pub mod widgets;

pub mod forms;

pub mod tabs;

pub mod panels;

pub mod menu;

pub mod dialogs;

#[cfg(test)]
mod testing;

pub use command::{Command, SignCommand, Tab};
pub use state::{Desk, Marks, NoMarks, Person, Screen, View, Weight, severity_colour, severity_symbol};
