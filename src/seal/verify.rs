//! Verification: whether a signature is genuine, whose it is, and whether the content is still what was signed.

use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;

use crate::{
    compare::{Change, Step, compare},
    digest::sha256,
    document::{Decision, Document, List, Role, SignatureRecord},
};

use super::{
    canonical::{canonical_json, content_hash},
    explained::{ExplanationChange, explained_since, explained_text},
    former::read_content,
    key::is_signed,
    record::{Earlier, Form, digest, message},
    signers::{KnownSigners, SignerState, role_words},
};

/// What became of a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureVerdict {
    /// Valid (有效): this person, in this role, saw exactly this.
    Valid,
    /// Genuine, but by a key that the user has not accepted.
    UnknownKey,
    /// Genuine, but the key was accepted as somebody else's.
    NameDiffers {
        /// The name under which it was accepted.
        accepted: String,
    },
    /// Genuine and this person's, but the user has not accepted the person in this role.
    RoleDiffers {
        /// The roles for which it was accepted.
        accepted: Vec<Role>,
    },
    /// Genuine and accepted, but superseded: the same role has signed again, or the document was sent back.
    Superseded,
    /// Genuine and accepted, but something was changed since.
    Changed,
    /// The signature itself does not hold.
    Broken {
        /// Why, as a sentence.
        why: &'static str,
    },
}

impl SignatureVerdict {
    /// In machine-readable results.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::UnknownKey => "unknown_key",
            Self::NameDiffers { .. } => "name_differs",
            Self::RoleDiffers { .. } => "role_differs",
            Self::Superseded => "superseded",
            Self::Changed => "changed",
            Self::Broken { .. } => "broken",
        }
    }

    /// Whether this person, in this role, saw exactly this.
    pub fn is_valid(&self) -> bool {
        *self == Self::Valid
    }

    /// Whether the record counts: it is genuine, and its key was accepted for its name and role.
    pub fn counts(&self) -> bool {
        matches!(self, Self::Valid | Self::Superseded | Self::Changed)
    }
}

/// What was changed since a signature.
#[derive(Clone, Debug, PartialEq)]
pub enum SinceSigned {
    Same,
    Changed {
        /// Changes of the content; `None` when what was signed is no longer kept in the file.
        content: Option<Arc<[Change]>>,
        /// Changes of the explanations (处理说明); `None` likewise.
        explanations: Option<Arc<[ExplanationChange]>>,
    },
}

impl SinceSigned {
    /// How many changes; `None` when they cannot be counted.
    pub fn count(&self) -> Option<usize> {
        match self {
            Self::Same => Some(0),
            Self::Changed { content: Some(content), explanations: Some(explanations) } => {
                Some(content.len() + explanations.len())
            }
            Self::Changed { .. } => None,
        }
    }

    /// 此后没有改动, 此后改动了 3 处
    pub fn words(&self) -> String {
        match (self, self.count()) {
            (Self::Same, _) => "没有改动".to_owned(),
            (_, Some(count)) => format!("改动了 {count} 处"),
            (Self::Changed { content: Some(content), .. }, _) if content.is_empty() => "处理说明有改动".to_owned(),
            _ => "有改动".to_owned(),
        }
    }
}

/// A signature with what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    /// Its row in `review.signatures`.
    pub row: usize,
    /// The record, without what is kept with it.
    pub record: Arc<SignatureRecord>,
    /// What identifies the record among all that were ever made.
    pub digest: Arc<str>,
    /// What became of it.
    pub verdict: SignatureVerdict,
    /// What was changed since; unknown for a broken one.
    pub since: Option<SinceSigned>,
}

impl Verified {
    /// The verdict on screen.
    pub fn label(&self) -> String {
        let since = || self.since.as_ref().map_or_else(String::new, SinceSigned::words);
        match &self.verdict {
            SignatureVerdict::Valid if self.is_of_first_form() => "有效（旧版签批，不含处理说明）".to_owned(),
            SignatureVerdict::Valid => "有效".to_owned(),
            SignatureVerdict::UnknownKey => format!("待确认：不认识这把钥匙；签批后{}", since()),
            SignatureVerdict::NameDiffers { accepted } => format!("姓名不符：这把钥匙是“{accepted}”的"),
            SignatureVerdict::RoleDiffers { accepted } => {
                format!("身份不符：只确认过这把钥匙用于{}", role_words(accepted))
            }
            SignatureVerdict::Superseded if self.record.decision == Some(Decision::Return) => {
                "已有后来的签批或退回".to_owned()
            }
            SignatureVerdict::Superseded => "已有后来的签批或退回，这一条不再作数".to_owned(),
            SignatureVerdict::Changed => format!("签批后{}", since()),
            SignatureVerdict::Broken { why } => (*why).to_owned(),
        }
    }

    /// Whether it was made before signatures covered explanations (处理说明).
    pub fn is_of_first_form(&self) -> bool {
        Form::of(&self.record) == Form::First
    }

