//! Income by classification and source, and why it changed.

use super::{Computed, Form, FormName, Grid, GridName, Item, Own, Part, Required, Section, field};
use crate::{
    address::{CellKey, Column, Line, MeasureKey, T01, T04, YearOnYear},
    at,
    document::{Document, Path},
    figures::Figures,
};

pub(super) static FORM: Form = Form {
    name: FormName::Income,
    parts: &[Part { name: "收入", sections: SECTIONS }],
    has_begun: |document: &Document| !document.income.lines.is_empty(),
};

const SECTIONS: &[Section] = &[
    Section::new(
        "本年收入",
        "",
        &[
            Item::Own(Own::FillIncome, &[]),
            Item::Help("按支出功能分类的项级科目和收入来源填列，不含年初结转和结余（公开02表）。"),
            Grid::new(GridName::IncomeLines, &[at!(income.lines)]).required(Required::Yes).with_cells(codes).item(),
        ],
    ),
    Section::new(
        "年初结转和结余",
        "上年年末转入本年的资金，取自“单位与上年”的上年数：上年年末数加年初调整。",
        &[
            field(at!(income.non_fiscal_surplus)),
            carried("一般公共预算财政拨款年初结转", Line::GeneralBudgetOpening),
            carried("政府性基金预算财政拨款年初结转", Line::GovernmentFundOpening),
            carried("国有资本经营预算财政拨款年初结转", Line::StateCapitalOpening),
            Item::Computed("年初结转和结余合计", Computed::Cell(CellKey::line(T01, Line::Opening, Column::Amount))),
            Item::Computed("收入总计", Computed::Cell(CellKey::line(T01, Line::IncomeTotal, Column::Amount))),
            Item::Computed("财政拨款收入总计", Computed::Cell(CellKey::line(T04, Line::IncomeTotal, Column::Amount))),
        ],
    ),
    Section::new(
        "变动原因",
        "总计含年初结转和结余；变动较大时原因要具体到事项。上年数在“单位与上年”。",
        &[
            Item::Computed("收支总计比上年", Computed::Measure(MeasureKey::Growth(YearOnYear::Total))),
            Item::Computed("财政拨款收支比上年", Computed::Measure(MeasureKey::Growth(YearOnYear::Fiscal))),
            field(at!(income.reason)),
            field(at!(income.fiscal_reason)),
        ],
    ),
];

const fn carried(label: &'static str, line: Line) -> Item {
    Item::Computed(label, Computed::Cell(CellKey::line(T04, line, Column::Amount)))
}

fn codes(figures: &Figures) -> Vec<Path> {
    let lines = figures.document.income.lines.iter().enumerate();
    lines.filter(|(_, line)| line.item.is_blank()).map(|(i, _)| at!(income.lines[i].item)).collect()
}
