//! One change at a time: each is found, at its place, and nothing else is told.

use std::{collections::BTreeMap, fs, process::Command};

use juesuan::{
    derived::Derived,
    draft::{Difference, DifferenceKind, DraftCheck},
};

use super::{
    changes::{Dice, KINDS, Made, change, change_chart},
    check, derived, exported,
    package::{packed, parts},
    said,
};

const SAMPLES: [&str; 4] = ["clean.json", "yanbian-2024.json", "national-2024.json", "large-report.json"];

/// A file with one change, what it is, and of which sample.
struct Changed {
    sample: usize,
    file: Vec<u8>,
    made: Made,
}

fn changed(files: &[Vec<u8>], count: usize, seed: u64) -> Vec<Changed> {
    let mut dice = Dice(seed);
    let mut all = Vec::new();
    while all.len() < count {
        let (kind, sample) = (KINDS[all.len() % KINDS.len()], dice.below(files.len()));
        let mut parts = parts(&files[sample]);
        let made = if kind == "chart" {
            let charts: Vec<usize> =
                (0..parts.len()).filter(|at| parts[*at].0.starts_with("word/charts/chart")).collect();
            let part = &mut parts[charts[dice.below(charts.len())]].1;
            let (xml, made) = change_chart(std::str::from_utf8(part).unwrap(), &mut dice);
            *part = xml.into_bytes();
            Some(made)
        } else {
            let part = &mut parts.iter_mut().find(|(name, _)| name == "word/document.xml").unwrap().1;
            let made = change(std::str::from_utf8(part).unwrap(), kind, &mut dice);
            made.map(|(xml, made)| {
                *part = xml.into_bytes();
                made
            })
        };
        if let Some(made) = made {
            all.push(Changed { sample, file: packed(&parts), made });
        }
    }
    all
}

fn plain(text: &str) -> String {
    text.replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .split_whitespace()
        .collect()
}

/// Whether a difference tells this change at its place.
fn is_told(made: &Made, difference: &Difference) -> bool {
    let (expected, found) = (plain(&difference.expected), plain(&difference.found));
    let (old, new, beside) = (plain(&made.old), plain(&made.new), plain(&made.beside));
    let is_here = |context: &str| beside.contains(&plain(context)) || plain(context).contains(&beside);
    let context: String = plain(&difference.context);
    let near = is_here(&difference.context)
        || beside
            .contains(&context.chars().skip(1).take(context.chars().count().saturating_sub(18)).collect::<String>());
    match made.kind {
        "digit" | "sign" | "cell" if made.is_number => {
            expected.contains(&old) && found.contains(&new) && near && difference.place.is_some()
        }
        "cell" => expected == old && found == new,
        "unit" => near && (expected.contains('万') || expected.is_empty()) && difference.place.is_some(),
        "word" => near && difference.place.is_some(),
        "row" => difference.kind == DifferenceKind::RowMissing && expected == old,
        "paragraph" => difference.kind == DifferenceKind::ParagraphMissing && expected == old,
        "added" => difference.kind == DifferenceKind::ParagraphAdded && found == new,
        "order" => difference.kind == DifferenceKind::ParagraphMoved && (expected == old || expected == new),
        "chart" => {
            let is_of_chart = matches!(difference.kind, DifferenceKind::ChartData | DifferenceKind::ChartLabel);
            is_of_chart && !difference.chapter.is_empty()
        }
        "table" => difference.kind == DifferenceKind::TableMissing || difference.kind == DifferenceKind::RowMissing,
        "heading" => difference.kind == DifferenceKind::Heading && found.contains("补充"),
        _ => false,
    }
}

/// What one change is told as.
fn failure(made: &Made, check: &DraftCheck) -> Option<&'static str> {
    if !check.differences.iter().any(|difference| is_told(made, difference)) {
        return Some("not found");
    }
    let is_of_table = made.kind == "table" || made.kind == "chart";
    (check.differences.len() > 2 && !is_of_table).then_some("told of more")
}

#[test]
fn single_changes_are_found_at_their_place() {
    let derived: Vec<Derived> = SAMPLES[..2].iter().map(|name| derived(name)).collect();
    let files: Vec<Vec<u8>> = derived.iter().map(exported).collect();
    for one in changed(&files, 3 * KINDS.len(), 7) {
        let check = check(&derived[one.sample], &one.file);
        assert_eq!(failure(&one.made, &check), None, "{:?}: {:?}", one.made, said(&check));
    }
}

/// The measure: a thousand changes, half of the files saved again by LibreOffice. Takes ten minutes:
/// `cargo test --test app -- --ignored --nocapture a_thousand_single_changes`
#[test]
#[ignore = "needs LibreOffice and ten minutes"]
fn a_thousand_single_changes_are_found_also_after_another_program_saved_the_file() {
    let count = std::env::var("JUESUAN_CHANGES").ok().and_then(|count| count.parse().ok()).unwrap_or(1000);
    let derived: Vec<Derived> = SAMPLES.iter().map(|name| derived(name)).collect();
    let files: Vec<Vec<u8>> = derived.iter().map(exported).collect();
    let mut all = changed(&files, count, 20_240_612);
    let folder = tempfile::tempdir().unwrap();
    let half: Vec<usize> = (0..all.len()).filter(|at| (at / KINDS.len()) % 2 == 1).collect();
    for batch in half.chunks(50) {
        let name = |at: &usize| folder.path().join(format!("{at}.docx"));
        batch.iter().for_each(|at| fs::write(name(at), &all[*at].file).unwrap());
        let out = folder.path().join("saved");
        let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
        let office = Command::new("soffice")
            .args([&profile, "--headless", "--convert-to", "docx", "--outdir"])
            .arg(&out)
            .args(batch.iter().map(name))
            .output()
            .unwrap();
        assert!(office.status.success());
        for at in batch {
            all[*at].file = fs::read(out.join(format!("{at}.docx"))).unwrap();
            fs::remove_file(out.join(format!("{at}.docx"))).unwrap();
            fs::remove_file(name(at)).unwrap();
        }
    }
    let mut counts: BTreeMap<(&str, bool), (usize, usize)> = BTreeMap::new();
    let (mut numbers, mut lost_numbers, mut lost) = (0, 0, 0);
    for (at, one) in all.iter().enumerate() {
        let check = check(&derived[one.sample], &one.file);
        let is_saved = half.contains(&at);
        let entry = counts.entry((one.made.kind, is_saved)).or_default();
        entry.0 += 1;
        numbers += usize::from(one.made.is_number);
        if let Some(why) = failure(&one.made, &check) {
            entry.1 += 1;
            if why == "not found" {
                lost += 1;
                lost_numbers += usize::from(one.made.is_number);
            }
            println!("{at} {why} {} saved again: {is_saved} {:?}: {:?}", SAMPLES[one.sample], one.made, said(&check));
        }
    }
    for ((kind, is_saved), (count, failed)) in counts {
        println!("{kind}{}: {count}, {failed} failed", if is_saved { " (saved again)" } else { "" });
    }
    println!("{numbers} changed numbers, {lost_numbers} lost; {} changes, {lost} lost", all.len());
    assert_eq!(lost_numbers, 0);
    assert!(lost * 100 <= all.len());
}
