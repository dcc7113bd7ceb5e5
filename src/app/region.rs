//! The parts of the window that the keyboard can be in; F6 carries it round them.

use egui::{Context, Id, Rect};

use crate::ui::panels::{side_panel, status, tab_list};

/// A part of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WindowRegion {
    TabList,
    Page,
    Side,
    Findings,
}

const RING: [WindowRegion; 4] = [WindowRegion::TabList, WindowRegion::Page, WindowRegion::Side, WindowRegion::Findings];

impl WindowRegion {
    /// The next part, or the previous one.
    pub fn beside(self, forward: bool) -> Self {
        let at = RING.iter().position(|region| *region == self).unwrap_or(0);
        let step = if forward { 1 } else { RING.len() - 1 };
        RING[(at + step) % RING.len()]
    }

    /// Under which the widget is known that takes the keyboard; the page has its own ways.
    pub fn anchor(self) -> Option<Id> {
        match self {
            Self::Page => None,
            Self::TabList => Some(tab_list::current_id()),
            Self::Side => Some(side_panel::fold_id()),
            Self::Findings => Some(status::counts_id()),
        }
    }
}

/// The part that has the keyboard; `page` is where the page was drawn.
pub(super) fn region_of(page: Option<Rect>, context: &Context) -> WindowRegion {
    let anchor = |id: Id| context.data(|data| data.get_temp::<Id>(id));
    let Some(focused) = context.memory(|memory| memory.focused()) else { return WindowRegion::TabList };
    let is_in_page = page.zip(context.read_response(focused));
    match Some(focused) {
        id if id == anchor(side_panel::fold_id()) => WindowRegion::Side,
        id if id == anchor(status::counts_id()) => WindowRegion::Findings,
        _ if is_in_page.is_some_and(|(page, response)| page.contains(response.rect.center())) => WindowRegion::Page,
        _ => WindowRegion::TabList,
    }
}
