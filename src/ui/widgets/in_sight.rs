//! Scrolls into sight what has the keyboard, by whatever way the keyboard came there.

use egui::{Event, Id, Ui, Vec2};

use crate::ui::theme;

/// Frames until bars and panels that came with a change have their size.
const TRIES: u8 = 4;

/// What an area remembers of the last frame.
#[derive(Clone, Copy, Default)]
struct Seen {
    focused: Option<Id>,
    /// Of what has the keyboard, from the upper left of the contents: scrolling does not change it.
    place: Vec2,
    /// Of the part that is in sight.
    size: Vec2,
    tries: u8,
}

/// Called at the end of the contents of a scroll area: scrolls it when the keyboard went to another place, when
/// something is typed, and when less is in sight than before. The wheel may leave the keyboard behind.
pub fn keep_focus_in_sight(ui: &Ui) {
    keep_focus_in_sight_below(ui, 0.0);
}

/// The same where something lies over the upper edge of the area, so many points high.
pub fn keep_focus_in_sight_below(ui: &Ui, covered: f32) {
    let context = ui.ctx();
    let id = ui.scope_id().with("keyboard in sight");
    let focused = context.memory(|memory| memory.focused());
    let response = focused.and_then(|id| context.read_response(id)).filter(|response| {
        response.layer_id == ui.layer_id()
            && response.rect.is_positive()
            && ui.min_rect().contains(response.rect.center())
    });
    let Some(response) = response else {
        context.data_mut(|data| data.insert_temp(id, Seen::default()));
        return;
    };
    let seen: Seen = context.data(|data| data.get_temp(id)).unwrap_or_default();
    // A table's bar may lie at the edge of the area.
    let bar = theme::scroll_bar_room(ui);
    let clip = ui.clip_rect();
    let clip = clip.with_min_y((clip.top() + covered).min(clip.bottom()));
    let clip = clip.with_max_y((clip.bottom() - bar).max(clip.top()));
    let place = response.rect.min - ui.min_rect().min;
    let moved =
        seen.focused != focused || (seen.place - place).length() > 1.0 || (seen.size - clip.size()).length() > 1.0;
    let keyed = ui.input(|input| input.raw.events.iter().any(is_keyed));
    let mut tries = if moved || keyed { TRIES } else { seen.tries };
    if tries > 0 {
        tries -= 1;
        // Of what is larger than the area, its text cursor is brought into sight by the text itself.
        let most = clip.size() - Vec2::splat(2.0 * theme::GRID);
        let shown = egui::Rect::from_min_size(response.rect.min, response.rect.size().min(most.max(Vec2::splat(1.0))));
        let is_tall = response.rect.height() > most.y;
        let in_sight = if is_tall { clip.intersects(response.rect) } else { clip.expand(0.5).contains_rect(shown) };
        if !in_sight {
            let room = shown.expand(theme::GRID);
            let room = room.with_min_y(room.top() - covered);
            ui.scroll_to_rect(room.with_max_y(room.bottom() + bar), None);
        }
        context.request_repaint();
    }
    context.data_mut(|data| data.insert_temp(id, Seen { focused, place, size: clip.size(), tries }));
}

fn is_keyed(event: &Event) -> bool {
    matches!(event, Event::Key { pressed: true, .. } | Event::Text(_) | Event::Ime(_) | Event::Paste(_) | Event::Cut)
}
