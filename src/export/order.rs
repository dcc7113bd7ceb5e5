//! One export: draft (草稿) or final (定稿), progress and cancellation.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};

/// What the reader may take the document for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentStatus {
    /// Each page says “草稿”; blanks are printed as “【待填：…】”.
    Draft,
    /// To be published. Refused while something is left to do, see [`crate::derived::Derived::blockers`].
    Final,
}

/// What a document says of itself besides its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imprint {
    pub status: DocumentStatus,
    /// The person whom the properties of the file name as author; nobody unless chosen: then it is the department.
    pub author: Option<String>,
}

impl From<DocumentStatus> for Imprint {
    fn from(status: DocumentStatus) -> Self {
        Self { status, author: None }
    }
}

/// Why nothing was exported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// The person did not want to wait.
    #[error("已取消导出，没有写任何文件")]
    Cancelled,
    /// What [`crate::rules::Blockers`] say.
    #[error("{0}，不能导出定稿；请先处理，或导出草稿")]
    NotFinal(String),
    /// A fault of the program or of a library.
    #[error("{format}没有生成：{reason}；请把项目文件发给维护人员")]
    Fault {
        /// Word, PDF, Excel.
        format: &'static str,
        /// What the library says.
        reason: String,
    },
}

/// How far an export is, shared by the worker and the window; the window can also cancel by it.
#[derive(Debug, Default)]
pub struct Progress {
    stage: AtomicUsize,
    percent: AtomicU8,
    cancelled: AtomicBool,
}

impl Progress {
    /// How many exports of an order are done.
    pub fn stage(&self) -> usize {
        self.stage.load(Ordering::Relaxed)
    }

    /// Notes that this many exports of an order are done and the next one begins.
    ///
    /// # Errors
    /// [`ExportError::Cancelled`] when the person does not want to wait any longer.
    pub fn begin_stage(&self, stage: usize) -> Result<(), ExportError> {
        self.step(0, 1)?;
        self.stage.store(stage, Ordering::Relaxed);
        Ok(())
    }

    /// How far the current export is, from 0 to 100.
    pub fn percent(&self) -> u8 {
        self.percent.load(Ordering::Relaxed)
    }

    /// Asks the worker to stop; it does so at its next step.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether to go on; for whoever waits for a worker elsewhere.
    ///
    /// # Errors
    /// [`ExportError::Cancelled`] when the person does not want to wait any longer.
    pub fn may_go_on(&self) -> Result<(), ExportError> {
        if self.cancelled.load(Ordering::Relaxed) { Err(ExportError::Cancelled) } else { Ok(()) }
    }

    /// Says how far the worker is: `done` of `total` steps.
    ///
    /// # Errors
    /// [`ExportError::Cancelled`] when the person does not want to wait any longer.
    pub fn step(&self, done: usize, total: usize) -> Result<(), ExportError> {
        self.may_go_on()?;
        let percent = (done * 100).checked_div(total).unwrap_or(100).min(100);
        self.percent.store(u8::try_from(percent).unwrap_or(100), Ordering::Relaxed);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancelled_export_stops_at_its_next_step() {
        let progress = Progress::default();
        assert_eq!(progress.step(3, 4), Ok(()));
        assert_eq!(progress.percent(), 75);
        progress.cancel();
        assert_eq!(progress.step(4, 4), Err(ExportError::Cancelled));
        assert_eq!(progress.percent(), 75);
    }
}
