//! The child of the preview: sets the pages for the window, as long as the preview is in sight.
//!
//! The window sends the accounts as they are after an edit and gets what stands where, page by page, but only of pages
//! that are not as they were before; then it asks for pictures. The child keeps typst's memory of what did not change.

use std::{
    io::{self, BufReader, BufWriter, Read, Write},
    path::PathBuf,
    process::{Child, ChildStdin, ChildStdout, ExitCode},
    sync::{Arc, Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};

use crate::{
    derived::Derived,
    derived::published,
    figures::Figures,
    seal::KnownSigners,
    storage::{parse_project, write_project},
    typeset::{Engine, Manuscript, PageContent, Pages, Picture, PrintedPages},
};

use super::child::{ChildError, put, start, stop, take};

/// The first argument by which the program is asked to be such a child.
pub const PREVIEW_MARK: &str = "--preview-child";

/// What the window asks for.
#[derive(Serialize, Deserialize)]
enum ChildTask {
    /// The pages of the accounts that follow.
    Pages {
        is_draft: bool,
        is_embedded_only: bool,
        /// Whom the report may name as signers.
        signers: KnownSigners,
    },
    /// A picture of one of them, at so many thousandths of a pixel a point.
    Picture { page: usize, scale: u32 },
}

/// What the child says.
#[derive(Serialize, Deserialize)]
enum ChildReply {
    /// This page is not as it was before; what stands on it follows.
    Page(usize),
    /// All others of so many are, and this is what is to be said of the whole.
    Pages { pages: Box<Pages>, count: usize },
    /// A picture, whose pixels follow.
    Picture { width: usize, height: usize },
    /// There is no such page.
    NoPicture,
    /// The accounts can't be set, for this reason.
    Failed(String),
}

/// The child: answers on standard output until standard input ends.
pub fn run_preview_child() -> ExitCode {
    match serve(&mut io::stdin().lock(), &mut BufWriter::new(io::stdout().lock())) {
        Ok(()) => ExitCode::SUCCESS,
        // The window is gone: nobody is left to be told.
        Err(_) => ExitCode::FAILURE,
    }
}

/// What the child keeps from one answer to the next.
#[derive(Default)]
struct Press {
    engine: Option<Engine>,
    printed: Option<PrintedPages>,
    contents: Vec<Arc<PageContent>>,
}

fn serve(from: &mut impl Read, out: &mut impl Write) -> io::Result<()> {
    let mut press = Press::default();
    loop {
        let (asked, project) = match take(from) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            message => message?,
        };
        match asked {
            ChildTask::Pages { is_draft, is_embedded_only, signers } => {
                let engine = press
                    .engine
                    .get_or_insert_with(|| if is_embedded_only { Engine::embedded_only() } else { Engine::new() });
                let document = parse_project(&project).map_err(|error| io::Error::other(error.to_string()))?;
                drop(project);
                let figures = Figures::of(&Arc::new(document));
                let (charts, report) = published(&figures, &signers);
                let manuscript = Manuscript::from_parts(&figures, &report, &charts);
                match engine.set(&manuscript, is_draft) {
                    Ok((pages, printed)) => {
                        press.printed = Some(printed);
                        press.answer(pages, out)?;
                    }
                    Err(error) => put(out, &ChildReply::Failed(error.to_string()), &[])?,
                }
            }
            ChildTask::Picture { page, scale } => {
                match press.printed.as_ref().and_then(|printed| printed.picture(page, scale)) {
                    Some(Picture { width, height, rgba }) => put(out, &ChildReply::Picture { width, height }, &rgba)?,
                    None => put(out, &ChildReply::NoPicture, &[])?,
                }
            }
        }
    }
}

impl Press {
    fn answer(&mut self, mut pages: Pages, out: &mut impl Write) -> io::Result<()> {
        let contents = std::mem::take(&mut pages.contents);
        for (page, content) in contents.iter().enumerate() {
            if self.contents.get(page) != Some(content) {
                put(out, &ChildReply::Page(page), &serde_json::to_vec(&**content)?)?;
            }
        }
        put(out, &ChildReply::Pages { pages: Box::new(pages), count: contents.len() }, &[])?;
        self.contents = contents;
        Ok(())
    }
}

/// The child, seen from the window: it is started when it is needed, and again when it has ended.
pub struct PreviewChild {
    program: PathBuf,
    is_embedded_only: bool,
    running: Option<Running>,
    /// What it was asked for last, for one that is started again.
    asked: Option<(Arc<Derived>, bool)>,
    end: PreviewChildEnd,
}

