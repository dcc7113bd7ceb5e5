//! A document of Word or WPS: paragraphs and tables as they stand, with the numbers that the program puts before
//! paragraphs. Deleted text is no text, inserted text is; what is hidden is told aside, as nobody sees it in print.

use super::{
    archive::{Archive, resolved},
    docx_chart::{chart_of, chart_texts},
    docx_hidden::{HiddenStyles, is_on},
    docx_numbering::{Counters, Numbering},
    limits::LONGEST_TEXT,
    model::{
        CellBorders, Evidence, FileBlock, FileCell, FileChart, FileKind, FileParagraph, FilePicture, FilePlace,
        FileRemark, FileTable, TextOrigin,
    },
    refusal::Refusal,
    xlsx::{self, properties},
    xml::{self, Relation, XmlContent, XmlNode, parse, relations},
};

pub(super) fn read(bytes: &[u8]) -> Result<Evidence, Refusal> {
    let mut archive = Archive::open(bytes)?;
    let main = relations(archive.part("_rels/.rels")?.as_deref())?;
    let main = main.iter().find(|relation| relation.kind.ends_with("/officeDocument"));
    let main = main.map_or_else(|| "word/document.xml".to_owned(), |main| resolved("", &main.target));
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let links = relations(archive.part(&format!("{folder}/_rels/{file}.rels"))?.as_deref())?;
    let document = parse(&archive.part(&main)?.ok_or(Refusal::Damaged)?)?;
    let mut margins = Vec::new();
    for link in links.iter().filter(|link| link.kind.ends_with("/header") || link.kind.ends_with("/footer")) {
        margins.extend(archive.part(&resolved(folder, &link.target))?.map(|part| parse(&part)).transpose()?);
    }
    let mut linked = |kind: &str| -> Result<XmlNode, Refusal> {
        let target = links.iter().find(|link| link.kind.ends_with(kind)).map(|link| resolved(folder, &link.target));
        let part = target.map(|target| archive.part(&target)).transpose()?.flatten();
        part.map_or_else(|| Ok(XmlNode::default()), |part| parse(&part))
    };
    let styles = linked("/styles")?;
    let numbering = Numbering::of(&linked("/numbering")?, &styles);
    let hidden_styles = HiddenStyles::of(&styles);
    let footnotes = linked("/footnotes")?;
    let endnotes = linked("/endnotes")?;
    let comments = linked("/comments")?;
    let mut charts = Vec::new();
    for link in links.iter().filter(|link| link.kind.ends_with("/chart")) {
        let name = resolved(folder, &link.target);
        let Some(part) = archive.part(&name)?.and_then(|part| parse(&part).ok()) else { continue };
        let chart = FileChart { workbook: workbook(&mut archive, &name)?, ..chart_of(&part) };
        charts.push((link, part, chart));
    }
    let mut reader = Reader {
        evidence: Evidence::new(FileKind::Docx),
        numbering: &numbering,
        counters: Counters::default(),
        hidden_styles: &hidden_styles,
        notes: [&footnotes, &endnotes],
        charts: &charts,
        paragraphs: 0,
        tables: 0,
        hidden: Vec::new(),
        comments: Vec::new(),
        first_tracked: None,
    };
    let body = document.child("body").ok_or(Refusal::Damaged)?;
    reader.blocks(body, TextOrigin::Body);
    margins.iter().for_each(|margin| reader.margin(margin));
    let Reader { mut evidence, hidden, comments: commented, first_tracked, .. } = reader;
    let parts = [&document, &footnotes, &endnotes].into_iter().chain(&margins);
    let tracked = parts.map(tracked_changes).sum();
    if tracked > 0 {
        evidence.remarks.push(FileRemark::TrackedChanges { count: tracked, block: first_tracked });
    }
    evidence.remarks.extend(hidden.into_iter().map(|(text, block)| FileRemark::Hidden { text, block }));
    for comment in comments.named("comment") {
        let author = comment.attribute("author").unwrap_or_default().to_owned();
        let id = comment.attribute("id");
        let block = commented.iter().find(|(own, _)| Some(*own) == id).map(|(_, block)| *block);
        evidence.remarks.push(FileRemark::Comment { author, text: plain_text(comment), block });
    }
    evidence.properties = properties(&mut archive)?;
    Ok(evidence)
}

