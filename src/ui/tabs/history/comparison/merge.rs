//! Merging (合并): what comes in by itself is counted; where both changed one place, a person chooses.

use std::sync::Arc;

use egui::{
    Align2, Key, Label, Modifiers, Painter, Rect, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, vec2,
};

use crate::{
    compare::{Conflict, MergeSide},
    ui::{
        Command, View,
        command::ComparingCommand,
        state::ShownMerge,
        theme,
        widgets::{
            in_sight::keep_focus_in_sight,
            row_list::{self, DrawnRows, RowList},
        },
    },
};

/// Of place, origin, ours and theirs.
const SHARES: [f32; 4] = [34.0, 20.0, 23.0, 23.0];
const DETAILS_HEIGHT: f32 = 150.0;

/// What the list remembers.
#[derive(Default)]
pub(super) struct MergeList {
    list: RowList,
    shown: Option<Arc<ShownMerge>>,
    choices: Vec<MergeSide>,
}

impl MergeList {
    pub fn enter(&mut self) {
        self.list.enter();
    }

    pub fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>, shown: &Arc<ShownMerge>) {
        let conflicts = &shown.merge.conflicts;
        if !self.shown.as_ref().is_some_and(|before| Arc::ptr_eq(before, shown)) {
            self.shown = Some(shown.clone());
            self.choices = vec![shown.offered; conflicts.len()];
            self.list.choose(0);
            self.list.enter();
        }
        for line in sentences(shown) {
            ui.label(line);
        }
        self.buttons_ui(ui, view, shown);
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter)) {
            view.commands.push(Command::Comparing(ComparingCommand::TakeMerge(self.choices.clone())));
        }
        if conflicts.is_empty() {
            return;
        }
        header_ui(ui, shown);
        let rows = Conflicts { conflicts, choices: &self.choices };
        let height = (ui.available_height() - DETAILS_HEIGHT).max(4.0 * theme::ROW_HEIGHT);
        let done = self.list.ui(ui, "两边都改过的地方", height, &rows);
        let chosen = self.list.chosen(&rows);
        if let Some(at) = chosen.filter(|_| done.has_focus) {
            self.take_keys(ui, at);
        }
        if let Some(at) = chosen {
            self.details_ui(ui, shown, at);
        }
        if let Some(conflict) = done.entered.and_then(|row| conflicts.get(row)) {
            view.commands.push(Command::Comparing(ComparingCommand::GoTo(conflict.place)));
        }
    }

    fn take_keys(&mut self, ui: &Ui, at: usize) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        for (keys, side) in
            [([Key::ArrowLeft, Key::Num1], MergeSide::Ours), ([Key::ArrowRight, Key::Num2], MergeSide::Theirs)]
        {
            if keys.into_iter().any(pressed)
                && let Some(choice) = self.choices.get_mut(at)
            {
                *choice = side;
                ui.ctx().request_repaint();
            }
        }
    }

    fn buttons_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, shown: &ShownMerge) {
        ui.horizontal_wrapped(|ui| {
            if shown.merge.taken > 0 || !shown.merge.conflicts.is_empty() {
                let button = egui::Button::new(RichText::new("并入").color(theme::palette(ui).on_accent));
                let button = ui.add(button.fill(theme::palette(ui).accent));
                if button.on_hover_text("Ctrl+Enter；一步完成，可一步撤销").clicked() {
                    view.commands.push(Command::Comparing(ComparingCommand::TakeMerge(self.choices.clone())));
                }
            }
            if ui.button("不合并").clicked() {
                view.commands.push(Command::Comparing(ComparingCommand::GiveUpMerge));
            }
            if !shown.merge.conflicts.is_empty() {
                for (words, side) in [("全部用本文件的", MergeSide::Ours), ("全部用对方的", MergeSide::Theirs)]
                {
                    if ui.button(words).clicked() {
                        self.choices.fill(side);
                    }
                }
            }
        });
    }

    /// All three values in full, and the choice for the pointer.
    fn details_ui(&mut self, ui: &mut Ui, shown: &ShownMerge, at: usize) {
        let (Some(conflict), Some(choice)) = (shown.merge.conflicts.get(at), self.choices.get_mut(at)) else { return };
        ui.separator();
        ScrollArea::vertical().id_salt("conflict").auto_shrink(false).show(ui, |ui| {
            ui.label(RichText::new(&conflict.label).color(theme::palette(ui).weak_text));
            if let Some(base) = &conflict.base {
                ui.add(Label::new(format!("原来：{}", or_blank(base))).wrap());
            }
            let sides =
                [(MergeSide::Ours, "1 本文件", &conflict.ours), (MergeSide::Theirs, "2 对方", &conflict.theirs)];
            for (side, words, text) in sides {
                ui.horizontal_top(|ui| {
                    if ui.radio(*choice == side, words).clicked() {
                        *choice = side;
                    }
                    ui.add(Label::new(or_blank(text)).wrap());
                });
            }
            keep_focus_in_sight(ui);
        });
    }
}

