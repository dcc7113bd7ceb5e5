//! What pasting would change, and how that is said.

use crate::{codes::CodeWithName, document::Edit, money::AmountUnit};

/// What happens to a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasteEffect {
    /// Was blank.
    Filled,
    /// Had another value.
    Overwritten,
    /// Had a value and becomes blank.
    Blanked,
    /// The text can't be read: it is kept in the cell and marked.
    Unreadable,
}

/// One cell that pasting changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedCell {
    /// The cell in words, without the name of the grid.
    pub place: String,
    /// As it was.
    pub old: String,
    /// As it will be.
    pub new: String,
    pub kind: PasteEffect,
}

/// So many rows of a block are shown.
pub(super) const PASTED_ROWS: usize = 6;

/// A block as it was copied, and what each of its columns is taken for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PastedBlock {
    pub columns: Vec<PastedColumn>,
    /// The first rows, a text for each column.
    pub rows: Vec<Vec<String>>,
    /// What a column may be.
    pub options: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PastedColumn {
    /// In the block.
    pub number: usize,
    /// The words above it.
    pub heading: String,
    /// One of the options; `None` until somebody says which.
    pub option: Option<usize>,
}

impl PastedBlock {
    /// Whether a column is not known.
    pub fn asks(&self) -> bool {
        self.columns.iter().any(|column| column.option.is_none())
    }
}

/// What pasting would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PastePlan {
    /// In order; rows that are missing are added first.
    pub edits: Vec<Edit>,
    /// Every cell that changes, in the order of the text.
    pub changes: Vec<PastedCell>,
    /// Texts that fell on derived cells or names.
    pub skipped: usize,
    /// Texts beyond the last column or row.
    pub outside: usize,
    /// Cells that already had the pasted value.
    pub unchanged: usize,
    /// Texts that say that there is nothing: `-`, `无`. They are blank.
    pub nothing: usize,
    /// What is to be said of codes that stand together with a name in one cell: of the first, those in doubt before.
    pub codes: Vec<CodeWithName>,
    pub new_rows: usize,
    /// The unit stated in the text (单位：元), if one is.
    pub stated_unit: Option<AmountUnit>,
    /// Whether a person should confirm the unit: it differs from the entry unit, or the amounts look too large for 万元.
    pub unit_doubtful: bool,
    /// How the block was understood, what of it is left out, and what does not add up.
    pub notes: Vec<String>,
    /// Whether a person has to look at it in any case: where something goes was not proven.
    pub must_ask: bool,
    /// Where it was not proven which column is which.
    pub block: Option<PastedBlock>,
}

impl PastePlan {
    /// How many cells change in this way.
    pub fn count(&self, kind: PasteEffect) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }

    /// Whether a person should look at it first. Typing over one cell in sight needs no question.
    pub fn needs_preview(&self) -> bool {
        let single = self.changes.len() <= 1 && self.new_rows <= 1;
        let overwrites = self.count(PasteEffect::Overwritten) > 0 && !single;
        let unreadable = self.count(PasteEffect::Unreadable) > 0 && !single;
        // What is blank takes a value away: always asked.
        let blanks = self.count(PasteEffect::Blanked) > 0;
        let doubtful_code = self.codes.iter().any(|code| !code.agrees);
        overwrites
            || unreadable
            || blanks
            || self.unit_doubtful
            || doubtful_code
            || self.must_ask && !self.changes.is_empty()
            || self.block.as_ref().is_some_and(PastedBlock::asks)
    }

    /// All of it as one step.
    pub fn edit(&self) -> Option<Edit> {
        let label = format!("粘贴 {} 格", self.changes.len());
        (!self.edits.is_empty()).then(|| Edit::Many { label, edits: self.edits.clone() })
    }

    /// What was done, for the status line.
    pub fn sentence(&self) -> String {
        let mut parts = vec![match (self.changes.len(), self.unchanged) {
            (0, 0) if !self.notes.is_empty() => return self.notes.join("；"),
            (0, 0) => "没有粘贴".to_owned(),
            (0, _) => "粘贴的内容与原来相同，没有改动".to_owned(),
            (count, _) => format!("已粘贴 {count} 格"),
        }];
        let counts = [
            (self.count(PasteEffect::Unreadable), "未能识别，按没有填算，原文留在格中"),
            (self.nothing, "写的是“-”“无”之类，按没有填算"),
            (self.skipped, "落在由程序填写或锁定的格上，未粘贴"),
            (self.outside, "超出表格，未粘贴"),
        ];
        parts.extend(counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} 格{what}")));
        parts.extend(self.code_words());
        parts.extend(self.notes.iter().cloned());
        parts.join("；")
    }

    /// What is to be said of codes with names.
    pub fn code_words(&self) -> Option<String> {
        let doubtful: Vec<&CodeWithName> = self.codes.iter().filter(|code| !code.agrees).collect();
        match (doubtful.first(), self.codes.len()) {
            (Some(first), _) if doubtful.len() == 1 => Some(first.sentence.clone()),
            (Some(first), _) => Some(format!("{} 等 {} 格", first.sentence, doubtful.len())),
            (None, 0) => None,
            (None, count) => Some(format!("{count} 格编码与名称写在一起，已取编码，名称都相符")),
        }
    }
}
