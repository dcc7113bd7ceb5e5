//! The list of differences: by tab, then last year's figures, then findings; the chosen one in full below.

use std::sync::Arc;

use egui::{Align2, Color32, Label, Painter, Rect, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::{
    compare::Change,
    document::ChangeKind,
    ui::{
        Command, View,
        command::ComparingCommand,
        severity_colour, severity_symbol,
        state::ShownComparison,
        theme::{self, Palette},
        widgets::row_list::{self, DrawnRows, RowList},
    },
    workflow::change_words,
};

use super::words;

/// Of place, old value, new value and difference.
const SHARES: [f32; 4] = [38.0, 22.0, 22.0, 18.0];
const DETAILS_HEIGHT: f32 = 132.0;

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
enum ComparisonLine {
    Heading(String),
    /// By its place in the comparison.
    Change(usize),
    /// A figure of last year, likewise.
    Prior(usize),
    /// Likewise.
    Finding(usize),
}

/// What the list remembers.
#[derive(Default)]
pub(super) struct ChangeList {
    list: RowList,
    shown: Option<Arc<ShownComparison>>,
    lines: Vec<ComparisonLine>,
}

impl ChangeList {
    pub fn enter(&mut self) {
        self.list.enter();
    }

    pub fn ui(&mut self, ui: &mut Ui, view: &mut View<'_>, shown: &Arc<ShownComparison>) {
        if !self.shown.as_ref().is_some_and(|before| Arc::ptr_eq(before, shown)) {
            let is_other = self.shown.as_ref().is_none_or(|before| before.old != shown.old);
            self.lines = lines(shown);
            self.shown = Some(shown.clone());
            if is_other {
                self.list.choose(0);
                self.list.enter();
            }
        }
        ui.label(summary(shown));
        if self.lines.is_empty() {
            return;
        }
        header_ui(ui, shown);
        let rows = Lines { shown, lines: &self.lines };
        let height = (ui.available_height() - DETAILS_HEIGHT).max(5.0 * theme::ROW_HEIGHT);
        let done = self.list.ui(ui, "不同之处", height, &rows);
        let chosen = self.list.chosen(&rows).and_then(|row| self.lines.get(row));
        details_ui(ui, view, shown, chosen);
        if let Some(line) = done.entered.and_then(|row| self.lines.get(row)) {
            go(view, shown, line);
        }
    }
}

fn lines(shown: &ShownComparison) -> Vec<ComparisonLine> {
    let comparison = &shown.comparison;
    let mut tabs: Vec<(&'static str, Vec<usize>)> = Vec::new();
    for (index, change) in comparison.changes.iter().enumerate() {
        let label = change.tab_label();
        match tabs.iter_mut().find(|(other, _)| *other == label) {
            Some((_, found)) => found.push(index),
            None => tabs.push((label, vec![index])),
        }
    }
    let mut lines = Vec::new();
    for (label, changes) in tabs {
        lines.push(ComparisonLine::Heading(format!("{label}（{} 处）", changes.len())));
        lines.extend(changes.into_iter().map(ComparisonLine::Change));
    }
    if !comparison.prior.is_empty() {
        lines.push(ComparisonLine::Heading(format!("上年数与上年文件不符（{} 处）", comparison.prior.len())));
        lines.extend((0..comparison.prior.len()).map(ComparisonLine::Prior));
    }
    for (is_new, label) in [(true, "新出现的问题"), (false, "已消除的问题")] {
        let all = comparison.findings.iter().enumerate();
        let found: Vec<ComparisonLine> =
            all.filter(|(_, one)| one.is_new == is_new).map(|(index, _)| ComparisonLine::Finding(index)).collect();
        if !found.is_empty() {
            lines.push(ComparisonLine::Heading(format!("{label}（{} 条）", found.len())));
            lines.extend(found);
        }
    }
    lines
}

fn summary(shown: &ShownComparison) -> String {
    let comparison = &shown.comparison;
    if comparison.is_empty() {
        return format!("“{}”与“{}”的内容相同", shown.old, shown.new);
    }
    let appeared = comparison.findings.iter().filter(|one| one.is_new).count();
    let counts = [
        (comparison.changes.len(), "内容", "处不同"),
        (comparison.prior.len(), "上年数", "处不符"),
        (appeared, "新出现问题", "条"),
        (comparison.findings.len() - appeared, "已消除问题", "条"),
    ];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, what, how)| format!("{what} {count} {how}"))
        .collect();
    format!("从“{}”到“{}”：{}。回车到该处", shown.old, shown.new, parts.join("，"))
}

