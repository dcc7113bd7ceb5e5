//! Lays a chart out as a scene of the given width.
//!
//! Title above, unit at the right, the picture, the note below. No two texts overlap: where there is no room for
//! labels beside the slices they stand in a list, and the scene grows downwards as the list needs.

mod columns;
mod list;
mod pie;
mod words;

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{
    ChartKind, ChartSpec,
    palette::Colour,
    scene::{Anchor, Pen, Point, Scene, Shape, Text, Tone},
};

/// How wide a text of this size is, regular or bold.
pub type TextMeasure<'a> = dyn Fn(&str, f32, bool) -> f32 + 'a;

/// The width in a Chinese face without asking one: a full square for each character, 0.56 for Latin ones.
pub fn nominal_width(text: &str, size: f32, bold: bool) -> f32 {
    let latin = if bold { 0.6 } else { 0.56 };
    text.chars().map(|c| if c.is_ascii() { latin } else { 1.0 }).sum::<f32>() * size
}

const TITLE_SIZE: f32 = 15.0;
const LABEL_SIZE: f32 = 13.0;
const CAPTION_SIZE: f32 = 12.0;
/// Height of a line of text in its size.
const LINE: f32 = 1.4;
/// Space between the parts of a chart.
const GAP: f32 = 8.0;

/// Lays a chart out for a width and, where the labels allow it, a height.
pub fn layout(spec: &ChartSpec, width: f32, height: f32, measure: &TextMeasure<'_>) -> Scene {
    let width = width.max(120.0);
    let mut page =
        SceneBuilder { measure, area: Area { left: 0.0, top: GAP, right: width, bottom: height }, shapes: Vec::new() };
    page.head(spec);
    let note: Vec<String> =
        spec.note.iter().flat_map(|note| page.wrap(note, width - 2.0 * GAP, CAPTION_SIZE)).collect();
    let foot = note.len() as f32 * CAPTION_SIZE * LINE + GAP;
    page.area = Area { left: GAP, right: width - GAP, bottom: height - foot, ..page.area };
    page.area.bottom = page.area.bottom.max(page.area.top + 60.0);
    let bottom = match (&spec.sentence, &spec.kind) {
        (Some(sentence), kind) => page.sentence(sentence, kind),
        (None, ChartKind::Columns(columns)) => columns::put(&mut page, columns),
        (None, ChartKind::Parts(parts)) => pie::put(&mut page, parts),
    };
    let mut y = bottom.max(page.area.bottom) + CAPTION_SIZE * LINE / 2.0;
    for line in note {
        page.text(Point::new(width / 2.0, y), Anchor::Middle, CAPTION_SIZE, Tone::Weak, line, None);
        y += CAPTION_SIZE * LINE;
    }
    Scene { width, height: height.max(y + GAP / 2.0), shapes: page.shapes }
}

/// The room for the picture.
#[derive(Clone, Copy)]
struct Area {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Area {
    fn width(&self) -> f32 {
        self.right - self.left
    }

    fn height(&self) -> f32 {
        self.bottom - self.top
    }
}

/// A scene in the making.
struct SceneBuilder<'a> {
    measure: &'a TextMeasure<'a>,
    area: Area,
    shapes: Vec<Shape>,
}

impl SceneBuilder<'_> {
    fn width(&self, text: &str, size: f32) -> f32 {
        (self.measure)(text, size, false)
    }

    fn wrap(&self, text: &str, width: f32, size: f32) -> Vec<String> {
        words::wrap(text, width, &|text| (self.measure)(text, size, false))
    }

    fn text(&mut self, at: Point, anchor: Anchor, size: f32, tone: Tone, text: impl Into<String>, mark: Option<usize>) {
        let text = text.into();
        let width = self.width(&text, size);
        self.shapes.push(Shape::Text(Text { at, anchor, size, bold: false, tone, text, width, mark }));
    }

    fn rect(&mut self, min: Point, max: Point, colour: Colour, mark: Option<usize>) {
        self.shapes.push(Shape::Rect { min, max, colour, mark });
    }

    fn line(&mut self, from: Point, to: Point) {
        self.shapes.push(Shape::Line { from, to, pen: Pen::Thin });
    }

    /// Title in the middle, unit at the right; leaves the room below.
    fn head(&mut self, spec: &ChartSpec) {
        let Area { top, right, .. } = self.area;
        let measure = self.measure;
        let mut y = top + TITLE_SIZE * LINE / 2.0;
        for line in words::wrap(&spec.title, right - 2.0 * GAP, &|text| measure(text, TITLE_SIZE, true)) {
            let width = measure(&line, TITLE_SIZE, true);
            let (at, tone) = (Point::new(right / 2.0, y), Tone::Strong);
            let text =
                Text { at, anchor: Anchor::Middle, size: TITLE_SIZE, bold: true, tone, text: line, width, mark: None };
            self.shapes.push(Shape::Text(text));
            y += TITLE_SIZE * LINE;
        }
        y += (CAPTION_SIZE - TITLE_SIZE) * LINE / 2.0;
        self.text(Point::new(right - GAP, y), Anchor::End, CAPTION_SIZE, Tone::Weak, spec.caption(), None);
        self.area.top = y + CAPTION_SIZE * LINE / 2.0 + GAP;
    }

    /// A sentence in place of the picture; where all is of one kind, below a bar in its colour. Returns the lower end.
    fn sentence(&mut self, sentence: &str, kind: &ChartKind) -> f32 {
        let area = self.area;
        let room = area.width() - 4.0 * GAP;
        let lines = if self.width(sentence, LABEL_SIZE) <= room {
            vec![sentence.to_owned()]
        } else {
            sentence.split(' ').flat_map(|words| self.wrap(words, room, LABEL_SIZE)).collect()
        };
        let only = match kind {
            ChartKind::Parts(parts) => parts.parts().first(),
            ChartKind::Columns(_) => None,
        };
        let bar = if only.is_some() { 28.0 + GAP } else { 0.0 };
        let needed = bar + lines.len() as f32 * LABEL_SIZE * LINE;
        let mut y = area.top + ((area.height() - needed) / 2.0).max(0.0);
        if let Some(part) = only {
            let (left, right) = (area.left + 2.0 * GAP, area.right - 2.0 * GAP);
            self.rect(Point::new(left, y), Point::new(right, y + 28.0), part.colour, Some(0));
            y += bar;
        }
        let (tone, mark) = if only.is_some() { (Tone::Strong, Some(0)) } else { (Tone::Weak, None) };
        for line in lines {
            let at = Point::new((area.left + area.right) / 2.0, y + LABEL_SIZE * LINE / 2.0);
            self.text(at, Anchor::Middle, LABEL_SIZE, tone, line, mark);
            y += LABEL_SIZE * LINE;
        }
        y
    }
}

/// part/whole as a place on the screen; the division itself is exact.
fn fraction(part: Decimal, whole: Decimal) -> f32 {
    part.checked_div(whole).and_then(|share| share.to_f32()).unwrap_or_default()
}
