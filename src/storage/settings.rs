//! What the program remembers from one start to the next. A broken file, or a broken part of it, counts as absent.

use std::{
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{document::Role, export::ExportChoices};

use super::{data_folder::DataFolder, disk::fs, safe_write::write_file, save_error::SaveError};

/// How many recent files are remembered.
pub const MAX_RECENT: usize = 12;

/// The zoom levels offered.
pub const ZOOM_PERCENT: RangeInclusive<u16> = 80..=250;

const NAME: &str = "settings.json";

/// Colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    Light,
    Dark,
}

/// The face of the window's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Typeface {
    /// “思源黑体”, which is part of the program.
    #[default]
    Embedded,
    /// “微软雅黑”, where the system has it.
    YaHei,
}

/// What draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Renderer {
    /// OpenGL.
    Glow,
    /// Direct3D, Vulkan, Metal.
    Wgpu,
}

impl Renderer {
    /// As on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Glow => "glow",
            Self::Wgpu => "wgpu",
        }
    }

    /// The renderer of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Glow, Self::Wgpu].into_iter().find(|renderer| renderer.name() == name)
    }
}

/// Where the window stood, in logical points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Left and top; `None` where the system does not tell.
    pub position: Option<[f32; 2]>,
    /// Width and height, without the frame.
    pub size: [f32; 2],
    pub maximized: bool,
}

/// Whether the panel at the right is folded; until chosen, that depends on the room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SideFolded {
    /// On pages of entry.
    pub entry: Option<bool>,
    /// On pages to be read.
    pub reading: Option<bool>,
}

/// Where a file lies that values were taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenPath {
    pub hash: String,
    pub path: PathBuf,
}

/// Where the last final report of a set of accounts lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinalReport {
    /// By [`accounts_key`](super::accounts_key).
    pub accounts: String,
    pub path: PathBuf,
}

/// What a column that was pasted was said to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastedHeading {
    /// The grid that it was pasted into.
    pub grid: String,
    /// The words above it.
    pub heading: String,
    pub column: String,
}

/// What the program remembers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Files opened or saved, the latest first; some may be gone.
    #[serde(deserialize_with = "lenient")]
    pub recent: Vec<PathBuf>,
    #[serde(deserialize_with = "lenient")]
    pub theme: Theme,
    /// The face of the window's text.
    #[serde(deserialize_with = "lenient")]
    pub typeface: Typeface,
    /// Zoom, within [`ZOOM_PERCENT`].
    #[serde(deserialize_with = "lenient_zoom")]
    pub zoom_percent: u16,
    /// The window's place.
    #[serde(deserialize_with = "lenient")]
    pub window: Option<WindowPlace>,
    #[serde(deserialize_with = "lenient")]
    pub side_folded: SideFolded,
    /// The renderer that works on this machine; `None` until one failed.
    #[serde(deserialize_with = "lenient")]
    pub renderer: Option<Renderer>,
    /// Of the last export.
    #[serde(deserialize_with = "lenient")]
    pub export: ExportChoices,
    /// The user's name, as it stands in notes, signatures and saves; empty: the system's name for the user.
    #[serde(deserialize_with = "lenient")]
    pub author: String,
    /// What the user does in the department; a leader sees the leader's page first.
    #[serde(deserialize_with = "lenient")]
    pub role: Option<Role>,
    /// Where files lie that values were taken from, by their SHA-256, the latest first.
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Vec::is_empty")]
    pub taken: Vec<TakenPath>,
    /// The final reports that were exported, the latest first.
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Vec::is_empty")]
    pub finals: Vec<FinalReport>,
    /// What pasted columns were said to be, the latest first.
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Vec::is_empty")]
    pub pasted: Vec<PastedHeading>,
    /// What other versions remember.
    #[serde(flatten)]
    other: Map<String, Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            recent: Vec::new(),
            theme: Theme::default(),
            typeface: Typeface::default(),
            zoom_percent: 100,
            window: None,
            side_folded: SideFolded::default(),
            renderer: None,
            author: String::new(),
            role: None,
            export: ExportChoices::default(),
            taken: Vec::new(),
            finals: Vec::new(),
            pasted: Vec::new(),
            other: Map::new(),
        }
    }
}

/// A value that cannot be read counts as absent, and spoils no other.
fn lenient<'de, T: Default + DeserializeOwned, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    Ok(serde_json::from_value(Value::deserialize(deserializer)?).unwrap_or_default())
}

fn lenient_zoom<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    let zoom: Option<u16> = lenient(deserializer)?;
    Ok(zoom.map_or(100, |zoom| zoom.clamp(*ZOOM_PERCENT.start(), *ZOOM_PERCENT.end())))
}

impl Settings {
    /// From the last time; the usual values where there is nothing that can be read.
    pub fn load(data: &DataFolder) -> Self {
        let mut settings: Self =
            fs::read(data.file(NAME)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        settings.recent.truncate(MAX_RECENT);
        settings
    }

    /// For the next time.
    pub fn save(&self, data: &DataFolder) -> Result<(), SaveError> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(|_| SaveError::NotReadable)?;
        bytes.push(b'\n');
        data.make()?;
        write_file(&data.file(NAME), &bytes)
    }

