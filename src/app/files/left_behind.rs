//! What a crash left behind is looked for at the start and asked about before anything else.

use crate::{
    app::apart::Lane,
    storage::{find_recoveries, sweep_data_folder},
    ui::dialogs::RecoveryDialog,
};

use super::Filing;

impl Filing<'_> {
    /// What killed programs left in the data folder goes; nobody waits for it.
    pub fn sweep(&self) {
        let Some(data) = self.window.data.clone() else { return };
        self.window.apart_silently(Lane::Recovery, move || sweep_data_folder(&data));
    }

    pub fn look_for_recoveries(&mut self) {
        let Some(data) = self.window.data.clone() else { return };
        self.window.is_getting_ready += 1;
        self.apart(
            Lane::Recovery,
            move || find_recoveries(&data),
            |filing, found| {
                filing.window.is_getting_ready -= 1;
                let found = found.unwrap_or_default();
                if let Some(path) = found.unreadable.first() {
                    let words = format!("有 {} 份留存的内容读不出来，仍在 {}", found.unreadable.len(), path.display());
                    filing.window.say_fault(words);
                }
                filing.files.left_behind = found.recoveries;
            },
        );
    }

    /// As soon as nothing else is open.
    pub fn ask_about_recoveries(&mut self) {
        let is_free = !self.opened.is_open && self.window.dialog.is_none() && !self.is_covered();
        if is_free && !self.files.left_behind.is_empty() {
            self.files.to_recover = std::mem::take(&mut self.files.left_behind);
            self.window.open(RecoveryDialog::new(&self.files.to_recover));
        }
    }

    pub(super) fn discard(&mut self, index: usize) {
        if index < self.files.to_recover.len() {
            let recovery = self.files.to_recover.remove(index);
            self.window.apart_silently(Lane::Recovery, || recovery.discard());
        }
    }

    /// They are left to the next start.
    pub(super) fn decide_later(&mut self) {
        self.files.to_recover.clear();
    }
}
