//! The list of figures that can be put into a text (插入数字), with a search field that has the keyboard.

mod candidates;

use std::ops::Range;

use egui::{
    Align, Align2, Area, Event, EventFilter, Frame, Id, Key, Layout, Order, Rect, RichText, ScrollArea, TextEdit, Ui,
    Vec2, vec2,
};

use crate::{derived::Derived, document::Path, report::Link, ui::theme};

use super::keyed::{self, TakesKeys};

use candidates::{Candidate, all, matching};

/// Lines offered; a better word is typed sooner than more are read.
const OFFERED: usize = 40;
/// Lines in sight.
const LINES: f32 = 8.0;
const WIDTH: f32 = 560.0;
const NAME_WIDTH: f32 = 250.0;
const PLACE_WIDTH: f32 = 170.0;

/// What became of the list in this frame.
#[derive(Debug, PartialEq)]
pub enum ListOutcome {
    Open,
    /// Put away with Esc: the text takes the keyboard again.
    Closed,
    /// The keyboard has gone elsewhere.
    Left,
    /// A number was chosen.
    Taken(Link),
}

/// The open list of a text field.
pub struct FigureList {
    /// Into which text.
    pub path: Path,
    /// In the place of these characters.
    pub place: Range<usize>,
    typed: String,
    all: Vec<Candidate>,
    found: Vec<usize>,
    chosen: usize,
    follows_chosen: bool,
    frames: u8,
    /// Keys that came too early.
    waiting: Vec<Event>,
}

impl FigureList {
    /// For a text, in the place of what is selected there.
    pub fn open(path: Path, place: Range<usize>, derived: &Derived) -> Self {
        let all = all(derived);
        let found = matching(&all, "", OFFERED);
        Self {
            path,
            place,
            typed: String::new(),
            all,
            found,
            chosen: 0,
            follows_chosen: true,
            frames: 0,
            waiting: Vec::new(),
        }
    }

    /// Draws the list below (or above) the text field.
    pub fn ui(&mut self, ui: &Ui, id: Id, field: Rect) -> ListOutcome {
        let mut outcome = self.take_keys(ui, id);
        let height = (LINES + 2.5) * theme::ROW_HEIGHT;
        let screen = ui.ctx().content_rect();
        let below = screen.bottom() - field.bottom();
        let (corner, pivot) = match below < height && field.top() > below {
            true => (field.left_top(), Align2::LEFT_BOTTOM),
            false => (field.left_bottom(), Align2::LEFT_TOP),
        };
        let area = Area::new(id).order(Order::Foreground).fixed_pos(corner).pivot(pivot).constrain(true).fade_in(false);
        area.show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).show(ui, |ui| {
                ui.set_width(WIDTH.min(screen.width() - 4.0 * theme::GRID));
                self.search_ui(ui, id);
                if let Some(link) = self.lines_ui(ui) {
                    outcome = ListOutcome::Taken(link);
                }
            });
        });
        self.follows_chosen = false;
        self.frames = self.frames.saturating_add(1);
        let has_focus = ui.memory(|memory| memory.has_focus(search_id(id)));
        // The keyboard arrives one frame late; after that, whoever takes it away has gone on.
        if outcome == ListOutcome::Open && self.frames > 2 && !has_focus {
            outcome = ListOutcome::Left;
        }
        outcome
    }

    fn search_ui(&mut self, ui: &mut Ui, id: Id) {
        let field = TextEdit::singleline(&mut self.typed)
            .id(search_id(id))
            .hint_text("名称、编码、拼音首字母或金额，如 项目支出、xmzc、32.25")
            .desired_width(f32::INFINITY)
            .event_filter(EventFilter { tab: true, escape: true, vertical_arrows: true, horizontal_arrows: true })
            .return_key(None);
        let response = ui.add(field);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("查找要引用的数"));
        if self.frames < 2 {
            response.request_focus();
            ui.ctx().request_repaint();
        }
        if response.changed() {
            self.found = matching(&self.all, &self.typed, OFFERED);
            self.chosen = 0;
            self.follows_chosen = true;
        }
        let palette = theme::palette(ui);
        let help = match self.found.len() {
            0 => "没有这样的数，请换一个词".to_owned(),
            OFFERED => format!("↑↓ 选择　Enter 插入　Esc 返回　只列前 {OFFERED} 项"),
            count => format!("↑↓ 选择　Enter 插入　Esc 返回　共 {count} 项"),
        };
        ui.label(RichText::new(help).color(palette.weak_text));
    }

    fn lines_ui(&mut self, ui: &mut Ui) -> Option<Link> {
        let mut taken = None;
        let height = LINES * theme::ROW_HEIGHT;
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        let scroll = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
        scroll.show(ui, |ui| {
            for (line, at) in self.found.iter().enumerate() {
                let Some(candidate) = self.all.get(*at) else { continue };
                if line_ui(ui, candidate, line == self.chosen, self.follows_chosen) {
                    taken = Some(Link(candidate.source.clone()));
                }
            }
        });
        taken
    }

    /// Keys in the order they came: what is typed before Enter is searched for before Enter chooses.
    fn take_keys(&mut self, ui: &Ui, id: Id) -> ListOutcome {
        if !ui.memory(|memory| memory.has_focus(search_id(id))) {
            return ListOutcome::Open;
        }
        let mut waiting = std::mem::take(&mut self.waiting);
        let mut keys = Keys { list: self, outcome: ListOutcome::Open };
        keyed::take(&mut waiting, ui.ctx(), &mut keys);
        let outcome = keys.outcome;
        self.waiting = waiting;
        outcome
    }
}

