//! Charts: what they are drawn of, the words on them, and the workbook behind.

use std::{collections::HashSet, ops::Range};

use rust_decimal::Decimal;

use crate::{
    charts::{ChartKind, ChartSpec, Form},
    evidence::{FileCell, FileChart},
    figures::Source,
    money::AmountUnit,
};

use super::{
    difference::{Author, DifferenceKind, DraftPlace},
    expected::Expected,
    found::Found,
    plain::{Letters, has_digit, plain_text},
    telling::Differences,
    units::{ExpectedBody, FoundBody, FoundUnit, UnitKind},
};

/// A slice or a column.
#[derive(Clone, Debug)]
pub(super) struct Point {
    series: String,
    name: String,
    /// Without zeros at its end; as text if it is no number.
    value: String,
    label: String,
    /// Whether the label is drawn: beside a list, small slices have none.
    is_labelled: bool,
    source: Option<Source>,
}

impl Point {
    pub fn key(&self) -> String {
        format!("{}\u{1f}{}\u{1f}{}\u{1f}{}\u{1e}", self.series, self.name, self.value, self.label)
    }
}

fn number(text: &str) -> String {
    let plain: String = plain_text(text, true).chars().filter(|c| *c != ',').collect();
    plain
        .parse::<Decimal>()
        .or_else(|_| Decimal::from_scientific(&plain))
        .map_or(plain, |number| number.round_dp(6).normalize().to_string())
}

pub(super) fn expected_points(spec: &ChartSpec) -> Vec<Point> {
    let plain = |text: &str| plain_text(text, true);
    let exact = |amount: crate::money::Money| number(&amount.exact(AmountUnit::Wan));
    match &spec.kind {
        ChartKind::Columns(columns) => {
            let series = columns.series.iter().flat_map(|series| {
                let values = columns.years.iter().zip(&series.values);
                values.filter_map(move |(year, value)| Some((series, year, value.as_ref()?)))
            });
            let point = |(series, year, value): (&crate::charts::Series, &String, &crate::charts::ColumnValue)| Point {
                series: plain(&series.name),
                name: plain(year),
                value: exact(value.amount),
                label: plain(&value.printed),
                is_labelled: true,
                source: Some(value.source.clone()),
            };
            series.map(point).collect()
        }
        ChartKind::Parts(parts) => {
            let (is_listed, sum) = (spec.form() == Form::ListedPie, parts.sum());
            let point = |part: &crate::charts::PartOfWhole| Point {
                series: plain(spec.unit),
                name: plain(&part.name),
                value: exact(part.amount),
                label: if is_listed { plain(&part.printed[1]) } else { plain(&part.figures()) },
                is_labelled: !is_listed || part.is_seventh(sum),
                source: Some(part.source.clone()),
            };
            parts.parts().iter().map(point).collect()
        }
    }
}

pub(super) fn found_points(chart: &FileChart) -> Vec<Point> {
    let plain = |text: &str| plain_text(text, true);
    let points = chart.series.iter().flat_map(|series| series.points.iter().map(move |point| (series, point)));
    let point = |(series, point): (&crate::evidence::FileSeries, &crate::evidence::FilePoint)| Point {
        series: plain(&series.name),
        name: plain(&point.name),
        value: number(&point.value),
        label: shown_label(point),
        is_labelled: point.is_labelled,
        source: None,
    };
    points.filter(|(_, point)| !point.value.trim().is_empty()).map(point).collect()
}

/// What a label says besides the name.
fn shown_label(point: &crate::evidence::FilePoint) -> String {
    let (label, name) = (plain_text(&point.label, true), plain_text(&point.name, true));
    let rest = label.strip_prefix(name.as_str()).unwrap_or(&label);
    if rest.is_empty() { plain_text(&point.cell, true) } else { rest.to_owned() }
}

