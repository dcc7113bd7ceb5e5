//! What a grid shows: columns, rows and where each cell's value is.

use crate::{
    document::{Document, Kind, Path},
    figures::Source,
};

/// What stands in a column, which decides how it is aligned and summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Left-aligned.
    Text,
    /// Right-aligned; not summed.
    Number,
    /// On the decimal point; the sum of the selection counts it.
    Money,
}

impl From<Kind> for Content {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Money => Self::Money,
            kind if kind.is_numeric() => Self::Number,
            _ => Self::Text,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct GridColumn {
    /// The upper line of a two-line header; neighbours with the same one share it.
    pub group: Option<String>,
    pub title: String,
    /// In points.
    pub width: f32,
    /// Stays when the rest scrolls sideways. Counts only from the left edge on without a gap.
    pub frozen: bool,
    /// What stands in it.
    pub content: Content,
}

impl GridColumn {
    /// A column that scrolls, under no group.
    pub fn new(title: impl Into<String>, width: f32, content: Content) -> Self {
        Self { group: None, title: title.into(), width, frozen: false, content }
    }

    /// The same, staying at the left.
    #[must_use]
    pub fn frozen(self) -> Self {
        Self { frozen: true, ..self }
    }

    /// The same, under a group.
    #[must_use]
    pub fn under(self, group: impl Into<String>) -> Self {
        Self { group: Some(group.into()), ..self }
    }

    /// Group and title in words.
    pub fn name(&self) -> String {
        match &self.group {
            Some(group) => format!("{group} {}", self.title),
            None => self.title.clone(),
        }
    }
}

/// What one cell is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum GridCell {
    /// To be filled: the value at this place of the document.
    Entered(Path),
    /// Computed: can't be typed over.
    Derived {
        /// As shown, in the entry unit.
        text: String,
        /// What it is, to be explained.
        source: Source,
        /// A total: bold.
        strong: bool,
    },
    /// The name of a row.
    Label(String),
    #[default]
    Empty,
}

impl GridCell {
    /// What the number in it is.
    pub fn source(&self) -> Option<Source> {
        match self {
            Self::Entered(path) => Some(Source::Entered(*path)),
            Self::Derived { source, .. } => Some(source.clone()),
            Self::Label(_) | Self::Empty => None,
        }
    }
}

/// The data of a grid. Made anew each frame; only cells in sight are asked for.
pub trait GridModel {
    /// With it every cell's accessible name begins.
    fn name(&self) -> &str;
    fn columns(&self) -> &[GridColumn];
    /// How many rows there are, without the blank one for a new entry and without the footer.
    fn row_count(&self) -> usize;
    /// A cell. A grid with a list is also asked for rows that do not exist yet (from `row_count` on): it answers with
    /// the addresses they will have.
    fn cell(&self, row: usize, column: usize) -> GridCell;
    /// The list whose rows these are, row by row; rows can then be added, removed and moved.
    fn list(&self) -> Option<Path> {
        None
    }
    /// A row in words.
    fn row_name(&self, row: usize) -> String {
        format!("第{}行", row + 1)
    }
    /// Rows below everything else: totals.
    fn footer_count(&self) -> usize {
        0
    }
    /// A cell of the footer.
    fn footer(&self, _row: usize, _column: usize) -> GridCell {
        GridCell::Empty
    }
}

/// A cell computed for a row; rows that do not exist yet are asked for too.
type Compute<'a> = Box<dyn Fn(usize) -> GridCell + 'a>;
/// A cell computed for some rows.
type ComputeSome<'a> = Box<dyn Fn(usize) -> Option<GridCell> + 'a>;

enum ListColumn<'a> {
    Field(&'static str),
    FieldUnless(&'static str, ComputeSome<'a>),
    Derived(Compute<'a>),
}

/// A list of the document as a grid: one row a row, columns of fields and of computed cells.
pub struct ListGrid<'a> {
    name: String,
    list: Path,
    rows: usize,
    columns: Vec<GridColumn>,
    sources: Vec<ListColumn<'a>>,
    footer: Vec<Box<dyn Fn(usize) -> GridCell + 'a>>,
}

