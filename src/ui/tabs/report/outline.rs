//! The outline: the sections of the report, each with its mark.

use std::borrow::Cow;

use egui::{
    Align2, Color32, EventFilter, FontId, Id, Key, Modifiers, Painter, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::{
    document::NoteState,
    figures::Source,
    report::{Block, ParagraphStyle, Report, Run, Topic},
    rules::Severity,
    ui::{
        Marks, View,
        remarks::paint_note,
        severity_colour, severity_symbol,
        theme::{self, Palette},
    },
};

use super::texts_of;

const INDENT: f32 = 14.0;
const LINE_HEIGHT: f32 = theme::ROW_HEIGHT;

/// How far a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionState {
    /// A heading with nothing of its own below it.
    Plain,
    /// ✖ ▲ A finding leads into one of its texts.
    Faulty(Severity),
    /// ○ So many places are still to be filled.
    Missing(usize),
    /// ✔
    Done,
}

impl SectionState {
    /// The symbol that tells it apart without colour.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Faulty(severity) => severity_symbol(severity),
            Self::Missing(_) => "○",
            Self::Done => "✔",
        }
    }

    pub(super) fn colour(self, palette: &Palette) -> Color32 {
        match self {
            Self::Faulty(severity) => severity_colour(severity, palette),
            Self::Done => palette.done,
            Self::Plain | Self::Missing(_) => palette.weak_text,
        }
    }

    pub(super) fn label(self) -> String {
        match self {
            Self::Plain => String::new(),
            Self::Faulty(_) => "有问题".to_owned(),
            Self::Missing(count) => format!("待填 {count} 处"),
            Self::Done => "完成".to_owned(),
        }
    }
}

/// How far a topic is: an error first, then what is missing, then a warning.
pub fn mark(report: &Report, topic: &Topic, marks: &dyn Marks) -> SectionState {
    let gravest = texts_of(topic).filter_map(|text| marks.severity(&Source::Entered(text))).min();
    let missing = missing(report, topic);
    match gravest {
        Some(Severity::Error) => SectionState::Faulty(Severity::Error),
        _ if missing > 0 => SectionState::Missing(missing),
        Some(Severity::Warning) => SectionState::Faulty(Severity::Warning),
        _ if is_heading_only(report, topic) => SectionState::Plain,
        _ => SectionState::Done,
    }
}

pub(super) fn is_heading_only(report: &Report, topic: &Topic) -> bool {
    report.blocks_of(topic).iter().all(|block| match block {
        Block::Heading(_) | Block::PageBreak => true,
        Block::Paragraph(paragraph) => paragraph.style == ParagraphStyle::Label,
        _ => false,
    })
}

fn missing(report: &Report, topic: &Topic) -> usize {
    let runs = report.blocks_of(topic).iter().flat_map(|block| match block {
        Block::Heading(heading) => heading.runs.as_slice(),
        Block::Paragraph(paragraph) => paragraph.runs.as_slice(),
        _ => &[],
    });
    runs.filter(|run| matches!(run, Run::Blank { .. })).count()
}

/// What the list was asked for.
#[derive(Default)]
pub struct OutlineRequest {
    pub chosen: Option<usize>,
    /// The keyboard goes to the text.
    pub goes_to_text: bool,
}

/// What the list remembers.
#[derive(Default)]
pub struct Outline {
    wants_focus: bool,
    has_focus: bool,
    follows: bool,
}

impl Outline {
    /// Takes the keyboard the next time it is drawn.
    pub fn enter(&mut self) {
        self.wants_focus = true;
    }

    /// Has it the keyboard?
    pub fn has_focus(&self) -> bool {
        self.has_focus
    }

    /// Scrolls to the chosen topic the next time it is drawn.
    pub fn follow(&mut self) {
        self.follows = true;
    }

    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, report: &Report, chosen: usize) -> OutlineRequest {
        let mut outcome = OutlineRequest::default();
        let id = ui.make_persistent_id("report topics");
        let list = ui.interact(ui.available_rect_before_wrap(), id, Sense::focusable_noninteractive());
        list.widget_info(|| WidgetInfo::labeled(Role::List, true, "报告提纲"));
        if std::mem::take(&mut self.wants_focus) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        self.has_focus = ui.memory(|memory| memory.has_focus(id));
        if self.has_focus {
            self.take_keys(ui, report, chosen, &mut outcome);
        }
        let follows = std::mem::take(&mut self.follows);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().id_salt("report outline").auto_shrink(false).show(ui, |ui| {
            for (index, topic) in report.topics.iter().enumerate() {
                let mark = mark(report, topic, view.marks);
                let note = view.derived.remarks().in_section(&topic.key, &topic.texts);
                let line = TopicLine { topic, mark, note, is_chosen: index == chosen, has_focus: self.has_focus };
                let response = line.ui(ui);
                if index == chosen && follows {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    outcome.chosen = Some(index);
                    self.focus(ui, id);
                }
                if response.double_clicked() {
                    outcome.goes_to_text = true;
                }
            }
        });
        outcome
    }

    fn focus(&mut self, ui: &Ui, id: Id) {
        ui.memory_mut(|memory| memory.request_focus(id));
        self.has_focus = true;
    }

    fn take_keys(&mut self, ui: &Ui, report: &Report, chosen: usize, outcome: &mut OutlineRequest) {
        let last = report.topics.len().saturating_sub(1);
        let far = isize::try_from(last).unwrap_or(isize::MAX);
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let steps = [
            (Key::ArrowDown, 1),
            (Key::ArrowUp, -1),
            (Key::PageDown, 10),
            (Key::PageUp, -10),
            (Key::Home, -far),
            (Key::End, far),
        ];
        let mut to = chosen;
        for (key, step) in steps {
            while pressed(key) {
                to = to.saturating_add_signed(step).min(last);
            }
        }
        if to != chosen {
            outcome.chosen = Some(to);
        }
        outcome.goes_to_text = pressed(Key::Enter) || pressed(Key::ArrowRight);
    }
}

