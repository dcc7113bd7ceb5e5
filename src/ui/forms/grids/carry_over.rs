//! Balances of government funds and state capital by classification, at both ends of the year (公开10、11表).

use crate::{
    at,
    document::{Amount, CarryOverLine, Fund},
    figures::{CellKey, Column, Figures, T10, T11},
    ui::{
        forms::cells::{self, AMOUNT_WIDTH, CODE_WIDTH, NAME_WIDTH, text_column, titled},
        widgets::grid::{GridCell, ListGrid},
    },
};

fn is_filled(line: &CarryOverLine) -> bool {
    line.opening.or(line.closing).is_some()
}

/// The fund whose table (公开10表, 公开11表) shows the line.
fn fund_of(line: &CarryOverLine) -> Option<Fund> {
    line.fund.filter(|fund| matches!(fund, Fund::Government | Fund::StateCapital))
}

pub fn lines(figures: &Figures) -> ListGrid<'_> {
    let document = &*figures.document;
    let line = move |row: usize| document.expenditure.carry_over.get(row);
    let total = move |name, fund, table, column: usize| {
        let lines = document.expenditure.carry_over.iter().filter(|line| line.fund == Some(fund));
        let (amounts, of): (Vec<Amount>, _) = match column {
            1 => return GridCell::Label(format!("{name}合计")),
            3 => (lines.map(|line| line.opening).collect(), Column::Opening),
            4 => (lines.map(|line| line.closing).collect(), Column::Closing),
            _ => return GridCell::Empty,
        };
        cells::column_sum(figures, amounts, CellKey::total(table, of), at!(expenditure.carry_over))
    };
    ListGrid::new(document, at!(expenditure.carry_over))
        .field("item", CODE_WIDTH)
        .with(|column| titled("编码")(column).frozen())
        .derived(text_column("科目名称", NAME_WIDTH).frozen(), move |row| {
            line(row).map_or(GridCell::Empty, |line| match is_filled(line) && fund_of(line).is_none() {
                true => GridCell::Label("（资金性质不是基金或国资，未计入）".to_owned()),
                false => cells::functional_name(figures, &line.item, is_filled(line)),
            })
        })
        .field("fund", 140.0)
        .field("opening", AMOUNT_WIDTH + 16.0)
        .field("closing", AMOUNT_WIDTH + 16.0)
        .footer(move |column| total("政府性基金", Fund::Government, T10, column))
        .footer(move |column| total("国有资本经营", Fund::StateCapital, T11, column))
}
