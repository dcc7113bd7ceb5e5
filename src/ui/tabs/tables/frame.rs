//! What stands around a table: the list beside it, the title above, notes and the current cell below.

use egui::{Align, Button, Layout, RichText, Role, Ui, WidgetInfo, vec2};

use crate::{
    figures::TableId,
    tables::Table,
    templates::Profile,
    ui::{Command, View, theme, widgets::grid::Position},
};

use super::{Shown, copy, progress::TableProgress};

/// A line of the list of tables: number, title, mark.
pub(super) fn line_ui(
    ui: &mut Ui,
    profile: &Profile,
    table: TableId,
    progress: TableProgress,
    is_chosen: bool,
) -> bool {
    let palette = theme::palette(ui);
    let (symbol, colour, words) = progress.mark(palette);
    let published = match profile.table(table) {
        None => "（不公开）".to_owned(),
        Some(own) if own.number != table.official_number() => format!("（{}）", own.number),
        Some(_) => String::new(),
    };
    let title = profile.table(table).map_or(table.title(), |own| &own.title);
    let text = format!("{:02}　{title}{published}", table.number());
    let text = RichText::new(text).color(if is_chosen { palette.accent } else { palette.text });
    let button = Button::selectable(is_chosen, text)
        .shortcut_text(RichText::new(symbol).color(colour))
        .min_size(vec2(ui.available_width(), theme::HEADER_HEIGHT))
        .wrap();
    let response = ui.add(button);
    let name = format!("{} {words}{published}", table.official_number());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_chosen, &name));
    let hover = format!("{} {title}：{words}", table.official_number());
    response.on_hover_text(hover).clicked()
}

/// 标题、公开NN表、编制单位、年度、金额单位.
pub(super) fn title_ui(ui: &mut Ui, view: &mut View<'_>, shown: &Shown) {
    let table = &shown.table;
    ui.vertical_centered(|ui| ui.heading(&table.title));
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button("复制整表").on_hover_text("连同表头和附注，可粘贴到表格软件").clicked() {
                view.commands.push(Command::CopyText(copy::whole(table, &shown.geometry.head)));
                view.commands.push(Command::Status(format!("已复制{}", table.number)));
            }
            ui.label(format!("金额单位：{}", Table::UNIT));
            ui.add_space(2.0 * theme::GRID);
            ui.label(&table.number);
            ui.add_space(2.0 * theme::GRID);
            ui.label(&table.year);
            ui.add_space(2.0 * theme::GRID);
            let department = if table.department.is_empty() { "（未填写）" } else { &table.department };
            let left = Layout::left_to_right(Align::Center);
            ui.with_layout(left, |ui| ui.add(egui::Label::new(format!("编制单位：{department}")).truncate()));
        });
    });
}

/// The notes of the table, the current cell in words, and the keys.
pub(super) fn foot_ui(ui: &mut Ui, view: &View<'_>, shown: &Shown, at: Position) {
    let palette = theme::palette(ui);
    for note in &shown.table.notes {
        ui.add(egui::Label::new(note).truncate());
    }
    if let Some(explanation) = shown.source(at).and_then(|source| view.derived.figures.explain(source)) {
        let note = explanation.note.map_or_else(String::new, |note| format!("　{note}"));
        let words = format!("{}　{}{note}", explanation.title, explanation.value);
        ui.add(egui::Label::new(words).truncate());
    } else {
        ui.label("");
    }
    let keys = "Enter 说明来历　Ctrl+Enter 或双击 到录入处　F2 填报告上印的数　Ctrl+C 复制选中";
    ui.add(egui::Label::new(RichText::new(keys).color(palette.weak_text)).truncate());
}
