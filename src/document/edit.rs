//! Edits: the only way to change a document. An [`Edit`] is one step of the undo history.

use crate::money::{AmountUnit, TypedNumber};

use super::{
    Document,
    entry::{Entry, Kind},
    path::Path,
    row_shift::RowShift,
};

/// One change of the document.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    Set {
        path: Path,
        entry: Entry,
    },
    /// Keeps a text that is no value of its cell, and makes the cell blank: what is not understood is not filled.
    KeepText {
        path: Path,
        /// As typed.
        text: String,
    },
    /// Inserts, removes or moves rows.
    Rows(RowShift),
    /// Replaces a field of a newer version, which only comparing and merging do.
    SetUnknown {
        /// The record or row.
        record: Path,
        name: String,
        /// Its JSON; `None` takes it out.
        json: Option<String>,
    },
    /// Several changes that are undone together, with the words for the undo menu.
    Many {
        /// E.g. 粘贴 12 格.
        label: String,
        /// In order.
        edits: Vec<Edit>,
    },
}

/// Why an edit was refused: it does not fit the document. A fault of the program, not of the user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// There is no such place.
    #[error("找不到要修改的位置：{0}")]
    NoSuchPlace(String),
    /// The value is of another kind.
    #[error("内容与该单元格不符：{0}")]
    WrongKind(String),
}

impl Edit {
    /// Puts `count` blank rows into a list before row `at`.
    pub fn insert_rows(list: Path, at: usize, count: usize) -> Self {
        Self::Rows(RowShift::Insert { list, at, count })
    }

    /// Takes `count` rows out of a list, from row `at` on.
    pub fn remove_rows(list: Path, at: usize, count: usize) -> Self {
        Self::Rows(RowShift::Remove { list, at, count })
    }

    pub fn move_row(list: Path, from: usize, to: usize) -> Self {
        Self::Rows(RowShift::Move { list, from, to })
    }

    /// What a person did who typed `text` at `path`. A sum that was worked out stands in the words for the undo menu.
    pub fn typed(path: Path, text: &str, unit: AmountUnit) -> Self {
        let edit = Self::type_text(path, text, unit);
        let is_number = Document::kind_at(path).is_some_and(Kind::is_numeric);
        let is_computed = is_number && TypedNumber::read(text).flatten().is_some_and(|typed| typed.is_computed);
        if !is_computed || !matches!(edit, Self::Set { .. }) {
            return edit;
        }
        Self::Many { label: format!("{}：{}", edit.label(), text.trim()), edits: vec![edit] }
    }

    /// What `text` in the cell at `path` means: its value if it can be read, otherwise the text is kept.
    pub fn type_text(path: Path, text: &str, unit: AmountUnit) -> Self {
        let kind = Document::kind_at(path).unwrap_or(Kind::Text);
        match kind.parse(text, unit) {
            Ok(entry) => Self::Set { path, entry },
            Err(_) => Self::KeepText { path, text: text.to_owned() },
        }
    }

    /// The words behind “撤销：” in the menu.
    pub fn label(&self) -> String {
        match self {
            Self::Set { path, .. } | Self::KeepText { path, .. } => format!("修改 {}", place(*path)),
            Self::Rows(RowShift::Insert { list, count, .. }) => format!("插入 {} {count} 行", place(*list)),
            Self::Rows(RowShift::Remove { list, count, .. }) => format!("删除 {} {count} 行", place(*list)),
            Self::Rows(RowShift::Move { list, .. }) => format!("移动 {} 的一行", place(*list)),
            Self::SetUnknown { record, .. } => format!("修改 {}", place(*record)),
            Self::Many { label, .. } => label.clone(),
        }
    }

    /// Whether it changes content, and not only review data.
    pub fn changes_content(&self) -> bool {
        let review = Path::ROOT.field("review");
        match self {
            Self::Set { path, .. } | Self::KeepText { path, .. } => !path.starts_with(&review),
            Self::Rows(shift) => !shift.list().starts_with(&review),
            Self::SetUnknown { record, .. } => !record.starts_with(&review),
            Self::Many { edits, .. } => edits.iter().any(Self::changes_content),
        }
    }

    /// Whether it sets something, or changes rows, in this part.
    pub(super) fn touches(&self, part: &Path) -> bool {
        match self {
            Self::Set { path, .. } => path.starts_with(part),
            Self::Rows(shift) => shift.list().starts_with(part),
            Self::KeepText { .. } | Self::SetUnknown { .. } => false,
            Self::Many { edits, .. } => edits.iter().any(|edit| edit.touches(part)),
        }
    }

    /// The place that changes first, to be shown after undo and redo.
    pub fn place(&self) -> Option<Path> {
        match self {
            Self::Set { path, .. } | Self::KeepText { path, .. } => Some(*path),
            Self::Rows(shift) => Some(shift.first()),
            Self::SetUnknown { record, .. } => Some(*record),
            Self::Many { edits, .. } => match edits.first()? {
                // A row that is added with its first values: the value says in which column it was typed.
                first @ Self::Rows(RowShift::Insert { list, .. }) => {
                    let in_list = |edit: &&Self| edit.place().is_some_and(|place| place.starts_with(list));
                    let mut set = edits.iter().filter(|edit| matches!(edit, Self::Set { .. } | Self::KeepText { .. }));
                    set.find(in_list).unwrap_or(first).place()
                }
                first => first.place(),
            },
        }
    }
}

/// The label of a place, without the row numbers: “公务接待费”.
fn place(path: Path) -> &'static str {
    Document::field_at(path).map_or("内容", |field| field.label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::at;

    #[test]
    fn a_sum_stands_in_the_words_for_undo() {
        let typed = |path, text: &str| Edit::typed(path, text, AmountUnit::Wan);
        assert_eq!(typed(at!(income.prior_total), " =10*3").label(), "修改 上年收入支出总计：=10*3");
        assert_eq!(typed(at!(unit.staff.retired), "5+7").label(), "修改 退休人数：5+7");
        for (path, text) in [
            (at!(income.prior_total), "（1.2）"),
            (at!(income.prior_total), "1+"),
            (at!(unit.department), "1+2"),
            (at!(unit.staff.retired), "1-2"),
        ] {
            assert_eq!(typed(path, text), Edit::type_text(path, text, AmountUnit::Wan), "{text}");
        }
    }

    #[test]
    fn review_data_is_no_content() {
        let note = Edit::insert_rows(at!(review.notes), 0, 1);
        let value = Edit::Set { path: at!(unit.year), entry: Entry::Blank };
        assert!(!note.changes_content() && value.changes_content());
        assert!(Edit::Many { label: String::new(), edits: vec![note, value] }.changes_content());
    }

    #[test]
    fn labels_name_what_was_changed() {
        let edit = Edit::Set { path: at!(three_public.actual.reception_domestic), entry: Entry::Blank };
        assert_eq!(edit.label(), "修改 国内公务接待费");
    }
}
