//! The file was changed by others: noticed on the way back to the window.

use std::path::Path;

use crate::{
    app::{apart::Lane, window::Notice},
    storage::DiskState,
    ui::{
        Command,
        command::{CompareWith, ComparingCommand},
    },
};

use super::Filing;

impl Filing<'_> {
    /// Whether someone else has changed the file: looked at when the window gets the keyboard back.
    pub fn look_at_disk_on_return(&mut self) {
        let has_focus = self.context.input(|input| input.focused);
        let is_back = has_focus && !self.files.had_focus;
        self.files.had_focus = has_focus;
        if !is_back || !self.opened.is_open || self.files.is_looking_at_disk {
            return;
        }
        let Some(check) = self.session.disk_check() else { return };
        self.files.is_looking_at_disk = true;
        let asked = check.clone();
        self.apart(
            Lane::Look,
            || asked.run(),
            move |filing, state| {
                filing.files.is_looking_at_disk = false;
                // What was saved or opened here since looks different, too.
                if filing.session.disk_check() == Some(check) {
                    filing.say_state_on_disk(state.flatten());
                }
            },
        );
    }

    fn say_state_on_disk(&mut self, state: Option<DiskState>) {
        // A save under way finds out for itself.
        if self.files.is_saving() || self.window.notice.as_ref().is_some_and(|notice| !notice.is_information) {
            return;
        }
        if state == Some(DiskState::Missing) {
            let text = "文件已不在原来的位置，可能被移走、改名或删除；窗口里仍是原来的内容，请另存，或存回原处";
            let notice = Notice::fault(text).with_remedy("另存为…", Command::SaveAs);
            self.window.notice = Some(notice.with_remedy("存回原处…", Command::Save));
            return;
        }
        if state != Some(DiskState::Changed) {
            return;
        }
        let Some(path) = self.session.path().map(Path::to_owned) else { return };
        let compare = ("比较", Command::Comparing(ComparingCommand::Compare(CompareWith::Disk)));
        let (text, remedies) = if self.session.is_modified() {
            let merge = ("合并", Command::Comparing(ComparingCommand::MergeDisk));
            let text = "磁盘上的文件已被其他人或其他程序改动，窗口里也有没保存的修改，可把两边并到一起";
            (text, vec![merge, compare, ("另存为…", Command::SaveAs), ("重新打开", Command::OpenFile(path))])
        } else {
            let text = "磁盘上的文件已被其他人或其他程序改动，窗口里仍是原来的内容";
            (text, vec![("重新打开", Command::OpenFile(path)), compare, ("另存为…", Command::SaveAs)])
        };
        self.window.notice = Some(Notice { remedies, ..Notice::fault(text) });
    }
}
