//! What a widget gets in each frame.

use std::sync::Arc;

use crate::{codes::CodeBook, derived::Derived, document::Document, storage::PastedHeading, ui::command::Command};

use super::{AuditingDesk, Desk, Marks, Person};

/// What every widget may look at, and where it puts what it asks for.
pub struct View<'a> {
    pub document: &'a Arc<Document>,
    /// The classifications of this document.
    pub codes: &'a CodeBook,
    /// Everything that follows from the document.
    pub derived: &'a Arc<Derived>,
    /// Findings and explanations, by place: the [derived](crate::derived::Derived) whole, or [`NoMarks`](super::NoMarks).
    pub marks: &'a dyn Marks,
    /// Who sits here.
    pub person: &'a Person,
    /// What is known of the document beside its content.
    pub desk: &'a Desk,
    /// The report that is audited, which is no matter of the document.
    pub auditing: &'a AuditingDesk,
    /// What columns that were pasted were said to be, on this computer.
    pub pasted: &'a [PastedHeading],
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
            person: Person::nobody(),
            desk: Desk::empty(),
            auditing: AuditingDesk::empty(),
            pasted: &[],
            read_only: None,
            commands,
            flush,
        }
    }
}
