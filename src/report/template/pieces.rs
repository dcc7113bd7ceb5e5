//! The pieces of a line of a template: `{figure}`, `<condition：then|otherwise>`, `«separator first ~ second»`.

use std::iter::Peekable;
use std::str::Chars;

use crate::{
    document::{Document, Path},
    templates::Annex,
};

use super::{Address, Condition, ItemPart, ListName, Local, PathAddress, Piece, Pieces, ReasonOf, Slot};

/// Reads a line; what cannot be read is reported and left out.
pub(super) fn read(text: &str, faults: &mut Vec<String>) -> Pieces {
    let mut reader = Reader { rest: text.chars().peekable(), faults };
    let pieces = reader.pieces(&[]);
    if let Some(left) = reader.rest.next() {
        reader.faults.push(format!("多余的 {left}"));
    }
    pieces
}

struct Reader<'a, 'f> {
    rest: Peekable<Chars<'a>>,
    faults: &'f mut Vec<String>,
}

impl Reader<'_, '_> {
    /// Up to one of these characters, which is not taken.
    fn pieces(&mut self, ends: &[char]) -> Pieces {
        let mut pieces = Pieces::new();
        let mut words = String::new();
        while let Some(c) = self.rest.peek().copied().filter(|c| !ends.contains(c)) {
            let piece = match c {
                '{' => self.slot(),
                '<' => self.choice(),
                '«' => self.list(),
                _ => {
                    words.push(c);
                    self.rest.next();
                    continue;
                }
            };
            if !words.is_empty() {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
            }
            pieces.extend(piece);
        }
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        pieces
    }

    /// Words up to `end`, which is taken.
    fn until(&mut self, end: char) -> String {
        let mut words = String::new();
        for c in self.rest.by_ref() {
            if c == end {
                return words;
            }
            words.push(c);
        }
        self.faults.push(format!("缺少 {end}"));
        words
    }

    fn expect(&mut self, end: char) {
        if self.rest.next() != Some(end) {
            self.faults.push(format!("缺少 {end}"));
        }
    }

    fn slot(&mut self) -> Option<Piece> {
        self.rest.next();
        let words = self.until('}');
        let slot = slot(&words);
        if slot.is_none() {
            self.faults.push(format!("不认识 {{{words}}}"));
        }
        slot.map(|slot| Piece::Slot(Box::new(slot)))
    }

    fn choice(&mut self) -> Option<Piece> {
        self.rest.next();
        let words = self.until(':');
        let condition = condition(&words);
        if condition.is_none() {
            self.faults.push(format!("不认识条件 {words}"));
        }
        let then = self.pieces(&['|', '>']);
        let otherwise = if self.rest.next_if_eq(&'|').is_some() { self.pieces(&['>']) } else { Pieces::new() };
        self.expect('>');
        Some(Piece::Choice { condition: condition?, then, otherwise })
    }

    fn list(&mut self) -> Option<Piece> {
        self.rest.next();
        let separator = self.until(' ');
        let begins_each = self.rest.clone().take(5).eq("each ".chars());
        if !begins_each {
            let mut parts = vec![self.pieces(&['~', '»'])];
            while self.rest.next_if_eq(&'~').is_some() {
                parts.push(self.pieces(&['~', '»']));
            }
            self.expect('»');
            return Some(Piece::Join { separator, parts });
        }
        let head = self.until(':');
        let name = head.trim_start_matches("each ").trim();
        let list = list(name);
        if list.is_none() {
            self.faults.push(format!("不认识列表 {name}"));
        }
        let each = self.pieces(&['»']);
        self.expect('»');
        Some(Piece::Each { separator, list: list?, each })
    }
}

/// A list by its name.
pub(super) fn list(name: &str) -> Option<ListName> {
    ListName::ALL.iter().find(|(known, _)| *known == name).map(|(_, list)| *list)
}

