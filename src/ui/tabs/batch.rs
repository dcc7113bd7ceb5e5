//! 批量审核: all reports of a folder, with the state and the counts of each.

use egui::{
    Align2, Button, Key, Modifiers, Painter, ProgressBar, Rect, RichText, Role, Sense, Stroke, Ui, WidgetInfo, vec2,
};

use crate::{
    audit::AuditState,
    ui::{
        Command, Screen, View,
        command::{self, AuditingCommand, BatchCommand, with_key},
        state::{BatchDesk, BatchRow, RowState},
        theme,
        widgets::row_list::{self, DrawnRows, RowList},
    },
};

/// What the page remembers.
#[derive(Default)]
pub struct BatchTab {
    list: RowList,
    enters: bool,
}

/// Of file, whose it is, state, errors, doubts, what was not looked at, and what was cleared.
const SHARES: [f32; 7] = [34.0, 24.0, 22.0, 7.0, 7.0, 7.0, 9.0];
const TITLES: [&str; 7] = ["文件", "单位和年度", "状态", "错误", "存疑", "没查", "没问题"];

impl Screen for BatchTab {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let desk = &view.auditing.batch;
        tools_ui(ui, desk, view.commands);
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            let command = if desk.brake.is_some() { BatchCommand::Cancel } else { BatchCommand::Leave };
            view.commands.push(Command::Batch(command));
        }
        if let Some(refused) = &desk.refused {
            ui.label(RichText::new(refused).color(theme::palette(ui).error));
        }
        if desk.rows.is_empty() {
            if desk.brake.is_none() {
                nothing_ui(ui);
            }
            return;
        }
        summary_ui(ui, desk);
        header_ui(ui);
        if std::mem::take(&mut self.enters) {
            self.list.enter();
        }
        let done = self.list.ui(ui, "批量审核的文件", ui.available_height(), &Rows(&desk.rows));
        if let Some(row) = done.entered.and_then(|row| desk.rows.get(row)) {
            view.commands.push(Command::Auditing(AuditingCommand::Read(row.path.clone())));
        }
    }

    fn enter(&mut self) {
        self.enters = true;
    }
}

fn tools_ui(ui: &mut Ui, desk: &BatchDesk, commands: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        let weak = theme::palette(ui).weak_text;
        let mut button = |ui: &mut Ui, words: &str, command: BatchCommand, help: &str| {
            let command = Command::Batch(command);
            let button = Button::new(words);
            let button = match command::find(&command) {
                Some(entry) => with_key(button, ui, entry),
                None => button,
            };
            if ui.add(button).on_hover_text(help).clicked() {
                commands.push(command);
            }
        };
        button(ui, "选择文件夹…", BatchCommand::Ask, "里面和下级文件夹里的 Word、PDF、网页和文本逐个审核");
        if !desk.rows.is_empty() {
            button(ui, "导出清单…", BatchCommand::AskWhere, "各文件的状态和问题数，写成 Excel（xlsx）或 Word（docx）");
        }
        if ui.add(Button::new("离开").shortcut_text(RichText::new("Esc").color(weak))).clicked() {
            commands.push(Command::Batch(BatchCommand::Leave));
        }
        if desk.brake.is_some() {
            let (all, left) = (desk.rows.len(), desk.waiting());
            let share = if all == 0 { 0.0 } else { (all - left) as f32 / all as f32 };
            let words = if all == 0 { "正在查找文件".to_owned() } else { format!("{} / {all}", all - left) };
            ui.add(ProgressBar::new(share).desired_width(PROGRESS_WIDTH).text(words));
            if ui.add(Button::new("取消").shortcut_text(RichText::new("Esc").color(weak))).clicked() {
                commands.push(Command::Batch(BatchCommand::Cancel));
            }
        }
    });
    ui.add_space(theme::GRID / 2.0);
}

const PROGRESS_WIDTH: f32 = 220.0;

fn nothing_ui(ui: &mut Ui) {
    ui.label("一个文件夹里的公开报告，不需要项目文件，在这里逐个审核；每个文件有多少错误、存疑和没查，列成一张表");
    ui.label("按 Ctrl+Shift+B 选文件夹，或把文件夹拖到窗口里；审核不改动文件，也不改动打开的决算");
}

fn summary_ui(ui: &mut Ui, desk: &BatchDesk) {
    let palette = theme::palette(ui);
    let counts = || desk.rows.iter().filter_map(|row| row.state.counts());
    let with_errors = counts().filter(|counts| counts.errors > 0).count();
    let with_doubts = counts().filter(|counts| counts.errors == 0 && counts.doubts > 0).count();
    let refused = desk.rows.iter().filter(|row| matches!(row.state, RowState::Refused(_))).count();
    let folder = desk.folder.as_ref().map_or_else(String::new, |folder| folder.display().to_string());
    let (done, all) = (desk.rows.len() - desk.waiting(), desk.rows.len());
    let words =
        format!("审核了 {done} 个，共 {all} 个：{with_errors} 个有错误，{with_doubts} 个只有存疑，{refused} 个读不了");
    ui.strong(words);
    ui.add(egui::Label::new(RichText::new(format!("{folder}　回车打开一份")).color(palette.weak_text)).truncate());
}

fn header_ui(ui: &mut Ui) {
    let size = vec2(ui.available_width() - theme::scroll_bar_room(ui), theme::ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let palette = theme::palette(ui);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, TITLES.join(" ")));
    for (at, (column, title)) in row_list::columns(rect, SHARES).into_iter().zip(TITLES).enumerate() {
        row_list::text(ui.painter(), column, align(at), title, palette.weak_text);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.line));
}

/// Counts stand at the right.
fn align(column: usize) -> Align2 {
    if column < 3 { Align2::LEFT_CENTER } else { Align2::RIGHT_CENTER }
}

struct Rows<'a>(&'a [BatchRow]);

impl DrawnRows for Rows<'_> {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn draw(&self, ui: &Ui, painter: &Painter, rect: Rect, row: usize) -> String {
        let Some(row) = self.0.get(row) else { return String::new() };
        let palette = theme::palette(ui);
        let counts = row.state.counts();
        let (symbol, colour) = match counts {
            Some(counts) if counts.errors > 0 => ("✖", palette.error),
            Some(counts) if counts.doubts > 0 => ("▲", palette.warning),
            Some(counts) if counts.state == AuditState::Read => ("✔", palette.done),
            Some(_) => ("○", palette.weak_text),
            None => ("", palette.weak_text),
        };
        let texts = row.texts();
        let text_colour = if counts.is_some() { palette.text } else { palette.weak_text };
        let mut columns = row_list::columns(rect, SHARES);
        row_list::text(painter, columns[0], Align2::LEFT_CENTER, symbol, colour);
        columns[0].min.x += theme::TABLE_TEXT + theme::CELL_PADDING;
        for (at, (column, text)) in columns.into_iter().zip(&texts).enumerate() {
            row_list::text(painter, column, align(at), text, text_colour);
        }
        match counts {
            Some(counts) => format!(
                "{} {} {} 错误{} 存疑{} 没查{}",
                row.name, counts.whose, texts[2], counts.errors, counts.doubts, counts.unchecked
            ),
            None => format!("{} {}", row.name, texts[2]),
        }
    }
}
