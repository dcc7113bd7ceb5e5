//! The tab of the review (审核): all findings and all rules, the chosen one in full beside them.

mod details;
mod marked;
mod rows;
#[cfg(test)]
mod tests;

use egui::{
    Align2, Button, Key, Modifiers, Painter, Panel, Rect, RichText, Role, ScrollArea, Stroke, StrokeKind, TextEdit, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::{
    derived::Derived,
    export::review_text,
    rules::{self, Verdict},
    ui::{
        Command, Screen, View,
        command::{RemarkCommand, places::Place},
        remarks::AnswerForm,
        state::{current, finding_walk::place_of},
        theme,
        widgets::{
            in_sight::keep_focus_in_sight,
            row_list::{self, DrawnRows, RowList},
        },
    },
};

use marked::Marked;
use rows::{ReviewKind, ReviewRow, Subject};

const DETAILS_WIDTH: f32 = 400.0;
const SEARCH_WIDTH: f32 = 200.0;
const ID_WIDTH: f32 = 44.0;
/// The box before what can be explained together.
const BOX_WIDTH: f32 = 26.0;
const BOX_SIDE: f32 = 13.0;

/// What this tab remembers.
pub struct ReviewTab {
    is_shown: [bool; 8],
    search: String,
    chosen: Option<Subject>,
    marked: Marked,
    answer: AnswerForm,
    list: RowList,
}

impl Default for ReviewTab {
    fn default() -> Self {
        let is_shown = ReviewKind::ALL.map(|kind| matches!(kind, ReviewKind::Found(_) | ReviewKind::Explained));
        let search = String::new();
        let answer = AnswerForm::default();
        let mut list = RowList::default();
        list.enter();
        Self { is_shown, search, chosen: None, marked: Marked::default(), answer, list }
    }
}

impl Screen for ReviewTab {
    fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        self.filters_ui(ui, view);
        let rows = rows::rows(view.derived, &self.is_shown, &self.search);
        let at = self.chosen_row(&rows);
        self.marked.forget_gone(view.derived);
        let details = Panel::right("review details").default_size(DETAILS_WIDTH).resizable(true);
        details.show(ui, |ui| {
            ScrollArea::vertical().id_salt("details").auto_shrink(false).show(ui, |ui| {
                let marked = self.marked.findings(view.derived);
                if !marked.is_empty() {
                    let outcome = details::marked_ui(ui, &marked, &mut self.answer);
                    if outcome.command.is_some() {
                        self.marked.clear();
                    }
                    view.commands.extend(outcome.command.map(Command::Remark));
                    if outcome.is_left {
                        self.list.enter();
                    }
                    return;
                }
                match at.and_then(|at| rows.get(at)) {
                    Some(ReviewRow::Line(kind, subject)) => {
                        if details::details_ui(ui, view, &mut self.answer, *kind, subject) {
                            self.list.enter();
                        }
                    }
                    _ => self.nothing_ui(ui, view.derived),
                }
                keep_focus_in_sight(ui);
            });
        });
        self.list_ui(ui, view, &rows, at);
    }

    fn enter(&mut self) {
        self.list.enter();
    }
}

impl ReviewTab {
    /// The field for an explanation of the chosen finding takes the keyboard.
    pub fn answer(&mut self) {
        self.answer.enter();
    }

