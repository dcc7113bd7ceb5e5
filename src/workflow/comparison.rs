//! The comparison of two files: changed values and texts, findings that appeared or went; as text and JSON.

use std::{collections::HashMap, fmt::Write as _};

use serde_json::{Value, json};

use crate::{
    at,
    compare::{Change, SegmentKind, by_tab, compare, marked_words},
    derived::Derived,
    document::{ChangeKind, Path, PathStep},
    money::AmountUnit,
    rules::Finding,
};

use super::prior_figures::{LastYear, fill_prior};

/// A finding that only one of the two files has.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingChange {
    /// Whether the new file has it; otherwise the old one has.
    pub is_new: bool,
    pub finding: Finding,
}

/// What differs between two files.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Values, texts and rows.
    pub changes: Vec<Change>,
    /// Between two years: figures of last year that differ in this year's file from last year's file.
    pub prior: Vec<Change>,
    /// Findings, those that appeared first.
    pub findings: Vec<FindingChange>,
    /// The amounts' unit.
    pub unit: AmountUnit,
}

impl Comparison {
    pub fn of(old: &Derived, new: &Derived) -> Self {
        let changes = compare(old.document(), new.document());
        let mut findings = only_in_first(new, old, true);
        findings.extend(only_in_first(old, new, false));
        Self { changes, prior: Vec::new(), findings, unit: new.document().amount_unit() }
    }

    /// Last year's file and this year's: what was entered for the two years side by side. Findings are each year's own.
    pub fn of_years(last: LastYear<'_>, this: &Derived) -> Self {
        let (before, now) = (last.derived.document(), this.document());
        let is_content = |change: &Change| !matches!(change.kind, ChangeKind::RowMoved | ChangeKind::Unknown);
        let is_of_this_year = |change: &Change| is_content(change) && !is_about_last_year(change.place);
        let changes = compare(before, now).into_iter().filter(is_of_this_year).collect();
        // Unlocked figures are filled in, too: what was corrected differs.
        let bare = now.content();
        let filled = bare.apply(&fill_prior(&bare, last)).unwrap_or_else(|_| bare.clone());
        let is_value = |change: &Change| change.kind == ChangeKind::Value;
        let prior = compare(&filled, &bare).into_iter().filter(is_value).collect();
        Self { changes, prior, findings: Vec::new(), unit: now.amount_unit() }
    }

    /// Whether there is no difference at all.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.prior.is_empty() && self.findings.is_empty()
    }

    /// For people, by tab.
    pub fn text(&self) -> String {
        if self.is_empty() {
            return "两份文件的内容相同\n".to_owned();
        }
        let mut out = format!("共 {} 处不同（金额单位：{}）\n", self.changes.len(), self.unit.name());
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

    pub fn json(&self) -> String {
        let changes: Vec<Value> = self.changes.iter().map(change_json).collect();
        let findings: Vec<Value> = self.findings.iter().map(finding_json).collect();
        let all = json!({ "unit": self.unit.name(), "changes": changes, "findings": findings });
        format!("{all:#}\n")
    }
}

/// Whether this is a place for a figure of the year before.
fn is_about_last_year(place: Path) -> bool {
    let is_prior = |name: &str| name.starts_with("prior") || name == "opening";
    place.steps().iter().any(|step| matches!(step, PathStep::Field(name) if is_prior(name))) || place == at!(unit.year)
}

/// Both texts of a change in one, removed words as ［－…－］ and added ones as ［＋…＋］.
pub fn change_words(change: &Change) -> String {
    let words = marked_words(&change.old, &change.new).into_iter().map(|segment| match segment.kind {
        SegmentKind::Same => segment.text,
        SegmentKind::Removed => format!("［－{}－］", segment.text),
        SegmentKind::Added => format!("［＋{}＋］", segment.text),
    });
    words.collect()
}

/// The change in so few words that the new value is among them: of a long text what was taken out and what came in, each
/// with a little of what stands before it.
pub fn brief_change_words(change: &Change) -> String {
    const MOST: usize = 24;
    const BEFORE: usize = 6;
    let head = |text: &str, most: usize| match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    };
    if !change.is_text || change.old.is_empty() || change.new.is_empty() {
        let (old, new) = (head(&change.old, MOST), head(&change.new, 2 * MOST));
        return Change { old, new, label: change.label.clone(), steps: Vec::new(), ..*change }.sentence();
    }
    let tail = |text: &str| match text.char_indices().nth_back(BEFORE) {
        Some((before, c)) => format!("…{}", &text[before + c.len_utf8()..]),
        None => text.to_owned(),
    };
    let words = marked_words(&change.old, &change.new).into_iter().map(|segment| match segment.kind {
        SegmentKind::Same => tail(&segment.text),
        SegmentKind::Removed => format!("［－{}－］", head(&segment.text, MOST)),
        SegmentKind::Added => format!("［＋{}＋］", head(&segment.text, 2 * MOST)),
    });
    format!("{}：{}", change.label, words.collect::<String>())
}

fn sentence(change: &Change) -> String {
    if change.is_text && !change.old.is_empty() && !change.new.is_empty() {
        return format!("{}：{}", change.label, change_words(change));
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

/// Findings of `first` that `second` does not have; the same finding may occur more than once.
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
        testing::{derived, sample, typed},
        workflow::next_year,
    };

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

    #[test]
    fn two_years_are_compared_item_by_item_and_the_prior_figures_with_last_years_file() {
        let old = derived(&sample("clean.json"));
        let last = LastYear { derived: &old, file: "2024.juesuan" };
        let new = next_year(last);
        let same = Comparison::of_years(last, &derived(&new));
        assert_eq!(same.prior, []);
        assert!(same.changes.iter().all(|change| !change.label.contains("上年") && change.new.is_empty()));
        // The first item is spent on again; a figure of last year is other than last year's file has it.
        let amount = at!(expenditure.lines[0].basic);
        let new = typed(&typed(&new, amount, "90"), at!(income.prior_total), "1");
        let years = Comparison::of_years(last, &derived(&new));
        let line = years.changes.iter().find(|change| change.place == amount).expect("the item");
        assert_eq!((line.kind, line.new.as_str()), (ChangeKind::Value, "90.00"));
        assert!(line.difference.is_some() && !line.old.is_empty());
        let places: Vec<_> = years.prior.iter().map(|change| change.place).collect();
        assert_eq!(places, [at!(income.prior_total)]);
        assert_eq!(years.prior[0].new, "1.00");
    }
}
