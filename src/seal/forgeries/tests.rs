//! Forgeries: each way in which somebody with the mailed file and a key of their own could make it look signed, written
//! as they would write it.

use super::*;
use crate::{
    at,
    document::{Decision, Document, Edit, Entry, Explanation, LongText, Path, Role, SignatureRecord, Text},
    money::AmountUnit,
    storage::{parse_project, write_project},
    testing::{clean_sample, key, sample as sample_file},
    workflow::{Stage, Standing, changed_since, missing_of, seen_under, seen_with, stage},
};

const PEOPLE: [(&str, Role, u8); 3] =
    [("张三", Role::Preparer, 1), ("王五", Role::Reviewer, 2), ("李局长", Role::Leader, 3)];

/// The computer of one of them: each was accepted for a name and a role.
fn known() -> KnownSigners {
    let mut known = KnownSigners::default();
    for (name, role, secret) in PEOPLE {
        known.accept(&key(secret).public(), name, &[role], "2025-08-01");
    }
    known
}

fn sample() -> Document {
    set(&clean_sample(), at!(review.identity), "a1b2")
}

fn set(document: &Document, path: Path, text: &str) -> Document {
    document.apply(&Edit::Set { path, entry: Entry::Text(text.to_owned()) }).expect("it fits")
}

fn put(document: &Document, decision: Decision, name: &str, role: Role, key: &PersonKey) -> Document {
    let time = format!("2025-08-2{} 10:00:00", document.review.signatures.len());
    let reason = if decision == Decision::Return { "缺说明".to_owned() } else { String::new() };
    let signing = SignatureStatement { role, decision, name: name.to_owned(), time, reason };
    document.apply(&append(document, &signing, key)).expect("signed")
}

fn signed(document: &Document, name: &str, role: Role, key: &PersonKey) -> Document {
    put(document, Decision::Sign, name, role, key)
}

fn round(document: &Document) -> Document {
    PEOPLE.iter().fold(document.clone(), |document, (name, role, secret)| signed(&document, name, *role, &key(*secret)))
}

/// A mailed file is changed as bytes, so what an attacker makes must survive the way through them.
fn mailed(document: &Document) -> Document {
    parse_project(&write_project(document).expect("bytes")).expect("opens")
}

fn verdicts(document: &Document) -> Vec<&'static str> {
    verify_all(&mailed(document), &known()).iter().map(|one| one.verdict.name()).collect()
}

fn records(document: &Document) -> Vec<SignatureRecord> {
    document.review.signatures.iter().cloned().collect()
}

fn with_records(document: &Document, records: Vec<SignatureRecord>) -> Document {
    let mut other = document.clone();
    other.review.signatures = records.into_iter().collect();
    other
}

#[test]
fn the_honest_round_is_valid() {
    let document = round(&sample());
    assert_eq!(verdicts(&document), ["valid"; 3]);
    assert_eq!(stage(&document, &known()), Stage::Signed(Role::Leader));
    assert_eq!(document.review.signatures[2].before, Some(2));
}

#[test]
fn an_accepted_key_speaks_for_nobody_else() {
    let accountant = key(1);
    let mut document = signed(&sample(), "张三", Role::Preparer, &accountant);
    document = signed(&document, "王五", Role::Reviewer, &accountant);
    document = signed(&document, "李局长", Role::Leader, &accountant);
    document = signed(&document, "张三", Role::Leader, &accountant);
    assert_eq!(verdicts(&document), ["valid", "name_differs", "name_differs", "role_differs"]);
    assert_eq!(stage(&document, &known()), Stage::Signed(Role::Preparer));
}

#[test]
fn an_unknown_key_signs_nothing() {
    let stranger = key(9);
    let forged = PEOPLE.iter().fold(sample(), |document, (name, role, _)| signed(&document, name, *role, &stranger));
    assert_eq!(verdicts(&forged), ["unknown_key"; 3]);
    assert_eq!(stage(&forged, &known()), Stage::Unconfirmed);
    // Nor does it take the place of an honest one.
    let after = signed(&round(&sample()), "李局长", Role::Leader, &stranger);
    assert_eq!(verdicts(&after), ["valid", "valid", "valid", "unknown_key"]);
    // A key that was accepted before roles were asked for is not accepted for any.
    let mut known = known();
    known.accept(&stranger.public(), "李局长", &[], "2025-01-01");
    assert!(verify_all(&forged, &known).iter().all(|one| one.verdict == SignatureVerdict::UnknownKey));
}

