//! Wanted values against what the document has: the edits that are needed.

use std::collections::{BTreeMap, HashMap};

use crate::{
    at,
    codes::{Code, CodeBook},
    document::{Document, Edit, Entry, Fund, Path, SpendingKind},
    workflow::{is_locked, lock_sentence},
};

use super::{
    ImportChange, ImportGroup, ImportOrigin, ImportPlan, ImportRest,
    facts::Facts,
    leaves::{FundOrder, RowOf, Target, WantedValue, names_of},
};

type Fields = Vec<(&'static str, WantedValue)>;

/// The edits, with their changes told to the plan.
pub(super) fn edits(
    document: &Document,
    facts: &Facts<'_>,
    wanted: Vec<WantedValue>,
    plan: &mut ImportPlan,
) -> Vec<Edit> {
    let book = CodeBook::of(document);
    let mut edits = Vec::new();
    let mut rows: BTreeMap<RowOf, Fields> = BTreeMap::new();
    for value in wanted {
        match value.target {
            Target::Field(path) => {
                let label = Document::label_at(path);
                change(document, plan, &mut edits, path, label, value);
            }
            Target::Row(row, field) => rows.entry(row).or_default().push((field, value)),
        }
    }
    let there = rows_of(document);
    let mut added: HashMap<Path, usize> = HashMap::new();
    let names: HashMap<u32, &str> = facts.projects().into_iter().map(|(number, name, _)| (number, name)).collect();
    for (row, fields) in rows {
        let list = list_of(row);
        let name = row_name(row, &book, &names);
        match there.get(&row).map(Vec::as_slice) {
            Some([index]) => {
                for (field, value) in fields {
                    let path = list.row(*index).field(field);
                    change(document, plan, &mut edits, path, label(path, &name), value);
                }
            }
            Some(_) => {
                let origin = fields.first().map(|(_, value)| value.origin.clone()).unwrap_or_default();
                plan.rest.push(ImportRest {
                    origin,
                    text: name,
                    why: "项目里有几行是同一科目，没有改；请先合并".to_owned(),
                });
            }
            None => {
                let is_nothing = |(_, value): &(_, WantedValue)| match &value.value {
                    Entry::Money(money) => money.is_zero(),
                    _ => true,
                };
                if fields.iter().all(is_nothing) {
                    continue;
                }
                let count = document.row_count(list).unwrap_or_default();
                let further = added.entry(list).or_default();
                let index = count + *further;
                *further += 1;
                edits.push(Edit::insert_rows(list, index, 1));
                let own = list.row(index);
                edits.extend(
                    names_of(row).into_iter().map(|(field, entry)| Edit::Set { path: own.field(field), entry }),
                );
                for (field, value) in fields {
                    let path = own.field(field);
                    plan.changes.push(made(path, label(path, &name), Entry::Blank, &value));
                    edits.push(Edit::Set { path, entry: value.value });
                }
            }
        }
    }
    edits
}

fn change(
    document: &Document,
    plan: &mut ImportPlan,
    edits: &mut Vec<Edit>,
    path: Path,
    label: String,
    value: WantedValue,
) {
    let Some(old) = document.entry(path) else { return };
    if old == value.value {
        plan.unchanged += 1;
        return;
    }
    // An amount that is finer here than it is printed there stays.
    if let (Entry::Money(own), Entry::Money(printed)) = (&old, &value.value)
        && (*own - *printed).abs() <= value.rounding
    {
        plan.unchanged += 1;
        return;
    }
    if let Some(lock) = is_locked(document, path) {
        plan.rest.push(ImportRest {
            origin: value.origin,
            text: label,
            why: format!("没有改：{}", lock_sentence(lock)),
        });
        return;
    }
    plan.changes.push(made(path, label, old, &value));
    edits.push(Edit::Set { path, entry: value.value });
}

fn made(path: Path, label: String, old: Entry, value: &WantedValue) -> ImportChange {
    ImportChange {
        group: value.group,
        path,
        label,
        old,
        new: value.value.clone(),
        origin: value.origin.clone(),
        reason: value.reason.clone(),
        is_assumed: value.is_assumed,
    }
}

fn list_of(row: RowOf) -> Path {
    match row {
        RowOf::Income(_) => at!(income.lines),
        RowOf::Spending(..) => at!(expenditure.lines),
        RowOf::Economic(_) => at!(expenditure.economic),
        RowOf::Detail(..) => at!(expenditure.detail),
        RowOf::CarryOver(..) => at!(expenditure.carry_over),
        RowOf::Project(_) => at!(performance.projects),
    }
}

fn order(fund: Fund) -> FundOrder {
    match fund {
        Fund::Gpb => FundOrder::General,
        Fund::Government => FundOrder::Government,
        Fund::StateCapital => FundOrder::StateCapital,
        Fund::Other => FundOrder::Other,
    }
}

/// The rows of the document, by what they are about.
fn rows_of(document: &Document) -> HashMap<RowOf, Vec<usize>> {
    let mut rows: HashMap<RowOf, Vec<usize>> = HashMap::new();
    let mut note = |row: Option<RowOf>, index: usize| {
        if let Some(row) = row {
            rows.entry(row).or_default().push(index);
        }
    };
    for (index, line) in document.income.lines.iter().enumerate() {
        note(Code::new(&line.item).map(RowOf::Income), index);
    }
    for (index, line) in document.expenditure.lines.iter().enumerate() {
        note(Code::new(&line.item).map(|item| RowOf::Spending(item, order(line.fund_or_default()))), index);
    }
    for (index, line) in document.expenditure.economic.iter().enumerate() {
        note(Code::new(&line.economic).map(RowOf::Economic), index);
    }
    for (index, line) in document.expenditure.detail.iter().enumerate() {
        let is_basic = line.kind_or_default() == SpendingKind::Basic;
        let codes = Code::new(&line.item).zip(Code::new(&line.economic));
        let fund = order(line.fund_or_default());
        note(codes.map(|(item, economic)| RowOf::Detail(item, economic, is_basic, fund)), index);
    }
    for (index, line) in document.expenditure.carry_over.iter().enumerate() {
        let fund = line.fund.map(order);
        note(Code::new(&line.item).zip(fund).map(|(item, fund)| RowOf::CarryOver(item, fund)), index);
    }
    for index in 0..document.performance.projects.len() {
        note(u32::try_from(index).ok().map(RowOf::Project), index);
    }
    rows
}

fn row_name(row: RowOf, book: &CodeBook, projects: &HashMap<u32, &str>) -> String {
    let item = |code: Code| format!("{code} {}", book.functional_name(code));
    let economic = |code: Code| format!("{code} {}", book.economic_name(code));
    let fund = |order: FundOrder| match order {
        FundOrder::General => String::new(),
        other => format!("（{}）", other.fund().label()),
    };
    match row {
        RowOf::Income(code) => item(code),
        RowOf::Spending(code, order) | RowOf::CarryOver(code, order) => item(code) + &fund(order),
        RowOf::Economic(code) => economic(code),
        RowOf::Detail(code, below, _, order) => format!("{} {}", item(code) + &fund(order), economic(below)),
        RowOf::Project(number) => projects.get(&number).map_or_else(String::new, |name| (*name).to_owned()),
    }
}

/// The list, the row and the field in words.
fn label(path: Path, row: &str) -> String {
    let list = Document::field_at(path.parent()).map_or("", |field| field.label);
    let field = Document::field_at(path).map_or("", |field| field.label);
    format!("{list} {row} {field}")
}

/// The group of a change of last year's figures.
pub(super) fn prior_change(
    document: &Document,
    path: Path,
    new: &Entry,
    origin: &ImportOrigin,
) -> Option<ImportChange> {
    let old = document.entry(path)?;
    (old != *new).then(|| ImportChange {
        group: ImportGroup::LastYear,
        path,
        label: Document::label_at(path),
        old,
        new: new.clone(),
        origin: origin.clone(),
        reason: None,
        is_assumed: false,
    })
}
