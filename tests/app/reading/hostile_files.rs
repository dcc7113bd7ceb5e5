//! Files that were made to do harm, of every kind: the program stays alive, the project file as it is, and one sentence
//! says what to do.

use std::{
    fmt::Write as _,
    io::{Cursor, Write},
};

use juesuan::{document::Document, storage::write_project};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::made::files::packed;
use crate::cli::run;

type Named = (&'static str, Vec<u8>);

const SHEET: &str = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#;
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
}

fn relations(all: &[String]) -> String {
    format!(r#"<Relationships xmlns="{PACKAGE}">{}</Relationships>"#, all.concat())
}

/// The parts of a workbook with one sheet.
fn parts(sheet: String) -> Vec<(String, String)> {
    let book = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    [
        ("_rels/.rels", relations(&[relation("r1", "officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", book),
        (
            "xl/_rels/workbook.xml.rels",
            relations(&[
                relation("r1", "worksheet", "worksheets/sheet1.xml"),
                relation("r2", "sharedStrings", "s.xml"),
            ]),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .to_vec()
}

fn sheet(rows: &str) -> String {
    format!("{SHEET}<sheetData>{rows}</sheetData></worksheet>")
}

fn book(rows: &str) -> Vec<u8> {
    packed(&parts(sheet(rows)))
}

/// A workbook with other parts than the usual ones.
fn book_with(changes: &[(&str, &str)]) -> Vec<u8> {
    let mut own = parts(sheet(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#));
    for (name, text) in changes {
        own.retain(|(other, _)| other != name);
        own.push(((*name).to_owned(), (*text).to_owned()));
    }
    packed(&own)
}

/// A part that unfolds to so many megabytes of the same text.
fn bomb(name: &str, before: &str, text: &str, megabytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true);
    for (own, content) in parts(String::new()).into_iter().filter(|(own, _)| own != name) {
        zip.start_file(own, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.start_file(name, options).unwrap();
    zip.write_all(before.as_bytes()).unwrap();
    let block = text.repeat((1 << 20) / text.len() + 1);
    for _ in 0..megabytes {
        zip.write_all(block.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn workbooks() -> Vec<Named> {
    let one = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;
    let laughs: String = ('a'..'i')
        .map(|c| format!(r#"<!ENTITY {} "{}">"#, char::from(c as u8 + 1), format!("&{c};").repeat(10)))
        .collect();
    let merged = |area: &str| format!("{SHEET}<sheetData>{one}</sheetData><mergeCells>{area}</mergeCells></worksheet>");
    let many_merged: String = (1..20_000).map(|row| format!(r#"<mergeCell ref="A{row}:XFD1048576"/>"#)).collect();
    let whole = book(one);
    let mut wrong_sum = whole.clone();
    let at = wrong_sum.len() / 2;
    wrong_sum[at] ^= 0x55;
    let entries: Vec<(String, String)> =
        (0..30_000).map(|number| (format!("xl/{number}.xml"), String::new())).collect();
    vec![
        (
            "两个角.xlsx",
            book(r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#),
        ),
        (
            "行号过大.xlsx",
            book(r#"<row r="4294967295"><c r="A4294967295"><v>1</v></c></row><row><c><v>2</v></c></row>"#),
        ),
        ("行号无限.xlsx", book(r#"<row r="99999999999999999999"><c r="ZZZZZZZ99999999999"><v>1</v></c></row>"#)),
        ("列名很长.xlsx", book(&format!(r#"<row r="1"><c r="{}1"><v>1</v></c></row>"#, "Z".repeat(100_000)))),
        ("没有的文字.xlsx", book(r#"<row r="1"><c r="A1" t="s"><v>4294967296</v></c></row>"#)),
        ("没有的样式.xlsx", book(r#"<row r="1"><c r="A1" s="4294967295"><v>1</v></c></row>"#)),
        (
            "数太大.xlsx",
            book(r#"<row r="1"><c r="A1"><v>1e308</v></c><c r="B1"><v>-1e-308</v></c><c r="C1"><v>NaN</v></c></row>"#),
        ),
        ("数太长.xlsx", book(&format!(r#"<row r="1"><c r="A1"><v>{}</v></c></row>"#, "9".repeat(1_000_000)))),
        ("字太多.xlsx", book(&format!(r#"<row r="1"><c r="A1" t="str"><v>{}</v></c></row>"#, "字".repeat(2_000_000)))),
        (
            "实体.xlsx",
            book_with(&[(
                "xl/worksheets/sheet1.xml",
                &format!(
                    r#"<!DOCTYPE w [<!ENTITY a "0123456789">{laughs}]>{}"#,
                    sheet(r#"<row><c t="str"><v>&i;</v></c></row>"#)
                ),
            )]),
        ),
        (
            "外部实体.xlsx",
            book_with(&[(
                "xl/worksheets/sheet1.xml",
                &format!(
                    r#"<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>{}"#,
                    sheet(r#"<row><c t="str"><v>&x;</v></c></row>"#)
                ),
            )]),
        ),
        ("套得太深.xlsx", book(&"<row>".repeat(200_000))),
        ("工作簿套得太深.xlsx", book_with(&[("xl/workbook.xml", &"<a>".repeat(200_000))])),
        ("合并全部.xlsx", packed(&parts(merged(r#"<mergeCell ref="A1:XFD1048576"/>"#)))),
        ("合并倒着.xlsx", packed(&parts(merged(r#"<mergeCell ref="XFD1048576:A1"/><mergeCell ref="A1:"/>"#)))),
        ("合并太多.xlsx", packed(&parts(merged(&many_merged)))),
        (
            "指向自己.xlsx",
            book_with(&[(
                "xl/_rels/workbook.xml.rels",
                &relations(&[
                    relation("r1", "worksheet", "workbook.xml"),
                    relation("r2", "sharedStrings", "workbook.xml"),
                ]),
            )]),
        ),
        (
            "指到外面.xlsx",
            book_with(&[(
                "xl/_rels/workbook.xml.rels",
                &relations(&[relation("r1", "worksheet", "../../../../etc/passwd")]),
            )]),
        ),
        (
            "没有工作表.xlsx",
            book_with(&[("xl/_rels/workbook.xml.rels", &relations(&[relation("r1", "worksheet", "none.xml")]))]),
        ),
        ("没有内容.xlsx", book("")),
        ("工作表是空的.xlsx", book_with(&[("xl/worksheets/sheet1.xml", "")])),
        ("不是文字.xlsx", book_with(&[("xl/worksheets/sheet1.xml", "\u{0}\u{1}\u{2}<<<>>>&&&")])),
        ("一半.xlsx", whole[..whole.len() / 2].to_vec()),
        ("只有结尾.xlsx", whole[whole.len() - 40..].to_vec()),
        ("校验不对.xlsx", wrong_sum),
        ("三万个部件.xlsx", packed(&entries)),
        ("压缩包.xlsx", packed(&[("a.txt".to_owned(), "1".to_owned())])),
        (
            "展开不完的表.xlsx",
            bomb("xl/worksheets/sheet1.xml", &format!("{SHEET}<sheetData>"), "<row><c><v>1</v></c></row>", 170),
        ),
        ("展开不完的文字.xlsx", bomb("xl/s.xml", "<sst>", "<si><t>1</t></si>", 170)),
        ("展开不完的关系.xlsx", bomb("_rels/.rels", "<Relationships>", "<Relationship/>", 170)),
    ]
}

fn word(body: &str) -> Vec<u8> {
    let document = format!(r#"<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>"#);
    word_parts(&[("word/document.xml", &document)])
}

fn word_parts(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut own = vec![("_rels/.rels".to_owned(), relations(&[relation("r1", "officeDocument", "word/document.xml")]))];
    own.extend(parts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    packed(&own)
}

fn word_files() -> Vec<Named> {
    let document = format!(
        r#"<w:document xmlns:w="{WORD}"><w:body><w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>一</w:t></w:r></w:p></w:body></w:document>"#
    );
    let styles = r#"<w:styles xmlns:w="x"><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>"#;
    let numbering = r#"<w:numbering xmlns:w="x"><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
    let links = relations(&[relation("r1", "styles", "styles.xml"), relation("r2", "numbering", "numbering.xml")]);
    let cell = |properties: &str| {
        format!(
            "<w:tbl><w:tr><w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        )
    };
    let whole = word(&cell(""));
    vec![
        (
            "样式绕圈.docx",
            word_parts(&[
                ("word/document.xml", &document),
                ("word/styles.xml", styles),
                ("word/numbering.xml", numbering),
                ("word/_rels/document.xml.rels", &links),
            ]),
        ),
        ("表套表.docx", word(&"<w:tbl><w:tr><w:tc>".repeat(5_000))),
        (
            "表套得完整.docx",
            word(&format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(80), "</w:tc></w:tr></w:tbl>".repeat(80))),
        ),
        ("跨列太多.docx", word(&cell(r#"<w:gridSpan w:val="4294967295"/>"#).repeat(20))),
        ("跨列是负数.docx", word(&cell(r#"<w:gridSpan w:val="-5"/>"#))),
        ("合并没有开头.docx", word(&cell("<w:vMerge/>"))),
        ("字太多.docx", word(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "字".repeat(3_000_000)))),
        ("没有正文.docx", word_parts(&[("word/other.xml", "<a/>")])),
        ("正文是空的.docx", word_parts(&[("word/document.xml", "")])),
        ("一半.docx", whole[..whole.len() / 2].to_vec()),
        (
            "域套域.docx",
            word(&format!("<w:p>{}</w:p>", r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#.repeat(100_000))),
        ),
    ]
}

/// Objects of a PDF with their table, whatever they say.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut table = String::new();
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", out.len()).unwrap();
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let (start, count) = (out.len(), objects.len() + 1);
    out.extend(format!("xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const PAGES: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";

fn page(content: &str, box_: &str, more: &[&str]) -> Vec<u8> {
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox {box_} /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> /Font << /F 5 0 R >> >> >>"
    );
    let stream = format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len());
    let mut objects = vec![CATALOG, PAGES, &page, &stream];
    objects.extend(more);
    pdf(&objects)
}

fn pdfs() -> Vec<Named> {
    let a4 = "[0 0 595 842]";
    let whole = page("0 0 m 100 100 l S", a4, &[]);
    let form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 4 >>\nstream\n/X Do\nendstream";
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /GBK-EUC-H /DescendantFonts [5 0 R] >>";
    let mut folded = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..300 {
        folded.write_all(&b"0 0 m 9 9 l S \n".repeat(70_000)).unwrap();
    }
    let folded = folded.finish().unwrap();
    let mut unfolding = format!("%PDF-1.5\n1 0 obj\n{CATALOG}\nendobj\n2 0 obj\n{PAGES}\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox {a4} /Contents 4 0 R >>\nendobj\n4 0 obj\n<< /Filter /FlateDecode /Length {} >>\nstream\n", folded.len()).into_bytes();
    unfolding.extend(folded);
    unfolding.extend(b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n");
    vec![
        ("只有开头.pdf", b"%PDF-1.7 and no more".to_vec()),
        ("一半.pdf", whole[..whole.len() / 2].to_vec()),
        ("没有页.pdf", pdf(&[CATALOG, "<< /Type /Pages /Kids [] /Count 0 >>"])),
        ("页绕圈.pdf", pdf(&[CATALOG, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999999 >>"])),
        ("目录绕圈.pdf", pdf(&["1 0 R", "2 0 R"])),
        ("图形绕圈.pdf", page("/X Do", a4, &[form])),
        ("字体绕圈.pdf", page("BT /F 9 Tf <D2BB> Tj ET", a4, &[font])),
        ("纸太大.pdf", page("0 0 m 9 9 l S", "[0 0 1e30 1e30]", &[])),
        ("没有纸.pdf", page("0 0 m 9 9 l S", "[0 0 0 0]", &[])),
        ("线太多.pdf", page(&"0 0 m 100 100 l 100 0 l 0 100 l S\n".repeat(100_000), a4, &[])),
        ("存了不取.pdf", page(&"q ".repeat(500_000), a4, &[])),
        ("括号太多.pdf", pdf(&[CATALOG, &"[".repeat(300_000)])),
        ("展开不完.pdf", unfolding),
        ("设了密码.pdf", {
            let text = String::from_utf8_lossy(&whole).replace("/Root 1 0 R", "/Root 1 0 R /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O (12345678901234567890123456789012) /U (12345678901234567890123456789012) >> /ID [(1234567890123456) (1234567890123456)]");
            text.into_bytes()
        }),
    ]
}

/// A compound file with such streams.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        file.create_stream(name).unwrap().write_all(content).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn old_files() -> Vec<Named> {
    let record = |kind: u16, content: &[u8]| {
        [&kind.to_le_bytes()[..], &u16::try_from(content.len()).unwrap().to_le_bytes(), content].concat()
    };
    let begin = record(0x0809, &[0, 6, 5, 0, 0xBB, 0x0D, 0xCC, 7, 0, 0, 0, 0, 0, 0, 0, 0]);
    let far = record(0x0085, &[0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 1, 0, b'S']);
    let strings = record(0x00FC, &[0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 1]);
    let end = record(0x000A, &[]);
    let mut looped = compound(&[("/Workbook", &[&begin[..], &end].concat())]);
    // The first sector of the allocation table says that each sector is followed by itself.
    for (number, place) in looped[512..1024].chunks_exact_mut(4).enumerate() {
        place.copy_from_slice(&u32::try_from(number).unwrap().to_le_bytes());
    }
    let mut noise = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    noise.extend((0..20_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8));
    vec![
        ("乱码.xls", noise),
        ("扇区绕圈.xls", looped),
        ("没有工作簿.xls", compound(&[("/Other", b"1")])),
        ("工作表在外面.xls", compound(&[("/Workbook", &[&begin[..], &far, &end].concat())])),
        ("文字太多.xls", compound(&[("/Workbook", &[&begin[..], &strings, &end].concat())])),
        ("记录没完.xls", compound(&[("/Workbook", &[&begin[..], &[0x85, 0, 0xFF, 0xFF, 1]].concat())])),
        ("设了密码.xls", compound(&[("/Workbook", &[&begin[..], &record(0x2F, &[1, 0, 1, 0]), &end].concat())])),
        ("设了密码.xlsx", compound(&[("/EncryptedPackage", b"12345678"), ("/EncryptionInfo", b"1234")])),
        ("旧文字文件.doc", compound(&[("/WordDocument", &[0; 600])])),
        ("只有一条记录.xls", vec![0x09, 0x08, 0x10, 0x00]),
    ]
}

fn tags_and_texts() -> Vec<Named> {
    let xml = |inside: &str| {
        format!(r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>{inside}</Table></Worksheet></Workbook>"#).into_bytes()
    };
    let cell = r#"<Cell ss:Index="4294967295" ss:MergeAcross="4294967295"><Data ss:Type="Number">1</Data></Cell>"#;
    vec![
        (
            "行列过大.xls",
            xml(&format!(r#"<Row ss:Index="4294967295" ss:Span="4294967295">{cell}</Row><Row>{cell}</Row>"#)),
        ),
        ("套得太深.xls", xml(&"<Row>".repeat(100_000))),
        ("没有写完.xls", xml("<Row><Cell>")[..200].to_vec()),
        ("表套表.xls", "<html><table><tr><td>".repeat(100_000).into_bytes()),
        (
            "跨行太多.xls",
            "<table><tr><td rowspan=4294967295 colspan=99999999>1</td></tr></table>".repeat(2_000).into_bytes(),
        ),
        ("只有尖括号.xls", [b"<html>".to_vec(), vec![b'<'; 3_000_000]].concat()),
        ("引号没完.xls", format!("<html><table><tr><td a=\"{}", "x>".repeat(500_000)).into_bytes()),
        ("只有制表符.txt", vec![b'\t'; 3_000_000]),
        ("一行太长.txt", "收入决算表".repeat(500_000).into_bytes()),
        ("引号没完.txt", [b"a\t\"".to_vec(), vec![b'"'; 999_999], b"\t".repeat(99)].concat()),
        ("只有标记.txt", vec![0xFF, 0xFE]),
        ("空.txt", Vec::new()),
        ("图片.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("程序.docx", [b"MZ".to_vec(), vec![0; 4_000]].concat()),
        ("压缩文件.pdf", b"Rar!\x1a\x07\x01\0\0\0".to_vec()),
    ]
}

#[test]
fn harm_is_told_in_a_sentence_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (into, out) = (path("项目.juesuan"), path("取用后.juesuan"));
    std::fs::write(&into, write_project(&Document::default()).unwrap()).unwrap();
    let before = std::fs::read(&into).unwrap();
    let files = [workbooks(), word_files(), pdfs(), old_files(), tags_and_texts()].concat();
    assert!(files.len() >= 60, "{}", files.len());
    let mut faults = Vec::new();
    for (name, bytes) in files {
        let file = path(name);
        std::fs::write(&file, bytes).unwrap();
        let answer = run(&["import", &file, "--into", &into, "--out", &out]);
        let (said, why) = (String::from_utf8(answer.stdout).unwrap(), String::from_utf8(answer.stderr).unwrap());
        let is_told = match answer.status.code() {
            // Nothing of ours is in it, or it can't be read.
            Some(1) => said.contains("没有认出有数的决算表"),
            Some(2) => {
                let is_sentence = why.contains("；请") || why.contains("可以读的是");
                let is_short = why.trim_end().lines().count() == 1;
                why.contains(name) && is_sentence && is_short && !std::path::Path::new(&out).exists()
            }
            _ => false,
        };
        if !is_told {
            let code = answer.status.code();
            faults.push(format!("{name}: {code:?} {} {}", &said.chars().take(300).collect::<String>(), why));
        }
        assert_eq!(std::fs::read(&into).unwrap(), before, "{name}");
        let _ = std::fs::remove_file(&out);
        std::fs::remove_file(&file).unwrap();
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
