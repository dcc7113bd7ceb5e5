//! The history of undo and redo: whole documents, which share all rows that did not change.

use std::{
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::document::{Document, Path};

/// More steps than this are forgotten, the oldest first.
pub const MAX_STEPS: usize = 500;

/// What a step changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepSummary {
    /// In words: 修改 公务接待费.
    pub label: String,
    /// The place to be shown after undo and redo.
    pub place: Option<Path>,
}

/// Typing that is undone as one: a visit to a field, or prose typed without a pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypingRun(u64);

impl TypingRun {
    /// A run different from all before.
    pub fn begin() -> Self {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        Self(COUNTER.fetch_add(1, Ordering::Relaxed))
    }
}

/// A change, and the document on its other side.
#[derive(Debug)]
struct UndoStep {
    change: StepSummary,
    document: Arc<Document>,
    run: Option<TypingRun>,
}

/// The history of a session.
#[derive(Debug, Default)]
pub(super) struct History {
    undo: VecDeque<UndoStep>,
    redo: Vec<UndoStep>,
}

impl History {
    /// A change was made to `before`.
    pub fn record(&mut self, change: StepSummary, before: Arc<Document>) {
        self.push(UndoStep { change, document: before, run: None });
    }

    /// Someone types: what belongs to the run of the last step goes on with it.
    pub fn record_typed(&mut self, change: StepSummary, before: Arc<Document>, now: &Document, run: TypingRun) {
        match self.undo.back_mut().filter(|step| step.run == Some(run) && self.redo.is_empty()) {
            Some(step) if *step.document == *now => {
                self.undo.pop_back();
            }
            Some(step) => step.change.label = change.label,
            None => self.push(UndoStep { change, document: before, run: Some(run) }),
        }
    }

    fn push(&mut self, step: UndoStep) {
        self.redo.clear();
        self.undo.push_back(step);
        if self.undo.len() > MAX_STEPS {
            self.undo.pop_front();
        }
    }

    /// Takes the last change back: replaces `current` by the document before it.
    pub fn undo(&mut self, current: &mut Arc<Document>) -> Option<StepSummary> {
        let mut step = self.undo.pop_back()?;
        std::mem::swap(current, &mut step.document);
        let change = step.change.clone();
        self.redo.push(step);
        Some(change)
    }

    /// Makes the change again that was taken back last.
    pub fn redo(&mut self, current: &mut Arc<Document>) -> Option<StepSummary> {
        let mut step = self.redo.pop()?;
        std::mem::swap(current, &mut step.document);
        let change = step.change.clone();
        self.undo.push_back(step);
        Some(change)
    }

    /// What [`History::undo`] would take back.
    pub fn next_undo(&self) -> Option<&StepSummary> {
        self.undo.back().map(|step| &step.change)
    }

    /// What [`History::redo`] would make again.
    pub fn next_redo(&self) -> Option<&StepSummary> {
        self.redo.last().map(|step| &step.change)
    }
}
