//! Expenditure by function and economic class at once (功能与经济明细): optional; two tables are made from it (公开05表,
//! 公开07表), two others are compared with it (公开06表, 公开08表).

use crate::{
    at,
    document::{DetailLine, Fund},
    figures::{CellKey, Column, Figures, T05, T06, T08, T10, T12},
    ui::{
        forms::cells::{self, AMOUNT_WIDTH, CODE_WIDTH, amount_column, text_column, titled},
        widgets::grid::{FixedGrid, GridCell, ListGrid},
    },
};

/// Two columns of names have to fit beside the amounts; that of a functional code begins with its 款.
const FUNCTIONAL_WIDTH: f32 = 172.0;
const ECONOMIC_WIDTH: f32 = 144.0;
/// The column of amounts.
const AMOUNT: usize = 6;

/// Why a line with an amount is in no table: the detail is of the funds that are published.
fn fund_note(line: &DetailLine) -> Option<GridCell> {
    let is_other = line.amount.is_some() && line.fund_or_default() == Fund::Other;
    is_other.then(|| GridCell::Label("（其他资金，未计入公开表）".to_owned()))
}

pub fn lines(figures: &Figures) -> ListGrid<'_> {
    let document = &*figures.document;
    let line = move |row: usize| document.expenditure.detail.get(row);
    let total = CellKey::total(T05, Column::Total);
    let model = ListGrid::new(document, at!(expenditure.detail))
        .field("item", CODE_WIDTH)
        .with(titled("功能编码"))
        .derived(text_column("功能科目名称", FUNCTIONAL_WIDTH), move |row| {
            line(row).map_or(GridCell::Empty, |line| {
                let name = || cells::functional_name(figures, &line.item, line.amount.is_some());
                fund_note(line).unwrap_or_else(name)
            })
        })
        .field("economic", CODE_WIDTH)
        .with(titled("经济编码"))
        .derived(text_column("经济科目名称", ECONOMIC_WIDTH), move |row| {
            line(row)
                .map_or(GridCell::Empty, |line| cells::economic_name(figures, &line.economic, line.amount.is_some()))
        })
        .field("kind", 84.0)
        .field("fund", 112.0)
        .field("amount", AMOUNT_WIDTH)
        .footer(move |column| match column {
            1 => GridCell::Label("合计".to_owned()),
            AMOUNT => {
                let amounts = document.expenditure.detail.iter().map(|line| line.amount);
                cells::column_sum(figures, amounts, total, at!(expenditure.detail))
            }
            _ => GridCell::Empty,
        });
    cells::with_published(model, "报告上印的数", 1, cells::published(figures, total).map(|path| (AMOUNT, path)))
}

/// The detail beside the tables with which it must agree.
pub fn comparison(figures: &Figures) -> FixedGrid {
    let columns = vec![
        text_column("项目", 260.0).frozen(),
        amount_column("明细合计"),
        amount_column("应等于"),
        amount_column("相差"),
        text_column("取自", 120.0),
    ];
    let pairs = [
        ("一般公共预算基本支出", Column::GeneralBudgetBasic, CellKey::total(T06, Column::Basic)),
        ("一般公共预算基本支出（经济分类）", Column::GeneralBudgetBasic, CellKey::total(T08, Column::Amount)),
        ("一般公共预算项目支出", Column::GeneralBudgetProject, CellKey::total(T06, Column::Project)),
        ("政府性基金预算支出", Column::GovernmentFund, CellKey::total(T10, Column::Spending)),
        ("国有资本经营预算支出", Column::StateCapital, CellKey::total(T12, Column::Total)),
    ];
    pairs.into_iter().fold(FixedGrid::new("明细核对", columns), |model, (name, column, expected)| {
        let detail = CellKey::total(T05, column);
        let value = |key| figures.tables.printed(key);
        let difference = value(detail).zip(value(expected)).map(|(detail, expected)| detail - expected);
        model.row(
            name,
            [
                cells::figure(figures, detail, false),
                cells::figure(figures, expected, false),
                cells::amount(figures, difference, at!(expenditure.detail), false),
                GridCell::Label(expected.table.official_number()),
            ],
        )
    })
}
