//! 案头：who sits here, and what this computer knows beside the document.

use std::sync::LazyLock;

use crate::document::Role;

/// What the window knows that is not in the document.
#[derive(Default)]
pub struct Desk {
    /// The person's name.
    pub author: String,
    /// What the person does in the department; `None` until told.
    pub role: Option<Role>,
}

impl Desk {
    /// Of nobody: for screens without an application around them.
    pub fn nobody() -> &'static Self {
        static NOBODY: LazyLock<Desk> = LazyLock::new(Desk::default);
        &NOBODY
    }
}
