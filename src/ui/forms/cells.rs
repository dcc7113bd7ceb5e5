//! Cells for figures of the tables and measures, in the entry unit; what is blank shows nothing.

use crate::{
    at,
    codes::Code,
    document::{Count, Document, Entry, Kind, Number, Path},
    figures::{CellKey, Figures, MeasureKey, MeasureValue, Source},
    money::Money,
    percent::Ratio,
    ui::widgets::grid::{Content, GridCell, GridColumn, ListGrid},
};

/// Width of a column of amounts: room for 100,000.00 and a mark.
pub const AMOUNT_WIDTH: f32 = 100.0;
/// Width of a column of codes.
pub const CODE_WIDTH: f32 = 80.0;
/// Width of a column of names: room for the longest one (机关事业单位基本养老保险缴费支出).
pub const NAME_WIDTH: f32 = 232.0;

pub fn amount_column(title: &str) -> GridColumn {
    GridColumn::new(title, AMOUNT_WIDTH, Content::Money)
}

/// A column of percentages.
pub fn ratio_column(title: &str) -> GridColumn {
    GridColumn::new(title, 84.0, Content::Number)
}

/// A column of words.
pub fn text_column(title: &str, width: f32) -> GridColumn {
    GridColumn::new(title, width, Content::Text)
}

/// Another title for a column.
pub fn titled(title: &str) -> impl FnOnce(GridColumn) -> GridColumn {
    let title = title.to_owned();
    move |column| GridColumn { title, ..column }
}

/// So many characters of a name fit into its column.
const MOST_CHARACTERS: usize = 17;

/// The name of a functional code as typed, with its 款 where there is room; `filled`: there are amounts in the row.
pub fn functional_name(figures: &Figures, code: &str, filled: bool) -> GridCell {
    name(code, filled, |code| {
        let with_group = figures.book.item_name(code).filter(|name| name.chars().count() <= MOST_CHARACTERS);
        with_group.or_else(|| Some(figures.book.functional(code)?.name.clone()))
    })
}

/// The name of an economic code as typed; `filled`: there are amounts in the row.
pub fn economic_name(figures: &Figures, code: &str, filled: bool) -> GridCell {
    name(code, filled, |code| figures.book.economic(code).map(|entry| entry.name.clone()))
}

/// What does not count in the tables says so in its row.
fn name(typed: &str, filled: bool, find: impl Fn(Code) -> Option<String>) -> GridCell {
    let code = Code::new(typed);
    match code.and_then(find) {
        Some(name) => GridCell::Label(name),
        None if typed.is_empty() && filled => GridCell::Label("（没有编码，未计入公开表）".to_owned()),
        None if typed.is_empty() => GridCell::Empty,
        None if code.is_none() => GridCell::Label("（编码不成立，未计入公开表）".to_owned()),
        None => GridCell::Label("（不在科目表中）".to_owned()),
    }
}

/// The sum below a column: of what is seen in it, whatever is published or missing from the tables. It is explained by
/// `meant`, a figure or measure, where that adds up to the same; otherwise it stands for the list.
pub fn column_sum(
    figures: &Figures,
    amounts: impl IntoIterator<Item = Option<Money>>,
    meant: impl Into<Source>,
    list: Path,
) -> GridCell {
    let sum = Money::sum_of(amounts);
    let meant = meant.into();
    let computed = match &meant {
        Source::Cell(key) => figures.tables.get(*key).and_then(|figure| figure.value),
        Source::Measure(key) => figures.measures.money(*key),
        Source::Entered(_) => None,
    };
    amount(figures, sum, if computed == sum { meant } else { list.into() }, true)
}

/// Where the total in a cell of a table was entered as published, readable or not.
pub fn published(figures: &Figures, key: CellKey) -> Option<Path> {
    let rows = figures.tables.published_rows();
    rows.iter().find(|(_, cell)| *cell == key).map(|(row, _)| at!(published[*row as usize].amount))
}

/// Below the sums of a list a row of the totals as published, to be corrected here as well; no row where there is none.
/// `name_column` holds the name of the row.
pub fn with_published<'a>(
    model: ListGrid<'a>,
    name: &str,
    name_column: usize,
    totals: impl IntoIterator<Item = (usize, Path)>,
) -> ListGrid<'a> {
    let totals: Vec<(usize, Path)> = totals.into_iter().collect();
    if totals.is_empty() {
        return model;
    }
    let name = name.to_owned();
    model.footer(move |column| match totals.iter().find(|(at, _)| *at == column) {
        Some((_, path)) => GridCell::Entered(*path),
        None if column == name_column => GridCell::Label(name.clone()),
        None => GridCell::Empty,
    })
}

