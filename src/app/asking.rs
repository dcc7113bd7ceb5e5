//! Asks for a file: by a dialog of the system, or by the program's own where the system has none or does not answer.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, TryRecvError},
};

use egui::{Context, Ui};

use crate::{
    document::Document,
    session::Session,
    ui::{
        Command,
        command::{ComparingCommand, Departure, FileFor},
        dialogs::{self, CoverChoice},
    },
    workflow::other_year_in_name,
};

use super::{Chosen, FileKind, Opened, PathRequest, Window, own_dialog::OwnFiles, read_only::ReadOnly};

/// The extension of project files.
const EXTENSION: &str = "juesuan";

/// Only then the cover can be answered: what was typed before was meant for a dialog that comes at once.
const COVER_SECONDS: f64 = 0.5;

/// The file that is asked for, and what is known of the system's dialogs.
#[derive(Default)]
pub(super) struct Asked {
    question: Option<Question>,
    /// A dialog of the system that was given up and has not answered yet.
    given_up: Option<Receiver<Chosen>>,
    /// The system has shown that it has no file dialog.
    lacks_file_dialog: bool,
}

/// A file that was asked for and not answered yet.
struct Question {
    request: PathRequest,
    purpose: Purpose,
    way: Way,
}

/// How it is asked.
enum Way {
    /// At the end of this frame.
    Due,
    System {
        answer: Receiver<Chosen>,
        /// Since when the window is covered.
        since: Option<f64>,
    },
    Own(Box<OwnFiles>),
}

/// What is done with the answer.
pub(super) enum Purpose {
    /// Go on with the command that this makes of the path.
    Then(Box<dyn FnOnce(PathBuf) -> Command>),
    /// The same with all of several.
    ThenAll(Box<dyn FnOnce(Vec<PathBuf>) -> Command>),
    /// Save there, and go on with this.
    Save(Option<Departure>),
    Export,
}

impl Asked {
    pub fn is_open(&self) -> bool {
        self.question.is_some()
    }

    pub fn ask(&mut self, request: PathRequest, purpose: Purpose) {
        self.question = Some(Question { request, purpose, way: Way::Due });
    }

    /// Asks for a file and goes on with the command that `then` makes of it.
    pub fn ask_then(&mut self, request: PathRequest, then: impl FnOnce(PathBuf) -> Command + 'static) {
        self.ask(request, Purpose::Then(Box::new(then)));
    }

    /// Asks for one file or several.
    pub fn ask_for_all(&mut self, request: PathRequest, then: impl FnOnce(Vec<PathBuf>) -> Command + 'static) {
        self.ask(request, Purpose::ThenAll(Box::new(then)));
    }

    /// A second dialog of the system would wait behind one that does not answer.
    fn is_given_up_one_open(&self) -> bool {
        self.given_up.as_ref().is_some_and(|answer| answer.try_recv() == Err(TryRecvError::Empty))
    }
}

/// Asking for a file, with what that may touch.
pub(super) struct Asking<'a> {
    pub asked: &'a mut Asked,
    pub session: &'a Session,
    pub opened: &'a Opened,
    pub window: &'a Window,
}

