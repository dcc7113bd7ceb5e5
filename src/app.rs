//! The window program: draws the frame and the current tab, then runs the commands that were asked for.
//!
//! Two frames make one step: keys and clicks of one frame are collected while it is drawn; commands that need what is
//! being typed wait for the next frame, in which every field enters its text first ([`View::flush`]).
//!
//! [`View::flush`]: crate::ui::View::flush
//!
//! # Who owns what
//!
//! `App` owns one value for each matter (`Files`, `Person`, `Exports`, `Keyboard`, …) and does nothing by itself. An
//! owner at work is a struct of references that names all it may touch (`Filing`, `Signing`, `Exporting`, …): its own
//! state, and as much as it needs of the session, of what belongs to the open document and of the window. `App` lends
//! it for one step. Work away from the window's thread goes on in the same owner, lent anew, when its answer comes.
//!
//! What belongs to the open document – tabs, search, findings gone through, comparison, why it is read-only – is one
//! value, `Opened`, and is replaced whole when another document is opened. Nothing of one document can be left for the
//! next.
//!
//! What gives up the open document is a `Departure`. It asks about begun texts and unsaved changes, waits for a save
//! under way, and goes on after the answer (`app/files/leaving`).
//!
//! A dialog is a `Dialog`: it draws itself from a `View`, answers by pushing commands, and says whether it stays open.
//! It knows nothing of the owners; what one of them has to tell it later reaches it through `Window::dialog_as`.

mod apart;
mod appearance;
mod arrivals;
mod asking;
mod auditing;
mod carrying;
mod checking;
mod comparing;
mod desktop;
mod drafts;
mod editing;
mod exporting;
mod files;
mod frame;
mod handover;
mod importing;
mod keyboard;
mod last_moment;
mod lists;
mod opened;
mod originals;
mod own_dialog;
mod read_only;
mod reading;
mod region;
mod remarking;
mod run;
mod services;
mod signing;
mod type_ahead;
mod window;

pub use apart::{Job, Lane, Lanes};
pub use desktop::ANOTHER_WINDOW;
pub use desktop::{Desktop, Start};
pub use files::Rescue;
pub use handover::{Door, Handover, another_door, hand_over};
pub use last_moment::keep_at_the_last_moment;
pub use services::{Chosen, Failed, FileKind, OnChosen, PathRequest, Services};

use std::path::PathBuf;

use egui::{Context, ViewportCommand};

use crate::{
    session::Session,
    storage::draw,
    ui::{Command, Person, Tab, state::pending, theme},
};

use appearance::Appearance;
use arrivals::{Arrivals, Arriving};
use asking::{Asked, Asking};
use auditing::{Auditing, Audits};
use carrying::Carrying;
use checking::Checking;
use comparing::Comparing;
use drafts::Drafts;
use editing::Editing;
use exporting::{Exporting, Exports};
use files::{Files, Filing};
use importing::{Importing, Imports};
use keyboard::{Keyboard, Typing};
use opened::Opened;
use read_only::ReadOnly;
use reading::{Layout, Reading};
use remarking::Remarking;
use signing::Signing;
use window::Window;

/// The window program without its window.
pub struct App {
    context: Context,
    window: Window,
    session: Session,
    opened: Opened,
    person: Person,
    files: Files,
    arrivals: Arrivals,
    asked: Asked,
    audits: Audits,
    exports: Exports,
    imports: Imports,
    keyboard: Keyboard,
    layout: Layout,
    starts_maximized: bool,
    /// The window's title as sent last.
    title: String,
    frames: u64,
}

impl App {
    /// The program as it starts: the welcome page, or the question about work left behind by a crash.
    pub fn new(context: &Context, services: Box<dyn Services>, rescue: Rescue) -> Self {
        theme::install(context);
        context.options_mut(|options| {
            options.zoom_with_keyboard = false;
            options.fallback_theme = egui::Theme::Light;
        });
        let window = Window::new(services.into());
        let mut session = Session::new(window.data.clone());
        let apart = window.services.clone();
        session.work_apart(move |work| apart.run_apart(Lane::Recovery, work));
        if let Some(patience) = window.services.patience() {
            session.conclude_apart(patience);
        }
        let mut app = Self {
            context: context.clone(),
            starts_maximized: window.settings.window.is_none_or(|place| place.maximized),
            window,
            session,
            opened: Opened::default(),
            person: Person::default(),
            files: Files::new(rescue),
            arrivals: Arrivals::default(),
            asked: Asked::default(),
            audits: Audits::default(),
            exports: Exports::default(),
            imports: Imports::default(),
            keyboard: Keyboard::default(),
            layout: Layout::default(),
            title: String::new(),
            frames: 0,
        };
        app.appearance().restore();
        app.filing().look_for_recent();
        app.signing().load();
        app.filing().look_for_recoveries();
        app.filing().sweep();
        app
    }

