//! The window: draws the document and what is derived from it, and asks for changes by [`Command`].
//!
//! Nothing here changes data. A widget gets a [`View`] each frame: what there is to show, and the queue for commands.
//! The rooms stand from bottom to top: each uses only those before it.

pub mod theme;

pub mod command;

pub mod state;

pub mod remarks;

pub mod widgets;

pub mod tabs;

pub mod panels;

pub mod menu;

pub mod dialogs;

#[cfg(test)]
mod testing;

pub use command::{Command, Sign, Tab};
pub use state::{Desk, Marks, NoMarks, Person, View, Weight, severity_colour, severity_symbol};
