//! The program's own file dialog with its way to the disk, which is read by a thread.

use std::{
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
};

use egui::{Context, Ui};

use crate::{
    storage::{FolderEntry, list_folder, make_folder},
    ui::dialogs::{FileAct, FileDialog, FilePurpose},
};

use super::{PathRequest, Services};

/// The dialog with its way to the disk.
pub(super) struct OwnFiles {
    dialog: FileDialog,
    sender: mpsc::Sender<Told>,
    answers: mpsc::Receiver<Told>,
}

/// What the disk answers.
enum Told {
    /// What is in this folder.
    Entries(PathBuf, Result<Vec<FolderEntry>, String>),
    /// The new folder.
    Made(Result<PathBuf, String>),
}

impl OwnFiles {
    /// The dialog for a request, about to read its first folder. `recent` are files that were open lately.
    pub fn new(request: &PathRequest, services: &dyn Services, recent: &[PathBuf], context: &Context) -> Self {
        let mut places = services.places();
        for path in recent {
            let Some(folder) = path.parent() else { continue };
            let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
            if let Some(name) = name.filter(|_| places.iter().all(|(_, known)| known != folder) && places.len() < 8) {
                places.push((name, folder.to_owned()));
            }
        }
        let (heading, purpose, extensions, folder, name) = match request {
            PathRequest::Open { title, kind, folder, .. } => {
                ((*title).to_owned(), FilePurpose::Open, kind.filter().1, folder, String::new())
            }
            PathRequest::Save { kind, folder, name } => {
                (format!("保存{}", kind.filter().0), FilePurpose::Save, kind.filter().1, folder, name.clone())
            }
            PathRequest::Folder { title, folder } => {
                let none: &[&str] = &[];
                ((*title).to_owned(), FilePurpose::Folder, none, folder, String::new())
            }
        };
        let folder = folder.clone().or_else(|| services.documents_folder());
        let folder = folder.or_else(|| places.first().map(|(_, folder)| folder.clone()));
        let folder = folder.or_else(|| std::env::current_dir().ok()).unwrap_or_default();
        let (sender, answers) = mpsc::channel();
        let takes_several = matches!(request, PathRequest::Open { several: true, .. });
        let dialog = FileDialog::new(heading, purpose, extensions, folder, places, name).several(takes_several);
        let own = Self { dialog, sender, answers };
        own.read(context);
        own
    }

    /// Draws the dialog; answers once it is done, with what was chosen.
    pub fn ui(&mut self, ui: &Ui) -> Option<Vec<PathBuf>> {
        match self.dialog.ui(ui)? {
            FileAct::List => self.read(ui.ctx()),
            FileAct::Make(name) => self.make(name, ui.ctx()),
            FileAct::Choose(path) => return Some(vec![path]),
            FileAct::ChooseAll(paths) => return Some(paths),
            FileAct::Cancel => return Some(Vec::new()),
        }
        None
    }

    pub fn take_answers(&mut self, context: &Context) {
        while let Ok(told) = self.answers.try_recv() {
            match told {
                // Of a folder that was left again nobody wants to know.
                Told::Entries(folder, entries) if folder == self.dialog.folder() => self.dialog.told(entries),
                Told::Entries(..) => {}
                Told::Made(made) => {
                    if self.dialog.made(made).is_some() {
                        self.read(context);
                    }
                }
            }
            context.request_repaint();
        }
    }

    fn read(&self, context: &Context) {
        let folder = self.dialog.folder().to_owned();
        self.on_thread(context, move || {
            let entries = list_folder(&folder);
            Told::Entries(folder, entries)
        });
    }

    fn make(&self, name: String, context: &Context) {
        let inside: PathBuf = Path::to_owned(self.dialog.folder());
        self.on_thread(context, move || Told::Made(make_folder(&inside, &name)));
    }

    /// A folder of a server can take long.
    fn on_thread(&self, context: &Context, work: impl FnOnce() -> Told + Send + 'static) {
        let (sender, context) = (self.sender.clone(), context.clone());
        let started = thread::Builder::new().name("folder".to_owned()).spawn(move || {
            let _ = sender.send(work());
            context.request_repaint();
        });
        if let Err(error) = started {
            log::error!("no thread for reading a folder: {error}");
        }
    }
}
