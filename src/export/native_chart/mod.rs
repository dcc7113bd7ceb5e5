//! A chart that Word or Excel draws and lets the user edit, the same in both.
//!
//! Its labels are cells of its sheet ([`super::formulas`]), whose formulas round as the report does: when the data are
//! edited they follow. They are linked as Office 2013 and later do it: a field `CELLRANGE` in each label, and the range
//! with the present texts at the end of the series (`c15:datalabelsRange`). Programs that do not know it show the text of
//! the field. Nobody but us computes a percentage.
//!
//! The sheet has names in column A and amounts from B on. Of the parts of a whole, C is the share as a number, D in print,
//! E the label; columns of years have their labels behind the amounts.

mod labels;

use self::labels::{Field, Label, LabelPlace, data_labels, label_range};
use super::xml::{Attributes, Xml};
use crate::{
    charts::{
        CENTRE, ChartKind, ChartSpec, Colour, Form, HEIGHT, PartOfWhole, PartsOfWhole, RADIUS, Series, WIDTH,
        YearColumns, is_right, middles,
    },
    money::{AmountUnit, Money},
};

/// The content of a drawing that is a chart.
pub(super) const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
pub(super) const CHART_NAMES: Attributes<'_> = &[
    ("xmlns:c", &CHART),
    ("xmlns:a", &"http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:r", &"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];
/// Width of a pie that has a list beside it, in points.
pub(super) const BESIDE_LIST: i32 = HEIGHT;

const GREY: &str = "5C6570";
const INK: &str = "1F2328";
/// The faces of charts: upright strokes, as on screen and in the PDF.
pub(super) const FACES: [&str; 2] = ["Arial", "黑体"];
/// Hundredths of a point.
const SIZE: u32 = 1000;
/// Width of a column in points, as in our own pictures.
const COLUMN: usize = 50;

const CATEGORY_AXIS: u32 = 111;
const VALUE_AXIS: u32 = 222;

/// Six digits.
pub(super) fn hex(colour: Colour) -> String {
    let [red, green, blue] = colour.rgb();
    format!("{red:02X}{green:02X}{blue:02X}")
}

/// The colour of letters on a ground.
fn ink_on(colour: Colour) -> &'static str {
    if colour.is_light() { "000000" } else { "FFFFFF" }
}

/// The cells of a chart and what they hold: series by series, row by row.
pub(super) struct Cells {
    sheet: &'static str,
    /// The row of the heads, from 1.
    head: u32,
    /// Of the amounts of parts.
    unit: &'static str,
    /// 万元; blank where there is none.
    amounts: Vec<String>,
    /// In print, of parts.
    shares: Vec<String>,
    labels: Vec<String>,
}

impl Cells {
    pub(super) fn of(spec: &ChartSpec, sheet: &'static str, head: u32) -> Self {
        let exact = |amount: Money| amount.exact(AmountUnit::Wan);
        let (amounts, shares, labels) = match &spec.kind {
            ChartKind::Columns(columns) => {
                let values = || columns.series.iter().flat_map(|series| &series.values).map(Option::as_ref);
                let amounts = values().map(|value| value.map_or_else(String::new, |value| exact(value.amount)));
                let labels = values().map(|value| value.map_or_else(String::new, |value| value.printed.clone()));
                (amounts.collect(), Vec::new(), labels.collect())
            }
            ChartKind::Parts(parts) => {
                let parts = parts.parts();
                let shares = parts.iter().map(|part| part.printed[1].clone()).collect();
                let amounts = parts.iter().map(|part| exact(part.amount)).collect();
                (amounts, shares, parts.iter().map(PartOfWhole::figures).collect())
            }
        };
        Self { sheet, head, unit: spec.unit, amounts, shares, labels }
    }

    /// The head of a column.
    fn head(&self, letter: char) -> String {
        format!("{}!${letter}${}", self.sheet, self.head)
    }

    /// The rows of a column below its head.
    fn column(&self, letter: char, count: usize) -> String {
        let first = self.head + 1;
        let last = self.head + u32::try_from(count).unwrap_or_default();
        format!("{}!${letter}${first}:${letter}${last}", self.sheet)
    }
}