/// Compares a chart that a file keeps with its data.
pub(super) fn compare(
    differences: &mut Differences<'_>,
    spec: &ChartSpec,
    chart: &FileChart,
    place: Option<&DraftPlace>,
) {
    let (own, other) = (expected_points(spec), found_points(chart));
    let title = spec.numbered_title();
    let mut tell = |kind, expected: &str, found: &str, point: Option<&Point>| {
        let author = point.and_then(|point| point.source.clone()).map_or(Author::Program, Author::Figure);
        let name = point.map_or(String::new(), |point| format!("{}　{}", point.series, point.name));
        differences.put(kind, [expected, found, &format!("{title}　{name}")], author, place.cloned());
    };
    for at in 0..own.len().max(other.len()) {
        match (own.get(at), other.get(at)) {
            (Some(a), Some(b)) => {
                if a.value != b.value {
                    tell(DifferenceKind::ChartData, &a.value, &b.value, Some(a));
                }
                if a.name != b.name {
                    tell(DifferenceKind::ChartLabel, &a.name, &b.name, Some(a));
                }
                if a.series != b.series {
                    tell(DifferenceKind::ChartLabel, &a.series, &b.series, Some(a));
                }
                if a.is_labelled && !b.is_labelled {
                    tell(DifferenceKind::ChartLabel, &a.label, "", Some(a));
                } else if !b.label.is_empty() && a.label != b.label {
                    tell(DifferenceKind::ChartLabel, &a.label, &b.label, Some(a));
                }
            }
            (Some(a), None) => tell(DifferenceKind::ChartData, &a.value, "", Some(a)),
            (None, Some(b)) => tell(DifferenceKind::ChartData, "", &b.value, Some(b)),
            (None, None) => {}
        }
    }
    // The cells that labels show when they are drawn anew; LibreOffice puts the name there.
    let points = chart.series.iter().flat_map(|series| &series.points).filter(|point| !point.value.trim().is_empty());
    for (point, a) in points.zip(&own) {
        let cell = plain_text(&point.cell, true);
        if !cell.is_empty() && cell != a.label && cell != a.name && shown_label(point) != cell {
            tell(DifferenceKind::ChartLabel, &a.label, &cell, Some(a));
        }
    }
    for title in &chart.titles {
        tell(DifferenceKind::ChartLabel, "", title.trim(), None);
    }
    if let Some(cells) = &chart.workbook {
        compare_workbook(spec, &own, cells, &mut tell);
    }
}

/// Takes what differs: the kind, what was expected, what was found, and of which point.
type Tell<'a> = dyn FnMut(DifferenceKind, &str, &str, Option<&Point>) + 'a;

/// Compares the workbook behind a chart: names and amounts at their places, and numbers that stand anywhere else.
fn compare_workbook(spec: &ChartSpec, own: &[Point], cells: &[FileCell], tell: &mut Tell<'_>) {
    let text = |row: usize, column: usize| {
        let mut cells = cells.iter();
        let cell = cells.find(|cell| (cell.row as usize, cell.column as usize) == (row, column));
        cell.map_or_else(String::new, |cell| plain_text(&cell.text, true))
    };
    let rows = match &spec.kind {
        ChartKind::Columns(columns) => columns.years.len(),
        ChartKind::Parts(parts) => parts.parts().len(),
    };
    for (at, point) in own.iter().enumerate() {
        let (row, column) = place_in_workbook(spec, own, at);
        for (kind, expected, found) in [
            (DifferenceKind::ChartData, &point.value, number(&text(row, column))),
            (DifferenceKind::ChartLabel, &point.name, text(row, 0)),
            (DifferenceKind::ChartLabel, &point.series, text(0, column)),
        ] {
            if *expected != found {
                return tell(kind, expected, &found, Some(point));
            }
        }
    }
    let known = workbook_numbers(spec, own);
    let others = cells.iter().filter(|cell| cell.is_number || cell.row as usize > rows);
    let mut others = others.map(|cell| number(&cell.text));
    if let Some(extra) = others.find(|number| has_digit(number) && !known.contains(number)) {
        tell(DifferenceKind::ChartData, "", &extra, None);
    }
}

/// The row and column in which the amount of a point is kept.
fn place_in_workbook(spec: &ChartSpec, own: &[Point], at: usize) -> (usize, usize) {
    match &spec.kind {
        ChartKind::Parts(_) => (at + 1, 1),
        ChartKind::Columns(columns) => {
            let is_row = |year: &String| plain_text(year, true) == own[at].name;
            let is_column = |series: &crate::charts::Series| plain_text(&series.name, true) == own[at].series;
            let row = columns.years.iter().position(is_row).map_or(0, |row| row + 1);
            (row, columns.series.iter().position(is_column).map_or(0, |column| column + 1))
        }
    }
}

