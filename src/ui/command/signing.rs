//! What is asked for about signatures: signing, sending back, who one is, whose signatures count.

use std::path::PathBuf;

use crate::document::{Decision, Role};

/// One request about signatures.
#[derive(Clone, Debug, PartialEq)]
pub enum SignCommand {
    /// Asks what is needed for a signature, or for sending the document back.
    Ask(Decision),
    /// Signs or sends back.
    Do(Decided),
    /// Asks who sits here.
    AskPerson,
    /// The person's name and role.
    SetPerson {
        /// As it stands in notes, signatures and saves.
        name: String,
        /// What the person does; `None` when that is not told.
        role: Option<Role>,
    },
    /// Asks where to write the key, protected by this passphrase.
    ExportKey(String),
    ExportKeyTo(PathBuf, String),
    /// Asks for a key file that this passphrase opens.
    ImportKey(String),
    /// Makes the key in it the person's.
    ImportKeyFrom(PathBuf, String),
    /// Asks whether the signer of this row is who the name says.
    AskSigner(usize),
    /// Accepts the key of this row under its name, for these roles.
    Accept(usize, Vec<Role>),
    /// The file in hand is right: the signatures that it lacks are forgotten.
    ForgetMissing,
    /// Takes the acceptance of a key back.
    Forget(String),
    /// Whoever reviews may change the content from now on.
    AllowChanges,
}

impl SignCommand {
    /// Whether it makes sense only with an open document.
    pub fn needs_document(&self) -> bool {
        match self {
            Self::Ask(_)
            | Self::Do(_)
            | Self::AskSigner(_)
            | Self::Accept(..)
            | Self::ForgetMissing
            | Self::AllowChanges => true,
            Self::AskPerson
            | Self::SetPerson { .. }
            | Self::ExportKey(_)
            | Self::ExportKeyTo(..)
            | Self::ImportKey(_)
            | Self::ImportKeyFrom(..)
            | Self::Forget(_) => false,
        }
    }
}

/// What a person has decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Sign or send back.
    pub decision: Decision,
    pub role: Role,
    /// The name under it.
    pub name: String,
    /// Why it is sent back, or a remark.
    pub reason: String,
}
