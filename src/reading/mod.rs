//! What a file of others says of our numbers: which table of it is which of ours, which column, row and unit, and so
//! which of our addresses each number has.
//!
//! A table is recognised by its title, its columns by the words above them, its rows by codes and names; never by where
//! they stand. The words are data (`assets/reading`). What is not understood is told with its place, so that nothing is
//! lost in silence.

mod copied_lines;
mod economic_words;
mod fact;
mod forms;
mod grid;
mod layout;
mod lines;
mod placing;
mod proof;
pub mod prose;
mod rows;
mod stacked;
mod surroundings;
mod words;
pub mod written;

pub use copied_lines::CopiedLines;
pub use fact::{
    Certainty, ColumnMeaning, CountFact, Fact, FactPlace, FoundProject, Leftover, ReadColumn, ReadTable, Reading,
};
pub use forms::{RowNames, TablePart};

use crate::{
    address::TableId,
    codes::{Code, CodeBook},
    document::Document,
    evidence::{Evidence, FileBlock, FileTable},
    money::AmountUnit,
};

use economic_words::EconomicWords;
use forms::{Form, Forms};
use grid::Grid;
use layout::Layout;
use rows::RowReader;
use surroundings::Surroundings;

/// What tables are read with.
struct Known {
    book: CodeBook,
    economic: EconomicWords,
    /// The projects of the document, and behind them those that the file names besides.
    projects: Vec<FoundProject>,
    /// What a person says of columns.
    chosen: Vec<(u32, ColumnMeaning)>,
    /// Of what is not known, a person can be asked.
    asks: bool,
}

/// A table that may go on with the next block.
struct Former {
    index: usize,
    /// A sheet is a table of its own.
    sheet: Option<String>,
    form: &'static Form,
    layout: Layout,
    reader: RowReader,
}

/// What is known of a text before it is read.
#[derive(Clone, Copy, Default)]
pub struct ReadingHint<'a> {
    /// What a table without a title may be, the likeliest first.
    pub tables: &'a [TableId],
    /// What a person says that the unit is.
    pub unit: Option<AmountUnit>,
    /// What a person says of columns of the one table, by their numbers in the file.
    pub columns: &'a [(u32, ColumnMeaning)],
    /// A person can be asked what columns are, so that a table is told though its head is not known.
    pub asks: bool,
}

impl Reading {
    /// Reads the tables of a file for a document: its own codes and projects are known by their names.
    pub fn of(evidence: &Evidence, document: &Document) -> Self {
        Self::with(evidence, document, ReadingHint::default())
    }

    pub fn with(evidence: &Evidence, document: &Document, hint: ReadingHint<'_>) -> Self {
        let book = CodeBook::of(document);
        let economic = EconomicWords::of(&book);
        let projects = document.performance.projects.iter();
        let projects = projects
            .map(|project| FoundProject { name: project.name.to_string(), item: Code::new(&project.item) })
            .collect();
        let mut known = Known { book, economic, projects, chosen: hint.columns.to_vec(), asks: hint.asks };
        let mut reading = Self::default();
        let mut former: Option<Former> = None;
        for (block, content) in evidence.blocks.iter().enumerate() {
            match content {
                FileBlock::Table(table) => {
                    let parts = stacked::parts(table);
                    for part in &parts {
                        if part.is_other {
                            former = None;
                        }
                        former = reading.read_table(evidence, block, &part.table, &mut known, hint, former);
                    }
                }
                // A text of some length between two tables parts them.
                FileBlock::Paragraph(paragraph) => {
                    if surroundings::parts_tables(&paragraph.text) {
                        former = None;
                    }
                }
                FileBlock::Picture(_) => {}
            }
        }
        reading.projects = known.projects;
        reading.heads(evidence);
        if evidence.kind.has_numbers() {
            rows::round_alike(&mut reading.tables);
        }
        proof::weigh(&mut reading.tables);
        reading
    }

