//! 说给人听的一句话：in the status line, or in a bar above the page.

use crate::{
    storage::one_line,
    ui::{Command, panels::status::Message},
};

use super::App;

/// What went wrong, in a bar above the page until it is put away.
pub(super) struct Notice {
    pub text: String,
    /// Nothing went wrong: it is only to be known.
    pub is_information: bool,
    /// The ways out, with their words.
    pub remedies: Vec<(&'static str, Command)>,
}

/// The longest sentence that leaves room for the page: what a file or an argument says may be of any length.
const MOST: usize = 500;

/// What is said, in one line that can be shown.
pub(super) fn sayable(text: impl Into<String>) -> String {
    one_line(&text.into(), MOST)
}

impl Notice {
    pub fn fault(text: impl Into<String>) -> Self {
        Self { text: sayable(text), is_information: false, remedies: Vec::new() }
    }

    pub fn information(text: impl Into<String>) -> Self {
        Self { is_information: true, ..Self::fault(text) }
    }

    /// With one more way out.
    pub fn with_remedy(mut self, words: &'static str, command: Command) -> Self {
        self.remedies.push((words, command));
        self
    }
}

impl App {
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: sayable(text), is_fault: false });
    }

    pub(super) fn say_fault(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::fault(text));
    }

    /// Says it beside what the bar says already.
    pub(super) fn warn(&mut self, text: &str) {
        match &mut self.notice {
            Some(notice) if !notice.is_information => notice.text = sayable(format!("{}；{text}", notice.text)),
            _ => self.say_fault(text),
        }
    }
}