#[test]
fn a_forged_leader_does_not_hide_what_was_changed() {
    let document = round(&sample());
    let changed = document.apply(&Edit::type_text(at!(unit.duties), "改了", AmountUnit::Wan)).expect("typed");
    let covered = signed(&changed, "李局长", Role::Leader, &key(9));
    let standing = Standing::of(&covered, &known());
    let derived = crate::derived::Derived::of(&std::sync::Arc::new(covered.clone()));
    let since = changed_since(&derived, &standing, Role::Leader, None).expect("the leader has signed");
    assert_eq!(since.changes.map(|changes| changes.len()), Some(1));
    assert_eq!(verdicts(&covered), ["changed", "changed", "changed", "unknown_key"]);
    // What was signed last, to compare with, is what the leader signed.
    let (record, content) = signed_content(&covered, &standing.verified).expect("kept");
    assert_eq!((&*record.name, record.digest_is_of(&document)), ("李局长", true));
    assert_eq!(content_hash(&content), content_hash(&document));
}

trait DigestIs {
    fn digest_is_of(&self, document: &Document) -> bool;
}

impl DigestIs for SignatureRecord {
    fn digest_is_of(&self, document: &Document) -> bool {
        document.review.signatures.iter().any(|record| digest(record) == digest(self))
    }
}

#[test]
fn a_return_that_nobody_signed_voids_nothing() {
    let document = round(&sample());
    let mut all = records(&document);
    // Not signed at all; signed by a stranger; an honest signature turned into a return.
    let unsigned = SignatureRecord {
        role: Some(Role::Leader),
        decision: Some(Decision::Return),
        name: Text::new("李局长"),
        reason: LongText::new("退"),
        ..Default::default()
    };
    all.push(unsigned);
    let forged = with_records(&document, all.clone());
    assert_eq!(verdicts(&forged), ["valid", "valid", "valid", "broken"]);
    assert_eq!(stage(&forged, &known()), Stage::Signed(Role::Leader));
    let forged = put(&document, Decision::Return, "李局长", Role::Leader, &key(9));
    assert_eq!(verdicts(&forged), ["valid", "valid", "valid", "unknown_key"]);
    assert_eq!(stage(&forged, &known()), Stage::Signed(Role::Leader));
    all.truncate(3);
    all[2].decision = Some(Decision::Return);
    let turned = with_records(&document, all);
    assert_eq!(verdicts(&turned), ["valid", "valid", "broken"]);
    assert_eq!(stage(&turned, &known()), Stage::Signed(Role::Reviewer));
    // The leader's own does.
    let returned = put(&document, Decision::Return, "李局长", Role::Leader, &key(3));
    assert_eq!(verdicts(&returned), ["superseded", "superseded", "superseded", "valid"]);
    assert!(matches!(stage(&returned, &known()), Stage::Returned(_)));
}

