//! 两份文件的比较结果: changed values and texts, findings that appeared or went; as text and JSON.

use std::{collections::HashMap, fmt::Write as _};

use serde_json::{Value, json};

use crate::{
    compare::{Change, SegmentKind, by_tab, compare, marked_words},
    derived::Derived,
    rules::Finding,
};

/// A finding that only one of the two files has.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingChange {
    /// In the new file; otherwise it has gone.
    pub is_new: bool,
    /// The finding.
    pub finding: Finding,
}

/// What differs between two files.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Values, texts and rows.
    pub changes: Vec<Change>,
    /// Findings, those that appeared first.
    pub findings: Vec<FindingChange>,
    /// The name of the amounts' unit.
    pub unit: &'static str,
}

impl Comparison {
    /// Compares two files.
    pub fn of(old: &Derived, new: &Derived) -> Self {
        let changes = compare(old.document(), new.document());
        let mut findings = only_in_first(new, old, true);
        findings.extend(only_in_first(old, new, false));
        Self { changes, findings, unit: new.document().amount_unit().name() }
    }

    /// No difference at all?
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.findings.is_empty()
    }

    /// For people, by tab.
    pub fn text(&self) -> String {
        if self.is_empty() {
            return "两份文件的内容相同\n".to_owned();
        }
        let mut out = format!("共 {} 处不同（金额单位：{}）\n", self.changes.len(), self.unit);
        for (tab, changes) in by_tab(&self.changes) {
            let _ = writeln!(out, "\n{tab}（{} 处）", changes.len());
            for change in changes {
                let _ = writeln!(out, "  {}", sentence(change));
            }
        }
        for (is_new, heading) in [(true, "新出现的问题"), (false, "已消除的问题")] {
            let listed: Vec<_> = self.findings.iter().filter(|one| one.is_new == is_new).collect();
            if !listed.is_empty() {
                let _ = writeln!(out, "\n{heading}（{} 条）", listed.len());
                for one in listed {
                    let finding = &one.finding;
                    let _ = writeln!(out, "  {} {} {}", finding.severity.label(), finding.rule, finding.message);
                }
            }
        }
        out
    }

    /// For programs.
    pub fn json(&self) -> String {
        let changes: Vec<Value> = self.changes.iter().map(change_json).collect();
        let findings: Vec<Value> = self.findings.iter().map(finding_json).collect();
        let all = json!({ "unit": self.unit, "changes": changes, "findings": findings });
        format!("{all:#}\n")
    }
}

fn sentence(change: &Change) -> String {
    if change.is_text && !change.old.is_empty() && !change.new.is_empty() {
        let words = marked_words(&change.old, &change.new).into_iter().map(|segment| match segment.kind {
            SegmentKind::Same => segment.text,
            SegmentKind::Removed => format!("［－{}－］", segment.text),
            SegmentKind::Added => format!("［＋{}＋］", segment.text),
        });
        return format!("{}：{}", change.label, words.collect::<String>());
    }
    match change.difference {
        // The difference is in the unit of the two values beside it.
        Some(difference) if !difference.is_zero() => {
            format!("{}（相差 {} 元）", change.sentence(), difference.exact_grouped(crate::money::AmountUnit::Yuan))
        }
        _ => change.sentence(),
    }
}

fn change_json(change: &Change) -> Value {
    json!({
        "kind": change.kind.name(),
        "tab": change.tab(),
        "place": change.place.to_string(),
        "label": change.label,
        "old": change.old,
        "new": change.new,
        "difference_yuan": change.difference.map(|money| money.stored()),
    })
}

fn finding_json(one: &FindingChange) -> Value {
    json!({
        "change": if one.is_new { "appeared" } else { "gone" },
        "rule": one.finding.rule,
        "severity": one.finding.severity.name(),
        "message": one.finding.message,
    })
}

/// Findings of `first` that `second` has not; the same finding may occur more than once.
fn only_in_first(first: &Derived, second: &Derived, is_new: bool) -> Vec<FindingChange> {
    let mut there: HashMap<(&str, &str), usize> = HashMap::new();
    for finding in &second.review.findings {
        *there.entry((finding.rule, &finding.message)).or_default() += 1;
    }
    let only =
        first.review.findings.iter().filter(|finding| match there.get_mut(&(finding.rule, finding.message.as_str())) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        });
    only.map(|finding| FindingChange { is_new, finding: finding.clone() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::{Document, Edit},
        money::AmountUnit,
        workflow::testing::{derived, sample},
    };

    fn typed(document: &Document, path: crate::document::Path, text: &str) -> Document {
        document.apply(&Edit::type_text(path, text, AmountUnit::Wan)).expect("typed")
    }

    #[test]
    fn a_file_is_the_same_as_itself() {
        let file = derived(&sample("yanbian-2024.json"));
        assert!(Comparison::of(&file, &file).is_empty());
        assert_eq!(Comparison::of(&file, &file).text(), "两份文件的内容相同\n");
    }

    #[test]
    fn values_texts_and_findings_are_told() {
        let old = typed(&sample("clean.json"), at!(unit.duties), "负责水利工作。");
        let new = typed(&typed(&old, at!(unit.duties), "负责农业工作。"), at!(other.operating.amount), "99");
        let comparison = Comparison::of(&derived(&old), &derived(&new));
        let text = comparison.text();
        assert!(text.contains("概况›部门职责：负责［－水利－］［＋农业＋］工作。"), "{text}");
        assert!(text.contains("其他事项›机关运行经费›机关运行经费："), "{text}");
        assert!(text.contains("新出现的问题"), "{text}");
        let json: Value = serde_json::from_str(&comparison.json()).expect("JSON");
        assert_eq!(json["changes"][0]["place"], "/unit/duties");
        assert_eq!(json["findings"][0]["change"], "appeared");
        let back = Comparison::of(&derived(&new), &derived(&old));
        assert!(back.text().contains("已消除的问题"));
    }
}
