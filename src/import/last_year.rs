//! Last year's figures from last year's report or workbook: it becomes a document of its own, and from that they are
//! filled and locked as from last year's project file.

use std::sync::Arc;

use crate::{
    at,
    derived::Derived,
    document::{Document, Edit, Entry, Path},
    reading::{ReadTable, prose::Prose, written::Written},
    workflow::{LastYear, fill_prior, suggest_wordings},
};

use super::{
    ImportOrigin, ImportPlan, ImportSource, ImportWish,
    facts::Facts,
    leaves,
    merge::{self, prior_change},
};

pub(super) fn edits(
    document: &Document,
    sources: &[&ImportSource],
    is_last: impl Fn(&ImportSource, &ReadTable) -> bool,
    is_last_file: impl Fn(&&&ImportSource) -> bool,
    wish: &ImportWish,
    plan: &mut ImportPlan,
) -> Vec<Edit> {
    // The projects of this year give numbers to those of last year: a document without any has none to mistake.
    let last = Document {
        codes: document.codes.clone(),
        form: document.form.clone(),
        performance: document.performance.clone(),
        ..Document::default()
    };
    let facts = Facts::of(sources, &is_last, wish, &mut plan.rest);
    let mut own = ImportPlan::default();
    let wanted = leaves::of(&facts, &last, None, true, &mut Vec::new());
    let edits = merge::edits(&last, &facts, wanted, &mut own);
    let Ok(last) = last.apply(&Edit::Many { label: String::new(), edits }) else { return Vec::new() };
    let last = sources.iter().filter(&is_last_file).fold(last, |last, source| with_sentences(last, source, wish));
    let derived = Derived::of(&Arc::new(last));
    let has_some = |source: &&&ImportSource| {
        is_last_file(source) || source.reading.tables.iter().any(|table| is_last(source, table))
    };
    let names: Vec<&str> = sources.iter().filter(has_some).map(|source| source.file.as_str()).collect();
    let file = names.join("、");
    let mut edits = match fill_prior(document, LastYear { derived: &derived, file: &file }) {
        Edit::Many { edits, .. } => edits,
        _ => return Vec::new(),
    };
    let origin = ImportOrigin::of_file(&file);
    let review = Path::ROOT.field("review");
    for edit in &edits {
        if let Edit::Set { path, entry } = edit
            && !path.starts_with(&review)
            && matches!(entry, Entry::Money(_) | Entry::Count(_))
        {
            plan.changes.extend(prior_change(document, *path, entry, &origin));
        }
    }
    let wordings = suggest_wordings(document, derived.document());
    plan.wordings = wordings.iter().filter(|edit| matches!(edit, Edit::Rows(_))).count();
    edits.extend(wordings);
    edits
}

/// With what the sentences of a report say: reasons and paragraphs, and, where a person sees it before, numbers that
/// stand in no table.
fn with_sentences(last: Document, source: &ImportSource, wish: &ImportWish) -> Document {
    let prose = Prose::of(&source.evidence, &source.reading, &last);
    let mut written = Written::of(&source.evidence, &source.reading, &prose, &last);
    let published = at!(published);
    written
        .values
        .retain(|value| wish.assumes || matches!(value.entry, Entry::Text(_)) && !value.path.starts_with(&published));
    let edits = written.edits(&last);
    last.apply(&Edit::Many { label: String::new(), edits }).unwrap_or(last)
}
