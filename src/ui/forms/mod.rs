//! The pages of entry on screen: one screen draws them all from what [`crate::forms`] says of them.

mod cells;
mod grids;
mod own;
mod page;
mod parts;
#[cfg(test)]
mod tests;

use egui::{Checkbox, Ui};

use crate::{
    document::Path,
    figures::{Figures, MeasureValue, Source},
    forms::{
        self, Computed, Form, FormName, Item, LabelledPlace, Section,
        absence::{self, Absence},
    },
    ui::{Command, Screen, View, theme, widgets::field::Field},
};

pub use own::published_totals::place_of as published_place;
pub use page::{Page, derived_line, figures, help_line, section};
pub use parts::{key_step, pressed_part};

use own::OwnDrawing;
use parts::Parts;

/// A page of entry, and what it remembers while the program runs.
pub struct FormScreen {
    form: &'static Form,
    page: Page,
    parts: Parts,
    own: Vec<(forms::Own, Box<dyn OwnDrawing>)>,
}

impl Screen for FormScreen {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let (part, is_opened) = match self.form.parts.len() {
            1 => (0, false),
            _ => self.parts.ui(ui, view, &self.form.parts.iter().map(|part| part.name).collect::<Vec<_>>()),
        };
        let Some(part) = self.form.parts.get(part) else { return };
        let own = &mut self.own;
        let asked_before = view.commands.len();
        self.page.show(ui, part.name, is_opened, |page, ui| {
            let derived = view.derived.clone();
            let shown: Vec<&Section> =
                part.sections.iter().filter(|section| (section.is_shown)(&derived.figures)).collect();
            for (index, section) in shown.iter().enumerate() {
                section_ui(own, page, ui, view, section, index + 1 == shown.len());
            }
        });
        for command in view.commands.iter_mut().skip(asked_before) {
            if let Command::Edit(edit) = command {
                *edit = absence::untick_where_typed(&view.derived.figures, edit.clone());
            }
        }
    }

    fn enter(&mut self) {
        self.page.enter();
    }

    fn go_to(&mut self, source: &Source) -> bool {
        let Some(part) = self.form.part_of(source) else { return false };
        self.parts.show(part);
        for (_, own) in &mut self.own {
            own.go_to(source);
        }
        self.page.go_to(source.clone());
        true
    }

    fn selection_summary(&self) -> Option<String> {
        self.page.selection_summary()
    }
}

impl FormScreen {
    pub fn of(name: FormName) -> Self {
        Self::drawing(name.form())
    }

    fn drawing(form: &'static Form) -> Self {
        let own = form.sections().flat_map(|section| section.items).filter_map(|item| match item {
            Item::Own(own, _) => Some((*own, own::drawing(*own))),
            _ => None,
        });
        Self { form, page: Page::default(), parts: Parts::default(), own: own.collect() }
    }
}

fn section_ui(
    own: &mut [(forms::Own, Box<dyn OwnDrawing>)],
    page: &mut Page,
    ui: &mut Ui,
    view: &mut View<'_>,
    section: &Section,
    is_last: bool,
) {
    let help = section.help.text(figures(view));
    match section.heading {
        "" => help_line(ui, &help),
        heading => page.section(ui, heading, &help),
    }
    for (index, item) in section.items.iter().enumerate() {
        match item {
            Item::Field(field) => field_ui(page, ui, view, section, field),
            Item::Fields(_, places) => {
                for LabelledPlace { place, label } in places(figures(view)) {
                    page.field(ui, view, section.heading, place, Field::new(place).label(&label));
                }
            }
            Item::Computed(label, computed) => computed_ui(ui, view, label, *computed),
            Item::Grid(grid) => {
                let model = grids::model(grid.name, figures(view));
                // Nothing is kept free for what is not there.
                let mut behind = section.items.iter().skip(index + 1);
                let is_end = is_last && !behind.any(|item| is_drawn(item, figures(view)));
                match grid.below {
                    Some(below) => page.filling_grid(ui, view, &*model, if is_end { 0.0 } else { f32::from(below) }),
                    None => page.grid(ui, view, &*model),
                }
            }
            Item::Own(name, _) => {
                if let Some((_, drawing)) = own.iter_mut().find(|(other, _)| other == name) {
                    drawing.ui(page, ui, view);
                }
            }
            Item::Help(words) => help_line(ui, words),
            Item::Absence(absence) => absence_ui(ui, view, absence),
        }
    }
}

