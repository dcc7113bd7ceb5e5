//! The templates as a grammar: in which section which words stand before which number. Whoever reads a report that
//! others wrote looks its numbers up here.

use std::sync::LazyLock;

use crate::{
    address::{ColumnKey, RowKey},
    document::{Document, Kind, Path},
    figures::Source,
};

use super::template::{
    Address, ItemPart, ListName, Local, PathAddress, Piece, Pieces, ReasonOf, RowNames, Slot, TemplateLine,
    all as all_templates,
};

/// Stands for a year in [`GrammarSlot::lead`].
pub const YEAR_MARK: char = '\u{25a2}';
/// Stands for 年初预算, 全年预算.
pub const BASIS_MARK: char = '\u{a7}';
/// Stands for the name of the row of a list.
pub const ROW_MARK: char = '\u{203b}';
/// Stands for words that a person writes, or for the name of the department.
pub const WRITTEN_MARK: char = '\u{25c7}';

/// A list of which each row has a sentence of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GrammarList {
    Income,
    Spending,
    Classes,
    Items,
    Projects,
    Receptions,
    Vehicles,
}

/// The address of a number, perhaps one of the row of a list.
#[derive(Clone, Copy)]
pub struct GrammarAddress(&'static Address);

impl GrammarAddress {
    /// The number of a row; of a fixed address always the same.
    pub fn source(self, row: Option<RowKey>, column: Option<ColumnKey>, index: Option<usize>) -> Source {
        self.0.source(&RowNames { row, column, index })
    }
}

/// What the words speak of.
#[derive(Clone, Copy)]
pub enum GrammarValue {
    Value(GrammarAddress),
    /// The growth that 增加…，增长… tells.
    Change(GrammarAddress),
    /// 完成预算…
    Completion {
        actual: GrammarAddress,
        budget: GrammarAddress,
    },
    /// The number of a row that knows its own place.
    Row,
}

/// A place for a number.
pub struct GrammarSlot {
    /// The name of the heading that it stands under.
    pub topic: &'static str,
    /// The fixed words before it, up to the number before.
    pub lead: String,
    /// The fixed words behind it.
    pub behind: String,
    pub list: Option<GrammarList>,
    pub value: GrammarValue,
}

/// A place for words that a person writes.
pub struct GrammarText {
    /// The name of the heading that they stand under.
    pub topic: &'static str,
    pub path: Path,
    /// Of which change, or which difference from a budget, they give the reason; `None` for paragraphs of their own.
    pub reason_of: Option<GrammarAddress>,
}

/// All places for numbers and words, and the headings above them.
#[derive(Default)]
pub struct Grammar {
    pub slots: Vec<GrammarSlot>,
    pub texts: Vec<GrammarText>,
    /// The words of each heading, with the name that slots have for it.
    pub headings: Vec<(String, &'static str)>,
}

impl Grammar {
    pub fn get() -> &'static Self {
        static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
            let mut walk = Walk::default();
            for template in all_templates() {
                walk.lines(&template.front);
                for (_, lines) in &template.parts {
                    walk.lines(lines);
                }
            }
            walk.grammar
        });
        &GRAMMAR
    }
}

/// More ways to the same number are not followed.
const MOST_WAYS: usize = 8;

#[derive(Default)]
struct Walk {
    grammar: Grammar,
    topic: &'static str,
    list: Option<GrammarList>,
    /// The fixed words since the last number, by the ways that lead there.
    leads: Vec<String>,
    /// The slots behind which no words came yet.
    open: Vec<usize>,
}

impl Walk {
    fn lines(&mut self, lines: &'static [TemplateLine]) {
        for line in lines {
            match line {
                TemplateLine::Heading { key, text, .. } => {
                    self.topic = key;
                    self.begin();
                    self.pieces(text);
                    let words = std::mem::take(&mut self.leads).into_iter().next().unwrap_or_default();
                    self.grammar.headings.push((words, key));
                }
                TemplateLine::Paragraph { text, .. } => {
                    self.begin();
                    self.pieces(text);
                }
                TemplateLine::If { then, otherwise, .. } => {
                    let topic = self.topic;
                    self.lines(then);
                    self.topic = topic;
                    self.lines(otherwise);
                }
                TemplateLine::Each { list, lines } => {
                    let outer = std::mem::replace(&mut self.list, list_of(*list));
                    self.lines(lines);
                    self.list = outer;
                }
                TemplateLine::Text { path, .. } => self.text(*path, None),
                _ => {}
            }
        }
    }

    fn text(&mut self, path: Path, reason_of: Option<GrammarAddress>) {
        self.grammar.texts.push(GrammarText { topic: self.topic, path, reason_of });
    }