    fn filters_ui(&mut self, ui: &mut Ui, view: &mut View<'_>) {
        let counts = rows::counts(view.derived);
        ui.horizontal_wrapped(|ui| {
            let palette = theme::palette(ui);
            for ((kind, is_shown), count) in ReviewKind::ALL.into_iter().zip(&mut self.is_shown).zip(counts) {
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
    fn chosen_row(&mut self, rows: &[ReviewRow]) -> Option<usize> {
        let at = self.chosen.as_ref().and_then(|chosen| rows.iter().position(|row| row.subject() == Some(chosen)));
        let at = at.or_else(|| rows.iter().position(|row| row.subject().is_some()))?;
        self.chosen = rows.get(at).and_then(ReviewRow::subject).cloned();
        Some(at)
    }

    fn nothing_ui(&self, ui: &mut Ui, derived: &Derived) {
        let words = if !self.search.trim().is_empty() {
            "没有含这些文字的发现或规则，请换一个词"
        } else if !derived.review.findings.is_empty() {
            "点上面的词选择显示哪些"
        } else if derived.review.verdicts.values().any(|verdict| matches!(verdict, Verdict::NotChecked(_))) {
            "没有发现问题；点上面的“未检查”可看哪些规则还缺数据"
        } else {
            "没有发现问题，各条规则都检查到了"
        };
        ui.label(words);
    }

    fn list_ui(&mut self, ui: &mut Ui, view: &mut View<'_>, rows: &[ReviewRow], at: Option<usize>) {
        if let Some(at) = at {
            self.list.follow(at);
        }
        let lines = Lines { derived: view.derived, rows, marked: &self.marked };
        let (height, left) = (ui.available_height(), ui.max_rect().left());
        let done = self.list.ui(ui, "审核清单", height, &lines);
        if let Some(at) = self.list.chosen(&lines) {
            self.chosen = rows.get(at).and_then(ReviewRow::subject).cloned();
        }
        if let Some(subject) = done.clicked.and_then(|at| rows.get(at)).and_then(ReviewRow::subject) {
            let (pointer, with_ctrl) = ui.input(|input| (input.pointer.interact_pos(), input.modifiers.command));
            let is_on_box = pointer.is_some_and(|pointer| pointer.x < left + BOX_WIDTH);
            if is_on_box || with_ctrl {
                self.marked.toggle(view.derived, subject);
                return;
            }
        }
        if let Some(subject) = done.entered.and_then(|at| rows.get(at)).and_then(ReviewRow::subject) {
            go(view, subject);
        }
        if let (Some(from), Some(to)) = (done.extended_from, self.list.chosen(&lines)) {
            let between = rows.get(from.min(to)..=from.max(to)).unwrap_or_default();
            between.iter().filter_map(ReviewRow::subject).for_each(|subject| {
                self.marked.add(view.derived, subject);
            });
        }
        if done.has_focus {
            self.take_keys(ui, view, rows);
        }
    }

    fn take_keys(&mut self, ui: &Ui, view: &mut View<'_>, rows: &[ReviewRow]) {
        let Some(subject) = &self.chosen else { return };
        let with = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        let pressed = |key| with(Modifiers::NONE, key);
        if with(Modifiers::COMMAND, Key::A) {
            self.marked.toggle_all(view.derived, rows);
        }
        if pressed(Key::Escape) {
            self.marked.clear();
        }
        if pressed(Key::Space) && !self.marked.toggle(view.derived, subject) {
            view.commands.push(Command::Status("只有警告和提示可以写处理说明，这一条不能选".to_owned()));
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

/// The lines as the list draws them.
struct Lines<'a> {
    derived: &'a Derived,
    rows: &'a [ReviewRow],
    marked: &'a Marked,
}

impl DrawnRows for Lines<'_> {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn is_line(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|row| row.subject().is_some())
    }

    fn takes_escape(&self) -> bool {
        !self.marked.is_empty()
    }

    fn draw(&self, ui: &Ui, painter: &Painter, rect: Rect, row: usize) -> String {
        let palette = theme::palette(ui);
        let left = |x: f32| pos2(rect.left() + x, rect.center().y);
        match self.rows.get(row) {
            None => String::new(),
            Some(ReviewRow::Heading(kind, count)) => {
                let words = format!("{} {} {count}", kind.symbol(), kind.label());
                painter.text(left(4.0), Align2::LEFT_CENTER, &words, theme::table_font(true), kind.colour(palette));
                words
            }
            Some(ReviewRow::Line(kind, subject)) => {
                let (id, sentence) = words(self.derived, subject);
                let font = theme::table_font(false);
                let is_marked =
                    marked::can_be_marked(self.derived, subject).then(|| self.marked.holds(self.derived, subject));
                if let Some(is_marked) = is_marked {
                    let side = vec2(BOX_SIDE, BOX_SIDE);
                    let square = Rect::from_center_size(left(6.0 + BOX_SIDE / 2.0), side);
                    painter.rect_stroke(square, 2.0, Stroke::new(1.0, palette.weak_text), StrokeKind::Inside);
                    if is_marked {
                        painter.rect_filled(square.shrink(3.0), 1.0, palette.accent);
                    }
                }
                painter.text(left(BOX_WIDTH), Align2::LEFT_CENTER, kind.symbol(), font.clone(), kind.colour(palette));
                painter.text(left(BOX_WIDTH + 20.0), Align2::LEFT_CENTER, id, font, palette.weak_text);
                let start = rect.left() + BOX_WIDTH + 20.0 + ID_WIDTH;
                let room = rect.with_min_x(start).with_max_x(rect.right() - theme::GRID);
                row_list::text(painter, room, Align2::LEFT_CENTER, sentence, palette.text);
                let chosen = if is_marked == Some(true) { "，已选中" } else { "" };
                format!("{} {id} {sentence}{chosen}", kind.label())
            }
        }
    }
}
