//! 签名和核验。

use crate::{
    at,
    compare::{Change, Step, compare},
    document::{Decision, Document, Edit, Entry, Path, Role, SignatureRecord},
};

use super::{
    canonical::{canonical_json, canonical_text, content_hash, sha256},
    key::{PersonKey, fingerprint, is_signed},
    signers::KnownSigners,
};

/// Keeps signatures of this program apart from anything else that the key could sign.
const DOMAIN: &str = "juesuan-signature-v1";

/// What a person says with a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signing {
    /// As whom.
    pub role: Role,
    /// Signed or returned.
    pub decision: Decision,
    /// The person's name.
    pub name: String,
    /// When, as it is to be shown.
    pub time: String,
    /// Why it was returned, or a remark.
    pub reason: String,
}

/// What became of a signature.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The content is what was signed, by someone known.
    Valid,
    /// The content is what was signed, by a key that the user has not accepted yet.
    ValidUnknownSigner {
        /// For comparing with the person.
        fingerprint: String,
    },
    /// The signature is genuine, but the content was changed since.
    ContentChanged {
        /// What was changed since; `None` when the signed content is no longer kept in the file.
        changes: Option<Vec<Change>>,
    },
    /// The signature itself does not hold.
    Broken {
        /// Why, as a sentence.
        why: &'static str,
    },
}

impl Verdict {
    /// Whether the content is what was signed.
    pub fn is_valid(&self) -> bool {
        matches!(self, Self::Valid | Self::ValidUnknownSigner { .. })
    }

    /// On screen.
    pub fn label(&self) -> String {
        match self {
            Self::Valid => "有效".to_owned(),
            Self::ValidUnknownSigner { fingerprint } => format!("有效，签批人尚未确认（指纹 {fingerprint}）"),
            Self::ContentChanged { changes: Some(changes) } => format!("签批后改动了 {} 处", changes.len()),
            Self::ContentChanged { changes: None } => "签批后内容有改动".to_owned(),
            Self::Broken { why } => (*why).to_owned(),
        }
    }
}

/// A signature with what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    /// Its row in `review.signatures`.
    pub row: usize,
    /// The record.
    pub record: SignatureRecord,
    /// What became of it.
    pub verdict: Verdict,
}

/// A field of a newer version that says the same: the kept content holds it in canonical form, the file as written.
fn is_only_laid_out_otherwise(change: &Change) -> bool {
    change.steps.iter().all(|step| match step {
        Step::Unknown { old: Some(old), new: Some(new), .. } => canonical_json(old) == canonical_json(new),
        _ => false,
    })
}

/// The digest of one signature record, of all of it but the kept content.
pub fn digest(record: &SignatureRecord) -> String {
    sha256(canonical_record(SignatureRecord { snapshot: Default::default(), ..record.clone() }).as_bytes())
}

fn canonical_record(record: SignatureRecord) -> String {
    serde_json::to_string(&record).ok().and_then(|json| canonical_json(&json)).unwrap_or_default()
}

/// The digest of all signatures before row `row`: a later signature covers the earlier ones.
fn earlier(document: &Document, row: usize) -> String {
    let digests: Vec<String> = document.review.signatures.iter().take(row).map(digest).collect();
    sha256(digests.join("\n").as_bytes())
}

/// What is signed: all that the record says, fields of a newer version included.
fn message(record: &SignatureRecord) -> Vec<u8> {
    let (signature, snapshot) = Default::default();
    let said = canonical_record(SignatureRecord { signature, snapshot, ..record.clone() });
    format!("{DOMAIN}\n{said}").into_bytes()
}

/// The edit that appends a signature by `key`, keeping the signed content with it.
pub fn append(document: &Document, signing: &Signing, key: &PersonKey) -> Edit {
    use crate::document::{LongText, Text};
    let row = document.review.signatures.len();
    let snapshot = canonical_text(document);
    let mut record = SignatureRecord {
        role: Some(signing.role),
        decision: Some(signing.decision),
        name: Text::new(signing.name.clone()),
        time: Text::new(signing.time.clone()),
        reason: LongText::new(signing.reason.clone()),
        content: Text::new(sha256(snapshot.as_bytes())),
        earlier: Text::new(earlier(document, row)),
        key: Text::new(key.public()),
        ..SignatureRecord::default()
    };
    record.signature = Text::new(key.sign(&message(&record)));
    let list = at!(review.signatures);
    let mut edits = vec![Edit::InsertRows { list, at: row, count: 1 }];
    let set = |path: Path, entry: Entry| Edit::Set { path, entry };
    let text = |text: &str| if text.is_empty() { Entry::Blank } else { Entry::Text(text.to_owned()) };
    let at = list.row(row);
    edits.push(set(at.field("role"), Entry::Choice(signing.role.name())));
    edits.push(set(at.field("decision"), Entry::Choice(signing.decision.name())));
    for (field, value) in [
        ("name", &*record.name),
        ("time", &*record.time),
        ("reason", &*record.reason),
        ("content", &*record.content),
        ("earlier", &*record.earlier),
        ("key", &*record.key),
        ("signature", &*record.signature),
    ] {
        edits.push(set(at.field(field), text(value)));
    }
    edits.extend(snapshot_edits(document, &record, &snapshot));
    let label = match signing.decision {
        Decision::Sign => format!("{}签批", signing.role.label()),
        Decision::Return => "退回".to_owned(),
    };
    Edit::Many { label, edits }
}

