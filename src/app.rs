//! 主窗口：draws the frame and the current tab, then runs the commands that were asked for.
//!
//! Two frames make one step: keys and clicks of one frame are collected while it is drawn; commands that need what is
//! being typed wait for the next frame, in which every field enters its text first ([`View::flush`]).
//!
//! [`View::flush`]: crate::ui::View::flush

mod autosave;
mod carrying;
mod changed_on_disk;
mod comparing;
mod desktop;
mod export;
mod files;
mod frame;
mod generations;
mod handover;
mod hint;
mod notice;
mod own_files;
mod places;
mod read_only;
mod regions;
mod remarks;
mod run;
mod services;
mod signing;
mod type_ahead;
mod view_settings;

pub use autosave::Rescue;
pub use desktop::{Desktop, Start};
pub use handover::{Door, Handover, hand_over};
pub use services::{Answer, Chosen, Failed, FileKind, PathRequest, Services};

use std::{
    path::PathBuf,
    sync::{Arc, mpsc},
};

use egui::{Context, ViewportCommand};

use crate::{
    document::{Document, SignatureRecord},
    figures::Source,
    session::Session,
    storage::{DataFolder, KeptCopy, Recovery, Settings, find_recoveries, is_same_place, sweep_data_folder},
    ui::{
        Command, Desk,
        command_table::{self, CommandEntry},
        current,
        dialogs::{AnswerDialog, ExportDialog, NewDocumentForm, NoteDialog, PersonDialog, SignDialog, UnlockForm},
        find::Find,
        finding_walk::FindingWalk,
        frame_state::Possible,
        menu::{Menus, Stock},
        palette::Palette,
        side_panel::SidePanel,
        status::Message,
        tabs::{Tab, Tabs},
        theme,
    },
};

use autosave::Autosave;
use comparing::Comparing;
use export::{ExportJob, OpeningFailed};
use files::AskedPath;
use hint::PlacedHint;
use notice::Notice;
use read_only::ReadOnly;
use type_ahead::TypeAhead;

/// The window program without its window.
pub struct App {
    services: Box<dyn Services>,
    data: Option<DataFolder>,
    settings: Settings,
    starts_maximized: bool,
    /// The recent files, with whether each is still there; asked of the disk only when the list is shown anew.
    recent: Vec<(PathBuf, bool)>,
    session: Session,
    /// A document is open; otherwise the welcome page is shown.
    is_open: bool,
    tabs: Tabs,
    tab: Tab,
    /// Commands for the next frame, in which typed text is entered first.
    queue: Vec<Command>,
    type_ahead: TypeAhead,
    menus: Menus,
    /// Frames in which the clipboard's text is still to come.
    paste_awaited: u8,
    message: Option<Message>,
    notice: Option<Notice>,
    dialog: Option<Dialog>,
    asked: Option<AskedPath>,
    /// A dialog of the system that was given up and has not answered yet.
    given_up: Option<mpsc::Receiver<Chosen>>,
    /// The system has shown that it has no file dialog.
    lacks_file_dialog: bool,
    export: Option<ExportJob>,
    desk: Desk,
    /// The document whose signatures `desk` speaks of.
    standing_of: Option<Arc<Document>>,
    /// What is to be said instead of 已保存 when the next save has succeeded.
    after_next_save: Option<&'static str>,
    hint: Option<PlacedHint>,
    comparing: Comparing,
    /// Why the content can't be changed.
    read_only: Option<ReadOnly>,
    opening_failed: OpeningFailed,
    find: Option<Find>,
    walk: FindingWalk,
    side: SidePanel,
    /// Whether the right panel is folded; until chosen, it is where there is little room.
    is_folded: Option<bool>,
    explained: Option<Explained>,
    /// Where the number stood whose explanation lies over the page.
    card: Option<egui::Rect>,
    autosave: Autosave,
    saved_at: Option<String>,
    /// Where the page was drawn.
    page: Option<egui::Rect>,
    title: String,
    is_quitting: bool,
    had_focus: bool,
    frames: u64,
    /// Where the files of later starts arrive.
    door: Option<Door>,
    /// The file of the latest of them, while a dialog is open.
    handed_over: Option<PathBuf>,
}

/// A number that was asked about; shown until another cell becomes the current one.
struct Explained {
    source: Source,
    current: Option<Source>,
}

/// The one dialog that is open.
enum Dialog {
    New(Box<NewDocumentForm>),
    /// What would lose unsaved changes.
    Unsaved(Command),
    /// What is to be done after saving.
    ChangedOnDisk(Option<Command>),
    /// The file is gone; what is to be done after saving.
    Gone(Option<Command>),
    /// Why a file could not be opened, and what there is of it besides.
    Copies {
        words: String,
        copies: Vec<KeptCopy>,
    },
    Recovery {
        recoveries: Vec<Recovery>,
        discarding: Option<usize>,
    },
    Export(Box<ExportDialog>),
    Sign(Box<SignDialog>),
    Person(PersonDialog),
    /// Whether the signature in this row is of who its name says.
    Signer {
        row: usize,
        record: Box<SignatureRecord>,
    },
    /// 批注
    Note(Box<NoteDialog>),
    /// 处理说明
    Answer(Box<AnswerDialog>),
    NextYear,
    Unlock(Box<UnlockForm>),
    Palette(Palette),
    Keys,
    About,
}

