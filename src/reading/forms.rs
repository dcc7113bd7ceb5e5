//! The tables that are recognised, from `assets/reading`.

use std::sync::LazyLock;

use crate::{
    address::{Column, ColumnKey, TableId},
    document::{Fund, SpendingKind},
};

use super::words;

/// How the rows of a table are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowNames {
    /// Functional codes.
    Items,
    /// Economic codes.
    Economic,
    /// Lines of a summary.
    Lines,
    /// Codes and below them projects.
    Projects,
    /// There is one row.
    Single,
    /// Lines that are named one by one, budget and accounts beside each other.
    Places,
}

/// Of which spending a table by item and economic code is, where it is not all of the general budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TablePart {
    /// Both if `None`.
    pub kind: Option<SpendingKind>,
    /// All money if `None`.
    pub fund: Option<Fund>,
}

/// What a column is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Amount(ColumnKey),
    /// Understood, and of no use.
    Idle,
}

pub(super) struct Form {
    pub table: TableId,
    pub names: RowNames,
    titles: Vec<String>,
    columns: Vec<(Pattern, Role)>,
    /// Whether columns are economic codes.
    pub has_economic_columns: bool,
    pub part: Option<TablePart>,
    /// Its amounts are budgets, at the addresses of what is spent.
    pub is_budget: bool,
}

/// With what every title ends.
const END_OF_TITLE: char = '表';

/// Words above a column, the lowest last; `None` is any.
type Pattern = Vec<Option<String>>;

pub(super) struct Forms;

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let mut forms: Vec<Form> = Vec::new();
    let text = include_str!("../../assets/reading/tables.txt");
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(head) = line.strip_prefix('[') {
            forms.extend(section(head.trim_end_matches(']')));
        } else if let Some(form) = forms.last_mut() {
            read_line(form, line);
        }
    }
    forms
});

fn section(head: &str) -> Option<Form> {
    let mut words = head.split_whitespace();
    let number = words.next()?.strip_prefix('T')?.parse().ok()?;
    let names = match words.next()? {
        "items" => RowNames::Items,
        "economic" => RowNames::Economic,
        "lines" => RowNames::Lines,
        "projects" => RowNames::Projects,
        "single" => RowNames::Single,
        "places" => RowNames::Places,
        _ => return None,
    };
    let more = words.next();
    let part = more.filter(|more| *more == "of").map(|_| {
        let mut part = TablePart { kind: None, fund: None };
        for word in words {
            part.kind = part.kind.or_else(|| SpendingKind::ALL.iter().copied().find(|kind| kind.name() == word));
            part.fund = part.fund.or_else(|| Fund::ALL.iter().copied().find(|fund| fund.name() == word));
        }
        part
    });
    let table = TableId::published(number);
    Some(Form {
        table,
        names,
        titles: Vec::new(),
        columns: Vec::new(),
        has_economic_columns: false,
        part,
        is_budget: more == Some("budget"),
    })
}

fn read_line(form: &mut Form, line: &str) {
    if let Some(title) = line.strip_prefix("title ") {
        form.titles.push(words::title(title));
        return;
    }
    if line == "economic" {
        form.has_economic_columns = true;
        return;
    }
    let Some((name, patterns)) = line.split_once('=') else { return };
    let role = match name.trim() {
        "-" => Role::Idle,
        name => match name.parse::<Column>() {
            Ok(column) => Role::Amount(ColumnKey::Named(column)),
            Err(()) => return,
        },
    };
    for pattern in patterns.split('|') {
        let word = |word: &str| if word.trim() == "*" { None } else { Some(words::plain(word)) };
        form.columns.push((pattern.split('/').map(word).collect(), role));
    }
}

impl Forms {
    pub fn all() -> &'static [Form] {
        &FORMS
    }

    /// The forms that go by a title. What else stands before it may name a place or a department, no other table.
    pub fn titled(text: &str) -> Vec<&'static Form> {
        const LONGEST_BEFORE: usize = 30;
        /// The names of sheets are cut here.
        const CUT: usize = 31;
        /// What tells one table from another.
        const TELLING: [&str; 14] = [
            "预算", "拨款", "基金", "资本", "项目", "基本", "明细", "收入", "支出", "结余", "专户", "三公", "资产",
            "说明",
        ];
        let may_be_cut = text.encode_utf16().count() == CUT;
        // Nearly every cell of a workbook ends here.
        if !may_be_cut && !text.contains(END_OF_TITLE) {
            return Vec::new();
        }
        let words = words::title(text);
        let words = words.strip_suffix('续').unwrap_or(&words);
        let is_cut = may_be_cut && words.chars().count() > 8;
        let fit = |title: &String| {
            if words == title || is_cut && title.starts_with(words) {
                return true;
            }
            let before = words.strip_suffix(title.as_str());
            before.is_some_and(|before| {
                before.chars().count() <= LONGEST_BEFORE && !TELLING.iter().any(|word| before.contains(word))
            })
        };
        let titles = FORMS.iter().flat_map(|form| form.titles.iter().map(move |title| (form, title)));
        let fitting: Vec<_> = titles.filter(|(_, title)| fit(title)).collect();
        let longest = fitting.iter().map(|(_, title)| title.len()).max();
        fitting.into_iter().filter(|(_, title)| Some(title.len()) == longest).map(|(form, _)| form).collect()
    }
}

