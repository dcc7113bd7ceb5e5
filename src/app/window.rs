//! What every owner uses of the window: what is said, the one dialog, commands for the next frame, settings.

use std::{
    any::Any,
    path::PathBuf,
    rc::Rc,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    shown::one_line,
    storage::{DataFolder, Settings},
    ui::{Command, dialogs::Dialog, panels::status::Message},
};

use super::{
    Services,
    apart::{Answers, Lane},
};

/// What every owner has of the window around it.
pub(super) struct Window {
    pub services: Rc<dyn Services>,
    pub data: Option<DataFolder>,
    pub settings: Settings,
    /// What is still to be written of them.
    settings_to_write: Arc<Mutex<Option<Settings>>>,
    /// Taken off the recent files in this window.
    pub forgotten: Vec<PathBuf>,
    /// Commands for the next frame, in which typed text is entered first.
    pub queue: Vec<Command>,
    /// In the status line.
    pub message: Option<Message>,
    /// In the bar above the page.
    pub notice: Option<Notice>,
    /// The one dialog that is open.
    pub dialog: Option<Box<dyn Dialog>>,
    pub(super) answers: Answers,
    /// How much of the start is not known yet: whose signatures count, and what a crash left behind.
    pub is_getting_ready: u8,
}

impl Window {
    pub fn new(services: Rc<dyn Services>) -> Self {
        Self {
            data: services.data_folder(),
            settings: services.settings(),
            services,
            settings_to_write: Arc::default(),
            forgotten: Vec::new(),
            queue: Vec::new(),
            message: None,
            notice: None,
            dialog: None,
            answers: Answers::default(),
            is_getting_ready: 0,
        }
    }

    pub fn open(&mut self, dialog: impl Dialog) {
        self.dialog = Some(Box::new(dialog));
    }

    /// The dialog, if it is of this kind.
    pub fn dialog_as<T: Dialog>(&mut self) -> Option<&mut T> {
        let dialog: &mut dyn Any = self.dialog.as_deref_mut()?;
        dialog.downcast_mut()
    }

    pub fn say(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: sayable(text), is_fault: false });
    }

    pub fn say_fault(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::fault(text));
    }

    /// Says why something is not done.
    pub fn refuse(&mut self, sentence: String) {
        self.message = Some(Message { text: sentence, is_fault: true });
    }

    /// Says it beside what the bar says already.
    pub fn warn(&mut self, text: &str) {
        match &mut self.notice {
            Some(notice) if !notice.is_information => notice.text = sayable(format!("{}；{text}", notice.text)),
            _ => self.say_fault(text),
        }
    }

    /// Failing to is of no consequence. Of several that wait for the disk, only the last is written.
    pub fn save_settings(&self) {
        let Some(data) = self.data.clone() else { return };
        let latest = self.settings_to_write.clone();
        let forgotten = self.forgotten.clone();
        *latest.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.settings.clone());
        self.apart_silently(Lane::Settings, move || {
            let settings = latest.lock().unwrap_or_else(PoisonError::into_inner).take();
            let write = |mut settings: Settings| {
                settings.keep_recent_of(&Settings::load(&data), &forgotten);
                settings.save(&data)
            };
            if let Some(Err(error)) = settings.map(write) {
                log::warn!("the settings could not be saved: {error}");
            }
        });
    }
}

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
