//! Signing (签批): the canonical form of the content, personal keys, signatures and their verification.
//!
//! A signature covers the SHA-256 of the content's canonical form ([`canonical_text`]), the explanations (处理说明) as they
//! stand when it is made, and the records before it and their number. It does not cover other review data, white space,
//! the order of fields, blank fields and the program version. It counts only when its key was accepted for the name and
//! the role that it states; see [`SignatureVerdict`]. It shows whether something was changed after signing; it is not
//! an electronic signature in the sense of the law, and [`NOT_STATUTORY`] says so wherever it is shown.
//!
//! A record names the file format in whose form the content was signed. One that names none has the first form and is
//! verified in it; content that was signed in a former form is read like a file of that format.
//!
//! # What a signature is worth
//!
//! Valid (有效) means: this person, in this role, saw exactly this. The key is accepted on the reader's own computer for
//! a name and roles ([`KnownSigners`]), after the fingerprint was compared by telephone; valid demands key, name and
//! role together. The stage, the order of signing, what forbids a final document, the names in the report and “changed
//! since” depend only on records that are genuine and accepted (`SignatureVerdict::counts`). The file travels by mail,
//! and anybody on the way can write into it:
//!
//! | who | can | is seen as |
//! |---|---|---|
//! | anybody | change a value or an explanation after signing | “签批后改动了 n 处” |
//! | anybody | change, remove in the middle, reorder, double a record | broken, with all that were signed over it |
//! | anybody | add records, also a return (退回), by a key of their own | “待确认”: a stage of its own, voids and covers nothing |
//! | anybody | cut off the last records, or send an older file again | named on a computer that has seen the later one |
//! | anybody | rewrite the history of saves, notes and ticks | not seen: “记录连续” claims no more than that |
//! | anybody | make signatures unreadable, so that all sign again | seen, not prevented |
//! | a colleague with an accepted key | sign as somebody else or in another role | “姓名不符”, “身份不符” |
//! | a colleague with two keys or roles | be accepted twice | warned of at acceptance and in the list of signers |
//! | who has the key file or the computer | sign as its owner | not seen: the key is not protected there by a passphrase |
//!
//! Not promised: the time (it is each signer's clock), that a computer which never saw a file notices its missing end,
//! that letters which merely look alike are told apart, and any legal force. Text from a file is shown only by
//! `shown_name`, `shown_line` and `shown_text`, so that it cannot pass for words of the program.
//!
//! A record keeps the digest of the report as it was printed, with template and program: if the same content is printed
//! differently later, the user is told. Verification looks at each record once (chain and key do not depend on the
//! content) and hashes the content once for all of them.

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

pub use canonical::{canonical_json, canonical_text, content_hash, spoken};
pub use container::{KeyFileError, open_key, seal_key};
pub use explained::ExplanationChange;
pub use identity::new_identity;
pub use key::{PersonKey, fingerprint};
pub use record::{PrintedForm, SignatureStatement, append, append_printed, digest, signed_in_turn};
pub use signers::{KnownSigner, KnownSigners, SignerState, role_words};
pub use verify::{SignatureVerdict, SinceSigned, Verified, latest_of_roles, signed_content, verify, verify_all};

/// To be shown with every signature.
pub const NOT_STATUTORY: &str = "签批用于发现签批之后的改动，不是《电子签名法》意义上的电子签名，不能代替纸质签章";
