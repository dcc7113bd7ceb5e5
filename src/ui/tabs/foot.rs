//! The foot of a page of entry: the way to its neighbours, and what is still open on it.

use egui::{Align, Layout, Panel, RichText, Ui};

use crate::ui::{Command, Tab, View, command, theme};

pub fn ui(ui: &mut Ui, view: &mut View<'_>, tab: Tab) {
    let Some(page) = tab.form() else { return };
    let derived = view.derived.clone();
    let listed = || command::listed(tab, &derived.figures).flat_map(|group| group.pages);
    let Some(at) = listed().position(|other| *other == *tab.page()) else { return };
    let neighbour = |at: Option<usize>| listed().nth(at?);
    let open = derived.attention().pressing.get(&page).map(Vec::as_slice).unwrap_or_default();
    Panel::bottom("page foot").show_separator_line(false).show(ui, |ui| {
        ui.add_space(theme::GRID / 2.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(next) = neighbour(at.checked_add(1)) {
                let button = ui.button(format!("下一页：{} ▶", next.name)).on_hover_text("Ctrl+PageDown");
                let first = next.views.first().filter(|_| button.clicked());
                view.commands.extend(first.map(|tab| Command::ShowTab(*tab)));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if let Some(before) = neighbour(at.checked_sub(1)) {
                    let button = ui.button(format!("◀ 上一页：{}", before.name)).on_hover_text("Ctrl+PageUp");
                    let first = before.views.first().filter(|_| button.clicked());
                    view.commands.extend(first.map(|tab| Command::ShowTab(*tab)));
                }
                match open.first() {
                    None => {
                        ui.label(RichText::new("本页没有待处理的问题").color(theme::palette(ui).weak_text));
                    }
                    Some(first) => {
                        let words = format!("本页还有 {} 处待处理", open.len());
                        let titles: Vec<&str> =
                            open.iter().filter_map(|index| Some(derived.review.findings.get(*index)?.title)).collect();
                        if ui.button(words).on_hover_text(titles.join("\n")).clicked() {
                            view.commands.push(Command::ShowFinding(*first));
                        }
                    }
                }
            });
        });
    });
}
