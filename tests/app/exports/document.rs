//! 报告的 Word 文件：what is marked as a figure in it is a figure of the accounts.

use std::io::{Cursor, Read};

use juesuan::{
    derived::Derived,
    export::{DocumentStatus, Progress, docx},
    report::{Block, Run},
};

use super::{derived, sample};

/// The runs of the text with whether each is marked as a figure, as they stand in the file.
fn runs(bytes: &[u8]) -> Vec<(bool, String)> {
    let mut xml = String::new();
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    package.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let run = |run: &str| {
        let run = run.split("</w:r>").next().unwrap_or_default();
        let texts = run.split("<w:t ").skip(1).filter_map(|text| text.split_once('>')?.1.split("</w:t>").next());
        (run.contains("<w:rStyle w:val=\"Figure\"/>"), texts.collect::<String>())
    };
    xml.split("<w:r>").skip(1).map(run).collect()
}

/// The figures of the report in order, with where each comes from.
fn figures(derived: &Derived) -> Vec<(String, juesuan::figures::Source)> {
    let of_runs = |runs: &[Run]| -> Vec<_> {
        let figure = |run: &Run| match run {
            Run::Figure { text, source } => Some((text.clone(), source.clone())),
            _ => None,
        };
        runs.iter().filter_map(figure).collect()
    };
    let of_block = |block: &Block| match block {
        Block::Cover(cover) => {
            let lines = cover.lines.iter().chain([&cover.foot]);
            lines.flat_map(|line| of_runs(line)).collect()
        }
        Block::Heading(heading) => of_runs(&heading.runs),
        Block::Paragraph(paragraph) => of_runs(&paragraph.runs),
        _ => Vec::new(),
    };
    derived.report.blocks().flat_map(of_block).collect()
}

/// That each of them traces to its source, and that no other digits are printed but codes and the numbers of items, the
/// tests of the report say.
#[test]
fn each_number_of_the_word_file_is_a_figure_with_a_source() {
    for (name, status) in [("yanbian-2024.json", DocumentStatus::Draft), ("clean.json", DocumentStatus::Final)] {
        let derived = derived(sample(name));
        let bytes = docx(&derived, status, &Progress::default()).unwrap();
        let runs = runs(&bytes);
        let marked: Vec<&String> = runs.iter().filter(|(is_figure, _)| *is_figure).map(|(_, text)| text).collect();
        let expected = figures(&derived);
        assert_eq!(marked, expected.iter().map(|(text, _)| text).collect::<Vec<_>>(), "{name}");
        assert!(marked.len() > 150, "{name}: {}", marked.len());
    }
}
