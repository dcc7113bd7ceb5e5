//! The list of pages at the left: where one is and what is left to do.

use egui::{Button, Id, RichText, Ui, accesskit::Role, vec2};

use crate::{
    derived::Derived,
    ui::{
        Command, Desk, Tab,
        command::{self, GROUPS, OF_FILE, Page},
        tabs, theme,
    },
};

/// The pages of entry and of the report are numbered, as their keys are: Ctrl+1 to Ctrl+9.
const NUMBERED: usize = 9;

/// Narrower lines show the gravest count only.
const ROOM_FOR_COUNTS: f32 = 150.0;

/// The key of the button of the current page, where the keyboard goes in this region.
pub fn current_id() -> Id {
    Id::unique("current tab")
}

pub fn tab_list_ui(ui: &mut Ui, current: Tab, derived: &Derived, desk: &Desk, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 2.0;
    // Pages that only the menu leads to are listed while one is there, and as long as one may want to go back to them.
    let is_there = OF_FILE.pages.contains(current.page());
    let is_kept = |page: &&Page| is_there || page.views.iter().any(|tab| has_list(*tab, desk));
    let of_file: Vec<&Page> = OF_FILE.pages.iter().filter(is_kept).collect();
    let of_file = (!of_file.is_empty()).then_some((OF_FILE.name, of_file));
    let numbered: Vec<&Page> = GROUPS.iter().flat_map(|group| group.pages).take(NUMBERED).collect();
    let groups = command::listed(current, &derived.figures).map(|group| (group.name, group.pages.iter().collect()));
    for (group, pages) in groups.chain(of_file) {
        ui.label(RichText::new(group).small().color(theme::palette(ui).weak_text));
        for page in pages {
            let name = match numbered.iter().position(|other| *other == page) {
                Some(index) => format!("{} {}", index + 1, page.name),
                None => page.name.to_owned(),
            };
            let is_current = page == current.page();
            if page_ui(ui, page, &name, is_current, derived, desk) && !is_current {
                commands.extend(page.views.first().map(|tab| Command::ShowTab(*tab)));
            }
        }
    }
}

/// Whether a page shows a list from which one goes to places of the project.
fn has_list(tab: Tab, desk: &Desk) -> bool {
    match tab {
        Tab::Import => desk.importing.shown.is_some(),
        Tab::Checking => desk.checking.shown.is_some(),
        _ => false,
    }
}

/// The smallest size of a name that does not fit, as a part of the usual one.
const LEAST_SIZE: f32 = 0.75;

/// A name gives up some of its size before it is broken into two lines.
fn size_in_one_line(ui: &Ui, name: &str, mark: &str) -> f32 {
    let usual = egui::TextStyle::Button.resolve(ui.style());
    let width =
        |text: &str| ui.painter().layout_no_wrap(text.to_owned(), usual.clone(), egui::Color32::PLACEHOLDER).size().x;
    let around = 2.0 * ui.spacing().button_padding.x + if mark.is_empty() { 0.0 } else { ui.spacing().item_spacing.x };
    let room = ui.available_width() - width(mark) - around;
    usual.size * (room / width(name).max(1.0)).clamp(LEAST_SIZE, 1.0)
}

fn page_ui(ui: &mut Ui, page: &Page, name: &str, is_current: bool, derived: &Derived, desk: &Desk) -> bool {
    let palette = theme::palette(ui);
    let mark = tabs::page_mark(page, is_current, derived, desk);
    // In a narrow list the gravest count stands for all.
    let shown = match ui.available_width() < ROOM_FOR_COUNTS {
        true => mark.text.split(' ').next().unwrap_or_default(),
        false => &mark.text,
    };
    let text = RichText::new(name).color(if is_current { palette.accent } else { palette.text });
    let text = text.size(size_in_one_line(ui, name, shown));
    let button = Button::selectable(is_current, text)
        .shortcut_text(RichText::new(shown).color(mark.status.colour(palette)))
        .min_size(vec2(ui.available_width(), theme::HEADER_HEIGHT));
    let response = ui.push_id(("tab", page.name), |ui| ui.add(button)).inner;
    response.widget_info(|| egui::WidgetInfo::selected(Role::Tab, true, is_current, page.name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(mark.words.as_str()));
    if is_current {
        // In a low window the list scrolls: the page that was just opened comes into sight.
        let shown = Id::unique("tab last shown");
        if ui.data_mut(|data| data.get_temp::<&'static str>(shown)) != Some(page.name) {
            ui.data_mut(|data| data.insert_temp(shown, page.name));
            response.scroll_to_me(None);
        }
        if response.has_focus() {
            theme::focus_frame(ui, response.rect);
        }
        let id = response.id;
        ui.data_mut(|data| data.insert_temp(current_id(), id));
    }
    response.on_hover_text(format!("{}：{}", page.name, mark.words)).clicked()
}
