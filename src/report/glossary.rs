//! The glossary of the report (名词解释): exactly the terms and codes that the report uses.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    at,
    codes::{Code, CodeBook},
    document::Path,
    figures::{CellKey, Column, Figures, Source, T02, T03, T06, T10, T11, T12, TableId, Value},
    money::Money,
};

use super::{
    link::Link,
    model::{Report, Run},
};

/// A term with its explanation.
pub struct GlossaryTerm {
    /// 基本支出, 卫生健康支出（210类）行政事业单位医疗（11款）
    pub name: String,
    pub text: String,
    /// Where a person wrote one.
    pub own: Option<Path>,
}

/// A general term and the figure that makes a report use it.
struct General {
    term: String,
    when: When,
    text: String,
}

enum When {
    Always,
    Occurs(Source),
}

#[derive(Default)]
struct Shipped {
    general: Vec<General>,
    /// By code, or by the name that many items share.
    items: FxHashMap<String, String>,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| read(include_str!("../../assets/report/glossary.csv")).0);

/// The explanations and the lines that cannot be read.
fn read(text: &str) -> (Shipped, Vec<String>) {
    let mut shipped = Shipped::default();
    let mut faults = Vec::new();
    for row in csv::Reader::from_reader(text.as_bytes()).into_records() {
        let fields: Vec<String> = row.iter().flatten().map(str::to_owned).collect();
        let [term, when, text] = fields.as_slice() else {
            faults.push(format!("{fields:?}"));
            continue;
        };
        let when = match (when.as_str(), Link::read(when)) {
            ("item", _) => {
                shipped.items.insert(term.clone(), text.clone());
                continue;
            }
            ("always", _) => When::Always,
            (_, Some(link)) => When::Occurs(link.0),
            _ => {
                faults.push(format!("{term}：不认识 {when}"));
                continue;
            }
        };
        shipped.general.push(General { term: term.clone(), when, text: text.clone() });
    }
    (shipped, faults)
}

/// The tables with a row for each item.
const BY_ITEM: [TableId; 6] = [T02, T03, T06, T10, T11, T12];

/// The terms that the report uses: general ones, then classes, sections and items in code order unless the form explains
/// none, then the person's own.
pub fn terms(figures: &Figures, report: &Report) -> Vec<GlossaryTerm> {
    let mut own = Own::of(figures);
    let stands = |term: &String| figures.profile.terms.contains(term);
    let is_used = |general: &&General| match &general.when {
        When::Always => true,
        When::Occurs(source) => stands(&general.term) || Value::of(figures, source).is_some(),
    };
    let is_left_out = |general: &&General| figures.profile.left_out.contains(&general.term);
    let general = SHIPPED.general.iter().filter(is_used).filter(|general| !is_left_out(general));
    let mut terms: Vec<GlossaryTerm> = general
        .map(|general| GlossaryTerm {
            name: general.term.clone(),
            text: general.text.clone(),
            own: own.take(&[&general.term]),
        })
        .collect();
    let codes = if figures.profile.explains_items { used_codes(figures) } else { BTreeSet::new() };
    for code in codes {
        let name = numbered_name(&figures.book, code);
        let short = figures.book.functional_name(code);
        let text = explanation(&figures.book, code);
        let own = own.take(&[&name, code.as_str(), &short]);
        terms.push(GlossaryTerm { name, text, own });
    }
    terms.extend(own.left(report));
    terms
}

/// The places where a person may write explanations.
pub(super) fn own_texts(figures: &Figures) -> Vec<Path> {
    (0..figures.document.report.glossary.len()).map(|row| at!(report.glossary[row].text)).collect()
}

/// The explanations that a person wrote, and which of them were used.
struct Own<'a> {
    figures: &'a Figures,
    by_term: FxHashMap<String, (usize, bool)>,
}

impl<'a> Own<'a> {
    fn of(figures: &'a Figures) -> Self {
        let written = figures.document.report.glossary.iter().enumerate();
        let written = written.filter(|(_, entry)| !entry.term.is_blank() && !entry.text.is_blank());
        let by_term = written.map(|(row, entry)| (entry.term.trim().to_owned(), (row, false))).collect();
        Self { figures, by_term }
    }

    /// The explanation of the first of these names that has one.
    fn take(&mut self, names: &[&str]) -> Option<Path> {
        if self.by_term.is_empty() {
            return None;
        }
        let row = names.iter().find_map(|name| {
            let (row, is_used) = self.by_term.get_mut(*name)?;
            *is_used = true;
            Some(*row)
        })?;
        Some(at!(report.glossary[row].text))
    }

    /// The person's own terms, if the report uses them.
    fn left(self, report: &Report) -> Vec<GlossaryTerm> {
        let mut rows: Vec<usize> = self.by_term.values().filter(|(_, used)| !used).map(|(row, _)| *row).collect();
        if rows.is_empty() {
            return Vec::new();
        }
        rows.sort_unstable();
        let text: String = report.runs().map(Run::text).collect();
        let terms = rows.iter().filter_map(|row| self.figures.document.report.glossary.get(*row));
        let spoken = spoken_of(&text, terms.map(|entry| entry.term.trim()));
        let entries = rows.into_iter().filter_map(|row| Some((row, self.figures.document.report.glossary.get(row)?)));
        entries
            .filter(|(_, entry)| spoken.contains(entry.term.trim()))
            .map(|(row, entry)| GlossaryTerm {
                name: entry.term.trim().to_owned(),
                text: String::new(),
                own: Some(at!(report.glossary[row].text)),
            })
            .collect()
    }
}

