//! 主窗口：draws the frame and the current tab, then runs the commands that were asked for.
//!
//! Two frames make one step: keys and clicks of one frame are collected while it is drawn; commands that need what is
//! being typed wait for the next frame, in which every field enters its text first ([`View::flush`]).
//!
//! [`View::flush`]: crate::ui::View::flush

mod apart;
mod autosave;
mod carrying;
mod changed_on_disk;
mod comparing;
mod desktop;
mod export;
mod files;
mod frame;
mod generations;
mod half_written;
mod handover;
mod hint;
mod keyboard;
mod last_moment;
mod notice;
mod opening;
mod own_files;
mod places;
mod read_only;
mod regions;
mod remarks;
mod run;
mod saving;
mod services;
mod signing;
mod type_ahead;
mod view_settings;

pub use apart::{Job, Lane, Lanes};
pub use autosave::Rescue;
pub use desktop::{Desktop, Start};
pub use handover::{Door, Handover, hand_over};
pub use last_moment::keep_at_the_last_moment;
pub use services::{Answer, Chosen, Failed, FileKind, PathRequest, Services};

use std::{
    any::Any,
    collections::HashSet,
    path::{Path, PathBuf},
    rc::Rc,
    sync::{Arc, Mutex, mpsc},
};

use egui::{Context, ViewportCommand};

use crate::{
    document::Document,
    figures::Source,
    session::Session,
    storage::{DataFolder, Recovery, Settings, draw, find_recoveries, is_same_place, sweep_data_folder},
    ui::{
        Command, Desk, Tab,
        command::{self, CommandEntry, Possible},
        dialogs::{Dialog, RecoveryDialog},
        menu::{Menus, Stock},
        panels::{find::Find, side_panel::SidePanel, status::Message},
        state::{current, finding_walk::FindingWalk, pending},
        tabs::Tabs,
        theme,
    },
};

use apart::Answers;
use autosave::Autosave;
use comparing::Comparing;
use export::{ExportJob, OpeningFailed};
use files::AskedPath;
use hint::PlacedHint;
use keyboard::Held;
use notice::Notice;
use opening::Opening;
use read_only::ReadOnly;
use saving::Saving;
use type_ahead::TypeAhead;

/// A key or click that closes the window may wait behind the file of a later start, longest on a slow machine: so many
/// seconds after that came, it is taken for one of before.
const STAYS: f64 = 1.5;

/// The window program without its window.
pub struct App {
    services: Rc<dyn Services>,
    data: Option<DataFolder>,
    settings: Settings,
    starts_maximized: bool,
    /// What is still to be written of them.
    settings_to_write: Arc<Mutex<Option<Settings>>>,
    /// The recent files, with whether each is still there, as far as that is known; asked when the list is shown anew.
    recent: Vec<(PathBuf, bool)>,
    /// Those that the disk is being asked for.
    asked_for_recent: HashSet<PathBuf>,
    session: Session,
    /// A document is open; otherwise the welcome page is shown.
    is_open: bool,
    tabs: Tabs,
    tab: Tab,
    /// Commands for the next frame, in which typed text is entered first.
    queue: Vec<Command>,
    type_ahead: TypeAhead,
    menus: Menus,
    held: Held,
    /// Frames in which the clipboard's text is still to come.
    paste_awaited: u8,
    message: Option<Message>,
    notice: Option<Notice>,
    /// The one dialog that is open.
    dialog: Option<Box<dyn Dialog>>,
    asked: Option<AskedPath>,
    /// A dialog of the system that was given up and has not answered yet.
    given_up: Option<mpsc::Receiver<Chosen>>,
    /// The system has shown that it has no file dialog.
    lacks_file_dialog: bool,
    answers: Answers,
    saving: Option<Saving>,
    opening: Option<Opening>,
    /// What is to be said once it is open.
    warn_when_opened: Vec<String>,
    /// Counts the files that were to be opened.
    opened: u64,
    /// What a save has found is asked about when no other dialog is open.
    question_of_save: Option<Box<dyn Dialog>>,
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
    /// Counts the documents that were opened: what a page remembers of one, such as how far it was scrolled, is not
    /// for the next.
    documents_seen: u64,
    /// Of which of them the page was drawn last.
    document_shown: u64,
    title: String,
    is_quitting: bool,
    /// The program ends without the end of a save: the recovery copy stays.
    keeps_copy: bool,
    had_focus: bool,
    is_looking_at_disk: bool,
    /// How much of the start is not known yet: whose signatures count, and what a crash left behind.
    is_getting_ready: u8,
    frames: u64,
    /// Where the files of later starts arrive.
    door: Option<Door>,
    /// The file of the latest of them, while a dialog is open.
    handed_over: Option<PathBuf>,
    /// Until then the window stays for who came last, in seconds of the window's time.
    stays_until: f64,
    /// The one that a command which was not run yet opens.
    promised: Option<PathBuf>,
    /// It is being found out whether that is the open file.
    door_waits_for_disk: bool,
    /// What a crash left behind, until it is asked about.
    left_behind: Vec<Recovery>,
    /// What of it is being asked about.
    to_recover: Vec<Recovery>,
    /// The file of this start itself, until it is opened.
    at_start: Option<PathBuf>,
}

