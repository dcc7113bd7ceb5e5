//! A [`RowList`] whose lines are a symbol, what they are about, and what they say.

use egui::{Align2, Color32, Painter, Rect, Ui, pos2, text::LayoutJob, vec2};

use crate::ui::theme;

use super::row_list::{Done, DrawnRows, RowList};

/// The share of the width that the lead of a line takes at most.
const MOST_LEAD: f32 = 0.45;
const SYMBOL_ROOM: f32 = 28.0;

/// A line as it is drawn.
pub struct ListLine {
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

/// A list of such lines.
#[derive(Default)]
pub struct LineList(RowList);

impl LineList {
    /// Takes the keyboard the next time the list is drawn.
    pub fn enter(&mut self) {
        self.0.enter();
    }

    /// The chosen one of so many lines.
    pub fn chosen(&self, count: usize) -> Option<usize> {
        self.0.chosen(&Lines { count, line: &|_| None })
    }

    /// Another line is the chosen one, because lines came or went.
    pub fn follow(&mut self, line: usize) {
        self.0.follow(line);
    }

    /// Draws `count` lines under the accessible name `name`, into the room that is left.
    pub fn ui(&mut self, ui: &mut Ui, name: &str, count: usize, line: impl Fn(usize) -> ListLine) -> Done {
        let height = ui.available_height();
        self.0.ui(ui, name, height, &Lines { count, line: &|row| Some(line(row)) })
    }
}

struct Lines<'a> {
    count: usize,
    line: &'a dyn Fn(usize) -> Option<ListLine>,
}

impl DrawnRows for Lines<'_> {
    fn count(&self) -> usize {
        self.count
    }

    fn draw(&self, ui: &Ui, painter: &Painter, rect: Rect, row: usize) -> String {
        let Some(line) = (self.line)(row) else { return String::new() };
        draw(ui, painter, rect, &line);
        line.name
    }
}

fn draw(ui: &Ui, painter: &Painter, rect: Rect, line: &ListLine) {
    let palette = theme::palette(ui);
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
}
