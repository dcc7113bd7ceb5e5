//! Copying and pasting: inside the program a text keeps its links; other programs get what is on screen.

use egui::{Context, Event, Id};

use super::{Prose, selection};

/// What was copied last: as others see it, and with its links.
#[derive(Clone, Default)]
struct Copied {
    shown: String,
    stored: String,
}

/// Before the field that has the keyboard sees its keys: remembers what it copies, and gives it its own links back.
pub fn before_keys(context: &Context, id: Id, prose: &Prose) {
    if prose.derived.is_none() {
        return;
    }
    let remembered = Id::unique("copied prose");
    let copies = context.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy | Event::Cut)));
    if copies && let Some(selected) = selection(context, id).filter(|selected| !selected.is_empty()) {
        let shown = prose.text.chars().skip(selected.start).take(selected.len()).collect();
        let copied = Copied { shown, stored: prose.stored_range(selected) };
        context.data_mut(|data| data.insert_temp(remembered, copied));
    }
    let copied = context.data(|data| data.get_temp::<Copied>(remembered)).unwrap_or_default();
    context.input_mut(|input| {
        for event in &mut input.events {
            if let Event::Paste(text) = event
                && !copied.shown.is_empty()
                && text.replace("\r\n", "\n") == copied.shown
            {
                text.clone_from(&copied.stored);
            }
        }
    });
}
