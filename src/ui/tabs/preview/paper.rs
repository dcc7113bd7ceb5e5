//! The pages in sight, with the numbers on them, what was found, and the keys.

use egui::{
    Color32, CornerRadius, EventFilter, Id, Key, Modifiers, Rangef, Rect, Response, Role, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::{
    typeset::{self, MarkKind, MarkedText, Pages},
    ui::{Command, View, state::current, theme},
};

use super::{
    PreviewTab,
    zoom::{Places, Zoom},
};

/// An arrow key scrolls so far.
const LINE: f32 = 60.0;
/// A place that is gone to is not at the very edge.
const AROUND: f32 = 120.0;
const WHOLE: Rect = Rect { min: pos2(0.0, 0.0), max: pos2(1.0, 1.0) };

/// A rectangle of a page.
pub(super) fn rect(rect: typeset::Rect) -> Rect {
    Rect::from_min_max(pos2(rect.left, rect.top), pos2(rect.right, rect.bottom))
}

/// Of the place of the pages, before they are there and after.
fn paper_id(ui: &Ui) -> Id {
    ui.make_persistent_id("paper")
}

/// A page on screen.
struct PageSheet<'a> {
    pages: &'a Pages,
    page: usize,
    /// Where it is drawn.
    place: Rect,
    /// Points of the screen a point of the page.
    scale: f32,
}

impl PageSheet<'_> {
    fn on_screen(&self, part: Rect) -> Rect {
        let min = self.place.min.to_vec2();
        Rect::from_min_max(
            (part.min.to_vec2() * self.scale + min).to_pos2(),
            (part.max.to_vec2() * self.scale + min).to_pos2(),
        )
    }
}