/// The terms that occur in `text`, which is read once for each length of a term, however many terms there are.
fn spoken_of<'t>(text: &str, terms: impl Iterator<Item = &'t str>) -> FxHashSet<&'t str> {
    let mut by_length: BTreeMap<usize, FxHashSet<&'t str>> = BTreeMap::new();
    for term in terms {
        by_length.entry(term.len()).or_default().insert(term);
    }
    let mut spoken = FxHashSet::default();
    for (length, mut wanted) in by_length {
        for (start, _) in text.char_indices() {
            if let Some(term) = text.get(start..start + length).and_then(|words| wanted.take(words)) {
                spoken.insert(term);
            }
            if wanted.is_empty() {
                break;
            }
        }
    }
    spoken
}

/// The functional codes that have an amount in one of the tables.
fn used_codes(figures: &Figures) -> BTreeSet<Code> {
    let mut codes = BTreeSet::new();
    for table in BY_ITEM {
        for code in figures.tables.codes(table).filter(|code| code.digits() > 5) {
            let has_amount = |column| {
                let printed = figures.tables.printed(CellKey::code(table, code, column));
                printed.is_some_and(|money| money != Money::ZERO)
            };
            if !codes.contains(&code)
                && [Column::Total, Column::Opening, Column::Income, Column::Spending, Column::Closing]
                    .into_iter()
                    .any(has_amount)
            {
                let mut level = Some(code);
                while let Some(code) = level {
                    codes.insert(code);
                    level = code.parent();
                }
            }
        }
    }
    codes
}

/// 卫生健康支出（210类）行政事业单位医疗（11款）行政单位医疗（01项）
fn numbered_name(book: &CodeBook, code: Code) -> String {
    let mut levels = vec![code];
    while let Some(parent) = levels.last().and_then(Code::parent) {
        levels.push(parent);
    }
    let level = |code: &Code| {
        let digits = code.as_str();
        let above = code.parent().map_or(0, |parent| parent.digits());
        let own = digits.get(above..).unwrap_or(digits);
        format!("{}（{own}{}）", book.functional_name(*code), code.level_name())
    };
    levels.iter().rev().map(level).collect()
}

/// The shipped explanation by code, then by name; otherwise what the official name says.
fn explanation(book: &CodeBook, code: Code) -> String {
    let name = book.functional_name(code);
    let known = SHIPPED.items.get(code.as_str()).or_else(|| SHIPPED.items.get(&name));
    if let Some(text) = known {
        return text.clone();
    }
    let plain = name.strip_suffix("支出").unwrap_or(&name);
    match (code.parent(), plain.strip_prefix("其他")) {
        (Some(parent), Some(rest)) if code.ends_with("99") => {
            let parent = book.functional_name(parent);
            let parent = parent.strip_suffix("支出").unwrap_or(&parent);
            let what = if rest.is_empty() || rest == parent { parent } else { rest };
            format!("反映除上述项目以外其他用于{what}方面的支出。")
        }
        _ => format!("反映用于{plain}方面的支出。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_asset_is_read() {
        let (shipped, faults) = read(include_str!("../../assets/report/glossary.csv"));
        assert_eq!(faults, Vec::<String>::new());
        let lines = include_str!("../../assets/report/glossary.csv").lines().count() - 1;
        assert_eq!(shipped.general.len() + shipped.items.len(), lines, "a term stands twice");
        let book = CodeBook::shipped();
        for (term, text) in &shipped.items {
            assert!(text.ends_with('。'), "{term}");
            if let Some(code) = Code::new(term) {
                assert!(book.functional(code).is_some(), "{term} is no code");
            }
        }
    }

    #[test]
    fn every_term_that_always_stands_has_an_explanation() {
        for text in [
            include_str!("../../assets/form/national-2025.txt"),
            include_str!("../../assets/form/sichuan-2025.txt"),
            include_str!("../../assets/form/shanghai-2025.txt"),
        ] {
            let of = |kind: &'static str| text.lines().filter_map(move |line| line.strip_prefix(kind));
            assert!(of("term ").next().is_some());
            for term in of("term ").chain(of("no_term ")) {
                assert!(SHIPPED.general.iter().any(|general| general.term == term), "{term}");
            }
        }
    }

    #[test]
    fn what_has_no_explanation_is_explained_by_its_name() {
        let book = CodeBook::shipped();
        let explained = |digits: &str| explanation(&book, Code::new(digits).expect("a code"));
        assert_eq!(explained("2010104"), "反映用于人大会议方面的支出。");
        assert_eq!(explained("2010199"), "反映除上述项目以外其他用于人大事务方面的支出。");
    }
}
