//! The record of a signature: what it is made over, and the edit that adds it.

use std::collections::HashSet;

use crate::{
    at,
    digest::{RunningDigest, sha256},
    document::{Decision, Document, Edit, Entry, FORMAT_VERSION, LongText, Path, Role, SignatureRecord, Text},
};

use super::{
    canonical::{canonical_json, canonical_text},
    explained::explained_text,
    key::PersonKey,
};

/// Keeps signatures of this program apart from anything else that the key could sign.
const DOMAIN: &str = "juesuan-signature-v2";
/// The same, for records of the first form, which cover only the content and the records before them.
const FIRST_DOMAIN: &str = "juesuan-signature-v1";
/// The file format in which such records were made.
const FIRST_FORMAT: u32 = 1;

/// What a person says with a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureStatement {
    pub role: Role,
    pub decision: Decision,
    /// The person's name.
    pub name: String,
    /// When, as it is to be shown.
    pub time: String,
    /// Why it was returned, or a remark.
    pub reason: String,
}

/// How the content looked on paper when it was signed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrintedForm {
    /// The digest of the report.
    pub report: String,
    /// By whose template.
    pub profile: String,
    /// By which program.
    pub program: String,
}

/// The form in which a record was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Content and earlier records.
    First,
    /// The explanations (处理说明), their number, the report and the set of accounts as well; the content in the form of
    /// this file format.
    Second(u32),
    /// Of a newer version.
    Unknown,
}

impl Form {
    pub(super) fn of(record: &SignatureRecord) -> Self {
        match record.format {
            None => Self::First,
            Some(format) if (FIRST_FORMAT + 1..=FORMAT_VERSION).contains(&format) => Self::Second(format),
            Some(_) => Self::Unknown,
        }
    }

    /// The file format whose form the signed content has.
    pub(super) fn format(self) -> u32 {
        match self {
            Self::Second(format) => format,
            Self::First | Self::Unknown => FIRST_FORMAT,
        }
    }
}

/// The digest of one signature record, without what is kept with it.
pub fn digest(record: &SignatureRecord) -> String {
    sha256(canonical_record(record, &record.signature).as_bytes())
}

/// What is signed: everything in the record, fields of a newer version included.
pub(super) fn message(record: &SignatureRecord) -> Vec<u8> {
    let domain = if Form::of(record) == Form::First { FIRST_DOMAIN } else { DOMAIN };
    format!("{domain}\n{}", canonical_record(record, &Text::default())).into_bytes()
}

/// The record with this signature, without the long texts that are kept with it.
fn canonical_record(record: &SignatureRecord, signature: &Text) -> String {
    let bare = SignatureRecord {
        role: record.role,
        decision: record.decision,
        name: record.name.clone(),
        time: record.time.clone(),
        reason: record.reason.clone(),
        content: record.content.clone(),
        earlier: record.earlier.clone(),
        key: record.key.clone(),
        signature: signature.clone(),
        format: record.format,
        before: record.before,
        explanations: record.explanations.clone(),
        report: record.report.clone(),
        profile: record.profile.clone(),
        program: record.program.clone(),
        accounts: record.accounts.clone(),
        snapshot: LongText::default(),
        explained: LongText::default(),
        unknown: record.unknown.clone(),
    };
    serde_json::to_string(&bare).ok().and_then(|json| canonical_json(&json)).unwrap_or_default()
}

/// The digest of all signatures before a record, from their digests, one per line: a later signature covers the earlier
/// ones.
#[derive(Clone, Default)]
pub(super) struct Earlier {
    digest: RunningDigest,
    is_begun: bool,
}

impl Earlier {
    /// Adds a record.
    pub(super) fn pass(&mut self, digest: &str) {
        if std::mem::replace(&mut self.is_begun, true) {
            self.digest.add(b"\n");
        }
        self.digest.add(digest.as_bytes());
    }

    /// The digest of all records that were added.
    pub(super) fn digest(&self) -> String {
        self.digest.sha256()
    }
}

/// The edit that appends a signature by `key`, keeping the signed content with it.
pub fn append(document: &Document, signing: &SignatureStatement, key: &PersonKey) -> Edit {
    append_printed(document, signing, &PrintedForm::default(), key)
}

/// [`append`], with how the content is printed now.
pub fn append_printed(
    document: &Document,
    signing: &SignatureStatement,
    printed: &PrintedForm,
    key: &PersonKey,
) -> Edit {
    let record = made(document, signing, printed, key);
    let list = at!(review.signatures);
    let row = document.review.signatures.len();
    let mut edits = vec![Edit::insert_rows(list, row, 1)];
    let set = |path: Path, entry: Entry| Edit::Set { path, entry };
    let text = |text: &str| if text.is_empty() { Entry::Blank } else { Entry::Text(text.to_owned()) };
    let count = |count: Option<u32>| count.map_or(Entry::Blank, Entry::Count);
    let at = list.row(row);
    edits.push(set(at.field("role"), Entry::Choice(signing.role.name())));
    edits.push(set(at.field("decision"), Entry::Choice(signing.decision.name())));
    edits.push(set(at.field("format"), count(record.format)));
    edits.push(set(at.field("before"), count(record.before)));
    for (field, value) in [
        ("name", &record.name),
        ("time", &record.time),
        ("content", &record.content),
        ("earlier", &record.earlier),
        ("explanations", &record.explanations),
        ("report", &record.report),
        ("profile", &record.profile),
        ("program", &record.program),
        ("accounts", &record.accounts),
        ("key", &record.key),
        ("signature", &record.signature),
    ] {
        edits.push(set(at.field(field), text(value)));
    }
    edits.push(set(at.field("reason"), text(&record.reason)));
    edits.extend(kept_edits(document, &record));
    let label = match signing.decision {
        Decision::Sign => format!("{}签批", signing.role.label()),
        Decision::Return => "退回".to_owned(),
    };
    Edit::Many { label, edits }
}

