//! How a number stands in its cell: whole or not at all, for without its first digits it would be another number.

use egui::{Align2, Color32, FontId, Painter, Rect, pos2};

use crate::ui::theme;

/// What stands for a number that has no room, as in other tables.
const NO_ROOM: &str = "####";
/// The smallest size of a number that needs more room than its column has, as a part of the usual one.
const LEAST_SIZE: f32 = 0.75;
/// Between a number and the line or the sign at its left.
const SIDE: f32 = 2.0;

pub struct NumberFit {
    pub font: FontId,
    /// Left free behind it, so that the decimal points of a column stand under each other.
    pub behind: f32,
    /// Whether it has room.
    pub is_whole: bool,
    /// What it needs in its usual size.
    pub width: f32,
}

impl NumberFit {
    /// First the room behind the number goes, then its size. `room` is what signs leave of the cell.
    pub fn of(painter: &Painter, room: Rect, text: &str, behind: f32, font: FontId) -> Self {
        let width_in = |font: FontId| painter.layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x;
        let most = room.width() - theme::CELL_PADDING - SIDE;
        let width = width_in(font.clone());
        if width <= most {
            return Self { font, behind: behind.min(most - width), is_whole: true, width };
        }
        // Whole sizes: others would each need letters of their own.
        let size = (font.size * most / width).max(font.size * LEAST_SIZE).floor();
        let font = FontId::new(size, font.family);
        let is_whole = width_in(font.clone()) <= most;
        Self { font, behind: 0.0, is_whole, width }
    }

    pub fn paint(&self, painter: &Painter, room: Rect, text: &str, colour: Color32) {
        let shown = if self.is_whole { text } else { NO_ROOM };
        let at = pos2(room.right() - theme::CELL_PADDING - self.behind, room.center().y);
        painter.text(at, Align2::RIGHT_CENTER, shown, self.font.clone(), colour);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::vec2;

    fn fits(text: &str, width: f32, behind: f32) -> (bool, bool, f32) {
        let mut fit = None;
        egui_kittest::Harness::new_ui(|ui| {
            theme::install(ui.ctx());
            let room = Rect::from_min_size(pos2(0.0, 0.0), vec2(width, theme::ROW_HEIGHT));
            let usual = theme::table_font(false);
            let one = NumberFit::of(ui.painter(), room, text, behind, usual.clone());
            fit = Some((one.is_whole, one.font.size < usual.size, one.behind));
        });
        fit.expect("drawn")
    }

    #[test]
    fn a_number_gives_up_its_place_under_the_others_then_its_size_and_never_its_first_digits() {
        assert_eq!(fits("123.45", 100.0, 20.0), (true, false, 20.0));
        let (is_whole, is_smaller, behind) = fits("123,456.78", 100.0, 30.0);
        assert!(is_whole && !is_smaller && behind < 30.0, "{behind}");
        assert_eq!(fits("1,123,456.789012", 100.0, 0.0), (true, true, 0.0));
        assert!(!fits("123,451,123,456.789012", 100.0, 0.0).0);
    }
}
