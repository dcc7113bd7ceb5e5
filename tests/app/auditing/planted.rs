//! Single errors planted in our own reports: how many are found, and how many in their place.

use std::collections::BTreeMap;

use juesuan::{
    audit::{Audit, AuditFinding},
    evidence::{Evidence, FileBlock},
    export::Format,
    reading::Reading,
};

use super::own_reports::{exported, in_each_region};
use crate::reading::derived;

/// A generator of its own, so that the same errors are planted everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

/// Where an error was put: the block, and the row and column of a table.
#[derive(Clone, Copy, Debug)]
struct Planted {
    block: usize,
    cell: Option<(u32, u32)>,
}

const KINDS: [&str; 12] =
    ["cell", "total", "amount", "rate", "way", "year", "code", "name", "unit", "missing", "swapped", "leftover"];

/// Another number of the same form.
fn other_number(text: &str, dice: &mut Dice) -> Option<String> {
    let digits: Vec<usize> = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    // A digit before the point, or the first behind it: what is beyond rounding.
    let point = text.find('.').unwrap_or(text.len());
    let telling: Vec<usize> = digits.into_iter().filter(|at| *at <= point + 1).collect();
    let at = *telling.get(dice.below(telling.len()))?;
    let old = text[at..].chars().next()?.to_digit(10)?;
    let new = (old + 1 + dice.below(8) as u32) % 10;
    (new != old).then(|| format!("{}{new}{}", &text[..at], &text[at + 1..]))
}

