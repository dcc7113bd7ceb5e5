//! 图表页：the seven charts beside each other, each with its numbers as a list.

use egui::{
    CollapsingHeader, EventFilter, Frame, Id, Key, Modifiers, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, vec2,
};

use crate::{
    charts::ChartSpec,
    ui::{Command, View, chart_view, theme},
};

use super::Tab;

/// A chart is at least this wide; as many stand side by side as there is room for.
const LEAST_WIDTH: f32 = 400.0;
const HEIGHT: f32 = 300.0;
/// An arrow key scrolls so far.
const LINE: f32 = 60.0;

/// What this tab remembers.
#[derive(Default)]
pub struct ChartsTab {
    wants_focus: bool,
}

impl ChartsTab {
    /// Takes the keyboard the next time the tab is drawn: the arrows scroll.
    pub fn enter(&mut self) {
        self.wants_focus = true;
    }

    /// Draws the tab.
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let charts = &view.derived.charts;
        let place = ui.available_rect_before_wrap();
        let id = ui.make_persistent_id("charts page");
        let scrolled = self.take_keys(ui, id, place);
        ScrollArea::vertical().id_salt("charts").auto_shrink(false).show(ui, |ui| {
            ui.scroll_with_delta(vec2(0.0, scrolled));
            let fitting = (ui.available_width() / (LEAST_WIDTH + theme::GRID)).floor().max(1.0) as usize;
            for row in charts.chunks(fitting) {
                ui.columns(fitting, |columns| {
                    for (ui, spec) in columns.iter_mut().zip(row) {
                        chart_ui(ui, view, spec);
                    }
                });
                ui.add_space(theme::GRID);
            }
        });
        if ui.memory(|memory| memory.has_focus(id)) {
            theme::focus_frame(ui, place);
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
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
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

fn chart_ui(ui: &mut Ui, view: &mut View<'_>, spec: &ChartSpec) {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.panel).stroke(Stroke::new(1.0, palette.line)).inner_margin(theme::GRID);
    frame.show(ui, |ui| {
        let clicked = chart_view::show(ui, spec, HEIGHT, view.marks);
        view.commands.extend(clicked.map(Command::ShowSource));
        ui.label(RichText::new(format!("数据来自{}", spec.table.official_number())).color(palette.weak_text));
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
        ui::tabs::testing::{desk, reference_sample},
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