/// `chart1.xml` and so on. Title, unit and note stand in the text. `workbook` names the relationship to the data, where
/// they are a file of their own.
pub(super) fn chart_part(spec: &ChartSpec, cells: &Cells, workbook: Option<&str>) -> Vec<u8> {
    let form = spec.form();
    Xml::part("c:chartSpace", CHART_NAMES, |xml| {
        xml.c("c:date1904", 0);
        xml.c("c:lang", "zh-CN");
        xml.c("c:roundedCorners", 0);
        xml.within("c:chart", &[], |xml| {
            xml.c("c:autoTitleDeleted", 1);
            xml.within("c:plotArea", &[], |xml| {
                match form {
                    Form::Pie(_) => place(xml, (WIDTH, HEIGHT), CENTRE, (RADIUS, RADIUS)),
                    Form::ListedPie => place(xml, (100, 100), (50, 50), (47, 47)),
                    Form::Bar => place(xml, (100, 100), (50, 50), (50, 46)),
                    _ => xml.empty("c:layout", &[]),
                }
                match &spec.kind {
                    ChartKind::Columns(columns) => self::columns(xml, columns, cells),
                    ChartKind::Parts(parts) if form == Form::Bar => bar(xml, parts, cells),
                    ChartKind::Parts(parts) => pie(xml, parts, form, cells),
                }
            });
            if let ChartKind::Columns(columns) = &spec.kind
                && columns.series.len() > 1
            {
                legend(xml);
            }
            xml.c("c:plotVisOnly", 1);
            xml.c("c:dispBlanksAs", "gap");
        });
        xml.within("c:spPr", &[], |xml| {
            // The watermark of a draft shines through.
            xml.empty("a:noFill", &[]);
            line(xml, None);
        });
        if let Some(workbook) = workbook {
            xml.within("c:externalData", &[("r:id", &workbook)], |xml| xml.c("c:autoUpdate", 0));
        }
    })
}

fn letters(xml: &mut Xml, name: &str, colour: &str) {
    xml.within(name, &[("lang", &"zh-CN"), ("sz", &SIZE), ("b", &0)], |xml| {
        fill(xml, colour);
        for (element, face) in ["a:latin", "a:ea"].into_iter().zip(FACES) {
            xml.empty(element, &[("typeface", &face)]);
        }
    });
}

fn small_text(xml: &mut Xml) {
    xml.within("c:txPr", &[], |xml| {
        xml.empty("a:bodyPr", &[]);
        xml.empty("a:lstStyle", &[]);
        xml.within("a:p", &[], |xml| {
            xml.within("a:pPr", &[], |xml| letters(xml, "a:defRPr", INK));
            xml.empty("a:endParaRPr", &[("lang", &"zh-CN")]);
        });
    });
}

fn fill(xml: &mut Xml, colour: &str) {
    xml.within("a:solidFill", &[], |xml| xml.c("a:srgbClr", colour));
}

/// Its width in English Metric Units.
fn line(xml: &mut Xml, colour: Option<(&str, u32)>) {
    match colour {
        Some((colour, width)) => xml.within("a:ln", &[("w", &width)], |xml| fill(xml, colour)),
        None => xml.within("a:ln", &[], |xml| xml.empty("a:noFill", &[])),
    }
}

/// White lines separate slices; light colours have a dark outline, as on screen.
fn colour(xml: &mut Xml, colour: Colour, separator: Option<u32>) {
    xml.within("c:spPr", &[], |xml| {
        fill(xml, &hex(colour));
        if colour.needs_outline() {
            line(xml, Some((GREY, 9525)));
        } else if let Some(width) = separator {
            line(xml, Some(("FFFFFF", width)));
        }
    });
}

fn legend(xml: &mut Xml) {
    xml.within("c:legend", &[], |xml| {
        xml.c("c:legendPos", "t");
        xml.c("c:overlay", 0);
        small_text(xml);
    });
}

/// A part of a length as a fraction.
fn share(part: i32, whole: i32) -> String {
    let millionths = i64::from(part) * 1_000_000 / i64::from(whole);
    let sign = if millionths < 0 { "-" } else { "" };
    let millionths = millionths.abs();
    format!("{sign}{}.{:06}", millionths / 1_000_000, millionths % 1_000_000)
}

/// Where the picture stands in the chart; without it, programs place it as they like.
fn place(xml: &mut Xml, (width, height): (i32, i32), (x, y): (i32, i32), (half_width, half_height): (i32, i32)) {
    xml.within("c:layout", &[], |xml| {
        xml.within("c:manualLayout", &[], |xml| {
            xml.c("c:layoutTarget", "inner");
            xml.c("c:xMode", "edge");
            xml.c("c:yMode", "edge");
            xml.c("c:x", share(x - half_width, width));
            xml.c("c:y", share(y - half_height, height));
            xml.c("c:w", share(2 * half_width, width));
            xml.c("c:h", share(2 * half_height, height));
        });
    });
}

