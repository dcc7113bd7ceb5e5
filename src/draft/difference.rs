//! What is different, in the words of whoever has to mend it.

use std::collections::{HashMap, HashSet};

use crate::{
    derived::Derived,
    document::Path,
    evidence::{Evidence, FileBlock, FileCell, FilePlace},
    figures::Source,
};

use super::{
    align::{Alignment, Step},
    cells,
    expected::Expected,
    found::Found,
    pictures,
    units::{ExpectedBody, ExpectedUnit, FoundBody, FoundUnit, UnitKind},
    words,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DifferenceKind {
    /// A number in a text or a cell.
    Number,
    Words,
    Heading,
    /// Words of a cell, or a cell that stands in another column.
    Cell,
    ParagraphMissing,
    ParagraphAdded,
    ParagraphMoved,
    /// A paragraph that was divided, or several that were joined.
    ParagraphDivided,
    RowMissing,
    RowAdded,
    RowMoved,
    TableMissing,
    TableAdded,
    ChartLabel,
    /// What a chart is drawn of.
    ChartData,
    ChartMissing,
    ChartAdded,
    /// An entry of the contents.
    Contents,
    TrackedChanges,
    Comment,
    /// A part of the file that nobody can read.
    Unread,
}

impl DifferenceKind {
    pub fn label(self) -> &'static str {
        match self {
            Self::Number => "改了数",
            Self::Words => "改了字",
            Self::Heading => "改了标题",
            Self::Cell => "改了单元格",
            Self::ParagraphMissing => "少了一段",
            Self::ParagraphAdded => "多了一段",
            Self::ParagraphMoved => "段落换了位置",
            Self::ParagraphDivided => "段落拆开或合并了",
            Self::RowMissing => "少了一行",
            Self::RowAdded => "多了一行",
            Self::RowMoved => "行换了位置",
            Self::TableMissing => "少了一张表",
            Self::TableAdded => "多了一张表",
            Self::ChartLabel => "改了图上的字",
            Self::ChartData => "改了图的数据",
            Self::ChartMissing => "少了一张图",
            Self::ChartAdded => "多了一张图",
            Self::Contents => "目录不一致",
            Self::TrackedChanges => "有修订没有接受",
            Self::Comment => "留有批注",
            Self::Unread => "没有核对",
        }
    }

    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Words => "words",
            Self::Heading => "heading",
            Self::Cell => "cell",
            Self::ParagraphMissing => "paragraph-missing",
            Self::ParagraphAdded => "paragraph-added",
            Self::ParagraphMoved => "paragraph-moved",
            Self::ParagraphDivided => "paragraph-divided",
            Self::RowMissing => "row-missing",
            Self::RowAdded => "row-added",
            Self::RowMoved => "row-moved",
            Self::TableMissing => "table-missing",
            Self::TableAdded => "table-added",
            Self::ChartLabel => "chart-label",
            Self::ChartData => "chart-data",
            Self::ChartMissing => "chart-missing",
            Self::ChartAdded => "chart-added",
            Self::Contents => "contents",
            Self::TrackedChanges => "tracked-changes",
            Self::Comment => "comment",
            Self::Unread => "unread",
        }
    }
}

/// Who wrote what the project has at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// The template: 程序写的.
    Program,
    Figure(Source),
    Person(Path),
    /// Nobody yet.
    Blank(Path),
}

/// A place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftPlace {
    /// `第12段`, `第3页 第2张表 第5行第2列`
    pub words: String,
    /// The block of the file at which it stands.
    pub block: usize,
    pub place: FilePlace,
    pub cell: Option<FileCell>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub kind: DifferenceKind,
    /// What the project says; blank for what is added.
    pub expected: String,
    /// What the file says; blank for what is missing.
    pub found: String,
    /// What stands around it.
    pub context: String,
    pub author: Author,
    /// The entry of the outline.
    pub topic: Option<usize>,
    /// Its title.
    pub chapter: String,
    pub place: Option<DraftPlace>,
    /// Where the project has moved on: whether the file was edited here, too. `None` where nobody can tell.
    pub is_edit: Option<bool>,
}

