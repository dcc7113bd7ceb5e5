//! Basic expenditure of the general public budget by economic classification (公开08表).

use std::collections::BTreeSet;

use crate::{
    at,
    codes::{BasicGroup, Code},
    document::{Axis, Document, EconomicLine},
    figures::{CellKey, Column, Figures, Line, T08},
    ui::{
        forms::cells::{self, AMOUNT_WIDTH, CODE_WIDTH, text_column, titled},
        widgets::grid::{Content, FixedGrid, GridCell, GridColumn, GridModel, ListGrid},
    },
};

/// The column of amounts.
const AMOUNT: usize = 3;

/// Staff or running costs, by the class of the code, as in the published table (公开08表).
fn group_of(figures: &Figures, code: &str) -> Option<BasicGroup> {
    figures.book.economic(Code::new(code)?.class())?.group
}

pub fn model(figures: &Figures) -> Box<dyn GridModel + '_> {
    if figures.economic_follows() { Box::new(of_detail(figures)) } else { Box::new(lines(figures)) }
}

const NAME: &str = "科目名称";
const GROUP: &str = "分组";

/// A row for each code of 公开08表, where that is made of the detail.
fn of_detail(figures: &Figures) -> FixedGrid {
    let columns = vec![
        text_column("编码", CODE_WIDTH).frozen(),
        text_column(NAME, 240.0).frozen(),
        text_column(GROUP, 120.0),
        GridColumn::new("决算数", AMOUNT_WIDTH + 24.0, Content::Money),
    ];
    let list = Document::field_at(at!(expenditure.economic)).map_or("", |field| field.label);
    let codes = figures.tables.codes(T08).filter(|code| code.digits() > 3);
    let grid = codes.fold(FixedGrid::new(list, columns), |grid, code| {
        let amount = cells::figure(figures, CellKey::code(T08, code, Column::Amount), false);
        let name = cells::economic_name(figures, code.as_str(), true);
        grid.row(code.as_str(), [name, group_cell(figures, code.as_str(), true), amount])
    });
    TOTALS.into_iter().fold(grid, |grid, (name, _, key)| {
        let sum = cells::figure(figures, key(), true);
        grid.row("", [GridCell::Label(name.to_owned()), GridCell::Empty, sum])
    })
}

type Total = (&'static str, Option<BasicGroup>, fn() -> CellKey);

const TOTALS: [Total; 3] = [
    ("人员经费合计", Some(BasicGroup::Personnel), || CellKey::line(T08, Line::Personnel, Column::Amount)),
    ("公用经费合计", Some(BasicGroup::Public), || CellKey::line(T08, Line::Public, Column::Amount)),
    ("合计", None, || CellKey::total(T08, Column::Amount)),
];

/// `is_filled`: there is an amount, which belongs to a group.
fn group_cell(figures: &Figures, code: &str, is_filled: bool) -> GridCell {
    match group_of(figures, code) {
        Some(BasicGroup::Personnel) => GridCell::Label("人员经费".to_owned()),
        Some(BasicGroup::Public) => GridCell::Label("公用经费".to_owned()),
        None if is_filled => GridCell::Label("未计入人员、公用".to_owned()),
        None => GridCell::Empty,
    }
}

fn lines(figures: &Figures) -> ListGrid<'_> {
    let document = &*figures.document;
    let line = move |row: usize| document.expenditure.economic.get(row);
    let mut model = ListGrid::new(document, at!(expenditure.economic))
        .field("economic", CODE_WIDTH)
        .with(|column| titled("编码")(column).frozen())
        .derived(text_column(NAME, 240.0).frozen(), move |row| {
            line(row)
                .map_or(GridCell::Empty, |line| cells::economic_name(figures, &line.economic, line.amount.is_some()))
        })
        .derived(text_column(GROUP, 120.0), move |row| {
            line(row).map_or(GridCell::Empty, |line| group_cell(figures, &line.economic, line.amount.is_some()))
        })
        .field("amount", AMOUNT_WIDTH + 24.0);
    for (name, group, key) in TOTALS {
        let is_in = move |line: &&EconomicLine| group.is_none() || group_of(figures, &line.economic) == group;
        model = model.footer(move |column| match column {
            1 => GridCell::Label(name.to_owned()),
            AMOUNT => {
                let amounts = document.expenditure.economic.iter().filter(is_in).map(|line| line.amount);
                cells::column_sum(figures, amounts, key(), at!(expenditure.economic))
            }
            _ => GridCell::Empty,
        });
    }
    TOTALS.into_iter().fold(model, |model, (name, _, key)| {
        let published = cells::published(figures, key()).map(|path| (AMOUNT, path));
        cells::with_published(model, &format!("报告上印的数（{name}）"), 1, published)
    })
}

/// The codes of the official form that have no row yet; none where the detail says all.
pub fn missing_codes(figures: &Figures) -> Vec<Code> {
    if figures.economic_follows() {
        return Vec::new();
    }
    let there: BTreeSet<&str> = figures.document.expenditure.economic.iter().map(|line| &*line.economic).collect();
    let official = figures.book.list(Axis::Economic).values().filter(|entry| entry.in_basic_table);
    official.map(|entry| entry.code).filter(|code| code.digits() == 5 && !there.contains(code.as_str())).collect()
}
