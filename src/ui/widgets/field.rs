//! A labelled field for one value of the document.
//!
//! A field takes what a grid cell takes: full-width digits, picked codes and words, text that can't be read stays.

mod bare;
mod editing;
mod form;
mod keys;
mod quote;
mod suggestion;
#[cfg(test)]
mod tests;

use egui::{
    Align, Align2, EventFilter, Id, Layout, Response, RichText, TextBuffer, TextEdit, Ui,
    text::{CCursor, CCursorRange},
    text_edit::TextEditState,
    vec2,
};

use crate::{
    codes::Code,
    derived::TickState,
    document::{Document, Entry, Kind, Path},
    figures::Source,
    forms::is_beginning,
    rules::Severity,
    ui::{
        Command, View, Weight,
        remarks::note_sign,
        state::current,
        theme,
        widgets::{
            hover::{self, HoverText},
            padlock, picker, prose,
        },
    },
};

pub use form::FormState;

/// Lines of a field for long text.
const LONG_TEXT_LINES: usize = 3;

/// A field and how it is labelled.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    path: Path,
    label: Option<&'a str>,
    unit: Option<&'a str>,
    help: Option<&'a str>,
    computed: Option<&'a str>,
    width: Option<f32>,
    lines: usize,
}

impl<'a> Field<'a> {
    /// The value at `path`, under the label of the document.
    pub fn new(path: Path) -> Self {
        Self { path, label: None, unit: None, help: None, computed: None, width: None, lines: LONG_TEXT_LINES }
    }

    #[must_use]
    pub fn label(self, label: &'a str) -> Self {
        Self { label: Some(label), ..self }
    }

    /// With a unit behind it; amounts have theirs anyway.
    #[must_use]
    pub fn unit(self, unit: &'a str) -> Self {
        Self { unit: Some(unit), ..self }
    }

    /// With a line of help below the pointer (口径).
    #[must_use]
    pub fn help(self, help: &'a str) -> Self {
        Self { help: Some(help), ..self }
    }

    /// The value follows from others, as these words say: nothing is typed here, and the keyboard passes it by.
    #[must_use]
    pub fn computed(self, words: &'a str) -> Self {
        Self { computed: Some(words), ..self }
    }

    pub fn is_computed(&self) -> bool {
        self.computed.is_some()
    }

    /// As wide as this.
    #[must_use]
    pub fn width(self, width: f32) -> Self {
        Self { width: Some(width), ..self }
    }

    /// Long text with room for this many lines before it grows.
    #[must_use]
    pub fn lines(self, lines: usize) -> Self {
        Self { lines, ..self }
    }

    /// Draws the field: label, input, unit, mark.
    pub fn show(self, ui: &mut Ui, view: &mut View<'_>, form: &mut FormState) -> Response {
        let kind = Document::kind_at(self.path).unwrap_or(Kind::Text);
        let palette = theme::palette(ui);
        let align = if matches!(kind, Kind::LongText) { Align::Min } else { Align::Center };
        let row = vec2(ui.available_width(), theme::ROW_HEIGHT);
        let response = ui.allocate_ui_with_layout(row, Layout::left_to_right(align), |ui| {
            let found = Document::field_at(self.path);
            let label = self.label.or(found.map(|found| found.label)).unwrap_or_default();
            if !label.is_empty() {
                let label = label_ui(ui, label);
                if let Some(help) = self.help {
                    label.on_hover_text(help);
                }
            }
            if let Some(words) = self.computed {
                form.pass_by(ui, view, self.path);
                return computed_ui(ui, view, form, self.path, words);
            }
            let response = input_ui(ui, view, form, self, kind);
            let behind = match kind {
                Kind::Money => Some(view.document.unit_at(self.path).name().to_owned()),
                Kind::Functional | Kind::Economic => code_name(view, self.path, kind),
                _ => None,
            };
            if matches!(kind, Kind::Text) {
                suggestion::button_ui(ui, view, form, self.path);
            }
            if let Some(behind) = self.unit.map(str::to_owned).or(behind) {
                ui.label(RichText::new(behind).color(palette.weak_text));
            }
            response
        });
        let response = response.inner;
        if matches!(kind, Kind::LongText) {
            suggestion::line_ui(ui, view, form, self.path, &response);
            bare::lines_ui(ui, view, form, self.path, &response);
        }
        response
    }
}

