//! Files of others, and our own: what stands in them is read with its place, address, unit and certainty.

mod forms;
mod hostile;
mod hostile_files;
pub mod made;
mod made_forms;
mod own_exports;
mod taken_over;

use std::{collections::BTreeMap, sync::Arc};

use juesuan::{
    derived::Derived,
    document::Document,
    evidence::{self, Evidence},
    reading::{Certainty, Reading},
    storage::parse_project,
};

/// A file of `samples`.
pub fn sample(name: &str) -> Document {
    let path = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
    parse_project(&std::fs::read(path).unwrap()).unwrap()
}

pub fn derived(document: &Document) -> Derived {
    Derived::of(&Arc::new(document.clone()))
}

/// What was copied, read for a blank file.
fn pasted(text: &str) -> Reading {
    Reading::of(&evidence::read_clipboard(text), &Document::default())
}

fn read(evidence: &Evidence) -> Reading {
    Reading::of(evidence, &Document::default())
}

/// Every number in 万元 by its address; two of one address have to agree.
fn numbers(reading: &Reading) -> BTreeMap<String, String> {
    let mut numbers = BTreeMap::new();
    for fact in reading.tables.iter().flat_map(|table| &table.facts) {
        let value = fact.value.wan().normalize().to_string();
        let before = numbers.insert(fact.address.to_string(), value.clone());
        assert!(before.as_ref().is_none_or(|before| *before == value), "{} {before:?} {value}", fact.address);
    }
    numbers
}

fn certainties(reading: &Reading) -> Vec<Certainty> {
    reading.tables.iter().map(|table| table.certainty).collect()
}

fn assert_numbers(reading: &Reading, expected: &[(&str, &str)]) {
    let numbers = numbers(reading);
    for (address, value) in expected {
        assert_eq!(numbers.get(*address).map(String::as_str), Some(*value), "{address} of {numbers:#?}");
    }
    assert_eq!(numbers.len(), expected.len(), "{numbers:#?}");
}
