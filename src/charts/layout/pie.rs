//! Layout of a pie: labels beside it, each with a leader line.

use std::f32::consts::{PI, TAU};

use crate::{
    charts::{
        labels::{HEIGHT, RADIUS},
        parts::{PartOfWhole, PartsOfWhole},
        scene::{Anchor, Pen, Point, Shape, Tone},
    },
    money::Money,
};

use super::{GAP, LABEL_SIZE, LINE, SceneBuilder, fraction, list};

/// A slice of at least this share has its percentage inside where a list says the rest.
const SEVENTH: f32 = 0.1428;
/// Leader lines go this far straight out, then on to the label.
const ELBOW: f32 = 8.0;
/// From the rim to the labels.
const LEADER: f32 = 24.0;
/// Between slices; narrower beside thin ones, so that it does not swallow them.
const SEPARATOR: f32 = 2.0;
/// The radius of the smallest pie that can be read.
const SMALLEST: f32 = 44.0;

/// A slice with its place in the pie.
struct Slice<'a> {
    part: &'a PartOfWhole,
    mark: usize,
    from: f32,
    to: f32,
}

impl Slice<'_> {
    fn middle(&self) -> f32 {
        (self.from + self.to) / 2.0
    }

    fn is_seventh(&self) -> bool {
        self.to - self.from > SEVENTH * TAU
    }

    /// Whether a box lies within the slice of a pie: its middle, from `centre`, and half its size.
    fn holds(&self, radius: f32, (x, y): (f32, f32), (half_width, half_height): (f32, f32)) -> bool {
        let reach = self.to - self.from;
        let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
        let inside = corners.into_iter().all(|(right, down)| {
            let (x, y) = (x + right * half_width, y + down * half_height);
            let turn = (x.atan2(-y) - self.from).rem_euclid(TAU);
            x.hypot(y) < radius - 3.0 && turn > 0.02 && turn < reach - 0.02
        });
        // A slice of up to half the pie is convex: it contains the box if it contains the corners. A larger slice has a
        // notch, whose tip (the centre) must not lie in the box.
        inside && (reach <= PI || x.abs() > half_width || y.abs() > half_height)
    }
}

/// Draws the pie and returns the lower end of what was drawn.
pub(super) fn put(page: &mut SceneBuilder<'_>, parts: &PartsOfWhole) -> f32 {
    let slices = slices(parts.parts(), parts.start().unwrap_or(0));
    // A narrow window may have no room for labels that paper has room for.
    let plan = parts.start().and_then(|_| Plan::make(page, &slices));
    match plan {
        Some(plan) => {
            plan.put(page, &slices);
            page.area.bottom
        }
        None => put_with_list(page, &slices),
    }
}

/// Whether the labels of a pie that begins at `start` degrees find room beside it.
pub(super) fn has_room(page: &SceneBuilder<'_>, parts: &[PartOfWhole], start: u32) -> bool {
    Plan::make(page, &slices(parts, start)).is_some()
}

/// The slices one after the other, clockwise from `start` degrees.
fn slices(parts: &[PartOfWhole], start: u32) -> Vec<Slice<'_>> {
    let sum = parts.iter().map(|part| part.amount).sum::<Money>().yuan();
    let mut from = (start as f32).to_radians();
    let mut slices = Vec::with_capacity(parts.len());
    for (mark, part) in parts.iter().enumerate() {
        let to = from + fraction(part.amount.yuan(), sum) * TAU;
        slices.push(Slice { part, mark, from, to });
        from = to;
    }
    slices
}

/// Where a label stands.
struct Label {
    lines: Vec<String>,
    /// Its end that is near the pie.
    at: Point,
    is_right: bool,
}

impl Label {
    fn height(&self) -> f32 {
        self.lines.len() as f32 * LABEL_SIZE * LINE
    }
}

/// A pie with a label for each slice.
struct Plan {
    centre: Point,
    radius: f32,
    labels: Vec<Label>,
}

