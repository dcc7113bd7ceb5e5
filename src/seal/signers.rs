//! 认识的签批人: whose keys the user has accepted on this computer.

use serde::{Deserialize, Serialize};

/// One accepted key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSigner {
    /// The public key.
    pub key: String,
    /// The name that it was accepted under.
    pub name: String,
    /// When.
    pub accepted: String,
}

/// All accepted keys; the user's own belongs to them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSigners(Vec<KnownSigner>);

impl KnownSigners {
    /// The one with this key.
    pub fn find(&self, key: &str) -> Option<&KnownSigner> {
        self.0.iter().find(|signer| signer.key == key)
    }

    /// All, in the order in which they were accepted.
    pub fn all(&self) -> &[KnownSigner] {
        &self.0
    }

    /// Accepts a key; another name for the same key replaces the former.
    pub fn accept(&mut self, key: &str, name: &str, time: &str) {
        self.forget(key);
        self.0.push(KnownSigner { key: key.to_owned(), name: name.to_owned(), accepted: time.to_owned() });
    }

    /// Takes a key back.
    pub fn forget(&mut self, key: &str) {
        self.0.retain(|signer| signer.key != key);
    }
}
