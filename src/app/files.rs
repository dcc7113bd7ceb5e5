//! 文件：opening, saving, and the questions that must be asked before anything could be lost.

use std::{
    path::{Path, PathBuf},
    sync::mpsc,
};

use egui::{Context, Ui, ViewportCommand};

use crate::{
    document::Document,
    storage::{self, IfChanged, parse_project},
    ui::{
        Command, Tab,
        command::{CarryCommand, ComparingCommand, FileCommand, NewDocument},
        dialogs::{self, CoverChoice, ExportDialog, UnsavedDialog},
        state::{current, finding_walk::FindingWalk, pending},
        tabs::Tabs,
    },
};

use super::{
    App, Chosen, FileKind, Notice, PathRequest, apart::Lane, half_written::is_without_document, own_files::OwnFiles,
    read_only::ReadOnly,
};

static SAMPLE: &str = include_str!("../../samples/yanbian-2024.json");

const NO_FILE_DROPPED: &str =
    "拖进来的内容还不是一个文件，没有打开；从邮件或压缩包里请先把附件存到文件夹，再拖到这里或用“打开”";

/// The extension of project files.
const EXTENSION: &str = "juesuan";

/// A file that was asked for and not answered yet.
pub(super) struct AskedPath {
    request: PathRequest,
    answer: mpsc::Receiver<Chosen>,
    purpose: Purpose,
    /// The dialog of the program's own, where the system has none.
    own: Option<OwnFiles>,
    /// Since when the window is covered.
    since: Option<f64>,
}

/// Only then the cover can be answered: what was typed before was meant for a dialog that comes at once.
const COVER_SECONDS: f64 = 0.5;

enum Purpose {
    /// Go on with the command that this makes of the path.
    Then(Box<dyn FnOnce(PathBuf) -> Command>),
    /// Save there, and go on with this.
    Save(Option<Command>),
    /// Export there.
    Export,
}

impl App {
    /// Whether the open document may go: if not, the question is asked and `then` runs after the answer.
    fn may_go(&mut self, then: &Command) -> bool {
        if self.dialog_as::<UnsavedDialog>().is_some() {
            // Asked already, for what came first.
            return false;
        }
        if self.is_unsaved() {
            self.open_dialog(UnsavedDialog::new(self.session.name(), then.clone()));
            return false;
        }
        true
    }

    /// Runs a command that gives up the open document, after asking if need be.
    pub(super) fn replace_document(&mut self, command: Command, context: &Context) {
        if self.asks_about_drafts(&command, context) {
            return;
        }
        let is_promised = matches!(&command, Command::OpenFile(path) if self.promised.as_ref() == Some(path));
        if is_promised {
            self.promised = None;
        }
        if self.may_go(&command) {
            self.replace_document_now(command, context);
            if let Some(opening) = self.opening.as_mut().filter(|_| is_promised) {
                opening.promise();
            }
        }
    }

    /// Without asking; a save under way comes first.
    pub(super) fn replace_document_now(&mut self, command: Command, context: &Context) {
        let Some(command) = self.after_saving(command) else { return };
        current::set(context, None);
        pending::clear_drafts(context);
        self.remember_look();
        match command {
            Command::Create(particulars) => self.create(&particulars),
            Command::OpenFile(path) => self.open_file(&path, context),
            Command::OpenCopy(copy) => self.open_copy(copy, context),
            Command::OpenSample => self.open_sample(),
            Command::Comparing(ComparingCommand::Carry(CarryCommand::BeginNextYear)) => self.begin_next_year(),
            Command::Comparing(ComparingCommand::OpenGeneration(generation)) => {
                self.open_generation(&generation, context)
            }
            Command::CloseFile => self.close_file(context),
            Command::Quit if self.may_end(context) => context.send_viewport_cmd(ViewportCommand::Close),
            // The window stays for the file of a later start.
            Command::Quit if self.stays_for_others(context) => {
                self.say("刚才又启动了一次程序，窗口没有关闭；要退出请再按一次 Ctrl+Q");
            }
            Command::Quit => self.close_file(context),
            _ => {}
        }
    }

