//! 收入与总表：公开01、02、04表。

use crate::{
    at,
    codes::Code,
    document::{Document, IncomeLine},
    money::Money,
};

use super::{
    figure::{Origin, Sign},
    key::{CellKey, ColumnKey, RowKey, T01, T02, T03, T04, T06, T10, T12},
    pivot::{Pivot, put_column_sum},
    table_figures::TableFigures,
};

type AmountOf = fn(&IncomeLine) -> Option<Money>;

/// The eight sources: field in the document, column of 公开02表 (the first three are added up to 财政拨款收入).
const SOURCES: [(&str, &str, AmountOf); 8] = [
    ("gpb", "gpb", |line| line.gpb),
    ("fund", "fund", |line| line.fund),
    ("soc", "soc", |line| line.soc),
    ("superior", "sup", |line| line.superior),
    ("business", "biz", |line| line.business),
    ("operating", "oper", |line| line.operating),
    ("affiliate", "sub", |line| line.affiliate),
    ("other", "oth", |line| line.other),
];

/// The income lines of 公开01表, in order of the sources.
pub const INCOME_LINES: [&str; 8] = ["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8"];

/// The columns of 公开02表 that make up its 合计.
pub const INCOME_COLUMNS: &[&str] = &["fisc", "sup", "biz", "oper", "sub", "oth"];

/// Puts 公开02表; needs nothing else.
pub(super) fn put_detail(document: &Document, figures: &mut TableFigures) {
    let mut pivot = Pivot::new(T02, at!(income.lines));
    for (row, line) in document.income.lines.iter().enumerate() {
        let Some(code) = Code::new(&line.item) else { continue };
        for (field, column, amount) in SOURCES {
            pivot.add(code, ColumnKey::Named(column), field, row, amount(line));
        }
    }
    pivot.put(figures, &SOURCES.map(|(_, column, _)| ColumnKey::Named(column)));
    put_column_sum(figures, T02, "fisc", &["gpb", "fund", "soc"]);
    put_column_sum(figures, T02, "tot", INCOME_COLUMNS);
}

fn sum(keys: impl IntoIterator<Item = CellKey>) -> Origin {
    Origin::Cells(keys.into_iter().map(|key| (Sign::Plus, key)).collect())
}

fn t01(line: &'static str) -> CellKey {
    CellKey::line(T01, line, "amount")
}

/// Puts 公开01表; needs 02 and 03.
pub(super) fn put_summary(document: &Document, figures: &mut TableFigures) {
    for (line, (_, column, _)) in INCOME_LINES.into_iter().zip(SOURCES) {
        figures.put(t01(line), sum([CellKey::total(T02, column)]));
    }
    figures.put(t01("I_sum"), sum(INCOME_LINES.map(t01)));
    let surplus = (at!(income.non_fiscal_surplus), document.income.non_fiscal_surplus);
    figures.put_values(t01("I_nonfis"), &[surplus]);
    let opening = &document.income.opening;
    figures.put_values(
        t01("I_open"),
        &[
            (at!(income.opening.gpb), opening.gpb),
            (at!(income.opening.fund), opening.fund),
            (at!(income.opening.soc), opening.soc),
            (at!(income.opening.other), opening.other),
        ],
    );
    figures.put(t01("I_tot"), sum(["I_sum", "I_nonfis", "I_open"].map(t01)));

    let classes: Vec<Code> = figures.codes(T03).filter(|code| code.digits() == 3).collect();
    figures.set_rows(T01, classes.iter().map(|code| RowKey::Code(*code)).collect());
    for class in &classes {
        figures.put(CellKey::code(T01, *class, "amount"), sum([CellKey::code(T03, *class, "tot")]));
    }
    figures.put(t01("E_sum"), sum(classes.iter().map(|class| CellKey::code(T01, *class, "amount"))));
    figures.put_values(t01("E_alloc"), &[(at!(expenditure.allocation), document.expenditure.allocation)]);
    let closing = &document.expenditure.closing;
    figures.put_values(
        t01("E_close"),
        &[
            (at!(expenditure.closing.gpb), closing.gpb),
            (at!(expenditure.closing.fund), closing.fund),
            (at!(expenditure.closing.soc), closing.soc),
            (at!(expenditure.closing.other), closing.other),
        ],
    );
    figures.put(t01("E_tot"), sum(["E_sum", "E_alloc", "E_close"].map(t01)));
}

/// The columns of 公开04表 by fund.
pub const FISCAL_COLUMNS: &[&str] = &["gpb", "fund", "soc"];

/// Puts 公开04表; needs 01, 06, 10 and 12.
pub(super) fn put_fiscal(document: &Document, figures: &mut TableFigures) {
    let cell = |line: &'static str| CellKey::line(T04, line, "amount");
    for (line, of) in [("I_gpb", "I1"), ("I_fund", "I2"), ("I_soc", "I3")] {
        figures.put(cell(line), sum([t01(of)]));
    }
    figures.put(cell("I_sum"), sum(["I_gpb", "I_fund", "I_soc"].map(cell)));
    let opening = &document.income.opening;
    figures.put_values(cell("open_gpb"), &[(at!(income.opening.gpb), opening.gpb)]);
    figures.put_values(cell("open_fund"), &[(at!(income.opening.fund), opening.fund)]);
    figures.put_values(cell("open_soc"), &[(at!(income.opening.soc), opening.soc)]);
    figures.put(cell("I_open"), sum(["open_gpb", "open_fund", "open_soc"].map(cell)));
    figures.put(cell("I_tot"), sum(["I_sum", "I_open"].map(cell)));

    let spent = [("gpb", T06, "tot"), ("fund", T10, "exp"), ("soc", T12, "tot")];
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
        figures.put(CellKey::code(T04, *class, "tot"), Origin::Columns(FISCAL_COLUMNS));
    }
    let closing = &document.expenditure.closing;
    let closing = [
        ("gpb", at!(expenditure.closing.gpb), closing.gpb),
        ("fund", at!(expenditure.closing.fund), closing.fund),
        ("soc", at!(expenditure.closing.soc), closing.soc),
    ];
    for (column, path, amount) in closing {
        let class_cells = classes.iter().map(|class| CellKey::code(T04, *class, column));
        figures.put(CellKey::line(T04, "E_sum", column), sum(class_cells));
        figures.put_values(CellKey::line(T04, "E_close", column), &[(path, amount)]);
        let total = ["E_sum", "E_close"].map(|line| CellKey::line(T04, line, column));
        figures.put(CellKey::line(T04, "E_tot", column), sum(total));
    }
    for line in ["E_sum", "E_close", "E_tot"] {
        figures.put(CellKey::line(T04, line, "tot"), Origin::Columns(FISCAL_COLUMNS));
    }
}
