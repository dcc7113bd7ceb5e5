//! Made forms in all their layouts and kinds of files: every number has its address, every table proves itself.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use juesuan::{
    document::{Document, Precision, Region},
    evidence::{self, Evidence, FileBlock, FileTable},
    figures::{CellKey, Figures, Source},
    import::{ImportPlan, ImportSource, ImportWish},
    money::AmountUnit,
    reading::{Certainty, Fact, ReadTable, Reading},
    tables::{self, TableCell},
};

use super::made::{
    accounts,
    files::{self, KINDS},
    fixture::{department, in_fen},
    form::{Codes, MadeForm, PLAIN, Style},
    published,
};

const PROVEN: ImportWish =
    ImportWish { groups: None, least: Certainty::Proven, exceptions: BTreeSet::new(), assumes: false };

const REGIONS: [Region; 3] = [Region::Sichuan, Region::National, Region::Shanghai];

/// The layouts, each with the words by which a failure names it.
fn styles() -> Vec<(&'static str, Style)> {
    vec![
        ("codes in one column", PLAIN),
        (
            "codes merged over three, 栏次 and 行次",
            Style {
                codes: Codes::Merged,
                has_ordinals: true,
                nothing: "0.00",
                is_interleaved: true,
                sides: 3,
                ..PLAIN
            },
        ),
        (
            "parts in each row, total below, in 元",
            Style {
                codes: Codes::Parts,
                is_total_below: true,
                unit: AmountUnit::Yuan,
                is_grouped: true,
                has_ordinals: true,
                nothing: "—",
                ..PLAIN
            },
        ),
        ("the new part alone", Style { codes: Codes::Steps, nothing: "-", sides: 4, is_total_below: true, ..PLAIN }),
        ("whole codes by their level", Style { codes: Codes::Whole, sides: 1, has_ordinals: true, ..PLAIN }),
        ("code and name in one cell", Style { codes: Codes::WithName, unit: AmountUnit::Yuan, ..PLAIN }),
        ("items alone", Style { has_subtotals: false, is_grouped: true, notes: false, ..PLAIN }),
        (
            "pages with the head again",
            Style { page: Some(6), has_ordinals: true, codes: Codes::Merged, is_interleaved: true, ..PLAIN },
        ),
        ("pages with a head of one line", Style { page: Some(7), codes: Codes::WithName, ..PLAIN }),
    ]
}

fn figures(region: Region) -> Figures {
    Figures::of(&Arc::new(department(region)))
}

/// Reads a file and says what is wrong with it.
fn faults(evidence: &Evidence, forms: &[MadeForm]) -> Vec<String> {
    let reading = Reading::of(evidence, &Document::default());
    let mut faults = Vec::new();
    let mut read = BTreeMap::new();
    let numbers = reading.tables.iter().flat_map(numbers_of);
    for (address, value) in numbers {
        if let Some(other) = read.insert(address.clone(), value.clone()).filter(|other| *other != value) {
            faults.push(format!("{address} is read as {other} and as {value}"));
        }
    }
    let expected = forms.iter().flat_map(|form| &form.expected);
    let mut known = BTreeSet::new();
    for (address, value) in expected {
        known.insert(address);
        match read.get(address) {
            Some(found) if found == value => {}
            found => faults.push(format!("{address} is {value}, read {found:?}")),
        }
    }
    faults.extend(
        read.iter()
            .filter(|(address, _)| !known.contains(address))
            .map(|(address, value)| format!("{address} {value} is none")),
    );
    faults.extend(reading.left.iter().map(|left| format!("left: {} ({})", left.text, left.why)));
    for table in reading.tables.iter().filter(|table| !table.facts.is_empty() && table.certainty != Certainty::Proven) {
        faults.push(format!("{} is not proven: {:?}", table.title, table.reasons));
    }
    if (reading.year, reading.department.as_deref()) != (Some(2024), Some("青禾县总工会")) {
        faults.push(format!("of {:?} {:?}", reading.year, reading.department));
    }
    faults
}