struct Running {
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    contents: Vec<Arc<PageContent>>,
}

/// Ends the child from another thread than that which waits for its answer.
#[derive(Clone, Default)]
pub struct PreviewChildEnd(Arc<Mutex<Slot>>);

#[derive(Default)]
struct Slot {
    child: Option<Child>,
    is_over: bool,
}

impl PreviewChildEnd {
    fn with(&self, change: impl FnOnce(&mut Slot)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Ends it for good.
    pub fn end(&self) {
        self.with(|slot| {
            slot.is_over = true;
            slot.child.take().iter_mut().for_each(stop);
        });
    }
}

impl Drop for PreviewChild {
    fn drop(&mut self) {
        self.end.end();
    }
}

impl PreviewChild {
    /// Starts nothing yet.
    pub fn new(program: PathBuf, is_embedded_only: bool) -> Self {
        Self { program, is_embedded_only, running: None, asked: None, end: PreviewChildEnd::default() }
    }

    /// What ends it.
    pub fn end(&self) -> PreviewChildEnd {
        self.end.clone()
    }

    /// Whether the process is there, with all its memory.
    pub fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Gives its memory back; the next question starts it again.
    pub fn rest(&mut self) {
        self.running = None;
        self.end.with(|slot| slot.child.take().iter_mut().for_each(stop));
    }

    /// Sets a report.
    ///
    /// # Errors
    /// [`ChildError::Refused`] with the words of the engine; the others are faults of the system or the program.
    pub fn pages(&mut self, derived: &Arc<Derived>, is_draft: bool) -> Result<Pages, ChildError> {
        self.asked = Some((derived.clone(), is_draft));
        self.set()
    }

    /// A picture of a page of the report that was set last, at so many thousandths of a pixel a point.
    ///
    /// # Errors
    /// As of [`Self::pages`].
    pub fn picture(&mut self, page: usize, scale: u32) -> Result<Option<Picture>, ChildError> {
        if self.running.is_none() {
            self.set()?;
        }
        self.ask(|running| running.picture(page, scale))
    }

    fn set(&mut self) -> Result<Pages, ChildError> {
        let Some((derived, is_draft)) = self.asked.clone() else { return Err(io::ErrorKind::NotFound.into()) };
        if self.running.is_none() {
            self.running = Some(self.start()?);
        }
        let (is_embedded_only, signers) = (self.is_embedded_only, derived.signers().clone());
        self.ask(|running| running.pages(&derived, ChildTask::Pages { is_draft, is_embedded_only, signers }))
    }

    fn start(&self) -> Result<Running, ChildError> {
        let mut child = start(&self.program, PREVIEW_MARK)?;
        let (to, from) = (child.stdin.take(), child.stdout.take());
        self.end.with(|slot| {
            if slot.is_over {
                stop(&mut child);
            } else {
                slot.child = Some(child);
            }
        });
        let broken = || ChildError::from(io::ErrorKind::BrokenPipe);
        let (to, from) = (to.ok_or_else(broken)?, BufReader::new(from.ok_or_else(broken)?));
        Ok(Running { to, from, contents: Vec::new() })
    }

    /// One that broke off is started again by the next question.
    fn ask<T>(&mut self, question: impl FnOnce(&mut Running) -> Result<T, ChildError>) -> Result<T, ChildError> {
        let running = self.running.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        let answer = question(running);
        if matches!(answer, Err(ChildError::Broken(_))) {
            self.rest();
        }
        answer
    }
}

impl Running {
    fn pages(&mut self, derived: &Derived, asked: ChildTask) -> Result<Pages, ChildError> {
        let project = write_project(derived.document()).map_err(io::Error::other)?;
        put(&mut self.to, &asked, &project)?;
        drop(project);
        hear_pages(&mut self.from, &mut self.contents)
    }