#[test]
fn records_can_neither_be_taken_out_nor_moved_nor_doubled() {
    let document = round(&sample());
    let all = records(&document);
    let of = |rows: &[usize]| with_records(&document, rows.iter().map(|row| all[*row].clone()).collect());
    assert_eq!(verdicts(&of(&[1, 2])), ["broken", "broken"], "the first");
    assert_eq!(verdicts(&of(&[0, 2])), ["valid", "broken"], "one in the middle");
    assert_eq!(verdicts(&of(&[0, 2, 1])), ["valid", "broken", "broken"], "swapped");
    assert_eq!(verdicts(&of(&[1, 0, 2])), ["broken", "broken", "broken"], "swapped");
    assert_eq!(verdicts(&of(&[0, 0, 1, 2])), ["valid", "broken", "broken", "broken"], "doubled");
    assert_eq!(verdicts(&of(&[0, 1, 2, 2])), ["valid", "valid", "valid", "broken"], "doubled at the end");
    for row in 0..3 {
        for (field, text) in [("name", "李四"), ("time", "2025-08-29"), ("reason", "同意"), ("program", "x")] {
            let changed = set(&document, at!(review.signatures).row(row).field(field), text);
            assert_eq!(verdicts(&changed)[row], "broken", "{field} of {row}");
        }
    }
    // The number of records before is stated, and is not believed when it is wrong.
    let mut shorter = all.clone();
    shorter[2].before = Some(1);
    assert_eq!(verdicts(&with_records(&document, shorter)), ["valid", "valid", "broken"]);
    // A signature from other accounts.
    let other = round(&set(&sample(), at!(unit.department), "另一个单位"));
    let mixed = with_records(&document, vec![all[0].clone(), all[1].clone(), records(&other)[2].clone()]);
    assert_eq!(verdicts(&mixed), ["valid", "valid", "broken"]);
}

#[test]
fn a_shorter_or_older_file_is_known_on_a_computer_that_saw_the_later_one() {
    let document = round(&sample());
    let returned = put(&document, Decision::Return, "李局长", Role::Leader, &key(3));
    let look = |document: &Document| verify_all(&mailed(document), &known());
    let seen = seen_with(&[], &look(&returned));
    assert_eq!(seen.len(), 4);
    let missing = |document: &Document| missing_of(&seen, &look(document));
    assert_eq!(missing(&returned), []);
    // The return was cut off; the whole file is the older one; everything was cut off.
    let cut = with_records(&returned, records(&document));
    let words = missing(&cut).iter().map(|one| one.words()).collect::<Vec<_>>();
    assert_eq!(words, ["负责人 李局长 2025-08-23 10:00:00 的退回"]);
    assert_eq!(missing(&document), missing(&cut));
    assert_eq!(missing(&with_records(&returned, Vec::new())).len(), 4);
    // Signed again over the cut list: the later signature stands, and the return is still missing.
    assert_eq!(missing(&signed(&cut, "李局长", Role::Leader, &key(3))).len(), 1);
    // It is the same set of accounts whatever the file says, as long as one honest signature is left.
    let names = seen_under(&returned, &look(&returned));
    for other in ["", "ffff"] {
        let renamed = set(&cut, at!(review.identity), other);
        let found = seen_under(&renamed, &look(&renamed));
        assert!(found.iter().any(|name| names.contains(name)), "{found:?}");
    }
    // A stranger's records are not remembered: the genuine file would look old.
    let forged = signed(&document, "李局长", Role::Leader, &key(9));
    assert_eq!(seen_with(&seen, &look(&forged)), seen);
}

#[test]
fn explanations_are_covered_by_the_signatures_after_them() {
    let explanation = |text: &str| Explanation {
        rule: Text::new("D07"),
        places: LongText::new("/unit/duties"),
        text: LongText::new(text),
        author: Text::new("张三"),
        time: Text::new("2025-08-19 10:00:00"),
        ..Default::default()
    };
    let mut document = sample();
    document.review.explanations.push(explanation("已核对"));
    let document = round(&document);
    assert_eq!(verdicts(&document), ["valid"; 3]);
    let row = at!(review.explanations[0]);
    for (field, text) in [("text", "未核对"), ("author", "李局长"), ("time", "2025-08-01"), ("rule", "D08")] {
        let changed = set(&document, row.field(field), text);
        assert_eq!(verdicts(&changed), ["changed"; 3], "{field}");
    }
    let changed = set(&document, row.field("text"), "未核对");
    let verified = verify_all(&changed, &known());
    assert_eq!(verified[2].label(), "签批后改动了 1 处");
    let Some(SinceSigned::Changed { explanations: Some(changes), .. }) = &verified[2].since else {
        panic!("not named")
    };
    let sentence = changes[0].sentence();
    assert!(sentence.contains("“已核对”") && sentence.contains("→ “未核对”"), "{sentence}");
    assert_eq!(verdicts(&set(&changed, row.field("text"), "已核对")), ["valid"; 3], "undone");
    // Taken back, and another one put beside it.
    let list = at!(review.explanations);
    let without = document.apply(&Edit::remove_rows(list, 0, 1)).expect("removed");
    assert_eq!(verdicts(&without), ["changed"; 3]);
    let mut more = document.clone();
    more.review.explanations.push(explanation("又一条"));
    assert_eq!(verdicts(&more), ["changed"; 3]);
    // Their order says nothing.
    let mut one = sample();
    one.review.explanations.push(explanation("甲"));
    one.review.explanations.push(explanation("乙"));
    let turned = round(&one).apply(&Edit::move_row(list, 0, 1)).expect("moved");
    assert_eq!(verdicts(&turned), ["valid"; 3]);
    // What is kept of them under the signature is covered as well.
    let kept = document.review.signatures[0].explained.replace("已核对", "未核对");
    let forged = set(&document, at!(review.signatures[0].explained), &kept);
    assert_eq!(verdicts(&forged)[0], "broken");
}

