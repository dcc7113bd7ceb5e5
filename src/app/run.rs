//! Runs the commands in the order in which they were asked for, after the frame is drawn: where each is handled.

use std::path::PathBuf;

use egui::Event;

use crate::{
    export::Format,
    storage::{IfChanged, Theme, log_file, unpack_guide},
    ui::{
        Command, Tab,
        command::{AuditingCommand, CarryCommand, ComparingCommand, Departure, FileFor},
        dialogs::{About, CommandPalette, ExportDialog, KeyHelp, NewDocumentForm},
    },
};

use super::{
    App,
    apart::Lane,
    asking::{Answer, Purpose},
};

impl App {
    pub(super) fn run(&mut self, command: Command) {
        // The text of a dialog needs no document.
        let is_of_text = matches!(command, Command::Cut | Command::Copy | Command::Paste);
        let has_text = self.opened.shows_page() || self.typing().is_in_dialog();
        let is_possible = self.opened.is_open || (is_of_text && has_text);
        if command.needs().document && !is_possible {
            return;
        }
        if !command.may_run_behind() {
            self.session.conclude();
        }
        match command {
            Command::Edit(edit) => _ = self.editing().apply_now(&edit),
            Command::Typed(edit, run) => self.editing().apply_typed(&edit, run),
            Command::Undo => self.undo_or_redo(true),
            Command::Redo => self.undo_or_redo(false),
            Command::SetEntryUnit(unit) => self.editing().set_entry_unit(unit),
            Command::FillIncomeFromExpenditure => self.editing().fill_income(),

            Command::New => self.window.open(NewDocumentForm::new(self.window.services.year())),
            Command::Open => self.asking().what_to_open(),
            Command::Create(particulars) => self.filing().depart(Departure::New(particulars)),
            Command::OpenFile(path) => self.filing().depart(Departure::Open(path)),
            Command::OpenCopy(copy) => self.filing().depart(Departure::OpenCopy(copy)),
            Command::OpenSample => self.filing().depart(Departure::OpenSample),
            Command::CloseFile => self.filing().depart(Departure::Close),
            Command::AnotherWindow => {
                if !self.window.services.open_another_window() {
                    self.window.say("没有打开另一个窗口：请再次启动程序的图标，或重新登录后再试");
                }
            }
            Command::Quit => self.filing().depart(Departure::Quit),
            Command::ForgetRecent(path) => self.filing().forget_recent(&path),
            Command::Save => self.filing().save(IfChanged::Refuse, None),
            Command::SaveAs => self.asking().where_to_save(None),
            Command::File(decision) => self.filing().run(decision),

            Command::Export => self.exporting().ask_what(),
            Command::ReviewSheet => self.exporting().ask_where(Format::ReviewSheet),
            Command::CopyForWeb => self.exporting().copy_for_web(),
            Command::Exporting(command) => self.exporting().run(command),
            Command::Sign(sign) => self.signing().run(sign),
            Command::Remark(remark) => self.remarking().run(remark),
            Command::Comparing(command) => self.run_comparing(command),
            Command::Auditing(AuditingCommand::Record) => self.record(),
            Command::Auditing(command) => self.auditing().run(command),
            Command::Batch(command) => self.auditing().run_batch(command),
            Command::Checking(command) => self.checking().run(command),
            Command::Importing(command) => self.importing().run(command),

            Command::ShowSource(source) => self.opened.show_source(self.session.derived(), &source),
            Command::ShowTab(tab) => self.opened.enter_tab(tab),
            Command::NextTab => self.opened.turn_tab(1, &self.session.derived().figures),
            Command::PreviousTab => self.opened.turn_tab(-1, &self.session.derived().figures),
            Command::NextFinding => self.reading().walk_findings(1),
            Command::PreviousFinding => self.reading().walk_findings(-1),
            Command::ShowFinding(index) => self.reading().show_finding_at(index),
            Command::BackFromFinding => self.reading().back_from_finding(),
            Command::Explain(source) => self.reading().explain(source),
            Command::ExplainCurrent => self.reading().explain_current(),
            Command::CopyExplanation => self.reading().copy_explanation(),
            Command::Find => self.reading().find(),
            Command::FoldRight => self.reading().fold_right(),

            Command::NextRegion => self.typing().go_to_region(true),
            Command::PreviousRegion => self.typing().go_to_region(false),
            Command::InPage(what) => self.typing().press_in_page(what),
            Command::Cut => self.typing().do_with_text(Event::Cut),
            Command::Copy => self.typing().do_with_text(Event::Copy),
            Command::Paste => self.typing().paste(),
            Command::OpenMenu(at, lines) => {
                let in_dialog = self.typing().is_in_dialog();
                self.keyboard.menus.open_at(at, lines, in_dialog);
            }

            Command::Palette => {
                let figures = self.opened.is_open.then(|| &self.session.derived().figures);
                self.window.open(CommandPalette::new(self.opened.possible(&self.session), figures));
            }
            Command::Keys => self.window.open(KeyHelp),
            Command::Guide => self.show_guide(),
            Command::About => self.window.open(About),
            Command::ToggleTheme => self.appearance().toggle_theme(),
            Command::SystemTheme => self.appearance().set_theme(Theme::System),
            Command::SetTypeface(typeface) => self.appearance().set_typeface(typeface),
            Command::ZoomIn => self.appearance().zoom_in(),
            Command::ZoomOut => self.appearance().zoom_out(),
            Command::ZoomReset => self.appearance().reset_zoom(),
            Command::ShowLog => self.show_log(),

            Command::RememberColumns(said) => {
                self.window.settings.remember_pasted(said);
                self.window.save_settings();
            }
            Command::CopyText(text) => self.context.copy_text(text),
            Command::Status(text) => self.window.say(text),
            Command::Refuse(text) => self.window.refuse(text),
            Command::Warn(text) => self.filing().warn(text),
        }
    }

