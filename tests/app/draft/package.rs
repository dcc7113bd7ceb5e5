//! Takes a document of Word apart and puts it together again.

use std::io::{Cursor, Read, Write};

use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

pub type Parts = Vec<(String, Vec<u8>)>;

pub fn parts(package: &[u8]) -> Parts {
    let mut from = ZipArchive::new(Cursor::new(package)).unwrap();
    let mut parts = Vec::new();
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.push((part.name().unwrap().into_owned(), content));
    }
    parts
}

pub fn packed(parts: &Parts) -> Vec<u8> {
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        to.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        to.write_all(content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

pub fn with_part(package: &[u8], name: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut parts = parts(package);
    let part = parts.iter_mut().find(|(own, _)| own == name).unwrap();
    part.1 = change(String::from_utf8(std::mem::take(&mut part.1)).unwrap()).into_bytes();
    packed(&parts)
}

pub fn with_document(package: &[u8], change: impl FnOnce(String) -> String) -> Vec<u8> {
    with_part(package, "word/document.xml", change)
}

/// A document of nothing else.
pub fn with_body(body: &str) -> Vec<u8> {
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let document = format!("<w:document xmlns:w=\"{word}\"><w:body>{body}</w:body></w:document>");
    packed(&vec![
        ("word/document.xml".to_owned(), document.into_bytes()),
        ("_rels/.rels".to_owned(), b"<Relationships/>".to_vec()),
        ("[Content_Types].xml".to_owned(), b"<Types/>".to_vec()),
    ])
}
