//! Who sits here, and what this computer knows of the open document beside its content.

use std::sync::{Arc, LazyLock};

use crate::{
    document::Role,
    seal::KnownSigners,
    workflow::{Look, SeenSignature, Standing},
};

use super::{CheckingDesk, ComparingDesk, ImportingDesk};

/// Who sits here.
#[derive(Default)]
pub struct Person {
    pub name: String,
    /// What the person does in the department; `None` until told.
    pub role: Option<Role>,
    /// Whose signatures are accepted on this computer.
    pub known: KnownSigners,
    /// The person's own public key; `None` before the first signature.
    pub own_key: Option<String>,
}

impl Person {
    /// For screens without an application around them.
    pub fn nobody() -> &'static Self {
        static NOBODY: LazyLock<Person> = LazyLock::new(Person::default);
        &NOBODY
    }

    /// Whether the person reviews what others have prepared.
    pub fn reviews(&self) -> bool {
        matches!(self.role, Some(Role::Reviewer | Role::Leader))
    }
}

/// What this computer knows of the open document beside its content.
#[derive(Default)]
pub struct Desk {
    /// What the signatures say of the content as it is now.
    pub standing: Arc<Standing>,
    /// What the person saw when the accounts were closed last.
    pub look: Option<Arc<Look>>,
    /// Signatures that this computer had seen when the file was opened and that it lacked then.
    pub missing: Vec<SeenSignature>,
    /// The person's own signatures that undo has taken back in this session: nobody has cut them off.
    pub taken_back: Vec<String>,
    /// One sentence about the file as it was opened: who signed, whether it is unchanged, what wrote it.
    pub opening_line: Option<String>,
    /// For the screens of comparison, merge and former saves.
    pub comparing: ComparingDesk,
    /// For the page of import.
    pub importing: ImportingDesk,
    /// For the page that checks an edited file.
    pub checking: CheckingDesk,
}

impl Desk {
    /// Of nothing: for screens without an application around them.
    pub fn empty() -> &'static Self {
        static EMPTY: LazyLock<Desk> = LazyLock::new(Desk::default);
        &EMPTY
    }
}
