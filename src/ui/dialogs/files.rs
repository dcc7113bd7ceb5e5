//! 文件窗口：the file dialog of the program's own, for systems that have none.
//!
//! The disk is read by someone else: the dialog asks for a folder and is told what is in it. The field keeps the
//! keyboard; the arrows choose in the list below it.

use std::path::{Component, Path, PathBuf};

use egui::{Button, Id, Key, Label, Modifiers, Response, RichText, ScrollArea, TextEdit, Ui, vec2};

use crate::{codes::initials, storage::FolderEntry, ui::theme};

use super::dialog;

const LIST_HEIGHT: f32 = 10.0 * theme::ROW_HEIGHT;
const PAGE: isize = 9;

/// What is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilePurpose {
    /// A file that is there.
    Open,
    /// A name that may be new; a name without a known extension gets the first one.
    Save,
    Folder,
}

/// What the dialog asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileAct {
    /// To be told what is in the folder.
    List,
    /// A folder of this name in the folder.
    Make(String),
    /// This is what was asked for.
    Choose(PathBuf),
    /// Nothing is chosen.
    Cancel,
}

/// The dialog while it is open.
pub struct FileDialog {
    heading: String,
    purpose: FilePurpose,
    /// Files of other kinds are shown when asked for.
    extensions: &'static [&'static str],
    shows_all: bool,
    folder: PathBuf,
    /// Folders that are often wanted, by name.
    places: Vec<(String, PathBuf)>,
    /// What is in the folder; nothing until it is told.
    entries: Option<Result<Vec<FolderEntry>, String>>,
    typed: String,
    /// The name that was suggested.
    suggested: String,
    /// The chosen line of those that are shown.
    chosen: Option<usize>,
    follow: bool,
    /// A file of the name is there: whether it may be replaced.
    replacing: Option<PathBuf>,
    /// The name of a new folder while it is typed.
    making: Option<String>,
    said: Option<String>,
    selects_name: bool,
}