    /// Opens this file, the program's argument, once the question about what a crash left behind is answered.
    pub fn open_at_start(&mut self, path: PathBuf) {
        self.arrivals.open_at_start(path);
    }

    /// Takes over the files of later starts.
    pub fn take_from(&mut self, door: Door, context: &Context) {
        self.arrivals.take_from(door, context);
    }

    /// Shows a sentence in the first frame: what was not understood of the program's arguments.
    pub fn warn_at_start(&mut self, text: String) {
        self.window.queue.push(Command::Warn(text));
    }

    /// Whether the window is about to go, and takes no later start's file any more.
    pub fn is_ending(&self) -> bool {
        self.files.is_quitting
    }

    /// The open document, if there is one.
    pub fn session(&self) -> Option<&Session> {
        self.opened.is_open.then_some(&self.session)
    }

    pub fn tab(&self) -> Tab {
        self.opened.tab
    }

    /// The window's title as sent last.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Something else than a dialog keeps the window from taking input.
    fn is_covered(&self) -> bool {
        self.asked.is_open() || self.files.covers_window()
    }

    /// Report and findings of a long document follow beside the drawing.
    fn conclude_apart(&mut self) {
        let Some(job) = self.session.conclusion_job() else { return };
        let then = |app: &mut Self, concluded| app.session.finish_conclusion(concluded);
        self.window.apart(Lane::Conclusion, &self.context, move || job.run(), then);
    }

    fn update_title(&mut self) {
        let title = match self.opened.is_open {
            true => self.opened.read_only.as_ref().and_then(ReadOnly::title).unwrap_or_else(|| self.session.title()),
            false => "决算公开编审".to_owned(),
        };
        if title != self.title {
            self.context.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

/// The owners at work, each lent what it may touch.
impl App {
    fn appearance(&mut self) -> Appearance<'_> {
        Appearance { window: &mut self.window, context: &self.context }
    }

    fn arriving(&mut self) -> Arriving<'_> {
        Arriving {
            is_covered: self.is_covered(),
            arrivals: &mut self.arrivals,
            session: &self.session,
            opened: &self.opened,
            window: &mut self.window,
            context: &self.context,
        }
    }

    fn asking(&mut self) -> Asking<'_> {
        Asking { asked: &mut self.asked, session: &self.session, opened: &self.opened, window: &self.window }
    }

