//! Figures of last year (上年数): taken from last year's file, locked with their source, unlocked only with a reason.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use rust_decimal::Decimal;

use crate::{
    at,
    derived::Derived,
    document::{
        Amount, Document, Edit, Entry, ExpenditureLine, FunctionalCode, Fund, FundSplit, Kind, Lock, LongText, Path,
        Text, shown_line, shown_name,
    },
    figures::{CellKey, Column, Line, MeasureKey, Source, T01, T04, T06, T08, T10, T12, YearOnYear},
    money::Money,
    seal::content_hash,
};

use super::rows;

/// Last year's final accounts, and the file that they are from.
#[derive(Clone, Copy)]
pub struct LastYear<'a> {
    /// What was entered and what follows from it.
    pub derived: &'a Derived,
    /// The file's name, without its folder.
    pub file: &'a str,
}

/// Figures with a fixed place: this year's place for last year's value.
fn single_values(last: &Derived) -> Vec<(Path, Entry)> {
    let document = last.document();
    let printed = |key: CellKey| amount(last.figures.tables.printed(key));
    let line = |table, line, column| printed(CellKey::line(table, line, column));
    let mut values = vec![
        (at!(income.prior_total), line(T01, Line::IncomeTotal, Column::Amount)),
        (at!(income.prior_fiscal_total), fiscal_total(last)),
        (at!(other.operating.prior), amount(document.other.operating.amount)),
        (at!(other.prior.gpb_total), printed(CellKey::total(T06, Column::Total))),
        (at!(other.prior.basic), printed(CellKey::total(T06, Column::Basic))),
        (at!(other.prior.project), printed(CellKey::total(T06, Column::Project))),
        (at!(other.prior.personnel), line(T08, Line::Personnel, Column::Amount)),
        (at!(other.prior.public), line(T08, Line::Public, Column::Amount)),
        (at!(other.prior.fund_total), printed(CellKey::total(T10, Column::Spending))),
        (at!(other.prior.soc_total), printed(CellKey::total(T12, Column::Total))),
        (at!(unit.staff.prior_actual), document.unit.staff.actual.total.map_or(Entry::Blank, Entry::Count)),
    ];
    let closing = &document.expenditure.closing;
    // What is brought forward follows from it.
    values.extend(fields_of(closing).map(|(field, value)| (at!(other.prior.closing).field(field), amount(value))));
    let actual = &document.three_public.actual;
    values.extend(
        [
            ("abroad", actual.abroad),
            ("vehicle_purchase", actual.vehicle_purchase),
            ("vehicle_running", actual.vehicle_running),
            ("reception_domestic", actual.reception_domestic),
            ("reception_foreign", actual.reception_foreign),
        ]
        .map(|(field, value)| (at!(three_public.prior).field(field), amount(value))),
    );
    values
}

/// Last year's total of fiscal income and spending (财政拨款收入支出总计), from which its growth is computed.
fn fiscal_total(last: &Derived) -> Entry {
    let growth = last.figures.measures.get(MeasureKey::Growth(YearOnYear::Fiscal));
    let cell = growth.and_then(|measure| match measure.inputs.first() {
        Some(Source::Cell(key)) => Some(*key),
        _ => None,
    });
    debug_assert!(cell.is_none_or(|key| key.table == T04));
    amount(cell.and_then(|key| last.figures.tables.printed(key)))
}

