//! XML namespaces.

use super::xml::Attributes;

/// Of documents, headers, footers, styles and settings.
pub(super) const WORD_NAMES: Attributes<'_> = &[
    ("xmlns:w", &"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", &"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:wp", &"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
];

/// Of the watermark.
pub(super) const DRAWING_NAMES: Attributes<'_> =
    &[("xmlns:v", &"urn:schemas-microsoft-com:vml"), ("xmlns:o", &"urn:schemas-microsoft-com:office:office")];
