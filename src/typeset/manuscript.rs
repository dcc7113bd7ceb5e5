//! The manuscript: the report as data for the layout (words, labels, sizes), without markup.

use std::{collections::BTreeSet, sync::LazyLock};

use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

use crate::{
    charts::{self, Below, ChartSpec, Form, PRINTED_WIDTH, printed_height},
    derived::Derived,
    document::printable,
    figures::{Figures, Source},
    report::{
        Block, Cover, Heading, HeadingStyle, LetterWidths, Orientation, Paper, Paragraph, ParagraphStyle, PrintedTable,
        Report, Run, TableKey, text_of, title_width,
    },
    typefaces,
};

use super::{
    chart_face::chart_text_width,
    places::{MarkKind, label_of},
    sheet,
};

/// The paper as it is set here.
fn paper_of(orientation: Orientation) -> Paper {
    // 22 lines: the whole room would hold one more, as the last needs no distance to a next.
    const SPARE: u32 = 142;
    let paper = Paper::of(orientation);
    let spare = if orientation == Orientation::Portrait { SPARE } else { 0 };
    Paper { bottom: paper.bottom + spare, ..paper }
}

/// Width and height of the text of a page, in points.
fn text_size(orientation: Orientation) -> (f64, f64) {
    let paper = paper_of(orientation);
    (points(paper.text_width()), points(paper.text_height()))
}

/// The sizes of the text and of the titles of parts, in points.
const TEXT: f64 = 16.0;
const TITLE: u32 = 22;

/// What stays free at both sides of a long title, so that its lines break well.
fn title_pad(runs: &[Run], orientation: Orientation) -> f64 {
    let (room, character) = (paper_of(orientation).text_width(), TITLE * 20);
    let width = title_width(runs, room * 100 / character);
    width.map_or(0.0, |width| points(room.saturating_sub(width * character / 100)) / 2.0)
}

/// Twentieths of a point in a point.
pub(super) const POINT: f64 = 20.0;

pub(super) fn points(twentieths: u32) -> f64 {
    f64::from(twentieths) / POINT
}

/// What stands above and below a table on its page, in points.
fn around(table: &PrintedTable, above: &[String]) -> f64 {
    const HEADING: f64 = 34.0;
    const LINE: f64 = 18.0;
    const CAPTION: f64 = 34.0;
    (above.len().max(1) as f64) * HEADING + CAPTION + table.notes.len() as f64 * LINE
}

/// A word of the text that is longer than this breaks: a line before it would be torn apart, and the longest would leave
/// the page.
const LONGEST_WORD: usize = 20;
/// The largest and the smallest size of the title on a cover.
const COVER_SIZES: (f64, f64) = (36.0, 20.0);

/// What the PDF says of itself.
#[derive(Clone, Debug, Default)]
pub struct Properties {
    pub author: String,
    /// Year, month, day.
    pub date: Option<(u16, u8, u8)>,
    pub keywords: Vec<String>,
}

/// What is to be set.
pub struct Manuscript<'a> {
    pub report: &'a Report,
    /// The charts it names.
    pub charts: &'a [ChartSpec],
    /// The tables it names.
    pub tables: Vec<PrintedTable>,
    pub properties: Properties,
}

/// A manuscript as typst reads it.
pub(super) struct Copy {
    /// Name and content of each file.
    pub files: Vec<(String, String)>,
    /// What the labels of the text stand for.
    pub labels: FxHashMap<String, Meaning>,
}

/// What a label in the layout stands for.
#[derive(Default)]
pub(super) struct Meaning {
    /// What a piece of text is, and where it comes from.
    pub mark: Option<(MarkKind, Source)>,
    /// The place of a cell in reading order, which is not that of the layout where cells span lines.
    pub order: Option<usize>,
    /// A cell in the head of a table.
    pub is_head: bool,
}

impl<'a> Manuscript<'a> {
    /// Everything that a document publishes.
    pub fn of(derived: &'a Derived) -> Self {
        Self::from_parts(&derived.figures, &derived.report, &derived.charts)
    }

    /// The same, for one who has no use for the findings.
    pub fn from_parts(figures: &Figures, report: &'a Report, charts: &'a [ChartSpec]) -> Self {
        let keys = report.blocks().filter_map(|block| match block {
            Block::Table(key) => Some(*key),
            _ => None,
        });
        let tables = keys.flat_map(|key| PrintedTable::of(figures, key)).collect();
        Self { report, charts, tables, properties: Properties::default() }
    }

