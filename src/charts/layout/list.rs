//! The list that replaces the labels of a pie where they do not fit: key, name, amount and share of each part in rows.

use crate::charts::{
    parts::PartOfWhole,
    scene::{Anchor, Point, Tone},
};

use super::{Area, GAP, LABEL_SIZE, LINE, SceneBuilder};

/// Side of the coloured key.
const KEY: f32 = 12.0;
/// Room between name, amount and share.
const BETWEEN: f32 = 1.5 * GAP;

/// Widths of the columns of amounts and shares.
struct Columns {
    amount: f32,
    share: f32,
}

impl Columns {
    fn of(page: &SceneBuilder<'_>, parts: &[&PartOfWhole]) -> Self {
        let widest = |text: &dyn Fn(&PartOfWhole) -> String| {
            parts.iter().map(|part| page.width(&text(part), LABEL_SIZE)).fold(0.0, f32::max)
        };
        Self { amount: widest(&|part| part.printed[0].clone()), share: widest(&|part| part.printed[1].clone()) }
    }

    fn besides_name(&self) -> f32 {
        KEY + GAP + BETWEEN + self.amount + BETWEEN + self.share
    }
}

fn names(page: &SceneBuilder<'_>, parts: &[&PartOfWhole], width: f32) -> Vec<Vec<String>> {
    let room = (width - Columns::of(page, parts).besides_name()).max(3.0 * LABEL_SIZE);
    parts.iter().map(|part| page.wrap(&part.name, room, LABEL_SIZE)).collect()
}

/// The width at which no name breaks.
pub(super) fn natural_width(page: &SceneBuilder<'_>, parts: &[&PartOfWhole]) -> f32 {
    let names = parts.iter().map(|part| page.width(&part.name, LABEL_SIZE)).fold(0.0, f32::max);
    names + Columns::of(page, parts).besides_name() + 1.0
}

/// How high the list is at this width.
pub(super) fn height(page: &SceneBuilder<'_>, parts: &[&PartOfWhole], width: f32) -> f32 {
    let rows = names(page, parts, width);
    rows.iter().map(|lines| lines.len() as f32 * LABEL_SIZE * LINE + GAP / 2.0).sum()
}

/// Draws the list alone, in the middle, and returns its lower end.
pub(super) fn put(page: &mut SceneBuilder<'_>, parts: &[PartOfWhole]) -> f32 {
    let parts: Vec<&PartOfWhole> = parts.iter().collect();
    let spare = page.area.width() - natural_width(page, &parts);
    let left = page.area.left + (spare / 2.0).max(0.0);
    put_refs(page, &parts, Area { left, ..page.area })
}

/// [`put`] for parts that are somewhere else. The columns stand next to the longest name.
pub(super) fn put_refs(page: &mut SceneBuilder<'_>, parts: &[&PartOfWhole], area: Area) -> f32 {
    let columns = Columns::of(page, parts);
    let right = area.right.min(area.left + natural_width(page, parts));
    let mut y = area.top;
    for (mark, (part, name)) in parts.iter().zip(names(page, parts, right - area.left)).enumerate() {
        let middle = y + LABEL_SIZE * LINE / 2.0;
        let key = Point::new(area.left, middle - KEY / 2.0);
        page.rect(key, Point::new(key.x + KEY, key.y + KEY), part.colour, Some(mark));
        let cells = [(right - columns.share - BETWEEN, &part.printed[0]), (right, &part.printed[1])];
        for (x, text) in cells {
            page.text(Point::new(x, middle), Anchor::End, LABEL_SIZE, Tone::Strong, text.as_str(), Some(mark));
        }
        for line in name {
            let at = Point::new(area.left + KEY + GAP, y + LABEL_SIZE * LINE / 2.0);
            page.text(at, Anchor::Start, LABEL_SIZE, Tone::Strong, line, Some(mark));
            y += LABEL_SIZE * LINE;
        }
        y += GAP / 2.0;
    }
    y
}
