//! The lines of income: one for each classification (公开02表).

use crate::{
    address::Column,
    at,
    codes::Code,
    document::IncomeLine,
    figures::{CellKey, Figures, T02},
    money::Money,
    ui::{
        forms::cells::{self, AMOUNT_WIDTH, CODE_WIDTH, NAME_WIDTH, amount_column, text_column},
        widgets::grid::{GridCell, GridColumn, ListGrid},
    },
};

/// The sources in the order of the grid: the field, and the column of the published table (公开02表).
const SOURCES: [(&str, Column); 8] = [
    ("gpb", Column::GeneralBudget),
    ("fund", Column::GovernmentFund),
    ("soc", Column::StateCapital),
    ("superior", Column::Superior),
    ("business", Column::Business),
    ("operating", Column::Operating),
    ("affiliate", Column::Affiliate),
    ("other", Column::Other),
];

/// The column of the first source; the total stands behind the last.
const FIRST_SOURCE: usize = 2;
const TOTAL: usize = FIRST_SOURCE + SOURCES.len();

/// What stands in a column of amounts.
fn amount_in(line: &IncomeLine, column: usize) -> Option<Money> {
    let amounts = [
        line.gpb,
        line.fund,
        line.soc,
        line.superior,
        line.business,
        line.operating,
        line.affiliate,
        line.other,
        line.total(),
    ];
    amounts.get(column.checked_sub(FIRST_SOURCE)?).copied().flatten()
}

fn is_filled(line: &IncomeLine) -> bool {
    (FIRST_SOURCE..=TOTAL).any(|column| amount_in(line, column).is_some())
}

pub fn lines(figures: &Figures) -> ListGrid<'_> {
    let document = &*figures.document;
    let line = |row: usize| document.income.lines.get(row);
    let mut model = ListGrid::new(document, at!(income.lines))
        .field("item", CODE_WIDTH)
        .with(|column| cells::titled("编码")(column).frozen())
        .derived(text_column("科目名称", NAME_WIDTH).frozen(), move |row| {
            line(row).map_or(GridCell::Empty, |line| cells::functional_name(figures, &line.item, is_filled(line)))
        });
    for (field, _) in SOURCES {
        model = model.field(field, AMOUNT_WIDTH + 24.0).with(short_title);
    }
    let model = model.derived(amount_column("合计"), move |row| {
        let Some(line) = line(row) else { return GridCell::Empty };
        let key = Code::new(&line.item).map(|code| CellKey::code(T02, code, Column::Total));
        cells::row_sum(figures, line.total(), key, at!(income.lines[row]))
    });
    let model = model.footer(move |column| match (column, total_key(column)) {
        (1, _) => GridCell::Label("合计".to_owned()),
        (_, Some(key)) => {
            let amounts = document.income.lines.iter().map(|line| amount_in(line, column));
            cells::column_sum(figures, amounts, key, at!(income.lines))
        }
        _ => GridCell::Empty,
    });
    let published = |column| Some((column, cells::published(figures, total_key(column)?)?));
    cells::with_published(model, "报告上印的数", 1, (FIRST_SOURCE..=TOTAL).filter_map(published))
}

/// The total of a column.
fn total_key(column: usize) -> Option<CellKey> {
    if column == TOTAL {
        return Some(CellKey::total(T02, Column::Total));
    }
    SOURCES.get(column.checked_sub(FIRST_SOURCE)?).map(|(_, name)| CellKey::total(T02, *name))
}

/// Without the words that stand in the group above.
fn short_title(column: GridColumn) -> GridColumn {
    match column.title.strip_suffix("财政拨款收入") {
        Some(short) => cells::titled(short)(column.clone()).under("财政拨款收入"),
        None => column,
    }
}
