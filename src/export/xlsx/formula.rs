//! Formulas: a sum whose parts stand on the same sheet, read off the origin of its figure.

use std::fmt::Write;

use rust_xlsxwriter::{ColNum, RowNum, utility::row_col_to_cell};
use rustc_hash::FxHashMap;

use crate::{
    figures::{CellKey, Figure, Figures, Origin, Sign, Source, Term},
    money::{AmountUnit, Money},
    tables::{Table, TableCell},
};

/// Excel takes 255 arguments of a function; longer sums are added up in pieces.
const MOST_ARGUMENTS: usize = 200;

/// A place on a sheet.
pub type SheetPosition = (RowNum, ColNum);

/// Where the figures of a sheet stand.
pub struct SheetPositions(FxHashMap<CellKey, SheetPosition>);

/// What is written into the cell of an amount.
#[derive(Debug, PartialEq, Eq)]
pub enum AmountContent {
    /// The number alone.
    Number,
    /// A formula that yields it.
    Sum(String),
    /// The number, and why it is not a formula.
    Tail(String),
}

impl SheetPositions {
    /// The places of a table whose first row is `first_row` of the sheet.
    pub fn of(table: &Table, first_row: RowNum) -> Self {
        let mut places = FxHashMap::default();
        for (row, cells) in (first_row..).zip(&table.rows) {
            for (column, cell) in (0..).zip(&cells.cells) {
                if let TableCell::Amount { source: Source::Cell(key), .. } = cell {
                    places.insert(*key, (row, column));
                }
            }
        }
        Self(places)
    }

    /// How the figure `key`, printed as `printed`, is written.
    pub fn content(&self, figures: &Figures, key: CellKey, printed: Money) -> AmountContent {
        let Some(figure) = figures.tables.get(key) else { return AmountContent::Number };
        let Some(sum) = self.sum(figures, key, &figure.origin) else { return AmountContent::Number };
        if sum.total == printed.rounded_to_wan2() {
            AmountContent::Sum(sum.formula())
        } else {
            sum.tail(figure, printed)
        }
    }

    /// `None` where a part stands elsewhere or nothing is entered.
    fn sum(&self, figures: &Figures, key: CellKey, origin: &Origin) -> Option<Sum> {
        let mut sum = Sum::default();
        let mut is_whole = true;
        figures.tables.for_each_term(key, origin, &mut |sign, term| {
            let value = term.value();
            let place = match &term {
                Term::Cell(key, _) => self.0.get(key),
                Term::Row { .. } => None,
            };
            match place {
                Some(place) => sum.add(sign, *place, value),
                None => is_whole &= value.is_none(),
            }
        });
        (is_whole && sum.is_entered).then_some(sum)
    }
}

/// The formula that adds these cells up.
pub fn sum_of(places: Vec<SheetPosition>) -> String {
    Sum { plus: places, ..Sum::default() }.formula()
}

/// The parts of a sum.
#[derive(Default)]
struct Sum {
    plus: Vec<SheetPosition>,
    minus: Vec<SheetPosition>,
    /// Of the parts as printed.
    total: Money,
    is_entered: bool,
}

impl Sum {
    fn add(&mut self, sign: Sign, place: SheetPosition, value: Option<Money>) {
        match sign {
            Sign::Plus => self.plus.push(place),
            Sign::Minus => self.minus.push(place),
        }
        if let Some(value) = value {
            self.total += sign.of(value.rounded_to_wan2());
            self.is_entered = true;
        }
    }

    /// Rounded, because binary sums of decimals leave traces far behind the point.
    fn formula(&self) -> String {
        if let ([(row, column)], []) = (self.plus.as_slice(), self.minus.as_slice()) {
            return format!("={}", row_col_to_cell(*row, *column));
        }
        let mut formula = "=ROUND(".to_owned();
        for (sign, places) in [("+", &self.plus), ("-", &self.minus)] {
            for arguments in ranges(places).chunks(MOST_ARGUMENTS) {
                if sign == "-" || !formula.ends_with('(') {
                    formula.push_str(sign);
                }
                // Writing to a string cannot fail.
                let _ = write!(formula, "SUM({})", arguments.join(","));
            }
        }
        formula + ",2)"
    }

    fn tail(&self, figure: &Figure, printed: Money) -> AmountContent {
        let sum = self.total.wan2_grouped();
        let tail = (printed.rounded_to_wan2() - self.total).abs().exact_grouped(AmountUnit::Wan);
        let why = if figure.published.is_some() {
            "按报告上印的数列示"
        } else {
            "按精确金额合计后四舍五入"
        };
        AmountContent::Tail(format!("尾差：本数{why}；各项列示数之和为{sum}万元，相差{tail}万元，因此不用公式。"))
    }
}

