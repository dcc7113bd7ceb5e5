//! The desktop: native file dialogs, each on a thread of its own so that the window keeps answering.

use std::{cell::RefCell, rc::Rc, thread, time::Instant};

use chrono::Datelike;

use crate::storage::{DataFolder, StartMarker};

use super::services::{Answer, PathRequest, Services};

/// The services of a real desktop.
pub struct Desktop {
    data: Option<DataFolder>,
    marker: Rc<RefCell<Option<StartMarker>>>,
    started: Instant,
}

impl Desktop {
    /// With the program's data folder, the mark of this start, which goes when the first frame is shown, and the time
    /// at which the program was started.
    pub fn new(data: Option<DataFolder>, marker: Rc<RefCell<Option<StartMarker>>>, started: Instant) -> Self {
        Self { data, marker, started }
    }
}

impl Services for Desktop {
    fn data_folder(&self) -> Option<DataFolder> {
        self.data.clone()
    }

    fn clock(&self) -> String {
        chrono::Local::now().format("%H:%M").to_string()
    }

    fn year(&self) -> u32 {
        u32::try_from(chrono::Local::now().year()).unwrap_or_default()
    }

    fn ask_path(&self, request: PathRequest, window: &eframe::Frame, answer: Answer) {
        let dialog = rfd::FileDialog::new().set_parent(window);
        let started = thread::Builder::new().name("file dialog".to_owned()).spawn(move || answer(ask(dialog, request)));
        if let Err(error) = started {
            log::error!("no thread for a file dialog: {error}");
        }
    }

    fn first_frame_shown(&self) {
        log::info!("首帧 {} 毫秒", self.started.elapsed().as_millis());
        if let Some(marker) = self.marker.borrow_mut().take() {
            marker.end();
        }
    }
}

fn ask(dialog: rfd::FileDialog, request: PathRequest) -> Option<std::path::PathBuf> {
    match request {
        PathRequest::Open { folder } => {
            let dialog = dialog.set_title("打开决算").add_filter("决算项目文件", &["juesuan", "json"]);
            begin_in(dialog.add_filter("所有文件", &["*"]), folder).pick_file()
        }
        PathRequest::Save { folder, name } => {
            let dialog = dialog.set_title("另存为").set_file_name(name);
            let dialog = dialog.add_filter("决算项目文件", &["juesuan"]).add_filter("JSON 文件", &["json"]);
            begin_in(dialog, folder).save_file()
        }
    }
}

fn begin_in(dialog: rfd::FileDialog, folder: Option<std::path::PathBuf>) -> rfd::FileDialog {
    match folder {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    }
}
