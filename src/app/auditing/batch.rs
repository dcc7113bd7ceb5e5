//! 批量审核: the reports of a folder are audited one by one, several at a time, each read by a child process.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver},
    thread,
};

use crate::{
    console::{Audited, Brake, Unaudited, audit_each},
    export::{WordList, list_docx, list_xlsx},
    storage::{DataFolder, files_below, load_cleared},
    ui::{
        Command, Tab,
        command::BatchCommand,
        state::{BatchRow, RowCounts, RowState},
    },
};

use super::{
    super::{FileKind, PathRequest, apart::Lane, asking::Asking, lists::ListForm},
    Auditing,
};

/// What is under way.
#[derive(Default)]
pub(in crate::app) struct Batch {
    /// Counts what was begun: news of something else are not wanted any more.
    round: u64,
    news: Option<Receiver<News>>,
    /// Where one was before.
    from: Option<Tab>,
}

/// What the workers tell.
enum News {
    Files(Vec<PathBuf>),
    Row(usize, RowState),
}

/// More take the room of what the person works on meanwhile.
const MOST_WORKERS: usize = 8;

impl Auditing<'_> {
    pub fn run_batch(&mut self, command: BatchCommand) {
        match command {
            BatchCommand::Ask => self.ask_folder(),
            BatchCommand::Read(folder) => self.read_folder(folder),
            BatchCommand::Cancel => {
                self.give_up_batch();
                self.window.say("没有审核完的文件没有再审核");
            }
            BatchCommand::AskWhere => self.ask_where_batch(),
            BatchCommand::Write(path) => self.write_batch(&path),
            BatchCommand::Leave => {
                self.give_up_batch();
                let tab = self.audits.batch.from.take().unwrap_or_default();
                self.opened.enter_tab(tab);
            }
        }
    }

    fn ask_folder(&mut self) {
        let asking = Asking { asked: self.asked, session: self.session, opened: self.opened, window: self.window };
        let folder = asking.usual_folder();
        let request = PathRequest::Folder { title: "审核哪个文件夹里的报告", folder };
        self.asked.ask_then(request, |path| Command::Batch(BatchCommand::Read(path)));
    }

    /// The children that read for nobody end; what was audited stays.
    fn give_up_batch(&mut self) {
        let desk = &mut self.audits.desk.batch;
        if let Some(brake) = desk.brake.take() {
            brake.pull();
            self.audits.batch.round += 1;
            self.audits.batch.news = None;
            let waiting = desk.rows.iter_mut().filter(|row| row.state == RowState::Waiting);
            waiting.for_each(|row| row.state = RowState::GivenUp);
        }
    }

    fn read_folder(&mut self, folder: PathBuf) {
        self.give_up_batch();
        if self.opened.tab != Tab::Batch {
            self.audits.batch.from = Some(self.opened.tab);
        }
        self.opened.enter_tab(Tab::Batch);
        let brake = Brake::default();
        let desk = &mut self.audits.desk.batch;
        desk.folder = Some(folder.clone());
        desk.rows.clear();
        desk.refused = None;
        desk.brake = Some(brake.clone());
        self.audits.batch.round += 1;
        let round = self.audits.batch.round;
        let (sender, news) = mpsc::channel();
        self.audits.batch.news = Some(news);
        let (program, data) = (self.window.services.child_program(), self.window.data.clone());
        let wake = self.context.clone();
        let tell = move |news: News| {
            // The receiver is gone when nobody wants to know.
            let _ = sender.send(news);
            wake.request_repaint();
        };
        let work = move || audit_folder(program.as_deref(), data.as_ref(), &folder, &brake, tell);
        self.window.apart(Lane::Batch(round), self.context, work, move |app, answer| {
            if app.audits.batch.round != round {
                return;
            }
            app.auditing().take_news();
            let desk = &mut app.audits.desk.batch;
            desk.brake = None;
            match answer {
                Some(Ok(())) if desk.rows.is_empty() => {
                    let refused = "这个文件夹和下级文件夹里没有 Word（docx）、PDF、网页或文本文件，请换一个文件夹";
                    desk.refused = Some(refused.to_owned());
                }
                Some(Ok(())) => app.opened.enter_page(),
                Some(Err(reason)) => desk.refused = Some(format!("没有审核：{reason}")),
                None => app.window.say_fault("没有审核完：程序内部出错；请告诉维护人员"),
            }
        });
    }

    /// Takes over what the workers have told since the last frame.
    pub fn take_news(&mut self) {
        let Some(news) = &self.audits.batch.news else { return };
        let desk = &mut self.audits.desk.batch;
        let folder = desk.folder.clone().unwrap_or_default();
        for one in news.try_iter() {
            match one {
                News::Files(files) => {
                    let row = |path: PathBuf| {
                        let name = path.strip_prefix(&folder).unwrap_or(&path).to_string_lossy().into_owned();
                        BatchRow { path, name, state: RowState::Waiting }
                    };
                    desk.rows = files.into_iter().map(row).collect();
                }
                News::Row(at, state) => {
                    if let Some(row) = desk.rows.get_mut(at) {
                        row.state = state;
                    }
                }
            }
        }
    }

    fn ask_where_batch(&mut self) {
        let desk = &self.audits.desk.batch;
        let Some(folder) = desk.folder.clone().filter(|_| !desk.rows.is_empty()) else {
            return self.window.refuse("还没有批量审核过，没有清单可以导出；请先按 Ctrl+Shift+B 选文件夹".to_owned());
        };
        let name = format!("{}批量审核.xlsx", folder.file_name().unwrap_or_default().to_string_lossy());
        // Not among the reports: it would be one of them the next time.
        let folder = folder.parent().map(PathBuf::from);
        let request = PathRequest::Save { kind: FileKind::List, folder, name };
        self.asked.ask_then(request, |path| Command::Batch(BatchCommand::Write(path)));
    }

    fn write_batch(&mut self, path: &Path) {
        let desk = &self.audits.desk.batch;
        let folder = desk.folder.as_ref().map_or_else(String::new, |folder| folder.display().to_string());
        let rows: Vec<Vec<String>> = desk.rows.iter().map(|row| row.texts().to_vec()).collect();
        let facts = vec![format!("文件夹：{folder}"), format!("文件：{}个", rows.len())];
        self.window.write_list(self.context, path, "批量审核清单", move |form| {
            let list = WordList { title: "批量审核", facts, columns: &COLUMNS, rows };
            match form {
                ListForm::Excel => list_xlsx(&[list]),
                ListForm::Word => list_docx(&[list]),
            }
        });
    }
}

