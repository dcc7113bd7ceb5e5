//! A chart that Word draws and lets the user edit.
//!
//! Labels are written out. Word computes no percentage and no total: what it shows is what the text of the report says.

use super::{labels, names::CHART_NAMES, xml::Xml};
use crate::charts::{ChartKind, ChartSpec, Colour, PartOfWhole, PartsOfWhole, Series, YearColumns};

/// The name by which a chart calls its workbook.
pub(super) const WORKBOOK: &str = "rIdWorkbook";
/// The name of the sheet in the workbook.
pub(super) const SHEET: &str = "图表数据";

const GREY: &str = "5C6570";
const INK: &str = "1F2328";
/// Sizes in hundredths of a point.
const TITLE: u32 = 1200;
const SMALL: u32 = 900;

const CATEGORY_AXIS: u32 = 111;
const VALUE_AXIS: u32 = 222;

/// Six digits.
pub(super) fn hex(colour: Colour) -> String {
    let [red, green, blue] = colour.rgb();
    format!("{red:02X}{green:02X}{blue:02X}")
}

/// The lines of a label.
pub(super) fn label(part: &PartOfWhole) -> [String; 2] {
    [part.name.clone(), format!("{}　{}", part.printed[0], part.printed[1])]
}

/// `chart1.xml` and so on; `turn` is the angle in degrees of a pie with labels, `None` where a list stands below.
pub(super) fn chart_part(spec: &ChartSpec, turn: Option<u32>) -> Vec<u8> {
    Xml::part("c:chartSpace", CHART_NAMES, |xml| {
        xml.c("c:date1904", 0);
        xml.c("c:lang", "zh-CN");
        xml.c("c:roundedCorners", 0);
        xml.within("c:chart", &[], |xml| {
            title(xml, spec);
            xml.c("c:autoTitleDeleted", 0);
            xml.within("c:plotArea", &[], |xml| {
                match (&spec.kind, turn) {
                    (ChartKind::Parts(_), Some(_)) => pie_place(xml),
                    _ => xml.empty("c:layout", &[]),
                }
                match &spec.kind {
                    ChartKind::Columns(columns) => self::columns(xml, columns),
                    ChartKind::Parts(parts) => pie(xml, spec, parts, turn),
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
        xml.within("c:externalData", &[("r:id", &WORKBOOK)], |xml| xml.c("c:autoUpdate", 0));
    })
}

/// The title, and the unit below it.
fn title(xml: &mut Xml, spec: &ChartSpec) {
    xml.within("c:title", &[], |xml| {
        xml.within("c:tx", &[], |xml| {
            rich(xml, &[(&spec.title, TITLE, INK, true), (&spec.caption(), SMALL, GREY, false)]);
        });
        xml.c("c:overlay", 0);
    });
}

/// Text of several lines, each with size, colour and weight.
fn rich(xml: &mut Xml, lines: &[(&str, u32, &str, bool)]) {
    xml.within("c:rich", &[], |xml| {
        xml.empty("a:bodyPr", &[]);
        xml.empty("a:lstStyle", &[]);
        for (text, size, colour, bold) in lines {
            xml.within("a:p", &[], |xml| {
                xml.within("a:pPr", &[], |xml| letters(xml, "a:defRPr", *size, colour, *bold));
                xml.within("a:r", &[], |xml| {
                    letters(xml, "a:rPr", *size, colour, *bold);
                    xml.text_within("a:t", &[], text);
                });
            });
        }
    });
}

fn letters(xml: &mut Xml, name: &str, size: u32, colour: &str, bold: bool) {
    xml.within(name, &[("lang", &"zh-CN"), ("sz", &size), ("b", &u8::from(bold))], |xml| {
        fill(xml, colour);
        xml.empty("a:latin", &[("typeface", &"Times New Roman")]);
        xml.empty("a:ea", &[("typeface", &"宋体")]);
    });
}

fn small_text(xml: &mut Xml) {
    xml.within("c:txPr", &[], |xml| {
        xml.empty("a:bodyPr", &[]);
        xml.empty("a:lstStyle", &[]);
        xml.within("a:p", &[], |xml| {
            xml.within("a:pPr", &[], |xml| letters(xml, "a:defRPr", SMALL, INK, false));
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

/// The square around the pie, in millionths of the chart; without it, programs place the pie as they like.
fn pie_place(xml: &mut Xml) {
    let millionths = |part: i32, whole: i32| format!("0.{:06}", i64::from(part) * 1_000_000 / i64::from(whole));
    let (x, y) = labels::CENTRE;
    let (radius, width, height) = (labels::RADIUS, labels::WIDTH, labels::HEIGHT);
    xml.within("c:layout", &[], |xml| {
        xml.within("c:manualLayout", &[], |xml| {
            xml.c("c:layoutTarget", "inner");
            xml.c("c:xMode", "edge");
            xml.c("c:yMode", "edge");
            xml.c("c:x", millionths(x - radius, width));
            xml.c("c:y", millionths(y - radius, height));
            xml.c("c:w", millionths(2 * radius, width));
            xml.c("c:h", millionths(2 * radius, height));
        });
    });
}

fn pie(xml: &mut Xml, spec: &ChartSpec, parts: &PartsOfWhole, turn: Option<u32>) {
    let parts = parts.parts();
    xml.within("c:pieChart", &[], |xml| {
        xml.c("c:varyColors", 1);
        xml.within("c:ser", &[], |xml| {
            series_name(xml, 0, spec.unit);
            // Thin beside many slices, so that it does not hide one.
            let separator = if turn.is_some() { 9525 } else { 3175 };
            for (place, part) in parts.iter().enumerate() {
                xml.within("c:dPt", &[], |xml| {
                    xml.c("c:idx", place);
                    xml.c("c:bubble3D", 0);
                    colour(xml, part.colour, Some(separator));
                });
            }
            let labels = parts.iter().enumerate().map(|(place, part)| (place, label(part)));
            data_labels(xml, labels.filter(|_| turn.is_some()), true);
            let names: Vec<String> = parts.iter().map(|part| part.name.clone()).collect();
            categories(xml, &names);
            values(xml, 0, &parts.iter().map(|part| Some(part.amount.wan2())).collect::<Vec<_>>());
        });
        xml.c("c:firstSliceAng", turn.unwrap_or(0));
    });
}

fn columns(xml: &mut Xml, columns: &YearColumns) {
    xml.within("c:barChart", &[], |xml| {
        xml.c("c:barDir", "col");
        xml.c("c:grouping", "clustered");
        xml.c("c:varyColors", 0);
        for (place, series) in columns.series.iter().enumerate() {
            xml.within("c:ser", &[], |xml| column_series(xml, place, series, &columns.years));
        }
        xml.c("c:gapWidth", 120);
        xml.c("c:overlap", -10);
        xml.c("c:axId", CATEGORY_AXIS);
        xml.c("c:axId", VALUE_AXIS);
    });
    let has_negative = columns.columns().any(|(_, _, value)| value.amount.is_negative());
    category_axis(xml);
    value_axis(xml, has_negative);
}

fn column_series(xml: &mut Xml, place: usize, series: &Series, years: &[String]) {
    series_name(xml, place, &series.name);
    colour(xml, series.colour, None);
    xml.c("c:invertIfNegative", 0);
    let amounts = series.values.iter().map(|value| value.as_ref().map(|value| value.amount));
    let shown = series.values.iter().enumerate();
    let labels = shown.filter_map(|(year, value)| Some((year, [value.as_ref()?.printed.clone()])));
    data_labels(xml, labels, false);
    categories(xml, years);
    values(xml, place, &amounts.map(|amount| amount.map(crate::money::Money::wan2)).collect::<Vec<_>>());
}

/// Column `B` and so on of the workbook.
fn letter(series: usize) -> char {
    (b'B'..=b'Z').nth(series).map_or('Z', char::from)
}

fn series_name(xml: &mut Xml, place: usize, name: &str) {
    xml.c("c:idx", place);
    xml.c("c:order", place);
    xml.within("c:tx", &[], |xml| {
        xml.within("c:strRef", &[], |xml| {
            xml.text_within("c:f", &[], &format!("{SHEET}!${}$1", letter(place)));
            strings(xml, &[name.to_owned()]);
        });
    });
}

fn strings(xml: &mut Xml, strings: &[String]) {
    xml.within("c:strCache", &[], |xml| {
        xml.c("c:ptCount", strings.len());
        for (place, text) in strings.iter().enumerate() {
            xml.within("c:pt", &[("idx", &place)], |xml| xml.text_within("c:v", &[], text));
        }
    });
}

fn categories(xml: &mut Xml, names: &[String]) {
    xml.within("c:cat", &[], |xml| {
        xml.within("c:strRef", &[], |xml| {
            xml.text_within("c:f", &[], &format!("{SHEET}!$A$2:$A${}", names.len() + 1));
            strings(xml, names);
        });
    });
}

/// 万元 with two decimals, as printed.
fn values(xml: &mut Xml, series: usize, values: &[Option<String>]) {
    xml.within("c:val", &[], |xml| {
        xml.within("c:numRef", &[], |xml| {
            let letter = letter(series);
            xml.text_within("c:f", &[], &format!("{SHEET}!${letter}$2:${letter}${}", values.len() + 1));
            xml.within("c:numCache", &[], |xml| {
                xml.text_within("c:formatCode", &[], "#,##0.00");
                xml.c("c:ptCount", values.len());
                for (place, value) in values.iter().enumerate() {
                    if let Some(value) = value {
                        xml.within("c:pt", &[("idx", &place)], |xml| xml.text_within("c:v", &[], value));
                    }
                }
            });
        });
    });
}

/// One label for each thing, as lines of fixed text.
fn data_labels<const LINES: usize>(
    xml: &mut Xml,
    labels: impl Iterator<Item = (usize, [String; LINES])>,
    has_leaders: bool,
) {
    xml.within("c:dLbls", &[], |xml| {
        let mut has_any = false;
        for (place, lines) in labels {
            has_any = true;
            xml.within("c:dLbl", &[], |xml| {
                xml.c("c:idx", place);
                xml.within("c:tx", &[], |xml| {
                    let lines: Vec<_> = lines.iter().map(|line| (line.as_str(), SMALL, INK, false)).collect();
                    rich(xml, &lines);
                });
                xml.c("c:dLblPos", "outEnd");
                shown(xml, true);
            });
        }
        small_text(xml);
        if has_any {
            xml.c("c:dLblPos", "outEnd");
        }
        shown(xml, has_any);
        if has_leaders {
            xml.c("c:showLeaderLines", 1);
        }
    });
}

/// A label stands in place of the value; nothing else is shown, and no percentage.
fn shown(xml: &mut Xml, value: bool) {
    xml.c("c:showLegendKey", 0);
    xml.c("c:showVal", u8::from(value));
    for name in ["c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize"] {
        xml.c(name, 0);
    }
}

fn category_axis(xml: &mut Xml) {
    xml.within("c:catAx", &[], |xml| {
        xml.c("c:axId", CATEGORY_AXIS);
        xml.within("c:scaling", &[], |xml| xml.c("c:orientation", "minMax"));
        xml.c("c:delete", 0);
        xml.c("c:axPos", "b");
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

/// Not shown: each column says its amount. Begins at zero.
fn value_axis(xml: &mut Xml, has_negative: bool) {
    xml.within("c:valAx", &[], |xml| {
        xml.c("c:axId", VALUE_AXIS);
        xml.within("c:scaling", &[], |xml| {
            xml.c("c:orientation", "minMax");
            if !has_negative {
                xml.c("c:min", 0);
            }
        });
        xml.c("c:delete", 1);
        xml.c("c:axPos", "l");
        xml.empty("c:numFmt", &[("formatCode", &"#,##0.00"), ("sourceLinked", &0)]);
        xml.c("c:majorTickMark", "none");
        xml.c("c:minorTickMark", "none");
        xml.c("c:tickLblPos", "nextTo");
        xml.c("c:crossAx", CATEGORY_AXIS);
        xml.c("c:crosses", "autoZero");
        xml.c("c:crossBetween", "between");
    });
}
