//! What keys do in a field.

use egui::{Event, Id, Key, Modifiers, Ui};

use crate::{
    document::{Entry, Kind, Path},
    figures::reason_above,
    ui::{
        Command, View,
        widgets::{keyed::TakesKeys, picker},
    },
};

use super::form::FormState;

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
    InsertFigure,
    QuoteNext,
    /// Ctrl+D, as in a table: takes over the reason above.
    FromAbove,
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
        Key::D if long && modifiers.command && !modifiers.shift => Action::FromAbove,
        Key::L if long && modifiers.command && modifiers.shift => Action::QuoteNext,
        Key::L if long && modifiers.command && !modifiers.shift => Action::InsertFigure,
        _ => return None,
    })
}

/// Takes the keys of a field before its text sees them.
pub(super) struct Keys<'a, 'v, 'u> {
    pub form: &'a mut FormState,
    pub view: &'a mut View<'v>,
    pub ui: &'u Ui,
    pub path: Path,
    pub id: Id,
    pub kind: Kind,
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
                self.form.restore(self.view);
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
                let source = super::quote::at_cursor(self.ui, self.form, self.path, self.id);
                self.view.commands.push(Command::Explain(source));
                false
            }
            Some(Action::QuoteNext) => {
                super::bare::quote_next(self.ui, self.form, self.view, self.path, self.id);
                true
            }
            Some(Action::FromAbove) => self.take_reason_above(),
            Some(Action::InsertFigure) => {
                super::quote::open(self.ui, self.form, self.view, self.path, self.id);
                true
            }
            None => false,
        }
    }
}

impl Keys<'_, '_, '_> {
    fn take_reason_above(&mut self) -> bool {
        let document = self.view.document;
        let above = reason_above(document, self.path).and_then(|above| document.entry(above));
        let Some(Entry::Text(text)) = above.filter(|_| self.view.read_only.is_none()) else {
            self.view.commands.push(Command::Refuse("上面没有写好的原因可以取用".to_owned()));
            return false;
        };
        self.form.take(text);
        self.form.enter(self.view);
        true
    }

    /// Enters the field and goes to another one; beyond the last field, to whatever follows the form.
    fn go(&mut self, steps: isize) -> bool {
        self.form.enter(self.view);
        self.form.step(self.ui, self.path, steps);
        true
    }
}