    fn create(&mut self, particulars: &NewDocument) {
        self.session.start(particulars.document());
        self.session.identify();
        self.document_opened();
        // The heart of the accounts; the particulars were just asked for.
        self.enter_tab(Tab::Expenditure);
        self.say("已新建，可直接录入支出明细；其余各页用 Ctrl+1 至 Ctrl+7 打开");
    }

    /// What is saved in a folder that is emptied is gone some day: said, without standing in the way.
    pub(super) fn name_emptied_folder(&mut self) {
        let folder = self.session.path().and_then(|path| self.services.emptied_folder(path));
        let Some(folder) = folder else { return };
        let text = format!("文件在{folder}；请另存到自己的文件夹，再录入和保存");
        let notice = match self.notice.take() {
            Some(notice) => Notice { text: format!("{}；{text}", notice.text), ..notice },
            None => Notice::information(text),
        };
        self.notice = Some(notice.with_remedy("另存为…", Command::SaveAs));
    }

    fn open_sample(&mut self) {
        match parse_project(SAMPLE.as_bytes()) {
            Ok(document) => {
                self.session.start(document);
                self.document_opened();
                self.enter_tab(Tab::Expenditure);
                self.say("已打开示例，可以随意修改");
            }
            Err(error) => self.say_fault(error.to_string()),
        }
    }

    fn close_file(&mut self, context: &Context) {
        self.session.start(Document::default());
        self.document_opened();
        self.show_tab(Tab::Unit);
        self.is_open = false;
        self.look_for_recent(context);
    }

    /// Another document is open: nothing of the former one's places holds any more.
    pub(super) fn document_opened(&mut self) {
        self.autosave.forget();
        self.is_open = true;
        self.tabs = Tabs::with_program(self.services.child_program());
        self.documents_seen += 1;
        self.walk = FindingWalk::default();
        self.explained = None;
        self.find = None;
        self.notice = None;
        self.saved_at = None;
        self.desk.look = None;
        self.desk.missing.clear();
        self.desk.opening_line = None;
        self.refresh_standing();
        self.read_only = None;
        self.comparing = Default::default();
        self.desk.comparing = Default::default();
        self.desk.comparing.generations = Default::default();
        self.question_of_save = None;
    }

    pub(super) fn remember(&mut self, path: &Path) {
        self.settings.remember(path);
        self.list_recent();
        self.save_settings();
    }

    pub(super) fn forget_recent(&mut self, path: &Path) {
        self.settings.forget(path);
        self.list_recent();
        self.save_settings();
    }

    /// The recent files as they are remembered; what was known of each stays known, and a new one is there.
    pub(super) fn list_recent(&mut self) {
        let known = std::mem::take(&mut self.recent);
        let is_there = |path: &PathBuf| known.iter().all(|(other, is_there)| other != path || *is_there);
        self.recent = self.settings.recent.iter().map(|path| (path.clone(), is_there(path))).collect();
        if let Some((path, is_there)) = self.recent.first_mut()
            && self.session.path() == Some(path)
        {
            *is_there = true;
        }
    }

    /// Asks whether the recent files are still there, each on its own: one may lie on a server that is off.
    pub(super) fn look_for_recent(&mut self, context: &Context) {
        self.list_recent();
        for path in self.settings.recent.clone() {
            if !self.asked_for_recent.insert(path.clone()) {
                continue;
            }
            let asked = path.clone();
            let then = move |app: &mut Self, is_there: Option<bool>, _: &Context| {
                app.asked_for_recent.remove(&path);
                for (recent, shown) in &mut app.recent {
                    if *recent == path {
                        *shown = is_there.unwrap_or(true);
                    }
                }
            };
            self.apart(Lane::Recent(asked.clone()), context, move || storage::is_file(&asked), then);
        }
    }