impl Form {
    /// What it is called.
    pub fn name(&self) -> &str {
        let is_own = self.part.is_none() && !self.is_budget && self.names != RowNames::Places;
        if is_own { self.table.title() } else { self.titles.first().map_or("", String::as_str) }
    }

    /// The column of the accounts, where a line says itself which number it is.
    pub fn accounts_column(&self) -> Column {
        if self.names == RowNames::Places { Column::ActualTotal } else { Column::Amount }
    }

    /// What its columns of amounts may be.
    pub fn amounts(&self) -> Vec<Column> {
        let mut all = Vec::new();
        for (_, role) in &self.columns {
            if let Role::Amount(ColumnKey::Named(column)) = role
                && !all.contains(column)
            {
                all.push(*column);
            }
        }
        all
    }

    /// What a column is by one word of its head, of which the end may stand on the next line.
    pub fn role_of_word(&self, word: &str) -> Option<Role> {
        const FEWEST: usize = 3;
        if let Some(role) = self.role(&[word.to_owned()]) {
            return Some(role);
        }
        let begins = |pattern: &Pattern| match pattern.as_slice() {
            [Some(own)] => own.starts_with(word),
            _ => false,
        };
        let mut roles = self.columns.iter().filter(|(pattern, _)| begins(pattern)).map(|(_, role)| *role);
        let first = roles.next().filter(|_| word.chars().count() >= FEWEST)?;
        roles.all(|role| role == first).then_some(first)
    }

    /// What a column is, by the words above it from top to bottom, plain.
    pub fn role(&self, path: &[String]) -> Option<Role> {
        let fits = |pattern: &Pattern| -> bool {
            let (Some(last), Some((own_last, own_rest))) = (pattern.last(), path.split_last()) else { return false };
            if last.as_ref().is_some_and(|last| last != own_last) {
                return false;
            }
            // The words above, in their order.
            let mut above = own_rest.iter();
            pattern[..pattern.len() - 1]
                .iter()
                .all(|word| above.any(|own| word.as_ref().is_none_or(|word| word == own)))
        };
        let weight = |pattern: &Pattern| 2 * pattern.len() - pattern.iter().filter(|word| word.is_none()).count();
        let found = self.columns.iter().filter(|(pattern, _)| fits(pattern));
        found.max_by_key(|(pattern, _)| weight(pattern)).map(|(_, role)| *role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{T03, T06, T08, T13};

    #[test]
    fn every_line_of_the_data_is_understood() {
        let text = include_str!("../../assets/reading/tables.txt");
        let mut form = None;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(head) = line.strip_prefix('[') {
                form = section(head.trim_end_matches(']'));
                assert!(form.is_some(), "{line}");
                continue;
            }
            let form = form.as_mut().expect("a section");
            let before = form.titles.len() + form.columns.len() + usize::from(form.has_economic_columns);
            read_line(form, line);
            assert!(form.titles.len() + form.columns.len() + usize::from(form.has_economic_columns) > before, "{line}");
        }
        assert_eq!(Forms::all().len(), 35);
        let mut titles = Forms::all().iter().flat_map(|form| &form.titles);
        assert!(titles.all(|title| title.ends_with(END_OF_TITLE)), "else a title is passed over");
    }

    #[test]
    fn a_title_names_one_table() {
        let table = |text: &str| Forms::titled(text).first().map(|form| form.table);
        for (text, expected) in [
            ("2024年度支出决算表", Some(T03)),
            ("上海市普陀区财政局2024年度一般公共预算财政拨款支出决算表", Some(T06)),
            ("十三、财政拨款“三公”经费支出决算表", Some(T13)),
            ("Z08_1 一般公共预算财政拨款基本支出决算明细表(财决08-", Some(T08)),
            ("政府性基金预算支出决算表", None),
            ("项目支出决算表", None),
            ("支出决算情况说明", None),
        ] {
            assert_eq!(table(text), expected, "{text}");
        }
    }

    #[test]
    fn a_column_is_known_by_the_words_above_it() {
        let form = Forms::titled("一般公共预算财政拨款支出决算表")[0];
        let role = |path: &[&str]| form.role(&path.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        let amount = |column| Some(Role::Amount(ColumnKey::Named(column)));
        assert_eq!(role(&["本年支出", "小计"]), amount(Column::Total));
        assert_eq!(role(&["本年支出", "基本支出"]), amount(Column::Basic));
        assert_eq!(role(&["本年收入", "基本支出"]), Some(Role::Idle));
        assert_eq!(role(&["年初结转和结余", "合计"]), Some(Role::Idle));
        assert_eq!(role(&["本年支出", "别的"]), None);
    }
}
