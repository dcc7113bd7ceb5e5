//! What a grid remembers between frames: the current cell, the text being typed, the selection.

use std::{ops::Range, sync::Arc};

use egui::{Event, Pos2, Rect, text::CCursorRange};

use crate::{
    document::{Document, Edit, Entry, Path},
    figures::Source,
    money::{AmountUnit, Money},
    session::TypingRun,
    ui::{Command, state::pending, widgets::picker::Picker},
};

use super::{
    model::{Cell, Content},
    preview::PendingPaste,
    sheet::{Block, Position, RowKind, Sheet},
};

/// A dialog that just closed refuses the keyboard to what was below it for a frame.
pub(super) const FOCUS_TRIES: u8 = 3;

/// How the current cell takes keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Entered: the whole text is selected, arrows go to other cells.
    #[default]
    Ready,
    /// Being typed over: arrows enter the text and go on.
    Typing,
    /// Inside the text (F2 or a click): arrows move the text cursor.
    InText,
}

/// Number and sum of the selected cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SelectionSummary {
    /// Selected cells.
    pub cells: usize,
    /// The sum of the amounts among them; `None` when there is none. An amount and what is computed from it are not
    /// added to each other: where there are amounts that were entered, only they are.
    pub sum: Option<Money>,
    /// Computed amounts that were left out of the sum.
    pub left_out: usize,
    /// The unit in which the sum is shown.
    pub wan: bool,
}

impl SelectionSummary {
    /// For the status line: `选中 3 格　合计 160.44`. Nothing while a single cell is selected.
    pub fn text(&self) -> Option<String> {
        if self.cells < 2 {
            return None;
        }
        let unit = if self.wan { AmountUnit::Wan } else { AmountUnit::Yuan };
        let Some(sum) = self.sum else { return Some(format!("选中 {} 格", self.cells)) };
        let left_out = match self.left_out {
            0 => String::new(),
            count => format!("（不含算出的 {count} 格）"),
        };
        Some(format!("选中 {} 格　合计 {}{left_out}", self.cells, sum.exact_grouped(unit)))
    }
}

/// What a grid remembers. One for each grid of a tab.
#[derive(Default)]
pub struct GridState {
    started: bool,
    /// May lie beyond the last row when rows went away; see [`GridState::at`].
    pub(super) current: Position,
    /// Corners of the selected block, the one that moves last; `None`: the current cell alone.
    pub(super) selection: Option<(Position, Position)>,
    pub(super) mode: Mode,
    /// The text of the live cell.
    pub(super) buffer: String,
    /// The cell that the text belongs to and what it said before typing.
    pub(super) loaded: Option<(Position, String)>,
    /// The text was entered for a command and is still being edited.
    staying: Option<Staying>,
    /// The characters that are still an input method's.
    pub(super) composing: Option<Range<usize>>,
    /// What was selected in the text while it had the keyboard.
    pub(super) selected: Option<CCursorRange>,
    /// A dialog has taken the keyboard from the text.
    pub(super) is_away: bool,
    pub(super) select_text: bool,
    pub(super) text_cursor_to_end: bool,
    /// Frames in which the keyboard is still asked for.
    pub(super) want_focus: u8,
    pub(super) has_focus: bool,
    pub(super) scroll: bool,
    /// Frames in which the current cell is still to be brought into sight.
    pub(super) scroll_tries: u8,
    /// The whole current cell was in sight in this frame.
    pub(super) in_sight: bool,
    /// When the grid was drawn last, and frames until the scroll bars of one that appeared are there.
    pub(super) drawn_pass: u64,
    pub(super) settling: u8,
    /// Tab went beyond the last cell (true) or Shift+Tab before the first.
    pub(super) leaving: Option<bool>,
    pub(super) pointer_selects: bool,
    /// Where a run of Tab began; Enter goes back to that column, as in Excel.
    pub(super) tab_column: Option<usize>,
    /// Keys that came in the same frame as an entry and must find it done.
    pub(super) deferred: Vec<Event>,
    pub(super) picker: Picker,
    pub(super) pending_paste: Option<PendingPaste>,
    pub(super) target: Option<Source>,
    /// Decimals shown so far, by column: the decimal points of a column stand under each other.
    pub(super) decimals: Vec<usize>,
    pub(super) decimals_unit: Option<AmountUnit>,
    pub(super) visible_rows: usize,
    /// The menu key was pressed, or the right button here.
    pub(super) wants_menu: bool,
    pub(super) menu_at: Option<Pos2>,
    /// The cell about which it was said that it can't be typed into: it is said once.
    pub(super) refused: Option<Position>,
    /// The row that was begun in the blank one and not left yet.
    pub(super) begun: Option<usize>,
    /// The width of all columns as they were drawn last.
    pub(super) width: Option<f32>,
    /// The size of the grid when it was drawn last.
    pub(super) size: egui::Vec2,
    /// Where the current cell was drawn in this frame.
    pub(super) live_rect: Option<Rect>,
    summary: SelectionSummary,
    summed: Option<(Arc<Document>, Block)>,
}

