//! Lays a chart out as a scene of the given width.
//!
//! The picture, and below it caption and note where they are not set as text beside it. No two texts overlap: where
//! there is no room for labels beside the slices they stand in a list, and the scene grows downwards as the list needs.

mod columns;
mod list;
mod pie;
mod words;

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{
    ChartKind, ChartSpec, Form,
    labels::{HEIGHT, WIDTH},
    palette::Colour,
    parts::PartOfWhole,
    scene::{Anchor, Pen, Point, Scene, Shape, Text, Tone},
};

/// How wide a text of this size is, regular or bold.
pub type TextMeasure<'a> = dyn Fn(&str, f32, bool) -> f32 + 'a;

/// The width in a Chinese face without asking one: a full square for each character, 0.56 for Latin ones.
pub fn nominal_width(text: &str, size: f32, bold: bool) -> f32 {
    let latin = if bold { 0.6 } else { 0.56 };
    text.chars().map(|c| if c.is_ascii() { latin } else { 1.0 }).sum::<f32>() * size
}

const LABEL_SIZE: f32 = 13.0;
const CAPTION_SIZE: f32 = 12.0;
/// Height of a line of text in its size.
const LINE: f32 = 1.4;
/// Space between the parts of a chart.
const GAP: f32 = 8.0;

/// The width at which a chart is laid out to be printed as wide as the text of a page.
pub const PRINTED_WIDTH: f32 = 560.0;

/// How high the picture of a chart is at that width. With caption and note it takes less than a third of a page, so that
/// no page ends with more than that left blank before a chart.
pub fn printed_height(spec: &ChartSpec) -> f32 {
    points_of(spec.form()) as f32 * PRINTED_WIDTH / WIDTH as f32
}

/// How high the picture is on paper, in points; a list may make it higher.
pub fn points_of(form: Form) -> i32 {
    match form {
        Form::Columns => 160,
        Form::Bar => 36,
        Form::Sentence | Form::List => 0,
        Form::Pie(_) | Form::ListedPie => HEIGHT,
    }
}

/// Whether the labels of a pie that begins at `start` degrees find room beside it as it is printed.
pub(super) fn has_room(parts: &[PartOfWhole], start: u32) -> bool {
    let height = HEIGHT as f32 * PRINTED_WIDTH / WIDTH as f32;
    let page = SceneBuilder { measure: &nominal_width, area: picture(PRINTED_WIDTH, height), shapes: Vec::new() };
    pie::has_room(&page, parts, start)
}

/// What stands below the picture.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Below {
    /// Caption and note.
    Caption,
    /// Nothing: whoever shows the chart sets them as text.
    Nothing,
}

/// Lays a chart out for a width and, where the labels allow it, a height.
pub fn layout(spec: &ChartSpec, below: Below, width: f32, height: f32, measure: &TextMeasure<'_>) -> Scene {
    let width = width.max(120.0);
    let mut page = SceneBuilder { measure, area: picture(width, height), shapes: Vec::new() };
    let foot = match below {
        Below::Nothing => Vec::new(),
        Below::Caption => page.foot(spec),
    };
    page.area.bottom -= foot.iter().map(|line| line.size * LINE).sum::<f32>();
    page.area.bottom = page.area.bottom.max(page.area.top + if foot.is_empty() { 0.0 } else { 60.0 });
    let bottom = match (spec.form(), &spec.kind) {
        (Form::Sentence, _) => page.sentence(spec.sentence.as_deref().unwrap_or_default()),
        (_, ChartKind::Columns(columns)) => columns::put(&mut page, columns),
        (form, ChartKind::Parts(parts)) => match form {
            Form::Bar => page.bar(parts.parts()),
            Form::List => list::put(&mut page, parts.parts()),
            _ => pie::put(&mut page, parts),
        },
    };
    let mut y = bottom.max(page.area.bottom);
    for mut line in foot {
        let height = line.size * LINE;
        line.at = Point::new(width / 2.0, y + height / 2.0);
        page.shapes.push(Shape::Text(line));
        y += height;
    }
    Scene { width, height: height.max(y + GAP / 2.0), shapes: page.shapes }
}

/// The room for the picture in a scene of this size.
fn picture(width: f32, height: f32) -> Area {
    Area { left: GAP, top: GAP / 2.0, right: width - GAP, bottom: height - GAP / 2.0 }
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

    /// The lines of caption and note, not yet at their place.
    fn foot(&self, spec: &ChartSpec) -> Vec<Text> {
        let width = self.area.width();
        let lines = |text: &str, size: f32, bold: bool, tone: Tone| {
            let measure = self.measure;
            let line = |text: String| {
                let width = measure(&text, size, bold);
                Text { at: Point::default(), anchor: Anchor::Middle, size, bold, tone, text, width, mark: None }
            };
            words::wrap(text, width, &|text| measure(text, size, bold)).into_iter().map(line).collect::<Vec<_>>()
        };
        let mut foot = lines(&spec.caption(), LABEL_SIZE, true, Tone::Strong);
        foot.extend(spec.note.iter().flat_map(|note| lines(note, CAPTION_SIZE, false, Tone::Weak)));
        foot
    }

    /// A sentence in place of the picture. Returns the lower end.
    fn sentence(&mut self, sentence: &str) -> f32 {
        let lines = self.wrap(sentence, self.area.width() - 4.0 * GAP, LABEL_SIZE);
        self.lines(&lines, Tone::Weak, None)
    }

    /// All of one kind: a bar in its colour from side to side, its words on it. Returns the lower end.
    fn bar(&mut self, parts: &[PartOfWhole]) -> f32 {
        let Some(part) = parts.first() else { return self.area.top };
        let area = self.area;
        let room = area.width() - 2.0 * GAP;
        let words = format!("{}　{}", part.name, part.figures());
        let mut lines = vec![words];
        if lines.iter().any(|line| self.width(line, LABEL_SIZE) > room) {
            lines = self.wrap(&part.name, room, LABEL_SIZE);
            lines.push(part.figures());
        }
        let height = lines.len() as f32 * LABEL_SIZE * LINE + 2.0 * GAP;
        let top = area.top + ((area.height() - height) / 2.0).max(0.0);
        self.rect(Point::new(area.left, top), Point::new(area.right, top + height), part.colour, Some(0));
        self.lines(&lines, Tone::On(part.colour), Some(0)).max(top + height)
    }

    /// Lines in the middle of the room. Returns the lower end.
    fn lines(&mut self, lines: &[String], tone: Tone, mark: Option<usize>) -> f32 {
        let area = self.area;
        let height = lines.len() as f32 * LABEL_SIZE * LINE;
        let padding = if mark.is_some() { GAP } else { 0.0 };
        let mut y = area.top + ((area.height() - height) / 2.0).max(padding);
        for line in lines {
            let at = Point::new((area.left + area.right) / 2.0, y + LABEL_SIZE * LINE / 2.0);
            self.text(at, Anchor::Middle, LABEL_SIZE, tone, line.as_str(), mark);
            y += LABEL_SIZE * LINE;
        }
        y
    }
}

/// part/whole as a place on the screen; the division itself is exact.
fn fraction(part: Decimal, whole: Decimal) -> f32 {
    part.checked_div(whole).and_then(|share| share.to_f32()).unwrap_or_default()
}
