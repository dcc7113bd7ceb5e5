//! The package: parts, their relationships and content types in a zip file; the same parts give the same bytes.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::{properties, provenance::Provenance, xml::Xml};
use crate::export::ExportError;

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// Parts of the package that belong to no other part: name, kind of relationship, content type.
const PROPERTIES: [(&str, &str, &str); 3] = [
    (
        "docProps/core.xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "application/vnd.openxmlformats-package.core-properties+xml",
    ),
    (
        "docProps/app.xml",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    ),
    (
        "docProps/custom.xml",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    ),
];
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// What a part is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    Document,
    Styles,
    Theme,
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
            Self::Theme => "application/vnd.openxmlformats-officedocument.theme+xml".to_owned(),
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
            Self::Theme => "theme",
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
pub(super) fn pack(provenance: &Provenance, document: Vec<u8>, parts: &[Part]) -> Result<Vec<u8>, ExportError> {
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), content_types(parts)),
        ("_rels/.rels".to_owned(), root_relationships()),
        ("word/document.xml".to_owned(), document),
    ];
    let own = [properties::core(provenance), properties::app(provenance), properties::custom(provenance)];
    files.extend(PROPERTIES.iter().zip(own).map(|((name, ..), content)| ((*name).to_owned(), content)));
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
        let properties = PROPERTIES.map(|(name, _, kind)| (format!("/{name}"), kind.to_owned()));
        let fixed = [("/word/document.xml".to_owned(), PartKind::Document.content_type())];
        let fixed = properties.into_iter().chain(fixed);
        let others = parts.iter().filter(|part| part.kind != PartKind::Workbook);
        for (name, kind) in fixed.chain(others.map(|part| (format!("/word/{}", part.name), part.kind.content_type()))) {
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
        let all = [("word/document.xml", document.as_str())];
        let all = all.into_iter().chain(PROPERTIES.iter().map(|(name, kind, _)| (*name, *kind)));
        for (number, (target, kind)) in (1..).zip(all) {
            let id = format!("rId{number}");
            xml.empty("Relationship", &[("Id", &id), ("Type", &kind), ("Target", &target)]);
        }
    })
}
