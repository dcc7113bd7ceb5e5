//! A new document: department, year, region template, and where the amounts are taken from, all on one page.

use std::collections::BTreeMap;

use egui::{Context, Grid, Key, Modifiers, TextEdit, Ui};

use crate::{
    document::{Document, Region},
    import::Particulars,
    storage::Pending,
    ui::{
        Command, View,
        command::{AmountsFrom, NewDocument},
        state::pending,
        widgets::field::select_all,
    },
};

use super::{Continuation, Dialog, default_button, dialog};

// The names of its texts in a recovery copy.
const DEPARTMENT: &str = "department";
const YEAR: &str = "year";
const REGION: &str = "region";
const AMOUNTS_FROM: &str = "amounts_from";

/// The form while it is open.
pub struct NewDocumentForm {
    department: String,
    year: String,
    region: Region,
    amounts_from: AmountsFrom,
    offered: [String; 2],
    /// What files say is filled in.
    is_by_files: bool,
    is_new: bool,
}

impl NewDocumentForm {
    /// For the accounts of last year: that is what is made in the current one.
    pub fn new(this_year: u32) -> Self {
        let year = this_year.saturating_sub(1).to_string();
        Self {
            department: String::new(),
            offered: [String::new(), year.clone()],
            is_by_files: false,
            year,
            region: Region::Sichuan,
            amounts_from: AmountsFrom::Books,
            is_new: true,
        }
    }

    /// With what files say of the accounts.
    #[must_use]
    pub fn with_said(mut self, said: Particulars) -> Self {
        self.is_by_files = said != Particulars::default();
        self.region = said.region.unwrap_or(self.region);
        if said.is_published {
            self.amounts_from = AmountsFrom::PublishedReport;
        }
        if let Some(year) = said.year {
            self.year = year.to_string();
        }
        self.department = said.department;
        self.offered = [self.department.clone(), self.year.clone()];
        self
    }

    /// Goes on with what a recovery copy has kept.
    #[must_use]
    pub fn with_texts(mut self, texts: &BTreeMap<String, String>) -> Self {
        let text = |name: &str| texts.get(name).map_or("", String::as_str);
        let word = |name: &str| text(name).to_owned();
        (self.department, self.year) = (word(DEPARTMENT), word(YEAR));
        let of = |name, known: &str| text(name) == known;
        self.region = *Region::ALL.iter().find(|region| of(REGION, region.name())).unwrap_or(&self.region);
        let known = AmountsFrom::ALL.iter().find(|known| of(AMOUNTS_FROM, known.name()));
        self.amounts_from = *known.unwrap_or(&self.amounts_from);
        self
    }

    fn text_fields_ui(&mut self, ui: &mut Ui) {
        let label = ui.label("部门名称");
        let department =
            ui.add(TextEdit::singleline(&mut self.department).desired_width(280.0).hint_text("如 盐边县总工会"));
        let department = department.labelled_by(label.id);
        if std::mem::take(&mut self.is_new) {
            department.request_focus();
        }
        ui.end_row();
        let label = ui.label("年度");
        ui.horizontal(|ui| {
            let year = ui.add(TextEdit::singleline(&mut self.year).desired_width(80.0)).labelled_by(label.id);
            // Typing writes over the year that is offered.
            if year.gained_focus() && !ui.input(|input| input.pointer.any_down()) {
                select_all(ui, year.id, &self.year);
            }
            if self.particulars().is_none() {
                ui.label(egui::RichText::new("请填四位数的年度，如 2024").color(super::theme::palette(ui).error));
            }
        });
        ui.end_row();
    }

    /// `Some` when it is done, with the particulars unless it was cancelled.
    fn buttons_ui(&self, ui: &mut Ui) -> Option<Option<NewDocument>> {
        let particulars = self.particulars();
        let mut outcome = None;
        ui.horizontal(|ui| {
            let create = ui.add_enabled_ui(particulars.is_some(), |ui| default_button(ui, "新建").clicked()).inner;
            let cancel = ui.button("取消");
            let enter = !cancel.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
            if (create || enter) && particulars.is_some() {
                outcome = Some(particulars);
            } else if cancel.clicked() {
                outcome = Some(None);
            }
        });
        outcome
    }

    fn particulars(&self) -> Option<NewDocument> {
        let year = Document::kind_at(crate::at!(unit.year))?.parse(&self.year, crate::money::AmountUnit::Wan).ok()?;
        let crate::document::Entry::Count(year @ 1950..=2999) = year else { return None };
        Some(NewDocument {
            department: self.department.clone(),
            year,
            region: self.region,
            amounts_from: self.amounts_from,
        })
    }
}

