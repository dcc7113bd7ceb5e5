//! The identity of a set of accounts (账套标识): a random name, by which this computer recognises it.

use crate::digest::hex;

/// A new identity; `None` when the system has no random numbers.
pub fn new_identity() -> Option<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(hex(&bytes))
}
