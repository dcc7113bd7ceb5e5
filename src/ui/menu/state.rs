//! Which menu is open, and what keys do in it.
//!
//! An open menu never takes the keyboard away from what has it: it takes the keys out of the input before anything else
//! sees them. So cell, selection and caret are where they were when it closes.

use egui::{Context, Event, FocusDirection, Id, Key, Pos2, Rect, SurrenderFocusOn};

use crate::ui::{
    Command,
    command::{Menu, MenuLine},
};

use super::{
    alt::{self, AltKey},
    items::{self, Does, Item, Stock},
};

/// The menus of the bar.
pub(super) const BAR: [Menu; 6] = [Menu::File, Menu::Edit, Menu::View, Menu::Data, Menu::SignOff, Menu::Help];

/// The menus of the window: of the bar, or of the place that was clicked.
#[derive(Default)]
pub struct Menus {
    pub(super) open: Option<Open>,
    alt: AltKey,
    /// A key was taken, and comes as text as well: that is meant for nobody.
    was_letter: bool,
    /// What has the keyboard all the time.
    focus: Option<Id>,
    /// Where bar and menus were drawn last.
    pub(super) bar: Option<Rect>,
    pub(super) drawn: Vec<Rect>,
    /// The chosen line is to be scrolled into sight.
    pub(super) follow: bool,
    /// It hangs at a text of a dialog.
    pub(super) is_over_dialog: bool,
}

pub(super) struct Open {
    pub root: Root,
    /// The chosen line of the menu, of the menu that this line opened, and so on; empty while only the bar is entered.
    pub chosen: Vec<Option<usize>>,
}

/// Where a menu hangs.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Root {
    /// Below this title of the bar.
    Bar(usize),
    /// At a place of the page.
    At(Pos2, Vec<MenuLine>),
}

impl Open {
    /// The lines of the menu at this depth.
    pub fn items(&self, depth: usize, stock: Stock<'_>) -> Vec<Item> {
        let mut items = match &self.root {
            Root::Bar(at) => BAR.get(*at).map_or_else(Vec::new, |menu| items::of_menu(*menu, stock)),
            Root::At(_, lines) => items::of_lines(lines, stock),
        };
        for chosen in self.chosen.iter().take(depth) {
            let opened = chosen.and_then(|at| (at < items.len()).then(|| items.swap_remove(at).does));
            let Some(Does::Open(inner)) = opened else { return Vec::new() };
            items = inner;
        }
        items
    }

    /// Of the menu that takes the keys.
    fn innermost(&self, stock: Stock<'_>) -> Vec<Item> {
        self.chosen.len().checked_sub(1).map_or_else(Vec::new, |depth| self.items(depth, stock))
    }

    /// Goes on to the next line that does anything, from the end to the beginning.
    fn step(&mut self, forward: bool, items: &[Item]) {
        let Some(chosen) = self.chosen.last_mut() else { return };
        let count = items.len();
        let from = chosen.unwrap_or(if forward { count.saturating_sub(1) } else { 0 });
        let steps = (1..=count).map(|step| (from + if forward { step } else { count - step % count }) % count);
        *chosen = steps.into_iter().find(|at| items[*at].is_possible);
    }
}

impl Menus {
    /// Whether a menu is open or the bar has the keys.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Nothing is open any more.
    pub fn close(&mut self) {
        self.open = None;
        self.drawn.clear();
    }

    /// Opens a menu of these lines at a place of the page or of a dialog.
    pub fn open_at(&mut self, at: Pos2, lines: Vec<MenuLine>, is_over_dialog: bool) {
        self.is_over_dialog = is_over_dialog;
        self.open = Some(Open { root: Root::At(at, lines), chosen: vec![None] });
    }

    pub(super) fn open_bar(&mut self, at: usize, chosen: Vec<Option<usize>>) {
        self.open = Some(Open { root: Root::Bar(at), chosen });
        self.follow = true;
    }

