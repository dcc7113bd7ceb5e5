//! 审核已有报告: a report written elsewhere is read in a child process and audited on a thread. The open document is
//! neither looked at nor changed.

mod batch;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use egui::Context;

use crate::{
    audit::AuditFinding,
    console::{Audited, Brake, Unaudited, audit_bytes, audit_file},
    export::Opinion,
    session::Session,
    storage::{keep_cleared, load_cleared},
    ui::{
        Command, Tab,
        command::{AuditingCommand, Departure},
        state::{AuditingDesk, BeingRead, RowState, ShownAudit},
    },
};

use super::{
    FileKind, Opened, PathRequest, Window,
    apart::Lane,
    asking::{Asked, Asking},
    lists::ListForm,
    originals::name_of,
};

use batch::Batch;

/// What is audited. It stays when another document is opened.
#[derive(Default)]
pub(super) struct Audits {
    pub desk: AuditingDesk,
    /// Counts what was begun: an answer to something else is not wanted any more.
    round: u64,
    /// Where one was before.
    from: Option<Tab>,
    /// A whole folder of them.
    batch: Batch,
}

impl Audits {
    /// What gives up the open document for one made of the report.
    pub fn recorded(&self) -> Option<Departure> {
        let shown = self.desk.shown.as_ref()?;
        Some(Departure::Record { document: Arc::new(shown.audit.project()), report: shown.name.clone() })
    }
}

/// Auditing, with what that may touch.
pub(super) struct Auditing<'a> {
    pub audits: &'a mut Audits,
    pub asked: &'a mut Asked,
    pub session: &'a Session,
    pub opened: &'a mut Opened,
    pub window: &'a mut Window,
    pub context: &'a Context,
}

/// What is to be audited.
enum Report {
    File(PathBuf),
    Text(String),
}

