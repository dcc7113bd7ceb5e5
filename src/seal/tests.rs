//! Tests of signatures: any change of an entered value invalidates them and is named, undoing it restores them, and
//! nothing else does either.

use super::*;
use crate::{
    at,
    document::{ChangeKind, Decision, Document, Edit, Entry, Explanation, Kind, LongText, Path, Role, Text},
    money::Money,
    storage::{parse_project, write_project},
    testing::{key, known, sample},
};
use rust_decimal::Decimal;

fn signing(role: Role) -> SignatureStatement {
    let (name, time) = ("张三".to_owned(), "2025-08-20 09:30".to_owned());
    SignatureStatement { role, decision: Decision::Sign, name, time, reason: String::new() }
}

fn signed(document: &Document, role: Role, key: &PersonKey) -> Document {
    document.apply(&append(document, &signing(role), key)).expect("signed")
}

/// Another value of the same kind.
fn other(kind: Kind, entry: &Entry) -> Entry {
    match (kind, entry) {
        (Kind::Money, Entry::Money(money)) => Entry::Money(*money + Money::from_fen(1)),
        (Kind::Money, _) => Entry::Money(Money::ZERO),
        (Kind::Number, Entry::Number(number)) => Entry::Number(*number + Decimal::new(1, 2)),
        (Kind::Number, _) => Entry::Number(Decimal::ZERO),
        (Kind::Count, Entry::Count(count)) => Entry::Count(count + 1),
        (Kind::Count, _) => Entry::Count(0),
        (Kind::Choice(items), entry) => {
            let words = items.iter().map(|item| Entry::Choice(item.name));
            words.into_iter().find(|word| word != entry).unwrap_or(Entry::Blank)
        }
        (_, Entry::Text(text)) => Entry::Text(format!("{text} ")),
        _ => Entry::Text("x".into()),
    }
}

/// Every value of a document with its kind.
fn values(document: &Document) -> Vec<(Path, Kind, Entry)> {
    let mut found = Vec::new();
    document.walk(&mut |path, _, entry| found.push((path, Document::kind_at(path).expect("a value"), entry)));
    found
}

/// Changing it makes the signature say where, and undoing it makes the signature valid again.
fn each_value_matters(document: &Document, step: usize) {
    let key = key(1);
    let signed = signed(document, Role::Preparer, &key);
    let known = known(&[&key]);
    assert_eq!(verify(&signed, 0, &known), Some(SignatureVerdict::Valid));
    let unreadable = at!(unreadable);
    for (path, kind, entry) in values(&signed).into_iter().step_by(step) {
        if path.starts_with(&unreadable) {
            continue;
        }
        let changed = signed.apply(&Edit::Set { path, entry: other(kind, &entry) }).expect("set");
        let verified = verify_all(&changed, &known);
        assert_eq!(verified[0].verdict, SignatureVerdict::Changed, "{path} does not matter");
        let Some(SinceSigned::Changed { content: Some(changes), .. }) = &verified[0].since else {
            panic!("{path}: not named")
        };
        let names_it = |change: &crate::compare::Change| {
            change.place == path || matches!(change.kind, ChangeKind::RowAdded) && path.starts_with(&change.place)
        };
        assert!(changes.iter().any(names_it), "{path}: {changes:?}");
        let undone = changed.apply(&Edit::Set { path, entry }).expect("set");
        assert_eq!(verify(&undone, 0, &known), Some(SignatureVerdict::Valid), "{path}");
    }
}

#[test]
fn every_value_of_the_samples_matters() {
    each_value_matters(&sample("yanbian-2024.json"), 7);
    each_value_matters(&sample("clean.json"), 7);
}

#[test]
#[ignore = "minutes"]
fn every_value_of_the_samples_matters_without_exception() {
    each_value_matters(&sample("yanbian-2024.json"), 1);
    each_value_matters(&sample("clean.json"), 1);
}