/// Keeps each content once, and only what the latest signature of a role is about: the file must not grow without end.
fn snapshot_edits(document: &Document, record: &SignatureRecord, snapshot: &str) -> Vec<Edit> {
    let list = at!(review.signatures);
    let path = |row: usize| list.row(row).field("snapshot");
    let signatures: Vec<&SignatureRecord> = document.review.signatures.iter().chain([record]).collect();
    let is_wanted = |content: &str| {
        Role::ALL.iter().any(|role| {
            let latest = signatures.iter().rev().find(|other| other.role == Some(*role));
            latest.is_some_and(|latest| &*latest.content == content)
        })
    };
    let mut kept: Vec<&str> = Vec::new();
    let mut edits = Vec::new();
    for (row, other) in document.review.signatures.iter().enumerate().filter(|(_, other)| !other.snapshot.is_blank()) {
        if is_wanted(&other.content) && !kept.contains(&&*other.content) {
            kept.push(&other.content);
        } else {
            edits.push(Edit::Set { path: path(row), entry: Entry::Blank });
        }
    }
    if !kept.contains(&&*record.content) {
        edits.push(Edit::Set { path: path(signatures.len() - 1), entry: Entry::Text(snapshot.to_owned()) });
    }
    edits
}

/// The latest signature whose content is kept, and that content; what was returned is not signed.
pub fn signed_content(document: &Document) -> Option<(&SignatureRecord, Document)> {
    let signatures: Vec<&SignatureRecord> = document.review.signatures.iter().collect();
    signatures.iter().rev().filter(|record| record.decision == Some(Decision::Sign)).find_map(|record| {
        let is_kept = |other: &&&SignatureRecord| other.content == record.content && !other.snapshot.is_blank();
        let kept = &signatures.iter().find(is_kept)?.snapshot;
        let is_intact = sha256(kept.as_bytes()) == *record.content;
        let content = is_intact.then(|| serde_json::from_str(kept).ok()).flatten()?;
        Some((*record, content))
    })
}

/// Verifies the signature in row `row`; `None` when there is no such row.
pub fn verify(document: &Document, row: usize, known: &KnownSigners) -> Option<Verdict> {
    let record = document.review.signatures.get(row)?;
    Some(verify_record(document, row, record, &content_hash(document), known))
}

/// The signatures since the document was last sent back, the latest of each role, in the order of [`Role::ALL`].
pub fn latest_of_roles(verified: &[Verified]) -> [Option<&Verified>; 3] {
    let start = verified.iter().rposition(|one| one.record.decision == Some(Decision::Return)).map_or(0, |row| row + 1);
    let of = |role: Role| verified[start..].iter().rev().find(|one| one.record.role == Some(role));
    [of(Role::Preparer), of(Role::Reviewer), of(Role::Leader)]
}

/// Verifies every signature, in the order of signing.
pub fn verify_all(document: &Document, known: &KnownSigners) -> Vec<Verified> {
    if document.review.signatures.is_empty() {
        return Vec::new();
    }
    let hash = content_hash(document);
    let rows = document.review.signatures.iter().enumerate();
    rows.map(|(row, record)| Verified {
        row,
        record: record.clone(),
        verdict: verify_record(document, row, record, &hash, known),
    })
    .collect()
}

fn verify_record(
    document: &Document,
    row: usize,
    record: &SignatureRecord,
    hash: &str,
    known: &KnownSigners,
) -> Verdict {
    if !is_signed(&record.key, &message(record), &record.signature) {
        return Verdict::Broken { why: "签批记录被改动过，不能采信" };
    }
    if *record.earlier != earlier(document, row) {
        return Verdict::Broken { why: "此前的签批记录被改动或删除过，不能采信" };
    }
    let holders = document.review.signatures.iter().filter(|other| other.content == record.content);
    let snapshot = holders.map(|other| &*other.snapshot).find(|snapshot| !snapshot.is_empty());
    if snapshot.is_some_and(|snapshot| sha256(snapshot.as_bytes()) != *record.content) {
        return Verdict::Broken { why: "签批时留存的内容被改动过，不能采信" };
    }
    if *record.content != *hash {
        let signed = snapshot.and_then(|snapshot| serde_json::from_str::<Document>(snapshot).ok());
        let changes = signed.map(|mut signed| {
            signed.blank_unreadable();
            let mut changes = compare(&signed, document);
            changes.retain(|change| !is_only_laid_out_otherwise(change));
            changes
        });
        return Verdict::ContentChanged { changes };
    }
    match known.find(&record.key) {
        Some(_) => Verdict::Valid,
        None => Verdict::ValidUnknownSigner { fingerprint: fingerprint(&record.key) },
    }
}