impl Difference {
    /// Where the number comes from in the project.
    pub fn source(&self) -> Option<&Source> {
        match &self.author {
            Author::Figure(source) => Some(source),
            _ => None,
        }
    }

    pub(super) fn is_at_same_place(&self, other: &Self) -> bool {
        self.kind == other.kind && self.found == other.found && self.place == other.place
    }
}

/// The differences under way.
pub(super) struct Differences<'a> {
    derived: &'a Derived,
    evidence: &'a Evidence,
    all: Vec<(usize, Difference)>,
    /// Where in the report the next one stands.
    at: usize,
    topic: usize,
}

/// A text longer than this is shown in part.
const MOST_CONTEXT: usize = 80;

impl<'a> Differences<'a> {
    pub fn new(derived: &'a Derived, evidence: &'a Evidence, _: &Expected<'_>) -> Self {
        Self { derived, evidence, all: Vec::new(), at: 0, topic: 0 }
    }

    pub fn finish(mut self) -> Vec<Difference> {
        self.all.sort_by_key(|(at, _)| *at);
        self.all.into_iter().map(|(_, difference)| difference).collect()
    }

    /// What follows is about this unit.
    pub fn go_to(&mut self, at: usize, unit: &ExpectedUnit) {
        (self.at, self.topic) = (at, unit.topic);
    }

    pub fn put(&mut self, kind: DifferenceKind, texts: [&str; 3], author: Author, place: Option<DraftPlace>) {
        let [expected, found, context] = texts;
        let topics = &self.derived.report.topics;
        let chapter = topics.get(self.topic).map_or_else(String::new, |topic| topic.title.clone());
        let difference = Difference {
            kind,
            expected: expected.to_owned(),
            found: found.to_owned(),
            context: context.chars().take(MOST_CONTEXT).collect(),
            author,
            topic: Some(self.topic),
            chapter,
            place,
            is_edit: None,
        };
        self.all.push((self.at, difference));
    }

    fn put_aside(&mut self, kind: DifferenceKind, found: &str) {
        self.all.push((
            usize::MAX,
            Difference {
                kind,
                expected: String::new(),
                found: found.to_owned(),
                context: String::new(),
                author: Author::Program,
                topic: None,
                chapter: String::new(),
                place: None,
                is_edit: None,
            },
        ));
    }

    pub fn tracked(&mut self, count: usize) {
        self.put_aside(DifferenceKind::TrackedChanges, &format!("{count}处"));
    }

    pub fn comment(&mut self, author: &str, text: &str) {
        let by = if author.is_empty() { String::new() } else { format!("{author}：") };
        self.put_aside(DifferenceKind::Comment, &format!("{by}{text}"));
    }

    pub fn unread(&mut self, what: &str) {
        self.put_aside(DifferenceKind::Unread, what);
    }

    /// The place of a block, or of a cell in it.
    pub fn place(&self, block: usize, cell: Option<&FileCell>) -> Option<DraftPlace> {
        let place = |place: &FilePlace, words| DraftPlace { words, block, place: place.clone(), cell: cell.cloned() };
        Some(match self.evidence.blocks.get(block)? {
            FileBlock::Paragraph(paragraph) => place(&paragraph.place, paragraph.place.paragraph_words()),
            FileBlock::Table(table) => {
                let words = cell.map_or_else(|| table.place.table_words(), |cell| table.cell_words(cell));
                place(&table.place, words.trim_end().to_owned())
            }
            FileBlock::Picture(picture) => place(&picture.place, picture.place.paragraph_words()),
        })
    }