struct Reader<'a> {
    evidence: Evidence,
    numbering: &'a Numbering,
    counters: Counters,
    hidden_styles: &'a HiddenStyles,
    /// At the foot of pages, and at the end.
    notes: [&'a XmlNode; 2],
    charts: &'a [(&'a Relation, XmlNode, FileChart)],
    paragraphs: u32,
    tables: u32,
    /// What nobody sees in print, with the block in which it stands.
    hidden: Vec<(String, usize)>,
    /// The ids of remarks, with the block that they are about.
    comments: Vec<(&'a str, usize)>,
    /// The block of the first change that was not accepted.
    first_tracked: Option<usize>,
}

/// A paragraph under way: its text, what hangs on it, and whether a field's code is being passed over.
#[derive(Default)]
struct OpenParagraph<'a> {
    text: String,
    /// Whether its style hides what is in it.
    is_hidden: bool,
    footnotes: Vec<&'a str>,
    endnotes: Vec<&'a str>,
    comments: Vec<&'a str>,
    boxes: Vec<&'a XmlNode>,
    charts: Vec<&'a str>,
    pictures: Vec<String>,
    /// Of each field that is open: whether its result is under way.
    fields: Vec<bool>,
    /// Whether it stands above or below the text of a page, where fields count pages.
    is_margin: bool,
    /// Its text that nobody sees.
    hidden: String,
}

/// What only wraps others.
fn is_wrapper(name: &str) -> bool {
    matches!(
        name,
        "sdt"
            | "sdtContent"
            | "ins"
            | "moveTo"
            | "smartTag"
            | "customXml"
            | "hyperlink"
            | "fldSimple"
            | "dir"
            | "bdo"
            | "ruby"
            | "rubyBase"
            | "r"
    )
}

fn is_deleted(name: &str) -> bool {
    matches!(name, "del" | "moveFrom")
}

/// Changes that a person has still to accept, also those of the form alone.
fn tracked_changes(node: &XmlNode) -> usize {
    let own = match node.name.as_str() {
        "ins" | "moveTo" | "cellIns" | "cellDel" | "cellMerge" | "numberingChange" => 1,
        name => usize::from(is_deleted(name) || name.ends_with("PrChange") || name.ends_with("GridChange")),
    };
    own + node.nodes().map(tracked_changes).sum::<usize>()
}

/// What counts pages, without the numbers that a field puts there.
fn is_page_mark(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphanumeric() || matches!(c, '第' | '页' | '共'))
}

/// The branch of alternatives that is read: the first, if it says anything.
fn branch(alternatives: &XmlNode) -> Option<&XmlNode> {
    let choice = alternatives.child("Choice").filter(|choice| choice.nodes().next().is_some());
    choice.or_else(|| alternatives.child("Fallback"))
}

impl<'a> Reader<'a> {
    fn blocks(&mut self, parent: &'a XmlNode, origin: TextOrigin) {
        for node in parent.nodes() {
            match node.name.as_str() {
                "p" => self.paragraph(node, origin),
                "tbl" => self.table(node),
                "AlternateContent" => {
                    if let Some(branch) = branch(node) {
                        self.blocks(branch, origin);
                    }
                }
                // Another file, which the program puts here when it opens this one.
                "altChunk" | "subDoc" => self.evidence.remarks.push(FileRemark::Unread("并入的另一个文件".to_owned())),
                name if is_wrapper(name) => self.blocks(node, origin),
                _ => {}
            }
        }
    }

    /// What stands above or below the text of each page, once.
    fn margin(&mut self, margin: &'a XmlNode) {
        margin.each("p", &mut |node| {
            let mut line = OpenParagraph { is_margin: true, ..OpenParagraph::default() };
            self.runs(node, &mut line);
            self.margin_text(&line.text);
            // A mark across the page, a seal, a sign of the house.
            for words in &line.pictures {
                self.margin_text(if words.is_empty() { "图片" } else { words });
            }
        });
    }

    fn margin_text(&mut self, text: &str) {
        let (text, origin) = (text.trim(), TextOrigin::Margin);
        let is_known = self.evidence.blocks.iter().rev().any(|block| match block {
            FileBlock::Paragraph(paragraph) => paragraph.origin == origin && paragraph.text == text,
            _ => false,
        });
        if !is_page_mark(text) && !is_known {
            let (place, text) = (self.next_place(), text.chars().take(LONGEST_TEXT).collect());
            let paragraph = FileParagraph { place, text, numbered: 0, heading: None, origin };
            self.evidence.blocks.push(FileBlock::Paragraph(paragraph));
        }
    }

