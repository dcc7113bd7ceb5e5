//! The menu bar and the menus of a place, made from the command table, for keyboard and pointer alike.
//!
//! Whose accounts these are, the entry unit and the way to the palette stand in the bar too.

mod alt;
mod items;
mod state;

use egui::{
    Align, Area, Button, Frame, Id, Label, Layout, Order, Pos2, Rect, Response, RichText, ScrollArea, Separator,
    TextWrapMode, Ui, UiKind, WidgetInfo, accesskit::Role, pos2, vec2,
};

use crate::{
    document::{Document, EntryUnit},
    ui::{
        Command,
        command::{self, Menu},
        theme,
    },
};

pub use items::Stock;
pub use state::Menus;

use items::{Does, Item};
use state::{BAR, Root};

/// A menu is at least so wide.
const WIDTH: f32 = 220.0;

/// Between two groups of lines.
const SEPARATOR: f32 = 6.0;
/// Beside the titles.
const ROOM_FOR_PALETTE: f32 = 260.0;
const ROOM_FOR_UNIT: f32 = 80.0;

/// Draws the bar and the menus that are open.
pub fn menu_bar_ui(
    ui: &mut Ui,
    menus: &mut Menus,
    stock: Stock<'_>,
    document: Option<&Document>,
    commands: &mut Vec<Command>,
) {
    let bar = egui::MenuBar::new().ui(ui, |ui| {
        for (at, menu) in BAR.into_iter().enumerate() {
            title_ui(ui, menus, at, menu);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            // A narrow window keeps the menus; everything here is in them too.
            if ui.available_width() > ROOM_FOR_PALETTE {
                palette_button_ui(ui, commands);
            }
            if let Some(document) = document.filter(|_| ui.available_width() > ROOM_FOR_UNIT) {
                document_ui(document, ui, commands);
            }
        });
    });
    menus.bar = Some(bar.response.rect);
    menus_ui(ui, menus, stock, commands);
}

fn title_ui(ui: &mut Ui, menus: &mut Menus, at: usize, menu: Menu) {
    let is_open = menus.open.as_ref().is_some_and(|open| open.root == Root::Bar(at));
    let is_shown = menus.open.as_ref().is_some_and(|open| !open.chosen.is_empty());
    let title = ui.add(Button::selectable(is_open, format!("{}({})", menu.label(), menu.letter())));
    ui.data_mut(|data| data.insert_temp(title_place(at), title.rect.left_bottom()));
    name(&title, menu.label(), Some(menu.letter()), is_open);
    let moved = ui.input(|input| input.pointer.is_moving());
    if title.clicked() {
        match is_open && is_shown {
            true => menus.close(),
            false => menus.open_bar(at, vec![None]),
        }
    } else if is_shown && !is_open && moved && title.hovered() && menus.is_of_bar() {
        menus.open_bar(at, vec![None]);
    }
    if is_open && let Some(id) = menus.focus() {
        active(ui, id, &title);
    }
}

fn title_place(at: usize) -> Id {
    Id::unique(("menu title", at))
}

/// The menus that are open, from the bar or the place outwards.
fn menus_ui(ui: &Ui, menus: &mut Menus, stock: Stock<'_>, commands: &mut Vec<Command>) {
    menus.drawn.clear();
    let mut place = match menus.open.as_ref().map(|open| &open.root) {
        Some(Root::Bar(at)) => ui.data(|data| data.get_temp::<Pos2>(title_place(*at))).unwrap_or_default(),
        Some(Root::At(place, _)) => *place,
        None => return,
    };
    let mut depth = 0;
    while let Some(open) = menus.open.as_ref().filter(|open| depth < open.chosen.len()) {
        let items = open.items(depth, stock);
        let lines = Lines { items: &items, depth, chosen: open.chosen[depth], follow: menus.follow };
        let (rect, beside, pointed) = lines.ui(ui, place, menus.focus(), menus.is_over_dialog);
        menus.drawn.push(rect);
        place = beside;
        match pointed {
            Some(Pointed::On(at)) => menus.point_at(depth, at, &items),
            Some(Pointed::Clicked(at)) => {
                menus.point_at(depth, at, &items);
                if matches!(items[at].does, Does::Run(_)) {
                    commands.extend(menus.choose(Some(at), &items, stock));
                }
            }
            None => {}
        }
        depth += 1;
    }
    menus.follow = false;
}

/// One menu as it is drawn.
struct Lines<'a> {
    items: &'a [Item],
    depth: usize,
    chosen: Option<usize>,
    follow: bool,
}

/// What the pointer does to a line.
enum Pointed {
    On(usize),
    Clicked(usize),
}

