//! The worker of the preview: has the newest document set and pictures made of its pages, and sleeps else.
//!
//! The setting itself takes hundreds of megabytes, so it is done in a child of the program where there is one.

use std::{
    path::PathBuf,
    sync::{Arc, Condvar, Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use egui::{ColorImage, Context};

use crate::{
    console::{ChildError, PreviewChild, PreviewChildEnd},
    derived::Derived,
    typeset::{Engine, Manuscript, Pages, Picture, PrintedPages},
};

/// A child that nothing was asked of for so long gives its memory back.
const IDLE: Duration = Duration::from_secs(if cfg!(test) { 1 } else { 300 });

const BROKEN: &str = "预览的后台程序意外结束，录入的内容没有受影响；请点“重试”";

/// Where pages are set.
pub(super) enum Press {
    /// In this process: in tests, and where the system forbids a program to start itself.
    Here(Box<Engine>, Option<PrintedPages>),
    Child(PreviewChild),
}

impl Press {
    pub fn new(program: Option<PathBuf>, is_embedded_only: bool) -> Self {
        match program {
            Some(program) => Self::Child(PreviewChild::new(program, is_embedded_only)),
            None if is_embedded_only => Self::Here(Box::new(Engine::embedded_only()), None),
            None => Self::Here(Box::new(Engine::new()), None),
        }
    }

    fn end(&self) -> PreviewChildEnd {
        match self {
            Self::Here(..) => PreviewChildEnd::default(),
            Self::Child(child) => child.end(),
        }
    }

    fn pages(&mut self, derived: &Arc<Derived>, is_draft: bool) -> Result<Pages, String> {
        match self {
            Self::Here(engine, printed) => {
                let set = engine.set(&Manuscript::of(derived), is_draft).map_err(|error| error.to_string())?;
                *printed = Some(set.1);
                Ok(set.0)
            }
            Self::Child(child) => match child.pages(derived, is_draft) {
                Err(error @ ChildError::NotStarted(_)) => {
                    log::warn!("{error}");
                    *self = Self::Here(Box::new(Engine::new()), None);
                    self.pages(derived, is_draft)
                }
                answer => answer.map_err(said),
            },
        }
    }

    fn picture(&mut self, order: PictureOrder) -> Result<Option<Picture>, String> {
        match self {
            Self::Here(_, printed) => Ok(printed.as_ref().and_then(|pages| pages.picture(order.page, order.scale))),
            Self::Child(child) => child.picture(order.page, order.scale).map_err(said),
        }
    }

    /// How long it waits before it gives its memory back.
    fn patience(&self) -> Option<Duration> {
        matches!(self, Self::Child(child) if child.is_running()).then_some(IDLE)
    }

    fn rest(&mut self) {
        if let Self::Child(child) = self {
            child.rest();
        }
    }
}

/// What the person is told.
fn said(error: ChildError) -> String {
    match error {
        ChildError::Refused(sentence) => sentence,
        error => {
            log::error!("{error}");
            BROKEN.to_owned()
        }
    }
}

/// A picture of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PictureOrder {
    /// From 0.
    pub page: usize,
    /// Thousandths of a pixel a point.
    pub scale: u32,
}

/// What the thread has done.
pub(super) enum Answer {
    /// The pages of the document that was asked for under this ticket.
    Pages(u64, Arc<Pages>),
    /// A picture of a page of the pages of this edition.
    Picture { edition: u64, order: PictureOrder, image: ColorImage },
    /// It could not be set.
    Failed(String),
}

#[derive(Default)]
struct Wanted {
    document: Option<(Arc<Derived>, bool)>,
    /// How many documents were asked for.
    ticket: u64,
    pictures: Vec<PictureOrder>,
    /// The picture in the making.
    drawing: Option<PictureOrder>,
    is_over: bool,
}

#[derive(Default)]
struct Desk {
    wanted: Mutex<Wanted>,
    bell: Condvar,
}

impl Desk {
    fn with<R>(&self, change: impl FnOnce(&mut Wanted) -> R) -> R {
        change(&mut self.wanted.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits for the next thing to do, as long as there is patience; `None` when it is over.
    fn next(&self, patience: Option<Duration>) -> Option<Job> {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if wanted.is_over {
                return None;
            }
            if let Some((derived, is_draft)) = wanted.document.take() {
                return Some(Job::Set(derived, is_draft, wanted.ticket));
            }
            wanted.drawing = (!wanted.pictures.is_empty()).then(|| wanted.pictures.remove(0));
            if let Some(order) = wanted.drawing {
                return Some(Job::Picture(order));
            }
            let Some(patience) = patience else {
                wanted = self.bell.wait(wanted).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let woken = self.bell.wait_timeout(wanted, patience).unwrap_or_else(PoisonError::into_inner);
            if woken.1.timed_out() {
                return Some(Job::Rest);
            }
            wanted = woken.0;
        }
    }
}

enum Job {
    Set(Arc<Derived>, bool, u64),
    Picture(PictureOrder),
    Rest,
}

/// The thread, seen from the window. It ends when this is dropped.
pub(super) struct Worker {
    desk: Arc<Desk>,
    answers: mpsc::Receiver<Answer>,
    end: PreviewChildEnd,
}

impl Worker {
    pub fn start(press: Press, context: &Context) -> std::io::Result<Self> {
        let end = press.end();
        let desk = Arc::new(Desk::default());
        let (sender, answers) = mpsc::channel();
        let (its_desk, context) = (desk.clone(), context.clone());
        thread::Builder::new().name("排版".to_owned()).spawn(move || work(press, &its_desk, &sender, &context))?;
        Ok(Self { desk, answers, end })
    }

    /// Asks for the pages of a document, instead of any that was asked for before; answers with a ticket.
    pub fn set(&self, derived: Arc<Derived>, is_draft: bool) -> u64 {
        let ticket = self.desk.with(|wanted| {
            wanted.document = Some((derived, is_draft));
            wanted.ticket += 1;
            wanted.ticket
        });
        self.desk.bell.notify_one();
        ticket
    }

    /// Asks for these pictures, instead of those that were asked for before.
    pub fn draw(&self, mut pictures: Vec<PictureOrder>) {
        let is_new = self.desk.with(|wanted| {
            pictures.retain(|order| wanted.drawing != Some(*order));
            let is_new = wanted.pictures != pictures;
            wanted.pictures = pictures;
            is_new
        });
        if is_new {
            self.desk.bell.notify_one();
        }
    }

    /// What was done since the last call; an error when the thread has ended.
    pub fn answers(&self) -> Result<Vec<Answer>, mpsc::TryRecvError> {
        let mut answers = Vec::new();
        loop {
            match self.answers.try_recv() {
                Ok(answer) => answers.push(answer),
                Err(mpsc::TryRecvError::Empty) => return Ok(answers),
                Err(error) => return Err(error),
            }
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.desk.with(|wanted| wanted.is_over = true);
        self.desk.bell.notify_one();
        self.end.end();
    }
}

fn work(mut press: Press, desk: &Desk, sender: &mpsc::Sender<Answer>, context: &Context) {
    let mut edition = 0;
    while let Some(job) = desk.next(press.patience()) {
        let answer = match job {
            Job::Set(derived, is_draft, ticket) => match press.pages(&derived, is_draft) {
                Ok(pages) => {
                    edition = pages.edition;
                    Answer::Pages(ticket, Arc::new(pages))
                }
                Err(reason) => Answer::Failed(reason),
            },
            Job::Picture(order) => match press.picture(order) {
                Ok(Some(picture)) => {
                    let image = ColorImage::from_rgba_premultiplied([picture.width, picture.height], &picture.rgba);
                    Answer::Picture { edition, order, image }
                }
                Ok(None) => continue,
                Err(reason) => Answer::Failed(reason),
            },
            Job::Rest => {
                press.rest();
                log::debug!("预览的子进程已收起");
                continue;
            }
        };
        if sender.send(answer).is_err() {
            return;
        }
        context.request_repaint();
    }
}
