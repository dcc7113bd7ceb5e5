//! What the first cell of a grid takes, said in it while nothing has been entered.

use egui::{Align2, Id, Rect, Ui, pos2};

use crate::{document::Kind, money::AmountUnit, ui::theme};

use super::{
    frame::Frame,
    sheet::{Position, RowKind, Sheet},
};

/// Rows looked through for the first cell to be filled: sums may stand above it.
const FIRST_ROWS: usize = 3;

/// Says it in the current cell, over its empty neighbours if need be, as a long text does in a sheet.
pub(super) fn hint_ui(ui: &Ui, cell: Rect, cell_id: Id, frame: &Frame<'_>) {
    let (sheet, at) = (&frame.sheet, frame.at());
    if !frame.state.text.buffer.is_empty() || !is_first(sheet, at) {
        return;
    }
    let Some(words) = sheet.kind(at).and_then(|kind| words(kind, sheet.unit())) else { return };
    let palette = theme::palette(ui);
    let is_number = sheet.kind(at).is_some_and(Kind::is_numeric);
    let galley = ui.painter().layout_no_wrap(words.to_owned(), theme::table_font(false), palette.weak_text);
    let padding = theme::CELL_PADDING;
    let (left, align) = match is_number {
        true => (cell.right() - padding, Align2::RIGHT_CENTER),
        // Beside the caret.
        false => (cell.left() + padding + 3.0, Align2::LEFT_CENTER),
    };
    let place = align.anchor_size(pos2(left, cell.center().y), galley.size());
    if !is_number && place.right() > cell.right() {
        let beyond = Rect::from_min_max(cell.right_top(), pos2(place.right() + padding, cell.bottom()));
        ui.painter().rect_filled(beyond.shrink2(egui::vec2(0.0, 2.0)), 0.0, palette.derived_cell);
    }
    ui.painter().galley(place.min, galley, palette.weak_text);
    ui.ctx().accesskit_node_builder(cell_id, |node| node.set_placeholder(words));
}

/// Whether this is the first cell to be filled of a grid in which nobody has begun.
fn is_first(sheet: &Sheet<'_>, at: Position) -> bool {
    let begun = match sheet.row_kind(at.row) {
        RowKind::New(row) => row > 0,
        RowKind::Entry(_) => sheet.model.list().is_some(),
        RowKind::Footer(_) => true,
    };
    let cells = (0..FIRST_ROWS.min(sheet.row_total()))
        .flat_map(|row| (0..sheet.column_total()).map(move |column| Position { row, column }));
    !begun && cells.into_iter().find(|at| sheet.path(*at).is_some()) == Some(at)
}

fn words(kind: Kind, unit: AmountUnit) -> Option<&'static str> {
    Some(match kind {
        Kind::Functional => "填科目编码，或名称的拼音首字母，如 xzyx",
        Kind::Economic => "填经济科目编码，或拼音首字母，如 jbgz",
        Kind::Money => match unit {
            AmountUnit::Yuan => "金额，元",
            AmountUnit::Wan => "金额，万元",
        },
        Kind::Count => "没有填 0",
        Kind::Number => "填数",
        Kind::Choice(_) => "键入几个字，或按 Alt+↓ 选",
        Kind::Text | Kind::LongText => "在这里键入，或从表格粘贴",
        Kind::Date | Kind::Fixed => return None,
    })
}