    /// The text of a paragraph.
    pub fn text_of(&self, block: usize) -> &'a str {
        match self.evidence.blocks.get(block) {
            Some(FileBlock::Paragraph(paragraph)) => &paragraph.text,
            _ => "",
        }
    }

    /// The words of a unit as the file has them.
    fn found_words(&self, unit: &FoundUnit) -> String {
        match (&unit.body, self.evidence.blocks.get(unit.block)) {
            (FoundBody::Text { .. }, Some(FileBlock::Paragraph(paragraph))) => paragraph.text.trim().to_owned(),
            (FoundBody::Cells { cells, .. }, _) => joined(cells.iter().map(|cell| cell.cell.text.as_str())),
            (FoundBody::Chart(chart), _) => {
                let points = chart.series.iter().flat_map(|series| &series.points);
                joined(points.map(|point| point.name.as_str()))
            }
            (FoundBody::Text { letters, .. }, _) => letters.string(),
        }
    }

    pub fn tell(&mut self, expected: &Expected<'_>, found: &Found, alignment: &Alignment) {
        let gone = gone_tables(expected, alignment);
        let new = new_tables(found, alignment);
        let (mut told_gone, mut told_new) = (HashSet::new(), HashSet::new());
        let mut last_block = None;
        for step in &alignment.steps {
            match step {
                Step::Pair { expected: e, found: f, is_same } => {
                    let (left, right) = (&expected.units[e.clone()], &found.units[f.clone()]);
                    last_block = right.last().map(|unit| unit.block);
                    let (Some(first), Some(other)) = (left.first(), right.first()) else { continue };
                    self.go_to(e.start, first);
                    match (&first.body, &other.body) {
                        (ExpectedBody::Text { .. }, FoundBody::Text { .. }) => {
                            words::compare(self, expected, left, right, *is_same);
                        }
                        (ExpectedBody::Cells { table, cells }, FoundBody::Cells { table: other, cells: those }) => {
                            let columns = expected.tables.get(*table).map(|table| table.columns.as_slice());
                            let columns = columns.zip(found.columns.get(other).map(Vec::as_slice));
                            cells::compare(self, cells, those, *other, columns, first.kind);
                        }
                        (ExpectedBody::Chart(at), FoundBody::Chart(chart)) => {
                            let place = self.place(other.block, None);
                            pictures::compare(self, &expected.charts[*at], chart, place.as_ref());
                        }
                        _ => {}
                    }
                }
                Step::Missing(at) => {
                    let unit = &expected.units[*at];
                    self.go_to(*at, unit);
                    if let ExpectedBody::Cells { table, .. } = &unit.body
                        && gone.contains(table)
                    {
                        if told_gone.insert(*table) {
                            let title = expected.tables.get(*table).map_or("", |table| table.title.as_str());
                            let place = last_block.and_then(|block| self.place(block, None));
                            self.put(DifferenceKind::TableMissing, [title, "", ""], Author::Program, place);
                        }
                        continue;
                    }
                    let place = last_block.and_then(|block| self.place(block, None));
                    self.missing(expected, unit, place);
                }
                Step::Added(at) => {
                    let unit = &found.units[*at];
                    last_block = Some(unit.block);
                    if let FoundBody::Cells { table, .. } = &unit.body
                        && new.contains(table)
                    {
                        if told_new.insert(*table) {
                            let place = self.place(unit.block, None);
                            let text = self.found_words(unit);
                            self.put(DifferenceKind::TableAdded, ["", &text, ""], Author::Program, place);
                        }
                        continue;
                    }
                    self.added(unit);
                }
                Step::Moved { expected: e, found: f } => {
                    let (unit, other) = (&expected.units[*e], &found.units[*f]);
                    self.go_to(*e, unit);
                    let place = self.place(other.block, first_cell(other));
                    let kind = match unit.kind {
                        UnitKind::Row | UnitKind::Tall => DifferenceKind::RowMoved,
                        _ => DifferenceKind::ParagraphMoved,
                    };
                    let (text, author) = expected_words(expected, unit);
                    let own = self.found_words(other);
                    self.put(kind, [&text, &own, ""], author, place);
                    match (&unit.body, &other.body) {
                        (ExpectedBody::Text { .. }, FoundBody::Text { .. }) => {
                            words::compare(self, expected, &expected.units[*e..=*e], &found.units[*f..=*f], false);
                        }
                        (ExpectedBody::Cells { cells, .. }, FoundBody::Cells { table, cells: those }) => {
                            cells::compare(self, cells, those, *table, None, unit.kind);
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    fn missing(&mut self, expected: &Expected<'_>, unit: &ExpectedUnit, place: Option<DraftPlace>) {
        // A final document does not print what is still to be written.
        if let ExpectedBody::Text { pieces, .. } = &unit.body
            && pieces.iter().all(|(_, author)| matches!(author, Author::Blank(_)))
        {
            return;
        }
        let kind = match unit.kind {
            UnitKind::Text => DifferenceKind::ParagraphMissing,
            UnitKind::Entry => DifferenceKind::Contents,
            UnitKind::Row => DifferenceKind::RowMissing,
            UnitKind::Tall => DifferenceKind::Cell,
            UnitKind::Chart => DifferenceKind::ChartMissing,
        };
        let (text, author) = expected_words(expected, unit);
        self.put(kind, [&text, "", ""], author, place);
    }

    fn added(&mut self, unit: &FoundUnit) {
        let kind = match unit.kind {
            UnitKind::Text => DifferenceKind::ParagraphAdded,
            UnitKind::Entry => DifferenceKind::Contents,
            UnitKind::Row => DifferenceKind::RowAdded,
            UnitKind::Tall => DifferenceKind::Cell,
            UnitKind::Chart => DifferenceKind::ChartAdded,
        };
        let place = self.place(unit.block, first_cell(unit));
        let text = self.found_words(unit);
        self.put(kind, ["", &text, ""], Author::Program, place);
    }
}

fn first_cell(unit: &FoundUnit) -> Option<&FileCell> {
    match &unit.body {
        FoundBody::Cells { cells, .. } => cells.first().map(|cell| &cell.cell),
        _ => None,
    }
}

fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.map(str::trim).collect::<Vec<_>>().join("　")
}

/// The words of a unit and who wrote most of it.
fn expected_words(expected: &Expected<'_>, unit: &ExpectedUnit) -> (String, Author) {
    match &unit.body {
        ExpectedBody::Text { pieces, .. } => {
            let text = pieces.iter().map(|(text, _)| text.as_str()).collect::<String>();
            let longest = pieces.iter().filter(|(_, author)| !matches!(author, Author::Figure(_)));
            let author = longest.max_by_key(|(text, _)| text.len()).map(|(_, author)| author.clone());
            (text.trim().to_owned(), author.unwrap_or(Author::Program))
        }
        ExpectedBody::Cells { cells, .. } => {
            let source = cells.iter().find_map(|cell| cell.cell.source.clone());
            let author = source.map_or(Author::Program, Author::Figure);
            (joined(cells.iter().map(|cell| cell.cell.text.as_str())), author)
        }
        ExpectedBody::Chart(at) => (expected.charts[*at].numbered_title(), Author::Program),
    }
}

/// Tables of which nothing is left.
fn gone_tables(expected: &Expected<'_>, alignment: &Alignment) -> HashSet<usize> {
    let mut left: HashMap<usize, bool> = HashMap::new();
    let table = |at: usize| match &expected.units[at].body {
        ExpectedBody::Cells { table, .. } => Some(*table),
        _ => None,
    };
    for step in &alignment.steps {
        match step {
            Step::Missing(at) => {
                table(*at).map(|table| left.entry(table).or_insert(false));
            }
            Step::Pair { expected: range, .. } => {
                table(range.start).map(|table| left.insert(table, true));
            }
            Step::Moved { expected: at, .. } => {
                table(*at).map(|table| left.insert(table, true));
            }
            Step::Added(_) => {}
        }
    }
    left.into_iter().filter(|(_, is_left)| !is_left).map(|(table, _)| table).collect()
}

/// Tables of which nothing is known.
fn new_tables(found: &Found, alignment: &Alignment) -> HashSet<usize> {
    let mut known: HashMap<usize, bool> = HashMap::new();
    let table = |at: usize| match &found.units[at].body {
        FoundBody::Cells { table, .. } => Some(*table),
        _ => None,
    };
    for step in &alignment.steps {
        match step {
            Step::Added(at) => {
                table(*at).map(|table| known.entry(table).or_insert(false));
            }
            Step::Pair { found: range, .. } => {
                table(range.start).map(|table| known.insert(table, true));
            }
            Step::Moved { found: at, .. } => {
                table(*at).map(|table| known.insert(table, true));
            }
            Step::Missing(_) => {}
        }
    }
    known.into_iter().filter(|(_, is_known)| !is_known).map(|(table, _)| table).collect()
}