impl Asking<'_> {
    pub fn where_to_save(&mut self, then: Option<Departure>) {
        let file = self.session.path().or_else(|| self.opened.read_only.as_ref().and_then(ReadOnly::file));
        let document = self.session.document();
        // A name left over from another year gives way to one of this.
        let name = file.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        let name = name.filter(|name| other_year_in_name(document, name).is_none());
        let name = name.unwrap_or_else(|| format!("{}.{EXTENSION}", suggested_stem(document)));
        let request = PathRequest::Save { kind: FileKind::Project, folder: self.usual_folder(), name };
        self.asked.ask(request, Purpose::Save(then));
    }

    pub fn what_to_open(&mut self) {
        let request = PathRequest::Open {
            title: "打开决算（邮件里的附件请先存到文件夹）",
            kind: FileKind::Project,
            folder: self.usual_folder(),
            several: false,
        };
        self.asked.ask_then(request, Command::OpenFile);
    }

    /// Asks for a file that is not opened, but compared with, merged or read from.
    pub fn ask_for(&mut self, what: FileFor) {
        let folder = self.usual_folder();
        let request = match what {
            FileFor::Workbook => PathRequest::Save {
                kind: FileKind::Workbook,
                folder,
                name: format!("{}比较.xlsx", suggested_stem(self.session.document())),
            },
            FileFor::Comparing | FileFor::ComparingYears | FileFor::Merging | FileFor::PriorFigures => {
                PathRequest::Open { title: what.title(), kind: FileKind::Project, folder, several: false }
            }
        };
        self.asked.ask_then(request, move |path| Command::Comparing(ComparingCommand::FileChosen(what, path)));
    }

    /// The folder of the open file, or of the one used last.
    pub fn usual_folder(&self) -> Option<PathBuf> {
        let looked_at = self.opened.read_only.as_ref().and_then(ReadOnly::file);
        let recent = self.window.settings.recent.first().map(PathBuf::as_path);
        self.session.path().or(looked_at).or(recent)?.parent().map(Path::to_owned)
    }

    /// At the end of a frame: opens the dialog for what was asked in it.
    pub fn open_dialog(&mut self, context: &Context, frame: &eframe::Frame) {
        let Some(question) = self.asked.question.as_ref().filter(|question| matches!(question.way, Way::Due)) else {
            return;
        };
        if self.asked.lacks_file_dialog || self.asked.is_given_up_one_open() {
            return self.open_own(context);
        }
        let (sender, answer) = mpsc::channel();
        let wake = context.clone();
        let reply = move |chosen| {
            // The receiver is gone when the window is, or when the dialog was given up: nobody wants to know.
            let _ = sender.send(chosen);
            wake.request_repaint();
        };
        self.window.services.ask_path(question.request.clone(), frame, Box::new(reply));
        self.set_way(Way::System { answer, since: None });
    }

    /// Goes on with the program's own dialog.
    fn open_own(&mut self, context: &Context) {
        let Some(question) = &self.asked.question else { return };
        let (services, recent) = (&*self.window.services, &self.window.settings.recent);
        let own = OwnFiles::new(&question.request, services, recent, context);
        self.set_way(Way::Own(Box::new(own)));
        context.request_repaint();
    }

    fn set_way(&mut self, way: Way) {
        if let Some(question) = &mut self.asked.question {
            // The system's dialog may still be there.
            if let Way::System { answer, .. } = std::mem::replace(&mut question.way, way) {
                self.asked.given_up = Some(answer);
            }
        }
    }

    /// Draws the program's own dialog, or what covers the window while one of the system is open: it takes no input
    /// then, but the dialog can be given up. Answers once something was chosen, or nothing.
    pub fn ui(&mut self, ui: &Ui) -> Option<Answer> {
        match &mut self.asked.question.as_mut()?.way {
            Way::Due => None,
            Way::Own(own) => {
                let chosen = own.ui(ui)?;
                self.answer(chosen)
            }
            Way::System { since, .. } => {
                let now = ui.input(|input| input.time);
                let can_answer = now - *since.get_or_insert(now) > COVER_SECONDS;
                if !can_answer {
                    ui.ctx().request_repaint_after_secs(0.1);
                }
                match dialogs::cover_ui(ui, can_answer)? {
                    CoverChoice::GiveUp => {
                        self.set_way(Way::Due);
                        self.answer(Vec::new())
                    }
                    CoverChoice::OwnDialog => {
                        self.open_own(ui.ctx());
                        None
                    }
                }
            }
        }
    }

    /// What the system's dialog has answered; what the program's own has read of the disk is shown.
    pub fn take_answer(&mut self, context: &Context) -> Option<Answer> {
        let answer = match &mut self.asked.question.as_mut()?.way {
            Way::Due => return None,
            Way::Own(own) => {
                own.take_answers(context);
                return None;
            }
            Way::System { answer, .. } => answer.try_recv(),
        };
        match answer {
            Err(TryRecvError::Empty) => None,
            Ok(Chosen::NoDialog) => {
                log::info!("the system has no file dialog");
                self.asked.lacks_file_dialog = true;
                self.open_own(context);
                None
            }
            Ok(Chosen::Path(path)) => self.answer(vec![path]),
            Ok(Chosen::Paths(paths)) => self.answer(paths),
            Ok(Chosen::Nothing) | Err(TryRecvError::Disconnected) => self.answer(Vec::new()),
        }
    }

    fn answer(&mut self, chosen: Vec<PathBuf>) -> Option<Answer> {
        let question = self.asked.question.take()?;
        Some(Answer { chosen, purpose: question.purpose })
    }
}

/// What came of a question: what was chosen, if anything, and what it was asked for.
pub(super) struct Answer {
    pub chosen: Vec<PathBuf>,
    pub purpose: Purpose,
}

/// 盐边县总工会2024年度决算
fn suggested_stem(document: &Document) -> String {
    let unit = &document.unit;
    let department: String = unit.department.chars().filter(|c| !r#"\/:*?"<>|"#.contains(*c)).take(60).collect();
    let year = unit.year.map_or_else(String::new, |year| format!("{year}年度"));
    format!("{department}{year}决算")
}

/// A name typed without an extension gets the usual one.
/// Only the two extensions of project files count as one: in “总工会2024.12” the 12 is a month.
pub(super) fn with_extension(path: PathBuf) -> PathBuf {
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
    fn names_get_an_extension_only_where_there_is_none() {
        assert_eq!(with_extension("决算".into()), PathBuf::from("决算.juesuan"));
        assert_eq!(with_extension("决算.json".into()), PathBuf::from("决算.json"));
        assert_eq!(with_extension("总工会2024.12".into()), PathBuf::from("总工会2024.12.juesuan"));
    }
}
