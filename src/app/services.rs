//! What the window needs of the system around it; tests put something else in its place.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use crate::storage::{DataFolder, Settings, emptied_folder_here};

use super::apart::{Job, Lane};

/// What kind of file the user is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Project,
    /// A person's key under a passphrase.
    Key,
    Workbook,
    /// What can be read of others.
    Readable,
    /// An exported report that was edited.
    Draft,
    /// A report that was written elsewhere.
    Report,
    /// A list to be passed on.
    List,
}

impl FileKind {
    /// Its name, and its usual extensions.
    pub fn filter(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Project => ("决算项目文件", &["juesuan", "json"]),
            Self::Key => ("签批钥匙文件", &["key"]),
            Self::Workbook => ("Excel 工作簿", &["xlsx"]),
            Self::List => ("清单（Excel、Word）", &["xlsx", "docx"]),
            Self::Report => ("公开报告（Word、PDF、网页、文本）", &["docx", "pdf", "html", "htm", "txt"]),
            Self::Draft => ("成稿（Word、PDF）", &["docx", "pdf"]),
            Self::Readable => (
                "决算报表、公开报告",
                &["xlsx", "xlsm", "xls", "et", "docx", "pdf", "html", "htm", "xml", "txt", "csv", "tsv"],
            ),
        }
    }
}

/// A file that the user is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathRequest {
    Open {
        /// What the dialog is headed.
        title: &'static str,
        /// What is looked for.
        kind: FileKind,
        /// Where to begin looking.
        folder: Option<PathBuf>,
        /// Whether several may be chosen.
        several: bool,
    },
    Save {
        kind: FileKind,
        /// Where to begin looking.
        folder: Option<PathBuf>,
        /// The name that is suggested.
        name: String,
    },
    Folder {
        /// What the dialog is headed.
        title: &'static str,
        /// Where to begin looking.
        folder: Option<PathBuf>,
    },
}

/// What came of a question for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    Path(PathBuf),
    /// One or more, where several may be chosen.
    Paths(Vec<PathBuf>),
    /// The user thought better of it.
    Nothing,
    /// The system has no such dialog: the program shows its own.
    NoDialog,
}

/// Takes what was chosen. Called from any thread.
pub type OnChosen = Box<dyn FnOnce(Chosen) + Send>;

/// Called from any thread when a file could not be opened.
pub type Failed = Box<dyn FnOnce() + Send>;

/// The system around the window.
pub trait Services {
    /// Where the program keeps its own files; `None` when there is no such place.
    fn data_folder(&self) -> Option<DataFolder>;
    /// What the program remembers, read before there was a window.
    fn settings(&self) -> Settings;
    /// Hour and minute, for the save state.
    fn clock(&self) -> String;
    fn year(&self) -> u32;
    /// How long a key may wait for report and findings before they are worked out beside the drawing; `None`: as long
    /// as it takes.
    fn patience(&self) -> Option<Duration> {
        None
    }
    /// Asks for a file without waiting for the answer.
    fn ask_path(&self, request: PathRequest, window: &eframe::Frame, answer: OnChosen);
    /// Where documents usually are; `None` when the system does not tell.
    fn documents_folder(&self) -> Option<PathBuf>;
    /// Folders that are often wanted, by name, the user's own one first; for the program's own file dialog.
    fn places(&self) -> Vec<(String, PathBuf)> {
        Vec::new()
    }
    /// Opens a file or folder with the program that the system has for it.
    fn open_path(&self, path: PathBuf, failed: Failed);
    /// Opens the folder that a file is in, with the file selected where the system can.
    fn show_in_folder(&self, path: PathBuf, failed: Failed);
    /// What a folder is called, in words, that is emptied some day, if the file lies in one.
    fn emptied_folder(&self, path: &Path) -> Option<&'static str> {
        emptied_folder_here(path)
    }
    /// Puts the same text on the clipboard as HTML and as plain text.
    ///
    /// # Errors
    /// What the clipboard says.
    fn copy_html(&self, html: &str, text: &str) -> Result<(), String>;
    /// What stands on the clipboard as HTML.
    fn copied_html(&self) -> Option<String> {
        None
    }
    /// The program that exports and sets pages in processes of their own; without one, threads of the window do it.
    fn child_program(&self) -> Option<PathBuf> {
        None
    }
    /// Runs what may wait for a disk away from the window's thread; what is in one lane, in order.
    fn run_apart(&self, lane: Lane, job: Job);
    /// Starts the program once more, with this file.
    fn start_anew(&self, file: Option<PathBuf>);
    /// Opens one more window, a process of its own; false where that is not possible.
    fn open_another_window(&self) -> bool {
        false
    }
    /// The first frame is on screen.
    fn first_frame_shown(&self) {}
}
