//! Consistent documents with any number of lines, for measurements.
//!
//! Each line is a detail (a functional and an economic code, basic or project); items, economic totals and income are
//! sums of lines, so that every check between tables has work to do and finds nothing.

mod lists;

pub use lists::{Filling, lists, with_rows, with_signatures};

use std::collections::BTreeMap;

use crate::{
    codes::{BasicGroup, Code, CodeBook},
    document::{
        Axis, BudgetBasis, DetailLine, Document, EconomicCode, EconomicLine, EntryUnit, ExpenditureLine,
        FunctionalCode, Fund, FundSplit, IncomeLine, OwnCode, Precision, SpendingKind, Text, UnitType,
    },
    money::Money,
};

/// A department with `lines` lines of detail. The same `lines` gives the same document.
pub fn large_document(lines: usize) -> Document {
    let mut document = department();
    let book = CodeBook::shipped();
    let economic = economic_leaves(&book);
    // Each item has at most one line per economic code: more lines need more items.
    let needed = lines.div_ceil(economic.len().max(1)).max(1);
    let items = items(&book, needed, &mut document);

    let mut by_item: BTreeMap<Code, [Money; 2]> = BTreeMap::new();
    let mut by_economic: BTreeMap<Code, Money> = BTreeMap::new();
    for index in 0..lines {
        let item = items[index % items.len()];
        let (economic, group) = economic[(index / items.len()) % economic.len()];
        let amount = Money::from_fen(1_000 + i64::try_from((index * 7_919) % 99_991).unwrap_or(0) * 10);
        // Basic spending belongs to 行政运行, 机关服务 and 事业运行.
        let is_office = ["01", "03", "50"].iter().any(|tail| item.ends_with(tail));
        let kind = if group.is_some() && is_office { SpendingKind::Basic } else { SpendingKind::Project };
        by_item.entry(item).or_default()[usize::from(kind == SpendingKind::Project)] += amount;
        if kind == SpendingKind::Basic {
            *by_economic.entry(economic).or_default() += amount;
        }
        document.expenditure.detail.push(DetailLine {
            item: FunctionalCode::new(item.as_str()),
            economic: EconomicCode::new(economic.as_str()),
            kind: Some(kind),
            fund: Some(Fund::Gpb),
            amount: Some(amount),
            ..Default::default()
        });
    }
    for (item, [basic, project]) in by_item {
        let total = Some(basic + project);
        document.expenditure.lines.push(ExpenditureLine {
            item: FunctionalCode::new(item.as_str()),
            fund: Some(Fund::Gpb),
            initial_budget: total,
            adjusted_budget: total,
            basic: Some(basic),
            project: Some(project),
            prior_actual: total,
            ..Default::default()
        });
        document.income.lines.push(IncomeLine {
            item: FunctionalCode::new(item.as_str()),
            gpb: total,
            ..Default::default()
        });
    }
    for (economic, amount) in by_economic {
        document.expenditure.economic.push(EconomicLine {
            economic: EconomicCode::new(economic.as_str()),
            amount: Some(amount),
            ..Default::default()
        });
    }
    document
}

/// Its particulars, without any line.
fn department() -> Document {
    let mut document = Document::default();
    document.unit.department = Text::new("测量用大型部门");
    document.unit.year = Some(2024);
    document.unit.unit_type = Some(UnitType::Administrative);
    document.unit.entry_unit = Some(EntryUnit::Wan);
    document.unit.precision = Some(Precision::Fen);
    document.unit.budget_basis = Some(BudgetBasis::Adjusted);
    let none = || FundSplit {
        gpb: Some(Money::ZERO),
        fund: Some(Money::ZERO),
        soc: Some(Money::ZERO),
        other: Some(Money::ZERO),
        ..Default::default()
    };
    document.income.opening = none();
    document.expenditure.closing = none();
    document
}

fn economic_leaves(book: &CodeBook) -> Vec<(Code, Option<BasicGroup>)> {
    let entries = book.list(Axis::Economic).values();
    entries.filter(|entry| entry.code.digits() == 5).map(|entry| (entry.code, entry.group)).collect()
}

/// Shipped items of the general budget, then own ones below “其他群众团体事务”, until there are enough.
fn items(book: &CodeBook, needed: usize, document: &mut Document) -> Vec<Code> {
    let entries = book.list(Axis::Functional).values();
    let mut items: Vec<Code> = entries
        .map(|entry| entry.code)
        .filter(|code| code.digits() == 7 && !["212", "223", "229"].contains(&code.class().as_str()))
        .take(needed)
        .collect();
    let mut number = 0_u32;
    while items.len() < needed {
        number += 1;
        let digits = format!("205{:02}{:02}", 60 + number / 90 % 39, 5 + number % 90);
        let Some(code) = Code::new(&digits).filter(|code| book.functional(*code).is_none()) else { continue };
        document.codes.push(OwnCode {
            axis: Some(Axis::Functional),
            code: Text::new(digits),
            name: Text::new(format!("测量用科目{number}")),
            ..Default::default()
        });
        items.push(code);
        if number > 3_000 {
            break;
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::figures::{CellKey, Column, Figures, T03, T05, T06, T07, T08};

    #[test]
    fn its_tables_agree() {
        for lines in [1, 500, 20_000] {
            let document = Arc::new(large_document(lines));
            assert_eq!(document.expenditure.detail.len(), lines);
            let figures = Figures::of(&document);
            let total = figures.tables.printed(CellKey::total(T06, Column::Total));
            assert!(total.is_some());
            for other in [
                CellKey::total(T03, Column::Total),
                CellKey::total(T05, Column::Total),
                CellKey::total(T07, Column::Total),
            ] {
                assert_eq!(figures.tables.printed(other), total, "{other}");
            }
            let basic = figures.tables.printed(CellKey::total(T06, Column::Basic));
            assert_eq!(
                figures.tables.printed(CellKey::total(T08, Column::Amount)).unwrap_or(Money::ZERO),
                basic.unwrap_or(Money::ZERO)
            );
        }
    }
}
