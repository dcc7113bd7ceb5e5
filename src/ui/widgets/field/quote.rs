//! Puts figures into a text (引用), and tells what the ones in it are.

use egui::{
    Id, Rect, Ui,
    text::{CCursor, CCursorRange},
    text_edit::{TextEditOutput, TextEditState},
};

use crate::{
    document::{Kind, Path},
    figures::Source,
    ui::{
        View,
        widgets::{
            figure_list::{FigureList, ListOutcome},
            prose::{self, Prose},
        },
    },
};

use super::form::FormState;

/// The list of numbers of a form, for the one text that asked for it.
#[derive(Default)]
pub(super) struct Quoting {
    list: Option<FigureList>,
    wanted: Option<Path>,
}

impl Quoting {
    /// Is the list open for this text?
    pub fn is_open_for(&self, path: Path) -> bool {
        self.list.as_ref().is_some_and(|list| list.path == path)
    }
}

impl FormState {
    /// Opens the list of numbers for a text the next time it is drawn.
    pub fn quote(&mut self, path: Path) {
        self.quoting.wanted = Some(path);
    }
}

/// Opens the list for a text, in the place of what is selected.
pub(super) fn open(ui: &Ui, form: &mut FormState, view: &mut View<'_>, path: Path, id: Id) {
    let editing = form.editing_at(view, path, Kind::LongText);
    let length = editing.buffer.length();
    let place = prose::selection(ui.ctx(), id).unwrap_or(length..length);
    form.quoting.list = Some(FigureList::open(path, place, view.derived));
}

/// Draws the list of this text, if it is open, below the cursor.
pub(super) fn list_ui(ui: &Ui, form: &mut FormState, view: &mut View<'_>, path: Path, id: Id, anchor: Rect) {
    if form.quoting.wanted == Some(path) {
        form.quoting.wanted = None;
        open(ui, form, view, path, id);
    }
    let Some(list) = form.quoting.list.as_mut().filter(|list| list.path == path) else { return };
    match list.ui(ui, id.with("figures"), anchor) {
        ListOutcome::Open => {}
        ListOutcome::Left => form.quoting.list = None,
        ListOutcome::Closed => {
            form.quoting.list = None;
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        ListOutcome::Taken(link) => {
            let place = list.place.clone();
            form.quoting.list = None;
            let editing = form.editing_at(view, path, Kind::LongText);
            let end = editing.buffer.put_link(place, &link);
            editing.forget_cursor();
            put_cursor(ui, id, end);
            form.go_to(path);
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    }
}

/// Puts the cursor of a text field behind so many characters.
pub(super) fn put_cursor(ui: &Ui, id: Id, at: usize) {
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(at))));
    state.store(ui.ctx(), id);
}

/// The figure of the chip at the cursor; otherwise the text itself.
pub(super) fn at_cursor(ui: &Ui, form: &FormState, path: Path, id: Id) -> Source {
    let chip = form.editing.as_ref().filter(|editing| editing.path == path).and_then(|editing| {
        let selected = prose::selection(ui.ctx(), id)?;
        editing.buffer.chip_near(selected.end)
    });
    chip.map_or(Source::Entered(path), |chip| chip.link.0)
}

/// After the field was drawn: a cursor that came to stand inside a chip goes on to its end.
pub(super) fn keep_out_of_chips(ui: &Ui, id: Id, text: &Prose, before: Option<CCursorRange>) {
    let Some(mut state) = TextEditState::load(ui.ctx(), id) else { return };
    let Some(range) = state.cursor.char_range() else { return };
    let before = before.unwrap_or(range);
    let stop = |now: CCursor, before: CCursor| CCursor::new(text.stop(now.index.0, before.index.0));
    let primary = stop(range.primary, before.primary);
    let secondary = if range.is_empty() { primary } else { stop(range.secondary, before.secondary) };
    if primary.index == range.primary.index && secondary.index == range.secondary.index {
        return;
    }
    state.cursor.set_char_range(Some(CCursorRange { primary, secondary, ..range }));
    state.store(ui.ctx(), id);
    ui.ctx().request_repaint();
}

/// What the chip below the pointer is.
pub(super) fn hover_ui(view: &View<'_>, text: &Prose, output: &TextEditOutput) {
    let response = &output.response.response;
    let Some(pointer) = response.hover_pos() else { return };
    let at = output.galley.cursor_from_pos(pointer - output.galley_pos).index.0;
    if let Some(chip) = text.chip_near(at) {
        let figures = &view.derived.figures;
        let words = format!("{} {}\nF4 看它怎么来的", figures.label(&chip.link.0), figures.value_text(&chip.link.0));
        response.clone().on_hover_text_at_pointer(words);
    }
}

/// Where the list opens: below the line of the cursor.
pub(super) fn anchor(ui: &Ui, id: Id, output: &TextEditOutput) -> Rect {
    let at = prose::selection(ui.ctx(), id).map_or(0, |selected| selected.end);
    output.galley.pos_from_cursor(CCursor::new(at)).translate(output.galley_pos.to_vec2())
}
