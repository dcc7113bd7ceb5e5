//! The report as it is printed, as units: what `export::docx` and `typeset` write, in the same order.

use std::collections::HashSet;

use crate::{
    charts::{ChartKind, ChartSpec, Form},
    derived::Derived,
    report::{Block, Heading, ParagraphStyle, PrintedTable, Run, TableKey},
};

use super::{
    difference::Author,
    plain::{Letters, plain_text},
    units::{ExpectedBody, ExpectedCell, ExpectedUnit, Piece, UnitKind, ranks, row_key},
};

/// The title of the contents, in plain letters.
pub(super) const CONTENTS: &str = "目录";

pub(super) struct Expected<'a> {
    pub units: Vec<ExpectedUnit>,
    pub tables: Vec<ExpectedTable>,
    pub charts: &'a [ChartSpec],
    /// Pages: nothing tells headings, and charts are words like others.
    pub is_paged: bool,
    /// The heads of tables, which pages repeat.
    pub heads: HashSet<String>,
    /// Words in cells over several rows.
    pub tall: HashSet<String>,
}

pub(super) struct ExpectedTable {
    pub title: String,
    /// The columns that begin with a filled cell.
    pub columns: Vec<usize>,
}

pub(super) fn units(derived: &Derived, is_paged: bool) -> Expected<'_> {
    let expected = Expected {
        units: Vec::new(),
        tables: Vec::new(),
        charts: &derived.charts,
        is_paged,
        heads: HashSet::new(),
        tall: HashSet::new(),
    };
    let mut writer = Writer { derived, expected, topic: 0, above: Vec::new() };
    for block in derived.report.blocks() {
        writer.block(block);
    }
    writer.expected
}

