//! Shared folders: who has the file open is written beside it, and who else has it open is told.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crate::{
    app::{Window, apart::Lane},
    storage::{OpenHint, Opener, RENEW_EVERY_SECS, other_opener},
};

use super::{Files, Filing};

const RENEW_EVERY: Duration = Duration::from_secs(RENEW_EVERY_SECS.unsigned_abs());

/// Our hint beside the open file. It belongs to the threads that write it: the folder may be on a server.
pub(super) struct PlacedHint {
    /// The file that it is for.
    path: PathBuf,
    /// `None` where somebody else was there first, where nothing can be written, or while it is not placed yet.
    hint: Arc<Mutex<Option<OpenHint>>>,
    /// When it is to be renewed, in seconds of the window's time; `None` when not.
    due: Option<f64>,
}

impl Filing<'_> {
    /// The document has another file, or none: the hint goes with it. Says who else has the file open.
    pub fn place_hint(&mut self) {
        let path = self.session.path().filter(|_| self.opened.is_open).map(Path::to_owned);
        if self.files.hint.as_ref().map(|placed| &placed.path) == path.as_ref() {
            return;
        }
        self.files.take_hint_away(self.window);
        let Some(path) = path else { return };
        let stamp = self.session.stamp();
        let hint = Arc::new(Mutex::default());
        self.files.hint = Some(PlacedHint { path: path.clone(), hint: hint.clone(), due: None });
        let file = path.clone();
        let place = move || {
            let me = Opener::this(&stamp.author, &stamp.time);
            let other = other_opener(&path, &me);
            let placed = OpenHint::place(&path, me);
            let is_placed = placed.is_some();
            *hint.lock().unwrap_or_else(PoisonError::into_inner) = placed;
            (other, is_placed)
        };
        self.apart(Lane::Hint, place, move |filing, answer| {
            let Some(placed) = filing.files.hint.as_mut().filter(|placed| placed.path == file) else { return };
            let Some((other, is_placed)) = answer else { return };
            if is_placed {
                placed.due = Some(filing.context.time() + RENEW_EVERY.as_secs_f64());
                filing.context.request_repaint_after(RENEW_EVERY);
            }
            if let Some(other) = other {
                filing.window.warn(&format!("{}；两人同时修改时，后保存的一方要先比较或合并", other.sentence()));
            }
        });
    }

    /// Says again that the file is open, every few minutes.
    pub fn renew_hint(&mut self) {
        let is_due = |placed: &PlacedHint| placed.due.is_some_and(|due| due <= self.context.time());
        let Some(placed) = self.files.hint.as_mut().filter(|placed| is_due(placed)) else { return };
        placed.due = None;
        let (hint, file) = (placed.hint.clone(), placed.path.clone());
        let renew = move || {
            let mut hint = hint.lock().unwrap_or_else(PoisonError::into_inner);
            let is_ours = hint.as_mut().is_some_and(|hint| hint.renew());
            if !is_ours {
                *hint = None;
            }
            is_ours
        };
        self.apart(Lane::Hint, renew, move |filing, is_ours| {
            if let Some(placed) =
                filing.files.hint.as_mut().filter(|placed| placed.path == file && is_ours == Some(true))
            {
                placed.due = Some(filing.context.time() + RENEW_EVERY.as_secs_f64());
                filing.context.request_repaint_after(RENEW_EVERY);
            }
        });
    }
}

impl Files {
    /// The file is open here no longer.
    pub fn take_hint_away(&mut self, window: &Window) {
        let Some(PlacedHint { hint, .. }) = self.hint.take() else { return };
        window.apart_silently(Lane::Hint, move || drop(hint.lock().unwrap_or_else(PoisonError::into_inner).take()));
    }
}
