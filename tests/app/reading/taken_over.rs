//! What was read becomes the document: the tables that follow from it are those that were read.

use std::{collections::BTreeSet, sync::Arc};

use juesuan::{
    at,
    digest::sha256,
    document::{Document, Edit, Entry, LongText, Precision, Region, Text},
    evidence::{self, FileBlock},
    export::{DocumentStatus, Format, Progress, docx, html, pdf, xlsx},
    figures::{Figures, Source},
    import::{ImportPlan, ImportSource, ImportWish},
    money::{AmountUnit, Money},
    reading::Certainty,
    storage::{parse_project, write_project},
    tables::{self, TableCell},
    typeset::Engine,
    workflow::{suggestion_at, take_suggestion},
};

use rust_decimal::Decimal;

use super::{
    derived,
    made::{
        accounts, files,
        fixture::{department, in_fen},
        form::{MadeForm, PLAIN},
        published,
    },
    sample,
};

const PROVEN: ImportWish =
    ImportWish { groups: None, least: Certainty::Proven, exceptions: BTreeSet::new(), assumes: false };

fn export(document: &Document, format: Format) -> Vec<u8> {
    let (derived, status, progress) = (derived(document), DocumentStatus::Draft, Progress::default());
    match format {
        Format::Docx => docx(&derived, status, &progress).unwrap(),
        Format::Pdf => pdf(&derived, status, &mut Engine::embedded_only(), &progress).unwrap().0,
        Format::Html => html(&derived, status, &progress).unwrap().0,
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

/// Numbers of both years meet in the same rows.
#[test]
fn both_years_at_once_fill_the_same_rows() {
    let own = sample("national-2024.json");
    let mut last = own.clone();
    last.unit.year = own.unit.year.map(|year| year - 1);
    let mut blank = Document::default();
    (blank.unit.year, blank.unit.region) = (own.unit.year, own.unit.region);
    let sources = [
        source(&blank, "上年报告.docx", &export(&last, Format::Docx)),
        source(&blank, "决算.xlsx", &export(&own, Format::Xlsx)),
    ];
    let plan = ImportPlan::of(&blank, &sources, &ImportWish { assumes: true, ..PROVEN });
    let after = blank.apply(plan.edit.as_ref().unwrap()).unwrap();
    let items = |document: &Document| {
        let mut items: Vec<_> =
            document.expenditure.lines.iter().map(|line| (line.item.to_string(), line.fund_or_default())).collect();
        items.sort_by(|a, b| a.0.cmp(&b.0));
        items
    };
    assert_eq!(items(&after), items(&own));
    assert!(after.expenditure.lines.iter().any(|line| line.prior_actual.is_some() && line.basic.is_some()));
    assert!(after.three_public.actual.reception_foreign.is_some(), "what is assumed leaves no blank behind");
}

/// As a program writes it that saves a Word file as text.
fn as_text(report: &[u8]) -> Vec<u8> {
    let mut text = String::new();
    for block in evidence::read(report).unwrap().blocks {
        match block {
            FileBlock::Paragraph(paragraph) => text += &(paragraph.text + "\r\n"),
            FileBlock::Table(table) => {
                let (rows, columns) = table.size();
                for row in 0..rows {
                    let cell = |column| {
                        table
                            .cells
                            .iter()
                            .find(|cell| (cell.row, cell.column) == (row, column))
                            .map_or("", |cell| &cell.text)
                    };
                    text += &((0..columns).map(cell).collect::<Vec<_>>().join("\t") + "\r\n");
                }
            }
            FileBlock::Picture(_) => {}
        }
    }
    text.into_bytes()
}

/// A report of last year tells the same in Word, as a PDF, as a web page and as text.
#[test]
fn a_report_of_last_year_tells_the_same_in_every_kind_of_file() {
    for name in ["clean.json", "national-2024.json"] {
        let last = sample(name);
        let mut own = Document::default();
        own.unit.year = last.unit.year.map(|year| year + 1);
        let word = export(&last, Format::Docx);
        let from = |file: &str, bytes: &[u8]| {
            let plan = ImportPlan::of(&own, &[source(&own, file, bytes)], &PROVEN);
            let changes: Vec<_> = plan.changes.iter().map(|change| (change.path, change.new.clone())).collect();
            assert!(plan.rest.is_empty(), "{name} {file} {:?}", plan.rest);
            (changes, plan.wordings)
        };
        let (changes, wordings) = from("上年报告.docx", &word);
        assert!(changes.len() > 5 && wordings > 5, "{name}: {} numbers, {wordings} texts", changes.len());
        for (file, bytes) in [
            ("上年报告.pdf", export(&last, Format::Pdf)),
            ("上年报告.html", export(&last, Format::Html)),
            ("上年报告.txt", as_text(&word)),
        ] {
            let (own_changes, own_wordings) = from(file, &bytes);
            assert_eq!(own_changes, changes, "{name} {file}");
            // A web page and a text lose where some texts begin.
            let fewest = if file.ends_with("pdf") { wordings } else { wordings * 8 / 10 };
            assert!(own_wordings >= fewest, "{name} {file}: {own_wordings} of {wordings}");
        }
    }
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

/// The forms of both years of a department, last year's with half of everything.
fn two_years() -> (Document, Vec<MadeForm>) {
    let document = department(Region::National);
    let mut forms = published::forms(&Figures::of(&Arc::new(document.clone())), PLAIN);
    let mut last = document.clone();
    let mut halves = Vec::new();
    last.walk(&mut |path, _, entry| {
        if let Entry::Money(money) = entry {
            halves
                .push(Edit::Set { path, entry: Entry::Money(Money::from_yuan(money.yuan() / Decimal::TWO).unwrap()) });
        }
    });
    last = last.apply(&Edit::Many { label: String::new(), edits: halves }).unwrap();
    for mut form in published::forms(&Figures::of(&Arc::new(last)), PLAIN) {
        form.year -= 1;
        form.sheet = format!("上年{}", form.sheet);
        forms.insert(0, form);
    }
    (document, forms)
}

#[test]
fn sheets_of_two_years_go_each_to_its_own() {
    let (document, forms) = two_years();
    let bytes = files::xlsx(&forms);
    for year in [None, Some(2024)] {
        let mut own = Document { codes: document.codes.clone(), ..Document::default() };
        own.unit.year = year;
        let plan = ImportPlan::of(&own, &[source(&own, "两年.xlsx", &bytes)], &PROVEN);
        let after = own.apply(plan.edit.as_ref().unwrap()).unwrap();
        assert_eq!(after.unit.year, Some(2024));
        let (general, last): (Vec<_>, _) =
            (after.income.lines.iter().map(|line| line.gpb).collect(), after.income.prior_total.unwrap());
        assert!(document.income.lines.iter().all(|line| line.gpb.is_none() || general.contains(&line.gpb)));
        let total = derived(&document).figures.tables.printed("T01!I_tot.amount".parse().unwrap()).unwrap();
        assert!((last + last - total).abs() <= Money::from_fen(20_000), "{last:?} {total:?}");
        let third = plan.rest.iter().filter(|rest| rest.why.contains("只能取本年度和上年度的数")).count();
        assert_eq!(third, 0, "{:?}", plan.rest);
    }
}

#[test]
fn the_file_of_another_department_is_told_before() {
    let (document, forms) = two_years();
    let bytes = files::xlsx(&forms);
    let warned = |name: &str| {
        let mut own = Document { codes: document.codes.clone(), ..Document::default() };
        (own.unit.department, own.unit.year) = (Text::new(name), Some(2024));
        let plan = ImportPlan::of(&own, &[source(&own, "表.xlsx", &bytes)], &PROVEN);
        assert_eq!(plan.warnings.is_empty() && plan.is_whole(), plan.is_whole());
        plan.warnings
    };
    assert_eq!(
        warned("青禾县财政局"),
        ["“表.xlsx”写的是青禾县总工会的数，本项目是青禾县财政局，请先核对是不是拿错了文件"]
    );
    for same in ["青禾县总工会", "青禾县总工会（本级）", ""] {
        assert!(warned(same).is_empty(), "{same}");
    }
}

#[test]
fn published_figures_in_a_file_that_counts_by_fen_are_told() {
    let (document, forms) = two_years();
    let mut own = Document { codes: document.codes.clone(), ..Document::default() };
    for (precision, is_offered) in [(Precision::Fen, true), (Precision::WanTwo, false)] {
        own.unit.precision = Some(precision);
        let plan = ImportPlan::of(&own, &[source(&own, "表.xlsx", &files::xlsx(&forms))], &PROVEN);
        assert_eq!((plan.offers_wan_two, plan.warnings.len()), (is_offered, usize::from(is_offered)));
    }
    own.unit.precision = Some(Precision::Fen);
    let exact = accounts::forms(&Figures::of(&Arc::new(in_fen(Region::Sichuan))), accounts::STYLE);
    let plan = ImportPlan::of(&own, &[source(&own, "财决.xlsx", &files::xlsx(&exact))], &PROVEN);
    assert!(!plan.offers_wan_two, "元 is not rounded");
}

#[test]
fn every_value_that_was_taken_remembers_where_it_is_from() {
    let (document, forms) = two_years();
    let bytes = files::xlsx(&forms);
    let mut own = Document { codes: document.codes.clone(), ..Document::default() };
    own.unit.year = Some(2024);
    let source = source(&own, "两年.xlsx", &bytes).hashed(&bytes);
    let plan = ImportPlan::of(&own, &[source], &PROVEN);
    let after = own.apply(plan.edit.as_ref().unwrap()).unwrap();
    let basic = at!(expenditure.lines[0].basic);
    let from = after.taken_from(basic).unwrap();
    assert_eq!((from.file, from.hash), ("两年.xlsx", &*sha256(&bytes)));
    assert!(from.origin.starts_with("工作表“公开0"), "{}", from.origin);
    let of_place = plan.changes.iter().filter(|change| change.origin.place.is_some());
    assert!(of_place.clone().count() > 20);
    for change in of_place {
        assert!(after.taken_from(change.path).is_some(), "{}", change.label);
    }
    let figures = &derived(&after).figures;
    let received = at!(income.lines[0].gpb);
    let origin = after.taken_from(received).unwrap().origin;
    let explained = figures.explain(&Source::Entered(received)).unwrap();
    assert_eq!(explained.formula, format!("取自 两年.xlsx {origin}"));
    // The file holds the detail as well: the amount of the line follows from it.
    let explained = figures.explain(&Source::Entered(basic)).unwrap();
    assert!(explained.formula.starts_with("决算数 ＋ 决算数"), "{}", explained.formula);
    // Typed over, it is the person's own; what is signed knows nothing of it.
    let typed = after.apply(&Edit::Set { path: basic, entry: Entry::Money(Money::from_fen(1)) }).unwrap();
    assert!(typed.taken_from(basic).is_none() && typed.taken_from(at!(expenditure.lines[1].basic)).is_some());
    let stored = write_project(&after).unwrap();
    assert_eq!(parse_project(&stored).unwrap().taken_from(basic), Some(from));
}

#[test]
fn the_texts_of_last_years_report_are_offered_where_this_years_are_blank() {
    let last = sample("clean.json");
    let mut own = Document::default();
    own.unit.year = last.unit.year.map(|year| year + 1);
    own.income.reason = LongText::new("今年已经写好");
    let bytes = export(&last, Format::Docx);
    let plan = ImportPlan::of(&own, &[source(&own, "上年报告.docx", &bytes)], &PROVEN);
    assert!(plan.wordings > 3, "{}", plan.wordings);
    let after = own.apply(plan.edit.as_ref().unwrap()).unwrap();
    let duties = suggestion_at(&after, at!(unit.duties)).unwrap();
    assert!(duties.contains(&*last.unit.duties), "{duties}");
    assert!(after.unit.duties.is_blank(), "a suggestion is no text");
    let offered = suggestion_at(&after, at!(other.operating.reason)).unwrap();
    assert!(last.other.operating.reason.contains(offered.trim_end_matches('。')), "{offered}");
    assert_eq!(suggestion_at(&after, at!(income.reason)), None, "what is written stays alone");
    let taken = after.apply(&take_suggestion(&after, at!(unit.duties)).unwrap()).unwrap();
    assert_eq!(&*taken.unit.duties, duties);
    // Once more: nothing is offered twice.
    let again = ImportPlan::of(&after, &[source(&after, "上年报告.docx", &bytes)], &PROVEN);
    assert_eq!(again.wordings, 0);
}
