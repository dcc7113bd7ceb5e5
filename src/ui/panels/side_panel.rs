//! The panel at the right: what is found at the current number, how it came about, and the charts that this tab feeds.
//! While it is folded on a page of entry, the first two stand in a line below the page, and the first chart in a strip.

use std::sync::Arc;

use egui::{Align, Frame, Id, Label, Layout, Margin, Panel, RichText, ScrollArea, Sense, Ui};

use crate::{
    charts::ChartSpec,
    derived::Derived,
    figures::Source,
    rules::Finding,
    ui::{
        Command, Tab, Weight, theme,
        widgets::{chart_view, in_sight::keep_focus_in_sight},
    },
};

use super::explain_panel::{self, Explained};

const CHART_HEIGHT: f32 = 186.0;
/// In a lower window, charts and explanation scroll together.
const ROOM_FOR_BOTH: f32 = 420.0;

/// The chart below a page.
const STRIP_HEIGHT: f32 = 118.0;

/// Where the keyboard goes in this region.
pub fn fold_id() -> Id {
    Id::unique("fold right")
}

/// The charts that a tab's figures show in.
fn charts_of(tab: Tab) -> &'static [&'static str] {
    match tab {
        Tab::Unit => &["totals"],
        Tab::Income => &["income_structure", "totals", "fiscal_totals"],
        Tab::Expenditure => &["spending_structure", "gpb_spending", "gpb_classes", "totals"],
        Tab::ThreePublic => &["three_public"],
        _ => &[],
    }
}

/// What the panel is about.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The number that is explained.
    pub number: Option<&'a Source>,
    /// The finding gone to last, if this is where it led to.
    pub finding: Option<&'a Finding>,
}

impl<'a> Subject<'a> {
    /// What is found at the number: the finding gone to before the others, those before the gravest first.
    fn findings(self, derived: &'a Derived) -> Vec<&'a Finding> {
        let at_number = self.number.into_iter().flat_map(|number| derived.findings_at(number));
        let mut findings: Vec<&Finding> = at_number.filter(|finding| self.finding != Some(finding)).collect();
        findings.sort_by_key(|finding| Weight::of(finding));
        self.finding.into_iter().chain(findings).collect()
    }
}

/// What the panel keeps: an explanation is looked up anew only after an edit or for another number.
#[derive(Default)]
pub struct SidePanel {
    made_from: Option<Arc<Derived>>,
    explained: Option<Explained>,
    /// What `explained` was asked about.
    asked: Option<Source>,
}

impl SidePanel {
    /// Draws the panel, unfolded.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        tab: Tab,
        derived: &Arc<Derived>,
        subject: Subject<'_>,
        commands: &mut Vec<Command>,
    ) {
        self.refresh(derived, subject.number);
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| fold_button_ui(ui, "▶", commands));
        if charts_of(tab).is_empty() {
            self.scrolled_subject_ui(ui, derived, subject, commands);
            return;
        }
        if ui.available_height() < ROOM_FOR_BOTH {
            ScrollArea::vertical().id_salt(("side", tab.label())).auto_shrink(false).show(ui, |ui| {
                self.subject_ui(ui, derived, subject, commands);
                ui.separator();
                charts_ui(ui, tab, derived, commands);
                keep_focus_in_sight(ui);
            });
            return;
        }
        // What is said of the number stays in sight whatever the charts' length.
        let height = ui.available_height();
        let panel = Panel::top("explanation").default_size(height * 0.45).size_range(80.0..=height * 0.7);
        panel.frame(Frame::NONE).resizable(true).show(ui, |ui| {
            self.scrolled_subject_ui(ui, derived, subject, commands);
        });
        ScrollArea::vertical().id_salt(("charts", tab.label())).auto_shrink(false).show(ui, |ui| {
            charts_ui(ui, tab, derived, commands);
            keep_focus_in_sight(ui);
        });
    }

    /// Without the charts, where the panel is folded.
    pub fn card_ui(&mut self, ui: &mut Ui, derived: &Arc<Derived>, subject: Subject<'_>, commands: &mut Vec<Command>) {
        self.refresh(derived, subject.number);
        self.subject_ui(ui, derived, subject, commands);
    }

    /// Finding and explanation in one line, where the panel is folded on a page of entry.
    pub fn line_ui(&mut self, ui: &mut Ui, derived: &Arc<Derived>, subject: Subject<'_>, commands: &mut Vec<Command>) {
        self.refresh(derived, subject.number);
        let palette = theme::palette(ui);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            fold_button_ui(ui, "展开 F9", commands);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let findings = subject.findings(derived);
                let explained = self.explained.as_ref().map(Explained::line);
                if let Some(finding) = findings.first() {
                    let weight = Weight::of(finding);
                    ui.label(RichText::new(weight.symbol()).color(weight.colour(palette)));
                    let more =
                        if findings.len() > 1 { format!("（共 {} 项）", findings.len()) } else { String::new() };
                    let text = format!("{}{more}　{}", finding.message, finding.remedy);
                    ui.scope(|ui| {
                        // What was found is worth more of the line than how the number is made.
                        let share = if explained.is_some() { 0.65 } else { 1.0 };
                        ui.set_max_width(ui.available_width() * share);
                        ui.add(Label::new(&text).truncate()).on_hover_text(format!("{}：{text}", finding.title));
                    });
                }
                if let Some(line) = &explained {
                    if !findings.is_empty() {
                        ui.separator();
                    }
                    let label = Label::new(RichText::new(line).color(palette.weak_text)).truncate().sense(Sense::CLICK);
                    if ui.add(label).on_hover_text(format!("{line}\n点击或按 F4 看各项和去处")).clicked() {
                        commands.push(Command::ExplainCurrent);
                    }
                } else if findings.is_empty() {
                    let words = "选中一格后，这里说明它的问题和算法";
                    ui.add(Label::new(RichText::new(words).color(palette.weak_text)).truncate());
                }
            });
        });
    }

    fn scrolled_subject_ui(
        &self,
        ui: &mut Ui,
        derived: &Arc<Derived>,
        subject: Subject<'_>,
        commands: &mut Vec<Command>,
    ) {
        ScrollArea::vertical().id_salt("explanation").auto_shrink(false).show(ui, |ui| {
            self.subject_ui(ui, derived, subject, commands);
            keep_focus_in_sight(ui);
        });
    }

    fn subject_ui(&self, ui: &mut Ui, derived: &Arc<Derived>, subject: Subject<'_>, commands: &mut Vec<Command>) {
        findings_ui(ui, derived, &subject.findings(derived));
        explain_panel::explain_ui(ui, derived, self.explained.as_ref(), commands);
    }

    /// Computes anew only what has changed.
    fn refresh(&mut self, derived: &Arc<Derived>, asked: Option<&Source>) {
        let is_known = self.made_from.as_ref().is_some_and(|made_from| Arc::ptr_eq(made_from, derived));
        if !is_known {
            self.made_from = Some(derived.clone());
        }
        if !is_known || self.asked.as_ref() != asked {
            self.explained = asked.and_then(|source| Explained::of(&derived.figures, source));
            self.asked = asked.cloned();
        }
    }
}