struct Writer<'a> {
    derived: &'a Derived,
    expected: Expected<'a>,
    topic: usize,
    /// Headings and labels, while nothing stands below them.
    above: Vec<String>,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Cover(cover) => {
                cover.lines.iter().for_each(|line| self.runs(line, None));
                self.runs(&cover.foot, None);
            }
            Block::Contents => {
                self.words("目　　录");
                for heading in self.headings() {
                    let words = heading.text();
                    self.topic = heading.topic;
                    self.text(UnitKind::Entry, vec![Piece::of_program(words)], None);
                }
                self.topic = 0;
            }
            Block::PageBreak => self.above.clear(),
            Block::Heading(heading) => {
                self.topic = heading.topic;
                self.runs(&heading.runs, Some(heading.level()));
                self.above.push(heading.text());
            }
            Block::Paragraph(paragraph) => {
                self.runs(&paragraph.runs, None);
                match paragraph.style {
                    ParagraphStyle::Label | ParagraphStyle::Centred => self.above.push(paragraph.text()),
                    _ => self.above.clear(),
                }
            }
            Block::Table(key) => self.tables(*key),
            Block::Chart(key) => {
                let charts = self.expected.charts;
                if let Some((at, spec)) = charts.iter().enumerate().find(|(_, spec)| spec.key == *key) {
                    self.chart(at, spec);
                }
            }
        }
    }

    /// Those that the contents list.
    fn headings(&self) -> Vec<Heading> {
        let headings = self.derived.report.blocks().filter_map(|block| match block {
            Block::Heading(heading) if heading.is_listed() => Some(heading.clone()),
            _ => None,
        });
        headings.collect()
    }

    fn runs(&mut self, runs: &[Run], heading: Option<u8>) {
        let piece = |run: &Run| {
            let (author, at) = match run {
                Run::Words(_) => (Author::Program, 0),
                Run::Figure { source, .. } => (Author::Figure(source.clone()), 0),
                Run::Written { path, at, .. } => (Author::Person(*path), *at),
                Run::Blank { path, .. } => (Author::Blank(*path), 0),
            };
            Piece { text: run.text().into_owned(), author, at }
        };
        self.text(UnitKind::Text, runs.iter().map(piece).collect(), heading);
    }

    fn words(&mut self, text: &str) {
        self.text(UnitKind::Text, vec![Piece::of_program(text.to_owned())], None);
    }

    fn text(&mut self, kind: UnitKind, pieces: Vec<Piece>, heading: Option<u8>) {
        let letters = Letters::of(pieces.iter().map(|piece| piece.text.as_str()), !self.expected.is_paged);
        let key = letters.string();
        if !key.is_empty() {
            self.push(kind, key, ExpectedBody::Text { pieces, letters, heading });
        }
    }

    fn push(&mut self, kind: UnitKind, key: String, body: ExpectedBody) {
        self.expected.units.push(ExpectedUnit { kind, key, topic: self.topic, body });
    }

    fn tables(&mut self, key: TableKey) {
        let above = std::mem::take(&mut self.above);
        for (place, table) in PrintedTable::of(&self.derived.figures, key).iter().enumerate() {
            let is_said = |text: &str| place == 0 && above.iter().any(|above| above.contains(text));
            if !is_said(&table.title) {
                self.words(&table.title);
            }
            if !is_said(&table.number) {
                self.words(&table.number);
            }
            self.words(&table.caption.join("\t"));
            self.rows(table);
            table.notes.iter().for_each(|note| self.words(note));
        }
    }

    fn rows(&mut self, table: &PrintedTable) {
        let grid = table.grid();
        let (number, head) = (self.expected.tables.len(), table.head.len());
        let is_spaced = !self.expected.is_paged;
        for cell in table.rows.iter().flatten().filter(|cell| cell.lines > 1) {
            self.expected.tall.insert(plain_text(&cell.text, is_spaced));
        }
        let (mut rows, mut tall) = (Vec::new(), Vec::new());
        // Of a cell over several rows, as `found` joins it: its column, its words and where it ends.
        for (row, slots) in grid.iter().enumerate() {
            let mut cells = Vec::new();
            for slot in slots {
                let Some(cell) = slot.cell else { continue };
                let plain = plain_text(&cell.text, is_spaced);
                if plain.is_empty() {
                    continue;
                }
                let is_tall = cell.lines > 1 || (row >= head && self.expected.tall.contains(&plain));
                let lines = row..row + cell.lines;
                let cell = ExpectedCell { cell: cell.clone(), plain, column: slot.column };
                if is_tall { tall.push((lines, cell)) } else { cells.push(cell) }
            }
            rows.push(cells);
        }
        let columns = ranks(rows.iter().flatten().map(|cell| cell.column));
        self.expected.tables.push(ExpectedTable { title: table.title.clone(), columns });
        let subheads: Vec<usize> = table.subheads.iter().map(|row| row + head).collect();
        for (row, cells) in rows.into_iter().enumerate() {
            let key = row_key(cells.iter().map(|cell| cell.plain.as_str()));
            if row < head || subheads.contains(&row) {
                self.expected.heads.insert(key.clone());
            }
            if !cells.is_empty() {
                self.push(UnitKind::Row, key, ExpectedBody::Cells { table: number, cells });
            }
        }
        tall.sort_by_key(|(lines, cell)| (cell.column, lines.start));
        let mut before: Option<(usize, String, usize)> = None;
        for (lines, cell) in tall {
            let goes_on = before.as_ref().is_some_and(|(column, plain, end)| {
                (*column, plain) == (cell.column, &cell.plain) && (!is_spaced || *end == lines.start)
            });
            before = Some((cell.column, cell.plain.clone(), lines.end));
            if !goes_on {
                self.push(UnitKind::Tall, cell.plain.clone(), ExpectedBody::Cells { table: number, cells: vec![cell] });
            }
        }
    }

    fn chart(&mut self, at: usize, spec: &ChartSpec) {
        let form = spec.form();
        if let Some(sentence) = &spec.sentence {
            self.words(sentence);
        }
        if !self.expected.is_paged
            && let (Form::List | Form::ListedPie, ChartKind::Parts(parts)) = (form, &spec.kind)
        {
            let number = self.expected.tables.len();
            self.expected.tables.push(ExpectedTable { title: spec.numbered_title(), columns: vec![0, 1, 2, 3] });
            for part in parts.parts() {
                let [amount, share] = &part.printed;
                let cells = ["■", &part.name, amount, share].into_iter().zip(0..).map(|(text, column)| ExpectedCell {
                    cell: crate::report::PrintedCell {
                        source: (column > 0).then(|| part.source.clone()),
                        ..crate::report::PrintedCell::new(text, crate::report::Align::Left)
                    },
                    plain: plain_text(text, true),
                    column,
                });
                let cells: Vec<ExpectedCell> = cells.filter(|cell| !cell.plain.is_empty()).collect();
                let key = row_key(cells.iter().map(|cell| cell.plain.as_str()));
                self.push(UnitKind::Row, key, ExpectedBody::Cells { table: number, cells });
            }
        }
        if !matches!(form, Form::Sentence) && (self.expected.is_paged || form != Form::List) {
            let key = super::pictures::expected_points(spec).iter().map(|point| point.key()).collect::<String>();
            self.push(UnitKind::Chart, key, ExpectedBody::Chart(at));
        }
        self.words(&spec.caption());
        if let Some(note) = &spec.note {
            self.words(note);
        }
    }
}