    /// The files for typst, with labels of cells where the places of texts are wanted; the faces are put into the first
    /// of them later.
    pub(super) fn copy(&self, is_draft: bool, is_labelled: bool, fonts: impl FnOnce(&BTreeSet<char>) -> Value) -> Copy {
        let mut writer = Writer {
            manuscript: self,
            is_draft,
            is_labelled,
            labels: FxHashMap::default(),
            characters: BTreeSet::new(),
            sheets: 0,
            above: Vec::new(),
        };
        let sections: Vec<Value> = self
            .report
            .sections
            .iter()
            .map(|section| {
                let blocks: Vec<Value> =
                    section.blocks.iter().filter_map(|block| writer.block(block, section.orientation)).collect();
                let paper = paper_of(section.orientation);
                let sides =
                    [("top", paper.top), ("right", paper.right), ("bottom", paper.bottom), ("left", paper.left)];
                let margins: Map<String, Value> =
                    sides.iter().map(|(side, room)| ((*side).to_owned(), points(*room).into())).collect();
                let is_landscape = section.orientation == Orientation::Landscape;
                json!({ "landscape": is_landscape, "margins": margins, "blocks": blocks })
            })
            .collect();
        let mut files: Vec<(String, String)> = Vec::new();
        for spec in self.charts.iter().filter(|spec| spec.form() != Form::Sentence) {
            let scene = scene_of(spec);
            for text in scene.texts() {
                writer.characters.extend(text.text.chars());
            }
            files.push((file_of(spec.key), charts::to_svg(&scene, typefaces::FAMILY)));
        }
        let has_cover = self.report.blocks().any(|block| matches!(block, Block::Cover(_)));
        let model = json!({
            "title": printable(&self.report.title),
            "author": printable(&self.properties.author),
            "date": self.properties.date,
            "keywords": self.properties.keywords,
            "draft": is_draft,
            "first": if has_cover { 0 } else { 1 },
            "fonts": fonts(&writer.characters),
            "sections": sections,
        });
        files.push(("model.json".to_owned(), model.to_string()));
        Copy { files, labels: writer.labels }
    }

    /// The panels of a table.
    fn panels(&self, key: TableKey) -> impl Iterator<Item = &PrintedTable> {
        self.tables.iter().filter(move |table| table.key == key)
    }
}

/// A chart as it is printed.
pub(super) fn scene_of(spec: &ChartSpec) -> charts::Scene {
    charts::layout(spec, Below::Nothing, PRINTED_WIDTH, printed_height(spec), &chart_text_width)
}

fn file_of(chart: &str) -> String {
    format!("chart-{chart}.svg")
}

/// Turns blocks into data and keeps what their labels mean.
pub(super) struct Writer<'a> {
    manuscript: &'a Manuscript<'a>,
    is_draft: bool,
    /// Whether the places of cells are wanted; their labels take more room than their words.
    is_labelled: bool,
    labels: FxHashMap<String, Meaning>,
    characters: BTreeSet<char>,
    sheets: usize,
    /// Headings and labels right above, which a table need not say again; blank for more lines.
    above: Vec<String>,
}

impl<'a> Writer<'a> {
    fn block(&mut self, block: &Block, orientation: Orientation) -> Option<Value> {
        match block {
            Block::Cover(cover) => Some(self.cover(cover)),
            Block::Contents => {
                let gap = points(self.manuscript.report.contents_line()) - TEXT;
                Some(json!({ "is": "contents", "gap": gap }))
            }
            Block::Heading(heading) => self.heading(heading, orientation),
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Table(key) => {
                let above = std::mem::take(&mut self.above);
                let panels = self.manuscript.panels(*key).enumerate();
                let panels = panels.map(|(place, table)| {
                    let above = if place == 0 { above.as_slice() } else { &[] };
                    let (width, height) = text_size(orientation);
                    sheet::sheet(self, table, (width, height), around(table, above), above)
                });
                let panels: Vec<Value> = panels.collect();
                Some(json!({ "is": "table", "panels": panels }))
            }
            Block::Chart(key) => self.chart(key),
            Block::PageBreak => Some(json!({ "is": "break" })),
        }
    }

    fn cover(&mut self, cover: &Cover) -> Value {
        let (most, least) = COVER_SIZES;
        let longest = cover.lines.iter().map(|line| width_in_ems(&text_of(line))).fold(1.0, f64::max);
        let size = (text_size(Orientation::Portrait).0 / longest).clamp(least, most).floor();
        let lines: Vec<Value> = cover.lines.iter().map(|line| self.runs(line)).collect();
        json!({ "is": "cover", "size": size, "lines": lines, "foot": self.runs(&cover.foot) })
    }