/// The numbers that may stand in the workbook.
fn workbook_numbers(spec: &ChartSpec, own: &[Point]) -> HashSet<String> {
    let mut known: HashSet<String> = own.iter().map(|point| point.value.clone()).collect();
    match &spec.kind {
        ChartKind::Columns(columns) => {
            let values = columns.series.iter().flat_map(|series| &series.values).flatten();
            known.extend(values.map(|value| number(&value.printed)));
        }
        ChartKind::Parts(parts) => {
            let shares = parts.parts().iter().filter_map(|part| part.share.percent());
            known.extend(shares.map(|share| number(&share.value().to_string())));
            known.insert(number(&(parts.sum() + parts.tail()).exact(AmountUnit::Wan)));
        }
    }
    known
}

/// Charts on pages are words among others, above their caption. They are compared here and leave the flow.
pub(super) fn compare_printed(differences: &mut Differences<'_>, expected: &mut Expected<'_>, found: &mut Found) {
    let mut from = 0;
    let texts: HashSet<String> =
        expected.units.iter().filter(|unit| unit.kind == UnitKind::Text).map(|unit| unit.key.clone()).collect();
    let mut gone: Vec<Range<usize>> = Vec::new();
    for at in 0..expected.units.len() {
        let ExpectedBody::Chart(chart) = expected.units[at].body else { continue };
        let spec = &expected.charts[chart];
        let caption = plain_text(&spec.caption(), false);
        let start = spec.number.map(|number| format!("图{number}")).unwrap_or_default();
        let is_caption = |unit: &FoundUnit| unit.key == caption;
        let like_caption = |unit: &FoundUnit| {
            unit.key.strip_prefix(&start).is_some_and(|rest| rest.len() * 2 > caption.len() && !has_period(rest))
        };
        let rest = &found.units[from..];
        let below = rest.iter().position(is_caption).or_else(|| rest.iter().position(like_caption));
        let Some(below) = below.map(|below| below + from) else { continue };
        let known = printed_letters(spec);
        let is_part = |unit: &&FoundUnit| {
            let is_text = matches!(unit.body, FoundBody::Text { .. });
            let alike = unit.key.chars().filter(|c| known.contains(c)).count() * 2 >= unit.key.chars().count();
            is_text && alike && !texts.contains(&unit.key) && !has_period(&unit.key)
        };
        let count = found.units[from..below].iter().rev().take_while(is_part).count();
        let range = below - count..below;
        differences.go_to(at, &expected.units[at]);
        compare_words(differences, spec, &found.units[range.clone()]);
        gone.push(range);
        from = below;
    }
    let mut index = 0;
    found.units.retain(|_| {
        index += 1;
        !gone.iter().any(|range| range.contains(&(index - 1)))
    });
    expected.units.retain(|unit| unit.kind != UnitKind::Chart);
}

fn has_period(text: &str) -> bool {
    text.contains(['。', '；', '：', '，'])
}

/// Takes a number out of what is left over, where a narrow chart broke it over several lines.
fn take_broken(extra: &mut Vec<(String, usize)>, number: &str) -> bool {
    for from in 0..extra.len() {
        let mut joined = String::new();
        for at in from..extra.len() {
            joined.push_str(&extra[at].0);
            if joined == number {
                extra.drain(from..=at);
                return true;
            }
            if !number.starts_with(&joined) {
                break;
            }
        }
    }
    false
}

fn is_of_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '-'))
}

/// Whether labels were drawn one over the other, or broken and set so close, that nobody can tell them apart: their
/// letters are all there, and in no order that says anything.
fn are_mingled(missing: &str, pieces: &[&str], count: usize) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let shape = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "0");
    let found = pieces.concat();
    let is_legible = pieces.iter().any(|text| is_printed_whole(text)) || shape(missing) == shape(&found);
    sorted(missing) == sorted(&found) && (pieces.len() < count || !is_legible)
}

/// Whether it is an amount or a share as the report prints them, and no piece of one.
fn is_printed_whole(text: &str) -> bool {
    (text.len() > 1 && text.ends_with('%'))
        || text.rsplit_once('.').is_some_and(|(_, cents)| cents.len() == 2 && text.matches('.').count() == 1)
}