/// The numbers of a table by their addresses, amounts in 万元.
fn numbers_of(table: &ReadTable) -> Vec<(String, String)> {
    let value = |fact: &Fact| fact.value.wan().normalize().to_string();
    let facts = table.facts.iter().map(|fact| (fact.address.to_string(), value(fact)));
    let counts = table.counts.iter().map(|count| (count.path.to_string(), count.count.to_string()));
    let details = table.details.iter().map(|fact| match fact.address {
        Source::Cell(CellKey { row, column, .. }) => (format!("{:?} {row} {column}", table.part.unwrap()), value(fact)),
        _ => panic!("{}", fact.address),
    });
    facts.chain(counts).chain(details).collect()
}

fn assert_read(kind: &str) {
    let (_, make) = KINDS.iter().find(|(own, _)| *own == kind).unwrap();
    let mut all = Vec::new();
    for region in REGIONS {
        let figures = figures(region);
        for (name, style) in styles() {
            let forms = published::forms(&figures, style);
            let bytes = make(&forms);
            let faults = match evidence::read(&bytes) {
                Ok(evidence) => faults(&evidence, &forms),
                Err(refusal) => vec![refusal.to_string()],
            };
            if !faults.is_empty() {
                let few: Vec<&String> = faults.iter().take(12).collect();
                all.push(format!("{region:?}, {name}: {} faults, {few:#?}", faults.len()));
            }
        }
    }
    assert!(all.is_empty(), "{kind}: {}", all.join("\n"));
}

#[test]
fn forms_in_workbooks_are_read() {
    assert_read("xlsx");
}

#[test]
fn forms_in_workbooks_of_the_old_kind_are_read() {
    assert_read("xls");
}

#[test]
fn forms_in_workbooks_as_xml_are_read() {
    assert_read("xml.xls");
}

#[test]
fn forms_in_pages_named_as_workbooks_are_read() {
    assert_read("html.xls");
}

#[test]
fn forms_in_word_files_are_read() {
    assert_read("docx");
}

#[test]
fn forms_in_pdfs_are_read() {
    assert_read("pdf");
}

#[test]
fn forms_in_texts_are_read() {
    assert_read("txt");
}