    fn picture(&mut self, page: usize, scale: u32) -> Result<Option<Picture>, ChildError> {
        put(&mut self.to, &ChildTask::Picture { page, scale }, &[])?;
        match take(&mut self.from)? {
            (ChildReply::Picture { width, height }, rgba) if Some(rgba.len()) == pixels(width, height) => {
                Ok(Some(Picture { width, height, rgba }))
            }
            (ChildReply::NoPicture, _) => Ok(None),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

/// Bytes of a picture.
fn pixels(width: usize, height: usize) -> Option<usize> {
    width.checked_mul(height)?.checked_mul(4)
}

/// `contents` are those of the pages before, and become those of the new ones.
fn hear_pages(from: &mut impl Read, contents: &mut Vec<Arc<PageContent>>) -> Result<Pages, ChildError> {
    loop {
        match take(from)? {
            (ChildReply::Page(page), content) => {
                let content = Arc::new(serde_json::from_slice(&content).map_err(io::Error::from)?);
                let count = contents.len();
                match contents.get_mut(page) {
                    Some(before) => *before = content,
                    None if page == count => contents.push(content),
                    None => return Err(io::ErrorKind::InvalidData.into()),
                }
            }
            (ChildReply::Pages { mut pages, count }, _) if count <= contents.len() => {
                contents.truncate(count);
                pages.contents.clone_from(contents);
                return Ok(*pages);
            }
            (ChildReply::Failed(reason), _) => return Err(ChildError::Refused(reason)),
            _ => return Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::{Document, Edit, Entry},
    };

    fn asked(derived: &Derived) -> Vec<u8> {
        let mut asked = Vec::new();
        let (is_draft, is_embedded_only, signers) = (true, true, derived.signers().clone());
        let question = ChildTask::Pages { is_draft, is_embedded_only, signers };
        put(&mut asked, &question, &write_project(derived.document()).expect("a project")).expect("memory");
        asked
    }

    fn here(derived: &Derived) -> (Pages, PrintedPages) {
        Engine::embedded_only().set(&Manuscript::of(derived), true).expect("pages")
    }

    fn sample() -> Document {
        parse_project(include_bytes!("../../samples/yanbian-2024.json")).expect("the sample is readable")
    }

    #[test]
    fn a_child_knows_of_every_page_what_the_window_itself_would_and_sends_only_what_changed() {
        let edit = Edit::Set { path: at!(unit.department), entry: Entry::Text("新名称局".to_owned()) };
        let project = Edit::Set { path: at!(other.approval.block), entry: Entry::Choice("printed") };
        let first = sample();
        let last = first.apply(&project).expect("it fits");
        let documents = [first.clone(), first.apply(&edit).expect("it fits"), first, last];
        let derived = documents.map(|document| Derived::of(&Arc::new(document)));
        let mut question: Vec<u8> = derived.iter().flat_map(asked).collect();
        put(&mut question, &ChildTask::Picture { page: 2, scale: 500 }, &[]).expect("memory");
        put(&mut question, &ChildTask::Picture { page: 2_000, scale: 500 }, &[]).expect("memory");
        let mut said = Vec::new();
        serve(&mut &question[..], &mut said).expect("answers");
        let mut said = &said[..];
        let mut contents = Vec::new();
        for derived in &derived {
            let before = contents.clone();
            let heard = hear_pages(&mut said, &mut contents).expect("pages");
            let own = here(derived).0;
            assert!(heard.contents == own.contents, "what stands where");
            assert_eq!(
                (heard.topic_pages, heard.topic_titles, heard.fonts),
                (own.topic_pages, own.topic_titles, own.fonts)
            );
            for (before, after) in before.iter().zip(&heard.contents) {
                assert_eq!(before == after, Arc::ptr_eq(before, after));
            }
        }
        let own = here(&derived[3]).1.picture(2, 500).expect("a picture");
        let (heard, rgba) = take::<ChildReply>(&mut said).expect("a picture");
        assert!(matches!(heard, ChildReply::Picture { width, height } if (width, height) == (own.width, own.height)));
        assert!(rgba == own.rgba, "the same picture");
        assert!(matches!(take(&mut said).expect("an answer"), (ChildReply::NoPicture, _)) && said.is_empty());
    }

    #[test]
    fn words_that_make_no_sense_are_no_pages() {
        for (page, count) in [(1, 1), (0, 2)] {
            let mut out = Vec::new();
            let content = serde_json::to_vec(&PageContent::default()).expect("JSON");
            put(&mut out, &ChildReply::Page(page), &content).expect("memory");
            let pages = Box::new(here(&Derived::of(&Arc::default())).0);
            put(&mut out, &ChildReply::Pages { pages, count }, &[]).expect("memory");
            let heard = hear_pages(&mut &out[..], &mut Vec::new());
            assert!(matches!(heard, Err(ChildError::Broken(_))), "page {page} of {count}");
        }
    }

    #[test]
    fn a_program_that_is_not_there_or_says_nothing_is_no_preview() {
        let derived = Arc::new(Derived::of(&Arc::default()));
        let pages = |program: &str| PreviewChild::new(program.into(), true).pages(&derived, true);
        assert!(matches!(pages("/no/such/program"), Err(ChildError::NotStarted(_))));
        let silent = if cfg!(windows) { "hostname" } else { "true" };
        assert!(matches!(pages(silent), Err(ChildError::Broken(_))));
    }
}
