//! 核对成稿: an edited file is read in a child process and compared with the project on a thread.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use egui::Context;

use crate::{
    console::{Brake, former_content},
    derived::Derived,
    draft::{DraftCheck, content_of},
    evidence::{FileKind, MOST_BYTES},
    seal::content_hash,
    session::Session,
    storage::{ForeignError, read_foreign},
    ui::{
        Command, Tab,
        command::CheckingCommand,
        dialogs::{InUseDialog, SignedDialog},
        state::{BeingRead, ReadDraft, ShownCheck},
    },
    workflow::signer,
};

use super::{
    FileKind as AskedKind, Opened, PathRequest, Window,
    apart::Lane,
    asking::{Asked, Asking},
    editing::Editing,
    lists::ListForm,
    originals::{name_of, read_bytes},
};

/// What belongs to the open document.
#[derive(Default)]
pub(super) struct Checked {
    /// Counts what was begun: an answer to something else is not wanted any more.
    round: u64,
    /// What the file is being compared with.
    comparing: Option<Arc<Derived>>,
    /// Where one was before.
    from: Option<Tab>,
}

/// Checking an edited file, with what that may touch.
pub(super) struct Checking<'a> {
    pub asked: &'a mut Asked,
    pub session: &'a mut Session,
    pub opened: &'a mut Opened,
    pub window: &'a mut Window,
    pub context: &'a Context,
}

