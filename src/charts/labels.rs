//! How far a pie is turned so that no two of its labels overlap.
//!
//! Word and LibreOffice put a label where its slice ends and move it only as far as we say, sideways, so that a line leads
//! to it. Exactly where is not known, so labels keep a distance. One angle serves all outputs, so there must be room in
//! our own pictures, too. Places are whole points.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{layout, parts::PartOfWhole};
use crate::money::Money;

/// Of the chart, as wide as the text of a page.
pub const WIDTH: i32 = 440;
/// Of the chart.
pub const HEIGHT: i32 = 185;
/// Of the pie.
pub const RADIUS: i32 = 62;
/// The middle of the pie.
pub const CENTRE: (i32, i32) = (WIDTH / 2, HEIGHT / 2);
/// A Latin letter of 10 points.
const LETTER: i32 = 5;
const LINE: i32 = 14;
/// A name longer than this goes on in another line.
const LONGEST: i32 = 100;
/// How far Word and LibreOffice move a label away from the pie.
pub const LEADER: i32 = 16;
/// Between rim and label, and between labels.
const GAP: i32 = 3;

/// A whole turn in tenths of a degree.
const TURN: i32 = 3600;

/// Middle, half width and half height.
struct Box {
    x: i32,
    y: i32,
    half_width: i32,
    half_height: i32,
}

impl Box {
    /// At the rim in a direction, in tenths of a degree clockwise from twelve o'clock.
    fn at(direction: i32, lines: &[String; 2]) -> Self {
        let (width, count) = lines.iter().map(|line| width(line)).fold((0, 0), |(width, count), line| {
            (width.max(line.min(LONGEST)), count + (line + LONGEST - 1) / LONGEST)
        });
        let (half_width, half_height) = (width / 2, count * LINE / 2);
        let (right, up) = (sine(direction), sine(direction + TURN / 4));
        let place = |middle: i32, part: i32, half: i32| middle + part * (RADIUS + GAP + half) / 1000;
        let aside = if is_right(direction) { LEADER } else { -LEADER };
        Self {
            x: place(CENTRE.0, right, half_width) + aside,
            y: place(CENTRE.1, -up, half_height),
            half_width,
            half_height,
        }
    }

    fn overlaps(&self, other: &Self) -> bool {
        (self.x - other.x).abs() < self.half_width + other.half_width + GAP
            && (self.y - other.y).abs() < self.half_height + other.half_height + GAP
    }

    fn is_inside(&self) -> bool {
        self.x - self.half_width >= 0
            && self.x + self.half_width <= WIDTH
            && self.y - self.half_height >= 0
            && self.y + self.half_height <= HEIGHT
    }
}

fn width(text: &str) -> i32 {
    text.chars().map(|c| if c.is_ascii() { LETTER } else { 2 * LETTER }).sum()
}

/// The middle of each slice, in tenths of a degree clockwise from where the first begins.
pub fn middles(parts: &[PartOfWhole]) -> Vec<i32> {
    let sum = parts.iter().map(|part| part.amount).sum::<Money>().yuan();
    let mut before = Decimal::ZERO;
    let mut middle = |part: &PartOfWhole| {
        let amount = part.amount.yuan();
        let share = (before + amount / Decimal::TWO).checked_div(sum).unwrap_or_default();
        before += amount;
        (share * Decimal::from(TURN)).to_i32().unwrap_or(0)
    };
    parts.iter().map(&mut middle).collect()
}

/// The angle in degrees at which the first slice begins; `None` if labels would touch whatever the angle.
pub(super) fn first_angle(parts: &[PartOfWhole]) -> Option<u32> {
    if parts.len() < 2 || parts.iter().any(|part| part.amount.is_negative()) {
        return None;
    }
    let lines = parts.iter().map(|part| [part.name.clone(), part.figures()]);
    let labels: Vec<(i32, [String; 2])> = middles(parts).into_iter().zip(lines).collect();
    (0..360).step_by(15).find(|start: &u32| {
        let turned = i32::try_from(start * 10).unwrap_or(0);
        let boxes: Vec<Box> = labels.iter().map(|(middle, lines)| Box::at(middle + turned, lines)).collect();
        let is_free = |(place, one): (usize, &Box)| {
            one.is_inside() && boxes.iter().skip(place + 1).all(|other| !one.overlaps(other))
        };
        boxes.iter().enumerate().all(is_free) && layout::has_room(parts, *start)
    })
}

/// Whether a direction, in tenths of a degree clockwise from twelve o'clock, points to the right.
pub fn is_right(direction: i32) -> bool {
    direction.rem_euclid(TURN) < TURN / 2
}

/// The sine in thousandths, by Bhāskara's approximation, exact to a thousandth or two.
fn sine(tenths: i32) -> i32 {
    let tenths = tenths.rem_euclid(TURN);
    let half = TURN / 2;
    let (sign, within) = if tenths < half { (1, tenths) } else { (-1, tenths - half) };
    let product = i64::from(within) * i64::from(half - within);
    let value = 4_000 * product / (i64::from(5 * half * half / 4) - product);
    sign * i32::try_from(value).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        charts::Colour,
        figures::{CellKey, Column, T06},
        percent::Ratio,
    };

    fn angle(amounts: &[i64], name: &str) -> Option<u32> {
        let part = |amount: &i64| PartOfWhole {
            name: name.to_owned(),
            source: CellKey::total(T06, Column::Total).into(),
            amount: Money::from_fen(*amount),
            share: Ratio::Missing,
            printed: ["160.45".to_owned(), "69.06%".to_owned()],
            colour: Colour(0),
        };
        first_angle(&amounts.iter().map(part).collect::<Vec<_>>())
    }

    #[test]
    fn the_sine_is_close() {
        for (tenths, expected) in [(0, 0), (300, 500), (900, 1000), (1800, 0), (2700, -1000), (-450, -707)] {
            assert!((sine(tenths) - expected).abs() <= 2, "{tenths}: {}", sine(tenths));
        }
    }

    #[test]
    fn labels_that_have_room_need_no_list() {
        assert_eq!(angle(&[50, 50], "基本支出"), Some(0));
        assert!(angle(&[60, 25, 15], "住房保障支出").is_some());
        // Two thin ones side by side would touch in LibreOffice.
        assert_eq!(angle(&[16045, 4472, 1426, 1291], "社会保障和就业支出"), None);
    }

    #[test]
    fn too_many_labels_find_no_room() {
        assert_eq!(angle(&[1000, 5, 5, 5, 5], "卫生健康支出"), None);
        assert_eq!(angle(&[1; 20], "卫生健康支出"), None);
        assert_eq!(angle(&[5], "卫生健康支出"), None);
        assert_eq!(angle(&[5, -4], "卫生健康支出"), None);
    }
}
