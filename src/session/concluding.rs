//! What follows from a document, worked out beside the drawing where it takes long.
//!
//! An edit of a document of usual size is concluded at once. Where that took longer than the window may wait, the next
//! edits give new figures and charts at once, and report and findings come from a job on a thread: one at a time, the
//! latest content. Whoever needs them for more than the screen asks for [`Session::conclude`] first.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use crate::{derived::Derived, document::Document, seal::KnownSigners};

use super::Session;

/// How long conclusions take, and how long the user of the session can wait for them.
#[derive(Default)]
pub(super) struct Pace {
    /// Longer than this nothing may be held up; without it everything is concluded at once.
    patience: Option<Duration>,
    took: Duration,
    is_under_way: bool,
}

impl Pace {
    fn is_too_slow(&self) -> bool {
        self.patience.is_some_and(|patience| self.took > patience)
    }
}

/// The report and the findings of the document as it was when this was made.
pub struct ConclusionJob {
    document: Arc<Document>,
    signers: KnownSigners,
}

/// What a [`ConclusionJob`] has worked out; [`Session::finish_conclusion`] takes it over.
pub struct Concluded {
    derived: Arc<Derived>,
    took: Duration,
}

impl ConclusionJob {
    pub fn run(self) -> Concluded {
        let (derived, took) = timed(|| Derived::with_signers(&self.document, &self.signers));
        Concluded { derived: Arc::new(derived), took }
    }
}

impl Session {
    /// From now on edits wait no longer than this for report and findings; what is left is asked for by
    /// [`Session::conclusion_job`].
    pub fn conclude_apart(&mut self, patience: Duration) {
        self.pace.patience = Some(patience);
    }

    /// What is to be worked out beside the drawing; `None` when there is nothing, or it is under way.
    pub fn conclusion_job(&mut self) -> Option<ConclusionJob> {
        let is_due = self.derived.is_behind() && !std::mem::replace(&mut self.pace.is_under_way, true);
        is_due.then(|| ConclusionJob { document: self.document.clone(), signers: self.signers.clone() })
    }

    /// Takes over what a job has worked out, unless the document has changed since; `None`: the job broke off.
    pub fn finish_conclusion(&mut self, concluded: Option<Concluded>) {
        self.pace.is_under_way = false;
        let Some(Concluded { derived, took }) = concluded else { return self.conclude() };
        self.pace.took = took;
        let is_latest = Arc::ptr_eq(derived.document(), &self.document) && *derived.signers() == self.signers;
        if is_latest && self.derived.is_behind() {
            self.derived = derived;
            self.log_counts();
        }
    }

    /// Report and findings are those of the document when this returns.
    pub fn conclude(&mut self) {
        if self.derived.is_behind() {
            self.derived = self.derive();
            self.log_counts();
        }
    }

    pub(super) fn derive(&mut self) -> Arc<Derived> {
        let (derived, took) = timed(|| Derived::with_signers(&self.document, &self.signers));
        self.pace.took = took;
        Arc::new(derived)
    }

    /// The content of the same document has changed: the part of what follows that can wait, may.
    pub(super) fn document_edited(&mut self) {
        let derived = match self.pace.is_too_slow() {
            true => Arc::new(Derived::ahead_of(&self.derived, &self.document)),
            false => self.derive(),
        };
        self.document_changed_to(derived);
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let made = work();
    (made, begun.elapsed())
}
