//! 区域：F6 carries the keyboard round the parts of the window.

use std::collections::HashMap;

use egui::{Context, FocusDirection, Id, Rect, Ui, text_edit::TextEditState};

use crate::ui::{page_focus, side_panel, status, tab_list, tabs::Tab};

/// A part of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Region {
    TabList,
    Page,
    Side,
    Findings,
}

const RING: [Region; 4] = [Region::TabList, Region::Page, Region::Side, Region::Findings];

/// Widgets tried until a field is found: buttons may stand above it.
const TRIES: u8 = 12;

/// Whether a page is there to be filled.
fn has_fields(tab: Tab) -> bool {
    !matches!(tab, Tab::Tables | Tab::Charts | Tab::Review)
}

/// Where the parts are and where the keyboard was in each page.
#[derive(Default)]
pub struct Regions {
    page: Option<Rect>,
    in_page: HashMap<Tab, Id>,
    /// The page is to take the keyboard at its first field.
    enter_page: bool,
    tries: u8,
}

impl Regions {
    /// Before the page is drawn: lets the keyboard go to its first field, button by button.
    pub fn begin_page(&mut self, ui: &mut Ui) {
        self.page = Some(ui.max_rect());
        let begins = std::mem::take(&mut self.enter_page);
        if begins {
            // With the keyboard nowhere, the next widget that can take it does.
            ui.memory_mut(egui::Memory::stop_text_input);
            self.tries = TRIES;
        }
        if self.tries > 0 {
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
        }
    }

    /// After drawing: remembers what in the page has the keyboard.
    pub fn note(&mut self, tab: Tab, context: &Context) {
        let Some(page) = self.page else { return };
        let offered = page_focus::offered(context);
        if let Some(id) = offered.filter(|_| self.tries > 0) {
            context.memory_mut(|memory| memory.request_focus(id));
        }
        let focused = context.memory(|memory| memory.focused());
        let is_field = focused.is_some_and(|id| offered == Some(id) || TextEditState::load(context, id).is_some());
        if self.tries > 0 {
            self.tries = if is_field { 0 } else { self.tries - 1 };
            context.request_repaint();
        }
        if let Some(id) = focused.filter(|_| is_field || !has_fields(tab))
            && context.read_response(id).is_some_and(|response| page.contains(response.rect.center()))
        {
            self.in_page.insert(tab, id);
        }
    }

    /// Is the keyboard still on its way to a field?
    pub fn is_moving(&self) -> bool {
        self.enter_page || self.tries > 0
    }

    /// Another document: its pages begin anew.
    pub fn forget_pages(&mut self) {
        self.in_page.clear();
    }

    /// The keyboard goes to the field of the page where it was last, or to the first one.
    pub fn enter_page(&mut self, tab: Tab, context: &Context) {
        match self.in_page.get(&tab) {
            Some(id) => context.memory_mut(|memory| memory.request_focus(*id)),
            // A page that is only read takes the keyboard by itself.
            None => self.enter_page = has_fields(tab),
        }
    }

    /// Goes to the next part, or the previous one.
    pub fn go(&mut self, tab: Tab, context: &Context, forward: bool) {
        let current = self.current(context);
        let at = RING.iter().position(|region| *region == current).unwrap_or(0);
        let step = if forward { 1 } else { RING.len() - 1 };
        self.enter(RING[(at + step) % RING.len()], tab, context);
    }

    fn enter(&mut self, region: Region, tab: Tab, context: &Context) {
        let anchor = match region {
            Region::Page => return self.enter_page(tab, context),
            Region::TabList => tab_list::current_id(),
            Region::Side => side_panel::fold_id(),
            Region::Findings => status::counts_id(),
        };
        if let Some(id) = context.data(|data| data.get_temp::<Id>(anchor)) {
            context.memory_mut(|memory| memory.request_focus(id));
        }
    }

    fn current(&self, context: &Context) -> Region {
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