impl Dialog for NewDocumentForm {
    fn ui(&mut self, ui: &Ui, view: &mut View<'_>) -> Continuation {
        let answer = dialog(ui, "new", "新建决算", None, |ui| {
            Grid::new("new document").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
                self.text_fields_ui(ui);
                row(ui, "地区模板", &mut self.region, Region::ALL, Region::label);
                row(ui, "金额怎样录入", &mut self.amounts_from, AmountsFrom::ALL, AmountsFrom::label);
            });
            let weak = super::theme::palette(ui).weak_text;
            if self.is_by_files {
                ui.label("已照文件里写的填好，请核对；不对的直接改");
            }
            let help = format!("{}；以后可在“文件”菜单的“本文件的设置”中更改", self.amounts_from.help());
            ui.label(egui::RichText::new(help).color(weak));
            ui.add_space(super::theme::GRID);
            self.buttons_ui(ui)
        });
        Continuation::after(answer.map(|particulars| particulars.map(Command::Create)), view)
    }

    fn pending(&self, _context: &Context) -> Option<Pending> {
        let texts: BTreeMap<String, String> = [
            (DEPARTMENT, self.department.as_str()),
            (YEAR, self.year.as_str()),
            (REGION, self.region.name()),
            (AMOUNTS_FROM, self.amounts_from.name()),
        ]
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
        ([&self.department, &self.year] != [&self.offered[0], &self.offered[1]]).then(|| Pending {
            kind: pending::NEW.to_owned(),
            texts,
            ..Pending::default()
        })
    }
}

/// A choice of few words, side by side.
fn row<T: Copy + PartialEq>(ui: &mut Ui, title: &str, value: &mut T, choices: &[T], label: fn(T) -> &'static str) {
    ui.label(title);
    ui.horizontal(|ui| {
        for choice in choices {
            ui.radio_value(value, *choice, label(*choice));
        }
    });
    ui.end_row();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::AmountUnit;

    #[test]
    fn a_new_document_holds_what_was_asked() {
        let mut form = NewDocumentForm::new(2025);
        form.department = " 盐边县总工会 ".to_owned();
        let document = form.particulars().expect("complete").document();
        assert_eq!(&*document.unit.department, "盐边县总工会");
        assert_eq!(document.unit.year, Some(2024));
        assert_eq!(document.amount_unit(), AmountUnit::Yuan);
        assert!(!document.is_wan_two());
        form.amounts_from = AmountsFrom::PublishedReport;
        let document = form.particulars().expect("complete").document();
        assert_eq!(document.amount_unit(), AmountUnit::Wan);
        assert!(document.is_wan_two());
    }

    #[test]
    fn what_files_say_is_filled_in_and_the_rest_is_as_usual() {
        let said = Particulars {
            department: "某市某区文化局".to_owned(),
            year: Some(2022),
            region: Some(Region::Shanghai),
            is_published: true,
        };
        let form = NewDocumentForm::new(2025).with_said(said);
        let particulars = form.particulars().expect("complete");
        assert_eq!((&*particulars.department, particulars.year), ("某市某区文化局", 2022));
        assert_eq!((particulars.region, particulars.amounts_from), (Region::Shanghai, AmountsFrom::PublishedReport));
        assert!(form.pending(&Context::default()).is_none(), "nobody has typed anything");
        let silent = NewDocumentForm::new(2025).with_said(Particulars::default());
        assert_eq!(silent.particulars(), NewDocumentForm::new(2025).particulars());
    }

    #[test]
    fn a_recovery_copy_keeps_the_answer() {
        let mut form = NewDocumentForm::new(2025);
        form.department = "甲".to_owned();
        form.amounts_from = AmountsFrom::PublishedReport;
        let texts = form.pending(&Context::default()).expect("begun").texts;
        assert_eq!(NewDocumentForm::new(2025).with_texts(&texts).particulars(), form.particulars());
    }

    #[test]
    fn a_year_must_be_one() {
        for year in ["", "24", "二〇二四", "20245", "-2024"] {
            let form = NewDocumentForm { year: year.to_owned(), ..NewDocumentForm::new(2025) };
            assert!(form.particulars().is_none(), "{year}");
        }
        let form = NewDocumentForm { year: "２０２４".to_owned(), ..NewDocumentForm::new(2025) };
        assert_eq!(form.particulars().map(|new| new.year), Some(2024));
    }
}
