//! What stands on the clipboard beside the text that is pasted: the same as a page, in which merged cells are kept.

use std::sync::Arc;

use egui::{Context, Id};

#[derive(Clone, Default)]
struct CopiedPage {
    text: String,
    page: Option<Arc<str>>,
}

fn id() -> Id {
    Id::unique("copied page")
}

/// Keeps the page of a text that is about to be pasted.
pub fn keep(context: &Context, text: &str, page: &str) {
    let page = CopiedPage { text: text.to_owned(), page: Some(page.into()) };
    context.data_mut(|data| data.insert_temp(id(), page));
}

/// The page of this text, if it is the one that was kept last.
pub fn of(context: &Context, text: &str) -> Option<Arc<str>> {
    let kept = context.data_mut(|data| data.remove_temp::<CopiedPage>(id()));
    kept.filter(|kept| kept.text == text).and_then(|kept| kept.page)
}
