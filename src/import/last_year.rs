//! Last year's figures from last year's report or workbook: it becomes a document of its own, and from that they are
//! filled and locked as from last year's project file.

use std::sync::Arc;

use crate::{
    derived::Derived,
    document::{Document, Edit, Entry, Path},
    workflow::{LastYear, fill_prior},
};

use super::{
    ImportOrigin, ImportPlan, ImportSource, ImportWish,
    facts::Facts,
    leaves,
    merge::{self, prior_change},
};

pub(super) fn edits(
    document: &Document,
    sources: &[(usize, &ImportSource)],
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
    let facts = Facts::of(sources, wish, &mut plan.rest);
    let mut own = ImportPlan::default();
    let wanted = leaves::of(&facts, &last, true, &mut Vec::new());
    let edits = merge::edits(&last, &facts, wanted, &mut own);
    let Ok(last) = last.apply(&Edit::Many { label: String::new(), edits }) else { return Vec::new() };
    let derived = Derived::of(&Arc::new(last));
    let names: Vec<&str> = sources.iter().map(|(_, source)| source.file.as_str()).collect();
    let file = names.join("、");
    let Edit::Many { edits, .. } = fill_prior(document, LastYear { derived: &derived, file: &file }) else {
        return Vec::new();
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
    edits
}