/// Neighbours below or beside each other joined to ranges.
fn ranges(places: &[SheetPosition]) -> Vec<String> {
    let mut joined: Vec<(SheetPosition, SheetPosition)> = Vec::new();
    for place in places {
        let (row, column) = *place;
        match joined.last_mut() {
            Some((first, last)) if first.1 == column && last.1 == column && last.0 + 1 == row => *last = *place,
            Some((first, last)) if first.0 == row && last.0 == row && last.1 + 1 == column => *last = *place,
            _ => joined.push((*place, *place)),
        }
    }
    let cell = |(row, column): SheetPosition| row_col_to_cell(row, column);
    joined
        .into_iter()
        .map(|(first, last)| if first == last { cell(first) } else { format!("{}:{}", cell(first), cell(last)) })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        address::Column,
        document::{Document, ExpenditureLine, FunctionalCode, Fund, Precision, PublishedFigure, Text},
        figures::{T03, T06},
        tables,
    };

    fn line(item: &str, basic: &str, project: &str) -> ExpenditureLine {
        let wan = |text| Money::parse(text, AmountUnit::Wan).expect("amount");
        ExpenditureLine {
            item: FunctionalCode::new(item),
            fund: Some(Fund::Gpb),
            basic: wan(basic),
            project: wan(project),
            ..ExpenditureLine::default()
        }
    }

    fn content(document: Document, key: CellKey) -> AmountContent {
        let figures = Figures::of(&Arc::new(document));
        let places = SheetPositions::of(&tables::table(&figures, key.table), 5);
        places.content(&figures, key, figures.tables.printed(key).expect("filled"))
    }

    fn two_lines(first: &str, second: &str) -> Document {
        let mut document = Document::default();
        document.expenditure.lines.push(line("2012901", first, "1"));
        document.expenditure.lines.push(line("2080505", second, "2"));
        document
    }

    /// Rows of the sheet: 6 is the total; 7, 8, 9 and 10, 11, 12 are classes, sections and items.
    #[test]
    fn sums_name_their_parts() {
        let sum = |text: &str| AmountContent::Sum(text.to_owned());
        let of = |key| content(two_lines("3.5", "4.5"), key);
        assert_eq!(of(CellKey::total(T06, Column::Basic)), sum("=ROUND(SUM(D7,D10),2)"));
        assert_eq!(of(CellKey::total(T06, Column::Total)), sum("=ROUND(SUM(D6:E6),2)"));
        let class = crate::codes::Code::new("201").expect("code");
        assert_eq!(of(CellKey::code(T06, class, Column::Basic)), sum("=D8"));
        let item = crate::codes::Code::new("2012901").expect("code");
        assert_eq!(of(CellKey::code(T06, item, Column::Basic)), AmountContent::Number);
        assert!(matches!(of(CellKey::total(T03, Column::Total)), AmountContent::Sum(_)));
    }

    #[test]
    fn a_rounding_tail_is_a_number_with_a_note() {
        let note = |content| match content {
            AmountContent::Tail(note) => note,
            other => panic!("{other:?}"),
        };
        let told = note(content(two_lines("3.005", "4.005"), CellKey::total(T06, Column::Basic)));
        assert!(told.contains("四舍五入") && told.contains("7.02") && told.contains("相差0.01万元"), "{told}");

        let mut document = two_lines("3", "4");
        document.unit.precision = Some(Precision::WanTwo);
        let amount = Money::parse("7.01", AmountUnit::Wan).expect("amount");
        document.published.push(PublishedFigure {
            cell: Text::new("T06!合计.basic"),
            amount,
            ..PublishedFigure::default()
        });
        let told = note(content(document, CellKey::total(T06, Column::Basic)));
        assert!(told.contains("按报告上印的数列示") && told.contains("7.00"), "{told}");
    }

    #[test]
    fn neighbours_are_joined() {
        assert_eq!(ranges(&[(1, 1), (2, 1), (3, 1), (5, 1), (5, 2), (7, 0)]), ["B2:B4", "B6:C6", "A8"]);
        let mut sum = Sum::default();
        sum.add(Sign::Plus, (0, 0), None);
        sum.add(Sign::Minus, (0, 2), None);
        assert_eq!(sum.formula(), "=ROUND(SUM(A1)-SUM(C1),2)");
    }
}