impl Lines<'_> {
    /// Answers where it was drawn, where a menu of its chosen line would be, and what the pointer does.
    fn ui(&self, ui: &Ui, at: Pos2, focus: Option<Id>, is_over_dialog: bool) -> (Rect, Pos2, Option<Pointed>) {
        let screen = ui.ctx().content_rect().shrink(2.0);
        let (mut beside, mut pointed) = (at, None);
        // A menu that is too low for what it holds moves up before it scrolls.
        let height = self.height(ui);
        let at = pos2(at.x, at.y.min(screen.bottom() - height).max(screen.top()));
        // Each menu is measured anew.
        let names: Vec<&str> = self.items.iter().map(|item| item.title.as_str()).collect();
        let area = Area::new(Id::unique(("menu", self.depth, names)))
            .kind(UiKind::Menu)
            .order(Order::Foreground)
            .fixed_pos(at)
            .constrain_to(screen)
            .fade_in(false);
        let drawn = area.show(ui.ctx(), |ui| {
            Frame::menu(ui.style()).show(ui, |ui| {
                ui.set_min_width(WIDTH);
                ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
                let mut content = |ui: &mut Ui| {
                    (beside, pointed) = self.lines_ui(ui, focus, at);
                };
                match height > screen.height() {
                    true => drop(ScrollArea::vertical().max_height(screen.height() - 16.0).show(ui, content)),
                    false => content(ui),
                }
            });
        });
        if is_over_dialog {
            ui.ctx().move_to_top(drawn.response.layer_id);
        }
        (drawn.response.rect, beside, pointed)
    }

    /// About as high as it will be.
    fn height(&self, ui: &Ui) -> f32 {
        let pitch = theme::ROW_HEIGHT + ui.spacing().item_spacing.y;
        let groups = self.items.iter().filter(|item| item.begins_group).count() as f32;
        let margins = Frame::menu(ui.style()).total_margin().sum().y;
        self.items.len() as f32 * pitch + groups * (SEPARATOR + ui.spacing().item_spacing.y) + margins
    }

    fn lines_ui(&self, ui: &mut Ui, focus: Option<Id>, at: Pos2) -> (Pos2, Option<Pointed>) {
        let (mut beside, mut pointed) = (at, None);
        ui.with_layout(Layout::top_down_justified(Align::Min), |ui| {
            for (index, item) in self.items.iter().enumerate() {
                if item.begins_group {
                    ui.add(Separator::default().spacing(SEPARATOR));
                }
                let line = self.line_ui(ui, item, index, focus);
                if self.chosen == Some(index) {
                    beside = line.rect.right_top();
                }
                let moved = ui.input(|input| input.pointer.is_moving());
                if line.clicked() {
                    pointed = Some(Pointed::Clicked(index));
                } else if moved && line.contains_pointer() && pointed.is_none() {
                    pointed = Some(Pointed::On(index));
                }
            }
        });
        (beside, pointed)
    }

    fn line_ui(&self, ui: &mut Ui, item: &Item, index: usize, focus: Option<Id>) -> Response {
        let is_chosen = self.chosen == Some(index);
        let weak = theme::palette(ui).weak_text;
        let behind = if matches!(item.does, Does::Open(_)) { "›" } else { item.key_text.as_str() };
        let mut button = Button::selectable(is_chosen, item.words()).min_size(vec2(0.0, theme::ROW_HEIGHT));
        if !behind.is_empty() {
            button = button.shortcut_text(RichText::new(behind).color(weak));
        }
        let line = ui.add_enabled(item.is_possible, button);
        name(&line, &item.title, item.letter, is_chosen);
        if is_chosen {
            if self.follow {
                line.scroll_to_me(None);
            }
            if let Some(id) = focus {
                active(ui, id, &line);
            }
        }
        match &item.hover {
            Some(hover) if item.is_possible => line.on_hover_text(hover),
            Some(hover) => line.on_disabled_hover_text(hover),
            None => line,
        }
    }
}

/// For who hears the screen: the title without its letter, which is told by itself.
fn name(response: &Response, title: &str, letter: Option<char>, is_chosen: bool) {
    let is_enabled = response.enabled();
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, is_enabled, is_chosen, title));
    if let Some(letter) = letter {
        response.ctx.accesskit_node_builder(response.id, |node| node.set_access_key(letter.to_string()));
    }
}

/// What has the keyboard keeps it; a screen reader is told of the line that the keys act on.
fn active(ui: &Ui, focus: Id, line: &Response) {
    let line = line.id.accesskit_id();
    ui.ctx().accesskit_node_builder(focus, |node| node.set_active_descendant(line));
}

fn palette_button_ui(ui: &mut Ui, commands: &mut Vec<Command>) {
    let Some(entry) = command::find(&Command::Palette) else { return };
    let text = RichText::new(format!("{} {}", entry.title, entry.key_text())).color(theme::palette(ui).weak_text);
    if ui.button(text).clicked() {
        commands.push(entry.command.clone());
    }
}

/// 盐边县总工会 · 2024年度 · 万元
fn document_ui(document: &Document, ui: &mut Ui, commands: &mut Vec<Command>) {
    let unit = document.amount_unit().name();
    let button = ui.button(format!("{unit} ▼")).on_hover_text("录入和显示金额的单位，切换时不改变已录入的数");
    if button.clicked() {
        let choices = [EntryUnit::Wan, EntryUnit::Yuan].map(|unit| Command::SetEntryUnit(unit).into()).to_vec();
        commands.push(Command::OpenMenu(button.rect.left_bottom(), choices));
    }
    let heading = heading(document);
    let label = Label::new(RichText::new(&heading).color(theme::palette(ui).weak_text)).truncate();
    ui.add(label).on_hover_text(&heading);
}

fn heading(document: &Document) -> String {
    let department =
        if document.unit.department.is_blank() { "部门名称未录入" } else { &document.unit.department };
    match document.unit.year {
        Some(year) => format!("{department} · {year}年度"),
        None => format!("{department} · 年度未录入"),
    }
}
