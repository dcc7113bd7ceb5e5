//! Excel's own charts. Their labels are the words of the report; Excel computes none of them.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartPoint,
    ChartSolidFill, Color, RowNum,
};

use crate::charts::{ChartSpec, Colour, PartsOfWhole, YearColumns};

use super::style::{AMOUNT, FACE};

const TITLE_SIZE: u16 = 12;
const LABEL_SIZE: u16 = 10;

/// Where the data of a chart stand: names in the first column, amounts from the second on.
#[derive(Clone, Copy)]
pub struct DataPlace {
    pub sheet: &'static str,
    /// The row of the heads.
    pub head: RowNum,
    /// The first row of data.
    pub first: RowNum,
    pub last: RowNum,
}

impl DataPlace {
    fn column(self, column: u16) -> (&'static str, RowNum, u16, RowNum, u16) {
        (self.sheet, self.first, column, self.last, column)
    }
}

/// A pie of the parts.
pub fn pie(spec: &ChartSpec, parts: &PartsOfWhole, data: DataPlace) -> Chart {
    let mut chart = framed(Chart::new_pie(), spec);
    let sum = parts.sum();
    let labels: Vec<ChartDataLabel> = parts
        .parts()
        .iter()
        .map(|part| {
            let words = format!("{}\n{}　{}", part.name, part.printed[0], part.printed[1]);
            let is_wide = part.amount + part.amount + part.amount >= sum;
            if is_wide { label_on(&words, part.colour) } else { label(&words) }
        })
        .collect();
    let points: Vec<ChartPoint> =
        parts.parts().iter().map(|part| ChartPoint::new().set_format(&mut filled(part.colour))).collect();
    let mut all = ChartDataLabel::new();
    all.show_category_name().show_leader_lines().set_font(&font(LABEL_SIZE));
    chart
        .add_series()
        .set_categories(data.column(0))
        .set_values(data.column(1))
        .set_points(&points)
        .set_data_label(&all)
        .set_custom_data_labels(&labels);
    chart.legend().set_hidden();
    chart
}

pub fn columns(spec: &ChartSpec, columns: &YearColumns, data: DataPlace) -> Chart {
    let mut chart = framed(Chart::new_column(), spec);
    for (column, series) in (1..).zip(&columns.series) {
        let labels: Vec<ChartDataLabel> = series
            .values
            .iter()
            .map(|value| value.as_ref().map_or_else(ChartDataLabel::default, |value| label(&value.printed)))
            .collect();
        let mut all = ChartDataLabel::new();
        all.show_value().set_position(ChartDataLabelPosition::OutsideEnd).set_font(&font(LABEL_SIZE));
        chart
            .add_series()
            .set_name((data.sheet, data.head, column))
            .set_categories(data.column(0))
            .set_values(data.column(column))
            .set_format(&mut filled(series.colour))
            .set_gap(80)
            .set_overlap(0)
            .set_data_label(&all)
            .set_custom_data_labels(&labels);
    }
    chart.x_axis().set_font(&font(LABEL_SIZE));
    let has_negative = columns.columns().any(|(_, _, value)| value.amount.is_negative());
    let axis = chart.y_axis().set_num_format(AMOUNT).set_major_gridlines(false).set_hidden(true);
    if !has_negative {
        axis.set_min(0);
    }
    if columns.series.len() > 1 {
        chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(LABEL_SIZE));
    } else {
        chart.legend().set_hidden();
    }
    chart
}

/// Title, size, alternative text.
fn framed(mut chart: Chart, spec: &ChartSpec) -> Chart {
    let mut title_font = font(TITLE_SIZE);
    title_font.set_bold();
    chart.title().set_name(&spec.title).set_font(&title_font);
    chart.set_width(560).set_height(390).set_name(&spec.title).set_alt_text(shortened(&spec.description()));
    chart.chart_area().set_format(ChartFormat::new().set_no_border());
    chart
}

/// The longest alternative text that Excel allows; what is cut off stands in the cells beside the chart.
fn shortened(text: &str) -> String {
    const MOST: usize = 255;
    if text.encode_utf16().count() <= MOST {
        return text.to_owned();
    }
    let mut room = MOST - 1;
    let fits = |c: &char| {
        room = room.saturating_sub(c.len_utf16());
        room > 0
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// A label of fixed words; Excel would take words that begin with = for a reference.
fn label(words: &str) -> ChartDataLabel {
    let words = if words.starts_with('=') { format!(" {words}") } else { words.to_owned() };
    ChartDataLabel::new().set_value(&words).set_font(&font(LABEL_SIZE)).to_custom()
}

/// A label in the middle of a slice that is wide enough for it.
fn label_on(words: &str, colour: Colour) -> ChartDataLabel {
    let mut font = font(LABEL_SIZE);
    font.set_color(if colour.is_light() { Color::Black } else { Color::White });
    label(words).set_font(&font).set_position(ChartDataLabelPosition::Center).to_custom()
}

fn font(size: u16) -> ChartFont {
    let mut font = ChartFont::new();
    // Without an explicit colour the library writes an element in the wrong place.
    font.set_name(FACE).set_size(size).set_color(Color::RGB(0x001F_2328));
    font
}

/// The colour, with a dark outline where it is too light for white paper, otherwise a white one.
fn filled(colour: Colour) -> ChartFormat {
    let [red, green, blue] = colour.rgb();
    let outline = if colour.needs_outline() { 0x005C_6570 } else { 0x00FF_FFFF };
    let mut format = ChartFormat::new();
    format
        .set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(u32::from_be_bytes([0, red, green, blue]))))
        .set_border(ChartLine::new().set_color(Color::RGB(outline)).set_width(1));
    format
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alternative_text_is_as_long_as_excel_takes() {
        assert_eq!(shortened("短"), "短");
        assert_eq!(shortened(&"长".repeat(255)).chars().count(), 255);
        let cut = shortened(&"长𠮷".repeat(200));
        assert!(cut.ends_with('…') && (254..=255).contains(&cut.encode_utf16().count()), "{cut}");
    }
}
