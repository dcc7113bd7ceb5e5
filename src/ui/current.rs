//! 当前的数：the number whose cell or field has the keyboard, for the panel that explains it.

use egui::{Context, Id};

use crate::figures::Source;

fn id() -> Id {
    Id::unique("current source")
}

/// Called by the cell or field that has the keyboard, in each frame.
pub fn set(context: &Context, source: Option<Source>) {
    context.data_mut(|data| data.insert_temp(id(), source));
}

/// The number whose cell had the keyboard last.
pub fn get(context: &Context) -> Option<Source> {
    context.data(|data| data.get_temp::<Option<Source>>(id())).flatten()
}
