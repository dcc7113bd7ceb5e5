//! The keys of all commands, from the command table, and those of the tables and fields.

use egui::{Grid, Id, Key, Modal, Modifiers, RichText, ScrollArea, Ui, vec2};

use crate::ui::{
    View,
    command::{self, CommandEntry, Menu, key_text},
    theme,
};

use super::{Continuation, Dialog};

/// The keys inside tables and fields.
const IN_TABLES: &[(&str, &str)] = &[
    ("Enter  Shift+Enter", "录入，到下一行、上一行"),
    ("Tab  Shift+Tab", "录入，到下一格、上一格"),
    ("↑ ↓ ← →", "到相邻的格"),
    ("Ctrl+↑ ↓ ← →", "到这一片数的边上"),
    ("Home  End", "到行首、行末"),
    ("Ctrl+Home  Ctrl+End", "到表首、表末"),
    ("PageUp  PageDown", "上移、下移一屏"),
    ("Shift+↑ ↓ ← →", "扩大选择"),
    ("F2", "在格内移动光标"),
    ("Esc", "放弃正在输入的内容"),
    ("Delete", "清空所选的格"),
    ("Alt+↓", "打开选择列表"),
    ("Ctrl+D", "取用上面一格；在原因栏取用上面的原因，也可以写“同上”"),
];

/// The keys of the menus.
const IN_MENUS: &[(&str, &str)] = &[
    ("Alt+F、E、V、D、S、H", "打开文件、编辑、视图、数据、审签、帮助菜单"),
    ("Alt  F10", "到菜单栏，再按一次回到原处"),
    ("← →", "到相邻的菜单"),
    ("↑ ↓  字母", "选一项"),
    ("Enter", "执行"),
    ("Esc", "关闭菜单，回到原处"),
];

/// The keys of findings, explanations and notes.
const IN_EXCHANGE: &[(&str, &str)] = &[
    ("F8  Shift+F8", "到下一处、上一处待处理的问题，先走完本页，再到下一个有问题的页；已说明的不再经过"),
    ("F2", "审核、签批：写说明或回复"),
    ("Delete", "审核、签批：撤回处理说明"),
    ("Ctrl+Enter", "写入说明或批注"),
    ("Ctrl+Shift+Enter", "关闭批注，有文字时先回复"),
    ("Alt+Enter", "沿用原说明"),
    ("Alt+↑  Alt+↓", "批注框：换一处所指，如整行、某一段"),
    ("← →", "图表页：换一张图"),
];

/// The page while it is open.
pub struct KeyHelp;

impl Dialog for KeyHelp {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let is_closed = page_ui(ui);
        Continuation::after(is_closed.then(Vec::new), view)
    }
}

/// True when it is to be closed.
fn page_ui(ui: &Ui) -> bool {
    let modal = Modal::new(Id::unique("keys")).frame(theme::dialog_frame(ui)).show(ui.ctx(), |ui| {
        let size = ui.ctx().content_rect().size();
        ui.set_width(560.0_f32.min(size.x - 64.0));
        ui.heading("快捷键");
        ScrollArea::vertical().max_height(size.y - 160.0).auto_shrink([false, true]).show(ui, |ui| {
            ui.scroll_with_delta(vec2(0.0, scrolled(ui, size.y - 200.0)));
            ui.label("打开邮件或压缩包里的文件：先把附件存到文件夹，再用“打开”或拖到窗口里；直接拖来的往往还不是文件");
            for menu in Menu::ALL {
                let with_key = command::of_menu(menu).filter(|entry| !entry.keys.is_empty());
                group_ui(ui, menu.label(), with_key.map(|entry| (all_keys(entry), entry.title)));
            }
            group_ui(ui, "菜单", IN_MENUS.iter().map(|(keys, title)| ((*keys).to_owned(), *title)));
            group_ui(ui, "表格内", IN_TABLES.iter().map(|(keys, title)| ((*keys).to_owned(), *title)));
            group_ui(ui, "审核和签批", IN_EXCHANGE.iter().map(|(keys, title)| ((*keys).to_owned(), *title)));
        });
        ui.add_space(theme::GRID);
        let close = ui.button("关闭");
        close.request_focus();
        close.clicked() || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F1))
    });
    modal.inner || modal.should_close()
}

/// How far the keys scroll the list.
fn scrolled(ui: &Ui, page: f32) -> f32 {
    let steps = [
        (Key::ArrowDown, -theme::ROW_HEIGHT),
        (Key::ArrowUp, theme::ROW_HEIGHT),
        (Key::PageDown, -page),
        (Key::PageUp, page),
    ];
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    steps.into_iter().filter(|(key, _)| pressed(*key)).map(|(_, step)| step).sum()
}

/// Different keys, not different ways to press the same one.
fn all_keys(entry: &CommandEntry) -> String {
    let mut keys: Vec<String> = Vec::new();
    for key in entry.keys.iter().map(key_text) {
        if !keys.iter().any(|known| key.ends_with("加号") && known.ends_with("加号")) {
            keys.push(key);
        }
    }
    keys.join("  ")
}

fn group_ui<'a>(ui: &mut Ui, heading: &str, lines: impl Iterator<Item = (String, &'a str)>) {
    ui.add_space(theme::GRID);
    ui.label(RichText::new(heading).text_style(theme::section()));
    Grid::new(("keys", heading)).num_columns(2).min_col_width(230.0).striped(true).show(ui, |ui| {
        for (keys, title) in lines {
            ui.label(RichText::new(keys).color(theme::palette(ui).weak_text));
            ui.label(title);
            ui.end_row();
        }
    });
}
