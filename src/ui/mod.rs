//! 窗口：draws the document and what is derived from it, and asks for changes by [`Command`].
//!
//! Nothing here changes data. A widget gets a [`View`] each frame: what there is to show, and the queue for commands.

pub mod chart_view;
mod command;
pub mod command_table;
pub mod comparing;
pub mod context_menu;
pub mod current;
pub mod desk;
pub mod dialogs;
pub mod explain_card;
pub mod explain_panel;
pub mod find;
pub mod finding_walk;
pub mod fonts;
pub mod frame_state;
pub mod key_help;
mod marks;
pub mod menu;
pub mod palette;
pub mod pending;
pub mod places;
pub mod remarks;
pub mod side_panel;
pub mod signing;
pub mod status;
pub mod tab_list;
pub mod tabs;
pub mod theme;
pub mod welcome;
pub mod widgets;

use std::sync::Arc;

use crate::{codes::CodeBook, derived::Derived, document::Document};

pub use command::Command;
pub use desk::Desk;
pub use marks::{Marks, NoMarks, Weight, severity_colour, severity_symbol};
pub use signing::Sign;

/// What every widget may look at, and where it puts what it asks for.
pub struct View<'a> {
    /// What was entered.
    pub document: &'a Arc<Document>,
    /// The classifications of this document.
    pub codes: &'a CodeBook,
    /// Everything that follows from the document.
    pub derived: &'a Arc<Derived>,
    /// Findings and explanations, by place: the [derived](crate::derived::Derived) whole, or [`NoMarks`].
    pub marks: &'a dyn Marks,
    /// Who sits here, and what is known beside the document.
    pub desk: &'a Desk,
    /// Why nothing of the content may be changed, if that is so.
    pub read_only: Option<&'a str>,
    /// Run after drawing, in order.
    pub commands: &'a mut Vec<Command>,
    /// Text that is still being typed is entered now, though its cell keeps the focus: before saving, closing, undo,
    /// and before a tab is left by a key.
    pub flush: bool,
}

impl<'a> View<'a> {
    /// Of everything derived from a document.
    pub fn of(derived: &'a Arc<Derived>, commands: &'a mut Vec<Command>, flush: bool) -> Self {
        Self {
            document: derived.document(),
            codes: &derived.figures.book,
            derived,
            marks: derived.as_ref(),
            desk: Desk::nobody(),
            read_only: None,
            commands,
            flush,
        }
    }
}