fn pie(xml: &mut Xml, parts: &PartsOfWhole, form: Form, cells: &Cells) {
    let sum = parts.sum();
    let is_listed = form == Form::ListedPie;
    let (labels, column) = if is_listed { (&cells.shares, 'D') } else { (&cells.labels, 'E') };
    let parts = parts.parts();
    xml.within("c:pieChart", &[], |xml| {
        xml.c("c:varyColors", 1);
        xml.within("c:ser", &[], |xml| {
            series_name(xml, cells, 0, cells.unit);
            // Thin beside many slices, so that it does not hide one.
            let separator = if is_listed { 3175 } else { 9525 };
            for (place, part) in parts.iter().enumerate() {
                xml.within("c:dPt", &[], |xml| {
                    xml.c("c:idx", place);
                    xml.c("c:bubble3D", 0);
                    colour(xml, part.colour, Some(separator));
                });
            }
            let start = if let Form::Pie(start) = form { i32::try_from(start).unwrap_or(0) * 10 } else { 0 };
            let middles = middles(parts);
            let label = |(place, (part, text)): (usize, (&PartOfWhole, &String))| {
                let cell = (Field::Cell, text.clone());
                if is_listed {
                    let (at, lines) = (LabelPlace::Inside, vec![vec![cell]]);
                    return part.is_seventh(sum).then_some(Label { place, at, ink: ink_on(part.colour), lines });
                }
                let at = LabelPlace::Aside { is_right: is_right(start + middles.get(place)?) };
                Some(Label { place, at, ink: INK, lines: vec![vec![(Field::Name, part.name.clone())], vec![cell]] })
            };
            let shown: Vec<Label> = parts.iter().zip(labels).enumerate().filter_map(label).collect();
            data_labels(xml, 0, &shown, "outEnd");
            categories(xml, cells, parts.iter().map(|part| part.name.as_str()));
            values(xml, cells, 0, &cells.amounts);
            label_range(xml, cells, column, labels);
        });
        xml.c("c:firstSliceAng", if let Form::Pie(start) = form { start } else { 0 });
    });
}

/// A bar from side to side.
fn bar(xml: &mut Xml, parts: &PartsOfWhole, cells: &Cells) {
    xml.within("c:barChart", &[], |xml| {
        xml.c("c:barDir", "bar");
        xml.c("c:grouping", "percentStacked");
        xml.c("c:varyColors", 0);
        for (part, text) in parts.parts().iter().zip(&cells.labels) {
            xml.within("c:ser", &[], |xml| {
                series_name(xml, cells, 0, cells.unit);
                colour(xml, part.colour, None);
                xml.c("c:invertIfNegative", 0);
                let line = vec![
                    (Field::Name, part.name.clone()),
                    (Field::Words, "　".to_owned()),
                    (Field::Cell, text.clone()),
                ];
                let label = Label { place: 0, at: LabelPlace::Inside, ink: ink_on(part.colour), lines: vec![line] };
                data_labels(xml, 0, &[label], "ctr");
                categories(xml, cells, std::iter::once(part.name.as_str()));
                values(xml, cells, 0, &cells.amounts);
                label_range(xml, cells, 'E', &cells.labels);
            });
        }
        xml.c("c:gapWidth", 0);
        xml.c("c:overlap", 100);
        xml.c("c:axId", CATEGORY_AXIS);
        xml.c("c:axId", VALUE_AXIS);
    });
    category_axis(xml, "l", true);
    value_axis(xml, "b", [Some("1"), Some("0")]);
}

fn columns(xml: &mut Xml, columns: &YearColumns, cells: &Cells) {
    xml.within("c:barChart", &[], |xml| {
        xml.c("c:barDir", "col");
        xml.c("c:grouping", "clustered");
        xml.c("c:varyColors", 0);
        for (place, series) in columns.series.iter().enumerate() {
            xml.within("c:ser", &[], |xml| column_series(xml, place, series, columns, cells));
        }
        xml.c("c:gapWidth", gap_of(columns));
        xml.c("c:overlap", 0);
        xml.c("c:axId", CATEGORY_AXIS);
        xml.c("c:axId", VALUE_AXIS);
    });
    let has_negative = columns.columns().any(|(_, _, value)| value.amount.is_negative());
    category_axis(xml, "b", false);
    value_axis(xml, "l", [None, (!has_negative).then_some("0")]);
}

/// Between the columns of two years, in per cent of a column; no program takes more than 500.
fn gap_of(columns: &YearColumns) -> usize {
    let width = usize::try_from(WIDTH).unwrap_or_default() / columns.years.len().max(1);
    (width * 100 / COLUMN).saturating_sub(columns.series.len() * 100).min(500)
}