impl Auditing<'_> {
    pub fn run(&mut self, command: AuditingCommand) {
        match command {
            AuditingCommand::Ask => self.ask(),
            AuditingCommand::Read(path) => self.read(name_of(&path), Report::File(path)),
            AuditingCommand::ReadText(text) => self.read("粘贴的文字".to_owned(), Report::Text(text)),
            AuditingCommand::Cancel => {
                self.give_up();
                self.window.say("没有再读这份报告");
            }
            AuditingCommand::ShowPage(page) => self.show_page(page),
            AuditingCommand::Clear(identity) => self.clear(identity),
            AuditingCommand::AskWhere => self.ask_where(),
            AuditingCommand::Write(path) => self.write(&path),
            // It gives up the open document: asked about by whoever owns that.
            AuditingCommand::Record => {}
            AuditingCommand::Leave => {
                self.give_up();
                let tab = self.audits.from.take().unwrap_or_default();
                self.opened.enter_tab(tab);
            }
        }
    }

    fn ask(&mut self) {
        let asking = Asking { asked: self.asked, session: self.session, opened: self.opened, window: self.window };
        let folder = asking.usual_folder();
        let request = PathRequest::Open { title: "审核哪份报告", kind: FileKind::Report, folder, several: false };
        self.asked.ask_then(request, |path| Command::Auditing(AuditingCommand::Read(path)));
    }

    fn ask_where(&mut self) {
        let Some(shown) = &self.audits.desk.shown else {
            return self.window.refuse("还没有审核过报告，没有审核意见可以导出；请先按 Ctrl+Shift+A 选报告".to_owned());
        };
        let path = shown.path.as_deref();
        let stem = path.and_then(Path::file_stem).map_or(shown.name.as_str().into(), |stem| stem.to_string_lossy());
        let name = format!("{stem}审核意见.xlsx");
        let folder = path.and_then(Path::parent).map(PathBuf::from);
        let request = PathRequest::Save { kind: FileKind::List, folder, name };
        self.asked.ask_then(request, |path| Command::Auditing(AuditingCommand::Write(path)));
    }

    fn write(&mut self, path: &Path) {
        let desk = &self.audits.desk;
        let Some(shown) = desk.shown.clone() else { return };
        let cleared = desk.cleared.clone();
        self.window.write_list(self.context, path, "审核意见", move |form| {
            let is_cleared = |finding: &AuditFinding| cleared.contains(&finding.identity());
            let ShownAudit { name, digest, audit, .. } = &*shown;
            let opinion = Opinion { file: name, digest, audit, is_cleared: &is_cleared };
            match form {
                ListForm::Excel => opinion.xlsx(),
                ListForm::Word => opinion.docx(),
            }
        });
    }

    /// The child that reads for nobody ends.
    fn give_up(&mut self) {
        if let Some(reading) = self.audits.desk.reading.take() {
            reading.brake.pull();
            self.audits.round += 1;
        }
    }

    fn read(&mut self, name: String, report: Report) {
        self.give_up();
        if self.opened.tab != Tab::Audit {
            self.audits.from = Some(self.opened.tab);
        }
        self.opened.enter_tab(Tab::Audit);
        let brake = Brake::default();
        let desk = &mut self.audits.desk;
        desk.reading = Some(BeingRead { name: name.clone(), brake: brake.clone() });
        desk.refused = None;
        self.audits.round += 1;
        let round = self.audits.round;
        let (program, data) = (self.window.services.child_program(), self.window.data.clone());
        let work = move || {
            let program = program.as_deref();
            let (audited, path) = match report {
                Report::File(path) => (audit_file(program, &path, &brake), Some(path)),
                Report::Text(text) => (audit_bytes(program, text.into_bytes(), &brake), None),
            };
            let Audited { bytes, digest, evidence, audit } = audited?;
            let cleared = data.map(|data| load_cleared(&data, &digest)).unwrap_or_default();
            let identities = audit.findings.iter().map(|finding| finding.identity()).collect();
            let shown = ShownAudit { path, name, digest, original: bytes.into(), evidence, audit, identities };
            Ok::<_, Unaudited>((shown, cleared))
        };
        self.window.apart(Lane::Audit(round), self.context, work, move |app, answer| {
            let audits = &mut app.audits;
            if audits.round != round {
                return;
            }
            let desk = &mut audits.desk;
            let name = desk.reading.take().map(|reading| reading.name).unwrap_or_default();
            match answer {
                Some(Ok((shown, cleared))) => {
                    desk.shown = Some(Arc::new(shown));
                    desk.cleared = Arc::new(cleared);
                    desk.page = None;
                }
                Some(Err(refused)) => desk.refused = Some(format!("“{name}”没有审核：{}", refused.why)),
                None => app.window.say_fault("没有审核：程序内部出错；请把这个文件发给维护人员"),
            }
        });
    }

    fn show_page(&mut self, page: u32) {
        let desk = &mut self.audits.desk;
        let Some(shown) = desk.shown.clone() else { return };
        self.window.show_page(self.context, &mut desk.page, &shown.original, page, |app| &mut app.audits.desk.page);
    }

    /// Remembers on this computer, for this report, that a finding is no fault; or forgets it.
    fn clear(&mut self, identity: String) {
        let desk = &mut self.audits.desk;
        let Some(shown) = desk.shown.clone() else { return };
        let cleared = Arc::make_mut(&mut desk.cleared);
        let is_taken_back = cleared.remove(&identity);
        if !is_taken_back {
            cleared.insert(identity);
        }
        self.window.say(match is_taken_back {
            true => "已改回待处理",
            false => "已记下：看过，没问题；只记在这台电脑上，再按一次空格可以改回",
        });
        let row = desk.batch.rows.iter_mut().find(|row| Some(&row.path) == shown.path.as_ref());
        if let Some(row) = row.filter(|row| row.state.counts().is_some()) {
            row.state = RowState::Audited(shown.counts(&desk.cleared));
        }
        let (data, cleared) = (self.window.data.clone(), desk.cleared.clone());
        let work = move || data.map(|data| keep_cleared(&data, &shown.digest, &cleared));
        self.window.apart(Lane::Settings, self.context, work, |app, answer| {
            if !matches!(answer, Some(Some(Ok(())))) {
                app.window.say_fault("“没问题”没有存下来，下次打开这份报告要再看一遍；请检查磁盘是否已满");
            }
        });
    }
}
