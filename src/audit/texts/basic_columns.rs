//! 基本支出 with a column for 人员经费 and one for 公用经费: what is read of it is the column of both.

use rust_decimal::Decimal;

use crate::{
    address::T08,
    evidence::{FileBlock, FileCell, FileTable},
    money::{AmountUnit, Money},
};

use super::{AuditFinding, AuditPlace, Outcome, Texts};

/// The columns of both, of 人员经费 and of 公用经费, by their numbers in the file.
struct Columns {
    below: u32,
    whole: u32,
    parts: [u32; 2],
}

/// A row with its amounts in the order of the columns.
struct Row<'a> {
    cells: [Option<&'a FileCell>; 3],
    amounts: [Decimal; 3],
    /// How many digits its code has; none for the total.
    digits: usize,
}

impl Texts<'_, '_> {
    pub fn basic_columns(&mut self) {
        let numbers = self.numbers;
        for table in numbers.reading.tables.iter().filter(|table| table.table == T08) {
            // Rows that go on in another table may be parts.
            let [block] = table.blocks[..] else { continue };
            let Some(FileBlock::Table(cells)) = numbers.evidence.blocks.get(block) else { continue };
            let Some(columns) = columns(cells) else { continue };
            let rows = rows(cells, &columns);
            let mut wrong: Vec<(&FileCell, String)> = Vec::new();
            for row in &rows {
                let sum = row.amounts[1] + row.amounts[2];
                if let Some(cell) = row.cells[0].filter(|_| differs(row.amounts[0], sum, 2)) {
                    wrong.push((cell, format!("写的是{}，人员经费和公用经费相加是{sum}", row.amounts[0])));
                }
            }
            for column in 1..3 {
                wrong.extend(sums(&rows, column));
            }
            for (cell, message) in wrong.into_iter().take(1) {
                self.found.push(AuditFinding {
                    outcome: Outcome::Doubtful,
                    rule: None,
                    kind: "合计",
                    message,
                    quote: cell.text.trim().to_owned(),
                    places: vec![AuditPlace {
                        block,
                        cell: Some((cell.row, cell.column)),
                        characters: None,
                        words: cells.cell_words(cell),
                    }],
                    stated: Some(cell.text.trim().to_owned()),
                    computed: None,
                    remedy: "核对合计和各部分，改正写错的数",
                    gathered: Vec::new(),
                });
            }
        }
    }
}

fn columns(table: &FileTable) -> Option<Columns> {
    const HEAD: u32 = 5;
    let named =
        |name: &str| table.cells.iter().find(|cell| cell.row < HEAD && cell.text.trim() == name && cell.columns == 1);
    let (whole, first, second) = (named("合计")?, named("人员经费")?, named("公用经费")?);
    let is_row = whole.row == first.row && first.row == second.row;
    (is_row && whole.column < first.column && first.column < second.column).then_some(Columns {
        below: whole.row,
        whole: whole.column,
        parts: [first.column, second.column],
    })
}

fn rows<'a>(table: &'a FileTable, columns: &Columns) -> Vec<Row<'a>> {
    let mut found = Vec::new();
    for row in table.cells.chunk_by(|a, b| a.row == b.row).filter(|row| row[0].row > columns.below) {
        let cell = |column: u32| row.iter().find(|cell| cell.column == column && !cell.text.trim().is_empty());
        let cells = [columns.whole, columns.parts[0], columns.parts[1]].map(cell);
        let Some(first) = row.iter().find(|cell| !cell.text.trim().is_empty()) else { continue };
        let label = first.text.trim();
        let is_code = label.bytes().all(|byte| byte.is_ascii_digit());
        let digits = match (is_code, label.len()) {
            (true, digits @ (3 | 5)) => digits,
            (false, _) if label == "合计" => 0,
            _ => continue,
        };
        let amount = |cell: Option<&FileCell>| match cell {
            Some(cell) => {
                Some(Money::parse(cell.text.trim(), AmountUnit::Yuan).ok()?.map_or(Decimal::ZERO, Money::yuan))
            }
            None => Some(Decimal::ZERO),
        };
        let [Some(a), Some(b), Some(c)] = cells.map(amount) else { return Vec::new() };
        found.push(Row { cells, amounts: [a, b, c], digits });
    }
    found
}

/// The total by its classes, and each class by its items.
fn sums<'a>(rows: &[Row<'a>], column: usize) -> Vec<(&'a FileCell, String)> {
    let mut found = Vec::new();
    let mut check = |whole: &Row<'a>, parts: Vec<&Row<'a>>| {
        let sum: Decimal = parts.iter().map(|part| part.amounts[column]).sum();
        let cell = whole.cells[column].filter(|_| differs(whole.amounts[column], sum, parts.len()));
        found.extend(cell.map(|cell| (cell, format!("写的是{}，各部分相加是{sum}", whole.amounts[column]))));
    };
    if let Some(total) = rows.iter().find(|row| row.digits == 0) {
        check(total, rows.iter().filter(|row| row.digits == 3).collect());
    }
    for (at, class) in rows.iter().enumerate().filter(|(_, row)| row.digits == 3) {
        let parts: Vec<&Row<'a>> = rows[at + 1..].iter().take_while(|row| row.digits == 5).collect();
        if !parts.is_empty() {
            check(class, parts);
        }
    }
    found
}

/// Whether a sum of so many printed numbers is more off than rounding explains.
fn differs(whole: Decimal, sum: Decimal, parts: usize) -> bool {
    let most = Decimal::new(5, 3) * Decimal::from(parts + 1);
    (whole - sum).abs() > most
}
