//! 结转到下年：what the new file will hold, before it is begun.

use egui::Ui;

use super::{default_button, dialog};

/// Draws the question; true to begin, false to leave it. `year` is the year of the open file, if it is entered.
pub fn next_year_ui(ui: &Ui, name: &str, year: Option<u32>) -> Option<bool> {
    dialog(ui, "next year", "结转到下年", false, |ui| {
        let (this, next) = match year {
            Some(year) => (format!("{year}年度"), format!("{}年度", year.saturating_add(1))),
            None => ("本年".to_owned(), "下年".to_owned()),
        };
        ui.label(format!("由“{name}”（{this}）新建{next}的文件："));
        ui.add_space(super::theme::GRID);
        for line in [
            "本年决算数成为上年数，年末结转和结余成为年初数；这些数已锁定并注明来源",
            "机构、人员、科目、项目和指标保留，金额和得分空着待填",
            "文字以灰色显示上年的写法，可按 Ctrl+Shift+U 采用后再改",
            "签批、批注和处理说明不带入；本年文件保持原样",
        ] {
            ui.label(format!("· {line}"));
        }
        ui.add_space(super::theme::GRID);
        let mut choice = None;
        ui.horizontal(|ui| {
            if default_button(ui, "结转").clicked() {
                choice = Some(true);
            }
            if ui.button("取消").clicked() {
                choice = Some(false);
            }
        });
        choice
    })
}
