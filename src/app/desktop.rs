//! The desktop: native file dialogs, each on a thread of its own so that the window keeps answering.

use std::{
    cell::{Cell, RefCell},
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
    rc::Rc,
    thread,
    time::{Duration, Instant},
};

use chrono::Datelike;

use crate::storage::{self, DataFolder, Settings, StartMarker};

use super::apart::{Job, Lane, Lanes};
use super::services::{Chosen, Failed, FileKind, OnChosen, PathRequest, Services};

/// Two frames: what takes longer is felt while typing.
const PATIENCE: Duration = Duration::from_millis(33);

/// A start under way, with its mark on the disk, until the first frame is shown.
#[derive(Clone)]
pub struct Start {
    began: Instant,
    marker: Rc<RefCell<Option<StartMarker>>>,
    is_shown: Rc<Cell<bool>>,
}

impl Start {
    /// Of a program that began at this time.
    pub fn new(began: Instant, marker: Option<StartMarker>) -> Self {
        Self { began, marker: Rc::new(RefCell::new(marker)), is_shown: Rc::default() }
    }

    /// Whether the first frame was shown.
    pub fn is_shown(&self) -> bool {
        self.is_shown.get()
    }

    /// The window is shown, or the failure was noticed: the mark goes.
    pub fn end(&self) {
        if let Some(marker) = self.marker.borrow_mut().take() {
            marker.end();
        }
    }
}

/// The services of a real desktop.
pub struct Desktop {
    data: Option<DataFolder>,
    settings: Settings,
    documents: Option<PathBuf>,
    start: Start,
    lanes: Lanes,
    /// Once used it is kept: on X11 what was copied goes with it.
    clipboard: RefCell<Option<arboard::Clipboard>>,
}

impl Desktop {
    /// With the program's data folder and what it remembers, the start that ends with the first frame, and where work
    /// that may wait is done.
    pub fn new(data: Option<DataFolder>, settings: Settings, start: Start, lanes: Lanes) -> Self {
        let documents = directories::UserDirs::new().and_then(|user| user.document_dir().map(Path::to_owned));
        Self { data, settings, documents, start, lanes, clipboard: RefCell::default() }
    }

    fn with_clipboard<T>(
        &self,
        use_it: impl FnOnce(&mut arboard::Clipboard) -> Result<T, arboard::Error>,
    ) -> Result<T, arboard::Error> {
        let mut kept = self.clipboard.borrow_mut();
        match &mut *kept {
            Some(clipboard) => use_it(clipboard),
            none => use_it(none.insert(arboard::Clipboard::new()?)),
        }
    }
}

impl Services for Desktop {
    fn data_folder(&self) -> Option<DataFolder> {
        self.data.clone()
    }

    fn settings(&self) -> Settings {
        self.settings.clone()
    }

    fn clock(&self) -> String {
        chrono::Local::now().format("%H:%M").to_string()
    }

    fn year(&self) -> u32 {
        u32::try_from(chrono::Local::now().year()).unwrap_or_default()
    }

    fn ask_path(&self, request: PathRequest, window: &eframe::Frame, answer: OnChosen) {
        let dialog = rfd::FileDialog::new().set_parent(window);
        let wait = move || {
            if !has_file_dialog() {
                return answer(Chosen::NoDialog);
            }
            let began = Instant::now();
            answer(match ask(dialog, request) {
                Some(paths) => Chosen::Paths(paths),
                // The library does not tell a dialog that could not be shown from one that was cancelled.
                None if cfg!(target_os = "linux") && began.elapsed() < NOBODY_IS_SO_FAST => Chosen::NoDialog,
                None => Chosen::Nothing,
            });
        };
        let started = thread::Builder::new().name("file dialog".to_owned()).spawn(wait);
        if let Err(error) = started {
            log::error!("no thread for a file dialog: {error}");
        }
    }

    fn documents_folder(&self) -> Option<PathBuf> {
        self.documents.clone()
    }

    fn places(&self) -> Vec<(String, PathBuf)> {
        let Some(user) = directories::UserDirs::new() else {
            return vec![("根目录".to_owned(), PathBuf::from("/"))];
        };
        let places = [
            ("主文件夹", Some(user.home_dir())),
            ("桌面", user.desktop_dir()),
            ("文档", user.document_dir()),
            ("下载", user.download_dir()),
            ("根目录", cfg!(unix).then(|| Path::new("/"))),
        ];
        places.into_iter().filter_map(|(name, folder)| Some((name.to_owned(), folder?.to_owned()))).collect()
    }

    fn open_path(&self, path: PathBuf, failed: Failed) {
        run_and_wait(opener(&path), failed);
    }

    fn show_in_folder(&self, path: PathBuf, failed: Failed) {
        run_and_wait(folder_opener(&path), failed);
    }

    fn copy_html(&self, html: &str, text: &str) -> Result<(), String> {
        self.with_clipboard(|clipboard| clipboard.set_html(html, Some(text))).map_err(|error| error.to_string())
    }

    fn copied_html(&self) -> Option<String> {
        self.with_clipboard(|clipboard| clipboard.get().html()).ok()
    }

    fn child_program(&self) -> Option<PathBuf> {
        std::env::current_exe().inspect_err(|error| log::warn!("the program does not know itself: {error}")).ok()
    }