impl Plan {
    /// `None` where the labels find no room beside the pie or their lines would cross it.
    fn make(page: &SceneBuilder<'_>, slices: &[Slice<'_>]) -> Option<Self> {
        let area = page.area;
        let figures_width =
            slices.iter().map(|slice| page.width(&slice.part.figures(), LABEL_SIZE)).fold(0.0, f32::max);
        let natural = slices.iter().map(|slice| page.width(&slice.part.name, LABEL_SIZE)).fold(figures_width, f32::max);
        let tallest = area.height() * RADIUS as f32 / HEIGHT as f32;
        let wanted = tallest.min(area.width() * 0.17);
        let label_width = natural.min(area.width() / 2.0 - wanted - LEADER);
        if label_width < figures_width {
            return None;
        }
        let radius = tallest.min(area.width() / 2.0 - label_width - LEADER);
        if radius < SMALLEST {
            return None;
        }
        let centre = Point::new((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
        let mut plan = Self { centre, radius, labels: Vec::new() };
        plan.labels = slices.iter().map(|slice| plan.label(page, slice, label_width)).collect();
        for side in [false, true] {
            plan.spread(side, area.top, area.bottom)?;
        }
        (!plan.leaders_cross(slices)).then_some(plan)
    }

    fn label(&self, page: &SceneBuilder<'_>, slice: &Slice<'_>, width: f32) -> Label {
        let mut lines = page.wrap(&slice.part.name, width, LABEL_SIZE);
        lines.push(slice.part.figures());
        let right = slice.middle().sin() >= 0.0;
        let distance = self.radius + LEADER;
        let x = if right { self.centre.x + distance } else { self.centre.x - distance };
        let y = self.centre.polar(self.radius + ELBOW, slice.middle()).y;
        Label { lines, at: Point::new(x, y), is_right: right }
    }

    /// Moves the labels of one side apart, as little as needed. `None` if they are too many.
    fn spread(&mut self, right: bool, top: f32, bottom: f32) -> Option<()> {
        let mut labels: Vec<&mut Label> = self.labels.iter_mut().filter(|label| label.is_right == right).collect();
        labels.sort_by(|a, b| a.at.y.total_cmp(&b.at.y));
        let gap = GAP / 2.0;
        let needed: f32 = labels.iter().map(|label| label.height() + gap).sum::<f32>() - gap;
        if needed > bottom - top {
            return None;
        }
        let mut free = top;
        for label in &mut labels {
            let half = label.height() / 2.0;
            label.at.y = label.at.y.max(free + half);
            free = label.at.y + half + gap;
        }
        let mut free = bottom;
        for label in labels.iter_mut().rev() {
            let half = label.height() / 2.0;
            label.at.y = label.at.y.min(free - half);
            free = label.at.y - half - gap;
        }
        Some(())
    }

    /// From the rim over the elbow to the label.
    fn leader(&self, slice: &Slice<'_>, label: &Label) -> [Point; 3] {
        let end = Point::new(label.at.x + if label.is_right { -4.0 } else { 4.0 }, label.at.y);
        [self.centre.polar(self.radius, slice.middle()), self.centre.polar(self.radius + ELBOW, slice.middle()), end]
    }

    /// Whether a leader line runs over the pie or over another.
    fn leaders_cross(&self, slices: &[Slice<'_>]) -> bool {
        let leaders = slices.iter().zip(&self.labels).map(|(slice, label)| self.leader(slice, label));
        let leaders: Vec<[Point; 3]> = leaders.collect();
        leaders.iter().enumerate().any(|(index, [_, elbow, end])| {
            distance_to_line(self.centre, *elbow, *end) < self.radius + 2.0
                || leaders.iter().skip(index + 1).any(|[rim, other_elbow, other_end]| {
                    let others = [(*rim, *other_elbow), (*other_elbow, *other_end)];
                    others.into_iter().any(|other| are_crossing((*elbow, *end), other))
                        || are_crossing((*other_elbow, *other_end), (self.centre, *elbow))
                })
        })
    }

    fn put(self, page: &mut SceneBuilder<'_>, slices: &[Slice<'_>]) {
        put_wedges(page, slices, self.centre, self.radius);
        for (slice, label) in slices.iter().zip(&self.labels) {
            let anchor = if label.is_right { Anchor::Start } else { Anchor::End };
            let [rim, elbow, end] = self.leader(slice, label);
            page.line(rim, elbow);
            page.line(elbow, end);
            let mut y = label.at.y - label.height() / 2.0 + LABEL_SIZE * LINE / 2.0;
            for line in &label.lines {
                page.text(Point::new(label.at.x, y), anchor, LABEL_SIZE, Tone::Strong, line.as_str(), Some(slice.mark));
                y += LABEL_SIZE * LINE;
            }
        }
    }
}

/// The distance of a point from the line between two others.
fn distance_to_line(point: Point, a: Point, b: Point) -> f32 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = (dx * dx + dy * dy).max(f32::EPSILON);
    let along = (((point.x - a.x) * dx + (point.y - a.y) * dy) / length).clamp(0.0, 1.0);
    (point.x - a.x - along * dx).hypot(point.y - a.y - along * dy)
}