impl PreviewTab {
    pub(super) fn paper_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, pages: &Pages) {
        let place = ui.available_rect_before_wrap();
        self.take_search_keys(ui);
        let scrolled = self.take_keys(ui, place, pages);
        self.places = Places::of(pages, self.zoom, place.width() - theme::scroll_bar_room(ui));
        ui.painter().rect_filled(place, CornerRadius::ZERO, theme::palette(ui).locked_cell);
        let mut area = ScrollArea::both().id_salt("paper").auto_shrink(false);
        let size = place.size() - Vec2::splat(theme::scroll_bar_room(ui));
        if let Some(offset) = self.offset_of_target(pages, size) {
            area = area.scroll_offset(offset);
            ui.ctx().request_repaint();
        }
        area.show_viewport(ui, |ui, viewport| {
            ui.scroll_with_delta(vec2(0.0, scrolled));
            let (all, _) = ui.allocate_exact_size(self.places.all, Sense::hover());
            self.page = self.places.page_at(viewport);
            self.seen_from = viewport.min;
            let seen = self.seen(viewport);
            for page in seen.clone() {
                let sheet = PageSheet {
                    pages,
                    page,
                    place: self.places.pages[page].translate(all.min.to_vec2()),
                    scale: self.places.scale(pages, page),
                };
                self.page_on_paper_ui(ui, view, &sheet);
            }
            self.order_pictures(ui, pages, seen);
        });
        if ui.memory(|memory| memory.has_focus(paper_id(ui))) {
            theme::focus_frame(ui, place);
        }
    }

    /// The place of pages that are still on their way has the keyboard already: whoever goes on keying meanwhile is not
    /// led back here by their arrival.
    pub(super) fn waiting_ui(&mut self, ui: &mut Ui) {
        ui.label(self.waiting_words(ui.ctx()));
        let place = ui.available_rect_before_wrap();
        if self.hold_keyboard(ui, place).has_focus() {
            theme::focus_frame(ui, place);
        }
    }

    /// The pages of which something is in sight.
    fn seen(&self, viewport: Rect) -> std::ops::Range<usize> {
        let places = &self.places.pages;
        let first = places.iter().position(|place| place.bottom() >= viewport.top()).unwrap_or(places.len());
        let last = places.iter().rposition(|place| place.top() <= viewport.bottom()).map_or(0, |last| last + 1);
        first..last.max(first)
    }

    /// Where to scroll to for what was asked for; nothing where that is in sight.
    ///
    /// Set at once and by its place among all pages: a second request to the library, made while a first one is under
    /// way, would be added to it and lead past the place.
    fn offset_of_target(&mut self, pages: &Pages, size: Vec2) -> Option<Vec2> {
        let (page, part) = self.target.take()?;
        let place = *self.places.pages.get(page)?;
        let seen = Rect::from_min_size(self.seen_from, size);
        let wanted = match part {
            Some(part) => {
                let sheet = PageSheet { pages, page, place, scale: self.places.scale(pages, page) };
                let part = sheet.on_screen(part);
                if seen.contains_rect(part) {
                    return None;
                }
                let around = part.expand2(vec2(0.0, AROUND));
                let nearest = |seen: Rangef, part: Rangef| {
                    if part.min < seen.min { part.min } else { (part.max - seen.span()).max(seen.min) }
                };
                vec2(nearest(seen.x_range(), around.x_range()), nearest(seen.y_range(), around.y_range()))
            }
            None => vec2(seen.left(), place.top() - theme::GRID),
        };
        Some(wanted.min(self.places.all - size).max(Vec2::ZERO))
    }

    /// Pictures for the pages in sight and their neighbours that are not as they should be.
    fn order_pictures(&mut self, ui: &Ui, pages: &Pages, seen: std::ops::Range<usize>) {
        let neighbours = [seen.end, seen.start.wrapping_sub(1)].into_iter().filter(|page| *page < pages.count());
        let dots = ui.ctx().pixels_per_point();
        let wanted = seen.clone().chain(neighbours);
        let orders =
            wanted.filter_map(|page| self.pictures.order(page, pages.edition, self.places.scale(pages, page) * dots));
        let orders = orders.collect();
        // What failed is tried again when it is asked for.
        if let Some(worker) = self.worker.as_ref().filter(|_| self.failure.is_none()) {
            worker.draw(orders);
        }
        self.pictures.keep_within(&seen, pages.count());
    }

    fn page_on_paper_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, sheet: &PageSheet<'_>) {
        let painter = ui.painter();
        // Paper is white by day and night.
        painter.rect_filled(sheet.place, CornerRadius::ZERO, Color32::WHITE);
        if let Some(picture) = self.pictures.get(sheet.page) {
            painter.image(picture.id(), sheet.place, WHOLE, Color32::WHITE);
        }
        let line = Stroke::new(1.0, theme::palette(ui).line);
        painter.rect_stroke(sheet.place, CornerRadius::ZERO, line, StrokeKind::Outside);
        self.hits_ui(ui, sheet);
        self.chart_ui(ui, view, sheet);
        let mut before: Option<&MarkedText> = None;
        for (index, mark) in sheet.pages.marks(sheet.page).iter().enumerate() {
            let goes_on = before.is_some_and(|before| before.kind == mark.kind && before.source == mark.source);
            self.mark_ui(ui, view, sheet, index, mark, goes_on && mark.kind != MarkKind::Figure);
            before = Some(mark);
        }
    }

    /// The page itself, with the slices and columns of its charts.
    fn chart_ui(&mut self, ui: &Ui, view: &mut View<'_>, sheet: &PageSheet<'_>) {
        let id = ui.scope_id().with(("page", sheet.page));
        let response = ui.interact(sheet.place, id, Sense::CLICK);
        let (number, count) = (sheet.page + 1, sheet.pages.count());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("第 {number} 张，共 {count} 张")));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(sheet.pages.text(sheet.page)));
        let Some(pointer) = response.hover_pos().or(response.interact_pointer_pos()) else { return };
        let at = (pointer - sheet.place.min) / sheet.scale;
        let Some((source, words)) = sheet.pages.chart_mark_at(sheet.page, at.x, at.y) else { return };
        if response.clicked() {
            view.commands.push(asked(ui, source.clone()));
        }
        response.on_hover_text(words);
    }

    fn hits_ui(&self, ui: &Ui, sheet: &PageSheet<'_>) {
        let palette = theme::palette(ui);
        for (index, hit) in self.search.hits.iter().enumerate().filter(|(_, hit)| hit.page == sheet.page) {
            for part in &hit.rects {
                let place = sheet.on_screen(rect(*part)).expand(1.0);
                let colour = palette.warning.gamma_multiply(0.25);
                ui.painter().rect_filled(place, CornerRadius::ZERO, colour);
                if index == self.search.at {
                    let line = Stroke::new(theme::FOCUS_LINE, palette.warning);
                    ui.painter().rect_stroke(place, CornerRadius::ZERO, line, StrokeKind::Outside);
                }
            }
        }
    }

    /// A number or text. Only numbers and places to be filled take the keyboard; of a text that goes over several lines
    /// only the first has a name.
    fn mark_ui(
        &mut self,
        ui: &Ui,
        view: &mut View<'_>,
        sheet: &PageSheet<'_>,
        index: usize,
        mark: &MarkedText,
        goes_on: bool,
    ) {
        let place = sheet.on_screen(rect(mark.rect)).expand(1.0);
        let id = ui.scope_id().with(("mark", sheet.page, index));
        let takes_keyboard = mark.kind != MarkKind::Text;
        let response = ui.interact(place, id, if takes_keyboard { Sense::click() } else { Sense::CLICK });
        let figures = &view.derived.figures;
        if !goes_on {
            let words = || format!("{}：{}", mark.text, figures.label(&mark.source));
            response.widget_info(|| WidgetInfo::labeled(Role::Link, true, words()));
        }
        if self.number == Some((sheet.page, index)) && std::mem::take(&mut self.number_wants_focus) {
            response.request_focus();
        }
        if response.has_focus() {
            self.number = Some((sheet.page, index));
            self.take_number_keys(ui, sheet.pages, id);
            current::set(ui.ctx(), Some(mark.source.clone()));
        }
        let palette = theme::palette(ui);
        if response.has_focus() {
            let line = Stroke::new(theme::FOCUS_LINE, palette.accent);
            ui.painter().rect_stroke(place, CornerRadius::ZERO, line, StrokeKind::Outside);
        } else if response.hovered() {
            ui.painter().rect_filled(place, CornerRadius::ZERO, palette.accent.gamma_multiply(0.12));
        }
        if response.clicked() {
            view.commands.push(match mark.kind {
                MarkKind::Figure => asked(ui, mark.source.clone()),
                MarkKind::Text | MarkKind::Blank => Command::ShowSource(mark.source.clone()),
            });
        }
        hover_ui(response, || {
            let label = figures.label(&mark.source);
            match mark.kind {
                MarkKind::Figure => format!("{label}\n单击看来历，按住 Ctrl 单击到这一格"),
                MarkKind::Text => format!("{label}\n单击去修改"),
                MarkKind::Blank => format!("{label}\n单击去填写"),
            }
        });
    }

    /// The arrows go from number to number; Enter is a click, also with Ctrl.
    fn take_number_keys(&mut self, ui: &Ui, pages: &Pages, id: Id) {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        let none = Modifiers::NONE;
        if pressed(none, Key::ArrowRight) || pressed(none, Key::ArrowDown) {
            self.turn_number(true, pages);
        } else if pressed(none, Key::ArrowLeft) || pressed(none, Key::ArrowUp) {
            self.turn_number(false, pages);
        } else if pressed(none, Key::Escape) {
            self.wants_focus = true;
            ui.ctx().request_repaint();
        }
    }

    /// How far the keys scroll while the paper itself has the keyboard.
    fn take_keys(&mut self, ui: &Ui, place: Rect, pages: &Pages) -> f32 {
        let paper = self.hold_keyboard(ui, place);
        self.take_wheel(ui, &paper);
        if !paper.has_focus() {
            return 0.0;
        }
        self.take_letters(ui, pages);
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let keys = [
            (Key::ArrowDown, -LINE),
            (Key::ArrowUp, LINE),
            (Key::PageDown, -place.height()),
            (Key::PageUp, place.height()),
            (Key::Home, f32::MAX),
            (Key::End, f32::MIN),
        ];
        keys.into_iter().filter(|(key, _)| pressed(*key)).map(|(_, by)| by).sum()
    }

    /// The place of the pages, with the keyboard where it was asked for.
    fn hold_keyboard(&mut self, ui: &Ui, place: Rect) -> Response {
        let id = paper_id(ui);
        let paper = ui.interact(place, id, Sense::focusable_noninteractive());
        paper.widget_info(|| WidgetInfo::labeled(Role::Pane, true, "预览"));
        if std::mem::take(&mut self.wants_focus) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if paper.has_focus() {
            let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        }
        paper
    }

    /// Ctrl and the wheel, or two fingers.
    fn take_wheel(&mut self, ui: &Ui, paper: &Response) {
        if paper.contains_pointer() {
            let factor = ui.input(egui::InputState::zoom_delta);
            if (factor - 1.0).abs() > 0.001 {
                let percent = (self.seen_percent() * factor).round().clamp(50.0, 300.0);
                self.set_zoom(Zoom::Percent(percent as u16));
            }
        }
    }

    /// Sizes, and the way to the numbers.
    fn take_letters(&mut self, ui: &Ui, pages: &Pages) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let plus = pressed(Key::Plus)
            || pressed(Key::Equals)
            || ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Plus));
        if plus || pressed(Key::Minus) {
            self.set_zoom(Zoom::step(plus, self.seen_percent()));
        } else if pressed(Key::Num0) {
            self.set_zoom(Zoom::Width);
        } else if pressed(Key::Num1) {
            self.set_zoom(Zoom::Percent(100));
        } else if pressed(Key::ArrowRight) {
            self.turn_number(true, pages);
        } else if pressed(Key::ArrowLeft) {
            self.turn_number(false, pages);
        }
    }
}

/// A click explains a number; with Ctrl it leads to its cell.
fn asked(ui: &Ui, source: crate::figures::Source) -> Command {
    if ui.input(|input| input.modifiers.command) { Command::ShowSource(source) } else { Command::Explain(source) }
}

fn hover_ui(response: Response, words: impl FnOnce() -> String) {
    if response.hovered() {
        response.on_hover_text(words());
    }
}
