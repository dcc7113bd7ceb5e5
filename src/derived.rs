//! Everything that follows from a document.

use std::sync::Arc;

use crate::document::Document;

/// What screen, checks and exports read.
pub struct Derived;

impl Derived {
    /// Computes everything anew.
    pub fn of(_document: &Arc<Document>) -> Self {
        Self
    }
}
