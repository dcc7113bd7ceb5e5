//! Excel工作簿：read back with another library, it holds the tables cell by cell, and each formula yields what is printed.

use std::{collections::HashMap, io::Cursor};

use calamine::{Data, Range, Reader, Xlsx};
use rust_decimal::Decimal;
use serde_json::Value;

use juesuan::{
    document::{Document, ExpenditureLine, FunctionalCode, Fund, OwnCode, Text},
    export::{DocumentStatus, ExportError, Progress, tables_json, xlsx},
    large_sample::large_document,
    money::{AmountUnit, Money},
    report::{PrintedCell, PrintedTable, TableKey},
    tables,
};

use super::{derived, sample};

fn export(document: Document, status: DocumentStatus) -> Vec<u8> {
    xlsx(&derived(document), status, &Progress::default()).unwrap()
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap()
}

/// A part of the file.
fn part(bytes: &[u8], name: &str) -> String {
    use std::io::Read;
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn cell(range: &Range<Data>, row: usize, column: usize) -> &Data {
    range.get_value((u32::try_from(row).unwrap(), u32::try_from(column).unwrap())).unwrap_or(&Data::Empty)
}

/// What the workbook holds of a document is what `juesuan-cli tables` prints.
fn assert_holds_the_tables(document: Document) {
    let derived = derived(document);
    let bytes = xlsx(&derived, DocumentStatus::Draft, &Progress::default()).unwrap();
    let mut book = open(&bytes);
    let printed: Value = serde_json::from_str(&tables_json(&derived.figures)).unwrap();
    for table in tables::all(&derived.figures) {
        let expected = &printed[table.id.to_string()];
        let range = book.worksheet_range(&table.number).unwrap();
        assert_eq!(cell(&range, 0, 0), &Data::String(expected["title"].as_str().unwrap().to_owned()));
        let first = 3 + table.head.len();
        let rows = expected["rows"].as_array().unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, value) in cells.as_array().unwrap().iter().enumerate() {
                let place = format!("{} {row} {column}", table.number);
                match (cell(&range, first + row, column), value.as_str()) {
                    (Data::Empty, None) => {}
                    (Data::String(text), Some(printed)) => {
                        let is_word = !table.columns[column].is_amount || printed == "未填列";
                        assert!(is_word && text == printed, "{place}: {text}");
                    }
                    (Data::Float(number), Some(printed)) => {
                        // The shortest text of the number is what Excel shows in its line of entry.
                        let exact = printed.parse::<f64>().unwrap();
                        assert!(number.to_bits() == exact.to_bits(), "{place}: {number} is not {printed}");
                    }
                    (found, printed) => panic!("{place}: {found:?} is not {printed:?}"),
                }
            }
        }
        for (line, note) in expected["notes"].as_array().unwrap().iter().enumerate() {
            assert_eq!(cell(&range, first + rows.len() + line, 0).to_string(), note.as_str().unwrap());
        }
    }
}

/// The texts of a form, each once, in the order of its cells; numbers as they are printed.
fn assert_holds_the_forms(document: Document) {
    let derived = derived(document);
    let bytes = xlsx(&derived, DocumentStatus::Draft, &Progress::default()).unwrap();
    for key in [TableKey::Scores, TableKey::Targets] {
        let [form] = PrintedTable::of(&derived.figures, key).try_into().unwrap();
        let sheet = open(&bytes).worksheet_range(&form.number).unwrap();
        let first = 3 + u32::try_from(form.head.len()).unwrap();
        let found: Vec<String> = sheet
            .used_cells()
            .filter(|(row, _, _)| *row as u32 + sheet.start().unwrap().0 >= first)
            .map(|(_, _, cell)| match cell {
                Data::Float(number) => number.to_string(),
                other => other.to_string(),
            })
            .collect();
        let plain = |cell: &PrintedCell| {
            let ungrouped = cell.text.replace(',', "");
            let percentage = ungrouped.strip_suffix('%').and_then(|plain| plain.parse::<Decimal>().ok());
            match (ungrouped.parse::<f64>(), percentage) {
                (Ok(number), _) if cell.source.is_some() => number.to_string(),
                (_, Some(number)) => (number / Decimal::ONE_HUNDRED).to_string().parse::<f64>().unwrap().to_string(),
                _ => cell.text.clone(),
            }
        };
        let expected: Vec<String> = form.rows.iter().flatten().map(plain).filter(|text| !text.is_empty()).collect();
        assert_eq!(found, expected, "{}", form.number);
    }
}