/// Whether two lines cross; those in one direction do not.
fn are_crossing(one: (Point, Point), other: (Point, Point)) -> bool {
    let side = |(a, b): (Point, Point), p: Point| (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
    side(one, other.0) * side(one, other.1) < 0.0 && side(other, one.0) * side(other, one.1) < 0.0
}

/// The slices, then the separators on top of them.
fn put_wedges(page: &mut SceneBuilder<'_>, slices: &[Slice<'_>], centre: Point, radius: f32) {
    for slice in slices {
        let Slice { part, mark, from, to } = slice;
        let colour = part.colour;
        page.shapes.push(Shape::Wedge { centre, radius, from: *from, to: *to, colour, mark: *mark });
    }
    let before = slices.iter().cycle().skip(slices.len().saturating_sub(1));
    for (slice, before) in slices.iter().zip(before) {
        let thinner = (slice.to - slice.from).min(before.to - before.from) * radius;
        let (from, to, pen) =
            (centre, centre.polar(radius + 1.0, slice.from), Pen::Ground(SEPARATOR.min(thinner * 0.3)));
        page.shapes.push(Shape::Line { from, to, pen });
    }
}

/// The pie with percentages in the slices that have room, and all labels in a list beside or below it.
fn put_with_list(page: &mut SceneBuilder<'_>, slices: &[Slice<'_>]) -> f32 {
    let area = page.area;
    let parts: Vec<&PartOfWhole> = slices.iter().map(|slice| slice.part).collect();
    let list_width = list::natural_width(page, &parts);
    let list_height = list::height(page, &parts, list_width);
    let beside = area.width() - list_width - 3.0 * GAP;
    let (centre, radius, list_area) = if beside >= 2.0 * SMALLEST {
        let height = area.height().max(list_height);
        let radius = (beside / 2.0).min(height / 2.0 - GAP / 2.0);
        let group = 2.0 * radius + 2.0 * GAP + list_width;
        let left = area.left + (area.width() - group) / 2.0;
        let centre = Point::new(left + radius, area.top + height / 2.0);
        let top = centre.y - list_height / 2.0;
        (centre, radius, super::Area { left: centre.x + radius + 2.0 * GAP, top, ..area })
    } else {
        let list_height = list::height(page, &parts, area.width());
        let room = (area.height() - list_height - GAP) / 2.0;
        let radius = room.max(1.5 * SMALLEST).min(area.width() / 2.0 - GAP);
        let centre = Point::new((area.left + area.right) / 2.0, area.top + radius);
        (centre, radius, super::Area { top: centre.y + radius + GAP, ..area })
    };
    put_wedges(page, slices, centre, radius);
    for slice in slices.iter().filter(|slice| slice.is_seventh()) {
        let text = slice.part.printed[1].clone();
        let half = (page.width(&text, LABEL_SIZE) / 2.0, LABEL_SIZE / 2.0);
        let place = [0.66, 0.56].into_iter().map(|distance| centre.polar(radius * distance, slice.middle()));
        let mut free = place.filter(|at| slice.holds(radius, (at.x - centre.x, at.y - centre.y), half));
        if let Some(at) = free.next() {
            let tone = Tone::On(slice.part.colour);
            page.text(at, Anchor::Middle, LABEL_SIZE, tone, text, Some(slice.mark));
        }
    }
    list::put_refs(page, &parts, list_area).max(centre.y + radius)
}
