//! Reads a template file line by line.

use crate::{
    charts,
    document::Document,
    figures::TableId,
    report::model::{HeadingStyle, Orientation, ParagraphStyle, TableKey},
};

use super::{Fault, Template, TemplateLine, pieces};

/// A block that waits for its `@end`.
enum Open {
    If { condition: Box<super::Condition>, then: Option<Vec<TemplateLine>> },
    Each(super::ListName),
}

#[derive(Default)]
struct Parser {
    template: Template,
    lines: Vec<TemplateLine>,
    open: Vec<(Open, Vec<TemplateLine>)>,
    faults: Vec<Fault>,
    line: usize,
}

/// The template and what of it cannot be read.
pub(super) fn parse(text: &str) -> (Template, Vec<Fault>) {
    let mut parser = Parser::default();
    for (index, line) in text.lines().enumerate() {
        parser.line = index + 1;
        let line = line.trim();
        if !line.is_empty() && !line.starts_with("//") {
            parser.read(line);
        }
    }
    while let Some((_, lines)) = parser.open.pop() {
        parser.fault("缺少 @end");
        parser.extend(lines);
    }
    let lines = std::mem::take(&mut parser.lines);
    parser.divide(lines);
    (parser.template, parser.faults)
}

/// The name of the part that begins with these lines: a section with the heading of a part, perhaps on a condition.
fn part_begun_by(lines: &[TemplateLine]) -> Option<&str> {
    match lines {
        [TemplateLine::Section(_), TemplateLine::Heading { key, style: HeadingStyle::Part, .. }, ..] => Some(key),
        [TemplateLine::If { then, .. }, ..] => part_begun_by(then),
        _ => None,
    }
}

impl Parser {
    fn fault(&mut self, words: &str) {
        self.faults.push(Fault { line: self.line, words: words.to_owned() });
    }

    fn push(&mut self, line: TemplateLine) {
        self.current().push(line);
    }

    fn extend(&mut self, lines: Vec<TemplateLine>) {
        self.current().extend(lines);
    }

    fn current(&mut self) -> &mut Vec<TemplateLine> {
        match self.open.last_mut() {
            Some((_, lines)) => lines,
            None => &mut self.lines,
        }
    }

    /// Divides the lines into the parts of the report.
    fn divide(&mut self, lines: Vec<TemplateLine>) {
        let begun: Vec<Option<String>> =
            (0..lines.len()).map(|at| part_begun_by(&lines[at..]).map(str::to_owned)).collect();
        for (line, part) in lines.into_iter().zip(begun) {
            if let Some(part) = part {
                self.template.parts.push((part, Vec::new()));
            }
            match self.template.parts.last_mut() {
                Some((_, lines)) => lines.push(line),
                None => self.template.front.push(line),
            }
        }
    }

    fn pieces(&mut self, text: &str) -> super::Pieces {
        let mut faults = Vec::new();
        let pieces = pieces::read(text, &mut faults);
        for fault in faults {
            self.fault(&fault);
        }
        pieces
    }

    fn read(&mut self, line: &str) {
        if let Some(directive) = line.strip_prefix('@') {
            let (name, rest) = directive.split_once(' ').unwrap_or((directive, ""));
            self.directive(name, rest.trim());
        } else if line.starts_with('#') || line.starts_with("= ") {
            self.heading(line);
        } else if let Some((label, text)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) {
            let style = match label {
                "label" => ParagraphStyle::Label,
                "centred" => ParagraphStyle::Centred,
                "note" => ParagraphStyle::Note,
                "right" => ParagraphStyle::Right,
                _ => return self.fault(&format!("不认识段落样式 [{label}]")),
            };
            let text = self.pieces(text.trim());
            self.push(TemplateLine::Paragraph { style, text });
        } else {
            let text = self.pieces(line);
            self.push(TemplateLine::Paragraph { style: ParagraphStyle::Body, text });
        }
    }