#[test]
fn a_later_signature_covers_the_earlier_ones() {
    let (a, b) = (key(1), key(2));
    let twice = signed(&signed(&sample("yanbian-2024.json"), Role::Preparer, &a), Role::Leader, &b);
    let known = known(&[&a, &b]);
    assert!(verify_all(&twice, &known).iter().all(|verified| verified.verdict == SignatureVerdict::Valid));
    assert!(twice.review.signatures[1].snapshot.is_blank(), "the same content is kept once");
    assert!(twice.review.signatures[1].explained.is_blank(), "the same explanations are kept once");

    let list = at!(review.signatures);
    let without = twice.apply(&Edit::remove_rows(list, 0, 1)).expect("removed");
    assert!(matches!(verify(&without, 0, &known), Some(SignatureVerdict::Broken { .. })));
    let renamed = Edit::Set { path: at!(review.signatures[0].name), entry: Entry::Text("李四".into()) };
    let renamed = twice.apply(&renamed).expect("set");
    let verdicts = verify_all(&renamed, &known);
    assert!(
        verdicts.iter().all(|verified| matches!(verified.verdict, SignatureVerdict::Broken { .. })),
        "{verdicts:?}"
    );
}

#[test]
fn an_unknown_signer_is_named_by_the_fingerprint() {
    let key = key(3);
    let signed = signed(&Document::default(), Role::Preparer, &key);
    assert_eq!(verify(&signed, 0, &KnownSigners::default()), Some(SignatureVerdict::UnknownKey));
}

#[test]
fn neither_form_nor_review_data_nor_new_blank_fields_matter() {
    let key = key(1);
    let document = signed(&sample("yanbian-2024.json"), Role::Preparer, &key);
    let known = known(&[&key]);
    let text = String::from_utf8(write_project(&document).expect("bytes")).expect("UTF-8");
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let newer = text.replacen("\"year\": 2024", "\"later\": null,\n\"later_list\": [ ],\n\"year\": 2024", 1);
    assert_ne!(newer, text);
    for form in [value.to_string(), text.replace("  ", "\t"), newer] {
        let opened = parse_project(form.as_bytes()).expect("opens");
        assert_eq!(verify(&opened, 0, &known), Some(SignatureVerdict::Valid));
    }
    let noted = Edit::insert_rows(at!(review.notes), 0, 1);
    assert_eq!(verify(&document.apply(&noted).expect("noted"), 0, &known), Some(SignatureVerdict::Valid));
    // A filled field of a newer version is content.
    let filled = text.replacen("\"year\": 2024", "\"later\": \"1\", \"year\": 2024", 1);
    let opened = parse_project(filled.as_bytes()).expect("opens");
    assert_eq!(verify(&opened, 0, &known), Some(SignatureVerdict::Changed));
}

#[test]
fn only_the_latest_content_of_each_role_is_kept() {
    let key = key(1);
    let mut document = Document::default();
    for year in 2000..2012 {
        let edit = Edit::Set { path: at!(unit.year), entry: Entry::Count(year) };
        document = signed(&document.apply(&edit).expect("year"), Role::Preparer, &key);
    }
    document = signed(&document, Role::Leader, &key);
    let kept = document.review.signatures.iter().filter(|record| !record.snapshot.is_blank()).count();
    assert_eq!((document.review.signatures.len(), kept), (13, 1));
    let verdicts = verify_all(&document, &known(&[&key]));
    assert_eq!(verdicts[0].verdict, SignatureVerdict::Superseded);
    assert!(matches!(verdicts[0].since, Some(SinceSigned::Changed { content: None, .. })));
    assert_eq!(verdicts[11].verdict, SignatureVerdict::Valid);
}

/// What a person has entered.
fn is_same_content(a: &Document, b: &Document) -> bool {
    canonical_text(a) == canonical_text(b)
}

/// A document with explanations, of which a signature covers text, author and time.
fn explained(document: &Document) -> Document {
    let mut document = document.clone();
    for (rule, text) in [("D07", "已核对"), ("C14", "情况属实")] {
        let explanation = Explanation {
            rule: Text::new(rule),
            places: LongText::new("/unit/duties"),
            text: LongText::new(text),
            author: Text::new("张三"),
            time: Text::new("2025-08-20 09:00:00"),
            ..Default::default()
        };
        document.review.explanations.push(explanation);
    }
    document
}

/// Flips every `step`th bit of a signed file: what opens is not valid, or has the same content and the same signer.
fn no_flipped_bit_is_accepted(document: &Document, step: usize) {
    let key = key(1);
    let known = known(&[&key]);
    let signed = signed(&explained(document), Role::Preparer, &key);
    let bytes = write_project(&signed).expect("bytes");
    let mut opened = 0;
    for bit in (0..bytes.len() * 8).step_by(step) {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let Ok(other) = parse_project(&flipped) else { continue };
        opened += 1;
        if verify_all(&other, &known).iter().any(|verified| verified.verdict.is_valid()) {
            let record = &other.review.signatures[0];
            let same = is_same_content(&other, &signed)
                && explained::explained_text(&other.review.explanations)
                    == explained::explained_text(&signed.review.explanations)
                && digest(record) == digest(&signed.review.signatures[0]);
            assert!(same, "bit {bit} at {:?}", String::from_utf8_lossy(&flipped[(bit / 8).saturating_sub(30)..][..60]));
        }
    }
    assert!(opened > 0, "nothing opens");
}

