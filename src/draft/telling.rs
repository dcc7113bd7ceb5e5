//! Walking along what belongs together, and telling what is different: the whole table once, else unit by unit.

use std::collections::{HashMap, HashSet};

use crate::{
    derived::Derived,
    document::Document,
    evidence::{Evidence, FileBlock, FileCell, FileKind, FilePlace, TextOrigin},
};

use super::{
    align::{Alignment, Step},
    cells,
    difference::{Author, Difference, DifferenceKind, DraftPlace},
    expected::Expected,
    found::{DRAFT, Found},
    pictures,
    plain::plain_text,
    takeover::{Refusal, Takeover},
    units::{ExpectedBody, ExpectedUnit, FoundBody, FoundUnit, UnitKind},
    words,
};

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
    pub fn new(derived: &'a Derived, evidence: &'a Evidence) -> Self {
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

    /// A difference of which the project takes over nothing.
    pub fn put(&mut self, kind: DifferenceKind, texts: [&str; 3], author: Author, place: Option<DraftPlace>) {
        let refusal = match kind {
            DifferenceKind::Number | DifferenceKind::ChartData | DifferenceKind::ChartLabel => Refusal::Number,
            DifferenceKind::Words | DifferenceKind::Heading | DifferenceKind::Cell | DifferenceKind::Contents => {
                Refusal::Generated
            }
            _ => Refusal::Structure,
        };
        self.put_text(kind, texts, author, place, Takeover::Refused(refusal));
    }

    pub fn put_text(
        &mut self,
        kind: DifferenceKind,
        texts: [&str; 3],
        author: Author,
        place: Option<DraftPlace>,
        takeover: Takeover,
    ) {
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
            takeover,
        };
        self.all.push((self.at, difference));
    }

    fn put_aside(&mut self, kind: DifferenceKind, found: &str, place: Option<DraftPlace>) {
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
                place,
                is_edit: None,
                takeover: Takeover::Nothing,
            },
        ));
    }

    pub fn tracked(&mut self, count: usize, first: Option<usize>) {
        let place = first.and_then(|block| self.place(block, None));
        self.put_aside(DifferenceKind::TrackedChanges, &format!("{count}处"), place);
    }

    pub fn comment(&mut self, author: &str, text: &str, block: Option<usize>) {
        let by = if author.is_empty() { String::new() } else { format!("{author}：") };
        let place = block.and_then(|block| self.place(block, None));
        self.put_aside(DifferenceKind::Comment, &format!("{by}{text}"), place);
    }

    pub fn unread(&mut self, what: &str) {
        self.put_aside(DifferenceKind::Unread, what, None);
    }

    pub fn hidden(&mut self, text: &str, block: usize) {
        self.put_aside(DifferenceKind::Hidden, text.trim(), self.place(block, None));
    }

    /// What stands around the text or over it, of which the report has nothing but the mark of a draft.
    pub fn beside(&mut self) {
        let evidence = self.evidence;
        for (at, block) in evidence.blocks.iter().enumerate() {
            match block {
                FileBlock::Paragraph(paragraph)
                    if paragraph.origin == TextOrigin::Margin && plain_text(&paragraph.text, false) != DRAFT =>
                {
                    self.put_aside(DifferenceKind::Margin, &paragraph.text, None);
                }
                // Pages draw charts as pictures.
                FileBlock::Picture(picture) if evidence.kind == FileKind::Docx => {
                    let words = if picture.words.is_empty() { "图片" } else { &picture.words };
                    self.put_aside(DifferenceKind::PictureAdded, words, self.place(at, None));
                }
                _ => {}
            }
        }
    }

    pub fn document(&self) -> &'a Document {
        self.derived.document()
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

    /// Where something is missing: behind the paragraph or row that was found last.
    fn place_behind(&self, unit: &FoundUnit) -> Option<DraftPlace> {
        let cell = first_cell(unit);
        let place = self.place(unit.block, cell)?;
        let words = match (self.evidence.blocks.get(unit.block), cell) {
            (Some(FileBlock::Table(table)), Some(cell)) => table.row_words(cell.row),
            _ => place.words,
        };
        Some(DraftPlace { words: format!("{words}之后"), ..place })
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
        let (gone, new) = (lost_tables(expected, alignment), unknown_tables(found, alignment));
        let (mut told_gone, mut told_new) = (HashSet::new(), HashSet::new());
        // What is missing stands behind what was found last, and what is new behind what the report has there.
        let (mut last_found, mut last_unit) = (None, None);
        for step in &alignment.steps {
            match step {
                Step::Pair { expected: e, found: f, is_same } => {
                    let (left, right) = (&expected.units[e.clone()], &found.units[f.clone()]);
                    last_found = right.last();
                    last_unit = e.clone().last();
                    if let Some(first) = left.first() {
                        self.go_to(e.start, first);
                        self.pair(expected, found, left, right, *is_same);
                    }
                }
                Step::Missing(at) => {
                    let unit = &expected.units[*at];
                    self.go_to(*at, unit);
                    last_unit = Some(*at);
                    let place = last_found.and_then(|unit| self.place_behind(unit));
                    match table_of(&unit.body).filter(|table| gone.contains(table)) {
                        Some(table) if told_gone.insert(table) => {
                            let title = expected.tables.get(table).map_or("", |table| table.title.as_str());
                            self.put(DifferenceKind::TableMissing, [title, "", ""], Author::Program, place);
                        }
                        Some(_) => {}
                        None => self.missing(expected, unit, place),
                    }
                }
                Step::Added(at) => {
                    let unit = &found.units[*at];
                    last_found = Some(unit);
                    match found_table_of(&unit.body).filter(|table| new.contains(table)) {
                        Some(table) if told_new.insert(table) => {
                            let (place, text) = (self.place(unit.block, None), self.found_words(unit));
                            self.put(DifferenceKind::TableAdded, ["", &text, ""], Author::Program, place);
                        }
                        Some(_) => {}
                        None => self.added(expected, last_unit, unit),
                    }
                }
                Step::Moved { expected: e, found: f } => {
                    let (unit, other) = (&expected.units[*e], &found.units[*f]);
                    self.go_to(*e, unit);
                    self.moved(expected, unit, other);
                    self.pair(expected, found, &expected.units[*e..=*e], &found.units[*f..=*f], false);
                }
            }
        }
    }

    /// What differs between units that belong together; several paragraphs, where some were divided or joined.
    fn pair(
        &mut self,
        expected: &Expected<'_>,
        found: &Found,
        left: &[ExpectedUnit],
        right: &[FoundUnit],
        is_same: bool,
    ) {
        let (Some(first), Some(other)) = (left.first(), right.first()) else { return };
        match (&first.body, &other.body) {
            (ExpectedBody::Text { .. }, FoundBody::Text { .. }) => words::compare(self, expected, left, right, is_same),
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

    fn moved(&mut self, expected: &Expected<'_>, unit: &ExpectedUnit, other: &FoundUnit) {
        let kind = match unit.kind {
            UnitKind::Row | UnitKind::Tall => DifferenceKind::RowMoved,
            UnitKind::Chart => DifferenceKind::ChartMoved,
            UnitKind::Entry | UnitKind::Text => DifferenceKind::ParagraphMoved,
        };
        let (text, author) = expected_words(expected, unit);
        let own = self.found_words(other);
        let context = if unit.kind == UnitKind::Entry { "目录" } else { "" };
        self.put(kind, [&text, &own, context], author, self.place(other.block, first_cell(other)));
    }

    fn missing(&mut self, expected: &Expected<'_>, unit: &ExpectedUnit, place: Option<DraftPlace>) {
        // A final document does not print what is still to be written.
        if let ExpectedBody::Text { pieces, .. } = &unit.body
            && pieces.iter().all(|piece| matches!(piece.author, Author::Blank(_)))
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
        match &unit.body {
            ExpectedBody::Text { pieces, .. } if unit.kind == UnitKind::Text => {
                let takeover = Takeover::line_gone(self.document(), pieces);
                self.put_text(kind, [&text, "", ""], author, place, takeover);
            }
            _ => self.put(kind, [&text, "", ""], author, place),
        }
    }

    /// What is new, behind a unit of the report.
    fn added(&mut self, expected: &Expected<'_>, behind: Option<usize>, unit: &FoundUnit) {
        let kind = match unit.kind {
            UnitKind::Text => DifferenceKind::ParagraphAdded,
            UnitKind::Entry => DifferenceKind::Contents,
            UnitKind::Row => DifferenceKind::RowAdded,
            UnitKind::Tall => DifferenceKind::Cell,
            UnitKind::Chart => DifferenceKind::ChartAdded,
        };
        let place = self.place(unit.block, first_cell(unit));
        let text = self.found_words(unit);
        let takeover = match &unit.body {
            FoundBody::Text { heading: None, .. } if unit.kind == UnitKind::Text => {
                behind.and_then(|behind| self.new_paragraph(expected, behind, &text))
            }
            _ => None,
        };
        let takeover = takeover.unwrap_or(Takeover::Refused(Refusal::Structure));
        self.put_text(kind, ["", &text, ""], Author::Program, place, takeover);
    }

    /// A new paragraph goes on with the text of a person, or ends a part of the report.
    fn new_paragraph(&self, expected: &Expected<'_>, behind: usize, text: &str) -> Option<Takeover> {
        let before = expected.units.get(behind)?;
        if let ExpectedBody::Text { pieces, .. } = &before.body
            && let Some(takeover) = Takeover::line_new(self.document(), pieces, text)
        {
            return Some(takeover);
        }
        let ends_topic = expected.units.get(behind + 1).is_none_or(|next| next.topic != before.topic);
        let topic = self.derived.report.topics.get(before.topic)?;
        (ends_topic && before.kind != UnitKind::Entry).then(|| Takeover::paragraph(&topic.key, text))
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
            let text = pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
            let longest = pieces.iter().filter(|piece| !matches!(piece.author, Author::Figure(_)));
            let author = longest.max_by_key(|piece| piece.text.len()).map(|piece| piece.author.clone());
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

fn table_of(body: &ExpectedBody) -> Option<usize> {
    match body {
        ExpectedBody::Cells { table, .. } => Some(*table),
        _ => None,
    }
}

fn found_table_of(body: &FoundBody) -> Option<usize> {
    match body {
        FoundBody::Cells { table, .. } => Some(*table),
        _ => None,
    }
}

/// Tables of the report of which the file has nothing.
fn lost_tables(expected: &Expected<'_>, alignment: &Alignment) -> HashSet<usize> {
    let table = |at: usize| table_of(&expected.units[at].body);
    alone(alignment.steps.iter().map(|step| match step {
        Step::Missing(at) => (table(*at), false),
        Step::Pair { expected: range, .. } => (table(range.start), true),
        Step::Moved { expected: at, .. } => (table(*at), true),
        Step::Added(_) => (None, true),
    }))
}

/// Tables of the file of which the report has nothing.
fn unknown_tables(found: &Found, alignment: &Alignment) -> HashSet<usize> {
    let table = |at: usize| found_table_of(&found.units[at].body);
    alone(alignment.steps.iter().map(|step| match step {
        Step::Added(at) => (table(*at), false),
        Step::Pair { found: range, .. } => (table(range.start), true),
        Step::Moved { found: at, .. } => (table(*at), true),
        Step::Missing(_) => (None, true),
    }))
}

/// The tables of which no part has its like on the other side.
fn alone(parts: impl Iterator<Item = (Option<usize>, bool)>) -> HashSet<usize> {
    let mut tables: HashMap<usize, bool> = HashMap::new();
    for (table, has_its_like) in parts {
        if let Some(table) = table {
            *tables.entry(table).or_default() |= has_its_like;
        }
    }
    tables.into_iter().filter(|(_, has_its_like)| !has_its_like).map(|(table, _)| table).collect()
}
