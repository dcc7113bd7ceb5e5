//! A workbook of Excel or WPS: every sheet is a table of its filled cells, however far apart they stand.

use std::collections::HashMap;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    archive::{Archive, resolved},
    limits::{LONGEST_TEXT, MOST_CELLS},
    model::{CellBorders, Evidence, FileBlock, FileCell, FileKind, FilePlace, FileRemark, FileTable},
    refusal::Refusal,
    text::decode_xml,
    xlsx_styles::{Form, forms, plain_number, shown},
    xml::{self, attribute, entity, local, parse, relations},
};

pub(super) fn read(bytes: &[u8]) -> Result<Evidence, Refusal> {
    let mut archive = Archive::open(bytes)?;
    let main = relations(archive.part("_rels/.rels")?.as_deref())?;
    let main = main.iter().find(|relation| relation.kind.ends_with("/officeDocument"));
    let main = main.map_or_else(|| "xl/workbook.xml".to_owned(), |main| resolved("", &main.target));
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let links = relations(archive.part(&format!("{folder}/_rels/{file}.rels"))?.as_deref())?;
    let book = parse(&archive.part(&main)?.ok_or(Refusal::Damaged)?)?;
    let part =
        |kind: &str| links.iter().find(|link| link.kind.ends_with(kind)).map(|link| resolved(folder, &link.target));
    let strings = match part("/sharedStrings") {
        Some(name) => archive.part(&name)?.map_or_else(|| Ok(Vec::new()), |part| shared_strings(&part))?,
        None => Vec::new(),
    };
    let forms = match part("/styles") {
        Some(name) => archive.part(&name)?.map_or_else(|| Ok(Vec::new()), |part| Ok(forms(&parse(&part)?)))?,
        None => Vec::new(),
    };
    let is_1904 = book
        .child("workbookPr")
        .and_then(|properties| properties.attribute("date1904"))
        .is_some_and(|value| value == "1" || value == "true");
    let mut evidence = Evidence::new(FileKind::Xlsx);
    let mut budget = MOST_CELLS;
    for (number, sheet) in (1..).zip(book.child("sheets").into_iter().flat_map(|sheets| sheets.named("sheet"))) {
        let name = sheet.attribute("name").unwrap_or_default().to_owned();
        let Some(link) = links.iter().find(|link| Some(link.id.as_str()) == sheet.attribute("id")) else { continue };
        // A sheet of a chart alone has no cells.
        if !link.kind.ends_with("/worksheet") {
            continue;
        }
        let Some(content) = archive.part(&resolved(folder, &link.target))? else {
            evidence.remarks.push(FileRemark::Unread(format!("工作表“{name}”")));
            continue;
        };
        let context = Context { strings: &strings, forms: &forms, is_1904 };
        let cells = context.sheet(&content, &mut budget)?;
        if !cells.is_empty() {
            let place = FilePlace { sheet: Some(name), number, ..FilePlace::default() };
            evidence.blocks.push(FileBlock::Table(FileTable { place, borders: CellBorders::Native, cells }));
        }
    }
    for name in archive.names(|name| name.starts_with("xl/comments") && name.ends_with(".xml")) {
        let comments = archive.part(&name)?.map(|part| parse(&part)).transpose()?.unwrap_or_default();
        let authors: Vec<String> = comments
            .child("authors")
            .into_iter()
            .flat_map(|authors| authors.named("author"))
            .map(xml::XmlNode::text)
            .collect();
        for comment in comments.child("commentList").into_iter().flat_map(|list| list.named("comment")) {
            let author = comment.attribute("authorId").and_then(|id| authors.get(id.parse::<usize>().ok()?)).cloned();
            let (author, text) = (author.unwrap_or_default(), comment.text());
            evidence.remarks.push(FileRemark::Comment { author, text, block: None });
        }
    }
    evidence.properties = properties(&mut archive)?;
    Ok(evidence)
}

/// What programs leave in a file of Office beside its content.
pub(super) fn properties(archive: &mut Archive<'_>) -> Result<Vec<(String, String)>, Refusal> {
    let Some(custom) = archive.part("docProps/custom.xml")? else { return Ok(Vec::new()) };
    // A file is worth reading without them.
    let Ok(custom) = parse(&custom) else { return Ok(Vec::new()) };
    let properties = custom.named("property");
    Ok(properties.filter_map(|property| Some((property.attribute("name")?.to_owned(), property.text()))).collect())
}

