//! Four short lists: errors, warnings that were explained, open notes, and what was changed since.

use egui::{Color32, Rect, RichText, Ui, pos2, vec2};

use crate::{
    figures::Source,
    rules::Finding,
    ui::{Command, Tab, View, command::places, severity_colour, severity_symbol, theme},
    workflow::{LeaderPage, Since, explained_line, note_line, notes_heading, open_notes},
};

use super::{
    inside,
    line::{line_ui, link_ui},
};

/// One line of a list: mark, colour, sentence, and where it leads.
struct LinkedLine {
    symbol: &'static str,
    colour: Color32,
    text: String,
    leads_to: Command,
}

/// A list with its heading; `rest` is where the whole list is.
struct ShortList {
    heading: String,
    lines: Vec<LinkedLine>,
    /// What is said when there is no line.
    nothing: String,
    rest: Command,
}

/// Draws the four, two beside two.
pub(super) fn lists_ui(ui: &mut Ui, view: &mut View<'_>, page: &LeaderPage, since: Option<&Since>, rect: Rect) {
    let lists = [open(ui, view, page), explained(ui, view, page), notes(ui, view), changes(ui, since)];
    let size = vec2((rect.width() - 2.0 * theme::GRID) / 2.0, (rect.height() - theme::GRID) / 2.0);
    for (index, list) in lists.iter().enumerate() {
        let (column, row) = ((index % 2) as f32, (index / 2) as f32);
        let corner =
            pos2(rect.left() + column * (size.x + 2.0 * theme::GRID), rect.top() + row * (size.y + theme::GRID));
        inside(ui, &format!("list {index}"), Rect::from_min_size(corner, size), |ui| list_ui(ui, view, list, size.y));
    }
}

fn list_ui(ui: &mut Ui, view: &mut View<'_>, list: &ShortList, height: f32) {
    ui.spacing_mut().item_spacing.y = 1.0;
    ui.spacing_mut().interact_size.y = 20.0;
    ui.label(RichText::new(&list.heading).text_style(theme::section()));
    if list.lines.is_empty() {
        ui.label(RichText::new(&list.nothing).color(theme::palette(ui).weak_text));
        return;
    }
    // What does not fit is counted in the last line.
    let room = (((height - 24.0) / 22.0) as usize).max(1);
    let shown = if list.lines.len() > room { room - 1 } else { list.lines.len() };
    for line in &list.lines[..shown] {
        if line_ui(ui, line.symbol, line.colour, &line.text) {
            view.commands.push(line.leads_to.clone());
        }
    }
    if shown < list.lines.len() && link_ui(ui, &format!("…… 共 {} 条，看全部", list.lines.len())) {
        view.commands.push(list.rest.clone());
    }
}

fn open(ui: &Ui, view: &View<'_>, page: &LeaderPage) -> ShortList {
    let palette = theme::palette(ui);
    let line = |(index, finding): (usize, &Finding)| LinkedLine {
        symbol: severity_symbol(finding.severity),
        colour: severity_colour(finding.severity, palette),
        text: finding.message.clone(),
        leads_to: Command::ShowFinding(index),
    };
    ShortList {
        heading: page.open_heading(view.derived),
        lines: findings(view, &page.open).map(line).collect(),
        nothing: LeaderPage::nothing_open(view.derived),
        rest: Command::ShowTab(Tab::Review),
    }
}

fn explained(ui: &Ui, view: &View<'_>, page: &LeaderPage) -> ShortList {
    let colour = theme::palette(ui).weak_text;
    let line = |(index, finding): (usize, &Finding)| LinkedLine {
        symbol: severity_symbol(finding.severity),
        colour,
        text: explained_line(finding, view.derived),
        leads_to: Command::ShowFinding(index),
    };
    ShortList {
        heading: page.explained_heading(),
        lines: findings(view, &page.explained).map(line).collect(),
        nothing: "没有需要说明的警告".to_owned(),
        rest: Command::ShowTab(Tab::Answers),
    }
}

/// The findings of these places.
fn findings<'a>(view: &'a View<'_>, places: &'a [usize]) -> impl Iterator<Item = (usize, &'a Finding)> {
    places.iter().filter_map(|place| Some((*place, view.derived.review.findings.get(*place)?)))
}

fn notes(ui: &Ui, view: &View<'_>) -> ShortList {
    let colour = theme::palette(ui).hint;
    let line = |note: &crate::document::Note| LinkedLine {
        symbol: "◆",
        colour,
        text: note_line(note),
        leads_to: places::command_to(&note.place, view.derived).unwrap_or(Command::ShowTab(Tab::Notes)),
    };
    ShortList {
        heading: notes_heading(view.derived),
        lines: open_notes(view.document).map(|(_, note)| line(note)).collect(),
        nothing: "没有待回复的批注".to_owned(),
        rest: Command::ShowTab(Tab::Notes),
    }
}

fn changes(ui: &Ui, since: Option<&Since>) -> ShortList {
    let colour = theme::palette(ui).accent;
    let rest = Command::ShowTab(Tab::Comparison);
    let Some(since) = since else {
        let nothing = "您还没有签批或查看过，无从比较".to_owned();
        return ShortList {
            heading: "上次签批或查看以来的改动".to_owned(), lines: Vec::new(), nothing, rest
        };
    };
    let heading = since.heading();
    let Some(changes) = &since.changes else {
        let nothing = "内容有改动，但文件里没有留存当时的内容，列不出改了哪里".to_owned();
        return ShortList { heading, lines: Vec::new(), nothing, rest };
    };
    let of_content = changes.iter().map(|change| LinkedLine {
        symbol: "△",
        colour,
        text: change.sentence(),
        leads_to: Command::ShowSource(Source::Entered(change.place)),
    });
    let of_explanations = since.explanations.iter().map(|change| LinkedLine {
        symbol: "△",
        colour,
        text: change.sentence(),
        leads_to: Command::ShowTab(Tab::Answers),
    });
    ShortList {
        heading, lines: of_content.chain(of_explanations).collect(), nothing: "✔ 没有改动".to_owned(), rest
    }
}
