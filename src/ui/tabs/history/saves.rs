//! The record of saves (保存记录): who saved when, and what was changed; by save, or what became of the current cell.

use std::sync::Arc;

use egui::{Align2, Key, Modifiers, Painter, Panel, Rect, RichText, Ui};

use crate::{
    document::{ChangeKind, Document, Path, SaveRecord, SavedChange, shown_line, shown_name},
    figures::Source,
    ui::{
        Command, Screen, View,
        command::ComparingCommand,
        state::current,
        theme,
        widgets::row_list::{self, DrawnRows, RowList},
    },
    workflow::{CellChange, ChainState, chain_state, changes_of_cell, place_now, shown_values},
};

/// What this part remembers.
#[derive(Default)]
pub struct SavesPart {
    by_cell: bool,
    saves: RowList,
    changes: RowList,
    of_cell: RowList,
    in_changes: bool,
    known: Option<Known>,
}

/// What was worked out of a document, so that it is not done for every frame.
struct Known {
    document: Arc<Document>,
    chain: ChainState,
    cell: Option<Path>,
    of_cell: Vec<CellChange>,
}

impl Screen for SavesPart {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let cell = match current::get(ui.ctx()) {
            Some(Source::Entered(path)) => Some(path),
            _ => None,
        };
        let known = self.known.take().filter(|known| Arc::ptr_eq(&known.document, view.document) && known.cell == cell);
        let known = known.unwrap_or_else(|| Known {
            document: view.document.clone(),
            chain: chain_state(view.document),
            cell,
            of_cell: cell.map(|cell| changes_of_cell(view.document, cell)).unwrap_or_default(),
        });
        self.head_ui(ui, view.document, &known);
        if self.by_cell {
            self.cell_ui(ui, view, &known);
        } else if !view.document.review.history.is_empty() {
            self.saves_ui(ui, view);
        }
        self.known = Some(known);
    }

    fn enter(&mut self) {
        if self.by_cell {
            self.of_cell.enter();
        } else if self.in_changes {
            self.changes.enter();
        } else {
            self.saves.enter();
        }
    }
}

impl SavesPart {
    /// Shows what became of the current cell.
    pub fn show_cell(&mut self) {
        self.by_cell = true;
    }

    fn head_ui(&mut self, ui: &mut Ui, document: &Document, known: &Known) {
        let palette = theme::palette(ui);
        ui.horizontal_wrapped(|ui| {
            let broken = matches!(known.chain, ChainState::Broken { .. });
            let sentence = known.chain.sentence();
            match broken {
                true => ui.label(RichText::new(format!("✖ {sentence}")).color(palette.error)),
                false => ui.label(sentence),
            };
            let folded = &document.review.folded;
            if let Some(saves) = folded.saves {
                let words = format!(
                    "较早的 {saves} 次（{} 至 {}）只留摘要，不再逐处列出",
                    shown_line(&folded.since),
                    shown_line(&folded.until)
                );
                ui.label(RichText::new(words).color(palette.weak_text));
            }
        });
        let mut by_cell = self.by_cell;
        ui.horizontal(|ui| {
            for (is_cell, words) in [(false, "按时间"), (true, "按当前格")] {
                if ui.selectable_label(self.by_cell == is_cell, words).on_hover_text("Ctrl+H").clicked() {
                    by_cell = is_cell;
                }
            }
        });
        if by_cell != self.by_cell {
            self.by_cell = by_cell;
            self.enter();
        }
    }

    fn saves_ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let history: Vec<&SaveRecord> = view.document.review.history.iter().rev().collect();
        let rows = Saves { history: &history };
        let width = ui.available_width() * 0.46;
        let panel = Panel::left("saves").default_size(width).size_range(240.0..=width * 1.6).resizable(true);
        let done = panel.show(ui, |ui| self.saves.ui(ui, "历次保存", ui.available_height(), &rows)).inner;
        let Some((record, at)) = self.saves.chosen(&rows).and_then(|at| Some((*history.get(at)?, at))) else { return };
        let row = history.len() - 1 - at;
        let changes: Vec<&SavedChange> = record.changes.iter().collect();
        let words = match (record.changes.len(), record.more) {
            (0, None) if row == 0 && view.document.review.folded.saves.is_none() => "首次保存".to_owned(),
            (0, None) => "内容没有改动，只改了批注、签批等".to_owned(),
            (count, None) => format!("改动 {count} 处，回车到该处，←→ 换到另一边"),
            (count, Some(more)) => format!("改动 {} 处，其中 {more} 处因篇幅没有逐处记录", count + more as usize),
        };
        ui.label(RichText::new(words).color(theme::palette(ui).weak_text));
        if changes.is_empty() {
            return;
        }
        let rows = Changes { changes: &changes, document: view.document };
        let of_changes = self.changes.ui(ui, "这次保存的改动", ui.available_height(), &rows);
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if done.entered.is_some() || done.has_focus && pressed(Key::ArrowRight) {
            (self.in_changes, _) = (true, self.changes.choose(0));
            self.changes.enter();
        } else if of_changes.has_focus && (pressed(Key::ArrowLeft) || pressed(Key::Escape)) {
            self.in_changes = false;
            self.saves.enter();
        }
        if let Some(change) = of_changes.entered {
            match place_now(view.document, row, change) {
                Some(place) => view.commands.push(Command::Comparing(ComparingCommand::GoTo(place))),
                None => view.commands.push(Command::Status("这一处所在的行后来删除了".to_owned())),
            }
        }
    }

    fn cell_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, known: &Known) {
        let Some(cell) = known.cell else {
            ui.label("请先选中一格，再按 Ctrl+H 看它历次保存时的改动");
            return;
        };
        ui.label(RichText::new(Document::label_at(cell)).strong());
        if known.of_cell.is_empty() {
            ui.label("保存记录里没有这一格的改动");
            return;
        }
        let rows = OfCell { changes: &known.of_cell, cell, document: view.document };
        let done = self.of_cell.ui(ui, "这一格的改动", ui.available_height(), &rows);
        if done.entered.is_some() {
            view.commands.push(Command::Comparing(ComparingCommand::GoTo(cell)));
        }
    }
}

