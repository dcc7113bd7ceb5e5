//! Every figure that has a value, found by name, code, pinyin initials or amount.

use std::collections::BTreeSet;

use crate::{
    codes::{initials, misfit},
    derived::Derived,
    document::{Entry, Path, PathStep},
    figures::{CellKey, Column, ColumnKey, Figures, RowKey, Source, TableId, column_label, row_label},
    report::resolve,
};

/// A number that can be put into a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub source: Source,
    /// 项目支出 合计
    pub name: String,
    /// Where it stands, as number and title of the table.
    pub place: String,
    /// With its unit.
    pub value: String,
    /// Name, place and code as one word, for the search.
    words: String,
    /// The pinyin initials of the name.
    letters: String,
}

/// Lists whose rows are seen in the tables by name.
const SEEN_IN_TABLES: [&str; 4] = ["income", "expenditure", "published", "parameters"];

impl Candidate {
    fn new(figures: &Figures, source: Source, name: String, place: String, code: &str) -> Option<Self> {
        let value = resolve(figures, &source)?.iter().map(|run| run.text()).collect();
        let words = normal(&format!("{name}{place}{code}"));
        let letters = initials(&name);
        Some(Self { source, name, place, value, words, letters })
    }

    /// How badly it fits; `None` if it does not fit at all. Each word of `typed` must fit.
    fn misfit(&self, typed: &[String]) -> Option<u32> {
        let fits = typed.iter().map(|word| {
            let is_amount = word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '%'));
            if is_amount && self.value.replace(',', "").starts_with(word.as_str()) {
                return Some(0);
            }
            let name = normal(&self.name);
            match name.find(word.as_str()) {
                Some(0) => Some(10 + u32::try_from((name.len() - word.len()) / 3).unwrap_or(90).min(90)),
                Some(_) => Some(120),
                None if self.words.contains(word.as_str()) => Some(200),
                None if word.bytes().all(|byte| byte.is_ascii_lowercase()) => {
                    let from = if self.letters.starts_with(word.as_str()) { 20 } else { 300 };
                    misfit(word, &self.letters).map(|misfit| from + misfit + length_beyond(&self.letters, word))
                }
                None => scattered(word, &self.words).then_some(1000),
            }
        });
        fits.sum()
    }
}

/// So much longer is the name.
fn length_beyond(letters: &str, word: &str) -> u32 {
    u32::try_from(letters.len().saturating_sub(word.len())).unwrap_or(40).min(40)
}

/// Whether the characters occur in this order, with others between them.
fn scattered(word: &str, words: &str) -> bool {
    let mut rest = words.chars();
    word.chars().all(|c| rest.any(|other| other == c))
}

/// Without spaces and signs that nobody types, in small letters.
fn normal(text: &str) -> String {
    let kept =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '“' | '”' | '"' | '（' | '）' | '(' | ')' | '›'));
    kept.flat_map(char::to_lowercase).collect()
}

/// Every number with a value: comparisons first, then the tables in their order, then what was typed elsewhere.
pub fn all(derived: &Derived) -> Vec<Candidate> {
    let figures = &derived.figures;
    let measures = figures.measures.iter().filter_map(|(key, measure)| {
        let name = figures.measure_label(measure);
        Candidate::new(figures, Source::Measure(*key), name, "算出的数".to_owned(), "")
    });
    let mut all: Vec<Candidate> = measures.collect();
    for table in TableId::PUBLISHED {
        let place = format!("{} {}", table.official_number(), table.title());
        let rows = figures.tables.rows(table);
        let total = (!rows.contains(&RowKey::Total)).then_some(RowKey::Total);
        for row in total.iter().chain(rows) {
            let row_name = row_label(table, *row, &figures.book, &figures.document);
            let code = if let RowKey::Code(code) = row { code.to_string() } else { String::new() };
            for (column, _) in figures.tables.row(table, *row) {
                let name = cell_name(&row_name, *row, *column, figures);
                let source = CellKey { table, row: *row, column: *column }.into();
                all.extend(Candidate::new(figures, source, name, place.clone(), &code));
            }
        }
    }
    all.extend(entered(figures));
    all
}

