//! Signing (签批): the canonical form of the content, personal keys, signatures and their verification.
//!
//! A signature covers the SHA-256 of the content's canonical form ([`canonical_text`]), the explanations (处理说明) as they
//! stand when it is made, and the records before it and their number. It does not cover other review data, white space,
//! the order of fields, blank fields and the program version. It counts only when its key was accepted for the name and
//! the role that it states; see [`Verdict`]. It shows whether something was changed after signing; it is not an
//! electronic signature in the sense of the law, and [`NOT_STATUTORY`] says so wherever it is shown.
//!
//! A record names the file format in whose form the content was signed. One that names none has the first form and is
//! verified in it; content that was signed in a former form is read like a file of that format.

mod canonical;
mod container;
mod explained;
#[cfg(test)]
#[path = "forgeries/tests.rs"]
mod forgeries;
mod former;
mod identity;
mod key;
mod record;
mod signers;
#[cfg(test)]
mod tests;
mod verify;

pub use canonical::{canonical_json, canonical_text, content_hash};
pub use container::{KeyFileError, open_key, seal_key};
pub use explained::ExplanationChange;
pub use identity::new_identity;
pub use key::{PersonKey, fingerprint};
pub use record::{Printed, Signing, append, append_printed, digest};
pub use signers::{KnownSigner, KnownSigners, SignerState, role_words};
pub use verify::{Since, Verdict, Verified, latest_of_roles, signed_content, verify, verify_all};

/// To be shown with every signature.
pub const NOT_STATUTORY: &str = "签批用于发现签批之后的改动，不是《电子签名法》意义上的电子签名，不能代替纸质签章";
