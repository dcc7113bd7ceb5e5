//! Which key does what in a grid, as in a good spreadsheet.

use egui::{Event, Key, Modifiers};

use super::text::Mode;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Arrows: so many cells down and to the right.
    Step(isize, isize),
    /// Shift+arrows: widens the selection.
    Widen(isize, isize),
    /// Enter: the next row, in the column where Tab began.
    NextRow,
    /// Shift+Enter.
    PreviousRow,
    /// Tab: the next cell to be filled.
    NextCell,
    /// Shift+Tab.
    PreviousCell,
    /// PageDown (1) and PageUp (-1).
    Page(isize),
    /// Home.
    RowStart,
    RowEnd,
    /// Ctrl+arrows: as far as it goes.
    Edge(isize, isize),
    /// Ctrl+Home.
    TableStart,
    /// Ctrl+End.
    TableEnd,
    /// Ctrl+A.
    SelectAll,
    /// Delete.
    Clear,
    /// Ctrl+D.
    FillDown,
    /// Ctrl+R.
    FillRight,
    /// Alt+Insert: rows above, as many as are selected.
    InsertRows,
    /// Alt+Delete.
    RemoveRows,
    /// Alt+↑ and Alt+↓ (with Shift too: always, also where Alt+↓ opens a list).
    MoveRow(isize),
    /// F2.
    EditText,
    /// Escape.
    Restore,
    /// F4: 这个数怎么来的.
    Explain,
    /// The menu key, Shift+F10.
    Menu,
    /// Ctrl+Z.
    Undo,
    /// Ctrl+Y, Ctrl+Shift+Z.
    Redo,
    /// Alt+↓ on a cell with a list.
    OpenList,
    /// ↑ and ↓ while the list is open.
    ListStep(isize),
    /// Enter while the list is open.
    ListTakeNextRow,
    /// Tab while the list is open.
    ListTakeNextCell,
    /// Escape while the list is open.
    ListClose,
    /// Ctrl+C.
    Copy,
    /// Ctrl+X.
    Cut,
    /// Ctrl+V of something that is not to be inserted into the text.
    Paste,
}

/// What decides about a key beside the key itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Situation {
    /// How the current cell takes keys.
    pub mode: Mode,
    /// A list is open below the cell.
    pub list_open: bool,
    /// The cell's values are picked from a list.
    pub has_list: bool,
    /// More than one cell is selected.
    pub block: bool,
}

/// What an event asks the grid for; `None` leaves it to the text of the cell.
pub fn action(event: &Event, situation: Situation) -> Option<Action> {
    let outside_text = situation.mode != Mode::InText || situation.block;
    match event {
        Event::Copy if situation.mode == Mode::Ready || situation.block => Some(Action::Copy),
        Event::Cut if situation.mode == Mode::Ready || situation.block => Some(Action::Cut),
        Event::Paste(text) => {
            let is_block = text.trim_end_matches(['\r', '\n']).contains(['\t', '\n']);
            (is_block || situation.mode == Mode::Ready || situation.block).then_some(Action::Paste)
        }
        Event::Key { key, pressed: true, modifiers, .. } => {
            let list = if situation.list_open { list_key(*key, *modifiers) } else { None };
            list.or_else(|| key_anywhere(*key, *modifiers, situation))
                .or_else(|| outside_text.then(|| key_outside_text(*key, *modifiers, situation)).flatten())
        }
        _ => None,
    }
}

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..CTRL };
const CTRL: Modifiers = Modifiers { alt: false, ctrl: true, shift: false, mac_cmd: false, command: true };
const ALT_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::ALT };

/// Modifiers in one form: `command` and `ctrl` are the same key on the systems this program is for.
fn plain(modifiers: Modifiers) -> Modifiers {
    let ctrl = modifiers.ctrl || modifiers.command;
    Modifiers { ctrl, command: ctrl, mac_cmd: false, ..modifiers }
}

fn list_key(key: Key, modifiers: Modifiers) -> Option<Action> {
    match key {
        _ if modifiers.any() => None,
        Key::ArrowDown => Some(Action::ListStep(1)),
        Key::ArrowUp => Some(Action::ListStep(-1)),
        Key::PageDown => Some(Action::ListStep(8)),
        Key::PageUp => Some(Action::ListStep(-8)),
        Key::Enter => Some(Action::ListTakeNextRow),
        Key::Tab => Some(Action::ListTakeNextCell),
        Key::Escape => Some(Action::ListClose),
        _ => None,
    }
}