    fn paragraph(&mut self, node: &'a XmlNode, origin: TextOrigin) {
        let (line, number) = self.line(node);
        let numbered = number.len();
        let text: String = (number + &line.text).chars().take(LONGEST_TEXT).collect();
        if !text.trim().is_empty() {
            let place = self.next_place();
            let heading = self.numbering.heading(node);
            self.evidence.blocks.push(FileBlock::Paragraph(FileParagraph { place, text, numbered, heading, origin }));
        }
        self.hanging(line);
    }

    fn next_place(&mut self) -> FilePlace {
        self.paragraphs += 1;
        FilePlace { number: self.paragraphs, ..FilePlace::default() }
    }

    /// The text of a paragraph and its number, whose turn it is now.
    fn line(&mut self, node: &'a XmlNode) -> (OpenParagraph<'a>, String) {
        let is_hidden = self.hidden_styles.hides_paragraph(node);
        let mut line = OpenParagraph { is_hidden, ..OpenParagraph::default() };
        self.runs(node, &mut line);
        let (hidden, block) = (std::mem::take(&mut line.hidden), self.evidence.blocks.len());
        if !hidden.trim().is_empty() {
            self.hidden.push((hidden.chars().take(LONGEST_TEXT).collect(), block));
        }
        self.comments.extend(line.comments.iter().map(|id| (*id, block)));
        if self.first_tracked.is_none() && tracked_changes(node) > 0 {
            self.first_tracked = Some(block);
        }
        let number = self.numbering.number(node, &mut self.counters);
        // A paragraph that is nothing but its own mark shows no number in print either.
        let is_blank = line.text.trim().is_empty();
        (line, if is_blank { String::new() } else { number })
    }

    /// What hangs on a paragraph: text boxes, notes, charts and pictures.
    fn hanging(&mut self, line: OpenParagraph<'a>) {
        for content in line.boxes {
            self.blocks(content, TextOrigin::TextBox);
        }
        let [footnotes, endnotes] = self.notes;
        for (notes, kind, ids) in [(footnotes, "footnote", line.footnotes), (endnotes, "endnote", line.endnotes)] {
            for id in ids {
                if let Some(note) = notes.named(kind).find(|note| note.attribute("id") == Some(id)) {
                    self.blocks(note, TextOrigin::Footnote);
                }
            }
        }
        for id in line.charts {
            let Some((_, part, chart)) = self.charts.iter().find(|(link, ..)| link.id == id) else { continue };
            self.evidence.charts.push(FileChart { block: self.evidence.blocks.len(), ..chart.clone() });
            for text in chart_texts(part) {
                let place = self.next_place();
                let paragraph = FileParagraph { place, text, numbered: 0, heading: None, origin: TextOrigin::Chart };
                self.evidence.blocks.push(FileBlock::Paragraph(paragraph));
            }
        }
        for words in line.pictures {
            let place = FilePlace { number: self.paragraphs, ..FilePlace::default() };
            self.evidence.blocks.push(FileBlock::Picture(FilePicture { place, words }));
        }
    }

    fn runs(&mut self, parent: &'a XmlNode, line: &mut OpenParagraph<'a>) {
        for node in parent.nodes() {
            let is_code = line.fields.iter().any(|is_result| !is_result || line.is_margin);
            match node.name.as_str() {
                "t" if !is_code => line.text.push_str(&node.text()),
                "tab" | "ptab" if !is_code && parent.name == "r" => line.text.push('\t'),
                "br" | "cr" if !is_code && !matches!(node.attribute("type"), Some("page" | "column")) => {
                    line.text.push('\n');
                }
                "noBreakHyphen" if !is_code => line.text.push('-'),
                "fldChar" => match node.attribute("fldCharType") {
                    Some("begin") => line.fields.push(false),
                    Some("separate") => {
                        if let Some(field) = line.fields.last_mut() {
                            *field = true;
                        }
                    }
                    _ => drop(line.fields.pop()),
                },
                "footnoteReference" => line.footnotes.extend(node.attribute("id")),
                "endnoteReference" => line.endnotes.extend(node.attribute("id")),
                "commentReference" => line.comments.extend(node.attribute("id")),
                "sym" if !is_code => {
                    let code = node.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                    line.text.extend(code.and_then(char::from_u32));
                }
                "oMath" | "oMathPara" if !is_code => line.text.push_str(&plain_text(node)),
                "AlternateContent" => {
                    if let Some(branch) = branch(node) {
                        self.runs(branch, line);
                    }
                }
                "drawing" | "pict" | "object" => self.drawing(node, line),
                "fldSimple" if line.is_margin => {}
                "r" if self.hidden_styles.hides_run(node, line.is_hidden) => self.hidden_run(node, line),
                name if is_wrapper(name) => self.runs(node, line),
                _ => {}
            }
        }
    }

