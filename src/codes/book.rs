//! The list of codes (科目表): official names, aliases, and how certain each is.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock},
};

use crate::{
    address::Code,
    document::{Axis, Document, Entry, Kind, Path, Shape, record},
};

/// How certain a code and its name are; see `assets/codes/README.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Seen in a published report of the year.
    Published,
    /// Seen in a report of a neighbouring year.
    Likely,
    /// From memory, to be verified.
    Unverified,
    /// Entered by the user for this year.
    Own,
}

impl Confidence {
    /// The word that the picker shows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Published => "已核实",
            Self::Likely => "据相邻年度",
            Self::Unverified => "未核实",
            Self::Own => "自行增补",
        }
    }
}

/// 人员经费或公用经费
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BasicGroup {
    /// 人员经费
    Personnel,
    /// 公用经费
    Public,
}

/// One code of a classification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    pub code: Code,
    pub name: String,
    pub confidence: Confidence,
    /// Economic codes: the group of basic expenditure it belongs to.
    pub group: Option<BasicGroup>,
    /// Economic codes: printed in `T08` even when empty.
    pub in_basic_table: bool,
    /// Pinyin initials of the name, for finding it.
    pub(super) initials: String,
}

/// A short or former name and the official one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliasNote {
    pub code: Code,
    pub official: String,
}

/// Both classifications as they hold for one document: the shipped lists plus the user's own codes.
#[derive(Clone, Debug)]
pub struct CodeBook {
    functional: Arc<BTreeMap<Code, CodeEntry>>,
    economic: Arc<BTreeMap<Code, CodeEntry>>,
    aliases: &'static BTreeMap<String, AliasNote>,
    used: Used,
}

/// The codes that stand in a document already.
#[derive(Clone, Debug, Default)]
struct Used {
    functional: BTreeSet<Code>,
    economic: BTreeSet<Code>,
}

impl Used {
    fn in_document(document: &Document) -> Self {
        let mut used = Self::default();
        let is_code = |kind| matches!(kind, Kind::Functional | Kind::Economic);
        record::walk_kinds(document, Path::new(&[]), is_code, &mut |_, field, entry| {
            let Entry::Text(text) = entry else { return };
            let Some(code) = Code::new(text.trim()) else { return };
            match field.shape {
                Shape::Leaf(Kind::Economic) => used.economic.insert(code),
                _ => used.functional.insert(code),
            };
        });
        used
    }
}

/// How near a code is to what a department has, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    Used,
    OfUsedGroup,
    Far,
}

struct Shipped {
    functional: Arc<BTreeMap<Code, CodeEntry>>,
    economic: Arc<BTreeMap<Code, CodeEntry>>,
    aliases: BTreeMap<String, AliasNote>,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| Shipped {
    functional: Arc::new(read_list(include_str!("../../assets/codes/functional.csv"))),
    economic: Arc::new(read_list(include_str!("../../assets/codes/economic.csv"))),
    aliases: read_aliases(include_str!("../../assets/codes/functional_aliases.csv")),
});

/// The lists are part of the program; a test reads every row, so an unreadable one is skipped here.
fn read_list(text: &str) -> BTreeMap<Code, CodeEntry> {
    rows(text)
        .filter_map(|row| {
            let code = Code::new(row.get("code")?)?;
            let name = row.get("name")?.clone();
            let confidence = match row.get("confidence").map(String::as_str) {
                Some("A") => Confidence::Published,
                Some("B") => Confidence::Likely,
                _ => Confidence::Unverified,
            };
            let group = match row.get("basic_group").map(String::as_str) {
                Some("人员经费") => Some(BasicGroup::Personnel),
                Some("公用经费") => Some(BasicGroup::Public),
                _ => None,
            };
            let in_basic_table = row.get("in_basic_table").is_some_and(|word| word == "yes");
            let initials = super::search::initials(&name);
            Some((code, CodeEntry { code, name, confidence, group, in_basic_table, initials }))
        })
        .collect()
}

fn read_aliases(text: &str) -> BTreeMap<String, AliasNote> {
    rows(text)
        .filter_map(|row| {
            let code = Code::new(row.get("code")?)?;
            Some((normal_name(row.get("alias")?), AliasNote { code, official: row.get("official_name")?.clone() }))
        })
        .collect()
}

fn rows(text: &str) -> impl Iterator<Item = BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().filter_map(Result::ok)
}

/// A name without blanks, brackets in one width: names are compared in this form.
pub fn normal_name(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            c => c,
        })
        .collect()
}

impl CodeBook {
    pub fn shipped() -> Self {
        Self {
            functional: SHIPPED.functional.clone(),
            economic: SHIPPED.economic.clone(),
            aliases: &SHIPPED.aliases,
            used: Used::default(),
        }
    }