fn header_ui(ui: &mut Ui, shown: &ShownComparison) {
    let size = vec2(ui.available_width() - theme::scroll_bar_room(ui), theme::ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let colour = theme::palette(ui).weak_text;
    let difference = format!("差额（{}）", shown.comparison.unit.name());
    let titles = ["位置", &shown.old, &shown.new, &difference];
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, titles.join(" ")));
    for ((column, title), index) in row_list::columns(rect, SHARES).into_iter().zip(titles).zip(0..) {
        let align = if index == 0 { Align2::LEFT_CENTER } else { Align2::RIGHT_CENTER };
        row_list::text(ui.painter(), column, align, title, colour);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(1.0, theme::palette(ui).line));
}

struct Lines<'a> {
    shown: &'a ShownComparison,
    lines: &'a [ComparisonLine],
}

impl DrawnRows for Lines<'_> {
    fn count(&self) -> usize {
        self.lines.len()
    }

    fn is_line(&self, row: usize) -> bool {
        !matches!(self.lines.get(row), Some(ComparisonLine::Heading(_)) | None)
    }

    fn draw(&self, ui: &Ui, painter: &Painter, rect: Rect, row: usize) -> String {
        let palette = theme::palette(ui);
        let comparison = &self.shown.comparison;
        match self.lines.get(row) {
            Some(ComparisonLine::Heading(words)) => {
                let at = rect.left_center() + vec2(theme::CELL_PADDING, 0.0);
                painter.text(at, Align2::LEFT_CENTER, words, theme::table_font(true), palette.text);
                words.clone()
            }
            Some(ComparisonLine::Change(index)) => self.change(painter, rect, palette, comparison.changes.get(*index)),
            Some(ComparisonLine::Prior(index)) => self.change(painter, rect, palette, comparison.prior.get(*index)),
            Some(ComparisonLine::Finding(index)) => {
                let Some(one) = comparison.findings.get(*index) else { return String::new() };
                let finding = &one.finding;
                let colour = severity_colour(finding.severity, palette);
                let [mark, rest] = row_list::columns(rect, [4.0, 96.0]);
                row_list::text(painter, mark, Align2::CENTER_CENTER, severity_symbol(finding.severity), colour);
                let words = format!("{} {}", finding.rule, finding.message);
                row_list::text(painter, rest, Align2::LEFT_CENTER, &words, palette.text);
                format!("{} {words}", finding.severity.label())
            }
            None => String::new(),
        }
    }
}