    fn patience(&self) -> Option<Duration> {
        Some(PATIENCE)
    }

    fn run_apart(&self, lane: Lane, job: Job) {
        self.lanes.run(lane, job);
    }

    fn start_anew(&self, file: Option<PathBuf>) {
        start(file);
    }

    fn open_another_window(&self) -> bool {
        start(Some(format!("--{ANOTHER_WINDOW}")))
    }

    fn first_frame_shown(&self) {
        log::info!("首帧 {} 毫秒", self.start.began.elapsed().as_millis());
        self.start.is_shown.set(true);
        if let Some(marker) = self.start.marker.borrow_mut().take() {
            self.lanes.run(Lane::Settings, Box::new(move || marker.end()));
        }
    }
}

/// The option of the command line that asks for one more window.
pub const ANOTHER_WINDOW: &str = "another-window";

/// Whether the program was started once more.
fn start(argument: Option<impl AsRef<std::ffi::OsStr>>) -> bool {
    let program = std::env::current_exe();
    let started = program.and_then(|program| Command::new(program).args(argument).spawn());
    if let Err(error) = &started {
        log::error!("the program could not be started anew: {error}");
    }
    started.is_ok()
}

/// A dialog that was shown and cancelled took longer.
const NOBODY_IS_SO_FAST: Duration = Duration::from_millis(300);

/// Windows and macOS have one. Elsewhere it is the portal of the desktop, or zenity; whether a portal that is there can
/// show a dialog is only seen by asking it.
fn has_file_dialog() -> bool {
    if cfg!(any(windows, target_os = "macos")) {
        return true;
    }
    let is_in = |folders: Option<OsString>, name: &str| {
        folders.is_some_and(|folders| std::env::split_paths(&folders).any(|folder| storage::exists(&folder.join(name))))
    };
    let has_bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some_and(|address| !address.is_empty())
        || std::env::var_os("XDG_RUNTIME_DIR").is_some_and(|folder| storage::exists(&Path::new(&folder).join("bus")));
    let data = std::env::var_os("XDG_DATA_DIRS").filter(|folders| !folders.is_empty());
    let data = data.unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    let has_portal = has_bus && is_in(Some(data), "dbus-1/services/org.freedesktop.portal.Desktop.service");
    has_portal || is_in(std::env::var_os("PATH"), "zenity")
}

fn ask(dialog: rfd::FileDialog, request: PathRequest) -> Option<Vec<PathBuf>> {
    let one = match request {
        PathRequest::Open { title, kind, folder, several } => {
            let (name, extensions) = kind.filter();
            let dialog = dialog.set_title(title).add_filter(name, extensions);
            let dialog = begin_in(dialog.add_filter("所有文件", &["*"]), folder);
            if several {
                return dialog.pick_files();
            }
            dialog.pick_file()
        }
        PathRequest::Save { kind: FileKind::Project, folder, name } => {
            let dialog = dialog.set_title("另存为").set_file_name(name);
            let dialog = dialog.add_filter("决算项目文件", &["juesuan"]).add_filter("JSON 文件", &["json"]);
            begin_in(dialog, folder).save_file()
        }
        PathRequest::Save { kind, folder, name } => {
            let (filter, extensions) = kind.filter();
            let dialog = dialog.set_title("另存为").set_file_name(name).add_filter(filter, extensions);
            begin_in(dialog, folder).save_file()
        }
        PathRequest::Folder { title, folder } => begin_in(dialog.set_title(title), folder).pick_folder(),
    };
    one.map(|path| vec![path])
}

fn begin_in(dialog: rfd::FileDialog, folder: Option<PathBuf>) -> rfd::FileDialog {
    match folder {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    }
}

/// What the system opens a file or folder with.
#[cfg(windows)]
fn opener(path: &Path) -> Command {
    explorer("", path)
}

/// What the system opens a file or folder with.
#[cfg(not(windows))]
fn opener(path: &Path) -> Command {
    let mut command = Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" });
    command.arg(path);
    command
}

/// What shows a file in its folder.
#[cfg(windows)]
fn folder_opener(path: &Path) -> Command {
    explorer("/select,", path)
}

/// What shows a file in its folder.
#[cfg(not(windows))]
fn folder_opener(path: &Path) -> Command {
    opener(path.parent().unwrap_or(path))
}

/// Quoted by hand: Explorer reads its command line in its own way and parts it at commas. No path holds a quote.
#[cfg(windows)]
fn explorer(option: &str, path: &Path) -> Command {
    use std::os::windows::process::CommandExt;
    let mut argument = std::ffi::OsString::from(option);
    argument.push("\"");
    argument.push(path);
    argument.push("\"");
    let mut command = Command::new("explorer");
    command.raw_arg(argument);
    command
}

/// Starts it and says so when it fails; some of these programs stay as long as what they opened.
fn run_and_wait(mut command: Command, failed: Failed) {
    let wait = move || {
        let ended = command.status();
        // Explorer always ends with a failure.
        let is_open = ended.as_ref().is_ok_and(|status| status.success() || cfg!(windows));
        if !is_open {
            log::warn!("{command:?}: {ended:?}");
            failed();
        }
    };
    if let Err(error) = thread::Builder::new().name("opener".to_owned()).spawn(wait) {
        log::error!("no thread for opening a file: {error}");
    }
}