fn slot(words: &str) -> Option<Slot> {
    let (words, prompt) = quoted(words);
    let parts: Vec<&str> = words.split_whitespace().collect();
    Some(match *parts.as_slice() {
        ["year"] => Slot::Year(0),
        ["prior_year"] => Slot::Year(1),
        ["department"] => {
            Slot::Written { path: PathAddress::read("/unit/department")?, prompt: Some("部门名称".to_owned()) }
        }
        ["basis"] => Slot::Basis,
        ["three_public_basis"] => Slot::ThreePublicBasis,
        ["part"] => Slot::Part,
        ["tables"] => Slot::TableCount,
        ["n"] => Slot::Item(ItemPart::Number),
        ["cn"] => Slot::Item(ItemPart::Chinese),
        ["name"] => Slot::Item(ItemPart::Name),
        ["full"] => Slot::Item(ItemPart::FullName),
        ["value"] => Slot::Item(ItemPart::Value),
        ["amount"] => Slot::Local(Local::Amount),
        ["rate"] => Slot::Local(Local::Rate),
        ["change", growth, wording] => Slot::Change { growth: Address::read(growth)?, words: wording.to_owned() },
        ["completion", actual, budget, rate] => completion([actual, budget, rate], "completion")?,
        ["completion", actual, budget, rate, wording] => completion([actual, budget, rate], wording)?,
        ["compare", actual, budget, wording] => compare([actual, budget], wording, None)?,
        ["compare", actual, budget, wording, "lines"] => compare([actual, budget], wording, Some(ReasonOf::Lines))?,
        ["compare", actual, budget, wording, path] => {
            let path = PathAddress::read(path)?;
            compare([actual, budget], wording, Some(ReasonOf::Path(Box::new(path))))?
        }
        ["reason", path, growth, before] => {
            Slot::Reason { path: PathAddress::read(path)?, growth: Address::read(growth)?, before: before.to_owned() }
        }
        ["purpose", before] => Slot::Purpose { before: before.to_owned() },
        ["written", path] => Slot::Written { path: PathAddress::read(path)?, prompt },
        ["blank", path] => Slot::Blank { path: Document::parse_path(path)?, prompt: prompt? },
        [address] => Slot::Value(Address::read(address)?),
        _ => return None,
    })
}

fn completion([actual, budget, rate]: [&str; 3], wording: &str) -> Option<Slot> {
    Some(Slot::Completion {
        actual: Address::read(actual)?,
        budget: Address::read(budget)?,
        rate: Address::read(rate)?,
        words: wording.to_owned(),
    })
}

fn compare([actual, budget]: [&str; 2], wording: &str, reason: Option<ReasonOf>) -> Option<Slot> {
    Some(Slot::Compare {
        actual: Address::read(actual)?,
        budget: Address::read(budget)?,
        words: wording.to_owned(),
        reason,
    })
}

/// Words and what stands in quotation marks behind them.
pub(super) fn quoted(words: &str) -> (&str, Option<String>) {
    match words.split_once('"') {
        None => (words.trim(), None),
        Some((words, prompt)) => (words.trim(), Some(prompt.trim_end().trim_end_matches('"').to_owned())),
    }
}

/// `zero A B`, `not any projects`, `is /unit/unit_type institution`
pub(super) fn condition(words: &str) -> Option<Condition> {
    let words = words.trim();
    let (test, rest) = words.split_once(' ').unwrap_or((words, ""));
    let addresses = || rest.split_whitespace().map(Address::read).collect::<Option<Vec<_>>>();
    Some(match test {
        "not" => Condition::Not(Box::new(condition(rest)?)),
        "zero" => Condition::Zero(addresses()?),
        "some" => Condition::Some(addresses()?),
        "none" => Condition::None(addresses()?),
        "shown" => Condition::Shown(addresses()?),
        "zeros_listed" => Condition::ZerosListed,
        "blank" => Condition::Blank(addresses()?),
        "filled" => Condition::Not(Box::new(Condition::Blank(addresses()?))),
        "same" => {
            let (first, second) = rest.split_once(' ')?;
            Condition::Same(Box::new([Address::read(first)?, Address::read(second.trim())?]))
        }
        "idle" => Condition::Idle(Box::new(Address::read(rest.trim())?)),
        "any" => Condition::Any(list(rest.trim())?),
        "published" => Condition::Published(Annex::of_name(rest.trim())?),
        "is" => {
            let (path, name) = rest.split_once(' ')?;
            Condition::Is(known_choice(path, name)?, name.to_owned())
        }
        _ => return None,
    })
}

/// The place, if it may hold this choice.
fn known_choice(path: &str, name: &str) -> Option<Path> {
    let path = Document::parse_path(path)?;
    match Document::kind_at(path)? {
        crate::document::Kind::Choice(items) => items.iter().any(|item| item.name == name).then_some(path),
        _ => None,
    }
}
