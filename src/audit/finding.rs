//! What is told of a report: errors and doubts with their places, and what was not looked at.

use serde_json::json;

use crate::digest::sha256;

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Wrong,
    /// A person has to look.
    Doubtful,
}

impl Outcome {
    pub fn label(self) -> &'static str {
        match self {
            Self::Wrong => "错误",
            Self::Doubtful => "存疑",
        }
    }

    /// As files have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wrong => "error",
            Self::Doubtful => "doubt",
        }
    }
}

/// Where something stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPlace {
    pub block: usize,
    /// Row and column of a table.
    pub cell: Option<(u32, u32)>,
    /// Bytes of a paragraph.
    pub characters: Option<(usize, usize)>,
    /// For whoever looks for it.
    pub words: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditFinding {
    pub outcome: Outcome,
    /// The rule that says so, where it is one of the program's.
    pub rule: Option<&'static str>,
    /// What kind of fault, in a word.
    pub kind: &'static str,
    pub message: String,
    /// The sentence or cell as it stands there.
    pub quote: String,
    /// The place to go to first, then the others that it is compared with.
    pub places: Vec<AuditPlace>,
    pub stated: Option<String>,
    /// What it would have to be.
    pub computed: Option<String>,
    pub remedy: &'static str,
    /// What else follows from the same fault.
    pub gathered: Vec<String>,
}

/// What was not looked at, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchecked {
    pub what: String,
    pub why: String,
}

impl AuditFinding {
    /// Names the finding among those of its file: what is said of which place. Said in other words, it is another one.
    pub fn identity(&self) -> String {
        let place = self.places.first().map(|place| (place.block, place.cell, place.characters));
        let said = json!([self.outcome.name(), self.rule, self.kind, self.message, self.quote, place]);
        sha256(said.to_string().as_bytes())[..24].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_another_one_at_another_place_or_in_other_words() {
        let finding = AuditFinding {
            outcome: Outcome::Doubtful,
            rule: None,
            kind: "合计",
            message: "写的是1，各部分相加是2".to_owned(),
            quote: String::new(),
            places: vec![AuditPlace { block: 3, cell: Some((1, 2)), characters: None, words: "第1页".to_owned() }],
            stated: None,
            computed: None,
            remedy: "核对",
            gathered: Vec::new(),
        };
        let same = AuditFinding { remedy: "看一看", gathered: vec!["别的".to_owned()], ..finding.clone() };
        assert_eq!(finding.identity(), same.identity());
        let mut moved = finding.clone();
        moved.places[0].cell = Some((1, 3));
        let graver = AuditFinding { outcome: Outcome::Wrong, ..finding.clone() };
        let reworded = AuditFinding { message: "写的是1，各部分相加是3".to_owned(), ..finding.clone() };
        for other in [moved, graver, reworded] {
            assert_ne!(finding.identity(), other.identity());
        }
    }
}