impl App {
    /// The program as it starts: the welcome page, or the question about work left behind by a crash.
    pub fn new(context: &Context, services: Box<dyn Services>, rescue: Rescue) -> Self {
        theme::install(context);
        context.options_mut(|options| {
            options.zoom_with_keyboard = false;
            options.fallback_theme = egui::Theme::Light;
        });
        let data = services.data_folder();
        let settings = data.as_ref().map(Settings::load).unwrap_or_default();
        let mut app = Self {
            services,
            recent: settings.recent_files(),
            starts_maximized: settings.window.is_none_or(|place| place.maximized),
            settings,
            session: Session::new(data.clone()),
            data,
            is_open: false,
            tabs: Tabs::default(),
            tab: Tab::Unit,
            queue: Vec::new(),
            type_ahead: TypeAhead::default(),
            menus: Menus::default(),
            paste_awaited: 0,
            message: None,
            notice: None,
            dialog: None,
            asked: None,
            given_up: None,
            lacks_file_dialog: false,
            export: None,
            desk: Desk::default(),
            standing_of: None,
            after_next_save: None,
            hint: None,
            comparing: Comparing::default(),
            read_only: None,
            opening_failed: OpeningFailed::default(),
            find: None,
            walk: FindingWalk::default(),
            side: SidePanel::default(),
            is_folded: None,
            explained: None,
            card: None,
            autosave: Autosave::new(rescue),
            saved_at: None,
            page: None,
            title: String::new(),
            is_quitting: false,
            had_focus: true,
            frames: 0,
            door: None,
            handed_over: None,
        };
        app.apply_settings(context);
        app.apply_typeface(context);
        app.load_person();
        app.look_for_recoveries();
        app.sweep();
        app
    }

    /// What killed programs left in the data folder goes; nobody waits for it.
    fn sweep(&self) {
        let Some(data) = self.data.clone() else { return };
        let sweeping = std::thread::Builder::new().name("sweep".to_owned()).spawn(move || sweep_data_folder(&data));
        if let Err(error) = sweeping {
            log::info!("no thread to sweep: {error}");
        }
    }

    /// Opens this file, the program's argument, once the question about what a crash left behind is answered: what is
    /// typed then must not get into a page behind it.
    pub fn open_at_start(&mut self, path: PathBuf) {
        self.handed_over = Some(path);
    }

    /// Takes over the files of later starts.
    pub fn take_from(&mut self, door: Door, context: &Context) {
        door.wakes(context);
        self.door = Some(door);
    }

    /// A later start came: the window comes to the front, and its file is opened here as soon as no dialog is open.
    fn take_handed_over(&mut self, context: &Context) {
        while let Some(file) = self.door.as_ref().and_then(Door::arrival) {
            if let Some(path) = file {
                log::info!("另一次启动交来文件");
                self.handed_over = Some(path);
            }
            context.send_viewport_cmd(ViewportCommand::Minimized(false));
            context.send_viewport_cmd(ViewportCommand::Focus);
            // Where the system does not let a window come to the front by itself, its button asks for attention.
            let attention = egui::UserAttentionType::Informational;
            context.send_viewport_cmd(ViewportCommand::RequestUserAttention(attention));
            context.request_repaint();
        }
        if self.dialog.is_some() || self.asked.is_some() {
            return;
        }
        let Some(path) = self.handed_over.take() else { return };
        if self.session().and_then(Session::path).is_some_and(|open| is_same_place(open, &path)) {
            self.say("这份决算已经打开");
        } else {
            self.queue.push(Command::OpenFile(path));
        }
        context.request_repaint();
    }

    /// Shows a sentence in the first frame: what was not understood of the program's arguments.
    pub fn warn_at_start(&mut self, text: String) {
        self.queue.push(Command::Warn(text));
    }

    /// The open document, if there is one.
    pub fn session(&self) -> Option<&Session> {
        self.is_open.then_some(&self.session)
    }

    /// The current tab.
    pub fn tab(&self) -> Tab {
        self.tab
    }

    fn look_for_recoveries(&mut self) {
        let Some(data) = &self.data else { return };
        let found = find_recoveries(data);
        if let Some(path) = found.unreadable.first() {
            self.say_fault(format!("有 {} 份留存的内容读不出来，仍在 {}", found.unreadable.len(), path.display()));
        }
        if !found.recoveries.is_empty() {
            self.dialog = Some(Dialog::Recovery { recoveries: found.recoveries, discarding: None });
        }
    }