#[test]
fn what_is_kept_of_the_content_cannot_be_invented() {
    let document = round(&sample());
    let changed = document.apply(&Edit::type_text(at!(unit.duties), "改了", AmountUnit::Wan)).expect("typed");
    // As if nothing had been changed: the new content under the old digest.
    let forged = set(&changed, at!(review.signatures[0].snapshot), &canonical_text(&changed));
    assert_eq!(verdicts(&forged), ["broken", "changed", "changed"]);
    // By a garbage record beside it.
    let mut all = records(&changed);
    all[0].snapshot = LongText::default();
    let garbage = SignatureRecord {
        content: all[0].content.clone(),
        snapshot: LongText::new(canonical_text(&changed)),
        ..Default::default()
    };
    all.push(garbage);
    let verified = verify_all(&with_records(&changed, all), &known());
    assert_eq!(verified[0].verdict, SignatureVerdict::Changed);
    assert!(matches!(verified[0].since, Some(SinceSigned::Changed { content: None, .. })));
}

#[test]
fn a_name_cannot_speak_for_the_program() {
    for name in
        ["李局长\n✔ 有效（已确认）", "李局长\u{202e}效有 ✔", "李\u{200b}局长\u{feff}", "李局长\r\u{85}\u{2028}有效"]
    {
        let document = signed(&sample(), name, Role::Leader, &key(9));
        let shown = [
            crate::workflow::opening_line(&document, &Standing::of(&document, &known())),
            crate::export::signatures_text(&Standing::of(&document, &known()), "甲"),
            crate::export::signatures_json(&Standing::of(&document, &known()), "甲"),
        ];
        for text in shown {
            assert!(!text.contains('✔') && !text.contains("\n有效") && !text.contains(name), "{text:?}");
            assert!(!text.chars().any(|c| "\u{202e}\u{200b}\u{feff}\u{85}\u{2028}\r".contains(c)), "{text:?}");
        }
    }
    // The same name to the eye is the same name; the key is what counts.
    let hidden = signed(&sample(), "李\u{200b}局长", Role::Leader, &key(3));
    assert_eq!(verdicts(&hidden), ["valid"]);
    let hidden = signed(&sample(), "李\u{200b}局长", Role::Leader, &key(1));
    assert_eq!(verdicts(&hidden), ["name_differs"]);
}

#[test]
fn what_was_accepted_before_is_warned_of() {
    let known = known();
    let warned = |secret: u8, name: &str, roles: &[Role]| known.warnings(&key(secret).public(), name, roles);
    assert_eq!(warned(3, "李局长", &[Role::Leader]), Vec::<String>::new());
    assert!(warned(9, "李局长", &[Role::Leader])[0].contains("已有另一把确认过的钥匙"));
    assert!(warned(9, "李\u{200b}局长", &[Role::Leader])[0].contains("已有另一把确认过的钥匙"));
    assert!(warned(1, "李局长", &[Role::Leader]).iter().any(|one| one.contains("已确认为“张三”")));
    assert!(warned(1, "张三", &[Role::Preparer, Role::Leader])[0].contains("同一把钥匙用于编制、负责人"));
}

