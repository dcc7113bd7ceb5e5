//! 排版的后台：one thread owns the engine; it sets the newest document and makes pictures of pages, and sleeps else.

use std::{
    sync::{Arc, Condvar, Mutex, PoisonError, mpsc},
    thread,
};

use egui::{ColorImage, Context};

use crate::{
    derived::Derived,
    typeset::{Engine, Manuscript, Pages},
};

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

    /// Waits for the next thing to do; `None` when it is over.
    fn next(&self) -> Option<Job> {
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
            wanted = self.bell.wait(wanted).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

enum Job {
    Set(Arc<Derived>, bool, u64),
    Picture(PictureOrder),
}

/// The thread, seen from the window. It ends when this is dropped.
pub(super) struct Worker {
    desk: Arc<Desk>,
    answers: mpsc::Receiver<Answer>,
}

impl Worker {
    /// Starts the thread.
    pub fn start(engine: Engine, context: &Context) -> std::io::Result<Self> {
        let desk = Arc::new(Desk::default());
        let (sender, answers) = mpsc::channel();
        let (its_desk, context) = (desk.clone(), context.clone());
        thread::Builder::new().name("排版".to_owned()).spawn(move || work(engine, &its_desk, &sender, &context))?;
        Ok(Self { desk, answers })
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
    }
}

fn work(mut engine: Engine, desk: &Desk, sender: &mpsc::Sender<Answer>, context: &Context) {
    let mut pages: Option<Arc<Pages>> = None;
    while let Some(job) = desk.next() {
        let answer = match job {
            Job::Set(derived, is_draft, ticket) => match engine.set(&Manuscript::of(&derived), is_draft) {
                Ok(set) => {
                    let set = Arc::new(set);
                    pages = Some(set.clone());
                    Some(Answer::Pages(ticket, set))
                }
                Err(error) => Some(Answer::Failed(error.to_string())),
            },
            Job::Picture(order) => pages.as_ref().and_then(|pages| picture(pages, order)),
        };
        let Some(answer) = answer else { continue };
        if sender.send(answer).is_err() {
            return;
        }
        context.request_repaint();
    }
}

fn picture(pages: &Pages, order: PictureOrder) -> Option<Answer> {
    let picture = pages.picture(order.page, order.scale as f32 / 1000.0)?;
    let image = ColorImage::from_rgba_premultiplied([picture.width, picture.height], &picture.rgba);
    Some(Answer::Picture { edition: pages.edition, order, image })
}