/// A cell whose text was entered while it is being edited.
struct Staying {
    run: TypingRun,
    /// What the document says of it from then on.
    expected: String,
    /// The document does not know of it before the next frame.
    is_new: bool,
}

impl GridState {
    /// Goes to a value (or derived figure) and makes it the current cell. A grid that does not show it stays as it is,
    /// so all grids of a tab may be asked.
    pub fn go_to(&mut self, place: impl Into<Source>) {
        self.target = Some(place.into());
    }

    /// Takes the keyboard and brings the current cell into sight.
    pub fn focus(&mut self) {
        self.scroll = true;
        self.want_focus = FOCUS_TRIES;
    }

    /// The row of the document whose cells are all selected, and no others.
    pub(super) fn whole_row(&self, sheet: &Sheet<'_>) -> Option<Path> {
        let block = self.selection.map(|_| self.block(sheet))?;
        let RowKind::Entry(row) = sheet.row_kind(block.rows.start) else { return None };
        let is_whole = block.rows.len() == 1 && block.columns.len() == sheet.column_total() && !block.is_single();
        sheet.model.list().filter(|_| is_whole).map(|list| list.row(row))
    }

    /// Whether the person has come to a cell: in a row that is just being begun, only to those that are filled.
    pub(super) fn is_reached(&self, at: Position, sheet: &Sheet<'_>) -> bool {
        self.begun != Some(at.row) || sheet.path(at).is_some_and(|path| !sheet.entry(path).is_blank())
    }

    /// Does its current cell have the keyboard?
    pub fn has_focus(&self) -> bool {
        self.has_focus
    }

    /// Where its current cell was drawn in this frame, if it was.
    pub fn current_rect(&self) -> Option<Rect> {
        self.live_rect
    }

    /// Is there text that is not entered yet?
    pub fn is_typing(&self) -> bool {
        self.loaded.as_ref().is_some_and(|(_, text)| *text != self.buffer)
    }

    /// Number and sum of the selected cells, as of the last frame.
    pub fn selection_summary(&self) -> SelectionSummary {
        self.summary
    }

    /// The current cell, in the rows there are now.
    pub(super) fn at(&self, sheet: &Sheet<'_>) -> Position {
        sheet.clamp(self.current)
    }

    /// The selected cells.
    pub(super) fn block(&self, sheet: &Sheet<'_>) -> Block {
        match self.selection {
            Some((anchor, head)) => Block::between(sheet.clamp(anchor), sheet.clamp(head)),
            None => Block::between(self.at(sheet), self.at(sheet)),
        }
    }

