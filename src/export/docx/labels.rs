//! How far a pie is turned so that no two of its labels overlap.
//!
//! Word and LibreOffice put a label where its slice ends and do not move it aside. Exactly where is not known, so
//! labels keep a distance. Places are whole points.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::fit::text_width;

/// Of the chart.
pub(super) const WIDTH: i32 = 425;
/// Of the chart.
pub(super) const HEIGHT: i32 = 255;
/// Of the pie.
pub(super) const RADIUS: i32 = 68;
/// The middle of the pie.
pub(super) const CENTRE: (i32, i32) = (WIDTH / 2, 150);
/// Height of title and unit.
const HEAD: i32 = 44;
/// Size of the letters in half points.
const LETTERS: u32 = 18;
const LINE: i32 = 12;
/// A name longer than this goes on in another line.
const LONGEST: i32 = 100;
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
    fn at(direction: i32, lines: &[String]) -> Self {
        let widths = lines.iter().map(|line| i32::try_from(text_width(line, LETTERS) / 20).unwrap_or(WIDTH));
        let (width, count) = widths.fold((0, 0), |(width, count), line| {
            (width.max(line.min(LONGEST)), count + (line + LONGEST - 1) / LONGEST)
        });
        let (half_width, half_height) = (width / 2, count * LINE / 2);
        let (right, up) = (sine(direction), sine(direction + TURN / 4));
        let place = |middle: i32, part: i32, half: i32| middle + part * (RADIUS + GAP + half) / 1000;
        Self { x: place(CENTRE.0, right, half_width), y: place(CENTRE.1, -up, half_height), half_width, half_height }
    }

    fn overlaps(&self, other: &Self) -> bool {
        (self.x - other.x).abs() < self.half_width + other.half_width + GAP
            && (self.y - other.y).abs() < self.half_height + other.half_height + GAP
    }

    fn is_inside(&self) -> bool {
        self.x - self.half_width >= 0
            && self.x + self.half_width <= WIDTH
            && self.y - self.half_height >= HEAD
            && self.y + self.half_height <= HEIGHT
    }
}

/// The angle in degrees at which the first slice begins; `None` if labels would touch whatever the angle.
pub(super) fn first_angle(slices: &[(Decimal, Vec<String>)]) -> Option<u32> {
    let sum: Decimal = slices.iter().map(|(amount, _)| *amount).sum();
    let mut middles = Vec::with_capacity(slices.len());
    let mut before = Decimal::ZERO;
    for (amount, lines) in slices {
        let middle = (before + amount / Decimal::TWO).checked_div(sum)? * Decimal::from(TURN);
        middles.push((middle.to_i32()?, lines));
        before += amount;
    }
    (0..360)
        .step_by(15)
        .find(|start| {
            let boxes: Vec<Box> = middles.iter().map(|(middle, lines)| Box::at(middle + start * 10, lines)).collect();
            let is_free = |(place, one): (usize, &Box)| {
                one.is_inside() && boxes.iter().skip(place + 1).all(|other| !one.overlaps(other))
            };
            boxes.iter().enumerate().all(is_free)
        })?
        .try_into()
        .ok()
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

    fn slices(amounts: &[i64], name: &str) -> Vec<(Decimal, Vec<String>)> {
        let lines = vec![name.to_owned(), "160.45　69.06%".to_owned()];
        amounts.iter().map(|amount| (Decimal::from(*amount), lines.clone())).collect()
    }

    #[test]
    fn the_sine_is_close() {
        for (tenths, expected) in [(0, 0), (300, 500), (900, 1000), (1800, 0), (2700, -1000), (-450, -707)] {
            assert!((sine(tenths) - expected).abs() <= 2, "{tenths}: {}", sine(tenths));
        }
    }

    #[test]
    fn thin_slices_come_to_the_side() {
        assert_eq!(first_angle(&slices(&[50, 50], "基本支出")), Some(0));
        let angle = first_angle(&slices(&[16045, 4472, 1426, 1291], "社会保障和就业支出"));
        assert!(angle.is_some_and(|angle| angle > 0), "{angle:?}");
    }

    #[test]
    fn too_many_labels_find_no_room() {
        assert_eq!(first_angle(&slices(&[1000, 5, 5, 5, 5], "卫生健康支出")), None);
        assert_eq!(first_angle(&slices(&[1; 20], "卫生健康支出")), None);
        assert_eq!(first_angle(&slices(&[0, 0], "卫生健康支出")), None);
    }
}
