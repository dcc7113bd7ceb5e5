//! Income and the summaries: `T01`, `T02` and `T04`.

use crate::{
    address::{CellKey, Column, ColumnKey, Line, RowKey, T01, T02, T03, T04, T06, T10, T12},
    at,
    codes::Code,
    document::{Document, IncomeLine},
    money::Money,
};

use super::{
    figure::{Origin, Sign},
    pivot::{Pivot, put_column_sum},
    table_figures::TableFigures,
};

type AmountOf = fn(&IncomeLine) -> Option<Money>;

/// The eight sources: field in the document, column of `T02` (the first three are added up to 财政拨款收入).
const SOURCES: [(&str, Column, AmountOf); 8] = [
    ("gpb", Column::GeneralBudget, |line| line.gpb),
    ("fund", Column::GovernmentFund, |line| line.fund),
    ("soc", Column::StateCapital, |line| line.soc),
    ("superior", Column::Superior, |line| line.superior),
    ("business", Column::Business, |line| line.business),
    ("operating", Column::Operating, |line| line.operating),
    ("affiliate", Column::Affiliate, |line| line.affiliate),
    ("other", Column::Other, |line| line.other),
];

/// The income lines of `T01`, in order of the sources.
pub const INCOME_LINES: [Line; 8] = [
    Line::GeneralBudgetIncome,
    Line::GovernmentFundIncome,
    Line::StateCapitalIncome,
    Line::SuperiorIncome,
    Line::BusinessIncome,
    Line::OperatingIncome,
    Line::AffiliateIncome,
    Line::OtherIncome,
];

/// Those of them that are not fiscal.
pub const OTHER_INCOME_LINES: [Line; 5] =
    [Line::SuperiorIncome, Line::BusinessIncome, Line::OperatingIncome, Line::AffiliateIncome, Line::OtherIncome];

/// The columns of `T02` that make up its total.
pub const INCOME_COLUMNS: &[Column] =
    &[Column::Fiscal, Column::Superior, Column::Business, Column::Operating, Column::Affiliate, Column::Other];

/// Puts `T02`; needs nothing else.
pub(super) fn put_detail(document: &Document, figures: &mut TableFigures) {
    let mut pivot = Pivot::new(T02, at!(income.lines));
    for (row, line) in document.income.lines.iter().enumerate() {
        let Some(code) = Code::new(&line.item) else { continue };
        for (field, column, amount) in SOURCES {
            pivot.add(code, ColumnKey::Named(column), field, row, amount(line));
        }
    }
    pivot.put(figures, &SOURCES.map(|(_, column, _)| ColumnKey::Named(column)));
    put_column_sum(
        figures,
        T02,
        Column::Fiscal,
        &[Column::GeneralBudget, Column::GovernmentFund, Column::StateCapital],
    );
    put_column_sum(figures, T02, Column::Total, INCOME_COLUMNS);
}

fn sum(keys: impl IntoIterator<Item = CellKey>) -> Origin {
    Origin::Cells(keys.into_iter().map(|key| (Sign::Plus, key)).collect())
}

fn t01(line: Line) -> CellKey {
    CellKey::line(T01, line, Column::Amount)
}

/// Puts `T01`; needs `T02` and `T03`.
pub(super) fn put_summary(document: &Document, figures: &mut TableFigures) {
    for (line, (_, column, _)) in INCOME_LINES.into_iter().zip(SOURCES) {
        figures.put(t01(line), sum([CellKey::total(T02, column)]));
    }
    figures.put(t01(Line::IncomeOfYear), sum(INCOME_LINES.map(t01)));
    let surplus = (at!(income.non_fiscal_surplus), document.income.non_fiscal_surplus);
    figures.put_values(t01(Line::NonFiscalSurplus), &[surplus]);
    let opening = &document.income.opening;
    figures.put_values(
        t01(Line::Opening),
        &[
            (at!(income.opening.gpb), opening.gpb),
            (at!(income.opening.fund), opening.fund),
            (at!(income.opening.soc), opening.soc),
            (at!(income.opening.other), opening.other),
        ],
    );
    figures.put(t01(Line::IncomeTotal), sum([Line::IncomeOfYear, Line::NonFiscalSurplus, Line::Opening].map(t01)));

    let classes: Vec<Code> = figures.codes(T03).filter(|code| code.digits() == 3).collect();
    figures.set_rows(T01, classes.iter().map(|code| RowKey::Code(*code)).collect());
    for class in &classes {
        figures.put(CellKey::code(T01, *class, Column::Amount), sum([CellKey::code(T03, *class, Column::Total)]));
    }
    figures.put(t01(Line::SpendingOfYear), sum(classes.iter().map(|class| CellKey::code(T01, *class, Column::Amount))));
    figures.put_values(t01(Line::Allocation), &[(at!(expenditure.allocation), document.expenditure.allocation)]);
    let closing = &document.expenditure.closing;
    figures.put_entered(
        t01(Line::Closing),
        &[
            (at!(expenditure.closing.gpb), closing.gpb),
            (at!(expenditure.closing.fund), closing.fund),
            (at!(expenditure.closing.soc), closing.soc),
            (at!(expenditure.closing.other), closing.other),
        ],
        1,
    );
    figures.put(t01(Line::SpendingTotal), sum([Line::SpendingOfYear, Line::Allocation, Line::Closing].map(t01)));
}

