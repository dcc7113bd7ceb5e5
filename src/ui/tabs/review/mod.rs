//! 审核页：all findings and all rules, the one chosen in full beside them.

mod details;
mod rows;
#[cfg(test)]
mod tests;

use egui::{
    Align2, Button, EventFilter, Key, Modifiers, Panel, Rect, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind,
    TextEdit, Ui, WidgetInfo, pos2, text::LayoutJob, vec2,
};

use crate::{
    derived::Derived,
    export::review_text,
    rules::{self, Verdict},
    ui::{
        Command, View, current,
        finding_walk::place_of,
        places::Place,
        remarks::{AnswerForm, RemarkCommand},
        theme,
    },
};

use rows::{Kind, Row, Subject};

const DETAILS_WIDTH: f32 = 400.0;
const SEARCH_WIDTH: f32 = 200.0;
const ID_WIDTH: f32 = 44.0;

/// What this tab remembers.
pub struct ReviewTab {
    is_shown: [bool; 8],
    search: String,
    chosen: Option<Subject>,
    answer: AnswerForm,
    wants_focus: bool,
    scroll: bool,
    visible_rows: usize,
}

impl Default for ReviewTab {
    fn default() -> Self {
        let is_shown = Kind::ALL.map(|kind| matches!(kind, Kind::Found(_) | Kind::Explained));
        let search = String::new();
        let answer = AnswerForm::default();
        Self { is_shown, search, chosen: None, answer, wants_focus: true, scroll: false, visible_rows: 1 }
    }
}

impl ReviewTab {
    /// Takes the keyboard the next time the tab is drawn.
    pub fn enter(&mut self) {
        self.wants_focus = true;
    }

    /// The field for an explanation of the chosen finding takes the keyboard.
    pub fn answer(&mut self) {
        self.answer.enter();
    }

    /// Draws the tab.
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        self.filters_ui(ui, view);
        let rows = rows::rows(view.derived, &self.is_shown, &self.search);
        let at = self.chosen_row(&rows);
        let details = Panel::right("review details").default_size(DETAILS_WIDTH).resizable(true);
        details.show(ui, |ui| {
            ScrollArea::vertical().id_salt("details").auto_shrink(false).show(ui, |ui| {
                match at.and_then(|at| rows.get(at)) {
                    Some(Row::Line(kind, subject)) => {
                        self.wants_focus |= details::details_ui(ui, view, &mut self.answer, *kind, subject);
                    }
                    _ => self.nothing_ui(ui, view.derived),
                }
            });
        });
        self.list_ui(ui, view, &rows, at);
    }

    fn filters_ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let counts = rows::counts(view.derived);
        ui.horizontal_wrapped(|ui| {
            let palette = theme::palette(ui);
            for ((kind, is_shown), count) in Kind::ALL.into_iter().zip(&mut self.is_shown).zip(counts) {
                let text = RichText::new(format!("{} {} {count}", kind.symbol(), kind.label()));
                let response = ui.add(Button::selectable(*is_shown, text.color(kind.colour(palette))));
                let name = format!("{} {count}", kind.label());
                response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, *is_shown, &name));
                if response.on_hover_text("显示或隐藏").clicked() {
                    *is_shown = !*is_shown;
                }
            }
            let field = TextEdit::singleline(&mut self.search).desired_width(SEARCH_WIDTH).hint_text("查找编号或文字");
            let response = ui.add(field);
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("查找审核"));
            if ui.button("复制清单").on_hover_text("全部发现和未检查的规则，可贴到工作底稿").clicked()
            {
                view.commands.push(Command::CopyText(review_text(view.derived, &document_name(view))));
                view.commands.push(Command::Status("已复制审核清单".to_owned()));
            }
        });
        ui.add_space(theme::GRID / 2.0);
    }

    /// The line of what is chosen; the first line when that is gone.
    fn chosen_row(&mut self, rows: &[Row]) -> Option<usize> {
        let at = self.chosen.as_ref().and_then(|chosen| rows.iter().position(|row| row.subject() == Some(chosen)));
        let at = at.or_else(|| rows.iter().position(|row| row.subject().is_some()))?;
        self.chosen = rows.get(at).and_then(Row::subject).cloned();
        Some(at)
    }

    fn nothing_ui(&self, ui: &mut Ui, derived: &Derived) {
        let words = if !self.search.trim().is_empty() {
            "没有含这些文字的发现或规则，请换一个词"
        } else if derived.review.findings.is_empty() {
            "没有发现问题；点上面的“未检查”可看哪些规则还缺数据"
        } else {
            "点上面的词选择显示哪些"
        };
        ui.label(words);
    }

    fn list_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, rows: &[Row], at: Option<usize>) {
        let id = ui.make_persistent_id("review list");
        let area = ui.available_rect_before_wrap();
        let list = ui.interact(area, id, Sense::focusable_noninteractive());
        list.widget_info(|| WidgetInfo::labeled(Role::List, true, "审核清单"));
        if std::mem::take(&mut self.wants_focus) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        if has_focus && let Some(at) = at {
            self.take_keys(ui, view, rows, at);
        }
        let scroll_to = std::mem::take(&mut self.scroll).then(|| self.chosen_row(rows)).flatten();
        ui.spacing_mut().item_spacing.y = 0.0;
        let list = ScrollArea::vertical().id_salt("findings").auto_shrink(false);
        list.show_rows(ui, theme::ROW_HEIGHT, rows.len(), |ui, range| {
            self.visible_rows = range.len();
            if let Some(to) = scroll_to {
                let above = (to as f32 - range.start as f32) * theme::ROW_HEIGHT;
                let top = ui.max_rect().left_top() + vec2(0.0, above);
                ui.scroll_to_rect(Rect::from_min_size(top, vec2(1.0, theme::ROW_HEIGHT)), None);
            }
            for index in range {
                let Some(row) = rows.get(index) else { continue };
                let is_chosen = row.subject().is_some() && row.subject() == self.chosen.as_ref();
                if let Some(twice) = row_ui(ui, view.derived, row, is_chosen, has_focus) {
                    self.chosen = row.subject().cloned();
                    self.wants_focus = true;
                    if twice && let Some(subject) = row.subject() {
                        go(view, subject);
                    }
                    ui.ctx().request_repaint();
                }
            }
        });
    }

    fn take_keys(&mut self, ui: &Ui, view: &mut View<'_>, rows: &[Row], at: usize) {
        let page = self.visible_rows.saturating_sub(2).max(1) as isize;
        let far = isize::try_from(rows.len()).unwrap_or(isize::MAX);
        let keys = [
            (Key::ArrowDown, 1),
            (Key::ArrowUp, -1),
            (Key::PageDown, page),
            (Key::PageUp, -page),
            (Key::Home, -far),
            (Key::End, far),
        ];
        for (key, step) in keys {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                self.step(rows, at, step);
            }
        }
        let Some(subject) = &self.chosen else { return };
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::Enter) {
            go(view, subject);
        }
        let Subject::Finding(index) = subject else { return };
        let Some(finding) = view.derived.review.findings.get(*index) else { return };
        if let Some(place) = place_of(view.derived, finding) {
            current::set_place(ui.ctx(), Place::Number(place));
        }
        if pressed(Key::F2) {
            self.answer.enter();
            ui.ctx().request_repaint();
        }
        if pressed(Key::Delete) && !finding.is_open() {
            view.commands.push(Command::Remark(RemarkCommand::Withdraw(Box::new(finding.clone()))));
        }
    }

    /// So many lines down; headings are passed over.
    fn step(&mut self, rows: &[Row], at: usize, step: isize) {
        let to = at.saturating_add_signed(step).min(rows.len().saturating_sub(1));
        let is_line = |index: &usize| rows.get(*index).is_some_and(|row| row.subject().is_some());
        let found = match step > 0 {
            true => (to..rows.len()).find(is_line).or_else(|| (0..to).rev().find(is_line)),
            false => (0..=to).rev().find(is_line).or_else(|| (to..rows.len()).find(is_line)),
        };
        if let Some(found) = found {
            self.chosen = rows.get(found).and_then(Row::subject).cloned();
            self.scroll = true;
        }
    }
}

