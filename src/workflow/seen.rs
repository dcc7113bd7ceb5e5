//! What this computer remembers of the signatures of a set of accounts, to recognise an older file or one whose last
//! records were cut off.
//!
//! Only records that count are remembered: otherwise a stranger's record could make the genuine file look old.

use serde::{Deserialize, Serialize};

use crate::document::{Decision, Document, Role, SignatureRecord, shown_line, shown_name};

use crate::seal::Verified;

/// One signature that was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenSignature {
    /// What identifies the record.
    pub digest: String,
    /// As whom it was signed.
    pub role: Option<Role>,
    pub decision: Option<Decision>,
    pub name: String,
    pub time: String,
}

impl SeenSignature {
    fn of(one: &Verified) -> Self {
        let record = &one.record;
        Self {
            digest: one.digest.to_string(),
            role: record.role,
            decision: record.decision,
            name: shown_name(&record.name),
            time: shown_line(&record.time).into_owned(),
        }
    }

    /// 负责人 李四 2025-08-20 10:00:00 的退回
    pub fn words(&self) -> String {
        let done = if self.decision == Some(Decision::Return) { "退回" } else { "签批" };
        let role = self.role.map_or_else(String::new, |role| format!("{} ", role.label()));
        format!("{role}{} {} 的{done}", shown_name(&self.name), shown_line(&self.time))
    }
}

/// The names under which the signatures of a document are remembered: its identity, the identity that its signatures
/// state, and its first signature, which a file can lose only together with all others.
pub fn seen_under(document: &Document, verified: &[Verified]) -> Vec<String> {
    let mut names = Vec::new();
    let mut add = |name: String| {
        if !names.contains(&name) {
            names.push(name);
        }
    };
    if !document.review.identity.is_blank() {
        add(format!("accounts {}", &*document.review.identity));
    }
    let counting = verified.iter().filter(|one| one.verdict.counts());
    let stated = |record: &SignatureRecord| (!record.accounts.is_blank()).then(|| record.accounts.to_string());
    // An honest file has one identity; further ones are ignored.
    const MOST: usize = 4;
    for accounts in counting.clone().rev().filter_map(|one| stated(&one.record)).take(MOST) {
        add(format!("accounts {accounts}"));
    }
    if let Some(first) = counting.clone().next() {
        add(format!("first {}", first.digest));
    }
    names
}

/// The seen signatures that the document no longer has, in the order of signing.
pub fn missing_of(seen: &[SeenSignature], verified: &[Verified]) -> Vec<SeenSignature> {
    let here: std::collections::HashSet<&str> = verified.iter().map(|one| &*one.digest).collect();
    seen.iter().filter(|one| !here.contains(one.digest.as_str())).cloned().collect()
}

/// What is to be remembered from now on.
pub fn seen_with(seen: &[SeenSignature], verified: &[Verified]) -> Vec<SeenSignature> {
    let known: std::collections::HashSet<&str> = seen.iter().map(|one| one.digest.as_str()).collect();
    let new = verified.iter().filter(|one| one.verdict.counts() && !known.contains(&*one.digest));
    seen.iter().cloned().chain(new.map(SeenSignature::of)).collect()
}
