//! What has the keyboard: the number that the side panel explains, and the place that a note is about.

use egui::{Context, Id};

use crate::{figures::Source, ui::command::places::Place};

fn id() -> Id {
    Id::unique("current source")
}

fn place_id() -> Id {
    Id::unique("current place")
}

/// Called by the cell or field that has the keyboard, in each frame.
pub fn set(context: &Context, source: Option<Source>) {
    context.data_mut(|data| {
        data.insert_temp(place_id(), source.clone().map(Place::Number));
        data.insert_temp(id(), source);
    });
}

/// The number whose cell had the keyboard last.
pub fn get(context: &Context) -> Option<Source> {
    context.data(|data| data.get_temp::<Option<Source>>(id())).flatten()
}

/// Called by whatever else has the keyboard and is a place: a selected row, a chart, a section.
pub fn set_place(context: &Context, place: Place) {
    context.data_mut(|data| data.insert_temp(place_id(), Some(place)));
}

/// What had the keyboard last on this page.
pub fn place(context: &Context) -> Option<Place> {
    context.data(|data| data.get_temp::<Option<Place>>(place_id())).flatten()
}

/// Another page is shown: what had the keyboard on the former one is no longer meant.
pub fn forget_place(context: &Context) {
    context.data_mut(|data| data.insert_temp::<Option<Place>>(place_id(), None));
}

fn own_text_id() -> Id {
    Id::unique("own text")
}

/// Called by a text field whose undo is its own, as long as its text is no part of the document.
pub fn set_own_text(context: &Context, field: Id) {
    if context.memory(|memory| memory.has_focus(field)) {
        context.data_mut(|data| data.insert_temp(own_text_id(), field));
    }
}

/// Does such a field have the keyboard?
pub fn is_in_own_text(context: &Context) -> bool {
    let field = context.data(|data| data.get_temp::<Id>(own_text_id()));
    field.is_some_and(|field| context.memory(|memory| memory.has_focus(field)))
}
