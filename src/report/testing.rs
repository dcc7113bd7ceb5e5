//! The samples and their reports, for the tests.

use std::{fs, path::PathBuf, sync::Arc};

use crate::{document::Document, figures::Figures, large_sample::large_document};

use super::Report;

/// Every sample with its report, and one with many items; by name.
pub(super) fn samples() -> Vec<(String, Figures, Report)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut documents = vec![("large".to_owned(), large_document(800))];
    for folder in [folder.clone(), folder.join("faulty")] {
        for entry in fs::read_dir(folder).expect("samples").map(|entry| entry.expect("a file").path()) {
            if entry.extension().is_some_and(|extension| extension == "json") {
                let text = fs::read_to_string(&entry).expect("a sample");
                let name = entry.file_stem().expect("a name").to_string_lossy().into_owned();
                documents.push((name, serde_json::from_str::<Document>(&text).expect("the sample opens")));
            }
        }
    }
    let report = |(name, document): (String, Document)| {
        let figures = Figures::of(&Arc::new(document));
        let report = Report::of(&figures);
        (name, figures, report)
    };
    documents.into_iter().map(report).collect()
}