impl FileDialog {
    /// Begins in a folder; `name` is what is suggested for saving.
    pub fn new(
        heading: String,
        purpose: FilePurpose,
        extensions: &'static [&'static str],
        folder: PathBuf,
        places: Vec<(String, PathBuf)>,
        name: String,
    ) -> Self {
        let chosen = (purpose == FilePurpose::Open).then_some(0);
        Self {
            heading,
            purpose,
            extensions,
            shows_all: false,
            folder,
            places,
            entries: None,
            typed: name.clone(),
            suggested: name,
            chosen,
            follow: false,
            replacing: None,
            making: None,
            said: None,
            selects_name: true,
        }
    }

    /// The folder that is shown.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What is in the folder.
    pub fn told(&mut self, entries: Result<Vec<FolderEntry>, String>) {
        self.entries = Some(entries);
        self.follow = true;
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

    /// Draws the dialog.
    pub fn ui(&mut self, ui: &Ui) -> Option<FileAct> {
        let heading = self.heading.clone();
        // Escape leaves a question inside before it leaves the dialog.
        let is_inside = self.replacing.is_some() || self.making.is_some();
        if is_inside && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.replacing = None;
            self.making = None;
            self.selects_name = true;
        }
        dialog(ui, "files", &heading, FileAct::Cancel, |ui| self.content_ui(ui))
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<FileAct> {
        if let Some(path) = self.replacing.clone() {
            return self.replacing_ui(ui, path);
        }
        let mut act = self.take_keys(ui);
        ui.horizontal(|ui| {
            let up = ui.add_enabled(self.folder.parent().is_some(), Button::new("上一级"));
            if up.on_hover_text("Alt+↑").clicked() {
                act = self.go_up();
            }
            let path = self.folder.display().to_string();
            ui.add(Label::new(RichText::new(&path).strong()).truncate()).on_hover_text(path);
        });
        ui.horizontal_wrapped(|ui| {
            for (name, folder) in self.places.clone() {
                if ui.selectable_label(folder == self.folder, name).clicked() {
                    act = Some(self.go_to(folder));
                }
            }
        });
        ui.separator();
        act = self.list_ui(ui).or(act);
        ui.separator();
        act = self.name_ui(ui).or(act);
        if let Some(said) = &self.said {
            ui.label(RichText::new(said).color(theme::palette(ui).error));
        }
        ui.add_space(theme::GRID);
        act = self.buttons_ui(ui).or(act);
        act
    }

    /// The lines that are shown: what fits what is typed when a file is looked for.
    fn shown(&self) -> Vec<&FolderEntry> {
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

    fn take_keys(&mut self, ui: &Ui) -> Option<FileAct> {
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if pressed(Modifiers::ALT, Key::ArrowUp) {
            return self.go_up();
        }
        if self.making.is_some() {
            return None;
        }
        let steps = [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, PAGE), (Key::PageUp, -PAGE)];
        let step: isize = steps.into_iter().filter(|(key, _)| pressed(Modifiers::NONE, *key)).map(|(_, by)| by).sum();
        let last = self.shown().len().checked_sub(1);
        if step != 0 {
            self.follow = true;
            self.chosen = match (self.chosen, last) {
                (_, None) => None,
                (None, Some(last)) => Some(if step > 0 { 0 } else { last }),
                (Some(at), Some(last)) => Some(at.saturating_add_signed(step).min(last)),
            };
            self.name_chosen();
        } else if let Some(last) = last {
            self.chosen = self.chosen.map(|at| at.min(last));
        }
        None
    }

    /// For saving, the name of the chosen file is taken over.
    fn name_chosen(&mut self) {
        let name =
            self.chosen.and_then(|at| self.shown().get(at).filter(|entry| !entry.is_folder).map(|e| e.name.clone()));
        if let Some(name) = name.filter(|_| self.purpose == FilePurpose::Save) {
            self.typed = name;
        }
    }

    fn list_ui(&mut self, ui: &mut Ui) -> Option<FileAct> {
        let weak = theme::palette(ui).weak_text;
        let mut clicked = None;
        let shown: Vec<FolderEntry> = self.shown().into_iter().cloned().collect();
        let area = ScrollArea::vertical().id_salt("files").max_height(LIST_HEIGHT).min_scrolled_height(LIST_HEIGHT);
        let area = area.auto_shrink(false);
        match &self.entries {
            Some(Ok(_)) if !shown.is_empty() => {
                let row = theme::ROW_HEIGHT;
                let mut area = area;
                if let Some(at) = self.chosen.filter(|_| std::mem::take(&mut self.follow)) {
                    let pitch = row + ui.spacing().item_spacing.y;
                    area = area.vertical_scroll_offset((at as f32 * pitch - LIST_HEIGHT / 2.0).max(0.0));
                }
                area.show_rows(ui, row, shown.len(), |ui, rows| {
                    for at in rows {
                        let line = line_ui(ui, &shown[at], self.chosen == Some(at));
                        if line.double_clicked() {
                            clicked = Some((at, true));
                        } else if line.clicked() {
                            clicked = Some((at, false));
                        }
                    }
                });
            }
            other => {
                let words = match other {
                    None => "正在读取…",
                    Some(Err(words)) => words.as_str(),
                    Some(Ok(_)) if self.purpose == FilePurpose::Folder => "这里没有下一级文件夹",
                    Some(Ok(entries)) if entries.is_empty() => "这个文件夹是空的",
                    Some(Ok(_)) => "这里没有这一类文件，请换一个文件夹，或勾选“显示所有文件”",
                };
                let words = RichText::new(words).color(weak);
                area.show(ui, |ui| ui.label(words));
            }
        }
        let (at, is_double) = clicked?;
        self.chosen = Some(at);
        self.name_chosen();
        let entry = &shown[at];
        // A folder opens at the first click: there is nothing else to do with it.
        match entry.is_folder {
            true => Some(self.go_to(self.folder.join(&entry.name))),
            false if is_double => self.choose(self.folder.join(&entry.name)),
            false => None,
        }
    }

    fn name_ui(&mut self, ui: &mut Ui) -> Option<FileAct> {
        let mut act = None;
        ui.horizontal(|ui| {
            let (label, hint) = match (&self.making, &self.purpose) {
                (Some(_), _) => ("新文件夹", "新文件夹的名称"),
                (None, FilePurpose::Save) => ("文件名", "文件名，或从 / 开始的完整路径"),
                (None, FilePurpose::Open) => ("文件名", "名称的一部分或拼音首字母，或完整路径"),
                (None, FilePurpose::Folder) => ("文件夹", "名称的一部分或拼音首字母，或完整路径"),
            };
            ui.label(label);
            let text = self.making.as_mut().unwrap_or(&mut self.typed);
            let id = Id::unique("file name");
            let field = TextEdit::singleline(text).id(id).hint_text(hint).desired_width(f32::INFINITY).return_key(None);
            let field = ui.add(field);
            ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(label));
            if std::mem::take(&mut self.selects_name) {
                field.request_focus();
                select_stem(ui, id, self.making.as_ref().unwrap_or(&self.typed));
            }
            if field.changed() {
                self.said = None;
                self.follow = true;
                self.chosen = (self.purpose != FilePurpose::Save && !self.typed.trim().is_empty()
                    || self.purpose == FilePurpose::Open)
                    .then_some(0);
            }
            let enter = |modifiers| ui.input_mut(|input| input.consume_key(modifiers, Key::Enter));
            if field.has_focus() && enter(Modifiers::COMMAND) && self.purpose == FilePurpose::Folder {
                act = Some(FileAct::Choose(self.folder.clone()));
            } else if field.has_focus() && enter(Modifiers::NONE) {
                act = self.entered();
            }
        });
        act
    }

    /// Enter: the path that was typed, the chosen line, the name.
    fn entered(&mut self) -> Option<FileAct> {
        if let Some(name) = self.making.clone() {
            let name = name.trim().to_owned();
            return (!name.is_empty()).then_some(FileAct::Make(name));
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
            FilePurpose::Folder if typed.is_empty() => Some(FileAct::Choose(self.folder.clone())),
            _ => self.say("这里没有这个名称，请换一个词或换一个文件夹"),
        }
    }

    /// A path with its folder: the folder is shown first, so that what is there can be seen.
    fn typed_path(&mut self, typed: &str) -> Option<FileAct> {
        let home = || self.places.first().map(|(_, folder)| folder.clone()).unwrap_or_default();
        let path = match typed.strip_prefix('~') {
            Some(rest) => home().join(rest.trim_start_matches(std::path::is_separator)),
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

    fn go_up(&mut self) -> Option<FileAct> {
        let parent = self.folder.parent()?.to_owned();
        Some(self.go_to(parent))
    }

    fn go_to(&mut self, folder: PathBuf) -> FileAct {
        self.folder = folder;
        self.entries = None;
        self.said = None;
        self.follow = true;
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

    fn replacing_ui(&mut self, ui: &mut Ui, path: PathBuf) -> Option<FileAct> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        ui.label(format!("“{name}”已经在这个文件夹里，要替换它吗？"));
        ui.add_space(theme::GRID);
        let mut act = None;
        ui.horizontal(|ui| {
            // Enter was just pressed for the name: it must not replace anything by being pressed once more.
            let back = super::default_button(ui, "换一个名字");
            if back.clicked() {
                self.replacing = None;
                self.selects_name = true;
            }
            if ui.button("替换").clicked() {
                act = Some(FileAct::Choose(path));
            }
        });
        act
    }

    fn buttons_ui(&mut self, ui: &mut Ui) -> Option<FileAct> {
        let mut act = None;
        ui.horizontal_wrapped(|ui| {
            let words = match self.purpose {
                FilePurpose::Open => "打开",
                FilePurpose::Save => "保存到这里",
                FilePurpose::Folder => "选这个文件夹",
            };
            let accent = theme::palette(ui);
            let button = Button::new(RichText::new(words).color(accent.on_accent)).fill(accent.accent);
            if ui.add(button).clicked() {
                act = match self.purpose {
                    FilePurpose::Folder => Some(FileAct::Choose(self.folder.clone())),
                    FilePurpose::Save => {
                        self.making = None;
                        self.chosen = None;
                        self.entered()
                    }
                    FilePurpose::Open => self.entered(),
                };
            }
            if ui.button("取消").clicked() {
                act = Some(FileAct::Cancel);
            }
            if self.purpose != FilePurpose::Open {
                let makes = self.making.is_some();
                if ui.selectable_label(makes, "新建文件夹").clicked() {
                    self.making = (!makes).then(String::new);
                    self.selects_name = true;
                }
            }
            if self.purpose != FilePurpose::Folder {
                ui.checkbox(&mut self.shows_all, "显示所有文件");
            }
        });
        act
    }
}

fn line_ui(ui: &mut Ui, entry: &FolderEntry, is_chosen: bool) -> Response {
    let palette = theme::palette(ui);
    let name = if entry.is_folder { format!("{}/", entry.name) } else { entry.name.clone() };
    let colour = if entry.is_folder { palette.accent } else { palette.text };
    let changed = RichText::new(&entry.changed).color(palette.weak_text);
    let button = Button::selectable(is_chosen, RichText::new(&name).color(colour)).shortcut_text(changed).truncate();
    let line = ui.add_sized(vec2(ui.available_width(), theme::ROW_HEIGHT), button);
    ui.ctx().accesskit_node_builder(line.id, |node| node.set_label(name));
    line
}

/// Selects the name without its extension, which is seldom meant to be another one.
fn select_stem(ui: &Ui, id: Id, text: &str) {
    use egui::text::{CCursor, CCursorRange};
    let stem = Path::new(text).file_stem().map_or(text.len(), |stem| stem.len());
    let stem = text.get(..stem).map_or(0, |stem| stem.chars().count());
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::default(), CCursor::new(stem))));
    state.store(ui.ctx(), id);
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
