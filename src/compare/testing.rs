//! Random documents for tests: made through edits only, and edited further.

use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::{
    document::{
        Document, Edit, Entry, Kind, Path,
        record::{Node, Record},
    },
    money::Money,
};

#[derive(Clone, Debug)]
pub(crate) struct Seed {
    place: usize,
    number: u64,
    text: String,
}

pub(crate) fn seeds(most: usize) -> impl Strategy<Value = Vec<Seed>> {
    let seed = (any::<usize>(), any::<u64>(), "[甲乙丙1a]{1,3}");
    proptest::collection::vec(seed.prop_map(|(place, number, text)| Seed { place, number, text }), 0..most)
}

pub(crate) fn documents(most: usize) -> impl Strategy<Value = Document> {
    seeds(most).prop_map(|seeds| edited(&Document::default(), &seeds))
}

/// `document` after the steps that the seeds mean in it.
pub(crate) fn edited(document: &Document, seeds: &[Seed]) -> Document {
    seeds.iter().fold(document.clone(), |document, seed| {
        document.apply(&edit(&document, seed)).expect("an edit of what is there")
    })
}

fn edit(document: &Document, seed: &Seed) -> Edit {
    let (mut values, mut lists) = (Vec::new(), Vec::new());
    collect(&document.content(), Path::ROOT, &mut values, &mut lists);
    // Rows are where comparing is difficult, so half of the steps are about them.
    let list = lists[seed.place % lists.len()];
    let rows = document.row_count(list).unwrap_or_default();
    match seed.number % 8 {
        0 | 1 => Edit::insert_rows(list, seed.place % (rows + 1), 1 + seed.place % 2),
        2 if rows > 0 => Edit::remove_rows(list, seed.place % rows, 1),
        3 if rows > 1 => Edit::move_row(list, seed.place % rows, (seed.place / 7) % rows),
        4 => {
            let json = (!seed.place.is_multiple_of(3)).then(|| format!("[{}, \"{}\"]", seed.place % 5, seed.text));
            let record = if rows > 0 { list.row(seed.place % rows) } else { Path::ROOT };
            Edit::SetUnknown { record, name: format!("later_{}", seed.place % 2), json }
        }
        _ => {
            // The values of rows come last: look there more often.
            let from = if seed.number.is_multiple_of(3) { 0 } else { values.len() * 2 / 3 };
            let (path, kind) = values[from + seed.place % (values.len() - from)];
            if seed.number.is_multiple_of(5) {
                return Edit::KeepText { path, text: seed.text.clone() };
            }
            Edit::Set { path, entry: entry(kind, seed) }
        }
    }
}

fn entry(kind: Kind, seed: &Seed) -> Entry {
    match kind {
        _ if seed.place.is_multiple_of(7) => Entry::Blank,
        Kind::Money => Entry::Money(Money::from_fen((seed.number % 10_000) as i64 - 5_000)),
        Kind::Number => Entry::Number(Decimal::new((seed.number % 2_000) as i64 - 1_000, (seed.number % 3) as u32)),
        Kind::Count => Entry::Count((seed.number % 100) as u32),
        Kind::Choice(items) => Entry::Choice(items[seed.place % items.len()].name),
        _ => Entry::Text(seed.text.clone()),
    }
}

fn collect(record: &dyn Record, at: Path, values: &mut Vec<(Path, Kind)>, lists: &mut Vec<Path>) {
    for (index, field) in record.fields().iter().enumerate().filter(|(_, field)| field.name != "review") {
        let path = at.field(field.name);
        match record.node(index) {
            Some(Node::Leaf(_)) => values.push((path, Document::kind_at(path).expect("a value"))),
            Some(Node::Record(inner)) => collect(inner, path, values, lists),
            Some(Node::List(rows)) => {
                // The program itself keeps this one.
                if field.name == "unreadable" {
                    continue;
                }
                lists.push(path);
                for row in 0..rows.len() {
                    collect(rows.row(row).expect("a row"), path.row(row), values, lists);
                }
            }
            None => {}
        }
    }
}

/// `document` with a row put in before row `at`, its values in stored form.
pub(crate) fn with_row(document: &Document, list: Path, at: usize, values: &[(&'static str, &str)]) -> Document {
    let insert = Edit::insert_rows(list, at, 1);
    let sets = values.iter().map(|(field, text)| {
        let path = list.row(at).field(field);
        let entry = Document::kind_at(path).and_then(|kind| kind.from_stored(text)).expect("a value");
        Edit::Set { path, entry }
    });
    let edits = std::iter::once(insert).chain(sets).collect();
    document.apply(&Edit::Many { label: String::new(), edits }).expect("a list")
}