/// As much of a title as has room, its middle left out: sections of one part begin with the same words, and only their
/// ends tell them apart.
fn cut_in_the_middle<'a>(painter: &Painter, title: &'a str, font: &FontId, room: f32) -> Cow<'a, str> {
    let has_room =
        |text: &str| painter.layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x <= room;
    if has_room(title) {
        return Cow::Borrowed(title);
    }
    let letters: Vec<char> = title.chars().collect();
    let shortened = |kept: usize| -> String {
        let (head, tail) = (kept / 2, letters.len() - kept.div_ceil(2));
        letters[..head].iter().chain(&['…']).chain(&letters[tail..]).collect()
    };
    // The greatest length that has room, found by halves.
    let (mut fits, mut too_long) = (0, letters.len());
    while too_long - fits > 1 {
        let middle = fits.midpoint(too_long);
        *(if has_room(&shortened(middle)) { &mut fits } else { &mut too_long }) = middle;
    }
    Cow::Owned(shortened(fits))
}

struct TopicLine<'a> {
    topic: &'a Topic,
    mark: SectionState,
    /// The least settled note in it.
    note: Option<NoteState>,
    is_chosen: bool,
    has_focus: bool,
}

impl TopicLine<'_> {
    fn ui(&self, ui: &mut Ui) -> egui::Response {
        let palette = theme::palette(ui);
        let size = vec2(ui.available_width(), LINE_HEIGHT);
        let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        if self.is_chosen {
            painter.rect_filled(rect, theme::ROUNDING, palette.selection);
            let width = if self.has_focus { theme::FOCUS_LINE } else { 1.0 };
            painter.rect_stroke(rect, theme::ROUNDING, Stroke::new(width, palette.accent), StrokeKind::Inside);
        } else if response.hovered() {
            painter.rect_filled(rect, theme::ROUNDING, palette.hovered);
        }
        let level = self.topic.level.saturating_sub(1);
        let x = rect.left() + theme::CELL_PADDING + INDENT * f32::from(level);
        let mark_room = if self.note.is_some() { 44.0 } else { 22.0 };
        let font = theme::table_font(level == 0);
        let shown = cut_in_the_middle(&painter, &self.topic.title, &font, rect.right() - mark_room - x);
        let is_cut = shown != self.topic.title;
        let galley = painter.layout_no_wrap(shown.into_owned(), font, palette.text);
        painter.galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley, palette.text);
        let place = pos2(rect.right() - theme::CELL_PADDING, rect.center().y);
        let colour = self.mark.colour(palette);
        painter.text(place, Align2::RIGHT_CENTER, self.mark.symbol(), theme::table_font(false), colour);
        if let Some(note) = self.note {
            paint_note(&painter, place - vec2(26.0, 0.0), note, palette);
        }
        let note = self.note.map_or_else(String::new, |note| format!(" 批注{}", note.label()));
        let name = format!("{} {}{note}", self.topic.title, self.mark.label());
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, self.is_chosen, name.trim_end()));
        let words = match self.mark {
            SectionState::Plain if !is_cut && self.note.is_none() => return response,
            SectionState::Plain => self.topic.title.clone(),
            mark if is_cut => format!("{}：{}", self.topic.title, mark.label()),
            mark => mark.label(),
        };
        response.on_hover_text(format!("{words}{note}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_begin_alike_stay_apart() {
        let titles = ["总体情况", "结构情况", "具体情况"].map(|end| format!("（一）一般公共预算财政拨款支出决算{end}"));
        let mut shown = Vec::new();
        egui_kittest::Harness::new_ui(|ui| {
            theme::install(ui.ctx());
            let font = theme::table_font(false);
            shown = titles
                .iter()
                .flat_map(|title| [150.0, 200.0, 900.0].map(|room| (title.clone(), room, font.clone())))
                .map(|(title, room, font)| {
                    let text = cut_in_the_middle(ui.painter(), &title, &font, room).into_owned();
                    let width = ui.painter().layout_no_wrap(text.clone(), font, Color32::WHITE).size().x;
                    (text, width <= room, room)
                })
                .collect();
        });
        assert!(shown.iter().all(|(_, has_room, _)| *has_room), "{shown:?}");
        for room in [150.0, 200.0, 900.0] {
            let mut texts: Vec<&str> =
                shown.iter().filter(|(.., of)| (of - room).abs() < 0.1).map(|(text, ..)| text.as_str()).collect();
            assert!(texts.iter().all(|text| text.starts_with("（一）") && text.ends_with("情况")), "{texts:?}");
            texts.dedup();
            assert_eq!(texts.len(), titles.len(), "{texts:?}");
        }
        assert_eq!(shown[2].0, titles[0], "whole where there is room");
    }
}