/// The numbers of a text that are followed by a unit.
fn numbers_before(text: &str, unit: &str) -> Vec<(usize, usize)> {
    let ends = text.match_indices(unit).map(|(at, _)| at);
    ends.filter_map(|end| {
        let begin = text[..end]
            .rfind(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let number = &text[begin..end];
        let is_number = !number.is_empty() && number.chars().any(|c| ('1'..='9').contains(&c)) && number.contains('.');
        is_number.then_some((begin, end))
    })
    .collect()
}

/// Plants an error of this kind; `None` if there is no place for it.
fn plant(
    evidence: &mut Evidence,
    reading: &Reading,
    explanation: &[usize],
    kind: &str,
    dice: &mut Dice,
) -> Option<Planted> {
    let facts: Vec<_> = reading.tables.iter().flat_map(|table| &table.facts).collect();
    let is_total = |words: String| words.contains("合计") || words.contains("_sum") || words.contains("_tot");
    match kind {
        "cell" | "total" => {
            let suits = |fact: &&&juesuan::reading::Fact| {
                !fact.value.is_zero() && is_total(fact.address.to_string()) == (kind == "total")
            };
            let own: Vec<_> = facts.iter().filter(suits).collect();
            let place = own.get(dice.below(own.len()))?.place;
            let FileBlock::Table(table) = &mut evidence.blocks[place.block] else { return None };
            let cell = table.cells.iter_mut().find(|cell| (cell.row, cell.column) == (place.row, place.column))?;
            cell.text = other_number(&cell.text, dice)?;
            Some(Planted { block: place.block, cell: Some((place.row, place.column)) })
        }
        "code" | "name" | "swapped" => {
            let own: Vec<_> = facts
                .iter()
                .filter(|fact| {
                    matches!(&fact.address, juesuan::figures::Source::Cell(key)
                        if matches!(key.table.number(), 2 | 3 | 6)
                            && matches!(key.row, juesuan::figures::RowKey::Code(code) if code.digits() == 7))
                })
                .collect();
            let place = own.get(dice.below(own.len()))?.place;
            let FileBlock::Table(table) = &mut evidence.blocks[place.block] else { return None };
            let is_code = |text: &str| text.len() == 7 && text.bytes().all(|byte| byte.is_ascii_digit());
            match kind {
                "code" => {
                    let cell =
                        table.cells.iter_mut().find(|cell| cell.row == place.row && is_code(cell.text.trim()))?;
                    let class = ["205", "206", "213"][dice.below(3)];
                    cell.text = format!("{class}{}", &cell.text.trim()[3..]);
                    Some(Planted { block: place.block, cell: Some((cell.row, cell.column)) })
                }
                "name" => {
                    let is_name = |text: &str| text.chars().any(|c| c > '\u{4e00}');
                    let rows: Vec<(u32, u32, String)> = table
                        .cells
                        .iter()
                        .filter(|cell| {
                            is_name(&cell.text)
                                && table.cells.iter().any(|code| code.row == cell.row && is_code(code.text.trim()))
                        })
                        .map(|cell| (cell.row, cell.column, cell.text.clone()))
                        .collect();
                    let own = rows.iter().position(|(row, ..)| *row == place.row)?;
                    let other = rows.iter().find(|(row, _, text)| *row != place.row && *text != rows[own].2)?.2.clone();
                    let (row, column, _) = rows[own];
                    table.cells.iter_mut().find(|cell| (cell.row, cell.column) == (row, column))?.text = other;
                    Some(Planted { block: place.block, cell: Some((row, column)) })
                }
                _ => {
                    // The amounts of a row and of the row below it.
                    let amount = |text: &str| {
                        text.contains('.') && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
                    };
                    let below = place.row + 1;
                    let has_code = table.cells.iter().any(|cell| cell.row == below && is_code(cell.text.trim()));
                    let texts = |row: u32| -> BTreeMap<u32, String> {
                        let cells = table.cells.iter().filter(|cell| cell.row == row && amount(cell.text.trim()));
                        cells.map(|cell| (cell.column, cell.text.clone())).collect()
                    };
                    let (first, second) = (texts(place.row), texts(below));
                    if !has_code || first == second || first.is_empty() || first.len() != second.len() {
                        return None;
                    }
                    for cell in &mut table.cells {
                        if cell.row == place.row {
                            if let Some(text) = second.get(&cell.column) {
                                cell.text.clone_from(text);
                            }
                        } else if cell.row == below
                            && let Some(text) = first.get(&cell.column)
                        {
                            cell.text.clone_from(text);
                        }
                    }
                    Some(Planted { block: place.block, cell: Some((place.row, 0)) })
                }
            }
        }
        "missing" => {
            let titled: Vec<_> = reading.tables.iter().filter(|table| !table.facts.is_empty()).collect();
            let table = titled.get(dice.below(titled.len()))?;
            let block = *table.blocks.first()?;
            // Only its title is left in the contents.
            for own in table.blocks.iter().rev() {
                evidence.blocks.remove(*own);
            }
            Some(Planted { block, cell: None })
        }
        _ => {
            let own: Vec<usize> = explanation.to_vec();
            let start = dice.below(own.len());
            for step in 0..own.len() {
                let block = own[(start + step) % own.len()];
                let FileBlock::Paragraph(paragraph) = &mut evidence.blocks[block] else { continue };
                let text = paragraph.text.clone();
                let new = match kind {
                    "amount" | "rate" => {
                        let places = numbers_before(&text, if kind == "amount" { "万元" } else { "%" });
                        places.get(dice.below(places.len())).and_then(|(from, to)| {
                            Some(format!(
                                "{}{}{}",
                                &text[..*from],
                                other_number(&text[*from..*to], dice)?,
                                &text[*to..]
                            ))
                        })
                    }
                    "way" => {
                        let pairs = [
                            ("增加", "减少"),
                            ("减少", "增加"),
                            ("大于预算数", "小于预算数"),
                            ("小于预算数", "大于预算数"),
                            ("大于全年预算数", "小于全年预算数"),
                            ("小于全年预算数", "大于全年预算数"),
                        ];
                        pairs.iter().find_map(|(old, new)| {
                            let at = text.find(old)?;
                            let behind = &text[at + old.len()..];
                            let is_told = behind.starts_with(|c: char| c.is_ascii_digit()) || old.contains("预算");
                            is_told.then(|| text.replacen(old, new, 1))
                        })
                    }
                    "year" => ["与2023年度相比", "截至2024年", "2024年度"]
                        .iter()
                        .find(|words| text.contains(**words))
                        .map(|words| {
                            let new = words.replace("2024", "2021").replace("2023", "2020");
                            text.replacen(words, &new, 1)
                        }),
                    "unit" => numbers_before(&text, "万元")
                        .first()
                        .map(|(_, to)| format!("{}元{}", &text[..*to], &text[to + "万元".len()..])),
                    "leftover" => ["增加", "减少"]
                        .iter()
                        .find(|words| text.contains(**words))
                        .map(|words| text.replacen(words, "增加（减少）", 1)),
                    _ => None,
                };
                if let Some(new) = new.filter(|new| *new != text) {
                    paragraph.text = new;
                    return Some(Planted { block, cell: None });
                }
            }
            None
        }
    }
}

/// The paragraphs of the explanation of the accounts.
fn explanation(evidence: &Evidence) -> Vec<usize> {
    let text = |block: usize| match &evidence.blocks[block] {
        FileBlock::Paragraph(paragraph) => paragraph.text.as_str(),
        _ => "",
    };
    let heads = |words: &str| {
        (0..evidence.blocks.len()).rev().find(move |block| {
            text(*block).starts_with('第') && text(*block).contains(words) && text(*block).chars().count() < 50
        })
    };
    let from = heads("情况说明").unwrap_or(0);
    let to = heads("名词解释").unwrap_or(evidence.blocks.len());
    (from + 1..to.max(from + 1)).filter(|block| text(*block).chars().count() > 20).collect()
}

fn is_new(finding: &AuditFinding, before: &[AuditFinding]) -> bool {
    !before.iter().any(|old| old.message == finding.message && old.quote == finding.quote)
}

fn is_placed(finding: &AuditFinding, planted: Planted) -> bool {
    finding.places.iter().take(2).any(|place| {
        place.block == planted.block
            && match (planted.cell, place.cell) {
                (Some((row, _)), Some((own, _))) => row.abs_diff(own) <= 1,
                _ => true,
            }
    })
}

/// How many were planted, found and placed, by kind.
fn measure(names: &[&str], formats: &[Format], each: usize) -> BTreeMap<&'static str, (usize, usize, usize)> {
    let mut counts: BTreeMap<&'static str, (usize, usize, usize)> = BTreeMap::new();
    let mut dice = Dice(20_260_117);
    for name in names {
        for (name, document) in in_each_region(name) {
            let derived = derived(&document);
            for format in formats {
                let clean = exported(&derived, *format);
                let reading = Reading::of(&clean, &Default::default());
                let before = Audit::of(clean.clone());
                let explanation = explanation(&clean);
                for kind in KINDS {
                    for _ in 0..each {
                        let mut evidence = clean.clone();
                        let Some(planted) = plant(&mut evidence, &reading, &explanation, kind, &mut dice) else {
                            continue;
                        };
                        let audit = Audit::of(evidence.clone());
                        let new: Vec<_> =
                            audit.findings.iter().filter(|finding| is_new(finding, &before.findings)).collect();
                        let count = counts.entry(kind).or_default();
                        count.0 += 1;
                        count.1 += usize::from(!new.is_empty());
                        let is_placed = kind == "missing" && !new.is_empty()
                            || new.iter().any(|finding| is_placed(finding, planted));
                        count.2 += usize::from(is_placed);
                        if !is_placed && std::env::var_os("JUESUAN_SHOW").is_some() {
                            let words = match &evidence.blocks[planted.block.min(evidence.blocks.len() - 1)] {
                                FileBlock::Paragraph(paragraph) => paragraph.text.clone(),
                                FileBlock::Table(table) => format!(
                                    "{:?}",
                                    table
                                        .cells
                                        .iter()
                                        .filter(|cell| Some(cell.row) == planted.cell.map(|cell| cell.0))
                                        .map(|cell| &cell.text)
                                        .collect::<Vec<_>>()
                                ),
                                FileBlock::Picture(_) => String::new(),
                            };
                            println!("{name} {format:?} {kind} {planted:?} found {}: {words}", new.len());
                        }
                    }
                }
            }
        }
    }
    counts
}

