//! The recent files, with whether each is still there, as far as that is known.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use crate::{app::apart::Lane, storage};

use super::Filing;

/// The recent files as the welcome page and the menu list them.
#[derive(Default)]
pub struct Recent {
    pub files: Vec<(PathBuf, bool)>,
    /// Those that the disk is being asked for.
    asked_for: HashSet<PathBuf>,
}

impl Filing<'_> {
    pub(super) fn remember(&mut self, path: &Path) {
        self.window.settings.remember(path);
        self.window.forgotten.retain(|other| other != path);
        self.list_recent();
        self.window.save_settings();
    }

    pub fn forget_recent(&mut self, path: &Path) {
        self.window.settings.forget(path);
        self.window.forgotten.push(path.to_owned());
        self.list_recent();
        self.window.save_settings();
    }

    /// The recent files as they are remembered; what was known of each stays known, and a new one is there.
    fn list_recent(&mut self) {
        let known = std::mem::take(&mut self.files.recent.files);
        let is_there = |path: &PathBuf| known.iter().all(|(other, is_there)| other != path || *is_there);
        let recent = &self.window.settings.recent;
        self.files.recent.files = recent.iter().map(|path| (path.clone(), is_there(path))).collect();
        if let Some((path, is_there)) = self.files.recent.files.first_mut()
            && self.session.path() == Some(path)
        {
            *is_there = true;
        }
    }

    /// Asks whether the recent files are still there, each on its own: one may lie on a server that is off.
    pub fn look_for_recent(&mut self) {
        self.list_recent();
        for path in self.window.settings.recent.clone() {
            if !self.files.recent.asked_for.insert(path.clone()) {
                continue;
            }
            let asked = path.clone();
            let then = move |filing: &mut Filing<'_>, is_there: Option<bool>| {
                let recent = &mut filing.files.recent;
                recent.asked_for.remove(&path);
                for (file, shown) in &mut recent.files {
                    if *file == path {
                        *shown = is_there.unwrap_or(true);
                    }
                }
            };
            self.apart(Lane::Recent(asked.clone()), move || storage::is_file(&asked), then);
        }
    }
}
