//! The tab of exchange (往来): what colleagues say, sign and change; Alt+1 to Alt+6 change the part.

mod answers;
mod comparison;
mod generations;
mod notes;
mod saves;
mod signatures;

use egui::Ui;

use crate::ui::{Screen, View, command::ExchangePart, forms::Parts};

/// What this tab remembers.
#[derive(Default)]
pub struct ExchangeTab {
    parts: Parts,
    enters: bool,
    notes: notes::NotesPart,
    answers: answers::AnswersPart,
    signatures: signatures::SignaturesPart,
    comparison: comparison::ComparisonPart,
    saves: saves::SavesPart,
    generations: generations::GenerationsPart,
}

impl Screen for ExchangeTab {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let names = ExchangePart::ALL.map(ExchangePart::label);
        let (part, is_opened) = self.parts.ui(ui, view, &names);
        let enters = std::mem::take(&mut self.enters) || is_opened;
        let part = ExchangePart::ALL.get(part).copied().unwrap_or(ExchangePart::Notes);
        ui.push_id(part.label(), |ui| match part {
            ExchangePart::Notes => {
                if enters {
                    self.notes.enter();
                }
                self.notes.ui(ui, view);
            }
            ExchangePart::Answers => {
                if enters {
                    self.answers.enter();
                }
                self.answers.ui(ui, view);
            }
            ExchangePart::Signatures => {
                if enters {
                    self.signatures.enter();
                }
                self.signatures.ui(ui, view);
            }
            ExchangePart::Comparison => {
                if enters {
                    self.comparison.enter();
                }
                self.comparison.ui(ui, view);
            }
            ExchangePart::Saves => {
                if enters {
                    self.saves.enter();
                }
                self.saves.ui(ui, view);
            }
            ExchangePart::Generations => {
                if enters {
                    self.generations.enter();
                }
                self.generations.ui(ui, view);
            }
        });
    }

    fn enter(&mut self) {
        self.enters = true;
    }
}

impl ExchangeTab {
    pub fn show(&mut self, part: ExchangePart) {
        self.parts.show(ExchangePart::ALL.iter().position(|other| *other == part).unwrap_or_default());
        self.enters = true;
    }

    /// Opens the saves at what became of the current cell.
    pub fn show_saves_of_cell(&mut self) {
        self.saves.show_cell();
        self.show(ExchangePart::Saves);
    }
}
