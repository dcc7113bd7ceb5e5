//! 签批的顺序: 编制 → 复核 → 负责人, and what stands in the way.

use crate::{
    derived::Derived,
    document::{Decision, Document, Edit, Role, SignatureRecord},
    seal::{KnownSigners, PersonKey, Signing, Verified, append, latest_of_roles, verify_all},
};

use super::notes::open_notes;

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
    /// A role that signs before has not yet, in this round.
    NotSignedBy(Role),
    /// What a role has signed before is no longer the content, or the signature does not hold.
    NoLongerValid(Role),
}

impl Blocker {
    /// As a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Errors(count) => format!("还有 {count} 个错误没有改正"),
            Self::Warnings(count) => format!("还有 {count} 个警告没有改正或说明"),
            Self::Blanks(count) => format!("还有 {count} 处内容没有写"),
            Self::OpenNotes(count) => format!("还有 {count} 条批注没有回复"),
            Self::NotSignedBy(role) => format!("{}还没有签批", role.label()),
            Self::NoLongerValid(role) => format!("{}签批后内容有改动，需要重新签批", role.label()),
        }
    }
}

/// How far the document has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Nobody has signed, or what was signed is no longer the content.
    Drafting,
    /// Sent back, and not signed again since.
    Returned(Box<SignatureRecord>),
    /// Signed up to this role, all of it valid.
    Signed(Role),
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
    match verified.last().filter(|last| last.record.decision == Some(Decision::Return)) {
        Some(last) => Stage::Returned(Box::new(last.record.clone())),
        None => Stage::Drafting,
    }
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
            None => found.push(Blocker::NotSignedBy(*before)),
            Some(signed) if !signed.verdict.is_valid() => found.push(Blocker::NoLongerValid(*before)),
            Some(_) => {}
        }
    }
    found
}

/// The edit that signs, unless something stands in the way.
pub fn sign(derived: &Derived, signing: &Signing, key: &PersonKey, known: &KnownSigners) -> Result<Edit, Vec<Blocker>> {
    let blockers = blockers(derived, signing.role, known);
    if !blockers.is_empty() {
        return Err(blockers);
    }
    Ok(append(derived.document(), &Signing { decision: Decision::Sign, ..signing.clone() }, key))
}

/// The edit that sends the document back; `None` without a reason.
pub fn send_back(document: &Document, signing: &Signing, key: &PersonKey) -> Option<Edit> {
    let has_reason = !signing.reason.trim().is_empty();
    has_reason.then(|| append(document, &Signing { decision: Decision::Return, ..signing.clone() }, key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::NoteEntry,
        money::AmountUnit,
        workflow::{
            NotePlace, add_note,
            testing::{derived, key, known, sample},
        },
    };

    fn signing(role: Role) -> Signing {
        let text = |text: &str| text.to_owned();
        Signing {
            role, decision: Decision::Sign, name: text("张三"), time: text("2025-08-20"), reason: String::new()
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
        assert!(send_back(&document, &signing(Role::Leader), &b).is_none(), "without a reason");
        let reason = Signing { reason: "三公经费请说明".into(), ..signing(Role::Leader) };
        let returned = document.apply(&send_back(&document, &reason, &b).expect("a reason")).expect("returned");
        let Stage::Returned(record) = stage(&returned, &known) else { panic!("not returned") };
        assert_eq!(&*record.reason, "三公经费请说明");
        let found = blockers(&derived(&returned), Role::Reviewer, &known);
        assert_eq!(found, [Blocker::NotSignedBy(Role::Preparer)]);
        let again = sign(&derived(&returned), &signing(Role::Preparer), &a, &known).expect("may sign");
        let again = returned.apply(&again).expect("signed");
        assert_eq!(stage(&again, &known), Stage::Signed(Role::Preparer));
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
