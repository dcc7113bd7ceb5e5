//! 签批到了哪一步：every signature with what became of it, and what was changed since a person last signed or looked.

use crate::{
    compare::{Change, compare},
    derived::Derived,
    document::{Decision, Document, Role, SignatureRecord},
    seal::{KnownSigners, Verdict, Verified, verify_all},
};

use super::sign_off::{Stage, stage_of};

/// What the signatures of a document say.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Each signature, in the order of signing.
    pub verified: Vec<Verified>,
    /// How far the document has come.
    pub stage: Stage,
}

impl Default for Standing {
    fn default() -> Self {
        Self { verified: Vec::new(), stage: Stage::Drafting }
    }
}

impl Standing {
    /// Verifies the signatures of a document; quick when there are none.
    pub fn of(document: &Document, known: &KnownSigners) -> Self {
        let verified = verify_all(document, known);
        let stage = stage_of(&verified);
        Self { verified, stage }
    }

    /// The latest signature or return.
    pub fn last(&self) -> Option<&Verified> {
        self.verified.last()
    }

    /// In a few words, for the line below the page; `None` before anybody has signed.
    pub fn summary(&self) -> Option<String> {
        let last = self.last()?;
        Some(match (&self.stage, &last.verdict) {
            (Stage::Returned(record), _) => format!("已由{}退回", signer(record)),
            (Stage::Signed(role), _) => format!("{}已签批", role.label()),
            (Stage::Drafting, verdict) => verdict.label(),
        })
    }
}

impl Standing {
    /// Beside a final document, which needs no signature.
    pub fn beside_final(&self) -> String {
        match (self.summary(), &self.stage) {
            (None, _) => "还没有签批；定稿不要求先签批".to_owned(),
            (Some(words), Stage::Signed(_)) => format!("签批：{words}"),
            (Some(words), _) => format!("签批：{words}；定稿不要求先签批"),
        }
    }
}

/// 负责人 李四
pub fn signer(record: &SignatureRecord) -> String {
    let name = if record.name.is_blank() { "（未署名）" } else { &record.name };
    record.role.map_or_else(|| name.to_owned(), |role| format!("{} {name}", role.label()))
}

/// What was changed since a person last dealt with the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Since {
    /// What that was: 上次签批（2025-08-20 10:00）, 上次查看（…）.
    pub what: String,
    /// The changes; `None` when the content of that time is no longer kept.
    pub changes: Option<Vec<Change>>,
}

/// When a person last looked at a document, and what it held.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// When, as it is to be shown.
    pub time: String,
    /// The content.
    pub content: Document,
}

/// What was changed since the person of `role` last signed, or looked at it if that was later; `None` when neither is
/// known.
pub fn changed_since(derived: &Derived, standing: &Standing, role: Role, look: Option<&Look>) -> Option<Since> {
    let signed = standing.verified.iter().rev().find(|one| one.record.role == Some(role));
    // Times are written largest unit first, so they compare as text.
    let is_later = |look: &&Look| signed.is_none_or(|signed| look.time.as_str() > &*signed.record.time);
    if let Some(look) = look.filter(is_later) {
        let changes = compare(&look.content, derived.document());
        return Some(Since { what: format!("上次查看（{}）", minutes(&look.time)), changes: Some(changes) });
    }
    let signed = signed?;
    let done = if signed.record.decision == Some(Decision::Return) { "退回" } else { "签批" };
    let what = format!("上次{done}（{}）", minutes(&signed.record.time));
    let changes = match &signed.verdict {
        Verdict::Valid | Verdict::ValidUnknownSigner { .. } => Some(Vec::new()),
        Verdict::ContentChanged { changes } => changes.clone(),
        Verdict::Broken { .. } => None,
    };
    Some(Since { what, changes })
}

/// `2025-08-20 10:00` of a time with seconds.
fn minutes(time: &str) -> &str {
    time.get(..16).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::{Edit, Path},
        money::AmountUnit,
        seal::{Signing, append},
        workflow::testing::{derived, key, known, sample},
    };

    fn signed(document: &Document, role: Role, time: &str) -> Document {
        let signing = Signing {
            role,
            decision: Decision::Sign,
            name: "李四".to_owned(),
            time: time.to_owned(),
            reason: String::new(),
        };
        document.apply(&append(document, &signing, &key(7))).expect("it fits")
    }

    fn typed(document: &Document, path: Path, text: &str) -> Document {
        document.apply(&Edit::type_text(path, text, AmountUnit::Wan)).expect("it fits")
    }

    #[test]
    fn the_line_says_how_far_the_document_has_come() {
        let document = sample("clean.json");
        let of = |document: &Document| Standing::of(document, &known(&[&key(7)]));
        assert_eq!(of(&document).summary(), None);
        let signed = signed(&document, Role::Preparer, "2025-08-20 10:00");
        assert_eq!(of(&signed).summary().as_deref(), Some("编制已签批"));
        let changed = typed(&signed, at!(unit.department), "另一个单位");
        assert_eq!(of(&changed).summary().as_deref(), Some("签批后改动了 1 处"));
    }

    #[test]
    fn what_was_changed_counts_from_the_later_of_signature_and_look() {
        let document = signed(&sample("clean.json"), Role::Leader, "2025-08-20 10:00:00");
        let changed = typed(&document, at!(unit.department), "另一个单位");
        let again = typed(&changed, at!(unit.duties), "另写的职能");
        let since = |look: Option<&Look>| {
            let standing = Standing::of(&again, &known(&[&key(7)]));
            changed_since(&derived(&again), &standing, Role::Leader, look).expect("something is known")
        };
        assert_eq!(since(None).changes.map(|changes| changes.len()), Some(2));
        let look = |time: &str| Look { time: time.to_owned(), content: changed.content() };
        assert_eq!(since(Some(&look("2025-08-19 10:00:00"))).changes.map(|changes| changes.len()), Some(2));
        let later = since(Some(&look("2025-08-21 10:00:00")));
        assert_eq!(later.changes.map(|changes| changes.len()), Some(1));
        assert_eq!(later.what, "上次查看（2025-08-21 10:00）");
    }

    #[test]
    fn nothing_is_known_to_someone_who_never_signed_or_looked() {
        let document = signed(&sample("clean.json"), Role::Preparer, "2025-08-20 10:00:00");
        let standing = Standing::of(&document, &known(&[]));
        assert_eq!(changed_since(&derived(&document), &standing, Role::Leader, None), None);
    }
}
