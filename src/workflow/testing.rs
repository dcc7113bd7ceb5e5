//! What the tests of this room share.

use std::sync::Arc;

use crate::{
    derived::Derived,
    document::{Document, Role},
    seal::{KnownSigners, PersonKey},
    storage::parse_project,
};

pub fn sample(name: &str) -> Document {
    let path = format!("{}/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    parse_project(&std::fs::read(path).expect("a sample")).expect("a document")
}

pub fn derived(document: &Document) -> Derived {
    Derived::of(&Arc::new(document.clone()))
}

pub fn key(secret: u8) -> PersonKey {
    PersonKey::from_stored(&format!("{secret:02x}").repeat(32)).expect("a key")
}

/// The accepted signers: each of these keys as 张三, in every role.
pub fn known(keys: &[&PersonKey]) -> KnownSigners {
    let mut known = KnownSigners::default();
    keys.iter().for_each(|key| known.accept(&key.public(), "张三", Role::ALL, ""));
    known
}
