//! That nothing is typed twice only to be compared: a rule that holds one typed figure against one other is about what a
//! published report says (核对已公开报告).

use std::{collections::BTreeMap, fs, path::PathBuf, sync::Arc};

use juesuan::{
    at,
    derived::Derived,
    document::{Document, Edit, Entry, Path},
    figures::{Figures, Source},
    forms::{self, FormName},
    money::{AmountUnit, Money},
    storage::parse_project,
};
use rust_decimal::Decimal;

fn samples() -> Vec<Document> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples");
    let faulty = fs::read_dir(folder.join("faulty")).unwrap().map(|entry| entry.unwrap().path());
    let others = ["yanbian-2024.json", "clean.json"].map(|name| folder.join(name));
    faulty.chain(others).map(|path| parse_project(&fs::read(path).unwrap()).unwrap()).collect()
}

fn typed(document: &Document, path: Path, text: &str) -> Document {
    document.apply(&Edit::type_text(path, text, AmountUnit::Wan)).unwrap()
}

/// The value of a figure that somebody typed, as a finding names it.
fn typed_value(figures: &Figures, source: &Source) -> Option<(Path, String)> {
    let Source::Entered(path) = source else { return None };
    let kind = Document::kind_at(*path).filter(|kind| kind.is_numeric())?;
    let entry = figures.typed.entry(*path).filter(|entry| !entry.is_blank())?;
    Some((*path, plain(&entry.text(kind, figures.document.amount_unit()))))
}

fn is_on_a_page_of_entry(figures: &Figures, path: Path) -> bool {
    forms::home_of(figures, path) != Some(FormName::Published)
}

/// A number without separators and unit.
fn plain(text: &str) -> String {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Whether the rule wants the two to be equal: it speaks when the one is more, when it is less, and not otherwise.
fn wants_them_equal(document: &Document, rule: &str, one: Path, other: Path) -> bool {
    let speaks = |offset: i64| {
        let entry = match document.entry(other) {
            Some(Entry::Money(money)) => Entry::Money(money + Money::from_fen(offset * 1_000_000)),
            Some(Entry::Count(count)) => Entry::Count(count.saturating_add_signed(offset as i32)),
            Some(Entry::Number(number)) => Entry::Number(number + Decimal::from(offset)),
            _ => return offset != 0,
        };
        let changed = document.apply(&Edit::Set { path: one, entry }).unwrap();
        let is_about = |cells: &[Source]| [one, other].iter().all(|path| cells.contains(&Source::Entered(*path)));
        Derived::of(&Arc::new(changed))
            .review
            .findings
            .iter()
            .any(|finding| finding.rule == rule && is_about(&finding.cells))
    };
    speaks(1) && speaks(-1) && !speaks(0)
}

/// The rules that hold two of these figures against each other, with one pair of each.
fn compared(documents: &[Document], counts: fn(&Figures, Path) -> bool) -> BTreeMap<&'static str, String> {
    let mut found = BTreeMap::new();
    for document in documents {
        let derived = Derived::of(&Arc::new(document.clone()));
        let figures = &derived.figures;
        for finding in &derived.review.findings {
            let (Some(expected), Some(actual)) = (&finding.expected, &finding.actual) else { continue };
            let typed = finding.cells.iter().filter_map(|cell| typed_value(figures, cell));
            let typed: Vec<_> = typed.filter(|(path, _)| counts(figures, *path)).collect();
            let holds = |value: &str| typed.iter().find(|(_, text)| *text == plain(value)).map(|(path, _)| *path);
            let pair = holds(actual).zip(holds(expected)).filter(|(one, other)| one != other);
            if let Some((one, other)) = pair
                && !found.contains_key(finding.rule)
                && wants_them_equal(document, finding.rule, one, other)
            {
                found.insert(finding.rule, format!("{} = {}", Document::label_at(one), Document::label_at(other)));
            }
        }
    }
    found
}

#[test]
fn no_figure_is_typed_on_two_pages_to_be_compared() {
    assert_eq!(compared(&samples(), is_on_a_page_of_entry), BTreeMap::new());
}

/// That the search above finds what it looks for: what is brought forward, where an older file has it twice.
#[test]
fn what_stands_twice_is_compared_only_as_published() {
    let opening = typed(&Document::default(), at!(income.opening.fund), "3");
    let documents = [typed(&opening, at!(other.prior.closing.fund), "2.5")];
    assert_eq!(compared(&documents, |_, _| true).into_keys().collect::<Vec<_>>(), ["B17"]);
    assert_eq!(compared(&documents, is_on_a_page_of_entry), BTreeMap::new());
}