fn made(document: &Document, signing: &SignatureStatement, printed: &PrintedForm, key: &PersonKey) -> SignatureRecord {
    let earlier = earlier_of(document);
    Covered::of(document).signed(signing, printed, key, &earlier, document.review.signatures.len())
}

fn earlier_of(document: &Document) -> Earlier {
    let mut earlier = Earlier::default();
    document.review.signatures.iter().for_each(|record| earlier.pass(&digest(record)));
    earlier
}

/// A document after many signatures of the same content: what [`append`] makes of it one by one, without going through
/// all earlier records again each time.
pub fn signed_in_turn<'a>(
    document: &Document,
    signings: impl IntoIterator<Item = (SignatureStatement, &'a PersonKey)>,
) -> Document {
    let mut signed = document.clone();
    let (covered, mut earlier) = (Covered::of(document), earlier_of(document));
    let keeps = |record: &SignatureRecord| !record.snapshot.is_blank() && *record.content == covered.content_digest;
    let mut is_kept = document.review.signatures.iter().any(keeps);
    for (signing, key) in signings {
        let before = signed.review.signatures.len();
        let mut record = covered.signed(&signing, &PrintedForm::default(), key, &earlier, before);
        if std::mem::replace(&mut is_kept, true) {
            (record.snapshot, record.explained) = (LongText::default(), LongText::default());
        }
        earlier.pass(&digest(&record));
        signed.review.signatures.push(record);
    }
    signed
}

/// What a signature covers beside the records before it.
struct Covered {
    content: String,
    content_digest: String,
    explained: String,
    explained_digest: String,
    accounts: Text,
}

impl Covered {
    fn of(document: &Document) -> Self {
        let (content, explained) = (canonical_text(document), explained_text(&document.review.explanations));
        let (content_digest, explained_digest) = (sha256(content.as_bytes()), sha256(explained.as_bytes()));
        Self { content, content_digest, explained, explained_digest, accounts: document.review.identity.clone() }
    }

    fn signed(
        &self,
        signing: &SignatureStatement,
        printed: &PrintedForm,
        key: &PersonKey,
        earlier: &Earlier,
        before: usize,
    ) -> SignatureRecord {
        let mut record = SignatureRecord {
            role: Some(signing.role),
            decision: Some(signing.decision),
            name: Text::new(signing.name.clone()),
            time: Text::new(signing.time.clone()),
            reason: LongText::new(signing.reason.clone()),
            content: Text::new(self.content_digest.clone()),
            earlier: Text::new(earlier.digest()),
            key: Text::new(key.public()),
            format: Some(FORMAT_VERSION),
            before: u32::try_from(before).ok(),
            explanations: Text::new(self.explained_digest.clone()),
            report: Text::new(printed.report.clone()),
            profile: Text::new(printed.profile.clone()),
            program: Text::new(printed.program.clone()),
            accounts: self.accounts.clone(),
            snapshot: LongText::new(self.content.clone()),
            explained: LongText::new(self.explained.clone()),
            ..SignatureRecord::default()
        };
        record.signature = Text::new(key.sign(&message(&record)));
        record
    }
}

/// The edits that keep the signed content with the latest record of each role and key, each content once: the file must
/// not grow without end, and a stranger's record must not make us drop what the leader signed. `record` is the one to
/// be appended, with everything that may be kept.
fn kept_edits(document: &Document, record: &SignatureRecord) -> Vec<Edit> {
    let content = Keeping { field: "snapshot", digest: |record| &record.content, kept: |record| &record.snapshot };
    let explained =
        Keeping { field: "explained", digest: |record| &record.explanations, kept: |record| &record.explained };
    let mut edits = content.edits(document, record);
    edits.extend(explained.edits(document, record));
    edits
}

/// Something that is kept with a record under its digest.
struct Keeping {
    field: &'static str,
    digest: fn(&SignatureRecord) -> &Text,
    kept: fn(&SignatureRecord) -> &LongText,
}

impl Keeping {
    fn edits(&self, document: &Document, record: &SignatureRecord) -> Vec<Edit> {
        let list = at!(review.signatures);
        let path = |row: usize| list.row(row).field(self.field);
        let signatures: Vec<&SignatureRecord> = document.review.signatures.iter().chain([record]).collect();
        let mut signers = HashSet::new();
        let latest = signatures.iter().rev().filter(|other| signers.insert((other.role, &other.key)));
        let wanted: HashSet<&Text> = latest.map(|latest| (self.digest)(latest)).collect();
        let mut kept: HashSet<&Text> = HashSet::new();
        let mut edits = Vec::new();
        let holders = document.review.signatures.iter().enumerate();
        for (row, other) in holders.filter(|(_, other)| !(self.kept)(other).is_blank()) {
            let digest = (self.digest)(other);
            if !(wanted.contains(digest) && kept.insert(digest)) {
                edits.push(Edit::Set { path: path(row), entry: Entry::Blank });
            }
        }
        if !kept.contains((self.digest)(record)) {
            let text = (self.kept)(record).to_string();
            edits.push(Edit::Set { path: path(signatures.len() - 1), entry: Entry::Text(text) });
        }
        edits
    }
}
