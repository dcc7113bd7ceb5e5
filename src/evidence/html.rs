//! Tables and texts of a web page, as programs export them under the name of a workbook and as office programs copy
//! them: by tags alone, however badly they nest.

use super::{
    limits::{LONGEST_TEXT, MOST_CELLS},
    model::{CellBorders, Evidence, FileBlock, FileCell, FileKind, FileParagraph, FilePlace, FileTable, TextOrigin},
    refusal::Refusal,
    xml::entity,
};

/// More than a page has.
const MOST_PROPERTIES: usize = 100;

pub(super) fn read(page: &str) -> Result<Evidence, Refusal> {
    let mut reader = Reader {
        evidence: Evidence::new(FileKind::Html),
        open: Vec::new(),
        text: String::new(),
        paragraphs: 0,
        tables: 0,
        cells: 0,
    };
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        reader.add_text(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(end) = tag_end(rest) else {
            // A sign that opens no tag.
            reader.add_text("<");
            rest = &rest[1..];
            continue;
        };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        let name: String = tag
            .chars()
            .take_while(|c| !c.is_whitespace())
            .collect::<String>()
            .trim_end_matches('/')
            .to_ascii_lowercase();
        if matches!(name.as_str(), "script" | "style" | "title" | "xml") && !tag.ends_with('/') {
            let close = format!("</{name}");
            rest = find_ignoring_case(rest, &close).map_or("", |at| &rest[at..]);
            continue;
        }
        reader.tag(&name, tag)?;
    }
    reader.add_text(rest);
    reader.end();
    Ok(reader.evidence)
}

fn find_ignoring_case(text: &str, what: &str) -> Option<usize> {
    text.as_bytes().windows(what.len()).position(|window| window.eq_ignore_ascii_case(what.as_bytes()))
}

/// Where the tag at the start of the text ends, quotation marks respected.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    let second = text[1..].chars().next()?;
    if !(second.is_ascii_alphabetic() || matches!(second, '/' | '!' | '?')) {
        return None;
    }
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '>') => return Some(at),
            (None, _) => {}
        }
    }
    None
}

/// A table that is open.
#[derive(Default)]
struct OpenTable {
    cells: Vec<FileCell>,
    /// The next row, and how far down each column is taken by a cell above.
    row: u32,
    has_row: bool,
    taken: Vec<u32>,
    column: usize,
    cell: Option<(u32, u32)>,
    /// What the cell holds itself, where the program that copied it says so.
    number: Option<String>,
}

struct Reader {
    evidence: Evidence,
    open: Vec<OpenTable>,
    text: String,
    paragraphs: u32,
    tables: u32,
    cells: usize,
}

impl Reader {
    fn add_text(&mut self, raw: &str) {
        if self.text.len() > LONGEST_TEXT {
            return;
        }
        let mut rest = raw;
        while let Some(at) = rest.find('&') {
            self.add_plain(&rest[..at]);
            rest = &rest[at + 1..];
            let name = rest.split_once(';').filter(|(name, _)| name.len() < 10);
            match name.and_then(|(name, behind)| Some((named(name)?, behind))) {
                Some((meaning, behind)) => {
                    self.text.push_str(&meaning);
                    rest = behind;
                }
                None => self.text.push('&'),
            }
        }
        self.add_plain(rest);
    }

    /// Line ends of the source are blanks; between Chinese characters they are nothing.
    fn add_plain(&mut self, raw: &str) {
        for character in raw.chars() {
            if !matches!(character, '\r' | '\n' | '\t') {
                self.text.push(character);
            } else if self.text.ends_with(|c: char| c.is_ascii_alphanumeric()) {
                self.text.push(' ');
            }
        }
    }

    fn tag(&mut self, name: &str, tag: &str) -> Result<(), Refusal> {
        match name {
            "table" => {
                self.end_paragraph();
                if self.open.len() > 50 {
                    return Err(Refusal::Damaged);
                }
                self.open.push(OpenTable::default());
            }
            "caption" => self.text.clear(),
            // What stands above the rows stands above the table.
            "/caption" => {
                for line in std::mem::take(&mut self.text).split('\n') {
                    line.clone_into(&mut self.text);
                    self.end_paragraph();
                }
            }
            "/table" => self.end_table(),
            "tr" => {
                self.end_cell();
                self.open_for_rows();
                if let Some(table) = self.open.last_mut() {
                    if table.has_row {
                        table.row += 1;
                    }
                    (table.has_row, table.column) = (true, 0);
                }
            }
            "td" | "th" => {
                self.end_cell();
                self.open_for_rows();
                self.text.clear();
                let span =
                    |name: &str| attribute(tag, name).and_then(|value| value.parse().ok()).unwrap_or(1).clamp(1, 1000);
                if let Some(table) = self.open.last_mut() {
                    table.cell = Some((span("rowspan"), span("colspan")));
                    table.number = attribute(tag, "x:num").map(str::to_owned);
                }
            }
            "/td" | "/th" | "/tr" => self.end_cell(),
            "meta" => {
                let property = attribute(tag, "name").zip(attribute(tag, "content"));
                if let Some((name, value)) = property.filter(|_| self.evidence.properties.len() < MOST_PROPERTIES) {
                    self.evidence.properties.push((name.to_owned(), value.to_owned()));
                }
            }
            "br" | "br/" => self.text.push('\n'),
            "p" | "/p" | "div" | "/div" | "li" | "h1" | "h2" | "h3" | "/h1" | "/h2" | "/h3" | "/body"
                if self.open.is_empty() =>
            {
                self.end_paragraph();
            }
            _ => {}
        }
        Ok(())
    }

