//! The edited file (成稿) against its project: what is published is the file, what was signed is the project.
//!
//! Both are brought into one form, a flow of units in plain letters (`units`): paragraphs, entries of the contents, rows
//! of tables, charts. `expected` makes it of the report as it is printed, `found` of what a reader of files says
//! ([`crate::evidence`]). `align` finds for each unit its counterpart, over the ends of pages, too; `words`, `cells` and
//! `pictures` tell what is different within a pair. What a program changes that only saves a file is no difference:
//! blanks, runs, fields, page numbers, heads of tables repeated on each page, the width of digits.

mod align;
mod cells;
mod difference;
mod expected;
mod found;
mod origin;
mod pictures;
mod plain;
mod said;
mod takeover;
mod telling;
mod units;
mod words;

pub use difference::{Author, Difference, DifferenceKind, DraftPlace};
pub use origin::{DraftOrigin, MovedNumber, content_of};
pub use takeover::{Refusal, Takeover};

use crate::{
    derived::Derived,
    evidence::{Evidence, FileKind, FileRemark},
};

use telling::Differences;

/// A file of which less than this part of the paragraphs is of the project is another report.
const LEAST_KNOWN: (usize, usize) = (1, 10);

/// What was found out of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftCheck {
    pub origin: DraftOrigin,
    /// In the order of the report.
    pub differences: Vec<Difference>,
    /// How many paragraphs, rows and charts are the same.
    pub same: usize,
    /// Whether it is another report altogether.
    pub is_foreign: bool,
}

impl DraftCheck {
    /// Compares a file with the project. `former` is the content that the file was made of, where it is still kept and
    /// is not that of the project.
    pub fn of(derived: &Derived, evidence: &Evidence, former: Option<&Derived>) -> Self {
        let (mut differences, same, is_foreign) = compared(derived, evidence);
        let origin = DraftOrigin::of(derived, evidence, former);
        if let Some(former) = former.filter(|_| matches!(origin, DraftOrigin::Moved { .. })) {
            let (edits, ..) = compared(former, evidence);
            for difference in &mut differences {
                let is_edit = edits.iter().any(|edit| edit.is_at_same_place(difference));
                difference.is_edit = Some(is_edit);
                if !is_edit && difference.takeover.is_possible() {
                    difference.takeover = Takeover::Refused(Refusal::OfProject);
                }
            }
        }
        Self { origin, differences, same, is_foreign }
    }

    /// Nothing to tell, but for numbers that the project changed without any of them being printed.
    pub fn is_same(&self) -> bool {
        self.differences.is_empty() && !self.is_foreign
    }
}

fn compared(derived: &Derived, evidence: &Evidence) -> (Vec<Difference>, usize, bool) {
    let is_paged = evidence.kind == FileKind::Pdf;
    let mut expected = expected::units(derived, is_paged);
    let mut found = found::units(evidence, &expected);
    let mut differences = Differences::new(derived, evidence);
    if is_paged {
        pictures::compare_printed(&mut differences, &mut expected, &mut found);
    }
    let alignment = align::align(&expected.units, &found.units);
    let same = alignment.same;
    let (least, of) = LEAST_KNOWN;
    let is_foreign = alignment.known * of < expected.units.len() * least;
    if !is_foreign {
        differences.tell(&expected, &found, &alignment);
        differences.beside();
    }
    for remark in &evidence.remarks {
        match remark {
            FileRemark::TrackedChanges { count, block } => differences.tracked(*count, *block),
            FileRemark::Comment { author, text, block } => differences.comment(author, text, *block),
            FileRemark::Hidden { text, block } => differences.hidden(text, *block),
            FileRemark::ScannedPage(page) => differences.unread(&format!("第{page}页是图片")),
            FileRemark::Unread(what) => differences.unread(what),
        }
    }
    let mut differences = differences.finish();
    let is_tracked = evidence.remarks.iter().any(|remark| matches!(remark, FileRemark::TrackedChanges { .. }));
    takeover::settle(&mut differences, &expected, is_tracked);
    (differences, same, is_foreign)
}
