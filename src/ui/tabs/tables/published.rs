//! A total as it was published (报告上印的数), entered beside the sum of its parts.

use egui::{Area, Frame, Id, Key, Modifiers, Order, Rect, RichText, TextEdit, Ui, vec2};

use crate::{
    at,
    document::{Document, Edit, Entry, Kind},
    figures::{CellKey, Figures, Source},
    money::AmountUnit,
    ui::{View, state::pending, theme},
};

const FIELD_WIDTH: f32 = 140.0;

/// A published total that is being typed.
pub(super) struct Publishing {
    cell: CellKey,
    text: String,
    is_new: bool,
}

/// Whether the typing goes on.
pub(super) enum TypingOutcome {
    Open,
    /// Closed without a change.
    Cancelled,
    /// Closed with this change.
    Entered(Option<Edit>),
}

impl Publishing {
    /// Begins with the total that is there.
    pub fn new(document: &Document, cell: CellKey) -> Self {
        let row = row_of(document, cell);
        let unreadable = row.and_then(|row| document.unreadable_text(at!(published[row].amount)));
        let amount = row.and_then(|row| document.published.get(row)?.amount);
        let text = match (unreadable, amount) {
            (Some(text), _) => text.to_owned(),
            (None, amount) => amount.map_or_else(String::new, |amount| amount.exact(document.amount_unit())),
        };
        Self { cell, text, is_new: true }
    }

    /// Goes on with what a recovery copy has kept.
    pub fn with_text(self, text: String) -> Self {
        Self { text, ..self }
    }

    /// Draws the entry below the cell.
    pub fn ui(&mut self, ui: &Ui, view: &View<'_>, below: Rect) -> TypingOutcome {
        let unit = view.document.amount_unit();
        let field = Id::unique("published amount");
        let cancelled = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let area = Area::new(Id::unique("published")).order(Order::Foreground).fixed_pos(below.left_bottom());
        area.show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).show(ui, |ui| self.content_ui(ui, &view.derived.figures, field, unit));
        });
        if std::mem::take(&mut self.is_new) {
            ui.memory_mut(|memory| memory.request_focus(field));
            ui.ctx().request_repaint();
            return TypingOutcome::Open;
        }
        let left = !ui.memory(|memory| memory.has_focus(field));
        if cancelled {
            TypingOutcome::Cancelled
        } else if entered || left || view.flush {
            TypingOutcome::Entered(change(view.document, self.cell, &self.text))
        } else {
            let kept = pending::of_text(pending::PUBLISHED, self.cell.to_string(), self.text.clone());
            pending::report_other(ui.ctx(), kept);
            TypingOutcome::Open
        }
    }

    fn content_ui(&mut self, ui: &mut Ui, figures: &Figures, field: Id, unit: AmountUnit) {
        let palette = theme::palette(ui);
        let name = figures.label(&Source::Cell(self.cell));
        ui.label(&name);
        ui.horizontal(|ui| {
            ui.label(RichText::new("报告上印的数").color(palette.weak_text));
            let edit = TextEdit::singleline(&mut self.text).id(field).desired_width(FIELD_WIDTH).return_key(None);
            ui.add(edit.min_size(vec2(0.0, theme::ROW_HEIGHT)));
            ui.ctx().accesskit_node_builder(field, |node| node.set_label(format!("{name} 报告上印的数")));
            ui.label(RichText::new(unit.name()).color(palette.weak_text));
        });
        let value = figures.tables.get(self.cell).and_then(|figure| figure.value);
        if let Some(value) = value {
            let text = format!("各项之和 {}{}", value.exact_grouped(unit), unit.name());
            ui.label(RichText::new(text).color(palette.weak_text));
        }
        match (Kind::Money.parse(&self.text, unit), value) {
            (Err(reason), _) => {
                ui.label(RichText::new(reason).color(palette.error));
            }
            (Ok(Entry::Money(published)), Some(value)) if published != value => {
                let tail = (published - value).exact_grouped(unit);
                ui.label(format!("与各项之和相差 {tail}{}", unit.name()));
            }
            _ => {}
        }
        ui.label(RichText::new("Enter 录入　Esc 放弃　清空后录入即删去").color(palette.weak_text));
    }
}

/// The row of `published` that is about this cell.
fn row_of(document: &Document, cell: CellKey) -> Option<usize> {
    let name = cell.to_string();
    document.published.iter().position(|figure| *figure.cell == *name)
}

/// What entering `text` changes; nothing when it says what is there already.
fn change(document: &Document, cell: CellKey, text: &str) -> Option<Edit> {
    let list = at!(published);
    let unit = document.amount_unit();
    let amount = |row: usize| Edit::typed(at!(published[row].amount), text, unit);
    let is_blank = matches!(Kind::Money.parse(text, unit), Ok(Entry::Blank));
    match (row_of(document, cell), is_blank) {
        (None, true) => None,
        (Some(row), true) => Some(Edit::Many {
            label: "删去报告上印的数".to_owned(),
            edits: vec![Edit::remove_rows(list, row, 1)],
        }),
        (Some(row), false) => {
            let edit = amount(row);
            let unchanged = matches!(&edit, Edit::Set { path, entry }
                if document.entry(*path).as_ref() == Some(entry) && document.unreadable_text(*path).is_none());
            (!unchanged).then_some(edit)
        }
        (None, false) => {
            let row = document.published.len();
            let place = Edit::Set { path: at!(published[row].cell), entry: Entry::Text(cell.to_string()) };
            let edits = vec![Edit::insert_rows(list, row, 1), place, amount(row)];
            Some(Edit::Many { label: "录入报告上印的数".to_owned(), edits })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Column;
    use crate::figures::T06;

    #[test]
    fn a_total_is_added_changed_and_taken_away() {
        let cell = CellKey::total(T06, Column::Total);
        let document = Document::default();
        assert!(change(&document, cell, " ").is_none());
        let added = document.apply(&change(&document, cell, "232.34").expect("a change")).expect("applies");
        assert_eq!(&*added.published[0].cell, "T06!合计.tot");
        assert!(change(&added, cell, "232.340").is_none());
        let changed = added.apply(&change(&added, cell, "232.35").expect("a change")).expect("applies");
        assert_eq!(changed.published.len(), 1);
        let removed = changed.apply(&change(&changed, cell, "").expect("a change")).expect("applies");
        assert!(removed.published.is_empty());
    }
}
