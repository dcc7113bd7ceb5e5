//! 执行命令, in the order in which they were asked for, after the frame is drawn.

use egui::{Context, Event, KeyboardShortcut, ViewportCommand};

use crate::{
    at,
    document::{Edit, Entry, EntryUnit},
    session::TypingRun,
    storage::{IfChanged, Theme, log_file},
    ui::{
        Command, Tab,
        command::{InPage, key_in_page},
        dialogs::{About, KeyHelp, NewDocumentForm, Palette},
        panels::{explain_panel, find::Find},
        state::current,
    },
};

use super::{App, apart::Lane};

/// What is on the clipboard comes within so many frames.
const PASTE_FRAMES: u8 = 4;

impl App {
    /// Runs one command: here is where each is handled.
    pub(super) fn run(&mut self, command: Command, context: &Context, window: &eframe::Frame) {
        if command.needs().document && !self.is_open {
            return;
        }
        match command {
            Command::Edit(edit) => _ = self.apply_now(&edit),
            Command::Typed(edit, run) => self.apply_typed(&edit, run),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::SetEntryUnit(unit) => self.set_entry_unit(unit),
            Command::FillIncomeFromExpenditure => self.fill_income(),

            Command::New => self.open_dialog(NewDocumentForm::new(self.services.year())),
            Command::Open => self.ask_what_to_open(context, window),
            Command::Create(_)
            | Command::OpenFile(_)
            | Command::OpenCopy(_)
            | Command::OpenSample
            | Command::CloseFile
            | Command::Quit => self.replace_document(command, context),
            Command::ForgetRecent(path) => self.forget_recent(&path),
            Command::Save => self.save(IfChanged::Refuse, None, context, window),
            Command::SaveAs => self.ask_where_to_save(None, context, window),
            Command::File(decision) => self.decide_about_files(decision, context, window),

            Command::Export => self.ask_what_to_export(context),
            Command::Exporting(command) => self.run_export(command, context, window),
            Command::Sign(sign) => self.run_sign(sign, context, window),
            Command::Remark(remark) => self.run_remark(remark, context),
            Command::Comparing(command) => self.run_comparing(command, context, window),

            Command::ShowSource(source) => self.show_source(&source),
            Command::ShowTab(tab) => self.enter_tab(tab),
            Command::ShowPart(part) => {
                self.tabs.show_part(part);
                self.enter_tab(Tab::Exchange);
            }
            Command::NextTab => self.turn_tab(1),
            Command::PreviousTab => self.turn_tab(-1),
            Command::NextFinding => self.walk_findings(1, context),
            Command::PreviousFinding => self.walk_findings(-1, context),
            Command::ShowFinding(index) => self.show_finding_at(index, context),
            Command::BackFromFinding => self.back_from_finding(),
            Command::Explain(source) => self.explain(source, context),
            Command::ExplainCurrent => self.explain_current(context),
            Command::CopyExplanation => self.copy_explanation(context),
            Command::Find => self.find(),
            Command::FoldRight => self.fold_right(context),

            Command::NextRegion => self.go_to_region(true, context),
            Command::PreviousRegion => self.go_to_region(false, context),
            Command::InPage(what) => self.press_in_page(what, context),
            Command::Cut => self.do_in_page(Event::Cut, context),
            Command::Copy => self.do_in_page(Event::Copy, context),
            Command::Paste => self.paste_in_page(context),
            Command::OpenMenu(at, lines) => self.menus.open_at(at, lines),

            Command::Palette => self.open_dialog(Palette::new(self.possible())),
            Command::Keys => self.open_dialog(KeyHelp),
            Command::About => self.open_dialog(About),
            Command::ToggleTheme => self.toggle_theme(context),
            Command::SystemTheme => self.set_theme(Theme::System, context),
            Command::SetTypeface(typeface) => self.set_typeface(typeface, context),
            Command::ZoomIn => self.zoom(self.larger(), context),
            Command::ZoomOut => self.zoom(self.smaller(), context),
            Command::ZoomReset => self.zoom(100, context),
            Command::ShowLog => self.show_log(context),

            Command::CopyText(text) => context.copy_text(text),
            Command::Status(text) => self.say(text),
            Command::Refuse(text) => self.refuse(text),
            // What is opened puts away what was said before.
            Command::Warn(text) if self.opening.is_some() => self.warn_when_opened.push(text),
            Command::Warn(text) => self.warn(&text),
        }
    }

    fn explain_current(&mut self, context: &Context) {
        if let Some(source) = current::get(context) {
            self.explain(source, context);
        }
        self.show_explanation(context);
    }

    fn find(&mut self) {
        match &mut self.find {
            // The pages as printed have a search of their own.
            _ if self.tab == Tab::Preview => self.tabs.search_preview(),
            Some(find) => find.focus(),
            None => self.find = Some(Find::open()),
        }
    }

