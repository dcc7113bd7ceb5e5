//! What the forms have in common: headings, fields and grids below each other, and the way to a value among them.

use std::collections::BTreeMap;

use egui::{Align2, Label, Rect, RichText, ScrollArea, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::{
    document::Path,
    figures::{Figures, Source},
    ui::{
        Command, View, theme,
        widgets::{
            field::{Field, FormState, label_ui},
            grid::{GridCell, GridModel, GridSize, GridState, grid},
            in_sight::keep_focus_in_sight_below,
        },
    },
};

/// A grid that fills the page leaves at least this much height to itself.
const LEAST_HEIGHT: f32 = 200.0;

/// Where the keyboard can be on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stop {
    Grid(String),
    Field(Path),
}

/// What a page remembers: its forms, its grids, and where it was sent to.
#[derive(Default)]
pub struct Page {
    forms: BTreeMap<&'static str, FormState>,
    grids: BTreeMap<String, GridState>,
    /// Where the keyboard was, by the name under which the page was shown.
    last: BTreeMap<String, Stop>,
    /// Where the keyboard comes to the next time the page is drawn.
    arrival: Option<Arrival>,
    /// The frame that is being drawn, or was drawn last.
    frame: PageFrame,
}

enum Arrival {
    At(Source),
    /// Where it was last, or at the first grid or field.
    Anywhere,
}

#[derive(Default)]
struct PageFrame {
    /// The value that is gone to.
    target: Option<Source>,
    /// A grid or field takes the keyboard: this one, or the first.
    enter: Option<Option<Stop>>,
    /// The grid or field that has the keyboard.
    held: Option<Stop>,
    /// Number and sum of the selected cells of that grid.
    summary: Option<String>,
    /// The sections from top to bottom, and where their headings stand.
    headings: Vec<(&'static str, f32)>,
}

impl Page {
    /// Goes to a value the next time the page is drawn.
    pub fn go_to(&mut self, source: impl Into<Source>) {
        self.arrival = Some(Arrival::At(source.into()));
    }

    /// Takes the keyboard the next time the page is drawn: where it was last, or at the first grid or field.
    pub fn enter(&mut self) {
        self.arrival.get_or_insert(Arrival::Anywhere);
    }

    /// Had a grid or field of the page the keyboard when it was drawn last?
    pub fn has_keyboard(&self) -> bool {
        self.frame.held.is_some()
    }

    /// Opens the list of numbers for a text of a form the next time the text is drawn.
    pub fn quote(&mut self, form: &'static str, path: Path) {
        self.forms.entry(form).or_default().quote(path);
    }

    /// Number and sum of the selected cells of the grid that has the keyboard.
    pub fn selection_summary(&self) -> Option<String> {
        self.frame.summary.clone()
    }

    /// Draws the page: `add` puts headings, forms and grids below each other. With `enter`, the keyboard comes to it as
    /// after [`Page::enter`].
    pub fn show(&mut self, ui: &mut Ui, name: &str, enter: bool, add: impl FnOnce(&mut Self, &mut Ui)) {
        let last = || self.last.get(name).cloned();
        self.frame = match self.arrival.take() {
            Some(Arrival::At(source)) => PageFrame { target: Some(source), ..PageFrame::default() },
            Some(Arrival::Anywhere) => PageFrame { enter: Some(last()), ..PageFrame::default() },
            None => PageFrame { enter: enter.then(last), ..PageFrame::default() },
        };
        ScrollArea::vertical().id_salt(("page", name)).auto_shrink(false).show(ui, |ui| {
            add(self, ui);
            ui.add_space(theme::GRID);
            let covered = self.heading_in_sight_ui(ui);
            keep_focus_in_sight_below(ui, covered);
        });
        if let Some(Some(_)) = self.frame.enter {
            // What had the keyboard is gone: the first takes it.
            self.last.remove(name);
            self.enter();
            ui.ctx().request_repaint();
        }
        if let Some(held) = &self.frame.held {
            self.last.insert(name.to_owned(), held.clone());
        }
    }

    /// The heading of a section, with a line of help (口径).
    pub fn section(&mut self, ui: &mut Ui, heading: &'static str, help: &str) {
        section(ui, heading, help);
        self.frame.headings.push((heading, ui.cursor().min.y));
    }

    /// The heading of the section that has the keyboard stays in sight when it scrolls away: over the upper edge of the
    /// page. How high it is there.
    fn heading_in_sight_ui(&self, ui: &Ui) -> f32 {
        let clip = ui.clip_rect();
        let focused = ui.memory(|memory| memory.focused()).and_then(|id| ui.ctx().read_response(id));
        let Some(focused) = focused.filter(|focused| focused.layer_id == ui.layer_id()) else { return 0.0 };
        let mut above = self.frame.headings.iter().filter(|(_, bottom)| *bottom <= focused.rect.center().y);
        let Some((heading, _)) = above.next_back().filter(|(_, bottom)| *bottom < clip.top()) else { return 0.0 };
        let palette = theme::palette(ui);
        let bar = clip.with_max_y(clip.top() + theme::ROW_HEIGHT);
        ui.painter().rect_filled(bar, 0.0, palette.panel);
        ui.painter().hline(bar.x_range(), bar.bottom(), Stroke::new(1.0, palette.line));
        let at = bar.left_center() + vec2(theme::GRID / 2.0, 0.0);
        ui.painter().text(at, Align2::LEFT_CENTER, heading, theme::table_font(true), palette.text);
        bar.height()
    }

