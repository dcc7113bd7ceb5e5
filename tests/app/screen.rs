//! The window without a display, and a system whose user answers every file dialog, for tests.

use std::{
    cell::{Cell, RefCell},
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use egui::{Key, Modifiers, ViewportEvent, ViewportId};
use egui_kittest::{
    Harness,
    kittest::{NodeT, Queryable},
};
use juesuan::{
    app::{App, Chosen, Failed, Job, Lane, Lanes, OnChosen, PathRequest, Rescue, Services},
    document::EntryUnit,
    storage::{DataFolder, Settings, apart, emptied_folder},
};

/// A system whose user answers every file dialog with `chosen`.
struct FakeSystem {
    data: PathBuf,
    chosen: Rc<RefCell<Option<PathBuf>>>,
    asked: Rc<RefCell<Vec<PathRequest>>>,
    opened: Rc<RefCell<Vec<PathBuf>>>,
    copied: Rc<RefCell<Option<[String; 2]>>>,
    page: Rc<RefCell<Option<String>>>,
    has_no_clipboard: Rc<Cell<bool>>,
    has_no_dialogs: Rc<Cell<bool>>,
    answers_late: Rc<Cell<bool>>,
    unanswered: Rc<RefCell<Vec<OnChosen>>>,
    settings: Settings,
    /// The program that is started for work in a process of its own.
    child: Option<PathBuf>,
    /// Threads for what waits for the disk; without them it is done at once.
    lanes: Option<Lanes>,
    /// How long a key waits for report and findings.
    patience: Option<Duration>,
}

impl Services for FakeSystem {
    fn data_folder(&self) -> Option<DataFolder> {
        Some(DataFolder::at(&self.data))
    }
    fn settings(&self) -> Settings {
        self.settings.clone()
    }
    fn clock(&self) -> String {
        "14:03".to_owned()
    }
    fn year(&self) -> u32 {
        2025
    }
    fn ask_path(&self, request: PathRequest, _: &eframe::Frame, answer: OnChosen) {
        if self.has_no_dialogs.get() {
            return answer(Chosen::NoDialog);
        }
        self.asked.borrow_mut().push(request);
        if self.answers_late.get() {
            return self.unanswered.borrow_mut().push(answer);
        }
        answer(self.chosen.borrow().clone().map_or(Chosen::Nothing, Chosen::Path));
    }
    fn patience(&self) -> Option<Duration> {
        self.patience
    }
    fn run_apart(&self, lane: Lane, job: Job) {
        match &self.lanes {
            Some(lanes) => lanes.run(lane, job),
            None => apart(job),
        }
    }
    fn copy_html(&self, html: &str, text: &str) -> Result<(), String> {
        if self.has_no_clipboard.get() {
            return Err("no clipboard".to_owned());
        }
        *self.copied.borrow_mut() = Some([html, text].map(str::to_owned));
        Ok(())
    }
    fn copied_html(&self) -> Option<String> {
        self.page.borrow().clone()
    }
    fn child_program(&self) -> Option<PathBuf> {
        self.child.clone()
    }
    fn start_anew(&self, _: Option<PathBuf>) {}
    fn documents_folder(&self) -> Option<PathBuf> {
        self.data.parent().map(Path::to_owned)
    }
    fn emptied_folder(&self, path: &Path) -> Option<&'static str> {
        // Tests lie in the system's temporary folder; what is below their own counts.
        emptied_folder(path.strip_prefix(self.data.parent()?).unwrap_or(path))
    }
    fn open_path(&self, path: PathBuf, failed: Failed) {
        // There is a program for folders and pages of the web.
        if path.is_dir() || path.extension().is_some_and(|extension| extension == "html") {
            self.opened.borrow_mut().push(path)
        } else {
            failed()
        }
    }
    fn show_in_folder(&self, path: PathBuf, _: Failed) {
        self.opened.borrow_mut().push(path.parent().unwrap().to_owned());
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }
    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// The window without a display.
pub struct Screen {
    pub harness: Harness<'static, App>,
    pub folder: tempfile::TempDir,
    pub chosen: Rc<RefCell<Option<PathBuf>>>,
    pub asked: Rc<RefCell<Vec<PathRequest>>>,
    pub opened: Rc<RefCell<Vec<PathBuf>>>,
    /// What is on the clipboard as HTML and as plain text.
    pub copied: Rc<RefCell<Option<[String; 2]>>>,
    /// What other programs put on the clipboard as HTML.
    pub page: Rc<RefCell<Option<String>>>,
    /// The system's clipboard takes nothing.
    pub has_no_clipboard: Rc<Cell<bool>>,
    /// The system has no file dialogs.
    pub has_no_dialogs: Rc<Cell<bool>>,
    /// Its dialogs do not answer by themselves; what waits for an answer.
    pub answers_late: Rc<Cell<bool>>,
    pub unanswered: Rc<RefCell<Vec<OnChosen>>>,
    pub rescue: Rescue,
    lanes: Option<Lanes>,
}

impl Screen {
    pub fn new() -> Self {
        Self::in_folder(tempfile::tempdir().unwrap())
    }

    pub fn in_folder(folder: tempfile::TempDir) -> Self {
        let settings = Settings::load(&DataFolder::at(folder.path().join("data")));
        Self::build(folder, settings, None, None, None)
    }

    /// A window that starts this program for work in a process of its own.
    pub fn with_child(program: PathBuf) -> Self {
        Self::build(tempfile::tempdir().unwrap(), Settings::default(), None, Some(program), None)
    }

    /// Both: a program of its own, and threads that wait for it.
    pub fn with_child_and_threads(program: PathBuf) -> Self {
        Self::build(tempfile::tempdir().unwrap(), Settings::default(), Some(Lanes::default()), Some(program), None)
    }

    /// A window that leaves to threads what waits for the disk.
    pub fn with_threads() -> Self {
        Self::with_threads_in(tempfile::tempdir().unwrap(), Settings::default())
    }

    pub fn with_threads_in(folder: tempfile::TempDir, settings: Settings) -> Self {
        Self::build(folder, settings, Some(Lanes::default()), None, None)
    }

    /// A window in which report and findings always follow beside the drawing, as those of a long document do.
    pub fn hurried() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::build(folder, Settings::default(), Some(Lanes::default()), None, Some(Duration::ZERO))
    }

    fn build(
        folder: tempfile::TempDir,
        settings: Settings,
        lanes: Option<Lanes>,
        child: Option<PathBuf>,
        patience: Option<Duration>,
    ) -> Self {
        let (chosen, asked, opened, copied) = (Rc::default(), Rc::default(), Rc::default(), Rc::default());
        let has_no_clipboard = Rc::default();
        let page = Rc::default();
        let (has_no_dialogs, answers_late, unanswered) = (Rc::default(), Rc::default(), Rc::default());
        let rescue = Rescue::default();
        let system = FakeSystem {
            data: folder.path().join("data"),
            chosen: Rc::clone(&chosen),
            asked: Rc::clone(&asked),
            opened: Rc::clone(&opened),
            copied: Rc::clone(&copied),
            page: Rc::clone(&page),
            has_no_clipboard: Rc::clone(&has_no_clipboard),
            has_no_dialogs: Rc::clone(&has_no_dialogs),
            answers_late: Rc::clone(&answers_late),
            unanswered: Rc::clone(&unanswered),
            settings,
            child,
            lanes: lanes.clone(),
            patience,
        };
        let for_app = rescue.clone();
        let builder = Harness::builder().with_size([1366.0, 720.0]).with_max_steps(40);
        let mut harness = builder.build_eframe(move |context| App::new(&context.egui_ctx, Box::new(system), for_app));
        harness.run();
        Self {
            harness,
            folder,
            chosen,
            asked,
            opened,
            copied,
            page,
            has_no_clipboard,
            has_no_dialogs,
            answers_late,
            unanswered,
            rescue,
            lanes,
        }
    }

    pub fn app(&self) -> &App {
        self.harness.state()
    }

    /// Nothing waits for the disk any more.
    pub fn is_at_rest(&self) -> bool {
        self.lanes.as_ref().is_none_or(|lanes| lanes.finish(std::time::Duration::ZERO))
    }

    /// The end of the program, without waiting for what is still to be written.
    pub fn exit(&mut self) {
        eframe::App::on_exit(self.harness.state_mut(), None);
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn choose(&self, path: &Path) {
        *self.chosen.borrow_mut() = Some(path.to_owned());
    }

    /// Goes to 附表.
    pub fn show_tables(&mut self) {
        self.press(Modifiers::COMMAND, Key::Num9);
        self.press(Modifiers::ALT, Key::Num2);
    }

    /// Goes to 图表.
    pub fn show_charts(&mut self) {
        self.press(Modifiers::COMMAND, Key::Num9);
        self.press(Modifiers::ALT, Key::Num3);
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    pub fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.run();
    }

    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.harness.run();
    }

    pub fn says(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    /// 新建, by the keyboard alone.
    pub fn create(&mut self, department: &str) {
        self.press(Modifiers::COMMAND, Key::N);
        self.type_text(department);
        self.press(Modifiers::NONE, Key::Enter);
        assert!(self.app().session().is_some());
    }

    /// Goes on with F8 until a finding may be explained, and opens the dialog for it.
    pub fn ask_explanation(&mut self) {
        let errors = self.app().session().unwrap().derived().review.open(juesuan::rules::Severity::Error);
        for _ in 0..=errors {
            self.press(Modifiers::NONE, Key::F8);
            self.press(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::F8);
            if !self.says("错误不能用说明代替") {
                return;
            }
            self.press(Modifiers::NONE, Key::Escape);
        }
        panic!("nothing may be explained");
    }

    /// A document that differs from what is saved, each time: by the other entry unit.
    pub fn change(&mut self) {
        let is_in_yuan = self.app().session().unwrap().document().unit.entry_unit == Some(EntryUnit::Yuan);
        self.press(Modifiers::COMMAND, Key::K);
        self.type_text(if is_in_yuan { "按万元录入" } else { "按元录入" });
        self.press(Modifiers::NONE, Key::Enter);
        assert!(self.app().session().unwrap().is_modified());
    }

    /// Lets the window's time pass until this is so; what runs on threads of its own gets time too.
    pub fn wait_until(&mut self, holds: impl Fn(&Self) -> bool) {
        let patience = std::time::Instant::now() + std::time::Duration::from_secs(120);
        while std::time::Instant::now() < patience {
            if holds(self) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
            self.harness.step();
        }
        let labels = self.harness.query_all_by(|node| node.label().is_some());
        let words: Vec<String> = labels.filter_map(|node| node.accesskit_node().label()).collect();
        panic!("waited in vain; on screen: {}", words.join(" | "));
    }

    pub fn drop_files(&mut self, paths: &[PathBuf]) {
        self.let_fall(paths);
        self.harness.run();
    }

    /// Files are dropped, and what comes of it is not waited for.
    pub fn let_fall(&mut self, paths: &[PathBuf]) {
        self.harness.input_mut().dropped_files =
            paths.iter().map(|path| Arc::new(Dropped(path.clone())) as egui::DroppedFileHandle).collect();
        self.harness.step();
    }

    pub fn close_window(&mut self) {
        self.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
        self.harness.step();
        self.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.clear();
        self.harness.run();
    }
}
