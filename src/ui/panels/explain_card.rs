//! The explanation of a number as a card over a page whose side panel is folded: opening the panel would move what was
//! clicked.

use egui::{Area, Frame, Id, Order, Pos2, Rect, ScrollArea, Ui, Vec2, vec2};

use crate::ui::theme;

const WIDTH: f32 = 320.0;
const HEIGHT: f32 = 340.0;
/// Between the card and the edges of the page; the tools of a page stand above it.
const EDGE: f32 = 12.0;
const BELOW_TOOLS: f32 = 44.0;

/// Draws the card over `page` where it does not cover `spared`; true when it is to be closed.
pub fn card_ui(ui: &Ui, page: Rect, spared: Rect, content: impl FnOnce(&mut Ui)) -> bool {
    let size = size(page);
    let area = Area::new(Id::unique("explanation card")).order(Order::Middle).fixed_pos(place(page, spared, size));
    let drawn = area.fade_in(false).constrain(true).show(ui.ctx(), |ui| {
        let frame = Frame::popup(ui.style()).stroke(egui::Stroke::new(1.0, theme::palette(ui).accent));
        let margin = frame.total_margin().sum();
        frame.show(ui, |ui| {
            ui.set_width(size.x - margin.x);
            let close = ui.small_button("关闭").on_hover_text("F9，Esc");
            ScrollArea::vertical().max_height(size.y - margin.y - 2.0 * theme::ROW_HEIGHT).show(ui, content);
            close.clicked()
        })
    });
    drawn.inner.inner
}

fn size(page: Rect) -> Vec2 {
    let most = page.size() - vec2(2.0 * EDGE, 2.0 * EDGE);
    vec2(WIDTH.min(most.x), HEIGHT.min(most.y * 0.4))
}

/// At the right if that is possible, else wherever it covers least of what is to be seen.
fn place(page: Rect, spared: Rect, size: Vec2) -> Pos2 {
    let (left, right) = (page.left() + EDGE, page.right() - EDGE - size.x);
    let (top, bottom) = (page.top() + BELOW_TOOLS, page.bottom() - EDGE - size.y);
    let corners = [(right, top), (left, top), (right, bottom), (left, bottom)].map(|(x, y)| Pos2::new(x, y));
    let covers = |corner: &Pos2| Rect::from_min_size(*corner, size).expand(EDGE / 2.0).intersects(spared);
    let free = corners.iter().find(|corner| !covers(corner));
    free.copied().unwrap_or(if spared.center().y < page.center().y { corners[2] } else { corners[0] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_clicked_is_not_covered() {
        for (width, height) in [(1200.0, 600.0), (900.0, 420.0), (320.0, 560.0)] {
            let page = Rect::from_min_size(Pos2::new(150.0, 40.0), vec2(width, height));
            let size = size(page);
            for (across, down) in [(0.05, 0.1), (0.5, 0.5), (0.95, 0.1), (0.95, 0.9), (0.3, 0.95)] {
                let clicked = page.min + vec2(width * across, height * down);
                let spared = Rect::from_center_size(clicked, vec2(60.0, 20.0));
                let card = Rect::from_min_size(place(page, spared, size), size);
                assert!(!card.intersects(spared), "{page:?} {spared:?} {card:?}");
                assert!(page.contains_rect(card), "{page:?} {card:?}");
            }
        }
    }
}
