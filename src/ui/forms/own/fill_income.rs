//! The button that fills income from spending; what would be replaced is asked about first.

use egui::Ui;

use crate::ui::{
    Command, View,
    forms::page::{Page, figures},
};

use super::OwnDrawing;

#[derive(Default)]
pub struct FillIncome {
    asks: bool,
}

impl OwnDrawing for FillIncome {
    fn ui(&mut self, _: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
        ui.horizontal(|ui| {
            let fill = ui.button("按支出填列收入").on_hover_text("各科目的财政拨款收入取其财政拨款支出，其他来源不变");
            if fill.clicked() {
                self.asks = figures(view).document.fill_income_from_spending().overwritten > 0;
                if !self.asks {
                    view.commands.push(Command::FillIncomeFromExpenditure);
                }
            }
            if !self.asks {
                return;
            }
            let count = figures(view).document.fill_income_from_spending().overwritten;
            ui.label(format!("会改写 {count} 个已录入的数"));
            let replace = ui.button("改写").clicked();
            if replace {
                view.commands.push(Command::FillIncomeFromExpenditure);
            }
            if replace || ui.button("不改").clicked() {
                self.asks = false;
            }
        });
    }
}
