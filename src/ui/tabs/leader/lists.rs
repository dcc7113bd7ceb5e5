//! Four short lists: errors, warnings that were explained, open notes, and what was changed since.

use egui::{Color32, Rect, RichText, Ui, pos2, vec2};

use crate::{
    document::{shown_line, shown_name},
    figures::Source,
    rules::Severity,
    ui::{
        Command, Tab, View,
        command::{ExchangePart, places},
        severity_colour, severity_symbol, theme,
    },
    workflow::{Since, open_notes},
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
pub(super) fn lists_ui(ui: &mut Ui, view: &mut View<'_>, since: Option<&Since>, rect: Rect) {
    let lists = [errors(ui, view), explained(ui, view), notes(ui, view), changes(ui, since)];
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

fn errors(ui: &Ui, view: &View<'_>) -> ShortList {
    let palette = theme::palette(ui);
    // Warnings that nobody has answered stand in the way as well.
    let open = view.derived.review.findings.iter().enumerate().filter(|(_, finding)| {
        let is_warning = finding.severity == Severity::Warning && finding.can_be_explained();
        finding.is_open() && (finding.severity == Severity::Error || is_warning)
    });
    let lines: Vec<LinkedLine> = open
        .map(|(index, finding)| LinkedLine {
            symbol: severity_symbol(finding.severity),
            colour: severity_colour(finding.severity, palette),
            text: finding.message.clone(),
            leads_to: Command::ShowFinding(index),
        })
        .collect();
    let review = &view.derived.review;
    let warnings = lines.len() - review.open(Severity::Error);
    ShortList {
        heading: format!("错误 {} · 未说明的警告 {warnings}", review.open(Severity::Error)),
        lines,
        nothing: match review.not_checked() {
            0 => "✔ 没有发现错误".to_owned(),
            count => format!("没有发现错误，还有 {count} 项因缺少数据未检查"),
        },
        rest: Command::ShowTab(Tab::Review),
    }
}

fn explained(ui: &Ui, view: &View<'_>) -> ShortList {
    let colour = theme::palette(ui).weak_text;
    let lines: Vec<LinkedLine> = view
        .derived
        .review
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| !finding.is_open())
        .map(|(index, finding)| {
            let given = finding.explanation(&view.derived.figures);
            let text = given.map_or_else(String::new, |given| {
                format!("{}：{}", shown_name(&given.author), shown_line(&given.text))
            });
            LinkedLine {
                symbol: severity_symbol(finding.severity),
                colour,
                text: format!("{text}（{}）", finding.message),
                leads_to: Command::ShowFinding(index),
            }
        })
        .collect();
    ShortList {
        heading: format!("已说明 {}", lines.len()),
        lines,
        nothing: "没有需要说明的警告".to_owned(),
        rest: Command::ShowPart(ExchangePart::Answers),
    }
}

fn notes(ui: &Ui, view: &View<'_>) -> ShortList {
    let colour = theme::palette(ui).hint;
    let line = |note: &crate::document::Note| {
        let said = note.entries.iter().last();
        let words =
            said.map_or_else(String::new, |said| format!("{}：{}", shown_name(&said.author), shown_line(&said.text)));
        LinkedLine {
            symbol: "◆",
            colour,
            text: format!("{}　{words}", shown_line(&note.name)),
            leads_to: places::command_to(&note.place, view.derived).unwrap_or(Command::ShowPart(ExchangePart::Notes)),
        }
    };
    let lines: Vec<LinkedLine> = open_notes(view.document).map(|(_, note)| line(note)).collect();
    ShortList {
        heading: format!("待回复的批注 {}", lines.len()),
        lines,
        nothing: "没有待回复的批注".to_owned(),
        rest: Command::ShowPart(ExchangePart::Notes),
    }
}

fn changes(ui: &Ui, since: Option<&Since>) -> ShortList {
    let colour = theme::palette(ui).accent;
    let rest = Command::ShowPart(ExchangePart::Comparison);
    let Some(since) = since else {
        let nothing = "您还没有签批或查看过，无从比较".to_owned();
        return ShortList {
            heading: "上次签批或查看以来的改动".to_owned(), lines: Vec::new(), nothing, rest
        };
    };
    let heading = format!("{}以来的改动", since.what);
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
        leads_to: Command::ShowPart(ExchangePart::Answers),
    });
    let lines: Vec<LinkedLine> = of_content.chain(of_explanations).collect();
    ShortList { heading: format!("{heading} {}", lines.len()), lines, nothing: "✔ 没有改动".to_owned(), rest }
}