fn column_series(xml: &mut Xml, place: usize, series: &Series, columns: &YearColumns, cells: &Cells) {
    series_name(xml, cells, place, &series.name);
    colour(xml, series.colour, None);
    xml.c("c:invertIfNegative", 0);
    let years = columns.years.len();
    let texts = cells.labels.get(place * years..(place + 1) * years).unwrap_or_default();
    let shown = series.values.iter().zip(texts).enumerate().filter(|(_, (value, _))| value.is_some());
    let label = |(year, (_, text)): (usize, (_, &String))| {
        let lines = vec![vec![(Field::Cell, text.clone())]];
        Label { place: year, at: LabelPlace::End, ink: INK, lines }
    };
    data_labels(xml, place, &shown.map(label).collect::<Vec<_>>(), "outEnd");
    categories(xml, cells, columns.years.iter().map(String::as_str));
    values(xml, cells, place, cells.amounts.get(place * years..(place + 1) * years).unwrap_or_default());
    label_range(xml, cells, letter(columns.series.len() + place), texts);
}

/// Column `B` and so on of the workbook.
fn letter(series: usize) -> char {
    (b'B'..=b'Z').nth(series).map_or('Z', char::from)
}

fn series_name(xml: &mut Xml, cells: &Cells, place: usize, name: &str) {
    xml.c("c:idx", place);
    xml.c("c:order", place);
    xml.within("c:tx", &[], |xml| {
        xml.within("c:strRef", &[], |xml| {
            xml.text_within("c:f", &[], &cells.head(letter(place)));
            xml.within("c:strCache", &[], |xml| points(xml, std::iter::once(name)));
        });
    });
}

/// The points of a cache.
fn points<'a>(xml: &mut Xml, texts: impl ExactSizeIterator<Item = &'a str>) {
    xml.c("c:ptCount", texts.len());
    for (place, text) in texts.enumerate().filter(|(_, text)| !text.is_empty()) {
        xml.within("c:pt", &[("idx", &place)], |xml| xml.text_within("c:v", &[], text));
    }
}

fn categories<'a>(xml: &mut Xml, cells: &Cells, names: impl ExactSizeIterator<Item = &'a str>) {
    xml.within("c:cat", &[], |xml| {
        xml.within("c:strRef", &[], |xml| {
            xml.text_within("c:f", &[], &cells.column('A', names.len()));
            xml.within("c:strCache", &[], |xml| points(xml, names));
        });
    });
}

/// 万元, as the cells hold them.
fn values(xml: &mut Xml, cells: &Cells, series: usize, amounts: &[String]) {
    xml.within("c:val", &[], |xml| {
        xml.within("c:numRef", &[], |xml| {
            xml.text_within("c:f", &[], &cells.column(letter(series), amounts.len()));
            xml.within("c:numCache", &[], |xml| {
                xml.text_within("c:formatCode", &[], "#,##0.00");
                points(xml, amounts.iter().map(String::as_str));
            });
        });
    });
}

fn category_axis(xml: &mut Xml, side: &str, is_hidden: bool) {
    xml.within("c:catAx", &[], |xml| {
        xml.c("c:axId", CATEGORY_AXIS);
        xml.within("c:scaling", &[], |xml| xml.c("c:orientation", "minMax"));
        xml.c("c:delete", u8::from(is_hidden));
        xml.c("c:axPos", side);
        xml.empty("c:numFmt", &[("formatCode", &"General"), ("sourceLinked", &0)]);
        xml.c("c:majorTickMark", "none");
        xml.c("c:minorTickMark", "none");
        // Below negative columns too.
        xml.c("c:tickLblPos", "low");
        xml.within("c:spPr", &[], |xml| line(xml, Some((GREY, 9525))));
        small_text(xml);
        xml.c("c:crossAx", VALUE_AXIS);
        xml.c("c:crosses", "autoZero");
        xml.c("c:auto", 1);
        xml.c("c:lblAlgn", "ctr");
        xml.c("c:lblOffset", 100);
        xml.c("c:noMultiLvlLbl", 0);
    });
}

/// Not shown: each column says its amount. `ends` are the highest and the lowest value, where they are fixed.
fn value_axis(xml: &mut Xml, side: &str, ends: [Option<&str>; 2]) {
    xml.within("c:valAx", &[], |xml| {
        xml.c("c:axId", VALUE_AXIS);
        xml.within("c:scaling", &[], |xml| {
            xml.c("c:orientation", "minMax");
            for (name, end) in ["c:max", "c:min"].into_iter().zip(ends) {
                if let Some(end) = end {
                    xml.c(name, end);
                }
            }
        });
        xml.c("c:delete", 1);
        xml.c("c:axPos", side);
        xml.empty("c:numFmt", &[("formatCode", &"#,##0.00"), ("sourceLinked", &0)]);
        xml.c("c:majorTickMark", "none");
        xml.c("c:minorTickMark", "none");
        xml.c("c:tickLblPos", "nextTo");
        xml.c("c:crossAx", CATEGORY_AXIS);
        xml.c("c:crosses", "autoZero");
        xml.c("c:crossBetween", "between");
    });
}
