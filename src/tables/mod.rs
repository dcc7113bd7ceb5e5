//! The 13 published tables (公开表) in their official layout, with numbers from [`Figures`].
//!
//! One file per table (or pair of tables of the same layout). A table is rows of cells with a two-level head; window,
//! console and exports all read the same [`Table`].

mod basic;
mod by_item;
mod economic;
mod fiscal_summary;
mod functional_detail;
mod layout;
mod projects;
mod summary;
mod three_public;

pub use layout::{HeadCell, Table, TableCell, TableColumn, TableRow};
pub use summary::chinese_number;

use crate::figures::{Figures, TableId};

/// The 13 tables in their official order.
pub fn all(figures: &Figures) -> Vec<Table> {
    TableId::PUBLISHED.into_iter().map(|id| table(figures, id)).collect()
}

/// Those that are published, in the order of the report.
pub fn published(figures: &Figures) -> Vec<Table> {
    figures.profile.tables.iter().map(|own| table(figures, own.id)).collect()
}

/// One of the 13 tables.
pub fn table(figures: &Figures, id: TableId) -> Table {
    match id.number() {
        1 => summary::table(figures),
        2 => by_item::income(figures),
        3 => by_item::spending(figures),
        4 => fiscal_summary::table(figures),
        5 => economic::table(figures),
        6 => by_item::general_budget(figures),
        7 => functional_detail::table(figures),
        8 => basic::table(figures),
        9 => projects::table(figures),
        10 => by_item::government_fund(figures),
        11 => by_item::state_capital(figures),
        12 => by_item::state_capital_spending(figures),
        _ => three_public::table(figures),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        document::{Document, ExpenditureLine, FunctionalCode},
        money::Money,
    };

    fn one_line() -> Arc<Document> {
        let mut document = Document::default();
        document.expenditure.lines.push(ExpenditureLine {
            item: FunctionalCode::new("2012901"),
            basic: Some(Money::from_fen(89_450_000)),
            ..Default::default()
        });
        document.expenditure.closing.gpb = Some(Money::ZERO);
        Arc::new(document)
    }

    /// Every cell of a merged head is covered exactly once, and every row fills every column.
    #[test]
    fn heads_and_rows_fit_the_columns() {
        for document in [Arc::new(Document::default()), one_line()] {
            for table in all(&Figures::of(&document)) {
                let mut covered = vec![vec![0; table.columns.len()]; table.head.len()];
                for (line, cells) in table.head.iter().enumerate() {
                    for cell in cells {
                        let at = covered[line].iter().position(|count| *count == 0).expect("room");
                        for row in covered.iter_mut().skip(line).take(cell.lines) {
                            for count in row.iter_mut().skip(at).take(cell.columns) {
                                *count += 1;
                            }
                        }
                    }
                }
                assert!(covered.iter().flatten().all(|count| *count == 1), "{} {covered:?}", table.number);
                for row in &table.rows {
                    assert_eq!(row.cells.len(), table.columns.len(), "{}", table.number);
                }
            }
        }
    }

    #[test]
    fn one_entry_shows_in_every_table_it_belongs_to() {
        let figures = Figures::of(&one_line());
        let shows = |number: usize| {
            let table = &all(&figures)[number - 1];
            let printed = |cell: &TableCell| cell.printed().as_deref() == Some("89.45");
            table.rows.iter().flat_map(|row| &row.cells).filter(|cell| printed(cell)).count()
        };
        assert_eq!((1..=13).map(shows).collect::<Vec<_>>(), [3, 0, 8, 6, 0, 8, 0, 0, 0, 0, 0, 0, 0]);
        assert!(all(&figures)[6].has_unfilled(), "the detail grid is empty");
        assert!(all(&figures)[9].notes[0].contains("本表无数据"));
    }
}