/// A number that was asked about; shown until another cell becomes the current one.
struct Explained {
    source: Source,
    current: Option<Source>,
}

impl App {
    /// The program as it starts: the welcome page, or the question about work left behind by a crash.
    pub fn new(context: &Context, services: Box<dyn Services>, rescue: Rescue) -> Self {
        theme::install(context);
        context.options_mut(|options| {
            options.zoom_with_keyboard = false;
            options.fallback_theme = egui::Theme::Light;
        });
        let services: Rc<dyn Services> = services.into();
        let data = services.data_folder();
        let settings = services.settings();
        let mut app = Self {
            services,
            recent: Vec::new(),
            asked_for_recent: HashSet::new(),
            settings_to_write: Arc::default(),
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
            held: Held::default(),
            paste_awaited: 0,
            message: None,
            notice: None,
            dialog: None,
            asked: None,
            given_up: None,
            lacks_file_dialog: false,
            answers: Answers::default(),
            saving: None,
            opening: None,
            warn_when_opened: Vec::new(),
            opened: 0,
            question_of_save: None,
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
            documents_seen: 0,
            document_shown: 0,
            title: String::new(),
            is_quitting: false,
            keeps_copy: false,
            had_focus: true,
            is_looking_at_disk: false,
            is_getting_ready: 0,
            frames: 0,
            door: None,
            handed_over: None,
            stays_until: 0.0,
            promised: None,
            door_waits_for_disk: false,
            left_behind: Vec::new(),
            to_recover: Vec::new(),
            at_start: None,
        };
        let apart = app.services.clone();
        app.session.work_apart(move |work| apart.run_apart(Lane::Recovery, work));
        app.apply_settings(context);
        app.apply_typeface(context);
        app.look_for_recent(context);
        app.load_person(context);
        app.look_for_recoveries(context);
        app.sweep();
        app
    }

    /// What killed programs left in the data folder goes; nobody waits for it.
    fn sweep(&self) {
        let Some(data) = self.data.clone() else { return };
        self.apart_silently(Lane::Recovery, move || sweep_data_folder(&data));
    }

