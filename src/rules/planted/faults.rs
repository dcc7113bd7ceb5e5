//! Single faults, made field by field.

use rust_decimal::Decimal;

use crate::{
    at,
    document::{Addition, Document, Edit, Entry, GlossaryText, Kind, LongText, Path, PublishedFigure, Text},
    money::{AmountUnit, Money},
};

use super::{Planted, accountants, clean, lists, sentences};

/// Every fault, in a fixed order.
pub(super) fn all() -> Vec<Planted> {
    let clean = clean();
    let mut faults = Vec::new();
    amounts(&clean, &mut faults);
    rows(&clean, &mut faults);
    codes(&clean, &mut faults);
    years(&clean, &mut faults);
    counts(&clean, &mut faults);
    numbers(&clean, &mut faults);
    targets(&clean, &mut faults);
    texts(&clean, &mut faults);
    by_accountants(&clean, &mut faults);
    faults
}

fn plant(clean: &Document, kind: &str, what: &str, path: Path, entry: Entry, faults: &mut Vec<Planted>) {
    let document = clean.apply(&Edit::Set { path, entry }).expect("fits");
    faults.push(Planted { kind: kind.to_owned(), name: format!("{path} {what}"), document, places: vec![path] });
}

fn by_accountants(clean: &Document, faults: &mut Vec<Planted>) {
    faults.extend(accountants::SLIPS.iter().map(|change| {
        let (document, places) = accountants::changed(clean, change);
        Planted { kind: "slip".to_owned(), name: accountants::name_of(change), document, places }
    }));
}

/// The kind of an amount, by the tab that it stands on.
fn group(path: Path) -> String {
    let text = path.to_string();
    let words: Vec<&str> = text.split('/').filter(|word| !word.is_empty() && word.parse::<u32>().is_err()).collect();
    words.iter().take(2).copied().chain(words.last().copied()).collect::<Vec<_>>().join(".")
}

fn amounts(clean: &Document, faults: &mut Vec<Planted>) {
    let mut places: Vec<(Path, Money)> = Vec::new();
    clean.walk_kinds(|kind| matches!(kind, Kind::Money), &mut |path, _, entry| {
        if let Entry::Money(amount) = entry {
            places.push((path, amount));
        }
    });
    places.retain(|(path, amount)| !amount.is_zero() && !path.starts_with(&at!(parameters)));
    for (index, (path, amount)) in places.iter().enumerate() {
        let of_field = |other: &&(Path, Money)| other.0.last_field() == path.last_field() && other.1 != *amount;
        let neighbour = places[index + 1..].iter().find(of_field).or_else(|| places[..index].iter().rfind(of_field));
        for (what, wrong) in slips(*amount, neighbour.map(|(_, amount)| *amount)) {
            plant(clean, &format!("amount {}", group(*path)), what, *path, Entry::Money(wrong), faults);
        }
    }
}

/// How an amount is mistyped.
fn slips(amount: Money, neighbour: Option<Money>) -> Vec<(&'static str, Money)> {
    let yuan = amount.yuan();
    let scaled = |factor: Decimal| Money::from_yuan((yuan * factor).round_dp(2));
    let mut slips = vec![
        ("x10", scaled(Decimal::TEN)),
        ("/10", scaled(Decimal::new(1, 1))),
        ("/10000", scaled(Decimal::new(1, 4))),
        ("digit dropped", typed(&without_digit(&amount.exact(AmountUnit::Yuan)))),
        ("digits swapped", typed(&swapped(&amount.exact(AmountUnit::Yuan)))),
        ("sign", Some(-amount)),
        ("neighbour", neighbour),
    ];
    slips.retain(|(_, wrong)| wrong.is_some_and(|wrong| wrong != amount));
    slips.into_iter().filter_map(|(what, wrong)| Some((what, wrong?))).collect()
}

fn typed(text: &str) -> Option<Money> {
    Money::parse(text, AmountUnit::Yuan).ok().flatten()
}

/// Without its second digit.
fn without_digit(text: &str) -> String {
    text.chars().enumerate().filter(|(at, _)| *at != 1).map(|(_, c)| c).collect()
}

/// The first two unlike neighbours change places.
fn swapped(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let at = chars.windows(2).position(|pair| pair[0] != pair[1] && pair.iter().all(char::is_ascii_digit));
    if let Some(at) = at {
        chars.swap(at, at + 1);
    }
    chars.into_iter().collect()
}

