//! What the window knows for the page that audits all reports of a folder. It belongs to no document.

use std::path::PathBuf;

use crate::{
    audit::{Audit, AuditState, Outcome},
    console::Brake,
};

#[derive(Default)]
pub struct BatchDesk {
    pub folder: Option<PathBuf>,
    /// In the order of their names.
    pub rows: Vec<BatchRow>,
    /// While it goes on.
    pub brake: Option<Brake>,
    /// Why nothing was audited, and what to do.
    pub refused: Option<String>,
}

/// A report of the folder.
pub struct BatchRow {
    pub path: PathBuf,
    /// Below the folder.
    pub name: String,
    pub state: RowState,
}

/// What is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowState {
    Waiting,
    Audited(RowCounts),
    /// Why it cannot be audited.
    Refused(String),
    /// It was not its turn when the person did not want to wait any more.
    GivenUp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowCounts {
    /// Whose report it is, and of which year.
    pub whose: String,
    pub state: AuditState,
    pub errors: usize,
    pub doubts: usize,
    pub unchecked: usize,
    /// Findings that a person has looked at and found to be no fault; they are not among the others.
    pub cleared: usize,
}

impl RowCounts {
    pub fn of(audit: &Audit, is_cleared: impl Fn(usize) -> bool) -> Self {
        let count = |outcome: Option<Outcome>| {
            let own = audit.findings.iter().enumerate();
            own.filter(|(at, finding)| match outcome {
                Some(outcome) => finding.outcome == outcome && !is_cleared(*at),
                None => is_cleared(*at),
            })
            .count()
        };
        Self {
            whose: audit.whose(),
            state: audit.state,
            errors: count(Some(Outcome::Wrong)),
            doubts: count(Some(Outcome::Doubtful)),
            unchecked: audit.unchecked.len(),
            cleared: count(None),
        }
    }
}

impl RowState {
    /// In a word or a sentence.
    pub fn words(&self) -> String {
        match self {
            Self::Waiting => "等待审核".to_owned(),
            Self::Audited(counts) => match counts.state {
                AuditState::Read => "已审核".to_owned(),
                AuditState::Partly => "已审核，部分没查".to_owned(),
                AuditState::Unreadable => "没有读懂，请人工审核".to_owned(),
            },
            Self::Refused(why) => why.clone(),
            Self::GivenUp => "没有审核（已取消）".to_owned(),
        }
    }

    pub fn counts(&self) -> Option<&RowCounts> {
        match self {
            Self::Audited(counts) => Some(counts),
            _ => None,
        }
    }
}

impl BatchRow {
    /// File, whose it is, state and counts; what is not known is blank.
    pub fn texts(&self) -> [String; 7] {
        let counts = self.state.counts();
        let whose = counts.map_or_else(String::new, |counts| counts.whose.clone());
        let number = |of: fn(&RowCounts) -> usize| counts.map_or_else(String::new, |counts| of(counts).to_string());
        [
            self.name.clone(),
            whose,
            self.state.words(),
            number(|counts| counts.errors),
            number(|counts| counts.doubts),
            number(|counts| counts.unchecked),
            number(|counts| counts.cleared),
        ]
    }
}

impl BatchDesk {
    pub fn waiting(&self) -> usize {
        self.rows.iter().filter(|row| row.state == RowState::Waiting).count()
    }
}
