//! What was read becomes the document: the tables that follow from it are those that were read.

use std::collections::BTreeSet;

use juesuan::{
    at,
    document::Document,
    evidence,
    export::{DocumentStatus, Format, Progress, docx, xlsx},
    figures::Figures,
    import::{ImportPlan, ImportSource, ImportWish},
    money::AmountUnit,
    reading::Certainty,
    tables::{self, TableCell},
};

use super::{derived, sample};

const PROVEN: ImportWish =
    ImportWish { groups: None, least: Certainty::Proven, exceptions: BTreeSet::new(), assumes: false };

fn export(document: &Document, format: Format) -> Vec<u8> {
    let (derived, status, progress) = (derived(document), DocumentStatus::Draft, Progress::default());
    match format {
        Format::Docx => docx(&derived, status, &progress).unwrap(),
        _ => xlsx(&derived, status, &progress).unwrap(),
    }
}

fn source(document: &Document, name: &str, bytes: &[u8]) -> ImportSource {
    ImportSource::of(name.to_owned(), evidence::read(bytes).unwrap(), document)
}

/// What is printed of the tables, as far as it is not nothing.
fn printed(document: &Document) -> Vec<(String, String)> {
    let figures = Figures::of(&std::sync::Arc::new(document.clone()));
    let cells = tables::published(&figures).into_iter().flat_map(|table| table.rows).flat_map(|row| row.cells);
    let amounts = cells.filter_map(|cell| match cell {
        TableCell::Amount { value: Some(value), source } if !value.is_zero() => {
            Some((source.to_string(), value.wan2()))
        }
        _ => None,
    });
    amounts.collect()
}

#[test]
fn a_report_taken_over_into_a_blank_file_prints_the_same_tables() {
    for format in [Format::Docx, Format::Xlsx] {
        let document = sample("national-2024.json");
        let mut blank = Document::default();
        blank.unit.region = document.unit.region;
        blank.form = document.form.clone();
        // What the tables do not tell: which receptions were for guests from abroad.
        blank.three_public.budget.reception_foreign = document.three_public.budget.reception_foreign;
        blank.three_public.actual.reception_foreign = document.three_public.actual.reception_foreign;
        let source = source(&blank, "报告", &export(&document, format));
        let plan = ImportPlan::of(&blank, &[source], &PROVEN);
        assert!(plan.claims.is_empty(), "{:#?}", plan.claims);
        let after = blank.apply(plan.edit.as_ref().unwrap()).unwrap();
        let (before, after_lines) = (printed(&document), printed(&after));
        let differing: Vec<_> = before
            .iter()
            .filter(|(address, value)| !after_lines.iter().any(|(other, read)| other == address && within(value, read)))
            .collect();
        assert!(differing.is_empty(), "{differing:?} {:?}", plan.rest);
        assert_eq!((&after.unit.department, after.unit.year), (&document.unit.department, document.unit.year));
    }
}

/// Sums of rounded numbers differ by their tails.
fn within(a: &str, b: &str) -> bool {
    let number = |text: &str| text.replace([',', '.'], "").parse::<i64>().unwrap();
    (number(a) - number(b)).abs() <= 5
}

#[test]
fn what_is_there_already_does_not_change() {
    let document = sample("national-2024.json");
    let source = source(&document, "报告", &export(&document, Format::Docx));
    let plan = ImportPlan::of(&document, &[source], &PROVEN);
    assert!(plan.edit.is_none() && plan.changes.is_empty(), "{:#?}", plan.changes);
    assert!(plan.unchanged > 20 && plan.claims.is_empty(), "{:?}", plan.claims);
}

#[test]
fn one_corrected_number_is_one_change_with_its_place() {
    let document = sample("national-2024.json");
    let mut corrected = document.clone();
    let line = corrected.expenditure.lines.get(0).cloned().unwrap();
    let more = line.basic.unwrap() + juesuan::money::Money::from_fen(12_340_000);
    let edit = juesuan::document::Edit::Set {
        path: at!(expenditure.lines[0].basic),
        entry: juesuan::document::Entry::Money(more),
    };
    corrected = corrected.apply(&edit).unwrap();
    let source = source(&document, "改过的表.xlsx", &export(&corrected, Format::Xlsx));
    let plan = ImportPlan::of(&document, &[source], &PROVEN);
    let [change] = plan.changes.as_slice() else { panic!("{:#?}", plan.changes) };
    assert_eq!(change.path, at!(expenditure.lines[0].basic));
    assert!(change.origin.words.starts_with("改过的表.xlsx 工作表"), "{}", change.origin);
    assert!(plan.edit.unwrap().label().starts_with("导入：改过的表.xlsx（1个数）"));
}

#[test]
fn a_report_of_last_year_fills_last_years_figures_and_locks_them() {
    let last = sample("national-2024.json");
    let mut own = Document::default();
    own.unit.year = last.unit.year.map(|year| year + 1);
    let source = source(&own, "上年报告.docx", &export(&last, Format::Docx));
    let plan = ImportPlan::of(&own, &[source], &PROVEN);
    let after = own.apply(plan.edit.as_ref().unwrap()).unwrap();
    let total = derived(&last).figures.tables.printed("T01!I_tot.amount".parse().unwrap()).unwrap();
    assert_eq!(
        after.income.prior_total.map(|money| money.exact(AmountUnit::Wan)),
        Some(total.rounded_to_wan2().exact(AmountUnit::Wan))
    );
    assert!(after.review.locks.iter().any(|lock| lock.place.contains("prior_total")), "{:?}", after.review.locks);
    assert!(after.income.lines.is_empty(), "nothing of this year is filled");
}

#[test]
fn accounts_of_another_year_are_not_taken() {
    let mut own = Document::default();
    own.unit.year = Some(2031);
    let source = source(&own, "报告.docx", &export(&sample("national-2024.json"), Format::Docx));
    let plan = ImportPlan::of(&own, &[source], &PROVEN);
    assert!(plan.edit.is_none());
    assert!(plan.rest.iter().any(|rest| rest.why.contains("只能取本年度和上年度的数")), "{:?}", plan.rest);
}