fn printed_texts(spec: &ChartSpec) -> Vec<String> {
    let marks = expected_points(spec);
    let printed = spec.marks();
    let printed = printed.iter().flat_map(|mark| mark.printed.iter().map(|text| plain_text(text, false)));
    marks.into_iter().flat_map(|point| [point.series, point.name]).chain(printed).collect()
}

fn printed_letters(spec: &ChartSpec) -> HashSet<char> {
    printed_texts(spec).iter().flat_map(|text| text.chars()).chain("■0123456789.%,-".chars()).collect()
}

/// Compares the words on a printed chart: each number has to be there, and nothing else.
fn compare_words(differences: &mut Differences<'_>, spec: &ChartSpec, units: &[FoundUnit]) {
    let tokens = |text: &str| {
        let letters = Letters::of([text], false);
        letters.tokens().into_iter().map(|token| letters.part(token)).collect::<Vec<_>>()
    };
    let known: HashSet<String> = printed_texts(spec).iter().flat_map(|text| tokens(text)).collect();
    let mut seen: HashSet<String> = HashSet::new();
    let mut extra: Vec<(String, usize)> = Vec::new();
    for unit in units {
        for text in differences.text_of(unit.block).split_whitespace().flat_map(tokens) {
            // A number that was broken over two lines.
            let whole = extra.last().map(|(last, _)| format!("{last}{text}")).filter(|whole| known.contains(whole));
            if let Some(whole) = whole {
                extra.pop();
                seen.insert(whole);
            } else if known.contains(&text) || text == "■" {
                seen.insert(text);
            } else if text == "."
                && let Some((last, _)) = extra.last_mut()
            {
                last.push('.');
            } else {
                extra.push((text, unit.block));
            }
        }
    }
    let marks = spec.marks();
    let wanted = marks.iter().flat_map(|mark| mark.printed.iter().map(move |text| (mark, plain_text(text, false))));
    let mut missing: Vec<_> = wanted.filter(|(_, text)| has_digit(text) && !seen.contains(text)).collect();
    missing.retain(|(_, text)| !take_broken(&mut extra, text));
    let joined_missing: String = missing.iter().map(|(_, text)| text.as_str()).collect();
    let pieces = extra.iter().filter(|(text, _)| is_of_number(text)).map(|(text, _)| text.as_str());
    if are_mingled(&joined_missing, &pieces.collect::<Vec<_>>(), missing.len()) {
        extra.retain(|(text, _)| !is_of_number(text));
        missing.clear();
    }
    let numbers: Vec<&(String, usize)> = extra.iter().filter(|(text, _)| has_digit(text)).collect();
    let title = spec.numbered_title();
    for at in 0..missing.len().max(numbers.len()) {
        let (expected, other) = (missing.get(at), numbers.get(at));
        let author = expected.map_or(Author::Program, |(mark, _)| Author::Figure(mark.source.clone()));
        let block = other.map(|(_, block)| *block).or(units.first().map(|unit| unit.block));
        let place = block.and_then(|block| differences.place(block, None));
        let texts = [expected.map_or("", |(_, text)| text), other.map_or("", |(text, _)| text.as_str()), &title];
        differences.put(DifferenceKind::ChartLabel, texts, author, place);
    }
    let words: String = extra.iter().filter(|(text, _)| !has_digit(text)).map(|(text, _)| text.as_str()).collect();
    if !words.is_empty() {
        let block = extra.iter().find(|(text, _)| !has_digit(text)).map(|(_, block)| *block);
        let place = block.and_then(|block| differences.place(block, None));
        differences.put(DifferenceKind::ChartLabel, ["", &words, &title], Author::Program, place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_label_is_put_together_and_a_changed_one_is_told() {
        let mut extra: Vec<(String, usize)> =
            ["23", "2.", "34", "10", "0", "%"].map(|text| (text.to_owned(), 0)).into();
        assert!(!take_broken(&mut extra, "232.43"));
        assert!(take_broken(&mut extra, "232.34") && take_broken(&mut extra, "100%"));
        assert!(extra.is_empty());
        assert!(are_mingled("893.34893.34", &["893.3893.3", "4", "4"], 2));
        assert!(!are_mingled("232.34100%", &["23", "2.", "43", "10", "0", "%"], 2));
        assert!(!are_mingled("232.34", &["232.43"], 1));
    }
}