    /// Opens this file, the program's argument, once the question about what a crash left behind is answered: what is
    /// typed then must not get into a page behind it.
    pub fn open_at_start(&mut self, path: PathBuf) {
        self.at_start = Some(path);
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
            self.stays_until = context.time() + STAYS;
            context.send_viewport_cmd(ViewportCommand::Minimized(false));
            context.send_viewport_cmd(ViewportCommand::Focus);
            // Where the system does not let a window come to the front by itself, its button asks for attention.
            let attention = egui::UserAttentionType::Informational;
            context.send_viewport_cmd(ViewportCommand::RequestUserAttention(attention));
            context.request_repaint();
        }
        if self.dialog.is_some() || self.is_covered() || self.is_getting_ready > 0 || self.door_waits_for_disk {
            return;
        }
        let Some(path) = self.handed_over.take().or(self.at_start.take()) else { return };
        let Some(open) = self.session().and_then(Session::path).map(Path::to_owned) else {
            return self.open_promised(path, context);
        };
        // Until it is known whether it is the same file, it counts as not opened.
        self.handed_over = Some(path.clone());
        self.door_waits_for_disk = true;
        let asked = path.clone();
        self.apart(
            Lane::Look,
            context,
            move || is_same_place(&open, &asked),
            move |app, is_same, context| {
                app.door_waits_for_disk = false;
                // A later one has come meanwhile.
                if app.handed_over.as_ref() != Some(&path) || app.dialog.is_some() || app.is_covered() {
                    return;
                }
                app.handed_over = None;
                if is_same == Some(true) && app.is_open {
                    app.say("这份决算已经打开");
                } else {
                    app.open_promised(path, context);
                }
                context.request_repaint();
            },
        );
    }

    /// Whether a later start came just now: what closes the window then was pressed before.
    fn stays_for_others(&self, context: &Context) -> bool {
        context.time() < self.stays_until || self.opens_promised(context)
    }

    /// What was acknowledged is opened, whatever else is asked for in this frame.
    fn open_promised(&mut self, path: PathBuf, context: &Context) {
        self.promised = Some(path.clone());
        self.queue.push(Command::OpenFile(path));
        context.request_repaint();
    }

    /// Whether the program may end: not while a later start waits for its file to be opened. From then on, later starts
    /// open windows of their own.
    fn may_end(&mut self, context: &Context) -> bool {
        let somebody_waits = self.stays_for_others(context) || self.handed_over.is_some() || self.promised.is_some();
        self.is_quitting = !somebody_waits && self.door.as_ref().is_none_or(Door::close);
        if !self.is_quitting {
            self.dialog = None;
            context.request_repaint();
        }
        self.is_quitting
    }

    /// The window goes without having been asked whether it may: whoever was promised a window gets a new one.
    fn start_anew_for_others(&mut self) {
        let waiting = self.handed_over.take().map(Some).into_iter();
        let came = self.door.take().map(|door| door.shut()).unwrap_or_default();
        for file in waiting.chain(came) {
            self.services.start_anew(file);
        }
    }

    /// Shows a sentence in the first frame: what was not understood of the program's arguments.
    pub fn warn_at_start(&mut self, text: String) {
        self.queue.push(Command::Warn(text));
    }

    /// Whether the window is about to go, and takes no later start's file any more.
    pub fn is_ending(&self) -> bool {
        self.is_quitting
    }

    /// The open document, if there is one.
    pub fn session(&self) -> Option<&Session> {
        self.is_open.then_some(&self.session)
    }

    /// The current tab.
    pub fn tab(&self) -> Tab {
        self.tab
    }

    fn look_for_recoveries(&mut self, context: &Context) {
        let Some(data) = self.data.clone() else { return };
        self.is_getting_ready += 1;
        self.apart(
            Lane::Recovery,
            context,
            move || find_recoveries(&data),
            |app, found, _| {
                app.is_getting_ready -= 1;
                let found = found.unwrap_or_default();
                if let Some(path) = found.unreadable.first() {
                    let words = format!("有 {} 份留存的内容读不出来，仍在 {}", found.unreadable.len(), path.display());
                    app.say_fault(words);
                }
                app.left_behind = found.recoveries;
            },
        );
    }

    /// What a crash left behind is asked about as soon as nothing else is open.
    fn ask_about_recoveries(&mut self) {
        if !self.left_behind.is_empty() && !self.is_open && self.dialog.is_none() && !self.is_covered() {
            self.to_recover = std::mem::take(&mut self.left_behind);
            self.open_dialog(RecoveryDialog::new(&self.to_recover));
        }
    }

    fn open_dialog(&mut self, dialog: impl Dialog) {
        self.dialog = Some(Box::new(dialog));
    }

    /// The dialog, if it is of this kind.
    fn dialog_as<T: Dialog>(&mut self) -> Option<&mut T> {
        let dialog: &mut dyn Any = self.dialog.as_deref_mut()?;
        dialog.downcast_mut()
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

    /// Something else than a dialog keeps the window from taking input.
    fn is_covered(&self) -> bool {
        self.asked.is_some() || self.opening.is_some() || self.waits_for_saving()
    }

    /// Takes the keys of commands, unless a dialog has the keyboard.
    fn take_keys(&mut self, context: &Context) {
        let in_dialog =
            self.dialog.is_some() || self.is_covered() || context.memory(|memory| memory.top_modal_layer().is_some());
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
            !(of_text && in_own_text) && (possible.document || !entry.command.needs().document)
        };
        if let Some((command, after)) = command::pressed(context, wanted, type_ahead::is_keyed) {
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
        let _drawing = draw();
        if self.frames == 1 {
            self.services.first_frame_shown();
            log::info!("每点 {} 像素", context.pixels_per_point());
            self.maximize_again(context);
        }
        self.take_dropped_files(context);
        self.take_asked_path(context);
        self.take_answers(context);
        self.ask_what_save_found();
        self.ask_about_recoveries();
        self.take_handed_over(context);
        self.take_export_answers(context);
        self.take_worked_out(context);
        self.answer_close_request(context);
        self.look_at_disk_on_return(context);
        let result = self.autosave.take_result(&mut self.session, context, &*self.services);
        if let Some(Err(error)) = result {
            self.say_fault(format!("自动留存没有成功：{error}"));
        }
        self.renew_hint(context);
        self.remember_window(context);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let _drawing = draw();
        let context = ui.ctx().clone();
        self.frames += 1;
        log::trace!("第 {} 帧", self.frames);
        let due = std::mem::take(&mut self.queue);
        let flush = due.iter().any(|command| command.needs().typed_text);
        self.refresh_standing();
        self.await_paste(&context);
        self.type_ahead.begin_frame(&context);
        pending::begin_frame(&context);
        self.take_keys(&context);
        self.note_selected(&context);
        let had_dialog = self.dialog.is_some();
        let was_asked = self.asked.is_some();

        let mut commands = Vec::new();
        self.frame_ui(ui, flush, &mut commands);
        self.dialogs_ui(ui, &mut commands);
        if had_dialog && self.dialog.is_none() && self.is_open {
            // Nobody has the keyboard any more: it goes back to where it was.
            self.tabs.enter(self.tab);
        }
        self.follow_keyboard(&context, &mut commands);

        let (waiting, now): (Vec<_>, Vec<_>) =
            commands.into_iter().partition(|command| command.needs().typed_text && !flush);
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
        self.note_pending(&context);
        self.autosave.note(&mut self.session, &context);
        self.menus.end_frame(&context);
        self.place_hint(&context);
        self.update_title(&context);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        // The system ends, or the display is gone: nobody was asked. Or a disk does not answer, and a copy is to stay.
        if !self.is_quitting || self.keeps_copy {
            self.autosave.keep_now();
        }
        let _drawing = draw();
        self.start_anew_for_others();
        self.save_settings();
        self.remember_look();
        self.take_hint_away();
        self.autosave.forget();
        let session = std::mem::replace(&mut self.session, Session::new(None));
        // A window that was closed without the question, as when the system shuts down, leaves the copy behind.
        if self.is_quitting && !self.keeps_copy {
            session.close();
        }
    }
}
