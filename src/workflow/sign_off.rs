//! The order of signing (编制 → 复核 → 负责人), and what stands in the way.

use std::sync::Arc;

use crate::{
    derived::Derived,
    document::{Decision, Document, Edit, Role, SignatureRecord},
    seal::{
        KnownSigners, PersonKey, SignatureStatement, SignatureVerdict, SinceSigned, Verified, append_printed,
        latest_of_roles, verify_all,
    },
};

use super::{notes::open_notes, printing::printed, standing::signer};

/// What must be done before a person may sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// Errors must be corrected.
    Errors(usize),
    /// Warnings must be corrected or explained.
    Warnings(usize),
    /// What the report lacks must be written.
    Blanks(usize),
    /// Notes must be answered.
    OpenNotes(usize),
    /// A role that signs earlier has not signed yet in this round.
    NotSignedBy(Role),
    /// The content was changed since an earlier role signed it.
    NoLongerValid(Role),
    /// An earlier role has signed with a key that the user has not accepted for it.
    NotAccepted {
        role: Role,
        /// The record that waits to be accepted.
        row: usize,
    },
}

impl Blocker {
    pub fn sentence(&self) -> String {
        match self {
            Self::Errors(count) => format!("还有 {count} 个错误没有改正"),
            Self::Warnings(count) => format!("还有 {count} 个警告没有改正或说明"),
            Self::Blanks(count) => format!("还有 {count} 处内容没有写"),
            Self::OpenNotes(count) => format!("还有 {count} 条批注没有回复"),
            Self::NotSignedBy(role) => format!("{}还没有签批", role.label()),
            Self::NoLongerValid(role) => format!("{}签批后有改动，需要重新签批", role.label()),
            Self::NotAccepted { role, .. } => format!("{}的签批还没有确认是谁签的，请先确认签批人", role.label()),
        }
    }
}

/// How far the document has come. Only signatures that are genuine and accepted count.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Nobody has signed, or what was signed is no longer the content.
    Drafting,
    /// To be confirmed (待确认): signed only by keys that the user has not accepted.
    Unconfirmed,
    /// Sent back, and not signed again since.
    Returned(Arc<SignatureRecord>),
    /// Signed up to this role, all of it valid.
    Signed(Role),
}

impl Stage {
    /// In machine-readable results.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Drafting => "drafting",
            Self::Unconfirmed => "unconfirmed",
            Self::Returned(_) => "returned",
            Self::Signed(Role::Preparer) => "signed_by_preparer",
            Self::Signed(Role::Reviewer) => "signed_by_reviewer",
            Self::Signed(Role::Leader) => "signed_by_leader",
        }
    }

    /// On screen.
    pub fn label(&self) -> String {
        match self {
            Self::Drafting => "没有有效的签批".to_owned(),
            Self::Unconfirmed => "签批待确认".to_owned(),
            Self::Returned(record) => format!("已由{}退回", signer(record)),
            Self::Signed(role) => format!("{}已签批", role.label()),
        }
    }
}

/// How far the document has come.
pub fn stage(document: &Document, known: &KnownSigners) -> Stage {
    stage_of(&verify_all(document, known))
}

/// [`stage`] of signatures that are verified already.
pub(super) fn stage_of(verified: &[Verified]) -> Stage {
    let signed = latest_of_roles(verified);
    let valid = signed.iter().take_while(|one| one.is_some_and(|one| one.verdict.is_valid())).count();
    if let Some(role) = valid.checked_sub(1).and_then(|last| Role::ALL.get(last)) {
        return Stage::Signed(*role);
    }
    match verified.iter().rfind(|one| one.verdict.counts()) {
        Some(last) if last.is_return() => Stage::Returned(last.record.clone()),
        _ if verified.iter().any(is_unconfirmed) => Stage::Unconfirmed,
        _ => Stage::Drafting,
    }
}

/// Whether somebody has signed the present content with a key that is not accepted.
fn is_unconfirmed(one: &Verified) -> bool {
    one.verdict == SignatureVerdict::UnknownKey
        && one.since == Some(SinceSigned::Same)
        && one.record.decision == Some(Decision::Sign)
}

