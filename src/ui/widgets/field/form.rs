//! What a form remembers between frames: the field that is being typed in, and the order of its fields.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use egui::{Event, Id, Rect, Response, TextBuffer, Ui};
use rustc_hash::FxHashSet;

use crate::{
    derived::Derived,
    document::{Document, Entry, Kind, Path},
    ui::{
        Command, View,
        state::pending,
        widgets::{
            keyed, padlock,
            picker::{self, Picker},
            prose::{self, Prose},
        },
    },
};

use super::{bare::BareNumbers, editing::FieldEditing, keys::Keys, quote::Quoting};

/// What a form remembers. One for each form.
pub struct FormState {
    /// Tells its fields from those of other forms.
    number: u64,
    pub(super) editing: Option<FieldEditing>,
    pub(super) picker: Picker,
    pub(super) quoting: Quoting,
    pub(super) bare: BareNumbers,
    list_wanted: Option<Path>,
    target: Option<Path>,
    /// Where the last key went: fields up or down.
    direction: isize,
    /// The pass before which the target was set: a whole pass without its field ends the search.
    sought_since: Option<u64>,
    deferred: Vec<Event>,
    /// The field that has said why nothing can be typed into it.
    refused: Option<Path>,
    /// The fields that had the keyboard.
    visited: FxHashSet<Path>,
    /// The fields in the order in which they were drawn: in this pass, and in the one before.
    drawn: Vec<(Path, Id)>,
    order: Vec<(Path, Id)>,
    pass: u64,
}

impl Default for FormState {
    fn default() -> Self {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        Self {
            number: COUNTER.fetch_add(1, Ordering::Relaxed),
            editing: None,
            picker: Picker::default(),
            quoting: Quoting::default(),
            bare: BareNumbers::default(),
            list_wanted: None,
            target: None,
            direction: 1,
            sought_since: None,
            deferred: Vec::new(),
            refused: None,
            visited: FxHashSet::default(),
            drawn: Vec::new(),
            order: Vec::new(),
            pass: 0,
        }
    }
}

impl FormState {
    /// The name of a field's text, wherever on the page it is drawn: a sentence that is begun moves its field.
    pub(super) fn field_id(&self, path: Path) -> Id {
        Id::unique(("field", self.number, path))
    }

    /// Gives the keyboard to the field of this value and scrolls to it. A form without such a field does nothing.
    pub fn go_to(&mut self, path: Path) {
        self.target = Some(path);
        self.sought_since = None;
    }

    /// A value that was computed only when the keyboard was on its way here is passed by as well.
    pub(super) fn pass_by(&mut self, ui: &Ui, view: &mut View<'_>, path: Path) {
        let has_focus = ui.memory(|memory| memory.has_focus(self.field_id(path)));
        if has_focus {
            self.enter(view);
            self.step(ui, path, self.direction);
        }
    }

    /// Gives the keyboard to another field; beyond the last, to whatever follows the form.
    pub(super) fn step(&mut self, ui: &Ui, path: Path, steps: isize) {
        self.direction = steps;
        let next = self.neighbour(path, steps);
        ui.memory_mut(|memory| match next {
            Some(next) => memory.request_focus(next),
            None if steps > 0 => memory.move_focus(egui::FocusDirection::Next),
            None => memory.move_focus(egui::FocusDirection::Previous),
        });
    }

    /// Whether the person has come to a field: it holds something, had the keyboard, or stands above one of which that
    /// is so. In a document at its beginning nothing else is asked for yet.
    pub(super) fn is_reached(&self, document: &Document, path: Path) -> bool {
        let is_filled = |path: Path| document.entry(path).is_some_and(|entry| !entry.is_blank());
        let from_here = self.order.iter().skip_while(|(other, _)| *other != path);
        from_here.map(|(other, _)| *other).any(|path| self.visited.contains(&path) || is_filled(path))
    }

    /// Is there text that is not entered yet?
    pub fn is_typing(&self) -> bool {
        self.editing.as_ref().is_some_and(FieldEditing::is_changed)
    }

    /// How many characters the field of a long text shows, blanks left out.
    pub fn length(&self, view: &View<'_>, path: Path) -> usize {
        let text = self.text(view, path, Kind::LongText);
        text.as_str().chars().filter(|c| !c.is_whitespace()).count()
    }