/// Away from the window's thread.
fn audit_folder(
    program: Option<&Path>,
    data: Option<&DataFolder>,
    folder: &Path,
    brake: &Brake,
    tell: impl Fn(News) + Sync,
) -> Result<(), String> {
    let (_, endings) = FileKind::Report.filter();
    let files = files_below(folder, endings)?;
    tell(News::Files(files.clone()));
    let workers = thread::available_parallelism().map_or(1, usize::from).min(MOST_WORKERS);
    audit_each(program, &files, workers, brake, |at, audited| {
        let state = match audited {
            Ok(Audited { digest, audit, .. }) => {
                let cleared = data.map(|data| load_cleared(data, &digest)).unwrap_or_default();
                let is_cleared =
                    |at: usize| audit.findings.get(at).is_some_and(|finding| cleared.contains(&finding.identity()));
                RowState::Audited(RowCounts::of(&audit, is_cleared))
            }
            Err(Unaudited { why, .. }) => RowState::Refused(why),
        };
        tell(News::Row(at, state));
    });
    Ok(())
}

/// With their widths in characters.
const COLUMNS: [(&str, u16); 7] =
    [("文件", 40), ("单位和年度", 28), ("状态", 26), ("错误", 8), ("存疑", 8), ("没查", 8), ("已看过没问题", 12)];