    /// Takes its keys out of the input, all while a menu is open; the bar is `is_blocked` while a dialog is. Answers with the
    /// command that was chosen and what was keyed after it.
    pub fn take_keys(
        &mut self,
        context: &Context,
        stock: Stock<'_>,
        is_blocked: bool,
        is_keyed: impl Fn(&Event) -> bool,
    ) -> Option<(Command, Vec<Event>)> {
        if self.is_over_dialog != is_blocked {
            // The dialog came or went while it was open.
            self.close();
            self.is_over_dialog = is_blocked;
        }
        let mut run = None;
        let (mut after, mut took_key) = (Vec::new(), false);
        let events = context.input_mut(|input| std::mem::take(&mut input.events));
        let mut kept = Vec::with_capacity(events.len());
        for event in events {
            let is_text = matches!(event, Event::Text(_));
            let was_letter = (is_text || matches!(event, Event::Key { .. })) && std::mem::take(&mut self.was_letter);
            if was_letter && is_text {
                continue;
            }
            if run.is_some() && is_keyed(&event) {
                after.push(event);
                continue;
            }
            let toggles = self.alt.released_alone(&event);
            let letter = alt::letter(&event);
            if letter.is_some() || self.alt.would_type(&event) {
                took_key = true;
            }
            match event {
                _ if is_blocked && (!self.is_open() || letter.is_some()) => {
                    if letter.is_none() && !self.alt.would_type(&event) {
                        kept.push(event);
                    }
                }
                event if toggles => {
                    self.toggle();
                    kept.push(event);
                }
                _ if letter.is_some() => self.alt_letter(letter, stock),
                event if self.alt.would_type(&event) => drop(event),
                Event::Key { key: Key::F10, pressed: true, modifiers, .. } if !modifiers.any() => {
                    took_key = true;
                    self.toggle();
                }
                Event::Key { key, pressed, modifiers, .. } if self.is_open() => {
                    took_key = true;
                    self.was_letter = pressed;
                    // With Ctrl or Alt it is a command behind the menu.
                    if pressed && !modifiers.ctrl && !modifiers.command && !modifiers.alt {
                        run = self.key(key, stock);
                    }
                }
                Event::PointerButton { pos, pressed: true, .. } if self.is_open() && !self.is_at(pos) => {
                    self.close();
                    kept.push(event);
                }
                Event::WindowFocused(false) => {
                    self.close();
                    kept.push(event);
                }
                event if self.is_open() && is_keyed(&event) => took_key = true,
                event => kept.push(event),
            }
        }
        self.keep_focus(context, &kept, took_key);
        context.input_mut(|input| input.events = kept);
        run.map(|command| (command, after))
    }

    /// The library has seen arrows, Tab and Escape before they were taken; and a click on a menu takes the keyboard from
    /// nobody.
    fn keep_focus(&self, context: &Context, events: &[Event], took_key: bool) {
        let presses = events.iter().filter_map(|event| match event {
            Event::PointerButton { pos, .. } => Some(*pos),
            _ => None,
        });
        let on_menu = presses.into_iter().any(|at| self.is_at(at));
        context.options_mut(|options| {
            options.input_options.surrender_focus_on =
                if on_menu { SurrenderFocusOn::Never } else { SurrenderFocusOn::Presses };
        });
        if took_key {
            context.memory_mut(|memory| {
                memory.move_focus(FocusDirection::None);
                if let (None, Some(focus)) = (memory.focused(), self.focus) {
                    memory.request_focus(focus);
                }
            });
        }
    }

    /// At the end of a frame: remembers what has the keyboard. An input method has nothing to do in a menu.
    pub fn end_frame(&mut self, context: &Context) {
        self.focus = context.memory(|memory| memory.focused());
        if self.is_open() {
            context.output_mut(|output| output.ime = None);
        }
    }

    /// What had the keyboard at the end of the last frame, and has it while the menu has the keys.
    pub fn focus(&self) -> Option<Id> {
        self.focus
    }

    pub(super) fn is_of_bar(&self) -> bool {
        self.open.as_ref().is_some_and(|open| matches!(open.root, Root::Bar(_)))
    }

    /// The pointer is on a line: it is chosen, and the menu that it opens is shown.
    pub(super) fn point_at(&mut self, depth: usize, at: usize, items: &[Item]) {
        let Some(open) = &mut self.open else { return };
        let opens = items.get(at).is_some_and(|item| item.is_possible && matches!(item.does, Does::Open(_)));
        if open.chosen.get(depth) == Some(&Some(at)) && opens == (open.chosen.len() > depth + 1) {
            return;
        }
        open.chosen.truncate(depth);
        open.chosen.push(Some(at));
        if opens {
            open.chosen.push(None);
        }
    }

