//! The seven charts as data, and their layout; nothing here draws.
//!
//! A [`ChartSpec`] says what is shown: cells, their printed amounts and the shares of the measures, nothing computed
//! anew. [`layout()`] turns it into a [`Scene`] of wedges, rectangles, lines and texts, from which the window and the
//! exports draw, so that all pictures are the same.

mod fiscal_totals;
mod gpb_classes;
mod gpb_spending;
mod income_structure;
mod labels;
mod layout;
mod palette;
mod parts;
mod scene;
mod spending_structure;
mod svg;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod three_public;
mod totals;
mod two_years;

pub use labels::{CENTRE, HEIGHT, LEADER, RADIUS, WIDTH, is_right, middles};
pub use layout::{Below, PRINTED_WIDTH, TextMeasure, layout, nominal_width, points_of, printed_height};
pub use palette::Colour;
pub use parts::{Division, PartName, PartOfWhole, PartsOfWhole};
pub use scene::{Anchor, Pen, Point, Scene, Shape, Text, Tone};
pub use svg::to_svg;
pub use two_years::{ColumnValue, Series, YearColumns};

use crate::{
    figures::{CellKey, Figures, Source, TableId},
    money::Money,
    percent::Ratio,
    templates::PrintedIn,
};

/// One chart: what it is called and what it shows.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartSpec {
    /// Its stable name.
    pub key: &'static str,
    /// Its place among the charts of the report, from 1; `None` if the report has it not.
    pub number: Option<usize>,
    /// The table that it shows.
    pub table: TableId,
    /// Year and subject, made from the title of the table.
    pub title: String,
    /// The unit of all amounts.
    pub unit: &'static str,
    pub kind: ChartKind,
    /// What else the reader has to know: the change, a missing year, a rounding tail.
    pub note: Option<String>,
    /// The sentence shown instead of a picture that would be empty.
    pub sentence: Option<String>,
}

/// How a chart looks: the same on screen, on paper, and in Word and Excel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Columns,
    /// All is of one kind: a bar from side to side.
    Bar,
    /// Labelled slices, the first of which begins at so many degrees clockwise from twelve o'clock.
    Pie(u32),
    /// Too many slices for labels: a list stands beside them.
    ListedPie,
    /// A list alone: no slice can be below zero.
    List,
    /// There is nothing to draw.
    Sentence,
}

/// What a chart shows.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartKind {
    /// Columns by year, from zero.
    Columns(YearColumns),
    /// The parts of one whole.
    Parts(PartsOfWhole),
}

/// One thing that a chart shows: a slice or a column.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartMark {
    /// Its name; of a column with its year.
    pub name: String,
    /// As printed.
    pub amount: Money,
    /// The share of a slice.
    pub share: Option<Ratio>,
    /// Amount and share in print; the second is blank where there is no share.
    pub printed: [String; 2],
    /// Where the amount comes from.
    pub source: Source,
}

impl ChartMark {
    /// `基本支出 200.09万元，占86.12%`
    pub fn words(&self, unit: &str) -> String {
        let [amount, share] = &self.printed;
        match self.share.and_then(Ratio::percent) {
            Some(_) => format!("{} {amount}{unit}，占{share}", self.name),
            None => format!("{} {amount}{unit}", self.name),
        }
    }
}

impl ChartSpec {
    /// The slices or columns, in the order in which a [`Scene`] numbers them.
    pub fn marks(&self) -> Vec<ChartMark> {
        match &self.kind {
            ChartKind::Columns(columns) => columns.marks(),
            ChartKind::Parts(parts) => parts
                .parts()
                .iter()
                .map(|part| ChartMark {
                    name: part.name.clone(),
                    amount: part.amount,
                    share: Some(part.share),
                    printed: part.printed.clone(),
                    source: part.source.clone(),
                })
                .collect(),
        }
    }

    pub fn form(&self) -> Form {
        match &self.kind {
            _ if self.sentence.is_some() => Form::Sentence,
            ChartKind::Columns(_) => Form::Columns,
            ChartKind::Parts(parts) if parts.has_negative() => Form::List,
            ChartKind::Parts(parts) if parts.parts().len() == 1 => Form::Bar,
            ChartKind::Parts(parts) => parts.start().map_or(Form::ListedPie, Form::Pie),
        }
    }