/// Two rows whose amounts change places, a row entered twice, a row left out.
fn rows(clean: &Document, faults: &mut Vec<Planted>) {
    let mut put = |kind: &str, name: String, document: Document, places: Vec<Path>| {
        faults.push(Planted { kind: kind.to_owned(), name, document, places });
    };
    for (a, b) in [(0, 2), (4, 5), (1, 3), (6, 7), (8, 9)] {
        let mut document = clean.clone();
        for (to, from) in [(a, b), (b, a)] {
            let entry = clean.entry(at!(income.lines[from].gpb)).expect("there");
            document = document.apply(&Edit::Set { path: at!(income.lines[to].gpb), entry }).expect("fits");
        }
        put(
            "rows swapped",
            format!("income {a} {b}"),
            document,
            vec![at!(income.lines[a].gpb), at!(income.lines[b].gpb)],
        );
    }
    for list in lists() {
        let count = clean.row_count(list).unwrap_or_default();
        for row in [0, count / 2, count - 1] {
            let document = clean.apply(&Edit::remove_rows(list, row, 1)).expect("a row");
            put("row left out", format!("{list} {row}"), document, vec![list.row(row), list]);
            let mut twice = clean.apply(&Edit::insert_rows(list, row, 1)).expect("a row");
            clean.walk(&mut |path, _, entry| {
                // The lists within the row stay with the second.
                if path.parent() == list.row(row) && !entry.is_blank() {
                    twice = twice.apply(&Edit::Set { path, entry }).expect("fits");
                }
            });
            put("row twice", format!("{list} {row}"), twice, vec![list.row(row), list.row(row + 1), list]);
        }
    }
}

fn codes(clean: &Document, faults: &mut Vec<Planted>) {
    let mut put = |what: &str, path: Path, code: &str| {
        plant(clean, "code", &format!("{what} {code}"), path, Entry::Text(code.to_owned()), faults);
    };
    let others = [
        ("2012901", "2012902"),
        ("2012950", "2012901"),
        ("2012999", "2012902"),
        ("2080501", "2080502"),
        ("2080502", "2080501"),
        ("2080505", "2080506"),
        ("2080506", "2080505"),
        ("2101101", "2101102"),
        ("2101102", "2101101"),
        ("2101103", "2101101"),
        ("2210201", "2210202"),
        ("2296002", "2296003"),
    ];
    for (row, line) in clean.income.lines.iter().enumerate() {
        let other = others.iter().find(|(code, _)| *code == &*line.item).map_or("2010101", |(_, other)| other);
        put("income", at!(income.lines[row].item), other);
    }
    for (row, line) in clean.expenditure.lines.iter().enumerate() {
        let other = others.iter().find(|(code, _)| *code == &*line.item).map_or("2010101", |(_, other)| other);
        put("spending", at!(expenditure.lines[row].item), other);
        put("no code", at!(expenditure.lines[row].item), "2011");
    }
    for row in 0..clean.expenditure.economic.len() {
        let next = clean.expenditure.economic.get(row + 1).map_or("30101", |next| &next.economic);
        put("economic", at!(expenditure.economic[row].economic), next);
    }
    for row in [0, 10, 20, 30, 48] {
        put("detail item", at!(expenditure.detail[row].item), "2210201");
        put("detail economic", at!(expenditure.detail[row].economic), "31002");
    }
    for row in 0..clean.performance.projects.len() {
        put("project", at!(performance.projects[row].item), "2012901");
    }
}

fn years(clean: &Document, faults: &mut Vec<Planted>) {
    for year in [2022, 2023, 2025, 2042] {
        plant(clean, "year", &year.to_string(), at!(unit.year), Entry::Count(year), faults);
    }
    for (path, date) in [
        (at!(unit.approved_on), "2024-08-29"),
        (at!(unit.approved_on), "2026-08-29"),
        (at!(unit.published_on), "2024-09-12"),
        (at!(unit.published_on), "2026-09-12"),
        (at!(unit.published_on), "2025-08-12"),
        (at!(other.assets.as_of), "2023-12-31"),
        (at!(other.assets.as_of), "2025-12-31"),
        (at!(other.assets.as_of), "2024-11-30"),
    ] {
        plant(clean, "year", date, path, Entry::Text(date.to_owned()), faults);
    }
}

