//! Spending by classification and fund, economic classes, carry-over, why it changed.

use std::collections::BTreeSet;

use super::{Computed, Form, FormName, Grid, GridName, Item, Own, Part, Required, Section, absence, field, required};
use crate::{
    address::{CellKey, Column, Line, MeasureKey, T01, T04, T06, YearOnYear},
    at,
    document::{Document, Path},
    figures::Figures,
};

pub(super) static FORM: Form = Form {
    name: FormName::Expenditure,
    parts: &[
        Part { name: "支出明细", sections: LINES },
        Part { name: "经济分类", sections: ECONOMIC },
        Part { name: "结转结余", sections: BALANCES },
        Part { name: "功能与经济明细", sections: DETAIL },
        Part { name: "变动原因", sections: REASONS },
    ],
    has_begun: |document: &Document| {
        !document.expenditure.lines.is_empty() || !document.expenditure.economic.is_empty()
    },
};

const LINES: &[Section] = &[Section::new(
    "",
    "按支出功能分类的项级科目填列，同一科目有几种资金的分行填；资金性质空白即一般公共预算。",
    &[
        Item::Own(Own::BudgetsAsSpent, &[]),
        Item::Own(Own::LinesOfDetail, &[]),
        Grid::new(GridName::SpendingLines, &[at!(expenditure.lines)])
            .required(Required::Yes)
            .with_cells(lines)
            .filling(28)
            .with_measures(|key| {
                matches!(
                    key,
                    MeasureKey::ItemBudget(_)
                        | MeasureKey::ItemCompletion(_)
                        | MeasureKey::AdjustedBudget
                        | MeasureKey::InitialBudget
                        | MeasureKey::PriorSpending
                )
            })
            .item(),
        Item::Own(Own::PublishedSummary, &[]),
    ],
)];

const ECONOMIC: &[Section] = &[Section::new(
    "基本支出经济分类",
    "",
    &[
        Item::Own(Own::LoadEconomicCodes, &[]),
        Item::Own(Own::EconomicOfDetail, &[]),
        Grid::new(GridName::Economic, &[at!(expenditure.economic)]).with_cells(economic).filling(32).item(),
        Item::Computed("应等于：公开06表基本支出", Computed::Cell(CellKey::total(T06, Column::Basic))),
    ],
)
.helped_by(|figures| {
    let help = match figures.economic_follows() {
        true => "取自功能与经济明细，不必再填（公开08表）；要改，按 F2 到明细里改。",
        false => "一般公共预算财政拨款基本支出按款级经济科目填列；人员经费和公用经费自动分组（公开08表）。",
    };
    help.to_owned()
})];

const BALANCES: &[Section] = &[
    Section::new(
        "结余分配和年末结转和结余",
        "按资金性质；没有的填 0。",
        &[
            Item::Absence(absence::GOVERNMENT_FUND),
            Item::Absence(absence::STATE_CAPITAL),
            field(at!(expenditure.allocation)),
            required(at!(expenditure.closing.gpb)),
            field(at!(expenditure.closing.fund)),
            field(at!(expenditure.closing.soc)),
            field(at!(expenditure.closing.other)),
            Item::Computed("年末结转和结余合计", Computed::Cell(CellKey::line(T01, Line::Closing, Column::Amount))),
            Item::Computed("支出总计", Computed::Cell(CellKey::line(T01, Line::SpendingTotal, Column::Amount))),
            Item::Computed("收入总计", Computed::Cell(CellKey::line(T01, Line::IncomeTotal, Column::Amount))),
            Item::Computed("财政拨款支出总计", Computed::Cell(CellKey::line(T04, Line::SpendingTotal, Column::Total))),
        ],
    ),
    Section::new(
        "按科目的结转结余",
        "只在政府性基金或国有资本经营预算有结转结余时填，用于公开10、11表；填了的，上面的年末结转和结余不必再填。",
        &[Grid::new(GridName::CarryOver, &[at!(expenditure.carry_over)]).item()],
    ),
];

/// Height of the table of comparisons below the grid.
const COMPARISON_HEIGHT: u16 = 236;

const DETAIL: &[Section] = &[
    Section::new(
        "功能与经济分类明细",
        "可不填：不填时公开05、07表只列已知的部分。填时每行一个功能科目和一个经济科目；填了的科目，支出明细里的基本支出、项目支出和经济分类由此算出，不必再填。",
        &[Grid::new(GridName::Detail, &[at!(expenditure.detail)])
            .with_cells(|figures| figures.missing_detail().collect::<BTreeSet<_>>().into_iter().collect())
            .filling(COMPARISON_HEIGHT)
            .item()],
    ),
    Section::new("核对", "", &[Grid::new(GridName::DetailCompared, &[]).item()])
        .shown_if(|figures| !figures.document.expenditure.detail.is_empty()),
];

const REASONS: &[Section] = &[
    Section::new(
        "变动原因",
        "本年支出与上年相比变动的原因，变动较大时要具体到事项；上年数在“单位与上年”。",
        &[
            compared("一般公共预算支出比上年", YearOnYear::GeneralBudget),
            field(at!(expenditure.gpb_reason)),
            field(at!(expenditure.budget_reason)),
            compared("政府性基金支出比上年", YearOnYear::GovernmentFund),
            field(at!(expenditure.fund_reason)),
            compared("国有资本经营支出比上年", YearOnYear::StateCapital),
            field(at!(expenditure.soc_reason)),
        ],
    ),
    Section::new(
        "主要用于",
        "各科目的钱主要用在哪里；公开样式不要求时可以不填。",
        &[Grid::new(GridName::Purposes, &[at!(expenditure.lines[0].purpose)]).item()],
    ),
];

const fn compared(label: &'static str, of: YearOnYear) -> Item {
    Item::Computed(label, Computed::Measure(MeasureKey::Growth(of)))
}

fn lines(figures: &Figures) -> Vec<Path> {
    let mut required = Vec::new();
    for (i, line) in figures.document.expenditure.lines.iter().enumerate() {
        let spent = [line.basic, line.project, line.to_superior, line.operating, line.subsidy];
        let is_known = spent.iter().any(Option::is_some);
        if line.item.is_blank() {
            required.push(at!(expenditure.lines[i].item));
        }
        // A line may stand there for last year only.
        let waits = figures.waits_for_detail(at!(expenditure.lines[i].basic))
            || figures.waits_for_detail(at!(expenditure.lines[i].project));
        if !is_known && !waits && line.prior_actual.is_none() {
            required.push(at!(expenditure.lines[i].basic));
        }
        if is_known && line.initial_budget.is_none() && line.adjusted_budget.is_none() {
            required.push(at!(expenditure.lines[i].adjusted_budget));
        }
    }
    required
}

fn economic(figures: &Figures) -> Vec<Path> {
    let lines = figures.document.expenditure.economic.iter().enumerate();
    lines.filter(|(_, line)| line.economic.is_blank()).map(|(i, _)| at!(expenditure.economic[i].economic)).collect()
}
