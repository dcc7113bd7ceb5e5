//! The button that adds a row for each economic code of the official form.

use egui::Ui;

use crate::{
    at,
    codes::Code,
    document::{Edit, Entry},
    ui::{
        Command, View,
        forms::{
            grids::missing_codes,
            page::{Page, figures},
        },
    },
};

pub fn button_ui(_: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    let missing = missing_codes(figures(view));
    let button = ui.add_enabled(!missing.is_empty(), egui::Button::new("载入全部经济科目"));
    let hover = "把公开08表的款级科目补在后面，已有的行不动；不用的留空即可";
    if button.on_hover_text(hover).on_disabled_hover_text("公开08表的款级科目都已列出").clicked() {
        view.commands.push(Command::Edit(load(&missing, view.document.expenditure.economic.len())));
    }
}

/// One row a code, behind the rows there are.
fn load(codes: &[Code], rows: usize) -> Edit {
    let list = at!(expenditure.economic);
    let mut edits = vec![Edit::insert_rows(list, rows, codes.len())];
    edits.extend(codes.iter().enumerate().map(|(index, code)| Edit::Set {
        path: list.row(rows + index).field("economic"),
        entry: Entry::Text(code.to_string()),
    }));
    Edit::Many { label: "载入全部经济科目".to_owned(), edits }
}