/// What stands in the way of signing as `role`.
pub fn blockers(derived: &Derived, role: Role, known: &KnownSigners) -> Vec<Blocker> {
    let document = derived.document();
    let left = derived.blockers();
    let mut found = Vec::new();
    let mut push = |count: usize, blocker: fn(usize) -> Blocker| {
        if count > 0 {
            found.push(blocker(count));
        }
    };
    push(left.errors.len(), Blocker::Errors);
    push(left.warnings.len(), Blocker::Warnings);
    push(left.blanks.len(), Blocker::Blanks);
    push(open_notes(document).count(), Blocker::OpenNotes);
    let verified = verify_all(document, known);
    for (before, signed) in Role::ALL.iter().zip(latest_of_roles(&verified)).take_while(|(before, _)| **before < role) {
        match signed {
            Some(signed) if signed.verdict.is_valid() => {}
            _ => found.push(match waiting(&verified, *before) {
                Some(row) => Blocker::NotAccepted { role: *before, row },
                None if signed.is_some() => Blocker::NoLongerValid(*before),
                None => Blocker::NotSignedBy(*before),
            }),
        }
    }
    found
}

/// The latest signature as `role` since the last return that would be valid if its signer were accepted.
fn waiting(verified: &[Verified], role: Role) -> Option<usize> {
    let since_return = verified.iter().rev().take_while(|one| !one.is_return());
    let is_waiting = |one: &&Verified| {
        one.record.role == Some(role)
            && one.record.decision == Some(Decision::Sign)
            && one.since == Some(SinceSigned::Same)
            && !one.verdict.counts()
    };
    since_return.filter(|one| one.since.is_some()).find(is_waiting).map(|one| one.row)
}

/// The edit that signs, unless something stands in the way.
pub fn sign(
    derived: &Derived,
    signing: &SignatureStatement,
    key: &PersonKey,
    known: &KnownSigners,
) -> Result<Edit, Vec<Blocker>> {
    let blockers = blockers(derived, signing.role, known);
    if !blockers.is_empty() {
        return Err(blockers);
    }
    let signing = SignatureStatement { decision: Decision::Sign, ..signing.clone() };
    Ok(append_printed(derived.document(), &signing, &printed(derived), key))
}

