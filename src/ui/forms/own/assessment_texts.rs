//! The texts of the self-evaluation (附件1, 附件2): their outline at the left, the chosen one at the right.

use egui::{Align, Button, Layout, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2};

use crate::{
    at,
    document::{Document, Path, Shape},
    figures::Source,
    ui::{
        View,
        forms::{
            page::{Page, section},
            parts,
        },
        severity_colour, severity_symbol, theme,
        widgets::{field::Field, in_sight::keep_focus_in_sight},
    },
};

use super::OwnDrawing;

const OUTLINE_WIDTH: f32 = 260.0;
const LINES: usize = 14;

/// Where all texts are.
fn all() -> Path {
    at!(performance.texts)
}

/// The texts in their order: name in the file and on screen.
fn texts() -> Vec<(&'static str, &'static str)> {
    match Document::field_at(all()).map(|field| field.shape) {
        Some(Shape::Record(fields)) => fields().iter().map(|field| (field.name, field.label)).collect(),
        _ => Vec::new(),
    }
}

#[derive(Default)]
pub struct AssessmentTexts {
    chosen: usize,
    /// The text that was asked for takes the keyboard in the frame after: what is typed in the one that is left is
    /// entered while it is still drawn.
    next: Option<Path>,
}

impl OwnDrawing for AssessmentTexts {
    fn ui(&mut self, page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
        if let Some(next) = self.next.take() {
            page.go_to(next);
        }
        let texts = texts();
        let step = parts::key_step(ui).and_then(|step| self.chosen.checked_add_signed(step));
        let mut asked = step.filter(|to| *to < texts.len());
        let height = ui.clip_rect().height() - 2.0 * theme::GRID;
        ui.horizontal_top(|ui| {
            let outline = ScrollArea::vertical().id_salt("outline").max_height(height).auto_shrink([false, true]);
            ui.allocate_ui_with_layout(vec2(OUTLINE_WIDTH, height), Layout::top_down(Align::Min), |ui| {
                outline.show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    for (index, (name, label)) in texts.iter().enumerate() {
                        if line_ui(ui, view, all().field(name), label, index == self.chosen) {
                            asked = Some(index);
                        }
                    }
                    keep_focus_in_sight(ui);
                });
            });
            view.flush |= asked.is_some();
            if let Some((name, label)) = texts.get(self.chosen) {
                ui.vertical(|ui| text_ui(page, ui, view, all().field(name), label));
            }
        });
        if let Some(asked) = asked.filter(|asked| *asked != self.chosen) {
            self.chosen = asked;
            self.next = texts.get(asked).map(|(name, _)| all().field(name));
            ui.ctx().request_repaint();
        }
    }

    fn go_to(&mut self, source: &Source) {
        let Source::Entered(path) = source else { return };
        if path.starts_with(&all()) {
            let text = texts().iter().position(|(name, _)| path.last_field() == Some(name));
            self.chosen = text.unwrap_or(self.chosen);
        }
    }
}

fn text_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>, path: Path, label: &str) {
    section(ui, label, "Alt+↑ 上一段　Alt+↓ 下一段");
    page.field(ui, view, "texts", path, Field::new(path).label("").lines(LINES));
    let length = page.length(view, "texts", path);
    ui.label(RichText::new(format!("{length} 字")).color(theme::palette(ui).weak_text));
}

/// A line of the outline: ○ empty, ✔ written, or the mark of a finding.
fn line_ui(ui: &mut Ui, view: &View<'_>, path: Path, label: &str, is_chosen: bool) -> bool {
    let palette = theme::palette(ui);
    let is_blank = view.document.entry(path).is_none_or(|entry| entry.is_blank());
    let (symbol, colour, words) = match view.marks.severity(&Source::Entered(path)) {
        Some(severity) => (severity_symbol(severity), severity_colour(severity, palette), "有问题"),
        None if is_blank => ("○", palette.weak_text, "未填写"),
        None => ("✔", palette.done, "已填写"),
    };
    let text = RichText::new(label).color(if is_chosen { palette.accent } else { palette.text });
    let button = Button::selectable(is_chosen, text)
        .shortcut_text(RichText::new(symbol).color(colour))
        .min_size(vec2(ui.available_width(), theme::ROW_HEIGHT))
        .truncate();
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_chosen, format!("{label} {words}")));
    response.on_hover_text(format!("{label}：{words}")).clicked()
}
