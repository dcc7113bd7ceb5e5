//! Import: files are read in child processes, what they change is worked out on a thread, and taken over in one step.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use egui::Context;

use crate::{
    console::Brake,
    digest::sha256,
    document::Document,
    evidence::MOST_BYTES,
    import::{ImportPlan, ImportSource, ImportWish, Particulars},
    session::Session,
    shown::one_line,
    storage::read_foreign,
    ui::{
        Command, Tab,
        command::ImportCommand,
        dialogs::{NewDocumentForm, SignedDialog},
        state::{ImportProgress, ShownImport, import_wish},
    },
    workflow::signer,
};

use super::{
    FileKind, Opened, PathRequest, Window,
    apart::Lane,
    asking::{Asked, Asking},
    editing::Editing,
    originals::{name_of, read_file},
};

/// What outlives a document: files that wait for a new one.
#[derive(Default)]
pub(super) struct Imports {
    /// With the number of the document that was open then.
    waiting: Option<(u64, Vec<PathBuf>)>,
}

/// What belongs to the open document.
#[derive(Default)]
pub(super) struct Imported {
    /// Counts what was begun: an answer to something else is not wanted any more.
    round: u64,
    /// The revision for which changes are being worked out.
    planning: Option<u64>,
    /// Where one was before.
    from: Option<Tab>,
}

/// Importing, with what that may touch.
pub(super) struct Importing<'a> {
    /// Something else than a dialog keeps the window from taking input.
    pub is_covered: bool,
    pub imports: &'a mut Imports,
    pub asked: &'a mut Asked,
    pub session: &'a mut Session,
    pub opened: &'a mut Opened,
    pub window: &'a mut Window,
    pub context: &'a Context,
}

/// Whether a file, by its name, is rather to be read than to be opened. Its content decides how it is read.
pub(super) fn is_readable(path: &Path) -> bool {
    has_name_of(FileKind::Readable, path)
}

/// Whether a file, by its name, may be a whole report.
pub(super) fn is_report(path: &Path) -> bool {
    has_name_of(FileKind::Report, path)
}

fn has_name_of(kind: FileKind, path: &Path) -> bool {
    let (_, extensions) = kind.filter();
    path.extension().is_some_and(|end| extensions.iter().any(|known| end.eq_ignore_ascii_case(known)))
}