/// Row and column in words; a column that only says that it is the actual amount (决算数) is left out.
fn cell_name(row_name: &str, row: RowKey, column: ColumnKey, figures: &Figures) -> String {
    match (row, column) {
        (_, ColumnKey::Named(Column::Amount)) => row_name.to_owned(),
        (RowKey::Total, ColumnKey::Named(Column::Total)) => "合计".to_owned(),
        (RowKey::Total, column) => format!("{} {row_name}", column_label(column, &figures.book)),
        (_, ColumnKey::Named(Column::Total)) => row_name.to_owned(),
        (_, column) => format!("{row_name} {}", column_label(column, &figures.book)),
    }
}

fn entered(figures: &Figures) -> Vec<Candidate> {
    let mut found = Vec::new();
    figures.document.walk(&mut |path, _, entry| {
        if matches!(entry, Entry::Money(_) | Entry::Number(_) | Entry::Count(_)) && !is_seen_in_tables(path) {
            let label = figures.label(&Source::Entered(path));
            let (place, name) = label.rsplit_once('›').unwrap_or(("", &label));
            found.extend(Candidate::new(figures, path.into(), name.to_owned(), place.to_owned(), ""));
        }
    });
    found
}

fn is_seen_in_tables(path: Path) -> bool {
    let in_list = path.steps().iter().any(|step| matches!(step, PathStep::Row(_)));
    in_list && SEEN_IN_TABLES.iter().any(|part| path.steps().first() == Some(&PathStep::Field(part)))
}

/// The places in `all` of what fits, best first.
pub fn matching(all: &[Candidate], typed: &str, limit: usize) -> Vec<usize> {
    let words: Vec<String> = typed.split_whitespace().map(normal).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return (0..all.len().min(limit)).collect();
    }
    let fit = |(index, one): (usize, &Candidate)| one.misfit(&words).map(|misfit| (misfit, index));
    let mut found: Vec<(u32, usize)> = all.iter().enumerate().filter_map(fit).collect();
    found.sort_unstable();
    // The same amount under the same name in several tables is offered once.
    let mut seen = BTreeSet::new();
    let mut is_new = |index: usize| seen.insert((all[index].name.as_str(), all[index].value.as_str()));
    found.into_iter().map(|(_, index)| index).filter(|index| is_new(*index)).take(limit).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{document::Document, ui::testing};

    fn best(typed: &str) -> Vec<(String, String)> {
        let all = all(&Derived::of(&Arc::new(testing::reference_sample())));
        matching(&all, typed, 5).into_iter().map(|at| (all[at].name.clone(), all[at].value.clone())).collect()
    }

    fn first(typed: &str) -> (String, String) {
        best(typed).into_iter().next().unwrap_or_default()
    }

    #[test]
    fn numbers_are_found_by_name_letters_code_and_amount() {
        let project = ("项目支出 合计".to_owned(), "32.25万元".to_owned());
        for typed in ["项目支出合计", "项目支出 合计", "xmzc 公开03"] {
            assert_eq!(first(typed), project, "{typed}");
        }
        assert!(best("2012901").iter().any(|(name, _)| name.starts_with("行政运行")), "{:?}", best("2012901"));
        assert!(best("232.34").iter().all(|(_, value)| value.starts_with("232.34")));
        assert!(best("gwjd").iter().any(|(name, _)| name.contains("公务接待")), "{:?}", best("gwjd"));
        assert_eq!(best("没有这样的数"), []);
    }

    #[test]
    fn what_has_no_value_is_not_offered() {
        let none = all(&Derived::of(&Arc::new(Document::default())));
        assert!(none.iter().all(|one| one.value == "0"), "only what can be counted: {none:?}");
    }
}