    /// Whether somebody accepted has sent the document back.
    pub fn is_return(&self) -> bool {
        self.verdict.counts() && self.record.decision == Some(Decision::Return)
    }

    /// Whether somebody accepted has signed, whatever was changed since.
    pub fn is_signed_by(&self, role: Role) -> bool {
        self.verdict.counts() && self.record.decision == Some(Decision::Sign) && self.record.role == Some(role)
    }
}

/// The signatures since the document was last sent back, the latest of each role, in the order of [`Role::ALL`]. Only
/// what is genuine and accepted counts.
pub fn latest_of_roles(verified: &[Verified]) -> [Option<&Verified>; 3] {
    let start = verified.iter().rposition(Verified::is_return).map_or(0, |row| row + 1);
    let of = |role: Role| verified[start..].iter().rev().find(|one| one.is_signed_by(role));
    [of(Role::Preparer), of(Role::Reviewer), of(Role::Leader)]
}

/// Verifies the signature in row `row`; `None` when there is no such row.
pub fn verify(document: &Document, row: usize, known: &KnownSigners) -> Option<SignatureVerdict> {
    verify_all(document, known).into_iter().nth(row).map(|one| one.verdict)
}

/// Verifies every signature, in the order of signing.
pub fn verify_all(document: &Document, known: &KnownSigners) -> Vec<Verified> {
    if document.review.signatures.is_empty() {
        return Vec::new();
    }
    let genuine = genuine(&document.review.signatures);
    let mut now = Now::of(document);
    let mut verified: Vec<Verified> = Vec::with_capacity(genuine.len());
    for (row, (one, record)) in genuine.iter().zip(document.review.signatures.iter()).enumerate() {
        let since = one.broken.is_none().then(|| now.since(record));
        let verdict = match (one.broken, known.judge(record)) {
            (Some(why), _) => SignatureVerdict::Broken { why },
            (None, SignerState::Unknown) => SignatureVerdict::UnknownKey,
            (None, SignerState::OtherName { accepted }) => SignatureVerdict::NameDiffers { accepted },
            (None, SignerState::OtherRole { accepted }) => SignatureVerdict::RoleDiffers { accepted },
            (None, SignerState::Accepted) if since == Some(SinceSigned::Same) => SignatureVerdict::Valid,
            (None, SignerState::Accepted) => SignatureVerdict::Changed,
        };
        verified.push(Verified { row, record: one.record.clone(), digest: one.digest.clone(), verdict, since });
    }
    supersede(&mut verified);
    verified
}

/// A later signature of the same role supersedes an earlier one, a return supersedes all; only records that count do
/// so.
fn supersede(verified: &mut [Verified]) {
    let mut is_returned = false;
    let mut signed: Vec<Role> = Vec::new();
    for one in verified.iter_mut().rev().filter(|one| one.verdict.counts()) {
        let (is_return, role) = (one.is_return(), one.record.role);
        if is_returned || role.is_some_and(|role| signed.contains(&role)) {
            one.verdict = SignatureVerdict::Superseded;
        }
        is_returned |= is_return;
        signed.extend(role);
    }
}

/// Whether a field of a newer version means the same: the kept content has it in canonical form, the file as written.
fn is_only_laid_out_otherwise(change: &Change) -> bool {
    change.steps.iter().all(|step| match step {
        Step::Unknown { old: Some(old), new: Some(new), .. } => canonical_json(old) == canonical_json(new),
        _ => false,
    })
}

/// What about a record depends neither on the content nor on the accepted signers.
struct Genuine {
    /// The record without what is kept with it.
    record: Arc<SignatureRecord>,
    digest: Arc<str>,
    broken: Option<&'static str>,
}

/// The lists that were verified last: verifying takes long, and the list stays the same while somebody types.
static LOOKED_AT: Mutex<Vec<LookedAt>> = Mutex::new(Vec::new());
type LookedAt = (List<SignatureRecord>, Arc<Vec<Genuine>>);
const MOST_LOOKED_AT: usize = 4;

fn genuine(signatures: &List<SignatureRecord>) -> Arc<Vec<Genuine>> {
    let mut looked_at = LOOKED_AT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some((_, known)) = looked_at.iter().find(|(list, _)| list == signatures) {
        return known.clone();
    }
    drop(looked_at);
    let found = Arc::new(look_at(signatures));
    looked_at = LOOKED_AT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    looked_at.truncate(MOST_LOOKED_AT - 1);
    looked_at.insert(0, (signatures.clone(), found.clone()));
    found
}

fn look_at(signatures: &List<SignatureRecord>) -> Vec<Genuine> {
    let mut earlier = Earlier::default();
    let mut found = Vec::with_capacity(signatures.len());
    for (row, record) in signatures.iter().enumerate() {
        let bare = SignatureRecord { snapshot: Default::default(), explained: Default::default(), ..record.clone() };
        let broken = broken(record, row, &earlier);
        let digest: Arc<str> = digest(&bare).into();
        earlier.pass(&digest);
        found.push(Genuine { record: Arc::new(bare), digest, broken });
    }
    found
}