    pub(super) fn ask_where_to_save(&mut self, then: Option<Command>, context: &Context, window: &eframe::Frame) {
        let file = self.session.path().or_else(|| self.read_only.as_ref().and_then(ReadOnly::file));
        let name = file.and_then(Path::file_name);
        let name = name.map_or_else(|| self.suggested_name(), |name| name.to_string_lossy().into_owned());
        let request = PathRequest::Save { kind: FileKind::Project, folder: self.usual_folder(), name };
        self.ask(request, Purpose::Save(then), context, window);
    }

    pub(super) fn ask_what_to_open(&mut self, context: &Context, window: &eframe::Frame) {
        let request = PathRequest::Open {
            title: "打开决算（邮件里的附件请先存到文件夹）",
            kind: FileKind::Project,
            folder: self.usual_folder(),
        };
        self.ask_then(request, Command::OpenFile, context, window);
    }

    pub(super) fn ask_where_to_export(&mut self, folder: Option<PathBuf>, context: &Context, window: &eframe::Frame) {
        self.ask(PathRequest::Folder { folder }, Purpose::Export, context, window);
    }

    /// Asks for a file and goes on with the command that `then` makes of it.
    pub(super) fn ask_then(
        &mut self,
        request: PathRequest,
        then: impl FnOnce(PathBuf) -> Command + 'static,
        context: &Context,
        window: &eframe::Frame,
    ) {
        self.ask(request, Purpose::Then(Box::new(then)), context, window);
    }

    fn ask(&mut self, request: PathRequest, purpose: Purpose, context: &Context, window: &eframe::Frame) {
        let (sender, answer) = mpsc::channel();
        let mut asked = AskedPath { request: request.clone(), answer, purpose, own: None, since: None };
        if self.lacks_file_dialog || self.is_given_up_one_open() {
            asked.own = Some(self.own_files(&asked.request, context));
        } else {
            let context = context.clone();
            let reply = move |chosen| {
                // The receiver is gone when the window is, or when the dialog was given up: nobody wants to know.
                let _ = sender.send(chosen);
                context.request_repaint();
            };
            self.services.ask_path(request, window, Box::new(reply));
        }
        self.asked = Some(asked);
    }

    /// A second dialog of the system would wait behind one that does not answer.
    fn is_given_up_one_open(&self) -> bool {
        self.given_up.as_ref().is_some_and(|answer| answer.try_recv() == Err(mpsc::TryRecvError::Empty))
    }

    /// The folder of the open file, or of the one used last.
    pub(super) fn usual_folder(&self) -> Option<PathBuf> {
        let looked_at = self.read_only.as_ref().and_then(ReadOnly::file);
        let path = self.session.path().or(looked_at).or(self.settings.recent.first().map(PathBuf::as_path))?;
        path.parent().map(Path::to_owned)
    }

    /// 盐边县总工会2024年度决算.juesuan
    fn suggested_name(&self) -> String {
        format!("{}.{EXTENSION}", self.suggested_stem())
    }

