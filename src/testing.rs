//! Documents that tests begin with, and how they are changed.

use std::sync::Arc;

use crate::{
    derived::Derived,
    document::{Document, Edit, Path},
    money::AmountUnit,
    seal::{KnownSigners, PersonKey},
    storage::parse_project,
};

/// A file of `samples`.
pub fn sample(name: &str) -> Document {
    let path = format!("{}/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    parse_project(&std::fs::read(path).expect("a sample")).expect("a document")
}

/// Accounts without a finding.
pub fn clean_sample() -> Document {
    sample("clean.json")
}

/// The accounts of a real department.
pub fn reference_sample() -> Document {
    sample("yanbian-2024.json")
}

pub fn derived(document: &Document) -> Derived {
    Derived::of(&Arc::new(document.clone()))
}

/// `document` with `text` typed at `path`, amounts in 万元.
pub fn typed(document: &Document, path: Path, text: &str) -> Document {
    document.apply(&Edit::type_text(path, text, AmountUnit::Wan)).expect("a place")
}

pub fn key(secret: u8) -> PersonKey {
    PersonKey::from_stored(&format!("{secret:02x}").repeat(32)).expect("a key")
}

/// Whose keys are accepted, each as “张三” in any role.
pub fn known(keys: &[&PersonKey]) -> KnownSigners {
    let mut known = KnownSigners::default();
    keys.iter().for_each(|key| known.accept(&key.public(), "张三", crate::document::Role::ALL, ""));
    known
}
