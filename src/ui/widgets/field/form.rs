//! What a form remembers between frames: the field that is being typed in, and the order of its fields.

use egui::{Event, Id, Key, Modifiers, Rect, Response, Ui};

use crate::{
    document::{Document, Edit, Entry, Kind, Path},
    figures::Source,
    ui::{
        Command, View,
        widgets::{
            keyed::{self, TakesKeys},
            picker::{self, Picker},
        },
    },
};

/// The field that has the keyboard.
struct Editing {
    path: Path,
    before: String,
    buffer: String,
}

/// What a form remembers. One for each form.
#[derive(Default)]
pub struct FormState {
    editing: Option<Editing>,
    picker: Picker,
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
        self.editing.as_ref().is_some_and(|editing| editing.buffer != editing.before)
    }

    /// The text that the field shows.
    pub(super) fn text(&self, document: &Document, path: Path, kind: Kind) -> String {
        match &self.editing {
            Some(editing) if editing.path == path => editing.buffer.clone(),
            _ => shown_text(document, path, kind),
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
        let mut waiting = std::mem::take(&mut self.deferred);
        keyed::take(&mut waiting, ui.ctx(), &mut Keys { form: self, view, ui, path, id, kind });
        self.deferred = waiting;
    }

    /// Starts to edit the field that got the keyboard; follows the document while nothing is typed.
    fn load(&mut self, ui: &Ui, view: &mut View<'_>, path: Path, id: Id, kind: Kind) {
        let text = edited_text(view.document, path, kind);
        match &mut self.editing {
            Some(editing) if editing.path == path => {
                if editing.buffer == editing.before && editing.before != text {
                    editing.buffer.clone_from(&text);
                    editing.before = text;
                }
                return;
            }
            _ => self.enter(view),
        }
        if !ui.input(|input| input.pointer.any_down() || input.pointer.any_released()) {
            super::select_all(ui, id, &text);
        }
        self.editing = Some(Editing { path, before: text.clone(), buffer: text });
        if self.list_wanted.take() == Some(path) {
            self.picker.open_all(kind, view.codes);
        }
    }

    /// Takes over what was typed.
    pub(super) fn typed(&mut self, view: &mut View<'_>, path: Path, kind: Kind, text: String) {
        if picker::is_picked(kind) {
            self.picker.suggest(kind, view.codes, &text);
        }
        match &mut self.editing {
            Some(editing) if editing.path == path => editing.buffer = text,
            // Set by assistive technology, without the keyboard.
            _ => {
                self.enter(view);
                let before = edited_text(view.document, path, kind);
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
        if !has_focus && self.editing.as_ref().is_some_and(|editing| editing.path == path) {
            self.enter(view);
            self.deferred.clear();
        }
    }

    fn take(&mut self, value: String) {
        if let Some(editing) = &mut self.editing {
            editing.buffer = value;
        }
    }

    /// Enters what was typed, if it changed anything.
    fn enter(&mut self, view: &mut View<'_>) {
        self.picker.close();
        let Some(editing) = self.editing.take() else { return };
        if editing.buffer == editing.before {
            return;
        }
        let edit = Edit::type_text(editing.path, &editing.buffer, view.document.amount_unit());
        let unchanged = matches!(&edit, Edit::Set { entry, path }
            if Some(entry) == view.document.entry(*path).as_ref() && view.document.unreadable_text(*path).is_none());
        if !unchanged {
            view.commands.push(Command::Edit(edit));
        }
    }

    /// The field `steps` further down; `None` beyond the first and last.
    fn neighbour(&self, path: Path, steps: isize) -> Option<Id> {
        let at = self.order.iter().position(|(other, _)| *other == path)?;
        self.order.get(at.checked_add_signed(steps)?).map(|(_, id)| *id)
    }
}

/// As edited: ungrouped; a text that can't be read as typed.
fn edited_text(document: &Document, path: Path, kind: Kind) -> String {
    match document.unreadable_text(path) {
        Some(text) => text.to_owned(),
        None => document.entry(path).unwrap_or_default().text(kind, document.amount_unit()),
    }
}

/// As shown: thousands grouped.
fn shown_text(document: &Document, path: Path, kind: Kind) -> String {
    match document.entry(path) {
        Some(Entry::Money(money)) if document.unreadable_text(path).is_none() => {
            money.exact_grouped(document.amount_unit())
        }
        _ => edited_text(document, path, kind),
    }
}

/// What a key asks of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Go(isize),
    Restore,
    OpenList,
    ListStep(isize),
    ListTake,
    ListClose,
    Explain,
}

/// What a key asks for; `None` leaves it to the text of the field.
fn action(event: &Event, kind: Kind, list_open: bool) -> Option<Action> {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return None };
    let long = matches!(kind, Kind::LongText);
    let plain = !modifiers.any();
    Some(match key {
        Key::ArrowDown if modifiers.alt && picker::is_picked(kind) => Action::OpenList,
        Key::ArrowDown if plain && list_open => Action::ListStep(1),
        Key::ArrowUp if plain && list_open => Action::ListStep(-1),
        Key::Enter | Key::Tab if plain && list_open => Action::ListTake,
        Key::Escape if plain && list_open => Action::ListClose,
        Key::Tab if *modifiers == Modifiers::SHIFT => Action::Go(-1),
        Key::Tab if plain => Action::Go(1),
        Key::Enter | Key::ArrowDown if plain && !long => Action::Go(1),
        Key::Enter if modifiers.command || modifiers.ctrl => Action::Go(1),
        Key::ArrowUp if plain && !long => Action::Go(-1),
        Key::Escape if plain => Action::Restore,
        Key::F4 if plain => Action::Explain,
        _ => return None,
    })
}

struct Keys<'a, 'v, 'u> {
    form: &'a mut FormState,
    view: &'a mut View<'v>,
    ui: &'u Ui,
    path: Path,
    id: Id,
    kind: Kind,
}

impl TakesKeys for Keys<'_, '_, '_> {
    fn wants(&self, event: &Event) -> bool {
        action(event, self.kind, self.form.picker.is_open()).is_some()
    }

    fn perform(&mut self, event: &Event) -> bool {
        match action(event, self.kind, self.form.picker.is_open()) {
            Some(Action::Go(steps)) => self.go(steps),
            Some(Action::ListTake) => {
                if let Some(value) = self.form.picker.chosen().map(str::to_owned) {
                    self.form.take(value);
                }
                self.go(1)
            }
            Some(Action::Restore) => {
                self.form.editing = None;
                self.form.load(self.ui, self.view, self.path, self.id, self.kind);
                false
            }
            Some(Action::OpenList) => {
                self.form.picker.open_all(self.kind, self.view.codes);
                false
            }
            Some(Action::ListStep(lines)) => {
                self.form.picker.step(lines);
                false
            }
            Some(Action::ListClose) => {
                self.form.picker.close();
                false
            }
            Some(Action::Explain) => {
                self.view.commands.push(Command::Explain(Source::Entered(self.path)));
                false
            }
            None => false,
        }
    }
}

impl Keys<'_, '_, '_> {
    /// Enters the field and goes to another one; beyond the last field, to whatever follows the form.
    fn go(&mut self, steps: isize) -> bool {
        self.form.enter(self.view);
        let next = self.form.neighbour(self.path, steps);
        self.ui.memory_mut(|memory| match next {
            Some(next) => memory.request_focus(next),
            None if steps > 0 => memory.move_focus(egui::FocusDirection::Next),
            None => memory.move_focus(egui::FocusDirection::Previous),
        });
        true
    }
}