impl Importing<'_> {
    pub fn run(&mut self, command: ImportCommand) {
        if let Some(read_only) = self.opened.read_only.as_ref().filter(|_| command.changes_document()) {
            let sentence = read_only.sentence();
            return self.window.refuse(sentence);
        }
        match command {
            ImportCommand::Ask => self.ask("导入哪个文件", ImportCommand::Read),
            ImportCommand::AskNew => self.ask("从哪份决算报表新建", ImportCommand::ReadForNew),
            ImportCommand::Read(paths) => self.read(paths),
            ImportCommand::ReadForNew(paths) => self.begin_with(paths),
            ImportCommand::Cancel => self.cancel(),
            ImportCommand::Toggle(source, table) => self.toggle(source, table),
            ImportCommand::ShowPage(source, page) => self.show_page(source, page),
            ImportCommand::OpenOriginal { file, hash } => self.open_original(&file, &hash),
            ImportCommand::TakeOver => self.take_over(false),
            ImportCommand::TakeOverSigned => self.take_over(true),
            ImportCommand::Clear => {
                self.opened.imported.round += 1;
                self.opened.desk.importing.shown = None;
                self.opened.desk.importing.page = None;
                self.opened.desk.importing.refused.clear();
            }
            ImportCommand::Leave => {
                let tab = self.opened.imported.from.take().unwrap_or_default();
                self.opened.enter_tab(tab);
            }
        }
    }

    fn ask(&mut self, title: &'static str, then: fn(Vec<PathBuf>) -> ImportCommand) {
        let asking = Asking { asked: self.asked, session: self.session, opened: self.opened, window: self.window };
        let folder = asking.usual_folder();
        let request = PathRequest::Open { title, kind: FileKind::Readable, folder, several: true };
        self.asked.ask_for_all(request, move |paths| Command::Importing(then(paths)));
    }

    /// Asks for a new document, with what the files say of it already filled in; they are read into it when it is there.
    fn begin_with(&mut self, paths: Vec<PathBuf>) {
        self.window.say("正在看文件是哪个部门、哪一年度的，请稍候");
        let (number, this_year) = (self.opened.number, self.window.services.year());
        let (program, files) = (self.window.services.child_program(), paths.clone());
        let work = move || {
            let read = files.iter().filter_map(|path| read_file(program.as_deref(), path, &Brake::default()).ok());
            Particulars::of(&read.map(|(_, evidence)| evidence).collect::<Vec<_>>())
        };
        self.window.apart(Lane::Import(0), self.context, work, move |app, said| {
            if app.opened.number != number || app.window.dialog.is_some() {
                return app.window.say("没有新建：已在做别的；需要时请再选一次文件");
            }
            app.imports.waiting = Some((number, paths));
            app.window.open(NewDocumentForm::new(this_year).with_said(said.unwrap_or_default()));
        });
    }

    /// Goes on with files that waited for a new document, and works out anew what changes after the document has.
    pub fn go_on(&mut self) {
        if self.window.dialog.is_none()
            && !self.is_covered
            && let Some((number, paths)) = self.imports.waiting.take_if(|_| self.window.queue.is_empty())
            && self.opened.is_open
            && self.opened.number > number
        {
            self.read(paths);
        }
        let imported = &self.opened.imported;
        let Some(shown) = self.opened.desk.importing.shown.clone() else { return };
        let revision = self.session.revision();
        let is_old = shown.revision != revision && imported.planning != Some(revision);
        if self.opened.tab == Tab::Import && is_old && self.opened.desk.importing.progress.is_none() {
            self.plan(shown.sources.clone(), shown.wish.exceptions.clone());
        }
    }

    fn enter(&mut self) {
        if self.opened.tab != Tab::Import {
            self.opened.imported.from = Some(self.opened.tab);
        }
        self.opened.enter_tab(Tab::Import);
    }

    fn read(&mut self, paths: Vec<PathBuf>) {
        self.enter();
        self.cancel_quietly();
        let imported = &mut self.opened.imported;
        imported.round += 1;
        let (round, number) = (imported.round, self.opened.number);
        let names: Vec<String> = paths.iter().map(|path| name_of(path)).collect();
        let progress =
            ImportProgress { files: names.into(), done: Arc::new(AtomicUsize::new(0)), brake: Brake::default() };
        self.opened.desk.importing.progress = Some(progress.clone());
        self.opened.desk.importing.refused.clear();
        let (program, document) = (self.window.services.child_program(), self.session.document().clone());
        let revision = self.session.revision();
        let (mut sources, exceptions) = match &self.opened.desk.importing.shown {
            Some(shown) => (shown.sources.clone(), shown.wish.exceptions.clone()),
            None => Default::default(),
        };
        let wake = self.context.clone();
        let work = move || {
            let mut refused = Vec::new();
            for (path, name) in paths.iter().zip(progress.files.iter()) {
                if progress.brake.is_pulled() {
                    return None;
                }
                match read_file(program.as_deref(), path, &progress.brake) {
                    Ok((original, evidence)) => {
                        let source = ImportSource::of(name.clone(), evidence, &document).hashed(&original);
                        let path = Some(path.clone());
                        let same = sources.iter().position(|before| before.path == path);
                        let others = sources.iter().enumerate().filter(|(at, _)| Some(*at) != same);
                        let file = own_name(name, path.as_deref(), others.map(|(_, other)| &*other.file));
                        let source = Arc::new(ImportSource { original, path, file, ..source });
                        // Read once more, a file takes the place of what it was.
                        match same {
                            Some(same) => sources[same] = source,
                            None => sources.push(source),
                        }
                    }
                    Err(reason) => refused.push(format!("“{name}”没有导入：{reason}")),
                }
                progress.done.fetch_add(1, Ordering::Relaxed);
                wake.request_repaint();
            }
            let shown = (!sources.is_empty()).then(|| shown(&document, sources, exceptions, revision));
            Some((shown, refused))
        };
        self.window.apart(Lane::Import(round), self.context, work, move |app, answer| {
            let opened = &mut app.opened;
            if (opened.number, opened.imported.round) != (number, round) {
                return;
            }
            opened.desk.importing.progress = None;
            match answer {
                Some(Some((shown, refused))) => {
                    opened.desk.importing.shown = shown.map(Arc::new);
                    opened.desk.importing.refused = refused;
                }
                Some(None) => {}
                None => app.window.say_fault("没有导入：程序内部出错；请把这个文件发给维护人员"),
            }
        });
    }

    fn plan(&mut self, sources: Vec<Arc<ImportSource>>, exceptions: BTreeSet<(usize, usize)>) {
        let imported = &mut self.opened.imported;
        imported.round += 1;
        let (round, number, revision) = (imported.round, self.opened.number, self.session.revision());
        imported.planning = Some(revision);
        let document = self.session.document().clone();
        let work = move || shown(&document, sources, exceptions, revision);
        self.window.apart(Lane::Import(round), self.context, work, move |app, answer| {
            let opened = &mut app.opened;
            if (opened.number, opened.imported.round) != (number, round) {
                return;
            }
            match answer {
                Some(shown) => opened.desk.importing.shown = Some(Arc::new(shown)),
                None => app.window.say_fault("没有算出要改的数：程序内部出错；请把这个文件发给维护人员"),
            }
        });
    }

    fn toggle(&mut self, source: usize, table: usize) {
        let Some(shown) = self.opened.desk.importing.shown.clone() else { return };
        let mut exceptions = shown.wish.exceptions.clone();
        if !exceptions.remove(&(source, table)) {
            exceptions.insert((source, table));
        }
        self.plan(shown.sources.clone(), exceptions);
    }

    /// Has a page drawn, unless that is under way or done.
    fn show_page(&mut self, source: usize, page: u32) {
        let desk = &mut self.opened.desk.importing;
        let Some(source) = desk.shown.as_ref().and_then(|shown| shown.sources.get(source)).cloned() else { return };
        self.window
            .show_page(self.context, &mut desk.page, &source.original, page, |app| &mut app.opened.desk.importing.page);
    }

    /// Opens a file that values were taken from, and says when it is not what it was.
    fn open_original(&mut self, file: &str, hash: &str) {
        let name = file.to_owned();
        let Some(path) = self.window.settings.taken_path(hash) else {
            let sentence = format!("这台电脑上没有记下“{name}”在哪里；导入它的电脑上才能直接打开");
            return self.window.refuse(sentence);
        };
        let (hash, read) = (hash.to_owned(), path.clone());
        let work = move || read_foreign(&read, MOST_BYTES).map(|bytes| sha256(&bytes) == hash).ok();
        self.window.apart(Lane::Import(0), self.context, work, move |app, is_same| match is_same.flatten() {
            None => app.window.refuse(format!("“{name}”已经不在 {} 了，可能移走或改了名", path.display())),
            Some(is_same) => {
                app.window.say(match is_same {
                    true => format!("正在打开“{name}”"),
                    false => format!("“{name}”在导入之后改过，请核对取来的数；正在打开现在的文件"),
                });
                let failed = Box::new(|| log::warn!("an original could not be opened"));
                app.window.services.open_path(path, failed);
            }
        });
    }

    fn cancel(&mut self) {
        self.cancel_quietly();
        self.window.say("没有再读，内容没有改动");
    }

    fn cancel_quietly(&mut self) {
        if let Some(progress) = self.opened.desk.importing.progress.take() {
            progress.brake.pull();
            self.opened.imported.round += 1;
        }
    }

    fn take_over(&mut self, is_confirmed: bool) {
        let desk = &self.opened.desk.importing;
        if desk.progress.is_some() {
            return self.window.refuse("文件还没有读完，请稍候再取用".to_owned());
        }
        let Some(shown) = desk.shown.clone() else {
            return self.window.refuse("还没有读文件，请先按 Ctrl+Shift+O 选文件".to_owned());
        };
        let Some(edit) = &shown.plan.edit else {
            return self.window.say("没有要改的数");
        };
        if shown.revision != self.session.revision() {
            self.window.say_fault("查看期间内容有了改动，已重新比对，请再看一遍");
            return self.plan(shown.sources.clone(), shown.wish.exceptions.clone());
        }
        if let Some(signed) = self.opened.desk.standing.last_counting().filter(|_| !is_confirmed) {
            let dialog =
                SignedDialog::new(signer(&signed.record), "导入", Command::Importing(ImportCommand::TakeOverSigned));
            return self.window.open(dialog);
        }
        // What is locked is not in the plan, or locked anew by it.
        Editing { session: self.session, opened: self.opened, window: self.window }.apply_anyway(edit);
        if self.session.revision() != shown.revision {
            for source in &shown.sources {
                if let Some(path) = &source.path {
                    self.window.settings.remember_taken(&source.hash, path);
                }
            }
            self.window.save_settings();
            self.window.say(format!("已取用 {} 个数，可用 Ctrl+Z 撤销", shown.plan.changes.len()));
        }
    }
}

fn shown(
    document: &Document,
    sources: Vec<Arc<ImportSource>>,
    exceptions: BTreeSet<(usize, usize)>,
    revision: u64,
) -> ShownImport {
    let wish: ImportWish = import_wish(exceptions);
    let plan = ImportPlan::of(document, &sources, &wish);
    ShownImport { sources, wish, plan, revision }
}

/// The name of a file, with its folder where another file has the same name.
fn own_name<'a>(name: &str, path: Option<&Path>, mut others: impl Iterator<Item = &'a str>) -> String {
    let folder = path.and_then(Path::parent).and_then(Path::file_name);
    match folder.filter(|_| others.any(|other| other == name)) {
        Some(folder) => one_line(&format!("{}/{name}", folder.to_string_lossy()), 200),
        None => name.to_owned(),
    }
}