fn assert_found(counts: &BTreeMap<&'static str, (usize, usize, usize)>, least: usize) {
    let sum = counts.values().fold((0, 0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1, sum.2 + own.2));
    println!("{sum:?} {counts:?}");
    assert!(sum.0 >= least, "{sum:?}");
    assert!(sum.1 * 100 >= sum.0 * 95 && sum.2 * 100 >= sum.0 * 85, "{sum:?} {counts:?}");
}

/// A hundred; a thousand where `JUESUAN_READ_ALL` is set.
#[test]
fn planted_errors_are_found_in_their_place() {
    match std::env::var_os("JUESUAN_READ_ALL") {
        Some(_) => {
            let formats = [Format::Docx, Format::Pdf];
            let [clean, national] = std::thread::scope(|scope| {
                let work = |name| scope.spawn(move || measure(&[name], &formats, 8));
                ["clean.json", "national-2024.json"].map(work).map(|one| one.join().unwrap())
            });
            let mut counts = clean;
            for (kind, (planted, found, placed)) in national {
                let own = counts.entry(kind).or_default();
                *own = (own.0 + planted, own.1 + found, own.2 + placed);
            }
            assert_found(&counts, 1_000);
        }
        None => assert_found(&measure(&["clean.json"], &[Format::Docx], 3), 90),
    }
}
