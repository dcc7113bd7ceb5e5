//! The file dialog of the program's own, for systems that have none.
//!
//! The disk is read by someone else: the dialog asks for a folder and is told what is in it. The field keeps the
//! keyboard; the arrows choose in the list below it.

mod browser;

use std::path::{Path, PathBuf};

use egui::{Button, Id, Key, Label, Modifiers, Response, RichText, ScrollArea, TextEdit, Ui, vec2};

use crate::{storage::FolderEntry, ui::theme};

use super::{buttons_ui, dialog};
use browser::Browser;

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
    /// The same of several.
    ChooseAll(Vec<PathBuf>),
    Cancel,
}

/// The dialog while it is open.
pub struct FileDialog {
    heading: String,
    /// Folders that are often wanted, by name, the user's own one first.
    places: Vec<(String, PathBuf)>,
    browser: Browser,
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
        let home = places.first().map(|(_, folder)| folder.clone()).unwrap_or_default();
        Self { heading, places, browser: Browser::new(purpose, extensions, folder, home, name) }
    }

    /// The same, for one file or several.
    #[must_use]
    pub fn several(mut self, takes_several: bool) -> Self {
        self.browser.takes_several = takes_several;
        self
    }

    /// The folder that is shown.
    pub fn folder(&self) -> &Path {
        &self.browser.folder
    }

    /// What is in the folder.
    pub fn told(&mut self, entries: Result<Vec<FolderEntry>, String>) {
        self.browser.told(entries);
    }

    /// What became of the folder that was to be made.
    pub fn made(&mut self, made: Result<PathBuf, String>) -> Option<FileAct> {
        self.browser.made(made)
    }

    pub fn ui(&mut self, ui: &Ui) -> Option<FileAct> {
        let heading = self.heading.clone();
        // Escape leaves a question inside before it leaves the dialog.
        if self.browser.has_question() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.browser.leave_question();
        }
        dialog(ui, "files", &heading, FileAct::Cancel, |ui| self.content_ui(ui))
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<FileAct> {
        if let Some(act) = self.browser.arrived() {
            return Some(act);
        }
        if let Some(path) = self.browser.replacing.clone() {
            return self.replacing_ui(ui, path);
        }
        let mut act = self.take_keys(ui);
        ui.horizontal(|ui| {
            let up = ui.add_enabled(self.browser.folder.parent().is_some(), Button::new("上一级"));
            if up.on_hover_text("Alt+↑").clicked() {
                act = self.browser.go_up();
            }
            let path = self.browser.folder.display().to_string();
            ui.add(Label::new(RichText::new(&path).strong()).truncate()).on_hover_text(path);
        });
        ui.horizontal_wrapped(|ui| {
            for (name, folder) in self.places.clone() {
                if ui.selectable_label(folder == self.browser.folder, name).clicked() {
                    act = Some(self.browser.go_to(folder));
                }
            }
        });
        ui.separator();
        act = self.list_ui(ui).or(act);
        ui.separator();
        act = self.name_ui(ui).or(act);
        if let Some(said) = &self.browser.said {
            ui.label(RichText::new(said).color(theme::palette(ui).error));
        }
        ui.add_space(theme::GRID);
        act = self.done_ui(ui).or(act);
        act
    }

    fn take_keys(&mut self, ui: &Ui) -> Option<FileAct> {
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if pressed(Modifiers::ALT, Key::ArrowUp) {
            return self.browser.go_up();
        }
        if self.browser.making.is_some() {
            return None;
        }
        for (key, by) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1)] {
            if self.browser.takes_several && pressed(Modifiers::SHIFT, key) {
                self.browser.mark_on(by);
            }
        }
        let steps = [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, PAGE), (Key::PageUp, -PAGE)];
        self.browser.step(steps.into_iter().filter(|(key, _)| pressed(Modifiers::NONE, *key)).map(|(_, by)| by).sum());
        None
    }

    fn list_ui(&mut self, ui: &mut Ui) -> Option<FileAct> {
        let weak = theme::palette(ui).weak_text;
        let (mut clicked, mut toggled) = (None, None);
        let shown: Vec<FolderEntry> = self.browser.shown().into_iter().cloned().collect();
        let area = ScrollArea::vertical().id_salt("files").max_height(LIST_HEIGHT).min_scrolled_height(LIST_HEIGHT);
        let area = area.auto_shrink(false);
        match &self.browser.entries {
            Some(Ok(_)) if !shown.is_empty() => {
                let row = theme::ROW_HEIGHT;
                let mut area = area;
                if let Some(at) = self.browser.chosen.filter(|_| std::mem::take(&mut self.browser.follows)) {
                    let pitch = row + ui.spacing().item_spacing.y;
                    area = area.vertical_scroll_offset((at as f32 * pitch - LIST_HEIGHT / 2.0).max(0.0));
                }
                area.show_rows(ui, row, shown.len(), |ui, rows| {
                    for at in rows {
                        let is_marked = self.browser.is_marked(at);
                        let line = line_ui(ui, &shown[at], self.browser.chosen == Some(at), is_marked);
                        let is_one_more = self.browser.takes_several && ui.input(|input| input.modifiers.command);
                        if is_one_more && line.clicked() && !shown[at].is_folder {
                            toggled = Some(at);
                        } else if line.double_clicked() {
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
                    Some(Ok(_)) if self.browser.purpose == FilePurpose::Folder => "这里没有下一级文件夹",
                    Some(Ok(entries)) if entries.is_empty() => "这个文件夹是空的",
                    Some(Ok(_)) => "这里没有这一类文件，请换一个文件夹，或勾选“显示所有文件”",
                };
                let words = RichText::new(words).color(weak);
                area.show(ui, |ui| ui.label(words));
            }
        }
        if let Some(at) = toggled {
            self.browser.toggle(at);
        }
        let (at, is_double) = clicked?;
        self.browser.press(at, is_double)
    }

    fn name_ui(&mut self, ui: &mut Ui) -> Option<FileAct> {
        let browser = &mut self.browser;
        let mut act = None;
        ui.horizontal(|ui| {
            let (label, hint) = match (&browser.making, &browser.purpose) {
                (Some(_), _) => ("新文件夹", "新文件夹的名称"),
                (None, FilePurpose::Save) => ("文件名", "文件名，或从 / 开始的完整路径"),
                (None, FilePurpose::Open) => ("文件名", "名称的一部分或拼音首字母，或完整路径"),
                (None, FilePurpose::Folder) => ("文件夹", "名称的一部分或拼音首字母，或完整路径"),
            };
            ui.label(label);
            let text = browser.making.as_mut().unwrap_or(&mut browser.typed);
            let id = Id::unique("file name");
            let field = TextEdit::singleline(text).id(id).hint_text(hint).desired_width(f32::INFINITY).return_key(None);
            let field = ui.add(field);
            ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(label));
            if std::mem::take(&mut browser.selects_name) {
                field.request_focus();
                select_stem(ui, id, browser.making.as_ref().unwrap_or(&browser.typed));
            }
            if field.changed() {
                browser.name_changed();
            }
            let enter = |modifiers| ui.input_mut(|input| input.consume_key(modifiers, Key::Enter));
            if field.has_focus() && enter(Modifiers::COMMAND) && browser.purpose == FilePurpose::Folder {
                act = Some(browser.choose_folder());
            } else if field.has_focus() && enter(Modifiers::NONE) {
                act = browser.entered();
            }
        });
        act
    }

    fn replacing_ui(&mut self, ui: &mut Ui, path: PathBuf) -> Option<FileAct> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        ui.label(format!("“{name}”已经在这个文件夹里，要替换它吗？"));
        ui.add_space(theme::GRID);
        // Enter was just pressed for the name: it must not replace anything by being pressed once more.
        match buttons_ui(ui, [("换一个名字", false), ("替换", true)])? {
            true => Some(FileAct::Choose(path)),
            false => {
                self.browser.leave_question();
                None
            }
        }
    }

    fn done_ui(&mut self, ui: &mut Ui) -> Option<FileAct> {
        let browser = &mut self.browser;
        let mut act = None;
        ui.horizontal_wrapped(|ui| {
            let words = match browser.purpose {
                FilePurpose::Open if browser.marked.len() > 1 => format!("打开 {} 个文件", browser.marked.len()),
                FilePurpose::Open => "打开".to_owned(),
                FilePurpose::Save => "保存到这里".to_owned(),
                FilePurpose::Folder => "选这个文件夹".to_owned(),
            };
            let accent = theme::palette(ui);
            let button = Button::new(RichText::new(words).color(accent.on_accent)).fill(accent.accent);
            if ui.add(button).clicked() {
                act = browser.done();
            }
            if ui.button("取消").clicked() {
                act = Some(FileAct::Cancel);
            }
            if browser.purpose != FilePurpose::Open {
                let makes = browser.making.is_some();
                if ui.selectable_label(makes, "新建文件夹").clicked() {
                    browser.making = (!makes).then(String::new);
                    browser.selects_name = true;
                }
            }
            if browser.purpose != FilePurpose::Folder {
                ui.checkbox(&mut browser.shows_all, "显示所有文件");
            }
            if browser.takes_several {
                ui.label(RichText::new("Shift+↓ 或 Ctrl+单击可以选几个文件").color(accent.weak_text));
            }
        });
        act
    }
}

fn line_ui(ui: &mut Ui, entry: &FolderEntry, is_chosen: bool, is_marked: bool) -> Response {
    let palette = theme::palette(ui);
    let name = match (entry.is_folder, is_marked) {
        (true, _) => format!("{}/", entry.name),
        (false, true) => format!("✓ {}", entry.name),
        (false, false) => entry.name.clone(),
    };
    let colour = if entry.is_folder { palette.accent } else { palette.text };
    let changed = RichText::new(&entry.changed).color(palette.weak_text);
    let button = Button::selectable(is_chosen || is_marked, RichText::new(&name).color(colour))
        .shortcut_text(changed)
        .truncate();
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
