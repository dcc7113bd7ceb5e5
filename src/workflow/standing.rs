//! How far signing has come: every signature with what became of it, and what was changed since a person last signed or
//! looked.

use std::sync::Arc;

use crate::{
    compare::{Change, compare},
    derived::Derived,
    document::{Decision, Document, Role, SignatureRecord, shown_line, shown_name},
    seal::{
        ExplanationChange, KnownSigners, PrintedForm, SignatureVerdict, SinceSigned, Verified, content_hash, verify_all,
    },
};

use super::{
    history::content_at,
    printing::{PrintedOtherwise, printed},
    seen::SeenSignature,
    sign_off::{Stage, stage_of},
};

/// What the signatures of a document say.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Each signature, in the order of signing.
    pub verified: Vec<Verified>,
    /// How far the document has come.
    pub stage: Stage,
    /// The content is what was signed, but it is printed differently now.
    pub printed_otherwise: Option<PrintedOtherwise>,
    /// Signatures that this computer has seen and the file lacks: the file is an older one, or records were cut off.
    pub missing: Vec<SeenSignature>,
}

impl Default for Standing {
    fn default() -> Self {
        Self { verified: Vec::new(), stage: Stage::Drafting, printed_otherwise: None, missing: Vec::new() }
    }
}

impl Standing {
    /// Verifies the signatures of a document; quick when there are none.
    pub fn of(document: &Document, known: &KnownSigners) -> Self {
        let verified = verify_all(document, known);
        let stage = stage_of(&verified);
        Self { verified, stage, ..Self::default() }
    }

    /// [`Self::of`], and whether it is printed as it was signed.
    pub fn of_derived(derived: &Derived, known: &KnownSigners) -> Self {
        let mut standing = Self::of(derived.document(), known);
        let valid = standing
            .verified
            .iter()
            .rfind(|one| one.verdict == SignatureVerdict::Valid && !one.record.report.is_blank());
        standing.printed_otherwise = valid.and_then(|one| {
            let record = &one.record;
            let signed = PrintedForm {
                report: record.report.to_string(),
                profile: shown_line(&record.profile).into_owned(),
                program: shown_line(&record.program).into_owned(),
            };
            PrintedOtherwise::of(signed, &printed(derived))
        });
        standing
    }

    /// The latest record of any kind.
    pub fn last(&self) -> Option<&Verified> {
        self.verified.last()
    }

    /// The latest record that counts: genuine, by a key accepted for that role.
    pub fn last_counting(&self) -> Option<&Verified> {
        self.verified.iter().rfind(|one| one.verdict.counts())
    }

    /// How many records wait for the user to accept their keys.
    pub fn waiting(&self) -> usize {
        self.verified.iter().filter(|one| one.verdict == SignatureVerdict::UnknownKey).count()
    }

    /// In a few words, for the line below the page; `None` before anybody has signed.
    pub fn summary(&self) -> Option<String> {
        let mut words = match (&self.stage, self.last_counting(), self.last()) {
            (_, _, None) if self.missing.is_empty() => return None,
            (_, _, None) => String::new(),
            (Stage::Drafting, Some(last), _) | (Stage::Drafting, None, Some(last)) => last.label(),
            (stage, _, _) => stage.label(),
        };
        let mut more = Vec::new();
        if !self.missing.is_empty() {
            more.push("少了本机见过的签批".to_owned());
        }
        if self.printed_otherwise.is_some() {
            more.push("成文与签批时不同".to_owned());
        }
        if self.stage != Stage::Unconfirmed && self.waiting() > 0 {
            more.push(format!("{} 条待确认", self.waiting()));
        }
        for one in more {
            if !words.is_empty() {
                words.push('，');
            }
            words.push_str(&one);
        }
        Some(words)
    }
}

impl Standing {
    /// A remark for an export: a final document needs no signature.
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
    let name = shown_name(&record.name);
    let name = if name.is_empty() { "（未署名）".to_owned() } else { name };
    record.role.map_or_else(|| name.clone(), |role| format!("{} {name}", role.label()))
}

/// What was changed since a person last dealt with the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Since {
    /// The event: 上次签批（2025-08-20 10:00）, 上次查看（…）.
    pub what: String,
    /// The changes; `None` when the content of that time is no longer kept.
    pub changes: Option<Arc<[Change]>>,
    /// Changes of the explanations (处理说明); none when they are not known.
    pub explanations: Arc<[ExplanationChange]>,
}

impl Since {
    /// How many changes there are; `None` when the content of that time is no longer kept.
    pub fn count(&self) -> Option<usize> {
        Some(self.changes.as_ref()?.len() + self.explanations.len())
    }

    /// 上次签批（2025-08-20 10:00）以来的改动 3
    pub fn heading(&self) -> String {
        let count = self.count().map_or_else(String::new, |count| format!(" {count}"));
        format!("{}以来的改动{count}", self.what)
    }
}

/// When a person last looked at a document, and what was in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// When, as it is to be shown.
    pub time: String,
    pub content: Document,
}

/// What was changed since the person of `role` last signed, or looked at it if that was later; `None` when neither is
/// known. Only a signature that counts is the person's.
pub fn changed_since(derived: &Derived, standing: &Standing, role: Role, look: Option<&Look>) -> Option<Since> {
    let signed = standing.verified.iter().rev().find(|one| one.verdict.counts() && one.record.role == Some(role));
    // Times are written with the largest unit first, so they compare as text.
    let is_later = |look: &&Look| signed.is_none_or(|signed| look.time.as_str() > &*signed.record.time);
    if let Some(look) = look.filter(is_later) {
        let changes = compare(&look.content, derived.document());
        let what = format!("上次查看（{}）", minutes(&look.time));
        return Some(Since { what, changes: Some(changes.into()), explanations: Arc::default() });
    }
    since_signed(signed?, "上次")
}

