//! One change, in words that a person can read.

use crate::{
    document::{ChangeKind, Document, Edit, Entry, Kind, Path, PathStep, RowShift, Shape},
    money::{AmountUnit, Money},
};

use super::{difference::row_at, matching::key_words, step::Step};

/// One difference between two documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub kind: ChangeKind,
    /// Where, in the new document; a removed row as it was counted when it went.
    pub place: Path,
    /// Where, in words; rows with their number and what they are about.
    pub label: String,
    /// Before, as a cell shows it; of a removed row what was in it.
    pub old: String,
    /// After, likewise.
    pub new: String,
    /// New less old, of amounts.
    pub difference: Option<Money>,
    /// A text of several words, for [`super::marked_words`].
    pub is_text: bool,
    /// What it is made of.
    pub steps: Vec<Step>,
}

impl Change {
    pub(super) fn new(kind: ChangeKind, place: Path, steps: Vec<Step>) -> Self {
        let (old, new) = (String::new(), String::new());
        Self { kind, place, label: String::new(), old, new, difference: None, is_text: false, steps }
    }

    /// The tab that it belongs to, by the name of its part of the document.
    pub fn tab(&self) -> Option<&'static str> {
        match self.place.steps().first()? {
            PathStep::Field(name) => Some(name),
            PathStep::Row(_) => None,
        }
    }

    /// The same, as it is called on screen.
    pub fn tab_label(&self) -> &'static str {
        let first = self.place.steps().first().copied();
        let field = first.and_then(|step| Document::field_at(Path::ROOT.then(step)));
        field.map_or("其他", |field| field.label)
    }

    /// The change in one line: where, old → new.
    pub fn sentence(&self) -> String {
        let shown = |text: &str| if text.is_empty() { "（空）".to_owned() } else { text.to_owned() };
        match self.kind {
            ChangeKind::Value | ChangeKind::Unknown => {
                format!("{}：{} → {}", self.label, shown(&self.old), shown(&self.new))
            }
            ChangeKind::RowMoved => format!("{}：{} → {}", self.label, self.old, self.new),
            ChangeKind::RowAdded => format!("{}：{} {}", self.label, self.kind.label(), self.new),
            ChangeKind::RowRemoved => format!("{}：{} {}", self.label, self.kind.label(), self.old),
        }
    }

    /// Fills in the words, in the unit of entry of `after`; in `before` the rows stand where they stand in `after`.
    pub(super) fn describe(&mut self, before: &Document, after: &Document) {
        let unit = after.amount_unit();
        self.label = label(self.place, after);
        match self.kind {
            ChangeKind::Value => {
                let Some(Step::Value { path, old, new }) = self.steps.first() else { return };
                let kind = Document::kind_at(*path).unwrap_or(Kind::Text);
                let words = |document: &Document, entry: &Entry| match document.unreadable_text(*path) {
                    Some(text) if entry.is_blank() => unreadable_words(text),
                    _ => entry.text(kind, unit),
                };
                (self.old, self.new) = (words(before, old), words(after, new));
                if let (Some(a), Some(b)) = (amount(old), amount(new)) {
                    self.difference = Some(b - a);
                }
                self.is_text = matches!(kind, Kind::Text | Kind::LongText);
            }
            ChangeKind::RowAdded => {
                self.new = contents(self.steps.iter(), unit);
            }
            ChangeKind::RowRemoved => {
                let filled: Vec<Step> = self.steps.iter().rev().map(Step::inverse).collect();
                self.old = contents(filled.iter(), unit);
                self.label = label_of_removed(self.place, &filled);
            }
            ChangeKind::RowMoved => {
                if let Some(Step::Row(RowShift::Move { from, to, .. })) = self.steps.first() {
                    (self.old, self.new) = (format!("第{}行", from + 1), format!("第{}行", to + 1));
                }
            }
            ChangeKind::Unknown => {
                let Some(Step::Unknown { name, old, new, .. }) = self.steps.first() else { return };
                let joined = if self.label.is_empty() { name.clone() } else { format!("{}›{name}", self.label) };
                (self.label, self.old) = (joined, old.clone().unwrap_or_default());
                self.new = new.clone().unwrap_or_default();
            }
        }
    }
}

/// A text that could not be read, which stands for its cell.
pub(super) fn unreadable_words(text: &str) -> String {
    format!("“{text}”（不能识别）")
}

/// Blank counts as nothing when the other side is an amount.
fn amount(entry: &Entry) -> Option<Money> {
    match entry {
        Entry::Money(money) => Some(*money),
        _ => None,
    }
}

/// What steps put into a row: “科目编码 2012901、基本支出 1.2”.
pub(super) fn contents<'a>(steps: impl Iterator<Item = &'a Step>, unit: AmountUnit) -> String {
    let words = steps.filter_map(|step| {
        let Step::Value { path, new, .. } = step else { return None };
        let field = Document::field_at(*path)?;
        let Shape::Leaf(kind) = field.shape else { return None };
        let text = new.text(kind, unit);
        // A text that could not be read names its cell by address.
        let named = path.starts_with(&crate::at!(unreadable)).then(|| Document::parse_path(&text)).flatten();
        Some(format!("{} {}", field.label, named.map_or(text, Document::label_at)))
    });
    words.collect::<Vec<_>>().join("、")
}

/// [`Document::label_at`], each row with what it is about: “第3行（2080505）”.
fn label(path: Path, document: &Document) -> String {
    let mut at = Path::ROOT;
    let mut words = Vec::new();
    for step in path.steps() {
        let list = at;
        at = at.then(*step);
        match step {
            PathStep::Field(_) => words.push(Document::field_at(at).map_or("", |field| field.label).to_owned()),
            PathStep::Row(row) => {
                let key = row_at(document, at).map(|record| key_words(record, list)).unwrap_or_default();
                words.push(row_words(*row as usize, key));
            }
        }
    }
    words.join("›")
}

fn label_of_removed(place: Path, filled: &[Step]) -> String {
    let Some(row) = place.steps().iter().rev().find_map(|step| match step {
        PathStep::Row(row) => Some(*row as usize),
        PathStep::Field(_) => None,
    }) else {
        return Document::label_at(place);
    };
    let text = filled.iter().find_map(|step| match step {
        Step::Value { path, new: Entry::Text(text), .. } if path.parent() == place => Some(text.clone()),
        _ => None,
    });
    format!("{}›{}", Document::label_at(place.parent()), row_words(row, text.into_iter().collect()))
}

fn row_words(row: usize, key: Vec<String>) -> String {
    let number = format!("第{}行", row + 1);
    let words: Vec<String> = key.into_iter().filter(|word| !word.is_empty()).collect();
    if words.is_empty() { number } else { format!("{number}（{}）", words.join(" ")) }
}

/// The edit, one step to undo, that makes all `changes`: applied to the document that they were compared from, it gives
/// the content that they were compared to.
pub fn apply_changes(changes: &[Change]) -> Edit {
    let edits = changes.iter().flat_map(|change| &change.steps).map(Step::edit).collect();
    Edit::Many { label: format!("采用另一份文件的 {} 处修改", changes.len()), edits }
}

/// The changes by tab, with the tab's name, in the order of the file.
pub fn by_tab(changes: &[Change]) -> Vec<(&'static str, Vec<&Change>)> {
    let mut tabs: Vec<(&'static str, Vec<&Change>)> = Vec::new();
    for change in changes {
        let name = change.tab_label();
        match tabs.iter_mut().find(|(label, _)| *label == name) {
            Some((_, found)) => found.push(change),
            None => tabs.push((name, vec![change])),
        }
    }
    tabs
}