    fn is_at(&self, at: Pos2) -> bool {
        self.bar.iter().chain(&self.drawn).any(|rect| rect.contains(at))
    }

    /// Alt alone, F10.
    fn toggle(&mut self) {
        match self.open {
            Some(_) => self.close(),
            None => self.open_bar(0, Vec::new()),
        }
    }

    fn alt_letter(&mut self, letter: Option<char>, stock: Stock<'_>) {
        let menu = BAR.iter().position(|menu| Some(menu.letter()) == letter);
        if let Some(at) = menu {
            self.open_below(at, stock);
        }
    }

    /// Opens a menu of the bar by the keyboard, with its first line chosen.
    fn open_below(&mut self, at: usize, stock: Stock<'_>) {
        let mut open = Open { root: Root::Bar(at), chosen: vec![None] };
        let items = open.innermost(stock);
        open.step(true, &items);
        self.follow = true;
        self.open = Some(open);
    }

    /// A key while a menu is open. Answers with what it runs.
    fn key(&mut self, key: Key, stock: Stock<'_>) -> Option<Command> {
        self.follow = true;
        let open = self.open.as_ref()?;
        let (depth, items) = (open.chosen.len(), open.innermost(stock));
        let title = match open.root {
            Root::Bar(at) => Some(at),
            Root::At(..) => None,
        };
        match (key, title) {
            (Key::Escape | Key::ArrowLeft, _) if depth > 1 => self.leave_inner(),
            (Key::Escape, _) => self.close(),
            (Key::ArrowDown | Key::ArrowUp | Key::Enter | Key::Space, Some(at)) if depth == 0 => {
                self.open_below(at, stock);
            }
            (Key::ArrowDown | Key::Home, _) => self.step(key == Key::Home, true, &items),
            (Key::ArrowUp | Key::End, _) => self.step(key == Key::End, false, &items),
            (Key::ArrowRight, _) if self.opens(&items) => return self.choose(None, &items, stock),
            (Key::ArrowLeft | Key::ArrowRight, Some(at)) => self.turn(at, key == Key::ArrowRight, stock),
            (Key::Enter | Key::Space, _) => return self.choose(None, &items, stock),
            (key, _) => {
                let letter = alt::letter_of(key)?;
                if depth == 0 {
                    self.alt_letter(Some(letter), stock);
                    return None;
                }
                let at = items.iter().position(|item| item.letter == Some(letter))?;
                return self.choose(Some(at), &items, stock);
            }
        }
        None
    }

    fn leave_inner(&mut self) {
        if let Some(open) = &mut self.open {
            open.chosen.pop();
        }
    }

    /// To the next line, or to the first or last one.
    fn step(&mut self, anew: bool, forward: bool, items: &[Item]) {
        let Some(open) = &mut self.open else { return };
        if anew && let Some(chosen) = open.chosen.last_mut() {
            *chosen = None;
        }
        open.step(forward, items);
    }

    /// Whether the chosen line opens a menu.
    fn opens(&self, items: &[Item]) -> bool {
        let chosen = self.open.as_ref().and_then(|open| *open.chosen.last()?);
        let item = chosen.and_then(|at| items.get(at));
        item.is_some_and(|item| item.is_possible && matches!(item.does, Does::Open(_)))
    }

    /// Does what the line at this place, or the chosen one, is for.
    pub(super) fn choose(&mut self, at: Option<usize>, items: &[Item], stock: Stock<'_>) -> Option<Command> {
        let open = self.open.as_mut()?;
        let chosen = open.chosen.last_mut()?;
        let at = at.or(*chosen)?;
        let item = items.get(at).filter(|item| item.is_possible)?;
        *chosen = Some(at);
        match &item.does {
            Does::Run(command) => {
                let command = command.clone();
                self.close();
                Some(command)
            }
            Does::Open(_) => {
                open.chosen.push(None);
                let inner = open.innermost(stock);
                open.step(true, &inner);
                None
            }
        }
    }

    /// To the menu beside.
    fn turn(&mut self, at: usize, forward: bool, stock: Stock<'_>) {
        let next = (at + if forward { 1 } else { BAR.len() - 1 }) % BAR.len();
        match self.open.as_ref().is_some_and(|open| open.chosen.is_empty()) {
            true => self.open_bar(next, Vec::new()),
            false => self.open_below(next, stock),
        }
    }
}