/// The forms of the accounts themselves, in every kind of file.
#[test]
fn forms_of_the_accounts_are_read() {
    let figures = Figures::of(&Arc::new(in_fen(Region::Sichuan)));
    let parts =
        Style { codes: Codes::Parts, is_total_below: false, nothing: "0.00", is_grouped: true, ..accounts::STYLE };
    let mut all = Vec::new();
    for style in [accounts::STYLE, parts, Style { page: Some(9), ..accounts::STYLE }] {
        let forms = accounts::forms(&figures, style);
        for (kind, make) in KINDS {
            let faults = faults(&evidence::read(&make(&forms)).unwrap(), &forms);
            if !faults.is_empty() {
                all.push(format!("{kind}, {:?}: {} {:#?}", style.codes, faults.len(), &faults[..faults.len().min(12)]));
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// All forms on one sheet, one below the other.
#[test]
fn forms_below_each_other_on_one_sheet_are_read() {
    let mut all = Vec::new();
    for region in REGIONS {
        let figures = figures(region);
        for (name, style) in styles() {
            let forms = published::forms(&figures, style);
            let mut evidence = evidence::read(&files::xlsx(&forms)).unwrap();
            let mut sheet: Option<FileTable> = None;
            for block in std::mem::take(&mut evidence.blocks) {
                let FileBlock::Table(mut table) = block else { panic!("a sheet is a table") };
                let below = sheet.as_ref().map_or(0, |sheet| sheet.size().0 + 2);
                table.cells.iter_mut().for_each(|cell| cell.row += below);
                match &mut sheet {
                    Some(sheet) => sheet.cells.append(&mut table.cells),
                    None => sheet = Some(table),
                }
            }
            evidence.blocks.extend(sheet.map(FileBlock::Table));
            let faults = faults(&evidence, &forms);
            if !faults.is_empty() {
                all.push(format!("{region:?}, {name}: {:#?}", &faults[..faults.len().min(5)]));
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// As a spreadsheet saves one form with commas, in either encoding.
#[test]
fn forms_saved_with_commas_are_read() {
    let mut all = Vec::new();
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    for region in REGIONS {
        let figures = figures(region);
        for (name, style) in styles() {
            for form in published::forms(&figures, style) {
                let pasted = evidence::read_clipboard(&files::pasted(&form));
                let table = pasted.tables().next().unwrap();
                let (rows, columns) = table.size();
                let mut lines = vec![vec![String::new(); columns as usize]; rows as usize];
                for cell in &table.cells {
                    lines[cell.row as usize][cell.column as usize] = quoted(&cell.text);
                }
                let text: String = lines.iter().map(|line| line.join(",") + "\r\n").collect();
                for bytes in [format!("\u{feff}{text}").into_bytes(), encoding_rs::GB18030.encode(&text).0.into_owned()]
                {
                    let form = [form.clone()];
                    let faults = faults(&evidence::read(&bytes).unwrap(), &form);
                    if !faults.is_empty() {
                        all.push(format!(
                            "{region:?}, {}, {name}: {:#?}",
                            form[0].title,
                            &faults[..faults.len().min(5)]
                        ));
                    }
                }
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// What was copied of one form.
#[test]
fn forms_that_are_pasted_are_read() {
    let mut all = Vec::new();
    for region in REGIONS {
        let figures = figures(region);
        for (name, style) in styles() {
            for form in published::forms(&figures, style) {
                let text = files::pasted(&form);
                let form = [form];
                let faults = faults(&evidence::read_clipboard(&text), &form);
                if !faults.is_empty() {
                    all.push(format!("{region:?}, {}, {name}: {:#?}", form[0].title, &faults[..faults.len().min(5)]));
                }
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// What is printed of the tables, as far as it is not nothing.
fn printed(document: &Document) -> Vec<(String, String)> {
    let figures = Figures::of(&Arc::new(document.clone()));
    let cells = tables::published(&figures).into_iter().flat_map(|table| table.rows).flat_map(|row| row.cells);
    let amounts = cells.filter_map(|cell| match cell {
        TableCell::Amount { value: Some(value), source } if !value.is_zero() => {
            Some((source.to_string(), value.wan2()))
        }
        _ => None,
    });
    amounts.collect()
}

/// The accounts as a workbook fill everything that they tell.
#[test]
fn forms_of_the_accounts_taken_over_print_the_same_tables() {
    let document = in_fen(Region::Sichuan);
    let style = Style { nothing: "0.00", ..accounts::STYLE };
    let forms = accounts::forms(&Figures::of(&Arc::new(document.clone())), style);
    let mut blank = Document::default();
    blank.unit.region = Some(Region::Sichuan);
    blank.codes = document.codes.clone();
    let evidence = evidence::read(&files::xlsx(&forms)).unwrap();
    let plan = ImportPlan::of(&blank, &[ImportSource::of("Z.xlsx".to_owned(), evidence, &blank)], &PROVEN);
    assert!(plan.claims.is_empty(), "{:#?}", plan.claims);
    assert!(plan.rest.is_empty(), "{:#?}", plan.rest);
    let after = blank.apply(plan.edit.as_ref().unwrap()).unwrap();
    // Projects have names that these forms do not tell.
    let (before, now) = (printed(&document), printed(&after));
    let missing: Vec<_> = before.iter().filter(|pair| !now.contains(pair) && !pair.0.starts_with("T09")).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!((&after.other, &after.three_public), (&document.other, &document.three_public));
}

/// A blank file that took over the forms prints the same tables, and every total agrees.
#[test]
fn forms_taken_over_print_the_same_tables() {
    for region in REGIONS {
        let document = department(region);
        let figures = figures(region);
        for (name, style) in styles() {
            let forms = published::forms(&figures, style);
            let mut blank = Document::default();
            blank.unit.region = Some(region);
            blank.unit.precision = Some(Precision::WanTwo);
            blank.codes = document.codes.clone();
            // Which receptions were of guests from abroad the forms do not say.
            blank.three_public.budget.reception_foreign = document.three_public.budget.reception_foreign;
            blank.three_public.actual.reception_foreign = document.three_public.actual.reception_foreign;
            let evidence = evidence::read(&files::xlsx(&forms)).unwrap();
            let plan = ImportPlan::of(&blank, &[ImportSource::of("表.xlsx".to_owned(), evidence, &blank)], &PROVEN);
            assert!(plan.claims.is_empty(), "{region:?}, {name}: {:#?}", plan.claims);
            let after = blank.apply(plan.edit.as_ref().unwrap()).unwrap();
            let (before, after) = (printed(&document), printed(&after));
            let missing: Vec<_> = before.iter().filter(|pair| !after.contains(pair)).collect();
            assert!(missing.is_empty(), "{region:?}, {name}: {missing:?} {:#?}", plan.rest);
        }
    }
}