/// Goes to where a finding can be mended, or to the blank place that a rule lacks.
fn go(view: &mut View<'_>, subject: &Subject) {
    match subject {
        Subject::Finding(index) => view.commands.push(Command::ShowFinding(*index)),
        Subject::Rule(id) => {
            if let Some(Verdict::NotChecked(missing)) = view.derived.review.verdicts.get(id)
                && let Some(first) = missing.first()
            {
                view.commands.push(Command::ShowSource(first.clone()));
            }
        }
    }
}

/// The department and year, for the head of the copied list.
fn document_name(view: &View<'_>) -> String {
    let unit = &view.document.unit;
    let year = unit.year.map_or_else(String::new, |year| format!("{year}年度"));
    format!("{}{year}部门决算审核", &*unit.department)
}

/// Symbol, id and sentence of a line.
fn words<'a>(derived: &'a Derived, subject: &Subject) -> (&'static str, &'a str) {
    match subject {
        Subject::Finding(index) => {
            derived.review.findings.get(*index).map_or(("", ""), |finding| (finding.rule, finding.message.as_str()))
        }
        Subject::Rule(id) => rules::find(id).map_or((*id, ""), |rule| (rule.id, rule.title)),
    }
}

/// Draws a line; answers when it was clicked, with true when it was clicked twice.
fn row_ui(ui: &mut Ui, derived: &Derived, row: &Row, is_chosen: bool, has_focus: bool) -> Option<bool> {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW_HEIGHT), Sense::CLICK);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let left = |x: f32| pos2(rect.left() + x, rect.center().y);
    match row {
        Row::Heading(kind, count) => {
            let words = format!("{} {} {count}", kind.symbol(), kind.label());
            painter.text(left(4.0), Align2::LEFT_CENTER, &words, theme::table_font(true), kind.colour(palette));
            response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &words));
            None
        }
        Row::Line(kind, subject) => {
            if is_chosen {
                painter.rect_filled(rect, theme::ROUNDING, palette.selection);
                let width = if has_focus { theme::FOCUS_LINE } else { 1.0 };
                painter.rect_stroke(rect, theme::ROUNDING, Stroke::new(width, palette.accent), StrokeKind::Inside);
            } else if response.hovered() {
                painter.rect_filled(rect, theme::ROUNDING, palette.hovered);
            }
            let (id, sentence) = words(derived, subject);
            let font = theme::table_font(false);
            painter.text(left(8.0), Align2::LEFT_CENTER, kind.symbol(), font.clone(), kind.colour(palette));
            painter.text(left(28.0), Align2::LEFT_CENTER, id, font.clone(), palette.weak_text);
            let x = 28.0 + ID_WIDTH;
            let mut job = LayoutJob::simple_singleline(sentence.to_owned(), font, palette.text);
            job.wrap.max_rows = 1;
            job.wrap.max_width = rect.width() - x - theme::GRID;
            let galley = painter.layout_job(job);
            painter.galley(left(x) - vec2(0.0, galley.size().y / 2.0), galley, palette.text);
            let name = format!("{} {id} {sentence}", kind.label());
            response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_chosen, &name));
            let twice = response.double_clicked();
            (response.clicked() || twice).then_some(twice)
        }
    }
}