    /// Reasons of rows stand in their rows.
    fn reason(&mut self, path: &PathAddress, of: &'static Address) {
        if let PathAddress::Fixed(path) = path {
            self.text(*path, Some(GrammarAddress(of)));
        }
        self.words("，");
    }

    fn words(&mut self, words: &str) {
        for index in self.open.drain(..) {
            if let Some(slot) = self.grammar.slots.get_mut(index) {
                words.clone_into(&mut slot.behind);
            }
        }
        self.leads.iter_mut().for_each(|lead| lead.push_str(words));
    }

    /// Nothing was said yet.
    fn begin(&mut self) {
        self.leads = vec![String::new()];
        self.open.clear();
    }

    fn mark(&mut self, mark: char) {
        self.leads.iter_mut().for_each(|lead| lead.push(mark));
    }

    fn pieces(&mut self, pieces: &'static Pieces) {
        for piece in pieces {
            match piece {
                Piece::Words(words) => self.words(words),
                Piece::Slot(slot) => self.slot(slot),
                Piece::Choice { then, otherwise, .. } => {
                    let (leads, open) = (self.leads.clone(), self.open.clone());
                    self.pieces(then);
                    let after = std::mem::replace(&mut self.leads, leads);
                    let still_open = std::mem::replace(&mut self.open, open);
                    self.pieces(otherwise);
                    self.leads.extend(after);
                    self.leads.sort_unstable();
                    self.leads.dedup();
                    self.leads.truncate(MOST_WAYS);
                    self.open.extend(still_open);
                    self.open.sort_unstable();
                    self.open.dedup();
                }
                Piece::Join { separator, parts } => {
                    for (index, part) in parts.iter().enumerate() {
                        if index > 0 {
                            self.words(separator);
                        }
                        self.pieces(part);
                    }
                }
                Piece::Each { list, each, .. } => {
                    let outer = std::mem::replace(&mut self.list, list_of(*list));
                    self.pieces(each);
                    self.list = outer;
                }
            }
        }
    }

    fn slot(&mut self, slot: &'static Slot) {
        match slot {
            Slot::Value(address) if is_text(address) => self.written(),
            Slot::Value(address) => self.number(GrammarValue::Value(GrammarAddress(address))),
            Slot::Year(_) => self.mark(YEAR_MARK),
            Slot::Change { growth, .. } => self.number(GrammarValue::Change(GrammarAddress(growth))),
            Slot::Completion { actual, budget, .. } => {
                self.number(GrammarValue::Completion { actual: GrammarAddress(actual), budget: GrammarAddress(budget) })
            }
            Slot::Item(ItemPart::Name | ItemPart::FullName) => self.mark(ROW_MARK),
            Slot::Item(ItemPart::Value) => self.number(GrammarValue::Row),
            Slot::Basis | Slot::ThreePublicBasis => self.mark(BASIS_MARK),
            Slot::Reason { path, growth, .. } => self.reason(path, growth),
            Slot::Compare { actual, reason: Some(ReasonOf::Path(path)), .. } => self.reason(path, actual),
            Slot::Compare { .. } | Slot::Purpose { .. } => self.words("，"),
            Slot::Written { .. } => self.written(),
            Slot::Blank { .. }
            | Slot::Part
            | Slot::TableCount
            | Slot::Item(ItemPart::Number | ItemPart::Chinese)
            | Slot::Local(Local::Amount | Local::Rate) => {}
        }
    }

    fn written(&mut self) {
        self.open.clear();
        self.mark(WRITTEN_MARK);
    }

    fn number(&mut self, value: GrammarValue) {
        self.open.clear();
        let (topic, list) = (self.topic, self.list);
        for lead in std::mem::replace(&mut self.leads, vec![String::new()]) {
            self.open.push(self.grammar.slots.len());
            self.grammar.slots.push(GrammarSlot { topic, lead, behind: String::new(), list, value });
        }
    }
}

fn is_text(address: &Address) -> bool {
    let path = match address {
        Address::Fixed(Source::Entered(path)) => *path,
        Address::Field(path) => path.of_row(None),
        _ => return false,
    };
    matches!(Document::kind_at(path), Some(Kind::Text | Kind::LongText | Kind::Date))
}

fn list_of(list: ListName) -> Option<GrammarList> {
    match list {
        ListName::Income | ListName::OtherIncome => Some(GrammarList::Income),
        ListName::Spending => Some(GrammarList::Spending),
        ListName::Classes => Some(GrammarList::Classes),
        ListName::Items => Some(GrammarList::Items),
        ListName::Projects => Some(GrammarList::Projects),
        ListName::Domestic => Some(GrammarList::Receptions),
        ListName::Vehicles => Some(GrammarList::Vehicles),
        ListName::Personnel | ListName::Public | ListName::Members => None,
    }
}
