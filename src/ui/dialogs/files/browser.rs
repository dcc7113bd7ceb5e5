//! What the dialog browses: a folder, what is in it, what is typed, and what comes of it. It is told what is on the disk.

use std::path::{Component, Path, PathBuf};

use crate::{codes::initials, storage::FolderEntry};

use super::{FileAct, FilePurpose};

/// Where one is and what is chosen there.
pub(super) struct Browser {
    pub purpose: FilePurpose,
    /// Files of other kinds are shown when asked for.
    extensions: &'static [&'static str],
    pub shows_all: bool,
    pub folder: PathBuf,
    /// What `~` stands for.
    home: PathBuf,
    /// What is in the folder; nothing until it is told.
    pub entries: Option<Result<Vec<FolderEntry>, String>>,
    pub typed: String,
    /// The name that was suggested.
    suggested: String,
    /// The chosen line of those that are shown.
    pub chosen: Option<usize>,
    /// Several files may be chosen: those that are marked.
    pub takes_several: bool,
    pub marked: Vec<PathBuf>,
    /// The list is to scroll to it.
    pub follows: bool,
    /// A file of the name is there: whether it may be replaced.
    pub replacing: Option<PathBuf>,
    /// The name of a new folder while it is typed.
    pub making: Option<String>,
    pub said: Option<String>,
    /// The file of a path that was typed, to be opened once its folder is read.
    awaited: Option<String>,
    /// The name is to be selected, for it is likely to be typed over.
    pub selects_name: bool,
}