impl<'a> ListGrid<'a> {
    /// The list at `list`, under its own name, without columns yet.
    pub fn new(document: &Document, list: Path) -> Self {
        Self {
            name: Document::field_at(list).map_or_else(String::new, |field| field.label.to_owned()),
            list,
            rows: document.row_count(list).unwrap_or(0),
            columns: Vec::new(),
            sources: Vec::new(),
            footer: Vec::new(),
        }
    }

    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// A field of the rows, under its own label.
    #[must_use]
    pub fn field(mut self, field: &'static str, width: f32) -> Self {
        let found = Document::field_at(self.list.row(0).field(field));
        let kind = Document::kind_at(self.list.row(0).field(field)).unwrap_or(Kind::Text);
        let title = found.map_or(field, |found| found.label);
        self.columns.push(GridColumn::new(title, width, kind.into()));
        self.sources.push(ListColumn::Field(field));
        self
    }

    /// The same, but in rows where it is computed.
    #[must_use]
    pub fn field_unless(
        self,
        field: &'static str,
        width: f32,
        compute: impl Fn(usize) -> Option<GridCell> + 'a,
    ) -> Self {
        let mut grid = self.field(field, width);
        grid.sources.pop();
        grid.sources.push(ListColumn::FieldUnless(field, Box::new(compute)));
        grid
    }

    #[must_use]
    pub fn derived(mut self, column: GridColumn, compute: impl Fn(usize) -> GridCell + 'a) -> Self {
        self.columns.push(column);
        self.sources.push(ListColumn::Derived(Box::new(compute)));
        self
    }

    /// Changes the column added last: freezes it, renames it, puts it under a group.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(GridColumn) -> GridColumn) -> Self {
        if let Some(column) = self.columns.pop() {
            self.columns.push(change(column));
        }
        self
    }

    /// A row below all others: the cell of each column.
    #[must_use]
    pub fn footer(mut self, cell: impl Fn(usize) -> GridCell + 'a) -> Self {
        self.footer.push(Box::new(cell));
        self
    }
}

impl GridModel for ListGrid<'_> {
    fn name(&self) -> &str {
        &self.name
    }
    fn columns(&self) -> &[GridColumn] {
        &self.columns
    }
    fn row_count(&self) -> usize {
        self.rows
    }
    fn cell(&self, row: usize, column: usize) -> GridCell {
        match self.sources.get(column) {
            Some(ListColumn::Field(field)) => GridCell::Entered(self.list.row(row).field(field)),
            Some(ListColumn::FieldUnless(field, compute)) => {
                compute(row).unwrap_or_else(|| GridCell::Entered(self.list.row(row).field(field)))
            }
            Some(ListColumn::Derived(compute)) => compute(row),
            None => GridCell::Empty,
        }
    }
    fn list(&self) -> Option<Path> {
        Some(self.list)
    }
    fn footer_count(&self) -> usize {
        self.footer.len()
    }
    fn footer(&self, row: usize, column: usize) -> GridCell {
        self.footer.get(row).map_or(GridCell::Empty, |cell| cell(column))
    }
}

/// A table of given cells: its rows are fixed.
pub struct FixedGrid {
    name: String,
    columns: Vec<GridColumn>,
    rows: Vec<Vec<GridCell>>,
}

impl FixedGrid {
    /// Columns, the first of which names the rows; rows are added by [`FixedGrid::row`].
    pub fn new(name: impl Into<String>, columns: Vec<GridColumn>) -> Self {
        Self { name: name.into(), columns, rows: Vec::new() }
    }

    /// A row: its name and its cells from the second column on.
    #[must_use]
    pub fn row(mut self, name: impl Into<String>, cells: impl IntoIterator<Item = GridCell>) -> Self {
        self.rows.push(std::iter::once(GridCell::Label(name.into())).chain(cells).collect());
        self
    }
}

impl GridModel for FixedGrid {
    fn name(&self) -> &str {
        &self.name
    }
    fn columns(&self) -> &[GridColumn] {
        &self.columns
    }
    fn row_count(&self) -> usize {
        self.rows.len()
    }
    fn cell(&self, row: usize, column: usize) -> GridCell {
        self.rows.get(row).and_then(|cells| cells.get(column)).cloned().unwrap_or_default()
    }
    fn row_name(&self, row: usize) -> String {
        match self.rows.get(row).and_then(|cells| cells.first()) {
            Some(GridCell::Label(name)) => name.trim().to_owned(),
            _ => format!("第{}行", row + 1),
        }
    }
}
