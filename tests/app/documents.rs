//! Random documents, made only through edits, as a person makes them.

use juesuan::{
    document::{
        Document, Edit, Entry, Kind, Path,
        record::{Node, Record, Rows},
    },
    money::Money,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// A place where something can be entered.
enum EnteredAt {
    Value(Path, Kind),
    List(Path),
}

/// One random step: where, counted through all places of the document so far, and what.
#[derive(Clone, Debug)]
pub struct Seed {
    place: usize,
    number: u64,
    text: String,
}

/// Documents after up to `steps` random edits; a failing one shrinks to few and simple edits.
pub fn documents(steps: usize) -> impl Strategy<Value = Document> {
    proptest::collection::vec(seed(), 0..steps).prop_map(|seeds| {
        seeds.iter().fold(Document::default(), |document, seed| document.apply(&edit(&document, seed)).unwrap())
    })
}

fn seed() -> impl Strategy<Value = Seed> {
    let text = prop_oneof!["[一-龥]{1,6}", ".{0,12}", any::<String>()];
    (any::<usize>(), any::<u64>(), text).prop_map(|(place, number, text)| Seed { place, number, text })
}

/// The edit that a seed means in this document.
pub fn edit(document: &Document, seed: &Seed) -> Edit {
    let mut places = Vec::new();
    collect(document, Path::ROOT, &mut places);
    match places[seed.place % places.len()] {
        EnteredAt::List(list) => Edit::insert_rows(list, 0, 1 + (seed.number % 3) as usize),
        EnteredAt::Value(path, _) if seed.number.is_multiple_of(8) => Edit::KeepText { path, text: seed.text.clone() },
        EnteredAt::Value(path, kind) => Edit::Set { path, entry: entry(kind, seed) },
    }
}

/// A value of this kind.
fn entry(kind: Kind, seed: &Seed) -> Entry {
    match kind {
        Kind::Money => Entry::Money(Money::from_fen((seed.number % 200_000_000_000_000) as i64 - 100_000_000_000_000)),
        Kind::Number => {
            let digits = (seed.number % 2_000_000_000_000) as i64 - 1_000_000_000_000;
            Entry::Number(Decimal::new(digits, (seed.number % 7) as u32))
        }
        Kind::Count => Entry::Count(seed.number as u32),
        Kind::Choice(items) => Entry::Choice(items[seed.number as usize % items.len()].name),
        Kind::Date => Entry::Text(format!("20{:02}-{:02}-28", seed.number % 100, seed.number % 12 + 1)),
        Kind::Text | Kind::LongText | Kind::Functional | Kind::Economic | Kind::Fixed => Entry::Text(seed.text.clone()),
    }
}

fn collect(record: &dyn Record, at: Path, places: &mut Vec<EnteredAt>) {
    for (index, field) in record.fields().iter().enumerate() {
        let path = at.field(field.name);
        match record.node(index).unwrap() {
            Node::Leaf(_) => places.push(EnteredAt::Value(path, Document::kind_at(path).unwrap())),
            Node::Record(inner) => collect(inner, path, places),
            Node::List(rows) => collect_rows(rows, path, places),
        }
    }
}

fn collect_rows(rows: &dyn Rows, list: Path, places: &mut Vec<EnteredAt>) {
    places.push(EnteredAt::List(list));
    for row in 0..rows.len() {
        collect(rows.row(row).unwrap(), list.row(row), places);
    }
}

/// A department with this many expenditure lines, each filled.
pub fn with_lines(lines: usize) -> Document {
    use juesuan::at;
    let insert = Edit::insert_rows(at!(expenditure.lines), 0, lines);
    let fill = (0..lines).flat_map(|row| {
        let fen = row as i64 * 12_345;
        [
            Edit::Set { path: at!(expenditure.lines[row].item), entry: Entry::Text("2012901".into()) },
            Edit::Set { path: at!(expenditure.lines[row].basic), entry: Entry::Money(Money::from_fen(fen)) },
            Edit::Set {
                path: at!(expenditure.lines[row].reason), entry: Entry::Text("年中追加人员经费".into())
            },
        ]
    });
    let edits = std::iter::once(insert).chain(fill).collect();
    Document::default().apply(&Edit::Many { label: "填写".into(), edits }).unwrap()
}
