//! What gives up the open document asks first, waits for a save under way, and only then goes on.

use egui::ViewportCommand;

use crate::ui::{
    Command,
    command::Departure,
    dialogs::UnsavedDialog,
    state::{current, pending},
};

use super::Filing;

impl Filing<'_> {
    /// Gives up the open document, after asking if need be.
    pub fn depart(&mut self, departure: Departure) {
        if self.drafts().ask_about(&departure) {
            return;
        }
        let is_promised = matches!(&departure, Departure::Open(path) if self.arrivals.keeps_promise(path));
        if self.may_go(&departure) {
            self.depart_now(departure);
            if let Some(opening) = self.files.opening.as_mut().filter(|_| is_promised) {
                opening.promise();
            }
        }
    }

    /// Whether the open document may go: if not, the question is asked and `departure` follows after the answer.
    fn may_go(&mut self, departure: &Departure) -> bool {
        if self.window.dialog_as::<UnsavedDialog>().is_some() {
            // Asked already, for what came first.
            return false;
        }
        if self.is_unsaved() {
            self.window.open(UnsavedDialog::new(self.session.name(), departure.clone()));
            return false;
        }
        true
    }

    /// Without asking; a save under way comes first.
    pub fn depart_now(&mut self, departure: Departure) {
        let Some(departure) = self.files.after_saving(departure) else { return };
        current::set(self.context, None);
        pending::clear_drafts(self.context);
        self.signing().remember_look();
        match departure {
            Departure::New(particulars) => self.create(&particulars),
            Departure::Open(path) => self.open_file(&path),
            Departure::OpenCopy(copy) => self.open_copy(copy),
            Departure::OpenSample => self.open_sample(),
            Departure::OpenGeneration(generation) => self.open_generation(&generation),
            Departure::Record { document, report } => self.record(&document, &report),
            Departure::NextYear => self.begin_next_year(),
            Departure::Close => self.close_file(),
            Departure::Quit if self.may_end() => self.context.send_viewport_cmd(ViewportCommand::Close),
            // The window stays for the file of a later start.
            Departure::Quit if self.stays_for_others() => {
                self.window.say("刚才又启动了一次程序，窗口没有关闭；要退出请再按一次 Ctrl+Q");
            }
            Departure::Quit => self.close_file(),
        }
    }

    /// The window is to be closed: typed text is entered first, then the question is asked if need be.
    pub fn answer_close_request(&mut self) {
        let context = self.context;
        if self.files.is_quitting || !context.input(|input| input.viewport().close_requested()) {
            return;
        }
        if !self.opened.is_open && self.may_end() {
            return;
        }
        context.send_viewport_cmd(ViewportCommand::CancelClose);
        if context.input(|input| input.viewport().minimized == Some(true)) {
            context.send_viewport_cmd(ViewportCommand::Minimized(false));
        }
        if !self.opened.is_open || self.opens_promised() {
            return;
        }
        if self.files.opening.is_some() {
            self.give_up_opening();
        }
        if self.window.dialog.as_mut().is_some_and(|dialog| dialog.gives_way()) {
            self.window.dialog = None;
        }
        if self.window.dialog.is_none() && !self.asked.is_open() {
            self.window.queue.push(Command::Quit);
        }
        context.request_repaint();
    }

    /// Whether the program may end: not while a later start waits for its file to be opened. From then on, later starts
    /// open windows of their own.
    fn may_end(&mut self) -> bool {
        let opens_promised = self.opens_promised();
        self.files.is_quitting = self.arrivals.let_go(self.context.time(), opens_promised);
        if !self.files.is_quitting {
            self.window.dialog = None;
            self.context.request_repaint();
        }
        self.files.is_quitting
    }

    /// Whether a later start came just now: what closes the window then was pressed before.
    fn stays_for_others(&self) -> bool {
        self.arrivals.stays(self.context.time()) || self.opens_promised()
    }
}