fn counts(clean: &Document, faults: &mut Vec<Planted>) {
    let mut places: Vec<(Path, u32)> = Vec::new();
    clean.walk_kinds(|kind| matches!(kind, Kind::Count), &mut |path, _, entry| {
        if let Entry::Count(count) = entry {
            places.push((path, count));
        }
    });
    for (path, count) in places.into_iter().filter(|(path, _)| *path != at!(unit.year)) {
        plant(clean, &format!("count {}", group(path)), "+3", path, Entry::Count(count + 3), faults);
        if count > 0 {
            plant(clean, &format!("count {}", group(path)), "x10", path, Entry::Count(count * 10), faults);
        }
    }
}

fn numbers(clean: &Document, faults: &mut Vec<Planted>) {
    let mut places: Vec<(Path, Decimal)> = Vec::new();
    clean.walk_kinds(|kind| matches!(kind, Kind::Number), &mut |path, _, entry| {
        if let Entry::Number(number) = entry {
            places.push((path, number));
        }
    });
    for (path, number) in places {
        let kind = format!("number {}", group(path));
        if !number.is_zero() {
            plant(clean, &kind, "x10", path, Entry::Number(number * Decimal::TEN), faults);
            plant(clean, &kind, "-1", path, Entry::Number(number - Decimal::ONE), faults);
        }
    }
    plant(
        clean,
        "survey",
        "60",
        at!(performance.projects[0].surveys[0].result),
        Entry::Number(Decimal::from(60)),
        faults,
    );
}

fn targets(clean: &Document, faults: &mut Vec<Planted>) {
    let mut places: Vec<(Path, String)> = Vec::new();
    clean.walk_kinds(|kind| matches!(kind, Kind::Text), &mut |path, _, entry| {
        if let (Entry::Text(text), Some("target" | "actual" | "unit")) = (entry, path.last_field()) {
            places.push((path, text));
        }
    });
    for (path, text) in places {
        let field = path.last_field().unwrap_or_default();
        let wrong = match (field, text.parse::<Decimal>()) {
            ("unit", _) => "公里".to_owned(),
            ("actual", Ok(number)) => (number / Decimal::TWO).round_dp(1).normalize().to_string(),
            ("target", Ok(number)) => (number * Decimal::TEN).normalize().to_string(),
            (_, Ok(_) | Err(_)) => "85%".to_owned(),
        };
        plant(clean, &format!("goal {field}"), &wrong, path, Entry::Text(wrong.clone()), faults);
        if field != "unit" {
            plant(clean, &format!("goal {field}"), "blank", path, Entry::Blank, faults);
        }
    }
}

/// Wrong sentences and reasons.
fn texts(clean: &Document, faults: &mut Vec<Planted>) {
    for (topic, wrong) in sentences::WRONG {
        let mut document = clean.clone();
        let addition = Addition { topic: Text::new(*topic), text: LongText::new(*wrong), ..Default::default() };
        document.report.additions.push(addition);
        let places = vec![at!(report.additions[0].text)];
        let name = format!("{topic} {wrong}");
        faults.push(Planted { kind: "sentence in its section".to_owned(), name, document, places });
        for place in [at!(performance.texts.budget), at!(performance.texts.special_background)] {
            let text = match clean.entry(place) {
                Some(Entry::Text(text)) => format!("{text}{wrong}"),
                _ => (*wrong).to_owned(),
            };
            plant(clean, "sentence in an annex", wrong, place, Entry::Text(text), faults);
        }
    }
    for (place, wrong) in sentences::broken() {
        plant(clean, "broken text", wrong, place, Entry::Text(wrong.to_owned()), faults);
    }
    for (place, wrong) in sentences::wrong_reasons() {
        plant(clean, "reason", wrong, place, Entry::Text(wrong.to_owned()), faults);
    }
    for (term, text) in sentences::WRONG_GLOSSARY {
        let mut document = clean.clone();
        let entry = GlossaryText { term: Text::new(*term), text: LongText::new(*text), ..Default::default() };
        document.report.glossary.push(entry);
        let places = vec![at!(report.glossary[0].text), at!(report.glossary[0].term)];
        faults.push(Planted { kind: "glossary".to_owned(), name: format!("{term} {text}"), document, places });
    }
    for (cell, amount) in sentences::WRONG_PUBLISHED {
        let mut document = clean.clone();
        let amount = Money::parse(amount, AmountUnit::Wan).ok().flatten();
        let figure = PublishedFigure { cell: Text::new(*cell), amount, ..Default::default() };
        document.published.push(figure);
        let places = vec![at!(published[0].amount)];
        faults.push(Planted { kind: "published".to_owned(), name: (*cell).to_owned(), document, places });
    }
}
