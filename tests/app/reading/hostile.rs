//! Files that are broken, far too large or made to do harm: the child reads them or says why not, within its limits.

use std::{
    io::{Cursor, Write},
    path::Path,
    sync::Arc,
};

use juesuan::{
    console::{Brake, read_at_most, read_in_child},
    document::Region,
    evidence::{self, Evidence, Refusal},
    export::{DocumentStatus, Progress, docx, pdf, xlsx},
    figures::Figures,
    typeset::Engine,
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{
    derived,
    made::{files, fixture::department, form::PLAIN, published},
    sample,
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_juesuan-cli");

fn in_child(bytes: &[u8]) -> Result<Evidence, Refusal> {
    read_in_child(Path::new(PROGRAM), bytes, &Brake::default()).unwrap()
}

const NAMESPACE: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;

/// A workbook of one sheet.
fn workbook(sheet: &mut dyn FnMut(&mut dyn Write), strings: Option<&str>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut part = |name: &str, text: &str| {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    part(
        "_rels/.rels",
        &format!(
            r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        ),
    );
    part(
        "xl/workbook.xml",
        &format!(
            r#"<workbook {NAMESPACE} xmlns:r="{relations}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#
        ),
    );
    part(
        "xl/_rels/workbook.xml.rels",
        &format!(
            r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
        ),
    );
    if let Some(strings) = strings {
        part("xl/sharedStrings.xml", strings);
    }
    zip.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    sheet(&mut zip);
    zip.finish().unwrap().into_inner()
}

fn sheet_of(rows: &str) -> Vec<u8> {
    let text = format!("<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>");
    workbook(&mut |out| out.write_all(text.as_bytes()).unwrap(), None)
}

fn cells(read: &Result<Evidence, Refusal>) -> Vec<(u32, u32, String)> {
    let evidence = read.as_ref().unwrap();
    let cells = evidence.tables().flat_map(|table| &table.cells);
    cells.map(|cell| (cell.row, cell.column, cell.text.clone())).collect()
}

#[test]
fn two_cells_at_the_corners_of_a_sheet_are_two_cells() {
    let corners =
        sheet_of(r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#);
    let expected = [(0, 0, "1".to_owned()), (1_048_575, 16_383, "2".to_owned())];
    assert_eq!(cells(&in_child(&corners)), expected);
}

#[test]
fn a_string_that_is_not_there_and_lies_about_counts_hurt_nobody() {
    let sheet = format!(
        r#"<worksheet {NAMESPACE}><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="s"><v>99999999</v></c><c r="B1"><v>3</v></c></row></sheetData></worksheet>"#
    );
    let strings = format!(r#"<sst {NAMESPACE} count="4000000000" uniqueCount="4000000000"><si><t>x</t></si></sst>"#);
    let bytes = workbook(&mut |out| out.write_all(sheet.as_bytes()).unwrap(), Some(&strings));
    assert_eq!(cells(&in_child(&bytes)), [(0, 1, "3".to_owned())]);
}

#[test]
fn entities_are_neither_unfolded_nor_loaded() {
    let mut laughs = r#"<!DOCTYPE w [<!ENTITY a "0123456789"><!ENTITY x SYSTEM "file:///etc/passwd">"#.to_owned();
    for (before, name) in ('a'..='i').zip('b'..='j') {
        laughs += &format!(r#"<!ENTITY {name} "{}">"#, format!("&{before};").repeat(10));
    }
    let sheet = format!(
        r#"<?xml version="1.0"?>{laughs}]><worksheet {NAMESPACE}><sheetData><row r="1"><c r="A1" t="str"><v>[&j;&x;]</v></c></row></sheetData></worksheet>"#
    );
    let bytes = workbook(&mut |out| out.write_all(sheet.as_bytes()).unwrap(), None);
    assert_eq!(cells(&in_child(&bytes)), [(0, 0, "[]".to_owned())]);
}

#[test]
fn what_unfolds_without_end_is_refused() {
    let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(100)).repeat(1_000);
    let bomb = workbook(
        &mut |out| {
            write!(out, "<worksheet {NAMESPACE}><sheetData>").unwrap();
            for _ in 0..120 {
                out.write_all(row.as_bytes()).unwrap();
            }
            write!(out, "</sheetData></worksheet>").unwrap();
        },
        None,
    );
    assert!(bomb.len() < 4 << 20);
    // On a busy machine the time is over first.
    assert!(matches!(in_child(&bomb), Err(Refusal::TooLarge | Refusal::TooSlow)));
}

/// A child that never comes to an end of what it says is stopped, and nothing of it is taken.
#[cfg(unix)]
#[test]
fn a_child_that_says_too_much_is_stopped() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let endless = |first: &str, more: &str| {
        let path = folder.path().join("child");
        std::fs::write(&path, format!("#!/bin/sh\necho '{first}'\nwhile echo '{more}'; do :; done\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
        read_at_most(1 << 20, &path, b"1", &Brake::default()).unwrap()
    };
    let remark = format!(r#"{{"Remark":{{"Unread":"{}"}}}}"#, "x".repeat(4_000));
    assert_eq!(endless(r#"{"Kind":"Text"}"#, &remark), Err(Refusal::Broken));
    assert_eq!(endless("no line of ours", "more"), Err(Refusal::Broken));
}

/// What can't be read at all is told by what it is, and how it can be read.
#[test]
fn files_that_are_not_read_yet_say_how_they_can_be() {
    let compound = |streams: &[(&str, &[u8])]| {
        let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
        for (name, content) in streams {
            file.create_stream(name).unwrap().write_all(content).unwrap();
        }
        file.flush().unwrap();
        file.into_inner().into_inner()
    };
    let plain = [0; 600];
    let mut locked = plain;
    locked[11] = 1;
    let scan = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>endobj\n\
        4 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream endobj\n\
        5 0 obj<</Length 31>>stream\nq 100 0 0 100 0 0 cm /I Do Q    \nendstream endobj\ntrailer<</Root 1 0 R>>\n";
    let docx = "另存为 .docx";
    for (what, bytes, refusal, remedy) in [
        (".doc", compound(&[("/WordDocument", &plain)]), Refusal::OldWord, docx),
        (".wps", compound(&[("/WordDocument", &plain), ("/WpsCustomData", b"1")]), Refusal::OldWord, docx),
        (".rtf", br"{\rtf1\ansi hello}".to_vec(), Refusal::OldWord, docx),
        (".doc with a password", compound(&[("/WordDocument", &locked)]), Refusal::Encrypted, "去掉密码"),
        (
            ".docx with a password",
            compound(&[("/EncryptedPackage", b"1"), ("/EncryptionInfo", b"1")]),
            Refusal::Encrypted,
            "去掉密码",
        ),
        (".ppt", compound(&[("/PowerPoint Document", b"1")]), Refusal::Unknown, "请另存为其中一种"),
        (".ofd", files::packed(&[("OFD.xml".to_owned(), "<ofd/>".to_owned())]), Refusal::Unknown, "请另存为其中一种"),
        ("a scan", scan.as_bytes().to_vec(), Refusal::Scanned, "请找原来的电子表格或 Word 文件"),
    ] {
        assert_eq!(in_child(&bytes), Err(refusal.clone()), "{what}");
        assert!(refusal.to_string().contains(remedy), "{what}: {refusal}");
    }
}

#[test]
fn what_is_no_file_of_ours_is_told_in_a_sentence() {
    let compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let mut garbage = compound.to_vec();
    garbage.extend((0..20_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8));
    let half = workbook(&mut |out| out.write_all(b"<worksheet><sheetData><row>").unwrap(), None);
    let cases: [(&[u8], Refusal); 6] = [
        (b"", Refusal::Empty),
        (b"PK\x03\x04 and no more", Refusal::Damaged),
        (&garbage, Refusal::Damaged),
        (b"%PDF-1.7 and no more", Refusal::Damaged),
        (&half, Refusal::Damaged),
        (&[0, 1, 2, 3, 4, 5, 6, 7], Refusal::Unknown),
    ];
    for (bytes, refusal) in cases {
        let read = in_child(bytes);
        assert_eq!(read, Err(refusal.clone()), "{refusal}");
        assert!(!refusal.to_string().is_ascii(), "a sentence for a person");
    }
}

#[test]
fn a_page_named_as_a_workbook_is_a_page() {
    let page = b"<html><table><tr><td>1</td><td>2</td></tr></table></html>";
    assert_eq!(cells(&in_child(page)), [(0, 0, "1".to_owned()), (0, 1, "2".to_owned())]);
}

/// Numbers that look as if by chance, the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % count as u64).unwrap()
    }

    /// Bytes changed, cut out, doubled.
    fn mutate(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..1 + self.below(8) {
            let at = self.below(bytes.len());
            match self.below(4) {
                0 => bytes[at] ^= 1 << self.below(8),
                1 => bytes[at] = u8::try_from(self.below(256)).unwrap(),
                2 => drop(bytes.drain(at..(at + self.below(50)).min(bytes.len()))),
                _ => {
                    let piece = bytes[at..(at + self.below(50)).min(bytes.len())].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
        }
        bytes
    }
}

/// The parts of a package packed anew after `change`.
fn repacked(package: &[u8], mut change: impl FnMut(&str, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(package)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        std::io::copy(&mut part, &mut content).unwrap();
        to.start_file(&name, SimpleFileOptions::default()).unwrap();
        to.write_all(&change(&name, content)).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// Mutated files: none may bring the program down. As many of each format as `JUESUAN_MUTATIONS` says.
#[test]
fn mutated_files_are_read_or_refused() {
    mutate(std::env::var("JUESUAN_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(8));
}

#[test]
#[ignore = "takes minutes"]
fn three_thousand_mutated_files_of_each_format_are_read_or_refused() {
    mutate(3_000);
}

fn mutate(count: usize) {
    let derived = derived(&sample("national-2024.json"));
    let (status, progress) = (DocumentStatus::Draft, Progress::default());
    let word = docx(&derived, status, &progress).unwrap();
    let workbook = xlsx(&derived, status, &progress).unwrap();
    let (pages, _) = pdf(&derived, status, &mut Engine::embedded_only(), &progress).unwrap();
    let text = "<html><table><tr><td rowspan=2>1</td><td colspan='2'>2</td></tr></table></html>".repeat(20);
    let forms = published::forms(&Figures::of(&Arc::new(department(Region::Sichuan))), PLAIN);
    let (as_xml, tabs, old) = (files::spreadsheet_xml(&forms), files::text(&forms), files::xls(&forms));
    let mut chance = Chance(0x5EED_0001);
    for _ in 0..count {
        for file in [&word, &workbook, &pages] {
            let _ = evidence::read(&chance.mutate(file));
        }
        // Inside the package, where the sums of the archive do not catch it.
        for (package, part) in [(&word, "word/document.xml"), (&workbook, "xl/worksheets/sheet2.xml")] {
            let changed =
                repacked(package, |name, content| if name == part { chance.mutate(&content) } else { content });
            let _ = evidence::read(&changed);
        }
        for file in [text.as_bytes(), &as_xml, &tabs] {
            let _ = evidence::read(&chance.mutate(file));
        }
        // No reader of these is free of panics: that is what the child is for.
        let read = in_child(&chance.mutate(&old));
        assert!(read.is_ok() || read.is_err_and(|refusal| !refusal.to_string().is_ascii()));
    }
}
