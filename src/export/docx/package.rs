//! The package: parts, their relationships and content types in a zip file; the same parts give the same bytes.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::xml::Xml;
use crate::export::ExportError;

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// What a part is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    Document,
    Styles,
    Settings,
    FontTable,
    Header,
    Footer,
    Chart,
    /// The workbook behind a chart.
    Workbook,
}

impl PartKind {
    fn content_type(self) -> String {
        match self {
            Self::Document => format!("{WORD}.document.main+xml"),
            Self::Styles => format!("{WORD}.styles+xml"),
            Self::Settings => format!("{WORD}.settings+xml"),
            Self::FontTable => format!("{WORD}.fontTable+xml"),
            Self::Header => format!("{WORD}.header+xml"),
            Self::Footer => format!("{WORD}.footer+xml"),
            Self::Chart => "application/vnd.openxmlformats-officedocument.drawingml.chart+xml".to_owned(),
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
        }
    }

    fn relationship(self) -> &'static str {
        match self {
            Self::Document => "officeDocument",
            Self::Styles => "styles",
            Self::Settings => "settings",
            Self::FontTable => "fontTable",
            Self::Header => "header",
            Self::Footer => "footer",
            Self::Chart => "chart",
            Self::Workbook => "package",
        }
    }
}

/// A file of the package.
pub(super) struct Part {
    pub kind: PartKind,
    /// Below `word/`.
    pub name: String,
    /// The name by which its owner (the document or a chart) refers to it.
    pub id: String,
    pub content: Vec<u8>,
}

/// The whole file. `document` is `word/document.xml`; a workbook belongs to the chart before it.
pub(super) fn pack(title: &str, document: Vec<u8>, parts: &[Part]) -> Result<Vec<u8>, ExportError> {
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), content_types(parts)),
        ("_rels/.rels".to_owned(), root_relationships()),
        ("docProps/core.xml".to_owned(), core_properties(title)),
        ("word/document.xml".to_owned(), document),
    ];
    let of_document = parts.iter().filter(|part| part.kind != PartKind::Workbook);
    files.push(("word/_rels/document.xml.rels".to_owned(), relationships(of_document, "")));
    for (place, part) in parts.iter().enumerate() {
        if part.kind == PartKind::Chart {
            let owned = parts.iter().skip(place + 1).take_while(|part| part.kind == PartKind::Workbook);
            let name = part.name.replacen("charts/", "word/charts/_rels/", 1) + ".rels";
            files.push((name, relationships(owned, "../")));
        }
    }
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let files = files.iter().map(|(name, content)| (name.clone(), content));
    let parts = parts.iter().map(|part| (format!("word/{}", part.name), &part.content));
    for (name, content) in files.chain(parts) {
        zip.start_file(name, options).map_err(fault)?;
        zip.write_all(content).map_err(fault)?;
    }
    Ok(zip.finish().map_err(fault)?.into_inner())
}

/// A fault of a library.
pub(super) fn fault(error: impl std::fmt::Display) -> ExportError {
    ExportError::Fault { format: "Word 文件", reason: error.to_string() }
}

fn content_types(parts: &[Part]) -> Vec<u8> {
    Xml::part("Types", &[("xmlns", &"http://schemas.openxmlformats.org/package/2006/content-types")], |xml| {
        let rels = "application/vnd.openxmlformats-package.relationships+xml";
        for (ending, kind) in [("rels", rels), ("xml", "application/xml"), ("xlsx", &PartKind::Workbook.content_type())]
        {
            xml.empty("Default", &[("Extension", &ending), ("ContentType", &kind)]);
        }
        let core = "application/vnd.openxmlformats-package.core-properties+xml".to_owned();
        let fixed = [
            ("/docProps/core.xml".to_owned(), core),
            ("/word/document.xml".to_owned(), PartKind::Document.content_type()),
        ];
        let others = parts.iter().filter(|part| part.kind != PartKind::Workbook);
        for (name, kind) in
            fixed.into_iter().chain(others.map(|part| (format!("/word/{}", part.name), part.kind.content_type())))
        {
            xml.empty("Override", &[("PartName", &name), ("ContentType", &kind)]);
        }
    })
}

fn relationships<'a>(parts: impl Iterator<Item = &'a Part>, up: &str) -> Vec<u8> {
    Xml::part("Relationships", &[("xmlns", &RELATIONSHIPS)], |xml| {
        for part in parts {
            let kind = format!("{OFFICE}/{}", part.kind.relationship());
            let target = format!("{up}{}", part.name);
            xml.empty("Relationship", &[("Id", &part.id), ("Type", &kind), ("Target", &target)]);
        }
    })
}

fn root_relationships() -> Vec<u8> {
    Xml::part("Relationships", &[("xmlns", &RELATIONSHIPS)], |xml| {
        let document = format!("{OFFICE}/{}", PartKind::Document.relationship());
        for (id, kind, target) in
            [("rId1", document.as_str(), "word/document.xml"), ("rId2", CORE, "docProps/core.xml")]
        {
            xml.empty("Relationship", &[("Id", &id), ("Type", &kind), ("Target", &target)]);
        }
    })
}

/// Title and language only: a date or a person's name would make two exports of the same document differ.
fn core_properties(title: &str) -> Vec<u8> {
    let names: super::xml::Attributes<'_> = &[
        ("xmlns:cp", &"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", &"http://purl.org/dc/elements/1.1/"),
    ];
    Xml::part("cp:coreProperties", names, |xml| {
        xml.text_within("dc:title", &[], title);
        xml.text_within("dc:language", &[], "zh-CN");
    })
}
