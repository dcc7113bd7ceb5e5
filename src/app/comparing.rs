//! Comparison and merge: worked out on a thread of its own, shown in the tab “比较”, merged in one step.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
};

use egui::Context;

use crate::{
    compare::{Merge, MergeSide},
    derived::Derived,
    document::{Document, shown_line, shown_name},
    export, seal,
    session::Session,
    storage::{self, Fingerprint, read_project},
    ui::{
        Tab,
        command::{CompareWith, FileFor},
        state::{ShownComparison, ShownMerge},
    },
    workflow::{Comparison, LastYear, common_ancestor},
};

use super::{
    Opened, Window,
    apart::Lane,
    asking::{Asked, Asking},
    carrying::Carrying,
    editing::Editing,
};

/// What is worked out or was, until another document is opened.
#[derive(Default)]
pub(super) struct Compared {
    job: Option<mpsc::Receiver<Result<Worked, String>>>,
    other: Option<Other>,
    merging: Option<Merging>,
}

/// What the document is compared with.
#[derive(Clone)]
struct Other {
    derived: Arc<Derived>,
    name: String,
    is_last_year: bool,
}

/// The colleague's copy that is being merged.
struct Merging {
    theirs: Arc<Document>,
    /// Where it stands in the file of the open document itself.
    in_file: Option<Fingerprint>,
    base: Option<Arc<Document>>,
}

enum Worked {
    Comparison(Other, ShownComparison),
    Merge(Merging, Arc<ShownMerge>),
    LastYear(Arc<Derived>, String),
}

/// Comparing and merging, with what that may touch.
pub(super) struct Comparing<'a> {
    pub asked: &'a mut Asked,
    pub session: &'a mut Session,
    pub opened: &'a mut Opened,
    pub window: &'a mut Window,
    pub context: &'a Context,
}

