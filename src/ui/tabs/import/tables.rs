//! The files that were read and their tables, each to be taken or left.

use egui::{Align2, Key, Modifiers, Painter, Rect, Stroke, StrokeKind, Ui, vec2};

use crate::{
    reading::{Certainty, FactPlace},
    ui::{
        Command,
        command::ImportCommand,
        state::ShownImport,
        theme,
        widgets::row_list::{self, Done, DrawnRows, RowList},
    },
};

enum TableLine {
    Heading(String),
    /// The file and the table there, by number.
    Table(usize, usize),
    /// Why it is no more certain.
    Reason(String),
}

#[derive(Default)]
pub(super) struct TableList {
    list: RowList,
    lines: Vec<TableLine>,
}

/// Room for the tick.
const TICK: f32 = 26.0;
const TICK_SIDE: f32 = 14.0;

impl TableList {
    pub fn enter(&mut self) {
        self.list.enter();
    }

    pub fn renew(&mut self, shown: &ShownImport) {
        self.lines.clear();
        for (number, source) in shown.sources.iter().enumerate() {
            let reading = &source.reading;
            let year = reading.year.map_or_else(String::new, |year| format!("　{year}年度"));
            self.lines.push(TableLine::Heading(source.file.clone()));
            self.lines.push(TableLine::Reason(format!("{}{year}", source.evidence.kind.label())));
            let tables = reading.tables.iter().enumerate().filter(|(_, table)| !table.is_empty());
            for (at, table) in tables {
                self.lines.push(TableLine::Table(number, at));
                if table.certainty < Certainty::Proven {
                    self.lines.extend(table.reasons.iter().map(|reason| TableLine::Reason(reason.clone())));
                }
            }
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, shown: &ShownImport, commands: &mut Vec<Command>) -> Done {
        let rows = Lines { lines: &self.lines, shown };
        let left = ui.max_rect().left();
        let done = self.list.ui(ui, "读到的表", ui.available_height(), &rows);
        let is_tick = ui.input(|input| input.pointer.interact_pos().is_some_and(|at| at.x < left + TICK));
        let spaced = done.has_focus && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space));
        if spaced || (done.clicked.is_some() && is_tick) {
            let chosen = self.list.chosen(&rows).and_then(|row| self.lines.get(row));
            if let Some(TableLine::Table(source, table)) = chosen {
                commands.push(Command::Importing(ImportCommand::Toggle(*source, *table)));
            }
        }
        done
    }

    /// Where the chosen table stands.
    pub fn chosen_place(&self, shown: &ShownImport) -> Option<(usize, FactPlace)> {
        let row = self.list.chosen(&Lines { lines: &self.lines, shown })?;
        let TableLine::Table(source, table) = self.lines.get(row)? else { return None };
        let read = shown.sources.get(*source)?.reading.tables.get(*table)?;
        let first = read.facts.iter().chain(&read.details).map(|fact| fact.place).next();
        Some((*source, first.or_else(|| read.counts.first().map(|count| count.place))?))
    }
}

struct Lines<'a> {
    lines: &'a [TableLine],
    shown: &'a ShownImport,
}

impl DrawnRows for Lines<'_> {
    fn count(&self) -> usize {
        self.lines.len()
    }

    fn is_line(&self, row: usize) -> bool {
        matches!(self.lines.get(row), Some(TableLine::Table(..)))
    }

    fn draw(&self, ui: &Ui, painter: &Painter, rect: Rect, row: usize) -> String {
        let palette = theme::palette(ui);
        let inside = rect.shrink2(vec2(theme::CELL_PADDING, 0.0));
        match self.lines.get(row) {
            Some(TableLine::Heading(words)) => {
                let job =
                    egui::text::LayoutJob::simple_singleline(words.clone(), theme::table_font(true), palette.text);
                row_list::job(painter, inside, Align2::LEFT_CENTER, job);
                words.clone()
            }
            Some(TableLine::Reason(words)) => {
                let below = Rect::from_min_max(rect.min + vec2(TICK, 0.0), inside.max);
                row_list::text(painter, below, Align2::LEFT_CENTER, words, palette.weak_text);
                words.clone()
            }
            Some(TableLine::Table(source, at)) => {
                let source_read = self.shown.sources.get(*source);
                let Some(table) = source_read.and_then(|source| source.reading.tables.get(*at)) else {
                    return String::new();
                };
                let is_taken = self.shown.wish.takes(*source, *at, table.certainty);
                let tick =
                    Rect::from_center_size(rect.left_center() + vec2(TICK / 2.0, 0.0), vec2(TICK_SIDE, TICK_SIDE));
                painter.rect_stroke(tick, 2, Stroke::new(1.0, palette.weak_text), StrokeKind::Inside);
                if is_taken {
                    painter.text(tick.center(), Align2::CENTER_CENTER, "✔", theme::mark_font(), palette.done);
                }
                let rest = Rect::from_min_max(rect.min + vec2(TICK, 0.0), inside.max);
                let state = row_list::about_width(table.certainty.label()) + 3.0 * theme::CELL_PADDING;
                let [name, state] = row_list::columns(rest, [rest.width() - state, state]);
                let state_words = format!("{}个数 {}", table.len(), table.certainty.label());
                let title = &table.name;
                row_list::text(painter, name, Align2::LEFT_CENTER, title, palette.text);
                let colour = if table.certainty == Certainty::Proven { palette.done } else { palette.warning };
                row_list::text(painter, state, Align2::RIGHT_CENTER, table.certainty.label(), colour);
                format!("{}{title}，{state_words}", if is_taken { "取用 " } else { "不取 " })
            }
            None => String::new(),
        }
    }
}
