//! A tab on screen that does what it is asked, driven by accessible names.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};

use egui::{Event, Key, Modifiers, Ui};
use egui_kittest::{
    Harness,
    kittest::{NodeT, Queryable},
};

pub use crate::testing::{clean_sample, reference_sample};
use crate::{
    derived::Derived,
    document::Document,
    ui::{Command, View, theme},
};

/// A tab with its document and what it asked for.
pub struct Desk<T> {
    derived: Arc<Derived>,
    pub tab: T,
    pub asked: Vec<Command>,
}

/// A [`Desk`] in a window of 1366 × 768.
pub struct OnScreen<T: 'static>(Harness<'static, Desk<T>>);

/// Puts a tab on screen.
pub fn desk<T>(document: Document, tab: T, draw: impl Fn(&mut T, &mut Ui, &mut View<'_>) + 'static) -> OnScreen<T> {
    let derived = Arc::new(Derived::of(&Arc::new(document)));
    let ui = move |ui: &mut Ui, desk: &mut Desk<T>| {
        let mut commands = Vec::new();
        let derived = desk.derived.clone();
        draw(&mut desk.tab, ui, &mut View::of(&derived, &mut commands, false));
        for command in commands {
            if let Some(edit) = command.edit() {
                let document = desk.derived.document().apply(edit).expect("the edit fits");
                desk.derived = Arc::new(Derived::of(&Arc::new(document)));
                ui.ctx().request_repaint();
            }
            desk.asked.push(command);
        }
    };
    let state = Desk { derived, tab, asked: Vec::new() };
    let mut harness = Harness::builder()
        .with_size([1366.0, 768.0])
        .with_max_steps(40)
        .with_context_setup(theme::install)
        .build_ui_state(ui, state);
    harness.run();
    OnScreen(harness)
}

impl<T> OnScreen<T> {
    pub fn document(&self) -> Arc<Document> {
        self.0.state().derived.document().clone()
    }

    pub fn tab_mut(&mut self) -> &mut T {
        &mut self.0.state_mut().tab
    }

    pub fn derived(&self) -> Arc<Derived> {
        self.0.state().derived.clone()
    }

    /// Puts another document in place of the one on screen.
    pub fn show(&mut self, document: Document) {
        self.0.state_mut().derived = Arc::new(Derived::of(&Arc::new(document)));
    }

    /// Clicks on what has this name.
    pub fn click(&mut self, name: &str) {
        self.0.get_by_label(name).click();
        self.0.run();
    }

    pub fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.0.key_press_modifiers(modifiers, key);
        self.0.run();
    }

    /// Writes over a cell or field and enters it.
    pub fn type_into(&mut self, name: &str, text: &str) {
        self.click(name);
        self.write(text);
        self.key(Modifiers::NONE, Key::Enter);
    }

    pub fn write(&mut self, text: &str) {
        self.0.event(Event::Text(text.to_owned()));
        self.0.run();
    }

    /// What stands in a cell.
    pub fn value_of(&self, name: &str) -> String {
        self.0.get_by_label(name).accesskit_node().value().unwrap_or_default()
    }

    /// What was asked for since the last call.
    pub fn asked(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.0.state_mut().asked)
    }
}

impl<T> Deref for OnScreen<T> {
    type Target = Harness<'static, Desk<T>>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T> DerefMut for OnScreen<T> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}