#[test]
fn no_bit_of_a_signed_file_can_be_flipped() {
    no_flipped_bit_is_accepted(&sample("versions/v1.json"), 41);
    no_flipped_bit_is_accepted(&sample("yanbian-2024.json"), 997);
}

#[test]
#[ignore = "an hour"]
fn no_bit_of_a_signed_sample_can_be_flipped() {
    no_flipped_bit_is_accepted(&sample("versions/v1.json"), 1);
    no_flipped_bit_is_accepted(&sample("yanbian-2024.json"), 1);
}

/// A file of the first format version that was signed then and never edited since, with a number behind an unreadable
/// text, and with unknown fields. Lifting it does not change what was signed.
#[test]
fn what_was_signed_in_the_first_version_stays_signed() {
    let opened = sample("versions/v1-signed.json");
    let place = at!(expenditure.lines[0].adjusted_budget);
    assert_eq!(opened.entry(place), Some(Entry::Blank), "the number behind the text does not count");
    assert_eq!(opened.unreadable_text(place), Some("12..5"));
    assert!(!opened.unreadable[0].former.is_blank(), "but it is not forgotten");
    assert_eq!(opened.unknown["later"].get().matches("1E2").count(), 1, "kept word for word");

    let (a, b) = (key(1), key(2));
    let known = known(&[&a, &b]);
    let saved = parse_project(&write_project(&opened).expect("bytes")).expect("it opens again");
    assert_eq!(saved, opened);
    for document in [&opened, &saved] {
        let verdicts = verify_all(document, &known);
        assert_eq!(verdicts.len(), 2);
        assert!(verdicts.iter().all(|one| one.verdict == SignatureVerdict::Valid), "{verdicts:?}");
    }
    // What is done to it afterwards is a change, named by its place alone.
    let mended = opened.apply(&Edit::Set { path: place, entry: Entry::Money(Money::from_fen(5)) }).expect("set");
    let since = verify_all(&mended, &known).remove(0).since;
    let Some(SinceSigned::Changed { content: Some(changes), .. }) = since else { panic!("mending is a change") };
    let places: Vec<Path> = changes.iter().map(|change| change.place).collect();
    assert_eq!(places, [place], "{changes:?}");
    let removed = opened.apply(&Edit::Set { path: place, entry: Entry::Blank }).expect("set");
    assert_eq!(verify(&removed, 0, &known), Some(SignatureVerdict::Changed));
}

/// The kept number is part of what is signed: with another one, or none, the content differs.
#[test]
fn a_number_that_was_kept_beside_a_text_cannot_be_exchanged() {
    let opened = sample("versions/v1-signed.json");
    let former = at!(unreadable[0].former);
    for other in [Entry::Blank, Entry::Text("1.00".into()), Entry::Text("x".into())] {
        let changed = opened.apply(&Edit::Set { path: former, entry: other }).expect("set");
        assert_ne!(content_hash(&changed), content_hash(&opened));
    }
}

#[test]
fn signing_in_turn_is_signing_one_by_one() {
    let keys = [7, 8].map(key);
    let document = signed(&sample("clean.json"), Role::Preparer, &keys[0]);
    let roles = [Role::Reviewer, Role::Preparer, Role::Leader, Role::Leader];
    let signings = || roles.into_iter().zip([&keys[1], &keys[0]].into_iter().cycle());
    let one_by_one = signings().fold(document.clone(), |document, (role, key)| signed(&document, role, key));
    let in_turn = signed_in_turn(&document, signings().map(|(role, key)| (signing(role), key)));
    assert_eq!(in_turn, one_by_one);
    let changed = sample("clean.json");
    let edit = Edit::Set { path: at!(unit.department), entry: Entry::Text("另一个单位".to_owned()) };
    let changed = changed.apply(&edit).expect("it fits");
    let one_by_one = signings().fold(changed.clone(), |document, (role, key)| signed(&document, role, key));
    assert_eq!(signed_in_turn(&changed, signings().map(|(role, key)| (signing(role), key))), one_by_one);
}