fn findings_ui(ui: &mut Ui, derived: &Derived, findings: &[&Finding]) {
    if findings.is_empty() {
        return;
    }
    let palette = theme::palette(ui);
    ui.label(RichText::new("这一格的问题").text_style(theme::section()));
    for finding in findings {
        let weight = Weight::of(finding);
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(weight.symbol()).color(weight.colour(palette)));
            ui.label(RichText::new(finding.title).strong());
        });
        ui.label(&finding.message);
        let (words, text) = match finding.explanation(&derived.figures) {
            Some(given) => ("已说明", &*given.text),
            None => ("怎么改", finding.remedy),
        };
        ui.label(RichText::new(format!("{words}：{text}")).color(palette.weak_text));
    }
    ui.separator();
}

fn charts_ui(ui: &mut Ui, tab: Tab, derived: &Derived, commands: &mut Vec<Command>) {
    ui.label(RichText::new("本页的图").text_style(theme::section()));
    for key in charts_of(tab) {
        if let Some(spec) = derived.charts.iter().find(|spec| spec.key == *key) {
            commands.extend(chart_view::show(ui, spec, CHART_HEIGHT, derived).map(Command::ShowSource));
            ui.add_space(theme::GRID);
        }
    }
}

/// The first chart of the page below it, as wide as the page, while the panel is folded.
pub fn chart_strip_ui(ui: &mut Ui, tab: Tab, derived: &Derived, commands: &mut Vec<Command>) {
    let is_first = |spec: &&ChartSpec| charts_of(tab).first() == Some(&spec.key);
    let Some(spec) = derived.charts.iter().find(is_first) else { return };
    let frame = Frame::new().fill(theme::palette(ui).panel).inner_margin(Margin::symmetric(8, 3));
    Panel::bottom("chart strip").frame(frame).exact_size(STRIP_HEIGHT).show(ui, |ui| {
        let height = ui.available_height();
        commands.extend(chart_view::show(ui, spec, height, derived).map(Command::ShowSource));
    });
}

/// The panel while it is folded: a strip with the button that unfolds it.
pub fn folded_ui(ui: &mut Ui, commands: &mut Vec<Command>) {
    fold_button_ui(ui, "◀", commands);
}

fn fold_button_ui(ui: &mut Ui, text: &str, commands: &mut Vec<Command>) {
    let response = ui.push_id("fold", |ui| ui.small_button(text)).inner;
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("折叠或展开右栏"));
    if response.has_focus() {
        theme::focus_frame(ui, response.rect);
    }
    let id = response.id;
    ui.data_mut(|data| data.insert_temp(fold_id(), id));
    if response.on_hover_text("折叠或展开图表和算法 F9").clicked() {
        commands.push(Command::FoldRight);
    }
}