#[test]
fn the_workbook_holds_the_printed_tables() {
    for name in ["yanbian-2024.json", "clean.json"] {
        assert_holds_the_tables(sample(name));
        assert_holds_the_forms(sample(name));
    }
    assert_holds_the_tables(Document::default());
    assert_holds_the_tables(large_document(300));
}

/// `C5`, `C5:D7` as places.
fn places(reference: &str) -> Vec<(usize, usize)> {
    let place = |name: &str| {
        let letters: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
        let column = letters.bytes().fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
        (name[letters.len()..].parse::<usize>().unwrap() - 1, column - 1)
    };
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    let (first, last) = (place(first), place(last));
    (first.0..=last.0).flat_map(|row| (first.1..=last.1).map(move |column| (row, column))).collect()
}

/// Evaluates a cell with what it refers to: `D8` or `ROUND(SUM(D7,D10:D12)-SUM(E3),2)`.
fn evaluate(range: &Range<Data>, formulas: &HashMap<(usize, usize), String>, at: (usize, usize)) -> Money {
    let Some(formula) = formulas.get(&at) else {
        return match cell(range, at.0, at.1) {
            Data::Float(number) => Money::parse(&format!("{number}"), AmountUnit::Wan).unwrap().unwrap(),
            _ => Money::ZERO,
        };
    };
    let sum = |references: &str| -> Money {
        references.split(',').flat_map(places).map(|place| evaluate(range, formulas, place)).sum()
    };
    let Some(sums) = formula.strip_prefix("ROUND(").and_then(|rest| rest.strip_suffix(",2)")) else {
        return sum(formula);
    };
    let mut total = Money::ZERO;
    for piece in sums.split_inclusive(')') {
        let is_taken_away = piece.starts_with('-');
        let references = piece.trim_start_matches(['+', '-']).strip_prefix("SUM(").unwrap().strip_suffix(')').unwrap();
        total += if is_taken_away { -sum(references) } else { sum(references) };
    }
    total
}

/// Every formula yields its cached value, so that a recalculation changes nothing. Returns how many there are.
fn assert_formulas_hold(document: Document) -> usize {
    let bytes = export(document, DocumentStatus::Final);
    let mut book = open(&bytes);
    let mut count = 0;
    // The texts on the charts are computed anew by `.ci/documents`.
    for name in book.sheet_names().into_iter().filter(|name| name != "图表") {
        let range = book.worksheet_range(&name).unwrap();
        let formulas = book.worksheet_formula(&name).unwrap();
        let start = formulas.start().unwrap_or_default();
        let formulas: HashMap<(usize, usize), String> = formulas
            .used_cells()
            .map(|(row, column, formula)| {
                ((row + start.0 as usize, column + start.1 as usize), formula.trim_start_matches('=').to_owned())
            })
            .collect();
        for at in formulas.keys() {
            let Data::Float(cached) = cell(&range, at.0, at.1) else { panic!("{name} {at:?} has no value") };
            let yielded = evaluate(&range, &formulas, *at);
            assert_eq!(yielded.wan2(), format!("{cached:.2}"), "{name} {at:?} {}", formulas[at]);
        }
        count += formulas.len();
    }
    count
}

#[test]
fn recalculation_changes_no_value() {
    // The reference report lacks details, and many of its totals are published with tails.
    for (document, fewest) in
        [(sample("clean.json"), 300), (sample("yanbian-2024.json"), 50), (large_document(300), 300)]
    {
        let count = assert_formulas_hold(document);
        assert!(count > fewest, "only {count} formulas");
    }
}

/// 200.09 is published, 200.08 is what its rows add up to.
#[test]
fn a_published_total_with_a_tail_says_why_it_is_no_formula() {
    let bytes = export(sample("yanbian-2024.json"), DocumentStatus::Final);
    let notes: Vec<String> = (1..=13)
        .filter_map(|number| {
            let name = format!("xl/comments{number}.xml");
            let has_part = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap().by_name(&name).is_ok();
            has_part.then(|| part(&bytes, &name))
        })
        .collect();
    assert!(notes.iter().any(|note| note.contains("按报告上印的数列示") && note.contains("200.08万元，相差0.01万元")));
}

