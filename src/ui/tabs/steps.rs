//! The steps of the work above a page, with where one is, as long as a document is at its beginning.

use egui::{Button, RichText, Sense, Ui};

use crate::{
    document::Document,
    forms::is_beginning,
    ui::{Command, Tab, View, command::GROUPS, theme},
};

/// Whether they are shown on the page that one is on. They come and go with a page, never while something is typed.
#[derive(Default)]
pub struct Steps {
    /// Of the page looked at last.
    shown: Option<(Tab, bool)>,
}

/// Where each leads to.
const STEPS: [(&str, Tab); 4] =
    [("录入", Tab::Unit), ("看报告", Tab::Report), ("审核", Tab::Review), ("签批、导出", Tab::Leader)];

impl Steps {
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>, tab: Tab) {
        let is_shown = match self.shown {
            Some((on, is_shown)) if on == tab => is_shown,
            _ => is_beginning(view.document),
        };
        self.shown = Some((tab, is_shown));
        let Some(current) = step_of(tab).filter(|_| is_shown) else { return };
        let palette = theme::palette(ui);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for (index, (name, to)) in STEPS.iter().enumerate() {
                if index > 0 {
                    ui.label(RichText::new("▸").color(palette.weak_text));
                }
                let is_current = index == current;
                let colour = if is_current { palette.accent } else { palette.weak_text };
                let words = match index {
                    0 => format!("第 1 步 {name}（{}）", begun(view.document)),
                    _ => format!("第 {} 步 {name}", index + 1),
                };
                // Clicked, but no stop on the way of the Tab key: the list at the left has the same ways.
                let button = Button::selectable(is_current, RichText::new(words).color(colour)).sense(Sense::CLICK);
                if ui.add(button).clicked() && !is_current {
                    view.commands.push(Command::ShowTab(*to));
                }
            }
        });
        ui.separator();
    }
}

/// The step that a page is part of; settings and history are of none.
fn step_of(tab: Tab) -> Option<usize> {
    let group = GROUPS.iter().position(|group| group.pages.contains(tab.page()))?;
    // The last group holds two steps.
    Some(if group == 2 && tab != Tab::Review { 3 } else { group })
}

fn begun(document: &Document) -> String {
    let pages = GROUPS[0].pages.iter().filter_map(|page| page.views.first()?.form());
    let begun = pages.clone().filter(|name| (name.form().has_begun)(document)).count();
    format!("已录 {begun}/{} 页", pages.count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_of_the_work_is_part_of_a_step() {
        let steps = [Tab::Unit, Tab::Other, Tab::Report, Tab::Charts, Tab::Review, Tab::Leader, Tab::Notes];
        assert_eq!(steps.map(step_of), [Some(0), Some(0), Some(1), Some(1), Some(2), Some(3), Some(3)]);
        assert_eq!([Tab::Settings, Tab::Saves, Tab::Import].map(step_of), [None; 3]);
        for (index, (_, tab)) in STEPS.iter().enumerate() {
            assert_eq!(step_of(*tab), Some(index));
        }
    }
}