/// The label of a line of a form, at the left of it.
pub fn label_ui(ui: &mut Ui, label: &str) -> Response {
    let room = vec2(theme::label_width(ui.available_width()), theme::ROW_HEIGHT);
    let weak = theme::palette(ui).weak_text;
    let label = ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(room);
        ui.add(egui::Label::new(RichText::new(label).color(weak)).wrap())
    });
    label.inner
}

/// What stands in the place of the input of a computed value.
fn computed_ui(ui: &mut Ui, view: &mut View<'_>, form: &FormState, path: Path, words: &str) -> Response {
    let response = ui.add(egui::Label::new(RichText::new(words)).sense(egui::Sense::CLICK));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Button);
        node.set_value(words);
    });
    remarks_ui(ui, view, form, path, response.id, &response);
    let is_typed = view.document.entry(path).is_some_and(|entry| !entry.is_blank());
    let (does, words) = match is_typed {
        true => (Command::ShowSource(path.into()), "点一下到“核对已公开报告”，看报告上印的数"),
        false => (
            Command::Explain(path.into()),
            "点一下看由哪些数相加；已公开的报告印了别的数，在“数据”菜单的“核对已公开报告”里填",
        ),
    };
    if response.clicked() {
        view.commands.push(does);
    }
    response.on_hover_text(words)
}

/// Draws the field of the value at `path` under its own label.
pub fn field(ui: &mut Ui, view: &mut View<'_>, form: &mut FormState, path: Path) -> Response {
    Field::new(path).show(ui, view, form)
}

/// Room for the input by what stands in it.
fn natural_width(kind: Kind, available: f32) -> f32 {
    match kind {
        Kind::Money => 140.0,
        Kind::Number | Kind::Count => 100.0,
        Kind::Date => 120.0,
        Kind::Functional | Kind::Economic => 120.0,
        Kind::Choice(_) => 240.0,
        Kind::LongText => (available - 40.0).max(240.0),
        Kind::Text | Kind::Fixed => 320.0,
    }
}

/// A number is never cut: its field grows with it.
fn width_for_number(ui: &Ui, text: &str, width: f32) -> f32 {
    /// Beside the number: the margins of the field and the place of the caret.
    const AROUND: f32 = 12.0;
    let font = egui::TextStyle::Body.resolve(ui.style());
    let needed = ui.painter().layout_no_wrap(text.to_owned(), font, ui.visuals().text_color()).size().x + AROUND;
    width.max(needed.min(ui.available_width() - AROUND))
}

/// In a narrow window an input gives way to the words behind it and to the marks between them.
fn width_beside(ui: &Ui, width: f32, behind: &str) -> f32 {
    const ROOM_FOR_MARKS: f32 = 64.0;
    const LEAST: f32 = 80.0;
    let font = egui::TextStyle::Body.resolve(ui.style());
    let words = ui.painter().layout_no_wrap(behind.to_owned(), font, ui.visuals().text_color()).size().x;
    width.min((ui.available_width() - words - ROOM_FOR_MARKS).max(LEAST))
}

fn code_name(view: &View<'_>, path: Path, kind: Kind) -> Option<String> {
    let Entry::Text(digits) = view.document.entry(path)? else { return None };
    let code = Code::new(&digits)?;
    Some(match kind {
        Kind::Economic => view.codes.economic_name(code),
        _ => view.codes.functional_name(code),
    })
}