    fn show_log(&mut self, context: &Context) {
        let data = self.data.clone();
        self.apart(
            Lane::Settings,
            context,
            move || data.as_ref().and_then(log_file),
            |app, path, context| {
                let Some(path) = path.flatten() else {
                    return app.say_fault("系统没有给出存放日志的文件夹");
                };
                let failed = app.say_when_not_opened(path.clone(), context);
                app.services.show_in_folder(path, failed);
                app.say("日志和出错报告在打开的文件夹中，其中没有金额，可发给维护人员");
            },
        );
    }

    /// A card over the page goes first.
    fn fold_right(&mut self, context: &Context) {
        if self.card.take().is_some() {
            return;
        }
        let folds = !self.is_folded(context);
        if folds && !self.is_in_page(context) {
            // What is folded must not keep the keyboard.
            self.tabs.enter(self.tab);
        }
        self.is_folded = Some(folds);
    }

    /// Presses the key where the keyboard is in the page.
    fn press_in_page(&mut self, what: InPage, context: &Context) {
        let Some(KeyboardShortcut { modifiers, logical_key: key }) = key_in_page(what) else { return };
        self.do_in_page(Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }, context);
    }

    fn do_in_page(&mut self, event: Event, context: &Context) {
        self.go_to_page(context);
        self.type_ahead.press_first(context, Some(event));
    }

    /// The clipboard's text comes as an event of one of the next frames.
    fn paste_in_page(&mut self, context: &Context) {
        self.go_to_page(context);
        context.send_viewport_cmd(ViewportCommand::RequestPaste);
        self.type_ahead.press_first(context, None);
        self.paste_awaited = PASTE_FRAMES;
    }

    /// Says so when the clipboard had nothing to paste.
    pub(super) fn await_paste(&mut self, context: &Context) {
        if self.paste_awaited == 0 {
            return;
        }
        let has_come = |event: &Event| matches!(event, Event::Paste(_) | Event::PasteImage(_));
        if context.input(|input| input.events.iter().any(has_come)) {
            self.paste_awaited = 0;
            return;
        }
        self.paste_awaited -= 1;
        context.request_repaint();
        if self.paste_awaited == 0 {
            self.say("剪贴板里没有文字，没有粘贴；请先复制");
        }
    }

    /// Changes the document; says so when that is not possible or not allowed.
    /// Answers whether it was allowed.
    pub(super) fn apply_now(&mut self, edit: &Edit) -> bool {
        match self.refusal(edit) {
            Some(sentence) => {
                self.refuse(sentence);
                false
            }
            None => {
                self.apply_anyway(edit);
                true
            }
        }
    }

    /// Also over locks: what takes whole files over, or unlocks.
    pub(super) fn apply_anyway(&mut self, edit: &Edit) {
        match self.session.apply(edit) {
            Ok(true) => self.message = None,
            Ok(false) => {}
            Err(error) => {
                log::error!("{error}");
                self.say_fault(format!("这一步没有做成：{error}"));
            }
        }
    }

    /// Someone goes on typing.
    fn apply_typed(&mut self, edit: &Edit, run: TypingRun) {
        if let Some(sentence) = self.refusal(edit) {
            return self.refuse(sentence);
        }
        match self.session.apply_typed(edit, run) {
            Ok(true) => self.message = None,
            Ok(false) => {}
            Err(error) => {
                log::error!("{error}");
                self.say_fault(format!("这一步没有做成：{error}"));
            }
        }
    }

    fn undo(&mut self) {
        match self.session.undo() {
            Some(change) => {
                self.say(format!("已撤销：{}", change.label));
                self.show_changed(change.place);
            }
            None => self.say("没有可以撤销的修改"),
        }
    }

    fn redo(&mut self) {
        match self.session.redo() {
            Some(change) => {
                self.say(format!("已重做：{}", change.label));
                self.show_changed(change.place);
            }
            None => self.say("没有可以重做的修改"),
        }
    }

    fn copy_explanation(&mut self, context: &Context) {
        let source = self.explained(context);
        let explanation = source.and_then(|source| self.session.derived().figures.explain(&source));
        match explanation {
            Some(explanation) => {
                context.copy_text(explain_panel::as_text(&explanation));
                self.say("已复制这个数的来历");
            }
            None => self.say("请先选中一格"),
        }
    }

    fn set_entry_unit(&mut self, unit: EntryUnit) {
        let set = Edit::Set { path: at!(unit.entry_unit), entry: Entry::Choice(unit.name()) };
        if !self.apply_now(&Edit::Many { label: format!("改为按{}录入", unit.label()), edits: vec![set] }) {
            return;
        }
        self.say(format!("金额按{}录入和显示，已录入的数不变", unit.label()));
    }

    fn fill_income(&mut self) {
        let fill = self.session.document().fill_income_from_spending();
        let Some(edit) = fill.edit else {
            return self.say("收入已与支出一致，没有需要填列的");
        };
        if !self.apply_now(&edit) {
            return;
        }
        self.show_changed(edit.place());
        self.say(match fill.overwritten {
            0 => "已按支出填列财政拨款收入，其他来源的收入请另行录入".to_owned(),
            count => format!("已按支出填列财政拨款收入，其中 {count} 个数原先不同，可用 Ctrl+Z 撤销"),
        });
    }
}
