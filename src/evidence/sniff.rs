//! What a file is, by its content.

use std::io::{Cursor, Read};

use cfb::CompoundFile as Compound;

use super::{archive::Archive, refusal::Refusal, text};

pub(super) enum Sniffed {
    Xlsx,
    Docx,
    Pdf,
    Xls,
    SpreadsheetXml,
    Html,
    Text,
}

const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// The header of a PDF may stand behind what a mail program put before it.
const HEAD: usize = 1024;

pub(super) fn sniff(bytes: &[u8]) -> Result<Sniffed, Refusal> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.starts_with(b"PK") {
        return packed(bytes);
    }
    if bytes.starts_with(COMPOUND) {
        return compound(bytes);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(Refusal::OldWord);
    }
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Ok(Sniffed::Pdf);
    }
    // A workbook of Excel 2 to 4 is a bare stream of records.
    if matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, ..]) {
        return Ok(Sniffed::Xls);
    }
    if !text::is_text(bytes) {
        return Err(Refusal::Unknown);
    }
    let words = text::decode(head).to_ascii_lowercase();
    if words.contains("urn:schemas-microsoft-com:office:spreadsheet") && words.trim_start().starts_with('<') {
        return Ok(Sniffed::SpreadsheetXml);
    }
    let has_tag = ["<html", "<table", "<!doctype html", "<meta", "<body"].iter().any(|tag| words.contains(tag));
    let is_late = !has_tag && words.trim_start().starts_with('<') && text::decode(bytes).contains("<table");
    Ok(if has_tag || is_late { Sniffed::Html } else { Sniffed::Text })
}

fn packed(bytes: &[u8]) -> Result<Sniffed, Refusal> {
    let mut archive = Archive::open(bytes)?;
    if archive.has("xl/workbook.xml") {
        return Ok(Sniffed::Xlsx);
    }
    if archive.has("word/document.xml") {
        return Ok(Sniffed::Docx);
    }
    // The main part may have another name.
    let relations = archive.part("_rels/.rels")?.unwrap_or_default();
    let relations = String::from_utf8_lossy(&relations).into_owned();
    let main = relations.split("<Relationship ").find(|relation| relation.contains("/officeDocument\""));
    match main {
        Some(main) if main.contains("xl/") => Ok(Sniffed::Xlsx),
        Some(main) if main.contains("word/") => Ok(Sniffed::Docx),
        _ => Err(Refusal::Unknown),
    }
}

fn compound(bytes: &[u8]) -> Result<Sniffed, Refusal> {
    let mut file = Compound::open(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    if file.exists("/EncryptedPackage") || file.exists("/EncryptionInfo") {
        return Err(Refusal::Encrypted);
    }
    if file.exists("/WordDocument") {
        let mut head = [0; 12];
        let opened = file.open_stream("/WordDocument").and_then(|mut stream| stream.read_exact(&mut head));
        let is_encrypted = opened.is_ok() && head[11] & 1 == 1;
        return Err(if is_encrypted { Refusal::Encrypted } else { Refusal::OldWord });
    }
    for name in ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"] {
        if !file.exists(name) {
            continue;
        }
        let mut records = Vec::new();
        let opened = file.open_stream(name).map(|stream| stream.take(4096).read_to_end(&mut records));
        return if opened.is_ok() && has_password(&records) { Err(Refusal::Encrypted) } else { Ok(Sniffed::Xls) };
    }
    Err(Refusal::Unknown)
}

/// Whether FILEPASS is among the first records of a workbook.
fn has_password(records: &[u8]) -> bool {
    const FILE_PASS: u16 = 0x2F;
    let mut rest = records;
    while let [a, b, c, d, behind @ ..] = rest {
        if u16::from_le_bytes([*a, *b]) == FILE_PASS {
            return true;
        }
        let Some(next) = behind.get(usize::from(u16::from_le_bytes([*c, *d]))..) else { return false };
        rest = next;
    }
    false
}
