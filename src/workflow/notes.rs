//! Notes (批注): questions about a place, first open, then answered, then closed.

use crate::{
    at,
    document::{Document, Edit, Entry, Note, NoteEntry, NoteState, Role, Text},
};

use super::rows;

/// The place of a note, with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotePlace {
    /// A pointer, cell name, measure, `chart:…` or `report:…`.
    pub place: String,
    pub name: String,
}

/// The edit that begins a note about a place.
pub fn add_note(document: &Document, place: &NotePlace, entry: NoteEntry) -> Edit {
    let mut note = Note {
        place: Text::new(place.place.clone()),
        name: Text::new(place.name.clone()),
        state: Some(NoteState::Open),
        ..Default::default()
    };
    note.entries.push(entry);
    Edit::Many { label: format!("批注 {}", place.name), edits: rows::append(document, at!(review.notes), &note) }
}

/// The edit that adds a reply to the note in this row: the preparer's answers it, anyone else's opens it again.
pub fn reply(document: &Document, row: usize, entry: NoteEntry) -> Edit {
    let state = if entry.role == Some(Role::Preparer) { NoteState::Answered } else { NoteState::Open };
    let mut edits = rows::append(document, at!(review.notes[row].entries), &entry);
    edits.push(set_state(row, state));
    Edit::Many { label: "回复批注".to_owned(), edits }
}

/// The edit that closes the note of this row.
pub fn close_note(row: usize) -> Edit {
    Edit::Many { label: "关闭批注".to_owned(), edits: vec![set_state(row, NoteState::Closed)] }
}

/// The edit that adds a last reply and closes the note.
pub fn reply_and_close(document: &Document, row: usize, entry: NoteEntry) -> Edit {
    let mut edits = rows::append(document, at!(review.notes[row].entries), &entry);
    edits.push(set_state(row, NoteState::Closed));
    Edit::Many { label: "回复并关闭批注".to_owned(), edits }
}

/// The edit that opens the note of this row again.
pub fn reopen_note(row: usize) -> Edit {
    Edit::Many { label: "重新打开批注".to_owned(), edits: vec![set_state(row, NoteState::Open)] }
}

fn set_state(row: usize, state: NoteState) -> Edit {
    Edit::Set { path: at!(review.notes[row].state), entry: Entry::Choice(state.name()) }
}

/// The notes about a place, with their rows.
pub fn notes_at<'a>(document: &'a Document, place: &'a str) -> impl Iterator<Item = (usize, &'a Note)> {
    document.review.notes.iter().enumerate().filter(move |(_, note)| *note.place == *place)
}

/// The notes that nobody has answered, with their rows; they block signing.
pub fn open_notes(document: &Document) -> impl Iterator<Item = (usize, &Note)> {
    let is_open = |note: &Note| matches!(note.state, Some(NoteState::Open) | None);
    document.review.notes.iter().enumerate().filter(move |(_, note)| is_open(note))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::LongText;

    fn said(role: Role, text: &str) -> NoteEntry {
        NoteEntry { role: Some(role), author: Text::new("张三"), text: LongText::new(text), ..Default::default() }
    }

    #[test]
    fn a_note_goes_from_open_over_answered_to_closed() {
        let place = NotePlace { place: "T06!合计.basic".into(), name: "基本支出合计".into() };
        let asked = Document::default();
        let asked = asked.apply(&add_note(&asked, &place, said(Role::Leader, "为什么增加？"))).expect("asked");
        assert_eq!(open_notes(&asked).count(), 1);
        assert_eq!(notes_at(&asked, "T06!合计.basic").count(), 1);
        let answered = asked.apply(&reply(&asked, 0, said(Role::Preparer, "人员调入"))).expect("answered");
        assert_eq!(answered.review.notes[0].state, Some(NoteState::Answered));
        assert_eq!(open_notes(&answered).count(), 0);
        let asked_again = answered.apply(&reply(&answered, 0, said(Role::Leader, "几个人？"))).expect("asked");
        assert_eq!(open_notes(&asked_again).count(), 1);
        assert_eq!(asked_again.review.notes[0].entries.len(), 3);
        let closed = asked_again.apply(&close_note(0)).expect("closed");
        assert_eq!(closed.review.notes[0].state, Some(NoteState::Closed));
        let at_once =
            asked_again.apply(&reply_and_close(&asked_again, 0, said(Role::Leader, "明白了"))).expect("closed");
        let note = &at_once.review.notes[0];
        assert_eq!((note.state, note.entries.len()), (Some(NoteState::Closed), 4));
        let again = closed.apply(&reopen_note(0)).expect("opened");
        assert_eq!(again, asked_again);
    }
}