fn shared_strings(part: &[u8]) -> Result<Vec<String>, Refusal> {
    let text = decode_xml(part);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut strings = Vec::new();
    let mut string = String::new();
    let (mut in_text, mut in_reading) = (false, 0_usize);
    loop {
        match reader.read_event().map_err(|_| Refusal::Damaged)? {
            Event::Start(start) => match local(start.name().as_ref()) {
                b"si" => string.clear(),
                b"t" => in_text = in_reading == 0,
                b"rPh" => in_reading += 1,
                _ => {}
            },
            Event::Empty(start) if local(start.name().as_ref()) == b"si" => strings.push(String::new()),
            Event::End(end) => match local(end.name().as_ref()) {
                b"si" => strings.push(std::mem::take(&mut string)),
                b"t" => in_text = false,
                b"rPh" => in_reading = in_reading.saturating_sub(1),
                _ => {}
            },
            Event::Eof => return Ok(strings),
            event => add_text(&event, in_text, &mut string),
        }
    }
}

fn add_text(event: &Event<'_>, is_wanted: bool, to: &mut String) {
    if !is_wanted || to.len() > LONGEST_TEXT {
        return;
    }
    let mut push = |text: &[u8]| {
        let text = String::from_utf8_lossy(text);
        let end = if text.len() > LONGEST_TEXT { text.char_indices().nth(LONGEST_TEXT) } else { None };
        to.push_str(end.map_or(&*text, |(end, _)| &text[..end]));
    };
    match event {
        Event::Text(text) => push(text),
        Event::CData(text) => push(text),
        Event::GeneralRef(name) => to.push_str(&entity(&String::from_utf8_lossy(name)).unwrap_or_default()),
        _ => {}
    }
}

struct Context<'a> {
    strings: &'a [String],
    forms: &'a [Form],
    is_1904: bool,
}

/// What the value of a cell is.
#[derive(Clone, Copy, Default)]
enum ValueKind {
    #[default]
    Number,
    /// The number of a shared string.
    Shared,
    Boolean,
    /// A string of its own, or an error.
    Text,
}

impl ValueKind {
    fn of(name: &[u8]) -> Self {
        match name {
            b"" | b"n" => Self::Number,
            b"s" => Self::Shared,
            b"b" => Self::Boolean,
            _ => Self::Text,
        }
    }
}

/// A cell under way.
#[derive(Default)]
struct Open {
    at: (u32, u32),
    kind: ValueKind,
    form: Form,
    text: String,
}

/// A sheet under way.
#[derive(Default)]
struct OpenSheet {
    cells: Vec<FileCell>,
    /// Top, left, bottom, right.
    merged: Vec<[u32; 4]>,
    open: Option<Open>,
    /// Where the next row and cell stand that do not say it themselves.
    row: u32,
    column: u32,
    has_row: bool,
    in_value: bool,
    in_reading: bool,
}

impl OpenSheet {
    fn begin_row(&mut self, start: &BytesStart<'_>) {
        let next = if self.has_row { self.row.saturating_add(1) } else { 0 };
        let own = attribute(start, "r").and_then(|own| own.parse::<u32>().ok());
        self.row = own.map_or(next, |own| own.saturating_sub(1));
        (self.has_row, self.column) = (true, 0);
    }

    /// Where a cell stands, which may say so itself; the next one stands behind it.
    fn place(&mut self, own: Option<(u32, u32)>) -> (u32, u32) {
        let at = own.unwrap_or((self.row, self.column));
        (self.row, self.column) = (at.0, at.1.saturating_add(1));
        at
    }

    fn merge(&mut self, start: &BytesStart<'_>) {
        let area = attribute(start, "ref").unwrap_or_default();
        let corners = area.split_once(':').and_then(|(a, b)| Some((position(a.as_bytes())?, position(b.as_bytes())?)));
        self.merged.extend(corners.map(|(a, b)| [a.0, a.1, b.0, b.1]));
    }

    /// The cells in their order, with what they span.
    fn finish(self) -> Vec<FileCell> {
        let mut cells = self.cells;
        let merged = self.merged.into_iter().map(|area| ((area[0], area[1]), area));
        let merged: HashMap<(u32, u32), [u32; 4]> = merged.collect();
        for cell in &mut cells {
            if let Some([top, left, bottom, right]) = merged.get(&(cell.row, cell.column)) {
                cell.rows = bottom.saturating_sub(*top) + 1;
                cell.columns = right.saturating_sub(*left) + 1;
            }
        }
        cells.sort_by_key(|cell| (cell.row, cell.column));
        cells
    }
}

