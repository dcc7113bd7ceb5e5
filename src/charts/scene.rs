//! A laid-out picture: wedges, rectangles, lines and texts with their places, the same for the window and the exports.
//!
//! Screen geometry in points, x to the right, y downwards. The floats here are places, never amounts.

use std::f32::consts::TAU;

use serde::{Deserialize, Serialize};

use super::palette::Colour;

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

impl Point {
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// The place at `distance` in the direction `turn`: radians clockwise from twelve o'clock.
    pub fn polar(self, distance: f32, turn: f32) -> Self {
        Self { x: self.x + distance * turn.sin(), y: self.y - distance * turn.cos() }
    }

    /// Distance from `centre`, and direction in radians clockwise from twelve o'clock, 0 to 2π.
    fn seen_from(self, centre: Self) -> (f32, f32) {
        let (x, y) = (self.x - centre.x, self.y - centre.y);
        (x.hypot(y), x.atan2(-y).rem_euclid(TAU))
    }
}

/// Which end of a text stands at its place. Vertically it is always the middle of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text or line stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tone {
    /// As dark as text.
    Strong,
    /// Captions, leader lines, the base line.
    Weak,
    /// Text on a slice.
    On(Colour),
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Pen {
    /// Thin and weak: leader lines and the base line.
    Thin,
    /// As wide as this in the colour of the ground: between slices.
    Ground(f32),
}

/// One line of text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// Its place: the middle of the line, at `anchor`.
    pub at: Point,
    /// Which end stands there.
    pub anchor: Anchor,
    /// Size of the letters.
    pub size: f32,
    /// In the bold face?
    pub bold: bool,
    /// How it stands out.
    pub tone: Tone,
    pub text: String,
    /// How wide it is.
    pub width: f32,
    /// The mark that it belongs to.
    pub mark: Option<usize>,
}

impl Text {
    /// Upper left and lower right corner.
    pub fn corners(&self) -> (Point, Point) {
        let left = match self.anchor {
            Anchor::Start => self.at.x,
            Anchor::Middle => self.at.x - self.width / 2.0,
            Anchor::End => self.at.x - self.width,
        };
        let half = self.size * 0.6;
        (Point::new(left, self.at.y - half), Point::new(left + self.width, self.at.y + half))
    }
}

/// One thing to draw. `mark` is its place in [`super::ChartSpec::marks`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Shape {
    /// A slice, clockwise from `from` to `to` (radians from twelve o'clock).
    Wedge {
        /// The centre of the pie.
        centre: Point,
        radius: f32,
        /// Where the slice begins.
        from: f32,
        to: f32,
        colour: Colour,
        /// What it shows.
        mark: usize,
    },
    /// A column, bar or key of the legend.
    Rect {
        /// Upper left corner.
        min: Point,
        /// Lower right corner.
        max: Point,
        colour: Colour,
        mark: Option<usize>,
    },
    /// A leader line, the base line or a separator.
    Line {
        from: Point,
        to: Point,
        /// What it is drawn with.
        pen: Pen,
    },
    Text(Text),
}

/// A laid-out chart, drawn in the order of its shapes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// As wide as was asked for.
    pub width: f32,
    /// At least as high as was asked for; higher where the labels need it.
    pub height: f32,
    pub shapes: Vec<Shape>,
}

impl Scene {
    /// The slice, column or label at a place.
    pub fn mark_at(&self, place: Point) -> Option<usize> {
        let inside = |min: Point, max: Point| (min.x..=max.x).contains(&place.x) && (min.y..=max.y).contains(&place.y);
        self.shapes.iter().rev().find_map(|shape| match shape {
            Shape::Wedge { centre, radius, from, to, mark, .. } => {
                let (distance, turn) = place.seen_from(*centre);
                let hit = distance <= *radius && (turn - from).rem_euclid(TAU) <= to - from;
                hit.then_some(*mark)
            }
            Shape::Rect { min, max, mark, .. } => mark.filter(|_| inside(*min, *max)),
            Shape::Text(text) => {
                let (min, max) = text.corners();
                text.mark.filter(|_| inside(min, max))
            }
            Shape::Line { .. } => None,
        })
    }

    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.shapes.iter().filter_map(|shape| match shape {
            Shape::Text(text) => Some(text),
            _ => None,
        })
    }
}