fn fields_of(split: &FundSplit) -> [(&'static str, Option<Money>); 4] {
    [("gpb", split.gpb), ("fund", split.fund), ("soc", split.soc), ("other", split.other)]
}

fn amount(value: Option<Money>) -> Entry {
    value.map_or(Entry::Blank, Entry::Money)
}

/// The edit that fills last year's figures into `document` and locks them there; figures that last year's file lacks
/// stay as they are, and so do unlocked ones.
pub fn fill_prior(document: &Document, last: LastYear<'_>) -> Edit {
    let unlocked = document.review.locks.iter().filter(|lock| !lock.unlocked_by.is_blank());
    let unlocked = unlocked.map(|lock| &*lock.place).collect();
    let mut fill = Fill { document, unlocked, edits: Vec::new(), filled: Vec::new() };
    let probe = with_other_values(last.derived.document());
    let other = probe.as_ref().unwrap_or(last.derived);
    for ((path, entry), (_, otherwise)) in single_values(last.derived).into_iter().zip(single_values(other)) {
        if entry == otherwise {
            fill.set(path, entry);
        }
    }
    fill.spending_lines(&last.derived.figures.document, &other.figures.document);
    fill.opening_balances(last.derived.document());
    let Fill { mut edits, filled, .. } = fill;
    edits.extend(lock_edits(document, &filled, last));
    Edit::Many { label: "填入上年数".to_owned(), edits }
}

/// Last year's accounts with something in each cell that could not be read: what is other in them than without is not
/// known, and half a sum is no figure of last year. `None` when all could be read.
fn with_other_values(last: &Document) -> Option<Derived> {
    let edits: Vec<Edit> = last
        .unreadable
        .iter()
        .filter_map(|entry| {
            let path = Document::parse_path(&entry.cell)?;
            let entry = match Document::kind_at(path)? {
                Kind::Money => Entry::Money(Money::from_fen(1)),
                Kind::Number => Entry::Number(Decimal::ONE),
                Kind::Count => Entry::Count(1),
                Kind::Choice(items) => Entry::Choice(items.last()?.name),
                Kind::Functional => Entry::Text("2019999".to_owned()),
                Kind::Economic => Entry::Text("30199".to_owned()),
                Kind::Text | Kind::LongText | Kind::Date | Kind::Fixed => return None,
            };
            Some(Edit::Set { path, entry })
        })
        .collect();
    let other = last.apply(&Edit::Many { label: String::new(), edits: (!edits.is_empty()).then_some(edits)? }).ok()?;
    Some(Derived::of(&Arc::new(other)))
}

/// What each item and fund has spent, in the order of the lines.
fn spending_of(last: &Document) -> Vec<((String, Fund), Money)> {
    let mut totals: Vec<((String, Fund), Money)> = Vec::new();
    let mut place: HashMap<(String, Fund), usize> = HashMap::new();
    for line in last.expenditure.lines.iter().filter(|line| !line.item.is_blank()) {
        let Some(total) = line.total() else { continue };
        let key = key_of(line);
        match place.get(&key).and_then(|at| totals.get_mut(*at)) {
            Some((_, sum)) => *sum += total,
            None => {
                place.insert(key.clone(), totals.len());
                totals.push((key, total));
            }
        }
    }
    totals
}

struct Fill<'a> {
    document: &'a Document,
    /// The places that were unlocked.
    unlocked: HashSet<&'a str>,
    edits: Vec<Edit>,
    filled: Vec<(Path, Entry)>,
}

impl Fill<'_> {
    fn set(&mut self, path: Path, entry: Entry) {
        if entry.is_blank() || self.unlocked.contains(&*path.to_string()) {
            return;
        }
        self.edits.push(Edit::Set { path, entry: entry.clone() });
        self.filled.push((path, entry));
    }

    /// Last year's spending of each item and fund; what no line of this year has gets a line of its own.
    fn spending_lines(&mut self, last: &Document, other: &Document) {
        let list = at!(expenditure.lines);
        let otherwise: HashMap<(String, Fund), Money> = spending_of(other).into_iter().collect();
        let mut here: HashMap<(String, Fund), usize> = HashMap::new();
        for (row, line) in self.document.expenditure.lines.iter().enumerate() {
            here.entry(key_of(line)).or_insert(row);
        }
        let mut rows = self.document.expenditure.lines.len();
        for ((item, fund), total) in spending_of(last) {
            let is_known = otherwise.get(&(item.clone(), fund)) == Some(&total);
            let row = here.get(&(item.clone(), fund)).copied().unwrap_or_else(|| {
                let line = ExpenditureLine {
                    item: FunctionalCode::new(item.clone()),
                    fund: Some(fund),
                    ..ExpenditureLine::default()
                };
                self.edits.extend(rows::append_at(rows, list, &line));
                rows += 1;
                rows - 1
            });
            self.set(list.row(row).field("prior_actual"), if is_known { Entry::Money(total) } else { Entry::Blank });
        }
    }

    /// Last year's closing balance of each item that this year has.
    fn opening_balances(&mut self, last: &Document) {
        let mut closing_of: HashMap<(&str, Option<Fund>), Amount> = HashMap::new();
        for before in last.expenditure.carry_over.iter() {
            closing_of.entry((&before.item, before.fund)).or_insert(before.closing);
        }
        for (row, line) in self.document.expenditure.carry_over.iter().enumerate() {
            let closing = closing_of.get(&(&*line.item, line.fund)).copied().flatten();
            self.set(at!(expenditure.carry_over[row].opening), amount(closing));
        }
    }
}

fn key_of(line: &ExpenditureLine) -> (String, Fund) {
    (line.item.to_string(), line.fund_or_default())
}

fn lock_edits(document: &Document, filled: &[(Path, Entry)], last: LastYear<'_>) -> Vec<Edit> {
    let list = at!(review.locks);
    let places: HashSet<String> = filled.iter().map(|(path, _)| path.to_string()).collect();
    let is_replaced = |lock: &Lock| places.contains(&*lock.place);
    let former: Vec<usize> = {
        let all = document.review.locks.iter().enumerate();
        all.filter(|(_, lock)| is_replaced(lock)).map(|(row, _)| row).collect()
    };
    let left = document.review.locks.len() - former.len();
    let mut edits = rows::remove(list, former.into_iter());
    let content = content_hash(last.derived.document());
    for (index, (path, entry)) in filled.iter().enumerate() {
        let lock = Lock {
            place: Text::new(path.to_string()),
            value: Text::new(entry.stored()),
            file: Text::new(last.file),
            content: Text::new(content.clone()),
            ..Lock::default()
        };
        edits.extend(rows::append_at(left + index, list, &lock));
    }
    edits
}

