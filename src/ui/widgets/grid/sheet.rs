//! A grid's model together with the document: what stands where.

use std::ops::Range;

use crate::{
    codes::{CodeBook, CodeWithName},
    document::{Axis, Document, Edit, Entry, Kind, Lock, Path},
    figures::Source,
    money::AmountUnit,
    ui::Marks,
};

use super::model::{GridCell, GridModel};

/// A cell by its place on screen: list rows, then the blank row for a new entry, then the footer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// From the top.
    pub row: usize,
    /// From the left.
    pub column: usize,
}

/// A rectangle of cells, never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub rows: Range<usize>,
    pub columns: Range<usize>,
}

impl Block {
    /// The block between two corners, both included.
    pub fn between(a: Position, b: Position) -> Self {
        Self {
            rows: a.row.min(b.row)..a.row.max(b.row) + 1,
            columns: a.column.min(b.column)..a.column.max(b.column) + 1,
        }
    }

    /// Its upper left cell.
    pub fn corner(&self) -> Position {
        Position { row: self.rows.start, column: self.columns.start }
    }

    /// Its lower right cell.
    pub fn end(&self) -> Position {
        Position { row: self.rows.end - 1, column: self.columns.end - 1 }
    }

    /// Does it hold this cell?
    pub fn contains(&self, position: Position) -> bool {
        self.rows.contains(&position.row) && self.columns.contains(&position.column)
    }

    pub fn is_single(&self) -> bool {
        self.rows.len() == 1 && self.columns.len() == 1
    }

    /// Every cell, row by row.
    pub fn positions(&self) -> impl Iterator<Item = Position> + use<'_> {
        self.rows.clone().flat_map(|row| self.columns.clone().map(move |column| Position { row, column }))
    }
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A row of the model.
    Entry(usize),
    /// The blank row at the end: typing there adds a row.
    New(usize),
    /// A total.
    Footer(usize),
}

/// One frame's view of a grid.
pub struct Sheet<'a> {
    pub model: &'a dyn GridModel,
    pub document: &'a Document,
    pub codes: &'a CodeBook,
    pub marks: &'a dyn Marks,
    /// Why nothing may be changed.
    pub read_only: Option<&'a str>,
}

