//! A later start hands its file to this window, which comes to the front and opens it.

use std::path::{Path, PathBuf};

use egui::{Context, ViewportCommand};

use crate::{session::Session, storage::is_same_place, ui::Command};

use super::{Door, Opened, Services, Window, apart::Lane};

/// A key or click that closes the window may wait behind the file of a later start, longest on a slow machine: so many
/// seconds after that came, it is taken for one of before.
const STAYS: f64 = 1.5;

/// The files of later starts and of this one that are still to be opened.
#[derive(Default)]
pub(super) struct Arrivals {
    /// Where those of later starts arrive.
    door: Option<Door>,
    /// The file of the latest of them, while a dialog is open.
    handed_over: Option<PathBuf>,
    /// The file of this start itself, until it is opened.
    at_start: Option<PathBuf>,
    /// The one that a command which was not run yet opens.
    promised: Option<PathBuf>,
    /// It is being found out whether the one that was handed over is the open file.
    waits_for_disk: bool,
    /// Until then the window stays for who came last, in seconds of the window's time.
    stays_until: f64,
}

impl Arrivals {
    pub fn take_from(&mut self, door: Door, context: &Context) {
        door.wakes(context);
        self.door = Some(door);
    }

    /// The door, to ask at the others; none where later starts do not come here.
    pub fn door(&self) -> Option<Door> {
        self.door.clone()
    }

    /// What is typed into the question about a crash must not get into a page behind it: this waits for the answer.
    pub fn open_at_start(&mut self, path: PathBuf) {
        self.at_start = Some(path);
    }

    /// Whether this is the file that was promised; then it is no longer waited for.
    pub fn keeps_promise(&mut self, path: &Path) -> bool {
        self.promised.take_if(|promised| promised == path).is_some()
    }

    /// From now on the window stays for a while.
    pub fn stay(&mut self, now: f64) {
        self.stays_until = now + STAYS;
    }

    /// Whether a later start came just now.
    pub fn stays(&self, now: f64) -> bool {
        now < self.stays_until
    }

    /// Closes the door, unless somebody waits for a file to be opened; `opens_promised`: one is being opened.
    pub fn let_go(&mut self, now: f64, opens_promised: bool) -> bool {
        let is_waiting = self.handed_over.is_some() || self.promised.is_some();
        let somebody_waits = self.stays(now) || opens_promised || is_waiting;
        !somebody_waits && self.door.as_ref().is_none_or(Door::close)
    }

    /// The window goes without having been asked whether it may: whoever was promised a window gets a new one.
    pub fn start_anew(&mut self, services: &dyn Services) {
        let waiting = self.handed_over.take().map(Some).into_iter();
        let came = self.door.take().map(|door| door.shut()).unwrap_or_default();
        for file in waiting.chain(came) {
            services.start_anew(file);
        }
    }
}

/// Later starts as they come, with what they may touch.
pub(super) struct Arriving<'a> {
    pub arrivals: &'a mut Arrivals,
    pub session: &'a Session,
    pub opened: &'a Opened,
    pub window: &'a mut Window,
    /// Something else than a dialog keeps the window from taking input.
    pub is_covered: bool,
    pub context: &'a Context,
}

impl Arriving<'_> {
    /// A later start came: the window comes to the front, and its file is opened here as soon as no dialog is open.
    pub fn take(&mut self) {
        let context = self.context;
        if let Some(door) = &self.arrivals.door {
            let open = self.session.path().filter(|_| self.opened.is_open);
            door.tell(open, context.input(|input| input.focused));
        }
        while let Some(file) = self.arrivals.door.as_ref().and_then(Door::arrival) {
            if let Some(path) = file {
                log::info!("另一次启动交来文件");
                self.arrivals.handed_over = Some(path);
            }
            self.arrivals.stay(context.time());
            context.send_viewport_cmd(ViewportCommand::Minimized(false));
            context.send_viewport_cmd(ViewportCommand::Focus);
            // Where the system does not let a window come to the front by itself, its button asks for attention.
            let attention = egui::UserAttentionType::Informational;
            context.send_viewport_cmd(ViewportCommand::RequestUserAttention(attention));
            context.request_repaint();
        }
        if !self.is_free() || self.window.is_getting_ready > 0 || self.arrivals.waits_for_disk {
            return;
        }
        let Some(path) = self.arrivals.handed_over.take().or(self.arrivals.at_start.take()) else { return };
        match self.session.path().filter(|_| self.opened.is_open) {
            None => self.promise(path),
            Some(open) => self.compare_with_open(open.to_owned(), path),
        }
    }

    /// Until it is known whether it is the same file as the open one, it counts as not opened.
    fn compare_with_open(&mut self, open: PathBuf, path: PathBuf) {
        self.arrivals.handed_over = Some(path.clone());
        self.arrivals.waits_for_disk = true;
        let asked = path.clone();
        self.window.apart(
            Lane::Look,
            self.context,
            move || is_same_place(&open, &asked),
            move |app, is_same| app.arriving().compared(path, is_same),
        );
    }

    fn compared(&mut self, path: PathBuf, is_same: Option<bool>) {
        self.arrivals.waits_for_disk = false;
        // A later one has come meanwhile.
        if self.arrivals.handed_over.as_ref() != Some(&path) || !self.is_free() {
            return;
        }
        self.arrivals.handed_over = None;
        if is_same == Some(true) && self.opened.is_open {
            self.window.say("这份决算已经打开");
        } else {
            self.promise(path);
        }
        self.context.request_repaint();
    }

    fn is_free(&self) -> bool {
        self.window.dialog.is_none() && !self.is_covered
    }

    /// What was acknowledged is opened, whatever else is asked for in this frame.
    fn promise(&mut self, path: PathBuf) {
        self.arrivals.promised = Some(path.clone());
        self.window.queue.push(Command::OpenFile(path));
        self.context.request_repaint();
    }
}