    /// `图1 2024年度收入支出决算总体情况`
    pub fn numbered_title(&self) -> String {
        self.number.map_or_else(String::new, |number| format!("图{number} ")) + &self.title
    }

    /// `图1 2024年度收入支出决算总体情况（单位：万元）`
    pub fn caption(&self) -> String {
        format!("{}（单位：{}）", self.numbered_title(), self.unit)
    }

    /// Everything that the chart shows, in words.
    pub fn description(&self) -> String {
        format!("{}；{}", self.title, self.statement())
    }

    /// The same without its title.
    pub fn statement(&self) -> String {
        let mut words: Vec<String> = match &self.sentence {
            Some(sentence) => vec![sentence.clone()],
            None => self.marks().iter().map(|mark| mark.words(self.unit)).collect(),
        };
        words.extend(self.note.clone());
        words.join("；")
    }
}

/// The stable name of a chart and how it is made.
type NamedChart = (&'static str, fn(&Figures) -> ChartSpec);

/// The charts in the order of the report.
const ALL: [NamedChart; 7] = [
    (totals::KEY, totals::chart),
    (income_structure::KEY, income_structure::chart),
    (spending_structure::KEY, spending_structure::chart),
    (fiscal_totals::KEY, fiscal_totals::chart),
    (gpb_spending::KEY, gpb_spending::chart),
    (gpb_classes::KEY, gpb_classes::chart),
    (three_public::KEY, three_public::chart),
];

/// The stable names of the charts, in the order of the report.
pub fn keys() -> impl ExactSizeIterator<Item = &'static str> {
    ALL.iter().map(|(key, _)| *key)
}

/// All charts of these figures, not yet numbered.
pub fn all(figures: &Figures) -> Vec<ChartSpec> {
    ALL.iter().map(|(_, chart)| chart(figures)).collect()
}

/// Numbers the charts in the order in which the report has them; one that is left out has no number.
pub fn number<'a>(charts: &mut [ChartSpec], order: impl Iterator<Item = &'a str>) {
    let order: Vec<&str> = order.collect();
    for chart in charts {
        chart.number = order.iter().position(|key| *key == chart.key).map(|place| place + 1);
    }
}

const WAN: &str = "万元";

/// `2024年度收入支出决算总体情况`: the year, the title of the table without “总表” or “表”, and what is shown of it.
fn title(figures: &Figures, table: TableId, aspect: &str) -> String {
    let year = figures.document.unit.year.map_or("本年度".to_owned(), |year| format!("{year}年度"));
    let subject = table.title().trim_end_matches('表').trim_end_matches('总');
    format!("{year}{subject}{aspect}")
}

/// A pie, or the sentence that says why there is none.
/// What is blank and would be in a picture of these: one sees the rest while one types, and is told so.
fn missing_part(figures: &Figures, wholes: &[CellKey]) -> Option<String> {
    let whole = wholes.iter().map(|whole| Source::Cell(*whole)).find(|whole| figures.is_unknown(whole))?;
    let blank = figures.first_blank(&whole)?;
    Some(format!("{}没有填，图中不含", figures.label(&blank.into())))
}

fn pie(figures: &Figures, key: &'static str, table: TableId, what: &str, parts: PartsOfWhole) -> ChartSpec {
    let sentence = parts.parts().is_empty().then(|| match parts.is_entered() {
        true => format!("{what}各项均为0.00{WAN}"),
        false => format!("{what}尚未录入，录入后自动成图"),
    });
    let tail = parts.tail();
    let blank = missing_part(figures, &[parts.whole()]);
    let note = if parts.has_negative() {
        Some("含负数，无法画成饼图，按数列示".to_owned())
    } else if sentence.is_none() && blank.is_some() {
        blank
    } else if sentence.is_none() && !tail.is_zero() {
        let numbers = figures.profile.numbers;
        let [total, sum] =
            [parts.total().unwrap_or_default(), parts.sum()].map(|sum| numbers.wan(sum, PrintedIn::Chart));
        let tail = numbers.exact_wan(tail.abs(), PrintedIn::Chart);
        Some(format!("各项之和 {sum}，合计 {total}，相差 {tail}{WAN}（四舍五入尾差）"))
    } else {
        None
    };
    let title = title(figures, table, "结构");
    ChartSpec { key, number: None, table, title, unit: WAN, kind: ChartKind::Parts(parts), note, sentence }
}