impl Browser {
    pub fn new(
        purpose: FilePurpose,
        extensions: &'static [&'static str],
        folder: PathBuf,
        home: PathBuf,
        name: String,
    ) -> Self {
        Self {
            chosen: (purpose == FilePurpose::Open).then_some(0),
            purpose,
            takes_several: false,
            marked: Vec::new(),
            extensions,
            shows_all: false,
            folder,
            home,
            entries: None,
            typed: name.clone(),
            suggested: name,
            follows: false,
            replacing: None,
            making: None,
            said: None,
            awaited: None,
            selects_name: true,
        }
    }

    /// What is in the folder.
    pub fn told(&mut self, entries: Result<Vec<FolderEntry>, String>) {
        self.entries = Some(entries);
        self.follows = true;
    }

    /// Goes on to the file of a typed path, once its folder is read.
    pub fn arrived(&mut self) -> Option<FileAct> {
        match &self.entries {
            Some(Ok(_)) => {
                self.typed = self.awaited.take()?;
                self.entered_name()
            }
            Some(Err(_)) => self.awaited.take().and(None),
            None => None,
        }
    }

    /// What became of the folder that was to be made.
    pub fn made(&mut self, made: Result<PathBuf, String>) -> Option<FileAct> {
        match made {
            Ok(folder) => {
                self.making = None;
                Some(self.go_to(folder))
            }
            Err(words) => {
                self.said = Some(words);
                None
            }
        }
    }

    /// Whether a name or a replacement is being asked about.
    pub fn has_question(&self) -> bool {
        self.replacing.is_some() || self.making.is_some()
    }

    pub fn leave_question(&mut self) {
        self.replacing = None;
        self.making = None;
        self.selects_name = true;
    }

    /// The lines that are shown: what fits what is typed when a file is looked for.
    pub fn shown(&self) -> Vec<&FolderEntry> {
        let Some(Ok(entries)) = &self.entries else { return Vec::new() };
        let typed = self.typed.trim().to_lowercase();
        let narrows = self.purpose != FilePurpose::Save && !is_path(&typed);
        let fits = |entry: &&FolderEntry| {
            let is_kind = entry.is_folder || (self.purpose != FilePurpose::Folder && self.is_of_kind(&entry.name));
            is_kind
                && (!narrows || entry.name.to_lowercase().contains(&typed) || initials(&entry.name).contains(&typed))
        };
        entries.iter().filter(fits).collect()
    }

    fn is_of_kind(&self, name: &str) -> bool {
        let extension = Path::new(name).extension();
        self.shows_all
            || extension.is_some_and(|end| self.extensions.iter().any(|known| end.eq_ignore_ascii_case(known)))
    }

    /// Chooses the line that many lines further down.
    pub fn step(&mut self, by: isize) {
        let last = self.shown().len().checked_sub(1);
        if by != 0 {
            self.follows = true;
            self.chosen = match (self.chosen, last) {
                (_, None) => None,
                (None, Some(last)) => Some(if by > 0 { 0 } else { last }),
                (Some(at), Some(last)) => Some(at.saturating_add_signed(by).min(last)),
            };
            self.name_chosen();
        } else if let Some(last) = last {
            self.chosen = self.chosen.map(|at| at.min(last));
        }
    }

    /// Marks the chosen file, goes on and marks that one, too.
    pub fn mark_on(&mut self, by: isize) {
        self.mark(self.chosen, true);
        self.step(by);
        self.mark(self.chosen, true);
    }

    /// Marks a file that is not marked, or the other way round.
    pub fn toggle(&mut self, at: usize) {
        self.chosen = Some(at);
        self.mark(Some(at), !self.is_marked(at));
    }

    fn mark(&mut self, at: Option<usize>, marks: bool) {
        let shown = self.shown();
        let entry = at.and_then(|at| shown.get(at)).filter(|entry| self.takes_several && !entry.is_folder);
        let Some(path) = entry.map(|entry| self.folder.join(&entry.name)) else { return };
        self.marked.retain(|marked| *marked != path);
        if marks {
            self.marked.push(path);
        }
    }

    pub fn is_marked(&self, at: usize) -> bool {
        self.shown().get(at).is_some_and(|entry| self.marked.contains(&self.folder.join(&entry.name)))
    }

    /// The line was pressed, once or twice. A folder opens at the first press: there is nothing else to do with it.
    pub fn press(&mut self, at: usize, is_double: bool) -> Option<FileAct> {
        self.chosen = Some(at);
        self.marked.clear();
        self.name_chosen();
        let entry = (*self.shown().get(at)?).clone();
        match entry.is_folder {
            true => Some(self.go_to(self.folder.join(&entry.name))),
            false if is_double => self.choose(self.folder.join(&entry.name)),
            false => None,
        }
    }

    /// The name was typed on: the first line that fits is chosen where a file is looked for.
    pub fn name_changed(&mut self) {
        self.said = None;
        self.follows = true;
        self.chosen = (self.purpose != FilePurpose::Save && !self.typed.trim().is_empty()
            || self.purpose == FilePurpose::Open)
            .then_some(0);
    }

    /// The button that does what the dialog is for.
    pub fn done(&mut self) -> Option<FileAct> {
        match self.purpose {
            FilePurpose::Folder => Some(self.choose_folder()),
            FilePurpose::Save => {
                self.making = None;
                self.chosen = None;
                self.entered()
            }
            FilePurpose::Open => self.entered(),
        }
    }

    /// The folder itself is what was asked for.
    pub fn choose_folder(&self) -> FileAct {
        FileAct::Choose(self.folder.clone())
    }

    /// For saving, the name of the chosen file is taken over.
    fn name_chosen(&mut self) {
        let name =
            self.chosen.and_then(|at| self.shown().get(at).filter(|entry| !entry.is_folder).map(|e| e.name.clone()));
        if let Some(name) = name.filter(|_| self.purpose == FilePurpose::Save) {
            self.typed = name;
        }
    }

    /// Enter: the path that was typed, the chosen line, the name.
    pub fn entered(&mut self) -> Option<FileAct> {
        if let Some(name) = self.making.clone() {
            let name = name.trim().to_owned();
            return (!name.is_empty()).then_some(FileAct::Make(name));
        }
        if !self.marked.is_empty() {
            return Some(FileAct::ChooseAll(self.marked.clone()));
        }
        let typed = self.typed.trim().to_owned();
        if is_path(&typed) {
            return self.typed_path(&typed);
        }
        let shown: Vec<FolderEntry> = self.shown().into_iter().cloned().collect();
        if let Some(entry) = self.chosen.and_then(|at| shown.get(at)) {
            let path = self.folder.join(&entry.name);
            match entry.is_folder {
                true => return Some(self.go_to(path)),
                false if self.purpose == FilePurpose::Open => return self.choose(path),
                false => {}
            }
        }
        match self.purpose {
            FilePurpose::Save if typed.is_empty() || self.is_only_extension(&typed) => self.say("请输入文件名"),
            FilePurpose::Save => self.choose(self.folder.join(&typed)),
            FilePurpose::Folder if typed.is_empty() => Some(self.choose_folder()),
            _ => self.say("这里没有这个名称，请换一个词或换一个文件夹"),
        }
    }

    /// A path with its folder: the folder is read first, and shown where a file is to be written into it.
    fn typed_path(&mut self, typed: &str) -> Option<FileAct> {
        let path = match typed.strip_prefix('~') {
            Some(rest) => self.home.join(rest.trim_start_matches(std::path::is_separator)),
            None => plain(&self.folder.join(typed)),
        };
        let is_folder = typed.ends_with(std::path::is_separator) || typed == "~" || self.purpose == FilePurpose::Folder;
        match (path.parent(), path.file_name()) {
            (Some(parent), Some(name)) if !is_folder => {
                let (parent, mut name) = (parent.to_owned(), name.to_string_lossy().into_owned());
                // A folder was typed over the name, and the extension is left.
                if self.is_only_extension(&name) {
                    name.clone_from(&self.suggested);
                    let act = self.go_to(parent);
                    self.typed = name;
                    return Some(act);
                }
                if parent == self.folder {
                    self.typed = name;
                    self.chosen = None;
                    return match self.purpose {
                        FilePurpose::Save => self.choose(path),
                        _ => self.entered_name(),
                    };
                }
                let act = self.go_to(parent);
                self.awaited = (self.purpose == FilePurpose::Open).then(|| name.clone());
                self.typed = name;
                Some(act)
            }
            _ => Some(self.go_to(path)),
        }
    }

    fn is_only_extension(&self, name: &str) -> bool {
        name.strip_prefix('.').is_some_and(|end| self.extensions.iter().any(|known| end.eq_ignore_ascii_case(known)))
    }

    /// A whole name among what is there: a folder opens, a file is chosen.
    fn entered_name(&mut self) -> Option<FileAct> {
        let Some(Ok(entries)) = &self.entries else { return None };
        let typed = self.typed.clone();
        match entries.iter().find(|entry| entry.name == typed).map(|entry| entry.is_folder) {
            Some(true) => Some(self.go_to(self.folder.join(&typed))),
            Some(false) => self.choose(self.folder.join(&typed)),
            None => self.say("这里没有这个名称，请检查写法"),
        }
    }

    fn say(&mut self, words: &str) -> Option<FileAct> {
        self.said = Some(words.to_owned());
        None
    }

    pub fn go_up(&mut self) -> Option<FileAct> {
        let parent = self.folder.parent()?.to_owned();
        Some(self.go_to(parent))
    }

    pub fn go_to(&mut self, folder: PathBuf) -> FileAct {
        self.folder = folder;
        self.marked.clear();
        self.entries = None;
        self.said = None;
        self.awaited = None;
        self.follows = true;
        if self.purpose != FilePurpose::Save {
            self.typed.clear();
        } else if is_path(&self.typed) {
            self.typed.clone_from(&self.suggested);
        }
        self.chosen = (self.purpose == FilePurpose::Open).then_some(0);
        self.selects_name = true;
        FileAct::List
    }

    /// A name that is taken is asked about first.
    fn choose(&mut self, path: PathBuf) -> Option<FileAct> {
        if self.purpose != FilePurpose::Save {
            return Some(FileAct::Choose(path));
        }
        let is_known = path.extension().is_some_and(|end| self.extensions.iter().any(|e| end.eq_ignore_ascii_case(e)));
        let path = match self.extensions.first().filter(|_| !is_known) {
            Some(extension) => {
                let mut name = path.into_os_string();
                name.push(".");
                name.push(extension);
                PathBuf::from(name)
            }
            None => path,
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match &self.entries {
            Some(Ok(entries)) => match entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(&name)) {
                Some(entry) if entry.is_folder => self.say("这是一个文件夹的名称，请换一个"),
                Some(_) => {
                    self.replacing = Some(path);
                    None
                }
                None => Some(FileAct::Choose(path)),
            },
            Some(Err(words)) => {
                self.said = Some(words.clone());
                None
            }
            None => self.say("正在读取这个文件夹，请稍候再按一次"),
        }
    }
}