impl Sheet<'_> {
    /// The unit in which amounts are typed and shown.
    pub fn unit(&self) -> AmountUnit {
        self.document.amount_unit()
    }

    /// All rows on screen.
    pub fn row_total(&self) -> usize {
        self.model.row_count() + usize::from(self.model.list().is_some()) + self.model.footer_count()
    }

    pub fn column_total(&self) -> usize {
        self.model.columns().len()
    }

    /// A row as the table is numbered, with all its cells.
    pub fn whole_row(&self, row: usize) -> Block {
        Block { rows: row..row + 1, columns: 0..self.column_total() }
    }

    /// The last cell.
    pub fn end(&self) -> Position {
        Position { row: self.row_total().saturating_sub(1), column: self.column_total().saturating_sub(1) }
    }

    /// The nearest cell there is.
    pub fn clamp(&self, position: Position) -> Position {
        let end = self.end();
        Position { row: position.row.min(end.row), column: position.column.min(end.column) }
    }

    /// What a row is.
    pub fn row_kind(&self, row: usize) -> RowKind {
        let count = self.model.row_count();
        let new_rows = usize::from(self.model.list().is_some());
        match row {
            row if row < count => RowKind::Entry(row),
            row if row < count + new_rows => RowKind::New(row),
            row => RowKind::Footer(row - count - new_rows),
        }
    }

    /// What a cell is.
    pub fn cell(&self, position: Position) -> GridCell {
        match self.row_kind(position.row) {
            RowKind::Entry(row) | RowKind::New(row) => self.model.cell(row, position.column),
            RowKind::Footer(row) => self.model.footer(row, position.column),
        }
    }

    /// The place of the document behind a cell that can be filled; a locked one can't.
    pub fn path(&self, position: Position) -> Option<Path> {
        match self.cell(position) {
            GridCell::Entered(path) if self.lock(path).is_none() => Some(path),
            _ => None,
        }
    }

    /// The lock that keeps a figure of last year.
    pub fn lock(&self, path: Path) -> Option<&Lock> {
        self.marks.lock(path).filter(|lock| lock.unlocked_by.is_blank())
    }

    /// The place of a locked cell.
    pub fn locked_path(&self, position: Position) -> Option<Path> {
        match self.cell(position) {
            GridCell::Entered(path) => self.lock(path).map(|_| path),
            _ => None,
        }
    }

    /// Is it a cell for what is entered, locked or not?
    pub fn is_entered(&self, position: Position) -> bool {
        matches!(self.cell(position), GridCell::Entered(_))
    }

    /// What may be typed into a cell.
    pub fn kind(&self, position: Position) -> Option<Kind> {
        Document::kind_at(self.path(position)?)
    }

    /// The value in a cell that can be filled; blank in the row that does not exist yet.
    pub fn entry(&self, path: Path) -> Entry {
        self.document.entry(path).unwrap_or_default()
    }

    /// The text of a cell as it is edited and copied: ungrouped, an unreadable text as typed.
    pub fn edit_text(&self, position: Position) -> String {
        match self.cell(position) {
            GridCell::Entered(path) => self.entered_text(path),
            GridCell::Derived { text, .. } | GridCell::Label(text) => text,
            GridCell::Empty => String::new(),
        }
    }

    /// The text of a value as it is edited.
    pub fn entered_text(&self, path: Path) -> String {
        text_in(self.document, path)
    }

    /// What it will be once `edit` is made.
    pub fn text_after(&self, edit: &Edit, position: Position) -> String {
        let after = self.document.apply(edit).ok();
        let text = self.path(position).and_then(|path| Some(text_in(after.as_ref()?, path)));
        text.unwrap_or_else(|| self.edit_text(position))
    }

    /// An edit of a cell, preceded by adding its row if that does not exist yet.
    pub fn in_existing_row(&self, edit: Edit, position: Position) -> Edit {
        match (self.row_kind(position.row), self.model.list()) {
            (RowKind::New(row), Some(list)) => {
                Edit::Many { label: edit.label(), edits: vec![Edit::insert_rows(list, row, 1), edit] }
            }
            _ => edit,
        }
    }

    /// What is to be said of a code that stands together with a name in one text.
    pub fn code_with_name(&self, path: Path, text: &str) -> Option<CodeWithName> {
        let axis = match Document::kind_at(path)? {
            Kind::Functional => Axis::Functional,
            Kind::Economic => Axis::Economic,
            _ => return None,
        };
        self.codes.code_with_name(axis, text)
    }

    /// The text of a value as it is painted: thousands grouped.
    pub fn shown_text(&self, path: Path) -> String {
        match self.entry(path) {
            Entry::Money(money) if self.document.unreadable_text(path).is_none() => money.exact_grouped(self.unit()),
            _ => self.entered_text(path),
        }
    }

    /// A cell in words: `支出明细 第4行 基本支出`.
    pub fn cell_name(&self, position: Position) -> String {
        let row = match self.row_kind(position.row) {
            RowKind::Entry(row) => self.model.row_name(row),
            RowKind::New(_) => "新行".to_owned(),
            RowKind::Footer(0) => "合计行".to_owned(),
            RowKind::Footer(row) => format!("合计行{}", row + 1),
        };
        let column = self.model.columns().get(position.column).map(super::GridColumn::name).unwrap_or_default();
        format!("{} {row} {column}", self.model.name())
    }

    /// Where a number stands in this grid.
    pub fn find(&self, source: &Source) -> Option<Position> {
        let columns = 0..self.column_total();
        let in_row = |row: usize| {
            let shows = |column: &usize| {
                self.cell(Position { row, column: *column }).source().is_some_and(|shown| shown == *source)
            };
            columns.clone().find(shows).map(|column| Position { row, column })
        };
        if let (Source::Entered(path), Some(list)) = (source, self.model.list()) {
            // A row that is gone, as after undo: the keyboard stays in the list, at the row that came up or the blank one.
            let row = match path.row_in(&list) {
                Some(row) => row.min(self.model.row_count()),
                None if *path == list => self.model.row_count(),
                None => return None,
            };
            let first = (0..self.column_total()).find(|column| self.is_entered(Position { row, column: *column }));
            let row_itself = Position { row, column: first.unwrap_or(0) };
            if path.steps().len() <= list.row(row).steps().len() {
                return Some(row_itself);
            }
            let place = path.with_row(&list, row);
            let shows = |column: &usize| self.model.cell(row, *column) == GridCell::Entered(place);
            return columns.clone().find(shows).map(|column| Position { row, column });
        }
        (0..self.row_total()).find_map(in_row)
    }
}

fn text_in(document: &Document, path: Path) -> String {
    if let Some(text) = document.unreadable_text(path) {
        return text.to_owned();
    }
    let kind = Document::kind_at(path).unwrap_or(Kind::Text);
    document.entry(path).unwrap_or_default().text(kind, document.amount_unit())
}