fn input_ui(ui: &mut Ui, view: &mut View<'_>, form: &mut FormState, field: Field<'_>, kind: Kind) -> Response {
    let path = field.path;
    let id = form.field_id(path);
    let lock = view.marks.lock(path).cloned();
    let is_locked = lock.as_ref().is_some_and(|lock| lock.unlocked_by.is_blank());
    form.refuse_typing(ui, view, path, id, is_locked);
    form.begin_field(ui, view, path, id, kind);

    let mut text = form.text(view, path, kind);
    let hint = match suggestion::hint(view, path) {
        none if none.is_empty() && matches!(kind, Kind::Date) => "年-月-日".to_owned(),
        hint => hint,
    };
    let width = field.width.unwrap_or_else(|| natural_width(kind, ui.available_width()));
    let width = field.unit.map_or(width, |behind| width_beside(ui, width, behind));
    let width = if kind.is_numeric() { width_for_number(ui, text.as_str(), width) } else { width };
    let is_long = matches!(kind, Kind::LongText);
    let response = if is_long {
        let before = TextEditState::load(ui.ctx(), id).and_then(|state| state.cursor.char_range());
        let marked = form.bare.marked(view, path, &text);
        let mut layouter = prose::layout(&text, marked);
        let edit = text_field(&mut text, kind, id, width, field.lines).hint_text(hint);
        let output = edit.layouter(&mut layouter).show(ui);
        quote::keep_out_of_chips(ui, id, &text, before);
        quote::hover_ui(view, &text, &output);
        let anchor = quote::anchor(ui, id, &output);
        let response = output.response.response;
        if response.changed() && view.read_only.is_none() {
            form.typed(ui, view, path, kind, text);
        }
        quote::list_ui(ui, form, view, path, id, anchor);
        response
    } else if is_locked {
        let mut fixed = text.as_str();
        let edit = text_field(&mut fixed, kind, id, width, field.lines);
        edit.background_color(theme::palette(ui).locked_cell).show(ui).response.response
    } else {
        let edit = text_field(&mut text, kind, id, width, field.lines).hint_text(hint);
        let response = edit.show(ui).response.response;
        if response.changed() && view.read_only.is_none() {
            form.typed(ui, view, path, kind, text);
        }
        response
    };
    if let Some(lock) = &lock {
        padlock::widget(ui, lock);
    }
    if picker::is_picked(kind) && !is_locked {
        list_button(ui, form, path, id);
        form.list_ui(ui, view, path, id, response.rect);
    }
    remarks_ui(ui, view, form, path, id, &response);
    if response.has_focus() {
        theme::focus_frame(ui, response.rect);
        current::set(ui.ctx(), Some(Source::Entered(path)));
    }
    form.end_field(ui, view, path, id, &response);
    response
}

fn text_field(text: &mut dyn TextBuffer, kind: Kind, id: Id, width: f32, lines: usize) -> TextEdit<'_> {
    let long = matches!(kind, Kind::LongText);
    let filter = EventFilter { tab: true, escape: true, vertical_arrows: true, horizontal_arrows: true };
    let edit = if long {
        TextEdit::multiline(text).desired_rows(lines)
    } else {
        TextEdit::singleline(text).return_key(None).align(if kind.is_numeric() {
            Align2::RIGHT_CENTER
        } else {
            Align2::LEFT_CENTER
        })
    };
    edit.id(id).desired_width(width).event_filter(filter)
}

/// Opens the list for the mouse; the keyboard has Alt+↓.
fn list_button(ui: &mut Ui, form: &mut FormState, path: Path, id: Id) {
    let button = ui.add(egui::Button::new("▾").frame(false).sense(egui::Sense::CLICK));
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("{} 选项", Document::label_at(path))));
    if button.on_hover_text("列出全部（Alt+↓）").clicked() {
        form.open_list(path);
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

/// The mark behind the field, its sentences on hover, and the accessible name.
fn remarks_ui(ui: &mut Ui, view: &View<'_>, form: &FormState, path: Path, id: Id, response: &Response) {
    let source = Source::Entered(path);
    let remarks = HoverText::findings(&source, view.document, view.marks);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_label(Document::label_at(path));
        if !remarks.is_empty() {
            node.set_description(remarks.text());
        }
    });
    let palette = theme::palette(ui);
    let is_shown = |weight: &Weight| {
        let is_wrong = matches!(weight, Weight::Open(Severity::Error));
        is_wrong || (!response.has_focus() && form.is_reached(view.document, path)) || !is_beginning(view.document)
    };
    if let Some(weight) = hover::weight(&source, view.document, view.marks).filter(is_shown) {
        let words = if weight == Weight::Explained { "✔ 已说明" } else { weight.symbol() };
        ui.label(RichText::new(words).color(weight.colour(palette))).on_hover_ui(|ui| remarks.ui(ui));
    }
    if let Some(remarked) = view.marks.remarked(&source) {
        if let Some(note) = remarked.note {
            note_sign(ui, note).on_hover_ui(|ui| remarks.ui(ui));
        }
        let tick = match remarked.tick {
            Some((_, TickState::Holds)) => Some(RichText::new("✔ 已核对").color(palette.done)),
            Some((_, TickState::Void)) => Some(RichText::new("核对后已变").color(palette.warning)),
            None => None,
        };
        if let Some(tick) = tick {
            ui.label(tick).on_hover_ui(|ui| remarks.ui(ui));
        }
    }
    if !remarks.is_empty() {
        response.clone().on_hover_ui(|ui| remarks.ui(ui));
    }
}

/// Selects the whole text of a field that the keyboard entered.
pub fn select_all(ui: &Ui, id: Id, text: &str) {
    let mut state = TextEditState::default();
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::default(), CCursor::end_of_str(text))));
    state.store(ui.ctx(), id);
}
