//! 一列可选的行：chosen by arrows or a click, opened with Enter or a double click; only the lines in sight are asked for.

use egui::{
    Align2, Color32, EventFilter, Key, Modifiers, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, text::LayoutJob, vec2,
};

use crate::ui::theme;

/// The share of the width that the lead of a line takes at most.
const MOST_LEAD: f32 = 0.45;
const SYMBOL_ROOM: f32 = 28.0;

/// A line as it is drawn.
pub struct Line {
    /// Tells its state without colour.
    pub symbol: &'static str,
    /// Of the symbol.
    pub colour: Color32,
    /// What it is about.
    pub lead: String,
    /// What it says, weaker.
    pub text: String,
    /// The accessible name.
    pub name: String,
}

/// What the list remembers.
#[derive(Default)]
pub struct LineList {
    chosen: usize,
    wants_focus: bool,
    scroll: bool,
    visible_rows: usize,
}

/// What was done to the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListOutcome {
    /// The line that was opened.
    pub opened: Option<usize>,
    /// The list has the keyboard.
    pub has_focus: bool,
}

impl LineList {
    /// Takes the keyboard the next time the list is drawn.
    pub fn enter(&mut self) {
        self.wants_focus = true;
    }

    /// The chosen one of so many lines.
    pub fn chosen(&self, count: usize) -> Option<usize> {
        count.checked_sub(1).map(|last| self.chosen.min(last))
    }

    /// Chooses a line and brings it into sight.
    pub fn choose(&mut self, line: usize) {
        if line != self.chosen {
            self.chosen = line;
            self.scroll = true;
        }
    }

    /// Draws `count` lines under the accessible name `name`.
    pub fn ui(&mut self, ui: &mut Ui, name: &str, count: usize, line: impl Fn(usize) -> Line) -> ListOutcome {
        let id = ui.make_persistent_id(("line list", name));
        let list = ui.interact(ui.available_rect_before_wrap(), id, Sense::focusable_noninteractive());
        list.widget_info(|| WidgetInfo::labeled(Role::List, true, name));
        if std::mem::take(&mut self.wants_focus) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let mut outcome = ListOutcome { opened: None, has_focus: ui.memory(|memory| memory.has_focus(id)) };
        self.chosen = self.chosen(count).unwrap_or_default();
        if outcome.has_focus && count > 0 && self.take_keys(ui, count) {
            outcome.opened = Some(self.chosen);
        }
        let scroll = std::mem::take(&mut self.scroll);
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt(name).auto_shrink(false);
        area.show_rows(ui, theme::ROW_HEIGHT, count, |ui, range| {
            self.visible_rows = range.len();
            if scroll {
                let above = (self.chosen as f32 - range.start as f32) * theme::ROW_HEIGHT;
                let top = ui.max_rect().left_top() + vec2(0.0, above);
                ui.scroll_to_rect(Rect::from_min_size(top, vec2(1.0, theme::ROW_HEIGHT)), None);
            }
            for index in range {
                let response = line_ui(ui, &line(index), index == self.chosen, outcome.has_focus);
                if response.clicked() || response.double_clicked() {
                    self.chosen = index;
                    self.wants_focus = true;
                    ui.ctx().request_repaint();
                }
                if response.double_clicked() {
                    outcome.opened = Some(index);
                }
            }
        });
        outcome
    }

    /// Moves the choice; true for Enter.
    fn take_keys(&mut self, ui: &Ui, count: usize) -> bool {
        let page = isize::try_from(self.visible_rows.saturating_sub(2).max(1)).unwrap_or(1);
        let far = isize::try_from(count).unwrap_or(isize::MAX);
        let keys = [
            (Key::ArrowDown, 1),
            (Key::ArrowUp, -1),
            (Key::PageDown, page),
            (Key::PageUp, -page),
            (Key::Home, -far),
            (Key::End, far),
        ];
        for (key, step) in keys {
            while ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                self.chosen = self.chosen.saturating_add_signed(step).min(count - 1);
                self.scroll = true;
            }
        }
        ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
    }
}

fn line_ui(ui: &mut Ui, line: &Line, is_chosen: bool, has_focus: bool) -> egui::Response {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW_HEIGHT), Sense::CLICK);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    if is_chosen {
        painter.rect_filled(rect, theme::ROUNDING, palette.selection);
        let width = if has_focus { theme::FOCUS_LINE } else { 1.0 };
        painter.rect_stroke(rect, theme::ROUNDING, Stroke::new(width, palette.accent), StrokeKind::Inside);
    } else if response.hovered() {
        painter.rect_filled(rect, theme::ROUNDING, palette.hovered);
    }
    let font = theme::table_font(false);
    let at = |x: f32| pos2(rect.left() + x, rect.center().y);
    painter.text(at(theme::GRID), Align2::LEFT_CENTER, line.symbol, font.clone(), line.colour);
    let one_line = |text: &str| text.replace(['\n', '\r', '\t'], " ");
    let put = |x: f32, text: &str, width: f32, colour: Color32| {
        let mut job = LayoutJob::simple_singleline(one_line(text), font.clone(), colour);
        job.wrap.max_rows = 1;
        job.wrap.max_width = width;
        let galley = painter.layout_job(job);
        let size = galley.size();
        painter.galley(at(x) - vec2(0.0, size.y / 2.0), galley, colour);
        size.x
    };
    let room = rect.width() - SYMBOL_ROOM - theme::GRID;
    let lead_room = if line.text.is_empty() { room } else { room * MOST_LEAD };
    let lead = put(SYMBOL_ROOM, &line.lead, lead_room, palette.text);
    let x = SYMBOL_ROOM + lead + 2.0 * theme::GRID;
    put(x, &line.text, (rect.width() - x - theme::GRID).max(0.0), palette.weak_text);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_chosen, &line.name));
    response
}