    /// Puts a file at the top of the recent files.
    pub fn remember(&mut self, path: &Path) {
        // Only absolute paths mean the same file next time; only UTF-8 can be written down.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.forget(&path);
        if path.to_str().is_some() {
            self.recent.insert(0, path);
            self.recent.truncate(MAX_RECENT);
        }
    }

    /// Remembers where a file lies that values were taken from; the project file does not tell it.
    pub fn remember_taken(&mut self, hash: &str, path: &Path) {
        const MOST: usize = 200;
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.taken.retain(|taken| taken.hash != hash);
        if path.to_str().is_some() {
            self.taken.insert(0, TakenPath { hash: hash.to_owned(), path });
            self.taken.truncate(MOST);
        }
    }

    /// Remembers where the last final report of these accounts lies.
    pub fn remember_final(&mut self, accounts: &str, path: &Path) {
        const MOST: usize = 50;
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.finals.retain(|known| known.accounts != accounts);
        if path.to_str().is_some() {
            self.finals.insert(0, FinalReport { accounts: accounts.to_owned(), path });
            self.finals.truncate(MOST);
        }
    }

    pub fn final_path(&self, accounts: &str) -> Option<PathBuf> {
        self.finals.iter().find(|known| known.accounts == accounts).map(|known| known.path.clone())
    }

    /// Remembers what pasted columns are, instead of what was said before of the same headings.
    pub fn remember_pasted(&mut self, said: Vec<PastedHeading>) {
        const MOST: usize = 200;
        let is_new =
            |own: &PastedHeading| said.iter().all(|new| (&new.grid, &new.heading) != (&own.grid, &own.heading));
        let before: Vec<PastedHeading> = self.pasted.iter().filter(|own| is_new(own)).cloned().collect();
        self.pasted = said.into_iter().chain(before).take(MOST).collect();
    }

    pub fn taken_path(&self, hash: &str) -> Option<PathBuf> {
        self.taken.iter().find(|taken| taken.hash == hash).map(|taken| taken.path.clone())
    }

    /// Keeps the recent files that another window has written down meanwhile, but for those that were taken off here.
    pub fn keep_recent_of(&mut self, written: &Self, forgotten: &[PathBuf]) {
        let is_new = |path: &&PathBuf| !self.recent.contains(path) && !forgotten.contains(path);
        let others: Vec<PathBuf> = written.recent.iter().filter(is_new).cloned().collect();
        self.recent.extend(others);
        self.recent.truncate(MAX_RECENT);
    }

    /// Takes a file off the recent files.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|recent| recent != path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loaded(content: &str) -> Settings {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        fs::write(data.file(NAME), content).expect("written");
        Settings::load(&data)
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path().join("new"));
        assert_eq!(Settings::load(&data), Settings::default());
        let mut settings = Settings { theme: Theme::Dark, zoom_percent: 150, ..Settings::default() };
        settings.window = Some(WindowPlace { position: None, size: [1280.0, 720.0], maximized: true });
        settings.renderer = Some(Renderer::Wgpu);
        settings.export.folder = Some("/导出".into());
        settings.export.is_final = true;
        settings.remember(Path::new("决算.juesuan"));
        settings.save(&data).expect("saved");
        assert_eq!(Settings::load(&data), settings);
        assert!(settings.recent[0].is_absolute());
    }

    #[test]
    fn a_broken_file_counts_as_absent_and_a_broken_part_spoils_no_other() {
        for broken in ["", "{", "[]", "null", "\u{0}\u{0}"] {
            assert_eq!(loaded(broken), Settings::default(), "{broken:?}");
        }
        let settings = loaded(r#"{"theme": "purple", "zoom_percent": "large", "recent": ["/a"], "window": 3}"#);
        assert_eq!(settings, Settings { recent: vec!["/a".into()], ..Settings::default() });
        assert_eq!(loaded(r#"{"zoom_percent": 9999}"#).zoom_percent, 250);
    }

    #[test]
    fn settings_of_another_version_stay() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        fs::write(data.file(NAME), r#"{"later": {"a": [1]}}"#).expect("written");
        Settings::load(&data).save(&data).expect("saved");
        assert!(fs::read_to_string(data.file(NAME)).expect("settings").contains("\"later\""));
    }

    #[test]
    fn two_windows_keep_the_recent_files_of_both() {
        let file = |name: &str| std::path::absolute(name).expect("a path");
        let [mut one, mut other] = [Settings::default(), Settings::default()];
        one.remember(&file("甲"));
        other.remember(&file("乙"));
        other.remember(&file("丙"));
        other.keep_recent_of(&one, &[]);
        assert_eq!(other.recent, [file("丙"), file("乙"), file("甲")]);
        one.keep_recent_of(&other, &[file("乙")]);
        assert_eq!(one.recent, [file("甲"), file("丙")], "what was taken off stays off");
    }

    #[test]
    fn recent_files_are_twelve_the_latest_first_each_once() {
        let folder = tempfile::tempdir().expect("folder");
        let file = |name: usize| folder.path().join(name.to_string());
        let mut settings = Settings::default();
        for name in 0..15 {
            settings.remember(&file(name));
        }
        settings.remember(&file(5));
        assert_eq!(settings.recent.len(), MAX_RECENT);
        assert_eq!(settings.recent[..2], [file(5), file(14)]);
        settings.forget(&file(5));
        assert!(!settings.recent.contains(&file(5)));
    }
}
