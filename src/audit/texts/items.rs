//! Items in another order than that of their codes, and names that belong to another code.

use std::collections::BTreeMap;

use crate::{
    address::{CellKey, RowKey, T06, TableId},
    codes::{Code, normal_name},
    document::Axis,
    evidence::FileBlock,
    figures::Source,
    reading::{RowNames, prose::ProseFact},
};

use super::{AuditFinding, AuditPlace, Outcome, Spot, Texts};

impl Texts<'_, '_> {
    /// Items that are explained in another order than that of their codes, in which tables list them.
    pub fn order(&mut self) {
        let mut items: Vec<(Code, &ProseFact)> = Vec::new();
        for fact in &self.numbers.prose.facts {
            let [Source::Cell(CellKey { table: T06, row: RowKey::Code(code), .. })] = fact.addresses.as_slice() else {
                continue;
            };
            if code.digits() == 7 && !items.iter().any(|(own, _)| own == code) {
                items.push((*code, fact));
            }
        }
        let wrong = items.windows(2).find(|pair| pair[1].0 < pair[0].0);
        let Some([(before, former), (code, fact)]) = wrong else { return };
        let message = format!("“{}”（{code}）写在“{}”（{before}）后面，与科目的次序不同", fact.name, former.name);
        let (block, quote) = (fact.place.block, fact.sentence.clone());
        self.report(
            Outcome::Doubtful,
            "科目次序",
            Spot { block, characters: Some((fact.place.from, fact.place.to)), quote: &quote },
            message,
            "按支出决算表的科目次序排列",
        );
    }

    /// Names that belong to another code.
    pub fn codes(&mut self) {
        let mut wrong = Vec::new();
        for table in &self.numbers.reading.tables {
            let axis = match titled_rows(table.table) {
                Some(RowNames::Items) => Axis::Functional,
                Some(RowNames::Economic) => Axis::Economic,
                _ => continue,
            };
            let mut rows: BTreeMap<(usize, u32), RowKey> = BTreeMap::new();
            for fact in &table.facts {
                if let Source::Cell(key) = fact.address {
                    rows.insert((fact.place.block, fact.place.row), key.row);
                }
            }
            if axis == Axis::Economic {
                continue;
            }
            for ((block, row), key) in rows {
                let (RowKey::Code(code), Some(FileBlock::Table(cells))) =
                    (key, self.numbers.evidence.blocks.get(block))
                else {
                    continue;
                };
                let Some(entry) = self.numbers.book.functional(code) else { continue };
                let names = cells.cells.iter().filter(|cell| cell.row == row && cell.text.chars().any(is_han));
                let Some(cell) = names.min_by_key(|cell| cell.column) else { continue };
                let stated = normal_name(&cell.text);
                let other = self.numbers.book.list(axis).values().find(|other| {
                    other.code != code && other.code.digits() == code.digits() && normal_name(&other.name) == stated
                });
                if stated != normal_name(&entry.name)
                    && let Some(other) = other
                {
                    let message = format!(
                        "{code}的名称是“{}”，表里写的是“{}”，这是{}的名称",
                        entry.name,
                        cell.text.trim(),
                        other.code
                    );
                    wrong.push((block, (cell.row, cell.column), cell.text.clone(), message, cells.cell_words(cell)));
                }
            }
        }
        for (block, cell, quote, message, words) in wrong {
            self.found.push(AuditFinding {
                outcome: Outcome::Doubtful,
                rule: None,
                kind: "科目",
                message,
                quote,
                places: vec![AuditPlace { block, cell: Some(cell), characters: None, words }],
                stated: None,
                computed: None,
                remedy: "核对科目编码和名称",
                gathered: Vec::new(),
            });
        }
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn titled_rows(table: TableId) -> Option<RowNames> {
    match table.number() {
        2 | 3 | 6 | 10 | 11 | 12 => Some(RowNames::Items),
        8 => Some(RowNames::Economic),
        _ => None,
    }
}