impl Checking<'_> {
    pub fn run(&mut self, command: CheckingCommand) {
        if let Some(read_only) = self.opened.read_only.as_ref().filter(|_| command.changes_document()) {
            let sentence = read_only.sentence();
            return self.window.refuse(sentence);
        }
        match command {
            CheckingCommand::Ask => self.ask(),
            CheckingCommand::Read(path) => self.read(path),
            CheckingCommand::Again => {
                if let Some(shown) = self.opened.desk.checking.shown.clone() {
                    self.read(shown.draft.path.clone());
                }
            }
            CheckingCommand::Cancel => {
                self.opened.checked.round += 1;
                if let Some(reading) = self.opened.desk.checking.reading.take() {
                    reading.brake.pull();
                }
                self.window.say("没有再读这个文件");
            }
            CheckingCommand::ShowPage(page) => self.show_page(page),
            CheckingCommand::AskWhere => self.ask_where(),
            CheckingCommand::WriteList(path) => self.write_list(&path),
            CheckingCommand::Toggle(number) => self.toggle(number),
            CheckingCommand::TakeOver => self.take_over(false),
            CheckingCommand::TakeOverSigned => self.take_over(true),
            CheckingCommand::Leave => {
                let tab = self.opened.checked.from.take().unwrap_or_default();
                self.opened.enter_tab(tab);
            }
        }
    }

    fn ask(&mut self) {
        let asking = Asking { asked: self.asked, session: self.session, opened: self.opened, window: self.window };
        let folder = asking.usual_folder();
        let request = PathRequest::Open { title: "核对哪个成稿", kind: AskedKind::Draft, folder, several: false };
        self.asked.ask_then(request, |path| Command::Checking(CheckingCommand::Read(path)));
    }

    fn ask_where(&mut self) {
        let Some(shown) = &self.opened.desk.checking.shown else {
            return self.window.say("还没有核对过成稿，没有清单可以导出");
        };
        let stem = shown.draft.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let folder = shown.draft.path.parent().map(PathBuf::from);
        let request = PathRequest::Save { kind: AskedKind::List, folder, name: format!("{stem}核对清单.xlsx") };
        self.asked.ask_then(request, |path| Command::Checking(CheckingCommand::WriteList(path)));
    }

    fn write_list(&mut self, path: &Path) {
        let Some(shown) = self.opened.desk.checking.shown.clone() else { return };
        self.window.write_list(self.context, path, "核对清单", move |form| {
            let list = match form {
                ListForm::Word => DraftCheck::docx,
                ListForm::Excel => DraftCheck::xlsx,
            };
            list(&shown.check, &shown.derived, &shown.draft.name)
        });
    }

    fn toggle(&mut self, number: usize) {
        let desk = &mut self.opened.desk.checking;
        let shown = desk.shown.as_ref();
        let Some(difference) = shown.and_then(|shown| shown.check.differences.get(number)) else { return };
        let takeover = &difference.takeover;
        if !takeover.is_possible() {
            let sentence = takeover.sentence();
            return self.window.refuse(if sentence.is_empty() {
                "这一项没有文字可以收进".to_owned()
            } else {
                sentence
            });
        }
        // The same words at other places of the report are the same text.
        match desk.toggled.iter().position(|toggled| toggled == takeover) {
            Some(at) => _ = desk.toggled.remove(at),
            None => desk.toggled.push(takeover.clone()),
        }
    }

    fn take_over(&mut self, is_confirmed: bool) {
        let desk = &self.opened.desk.checking;
        if desk.reading.is_some() {
            return self.window.refuse("成稿还没有读完，请稍候再收进".to_owned());
        }
        let Some(shown) = desk.shown.clone() else {
            return self.window.refuse("还没有核对过成稿，请先按 Ctrl+Shift+K 选文件".to_owned());
        };
        if !Arc::ptr_eq(&shown.derived, self.session.derived()) {
            return self.window.refuse("内容刚有改动，正在重新核对，请再看一遍后收进".to_owned());
        }
        let chosen = desk.chosen(&shown.check);
        let Some(edit) = shown.check.takeover(self.session.document(), &chosen) else {
            return self.window.refuse("没有勾选可以收进的文字".to_owned());
        };
        if let Some(signed) = self.opened.desk.standing.last_counting().filter(|_| !is_confirmed) {
            let dialog =
                SignedDialog::new(signer(&signed.record), "收进", Command::Checking(CheckingCommand::TakeOverSigned));
            return self.window.open(dialog);
        }
        let before = self.session.revision();
        let mut editing = Editing { session: self.session, opened: self.opened, window: self.window };
        if editing.apply_now(&edit) && self.session.revision() != before {
            self.opened.desk.checking.toggled.clear();
            self.window.say(format!("已收进 {} 处文字，可用 Ctrl+Z 撤销", chosen.len()));
        }
    }

    fn read(&mut self, path: PathBuf) {
        if self.opened.tab != Tab::Checking {
            self.opened.checked.from = Some(self.opened.tab);
        }
        self.opened.enter_tab(Tab::Checking);
        let name = name_of(&path);
        let desk = &mut self.opened.desk.checking;
        let brake = Brake::default();
        if let Some(before) = desk.reading.replace(BeingRead { name: name.clone(), brake: brake.clone() }) {
            before.brake.pull();
        }
        desk.refused = None;
        desk.page = None;
        let derived = self.session.derived().clone();
        let (program, project) = (self.window.services.child_program(), self.session.path().map(PathBuf::from));
        let data = self.window.data.clone();
        let work = move || {
            let bytes = read_foreign(&path, MOST_BYTES).map_err(|error| NotChecked::of(error, &path))?;
            let evidence = read_bytes(program.as_deref(), &bytes, &brake).map_err(NotChecked::Refused)?;
            if !matches!(evidence.kind, FileKind::Docx | FileKind::Pdf) {
                let kind = evidence.kind.label();
                return Err(NotChecked::Refused(format!("这是{kind}，请选 Word 文件（docx）或 PDF")));
            }
            let digest = content_of(&evidence);
            let former = match digest.filter(|digest| *digest != content_hash(derived.document())) {
                Some(digest) => project
                    .as_deref()
                    .and_then(|project| former_content(data.as_ref(), project, digest, derived.signers()))
                    .map(Arc::new),
                None => digest.map(|_| derived.clone()),
            };
            let draft = Arc::new(ReadDraft { path, name, original: bytes.into(), evidence, former });
            Ok(compared(draft, derived))
        };
        self.work_out(work);
    }

    /// Compares anew after the document has changed.
    pub fn go_on(&mut self) {
        let derived = self.session.derived();
        let (checked, desk) = (&self.opened.checked, &self.opened.desk.checking);
        let Some(shown) = desk.shown.clone().filter(|_| self.opened.tab == Tab::Checking) else { return };
        let is_under_way = checked.comparing.as_ref().is_some_and(|with| Arc::ptr_eq(with, derived));
        let is_due = !Arc::ptr_eq(&shown.derived, derived) && !is_under_way;
        if is_due && desk.reading.is_none() && !derived.is_behind() {
            let derived = derived.clone();
            self.opened.checked.comparing = Some(derived.clone());
            self.work_out(move || Ok(compared(shown.draft.clone(), derived)));
        }
    }

    fn work_out(&mut self, work: impl FnOnce() -> Result<ShownCheck, NotChecked> + Send + 'static) {
        self.opened.checked.round += 1;
        let (round, number) = (self.opened.checked.round, self.opened.number);
        self.window.apart(Lane::Import(round), self.context, work, move |app, answer| {
            let opened = &mut app.opened;
            if (opened.number, opened.checked.round) != (number, round) {
                return;
            }
            let desk = &mut opened.desk.checking;
            let name = desk.reading.take().map(|reading| reading.name).unwrap_or_default();
            match answer {
                Some(Ok(shown)) => {
                    log::info!("已核对成稿：{} 处不同", shown.check.differences.len());
                    desk.shown = Some(Arc::new(shown));
                }
                Some(Err(NotChecked::Refused(reason))) => desk.refused = Some(format!("“{name}”没有核对：{reason}")),
                Some(Err(NotChecked::InUse(path))) => {
                    desk.refused = Some(format!("“{name}”没有核对：{}", ForeignError::InUse));
                    let again = Command::Checking(CheckingCommand::Read(path));
                    app.window.open(InUseDialog::new(name, again));
                }
                None => app.window.say_fault("没有核对：程序内部出错；请把这个文件发给维护人员"),
            }
        });
    }

    fn show_page(&mut self, page: u32) {
        let desk = &mut self.opened.desk.checking;
        let Some(shown) = desk.shown.clone() else { return };
        self.window.show_page(self.context, &mut desk.page, &shown.draft.original, page, |app| {
            &mut app.opened.desk.checking.page
        });
    }
}

/// Why a file was not checked.
enum NotChecked {
    /// By the program in which it was edited.
    InUse(PathBuf),
    Refused(String),
}

impl NotChecked {
    fn of(error: ForeignError, path: &Path) -> Self {
        match error {
            ForeignError::InUse => Self::InUse(path.to_owned()),
            error => Self::Refused(error.to_string()),
        }
    }
}

fn compared(draft: Arc<ReadDraft>, derived: Arc<Derived>) -> ShownCheck {
    let check = DraftCheck::of(&derived, &draft.evidence, draft.former.as_deref());
    ShownCheck { draft, check, derived }
}
