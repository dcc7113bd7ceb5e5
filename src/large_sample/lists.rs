//! Documents with one very long list each: one for every list that the records declare, so that none is forgotten.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::{
    document::{
        Decision, Document, Edit, EditError, Entry, Field, Kind, Path, Role, Shape,
        record::{self, Declared, NodeMut, find_mut},
    },
    money::Money,
    seal::{KnownSigners, PersonKey, SignatureStatement, signed_in_turn},
};

/// What the rows of a long list hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    /// Nothing, as after inserting rows.
    Blank,
    /// In every field something that no other row holds, as far as its kind allows.
    Distinct,
    /// In every field the same.
    Alike,
}

impl Filling {
    pub const ALL: [Self; 3] = [Self::Blank, Self::Distinct, Self::Alike];
}

/// The lists of a document, those inside rows by the first row, in the order of the file.
pub fn lists() -> Vec<Path> {
    let mut found = Vec::new();
    find_lists(Document::declared(), Path::ROOT, &mut found);
    found
}

fn find_lists(fields: &[Field], at: Path, found: &mut Vec<Path>) {
    for field in fields {
        let path = at.field(field.name);
        match field.shape {
            Shape::Leaf(_) => {}
            Shape::Record(inner) => find_lists(inner(), path, found),
            Shape::List(inner) => {
                found.push(path);
                find_lists(inner(), path.row(0), found);
            }
        }
    }
}

/// `base` with so many more rows in `list`, one of [`lists`].
pub fn with_rows(base: &Document, list: Path, rows: usize, filling: Filling) -> Result<Document, EditError> {
    let mut document = base.clone();
    for outer in outer_lists(list) {
        if document.row_count(outer) == Some(0) {
            document = document.apply(&Edit::insert_rows(outer, 0, 1))?;
        }
    }
    let first = document.row_count(list).unwrap_or_default();
    document = document.apply(&Edit::insert_rows(list, first, rows))?;
    if filling != Filling::Blank
        && let Some(NodeMut::List(all)) = find_mut(&mut document, list.steps())
    {
        for row in 0..rows {
            if let Some(record) = all.row_mut(first + row) {
                fill(record, if filling == Filling::Alike { 0 } else { row });
            }
        }
    }
    Ok(document)
}

/// `base` signed so often, by a dozen people in all roles in turn; and who they are.
pub fn with_signatures(base: &Document, records: usize) -> (Document, KnownSigners) {
    let keys: Vec<PersonKey> =
        (1..=12_u8).filter_map(|person| PersonKey::from_stored(&format!("{person:02x}").repeat(32))).collect();
    let mut known = KnownSigners::default();
    for (person, key) in keys.iter().enumerate() {
        known.accept(&key.public(), &signer_name(person), Role::ALL, "");
    }
    let signings = keys.iter().enumerate().cycle().take(records).enumerate().map(|(record, (person, key))| {
        let signing = SignatureStatement {
            role: Role::ALL[record % Role::ALL.len()],
            decision: Decision::Sign,
            name: signer_name(person),
            time: "2025-08-20 09:30:00".to_owned(),
            reason: String::new(),
        };
        (signing, key)
    });
    (signed_in_turn(base, signings), known)
}

fn signer_name(person: usize) -> String {
    format!("第{}人", person + 1)
}

/// The lists in whose rows `list` lies.
fn outer_lists(list: Path) -> impl Iterator<Item = Path> {
    let steps = list.steps().to_vec();
    let rows: Vec<usize> =
        (0..steps.len()).filter(|at| matches!(steps.get(*at), Some(crate::document::PathStep::Row(_)))).collect();
    rows.into_iter().map(move |at| Path::new(&steps[..at]))
}

fn fill(record: &mut dyn record::Record, row: usize) {
    for (index, field) in record.fields().iter().enumerate() {
        match record.node_mut(index) {
            Some(NodeMut::Leaf(slot)) => {
                slot.put(&value(field, slot.kind(), row));
            }
            Some(NodeMut::Record(inner)) => fill(inner, row),
            Some(NodeMut::List(_)) | None => {}
        }
    }
}

fn value(field: &Field, kind: Kind, row: usize) -> Entry {
    let number = u32::try_from(row).unwrap_or(u32::MAX);
    match kind {
        Kind::Money => Entry::Money(Money::from_fen(1_000 + i64::from(number) * 37 % 99_991 * 10)),
        Kind::Number => Entry::Number(Decimal::from(number % 100)),
        Kind::Count => Entry::Count(number % 50 + 1),
        Kind::Functional => Entry::Text(format!("{:07}", 2_010_101 + number % 90_000)),
        Kind::Economic => Entry::Text(format!("{:05}", 30_101 + number % 900)),
        Kind::Date => Entry::Text(format!("2024-{:02}-{:02}", number % 12 + 1, number % 28 + 1)),
        Kind::Choice(words) => match words.get(row % words.len().max(1)) {
            Some(word) => Entry::Choice(word.name),
            None => Entry::Blank,
        },
        Kind::Text | Kind::LongText => Entry::Text(text(field, kind, row).into_owned()),
        Kind::Fixed => Entry::Blank,
    }
}

/// A text that names a place names one that exists; a long text states an amount.
fn text(field: &Field, kind: Kind, row: usize) -> Cow<'static, str> {
    let place = |row: usize| format!("/three_public/receptions/{row}/amount");
    match field.name {
        "cell" | "place" | "places" => place(row).into(),
        "topic" => "income".into(),
        "code" => format!("{:07}", 2_056_105 + row).into(),
        "hash" | "previous" | "content" | "before" => crate::digest::sha256(row.to_string().as_bytes()).into(),
        _ if matches!(kind, Kind::LongText) || matches!(field.name, "reason" | "remark") => {
            format!("第{}项工作已完成，投入{}.{:02}万元，增长{}%。", row + 1, row % 997 + 1, row % 100, row % 89 + 1)
                .into()
        }
        _ => format!("{}{}号", field.label, row + 1).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::record::{Node, find};

    #[test]
    fn every_list_can_be_long() {
        let all = lists();
        for known in ["/three_public/receptions", "/performance/projects/0/parts", "/review/notes/0/entries"] {
            assert!(all.iter().any(|list| list.to_string() == known), "{known}");
        }
        for list in all {
            for filling in Filling::ALL {
                let document = with_rows(&Document::default(), list, 3, filling).expect("a list");
                assert_eq!(document.row_count(list), Some(3), "{list}");
                let is_blank = |row: usize| match find(&document, list.row(row).steps()) {
                    Some(Node::Record(record)) => {
                        let mut blank = true;
                        record::walk(record, list.row(row), &mut |_, _, entry| blank &= entry.is_blank());
                        blank
                    }
                    _ => true,
                };
                assert_eq!(is_blank(2), filling == Filling::Blank, "{list} {filling:?}");
            }
        }
    }
}