/// The edit that sends the document back; `None` without a reason.
pub fn send_back(derived: &Derived, signing: &SignatureStatement, key: &PersonKey) -> Option<Edit> {
    let has_reason = !signing.reason.trim().is_empty();
    let signing = SignatureStatement { decision: Decision::Return, ..signing.clone() };
    has_reason.then(|| append_printed(derived.document(), &signing, &printed(derived), key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::NoteEntry,
        money::AmountUnit,
        seal::append,
        testing::{derived, key, known, sample},
        workflow::{NotePlace, add_note},
    };

    fn signing(role: Role) -> SignatureStatement {
        let text = |text: &str| text.to_owned();
        SignatureStatement {
            role,
            decision: Decision::Sign,
            name: text("张三"),
            time: text("2025-08-20"),
            reason: String::new(),
        }
    }

    #[test]
    fn each_role_waits_for_the_one_before() {
        let (a, b, c) = (key(1), key(2), key(3));
        let known = known(&[&a, &b, &c]);
        let mut document = sample("clean.json");
        assert_eq!(stage(&document, &known), Stage::Drafting);
        let refused = sign(&derived(&document), &signing(Role::Leader), &c, &known).expect_err("too early");
        assert_eq!(refused, [Blocker::NotSignedBy(Role::Preparer), Blocker::NotSignedBy(Role::Reviewer)]);
        for (role, key) in [(Role::Preparer, &a), (Role::Reviewer, &b), (Role::Leader, &c)] {
            let edit = sign(&derived(&document), &signing(role), key, &known).expect("may sign");
            document = document.apply(&edit).expect("signed");
            assert_eq!(stage(&document, &known), Stage::Signed(role));
        }
        let edit = Edit::type_text(at!(unit.duties), "改了", AmountUnit::Wan);
        let changed = document.apply(&edit).expect("typed");
        assert_eq!(stage(&changed, &known), Stage::Drafting);
        let found = blockers(&derived(&changed), Role::Reviewer, &known);
        assert_eq!(found, [Blocker::NoLongerValid(Role::Preparer)]);
    }

    #[test]
    fn sent_back_the_round_begins_anew() {
        let (a, b) = (key(1), key(2));
        let known = known(&[&a, &b]);
        let document = sample("clean.json");
        let edit = sign(&derived(&document), &signing(Role::Preparer), &a, &known).expect("may sign");
        let document = document.apply(&edit).expect("signed");
        assert!(send_back(&derived(&document), &signing(Role::Leader), &b).is_none(), "without a reason");
        let reason = SignatureStatement { reason: "三公经费请说明".into(), ..signing(Role::Leader) };
        let returned =
            document.apply(&send_back(&derived(&document), &reason, &b).expect("a reason")).expect("returned");
        let Stage::Returned(record) = stage(&returned, &known) else { panic!("not returned") };
        assert_eq!(&*record.reason, "三公经费请说明");
        let found = blockers(&derived(&returned), Role::Reviewer, &known);
        assert_eq!(found, [Blocker::NotSignedBy(Role::Preparer)]);
        let again = sign(&derived(&returned), &signing(Role::Preparer), &a, &known).expect("may sign");
        let again = returned.apply(&again).expect("signed");
        assert_eq!(stage(&again, &known), Stage::Signed(Role::Preparer));
    }

    #[test]
    fn a_stranger_neither_signs_nor_sends_back() {
        let (a, b, stranger) = (key(1), key(2), key(9));
        let known = known(&[&a, &b]);
        let document = sample("clean.json");
        let put = |document: &Document, role, key: &PersonKey| {
            document.apply(&append(document, &signing(role), key)).expect("signed")
        };
        // Signed by nobody who is known: a stage of its own, and the next one must ask first.
        let forged = put(&put(&document, Role::Preparer, &stranger), Role::Reviewer, &stranger);
        assert_eq!(stage(&forged, &known), Stage::Unconfirmed);
        let found = blockers(&derived(&forged), Role::Leader, &known);
        let waiting = |role, row| Blocker::NotAccepted { role, row };
        assert_eq!(found, [waiting(Role::Preparer, 0), waiting(Role::Reviewer, 1)]);
        // A stranger's return voids nothing.
        let signed = put(&document, Role::Preparer, &a);
        let reason = SignatureStatement { reason: "退".into(), ..signing(Role::Leader) };
        let back =
            |key| signed.apply(&send_back(&derived(&signed), &reason, key).expect("a reason")).expect("returned");
        assert_eq!(stage(&back(&stranger), &known), Stage::Signed(Role::Preparer));
        assert!(matches!(stage(&back(&b), &known), Stage::Returned(_)));
        // What comes after it counts as before.
        assert_eq!(stage(&put(&back(&stranger), Role::Reviewer, &b), &known), Stage::Signed(Role::Reviewer));
        // Known, but in another role.
        let mut known = KnownSigners::default();
        known.accept(&a.public(), "张三", &[Role::Preparer], "");
        let both = put(&signed, Role::Reviewer, &a);
        assert_eq!(stage(&both, &known), Stage::Signed(Role::Preparer));
        assert_eq!(blockers(&derived(&both), Role::Leader, &known), [waiting(Role::Reviewer, 1)]);
    }

    #[test]
    fn errors_and_open_notes_stand_in_the_way() {
        let known = KnownSigners::default();
        let found = blockers(&derived(&sample("yanbian-2024.json")), Role::Preparer, &known);
        assert!(matches!(found[..], [Blocker::Errors(_), Blocker::Warnings(_), Blocker::Blanks(_)]), "{found:?}");
        let document = sample("clean.json");
        let place = NotePlace { place: "/unit/duties".into(), name: "部门职责".into() };
        let noted = document.apply(&add_note(&document, &place, NoteEntry::default())).expect("noted");
        assert_eq!(blockers(&derived(&noted), Role::Preparer, &known), [Blocker::OpenNotes(1)]);
    }
}
