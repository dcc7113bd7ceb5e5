//! The steps that can be undone and done again: whole documents, which share all rows that did not change.

use std::{collections::VecDeque, sync::Arc};

use crate::document::{Document, Path};

/// More steps than this are forgotten, the oldest first.
pub const MAX_STEPS: usize = 500;

/// What a step changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// In words: 修改 公务接待费.
    pub label: String,
    /// The place to be shown after undo and redo.
    pub place: Option<Path>,
}

/// A change, and the document on its other side.
#[derive(Debug)]
struct Step {
    change: Change,
    document: Arc<Document>,
}

/// The history of a session.
#[derive(Debug, Default)]
pub(super) struct History {
    undo: VecDeque<Step>,
    redo: Vec<Step>,
}

impl History {
    /// A change was made to `before`.
    pub fn record(&mut self, change: Change, before: Arc<Document>) {
        self.redo.clear();
        self.undo.push_back(Step { change, document: before });
        if self.undo.len() > MAX_STEPS {
            self.undo.pop_front();
        }
    }

    /// Takes the last change back: replaces `current` by the document before it.
    pub fn undo(&mut self, current: &mut Arc<Document>) -> Option<Change> {
        let mut step = self.undo.pop_back()?;
        std::mem::swap(current, &mut step.document);
        let change = step.change.clone();
        self.redo.push(step);
        Some(change)
    }

    /// Makes the change again that was taken back last.
    pub fn redo(&mut self, current: &mut Arc<Document>) -> Option<Change> {
        let mut step = self.redo.pop()?;
        std::mem::swap(current, &mut step.document);
        let change = step.change.clone();
        self.undo.push_back(step);
        Some(change)
    }

    /// What [`History::undo`] would take back.
    pub fn next_undo(&self) -> Option<&Change> {
        self.undo.back().map(|step| &step.change)
    }

    /// What [`History::redo`] would make again.
    pub fn next_redo(&self) -> Option<&Change> {
        self.redo.last().map(|step| &step.change)
    }
}
