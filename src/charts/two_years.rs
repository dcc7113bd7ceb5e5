//! Columns that compare this year with last year.

use crate::{
    document::Path,
    figures::{CellKey, Figures, MeasureKey, Source, TableId},
    money::Money,
    percent::{Direction, Growth},
    templates::{NumberForm, PrintedIn},
};

use super::{ChartKind, ChartMark, ChartSpec, WAN, missing_part, palette::Colour, title};

/// Columns by year. Each series has one value for each year.
#[derive(Clone, Debug, PartialEq)]
pub struct YearColumns {
    /// `2023年度`, `2024年度`.
    pub years: Vec<String>,
    pub series: Vec<Series>,
}

/// One thing over the years.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    pub colour: Colour,
    /// One for each year; `None` if blank.
    pub values: Vec<Option<ColumnValue>>,
}

/// The amount of one column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnValue {
    /// Where it comes from.
    pub source: Source,
    pub amount: Money,
    pub printed: String,
}

impl YearColumns {
    /// Year by year, within a year series by series.
    pub fn marks(&self) -> Vec<ChartMark> {
        self.columns()
            .map(|(year, series, value)| ChartMark {
                name: format!("{}{}", self.years.get(year).map_or("", String::as_str), series.name),
                amount: value.amount,
                share: None,
                printed: [value.printed.clone(), String::new()],
                source: value.source.clone(),
            })
            .collect()
    }

    /// The columns in the order of [`YearColumns::marks`], with their year.
    pub fn columns(&self) -> impl Iterator<Item = (usize, &Series, &ColumnValue)> {
        (0..self.years.len()).flat_map(move |year| {
            self.series
                .iter()
                .filter_map(move |series| series.values.get(year)?.as_ref().map(|value| (year, series, value)))
        })
    }
}

/// What a two-year chart compares.
pub(super) struct YearComparison {
    pub key: &'static str,
    pub table: TableId,
    pub aspect: &'static str,
    /// The compared cells of this year with their names.
    pub cells: Vec<(&'static str, CellKey)>,
    /// Last year's amount; one stands for all cells, because the two totals of accounts are equal.
    pub prior: (Path, Option<Money>),
    /// The measure that holds the change.
    pub growth: MeasureKey,
}

/// The chart of a comparison. A year without any figure is left out, and the note says so.
pub(super) fn chart(figures: &Figures, comparison: YearComparison) -> ChartSpec {
    let YearComparison { key, table, aspect, cells, prior: (path, prior), growth } = comparison;
    let year = figures.document.unit.year;
    let names = [
        year.map_or("上年".to_owned(), |year| format!("{}年度", year.saturating_sub(1))),
        year.map_or("本年".to_owned(), |year| format!("{year}年度")),
    ];
    let numbers = figures.profile.numbers;
    let column =
        |source: Source, amount: Money| ColumnValue { source, amount, printed: numbers.wan(amount, PrintedIn::Chart) };
    let current: Vec<Option<ColumnValue>> = cells
        .iter()
        .map(|(_, cell)| figures.tables.printed(*cell).map(|amount| column((*cell).into(), amount)))
        .collect();
    let has_prior = prior.is_some();
    let has_current = current.iter().any(Option::is_some);
    let series = cells
        .iter()
        .zip(current)
        .zip(0..)
        .map(|(((name, _), value), place)| {
            let before = prior.map(|amount| column(path.into(), amount));
            let values = [(has_prior, before), (has_current, value)];
            let values = values.into_iter().filter_map(|(shown, value)| shown.then_some(value)).collect();
            Series { name: (*name).to_owned(), colour: Colour(place), values }
        })
        .collect();
    let years =
        names.into_iter().zip([has_prior, has_current]).filter_map(|(name, shown)| shown.then_some(name)).collect();
    let wholes: Vec<CellKey> = cells.iter().map(|(_, cell)| *cell).collect();
    let blank = missing_part(figures, &wholes);
    let note = match (has_prior, has_current) {
        (_, true) if blank.is_some() => blank,
        (true, true) => change(figures.measures.growth(growth), numbers),
        (false, true) => Some("上年数未填".to_owned()),
        (true, false) => Some("本年数未填".to_owned()),
        (false, false) => None,
    };
    let sentence = (!has_prior && !has_current).then(|| "本年数和上年数均未录入，录入后自动成图".to_owned());
    let kind = ChartKind::Columns(YearColumns { years, series });
    ChartSpec { key, number: None, table, title: title(figures, table, aspect), unit: WAN, kind, note, sentence }
}

/// `比上年减少83.89万元，下降26.53%`
fn change(growth: Growth, numbers: NumberForm) -> Option<String> {
    let amount = numbers.wan(growth.change?.abs(), PrintedIn::Chart);
    let words = numbers.growth(growth);
    Some(match growth.direction()? {
        Direction::Equal | Direction::Near => format!("与上年{words}"),
        Direction::Up => format!("比上年增加{amount}{WAN}，{words}"),
        Direction::Down => format!("比上年减少{amount}{WAN}，{words}"),
        Direction::New => format!("比上年增加{amount}{WAN}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{charts::testing::wan, templates::Profile};

    #[test]
    fn the_change_is_worded_as_in_the_report() {
        let numbers = Profile::preset(None, None).numbers;
        let words = |now, before| change(Growth::between(Some(wan(now)), Some(wan(before))), numbers);
        assert_eq!(words("232.34", "316.23").as_deref(), Some("比上年减少83.89万元，下降26.53%"));
        assert_eq!(words("0.09", "0.05").as_deref(), Some("比上年增加0.04万元，增长80%"));
        assert_eq!(words("1", "1").as_deref(), Some("与上年持平"));
        assert_eq!(words("1", "0").as_deref(), Some("比上年增加1.00万元"));
        assert_eq!(words("1.0030", "1").as_deref(), Some("与上年基本持平"));
        assert_eq!(words("10000.01", "10000").as_deref(), Some("比上年增加0.01万元，增长不足0.01%"));
    }
}
