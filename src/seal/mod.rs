//! 签批：内容的规范形式、个人钥匙、签名和核验。
//!
//! A signature is bound to the SHA-256 of the content's canonical form ([`canonical_text`]) and to the signatures before
//! it. Review data, white space, the order of fields, blank fields and the program version are no part of that form, so
//! that only a change of what was entered makes a signature invalid. It shows who has changed something after signing;
//! it is no electronic signature in the sense of the law, and [`NOT_STATUTORY`] says so wherever it is shown.

mod canonical;
mod container;
mod hex;
mod key;
mod signature;
mod signers;
#[cfg(test)]
mod tests;

pub use canonical::{canonical_json, canonical_text, content_hash, sha256};
pub use container::{KeyFileError, open_key, seal_key};
pub use key::{PersonKey, fingerprint};
pub use signature::{Signing, Verdict, Verified, append, digest, latest_of_roles, signed_content, verify, verify_all};
pub use signers::{KnownSigner, KnownSigners};

/// To be shown with every signature.
pub const NOT_STATUTORY: &str = "签批用于发现签批之后的改动，不是《电子签名法》意义上的电子签名，不能代替纸质签章";