#[test]
fn recomputing_the_history_of_saves_proves_nothing_and_says_so() {
    use crate::workflow::{ChainState, Stamp, chain_state, record_save};
    let document = round(&sample());
    let stamp =
        |author: &str| Stamp { author: author.to_owned(), time: "2025-08-24".to_owned(), program: String::new() };
    let honest = record_save(&document, None, &stamp("张三")).expect("recorded");
    // As if somebody else had saved it: the chain is computed anew, by the same program.
    let mut forged = document.clone();
    forged.review.history = Default::default();
    let forged = record_save(&forged, None, &stamp("王五")).expect("recorded");
    assert_eq!(chain_state(&honest), chain_state(&forged));
    let sentence = chain_state(&forged).sentence();
    assert!(matches!(chain_state(&forged), ChainState::Intact { .. }));
    assert!(sentence.contains("记录连续") && !sentence.contains("完整"), "{sentence}");
    assert_eq!(verdicts(&forged), ["valid"; 3], "signatures are not about it");
}

#[test]
fn records_of_the_first_form_are_verified_as_they_were_made() {
    let document = sample_file("versions/v1-round.json");
    let mut known = KnownSigners::default();
    for record in document.review.signatures.iter() {
        known.accept(&record.key, &record.name, Role::ALL, "2025-08-01");
    }
    let found = verify_all(&document, &known);
    assert_eq!(found.iter().map(|one| one.verdict.name()).collect::<Vec<_>>(), ["valid"; 3]);
    assert!(found.iter().all(|one| one.is_of_first_form()));
    assert_eq!(found[0].label(), "有效（旧版签批，不含处理说明）");
    // Given out as one of the second form, or with its number of records filled in, it is none.
    let field = |row: usize, field: &'static str| at!(review.signatures).row(row).field(field);
    for name in ["format", "before"] {
        let count = Edit::Set { path: field(0, name), entry: Entry::Count(2) };
        let forged = document.apply(&count).expect("it fits");
        assert_eq!(verify(&forged, 0, &known).map(|verdict| verdict.name()), Some("broken"));
    }
    // One of the second form does not pass for one of the first, and one of a later form asks for a later program.
    let signed = round(&sample());
    for (entry, why) in [(Entry::Blank, "改动过"), (Entry::Count(1), "较新版本"), (Entry::Count(99), "较新版本")]
    {
        let forged = signed.apply(&Edit::Set { path: field(2, "format"), entry }).expect("it fits");
        assert!(
            matches!(verify(&forged, 2, &self::known()), Some(SignatureVerdict::Broken { why: w }) if w.contains(why))
        );
    }
    // Signed on in the second form.
    let on = signed_on(&document);
    known.accept(&key(3).public(), "李局长", &[Role::Leader], "");
    assert_eq!(verify(&on, 3, &known), Some(SignatureVerdict::Valid));
}

fn signed_on(document: &Document) -> Document {
    signed(document, "李局长", Role::Leader, &key(3))
}

/// A file in which somebody wrote a text where an amount was signed opens, and shows that.
#[test]
fn a_text_in_the_place_of_an_amount_is_read_as_if_it_was_typed() {
    let place = at!(other.operating.amount);
    let with_text = |document: &Document, kept: bool| {
        let mut value = serde_json::to_value(document).expect("JSON");
        value["other"]["operating"]["amount"] = "12..5".into();
        if !kept {
            value["unreadable"] = serde_json::json!([]);
        }
        let read = Document::from_json(&value.to_string()).expect("it opens");
        assert_eq!(read.unreadable_text(place), Some("12..5"));
        read
    };
    assert_eq!(verdicts(&with_text(&round(&sample()), true)), ["changed"; 3]);
    // What was signed with this text typed is the same content wherever a file has the text.
    let typed = sample().apply(&Edit::type_text(place, "12..5", AmountUnit::Wan)).expect("typed");
    assert_eq!(verdicts(&with_text(&round(&typed), false)), ["valid"; 3]);
}
