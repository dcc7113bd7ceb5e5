//! Recovery copies are written: unsaved work and what is being typed go to the data folder within a second of a change,
//! and at once when the program ends otherwise than by its own menu.
//!
//! A thread is started by a change, sleeps until it is due, writes what is there by then, and ends: however long
//! someone goes on typing, and whatever the window is doing meanwhile. Nothing runs while nothing changes.
//!
//! # How what is typed is kept
//!
//! A long text goes into the document half a second after a key (`Command::Typed`): what is typed without a pause is
//! one `TypingRun` and one step to undo. Anything else that is being typed (half a value in a cell or field, the text
//! of a dialog, a note that was begun) is not part of the document: `ui::state::pending` gathers it in each frame, and
//! it is kept with the document in the recovery copy (`storage::Pending`), from where it returns to its place. Letters
//! of an input method are never entered. The copy is written at the latest 0.7 s after a change, and once more when the
//! display goes away or the system asks the program to end (`last_moment`). Before a save the copy becomes what is
//! about to be saved, so it is never older than the file; a copy that adds nothing to its file
//! (`workflow::brings_nothing`) is not offered.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError, mpsc},
    thread,
    time::Duration,
};

use egui::Context;

use crate::{
    app::Services,
    session::{AutosaveJob, Session},
    storage::SaveError,
};

/// Changes are kept this long after the first of them.
const DELAY: Duration = Duration::from_millis(700);
/// After a failure, e.g. of a full disk, the next attempt waits this long.
const RETRY: Duration = Duration::from_secs(5);
/// Whoever ends the program waits no longer for a copy that is being written.
const PATIENCE: Duration = Duration::from_secs(3);

const THREAD: &str = "autosave";

/// The unsaved work that is not kept yet: shared with the thread that writes it and with whatever ends the program.
#[derive(Clone, Default)]
pub struct Rescue(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    /// Held while a copy is written.
    writing: Mutex<()>,
}

#[derive(Default)]
struct State {
    job: Option<AutosaveJob>,
    /// A thread waits to write the job.
    is_scheduled: bool,
    /// How the last write ended, until somebody asks.
    result: Option<Result<(), SaveError>>,
}

impl Rescue {
    /// Keeps the work now: the program is about to end.
    pub fn keep_now(&self) {
        if thread::current().name() == Some(THREAD) {
            return;
        }
        match self.0.state.try_lock() {
            Ok(mut state) => run(state.job.take()),
            Err(TryLockError::Poisoned(poisoned)) => run(poisoned.into_inner().job.take()),
            // The thread of the panic holds it, for a moment in which nothing is lost.
            Err(TryLockError::WouldBlock) => {}
        }
        self.wait_for_write();
    }

    fn wait_for_write(&self) {
        const STEP: Duration = Duration::from_millis(10);
        let mut left = PATIENCE;
        while matches!(self.0.writing.try_lock(), Err(TryLockError::WouldBlock)) && !left.is_zero() {
            thread::sleep(STEP);
            left = left.saturating_sub(STEP);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands work over to be written after `delay`, or as soon as what was handed over before is due. `None`: there is
    /// nothing to be kept any more.
    fn put(&self, job: Option<AutosaveJob>, delay: Duration, context: &Context) {
        let mut state = self.state();
        state.job = job;
        if state.job.is_none() || state.is_scheduled {
            return;
        }
        let (rescue, context) = (self.clone(), context.clone());
        let write = move || {
            thread::sleep(delay);
            if rescue.write() {
                context.request_repaint();
            }
        };
        match thread::Builder::new().name(THREAD.to_owned()).spawn(write) {
            Ok(_) => state.is_scheduled = true,
            Err(error) => log::error!("no thread for the recovery copy: {error}"),
        }
    }

    /// Writes what there is; true if there was something.
    fn write(&self) -> bool {
        let writing = self.0.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let job = {
            let mut state = self.state();
            state.is_scheduled = false;
            state.job.take()
        };
        let Some(job) = job else { return false };
        let result = job.run();
        drop(writing);
        self.state().result = Some(result);
        true
    }
}

/// On a thread of its own: the one that asks may be ending, or be drawing the window.
fn run(job: Option<AutosaveJob>) {
    let Some(job) = job else { return };
    let (sender, written) = mpsc::channel();
    let write = move || {
        // The receiver is gone when it took too long.
        let _ = sender.send(job.run());
    };
    if let Err(error) = thread::Builder::new().name(THREAD.to_owned()).spawn(write) {
        return log::error!("no thread for the recovery copy: {error}");
    }
    match written.recv_timeout(PATIENCE) {
        Ok(Ok(())) => {}
        Ok(Err(error)) => log::error!("the recovery copy could not be written: {error}"),
        Err(error) => log::error!("the recovery copy was not waited for: {error}"),
    }
}

/// When and how the work of one session is kept.
pub struct Autosave {
    rescue: Rescue,
    kept_at: Option<String>,
    edition: Option<u64>,
}

impl Autosave {
    /// Sharing its work with whatever ends the program.
    pub fn new(rescue: Rescue) -> Self {
        Self { rescue, kept_at: None, edition: None }
    }

    /// Hour and minute when the unsaved work was kept last.
    pub fn kept_at(&self) -> Option<&str> {
        self.kept_at.as_deref()
    }

    /// After each frame: takes the work over that was changed in it.
    pub fn note(&mut self, session: &mut Session, context: &Context) {
        let edition = session.has_unsaved_work().then(|| session.edition());
        if self.edition == edition {
            return;
        }
        self.edition = edition;
        self.kept_at = None;
        self.rescue.put(session.autosave_job(), DELAY, context);
    }

    /// The result of a write that has ended since.
    pub fn take_result(
        &mut self,
        session: &mut Session,
        context: &Context,
        services: &dyn Services,
    ) -> Option<Result<(), SaveError>> {
        let (result, is_waiting) = {
            let mut state = self.rescue.state();
            (state.result.take()?, state.job.is_some())
        };
        match &result {
            Ok(()) if !is_waiting && self.edition.is_some() => self.kept_at = Some(services.clock()),
            Ok(()) => {}
            // The work is as good as unkept, and another attempt follows after a while.
            Err(_) if !is_waiting => {
                session.autosave_failed();
                self.rescue.put(session.autosave_job(), RETRY, context);
            }
            Err(_) => {}
        }
        Some(result)
    }

    /// The work is saved or given up.
    pub fn forget(&mut self) {
        self.rescue.state().job = None;
        self.kept_at = None;
        self.edition = None;
    }

    /// The window goes without having asked: what is not kept yet is kept now.
    pub fn keep_now(&self) {
        self.rescue.keep_now();
    }
}