    /// Rows without a table: what spreadsheets copy begins within one.
    fn open_for_rows(&mut self) {
        if self.open.is_empty() {
            self.end_paragraph();
            self.open.push(OpenTable::default());
        }
    }

    fn end_cell(&mut self) {
        let Some(table) = self.open.last_mut() else { return };
        let Some((rows, columns)) = table.cell.take() else { return };
        let number = table.number.take();
        while table.taken.get(table.column).is_some_and(|until| *until > table.row) {
            table.column += 1;
        }
        let start = table.column;
        table.column += columns as usize;
        if table.taken.len() < table.column {
            table.taken.resize(table.column, 0);
        }
        table.taken[start..table.column].fill(table.row + rows);
        let text = std::mem::take(&mut self.text);
        let mut text: String = text.trim().chars().take(LONGEST_TEXT).collect();
        // A column that is too narrow shows no number.
        if let Some(number) = number.filter(|_| !text.is_empty() && text.chars().all(|c| c == '#')) {
            text = number;
        }
        self.cells += 1;
        if !text.is_empty() && self.cells <= MOST_CELLS {
            let column = u32::try_from(start).unwrap_or(u32::MAX);
            table.cells.push(FileCell { row: table.row, column, rows, columns, text, ..FileCell::default() });
        }
    }

    fn end_table(&mut self) {
        self.end_cell();
        self.text.clear();
        let Some(table) = self.open.pop() else { return };
        if !table.cells.is_empty() {
            self.tables += 1;
            let place = FilePlace { number: self.tables, ..FilePlace::default() };
            self.evidence.blocks.push(FileBlock::Table(FileTable {
                place,
                borders: CellBorders::Native,
                cells: table.cells,
            }));
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text: String = text.trim().chars().take(LONGEST_TEXT).collect();
        if text.is_empty() {
            return;
        }
        self.paragraphs += 1;
        let place = FilePlace { number: self.paragraphs, ..FilePlace::default() };
        let paragraph = FileParagraph { place, text, numbered: 0, heading: None, origin: TextOrigin::Body };
        self.evidence.blocks.push(FileBlock::Paragraph(paragraph));
    }

    fn end(&mut self) {
        while !self.open.is_empty() {
            self.end_table();
        }
        self.end_paragraph();
    }
}

fn named(name: &str) -> Option<String> {
    match name {
        "nbsp" => Some(" ".to_owned()),
        "mdash" => Some("—".to_owned()),
        "ldquo" => Some("“".to_owned()),
        "rdquo" => Some("”".to_owned()),
        "middot" => Some("·".to_owned()),
        name => entity(name),
    }
}

/// An attribute of a tag; names are not told apart by case.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = find_ignoring_case(tag, &format!("{name}="))?;
    let value = &tag[at + name.len() + 1..];
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_behind_those_that_reach_down() {
        let page = "<HTML><style>td{}</style><p>单位：元<table><tr><td rowspan=2>甲<td colspan='2'>乙 < 3&nbsp;元</td></tr>\
            <tr><td>丙<td>丁</table>完</html>";
        let evidence = read(page).expect("a page");
        let table = evidence.tables().next().expect("a table");
        let cells: Vec<_> = table.cells.iter().map(|cell| (cell.row, cell.column, cell.columns, &*cell.text)).collect();
        assert_eq!(cells, [(0, 0, 1, "甲"), (0, 1, 2, "乙 < 3 元"), (1, 1, 1, "丙"), (1, 2, 1, "丁")]);
        assert_eq!(evidence.blocks.len(), 3);
    }

    #[test]
    fn rows_that_were_copied_without_their_table_are_one() {
        let copied = " <col width=72 span=2 style='width:54pt'>\r\n <tr height=19>\r\n  <td class=xl65>甲</td>\r\n  \
            <td class=xl66 x:num=\"1234.5\">####</td>\r\n </tr>\r\n <tr><td>乙</td><td x:num=\"7\">7.00 </td></tr>";
        let evidence = read(copied).expect("rows");
        let table = evidence.tables().next().expect("a table");
        let cells: Vec<_> = table.cells.iter().map(|cell| (cell.row, cell.column, &*cell.text)).collect();
        assert_eq!(cells, [(0, 0, "甲"), (0, 1, "1234.5"), (1, 0, "乙"), (1, 1, "7.00")]);
        assert_eq!(evidence.blocks.len(), 1);
    }

    #[test]
    fn what_a_page_says_of_itself_is_kept() {
        let page = "<meta charset='utf-8'><META name=\"a\" content='1 2'/><meta name=b content=3><p>字";
        let properties = read(page).expect("a page").properties;
        assert_eq!(properties, [("a", "1 2"), ("b", "3")].map(|(name, value)| (name.to_owned(), value.to_owned())));
        let many = "<meta name=a content=b>".repeat(1000);
        assert_eq!(read(&many).expect("a page").properties.len(), MOST_PROPERTIES);
    }
}