/// Keys that mean the same whether or not the text cursor is inside the text.
fn key_anywhere(key: Key, modifiers: Modifiers, situation: Situation) -> Option<Action> {
    Some(match (plain(modifiers), key) {
        (Modifiers::NONE, Key::Enter) => Action::NextRow,
        (Modifiers::SHIFT, Key::Enter) => Action::PreviousRow,
        (Modifiers::NONE, Key::Tab) => Action::NextCell,
        (Modifiers::SHIFT, Key::Tab) => Action::PreviousCell,
        (Modifiers::NONE, Key::ArrowDown) => Action::Step(1, 0),
        (Modifiers::NONE, Key::ArrowUp) => Action::Step(-1, 0),
        (Modifiers::NONE, Key::PageDown) => Action::Page(1),
        (Modifiers::NONE, Key::PageUp) => Action::Page(-1),
        (Modifiers::NONE, Key::Escape) if situation.mode != Mode::Ready || situation.block => Action::Restore,
        (Modifiers::NONE, Key::F2) => Action::EditText,
        (Modifiers::NONE, Key::F4) => Action::Explain,
        (Modifiers::NONE, Key::Menu) | (Modifiers::SHIFT, Key::F10) => Action::Menu,
        (CTRL, Key::D) => Action::FillDown,
        (CTRL, Key::R) => Action::FillRight,
        (Modifiers::ALT, Key::Insert) => Action::InsertRows,
        (Modifiers::ALT, Key::Delete) => Action::RemoveRows,
        (Modifiers::ALT, Key::ArrowDown) if situation.has_list => Action::OpenList,
        (Modifiers::ALT | ALT_SHIFT, Key::ArrowDown) => Action::MoveRow(1),
        (Modifiers::ALT | ALT_SHIFT, Key::ArrowUp) => Action::MoveRow(-1),
        (CTRL, Key::Home) => Action::TableStart,
        (CTRL, Key::End) => Action::TableEnd,
        _ => return None,
    })
}

/// Keys that the text cursor needs once it is inside the text.
fn key_outside_text(key: Key, modifiers: Modifiers, situation: Situation) -> Option<Action> {
    let ready = situation.mode == Mode::Ready;
    Some(match (plain(modifiers), key) {
        (Modifiers::NONE, Key::ArrowLeft) => Action::Step(0, -1),
        (Modifiers::NONE, Key::ArrowRight) => Action::Step(0, 1),
        (Modifiers::NONE, Key::Home) => Action::RowStart,
        (Modifiers::NONE, Key::End) => Action::RowEnd,
        (Modifiers::SHIFT, Key::ArrowLeft) => Action::Widen(0, -1),
        (Modifiers::SHIFT, Key::ArrowRight) => Action::Widen(0, 1),
        (Modifiers::SHIFT, Key::ArrowUp) => Action::Widen(-1, 0),
        (Modifiers::SHIFT, Key::ArrowDown) => Action::Widen(1, 0),
        (CTRL, Key::ArrowLeft) => Action::Edge(0, -1),
        (CTRL, Key::ArrowRight) => Action::Edge(0, 1),
        (CTRL, Key::ArrowUp) => Action::Edge(-1, 0),
        (CTRL, Key::ArrowDown) => Action::Edge(1, 0),
        (CTRL, Key::A) if ready => Action::SelectAll,
        (Modifiers::NONE, Key::Delete) if ready || situation.block => Action::Clear,
        (CTRL, Key::Z) if ready => Action::Undo,
        (CTRL, Key::Z) => Action::Restore,
        (CTRL, Key::Y) | (CTRL_SHIFT, Key::Z) if ready => Action::Redo,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(modifiers: Modifiers, key: Key, situation: Situation) -> Option<Action> {
        let event = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        action(&event, situation)
    }

    #[test]
    fn arrows_leave_the_cell_unless_the_cursor_is_in_the_text() {
        let ready = Situation::default();
        let in_text = Situation { mode: Mode::InText, ..ready };
        assert_eq!(press(Modifiers::NONE, Key::ArrowLeft, ready), Some(Action::Step(0, -1)));
        assert_eq!(press(Modifiers::NONE, Key::ArrowLeft, in_text), None);
        assert_eq!(press(Modifiers::NONE, Key::ArrowDown, in_text), Some(Action::Step(1, 0)));
        assert_eq!(press(Modifiers::SHIFT, Key::ArrowDown, ready), Some(Action::Widen(1, 0)));
        assert_eq!(press(Modifiers::CTRL, Key::D, ready), Some(Action::FillDown));
        assert_eq!(press(Modifiers::COMMAND, Key::D, in_text), Some(Action::FillDown));
        assert_eq!(press(Modifiers::COMMAND, Key::S, ready), None, "saving is not the grid's");
    }

    #[test]
    fn an_open_list_takes_the_arrows() {
        let open = Situation { list_open: true, has_list: true, mode: Mode::Typing, ..Situation::default() };
        assert_eq!(press(Modifiers::NONE, Key::ArrowDown, open), Some(Action::ListStep(1)));
        assert_eq!(press(Modifiers::NONE, Key::Tab, open), Some(Action::ListTakeNextCell));
        let closed = Situation { list_open: false, ..open };
        assert_eq!(press(Modifiers::ALT, Key::ArrowDown, closed), Some(Action::OpenList));
        assert_eq!(press(ALT_SHIFT, Key::ArrowDown, closed), Some(Action::MoveRow(1)));
        assert_eq!(press(Modifiers::ALT, Key::ArrowUp, Situation::default()), Some(Action::MoveRow(-1)));
    }

    #[test]
    fn a_single_value_is_pasted_into_the_text_while_typing() {
        let typing = Situation { mode: Mode::Typing, ..Situation::default() };
        assert_eq!(action(&Event::Paste("12".into()), typing), None);
        assert_eq!(action(&Event::Paste("12\r\n".into()), typing), None);
        assert_eq!(action(&Event::Paste("1\t2".into()), typing), Some(Action::Paste));
        assert_eq!(action(&Event::Paste("12".into()), Situation::default()), Some(Action::Paste));
    }
}