/// Whether it says more than a name.
fn is_path(typed: &str) -> bool {
    typed.contains(std::path::is_separator) || typed == "~" || typed == ".."
}

/// Without `.` and `..`; the disk is not asked.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn browser(purpose: FilePurpose) -> Browser {
        let mut browser =
            Browser::new(purpose, &["juesuan", "json"], "/项目".into(), "/用户".into(), "决算.juesuan".into());
        let entry = |name: &str, is_folder| FolderEntry { name: name.to_owned(), is_folder, changed: String::new() };
        browser.told(Ok(vec![entry("上年", true), entry("决算.juesuan", false), entry("说明.txt", false)]));
        browser
    }

    #[test]
    fn a_name_that_is_taken_is_asked_about_and_a_new_one_gets_the_extension() {
        let mut browser = browser(FilePurpose::Save);
        assert_eq!(browser.done(), None);
        assert_eq!(browser.replacing, Some("/项目/决算.juesuan".into()));
        browser.leave_question();
        assert!(!browser.has_question());
        browser.typed = "总工会2024.12".to_owned();
        assert_eq!(browser.done(), Some(FileAct::Choose("/项目/总工会2024.12.juesuan".into())));
    }

    #[test]
    fn files_of_other_kinds_are_shown_when_asked_for() {
        let mut browser = browser(FilePurpose::Open);
        browser.typed.clear();
        let names = |browser: &Browser| browser.shown().iter().map(|entry| entry.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&browser), ["上年", "决算.juesuan"]);
        browser.shows_all = true;
        assert_eq!(names(&browser), ["上年", "决算.juesuan", "说明.txt"]);
    }

    #[test]
    fn a_typed_path_shows_its_folder_first_and_tilde_is_the_own_one() {
        let mut browser = browser(FilePurpose::Open);
        browser.typed = "~/年报/决算.juesuan".to_owned();
        assert_eq!(browser.entered(), Some(FileAct::List));
        assert_eq!((browser.folder.as_path(), &*browser.typed), (Path::new("/用户/年报"), "决算.juesuan"));
        assert_eq!(browser.arrived(), None, "the folder is not read yet");
        let entry = |name: &str| FolderEntry { name: name.to_owned(), is_folder: false, changed: String::new() };
        browser.told(Ok(vec![entry("决算.juesuan")]));
        assert_eq!(browser.arrived(), Some(FileAct::Choose(PathBuf::from("/用户/年报/决算.juesuan"))));
        assert_eq!(browser.arrived(), None, "once");

        browser.typed = "/别处/没有.juesuan".to_owned();
        assert_eq!(browser.entered(), Some(FileAct::List));
        browser.told(Ok(vec![entry("决算.juesuan")]));
        assert_eq!(browser.arrived(), None);
        assert_eq!(browser.said.as_deref(), Some("这里没有这个名称，请检查写法"));
    }
}
