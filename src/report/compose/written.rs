//! Texts that a person wrote: a paragraph for each line, with quoted numbers printed as they are now.

use crate::{
    document::{Entry, Path},
    report::{
        link::{LinkPart, parts_of},
        model::Run,
        value::resolve,
    },
};

use super::{Composer, flow::Flow};

impl Composer<'_> {
    /// The text at `path`; if it is blank and wanted, a place to write it.
    pub(super) fn written(&mut self, path: Path, prompt: Option<&str>, flow: &mut Flow) {
        self.note_text(path);
        match self.text_at(path) {
            Some(text) => self.text_runs(&text, path, flow),
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

    /// The words and links of a text; a line of it is a paragraph.
    pub(super) fn text_runs(&self, text: &str, path: Path, flow: &mut Flow) {
        for (index, line) in text.lines().map(str::trim).enumerate() {
            if index > 0 {
                flow.end_paragraph();
            }
            for part in parts_of(line) {
                match part {
                    LinkPart::Words(words) => flow.push(Run::Written { text: words.to_owned(), path }),
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