/// A cell of an official table as it is printed.
pub fn figure(figures: &Figures, key: CellKey, strong: bool) -> GridCell {
    amount(figures, figures.tables.printed(key), key, strong)
}

/// An amount with where it comes from.
pub fn amount(figures: &Figures, money: Option<Money>, source: impl Into<Source>, strong: bool) -> GridCell {
    let unit = figures.document.amount_unit();
    let text = money.map_or_else(String::new, |money| money.exact_grouped(unit));
    GridCell::Derived { text, source: source.into(), strong }
}

/// The sum of one row of a list. It is explained by `key`, the row of a table, where that says the same; where several
/// rows share a code it stands for the row itself.
pub fn row_sum(figures: &Figures, sum: Option<Money>, key: Option<CellKey>, row: Path) -> GridCell {
    let same = key.filter(|key| figures.tables.printed(*key) == sum);
    amount(figures, sum, same.map_or(Source::Entered(row), Source::Cell), false)
}

/// A figure that stands in no table.
pub fn measure(figures: &Figures, key: MeasureKey, strong: bool) -> GridCell {
    let source = Source::Measure(key);
    let unit = figures.document.amount_unit();
    let text = match figures.measures.get(key).map(|measure| measure.value) {
        Some(MeasureValue::Money(Some(money))) => money.exact_grouped(unit),
        Some(MeasureValue::Number(Some(number))) => number.normalize().to_string(),
        Some(MeasureValue::Ratio(Ratio::Missing)) | None => String::new(),
        Some(MeasureValue::Ratio(ratio)) => ratio.to_string(),
        Some(MeasureValue::Growth(growth)) if growth.change.is_none() => String::new(),
        Some(MeasureValue::Growth(growth)) => growth.words(),
        Some(MeasureValue::Money(None) | MeasureValue::Number(None)) => String::new(),
    };
    GridCell::Derived { text, source, strong }
}

/// A total of what stands beside it. Once the parts are there it can't be typed over.
pub fn total(figures: &Figures, place: Path) -> GridCell {
    if figures.summed(place).is_none() {
        return GridCell::Entered(place);
    }
    let source = Source::Entered(place);
    let text = match figures.document.entry(place) {
        Some(entry) if !entry.is_blank() => entry_text(figures, place, &entry),
        _ => figures.value_text(&source),
    };
    GridCell::Derived { text, source, strong: true }
}

/// What stands in the place of the field of a total whose parts are there.
pub fn computed_total(figures: &Figures, place: Path) -> Option<String> {
    let summed = figures.summed(place)?;
    let value = figures.value_text(&place.into());
    Some(match summed.differs {
        true => format!("＝ {value}，报告上印的数；由各项相加为 {}", entry_text(figures, place, &summed.sum)),
        false => format!("＝ {value}，由各项相加，不必填"),
    })
}

/// A value that could stand at `place`.
pub fn entry_text(figures: &Figures, place: Path, entry: &Entry) -> String {
    let unit = figures.document.unit_at(place);
    match entry {
        Entry::Money(money) => money.exact_grouped(unit),
        entry => entry.text(Document::kind_at(place).unwrap_or(Kind::Text), unit),
    }
}

/// The sum below a column of counts.
pub fn count_sum(counts: impl IntoIterator<Item = Count>, place: Path, strong: bool) -> GridCell {
    let sum = counts.into_iter().flatten().map(u64::from).reduce(|a, b| a + b);
    let text = sum.map_or_else(String::new, |sum| sum.to_string());
    GridCell::Derived { text, source: Source::Entered(place), strong }
}

/// The sum below a column of numbers, explained as that of amounts.
pub fn number_sum(
    figures: &Figures,
    numbers: impl IntoIterator<Item = Number>,
    meant: MeasureKey,
    list: Path,
) -> GridCell {
    let sum = numbers.into_iter().filter_map(|number| number.0).reduce(|a, b| a + b);
    let text = sum.map_or_else(String::new, |sum| sum.normalize().to_string());
    let source = if figures.measures.number(meant) == sum { meant.into() } else { list.into() };
    GridCell::Derived { text, source, strong: true }
}