    /// Fields begin and end here, too; nothing else of it is seen.
    fn hidden_run(&mut self, run: &'a XmlNode, line: &mut OpenParagraph<'a>) {
        let mut aside = OpenParagraph { fields: std::mem::take(&mut line.fields), ..OpenParagraph::default() };
        self.runs(run, &mut aside);
        line.fields = aside.fields;
        line.comments.extend(aside.comments);
        line.hidden.push_str(&aside.text);
    }

    fn drawing(&mut self, node: &'a XmlNode, line: &mut OpenParagraph<'a>) {
        let before = line.boxes.len() + line.charts.len();
        find_hanging(node, line);
        if line.boxes.len() + line.charts.len() == before {
            line.pictures.push(picture_words(node));
        }
    }

    fn table(&mut self, table: &'a XmlNode) {
        self.tables += 1;
        let place = FilePlace { number: self.tables, ..FilePlace::default() };
        let mut grid = Grid { slivers: slivers(table), ..Grid::default() };
        let mut inner = Vec::new();
        self.rows(table, &mut grid, &mut inner);
        let cells = grid.cells.into_iter().filter(|cell| !cell.text.trim().is_empty()).collect();
        self.evidence.blocks.push(FileBlock::Table(FileTable { place, borders: CellBorders::Native, cells }));
        for (nested, line) in inner {
            if let Some(nested) = nested {
                self.table(nested);
            }
            self.hanging(line);
        }
    }

    fn rows(
        &mut self,
        parent: &'a XmlNode,
        grid: &mut Grid,
        inner: &mut Vec<(Option<&'a XmlNode>, OpenParagraph<'a>)>,
    ) {
        for node in parent.nodes() {
            match node.name.as_str() {
                "tr" => {
                    let properties = node.child("trPr");
                    if properties.is_some_and(|properties| properties.child("del").is_some()) {
                        self.first_tracked.get_or_insert(self.evidence.blocks.len());
                        continue;
                    }
                    if properties.and_then(|properties| properties.child("hidden")).is_some_and(is_on) {
                        self.hidden.push((plain_text(node), self.evidence.blocks.len()));
                        continue;
                    }
                    let before = properties.and_then(|properties| properties.value_of("gridBefore"));
                    grid.column = before.and_then(|before| before.parse().ok()).unwrap_or(0).min(1000);
                    self.cells(node, grid, inner);
                    grid.row += 1;
                }
                name if is_wrapper(name) => self.rows(node, grid, inner),
                _ => {}
            }
        }
    }

    fn cells(
        &mut self,
        parent: &'a XmlNode,
        grid: &mut Grid,
        inner: &mut Vec<(Option<&'a XmlNode>, OpenParagraph<'a>)>,
    ) {
        for node in parent.nodes() {
            match node.name.as_str() {
                "tc" => {
                    let properties = node.child("tcPr");
                    let value = |name: &str| properties.and_then(|properties| properties.value_of(name));
                    let columns = value("gridSpan").and_then(|span| span.parse().ok()).unwrap_or(1).clamp(1, 1000);
                    let merge = properties.and_then(|properties| properties.child("vMerge"));
                    let is_below = merge.is_some_and(|merge| merge.attribute("val") != Some("restart"));
                    let mut text = String::new();
                    self.cell_text(node, &mut text, inner);
                    grid.put(text, columns, is_below);
                }
                name if is_wrapper(name) => self.cells(node, grid, inner),
                _ => {}
            }
        }
    }

    fn cell_text(
        &mut self,
        parent: &'a XmlNode,
        text: &mut String,
        inner: &mut Vec<(Option<&'a XmlNode>, OpenParagraph<'a>)>,
    ) {
        for node in parent.nodes() {
            match node.name.as_str() {
                "p" => {
                    let (mut line, number) = self.line(node);
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    text.push_str(&number);
                    text.push_str(&std::mem::take(&mut line.text));
                    inner.push((None, line));
                }
                "tbl" => inner.push((Some(node), OpenParagraph::default())),
                "AlternateContent" => {
                    if let Some(branch) = branch(node) {
                        self.cell_text(branch, text, inner);
                    }
                }
                name if is_wrapper(name) => self.cell_text(node, text, inner),
                _ => {}
            }
        }
    }
}

