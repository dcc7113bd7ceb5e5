//! What this program is.

use egui::Ui;

use crate::ui::{View, theme};

use super::{Continuation, Dialog, default_button, dialog};

pub struct About;

impl Dialog for About {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let answer = dialog(ui, "about", "决算公开编审", true, |ui| {
            ui.label(format!("版本 {}", env!("CARGO_PKG_VERSION")));
            ui.label("部门决算的录入、审核与公开：数只录一次，附表、图和审核随录随算。");
            ui.label("字体：思源黑体（SIL 开放字体许可证 1.1）");
            ui.label("导入试过的文件：本程序导出的和公开网站上的 xlsx、xls、PDF，本程序导出的 docx，XML 和网页格式的表，文本");
            ui.label("还没有用真实文件试过：财政一体化系统的导出、WPS 的 et；扫描件、加密文件和 doc、wps 读不了");
            ui.add_space(theme::GRID);
            default_button(ui, "关闭").clicked().then_some(true)
        });
        Continuation::after(answer.map(|_| None), view)
    }
}
