//! 导出的文件：read back, they hold what the program shows.

mod document;
mod page;
mod workbook;

use std::sync::Arc;

use juesuan::{derived::Derived, document::Document, storage::parse_project};

/// A file of `samples`.
fn sample(name: &str) -> Document {
    let path = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
    parse_project(&std::fs::read(path).unwrap()).unwrap()
}

fn derived(document: Document) -> Derived {
    Derived::of(&Arc::new(document))
}