    fn heading(&mut self, heading: &Heading, orientation: Orientation) -> Option<Value> {
        let style = match heading.style {
            HeadingStyle::Part => "part",
            HeadingStyle::Attachment => "attachment",
            HeadingStyle::Table => "table",
            HeadingStyle::First => "first",
            HeadingStyle::Second => "second",
            HeadingStyle::Third => "third",
        };
        let topic = self.manuscript.report.topics.get(heading.topic);
        let key = topic.map_or_else(|| heading.topic.to_string(), |topic| topic.key.clone());
        let runs = self.some_runs(&heading.runs)?;
        self.above.push(text_of(&heading.runs));
        // Its lines and what stands around them are higher than those of others.
        if heading.style == HeadingStyle::Part {
            self.above.extend([String::new(), String::new()]);
        }
        let (level, listed) = (heading.level(), heading.is_listed());
        let pad = match heading.style {
            HeadingStyle::Part | HeadingStyle::Attachment => title_pad(&heading.runs, orientation),
            _ => 0.0,
        };
        Some(json!({
            "is": "heading", "style": style, "level": level, "listed": listed, "key": key, "runs": runs, "pad": pad,
        }))
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> Option<Value> {
        let style = match paragraph.style {
            ParagraphStyle::Body => "body",
            ParagraphStyle::Label => "label",
            ParagraphStyle::Centred => "centred",
            ParagraphStyle::Note => "note",
            ParagraphStyle::Right => "right",
        };
        match paragraph.style {
            ParagraphStyle::Label | ParagraphStyle::Centred => self.above.push(paragraph.text()),
            _ => self.above.clear(),
        }
        Some(json!({ "is": "paragraph", "style": style, "runs": self.some_runs(&paragraph.runs)? }))
    }

    /// The picture or the sentence in its place; below it the caption, and what else is to be known.
    fn chart(&mut self, key: &str) -> Option<Value> {
        let spec = self.manuscript.charts.iter().find(|spec| spec.key == key)?;
        let file = (spec.form() != Form::Sentence).then(|| format!("/{}", file_of(key)));
        Some(json!({
            "is": "chart",
            "key": key,
            "file": file,
            "alt": printable(&spec.description()),
            "sentence": spec.sentence.as_deref().map(|sentence| self.words(sentence)),
            "caption": self.words(&spec.caption()),
            "note": spec.note.as_deref().map(|note| self.words(note)),
        }))
    }

    /// `None` when nothing would be printed.
    fn some_runs(&mut self, runs: &[Run]) -> Option<Value> {
        let runs = self.runs(runs);
        runs.as_array().is_some_and(|runs| !runs.is_empty()).then_some(runs)
    }

    fn runs(&mut self, runs: &[Run]) -> Value {
        runs.iter().filter_map(|run| self.run(run)).collect()
    }

    fn run(&mut self, run: &Run) -> Option<Value> {
        let text = run.text();
        if text.is_empty() {
            return None;
        }
        match run {
            Run::Words(_) => Some(self.piece(&text, None)),
            Run::Figure { source, .. } => Some(self.piece(&text, Some((MarkKind::Figure, source.clone())))),
            Run::Written { path, .. } => Some(self.piece(&text, Some((MarkKind::Text, (*path).into())))),
            Run::Blank { .. } if !self.is_draft => None,
            Run::Blank { path, .. } => {
                let mut piece = self.piece(&text, Some((MarkKind::Blank, (*path).into())));
                piece["blank"] = true.into();
                Some(piece)
            }
        }
    }

    /// Text with its label.
    pub fn piece(&mut self, text: &str, mark: Option<(MarkKind, Source)>) -> Value {
        let text = printable(text);
        let text = sheet::breakable(&text, LONGEST_WORD);
        self.characters.extend(text.chars());
        let mut piece = Map::new();
        if let Some((kind, source)) = mark {
            let label = label_of(kind, &source);
            piece.insert("l".to_owned(), label.clone().into());
            self.labels.insert(label, Meaning { mark: Some((kind, source)), ..Meaning::default() });
        }
        piece.insert("t".to_owned(), text.into_owned().into());
        Value::Object(piece)
    }

    /// Whether cells of tables have labels.
    pub fn is_labelled(&self) -> bool {
        self.is_labelled
    }

    /// A label of its own for a cell.
    pub fn label(&mut self, label: String, meaning: Meaning) -> Value {
        self.labels.insert(label.clone(), meaning);
        label.into()
    }

    /// The number of a table in the report.
    pub fn next_sheet(&mut self) -> usize {
        self.sheets += 1;
        self.sheets
    }

    /// Text without a label.
    pub fn words(&mut self, text: &str) -> String {
        let text = printable(text);
        self.characters.extend(text.chars());
        text
    }
}

/// The widths of ASCII characters in the widest face of tables.
static LATIN: LazyLock<[f64; 128]> = LazyLock::new(|| {
    std::array::from_fn(|code| match char::from_u32(u32::try_from(code).unwrap_or(0)) {
        Some(c) if !c.is_ascii_control() => f64::from(chart_text_width(c.encode_utf8(&mut [0; 4]), 1.0, true)),
        _ => 0.0,
    })
});

fn latin(c: char) -> Option<u32> {
    LATIN.get(c as usize).map(|width| (width * 1000.0).ceil() as u32)
}

/// As typst sets them: a mark at the end of a line loses its empty half.
pub(super) const LETTERS: LetterWidths = LetterWidths { latin, gap: 250, hanging: 500 };

/// How many squares of a Chinese character a text is wide.
pub(super) fn width_in_ems(text: &str) -> f64 {
    text.chars().map(|c| LATIN.get(c as usize).copied().unwrap_or(1.0)).sum()
}
