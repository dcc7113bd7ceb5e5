//! How a person's text quotes a figure.
//!
//! In the file a link is written `⟦T06!合计.tot⟧`: the brackets U+27E6 and U+27E7 around a cell, a measure or a JSON
//! pointer. Nobody types these brackets by chance, and an older version shows them as they are.
//!
//! # In the editor
//!
//! Every field for long text edits a `Prose` (`ui/widgets/prose`): a link is a chip that shows what `resolve` prints
//! now. The editor inserts and deletes through `Prose` itself, so a chip is never cut in two. `probable_figures` finds
//! typed numbers that are figures, and the field offers to quote them. A text has one home, the tab of its part of the
//! document; the report tab edits the same value in the place where it is read (`Tab::for_path`).

use std::{fmt, ops::Range};

use crate::{
    address::{CLOSE, OPEN},
    figures::Source,
};

/// A figure named in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link(pub Source);

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkPart<'a> {
    Words(&'a str),
    /// A link, with its place in the text.
    Link(Link, Range<usize>),
    /// Brackets around something that names no figure.
    Unknown(&'a str),
}

impl Link {
    /// Reads what stands between the brackets; `None` when no figure has this address.
    pub fn read(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }
}

/// With brackets, as it stands in the text.
impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{OPEN}{}{CLOSE}", self.0)
    }
}

/// The words and links of a text, in order. An opening bracket without a closing one is words.
pub fn parts_of(text: &str) -> Vec<LinkPart<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut at = 0;
    while let Some(start) = rest.find(OPEN) {
        let inside = start + OPEN.len_utf8();
        let Some(length) = rest[inside..].find(CLOSE) else { break };
        if start > 0 {
            parts.push(LinkPart::Words(&rest[..start]));
        }
        let end = inside + length + CLOSE.len_utf8();
        parts.push(match Link::read(&rest[inside..inside + length]) {
            Some(link) => LinkPart::Link(link, at + start..at + end),
            None => LinkPart::Unknown(&rest[start..end]),
        });
        rest = &rest[end..];
        at += end;
    }
    if !rest.is_empty() {
        parts.push(LinkPart::Words(rest));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        figures::{CellKey, Column, T06},
    };

    #[test]
    fn a_text_falls_into_words_and_links() {
        let total = Link(CellKey::total(T06, Column::Total).into());
        let count = Link(at!(unit.subunits.declared).into());
        let text = format!("共{total}，下属{count}个⟦不是数⟧，⟦");
        let parts = parts_of(&text);
        let words: Vec<&str> = parts
            .iter()
            .map(|part| match part {
                LinkPart::Words(words) | LinkPart::Unknown(words) => *words,
                LinkPart::Link(link, at) => {
                    assert_eq!(text[at.clone()], link.to_string());
                    "#"
                }
            })
            .collect();
        assert_eq!(words, ["共", "#", "，下属", "#", "个", "⟦不是数⟧", "，⟦"]);
        assert_eq!(Link::read("gpb.growth").map(|link| link.to_string()).as_deref(), Some("⟦gpb.growth⟧"));
        assert_eq!(Link::read("T06!合计.没有的列"), None);
    }
}
