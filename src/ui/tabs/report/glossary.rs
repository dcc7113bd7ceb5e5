//! The glossary (名词解释): each term that the report uses, with the shipped text or one's own.

use egui::{RichText, Role, Ui, WidgetInfo};

use crate::{
    at,
    document::{Edit, Entry, Path},
    report::GlossaryTerm,
    ui::{Command, View, theme, widgets::field::Field},
};

use super::body::{Body, flowing, words_of};

/// Draws the terms in the order of the report, then the ones that it does not use.
pub(super) fn terms_ui(body: &mut Body<'_>, ui: &mut Ui, view: &mut View<'_>, terms: &[GlossaryTerm]) {
    let palette = theme::palette(ui);
    let help = "列出报告用到的名词和科目，随数据增减。对某一条不满意，可以改写，也可以恢复原文。";
    ui.label(RichText::new(help).color(palette.weak_text));
    for (number, term) in terms.iter().enumerate() {
        let heading = format!("{}.{}：", number + 1, term.name);
        match term.own {
            Some(path) => own_ui(body, ui, view, &heading, &term.name, path),
            None => shipped_ui(body, ui, view, &heading, term),
        }
    }
    unused_ui(body, ui, view);
    let list = at!(report.glossary);
    let button = ui.button("＋ 自加名词").on_hover_text("报告用到了它才会印出");
    body.enter_list(&button, list);
    if button.clicked() {
        let row = view.document.report.glossary.len();
        body.after.push(Command::Edit(Edit::Many {
            label: "加一条名词解释".to_owned(),
            edits: vec![Edit::insert_rows(list, row, 1)],
        }));
        body.asked = Some(at!(report.glossary[row].term));
    }
}

fn shipped_ui(body: &mut Body<'_>, ui: &mut Ui, view: &mut View<'_>, heading: &str, term: &GlossaryTerm) {
    flowing(ui, |ui| {
        ui.label(words_of("　　"));
        ui.label(words_of(heading).strong());
        ui.label(words_of(&term.text));
        ui.add_space(theme::GRID);
        let button = ui.small_button("改写…");
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("改写 {}", term.name)));
        if button.clicked() {
            overrule(body, view, term);
        }
    });
}

/// Puts the shipped text into a row of one's own, to be changed there.
fn overrule(body: &mut Body<'_>, view: &View<'_>, term: &GlossaryTerm) {
    let list = at!(report.glossary);
    let known = view.document.report.glossary.iter().position(|entry| entry.term.trim() == term.name);
    let row = known.unwrap_or(view.document.report.glossary.len());
    let mut edits = Vec::new();
    if known.is_none() {
        edits.push(Edit::insert_rows(list, row, 1));
        edits.push(Edit::Set { path: at!(report.glossary[row].term), entry: Entry::Text(term.name.clone()) });
    }
    let path = at!(report.glossary[row].text);
    edits.push(Edit::Set { path, entry: Entry::Text(term.text.clone()) });
    body.after.push(Command::Edit(Edit::Many { label: format!("改写 {}", term.name), edits }));
    body.asked = Some(path);
}

fn own_ui(body: &mut Body<'_>, ui: &mut Ui, view: &mut View<'_>, heading: &str, name: &str, path: Path) {
    body.drawn.insert(path);
    ui.horizontal(|ui| {
        ui.label("　　");
        ui.label(RichText::new(heading).strong());
        ui.label(RichText::new("已改写").color(theme::palette(ui).warning));
        let button = ui.small_button("恢复").on_hover_text("去掉自己写的，用回原文");
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("恢复 {name}")));
        if button.clicked() {
            body.remove_row(at!(report.glossary), path, &format!("恢复 {name}"));
        }
    });
    body.page.field(ui, view, "report", path, Field::new(path).label("").lines(2));
}

/// Rows that are not printed: a term without a text, or one that the report does not use.
fn unused_ui(body: &mut Body<'_>, ui: &mut Ui, view: &mut View<'_>) {
    let rows = 0..view.document.report.glossary.len();
    let unused: Vec<usize> = rows.filter(|row| !body.drawn.contains(&at!(report.glossary[*row].text))).collect();
    for row in unused {
        let (term, text) = (at!(report.glossary[row].term), at!(report.glossary[row].text));
        ui.horizontal(|ui| {
            ui.label(RichText::new("未印出").color(theme::palette(ui).weak_text));
            ui.label(RichText::new("写好名词和解释，且报告用到时才印").color(theme::palette(ui).weak_text));
            if ui.small_button("删除本条").clicked() {
                body.remove_row(at!(report.glossary), text, "删除名词解释");
            }
        });
        body.page.field(ui, view, "report", term, Field::new(term).label("").width(320.0));
        body.page.field(ui, view, "report", text, Field::new(text).label("").lines(2));
    }
}
