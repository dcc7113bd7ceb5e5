//! 一页的骨架：headings, forms and grids of a tab, and the way to a value on it.

use std::collections::BTreeMap;

use egui::{Response, RichText, ScrollArea, Ui};

use crate::{
    document::Path,
    figures::Source,
    ui::{
        View, theme,
        widgets::{
            field::{Field, FormState},
            grid::{GridModel, GridSize, GridState, grid_sized},
        },
    },
};

/// What a page remembers: its forms, its grids, and where it was sent to.
#[derive(Default)]
pub(super) struct Page {
    forms: BTreeMap<&'static str, FormState>,
    grids: BTreeMap<String, GridState>,
    target: Option<Source>,
    summary: Option<String>,
}

impl Page {
    /// Goes to a value the next time the page is drawn.
    pub fn go_to(&mut self, source: impl Into<Source>) {
        self.target = Some(source.into());
    }

    /// Number and sum of the selected cells of the grid that has the keyboard.
    pub fn selection_summary(&self) -> Option<String> {
        self.summary.clone()
    }

    /// Draws the page: `add` puts headings, forms and grids below each other.
    pub fn show(&mut self, ui: &mut Ui, name: &str, add: impl FnOnce(&mut Self, &mut Ui)) {
        self.summary = None;
        ScrollArea::vertical().id_salt(("page", name)).auto_shrink(false).show(ui, |ui| {
            add(self, ui);
            ui.add_space(theme::GRID);
        });
        self.target = None;
    }

    /// A field of the form `form`; Enter and the arrows go through the fields of one form.
    pub fn field(&mut self, ui: &mut Ui, view: &mut View<'_>, form: &'static str, field: Field<'_>) -> Response {
        let state = self.forms.entry(form).or_default();
        if let Some(Source::Entered(path)) = &self.target {
            state.go_to(*path);
        }
        field.show(ui, view, state)
    }

    /// Fields under their own labels, one below the other.
    pub fn fields(&mut self, ui: &mut Ui, view: &mut View<'_>, form: &'static str, paths: &[Path]) {
        for path in paths {
            self.field(ui, view, form, Field::new(*path));
        }
    }

    /// A grid; the page scrolls to it when it gets the keyboard.
    pub fn grid(&mut self, ui: &mut Ui, view: &mut View<'_>, model: &dyn GridModel, size: GridSize) {
        let state = self.grids.entry(model.name().to_owned()).or_default();
        if let Some(target) = &self.target {
            state.go_to(target.clone());
        }
        let had_focus = state.has_focus();
        let top = ui.cursor().min;
        grid_sized(ui, view, state, model, size);
        if state.has_focus() {
            self.summary = state.selection_summary().text();
            if !had_focus {
                let bottom = egui::pos2(ui.max_rect().right(), ui.cursor().min.y);
                ui.scroll_to_rect(egui::Rect::from_two_pos(top, bottom), None);
            }
        }
    }
}

/// The heading of a group, with a line of help (口径).
pub(super) fn section(ui: &mut Ui, heading: &str, help: &str) {
    ui.add_space(theme::GRID);
    ui.label(RichText::new(heading).text_style(theme::section()));
    if !help.is_empty() {
        ui.label(RichText::new(help).color(theme::palette(ui).weak_text));
    }
    ui.add_space(theme::GRID / 2.0);
}
