//! What would change, place by place; what does not agree; what was not taken.

use egui::{Align2, Color32, Label, Painter, Rect, RichText, ScrollArea, Ui, vec2};

use crate::{
    document::{Document, Entry},
    import::{ImportGroup, ImportOrigin},
    reading::FactPlace,
    ui::{
        state::ShownImport,
        theme,
        widgets::{
            number_fit::NumberFit,
            row_list::{self, Done, DrawnRows, RowList},
        },
    },
};

enum ChangeLine {
    Heading(String),
    /// By its number in the plan, with the values in words.
    Change(usize, [String; 2]),
    Claim(usize),
    Rest(usize),
}

#[derive(Default)]
pub(super) struct ChangeList {
    list: RowList,
    lines: Vec<ChangeLine>,
    /// How wide the values before and after are.
    widths: [f32; 2],
}

/// Of the width of a line, at most this is one value.
const WIDEST_VALUE: f32 = 0.34;
const DETAILS_HEIGHT: f32 = 112.0;
const LEAST_VALUE: f32 = 56.0;

impl ChangeList {
    pub fn enter(&mut self) {
        self.list.enter();
    }

    pub fn choose_first(&mut self) {
        self.list.choose(0);
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub fn renew(&mut self, shown: &ShownImport, document: &Document) {
        let plan = &shown.plan;
        self.lines.clear();
        if !plan.claims.is_empty() {
            self.lines.push(ChangeLine::Heading(format!("与取用的数不符（{} 处）", plan.claims.len())));
            self.lines.extend((0..plan.claims.len()).map(ChangeLine::Claim));
        }
        for group in ImportGroup::ALL {
            let changes = plan.changes.iter().enumerate().filter(|(_, change)| change.group == *group);
            let mut lines: Vec<ChangeLine> = changes
                .map(|(at, change)| {
                    let words = |entry: &Entry| change.words(document, entry);
                    ChangeLine::Change(at, [words(&change.old), words(&change.new)])
                })
                .collect();
            if !lines.is_empty() {
                self.lines.push(ChangeLine::Heading(format!("{}（{} 个数）", group.label(), lines.len())));
                self.lines.append(&mut lines);
            }
        }
        if !plan.rest.is_empty() {
            self.lines.push(ChangeLine::Heading(format!("没有取用（{} 处）", plan.rest.len())));
            self.lines.extend((0..plan.rest.len()).map(ChangeLine::Rest));
        }
        // Numbers need their room; a text gives way.
        let mut widths = [LEAST_VALUE; 2];
        let mut fit = |values: [&str; 2]| {
            for (width, value) in widths.iter_mut().zip(values) {
                if is_number(value) {
                    *width = width.max(row_list::about_width(value) + 2.0 * theme::CELL_PADDING);
                }
            }
        };
        for line in &self.lines {
            match line {
                ChangeLine::Change(_, [old, new]) => fit([old, new]),
                ChangeLine::Claim(at) => {
                    if let Some(claim) = plan.claims.get(*at) {
                        fit([&claim.stated, claim.computed.as_deref().unwrap_or_default()]);
                    }
                }
                ChangeLine::Heading(_) | ChangeLine::Rest(_) => {}
            }
        }
        self.widths = widths;
    }

    pub fn ui(&mut self, ui: &mut Ui, shown: &ShownImport, document: &Document) -> Done {
        if self.lines.is_empty() {
            ui.label("没有要改的数");
            return Done::default();
        }
        let rows = Lines { lines: &self.lines, widths: self.widths, shown };
        let height = (ui.available_height() - DETAILS_HEIGHT).max(3.0 * theme::ROW_HEIGHT);
        let done = self.list.ui(ui, "要改的数", height, &rows);
        let chosen = self.list.chosen(&rows).and_then(|row| self.lines.get(row));
        if let Some(line) = chosen {
            details_ui(ui, shown, document, line);
        }
        done
    }

    /// Where the chosen line is from.
    pub fn chosen_place(&self, shown: &ShownImport) -> Option<(usize, FactPlace)> {
        let row = self.list.chosen(&Lines { lines: &self.lines, widths: self.widths, shown })?;
        origin(shown, self.lines.get(row)?)?.place
    }
}

fn origin<'a>(shown: &'a ShownImport, line: &ChangeLine) -> Option<&'a ImportOrigin> {
    let plan = &shown.plan;
    match line {
        ChangeLine::Heading(_) => None,
        ChangeLine::Change(at, _) => plan.changes.get(*at).map(|change| &change.origin),
        ChangeLine::Claim(at) => plan.claims.get(*at).map(|claim| &claim.origin),
        ChangeLine::Rest(at) => plan.rest.get(*at).map(|rest| &rest.origin),
    }
}

struct Lines<'a> {
    lines: &'a [ChangeLine],
    widths: [f32; 2],
    shown: &'a ShownImport,
}