fn lock_at(document: &Document, path: Path) -> Option<(usize, &Lock)> {
    let place = path.to_string();
    document.review.locks.iter().enumerate().find(|(_, lock)| *lock.place == *place)
}

/// The lock on a place: it says which file the value is from.
pub fn is_locked(document: &Document, path: Path) -> Option<&Lock> {
    if document.review.locks.is_empty() {
        return None;
    }
    lock_at(document, path).map(|(_, lock)| lock).filter(|lock| lock.unlocked_by.is_blank())
}

/// The first locked figure that differs in `after`, or is no longer there.
pub fn broken_lock<'a>(before: &'a Document, after: &Document) -> Option<&'a Lock> {
    let place = |lock: &Lock| Document::parse_path(&lock.place);
    // Locks follow their rows and keep their order, so the remaining ones can be compared in order.
    let is_same = |a: &Lock, b: &Lock| {
        let field = |lock: &Lock| place(lock).and_then(|path| path.last_field());
        (&a.value, &a.file, &a.content, field(a)) == (&b.value, &b.file, &b.content, field(b))
    };
    let mut left = after.review.locks.iter().peekable();
    before.review.locks.iter().find(|lock| {
        let is_locked = lock.unlocked_by.is_blank();
        let Some(now) = left.next_if(|now| is_same(lock, now)) else { return is_locked };
        let (Some(was), Some(is)) = (place(lock), place(now)) else { return false };
        is_locked && (before.entry(was) != after.entry(is) || after.unreadable_text(is).is_some())
    })
}

/// Where a locked figure is from, or who unlocked it and why.
pub fn lock_sentence(lock: &Lock) -> String {
    let from = format!("上年数，取自“{}”", shown_line(&lock.file));
    if lock.unlocked_by.is_blank() {
        return format!("{from}，已锁定");
    }
    let (who, when) = (shown_name(&lock.unlocked_by), shown_line(&lock.unlocked_on));
    format!("{from}；{who} 于 {when} 解锁：{}", shown_line(&lock.reason))
}

/// The edit that unlocks a place; `None` without a reason or a lock.
pub fn unlock(document: &Document, path: Path, author: &str, time: &str, reason: &str) -> Option<Edit> {
    is_locked(document, path)?;
    let (row, _) = lock_at(document, path)?;
    if reason.trim().is_empty() {
        return None;
    }
    let author = if author.is_empty() { "（未署名）" } else { author };
    let set = |field: &'static str, text: &str| Edit::Set {
        path: at!(review.locks[row]).field(field),
        entry: rows::text(text),
    };
    let edits = vec![set("unlocked_by", author), set("unlocked_on", time), set("reason", reason.trim())];
    Some(Edit::Many { label: "解锁上年数".to_owned(), edits })
}

/// Kept beside the figures so that nobody has to look for the words.
pub(super) fn suggestion(path: Path, text: &str) -> crate::document::Suggestion {
    crate::document::Suggestion { place: Text::new(path.to_string()), text: LongText::new(text), ..Default::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        testing::{derived, sample, typed},
        workflow::next_year,
    };

    #[test]
    fn a_locked_figure_is_broken_by_another_value_and_by_removing_its_row_only() {
        let last = derived(&sample("yanbian-2024.json"));
        let new = next_year(LastYear { derived: &last, file: "2024.juesuan" });
        let list = at!(expenditure.lines);
        let after = |edit: &Edit| new.apply(edit).expect("applies");
        assert_eq!(broken_lock(&new, &new), None);
        assert_eq!(broken_lock(&new, &typed(&new, at!(expenditure.lines[0].basic), "5")), None);
        assert_eq!(broken_lock(&new, &after(&Edit::insert_rows(list, 1, 2))), None);
        assert_eq!(broken_lock(&new, &after(&Edit::move_row(list, 0, 2))), None);
        for (edit, place) in [
            (Edit::remove_rows(list, 2, 1), "/expenditure/lines/2/prior_actual"),
            (Edit::Set { path: at!(income.prior_total), entry: Entry::Blank }, "/income/prior_total"),
            (Edit::KeepText { path: at!(income.prior_total), text: "x".into() }, "/income/prior_total"),
        ] {
            assert_eq!(broken_lock(&new, &after(&edit)).map(|lock| &*lock.place), Some(place), "{edit:?}");
        }
        let open = unlock(&new, at!(income.prior_total), "张三", "2026-03-01", "更正").expect("a reason");
        let open = after(&open);
        assert_eq!(broken_lock(&open, &typed(&open, at!(income.prior_total), "5")), None);
        let lock = &open.review.locks.iter().find(|lock| !lock.unlocked_by.is_blank()).expect("opened");
        assert_eq!(lock_sentence(lock), "上年数，取自“2024.juesuan”；张三 于 2026-03-01 解锁：更正");
    }
}