    fn read_table(
        &mut self,
        evidence: &Evidence,
        block: usize,
        table: &FileTable,
        known: &mut Known,
        hint: ReadingHint<'_>,
        former: Option<Former>,
    ) -> Option<Former> {
        let Some(grid) = Grid::of(table) else {
            self.leave(block, 0, 0, table.place.table_words(), "表格过大，没有读");
            return None;
        };
        let surroundings = Surroundings::of(evidence, block, &grid);
        let titled = &surroundings.forms;
        if let Some(former) = &former
            && former.sheet == table.place.sheet
            && (titled.is_empty() || titled.iter().any(|form| form.table == former.form.table))
        {
            // It goes on with a head of its own, or without one.
            let own = Layout::of(&grid, former.form, known);
            let is_new = !titled.is_empty() && own.is_some() && !surroundings.is_continued;
            if !is_new && let Some(goes_on) = self.go_on(block, &grid, own, known, former) {
                return Some(goes_on);
            }
        }
        let by_title = titled.iter().find_map(|form| Some((*form, Layout::of(&grid, form, known)?)));
        let found = by_title.or_else(|| if titled.is_empty() { by_heads(&grid, known, hint) } else { None });
        let Some((form, layout)) = found else {
            // A form that nobody has filled says nothing.
            let has_amounts = table
                .cells
                .iter()
                .any(|cell| layout::is_amount(cell) && (cell.is_number || !layout::is_code(&cell.text)));
            if let Some(form) = titled.first().filter(|_| has_amounts && !is_contents(&grid)) {
                self.leave(block, 0, 0, form.table.title().to_owned(), "认出了表名，但没有认出表头");
            }
            return None;
        };
        let mut read = ReadTable::new(form, block, surroundings.title.clone());
        read.is_titled = !titled.is_empty();
        (read.unit, read.is_unit_stated) = match hint.unit.or(surroundings.unit).or(layout.unit) {
            Some(unit) => (unit, true),
            None => (if surroundings.is_form_of_accounts { AmountUnit::Yuan } else { AmountUnit::Wan }, false),
        };
        read.year = surroundings.year;
        read.columns = layout.columns.clone();
        read.first_row = grid.row_of(layout.first);
        read.is_plan = surroundings.is_plan;
        let mut reader = RowReader::default();
        reader.read(&grid, block, form, &layout, known, &mut read, &mut self.left);
        for (column, heading) in &layout.aside {
            self.leave(
                block,
                read.first_row,
                *column,
                heading.clone(),
                "是上年的数或增减，没有取用；上年数请从上年的表导入",
            );
        }
        self.tables.push(read);
        let sheet = table.place.sheet.clone();
        Some(Former { index: self.tables.len() - 1, sheet, form, layout, reader })
    }

    fn go_on(
        &mut self,
        block: usize,
        grid: &Grid<'_>,
        own: Option<Layout>,
        known: &mut Known,
        former: &Former,
    ) -> Option<Former> {
        let layout = match own {
            Some(own) => own,
            None => former.layout.without_head(grid, former.form)?,
        };
        let read = self.tables.get_mut(former.index)?;
        read.blocks.push(block);
        let mut reader = former.reader.clone();
        reader.read(grid, block, former.form, &layout, known, read, &mut self.left);
        let layout = if layout.has_head { layout } else { former.layout.clone() };
        Some(Former { index: former.index, sheet: former.sheet.clone(), form: former.form, layout, reader })
    }

    /// Of whom and of which year the file speaks.
    fn heads(&mut self, evidence: &Evidence) {
        let texts = evidence.blocks.iter().flat_map(|block| -> Vec<&str> {
            match block {
                FileBlock::Paragraph(paragraph) => vec![&paragraph.text],
                FileBlock::Table(table) => table.cells.iter().take(20).map(|cell| &*cell.text).collect(),
                FileBlock::Picture(_) => Vec::new(),
            }
        });
        for text in texts {
            self.department = self.department.take().or_else(|| surroundings::department(text));
            self.year = self.year.or_else(|| surroundings::year(text));
            if self.department.is_some() && self.year.is_some() {
                return;
            }
        }
    }

    fn leave(&mut self, block: usize, row: u32, column: u32, text: String, why: &'static str) {
        self.left.push(Leftover { place: FactPlace { block, row, column }, text, why: why.to_owned() });
    }
}

/// The tables whose title a text is.
pub fn titled_tables(text: &str) -> Vec<TableId> {
    let mut tables: Vec<TableId> = Forms::titled(text).into_iter().map(|form| form.table).collect();
    tables.dedup();
    tables
}

/// A list of titles with the numbers of their pages.
fn is_contents(grid: &Grid<'_>) -> bool {
    let is_entry = |row: usize| {
        let cells: Vec<&str> = grid.row(row).map(|(_, cell)| cell.text.trim()).collect();
        let is_page = |text: &&str| text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        cells.len() <= 2 && cells.last().is_some_and(is_page)
    };
    grid.height() > 0 && (0..grid.height()).all(is_entry)
}

/// A table without a title, by the words above its columns: if they are those of one of ours alone, or of the first that
/// it is said to be.
fn by_heads(grid: &Grid<'_>, known: &Known, hint: ReadingHint<'_>) -> Option<(&'static Form, Layout)> {
    // What only a title tells can't be known.
    let whole = || Forms::all().iter().filter(|form| form.part.is_none() && !form.is_budget);
    let has_rows = |layout: &Layout| layout.first < grid.height();
    for table in hint.tables {
        for form in whole().filter(|form| form.table == *table) {
            if let Some(layout) = Layout::of(grid, form, known).filter(|own| own.is_clear() && has_rows(own)) {
                return Some((form, layout));
            }
        }
    }
    let mut found = whole().filter_map(|form| {
        let layout = Layout::of(grid, form, known)?;
        (layout.is_telling() && has_rows(&layout)).then_some((form, layout))
    });
    if let (Some(first), None) = (found.next(), found.next()) {
        return Some(first);
    }
    let hinted = hint.tables.first().filter(|_| known.asks);
    let form = hinted.and_then(|table| whole().find(|form| form.table == *table))?;
    let layout = Layout::of(grid, form, known).filter(|layout| has_rows(layout) && layout.has_codes())?;
    Some((form, layout))
}
