//! A page of a layout of its own, for instance the review sheet: words as data, charts as pictures.

use std::collections::BTreeSet;

use serde_json::Value;

/// What is to be set.
pub struct PageForm {
    /// The layout, in typst's language; it reads `model.json`.
    pub layout: &'static str,
    /// A record of texts and measures; no text is markup.
    pub words: Value,
    /// Name and content of the SVGs that it names.
    pub pictures: Vec<(String, String)>,
}

impl PageForm {
    /// Every character that is printed.
    pub(super) fn characters(&self) -> BTreeSet<char> {
        let mut characters = BTreeSet::new();
        collect(&self.words, &mut characters);
        self.pictures.iter().for_each(|(_, svg)| characters.extend(svg.chars()));
        characters
    }

    /// The files for typst.
    pub(super) fn files(mut self, fonts: Value) -> Vec<(String, String)> {
        self.words["fonts"] = fonts;
        self.pictures.push(("model.json".to_owned(), self.words.to_string()));
        self.pictures
    }
}

fn collect(value: &Value, characters: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => characters.extend(text.chars()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, characters)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, characters)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
