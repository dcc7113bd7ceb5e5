//! 自动留存：unsaved work goes to the data folder a few seconds after a change, and at once when the program panics.

use std::{
    sync::{Arc, Mutex, PoisonError, TryLockError, mpsc},
    thread,
    time::Duration,
};

use egui::Context;

use crate::{
    session::{AutosaveJob, Session},
    storage::SaveError,
};

use super::Services;

/// Changes are kept this long after the first of them.
const DELAY: Duration = Duration::from_secs(3);
/// After a failure, e.g. of a full disk, the next attempt waits this long.
const RETRY: Duration = Duration::from_secs(30);

/// The unsaved work that is not kept yet: shared with the panic hook.
#[derive(Clone, Default)]
pub struct Rescue(Arc<Mutex<Option<AutosaveJob>>>);

impl Rescue {
    /// Keeps the work now: the program is about to end. Never waits.
    pub fn keep_now(&self) {
        let job = match self.0.try_lock() {
            Ok(mut job) => job.take(),
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner().take(),
            Err(TryLockError::WouldBlock) => None,
        };
        if let Some(Err(error)) = job.map(AutosaveJob::run) {
            log::error!("the recovery copy could not be written: {error}");
        }
    }

    fn put(&self, job: Option<AutosaveJob>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = job;
    }

    fn take(&self) -> Option<AutosaveJob> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// When and how the work of one session is kept.
pub struct Autosave {
    rescue: Rescue,
    /// When the waiting job is due, in seconds of the window's time.
    due: Option<f64>,
    running: Option<mpsc::Receiver<Result<(), SaveError>>>,
    kept_at: Option<String>,
    revision: Option<u64>,
}

impl Autosave {
    /// Sharing its work with a panic hook.
    pub fn new(rescue: Rescue) -> Self {
        Self { rescue, due: None, running: None, kept_at: None, revision: None }
    }

    /// Hour and minute when the unsaved work was kept last.
    pub fn kept_at(&self) -> Option<&str> {
        self.kept_at.as_deref()
    }

    /// After each frame: takes the work over that was changed in it.
    pub fn note(&mut self, session: &mut Session, context: &Context) {
        let revision = session.is_modified().then(|| session.revision());
        if self.revision == revision {
            return;
        }
        self.revision = revision;
        self.kept_at = None;
        let job = session.autosave_job();
        match &job {
            None => self.due = None,
            Some(_) if self.due.is_none() => {
                self.due = Some(context.time() + DELAY.as_secs_f64());
                context.request_repaint_after(DELAY);
            }
            Some(_) => {}
        }
        self.rescue.put(job);
    }

    /// Starts to write what is due; answers with the result of a write that has ended.
    pub fn run_if_due(
        &mut self,
        session: &mut Session,
        context: &Context,
        services: &dyn Services,
    ) -> Option<Result<(), SaveError>> {
        let result = self.running.as_ref().and_then(|running| running.try_recv().ok());
        if let Some(result) = &result {
            self.running = None;
            match result {
                Ok(()) if self.due.is_none() => self.kept_at = Some(services.clock()),
                Ok(()) => {}
                Err(_) => self.try_again(session, context),
            }
        }
        let Some(due) = self.due else { return result };
        let left = due - context.time();
        if left > 0.0 {
            context.request_repaint_after(Duration::from_secs_f64(left));
        } else if self.running.is_none() {
            self.due = None;
            self.start(context);
        }
        result
    }

    fn start(&mut self, context: &Context) {
        let Some(job) = self.rescue.take() else { return };
        let (sender, receiver) = mpsc::channel();
        let context = context.clone();
        let write = move || {
            // The receiver is gone when the window is: then nobody wants to know.
            let _ = sender.send(job.run());
            context.request_repaint();
        };
        match thread::Builder::new().name("autosave".to_owned()).spawn(write) {
            Ok(_) => self.running = Some(receiver),
            Err(error) => log::error!("no thread for the recovery copy: {error}"),
        }
    }

    /// A write failed: the work is as good as unkept, and another attempt follows after a while.
    fn try_again(&mut self, session: &mut Session, context: &Context) {
        session.autosave_failed();
        let job = session.autosave_job();
        if job.is_some() && self.due.is_none() {
            self.due = Some(context.time() + RETRY.as_secs_f64());
            context.request_repaint_after(RETRY);
        }
        self.rescue.put(job);
    }

    /// The work is saved or given up.
    pub fn forget(&mut self) {
        self.rescue.put(None);
        self.due = None;
        self.kept_at = None;
        self.revision = None;
    }
}
