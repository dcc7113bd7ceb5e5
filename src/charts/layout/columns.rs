//! Layout of a column chart: columns from zero, each with its amount at the end, the years below, a legend if needed.

use rust_decimal::Decimal;

use crate::charts::{
    scene::{Anchor, Point, Shape, Tone},
    two_years::{ColumnValue, YearColumns},
};

use super::{Area, CAPTION_SIZE, GAP, LABEL_SIZE, LINE, SceneBuilder, fraction};

const WIDEST: f32 = 64.0;
/// The least height from the lowest to the highest end of the columns.
const LOWEST: f32 = 12.0;
const KEY: f32 = 12.0;
/// Free space at each side of an amount, so that two amounts are not read as one.
const BESIDE: f32 = 3.0;

/// Draws the columns and returns the lower end of what was drawn.
pub(super) fn put(page: &mut SceneBuilder<'_>, columns: &YearColumns) -> f32 {
    if columns.series.len() > 1 {
        legend(page, columns);
    }
    let area = page.area;
    let amounts = || columns.columns().map(|(_, _, value)| value.amount.yuan());
    let highest = amounts().fold(Decimal::ZERO, Decimal::max);
    let lowest = amounts().fold(Decimal::ZERO, Decimal::min);
    let label = LABEL_SIZE * LINE;
    // Amounts above, years below, and below negative columns their amounts. Where there is little room, the columns keep
    // the least height, and amounts one line.
    let below = label + GAP / 2.0 + if lowest.is_zero() { 0.0 } else { label };
    let above = (area.height() - below - LOWEST).clamp(label, 2.0 * label);
    let top = area.top + above;
    let reach = (area.bottom - below - top).max(LOWEST);
    let bottom = top + reach + below;
    let zero = top + fraction(highest, highest - lowest) * reach;
    let year_width = area.width() / columns.years.len().max(1) as f32;
    let width = (year_width * 0.9 / columns.series.len().max(1) as f32).min(WIDEST);
    let mut rects = Vec::new();
    for (year, name) in columns.years.iter().enumerate() {
        let middle = area.left + year_width * (year as f32 + 0.5);
        let mut left = middle - width * columns.series.len() as f32 / 2.0;
        for series in &columns.series {
            if let Some(value) = series.values.get(year).and_then(Option::as_ref) {
                let end = zero - fraction(value.amount.yuan(), highest - lowest) * reach;
                let min = Point::new(left + 2.0, end.min(zero));
                let max = Point::new(left + width - 2.0, end.max(zero));
                page.rect(min, max, series.colour, Some(rects.len()));
                rects.push((min, max, value));
            }
            left += width;
        }
        let at = Point::new(middle, bottom - label / 2.0);
        page.text(at, Anchor::Middle, LABEL_SIZE, Tone::Strong, name.as_str(), None);
    }
    page.line(Point::new(area.left, zero), Point::new(area.right, zero));
    amounts_at_ends(page, &rects, label);
    bottom
}

/// Each amount at the end of its column, moved aside or further out where it would cover a neighbour.
fn amounts_at_ends(page: &mut SceneBuilder<'_>, rects: &[(Point, Point, &ColumnValue)], label: f32) {
    let mut taken: Vec<(Point, Point)> = rects.iter().map(|(min, max, _)| (*min, *max)).collect();
    for (mark, (min, max, value)) in rects.iter().enumerate() {
        let text = value.printed.clone();
        let half = (page.width(&text, LABEL_SIZE) / 2.0 + BESIDE, label / 2.0 - 1.0);
        let middle = (min.x + max.x) / 2.0;
        let (end, out) =
            if value.amount.is_negative() { (max.y + label / 2.0, 1.0) } else { (min.y - label / 2.0, -1.0) };
        let places = (0..16).flat_map(|step| {
            let y = end + out * step as f32 * label / 4.0;
            [0.0, 4.0, -4.0, 9.0, -9.0, 14.0, -14.0].map(|aside| Point::new(middle + aside, y))
        });
        let around = |at: &Point| (Point::new(at.x - half.0, at.y - half.1), Point::new(at.x + half.0, at.y + half.1));
        let free = |at: &Point| {
            let own = around(at);
            own.0.x >= 0.0 && own.1.x <= page.area.right + GAP && !taken.iter().any(|other| overlap(own, *other))
        };
        let at = places.into_iter().find(free).unwrap_or(Point::new(middle, end));
        taken.push(around(&at));
        page.text(at, Anchor::Middle, LABEL_SIZE, Tone::Strong, text, Some(mark));
    }
}

fn overlap(a: (Point, Point), b: (Point, Point)) -> bool {
    a.0.x < b.1.x && b.0.x < a.1.x && a.0.y < b.1.y && b.0.y < a.1.y
}

/// Key and name of each series, in one line where they fit; leaves the room below.
fn legend(page: &mut SceneBuilder<'_>, columns: &YearColumns) {
    let Area { left, right, .. } = page.area;
    let width = |page: &SceneBuilder<'_>, name: &str| KEY + GAP / 2.0 + page.width(name, CAPTION_SIZE);
    let total = columns.series.iter().map(|series| width(page, &series.name) + 2.0 * GAP).sum::<f32>() - 2.0 * GAP;
    let one_line = total <= right - left;
    let mut x = (left + right - total) / 2.0;
    for series in &columns.series {
        if !one_line {
            x = left;
        }
        let middle = page.area.top + CAPTION_SIZE * LINE / 2.0;
        let (min, max) = (Point::new(x, middle - KEY / 2.0), Point::new(x + KEY, middle + KEY / 2.0));
        page.shapes.push(Shape::Rect { min, max, colour: series.colour, mark: None });
        let at = Point::new(x + KEY + GAP / 2.0, middle);
        page.text(at, Anchor::Start, CAPTION_SIZE, Tone::Strong, series.name.as_str(), None);
        x += width(page, &series.name) + 2.0 * GAP;
        if !one_line {
            page.area.top += CAPTION_SIZE * LINE;
        }
    }
    if one_line {
        page.area.top += CAPTION_SIZE * LINE;
    }
}
