//! What was chosen for the last export, to be offered again.

use std::path::PathBuf;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::Format;

/// The choices of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Value")]
pub struct ExportChoices {
    /// In the order of [`Format::ALL`].
    pub formats: Vec<Format>,
    /// The folder that was chosen; `None`: beside the project file.
    pub folder: Option<PathBuf>,
    /// Final, whenever it is possible.
    pub is_final: bool,
    /// Properties name the person who exports, not the department.
    pub names_person: bool,
}

impl Default for ExportChoices {
    fn default() -> Self {
        let formats = Format::ALL.into_iter().filter(|format| format.is_published()).collect();
        Self { formats, folder: None, is_final: false, names_person: false }
    }
}

/// What cannot be read counts as not chosen, and formats of another version are passed over.
impl From<Value> for ExportChoices {
    fn from(kept: Value) -> Self {
        fn read<T: DeserializeOwned + Default>(kept: &Value) -> T {
            T::deserialize(kept).unwrap_or_default()
        }
        let usual = Self::default();
        let formats = kept.get("formats").map_or(usual.formats, |kept| {
            let named: Vec<Value> = read(kept);
            let mut formats: Vec<Format> = named.iter().filter_map(|name| Format::deserialize(name).ok()).collect();
            formats.sort();
            formats.dedup();
            formats
        });
        let folder = kept.get("folder").map_or(usual.folder, read);
        let is_final = kept.get("is_final").is_some_and(read);
        let names_person = kept.get("names_person").is_some_and(read);
        Self { formats, folder, is_final, names_person }
    }
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
            ExportChoices {
                formats: vec![Format::Charts],
                folder: Some("/a".into()),
                is_final: false,
                names_person: false
            }
        );
        assert_eq!(read("{}"), ExportChoices::default());
    }
}