impl Context<'_> {
    fn sheet(&self, part: &[u8], budget: &mut usize) -> Result<Vec<FileCell>, Refusal> {
        let text = decode_xml(part);
        let mut reader = Reader::from_str(&text);
        reader.config_mut().check_end_names = false;
        let mut sheet = OpenSheet::default();
        let mut depth = 0_usize;
        loop {
            let event = reader.read_event().map_err(|_| Refusal::Damaged)?;
            match event {
                Event::Start(start) => {
                    depth += 1;
                    self.begin(&start, &mut sheet);
                }
                Event::Empty(start) => match local(start.name().as_ref()) {
                    b"c" => _ = sheet.place(attribute(&start, "r").and_then(|name| position(name.as_bytes()))),
                    b"row" => sheet.begin_row(&start),
                    b"mergeCell" => sheet.merge(&start),
                    _ => {}
                },
                Event::End(end) => {
                    depth = depth.saturating_sub(1);
                    match local(end.name().as_ref()) {
                        b"v" | b"t" => sheet.in_value = false,
                        b"rPh" => sheet.in_reading = false,
                        b"c" => {
                            if let Some(cell) = sheet.open.take().and_then(|open| self.cell(open)) {
                                *budget = budget.checked_sub(1).ok_or(Refusal::TooLarge)?;
                                sheet.cells.push(cell);
                            }
                        }
                        _ => {}
                    }
                }
                // What is cut off in the middle is no sheet.
                Event::Eof if depth > 0 => return Err(Refusal::Damaged),
                Event::Eof => break,
                event => {
                    if let Some(open) = &mut sheet.open {
                        add_text(&event, sheet.in_value, &mut open.text);
                    }
                }
            }
        }
        if !sheet.has_row && !text.contains("sheetData") {
            return Err(Refusal::Damaged);
        }
        Ok(sheet.finish())
    }

    fn begin(&self, start: &BytesStart<'_>, sheet: &mut OpenSheet) {
        match local(start.name().as_ref()) {
            b"row" => sheet.begin_row(start),
            b"c" => sheet.open = Some(self.open(start, sheet)),
            b"mergeCell" => sheet.merge(start),
            b"v" | b"t" => sheet.in_value = !sheet.in_reading,
            b"rPh" => sheet.in_reading = true,
            _ => {}
        }
    }

    /// There may be a million: each of its attributes is looked at once.
    fn open(&self, start: &BytesStart<'_>, sheet: &mut OpenSheet) -> Open {
        let (mut own, mut open) = (None, Open::default());
        let mut attributes = start.attributes();
        for attribute in attributes.with_checks(false).flatten() {
            match local(attribute.key.as_ref()) {
                b"r" => own = position(&attribute.value),
                b"t" => open.kind = ValueKind::of(&attribute.value),
                b"s" => {
                    let style =
                        std::str::from_utf8(&attribute.value).ok().and_then(|style| style.parse::<usize>().ok());
                    open.form = style.and_then(|style| self.forms.get(style)).copied().unwrap_or_default();
                }
                _ => {}
            }
        }
        open.at = sheet.place(own);
        open
    }

    fn cell(&self, open: Open) -> Option<FileCell> {
        let Open { at: (row, column), kind, form, text } = open;
        let (text, is_number) = match kind {
            ValueKind::Shared => (self.strings.get(text.trim().parse::<usize>().ok()?)?.clone(), false),
            ValueKind::Boolean => (if text.trim() == "1" { "是" } else { "否" }.to_owned(), false),
            ValueKind::Number => match (shown(&text, form, self.is_1904), form) {
                (Some(shown), form) => (shown, form == Form::Plain),
                (None, _) => match plain_number(&text) {
                    Some(number) => (number, true),
                    None => (text, false),
                },
            },
            ValueKind::Text => (text, false),
        };
        (!text.trim().is_empty()).then_some(FileCell {
            row,
            column,
            rows: 1,
            columns: 1,
            text,
            is_number,
            rectangle: None,
        })
    }
}

/// `C12` as row and column from 0.
fn position(name: &[u8]) -> Option<(u32, u32)> {
    const MOST_LETTERS: usize = 3;
    let (mut column, mut letters, mut row) = (0, 0, None);
    for byte in name.iter().filter(|byte| **byte != b'$') {
        match byte {
            b'0'..=b'9' if letters > 0 => {
                let before = row.unwrap_or(0_u32).checked_mul(10)?;
                row = Some(before.checked_add(u32::from(byte - b'0'))?);
            }
            letter if letter.is_ascii_alphabetic() && letters < MOST_LETTERS && row.is_none() => {
                column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
                letters += 1;
            }
            _ => return None,
        }
    }
    Some((row?.checked_sub(1)?, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells_are_places() {
        assert_eq!(
            (position(b"A1"), position(b"$C$12"), position(b"XFD1048576")),
            (Some((0, 0)), Some((11, 2)), Some((1_048_575, 16_383)))
        );
        let none: [&[u8]; 6] = [b"A0", b"12", b"AAAA1", b"A1B", b"A99999999999", b"\xff1"];
        assert!(none.into_iter().all(|name| position(name).is_none()));
    }
}