/// What a picture says: the letters that it is made of, else how it is described.
fn picture_words(picture: &XmlNode) -> String {
    let mut words = String::new();
    picture.each("docPr", &mut |properties| {
        words = properties.attribute("descr").or(properties.attribute("title")).unwrap_or_default().to_owned();
    });
    picture.each("textpath", &mut |letters| words = letters.attribute("string").unwrap_or_default().to_owned());
    words
}

/// Text boxes and charts within a drawing, one branch of alternatives each.
fn find_hanging<'a>(node: &'a XmlNode, line: &mut OpenParagraph<'a>) {
    for child in node.nodes() {
        match child.name.as_str() {
            "txbxContent" => line.boxes.push(child),
            "chart" => line.charts.extend(child.attribute("id")),
            "AlternateContent" => {
                if let Some(branch) = branch(child) {
                    find_hanging(branch, line);
                }
            }
            _ => find_hanging(child, line),
        }
    }
}

/// A table under way.
#[derive(Default)]
struct Grid {
    cells: Vec<FileCell>,
    row: u32,
    /// Of the grid in the file.
    column: u32,
    /// Columns of that grid which are none.
    slivers: Vec<u32>,
}

/// Programs that save a file again put columns of a hair's breadth where the lines of two rows do not quite meet.
const SLIVER: u32 = 15;

/// The columns of a table's grid that nobody sees, by number; widths are in twentieths of a point.
fn slivers(table: &XmlNode) -> Vec<u32> {
    let Some(grid) = table.child("tblGrid") else { return Vec::new() };
    let columns = grid.nodes().filter(|node| node.name == "gridCol").zip(0..);
    let width = |node: &XmlNode| node.attribute("w").and_then(|width| width.parse::<u32>().ok());
    columns
        .filter(|(node, _)| width(node).is_some_and(|width| (1..=SLIVER).contains(&width)))
        .map(|(_, at)| at)
        .collect()
}

impl Grid {
    /// The column that is seen at a place of the grid.
    fn seen(&self, column: u32) -> u32 {
        let before = self.slivers.partition_point(|sliver| *sliver < column);
        column.saturating_sub(u32::try_from(before).unwrap_or(u32::MAX))
    }

    fn put(&mut self, text: String, columns: u32, is_below: bool) {
        let column = self.seen(self.column);
        self.column = self.column.saturating_add(columns);
        let columns = self.seen(self.column).saturating_sub(column).max(1);
        if is_below
            && let Some(above) =
                self.cells.iter_mut().rev().find(|cell| cell.column == column && cell.row + cell.rows == self.row)
        {
            above.rows += 1;
            return;
        }
        self.cells.push(FileCell { row: self.row, column, rows: 1, columns, text, ..FileCell::default() });
    }
}

/// The cells of the workbook that a chart keeps its data in. The chart is worth reading without it.
fn workbook(archive: &mut Archive<'_>, chart: &str) -> Result<Option<Vec<FileCell>>, Refusal> {
    let (folder, file) = chart.rsplit_once('/').unwrap_or(("", chart));
    let links = relations(archive.part(&format!("{folder}/_rels/{file}.rels"))?.as_deref())?;
    let link = links.iter().find(|link| link.kind.ends_with("/package"));
    let part = link.map(|link| archive.part(&resolved(folder, &link.target))).transpose()?.flatten();
    let evidence = part.and_then(|part| xlsx::read(&part).ok());
    Ok(evidence.map(|evidence| evidence.tables().flat_map(|table| table.cells.clone()).collect()))
}

/// All `t` within, paragraph by paragraph.
pub(super) fn plain_text(node: &XmlNode) -> String {
    fn add(node: &XmlNode, text: &mut String) {
        for child in &node.children {
            let XmlContent::Node(child) = child else { continue };
            match child.name.as_str() {
                "t" => text.push_str(&xml::XmlNode::text(child)),
                "p" => {
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    add(child, text);
                }
                name if is_deleted(name) => {}
                _ => add(child, text),
            }
        }
    }
    let mut text = String::new();
    add(node, &mut text);
    text
}