impl DrawnRows for Lines<'_> {
    fn count(&self) -> usize {
        self.lines.len()
    }

    fn is_line(&self, row: usize) -> bool {
        !matches!(self.lines.get(row), Some(ChangeLine::Heading(_)) | None)
    }

    fn draw(&self, ui: &Ui, painter: &Painter, rect: Rect, row: usize) -> String {
        let palette = theme::palette(ui);
        let plan = &self.shown.plan;
        let [old, new] = self.widths.map(|width| width.min(rect.width() * WIDEST_VALUE));
        let [place, old, new] = row_list::columns(rect, [rect.width() - old - new, old, new]);
        let three = |texts: [&str; 3], colour| {
            row_list::text(painter, place, Align2::LEFT_CENTER, texts[0], palette.text);
            value_ui(painter, old, texts[1], palette.weak_text);
            value_ui(painter, new, texts[2], colour);
        };
        match self.lines.get(row) {
            Some(ChangeLine::Heading(words)) => {
                let at = rect.left_center() + vec2(theme::CELL_PADDING, 0.0);
                painter.text(at, Align2::LEFT_CENTER, words, theme::table_font(true), palette.text);
                words.clone()
            }
            Some(ChangeLine::Change(at, [old, new])) => {
                let Some(change) = plan.changes.get(*at) else { return String::new() };
                three([within(&change.label), old, new], palette.text);
                format!("{}：{old} → {new}", change.label)
            }
            Some(ChangeLine::Claim(at)) => {
                let Some(claim) = plan.claims.get(*at) else { return String::new() };
                let computed = claim.computed.as_deref().unwrap_or("没有数");
                three([&claim.label, &claim.stated, computed], palette.warning);
                format!("{}：文件中是 {}，按取用的数算出 {computed}", claim.label, claim.stated)
            }
            Some(ChangeLine::Rest(at)) => {
                let Some(rest) = plan.rest.get(*at) else { return String::new() };
                let [what, why] = row_list::columns(rect, [40.0, 60.0]);
                row_list::text(painter, what, Align2::LEFT_CENTER, &rest.text, palette.text);
                row_list::text(painter, why, Align2::LEFT_CENTER, &rest.why, palette.weak_text);
                format!("{}：{}", rest.text, rest.why)
            }
            None => String::new(),
        }
    }
}

fn is_number(value: &str) -> bool {
    value.ends_with(|c: char| c.is_ascii_digit()) && value.chars().all(|c| c.is_ascii_digit() || "-.,".contains(c))
}

/// A number stands whole or not at all; a text may be cut.
fn value_ui(painter: &Painter, rect: Rect, value: &str, colour: Color32) {
    if is_number(value) {
        NumberFit::of(painter, rect, value, 0.0, theme::table_font(false)).paint(painter, rect, value, colour);
    } else {
        row_list::text(painter, rect, Align2::RIGHT_CENTER, value, colour);
    }
}

/// Without the list or page, which the heading tells.
fn within(label: &str) -> &str {
    label.split_once([' ', '›']).map_or(label, |(_, rest)| rest)
}

fn details_ui(ui: &mut Ui, shown: &ShownImport, document: &Document, line: &ChangeLine) {
    ui.separator();
    let weak = theme::palette(ui).weak_text;
    let plan = &shown.plan;
    ScrollArea::vertical().id_salt("details").auto_shrink(false).show(ui, |ui| {
        let mut say = |text: String| _ = ui.add(Label::new(text).wrap());
        match line {
            ChangeLine::Heading(_) => {}
            ChangeLine::Change(at, [old, new]) => {
                let Some(change) = plan.changes.get(*at) else { return };
                let unit = document.unit_at(change.path).name();
                let unit = if matches!(change.new, Entry::Money(_)) { format!(" {unit}") } else { String::new() };
                say(format!("{}：{old} → {new}{unit}", change.label));
                if let Some(reason) = &change.reason {
                    let lead = if change.is_assumed { "文件没有写明，按通常情况：" } else { "" };
                    say(format!("{lead}{reason}"));
                }
            }
            ChangeLine::Claim(at) => {
                let Some(claim) = plan.claims.get(*at) else { return };
                let computed = claim.computed.as_deref().unwrap_or("没有数");
                say(format!(
                    "{}：文件中是 {}，按取用的数算出 {computed}；请对照原件，看是原件有误还是漏读了数",
                    claim.label, claim.stated
                ));
            }
            ChangeLine::Rest(at) => {
                let Some(rest) = plan.rest.get(*at) else { return };
                say(format!("{}：{}", rest.text, rest.why));
            }
        }
        if let Some(origin) = origin(shown, line) {
            ui.add(Label::new(RichText::new(format!("取自 {origin}")).color(weak)).wrap());
        }
    });
}
