//! Texts that a person wrote: a paragraph for each line, with quoted numbers printed as they are now.

use crate::{
    document::{Entry, Path},
    report::{
        joints::{joined_reason, without_repeated_lead_in},
        link::{LinkPart, parts_of},
        model::{Block, Run},
        value::resolve,
    },
};

use super::{Composer, flow::Flow};

impl Composer<'_> {
    /// The text at `path`; if it is blank and wanted, a place to write it.
    pub(super) fn written(&mut self, path: Path, prompt: Option<&str>, flow: &mut Flow) {
        self.note_text(path);
        match self.text_at(path) {
            Some(text) => self.text_runs(&text, &text, path, flow),
            None => {
                if let Some(prompt) = prompt {
                    flow.push(Run::Blank { prompt: prompt.to_owned(), path });
                }
            }
        }
    }

    /// The same below a lead-in of the program, “某县总工会的主要职责：”, which people begin their text with, too.
    pub(super) fn written_below(&mut self, path: Path, prompt: Option<&str>, flow: &mut Flow) {
        let above = self.report.sections.last().and_then(|section| section.blocks.last());
        let lead_in = match above {
            Some(Block::Paragraph(paragraph)) => Some(paragraph.text()).filter(|text| text.ends_with('：')),
            _ => None,
        };
        let text = self.text_at(path);
        let department = self.figures.document.unit.department.trim();
        let both = lead_in.as_deref().zip(text.as_deref());
        match both.and_then(|(lead_in, text)| Some((text, without_repeated_lead_in(text, lead_in, department)?))) {
            Some((text, rest)) => {
                self.note_text(path);
                self.text_runs(text, rest, path, flow);
            }
            None => self.written(path, prompt, flow),
        }
    }

    /// The same inside a sentence, which has the lead-in and the marks already.
    pub(super) fn written_within(&mut self, path: Path, prompt: Option<&str>, flow: &mut Flow) {
        self.note_text(path);
        let text = self.text_at(path);
        let both = text.as_deref().map(|text| (text, joined_reason(text)));
        match both.filter(|(_, words)| !words.is_empty()) {
            Some((text, words)) => self.text_runs(text, words, path, flow),
            None => {
                if let Some(prompt) = prompt {
                    flow.push(Run::Blank { prompt: prompt.to_owned(), path });
                }
            }
        }
    }

    /// A text that is not blank.
    pub(super) fn text_at(&self, path: Path) -> Option<String> {
        match self.figures.document.entry(path)? {
            Entry::Text(text) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }

    /// The words and links of a part of the text at `path`; a line of it is a paragraph.
    pub(super) fn text_runs(&self, text: &str, part: &str, path: Path, flow: &mut Flow) {
        for (index, line) in part.lines().map(str::trim).enumerate() {
            if index > 0 {
                flow.end_paragraph();
            }
            for part in parts_of(line) {
                match part {
                    LinkPart::Words(words) => {
                        let at = words.as_ptr().addr().saturating_sub(text.as_ptr().addr());
                        flow.push(Run::Written { text: words.to_owned(), path, at });
                    }
                    LinkPart::Link(link, _) => match resolve(self.figures, &link.0) {
                        Some(runs) => flow.extend(runs),
                        None => flow.push(unknown(path)),
                    },
                    LinkPart::Unknown(_) => flow.push(unknown(path)),
                }
            }
        }
    }
}

fn unknown(path: Path) -> Run {
    Run::Blank { prompt: "引用的数不存在".to_owned(), path }
}
