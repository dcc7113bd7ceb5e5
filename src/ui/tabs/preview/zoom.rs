//! How large each page is on screen and where it stands.

use egui::{Rect, Vec2, pos2, vec2};

use crate::{typeset::Pages, ui::theme};

/// On screen, 100 % is as large as on paper: 96 points of the screen are 72 of the page.
const FULL_SIZE: f32 = 96.0 / 72.0;
/// The steps of the buttons and keys, in percent.
const STEPS: [u16; 10] = [50, 67, 80, 100, 125, 150, 175, 200, 250, 300];
/// Around and between pages.
const GAP: f32 = theme::GRID;

/// How large the pages are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Zoom {
    /// Each as wide as there is room.
    #[default]
    Width,
    /// Percent of their size on paper.
    Percent(u16),
}

impl Zoom {
    /// 适合宽度, 125%
    pub fn label(self) -> String {
        match self {
            Self::Width => "适合宽度".to_owned(),
            Self::Percent(percent) => format!("{percent}%"),
        }
    }

    /// The next step, up or down from what is seen now.
    pub fn step(up: bool, seen_percent: f32) -> Self {
        let larger = STEPS.iter().find(|step| f32::from(**step) > seen_percent + 0.5);
        let smaller = STEPS.iter().rfind(|step| f32::from(**step) < seen_percent - 0.5);
        let (next, last) = if up { (larger, STEPS[STEPS.len() - 1]) } else { (smaller, STEPS[0]) };
        Self::Percent(next.copied().unwrap_or(last))
    }

    /// Points of the screen a point of a page that is `width` wide.
    fn scale(self, width: f32, room: f32) -> f32 {
        match self {
            Self::Width => ((room - 2.0 * GAP) / width.max(1.0)).max(0.1),
            Self::Percent(percent) => f32::from(percent) / 100.0 * FULL_SIZE,
        }
    }
}

/// Where the pages stand, from the upper left corner of all.
#[derive(Default)]
pub(super) struct Places {
    pub pages: Vec<Rect>,
    pub all: Vec2,
}

impl Places {
    /// One below the other in room of this width, each in the middle.
    pub fn of(pages: &Pages, zoom: Zoom, room: f32) -> Self {
        let sizes: Vec<Vec2> = (0..pages.count())
            .map(|page| {
                let (width, height) = pages.size(page);
                vec2(width, height) * zoom.scale(width, room)
            })
            .collect();
        let widest = sizes.iter().map(|size| size.x + 2.0 * GAP).fold(room, f32::max);
        let mut top = GAP;
        let mut places = Vec::with_capacity(sizes.len());
        for size in sizes {
            places.push(Rect::from_min_size(pos2((widest - size.x) / 2.0, top), size));
            top += size.y + GAP;
        }
        Self { pages: places, all: vec2(widest, top) }
    }

    /// Points of the screen a point of this page.
    pub fn scale(&self, pages: &Pages, page: usize) -> f32 {
        self.pages.get(page).map_or(1.0, |place| place.width() / pages.size(page).0.max(1.0))
    }

    /// How large a page is seen, in percent of its size on paper.
    pub fn percent(&self, pages: &Pages, page: usize) -> f32 {
        self.scale(pages, page) / FULL_SIZE * 100.0
    }

    /// The page that one looks at: that at a third of the height of what is in sight.
    pub fn page_at(&self, viewport: Rect) -> usize {
        let y = viewport.top() + viewport.height() / 3.0;
        self.pages.iter().rposition(|place| place.top() <= y).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_from_any_size_to_the_next_and_stop_at_the_ends() {
        assert_eq!(Zoom::step(true, 103.0), Zoom::Percent(125));
        assert_eq!(Zoom::step(false, 103.0), Zoom::Percent(100));
        assert_eq!(Zoom::step(false, 100.0), Zoom::Percent(80));
        assert_eq!(Zoom::step(false, 50.0), Zoom::Percent(50));
        assert_eq!(Zoom::step(true, 300.0), Zoom::Percent(300));
        assert_eq!((Zoom::Width.label(), Zoom::Percent(80).label()), ("适合宽度".to_owned(), "80%".to_owned()));
    }
}