    /// `## income 二、收入决算情况说明`
    fn heading(&mut self, line: &str) {
        let mut words = line.splitn(3, ' ');
        let style = match words.next() {
            Some("#") => HeadingStyle::Part,
            Some("=") => HeadingStyle::Attachment,
            Some("##") => HeadingStyle::First,
            Some("###") => HeadingStyle::Second,
            Some("####") => HeadingStyle::Third,
            _ => return self.fault("不认识标题级别"),
        };
        let (Some(key), Some(text)) = (words.next(), words.next()) else {
            return self.fault("标题缺少名称或文字");
        };
        let text = self.pieces(text.trim());
        self.push(TemplateLine::Heading { key: key.to_owned(), style, text });
    }

    fn directive(&mut self, name: &str, rest: &str) {
        match name {
            "portrait" => self.push(TemplateLine::Section(Orientation::Portrait)),
            "landscape" => self.push(TemplateLine::Section(Orientation::Landscape)),
            "cover" => self.push(TemplateLine::Cover { lines: Vec::new(), foot: Vec::new() }),
            "title" | "foot" => self.cover_line(name, rest),
            "contents" => self.push(TemplateLine::Contents),
            "break" => self.push(TemplateLine::PageBreak),
            "glossary" => self.push(TemplateLine::Glossary),
            "approval" => self.push(TemplateLine::Approval),
            "tables" => self.push(TemplateLine::Tables),
            "chart" => match charts::keys().find(|key| *key == rest) {
                Some(key) => self.push(TemplateLine::Chart(key)),
                None => self.fault(&format!("没有图 {rest}")),
            },
            "table" => match table(rest) {
                Some(key) => self.push(TemplateLine::Table(key)),
                None => self.fault(&format!("没有表 {rest}")),
            },
            "text" => self.text(rest),
            "words" => self.words(rest),
            _ => self.block(name, rest),
        }
    }

    fn block(&mut self, name: &str, rest: &str) {
        match name {
            "if" => match pieces::condition(rest) {
                Some(condition) => {
                    self.open.push((Open::If { condition: Box::new(condition), then: None }, Vec::new()))
                }
                None => self.fault(&format!("不认识条件 {rest}")),
            },
            "else" => match self.open.last_mut() {
                Some((Open::If { then: then @ None, .. }, lines)) => *then = Some(std::mem::take(lines)),
                _ => self.fault("@else 前面没有 @if"),
            },
            "each" => match pieces::list(rest) {
                Some(list) => self.open.push((Open::Each(list), Vec::new())),
                None => self.fault(&format!("不认识列表 {rest}")),
            },
            "end" => match self.open.pop() {
                Some((Open::If { condition, then }, lines)) => {
                    let (then, otherwise) = match then {
                        Some(then) => (then, lines),
                        None => (lines, Vec::new()),
                    };
                    self.push(TemplateLine::If { condition, then, otherwise });
                }
                Some((Open::Each(list), lines)) => self.push(TemplateLine::Each { list, lines }),
                None => self.fault("@end 前面没有 @if 或 @each"),
            },
            _ => self.fault(&format!("不认识 @{name}")),
        }
    }

    fn cover_line(&mut self, name: &str, rest: &str) {
        let text = self.pieces(rest);
        match self.current().last_mut() {
            Some(TemplateLine::Cover { lines, .. }) if name == "title" => lines.push(text),
            Some(TemplateLine::Cover { foot, .. }) => *foot = text,
            _ => self.fault("前面没有 @cover"),
        }
    }

    /// `@text /unit/duties "部门职责"`
    fn text(&mut self, rest: &str) {
        let (path, prompt) = pieces::quoted(rest);
        match Document::parse_path(path) {
            Some(path) => self.push(TemplateLine::Text { path, prompt }),
            None => self.fault(&format!("没有录入项 {path}")),
        }
    }

    /// `@words change.up 增加{amount}万元，增长{rate}`
    fn words(&mut self, rest: &str) {
        let (name, text) = rest.split_once(' ').unwrap_or((rest, ""));
        let text = self.pieces(text.trim());
        if self.template.words.insert(name.to_owned(), text).is_some() {
            self.fault(&format!("{name} 写了两次"));
        }
    }
}

/// `T01`, `scores`, `targets`
fn table(name: &str) -> Option<TableKey> {
    match name {
        "scores" => Some(TableKey::Scores),
        "targets" => Some(TableKey::Targets),
        _ => TableId::PUBLISHED.into_iter().find(|id| id.to_string() == name).map(TableKey::Published),
    }
}
