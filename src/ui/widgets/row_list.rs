//! A list with lines of one height, of which only those in sight are drawn, walked through by the keyboard.

use egui::{
    Align2, Color32, EventFilter, Key, Modifiers, Painter, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, WidgetInfo, pos2, text::LayoutJob, vec2,
};

use crate::ui::{theme, widgets::number_fit::NumberFit};

/// What a list remembers.
#[derive(Default)]
pub struct RowList {
    chosen: usize,
    wants_focus: bool,
    scroll: bool,
    visible_rows: usize,
}

/// What the person did to the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// The line that was entered: by Enter or by a double click.
    pub entered: Option<usize>,
    /// The line from which the keyboard went on to the chosen one, Shift held.
    pub extended_from: Option<usize>,
    /// The line that was clicked.
    pub clicked: Option<usize>,
    /// The list has the keyboard.
    pub has_focus: bool,
}

/// The lines of a list.
pub trait DrawnRows {
    /// How many there are, headings included.
    fn count(&self) -> usize;
    /// Whether a line can be chosen.
    fn is_line(&self, _row: usize) -> bool {
        true
    }
    /// Whether the arrows to the sides are for the list, and do not lead out of it.
    fn takes_sideways(&self) -> bool {
        false
    }
    /// Whether Esc is for the list, and does not take the keyboard from it.
    fn takes_escape(&self) -> bool {
        false
    }
    /// Draws a line into `rect`; answers with its words, for assistive technology.
    fn draw(&self, ui: &Ui, painter: &Painter, rect: Rect, row: usize) -> String;
}

impl RowList {
    /// Takes the keyboard the next time the list is drawn.
    pub fn enter(&mut self) {
        self.wants_focus = true;
        self.scroll = true;
    }

    /// The chosen line, if there is one.
    pub fn chosen(&self, rows: &dyn DrawnRows) -> Option<usize> {
        let at = self.chosen.min(rows.count().checked_sub(1)?);
        (at..rows.count()).find(|row| rows.is_line(*row)).or_else(|| (0..at).rev().find(|row| rows.is_line(*row)))
    }

    /// Another line is the chosen one, because lines came or went; what is in sight stays.
    pub fn follow(&mut self, row: usize) {
        self.chosen = row;
    }

    /// Chooses a line and brings it into sight.
    pub fn choose(&mut self, row: usize) {
        self.chosen = row;
        self.scroll = true;
    }

    /// Draws the list into the room that is left, at most `height`.
    pub fn ui(&mut self, ui: &mut Ui, name: &str, height: f32, rows: &dyn DrawnRows) -> Done {
        let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let mut ui = ui.new_child(UiBuilder::new().max_rect(area).id_salt(("rows", name)));
        let id = ui.make_persistent_id(("row list", name));
        let list = ui.interact(area, id, Sense::focusable_noninteractive());
        list.widget_info(|| WidgetInfo::labeled(Role::List, true, name));
        if std::mem::take(&mut self.wants_focus) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let filter = EventFilter {
            vertical_arrows: true,
            horizontal_arrows: rows.takes_sideways(),
            escape: rows.takes_escape(),
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let mut done = Done { has_focus: ui.memory(|memory| memory.has_focus(id)), ..Done::default() };
        if let Some(chosen) = self.chosen(rows) {
            self.chosen = chosen;
            if done.has_focus {
                done.entered = self.take_keys(&ui, rows);
                let is_extended = self.chosen != chosen && ui.input(|input| input.modifiers.shift);
                done.extended_from = is_extended.then_some(chosen);
            }
        }
        let scroll_to = std::mem::take(&mut self.scroll).then_some(self.chosen);
        ui.spacing_mut().item_spacing.y = 0.0;
        let scroll = ScrollArea::vertical().id_salt("lines").auto_shrink(false);
        scroll.show_rows(&mut ui, theme::ROW_HEIGHT, rows.count(), |ui, range| {
            self.visible_rows = range.len();
            if let Some(to) = scroll_to {
                let above = (to as f32 - range.start as f32) * theme::ROW_HEIGHT;
                let top = ui.max_rect().left_top() + vec2(0.0, above);
                ui.scroll_to_rect(Rect::from_min_size(top, vec2(1.0, theme::ROW_HEIGHT)), None);
            }
            for row in range {
                if let Some(twice) = self.row_ui(ui, rows, row, done.has_focus) {
                    self.chosen = row;
                    self.wants_focus = true;
                    done.clicked = Some(row);
                    done.entered = twice.then_some(row).or(done.entered);
                    ui.ctx().request_repaint();
                }
            }
        });
        done
    }

    /// Draws a line; answers when it was clicked, with true when it was clicked twice.
    fn row_ui(&self, ui: &mut Ui, rows: &dyn DrawnRows, row: usize, has_focus: bool) -> Option<bool> {
        let palette = theme::palette(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW_HEIGHT), Sense::CLICK);
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        let is_line = rows.is_line(row);
        let is_chosen = is_line && row == self.chosen;
        if is_chosen {
            painter.rect_filled(rect, theme::ROUNDING, palette.selection);
        } else if is_line && response.hovered() {
            painter.rect_filled(rect, theme::ROUNDING, palette.hovered);
        }
        let words = rows.draw(ui, &painter, rect, row);
        if is_chosen {
            let width = if has_focus { theme::FOCUS_LINE } else { 1.0 };
            painter.rect_stroke(rect, theme::ROUNDING, Stroke::new(width, palette.accent), StrokeKind::Inside);
        }
        response.widget_info(|| match is_line {
            true => WidgetInfo::selected(Role::ListItem, true, is_chosen, &words),
            false => WidgetInfo::labeled(Role::Heading, true, &words),
        });
        let twice = response.double_clicked();
        (is_line && (response.clicked() || twice)).then_some(twice)
    }

