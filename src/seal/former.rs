//! The content that was signed, in the form of the file format of that time.

use crate::document::{Document, FORMAT_VERSION};

/// The content that was signed; `None` when it cannot be read.
///
/// Version 2 only added fields, so content of version 1 is read as it stands. A later version that moves fields needs
/// its migration here as well as in `storage`.
pub(super) fn read_content(json: &str, format: u32) -> Option<Document> {
    let mut document: Document = (1..=FORMAT_VERSION).contains(&format).then(|| serde_json::from_str(json).ok())??;
    document.blank_unreadable();
    Some(document)
}
