//! The forms as files, each written from its format and by none of our exporters.

use std::{
    fmt::Write as _,
    io::{Cursor, Write},
};

use encoding_rs::GBK;
use juesuan::money::AmountUnit;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::form::{DEPARTMENT, MadeCell, MadeForm};

type Writer = fn(&[MadeForm]) -> Vec<u8>;

/// Every kind of file that forms come in.
pub const KINDS: [(&str, Writer); 7] = [
    ("xlsx", xlsx),
    ("xls", xls),
    ("xml.xls", spreadsheet_xml),
    ("html.xls", html),
    ("docx", docx),
    ("pdf", pdf),
    ("txt", text),
];

/// A form with everything that stands around it, from the first row on.
pub fn laid_out(form: &MadeForm) -> Vec<MadeCell> {
    let width = form.width.max(3);
    let mut cells = Vec::new();
    let mut put = |row: u32, column: u32, columns: u32, text: &str| {
        if !text.is_empty() {
            let text = text.to_owned();
            cells.push(MadeCell { row, column, rows: 1, columns, text, is_number: false });
        }
    };
    put(0, 0, width, &form.title);
    put(1, width - 1, 1, &form.number);
    put(2, 0, 1, &format!("编制单位：{DEPARTMENT}"));
    put(2, width / 2, 1, &format!("{}年度", form.year));
    put(2, width - 1, 1, &unit(form));
    let mut row = 3;
    for page in pages(form) {
        for cell in &page {
            cells.push(MadeCell { row: row + cell.row, ..cell.clone() });
        }
        row += page.iter().map(|cell| cell.row + cell.rows).max().unwrap_or_default();
    }
    for note in &form.notes {
        cells.push(MadeCell { row, column: 0, rows: 1, columns: width, text: note.clone(), is_number: false });
        row += 1;
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    cells
}

fn unit(form: &MadeForm) -> String {
    format!("金额单位：{}", if form.unit == AmountUnit::Wan { "万元" } else { "元" })
}

/// Head and rows of each page.
fn pages(form: &MadeForm) -> Vec<Vec<MadeCell>> {
    let size = form.page.unwrap_or(form.rows.len().max(1));
    let chunks: Vec<&[Vec<MadeCell>]> = form.rows.chunks(size.max(1)).collect();
    let page = |rows: &&[Vec<MadeCell>]| {
        let mut cells = form.head.1.clone();
        for (row, own) in (form.head.0..).zip(rows.iter()) {
            cells.extend(own.iter().map(|cell| MadeCell { row, ..cell.clone() }));
        }
        cells
    };
    chunks.iter().map(page).collect()
}

/// What a number is in a file: without the commas that are shown.
fn bare(text: &str) -> String {
    text.replace(',', "")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn column_name(column: u32) -> String {
    let letter = |digit: u32| char::from(b'A' + digit as u8);
    match column / 26 {
        0 => letter(column).to_string(),
        more => format!("{}{}", letter(more - 1), letter(column % 26)),
    }
}

pub fn packed(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

fn main_relation(target: &str) -> (String, String) {
    let text = format!(
        r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="{target}"/></Relationships>"#
    );
    ("_rels/.rels".to_owned(), text)
}

pub fn xlsx(forms: &[MadeForm]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let mut parts = vec![main_relation("xl/workbook.xml")];
    let (mut sheets, mut links, mut strings) = (String::new(), String::new(), Vec::<String>::new());
    for (number, form) in (1..).zip(forms) {
        let name = escaped(&form.sheet);
        write!(sheets, r#"<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>"#).unwrap();
        let kind = format!("{RELATIONS}/worksheet");
        write!(links, r#"<Relationship Id="r{number}" Type="{kind}" Target="worksheets/sheet{number}.xml"/>"#).unwrap();
        let (mut rows, mut merged) = (String::new(), String::new());
        let mut open = None;
        for cell in laid_out(form) {
            if open != Some(cell.row) {
                rows += if open.is_some() { "</row>" } else { "" };
                write!(rows, r#"<row r="{}">"#, cell.row + 1).unwrap();
                open = Some(cell.row);
            }
            let name = format!("{}{}", column_name(cell.column), cell.row + 1);
            if cell.is_number {
                write!(rows, r#"<c r="{name}"><v>{}</v></c>"#, bare(&cell.text)).unwrap();
            } else {
                write!(rows, r#"<c r="{name}" t="s"><v>{}</v></c>"#, strings.len()).unwrap();
                strings.push(cell.text.clone());
            }
            if cell.rows > 1 || cell.columns > 1 {
                let end = format!("{}{}", column_name(cell.column + cell.columns - 1), cell.row + cell.rows);
                write!(merged, r#"<mergeCell ref="{name}:{end}"/>"#).unwrap();
            }
        }
        rows += if open.is_some() { "</row>" } else { "" };
        let text = format!(
            r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"#
        );
        parts.push((format!("xl/worksheets/sheet{number}.xml"), text));
    }
    let kind = format!("{RELATIONS}/sharedStrings");
    write!(links, r#"<Relationship Id="s" Type="{kind}" Target="sharedStrings.xml"/>"#).unwrap();
    let strings: String = strings.iter().map(|text| format!("<si><t>{}</t></si>", escaped(text))).collect();
    parts.push(("xl/sharedStrings.xml".to_owned(), format!(r#"<sst xmlns="{main}">{strings}</sst>"#)));
    let book = format!(r#"<workbook xmlns="{main}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets></workbook>"#);
    parts.push(("xl/workbook.xml".to_owned(), book));
    let links = format!(r#"<Relationships xmlns="{PACKAGE}">{links}</Relationships>"#);
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), links));
    packed(&parts)
}

pub fn spreadsheet_xml(forms: &[MadeForm]) -> Vec<u8> {
    let space = "urn:schemas-microsoft-com:office:spreadsheet";
    let mut text = format!(
        r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" xmlns:ss="{space}">"#
    );
    for form in forms {
        write!(text, r#"<Worksheet ss:Name="{}"><Table>"#, escaped(&form.sheet)).unwrap();
        let mut open = None;
        for cell in laid_out(form) {
            if open != Some(cell.row) {
                text += if open.is_some() { "</Row>" } else { "" };
                write!(text, r#"<Row ss:Index="{}">"#, cell.row + 1).unwrap();
                open = Some(cell.row);
            }
            write!(text, r#"<Cell ss:Index="{}""#, cell.column + 1).unwrap();
            if cell.columns > 1 {
                write!(text, r#" ss:MergeAcross="{}""#, cell.columns - 1).unwrap();
            }
            if cell.rows > 1 {
                write!(text, r#" ss:MergeDown="{}""#, cell.rows - 1).unwrap();
            }
            let (kind, content) =
                if cell.is_number { ("Number", bare(&cell.text)) } else { ("String", escaped(&cell.text)) };
            write!(text, r#"><Data ss:Type="{kind}">{content}</Data></Cell>"#).unwrap();
        }
        text += if open.is_some() { "</Row>" } else { "" };
        text += "</Table></Worksheet>";
    }
    (text + "</Workbook>").into_bytes()
}

/// The rows of a table as tags.
fn table_tags(cells: &[MadeCell]) -> String {
    let mut text = "<table border=1>".to_owned();
    let height = cells.iter().map(|cell| cell.row + cell.rows).max().unwrap_or_default();
    let width = cells.iter().map(|cell| cell.column + cell.columns).max().unwrap_or_default();
    let mut taken = vec![vec![false; width as usize]; height as usize];
    for row in 0..height {
        text += "<tr>";
        for column in 0..width {
            if taken[row as usize][column as usize] {
                continue;
            }
            let Some(cell) = cells.iter().find(|cell| (cell.row, cell.column) == (row, column)) else {
                text += "<td>&nbsp;</td>";
                continue;
            };
            for line in taken.iter_mut().skip(row as usize).take(cell.rows as usize) {
                line[column as usize..(column + cell.columns) as usize].fill(true);
            }
            let (rows, columns) = (cell.rows, cell.columns);
            write!(text, "<td rowspan='{rows}' colspan={columns}>{}</td>", escaped(&cell.text)).unwrap();
        }
        text += "</tr>\r\n";
    }
    text + "</table>"
}

/// As systems export it under the name of a workbook: in the national encoding, everything in one table.
pub fn html(forms: &[MadeForm]) -> Vec<u8> {
    let tables: String = forms.iter().map(|form| table_tags(&laid_out(form)) + "<br>").collect();
    let page = format!(
        r#"<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"></head><body>{tables}</body></html>"#
    );
    GBK.encode(&page).0.into_owned()
}

pub fn docx(forms: &[MadeForm]) -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let paragraph = |text: &str| format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(text));
    let mut body = String::new();
    for form in forms {
        body += &paragraph(&form.number);
        body += &paragraph(&format!("{}年度{}", form.year, form.title));
        body += &paragraph(&format!("编制单位：{DEPARTMENT}        {}", unit(form)));
        for (number, page) in pages(form).iter().enumerate() {
            if number > 0 {
                body += &paragraph(&format!("{}（续）", form.title));
            }
            body += &word_table(page, form.width);
        }
        for note in &form.notes {
            body += &paragraph(note);
        }
    }
    let document = format!(r#"<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>"#);
    packed(&[main_relation("word/document.xml"), ("word/document.xml".to_owned(), document)])
}

fn word_table(cells: &[MadeCell], width: u32) -> String {
    let mut text = "<w:tbl>".to_owned();
    let height = cells.iter().map(|cell| cell.row + cell.rows).max().unwrap_or_default();
    for row in 0..height {
        text += "<w:tr>";
        let mut column = 0;
        while column < width {
            let covering = cells.iter().find(|cell| {
                (cell.row..cell.row + cell.rows).contains(&row)
                    && (cell.column..cell.column + cell.columns).contains(&column)
            });
            let Some(cell) = covering else {
                text += "<w:tc><w:p/></w:tc>";
                column += 1;
                continue;
            };
            let across =
                if cell.columns > 1 { format!(r#"<w:gridSpan w:val="{}"/>"#, cell.columns) } else { String::new() };
            let down = match (cell.rows, row == cell.row) {
                (1, _) => "",
                (_, true) => r#"<w:vMerge w:val="restart"/>"#,
                (_, false) => "<w:vMerge/>",
            };
            let content = if row == cell.row { escaped(&cell.text) } else { String::new() };
            write!(text, "<w:tc><w:tcPr>{across}{down}</w:tcPr><w:p><w:r><w:t>{content}</w:t></w:r></w:p></w:tc>")
                .unwrap();
            column += cell.columns;
        }
        text += "</w:tr>";
    }
    text + "</w:tbl>"
}

/// As it is copied: what is merged stands in its first cell.
pub fn text(forms: &[MadeForm]) -> Vec<u8> {
    forms.iter().map(pasted).collect::<Vec<_>>().join("\r\n").into_bytes()
}

pub fn pasted(form: &MadeForm) -> String {
    let cells = laid_out(form);
    let height = cells.iter().map(|cell| cell.row).max().unwrap_or_default();
    let mut text = String::new();
    for row in 0..=height {
        let own: Vec<&MadeCell> = cells.iter().filter(|cell| cell.row == row).collect();
        let line: Vec<&str> = (0..form.width.max(3))
            .map(|column| own.iter().find(|cell| cell.column == column).map_or("", |cell| cell.text.as_str()))
            .collect();
        text += &line.join("\t");
        text += "\r\n";
    }
    text
}

/// What a reader of PDF copies: the words of each line, without the places where nothing stands.
pub fn copied_lines(form: &MadeForm) -> String {
    words_of_lines(form).iter().map(|line| line.join(" ") + "\n").collect()
}

/// The same from one that copies each cell as a line.
pub fn copied_cells(form: &MadeForm) -> String {
    words_of_lines(form).concat().iter().map(|word| word.replace(' ', "\n") + "\n").collect()
}

fn words_of_lines(form: &MadeForm) -> Vec<Vec<String>> {
    let cells = laid_out(form);
    let height = cells.iter().map(|cell| cell.row).max().unwrap_or_default();
    let words = |row: u32| {
        let mut own: Vec<&MadeCell> = cells.iter().filter(|cell| cell.row == row).collect();
        own.sort_by_key(|cell| cell.column);
        own.iter().map(|cell| cell.text.clone()).collect()
    };
    (0..=height).map(words).collect()
}

/// Records of Excel 97 in a compound file: strings as labels, numbers, merged areas.
pub fn xls(forms: &[MadeForm]) -> Vec<u8> {
    fn record(to: &mut Vec<u8>, kind: u16, content: &[u8]) {
        to.extend(kind.to_le_bytes());
        to.extend(u16::try_from(content.len()).unwrap().to_le_bytes());
        to.extend(content);
    }
    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }
    fn begin(to: &mut Vec<u8>, kind: u16) {
        let head: Vec<u8> = [0x0600, kind, 0x0DBB, 0x07CC].into_iter().flat_map(u16::to_le_bytes).collect();
        record(to, 0x0809, &[head, vec![0; 8]].concat());
    }
    let sheet = |form: &MadeForm| {
        let mut out = Vec::new();
        begin(&mut out, 0x0010);
        let cells = laid_out(form);
        for cell in &cells {
            let mut content: Vec<u8> =
                [cell.row as u16, cell.column as u16, 0].into_iter().flat_map(u16::to_le_bytes).collect();
            if cell.is_number {
                content.extend(bare(&cell.text).parse::<f64>().unwrap().to_le_bytes());
                record(&mut out, 0x0203, &content);
            } else {
                content.extend((cell.text.encode_utf16().count() as u16).to_le_bytes());
                content.push(1);
                content.extend(wide(&cell.text));
                record(&mut out, 0x0204, &content);
            }
        }
        for areas in cells.iter().filter(|cell| cell.rows > 1 || cell.columns > 1).collect::<Vec<_>>().chunks(1000) {
            let mut content = (areas.len() as u16).to_le_bytes().to_vec();
            for cell in areas {
                for edge in [cell.row, cell.row + cell.rows - 1, cell.column, cell.column + cell.columns - 1] {
                    content.extend((edge as u16).to_le_bytes());
                }
            }
            record(&mut out, 0x00E5, &content);
        }
        record(&mut out, 0x000A, &[]);
        out
    };
    let sheets: Vec<Vec<u8>> = forms.iter().map(sheet).collect();
    let globals = |starts: &[usize]| {
        let mut out = Vec::new();
        begin(&mut out, 0x0005);
        record(&mut out, 0x0042, &1200_u16.to_le_bytes());
        for (form, start) in forms.iter().zip(starts) {
            let mut content = (*start as u32).to_le_bytes().to_vec();
            content.extend([0, 0, form.sheet.encode_utf16().count() as u8, 1]);
            content.extend(wide(&form.sheet));
            record(&mut out, 0x0085, &content);
        }
        record(&mut out, 0x000A, &[]);
        out
    };
    let mut starts = vec![0; forms.len()];
    let mut at = globals(&starts).len();
    for (start, sheet) in starts.iter_mut().zip(&sheets) {
        *start = at;
        at += sheet.len();
    }
    let book = [globals(&starts), sheets.concat()].concat();
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&book).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// Ruled tables in a face that is not embedded and has no table of characters, as in many official documents.
pub fn pdf(forms: &[MadeForm]) -> Vec<u8> {
    const SIZE: f64 = 8.0;
    const LINE: f64 = 16.0;
    const LEFT: f64 = 30.0;
    const ROWS: usize = 34;
    let mut contents: Vec<(String, f64)> = Vec::new();
    for form in forms {
        let widths = column_widths(form, SIZE);
        let page_width = (widths.iter().sum::<f64>() + 2.0 * LEFT).max(595.0);
        let shown = |text: &str, x: f64, y: f64| {
            let hex: String = GBK.encode(text).0.iter().map(|byte| format!("{byte:02X}")).collect();
            format!("BT /F1 {SIZE} Tf {x:.2} {y:.2} Td <{hex}> Tj ET\n")
        };
        let chunked = MadeForm { page: Some(form.page.unwrap_or(ROWS).min(ROWS)), ..form.clone() };
        let all = pages(&chunked);
        for (number, cells) in all.iter().enumerate() {
            let mut page = String::new();
            let mut y = 780.0;
            if number == 0 {
                page += &shown(&format!("{}年度{}", form.year, form.title), LEFT + 40.0, y);
                page += &shown(&form.number, page_width - LEFT - 60.0, y - LINE);
                page += &shown(&format!("编制单位：{DEPARTMENT}"), LEFT, y - 2.0 * LINE);
                page += &shown(&unit(form), page_width - LEFT - 80.0, y - 2.0 * LINE);
                y -= 3.0 * LINE;
            }
            let height = cells.iter().map(|cell| cell.row + cell.rows).max().unwrap_or_default();
            let x_of = |column: u32| LEFT + widths.iter().take(column as usize).sum::<f64>();
            let y_of = |row: u32| y - f64::from(row) * LINE;
            let covering = |row: u32, column: u32| {
                cells.iter().find(|cell| {
                    (cell.row..cell.row + cell.rows).contains(&row)
                        && (cell.column..cell.column + cell.columns).contains(&column)
                })
            };
            // Each field has its own frame, merged ones a common one.
            for row in 0..height {
                for column in 0..form.width {
                    let (rows, columns) = match covering(row, column) {
                        Some(cell) if (cell.row, cell.column) == (row, column) => (cell.rows, cell.columns),
                        Some(_) => continue,
                        None => (1, 1),
                    };
                    let (x, top) = (x_of(column), y_of(row));
                    let (wide, high) = (x_of(column + columns) - x, f64::from(rows) * LINE);
                    writeln!(page, "{x:.2} {:.2} {wide:.2} {high:.2} re S", top - high).unwrap();
                    if let Some(cell) = covering(row, column) {
                        page += &shown(&cell.text, x + 2.0, top - high / 2.0 - SIZE / 2.0 + 1.0);
                    }
                }
            }
            if number + 1 == all.len() {
                for (line, note) in (1..).zip(&form.notes) {
                    page += &shown(note, LEFT, y_of(height) - f64::from(line) * LINE);
                }
            }
            contents.push((page, page_width));
        }
    }
    pdf_of(&contents)
}

/// As wide as the longest text that stands in one column alone.
fn column_widths(form: &MadeForm, size: f64) -> Vec<f64> {
    let mut widths: Vec<f64> = vec![40.0; form.width as usize];
    for cell in form.head.1.iter().chain(form.rows.iter().flatten()).filter(|cell| cell.columns == 1) {
        let wide: f64 = cell.text.chars().map(|c| if c.is_ascii() { size / 2.0 } else { size }).sum();
        let width = &mut widths[cell.column as usize];
        *width = width.max(wide + 6.0);
    }
    widths
}

fn pdf_of(pages: &[(String, f64)]) -> Vec<u8> {
    let mut objects: Vec<String> = Vec::new();
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 6 + 2 * page)).collect();
    objects.push("<< /Type /Catalog /Pages 2 0 R >>".to_owned());
    objects.push(format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()));
    objects.push(
        "<< /Type /Font /Subtype /Type0 /BaseFont /FangSong_GB2312 /Encoding /GBK-EUC-H /DescendantFonts [4 0 R] >>"
            .to_owned(),
    );
    objects.push(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /FangSong_GB2312 /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 [500] 814 939 500] /FontDescriptor 5 0 R >>".to_owned(),
    );
    objects.push(
        "<< /Type /FontDescriptor /FontName /FangSong_GB2312 /Flags 6 /FontBBox [0 -141 1000 859] /ItalicAngle 0 /Ascent 859 /Descent -141 /CapHeight 683 /StemV 80 >>".to_owned(),
    );
    for (number, (content, width)) in pages.iter().enumerate() {
        let stream = 7 + 2 * number;
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.0} 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {stream} 0 R >>"
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").into_bytes());
    }
    let start = out.len();
    let mut end = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        writeln!(end, "{place:010} 00000 n ").unwrap();
    }
    write!(end, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).unwrap();
    out.extend(end.into_bytes());
    out
}