    /// Whether this is where the keyboard is to go.
    fn takes_keyboard(&mut self, stop: impl FnOnce() -> Stop) -> bool {
        let enter = &mut self.frame.enter;
        let here = enter.as_ref().is_some_and(|wanted| wanted.as_ref().is_none_or(|wanted| *wanted == stop()));
        if here {
            *enter = None;
        }
        here
    }

    /// A field of the form `form`; Enter and the arrows go through the fields of one form.
    pub fn field(&mut self, ui: &mut Ui, view: &mut View<'_>, form: &'static str, path: Path, field: Field<'_>) {
        let is_target = self.frame.target == Some(Source::Entered(path))
            || !field.is_computed() && self.takes_keyboard(|| Stop::Field(path));
        let state = self.forms.entry(form).or_default();
        if is_target {
            state.go_to(path);
        }
        if field.show(ui, view, state).has_focus() {
            self.frame.held = Some(Stop::Field(path));
        }
    }

    /// How many characters the field of a long text shows, also while it is typed.
    pub fn length(&self, view: &View<'_>, form: &'static str, path: Path) -> usize {
        self.forms.get(form).map_or(0, |form| form.length(view, path))
    }

    /// Fields under their own labels, one below the other.
    pub fn fields(&mut self, ui: &mut Ui, view: &mut View<'_>, form: &'static str, paths: &[Path]) {
        for path in paths {
            self.field(ui, view, form, *path, Field::new(*path));
        }
    }

    /// A grid as high as its rows, up to a limit.
    pub fn grid(&mut self, ui: &mut Ui, view: &mut View<'_>, model: &dyn GridModel) {
        self.sized_grid(ui, view, model, GridSize::default());
    }

    /// A grid that takes the height of the page but for `reserve` points below it.
    pub fn filling_grid(&mut self, ui: &mut Ui, view: &mut View<'_>, model: &dyn GridModel, reserve: f32) {
        let below = reserve + theme::GRID + 2.0 * ui.spacing().item_spacing.y;
        let height = (ui.available_height() - below).max(LEAST_HEIGHT);
        self.sized_grid(ui, view, model, GridSize { height: Some(height) });
    }

    /// The page scrolls to a grid that gets the keyboard. One that is too high to be seen whole stays where it is if
    /// its current cell is in sight: the heading and buttons above it are worth more than a few rows below.
    fn sized_grid(&mut self, ui: &mut Ui, view: &mut View<'_>, model: &dyn GridModel, size: GridSize) {
        let enters = self.takes_keyboard(|| Stop::Grid(model.name().to_owned()));
        let state = self.grids.entry(model.name().to_owned()).or_default();
        if let Some(target) = &self.frame.target {
            state.go_to(target.clone());
        } else if enters {
            state.focus();
        }
        let had_focus = state.has_focus();
        let top = ui.cursor().min;
        let current = grid(ui, view, state, model, size);
        if state.has_focus() {
            self.frame.summary = state.selection_summary().text();
            self.frame.held = Some(Stop::Grid(model.name().to_owned()));
            let grid = Rect::from_min_max(top, pos2(ui.max_rect().right(), ui.cursor().min.y));
            let seen = ui.clip_rect();
            let in_sight = current.is_some_and(|cell| seen.contains_rect(cell));
            if !had_focus && (grid.height() <= seen.height() || !in_sight) {
                ui.scroll_to_rect(grid, None);
            }
        }
    }
}

/// The figures of the document, for as long as the frame lasts.
pub fn figures<'a>(view: &View<'a>) -> &'a Figures {
    let derived = view.derived;
    &derived.figures
}

/// The heading of a group, with a line of help (口径).
pub fn section(ui: &mut Ui, heading: &str, help: &str) {
    ui.add_space(theme::GRID);
    ui.label(RichText::new(heading).text_style(theme::section()));
    help_line(ui, help);
    ui.add_space(theme::GRID / 2.0);
}

pub fn help_line(ui: &mut Ui, help: &str) {
    if !help.is_empty() {
        ui.label(RichText::new(help).color(theme::palette(ui).weak_text));
    }
}

/// A derived value as a line of a form: explained on hover and by a click.
pub fn derived_line(ui: &mut Ui, view: &mut View<'_>, label: &str, cell: GridCell, unit: &str) {
    let GridCell::Derived { text, source, .. } = cell else { return };
    let palette = theme::palette(ui);
    ui.horizontal(|ui| {
        label_ui(ui, label);
        let shown = if text.is_empty() { "—" } else { text.as_str() };
        let value = ui.add(Label::new(RichText::new(shown).strong()).sense(Sense::CLICK));
        value.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{label} {shown}")));
        if !unit.is_empty() && !text.is_empty() {
            ui.label(RichText::new(unit).color(palette.weak_text));
        }
        if value.clicked() {
            view.commands.push(Command::Explain(source.clone()));
        }
        if let Some(explanation) = view.marks.explanation(&source) {
            value.on_hover_text(explanation);
        }
    });
}
