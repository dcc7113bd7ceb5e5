//! How lines and the list by economic code stand to the detail of expenditure: what follows from it, what was entered
//! otherwise, and the buttons that let it follow.

use egui::{RichText, Ui};

use crate::{
    at,
    codes::Code,
    document::{Edit, Path},
    figures::{Figures, Source},
    ui::{
        Command, View,
        forms::{
            cells,
            page::{Page, figures},
        },
        theme,
    },
};

pub fn lines_ui(_: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    let figures = figures(view);
    if figures.document.expenditure.detail.is_empty() {
        return;
    }
    let differing = figures.lines_that_differ();
    let unlisted = figures.items_of_detail_alone();
    ui.horizontal(|ui| {
        match differing.first() {
            Some(first) => {
                let words = format!("{}格与功能与经济明细不同：{}", differing.len(), difference(figures, *first));
                ui.label(RichText::new(words).color(theme::palette(ui).warning));
                let hover = "清空这几格，基本支出和项目支出按明细相加；可用 Ctrl+Z 撤销";
                button_ui(ui, view, "改为取自明细", hover, figures.take_lines_from_detail());
            }
            None => way_ui(ui, view, "明细已填的科目，基本支出和项目支出取自明细，不必再填", detail()),
        }
        if let Some((first, _)) = unlisted.first() {
            let name = figures.book.functional_name(*first);
            ui.label(format!("明细中有{}个科目没有列出：{first} {name}", unlisted.len()));
            let hover = "在本表后面补上这些科目，金额取自明细，预算另填";
            button_ui(ui, view, "补列科目", hover, figures.list_items_of_detail());
        }
    });
}

pub fn economic_ui(_: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    let figures = figures(view);
    let differing = figures.economic_differences();
    if differing.is_empty() && !figures.economic_follows() {
        return;
    }
    ui.horizontal(|ui| match differing.first() {
        Some(first) => {
            let name = Code::new(first).map(|code| figures.book.economic_name(code)).unwrap_or_default();
            let words = format!("{}个科目与功能与经济明细不同：{first} {name}", differing.len());
            ui.label(RichText::new(words).color(theme::palette(ui).warning));
            let hover = "清空本表的金额，公开08表按明细相加；可用 Ctrl+Z 撤销";
            button_ui(ui, view, "改为取自明细", hover, figures.take_economic_from_detail());
        }
        None => way_ui(ui, view, "各科目的金额取自功能与经济明细", detail()),
    });
}

fn detail() -> Path {
    at!(expenditure.detail[0].amount)
}

/// An amount that was entered, and what the detail says.
fn difference(figures: &Figures, place: Path) -> String {
    let source = Source::Entered(place);
    let of_detail = match figures.summed(place) {
        Some(summed) if !summed.sum.is_blank() => cells::entry_text(figures, place, &summed.sum),
        _ => "没有".to_owned(),
    };
    format!("{} {}，明细 {of_detail}", figures.label(&source), figures.value_text(&source))
}

/// What is so, and the way to the detail.
fn way_ui(ui: &mut Ui, view: &mut View<'_>, words: &str, place: Path) {
    ui.label(RichText::new(words).color(theme::palette(ui).weak_text));
    if ui.link("到明细").on_hover_text("也可以在灰底的格上按 F2").clicked() {
        view.commands.push(Command::ShowSource(place.into()));
    }
}

fn button_ui(ui: &mut Ui, view: &mut View<'_>, words: &str, hover: &str, edit: Option<Edit>) {
    let is_possible = edit.is_some() && view.read_only.is_none();
    let button = ui.add_enabled(is_possible, egui::Button::new(words)).on_hover_text(hover);
    if let Some(edit) = edit.filter(|_| button.clicked()) {
        view.commands.push(Command::Edit(edit));
    }
}
