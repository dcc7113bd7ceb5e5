//! 区域：F6 carries the keyboard round the parts of the window.

use egui::{Context, Id};

use crate::ui::panels::{side_panel, status, tab_list};

use super::App;

/// A part of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Region {
    TabList,
    Page,
    Side,
    Findings,
}

const RING: [Region; 4] = [Region::TabList, Region::Page, Region::Side, Region::Findings];

impl App {
    /// Goes to the next part, or the previous one.
    pub(super) fn go_to_region(&mut self, forward: bool, context: &Context) {
        let current = self.region(context);
        let at = RING.iter().position(|region| *region == current).unwrap_or(0);
        let step = if forward { 1 } else { RING.len() - 1 };
        let anchor = match RING[(at + step) % RING.len()] {
            Region::Page => return self.tabs.enter(self.tab),
            Region::TabList => tab_list::current_id(),
            Region::Side => side_panel::fold_id(),
            Region::Findings => status::counts_id(),
        };
        if let Some(id) = context.data(|data| data.get_temp::<Id>(anchor)) {
            context.memory_mut(|memory| memory.request_focus(id));
        }
    }

    /// Gives the keyboard to the page, unless it is there: selection and caret stay.
    pub(super) fn go_to_page(&mut self, context: &Context) {
        if !self.is_in_page(context) {
            self.tabs.enter(self.tab);
        }
    }

    /// What had the keyboard is no longer drawn, as in a panel that was folded: then the page has it. Who pressed Escape
    /// has put it down.
    pub(super) fn follow_lost_focus(&mut self, context: &Context) {
        let is_lost = self.menus.focus().is_some() && context.memory(|memory| memory.focused()).is_none();
        let escapes = context.input(|input| input.key_pressed(egui::Key::Escape));
        if is_lost && !escapes && self.is_open {
            self.tabs.enter(self.tab);
        }
    }

    /// Whether something of the page has the keyboard.
    pub(super) fn is_in_page(&self, context: &Context) -> bool {
        self.region(context) == Region::Page
    }

    /// The part that has the keyboard.
    fn region(&self, context: &Context) -> Region {
        let anchor = |id: Id| context.data(|data| data.get_temp::<Id>(id));
        let Some(focused) = context.memory(|memory| memory.focused()) else { return Region::TabList };
        let is_in_page = self.page.zip(context.read_response(focused));
        match Some(focused) {
            id if id == anchor(side_panel::fold_id()) => Region::Side,
            id if id == anchor(status::counts_id()) => Region::Findings,
            _ if is_in_page.is_some_and(|(page, response)| page.contains(response.rect.center())) => Region::Page,
            _ => Region::TabList,
        }
    }
}