impl Lines<'_> {
    fn change(&self, painter: &Painter, rect: Rect, palette: &Palette, change: Option<&Change>) -> String {
        let Some(change) = change else { return String::new() };
        let [place, old, new, difference] = row_list::columns(rect, SHARES);
        row_list::text(painter, place, Align2::LEFT_CENTER, place_words(change), palette.text);
        let both = old.union(new).union(difference);
        match change.kind {
            ChangeKind::Value if change.is_text => {
                let job = words::from_first_change(&change.old, &change.new, palette);
                row_list::job(painter, both, Align2::LEFT_CENTER, job);
                return format!("{}：{}", change.label, change_words(change));
            }
            ChangeKind::Value => {
                for (column, text) in [(old, &change.old), (new, &change.new)] {
                    row_list::text(painter, column, Align2::RIGHT_CENTER, text, amount_colour(text, palette));
                }
                let words = self.difference(change);
                row_list::text(painter, difference, Align2::RIGHT_CENTER, &words, amount_colour(&words, palette));
                return match words.is_empty() {
                    true => change.sentence(),
                    false => format!("{}，差额 {words}", change.sentence()),
                };
            }
            ChangeKind::RowAdded => {
                let words = format!("＋ {} {}", change.kind.label(), change.new);
                row_list::text(painter, both, Align2::LEFT_CENTER, &words, palette.done);
            }
            ChangeKind::RowRemoved => {
                let words = format!("－ {} {}", change.kind.label(), change.old);
                row_list::text(painter, both, Align2::LEFT_CENTER, &words, palette.error);
            }
            ChangeKind::RowMoved | ChangeKind::Unknown => {
                let words = format!("{} {} → {}", change.kind.label(), change.old, change.new);
                row_list::text(painter, both, Align2::LEFT_CENTER, &words, palette.weak_text);
            }
        }
        change.sentence()
    }

    /// With its sign, in the unit of the two amounts.
    fn difference(&self, change: &Change) -> String {
        let Some(money) = change.difference else { return String::new() };
        let sign = if money.is_negative() || money.is_zero() { "" } else { "+" };
        format!("{sign}{}", money.exact_grouped(self.shown.comparison.unit))
    }
}

fn amount_colour(text: &str, palette: &Palette) -> Color32 {
    if text.starts_with('-') { palette.error } else { palette.text }
}

/// Without the tab, which is the heading.
fn place_words(change: &Change) -> &str {
    change.label.split_once('›').map_or(change.label.as_str(), |(_, rest)| rest)
}

fn details_ui(ui: &mut Ui, view: &mut View<'_>, shown: &ShownComparison, line: Option<&ComparisonLine>) {
    ui.separator();
    let comparison = &shown.comparison;
    let palette = theme::palette(ui);
    ScrollArea::vertical().id_salt("details").auto_shrink(false).show(ui, |ui| {
        let change = match line {
            Some(ComparisonLine::Change(index)) => comparison.changes.get(*index),
            Some(ComparisonLine::Prior(index)) => comparison.prior.get(*index),
            Some(ComparisonLine::Finding(index)) => {
                if let Some(one) = comparison.findings.get(*index) {
                    let words = if one.is_new { "新出现" } else { "已消除" };
                    ui.label(RichText::new(format!("{words} · {}", one.finding.title)).color(palette.weak_text));
                    ui.add(Label::new(&one.finding.message).wrap());
                }
                None
            }
            Some(ComparisonLine::Heading(_)) | None => None,
        };
        let Some(change) = change else { return };
        ui.horizontal(|ui| {
            ui.label(RichText::new(change.kind.label()).color(palette.weak_text));
            if ui.link(&change.label).on_hover_text("到该处（回车）").clicked() {
                view.commands.push(Command::Comparing(ComparingCommand::GoTo(change.place)));
            }
        });
        if change.is_text && change.kind == ChangeKind::Value {
            ui.add(Label::new(words::whole(&change.old, &change.new, palette)).wrap());
            return;
        }
        for (name, text) in [(&shown.old, &change.old), (&shown.new, &change.new)] {
            if !text.is_empty() {
                ui.add(Label::new(format!("{name}：{text}")).wrap());
            }
        }
    });
}

fn go(view: &mut View<'_>, shown: &ShownComparison, line: &ComparisonLine) {
    let comparison = &shown.comparison;
    let place = match line {
        ComparisonLine::Change(index) => comparison.changes.get(*index).map(|change| change.place),
        ComparisonLine::Prior(index) => comparison.prior.get(*index).map(|change| change.place),
        ComparisonLine::Finding(index) => {
            let source = comparison.findings.get(*index).and_then(|one| one.finding.cells.first());
            view.commands.extend(source.map(|source| Command::ShowSource(source.clone())));
            None
        }
        ComparisonLine::Heading(_) => None,
    };
    view.commands.extend(place.map(|place| Command::Comparing(ComparingCommand::GoTo(place))));
}
