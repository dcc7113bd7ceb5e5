//! What differs from another file or state (比较), and merging it.

mod changes;
mod merge;
#[cfg(test)]
mod tests;
mod words;

use egui::{Button, RichText, Ui};

use crate::ui::{
    Command, Screen, View,
    command::{self, CompareWith, ComparingCommand, with_key},
    theme,
};

/// What this part remembers.
#[derive(Default)]
pub struct ComparisonPart {
    changes: changes::ChangeList,
    merge: merge::MergeList,
}

/// What can be asked for here, in this order.
const OFFERED: [ComparingCommand; 6] = [
    ComparingCommand::Compare(CompareWith::File),
    ComparingCommand::Compare(CompareWith::Signed),
    ComparingCommand::Compare(CompareWith::Saved),
    ComparingCommand::Compare(CompareWith::LastYear),
    ComparingCommand::AskMerge,
    ComparingCommand::ExportComparison,
];

impl Screen for ComparisonPart {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let desk = &view.desk.comparing;
        ui.horizontal_wrapped(|ui| {
            for command in OFFERED {
                let is_possible = command != ComparingCommand::ExportComparison || desk.comparison.is_some();
                let command = Command::Comparing(command);
                let Some(entry) = command::find(&command) else { continue };
                let button = ui.add_enabled(is_possible, with_key(Button::new(entry.title), ui, entry));
                if button.clicked() {
                    view.commands.push(command);
                }
            }
        });
        ui.add_space(theme::GRID / 2.0);
        if let Some(busy) = desk.busy {
            ui.label(RichText::new(busy).color(theme::palette(ui).weak_text));
        }
        match (&desk.merge, &desk.comparison) {
            (Some(merge), _) => self.merge.ui(ui, view, merge),
            (None, Some(comparison)) => self.changes.ui(ui, view, comparison),
            (None, None) if desk.busy.is_none() => {
                ui.label("选上面的一项：当前内容与另一份文件、签批时、上次保存或上年文件有哪些不同，会逐处列在这里");
                ui.label("同事改过的副本可以合并进来：各改各处的直接并入，两人改了同一处的由您选择");
            }
            (None, None) => {}
        }
    }

    fn enter(&mut self) {
        self.changes.enter();
        self.merge.enter();
    }
}