#[test]
fn a_draft_says_so_on_each_page_and_a_final_one_does_not() {
    let (draft, last) =
        (export(sample("clean.json"), DocumentStatus::Draft), export(sample("clean.json"), DocumentStatus::Final));
    for number in 1..=open(&draft).sheet_names().len() {
        let name = format!("xl/worksheets/sheet{number}.xml");
        assert!(part(&draft, &name).contains("草　稿"), "{name}");
        assert!(!part(&last, &name).contains("草　稿"), "{name}");
        assert!(part(&last, &name).contains("orientation=\"landscape\""), "{name}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for name in ["clean.json", "yanbian-2024.json"] {
        assert!(export(sample(name), DocumentStatus::Draft) == export(sample(name), DocumentStatus::Draft), "{name}");
    }
}

/// The reference report prints 94; its items add up to 90, and that is what stands here (G03 names both).
#[test]
fn the_score_is_a_sum_of_numbers() {
    let bytes = export(sample("yanbian-2024.json"), DocumentStatus::Final);
    let mut book = open(&bytes);
    let (values, formulas) = (book.worksheet_range("附表1").unwrap(), book.worksheet_formula("附表1").unwrap());
    let (last, _) = values.end().unwrap();
    assert_eq!(values.get_value((last, 0)).unwrap().to_string(), "得分合计");
    assert_eq!(values.get_value((last, 5)), Some(&Data::Float(90.0)));
    assert!(formulas.get_value((last, 5)).unwrap().starts_with("ROUND(SUM(F6"));
    assert!(formulas.get_value((last, 3)).unwrap().starts_with("ROUND(SUM(D6"));
}

#[test]
fn texts_that_look_like_formulas_stay_texts() {
    for text in ["=1+1", "=cmd|'/C calc'!A0", "+1", "-2+3", "@SUM(1)", "\t=1", "Sheet1!A1", "http://a.example/"] {
        let mut document = sample("clean.json");
        document.unit.department = Text::new(text);
        let code = "2010199";
        document.codes.push(OwnCode { code: Text::new(code), name: Text::new(text), ..OwnCode::default() });
        document.expenditure.lines.push(ExpenditureLine {
            item: FunctionalCode::new(code),
            fund: Some(Fund::Gpb),
            basic: Money::parse("1", AmountUnit::Wan).unwrap(),
            ..ExpenditureLine::default()
        });
        let figures = derived(document.clone());
        let named = tables::table(&figures.figures, juesuan::figures::T03);
        let row = named.rows.iter().position(|row| row.cells[0].printed().as_deref() == Some(code)).unwrap();
        let shown = named.rows[row].cells[1].printed().unwrap();
        let bytes = export(document, DocumentStatus::Draft);
        let mut book = open(&bytes);
        let (values, formulas) =
            (book.worksheet_range("公开03表").unwrap(), book.worksheet_formula("公开03表").unwrap());
        let place = (u32::try_from(row + 3 + named.head.len()).unwrap(), 1);
        assert_eq!(values.get_value(place), Some(&Data::String(shown)), "{text}");
        assert!(formulas.get_value(place).is_none_or(String::is_empty), "{text}");
        assert!(!part(&bytes, "xl/worksheets/sheet3.xml").contains("<hyperlink"), "{text}");
    }
}

#[test]
fn charts_stand_beside_their_data_and_compute_nothing() {
    let bytes = export(sample("yanbian-2024.json"), DocumentStatus::Final);
    let mut book = open(&bytes);
    let sheet = book.worksheet_range("图表").unwrap();
    let words: Vec<String> = sheet.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
    for wanted in ["86.12%", "13.88%", "200.09", "比上年减少83.89万元，下降26.53%"] {
        assert!(words.iter().any(|word| word.contains(wanted)), "{wanted}");
    }
    let charts: Vec<String> = (1..=7)
        .filter_map(|number| {
            let name = format!("xl/charts/chart{number}.xml");
            let is_there = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap().by_name(&name).is_ok();
            is_there.then(|| part(&bytes, &name))
        })
        .collect();
    assert_eq!(charts.len(), 7);
    assert!(charts.iter().any(|chart| chart.contains("86.12%") && chart.contains("<c:pieChart>")));
    for chart in &charts {
        assert!(!chart.contains("<c:showPercent val=\"1\"/>"), "Excel would compute a percentage");
        assert!(!chart.contains("<c:pt idx=\"0\"><c:v>合计"), "the whole is no part");
        assert!(chart.contains("<c15:datalabelsRange><c15:f>图表!$"), "typed labels do not follow");
    }
}

#[test]
fn a_cancelled_export_makes_nothing() {
    let progress = Progress::default();
    progress.cancel();
    let result = xlsx(&derived(sample("clean.json")), DocumentStatus::Draft, &progress);
    assert_eq!(result, Err(ExportError::Cancelled));
}
