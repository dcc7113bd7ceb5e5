//! 文件已被别人改动：never overwritten silently.

use egui::Ui;

use super::{default_button, dialog};

/// The decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangedChoice {
    /// What both have changed goes into one.
    Merge,
    /// What differs is shown first.
    Compare,
    /// Under another name.
    SaveAs,
    /// Replace it; the other version stays as the backup.
    Overwrite,
    /// The other version is opened, what is not saved here is given up.
    Reopen,
    /// Leave both as they are.
    Cancel,
}

impl ChangedChoice {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Merge, "合并"),
        (Self::Compare, "比较"),
        (Self::SaveAs, "另存为…"),
        (Self::Overwrite, "覆盖"),
        (Self::Reopen, "重新打开"),
        (Self::Cancel, "取消"),
    ];
}

/// Draws the question; `path` is the file, `backup` where the other version goes when it is replaced.
pub fn changed_on_disk_ui(ui: &Ui, path: &str, backup: &str) -> Option<ChangedChoice> {
    dialog(ui, "changed", "文件已被别人改动", ChangedChoice::Cancel, |ui| {
        ui.label("文件在打开之后已被其他人或其他程序改动，因此尚未保存：");
        ui.label(path);
        ui.add_space(super::theme::GRID);
        ui.label("合并：两边的修改并到一起，改了同一处的由您选择，然后再保存");
        ui.label("比较：先看哪些地方不同");
        ui.label("另存为：窗口里的内容存为新文件，磁盘上的文件保持对方的版本");
        ui.label(format!("覆盖：文件换成窗口里的内容，对方的版本留在 {backup}"));
        ui.label("重新打开：改用对方的版本，窗口里没有保存的修改不要了");
        ui.add_space(super::theme::GRID);
        let mut choice = None;
        ui.horizontal_wrapped(|ui| {
            for (what, words) in ChangedChoice::ALL {
                let is_first = what == ChangedChoice::Merge;
                let button = if is_first { default_button(ui, words) } else { ui.button(words) };
                if button.clicked() {
                    choice = Some(what);
                }
            }
        });
        choice
    })
}