    /// The text that the field shows.
    pub(super) fn text(&self, view: &View<'_>, path: Path, kind: Kind) -> Prose {
        match &self.editing {
            Some(editing) if editing.path == path => editing.buffer.clone(),
            _ => shown_text(view, path, kind),
        }
    }

    /// Says why nothing happens when one types into a field that can't be filled; once, until another has the keyboard.
    pub(super) fn refuse_typing(&mut self, ui: &Ui, view: &mut View<'_>, path: Path, id: Id, is_locked: bool) {
        if !ui.memory(|memory| memory.has_focus(id)) {
            self.refused = self.refused.filter(|refused| *refused != path);
            return;
        }
        if self.refused == Some(path) || !padlock::is_typed_into(ui) {
            return;
        }
        let why = match view.read_only {
            Some(read_only) => Command::Refuse(read_only.to_owned()),
            None if is_locked => padlock::typed_into(path),
            None => return,
        };
        view.commands.push(why);
        self.refused = Some(path);
    }

    /// Before the field is drawn: order, jumps, focus, keys.
    pub(super) fn begin_field(&mut self, ui: &Ui, view: &mut View<'_>, path: Path, id: Id, kind: Kind) {
        let pass = ui.ctx().cumulative_pass_nr();
        if pass != self.pass {
            self.pass = pass;
            self.order = std::mem::take(&mut self.drawn);
            // A jump to a value that no field of this form shows has had its frame. The form may have shown other fields
            // when the target was set.
            let is_new = self.sought_since.is_none();
            self.sought_since.get_or_insert(pass);
            self.target = self.target.filter(|target| is_new || self.order.iter().any(|(path, _)| path == target));
        }
        self.drawn.push((path, id));
        if pending::is_offered(ui.ctx(), path) {
            self.target = Some(path);
            self.sought_since.get_or_insert(pass);
        }
        // Asked for only when needed: asking interrupts the input method.
        if self.target == Some(path) && !in_dialog(ui) && !ui.memory(|memory| memory.has_focus(id)) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if !ui.memory(|memory| memory.has_focus(id)) {
            if let Some(editing) = self.editing.as_mut().filter(|editing| editing.path == path) {
                editing.has_focus = false;
            }
            return;
        }
        self.visited.insert(path);
        self.load(ui, view, path, id, kind);
        if let Some(editing) = &mut self.editing {
            editing.come_back(ui, id);
        }
        if view.flush {
            self.picker.close();
            if let Some(editing) = &mut self.editing {
                editing.enter(view);
            }
        }
        if let Some(editing) = &self.editing {
            prose::before_keys(ui.ctx(), id, &editing.buffer);
        }
        let mut waiting = std::mem::take(&mut self.deferred);
        keyed::take(&mut waiting, ui.ctx(), &mut Keys { form: self, view, ui, path, id, kind });
        self.deferred = waiting;
    }

    /// Starts to edit the field that got the keyboard; follows the document while nothing is typed.
    pub(super) fn load(&mut self, ui: &Ui, view: &mut View<'_>, path: Path, id: Id, kind: Kind) {
        if let Some(editing) = self.editing.as_mut().filter(|editing| editing.path == path && editing.goes_on(ui)) {
            editing.follow(ui, view, id, kind);
        } else {
            self.enter(view);
            let text = edited_text(view.document, view.derived, path, kind);
            // A long text is gone on with: one key must not replace it.
            let is_long = matches!(kind, Kind::LongText);
            if !is_long && !ui.input(|input| input.pointer.any_down() || input.pointer.any_released()) {
                super::select_all(ui, id, text.as_str());
            }
            self.editing = Some(FieldEditing::of(path, kind, text));
            if self.list_wanted.take() == Some(path) {
                self.picker.open_all(kind, view.codes);
            }
        }
        if let (Some(editing), Some(kept)) = (&mut self.editing, pending::claim(ui.ctx(), path)) {
            editing.take_up(ui, id, &kept);
        }
    }

    /// Takes over what was typed.
    pub(super) fn typed(&mut self, ui: &Ui, view: &mut View<'_>, path: Path, kind: Kind, text: Prose) {
        if picker::is_picked(kind) {
            self.picker.suggest(kind, view.codes, text.as_str());
        }
        if self.editing.as_ref().is_none_or(|editing| editing.path != path) {
            // Set by assistive technology, without the keyboard.
            self.enter(view);
        }
        let begin = || FieldEditing::of(path, kind, edited_text(view.document, view.derived, path, kind));
        let mut editing = self.editing.take().unwrap_or_else(begin);
        editing.typed(ui, view, text);
        self.editing = Some(editing);
    }

