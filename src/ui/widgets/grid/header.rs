//! The header: one line, or a line of groups above the titles.

use std::ops::Range;

use egui::{Align, Align2, FontId, Stroke, Ui, text::LayoutJob};

use crate::ui::theme;

use super::model::GridColumn;

/// Height of the upper line of a two-line header.
const GROUP_HEIGHT: f32 = theme::ROW_HEIGHT;

fn font() -> FontId {
    theme::table_font(true)
}

/// A title, wrapped to the width of its column, centred.
fn title(text: &str, width: f32, ui: &Ui) -> LayoutJob {
    let width = width - theme::GRID;
    LayoutJob { halign: Align::Center, ..LayoutJob::simple(text.to_owned(), font(), theme::palette(ui).text, width) }
}

/// Height of the titles: long ones take two or three lines.
fn title_height(ui: &Ui, columns: &[GridColumn]) -> f32 {
    let tallest = columns
        .iter()
        .map(|column| ui.painter().layout_job(title(&column.title, column.width, ui)).size().y)
        .fold(0.0, f32::max);
    (tallest + theme::GRID).max(theme::HEADER_HEIGHT).ceil()
}

/// Height of the whole header.
pub(super) fn height(ui: &Ui, columns: &[GridColumn]) -> f32 {
    title_height(ui, columns) + if groups(columns).is_empty() { 0.0 } else { GROUP_HEIGHT }
}

/// Neighbouring columns under the same group, and single columns; nothing when no column has a group.
pub(super) fn groups(columns: &[GridColumn]) -> Vec<Range<usize>> {
    if columns.iter().all(|column| column.group.is_none()) {
        return Vec::new();
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        match ranges.last_mut() {
            Some(last) if column.group.is_some() && columns[last.start].group == column.group => last.end = index + 1,
            _ => ranges.push(index..index + 1),
        }
    }
    ranges
}

/// The lines of the header for the table, with `gutter` columns before the first.
pub(super) fn rows(ui: &Ui, columns: &[GridColumn], gutter: usize) -> Vec<egui_table::HeaderRow> {
    let titles = egui_table::HeaderRow::new(title_height(ui, columns));
    let groups = groups(columns);
    if groups.is_empty() {
        return vec![titles];
    }
    let shifted = groups.into_iter().map(|range| range.start + gutter..range.end + gutter);
    let groups = (0..gutter).map(|column| column..column + 1).chain(shifted).collect();
    vec![egui_table::HeaderRow { height: GROUP_HEIGHT, groups }, titles]
}

/// Draws one cell of the header: a group, a title, or the corner above the row numbers.
pub(super) fn header_ui(ui: &mut Ui, columns: &[GridColumn], range: Option<Range<usize>>, is_group: bool) {
    let rect = ui.max_rect();
    let palette = theme::palette(ui);
    let painter = ui.painter();
    let line = Stroke::new(1.0, palette.line);
    painter.rect_filled(rect, 0.0, palette.panel);
    painter.vline(rect.right() - 0.5, rect.y_range(), line);
    let column = range.and_then(|range| columns.get(range.start));
    let group = column.and_then(|column| column.group.as_deref());
    if !is_group || group.is_some() {
        painter.hline(rect.x_range(), rect.bottom() - 0.5, line);
    }
    match (is_group, column) {
        (true, _) => {
            painter.text(rect.center(), Align2::CENTER_CENTER, group.unwrap_or_default(), font(), palette.text);
        }
        (false, Some(column)) => {
            let galley = painter.layout_job(title(&column.title, rect.width(), ui));
            let top = rect.center() - egui::vec2(0.0, galley.size().y / 2.0);
            painter.galley(top, galley, palette.text);
        }
        (false, None) => {}
    }
    if let (false, Some(column)) = (is_group, column) {
        let response = ui.interact(rect, ui.scope_id().with("title"), egui::Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ColumnHeader, true, column.name()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::grid::Content;

    #[test]
    fn neighbours_share_their_group() {
        let column = |title: &str| GridColumn::new(title, 80.0, Content::Money);
        let columns =
            [column("科目"), column("基本").under("本年"), column("项目").under("本年"), column("基本").under("上年")];
        assert_eq!(groups(&columns), [0..1, 1..3, 3..4]);
        assert!(groups(&columns[..1]).is_empty());
    }
}
