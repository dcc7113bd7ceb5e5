//! The explanations (处理说明) at the time of signing: what a signer relied on besides the content, and what became of it.

use crate::document::{Explanation, List, shown_line, shown_name};

use super::canonical::canonical_json;

/// All explanations in canonical form; their order does not matter.
pub(super) fn explained_text(explanations: &List<Explanation>) -> String {
    let mut all: Vec<String> = explanations.iter().map(canonical).collect();
    all.sort_unstable();
    format!("[{}]", all.join(","))
}

fn canonical(explanation: &Explanation) -> String {
    serde_json::to_string(explanation).ok().and_then(|json| canonical_json(&json)).unwrap_or_default()
}

/// An explanation that differs from what was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplanationChange {
    /// The rule that it answers.
    pub rule: String,
    /// As signed; `None` for one that was added since.
    pub old: Option<String>,
    /// As it is now; `None` for one that was taken back.
    pub new: Option<String>,
}

impl ExplanationChange {
    /// 处理说明 D01：“…”（张三 2025-08-20）→ “…”（…）
    pub fn sentence(&self) -> String {
        let said = |text: &Option<String>| text.clone().unwrap_or_else(|| "（无）".to_owned());
        format!("处理说明 {}：{} → {}", shown_line(&self.rule), said(&self.old), said(&self.new))
    }
}

/// What was changed since `kept`, the explanations as they were signed; `None` when `kept` cannot be read.
pub(super) fn explained_since(kept: &str, now: &List<Explanation>) -> Option<Vec<ExplanationChange>> {
    let signed: Vec<Explanation> = serde_json::from_str(kept).ok()?;
    let mut gone: Vec<(&Explanation, String)> = signed.iter().map(|one| (one, canonical(one))).collect();
    let mut given = Vec::new();
    for one in now.iter() {
        let form = canonical(one);
        match gone.iter().position(|(_, signed)| *signed == form) {
            Some(same) => drop(gone.swap_remove(same)),
            None => given.push(one),
        }
    }
    gone.sort_by(|(_, a), (_, b)| a.cmp(b));
    let mut changes = Vec::new();
    for (old, _) in gone {
        let same = given.iter().position(|new| new.rule == old.rule && new.places == old.places);
        let new = same.map(|same| said(given.remove(same)));
        changes.push(ExplanationChange { rule: old.rule.to_string(), old: Some(said(old)), new });
    }
    let added =
        given.into_iter().map(|new| ExplanationChange { rule: new.rule.to_string(), old: None, new: Some(said(new)) });
    changes.extend(added);
    Some(changes)
}

fn said(one: &Explanation) -> String {
    format!("“{}”（{} {}）", shown_line(&one.text), shown_name(&one.author), shown_line(&one.time))
}
