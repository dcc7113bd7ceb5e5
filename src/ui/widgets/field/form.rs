//! What a form remembers between frames: the field that is being typed in, and the order of its fields.

use egui::{Event, Id, Rect, Response, TextBuffer, Ui};

use crate::{
    document::{Axis, Document, Edit, Entry, Kind, Path},
    ui::{
        Command, View,
        widgets::{
            keyed,
            picker::{self, Picker},
            prose::{self, Prose},
        },
    },
};

use super::{bare::BareNumbers, keys::Keys, quote::Quoting};

/// The field that has the keyboard.
pub(super) struct Editing {
    pub path: Path,
    pub before: String,
    pub buffer: Prose,
}

impl Editing {
    fn of(path: Path, text: Prose) -> Self {
        Self { path, before: text.stored(), buffer: text }
    }

    fn is_changed(&self) -> bool {
        self.buffer.stored() != self.before
    }
}

/// What a form remembers. One for each form.
#[derive(Default)]
pub struct FormState {
    pub(super) editing: Option<Editing>,
    pub(super) picker: Picker,
    pub(super) quoting: Quoting,
    pub(super) bare: BareNumbers,
    list_wanted: Option<Path>,
    target: Option<Path>,
    /// The pass before which the target was set: a whole pass without its field ends the search.
    sought_since: Option<u64>,
    deferred: Vec<Event>,
    /// The fields in the order in which they were drawn: in this pass, and in the one before.
    drawn: Vec<(Path, Id)>,
    order: Vec<(Path, Id)>,
    pass: u64,
}

impl FormState {
    /// Gives the keyboard to the field of this value and scrolls to it. A form without such a field does nothing.
    pub fn go_to(&mut self, path: Path) {
        self.target = Some(path);
        self.sought_since = None;
    }

    /// Is there text that is not entered yet?
    pub fn is_typing(&self) -> bool {
        self.editing.as_ref().is_some_and(Editing::is_changed)
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
        if self.target == Some(path) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if !ui.memory(|memory| memory.has_focus(id)) {
            return;
        }
        self.load(ui, view, path, id, kind);
        if view.flush {
            self.enter(view);
            self.load(ui, view, path, id, kind);
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
        let text = edited_text(view, path, kind);
        match &mut self.editing {
            Some(editing) if editing.path == path => {
                if editing.buffer != text && !editing.is_changed() {
                    *editing = Editing::of(path, text);
                }
                return;
            }
            _ => self.enter(view),
        }
        // A long text is gone on with: one key must not replace it.
        let is_long = matches!(kind, Kind::LongText);
        if !is_long && !ui.input(|input| input.pointer.any_down() || input.pointer.any_released()) {
            super::select_all(ui, id, text.as_str());
        }
        self.editing = Some(Editing::of(path, text));
        if self.list_wanted.take() == Some(path) {
            self.picker.open_all(kind, view.codes);
        }
    }

    /// Takes over what was typed.
    pub(super) fn typed(&mut self, view: &mut View<'_>, path: Path, kind: Kind, text: Prose) {
        if picker::is_picked(kind) {
            self.picker.suggest(kind, view.codes, text.as_str());
        }
        match &mut self.editing {
            Some(editing) if editing.path == path => editing.buffer = text,
            // Set by assistive technology, without the keyboard.
            _ => {
                self.enter(view);
                let before = edited_text(view, path, kind).stored();
                self.editing = Some(Editing { path, before, buffer: text });
            }
        }
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
        if self.target == Some(path) {
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
        let is_left = !has_focus && (!self.quoting.is_open_for(path) || view.flush);
        if is_left && self.editing.as_ref().is_some_and(|editing| editing.path == path) {
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
    pub(super) fn editing_at(&mut self, view: &mut View<'_>, path: Path, kind: Kind) -> &mut Editing {
        if self.editing.as_ref().is_some_and(|editing| editing.path != path) {
            self.enter(view);
        }
        self.editing.get_or_insert_with(|| Editing::of(path, edited_text(view, path, kind)))
    }

    /// Enters what was typed, if it changed anything.
    pub(super) fn enter(&mut self, view: &mut View<'_>) {
        self.picker.close();
        let Some(editing) = self.editing.take() else { return };
        if !editing.is_changed() {
            return;
        }
        let unit = view.document.unit_at(editing.path);
        let edit = Edit::typed(editing.path, &editing.buffer.stored(), unit);
        let unchanged = matches!(&edit, Edit::Set { entry, path }
            if Some(entry) == view.document.entry(*path).as_ref() && view.document.unreadable_text(*path).is_none());
        if !unchanged {
            view.commands.push(Command::Edit(edit));
        }
        let axis = match Document::kind_at(editing.path) {
            Some(Kind::Functional) => Axis::Functional,
            Some(Kind::Economic) => Axis::Economic,
            _ => return,
        };
        if let Some(note) = view.derived.figures.book.code_with_name(axis, &editing.buffer.stored()) {
            view.commands.push(Command::Status(note.sentence));
        }
    }

    /// The field `steps` further down; `None` beyond the first and last.
    pub(super) fn neighbour(&self, path: Path, steps: isize) -> Option<Id> {
        let at = self.order.iter().position(|(other, _)| *other == path)?;
        self.order.get(at.checked_add_signed(steps)?).map(|(_, id)| *id)
    }
}

/// As edited: ungrouped; a text that can't be read as typed. Links stand in long texts only.
fn edited_text(view: &View<'_>, path: Path, kind: Kind) -> Prose {
    let document = view.document;
    if let Some(text) = document.unreadable_text(path) {
        return Prose::plain(text.to_owned());
    }
    let text = document.entry(path).unwrap_or_default().text(kind, document.unit_at(path));
    if matches!(kind, Kind::LongText) { Prose::linked(&text, view.derived) } else { Prose::plain(text) }
}

/// As shown: thousands grouped.
fn shown_text(view: &View<'_>, path: Path, kind: Kind) -> Prose {
    let document: &Document = view.document;
    match document.entry(path) {
        Some(Entry::Money(money)) if document.unreadable_text(path).is_none() => {
            Prose::plain(money.exact_grouped(document.unit_at(path)))
        }
        _ => edited_text(view, path, kind),
    }
}
