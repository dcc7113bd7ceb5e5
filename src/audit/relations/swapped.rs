//! Rows that stand in each other's place.

use std::collections::BTreeMap;

use crate::{
    address::{CellKey, Column, ColumnKey, RowKey, T02, T03, T06, TableId},
    codes::Code,
    figures::Source,
};

use super::super::values::{Numbers, Stand};

/// Two items whose amounts stand in each other's row: what pasting by position does.
pub(in crate::audit) struct SwappedRows {
    pub numbers: [usize; 2],
    pub others: [usize; 2],
}

/// Rows of a table that are right in another one the other way round.
pub(in crate::audit) fn swapped(numbers: &Numbers<'_>) -> Vec<SwappedRows> {
    let mut found: Vec<SwappedRows> = Vec::new();
    let items = |table: TableId| -> BTreeMap<Code, usize> {
        let places = numbers.all.iter().enumerate().filter_map(|(index, number)| match number.addresses.first() {
            Some(Source::Cell(CellKey {
                table: own,
                row: RowKey::Code(code),
                column: ColumnKey::Named(Column::Total),
            })) if *own == table && code.digits() == 7 && matches!(number.stand, Stand::Table(_)) => {
                Some((*code, index))
            }
            _ => None,
        });
        places.collect()
    };
    let tables = [(T02, items(T02)), (T03, items(T03)), (T06, items(T06))];
    for (first, second) in [(0, 1), (2, 1), (0, 2)] {
        let (own, other) = (&tables[first].1, &tables[second].1);
        let value = |of: &BTreeMap<Code, usize>, code: &Code| of.get(code).map(|index| numbers.all[*index].value);
        let differing: Vec<Code> = own
            .keys()
            .filter(|code| value(other, code).is_some_and(|there| value(own, code) != Some(there)))
            .copied()
            .collect();
        for (index, a) in differing.iter().enumerate() {
            for b in &differing[index + 1..] {
                let is_swapped = value(own, a) == value(other, b)
                    && value(own, b) == value(other, a)
                    && value(own, a) != value(own, b);
                let (Some(x), Some(y), Some(p), Some(q)) = (own.get(a), own.get(b), other.get(a), other.get(b)) else {
                    continue;
                };
                if is_swapped && !found.iter().any(|before| before.numbers == [*x, *y] || before.others == [*p, *q]) {
                    found.push(SwappedRows { numbers: [*x, *y], others: [*p, *q] });
                }
            }
        }
    }
    found
}