fn or_blank(text: &str) -> &str {
    if text.is_empty() { "（空）" } else { text }
}

fn sentences(shown: &ShownMerge) -> Vec<String> {
    let (taken, conflicts) = (shown.merge.taken, shown.merge.conflicts.len());
    let theirs = &shown.theirs;
    if taken == 0 && conflicts == 0 {
        return vec![format!("“{theirs}”里没有本文件没有的修改，不需要合并")];
    }
    let mut said = Vec::new();
    match shown.has_origin {
        true if conflicts == 0 => {
            said.push(format!(
                "合并“{theirs}”：{taken} 处只有对方改过，直接并入；没有两边都改过的地方。Ctrl+Enter 并入"
            ));
        }
        true => {
            said.push(format!("合并“{theirs}”：{taken} 处只有对方改过，直接并入；{conflicts} 处两边都改过，请逐处选择"))
        }
        false => said.push(format!(
            "“{theirs}”和本文件没有共同的保存记录，不知道原来是什么，所以每一处不同都要选择（{conflicts} 处）"
        )),
    }
    if conflicts > 0 {
        said.push("↑↓ 到各处，← 或 1 用本文件的，→ 或 2 用对方的，Ctrl+Enter 并入".to_owned());
    }
    said
}

fn header_ui(ui: &mut Ui, shown: &ShownMerge) {
    let size = vec2(ui.available_width() - theme::scroll_bar_room(ui), theme::ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let colour = theme::palette(ui).weak_text;
    let theirs = format!("2 对方（{}）", shown.theirs);
    let origin = if shown.has_origin { "原来" } else { "原来（不知道）" };
    let titles = ["位置", origin, "1 本文件", &theirs];
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, titles.join(" ")));
    for (column, title) in row_list::columns(rect, SHARES).into_iter().zip(titles) {
        row_list::text(ui.painter(), column, Align2::LEFT_CENTER, title, colour);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, theme::palette(ui).line));
}

struct Conflicts<'a> {
    conflicts: &'a [Conflict],
    choices: &'a [MergeSide],
}

impl DrawnRows for Conflicts<'_> {
    fn count(&self) -> usize {
        self.conflicts.len()
    }

    fn takes_sideways(&self) -> bool {
        true
    }

    fn draw(&self, ui: &Ui, painter: &Painter, rect: Rect, row: usize) -> String {
        let Some(conflict) = self.conflicts.get(row) else { return String::new() };
        let palette = theme::palette(ui);
        let choice = self.choices.get(row).copied().unwrap_or_default();
        let [place, base, ours, theirs] = row_list::columns(rect, SHARES);
        row_list::text(painter, place, Align2::LEFT_CENTER, &conflict.label, palette.text);
        let origin = conflict.base.as_deref().map_or("", or_blank);
        row_list::text(painter, base, Align2::LEFT_CENTER, origin, palette.weak_text);
        for (column, side, text) in
            [(ours, MergeSide::Ours, &conflict.ours), (theirs, MergeSide::Theirs, &conflict.theirs)]
        {
            let is_taken = choice == side;
            if is_taken {
                let frame = column.expand2(vec2(theme::CELL_PADDING / 2.0, -3.0));
                painter.rect_filled(frame, theme::ROUNDING, palette.work_area);
                painter.rect_stroke(frame, theme::ROUNDING, Stroke::new(1.0, palette.accent), StrokeKind::Inside);
            }
            let words = format!("{}{}", if is_taken { "✔ " } else { "" }, or_blank(text));
            let colour = if is_taken { palette.text } else { palette.weak_text };
            row_list::text(painter, column, Align2::LEFT_CENTER, &words, colour);
        }
        let taken = if choice == MergeSide::Ours { "用本文件的" } else { "用对方的" };
        format!("{}：本文件 {}，对方 {}，{taken}", conflict.label, or_blank(&conflict.ours), or_blank(&conflict.theirs))
    }
}
