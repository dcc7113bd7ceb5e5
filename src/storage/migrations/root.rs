//! The outermost record of a project file: its fields as they are written.
//!
//! What a migration does not touch stays word for word: otherwise numbers in a field that nobody knows would be written
//! in another way, and the form that signatures cover would change with them.

use std::collections::BTreeMap;

use serde_json::{Value, value::RawValue};

/// The root object of a project file.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub(in crate::storage) struct Root(BTreeMap<String, Box<RawValue>>);

#[allow(dead_code, reason = "no step so far moves or changes a field")]
impl Root {
    /// Takes a field out without parsing it.
    pub(in crate::storage) fn take_raw(&mut self, name: &str) -> Option<Box<RawValue>> {
        self.0.remove(name)
    }

    /// Puts in a field that another call took out.
    pub(in crate::storage) fn put_raw(&mut self, name: &str, value: Box<RawValue>) {
        self.0.insert(name.to_owned(), value);
    }

    /// Changes a field, if the file has it. Only for fields whose numbers a `Value` holds exactly.
    pub(in crate::storage) fn change(&mut self, name: &str, change: impl FnOnce(&mut Value)) {
        let Some(mut value) = self.0.get(name).and_then(|raw| serde_json::from_str::<Value>(raw.get()).ok()) else {
            return;
        };
        change(&mut value);
        if let Ok(raw) = RawValue::from_string(value.to_string()) {
            self.put_raw(name, raw);
        }
    }
}