    /// Makes another cell the current one, after entering what was typed.
    pub(super) fn move_to(&mut self, to: Position, sheet: &Sheet<'_>, commands: &mut Vec<Command>) {
        self.enter(sheet, commands);
        if self.begun.is_some_and(|row| row != to.row) {
            self.begun = None;
        }
        self.current = to;
        self.selection = None;
        self.want_focus = FOCUS_TRIES;
        self.scroll = true;
    }

    /// Enters what was typed, if it changed anything; the cell is then [`Mode::Ready`].
    pub(super) fn enter(&mut self, sheet: &Sheet<'_>, commands: &mut Vec<Command>) {
        self.picker.close();
        self.mode = Mode::Ready;
        let staying = self.staying.take();
        let Some((position, before)) = self.loaded.take() else { return };
        let letters = self.composing.take();
        let words = letters.map_or_else(|| self.buffer.clone(), |letters| pending::without(&self.buffer, &letters));
        if words == before {
            return;
        }
        let Some(path) = sheet.path(position) else { return };
        let edit = Edit::typed(path, &words, sheet.unit());
        let unchanged = matches!(&edit, Edit::Set { entry, .. }
            if *entry == sheet.entry(path) && sheet.document.unreadable_text(path).is_none());
        if !unchanged {
            if let RowKind::New(row) = sheet.row_kind(position.row) {
                self.begun = Some(row);
            }
            let edit = in_existing_row(edit, position, sheet);
            commands.push(match staying {
                // One visit, one step to undo.
                Some(staying) => Command::Typed(edit, staying.run),
                None => Command::Edit(edit),
            });
        }
        if let Some(note) = sheet.code_with_name(path, &words) {
            commands.push(Command::Status(note.sentence));
        }
    }

    /// Enters what was typed for a command that needs it, while the text goes on being edited.
    pub(super) fn enter_and_stay(&mut self, sheet: &Sheet<'_>, commands: &mut Vec<Command>) {
        let (mode, position) = (self.mode, self.loaded.as_ref().map(|(position, _)| *position));
        let Some(position) = position.filter(|_| mode != Mode::Ready && self.composing.is_none()) else {
            return self.picker.close();
        };
        let run = self.staying.as_ref().map_or_else(TypingRun::begin, |staying| staying.run);
        let expected = self.staying.take().map(|staying| staying.expected);
        self.staying = Some(Staying { run, expected: String::new(), is_new: true });
        let before = commands.len();
        self.enter(sheet, commands);
        let entered = commands[before..].iter().find_map(Command::edit);
        let expected = match (entered, expected) {
            (Some(edit), _) => sheet.text_after(edit, position),
            (None, Some(expected)) => expected,
            (None, None) => sheet.edit_text(position),
        };
        self.mode = mode;
        self.loaded = Some((position, self.buffer.clone()));
        self.staying = Some(Staying { run, expected, is_new: true });
    }

    /// The value that is being typed into and not entered yet.
    pub(super) fn typed_path(&self, sheet: &Sheet<'_>) -> Option<Path> {
        let (position, _) = self.loaded.as_ref().filter(|_| self.mode != Mode::Ready && self.is_typing())?;
        sheet.path(*position)
    }

    /// Goes on with what a recovery copy has kept.
    pub(super) fn take_up(&mut self, text: &str, sheet: &Sheet<'_>) {
        let at = self.at(sheet);
        self.loaded = Some((at, sheet.edit_text(at)));
        text.clone_into(&mut self.buffer);
        self.mode = Mode::InText;
        self.select_text = false;
        self.scroll = true;
    }

    /// Throws away what was typed.
    pub(super) fn restore(&mut self) {
        self.picker.close();
        self.mode = Mode::Ready;
        self.loaded = None;
        self.staying = None;
    }

