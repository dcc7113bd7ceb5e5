//! Lists below a text each typed number that is probably a figure, with the way to quote it instead.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use egui::{Id, Label, Response, RichText, Role, Ui, WidgetInfo};

use crate::{
    derived::Derived,
    document::{Edit, Kind, Path},
    report::{Fit, ProbableFigure, is_prose, probable_figures},
    rules::Severity,
    ui::{
        Command, View, severity_colour, severity_symbol, theme,
        widgets::prose::{self, Prose},
    },
};

use super::form::FormState;

/// Lines shown; who has typed more numbers mends these first.
const MOST_LINES: usize = 3;

/// What was found in the texts of a form, so that it is looked for only after a change.
#[derive(Default)]
pub(super) struct BareNumbers {
    found: BTreeMap<Path, Found>,
}

struct Found {
    text: String,
    derived: Arc<Derived>,
    numbers: Vec<ProbableFigure>,
}

impl BareNumbers {
    /// The typed numbers of a text that probably are figures.
    fn of(&mut self, view: &View<'_>, path: Path, text: &Prose) -> &[ProbableFigure] {
        let stored = text.stored();
        let is_known = self
            .found
            .get(&path)
            .is_some_and(|found| found.text == stored && Arc::ptr_eq(&found.derived, view.derived));
        if !is_known {
            let derived = view.derived.clone();
            let numbers = match is_prose(path) {
                true => probable_figures(&derived.figures, &derived.report, &[(path, &stored)]),
                false => Vec::new(),
            };
            self.found.insert(path, Found { text: stored, derived, numbers });
        }
        self.found.get(&path).map(|found| found.numbers.as_slice()).unwrap_or_default()
    }

    /// The characters of these numbers.
    pub fn marked(&mut self, view: &View<'_>, path: Path, text: &Prose) -> Vec<Range<usize>> {
        self.of(view, path, text).iter().map(|number| text.shown_range(number.at.clone())).collect()
    }
}

/// The lines below the field of a text.
pub(super) fn lines_ui(ui: &mut Ui, view: &mut View<'_>, form: &mut FormState, path: Path, field: &Response) {
    let text = form.text(view, path, Kind::LongText);
    let numbers = form.bare.of(view, path, &text).to_vec();
    let palette = theme::palette(ui);
    let indent = field.rect.left() - ui.max_rect().left();
    for number in numbers.iter().take(MOST_LINES) {
        ui.horizontal(|ui| {
            ui.add_space(indent);
            let severity = if number.fit == Fit::Equal { Severity::Hint } else { Severity::Warning };
            ui.label(RichText::new(severity_symbol(severity)).color(severity_colour(severity, palette)));
            let button = ui.small_button("改为引用").on_hover_text("换成随数据变化的引用（Ctrl+Shift+L 改下一处）");
            let name = format!("{} 改为引用", number.text);
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            if button.clicked() {
                quote(ui, form, view, path, field.id, &[number]);
            }
            let name = view.derived.figures.label(&number.source);
            let words = format!("{} {}（{name}）", number.text, relation(number));
            ui.add(Label::new(RichText::new(words).color(palette.weak_text)).truncate());
        });
    }
    let equal: Vec<&ProbableFigure> = numbers.iter().filter(|number| number.fit == Fit::Equal).collect();
    if numbers.len() > MOST_LINES || equal.len() > 1 {
        ui.horizontal(|ui| {
            ui.add_space(indent);
            ui.label(RichText::new(format!("共 {} 处", numbers.len())).color(palette.weak_text));
            let button = ui.small_button(format!("相等的 {} 处全部改为引用", equal.len()));
            if button.on_hover_text("只改与算出的数完全相等的；其余逐处核对").clicked() {
                quote(ui, form, view, path, field.id, &equal);
            }
        });
    }
}

/// How the number stands to the figure, in words.
fn relation(number: &ProbableFigure) -> String {
    match number.fit {
        Fit::Equal => format!("就是 {}", number.printed),
        Fit::OtherWay => format!("增减写反了，应为 {}", number.printed),
        Fit::CutOff | Fit::LastDigit => format!("可能是 {}", number.printed),
        Fit::Shifted => format!("小数点可能有误，应为 {}", number.printed),
    }
}

/// Quotes the next number from the cursor on, or the first one.
pub(super) fn quote_next(ui: &Ui, form: &mut FormState, view: &mut View<'_>, path: Path, id: Id) {
    let text = form.text(view, path, Kind::LongText);
    let cursor = prose::selection(ui.ctx(), id).map_or(0, |selected| selected.start);
    let numbers = form.bare.of(view, path, &text).to_vec();
    let is_ahead = |number: &&ProbableFigure| text.shown_range(number.at.clone()).end > cursor;
    match numbers.iter().find(is_ahead).or(numbers.first()) {
        Some(number) => quote(ui, form, view, path, id, &[number]),
        None => view.commands.push(Command::Status("这段文字里没有可改为引用的数".to_owned())),
    }
}

/// Puts links in the place of numbers, together with what is being typed around them; one step to undo.
fn quote(ui: &Ui, form: &mut FormState, view: &mut View<'_>, path: Path, id: Id, numbers: &[&ProbableFigure]) {
    let mut stored = form.text(view, path, Kind::LongText).stored();
    let mut behind = None;
    for number in numbers.iter().rev().filter(|number| number.path == path) {
        if stored.get(number.at.clone()) == Some(number.text.as_str()) {
            stored.replace_range(number.at.clone(), &number.replacement);
            let end = number.at.start + number.replacement.len();
            behind.get_or_insert_with(|| Prose::linked(&stored[..end], view.derived).length());
        }
    }
    let Some(behind) = behind else { return };
    form.editing = None;
    let edits = vec![Edit::type_text(path, &stored, view.document.amount_unit())];
    let label = match numbers {
        [number] => format!("{} 改为引用", number.text),
        _ => format!("{} 个数改为引用", numbers.len()),
    };
    view.commands.push(Command::Edit(Edit::Many { label, edits }));
    super::quote::put_cursor(ui, id, behind);
}
