//! Former saves of this file on this computer (本机留存), to be looked at, compared and restored.

use egui::{Align2, Key, Modifiers, Painter, Rect, RichText, Ui};

use crate::{
    storage::Generation,
    ui::{
        Command, Screen, View,
        command::{CompareWith, ComparingCommand},
        theme,
        widgets::row_list::{self, DrawnRows, RowList},
    },
};

/// What can be done with a former save: words, key, and the command.
type Act = (&'static str, Key, fn(Generation) -> ComparingCommand);

const ACTS: [Act; 3] = [
    ("打开查看", Key::O, ComparingCommand::OpenGeneration),
    ("与当前比较", Key::C, |generation| ComparingCommand::Compare(CompareWith::Generation(generation))),
    ("恢复到这一份", Key::R, ComparingCommand::RestoreGeneration),
];

/// What this part remembers.
#[derive(Default)]
pub struct GenerationsPart {
    list: RowList,
}

impl Screen for GenerationsPart {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let desk = view.desk;
        let generations = &desk.comparing.generations;
        let palette = theme::palette(ui);
        if generations.is_empty() {
            ui.label("这份文件在本机还没有留存；每次保存会留一份，最近 20 次都在，更早的每天一份，留 30 天");
            return;
        }
        let words = format!("本机留有这份文件的 {} 次保存，只在这台计算机上", generations.len());
        ui.label(RichText::new(words).color(palette.weak_text));
        let rows = Generations(generations);
        let chosen = self.list.chosen(&rows).and_then(|at| generations.get(at));
        let mut asked = None;
        ui.horizontal_wrapped(|ui| {
            for (words, key, command) in ACTS {
                if ui.button(format!("{words}（{}）", key.name())).clicked() {
                    asked = chosen.cloned().map(command);
                }
            }
        });
        let done = self.list.ui(ui, "本机留存", ui.available_height(), &rows);
        if let Some(generation) = self.list.chosen(&rows).and_then(|at| generations.get(at)).filter(|_| done.has_focus)
        {
            for (_, key, command) in ACTS {
                if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                    asked = Some(command(generation.clone()));
                }
            }
        }
        if let Some(generation) = done.entered.and_then(|at| generations.get(at)) {
            asked = Some(ComparingCommand::OpenGeneration(generation.clone()));
        }
        view.commands.extend(asked.map(Command::Comparing));
    }

    fn enter(&mut self) {
        self.list.enter();
    }
}

struct Generations<'a>(&'a [Generation]);

impl DrawnRows for Generations<'_> {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn draw(&self, ui: &Ui, painter: &Painter, rect: Rect, row: usize) -> String {
        let Some(generation) = self.0.get(row) else { return String::new() };
        let palette = theme::palette(ui);
        let size = format!("{} KB", generation.bytes.div_ceil(1024));
        let time = generation.shown_time();
        let latest = if row == 0 { "最近一次保存" } else { "" };
        let [first, second, third] = row_list::columns(rect, [34.0, 16.0, 50.0]);
        row_list::text(painter, first, Align2::LEFT_CENTER, &time, palette.text);
        row_list::text(painter, second, Align2::RIGHT_CENTER, &size, palette.weak_text);
        row_list::text(painter, third, Align2::LEFT_CENTER, latest, palette.weak_text);
        format!("{time} {size}{latest}")
    }
}