    /// 盐边县总工会2024年度决算
    pub(super) fn suggested_stem(&self) -> String {
        let unit = &self.session.document().unit;
        let department: String = unit.department.chars().filter(|c| !r#"\/:*?"<>|"#.contains(*c)).take(60).collect();
        let year = unit.year.map_or_else(String::new, |year| format!("{year}年度"));
        format!("{department}{year}决算")
    }

    /// While a dialog of the system is open, the window behind it takes no input; but it can be given up.
    pub(super) fn asked_ui(&mut self, ui: &Ui) {
        let Some(asked) = &mut self.asked else { return };
        let Some(own) = &mut asked.own else {
            let now = ui.input(|input| input.time);
            let can_answer = now - *asked.since.get_or_insert(now) > COVER_SECONDS;
            if !can_answer {
                ui.ctx().request_repaint_after_secs(0.1);
            }
            match dialogs::cover_ui(ui, can_answer) {
                Some(CoverChoice::GiveUp) => {
                    self.given_up = self.asked.take().map(|asked| asked.answer);
                    self.keyboard_goes_back(ui.ctx());
                }
                Some(CoverChoice::OwnDialog) => {
                    let request = asked.request.clone();
                    let (_, nobody) = mpsc::channel();
                    self.given_up = Some(std::mem::replace(&mut asked.answer, nobody));
                    let own = self.own_files(&request, ui.ctx());
                    if let Some(asked) = &mut self.asked {
                        asked.own = Some(own);
                    }
                    ui.ctx().request_repaint();
                }
                None => {}
            }
            return;
        };
        if let Some(chosen) = own.ui(ui) {
            self.answer_asked(chosen, ui.ctx());
        }
    }

    pub(super) fn take_asked_path(&mut self, context: &Context) {
        let Some(asked) = &mut self.asked else { return };
        if let Some(own) = &mut asked.own {
            own.take_answers(context);
            return;
        }
        match asked.answer.try_recv() {
            Err(mpsc::TryRecvError::Empty) => {}
            Ok(Chosen::NoDialog) => {
                log::info!("the system has no file dialog");
                self.lacks_file_dialog = true;
                let request = asked.request.clone();
                let own = self.own_files(&request, context);
                if let Some(asked) = &mut self.asked {
                    asked.own = Some(own);
                }
                context.request_repaint();
            }
            Ok(Chosen::Path(path)) => self.answer_asked(Some(path), context),
            Ok(Chosen::Nothing) | Err(mpsc::TryRecvError::Disconnected) => self.answer_asked(None, context),
        }
    }

    fn answer_asked(&mut self, path: Option<PathBuf>, context: &Context) {
        let purpose = self.asked.take().map(|asked| asked.purpose);
        match (path, purpose) {
            (Some(path), Some(Purpose::Then(then))) => self.queue.push(then(path)),
            (Some(path), Some(Purpose::Save(then))) => self.save_at(&path, then, context),
            (Some(path), Some(Purpose::Export)) => {
                if let Some(dialog) = self.dialog_as::<ExportDialog>() {
                    dialog.set_folder(path);
                }
            }
            _ => {}
        }
        self.keyboard_goes_back(context);
    }

    fn save_at(&mut self, path: &Path, then: Option<Command>, context: &Context) {
        let named = with_extension(path.to_owned());
        // The dialog has asked about the name that was typed, not about the one with the extension added.
        if named == path {
            self.save_to(Some(named), IfChanged::Overwrite, then, context);
        } else {
            self.save_if_free(named, then, context);
        }
    }

    fn keyboard_goes_back(&mut self, context: &Context) {
        if self.is_open && self.dialog.is_none() {
            self.tabs.enter(self.tab);
        }
        context.request_repaint();
    }

    fn save_if_free(&mut self, path: PathBuf, then: Option<Command>, context: &Context) {
        let asked = path.clone();
        let save = move |app: &mut Self, is_there: Option<bool>, context: &Context| {
            if is_there == Some(false) {
                return app.save_to(Some(path), IfChanged::Overwrite, then, context);
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let words = format!("已有文件“{name}”，没有保存；请换一个名字，或在列表中选中它来替换");
            app.notice = Some(Notice::fault(words).with_remedy("另存为…", Command::SaveAs));
        };
        self.apart(Lane::Look, context, move || storage::exists(&asked), save);
    }

    pub(super) fn take_dropped_files(&mut self, context: &Context) {
        let dropped: Vec<PathBuf> =
            context.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        let Some(path) = dropped.first().filter(|_| self.dialog.is_none() && !self.is_covered()) else { return };
        // Mail programs and archives hand over a file that is not there yet, or no longer.
        if path.as_os_str().is_empty() {
            return self.warn(NO_FILE_DROPPED);
        }
        let path = path.clone();
        let others = dropped.len() - 1;
        let asked = path.clone();
        self.apart(
            Lane::Open(0),
            context,
            move || storage::exists(&asked),
            move |app, is_there, context| {
                if is_there == Some(false) {
                    return app.warn(NO_FILE_DROPPED);
                }
                app.open_dropped(&path, others, context);
            },
        );
    }

    fn open_dropped(&mut self, path: &Path, others: usize, context: &Context) {
        self.queue.push(Command::OpenFile(path.to_owned()));
        if others > 0 {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            self.queue
                .push(Command::Warn(format!("一次只能打开一个文件，已选第一个“{name}”，其余 {others} 个没有打开")));
        }
        context.request_repaint();
    }

    /// The window is to be closed: typed text is entered first, then the question is asked if need be.
    pub(super) fn answer_close_request(&mut self, context: &Context) {
        if self.is_quitting || !context.input(|input| input.viewport().close_requested()) {
            return;
        }
        if !self.is_open && self.may_end(context) {
            return;
        }
        context.send_viewport_cmd(ViewportCommand::CancelClose);
        if context.input(|input| input.viewport().minimized == Some(true)) {
            context.send_viewport_cmd(ViewportCommand::Minimized(false));
        }
        if !self.is_open {
            return;
        }
        if self.opens_promised(context) {
            return;
        }
        if self.opening.is_some() {
            self.give_up_opening();
        }
        if self.dialog.as_mut().is_some_and(|dialog| dialog.gives_way()) {
            self.dialog = None;
        }
        if self.dialog.is_none() && self.asked.is_none() {
            self.queue.push(Command::Quit);
        }
        context.request_repaint();
    }

    /// Goes on with what was decided in a dialog.
    pub(super) fn decide_about_files(&mut self, decision: FileCommand, context: &Context, window: &eframe::Frame) {
        match decision {
            FileCommand::Save { if_changed, then } => self.save(if_changed, then.map(|then| *then), context, window),
            FileCommand::SaveAs { then } => self.ask_where_to_save(then.map(|then| *then), context, window),
            FileCommand::GoOn(then) => self.replace_document_now(*then, context),
            FileCommand::FinishDraft { kind, place } => {
                if !self.open_draft(kind, &place) {
                    self.say_fault("要说明的问题已不存在，这段文字可以复制后另行使用，或者不要了");
                }
            }
            FileCommand::GiveUpDraft { kind, place, then } => {
                pending::set_draft(context, kind, &place, "");
                self.replace_document(*then, context);
            }
            FileCommand::Recover(index) => self.recover(index, context),
            FileCommand::Discard(index) => {
                if index < self.to_recover.len() {
                    let recovery = self.to_recover.remove(index);
                    self.apart_silently(Lane::Recovery, || recovery.discard());
                }
            }
            FileCommand::DecideLater => self.to_recover.clear(),
        }
    }

    fn recover(&mut self, index: usize, context: &Context) {
        // The others are offered again at the next start.
        let Some(recovery) = std::mem::take(&mut self.to_recover).into_iter().nth(index) else { return };
        let pending = recovery.draft.pending.clone();
        self.session.adopt(recovery);
        self.document_opened();
        self.is_open = !is_without_document(&self.session);
        if self.is_open {
            self.enter_tab(Tab::Unit);
            self.say("已恢复，尚未保存到文件");
            self.name_emptied_folder();
        }
        self.resume(pending, context);
    }
}

/// A name typed without an extension gets the usual one.
/// Only the two extensions of project files count as one: in 总工会2024.12 the 12 is a month.
fn with_extension(path: PathBuf) -> PathBuf {
    let is_known =
        path.extension().is_some_and(|end| end.eq_ignore_ascii_case(EXTENSION) || end.eq_ignore_ascii_case("json"));
    if is_known {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(EXTENSION);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_opens() {
        let document = parse_project(SAMPLE.as_bytes()).expect("opens");
        assert_eq!(&*document.unit.department, "盐边县总工会");
    }

    #[test]
    fn names_get_an_extension_only_where_there_is_none() {
        assert_eq!(with_extension("决算".into()), PathBuf::from("决算.juesuan"));
        assert_eq!(with_extension("决算.json".into()), PathBuf::from("决算.json"));
        assert_eq!(with_extension("总工会2024.12".into()), PathBuf::from("总工会2024.12.juesuan"));
    }
}
