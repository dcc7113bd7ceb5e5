//! 本机留存：looking at a former save, going back to the file, and restoring what was saved.

use std::path::Path;

use crate::{
    compare::{apply_changes, compare},
    document::Edit,
    storage::{Generation, KeptCopy, kept_copies, list_generations},
    ui::tabs::Tab,
};

use super::{App, Dialog, notice::sayable, read_only::ReadOnly};

impl App {
    /// Asks the disk which former saves there are.
    pub(super) fn list_generations(&mut self) {
        self.desk.comparing.generations = self.session.generations().into();
    }

    /// The open document has been saved or given up by now: a former save of it is looked at.
    pub(super) fn open_generation(&mut self, generation: &Generation) {
        let looked_at = self.read_only.as_ref().and_then(ReadOnly::file);
        let Some(file) = self.session.path().or(looked_at).map(Path::to_owned) else { return };
        let generations = self.desk.comparing.generations.clone();
        match generation.open() {
            Ok(opened) => {
                self.session.start(opened.document);
                self.document_opened();
                // The list stays, to look at another one.
                self.desk.comparing.generations = generations;
                self.read_only =
                    Some(ReadOnly::FormerSave { file, name: format!("{} 的留存", generation.shown_time()) });
                self.enter_tab(Tab::Unit);
                self.say("这是留存的内容，只能查看");
            }
            Err(error) => self.say_fault(format!("这份留存打不开：{error}")),
        }
    }

    /// Shows what is kept of a file that may be damaged or gone.
    pub(super) fn open_copy(&mut self, copy: &KeptCopy) {
        match copy.open() {
            Ok(opened) => {
                self.session.start(opened.document);
                self.document_opened();
                if let Some(data) = &self.data {
                    self.desk.comparing.generations = list_generations(data, &copy.of).into();
                }
                self.read_only = Some(ReadOnly::FormerSave { file: copy.of.clone(), name: copy.words() });
                self.enter_tab(Tab::Unit);
                self.say("只能查看；要接着用它，请按 Ctrl+Shift+S 另存为");
            }
            Err(error) => {
                // Whatever else there is stays at hand.
                let words = format!("{}打不开：{error}", copy.words());
                let mut copies = kept_copies(self.data.as_ref(), &copy.of);
                copies.retain(|other| other.path != copy.path);
                if copies.is_empty() {
                    self.say_fault(words);
                } else {
                    self.dialog = Some(Dialog::Copies { words: sayable(words), copies });
                }
            }
        }
    }

    /// Makes the content that of a former save; notes and signatures stay. One step to undo.
    pub(super) fn restore_generation(&mut self, generation: &Generation) {
        let opened = match generation.open() {
            Ok(opened) => opened,
            Err(error) => return self.say_fault(format!("这份留存打不开：{error}")),
        };
        let changes = compare(self.session.document(), &opened.document);
        if changes.is_empty() {
            return self.say("这份留存与当前内容相同，没有需要恢复的");
        }
        let Edit::Many { edits, .. } = apply_changes(&changes) else { return };
        let time = generation.shown_time();
        let label = format!("恢复到 {time} 的留存");
        self.apply_anyway(&Edit::Many { label, edits });
        self.say(format!("已恢复到 {time} 的留存（{} 处），可用 Ctrl+Z 一步撤销，保存后才写入文件", changes.len()));
    }
}
