//! From results to texts and files; nothing here touches the disk.

mod blockers;
mod charts;
mod choices;
mod docx;
mod format;
mod formulas;
mod html;
mod job;
mod list;
mod native_chart;
mod object_streams;
mod opinion;
mod order;
mod pdf;
mod provenance;
mod review;
mod review_sheet;
mod rules;
mod signatures;
mod tables;
mod xlsx;
mod xml;

pub use blockers::refusal_text;
pub use choices::ExportChoices;
pub use docx::{docx, list_docx};
pub use format::{Exported, ExportedFile, Format, produce};
pub use html::{WebCopy, html, web_copy};
pub use job::{ExportOrder, ExportTarget, Product};
pub use list::WordList;
pub use opinion::Opinion;
pub use order::{DocumentStatus, ExportError, Imprint, Progress};
pub use pdf::pdf;
pub use provenance::CONTENT as CONTENT_PROPERTY;
pub use review::{review_json, review_text};
pub use review_sheet::review_sheet;
pub use rules::{rules_json, rules_text};
pub use signatures::{is_signed_by_leader, signatures_json, signatures_text};
pub use tables::{tables_json, tables_text};
pub use xlsx::{comparison_xlsx, list_xlsx, xlsx};

use serde_json::Value;

/// Two-space JSON with a line end, the same bytes for the same value.
fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
