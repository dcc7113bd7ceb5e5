//! What the file of the next year will hold, before it is begun (结转).

use egui::Ui;

use crate::ui::{
    Command, View,
    command::{CarryCommand, ComparingCommand},
};

use super::{Continuation, Dialog, buttons_ui, dialog, theme};

pub struct NextYearDialog {
    /// Of the open file.
    name: String,
}

impl NextYearDialog {
    pub fn new(name: String) -> Self {
        Self { name }
    }
}

impl Dialog for NextYearDialog {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let (this, next) = match view.document.unit.year {
            Some(year) => (format!("{year}年度"), format!("{}年度", year.saturating_add(1))),
            None => ("本年".to_owned(), "下年".to_owned()),
        };
        let answer = dialog(ui, "next year", "结转到下年", None, |ui| {
            ui.label(format!("由“{}”（{this}）新建{next}的文件：", self.name));
            ui.add_space(theme::GRID);
            for line in [
                "本年决算数成为上年数，年末结转和结余成为年初数；这些数已锁定并注明来源",
                "机构、人员、科目、项目和指标保留，金额和得分空着待填",
                "文字以灰色显示上年的写法，可按 Ctrl+Shift+U 采用后再改",
                "签批、批注和处理说明不带入；本年文件保持原样",
            ] {
                ui.label(format!("· {line}"));
            }
            ui.add_space(theme::GRID);
            let begin = Command::Comparing(ComparingCommand::Carry(CarryCommand::BeginNextYear));
            buttons_ui(ui, [("结转", Some(begin)), ("取消", None)])
        });
        Continuation::after(answer, view)
    }
}