/// The columns of `T04` by fund.
pub const FISCAL_COLUMNS: &[Column] = &[Column::GeneralBudget, Column::GovernmentFund, Column::StateCapital];

/// Puts `T04`; needs `T01`, `T06`, `T10` and `T12`.
pub(super) fn put_fiscal(document: &Document, figures: &mut TableFigures) {
    let cell = |line: Line| CellKey::line(T04, line, Column::Amount);
    for (line, of) in [
        (Line::GeneralBudgetGrant, Line::GeneralBudgetIncome),
        (Line::GovernmentFundGrant, Line::GovernmentFundIncome),
        (Line::StateCapitalGrant, Line::StateCapitalIncome),
    ] {
        figures.put(cell(line), sum([t01(of)]));
    }
    figures.put(
        cell(Line::IncomeOfYear),
        sum([Line::GeneralBudgetGrant, Line::GovernmentFundGrant, Line::StateCapitalGrant].map(cell)),
    );
    let opening = &document.income.opening;
    figures.put_values(cell(Line::GeneralBudgetOpening), &[(at!(income.opening.gpb), opening.gpb)]);
    figures.put_values(cell(Line::GovernmentFundOpening), &[(at!(income.opening.fund), opening.fund)]);
    figures.put_values(cell(Line::StateCapitalOpening), &[(at!(income.opening.soc), opening.soc)]);
    figures.put(
        cell(Line::Opening),
        sum([Line::GeneralBudgetOpening, Line::GovernmentFundOpening, Line::StateCapitalOpening].map(cell)),
    );
    figures.put(cell(Line::IncomeTotal), sum([Line::IncomeOfYear, Line::Opening].map(cell)));

    let spent = [
        (Column::GeneralBudget, T06, Column::Total),
        (Column::GovernmentFund, T10, Column::Spending),
        (Column::StateCapital, T12, Column::Total),
    ];
    let mut classes: Vec<Code> =
        spent.iter().flat_map(|(_, table, _)| figures.codes(*table)).filter(|code| code.digits() == 3).collect();
    classes.sort_unstable();
    classes.dedup();
    figures.set_rows(T04, classes.iter().map(|code| RowKey::Code(*code)).collect());
    for class in &classes {
        for (column, table, of) in spent {
            let part = CellKey::code(table, *class, of);
            let parts = figures.get(part).map(|_| part);
            figures.put(CellKey::code(T04, *class, column), sum(parts));
        }
        figures.put(CellKey::code(T04, *class, Column::Total), Origin::Columns(FISCAL_COLUMNS));
    }
    let closing = &document.expenditure.closing;
    let closing = [
        (Column::GeneralBudget, at!(expenditure.closing.gpb), closing.gpb),
        (Column::GovernmentFund, at!(expenditure.closing.fund), closing.fund),
        (Column::StateCapital, at!(expenditure.closing.soc), closing.soc),
    ];
    for (column, path, amount) in closing {
        let class_cells = classes.iter().map(|class| CellKey::code(T04, *class, column));
        figures.put(CellKey::line(T04, Line::SpendingOfYear, column), sum(class_cells));
        let needed = usize::from(column == Column::GeneralBudget);
        figures.put_entered(CellKey::line(T04, Line::Closing, column), &[(path, amount)], needed);
        let total = [Line::SpendingOfYear, Line::Closing].map(|line| CellKey::line(T04, line, column));
        figures.put(CellKey::line(T04, Line::SpendingTotal, column), sum(total));
    }
    for line in [Line::SpendingOfYear, Line::Closing, Line::SpendingTotal] {
        figures.put(CellKey::line(T04, line, Column::Total), Origin::Columns(FISCAL_COLUMNS));
    }
}