/// What was changed since the last version: since the leader, or else anybody, last signed; where nobody has, since the
/// save before the present content. `None` when neither is known.
pub fn changed_since_last_version(derived: &Derived, standing: &Standing) -> Option<Since> {
    let counting = || standing.verified.iter().rev().filter(|one| one.verdict.counts());
    let by_leader = counting().find(|one| one.record.role == Some(Role::Leader));
    if let Some(signed) = by_leader.or_else(|| counting().next()) {
        let role = signed.record.role.map_or("", Role::label);
        return since_signed(signed, &format!("{role}上次"));
    }
    let document = derived.document();
    let present = content_hash(document);
    let saves: Vec<_> = document.review.history.iter().collect();
    let saved = saves.into_iter().rfind(|save| *save.content != *present)?;
    let changes = content_at(document, &saved.content).map(|content| compare(&content, document).into());
    let what = format!("上次保存（{}）", minutes(&shown_line(&saved.time)));
    Some(Since { what, changes, explanations: Arc::default() })
}

fn since_signed(signed: &Verified, whose: &str) -> Option<Since> {
    let done = if signed.record.decision == Some(Decision::Return) { "退回" } else { "签批" };
    let what = format!("{whose}{done}（{}）", minutes(&shown_line(&signed.record.time)));
    let (changes, explanations) = match signed.since.clone()? {
        SinceSigned::Same => (Some(Arc::default()), Arc::default()),
        SinceSigned::Changed { content, explanations } => (content, explanations.unwrap_or_default()),
    };
    Some(Since { what, changes, explanations })
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
        document::Edit,
        seal::{SignatureStatement, append},
        testing::{derived, key, known, sample, typed},
    };

    fn signed(document: &Document, role: Role, time: &str) -> Document {
        let signing = SignatureStatement {
            role,
            decision: Decision::Sign,
            name: "张三".to_owned(),
            time: time.to_owned(),
            reason: String::new(),
        };
        document.apply(&append(document, &signing, &key(7))).expect("it fits")
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
        // A stranger's signature does not count, and the text says so.
        let stranger = Standing::of(&signed, &known(&[]));
        assert_eq!(stranger.summary().as_deref(), Some("签批待确认"));
        assert!(stranger.last_counting().is_none());
    }

    #[test]
    fn a_strangers_signature_is_not_the_leaders_last_one() {
        let document = signed(&sample("clean.json"), Role::Leader, "2025-08-20 10:00:00");
        let changed = typed(&document, at!(unit.department), "另一个单位");
        let signing = SignatureStatement {
            role: Role::Leader,
            decision: Decision::Sign,
            name: "张三".to_owned(),
            time: "2025-08-22 10:00:00".to_owned(),
            reason: String::new(),
        };
        let forged = changed.apply(&append(&changed, &signing, &key(9))).expect("signed");
        let standing = Standing::of(&forged, &known(&[&key(7)]));
        let since = changed_since(&derived(&forged), &standing, Role::Leader, None).expect("signed before");
        assert_eq!(since.what, "上次签批（2025-08-20 10:00）");
        assert_eq!(since.changes.map(|changes| changes.len()), Some(1));
    }

    #[test]
    fn another_way_of_printing_is_named() {
        let document = sample("clean.json");
        let of = |document: &Document| Standing::of_derived(&derived(document), &known(&[&key(7)]));
        let signing = SignatureStatement {
            role: Role::Preparer,
            decision: Decision::Sign,
            name: "张三".to_owned(),
            time: String::new(),
            reason: String::new(),
        };
        let printed = crate::workflow::printed(&derived(&document));
        let signed = |printed: &crate::seal::PrintedForm| {
            document.apply(&crate::seal::append_printed(&document, &signing, printed, &key(7))).expect("signed")
        };
        assert_eq!(of(&signed(&printed)).printed_otherwise, None);
        let former = PrintedForm { report: "00".to_owned(), program: "决算公开编审 0.0.9".to_owned(), ..printed };
        let standing = of(&signed(&former));
        let sentence = standing.printed_otherwise.as_ref().expect("it differs").sentence();
        assert!(sentence.starts_with("内容未变，成文与签批时不同（签批时：决算公开编审 0.0.9"), "{sentence}");
        assert_eq!(standing.summary().as_deref(), Some("编制已签批，成文与签批时不同"));
        // Changed content is another matter, and names are printed only after the signature.
        let changed = typed(&signed(&former), at!(unit.duties), "改");
        assert_eq!(of(&changed).printed_otherwise, None);
        let block = |document: &Document| {
            let edit = Edit::Set { path: at!(other.approval.block), entry: crate::document::Entry::Choice("printed") };
            document.apply(&edit).expect("it fits")
        };
        let known = known(&[&key(7)]);
        let with_block = std::sync::Arc::new(block(&document));
        let before = crate::workflow::printed(&Derived::with_signers(&with_block, &known));
        let edit = crate::seal::append_printed(&with_block, &signing, &before, &key(7));
        let after = std::sync::Arc::new(with_block.apply(&edit).expect("signed"));
        let after = Derived::with_signers(&after, &known);
        assert!(after.names_signers());
        assert_eq!(Standing::of_derived(&after, &known).printed_otherwise, None);
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