    fn take_keys(&mut self, ui: &Ui, rows: &dyn DrawnRows) -> Option<usize> {
        let page = self.visible_rows.saturating_sub(2).max(1) as isize;
        let far = isize::try_from(rows.count()).unwrap_or(isize::MAX);
        let keys = [
            (Key::ArrowDown, 1),
            (Key::ArrowUp, -1),
            (Key::PageDown, page),
            (Key::PageUp, -page),
            (Key::Home, -far),
            (Key::End, far),
        ];
        for (key, step) in keys {
            // On a slow frame, a held key has been pressed more than once.
            while ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                self.step(rows, step);
            }
        }
        ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)).then_some(self.chosen)
    }

    /// So many lines down; headings are passed over.
    fn step(&mut self, rows: &dyn DrawnRows, step: isize) {
        let to = self.chosen.saturating_add_signed(step).min(rows.count().saturating_sub(1));
        let is_line = |row: &usize| rows.is_line(*row);
        let found = match step > 0 {
            true => (to..rows.count()).find(is_line).or_else(|| (0..to).rev().find(is_line)),
            false => (0..=to).rev().find(is_line).or_else(|| (to..rows.count()).find(is_line)),
        };
        if let Some(found) = found {
            self.choose(found);
        }
    }
}

/// The columns of a list by their shares of its width.
pub fn columns<const N: usize>(rect: Rect, shares: [f32; N]) -> [Rect; N] {
    let whole: f32 = shares.iter().sum();
    let mut left = rect.left();
    shares.map(|share| {
        let width = rect.width() * share / whole;
        let column = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        left += width;
        column.shrink2(vec2(theme::CELL_PADDING, 0.0))
    })
}

/// About: a Chinese character is as wide as it is high, others about half of that.
pub fn about_width(text: &str) -> f32 {
    text.chars().take(40).map(|c| if c.is_ascii() { 0.6 } else { 1.0 }).sum::<f32>() * theme::TABLE_TEXT
}

/// One line of text, cut with … where there is no more room; true when it was cut. A number stands whole or not at all.
pub fn text(painter: &Painter, rect: Rect, align: Align2, text: &str, colour: Color32) -> bool {
    if is_number(text) {
        let room = rect.expand2(vec2(theme::CELL_PADDING, 0.0));
        let fit = NumberFit::of(painter, room, text, 0.0, theme::table_font(false));
        if fit.width > rect.width() {
            fit.paint(painter, room, text, colour);
            return !fit.is_whole;
        }
    }
    let words: String = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    job(painter, rect, align, LayoutJob::simple_singleline(words, theme::table_font(false), colour))
}

/// An amount, count, score or rate.
fn is_number(text: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '%');
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(is_digit)
}

/// The same of text in several looks.
pub fn job(painter: &Painter, rect: Rect, align: Align2, mut job: LayoutJob) -> bool {
    job.wrap.max_rows = 1;
    job.wrap.max_width = rect.width();
    job.wrap.break_anywhere = true;
    let galley = painter.layout_job(job);
    let place = align.align_size_within_rect(galley.size(), rect);
    let is_cut = galley.elided;
    painter.galley(place.min, galley, Color32::PLACEHOLDER);
    is_cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_share_the_width_and_lie_side_by_side() {
        let rect = Rect::from_min_size(pos2(10.0, 5.0), vec2(300.0, theme::ROW_HEIGHT));
        let [narrow, wide] = columns(rect, [1.0, 2.0]);
        let padding = theme::CELL_PADDING;
        assert_eq!((narrow.left(), narrow.right()), (10.0 + padding, 110.0 - padding));
        assert_eq!((wide.left(), wide.right()), (110.0 + padding, 310.0 - padding));
        assert_eq!(narrow.y_range(), rect.y_range());
    }

    /// An estimate may be too wide, but not so narrow that a text would be cut, nor twice what is needed.
    #[test]
    fn the_estimated_width_holds_the_text() {
        let texts = ["行政运行", "2012901", "青禾县总工会（本级）", "1,234,567.89", "Word 与 PDF"];
        let mut measured = Vec::new();
        egui_kittest::Harness::new_ui(|ui| {
            theme::install(ui.ctx());
            let width = |text: &str| {
                ui.painter().layout_no_wrap(text.to_owned(), theme::table_font(false), Color32::WHITE).size().x
            };
            measured = texts.map(|text| (text, width(text))).to_vec();
        });
        for (text, width) in measured {
            let about = about_width(text);
            assert!(about + 1.0 >= width && about < 2.0 * width, "{text}: {about} for {width}");
        }
    }
}
