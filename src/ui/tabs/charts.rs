//! The tab of charts (图表): all seven beside each other, each with its numbers as a list.

use egui::{
    CollapsingHeader, EventFilter, Frame, Id, Key, Modifiers, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, vec2,
};

use crate::{
    charts::{self, ChartSpec},
    ui::{
        Command, Screen, Tab, View,
        command::places::Place,
        remarks,
        state::current,
        theme,
        widgets::{chart_view, in_sight::keep_focus_in_sight},
    },
};

/// A chart is at least this wide; as many stand side by side as there is room for.
const LEAST_WIDTH: f32 = 400.0;
const HEIGHT: f32 = 300.0;
/// An arrow key scrolls so far.
const LINE: f32 = 60.0;

/// What this tab remembers.
#[derive(Default)]
pub struct ChartsTab {
    wants_focus: bool,
    /// The chart that notes are about.
    chosen: usize,
    /// Bring it into sight.
    scroll: bool,
}

impl Screen for ChartsTab {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let charts = &view.derived.charts;
        let place = ui.available_rect_before_wrap();
        let id = ui.make_persistent_id("charts page");
        let scrolled = self.take_keys(ui, id, place);
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        if let Some(spec) = charts.get(self.chosen).filter(|_| has_focus) {
            current::set_place(ui.ctx(), Place::Chart(spec.key));
        }
        let scroll = std::mem::take(&mut self.scroll);
        let mut touched = None;
        ScrollArea::vertical().id_salt("charts").auto_shrink(false).show(ui, |ui| {
            ui.scroll_with_delta(vec2(0.0, scrolled));
            let fitting = (ui.available_width() / (LEAST_WIDTH + theme::GRID)).floor().max(1.0) as usize;
            for (first, row) in charts.chunks(fitting).enumerate() {
                ui.columns(fitting, |columns| {
                    for (index, (ui, spec)) in columns.iter_mut().zip(row).enumerate() {
                        let at = first * fitting + index;
                        let is_chosen = has_focus && at == self.chosen;
                        let rect = chart_ui(ui, view, spec, is_chosen);
                        if scroll && at == self.chosen {
                            ui.scroll_to_rect(rect, None);
                        }
                        if ui.input(|input| input.pointer.primary_pressed()) && ui.rect_contains_pointer(rect) {
                            touched = Some(at);
                        }
                    }
                });
                ui.add_space(theme::GRID);
            }
            keep_focus_in_sight(ui);
        });
        if let Some(touched) = touched {
            self.chosen = touched;
            self.wants_focus = true;
            ui.ctx().request_repaint();
        }
    }

    fn enter(&mut self) {
        self.wants_focus = true;
    }
}

impl ChartsTab {
    /// Chooses a chart and brings it into sight the next time the tab is drawn.
    pub fn show(&mut self, key: &str) {
        if let Some(at) = charts::keys().position(|known| known == key) {
            self.chosen = at;
            self.scroll = true;
        }
    }
}

impl ChartsTab {
    /// How far the keys scroll while the page itself has the keyboard.
    fn take_keys(&mut self, ui: &Ui, id: Id, place: Rect) -> f32 {
        let page = ui.interact(place, id, Sense::focusable_noninteractive());
        page.widget_info(|| WidgetInfo::labeled(Role::Pane, true, "图表"));
        if std::mem::take(&mut self.wants_focus) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if !ui.memory(|memory| memory.has_focus(id)) {
            return 0.0;
        }
        let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        for (key, step) in [(Key::ArrowRight, 1), (Key::ArrowLeft, -1)] {
            while ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                self.chosen = self.chosen.saturating_add_signed(step).min(charts::keys().len() - 1);
                self.scroll = true;
            }
        }
        let keys = [
            (Key::ArrowDown, -LINE),
            (Key::ArrowUp, LINE),
            (Key::PageDown, -place.height()),
            (Key::PageUp, place.height()),
            (Key::Home, f32::MAX),
            (Key::End, f32::MIN),
        ];
        ui.input_mut(|input| {
            let pressed = keys.into_iter().filter(|(key, _)| input.consume_key(Modifiers::NONE, *key));
            pressed.map(|(_, by)| by).sum()
        })
    }
}

/// Draws a chart with its numbers; answers where.
fn chart_ui(ui: &mut Ui, view: &mut View<'_>, spec: &ChartSpec, is_chosen: bool) -> Rect {
    let palette = theme::palette(ui);
    let line = if is_chosen { Stroke::new(theme::FOCUS_LINE, palette.accent) } else { Stroke::new(1.0, palette.line) };
    let frame = Frame::new().fill(palette.panel).stroke(line).inner_margin(theme::GRID);
    let drawn = frame.show(ui, |ui| {
        let clicked = chart_view::show(ui, spec, HEIGHT, view.marks);
        view.commands.extend(clicked.map(Command::ShowSource));
        ui.horizontal(|ui| {
            ui.label(RichText::new(format!("数据来自{}", spec.table.official_number())).color(palette.weak_text));
            remarks::sign_ui(ui, view.derived, &Place::Chart(spec.key), view.commands);
        });
        let marks = spec.marks();
        if marks.is_empty() {
            if ui.link("去录入").on_hover_text(format!("到“{}”页", entered_in(spec).label())).clicked() {
                view.commands.push(Command::ShowTab(entered_in(spec)));
            }
            return;
        }
        CollapsingHeader::new("各项数").id_salt(("marks", spec.key)).show(ui, |ui| {
            for mark in &marks {
                if ui.link(mark.words(spec.unit)).on_hover_text("查看出处").clicked() {
                    view.commands.push(Command::ShowSource(mark.source.clone()));
                }
            }
        });
    });
    drawn.response.rect
}

/// The tab in which the numbers of a chart are entered.
fn entered_in(spec: &ChartSpec) -> Tab {
    match spec.table.number() {
        1 | 2 | 4 => Tab::Income,
        13 => Tab::ThreePublic,
        _ => Tab::Expenditure,
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::{
        document::Document,
        ui::testing::{desk, reference_sample},
    };

    #[test]
    fn all_charts_are_there_and_their_numbers_lead_to_the_tables() {
        let mut harness = desk(reference_sample(), ChartsTab::default(), ChartsTab::ui);
        let charts = &harness.derived().charts;
        assert_eq!(charts.len(), 7);
        for spec in charts {
            harness.get_by_label(&spec.description());
        }
        let list = harness.get_all_by_label("各项数").next().expect("a list");
        list.click();
        harness.run();
        let mark = charts[0].marks().swap_remove(0);
        harness.click(&mark.words(charts[0].unit));
        assert_eq!(harness.asked(), [Command::ShowSource(mark.source)]);
    }

    #[test]
    fn a_chart_without_numbers_says_where_to_enter_them() {
        let mut harness = desk(Document::default(), ChartsTab::default(), ChartsTab::ui);
        let link = harness.get_all_by_label("去录入").next().expect("a link");
        link.click();
        harness.run();
        assert_eq!(harness.asked(), [Command::ShowTab(Tab::Income)]);
    }
}
