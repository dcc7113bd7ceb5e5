//! 页的主控件：the widget that takes the keyboard when a page without fields is entered, as a table that is only read.

use egui::{Context, Id};

fn slot() -> Id {
    Id::unique("main widget of the page")
}

/// Called by the widget in each frame in which it is drawn.
pub fn offer(context: &Context, id: Id) {
    let pass = context.cumulative_pass_nr();
    context.data_mut(|data| data.insert_temp(slot(), (id, pass)));
}

/// The widget that was offered in this frame.
pub fn offered(context: &Context) -> Option<Id> {
    let (id, pass) = context.data(|data| data.get_temp::<(Id, u64)>(slot()))?;
    (pass == context.cumulative_pass_nr()).then_some(id)
}