    /// A signature may go or come back with it.
    fn undo_or_redo(&mut self, undoes: bool) {
        let before = self.opened.desk.standing.clone();
        match undoes {
            true => self.editing().undo(),
            false => self.editing().redo(),
        }
        self.signing().note_taken_back(&before);
    }

    fn record(&mut self) {
        match self.audits.recorded() {
            Some(departure) => self.filing().depart(departure),
            None => self.window.refuse("还没有审核过报告，请先按 Ctrl+Shift+A 选报告".to_owned()),
        }
    }

    fn run_comparing(&mut self, command: ComparingCommand) {
        if let Some(read_only) = self.opened.read_only.as_ref().filter(|_| command.changes_document()) {
            let sentence = read_only.sentence();
            return self.window.refuse(sentence);
        }
        match command {
            ComparingCommand::Compare(with) => self.comparing().compare_with(with),
            ComparingCommand::ExportComparison => self.comparing().ask_where_to_write(),
            ComparingCommand::AskMerge => self.asking().ask_for(FileFor::Merging),
            ComparingCommand::MergeDisk => self.comparing().merge_disk(),
            ComparingCommand::TakeMerge(choices) => self.comparing().take_merge(&choices),
            ComparingCommand::GiveUpMerge => self.comparing().give_up_merge(),
            ComparingCommand::FileChosen(what, path) => self.comparing().file_chosen(path, what),
            ComparingCommand::GoTo(place) => {
                self.opened.show_changed(&self.session, Some(place), self.session.document());
            }
            ComparingCommand::SavesOfCell => {
                self.opened.tabs.show_saves_of_cell();
                self.opened.enter_tab(Tab::Saves);
            }
            ComparingCommand::OpenGeneration(generation) => {
                self.filing().depart(Departure::OpenGeneration(generation));
            }
            ComparingCommand::RestoreGeneration(generation) => self.filing().restore_generation(&generation),
            ComparingCommand::BackToFile(path) => self.filing().depart(Departure::Open(path)),
            ComparingCommand::Carry(command) => self.run_carry(command),
        }
    }

    fn run_carry(&mut self, command: CarryCommand) {
        match command {
            CarryCommand::AskNextYear => self.carrying().ask_next_year(),
            CarryCommand::BeginNextYear => self.filing().depart(Departure::NextYear),
            CarryCommand::AskLastYear => self.carrying().ask_last_year(),
            CarryCommand::AskUnlock => self.carrying().ask_unlock(),
            CarryCommand::Unlock { path, reason } => self.carrying().unlock(path, &reason),
            CarryCommand::TypedIntoLocked(path) => self.carrying().typed_into_locked(path),
            CarryCommand::TakeSuggestion => self.carrying().take_suggestion(),
        }
    }

    /// Goes on with the file that a dialog of the system has answered.
    pub(super) fn take_asked(&mut self) {
        let context = self.context.clone();
        if let Some(answer) = self.asking().take_answer(&context) {
            self.answered(answer);
        }
    }

    /// Goes on with what was asked for a file, and with where the keyboard was.
    pub(super) fn answered(&mut self, answer: Answer) {
        let Answer { chosen, purpose } = answer;
        let first = chosen.first().cloned();
        match (first, purpose) {
            (Some(path), Purpose::Then(then)) => self.window.queue.push(then(path)),
            (Some(_), Purpose::ThenAll(then)) => self.window.queue.push(then(chosen)),
            (Some(path), Purpose::Save(then)) => self.filing().save_as(path, then),
            (Some(path), Purpose::Export) => {
                if let Some(dialog) = self.window.dialog_as::<ExportDialog>() {
                    dialog.set_folder(path);
                }
            }
            (None, _) => {}
        }
        if self.opened.shows_page() && self.window.dialog.is_none() {
            self.opened.enter_page();
        }
        self.context.request_repaint();
    }

    fn show_guide(&mut self) {
        let data = self.window.data.clone();
        self.window.apart(
            Lane::Settings,
            &self.context,
            move || data.as_ref().and_then(unpack_guide),
            |app, path: Option<Option<PathBuf>>| {
                let Some(path) = path.flatten() else {
                    // Perhaps no document is open, and no status line to say it in.
                    let text = "没有打开“上手”：写不进程序的数据文件夹，请检查磁盘是否已满".to_owned();
                    return app.window.queue.push(Command::Warn(text));
                };
                let failed = app.exports.say_when_not_opened(path.clone(), &app.context);
                app.window.services.open_path(path, failed);
                app.window.say("已在浏览器中打开“上手”，可以打印");
            },
        );
    }

    fn show_log(&mut self) {
        let data = self.window.data.clone();
        self.window.apart(
            Lane::Settings,
            &self.context,
            move || data.as_ref().and_then(log_file),
            |app, path: Option<Option<PathBuf>>| {
                let Some(path) = path.flatten() else {
                    return app.window.say_fault("系统没有给出存放日志的文件夹");
                };
                let failed = app.exports.say_when_not_opened(path.clone(), &app.context);
                app.window.services.show_in_folder(path, failed);
                app.window.say("日志和出错报告在打开的文件夹中，其中没有金额，可发给维护人员");
            },
        );
    }
}
