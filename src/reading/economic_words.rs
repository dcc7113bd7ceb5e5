//! Economic codes by their names: as headings of columns, and as rows without codes.

use std::collections::HashMap;

use crate::{
    codes::{Code, CodeBook},
    document::Axis,
};

use super::words;

pub(super) struct EconomicWords {
    classes: HashMap<String, Code>,
    /// Below a class.
    sections: HashMap<(Code, String), Code>,
}

impl EconomicWords {
    pub fn of(book: &CodeBook) -> Self {
        let mut own = Self { classes: HashMap::new(), sections: HashMap::new() };
        for entry in book.list(Axis::Economic).values() {
            let name = words::plain(&entry.name);
            if entry.code.digits() == 3 {
                own.classes.insert(name, entry.code);
            } else {
                own.sections.insert((entry.code.class(), name), entry.code);
            }
        }
        own
    }

    pub fn class(&self, name: &str) -> Option<Code> {
        // 债务利息及费用支出 and 债务利息及费用.
        let other = || name.strip_suffix("支出").map_or_else(|| format!("{name}支出"), str::to_owned);
        self.classes.get(name).or_else(|| self.classes.get(&other())).copied()
    }

    pub fn below(&self, class: Code, name: &str) -> Option<Code> {
        self.sections.get(&(class, name.to_owned())).copied()
    }

    /// What a column is, by the words above it.
    pub fn of_path(&self, path: &[String]) -> Option<Code> {
        let at = path.iter().rposition(|word| self.class(word).is_some())?;
        let class = self.class(&path[at])?;
        match &path[at + 1..] {
            [] => Some(class),
            [word] if word == "小计" || word == "合计" => Some(class),
            [.., word] => self.below(class, word),
        }
    }
}
