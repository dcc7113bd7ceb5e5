//! Basic expenditure of the general public budget by economic classification (公开08表).

use std::collections::BTreeSet;

use crate::{
    at,
    codes::{BasicGroup, Code},
    document::{Axis, EconomicLine},
    figures::{CellKey, Column, Figures, Line, T08},
    ui::{
        forms::cells::{self, AMOUNT_WIDTH, CODE_WIDTH, text_column, titled},
        widgets::grid::{GridCell, ListGrid},
    },
};

/// The column of amounts.
const AMOUNT: usize = 3;

/// Staff or running costs, by the class of the code, as in the published table (公开08表).
fn group_of(figures: &Figures, code: &str) -> Option<BasicGroup> {
    figures.book.economic(Code::new(code)?.class())?.group
}

pub fn lines(figures: &Figures) -> ListGrid<'_> {
    let document = &*figures.document;
    let line = move |row: usize| document.expenditure.economic.get(row);
    let mut model = ListGrid::new(document, at!(expenditure.economic))
        .field("economic", CODE_WIDTH)
        .with(|column| titled("编码")(column).frozen())
        .derived(text_column("科目名称", 240.0).frozen(), move |row| {
            line(row)
                .map_or(GridCell::Empty, |line| cells::economic_name(figures, &line.economic, line.amount.is_some()))
        })
        .derived(text_column("分组", 120.0), move |row| {
            let group = line(row).and_then(|line| group_of(figures, &line.economic));
            let counts = line(row).is_none_or(|line| line.amount.is_none());
            let none = if counts { GridCell::Empty } else { GridCell::Label("未计入人员、公用".to_owned()) };
            group.map_or(none, |group| {
                let name = match group {
                    BasicGroup::Personnel => "人员经费",
                    BasicGroup::Public => "公用经费",
                };
                GridCell::Label(name.to_owned())
            })
        })
        .field("amount", AMOUNT_WIDTH + 24.0);
    let totals = [
        ("人员经费合计", Some(BasicGroup::Personnel), CellKey::line(T08, Line::Personnel, Column::Amount)),
        ("公用经费合计", Some(BasicGroup::Public), CellKey::line(T08, Line::Public, Column::Amount)),
        ("合计", None, CellKey::total(T08, Column::Amount)),
    ];
    for (name, group, key) in totals {
        let is_in = move |line: &&EconomicLine| group.is_none() || group_of(figures, &line.economic) == group;
        model = model.footer(move |column| match column {
            1 => GridCell::Label(name.to_owned()),
            AMOUNT => {
                let amounts = document.expenditure.economic.iter().filter(is_in).map(|line| line.amount);
                cells::column_sum(figures, amounts, key, at!(expenditure.economic))
            }
            _ => GridCell::Empty,
        });
    }
    totals.into_iter().fold(model, |model, (name, _, key)| {
        let published = cells::published(figures, key).map(|path| (AMOUNT, path));
        cells::with_published(model, &format!("报告上印的数（{name}）"), 1, published)
    })
}

/// The codes of the official form that have no row yet.
pub fn missing_codes(figures: &Figures) -> Vec<Code> {
    let there: BTreeSet<&str> = figures.document.expenditure.economic.iter().map(|line| &*line.economic).collect();
    let official = figures.book.list(Axis::Economic).values().filter(|entry| entry.in_basic_table);
    official.map(|entry| entry.code).filter(|code| code.digits() == 5 && !there.contains(code.as_str())).collect()
}
