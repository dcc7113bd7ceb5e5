//! 录入的文字: every text that a person wrote and the report will print.

use crate::document::{
    Document, Entry, Kind, Node, Path, Shape,
    record::{Record, Rows},
};

/// Calls `visit` for every text that is not blank, in the order of the file. Amounts, codes and dates are passed over
/// without being read, because there may be thousands of them.
pub fn each_text(document: &Document, visit: &mut dyn FnMut(Path, &str)) {
    walk(document, Path::ROOT, visit);
}

fn walk(record: &dyn Record, at: Path, visit: &mut dyn FnMut(Path, &str)) {
    for (index, field) in record.fields().iter().enumerate() {
        if matches!(field.shape, Shape::Leaf(kind) if !matches!(kind, Kind::Text | Kind::LongText)) {
            continue;
        }
        let path = at.field(field.name);
        match record.node(index) {
            Some(Node::Leaf(Entry::Text(text))) => visit(path, &text),
            Some(Node::Record(inner)) => walk(inner, path, visit),
            Some(Node::List(rows)) => walk_rows(rows, path, visit),
            _ => {}
        }
    }
}

fn walk_rows(rows: &dyn Rows, at: Path, visit: &mut dyn FnMut(Path, &str)) {
    for index in 0..rows.len() {
        if let Some(row) = rows.row(index) {
            walk(row, at.row(index), visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{at, rules::testing::document};

    #[test]
    fn finds_texts_at_every_depth_and_nothing_else() {
        let document = document(&[
            (at!(unit.department), "县总工会"),
            (at!(unit.approved_on), "2025-08-01"),
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(performance.projects[0].indicators[0].reason), "未完成"),
        ]);
        let mut seen = Vec::new();
        each_text(&document, &mut |path, text| seen.push((path, text.to_owned())));
        assert_eq!(
            seen,
            [
                (at!(unit.department), "县总工会".to_owned()),
                (at!(performance.projects[0].indicators[0].reason), "未完成".to_owned()),
            ]
        );
    }
}