struct Saves<'a> {
    /// The latest first.
    history: &'a [&'a SaveRecord],
}

impl DrawnRows for Saves<'_> {
    fn count(&self) -> usize {
        self.history.len()
    }

    fn takes_sideways(&self) -> bool {
        true
    }

    fn draw(&self, ui: &Ui, painter: &Painter, rect: Rect, row: usize) -> String {
        let Some(record) = self.history.get(row) else { return String::new() };
        let palette = theme::palette(ui);
        let number = record.number.map_or_else(String::new, |number| format!("第{number}次"));
        let count = record.changes.len() + record.more.unwrap_or_default() as usize;
        let count = format!("{count} 处");
        let (author, time, written_by) =
            (or_nobody(&record.author), shown_line(&record.time), shown_line(&record.program));
        let program = written_by.rsplit(' ').next().unwrap_or_default();
        let texts = [&*number, &*time, &*author, &*count, program];
        let colours = [palette.weak_text, palette.text, palette.text, palette.text, palette.weak_text];
        let columns = row_list::columns(rect, [15.0, 36.0, 24.0, 13.0, 12.0]);
        for ((column, text), colour) in columns.into_iter().zip(texts).zip(colours) {
            row_list::text(painter, column, Align2::LEFT_CENTER, text, colour);
        }
        format!("{number} {time} {author} 改动 {count} 由 {written_by} 写出")
    }
}

fn or_nobody(author: &str) -> String {
    let name = shown_name(author);
    if name.is_empty() { "（未署名）".to_owned() } else { name }
}

struct Changes<'a> {
    changes: &'a [&'a SavedChange],
    document: &'a Document,
}

impl DrawnRows for Changes<'_> {
    fn count(&self) -> usize {
        self.changes.len()
    }

    fn takes_sideways(&self) -> bool {
        true
    }

    fn draw(&self, ui: &Ui, painter: &Painter, rect: Rect, row: usize) -> String {
        let Some(change) = self.changes.get(row) else { return String::new() };
        let palette = theme::palette(ui);
        let label = Document::parse_path(&change.place).map_or_else(|| change.place.to_string(), Document::label_at);
        let [place, values] = row_list::columns(rect, [48.0, 52.0]);
        row_list::text(painter, place, Align2::LEFT_CENTER, &label, palette.text);
        let words = match change.action {
            Some(action @ (ChangeKind::RowAdded | ChangeKind::RowRemoved)) => action.label().to_owned(),
            _ => arrow(shown_values(change, self.document.amount_unit())),
        };
        row_list::text(painter, values, Align2::LEFT_CENTER, &words, palette.text);
        format!("{label}：{words}")
    }
}

fn arrow((old, new): (String, String)) -> String {
    let shown = |text: String| if text.is_empty() { "（空）".to_owned() } else { text };
    format!("{} → {}", shown(old), shown(new))
}

struct OfCell<'a> {
    changes: &'a [CellChange],
    cell: Path,
    document: &'a Document,
}

impl DrawnRows for OfCell<'_> {
    fn count(&self) -> usize {
        self.changes.len()
    }

    fn draw(&self, ui: &Ui, painter: &Painter, rect: Rect, row: usize) -> String {
        let Some(change) = self.changes.get(row) else { return String::new() };
        let palette = theme::palette(ui);
        let shown = |text: &str| {
            let kind = Document::kind_at(self.cell);
            let entry = kind.and_then(|kind| Some(kind.from_stored(text)?.text(kind, self.document.amount_unit())));
            entry.unwrap_or_else(|| text.to_owned())
        };
        let words = arrow((shown(&change.old), shown(&change.new)));
        let [time, author, values] = row_list::columns(rect, [24.0, 16.0, 60.0]);
        let (when, who) = (shown_line(&change.time), or_nobody(&change.author));
        for (column, text) in [(time, &*when), (author, &*who), (values, &*words)] {
            row_list::text(painter, column, Align2::LEFT_CENTER, text, palette.text);
        }
        format!("{when} {who}：{words}")
    }
}
