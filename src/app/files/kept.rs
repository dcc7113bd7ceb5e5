//! Former saves that are kept on this computer (留存): looking at one, and restoring what it holds.

use std::path::Path;

use crate::{
    app::{apart::Lane, editing::Editing, read_only::ReadOnly, window::sayable},
    compare::{apply_changes, compare},
    document::{Document, Edit},
    storage::{Generation, KeptCopy, LoadedProject, OpenError, kept_copies, list_generations},
    ui::{Tab, dialogs::CopiesDialog},
};

use super::Filing;

impl Filing<'_> {
    /// The open document has been saved or given up by now: a former save of it is looked at.
    pub(super) fn open_generation(&mut self, generation: &Generation) {
        let looked_at = self.opened.read_only.as_ref().and_then(ReadOnly::file);
        let Some(file) = self.session.path().or(looked_at).map(Path::to_owned) else { return };
        let (read, name) = (generation.clone(), format!("{} 的留存", generation.shown_time()));
        let number = self.begin_opening(file.clone());
        let then = move |filing: &mut Filing<'_>, opened: Option<Result<LoadedProject, OpenError>>| {
            if filing.end_opening(number).is_none() {
                return;
            }
            let Some(opened) = filing.opened_generation(opened) else { return };
            let generations = filing.opened.desk.comparing.generations.clone();
            filing.session.start(opened.document);
            filing.document_opened();
            // The list stays, to look at another one.
            filing.opened.desk.comparing.generations = generations;
            filing.opened.read_only = Some(ReadOnly::FormerSave { file, name });
            filing.opened.enter_tab(Tab::Unit);
            filing.window.say("这是留存的内容，只能查看");
        };
        self.apart(Lane::Open(number), move || read.open(), then);
    }

    /// Shows what is kept of a file that may be damaged or gone.
    pub(super) fn open_copy(&mut self, copy: KeptCopy) {
        let number = self.begin_opening(copy.path.clone());
        let (data, asked) = (self.window.data.clone(), copy.clone());
        let read = move || match asked.open() {
            Ok(opened) => {
                let generations = data.as_ref().map(|data| list_generations(data, &asked.of)).unwrap_or_default();
                Ok((opened, generations))
            }
            // Whatever else there is stays at hand.
            Err(error) => {
                let mut copies = kept_copies(data.as_ref(), &asked.of);
                copies.retain(|other| other.path != asked.path);
                Err((format!("{}打不开：{error}", asked.words()), copies))
            }
        };
        self.apart(Lane::Open(number), read, move |filing, answer| {
            if filing.end_opening(number).is_none() {
                return;
            }
            match answer {
                Some(Ok((opened, generations))) => {
                    filing.session.start(opened.document);
                    filing.document_opened();
                    filing.opened.desk.comparing.generations = generations.into();
                    filing.opened.read_only = Some(ReadOnly::FormerSave { file: copy.of.clone(), name: copy.words() });
                    filing.opened.enter_tab(Tab::Unit);
                    filing.window.say("只能查看；要接着用它，请按 Ctrl+Shift+S 另存为");
                }
                Some(Err((words, copies))) => filing.offer_copies(words, copies),
                None => filing.window.say_fault(format!("{}打不开：程序内部出错；请改选另一份", copy.words())),
            }
        });
    }

    /// Says why something can't be opened, with what there is besides.
    pub(super) fn offer_copies(&mut self, words: String, copies: Vec<KeptCopy>) {
        if copies.is_empty() {
            self.window.say_fault(words);
        } else {
            self.window.open(CopiesDialog::new(sayable(words), copies));
        }
    }

    /// Makes the content that of a former save; notes and signatures stay. One step to undo.
    pub fn restore_generation(&mut self, generation: &Generation) {
        let (read, time) = (generation.clone(), generation.shown_time());
        let begun = self.session.begun();
        let then = move |filing: &mut Filing<'_>, opened: Option<Result<LoadedProject, OpenError>>| {
            let Some(opened) = filing.opened_generation(opened) else { return };
            // Another document is open by now.
            if filing.session.begun() == begun {
                filing.restore(&opened.document, &time);
            }
        };
        self.apart(Lane::Look, move || read.open(), then);
    }

    fn opened_generation(&mut self, opened: Option<Result<LoadedProject, OpenError>>) -> Option<LoadedProject> {
        match opened {
            Some(Ok(opened)) => return Some(opened),
            Some(Err(error)) => self.window.say_fault(format!("这份留存打不开：{error}")),
            None => self.window.say_fault("这份留存打不开：程序内部出错；请改选另一份留存"),
        }
        None
    }

    fn restore(&mut self, kept: &Document, time: &str) {
        let changes = compare(self.session.document(), kept);
        if changes.is_empty() {
            return self.window.say("这份留存与当前内容相同，没有需要恢复的");
        }
        let taken = apply_changes(&changes);
        let marks = self.session.document().apply(&taken).map(|restored| restored.marks_of(kept)).unwrap_or_default();
        let edits = std::iter::once(taken).chain(marks).collect();
        let label = format!("恢复到 {time} 的留存");
        let mut editing = Editing { session: self.session, opened: self.opened, window: self.window };
        editing.apply_anyway(&Edit::Many { label, edits });
        self.window
            .say(format!("已恢复到 {time} 的留存（{} 处），可用 Ctrl+Z 一步撤销，保存后才写入文件", changes.len()));
    }
}