impl Comparing<'_> {
    pub fn give_up_merge(&mut self) {
        self.opened.desk.comparing.merge = None;
        self.opened.compared.merging = None;
        self.window.say("没有合并，内容没有改动");
    }

    /// Merges what someone else has saved under this file's name meanwhile.
    pub fn merge_disk(&mut self) {
        if let Some(path) = self.session.path().map(Path::to_owned) {
            let saved = self.session.saved().cloned();
            self.merge_file(path, saved, true);
        }
    }

    /// The file that was asked for.
    pub fn file_chosen(&mut self, path: PathBuf, what: FileFor) {
        let name = file_name(&path);
        match what {
            FileFor::Comparing => self.compare_document(name, false, move || read(&path)),
            FileFor::ComparingYears => self.compare_document(name, true, move || read(&path)),
            FileFor::Merging => self.merge_file(path, None, false),
            FileFor::PriorFigures => self.start("正在读取上年文件……", move || {
                let document = Arc::new(read(&path)?);
                Ok(Worked::LastYear(Arc::new(Derived::of(&document)), name))
            }),
            FileFor::Workbook => self.write_comparison(&path),
        }
    }

    pub fn compare_with(&mut self, with: CompareWith) {
        match with {
            CompareWith::File => self.asking().ask_for(FileFor::Comparing),
            CompareWith::LastYear => self.asking().ask_for(FileFor::ComparingYears),
            CompareWith::Signed => {
                match seal::signed_content(self.session.document(), &self.opened.desk.standing.verified) {
                    None => self.window.say("没有留存签批时的内容，无从比较"),
                    Some((record, content)) => {
                        let role = record.role.map_or("", |role| role.label());
                        let name = format!("{role}{} {} 签批时", shown_name(&record.name), shown_line(&record.time));
                        self.compare_document(name, false, move || Ok(content));
                    }
                }
            }
            CompareWith::Saved => match (self.session.path(), self.session.saved().cloned()) {
                (Some(_), Some(saved)) => {
                    self.compare_document("上次保存".to_owned(), false, move || Ok(Document::clone(&saved)));
                }
                _ => self.window.say("还没有存为文件，无从比较"),
            },
            CompareWith::Disk => {
                let Some(path) = self.session.path().map(Path::to_owned) else { return };
                let name = format!("{}（磁盘上的）", file_name(&path));
                self.compare_document(name, false, move || read(&path));
            }
            CompareWith::Generation(generation) => {
                let name = format!("{} 的留存", generation.shown_time());
                self.compare_document(name, false, move || {
                    generation.open().map(|opened| opened.document).map_err(|error| error.to_string())
                });
            }
        }
    }

    fn compare_document(
        &mut self,
        name: String,
        is_last_year: bool,
        old: impl FnOnce() -> Result<Document, String> + Send + 'static,
    ) {
        let compare = self.comparer();
        self.opened.enter_tab(Tab::Comparison);
        self.start("正在比较……", move || {
            let derived = Arc::new(Derived::of(&Arc::new(old()?)));
            Ok(compare(Other { derived, name, is_last_year }))
        });
    }

    /// Compares the document of now with another one.
    fn comparer(&self) -> impl FnOnce(Other) -> Worked + Send + use<> {
        let (new, revision) = (self.session.derived().clone(), self.session.revision());
        let name = format!("{}（当前）", self.session.name());
        move |other| {
            let old = &other.derived;
            let comparison = match other.is_last_year {
                true => Comparison::of_years(LastYear { derived: old, file: &other.name }, &new),
                false => Comparison::of(old, &new),
            };
            let shown = ShownComparison { old: other.name.clone(), new: name, comparison, revision };
            Worked::Comparison(other, shown)
        }
    }

    /// `base` is what both began with, where that is known better than from the records in the files.
    fn merge_file(&mut self, path: PathBuf, base: Option<Arc<Document>>, is_own: bool) {
        let merge = self.merger();
        self.opened.enter_tab(Tab::Comparison);
        self.start("正在比对两份文件……", move || {
            let opened = read_project(&path).map_err(|error| format!("{}：{error}", path.display()))?;
            let in_file = is_own.then_some(opened.fingerprint);
            Ok(merge(Merging { theirs: Arc::new(opened.document), in_file, base }, file_name(&path)))
        });
    }

    /// Merges a copy into the document of now.
    fn merger(&self) -> impl FnOnce(Merging, String) -> Worked + Send + use<> {
        let (ours, revision) = (self.session.document().clone(), self.session.revision());
        let is_left_over = self.session.is_left_over();
        move |merging, theirs| {
            let known = merging.base.as_deref().cloned();
            let base = known.or_else(|| common_ancestor(&ours, &merging.theirs));
            let merge = Merge::new(base.as_ref(), &ours, &merging.theirs);
            // The file went on after the crash that left our values behind.
            let is_later = is_left_over && merging.in_file.is_some();
            let offered = if is_later { MergeSide::Theirs } else { MergeSide::Ours };
            let shown = ShownMerge { theirs, has_origin: base.is_some(), merge, revision, offered };
            Worked::Merge(merging, Arc::new(shown))
        }
    }

    pub fn take_merge(&mut self, choices: &[MergeSide]) {
        let (Some(shown), Some(merging)) =
            (self.opened.desk.comparing.merge.take(), self.opened.compared.merging.take())
        else {
            return;
        };
        if shown.revision != self.session.revision() {
            let (merge, theirs) = (self.merger(), shown.theirs.clone());
            self.window.say_fault("查看期间内容有了改动，已重新比对，请再看一遍");
            return self.start("正在比对两份文件……", move || Ok(merge(merging, theirs)));
        }
        let edit = shown.merge.edit(choices);
        let theirs = choices.iter().filter(|side| **side == MergeSide::Theirs).count();
        let before = self.session.revision();
        Editing { session: self.session, opened: self.opened, window: self.window }.apply_anyway(&edit);
        let is_changed = self.session.revision() != before;
        let is_own = merging.in_file.is_some();
        self.session.merged_with(&merging.theirs, merging.in_file);
        if is_own {
            self.window.notice = None;
        }
        let taken = shown.merge.taken + theirs;
        self.window.say(match is_changed {
            true => format!("已并入“{}”的 {taken} 处修改，可用 Ctrl+Z 一步撤销", shown.theirs),
            false => format!("“{}”没有要并入的内容", shown.theirs),
        });
    }

    fn asking(&mut self) -> Asking<'_> {
        Asking { asked: self.asked, session: self.session, opened: self.opened, window: self.window }
    }

    fn carrying(&mut self) -> Carrying<'_> {
        Carrying {
            asked: self.asked,
            session: self.session,
            opened: self.opened,
            window: self.window,
            context: self.context,
        }
    }

    fn start(&mut self, busy: &'static str, work: impl FnOnce() -> Result<Worked, String> + Send + 'static) {
        let (sender, answer) = mpsc::channel();
        let context = self.context.clone();
        let run = move || {
            // The receiver is gone when something else was asked for meanwhile.
            let _ = sender.send(work());
            context.request_repaint();
        };
        match thread::Builder::new().name("comparing".to_owned()).spawn(run) {
            Ok(_) => {
                self.opened.compared.job = Some(answer);
                self.opened.desk.comparing.busy = Some(busy);
            }
            Err(error) => self.window.say_fault(format!("没有开始：{error}")),
        }
    }

    /// Shows what was worked out; compares anew when the document was changed under a comparison in sight.
    pub fn take_worked_out(&mut self) {
        let answer = match self.opened.compared.job.as_ref().map(mpsc::Receiver::try_recv) {
            Some(Err(mpsc::TryRecvError::Empty)) => return,
            None => return self.compare_anew(),
            Some(Ok(answer)) => answer,
            Some(Err(mpsc::TryRecvError::Disconnected)) => Err("程序内部出错，没有完成".to_owned()),
        };
        self.opened.compared.job = None;
        self.opened.desk.comparing.busy = None;
        match answer {
            Ok(Worked::Comparison(other, shown)) => {
                self.opened.desk.comparing.comparison = Some(Arc::new(shown));
                self.opened.compared.other = Some(other);
            }
            Ok(Worked::Merge(merging, shown)) => {
                self.opened.desk.comparing.merge = Some(shown);
                self.opened.compared.merging = Some(merging);
            }
            Ok(Worked::LastYear(last, name)) => self.carrying().fill_prior_figures(&last, &name),
            Err(error) => self.window.say_fault(error),
        }
        self.context.request_repaint();
    }

    fn compare_anew(&mut self) {
        let Some(other) =
            self.opened.compared.other.clone().filter(|_| self.opened.is_open && self.opened.tab == Tab::Comparison)
        else {
            return;
        };
        let shown = self.opened.desk.comparing.comparison.as_ref();
        if shown.is_some_and(|shown| shown.revision != self.session.revision()) {
            let compare = self.comparer();
            self.start("正在比较……", move || Ok(compare(other)));
        }
    }

    pub fn ask_where_to_write(&mut self) {
        if self.opened.desk.comparing.comparison.is_none() {
            return self.window.say("还没有比较结果可以导出");
        }
        self.asking().ask_for(FileFor::Workbook);
    }

    fn write_comparison(&mut self, path: &Path) {
        let Some(shown) = self.opened.desk.comparing.comparison.clone() else { return };
        let named = path.with_extension("xlsx");
        let is_as_asked = named == path;
        let work = move || {
            // The dialog has asked about the name that was typed, not about the one with another extension.
            if !is_as_asked && storage::exists(&named) {
                return Err(format!("已有文件“{}”，没有导出；请换一个名字", file_name(&named)));
            }
            let written = export::comparison_xlsx(&shown.comparison, &shown.old, &shown.new)
                .map_err(|error| error.to_string())
                .and_then(|bytes| storage::write_file(&named, &bytes).map_err(|error| error.to_string()));
            match written {
                Ok(()) => Ok(format!("比较结果已导出到 {}", named.display())),
                Err(error) => Err(format!("比较结果没有导出：{error}")),
            }
        };
        self.window.apart(Lane::Export, self.context, work, |app, answer| match answer {
            Some(Ok(done)) => app.window.say(done),
            Some(Err(fault)) => app.window.say_fault(fault),
            None => app.window.say_fault("比较结果没有导出：程序内部出错；请把项目文件发给维护人员"),
        });
    }
}

fn read(path: &Path) -> Result<Document, String> {
    read_project(path).map(|opened| opened.document).map_err(|error| format!("{}：{error}", path.display()))
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