struct Keys<'a> {
    list: &'a mut FigureList,
    outcome: ListOutcome,
}

impl TakesKeys for Keys<'_> {
    fn wants(&self, event: &Event) -> bool {
        use Key::{ArrowDown, ArrowUp, Enter, Escape, PageDown, PageUp, Tab};
        let Event::Key { key, pressed: true, modifiers, .. } = event else { return false };
        !modifiers.any() && matches!(key, ArrowDown | ArrowUp | PageDown | PageUp | Escape | Enter | Tab)
    }

    fn perform(&mut self, event: &Event) -> bool {
        let Event::Key { key, .. } = event else { return false };
        let list = &mut *self.list;
        let step = match key {
            Key::ArrowDown => 1,
            Key::ArrowUp => -1,
            Key::PageDown => LINES as isize - 1,
            Key::PageUp => 1 - LINES as isize,
            Key::Escape => {
                self.outcome = ListOutcome::Closed;
                return true;
            }
            _ => {
                let chosen = list.found.get(list.chosen).and_then(|at| list.all.get(*at));
                if let Some(candidate) = chosen {
                    self.outcome = ListOutcome::Taken(Link(candidate.source.clone()));
                }
                return true;
            }
        };
        list.chosen = list.chosen.saturating_add_signed(step).min(list.found.len().saturating_sub(1));
        list.follows_chosen = true;
        false
    }
}

fn search_id(id: Id) -> Id {
    id.with("search")
}

/// One line; true when it was pressed. Pressed, not clicked: the release would take the focus from the search first.
fn line_ui(ui: &mut Ui, candidate: &Candidate, is_chosen: bool, follows: bool) -> bool {
    let palette = theme::palette(ui);
    let size = vec2(ui.available_width(), theme::ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::CLICK);
    let name = format!("{} {} {}", candidate.name, candidate.value, candidate.place);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListItem, true, is_chosen, &name));
    if is_chosen || response.hovered() {
        let fill = if is_chosen { palette.selection } else { palette.hovered };
        ui.painter().rect_filled(rect, theme::ROUNDING, fill);
    }
    let inner = rect.shrink2(vec2(theme::CELL_PADDING, 0.0));
    let mut line = ui.new_child(egui::UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center)));
    let mut column = |width: f32, align: Layout, text: RichText| {
        line.allocate_ui_with_layout(vec2(width, size.y), align, |ui| {
            ui.set_min_width(width);
            ui.add(egui::Label::new(text).truncate().selectable(false));
        });
    };
    let left = Layout::left_to_right(Align::Center);
    column(NAME_WIDTH, left, RichText::new(&candidate.name).color(palette.text));
    column(PLACE_WIDTH, left, RichText::new(&candidate.place).color(palette.weak_text));
    let rest = inner.width() - NAME_WIDTH - PLACE_WIDTH;
    column(rest, Layout::right_to_left(Align::Center), RichText::new(&candidate.value).color(palette.text).strong());
    if is_chosen && follows {
        response.scroll_to_me(None);
    }
    let pressed = response.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_pressed());
    pressed || response.clicked()
}