fn broken(record: &SignatureRecord, row: usize, earlier: &Earlier) -> Option<&'static str> {
    let form = Form::of(record);
    if form == Form::Unknown {
        return Some("这条签批由较新版本的程序写出，本版本不能核验；请升级程序");
    }
    if !is_signed(&record.key, &message(record), &record.signature) {
        return Some("签批记录被改动过，不能采信");
    }
    if form != Form::First && record.before.is_none_or(|before| before as usize != row) {
        return Some("此前的签批记录比签批时少或者多，不能采信");
    }
    if *record.earlier != earlier.digest() {
        return Some("此前的签批记录被改动或删除过，不能采信");
    }
    if !record.snapshot.is_blank() && sha256(record.snapshot.as_bytes()) != *record.content {
        return Some("签批时留存的内容被改动过，不能采信");
    }
    if form != Form::First
        && !record.explained.is_blank()
        && sha256(record.explained.as_bytes()) != *record.explanations
    {
        return Some("签批时留存的处理说明被改动过，不能采信");
    }
    None
}

/// The document as it is now, and its differences from what was signed, computed once for each signed content.
struct Now<'a> {
    document: &'a Document,
    hash: String,
    explained: String,
    snapshots: FxHashMap<&'a str, &'a str>,
    explanations: FxHashMap<&'a str, &'a str>,
    content_since: FxHashMap<(&'a str, u32), Option<Arc<[Change]>>>,
    explained_since: FxHashMap<&'a str, Option<Arc<[ExplanationChange]>>>,
}

impl<'a> Now<'a> {
    fn of(document: &'a Document) -> Self {
        let hash = content_hash(document);
        let explained = sha256(explained_text(&document.review.explanations).as_bytes());
        Self { hash, explained, ..Self::kept(document) }
    }

    /// Only what is kept with the signatures.
    fn kept(document: &'a Document) -> Self {
        let mut now = Self {
            document,
            hash: String::new(),
            explained: String::new(),
            snapshots: FxHashMap::default(),
            explanations: FxHashMap::default(),
            content_since: FxHashMap::default(),
            explained_since: FxHashMap::default(),
        };
        // A content that does not match its digest is forged.
        for record in document.review.signatures.iter() {
            if !record.snapshot.is_blank() && sha256(record.snapshot.as_bytes()) == *record.content {
                now.snapshots.insert(&record.content, &record.snapshot);
            }
            if !record.explained.is_blank() && sha256(record.explained.as_bytes()) == *record.explanations {
                now.explanations.insert(&record.explanations, &record.explained);
            }
        }
        now
    }

    fn since(&mut self, record: &'a SignatureRecord) -> SinceSigned {
        let (content, explanations) = (self.content_changes(record), self.explanation_changes(record));
        match (&content, &explanations) {
            (Some(content), Some(explanations)) if content.is_empty() && explanations.is_empty() => SinceSigned::Same,
            _ => SinceSigned::Changed { content, explanations },
        }
    }

    fn content_changes(&mut self, record: &'a SignatureRecord) -> Option<Arc<[Change]>> {
        if *record.content == *self.hash {
            return Some(Arc::default());
        }
        let format = Form::of(record).format();
        let (document, hash, snapshot) = (self.document, &self.hash, self.snapshots.get(&*record.content).copied());
        let since = self.content_since.entry((&record.content, format)).or_insert_with(|| {
            let signed = read_content(snapshot?, format)?;
            // A content is the same in the form of whichever file format.
            if content_hash(&signed) == *hash {
                return Some(Arc::default());
            }
            let mut changes = compare(&signed, document);
            changes.retain(|change| !is_only_laid_out_otherwise(change));
            // Something differs, although a comparison has no name for it.
            (!changes.is_empty()).then(|| changes.into())
        });
        since.clone()
    }

    fn explanation_changes(&mut self, record: &'a SignatureRecord) -> Option<Arc<[ExplanationChange]>> {
        if Form::of(record) == Form::First || *record.explanations == *self.explained {
            return Some(Arc::default());
        }
        let (document, kept) = (self.document, self.explanations.get(&*record.explanations).copied());
        let since = self.explained_since.entry(&record.explanations).or_insert_with(|| {
            let changes = explained_since(kept?, &document.review.explanations)?;
            (!changes.is_empty()).then(|| changes.into())
        });
        since.clone()
    }
}

/// The latest signature that counts and whose content is kept, and that content; a return is not a signature.
pub fn signed_content(document: &Document, verified: &[Verified]) -> Option<(Arc<SignatureRecord>, Document)> {
    let now = Now::kept(document);
    verified.iter().rev().filter(|one| Role::ALL.iter().any(|role| one.is_signed_by(*role))).find_map(|one| {
        let content = read_content(now.snapshots.get(&*one.record.content)?, Form::of(&one.record).format())?;
        Some((one.record.clone(), content))
    })
}
