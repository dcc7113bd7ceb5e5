//! Please wait: what is going on, for how long already, and the ways out.

use egui::{RichText, Ui};

use super::{default_button, dialog};

/// What is waited for.
pub struct Waiting {
    /// In two or three words.
    pub heading: &'static str,
    pub sentence: String,
    /// For how long already.
    pub seconds: f64,
    /// The way back to the window.
    pub back: &'static str,
    /// The way out of the program, and what then becomes of the work.
    pub leave: Option<(&'static str, &'static str)>,
}

/// The decision not to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitChoice {
    /// Back to the window.
    Back,
    /// Out of the program.
    Leave,
}

/// A wait has to be this long, in seconds, before leaving is offered: nobody should leave by habit.
const LONG: f64 = 3.0;

impl Waiting {
    pub fn ui(&self, ui: &Ui) -> Option<WaitChoice> {
        dialog(ui, "waiting", self.heading, WaitChoice::Back, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spinner();
                ui.label(&self.sentence);
            });
            ui.label(
                RichText::new(format!("已等 {:.0} 秒", self.seconds.floor()))
                    .color(super::theme::palette(ui).weak_text),
            );
            let leave = self.leave.filter(|_| self.seconds >= LONG);
            if let Some((_, consequence)) = leave {
                ui.label(consequence);
            }
            ui.add_space(super::theme::GRID);
            let mut choice = None;
            ui.horizontal(|ui| {
                if default_button(ui, self.back).clicked() {
                    choice = Some(WaitChoice::Back);
                }
                if let Some((words, _)) = leave
                    && ui.button(words).clicked()
                {
                    choice = Some(WaitChoice::Leave);
                }
            });
            choice
        })
    }
}