/// Whether an item takes room.
fn is_drawn(item: &Item, figures: &Figures) -> bool {
    !matches!(item, Item::Own(forms::Own::PublishedSummary, _)) || !figures.document.published.is_empty()
}

/// A tick for what does not exist this year; gone as soon as something stands there.
fn absence_ui(ui: &mut Ui, view: &mut View<'_>, absence: &Absence) {
    let figures = figures(view);
    if !absence.is_offered(figures) {
        return;
    }
    let mut is_ticked = absence.is_ticked(figures);
    let (edit, help) = match is_ticked {
        true => (absence.untick(figures), "取消后，只清空勾选时填的 0，自己录入的不动"),
        false => (absence.tick(figures), "把这里空着的数一次填为 0，已录入的不动"),
    };
    let is_possible = edit.is_some() && view.read_only.is_none();
    let tick = ui.add_enabled(is_possible, Checkbox::new(&mut is_ticked, absence.label()));
    let tick = tick.on_hover_text(help).on_disabled_hover_text("各数已录入为 0，没有需要填的");
    if let Some(edit) = edit.filter(|_| tick.changed()) {
        view.commands.push(Command::Edit(edit));
    }
}

fn field_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>, section: &Section, field: &forms::Field) {
    let computed = cells::computed_total(figures(view), field.place);
    let behind = computed.clone().or_else(|| field.behind.text(figures(view), field.place));
    let mut shown = Field::new(field.place);
    if let Some(label) = field.label {
        shown = shown.label(label);
    }
    if let Some(help) = field.help {
        shown = shown.help(help);
    }
    if let Some(lines) = field.lines {
        shown = shown.lines(lines);
    }
    if let Some(words) = &computed {
        shown = shown.computed(words);
    }
    if let Some(behind) = &behind {
        shown = shown.unit(behind);
    }
    page.field(ui, view, section.heading, field.place, shown);
    repeated_ui(ui, view, field.place);
}

/// More of a reason that is said elsewhere is not shown again.
const MOST_REPEATED: usize = 48;

/// Below a reason that is said once and printed here as well: whose it is.
fn repeated_ui(ui: &mut Ui, view: &mut View<'_>, place: Path) {
    let figures = figures(view);
    let Some(repeated) = figures.repeated_reason(place) else { return };
    let text = figures.value_text(&place.into());
    let short: String = text.chars().take(MOST_REPEATED).collect();
    let more = if short.len() < text.len() { "……" } else { "" };
    let why = if repeated.is_same_change { "变动相同，不必再写" } else { "同上" };
    let words = format!("{why}，照“{}”印：{short}{more}", figures.label(&repeated.of.into()));
    ui.horizontal(|ui| {
        ui.add_space(theme::label_width(ui.available_width()) + ui.spacing().item_spacing.x);
        let link = ui.link(words).on_hover_text(format!("{text}\n\n点一下到那里修改；这里要另写，直接录入"));
        if link.clicked() {
            view.commands.push(Command::ShowSource(repeated.of.into()));
        }
    });
}

fn computed_ui(ui: &mut Ui, view: &mut View<'_>, label: &str, computed: Computed) {
    let figures = figures(view);
    let amount_unit = figures.document.amount_unit().name();
    let (cell, unit) = match computed {
        Computed::Cell(key) => (cells::figure(figures, key, true), amount_unit),
        Computed::Measure(key) => {
            let is_money =
                matches!(figures.measures.get(key).map(|measure| measure.value), Some(MeasureValue::Money(_)));
            (cells::measure(figures, key, false), if is_money { amount_unit } else { "" })
        }
    };
    derived_line(ui, view, label, cell, unit);
}
