//! Our own reports: their sentences are read back, and nothing is found in them.

use std::collections::HashMap;

use juesuan::{
    audit::{Answer, Audit, Outcome},
    derived::Derived,
    document::{Document, Edition, Region},
    evidence::{self, Evidence},
    export::{DocumentStatus, Format, Progress, docx, pdf},
    figures::Source,
    reading::{
        Reading,
        prose::{Prose, ProseRole},
    },
    report::{Block, Run},
    typeset::Engine,
};

use crate::reading::{derived, sample};

/// A report as a file, read again.
pub fn exported(derived: &Derived, format: Format) -> Evidence {
    evidence::read(&exported_bytes(derived, format)).unwrap()
}

pub fn exported_bytes(derived: &Derived, format: Format) -> Vec<u8> {
    let (status, progress) = (DocumentStatus::Draft, Progress::default());
    match format {
        Format::Docx => docx(derived, status, &progress).unwrap(),
        _ => pdf(derived, status, &mut Engine::embedded_only(), &progress).unwrap().0,
    }
}

/// A sample in the form of each region.
pub fn in_each_region(name: &str) -> Vec<(String, Document)> {
    let mut found = Vec::new();
    for region in [Region::Sichuan, Region::National, Region::Shanghai] {
        let mut document = sample(name);
        document.unit.region = Some(region);
        document.form.edition = Some(Edition::Y2025);
        found.push((format!("{name} {region:?}"), document));
    }
    found
}

/// The figures that finished sentences print, with the address that they have there.
fn figures_in_sentences(derived: &Derived) -> HashMap<(Source, String), usize> {
    let mut found: HashMap<(Source, String), usize> = HashMap::new();
    for block in derived.report.blocks() {
        let Block::Paragraph(paragraph) = block else { continue };
        if paragraph.runs.iter().any(|run| matches!(run, Run::Blank { .. })) {
            continue;
        }
        for (index, run) in paragraph.runs.iter().enumerate() {
            let Run::Figure { text, source } = run else { continue };
            let behind = paragraph.runs[index + 1..].first().map(|run| run.text().into_owned()).unwrap_or_default();
            let is_number = text.ends_with('%') || !behind.starts_with(['年', '月', '日']);
            if is_number {
                *found.entry((source.clone(), text.trim_end_matches('%').replace(',', ""))).or_default() += 1;
            }
        }
    }
    found
}

fn read_back(derived: &Derived, evidence: &Evidence, name: &str) -> (usize, usize) {
    let reading = Reading::of(evidence, derived.document());
    let prose = Prose::of(evidence, &reading, derived.document());
    let mut expected = figures_in_sentences(derived);
    let all: usize = expected.values().sum();
    for fact in &prose.facts {
        if matches!(fact.role, ProseRole::Level | ProseRole::Compare(_)) {
            continue;
        }
        let printed: String = fact.printed.chars().filter(|c| c.is_ascii_digit() || *c == '.' || *c == '-').collect();
        // 附件1 prints the units below the department again.
        let again = fact.addresses.iter().filter_map(|address| {
            address.to_string().replace("/attachment_subunits/", "/subunits/").parse::<Source>().ok()
        });
        for address in fact.addresses.clone().into_iter().chain(again) {
            if let Some(count) = expected.get_mut(&(address.clone(), printed.clone())).filter(|count| **count > 0) {
                *count -= 1;
                break;
            }
        }
    }
    let left: Vec<_> = expected.iter().filter(|(_, count)| **count > 0).collect();
    let missed: usize = left.iter().map(|(_, count)| **count).sum();
    if std::env::var_os("JUESUAN_SHOW").is_some() {
        let mut lines: Vec<String> =
            left.iter().map(|((source, text), count)| format!("{source} {text} ×{count}")).collect();
        lines.sort();
        println!("{name}: {missed} of {all} missed\n  {}", lines.join("\n  "));
    }
    (all - missed, all)
}

fn assert_sentences_are_read_back(names: &[&str]) {
    for name in names {
        for (name, document) in in_each_region(name) {
            let derived = derived(&document);
            for format in [Format::Docx, Format::Pdf] {
                let evidence = exported(&derived, format);
                let (read, all) = read_back(&derived, &evidence, &name);
                assert!(read * 100 >= all * 99, "{name} {format:?}: {read} of {all}");
            }
        }
    }
}

fn assert_nothing_is_found(names: &[&str]) {
    for name in names {
        for (name, document) in in_each_region(name) {
            let derived = derived(&document);
            for format in [Format::Docx, Format::Pdf] {
                let audit = Audit::of(exported(&derived, format));
                if std::env::var_os("JUESUAN_SHOW").is_some() {
                    println!("{name} {format:?} compared {} {:#?}", audit.compared, audit.findings);
                }
                assert_eq!(audit.findings, Vec::new(), "{name} {format:?}");
                assert!(audit.compared > 100, "{name}: {}", audit.compared);
            }
        }
    }
}

/// Two samples; all of them where `JUESUAN_READ_ALL` is set.
#[test]
fn the_sentences_are_read_back() {
    assert_sentences_are_read_back(&["clean.json", "national-2024.json"]);
    if std::env::var_os("JUESUAN_READ_ALL").is_some() {
        assert_sentences_are_read_back(&["yanbian-2024.json", "large-report.json"]);
    }
}

/// A sample in the form of its own region may give reason to doubt, but nothing in it is wrong.
fn assert_no_error(name: &str) {
    let derived = derived(&sample(name));
    for format in [Format::Docx, Format::Pdf] {
        let audit = Audit::of(exported(&derived, format));
        let wrong: Vec<_> = audit.findings.iter().filter(|finding| finding.outcome == Outcome::Wrong).collect();
        assert!(wrong.is_empty(), "{name} {format:?}: {wrong:#?}");
        assert!(audit.checklist.iter().all(|row| row.answer != Answer::No), "{name} {format:?}");
        assert!(audit.compared > 100, "{name}: {}", audit.compared);
    }
}

/// With a long one where `JUESUAN_READ_ALL` is set.
#[test]
fn nothing_is_called_an_error_in_the_other_samples() {
    assert_no_error("national-2024.json");
    if std::env::var_os("JUESUAN_READ_ALL").is_some() {
        assert_no_error("large-report.json");
    }
}

#[test]
fn nothing_is_wrong_in_a_clean_report() {
    assert_nothing_is_found(&["clean.json"]);
}
