//! A file that another program holds: closed there, it is read again.

use egui::Ui;

use crate::ui::{Command, View, theme};

use super::{Continuation, Dialog, buttons_ui, dialog};

pub struct InUseDialog {
    /// Its name, in a line that can be shown.
    name: String,
    again: Command,
}

impl InUseDialog {
    pub fn new(name: String, again: Command) -> Self {
        Self { name, again }
    }
}

impl Dialog for InUseDialog {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let answer = dialog(ui, "in use", "请先关闭文件", None, |ui| {
            ui.label(format!("“{}”正在被其他程序使用，读不到内容", self.name));
            ui.label("请在 Word、Excel 或 WPS 里保存并关闭它，再按“重试”");
            ui.add_space(theme::GRID);
            buttons_ui(ui, [("重试", Some(self.again.clone())), ("取消", None)])
        });
        Continuation::after(answer, view)
    }
}