    fn possible(&self) -> Possible {
        let label = |change: Option<&crate::session::Change>| change.map(|change| change.label.clone());
        Possible {
            document: self.is_open,
            undo: label(self.session.next_undo()).filter(|_| self.is_open),
            redo: label(self.session.next_redo()).filter(|_| self.is_open),
            back: self.walk.has_origin(),
        }
    }

    /// Takes the keys of commands, unless a dialog has the keyboard.
    fn take_keys(&mut self, context: &Context) {
        let in_dialog = self.dialog.is_some()
            || self.asked.is_some()
            || context.memory(|memory| memory.top_modal_layer().is_some());
        let possible = self.possible();
        let stock = Stock { possible: &possible, recent: &self.recent };
        if let Some((command, after)) = self.menus.take_keys(context, stock, in_dialog, type_ahead::is_keyed) {
            self.queue.push(command);
            self.type_ahead.hold(context, after);
            context.request_repaint();
        }
        if in_dialog {
            return;
        }
        self.follow_lost_focus(context);
        // A search text has an undo of its own, and so has an explanation being written.
        let in_search = self.find.as_ref().is_some_and(|find| find.has_focus(context));
        let in_own_text = in_search || current::is_in_own_text(context);
        let wanted = |entry: &CommandEntry| {
            let of_text = matches!(entry.command, Command::Undo | Command::Redo);
            !(of_text && in_own_text) && (possible.document || !entry.needs_document)
        };
        if let Some((command, after)) = command_table::pressed(context, wanted, type_ahead::is_keyed) {
            self.queue.push(command);
            self.type_ahead.hold(context, after);
            context.request_repaint();
        }
    }

    fn update_title(&mut self, context: &Context) {
        let title = match self.is_open {
            true => self.read_only.as_ref().and_then(ReadOnly::title).unwrap_or_else(|| self.session.title()),
            false => "决算公开编审".to_owned(),
        };
        if title != self.title {
            context.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// The window's title as sent last.
    pub fn title(&self) -> &str {
        &self.title
    }
}

impl eframe::App for App {
    fn logic(&mut self, context: &Context, _frame: &mut eframe::Frame) {
        if self.frames == 1 {
            self.services.first_frame_shown();
            log::info!("每点 {} 像素", context.pixels_per_point());
            self.maximize_again(context);
        }
        self.take_dropped_files(context);
        self.take_handed_over(context);
        self.take_asked_path(context);
        self.take_export_answers(context);
        self.take_worked_out(context);
        self.answer_close_request(context);
        self.look_at_disk_on_return(context);
        let result = self.autosave.run_if_due(&mut self.session, context, &*self.services);
        if let Some(Err(error)) = result {
            self.say_fault(format!("自动留存没有成功：{error}"));
        }
        self.renew_hint(context);
        self.remember_window(context);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let context = ui.ctx().clone();
        self.frames += 1;
        log::trace!("第 {} 帧", self.frames);
        let due = std::mem::take(&mut self.queue);
        let flush = due.iter().any(Command::needs_typed_text);
        self.refresh_standing();
        self.await_paste(&context);
        self.type_ahead.begin_frame(&context);
        self.take_keys(&context);
        let had_dialog = self.dialog.is_some();
        let was_asked = self.asked.is_some();

        let mut commands = Vec::new();
        self.frame_ui(ui, flush, &mut commands);
        self.dialogs_ui(ui, frame, &mut commands);
        if had_dialog && self.dialog.is_none() && self.is_open {
            // Nobody has the keyboard any more: it goes back to where it was.
            self.tabs.enter(self.tab);
        }

        let (waiting, now): (Vec<_>, Vec<_>) =
            commands.into_iter().partition(|command| command.needs_typed_text() && !flush);
        if !(waiting.is_empty() && now.is_empty() && due.is_empty()) {
            context.request_repaint();
        }
        for command in now.into_iter().chain(due) {
            self.run(command, &context, frame);
        }
        self.queue.extend(waiting);
        if (self.dialog.is_some() && !had_dialog) || (self.asked.is_some() && !was_asked) {
            self.type_ahead.hold(&context, Vec::new());
        }
        if self.is_open {
            let result = self.autosave.note(&mut self.session, &context);
            if let Err(error) = result {
                self.say_fault(format!("自动留存没有成功：{error}"));
            }
        }
        self.menus.end_frame(&context);
        self.place_hint(&context);
        self.update_title(&context);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.save_settings();
        self.remember_look();
        self.hint = None;
        self.autosave.forget();
        let session = std::mem::replace(&mut self.session, Session::new(None));
        // A window that was closed without the question, as when the system shuts down, leaves the copy behind.
        if self.is_quitting {
            session.close();
        }
    }
}
