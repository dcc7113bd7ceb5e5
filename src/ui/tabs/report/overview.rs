//! Stands below a heading that has no text of its own: its sections, each with its mark and a way there.

use egui::{RichText, Ui};

use crate::{
    report::{Report, Topic},
    ui::{View, theme},
};

use super::outline::{SectionState, is_heading_only, mark};

const INDENT: f32 = 20.0;
const MARK_WIDTH: f32 = 20.0;

/// Draws the sections of a topic that is nothing but a heading; answers with the one that is asked for.
pub(super) fn overview_ui(ui: &mut Ui, view: &View<'_>, report: &Report, topic: &Topic) -> Option<usize> {
    if !is_heading_only(report, topic) {
        return None;
    }
    let mut asked = None;
    for index in sections_of(report, topic) {
        let Some(section) = report.topics.get(index) else { continue };
        let mark = mark(report, section, view.marks);
        ui.horizontal(|ui| {
            ui.add_space(INDENT * f32::from(section.level.saturating_sub(topic.level + 1)));
            let colour = mark.colour(theme::palette(ui));
            let symbol = ui.label(RichText::new(mark.symbol()).color(colour));
            ui.add_space((MARK_WIDTH - symbol.rect.width()).max(0.0));
            if ui.link(&section.title).clicked() {
                asked = Some(index);
            }
            if !matches!(mark, SectionState::Plain | SectionState::Done) {
                ui.label(RichText::new(mark.label()).color(theme::palette(ui).weak_text));
            }
        });
    }
    asked
}

/// The places of what stands below a topic in the outline.
fn sections_of(report: &Report, topic: &Topic) -> Vec<usize> {
    let topics = report.topics.iter().enumerate();
    let behind = topics.skip_while(|(_, other)| other.key != topic.key).skip(1);
    behind.take_while(|(_, other)| other.level > topic.level).map(|(index, _)| index).collect()
}
