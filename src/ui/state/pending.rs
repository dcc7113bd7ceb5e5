//! Text that is being typed and is not in the document yet – in a cell, a field, a dialog, a note –, kept in one place,
//! so that it gets into the recovery copy and comes back from it.
//!
//! A cell or field reports its text in each frame; notes and explanations that were begun stay here until they are
//! written; the texts of dialogs are asked for by whoever has opened them.

use std::{collections::BTreeMap, ops::Range};

use egui::{
    Context, Event, Id, ImeEvent,
    text::{CCursor, CCursorRange},
    text_edit::TextEditState,
};

use crate::{
    document::{Document, Path},
    storage::Pending,
};

/// The text of a cell or field.
pub const VALUE: &str = "value";
/// A note that was begun: its place, or the row of the note that is answered.
pub const NOTE: &str = "note";
/// An explanation that was begun: the rule and the places of its finding.
pub const ANSWER: &str = "answer";

/// A published total that is being typed below its cell.
pub const PUBLISHED: &str = "published";

/// 新建
pub const NEW: &str = "new document";
/// The note dialog is open at a place.
pub const NOTE_DIALOG: &str = "note dialog";
/// The dialog of an explanation is open.
pub const ANSWER_DIALOG: &str = "explanation dialog";
/// 签批 or 退回
pub const SIGN: &str = "signature";
/// 解锁上年数
pub const UNLOCK: &str = "unlocking";

/// The name of the only text.
pub const TEXT: &str = "text";

#[derive(Clone, Default)]
struct Store {
    /// Of this frame.
    typed: Vec<Pending>,
    /// By kind and place.
    drafts: BTreeMap<(&'static str, String), String>,
    /// From a recovery copy: waits for its cell or field.
    offered: Option<Pending>,
    /// The letters that an input method has not turned into words yet.
    preedit: String,
}

fn with<T>(context: &Context, act: impl FnOnce(&mut Store) -> T) -> T {
    context.data_mut(|data| act(data.get_temp_mut_or_default::<Store>(Id::unique("pending"))))
}

/// Before anything is drawn: looks at what the input method says.
pub fn begin_frame(context: &Context) {
    let letters: Option<String> = context.input(|input| {
        input.events.iter().rev().find_map(|event| match event {
            Event::Ime(ImeEvent::Preedit { text, .. }) => Some(text.clone()),
            Event::Ime(ImeEvent::Commit(_)) => Some(String::new()),
            _ => None,
        })
    });
    with(context, |store| {
        store.typed.clear();
        if let Some(letters) = letters {
            store.preedit = letters;
        }
    });
}

/// A single text at a place.
pub fn of_text(kind: &str, place: String, text: String) -> Pending {
    Pending { kind: kind.to_owned(), place, texts: [(TEXT.to_owned(), text)].into(), selected: None }
}

/// Called in each frame by a cell or field whose text is not entered; `id` is that of its text field.
pub fn report(context: &Context, path: Path, text: &str, id: Id) {
    let selected = selection(context, id).map(|range| (range.start, range.end));
    let pending = Pending { selected, ..of_text(VALUE, path.to_string(), text.to_owned()) };
    with(context, |store| store.typed.push(pending));
}

/// The same for the text of anything else.
pub fn report_other(context: &Context, pending: Pending) {
    with(context, |store| store.typed.push(pending));
}

/// What was reported in this frame and all that was begun.
pub fn all(context: &Context) -> Vec<Pending> {
    with(context, |store| {
        let drafts = store.drafts.iter().map(|((kind, place), text)| of_text(kind, place.clone(), text.clone()));
        store.typed.iter().cloned().chain(drafts).collect()
    })
}

/// What was begun of this kind at a place.
pub fn draft(context: &Context, kind: &'static str, place: &str) -> String {
    with(context, |store| store.drafts.get(&(kind, place.to_owned())).cloned().unwrap_or_default())
}

/// Keeps what was begun; a blank text is forgotten.
pub fn set_draft(context: &Context, kind: &'static str, place: &str, text: &str) {
    let key = (kind, place.to_owned());
    with(context, |store| match text.trim().is_empty() {
        true => store.drafts.remove(&key),
        false => store.drafts.insert(key, text.to_owned()),
    });
}

/// The first of what was begun: its kind, place and text.
pub fn first_draft(context: &Context) -> Option<(&'static str, String, String)> {
    with(context, |store| {
        store.drafts.first_key_value().map(|((kind, place), text)| (*kind, place.clone(), text.clone()))
    })
}

/// What was begun is written, given up, or of another document.
pub fn clear_drafts(context: &Context) {
    with(context, |store| store.drafts.clear());
}

/// From a recovery copy: the text waits for its cell or field.
pub fn offer(context: &Context, pending: Pending) {
    with(context, |store| store.offered = Some(pending));
}

/// Whether a text waits for this value.
pub fn is_offered(context: &Context, path: Path) -> bool {
    with(context, |store| {
        let kept = store.offered.as_ref().filter(|kept| kept.kind == VALUE);
        kept.is_some_and(|kept| Document::parse_path(&kept.place) == Some(path))
    })
}

/// The text that waits at this place for a widget of this kind.
pub fn claim_other(context: &Context, kind: &str, place: &str) -> Option<String> {
    let found = with(context, |store| store.offered.take_if(|kept| kept.kind == kind && kept.place == place));
    found.and_then(|mut kept| kept.texts.remove(TEXT))
}

/// The text that waits for this value, for the cell or field that has the keyboard.
pub fn claim(context: &Context, path: Path) -> Option<Pending> {
    with(context, |store| {
        store.offered.take_if(|kept| kept.kind == VALUE && Document::parse_path(&kept.place) == Some(path))
    })
}

/// The selected characters of a text field; one place where nothing is selected.
pub fn selection(context: &Context, id: Id) -> Option<Range<usize>> {
    let range = TextEditState::load(context, id)?.cursor.char_range()?.as_sorted_char_range();
    Some(range.start.0..range.end.0)
}

/// Selects these characters of a text field.
pub fn select(context: &Context, id: Id, (start, end): (usize, usize)) {
    let mut state = TextEditState::load(context, id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(start), CCursor::new(end))));
    state.store(context, id);
}

/// The characters of a text that are still an input method's: they are no words yet.
pub fn composing(context: &Context, id: Id, text: &str) -> Option<Range<usize>> {
    let letters = with(context, |store| store.preedit.clone());
    if letters.is_empty() {
        return None;
    }
    let range = selection(context, id)?;
    text.chars().skip(range.start).take(range.len()).eq(letters.chars()).then_some(range)
}

/// A text without these characters.
pub fn without(text: &str, range: &Range<usize>) -> String {
    text.chars().enumerate().filter(|(at, _)| !range.contains(at)).map(|(_, c)| c).collect()
}