    /// Opens the list of the field once it has the keyboard.
    pub(super) fn open_list(&mut self, path: Path) {
        self.list_wanted = Some(path);
    }

    /// Draws the list of the field that has the keyboard.
    pub(super) fn list_ui(&mut self, ui: &Ui, view: &mut View<'_>, path: Path, id: Id, field: Rect) {
        if self.editing.as_ref().is_none_or(|editing| editing.path != path) {
            return;
        }
        if let Some(value) = self.picker.ui(ui, id.with("list"), field) {
            self.take(value);
            self.enter(view);
            ui.memory_mut(|memory| memory.request_focus(id));
            self.target = Some(path);
        }
    }

    /// After the field was drawn: a field that lost the keyboard is entered.
    pub(super) fn end_field(&mut self, ui: &Ui, view: &mut View<'_>, path: Path, id: Id, response: &Response) {
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        if self.target == Some(path) && !in_dialog(ui) {
            response.scroll_to_me(None);
            // The release of a pressed list line would take the keyboard away again.
            let pointer_busy = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
            if has_focus && !pointer_busy {
                self.target = None;
            } else {
                ui.memory_mut(|memory| memory.request_focus(id));
                ui.ctx().request_repaint();
            }
            return;
        }
        let Some(editing) = self.editing.as_mut().filter(|editing| editing.path == path) else { return };
        editing.seen(ui, id, has_focus);
        // Who answers a dialog comes back to the field.
        let is_away = self.quoting.is_open_for(path) || in_dialog(ui);
        if has_focus || (is_away && !view.flush) {
            editing.keep_up(ui, view);
            editing.report(ui, id);
        } else {
            self.enter(view);
            self.deferred.clear();
        }
    }

    pub(super) fn take(&mut self, value: String) {
        if let Some(editing) = &mut self.editing {
            editing.buffer = Prose::plain(value);
        }
    }

    /// The text being edited at `path`; taken up again if it was entered meanwhile.
    pub(super) fn editing_at(&mut self, view: &mut View<'_>, path: Path, kind: Kind) -> &mut FieldEditing {
        if self.editing.as_ref().is_some_and(|editing| editing.path != path) {
            self.enter(view);
        }
        let text = || edited_text(view.document, view.derived, path, kind);
        self.editing.get_or_insert_with(|| FieldEditing::of(path, kind, text()))
    }

    /// Enters what was typed, if it changed anything, and ends the visit.
    pub(super) fn enter(&mut self, view: &mut View<'_>) {
        self.picker.close();
        if let Some(mut editing) = self.editing.take() {
            editing.enter(view);
        }
    }

    /// Takes back what was typed in this visit.
    pub(super) fn restore(&mut self, view: &mut View<'_>) {
        self.picker.close();
        if let Some(editing) = self.editing.take() {
            editing.restore(view);
        }
    }

    /// The field `steps` further down; `None` beyond the first and last.
    fn neighbour(&self, path: Path, steps: isize) -> Option<Id> {
        let at = self.order.iter().position(|(other, _)| *other == path)?;
        self.order.get(at.checked_add_signed(steps)?).map(|(_, id)| *id)
    }
}

/// Whoever answers a dialog has the keyboard there.
fn in_dialog(ui: &Ui) -> bool {
    ui.memory(|memory| memory.top_modal_layer().is_some())
}

/// As edited: ungrouped; a text that can't be read as typed. Links stand in long texts only.
pub(super) fn edited_text(document: &Document, derived: &Arc<Derived>, path: Path, kind: Kind) -> Prose {
    if let Some(text) = document.unreadable_text(path) {
        return Prose::plain(text.to_owned());
    }
    let text = document.entry(path).unwrap_or_default().text(kind, document.unit_at(path));
    if matches!(kind, Kind::LongText) { Prose::linked(&text, derived) } else { Prose::plain(text) }
}

/// As shown: thousands grouped.
fn shown_text(view: &View<'_>, path: Path, kind: Kind) -> Prose {
    let document: &Document = view.document;
    match document.entry(path) {
        Some(Entry::Money(money)) if document.unreadable_text(path).is_none() => {
            Prose::plain(money.exact_grouped(document.unit_at(path)))
        }
        _ => edited_text(document, view.derived, path, kind),
    }
}
