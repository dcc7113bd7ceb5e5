//! What was chosen for the last export.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::export::Format;

use super::settings::lenient;

/// The choices of the export dialog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportChoices {
    /// In the order of [`Format::ALL`].
    #[serde(deserialize_with = "known_formats")]
    pub formats: Vec<Format>,
    /// The folder that was chosen; `None` means beside the project file.
    #[serde(deserialize_with = "lenient")]
    pub folder: Option<PathBuf>,
    /// Whether a final document (定稿) is wanted whenever one is possible.
    #[serde(deserialize_with = "lenient")]
    pub is_final: bool,
}

impl Default for ExportChoices {
    fn default() -> Self {
        Self { formats: Format::ALL.to_vec(), folder: None, is_final: false }
    }
}

/// Formats of another version are ignored.
fn known_formats<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Format>, D::Error> {
    let named: Vec<serde_json::Value> = lenient(deserializer)?;
    let mut formats: Vec<Format> = named.into_iter().filter_map(|name| serde_json::from_value(name).ok()).collect();
    formats.sort();
    formats.dedup();
    Ok(formats)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_another_version_spoil_nothing() {
        let read = |text: &str| serde_json::from_str::<ExportChoices>(text).expect("lenient");
        let choices = read(r#"{"formats": ["charts", "ofd", 3, "charts"], "folder": "/a", "is_final": "yes"}"#);
        assert_eq!(
            choices,
            ExportChoices { formats: vec![Format::Charts], folder: Some("/a".into()), is_final: false }
        );
        assert_eq!(read("{}"), ExportChoices::default());
    }
}