    fn auditing(&mut self) -> Auditing<'_> {
        Auditing {
            audits: &mut self.audits,
            asked: &mut self.asked,
            session: &self.session,
            opened: &mut self.opened,
            window: &mut self.window,
            context: &self.context,
        }
    }

    fn carrying(&mut self) -> Carrying<'_> {
        Carrying {
            asked: &mut self.asked,
            session: &mut self.session,
            opened: &mut self.opened,
            window: &mut self.window,
            context: &self.context,
        }
    }

    fn checking(&mut self) -> Checking<'_> {
        Checking {
            asked: &mut self.asked,
            session: &mut self.session,
            opened: &mut self.opened,
            window: &mut self.window,
            context: &self.context,
        }
    }

    fn comparing(&mut self) -> Comparing<'_> {
        Comparing {
            asked: &mut self.asked,
            session: &mut self.session,
            opened: &mut self.opened,
            window: &mut self.window,
            context: &self.context,
        }
    }

    fn drafts(&mut self) -> Drafts<'_> {
        Drafts {
            session: &mut self.session,
            opened: &mut self.opened,
            window: &mut self.window,
            context: &self.context,
        }
    }

    fn editing(&mut self) -> Editing<'_> {
        Editing { session: &mut self.session, opened: &mut self.opened, window: &mut self.window }
    }

    fn exporting(&mut self) -> Exporting<'_> {
        Exporting {
            exports: &mut self.exports,
            asked: &mut self.asked,
            session: &self.session,
            opened: &mut self.opened,
            window: &mut self.window,
            context: &self.context,
        }
    }

    fn filing(&mut self) -> Filing<'_> {
        Filing {
            files: &mut self.files,
            arrivals: &mut self.arrivals,
            asked: &mut self.asked,
            person: &mut self.person,
            session: &mut self.session,
            opened: &mut self.opened,
            window: &mut self.window,
            context: &self.context,
        }
    }

    fn importing(&mut self) -> Importing<'_> {
        Importing {
            is_covered: self.is_covered(),
            imports: &mut self.imports,
            asked: &mut self.asked,
            session: &mut self.session,
            opened: &mut self.opened,
            window: &mut self.window,
            context: &self.context,
        }
    }

    fn reading(&mut self) -> Reading<'_> {
        Reading {
            layout: &mut self.layout,
            session: &self.session,
            opened: &mut self.opened,
            window: &mut self.window,
            context: &self.context,
        }
    }

    fn remarking(&mut self) -> Remarking<'_> {
        Remarking {
            person: &mut self.person,
            session: &mut self.session,
            opened: &mut self.opened,
            window: &mut self.window,
            context: &self.context,
        }
    }

    fn signing(&mut self) -> Signing<'_> {
        Signing {
            person: &mut self.person,
            asked: &mut self.asked,
            session: &mut self.session,
            opened: &mut self.opened,
            window: &mut self.window,
            context: &self.context,
        }
    }

    fn typing(&mut self) -> Typing<'_> {
        Typing {
            is_covered: self.is_covered(),
            recent: &self.files.recent.files,
            keyboard: &mut self.keyboard,
            layout: &self.layout,
            session: &self.session,
            opened: &mut self.opened,
            window: &mut self.window,
            context: &self.context,
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, context: &Context, _frame: &mut eframe::Frame) {
        let _drawing = draw();
        if self.frames == 1 {
            self.window.services.first_frame_shown();
            log::info!("每点 {} 像素", context.pixels_per_point());
            let is_maximized = self.starts_maximized;
            self.appearance().maximize_again(is_maximized);
        }
        self.filing().take_dropped();
        self.take_asked();
        self.take_answers();
        self.conclude_apart();
        self.filing().ask_what_save_found();
        self.filing().ask_about_recoveries();
        self.arriving().take();
        self.exporting().take_answers();
        self.comparing().take_worked_out();
        self.auditing().take_news();
        self.importing().go_on();
        self.checking().go_on();
        self.filing().answer_close_request();
        self.filing().look_at_disk_on_return();
        self.filing().take_kept();
        self.filing().renew_hint();
        self.appearance().remember_place();
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let _drawing = draw();
        let context = ui.ctx().clone();
        self.frames += 1;
        let asks = self.window.dialog.is_some() || self.asked.is_open();
        log::trace!("第 {} 帧{}", self.frames, if asks { "，有对话框" } else { "" });
        let due = std::mem::take(&mut self.window.queue);
        let flush = due.iter().any(|command| command.needs().typed_text);
        self.signing().refresh_standing();
        self.typing().await_paste();
        self.keyboard.type_ahead.begin_frame(&context);
        pending::begin_frame(&context);
        self.typing().take_keys();
        self.typing().note_selected();
        let had_dialog = self.window.dialog.is_some();
        let was_asked = self.asked.is_open();

        let mut commands = Vec::new();
        self.frame_ui(ui, flush, &mut commands);
        self.dialogs_ui(ui, &mut commands);
        if had_dialog && self.window.dialog.is_none() && self.opened.shows_page() {
            // Nobody has the keyboard any more: it goes back to where it was.
            self.opened.enter_page();
        }
        self.typing().follow(&mut commands);

        let (waiting, now): (Vec<_>, Vec<_>) =
            commands.into_iter().partition(|command| command.needs().typed_text && !flush);
        if !(waiting.is_empty() && now.is_empty() && due.is_empty()) {
            context.request_repaint();
        }
        for command in now.into_iter().chain(due) {
            self.run(command);
        }
        self.window.queue.extend(waiting);
        self.conclude_apart();
        self.asking().open_dialog(&context, frame);
        if (self.window.dialog.is_some() && !had_dialog) || (self.asked.is_open() && !was_asked) {
            self.keyboard.type_ahead.hold(&context, Vec::new());
        }
        self.drafts().note();
        self.files.autosave.note(&mut self.session, &context);
        self.keyboard.menus.end_frame(&context);
        self.filing().place_hint();
        self.update_title();
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        let is_over = self.files.is_quitting && !self.files.keeps_copy;
        // The system ends, or the display is gone: nobody was asked. Or a disk does not answer, and a copy is to stay.
        if !is_over {
            self.files.autosave.keep_now();
        }
        let _drawing = draw();
        self.arrivals.start_anew(&*self.window.services);
        self.window.save_settings();
        self.signing().remember_look();
        self.files.take_hint_away(&self.window);
        self.files.autosave.forget();
        let session = std::mem::replace(&mut self.session, Session::new(None));
        // A window that was closed without the question, as when the system shuts down, leaves the copy behind.
        if is_over {
            session.close();
        }
    }
}