    /// Text of the live cell before it is drawn: as typed while typing, otherwise as in the document.
    pub(super) fn load(&mut self, sheet: &Sheet<'_>) {
        let at = self.at(sheet);
        if self.mode != Mode::Ready && self.loaded.as_ref().is_some_and(|(position, _)| *position == at) {
            let is_typing = self.is_typing();
            let is_as_entered = |staying: &mut Staying| {
                std::mem::take(&mut staying.is_new) || is_typing || staying.expected == sheet.edit_text(at)
            };
            // Undoing changes it under the text that is still there.
            if self.staying.as_mut().is_none_or(is_as_entered) {
                return;
            }
        }
        self.staying = None;
        let text = sheet.edit_text(at);
        let is_same = self.loaded.as_ref().is_some_and(|(position, before)| *position == at && *before == text);
        if !is_same || self.buffer != text {
            self.select_text = true;
            self.buffer.clone_from(&text);
            self.loaded = Some((at, text));
        }
        self.mode = Mode::Ready;
    }

    /// Begins at the first cell that can be filled.
    pub(super) fn start(&mut self, sheet: &Sheet<'_>) {
        if !std::mem::replace(&mut self.started, true) {
            let mut first_row = (0..sheet.column_total()).map(|column| Position { row: 0, column });
            self.current = first_row.find(|at| sheet.path(*at).is_some()).unwrap_or_default();
        }
    }

    /// Follows [`GridState::go_to`].
    pub(super) fn follow_target(&mut self, sheet: &Sheet<'_>, commands: &mut Vec<Command>) {
        let Some(target) = self.target.take() else { return };
        if let Some(position) = sheet.find(&target) {
            self.tab_column = None;
            self.move_to(position, sheet, commands);
        }
    }

    /// Counts and adds the selection; done anew only when it or the document changed.
    pub(super) fn sum_up(&mut self, sheet: &Sheet<'_>, document: &Arc<Document>) {
        let block = self.block(sheet);
        let known = self.summed.as_ref().is_some_and(|(summed, of)| Arc::ptr_eq(summed, document) && *of == block);
        if known {
            return;
        }
        let mut sums = [Sum::default(); 3];
        for (amount, standing) in block.positions().filter_map(|position| amount(sheet, position)) {
            let sum = &mut sums[standing as usize];
            sum.count += 1;
            sum.amount += amount;
        }
        let counted = sums.iter().position(|sum| sum.count > 0);
        let left_out = counted.map_or(0, |counted| sums[counted + 1..].iter().map(|sum| sum.count).sum());
        let sum = counted.map(|counted| sums[counted].amount);
        let cells = block.rows.len() * block.columns.len();
        self.summary = SelectionSummary { cells, sum, left_out, wan: sheet.unit() == AmountUnit::Wan };
        self.summed = Some((document.clone(), block));
    }
}

#[derive(Clone, Copy, Default)]
struct Sum {
    count: usize,
    amount: Money,
}

/// What an amount is made of: the first of these that is selected is added up, for the others are made of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Entered,
    Derived,
    Total,
}

/// The amount in a cell; what is derived counts as it is shown.
fn amount(sheet: &Sheet<'_>, position: Position) -> Option<(Money, Standing)> {
    match sheet.cell(position) {
        Cell::Entered(path) => match sheet.entry(path) {
            Entry::Money(money) => Some((money, Standing::Entered)),
            _ => None,
        },
        Cell::Derived { text, strong, .. } if sheet.model.columns()[position.column].content == Content::Money => {
            let is_total = strong || matches!(sheet.row_kind(position.row), RowKind::Footer(_));
            let standing = if is_total { Standing::Total } else { Standing::Derived };
            Some((Money::parse(&text, sheet.unit()).ok().flatten()?, standing))
        }
        _ => None,
    }
}

/// An edit of a cell, preceded by adding its row if that does not exist yet.
pub(super) fn in_existing_row(edit: Edit, position: Position, sheet: &Sheet<'_>) -> Edit {
    match (sheet.row_kind(position.row), sheet.model.list()) {
        (RowKind::New(row), Some(list)) => {
            Edit::Many { label: edit.label(), edits: vec![Edit::insert_rows(list, row, 1), edit] }
        }
        _ => edit,
    }
}
