//! 区域：F6 carries the keyboard round the parts of the window.

use egui::{Context, FocusDirection, Id, Rect, Ui};

use crate::ui::{side_panel, status, tab_list};

/// A part of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Region {
    TabList,
    Page,
    Side,
    Findings,
}

const RING: [Region; 4] = [Region::TabList, Region::Page, Region::Side, Region::Findings];

/// Where the parts are and where the keyboard was in the page.
#[derive(Default)]
pub struct Regions {
    page: Option<Rect>,
    in_page: Option<Id>,
    /// The page is to take the keyboard at its first field.
    enter_page: bool,
}

impl Regions {
    /// At the beginning of the page: a stop from which the keyboard finds the first field.
    pub fn begin_page(&mut self, ui: &mut Ui) {
        self.page = Some(ui.max_rect());
        if std::mem::take(&mut self.enter_page) {
            let id = ui.scope_id().with("page start");
            ui.interact(Rect::from_min_size(ui.max_rect().min, egui::Vec2::ZERO), id, egui::Sense::FOCUSABLE);
            ui.memory_mut(|memory| {
                memory.request_focus(id);
                memory.move_focus(FocusDirection::Next);
            });
        }
    }

    /// After drawing: remembers the widget of the page that has the keyboard.
    pub fn note(&mut self, context: &Context) {
        let Some(page) = self.page else { return };
        let focused = context.memory(|memory| memory.focused());
        if let Some(id) = focused
            && context.read_response(id).is_some_and(|response| page.contains(response.rect.center()))
        {
            self.in_page = Some(id);
        }
    }

    /// The page shows something else: its last widget means nothing any more.
    pub fn forget_page(&mut self) {
        self.in_page = None;
    }

    /// Goes to the next part, or the previous one.
    pub fn go(&mut self, context: &Context, forward: bool) {
        let current = self.current(context);
        let at = RING.iter().position(|region| *region == current).unwrap_or(0);
        let step = if forward { 1 } else { RING.len() - 1 };
        self.enter(RING[(at + step) % RING.len()], context);
    }

    fn enter(&mut self, region: Region, context: &Context) {
        let anchor = |id: Id| context.data(|data| data.get_temp::<Id>(id));
        let target = match region {
            Region::TabList => anchor(tab_list::current_id()),
            Region::Side => anchor(side_panel::fold_id()),
            Region::Findings => anchor(status::next_id()),
            Region::Page => self.in_page.filter(|id| context.read_response(*id).is_some()),
        };
        match target {
            Some(id) => context.memory_mut(|memory| memory.request_focus(id)),
            None => self.enter_page = true,
        }
    }

    fn current(&self, context: &Context) -> Region {
        let anchor = |id: Id| context.data(|data| data.get_temp::<Id>(id));
        let Some(focused) = context.memory(|memory| memory.focused()) else { return Region::TabList };
        let is_in_page = self.page.zip(context.read_response(focused));
        match Some(focused) {
            id if id == anchor(side_panel::fold_id()) => Region::Side,
            id if id == anchor(status::next_id()) => Region::Findings,
            _ if is_in_page.is_some_and(|(page, response)| page.contains(response.rect.center())) => Region::Page,
            _ => Region::TabList,
        }
    }
}
