//! B21: the same amounts in another order: probably a whole block is one row off.

use crate::{
    codes::Code,
    figures::{CellKey, Column, ColumnKey, Figures, RowKey, Source, T03, T06, T07, T08, T09, TableId},
    money::Money,
    rules::{
        Applies, Findings, Missing, Outcome, Rule, Severity, State,
        kit::relation::{entered_below, published_cells},
    },
};

pub static RULE: Rule = Rule {
    id: "B21",
    severity: Severity::Error,
    title: "金额与科目疑似整体错行",
    checks: "同一列的金额在两处完全相同而对应的科目不同（公开07、09表与06表，报告上印的数与手工录入的数）",
    basis: "公开检查实例：明细表金额相对科目名称错开",
    remedy: "对照原表逐行核对，把金额移回所属科目",
    state: State::Active(run),
};

/// One column as two sources state it: code, what is there, what is expected.
type Rows = Vec<(CellKey, CellKey, Money, Money)>;

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    if figures.tables.stated(CellKey::total(T03, Column::Total)).is_none() {
        return Err(Missing::one(CellKey::total(T03, Column::Total)));
    }
    for ((table, column), (of, of_column)) in
        [((T07, Column::Total), (T06, Column::Total)), ((T09, Column::Amount), (T06, Column::Project))]
    {
        let rows = figures.tables.codes(table).filter(is_item).filter_map(|code| {
            let cells = (CellKey::code(table, code, column), CellKey::code(of, code, of_column));
            Some((cells.0, cells.1, figures.tables.stated(cells.0)?, figures.tables.stated(cells.1)?))
        });
        check(figures, findings, rows.collect());
    }
    for (table, columns) in [
        (T03, &[Column::Total, Column::Basic, Column::Project][..]),
        (T06, &[Column::Total, Column::Basic, Column::Project]),
        (T08, &[Column::Amount]),
    ] {
        for column in columns {
            check(figures, findings, published_rows(figures, table, *column));
        }
    }
    Ok(Applies::Yes)
}

fn is_item(code: &Code) -> bool {
    code.digits() > 5
}

/// The leaves of a table that were published as well as entered.
fn published_rows(figures: &Figures, table: TableId, column: Column) -> Rows {
    let keys = published_cells(figures, table);
    let leaves = keys.into_iter().filter(|key| {
        key.column == ColumnKey::Named(column)
            && matches!(key.row, RowKey::Code(_))
            && figures.tables.children(table, key.row).is_empty()
    });
    leaves
        .filter_map(|key| {
            let figure = figures.tables.get(key)?;
            Some((key, key, figure.published?.amount, figure.value?))
        })
        .collect()
}

fn check(figures: &Figures, findings: &mut Findings, rows: Rows) {
    let moved: Vec<&(CellKey, CellKey, Money, Money)> =
        rows.iter().filter(|(_, _, actual, expected)| actual != expected).collect();
    let sorted = |pick: fn(&(CellKey, CellKey, Money, Money)) -> Money| {
        let mut amounts: Vec<Money> = moved.iter().map(|row| pick(row)).collect();
        amounts.sort_unstable();
        amounts
    };
    if moved.len() < 2 || sorted(|row| row.2) != sorted(|row| row.3) {
        return;
    }
    let Some((first, _, actual, expected)) = moved.first() else { return };
    let (left, right) = (findings.amount(*actual), findings.amount(*expected));
    let message = format!(
        "{}等{}行的金额只是次序不同：这里 {left}，应为 {right}{}",
        figures.label(&(*first).into()),
        moved.len(),
        findings.unit()
    );
    let mut cells: Vec<Source> = Vec::new();
    for (here, there, ..) in moved {
        let published = figures.tables.get(*here).and_then(|figure| figure.published);
        cells.extend(published.map(|published| Source::Entered(published.path())));
        cells.extend(entered_below(figures, *here));
        cells.push((*here).into());
        if here != there {
            cells.push((*there).into());
        }
    }
    findings.report(cells, message).values(right, left);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{fires, passes},
    };

    fn cells(grid: [&'static str; 3]) -> Vec<(Path, &'static str)> {
        let mut cells = Vec::new();
        for (i, (code, amount)) in [("2012901", "5"), ("2012950", "6"), ("2012999", "7")].into_iter().enumerate() {
            cells.extend([
                (at!(expenditure.lines[i].item), code),
                (at!(expenditure.lines[i].basic), amount),
                (at!(expenditure.detail[i].item), code),
                (at!(expenditure.detail[i].economic), "30101"),
                (at!(expenditure.detail[i].amount), grid[i]),
            ]);
        }
        cells
    }

    #[test]
    fn amounts_that_moved_down_a_row() {
        passes(&RULE, &cells(["5", "6", "7"]));
        passes(&RULE, &cells(["5", "6", "8"]));
        fires(&RULE, &cells(["7", "5", "6"]), "公开07表 行政运行等3行的金额只是次序不同：这里 7.00，应为 5.00万元");
        fires(&RULE, &cells(["5", "7", "6"]), "公开07表 事业运行等2行的金额只是次序不同：这里 7.00，应为 6.00万元");
    }

    #[test]
    fn published_amounts_that_moved() {
        let mut cells = cells(["5", "6", "7"]);
        for (i, (cell, amount)) in [("T06!2012901.basic", "6"), ("T06!2012950.basic", "5")].into_iter().enumerate() {
            cells.extend([(at!(published[i].cell), cell), (at!(published[i].amount), amount)]);
        }
        fires(&RULE, &cells, "公开06表 行政运行 基本支出等2行的金额只是次序不同：这里 6.00，应为 5.00万元");
    }
}
