//! 共享文件夹：who has the file open is written beside it, and who else has it open is told.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use egui::Context;

use crate::storage::{OpenHint, Opener, RENEW_EVERY_SECS, other_opener};

use super::App;

const RENEW_EVERY: Duration = Duration::from_secs(RENEW_EVERY_SECS.unsigned_abs());

/// Our hint beside the open file.
pub(super) struct PlacedHint {
    /// The file that it is for.
    path: PathBuf,
    /// `None` where somebody else was there first, or where nothing can be written.
    hint: Option<OpenHint>,
    /// When it is to be renewed, in seconds of the window's time.
    due: f64,
}

impl App {
    /// The document has another file, or none: the hint goes with it. Says who else has the file open.
    pub(super) fn place_hint(&mut self, context: &Context) {
        let path = self.session.path().filter(|_| self.is_open).map(Path::to_owned);
        if self.hint.as_ref().map(|placed| &placed.path) == path.as_ref() {
            return;
        }
        self.hint = None;
        let Some(path) = path else { return };
        let stamp = self.session.stamp();
        let me = Opener::this(&stamp.author, &stamp.time, now());
        if let Some(other) = other_opener(&path, &me) {
            self.warn(&format!("{}；两人同时修改时，后保存的一方要先比较或合并", other.sentence()));
        }
        let hint = OpenHint::place(&path, me);
        if hint.is_some() {
            context.request_repaint_after(RENEW_EVERY);
        }
        self.hint = Some(PlacedHint { path, hint, due: context.time() + RENEW_EVERY.as_secs_f64() });
    }

    /// Says again that the file is open, every few minutes.
    pub(super) fn renew_hint(&mut self, context: &Context) {
        let Some(placed) = self.hint.as_mut().filter(|placed| placed.due <= context.time()) else { return };
        let Some(hint) = &mut placed.hint else { return };
        if hint.renew(now()) {
            placed.due = context.time() + RENEW_EVERY.as_secs_f64();
            context.request_repaint_after(RENEW_EVERY);
        } else {
            placed.hint = None;
        }
    }
}

/// Seconds since 1970.
fn now() -> i64 {
    chrono::Utc::now().timestamp()
}