    /// The shipped lists with the document's own codes added or renamed.
    pub fn of(document: &Document) -> Self {
        let mut book = Self { used: Used::in_document(document), ..Self::shipped() };
        for own in document.codes.iter() {
            let Some(code) = Code::new(own.code.trim()) else { continue };
            if own.name.is_blank() {
                continue;
            }
            let list = match own.axis.unwrap_or(Axis::Functional) {
                Axis::Functional => Arc::make_mut(&mut book.functional),
                Axis::Economic => Arc::make_mut(&mut book.economic),
            };
            let before = list.get(&code);
            let parent_group = code.class();
            let group = before.map_or_else(|| list.get(&parent_group).and_then(|class| class.group), |old| old.group);
            let in_basic_table = before.is_some_and(|old| old.in_basic_table);
            let initials = super::search::initials(&own.name);
            let name = own.name.to_string();
            list.insert(code, CodeEntry { code, name, confidence: Confidence::Own, group, in_basic_table, initials });
        }
        book
    }

    /// One classification, in code order.
    pub fn list(&self, axis: Axis) -> &BTreeMap<Code, CodeEntry> {
        match axis {
            Axis::Functional => &self.functional,
            Axis::Economic => &self.economic,
        }
    }

    pub fn functional(&self, code: Code) -> Option<&CodeEntry> {
        self.functional.get(&code)
    }

    pub fn economic(&self, code: Code) -> Option<&CodeEntry> {
        self.economic.get(&code)
    }

    /// The name, or the bare digits of a code that is in no list.
    pub fn functional_name(&self, code: Code) -> String {
        self.functional(code).map_or_else(|| code.to_string(), |entry| entry.name.clone())
    }

    /// The name, or the bare digits of a code that is in no list.
    pub fn economic_name(&self, code: Code) -> String {
        self.economic(code).map_or_else(|| code.to_string(), |entry| entry.name.clone())
    }

    /// `一般公共服务支出（类）群众团体事务（款）行政运行（项）`.
    pub fn full_functional_name(&self, code: Code) -> String {
        let mut levels = vec![code];
        while let Some(parent) = levels.last().and_then(Code::parent) {
            levels.push(parent);
        }
        let level = |code: &Code| match code.digits() {
            3 => "（类）",
            5 => "（款）",
            _ => "（项）",
        };
        levels.iter().rev().map(|code| self.functional_name(*code) + level(code)).collect()
    }

    /// How near a code is to what the department has: in use, of a 款 (or 类) in use, or neither.
    pub fn nearness(&self, axis: Axis, code: Code) -> Nearness {
        let used = match axis {
            Axis::Functional => &self.used.functional,
            Axis::Economic => &self.used.economic,
        };
        if used.contains(&code) {
            return Nearness::Used;
        }
        let group = code.parent().unwrap_or(code);
        match used.range(group..).next().is_some_and(|next| group.contains(next)) {
            true => Nearness::OfUsedGroup,
            false => Nearness::Far,
        }
    }

    /// `群众团体事务 · 行政运行`: an item with its 款, without which it says little.
    pub fn item_name(&self, code: Code) -> Option<String> {
        let name = &self.functional(code)?.name;
        let group = code.parent().filter(|_| code.digits() == 7).and_then(|group| self.functional(group));
        Some(group.map_or_else(|| name.clone(), |group| format!("{} · {name}", group.name)))
    }

    /// Whether no shipped or own code lies below `code`.
    pub fn is_leaf(&self, axis: Axis, code: Code) -> bool {
        self.list(axis).range(code..).nth(1).is_none_or(|(next, _)| !code.contains(next))
    }

    /// The official name behind a short or former one.
    pub fn alias(&self, name: &str) -> Option<&'static AliasNote> {
        self.aliases.get(&normal_name(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{OwnCode, Text};

    #[test]
    fn every_shipped_row_is_read() {
        for (text, list) in [
            (include_str!("../../assets/codes/functional.csv"), &SHIPPED.functional),
            (include_str!("../../assets/codes/economic.csv"), &SHIPPED.economic),
        ] {
            assert_eq!(text.lines().count() - 1, list.len());
            for entry in list.values() {
                assert!(matches!(entry.code.digits(), 3 | 5 | 7), "{entry:?}");
                if let Some(parent) = entry.code.parent() {
                    assert!(list.contains_key(&parent), "{} has no parent", entry.code);
                }
            }
        }
        assert_eq!(
            include_str!("../../assets/codes/functional_aliases.csv").lines().count() - 1,
            SHIPPED.aliases.len()
        );
    }

    #[test]
    fn full_names_and_own_codes() {
        let code = Code::new("2012901").expect("code");
        let book = CodeBook::shipped();
        assert_eq!(book.full_functional_name(code), "一般公共服务支出（类）群众团体事务（款）行政运行（项）");
        assert!(book.is_leaf(Axis::Functional, code));
        assert!(!book.is_leaf(Axis::Economic, Code::new("302").expect("code")));

        let mut document = Document::default();
        document.codes.push(OwnCode {
            axis: Some(Axis::Economic),
            code: Text::new("30250"),
            name: Text::new("新增科目"),
            ..Default::default()
        });
        let book = CodeBook::of(&document);
        let own = book.economic(Code::new("30250").expect("code")).expect("own code");
        assert_eq!((own.confidence, own.group), (Confidence::Own, Some(BasicGroup::Public)));
        assert_eq!(book.alias("群团事务").map(|note| note.official.as_str()), Some("群众团体事务"));
    }
}
