//! One file between two people: accountant → leader → accountant → changed → signed again → next year.

use juesuan::{
    at,
    derived::Derived,
    document::{Decision, Document, Edit, NoteEntry, Role, Text},
    money::AmountUnit,
    seal::{KnownSigners, PersonKey, SignatureStatement, SignatureVerdict, SinceSigned, verify_all},
    session::Session,
    storage::{IfChanged, parse_project, write_project},
    workflow::{
        Blocker, ChainState, Comparison, LastYear, NotePlace, Stage, Standing, add_note, chain_state, explain,
        is_locked, next_year, opening_line, reply, send_back, sign, stage,
    },
};

use crate::cli::sample;

fn signing(role: Role, name: &str, reason: &str) -> SignatureStatement {
    let time = "2025-08-20 10:00".to_owned();
    SignatureStatement { role, decision: Decision::Sign, name: name.to_owned(), time, reason: reason.to_owned() }
}

struct Person {
    key: PersonKey,
    name: &'static str,
    role: Role,
}

impl Person {
    fn new(name: &'static str, role: Role) -> Self {
        Self { key: PersonKey::generate().unwrap(), name, role }
    }

    fn sign(&self, session: &mut Session, known: &KnownSigners) -> Result<(), Vec<Blocker>> {
        let edit = sign(session.derived(), &signing(self.role, self.name, ""), &self.key, known)?;
        session.apply(&edit).unwrap();
        Ok(())
    }
}

fn type_at(session: &mut Session, path: juesuan::document::Path, text: &str) {
    session.apply(&Edit::type_text(path, text, AmountUnit::Wan)).unwrap();
}

fn said(person: &Person, text: &str) -> NoteEntry {
    let (author, role) = (Text::new(person.name), Some(person.role));
    NoteEntry { author, role, text: juesuan::document::LongText::new(text), ..Default::default() }
}

/// Puts off nothing: every warning is answered.
fn explain_all(session: &mut Session) {
    loop {
        let derived = session.derived().clone();
        let open = derived.review.findings.iter().find(|finding| finding.is_open() && finding.can_be_explained());
        let Some(finding) = open else { return };
        session.apply(&explain(&derived, finding, "已核对，情况属实", "张三", "2025-08-20").unwrap()).unwrap();
    }
}

#[test]
fn the_whole_round_of_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("决算.juesuan");
    let (accountant, reviewer, leader) =
        (Person::new("张三", Role::Preparer), Person::new("王五", Role::Reviewer), Person::new("李四", Role::Leader));
    let mut known = KnownSigners::default();
    for person in [&accountant, &reviewer, &leader] {
        known.accept(&person.key.public(), person.name, &[person.role], "2025-08-01");
    }

    // The accountant answers the warnings and signs.
    let mut session = Session::new(None);
    session.start(parse_project(&std::fs::read(sample("clean.json")).unwrap()).unwrap());
    type_at(&mut session, at!(unit.published_on), "2025-12-31");
    assert!(
        matches!(accountant.sign(&mut session, &known), Err(blockers) if matches!(blockers[..], [Blocker::Warnings(_)]))
    );
    explain_all(&mut session);
    accountant.sign(&mut session, &known).unwrap();
    session.save_as(&file).unwrap();

    // The leader asks, and sends it back.
    let mut other = Session::new(None);
    other.open(&file).unwrap();
    assert!(
        opening_line(other.document(), &Standing::of(other.document(), &known))
            .contains("张三 于 2025-08-20 10:00 签批；此后内容没有改动")
    );
    let place = NotePlace { place: "T13!公务用车.actual".into(), name: "三公经费".into() };
    let note = add_note(other.document(), &place, said(&leader, "车辆运行费为什么下降？"));
    other.apply(&note).unwrap();
    assert_eq!(leader.sign(&mut other, &known), Err(vec![Blocker::OpenNotes(1), Blocker::NotSignedBy(Role::Reviewer)]));
    let back = send_back(other.derived(), &signing(Role::Leader, "李四", "请先回复批注"), &leader.key).unwrap();
    other.apply(&back).unwrap();
    other.save(IfChanged::Refuse).unwrap();

    // The accountant answers, corrects and signs again; the reviewer and the leader sign.
    session.open(&file).unwrap();
    assert!(matches!(stage(session.document(), &known), Stage::Returned(_)));
    let answer = reply(session.document(), 0, said(&accountant, "压减了一辆车"));
    session.apply(&answer).unwrap();
    let before = Document::clone(session.document());
    type_at(&mut session, at!(unit.year_work), "本年完成了各项工作。");
    explain_all(&mut session);
    let verdicts = verify_all(session.document(), &known);
    assert_eq!(verdicts[0].verdict, SignatureVerdict::Superseded, "the leader has sent it back");
    let Some(SinceSigned::Changed { content: Some(changes), .. }) = &verdicts[0].since else { panic!("{verdicts:?}") };
    assert_eq!(changes[0].place, at!(unit.year_work));
    for person in [&accountant, &reviewer, &leader] {
        person.sign(&mut session, &known).unwrap();
    }
    assert_eq!(stage(session.document(), &known), Stage::Signed(Role::Leader));
    session.save(IfChanged::Refuse).unwrap();
    let comparison = Comparison::of(&Derived::of(&before.into()), session.derived());
    assert_eq!(comparison.changes.len(), 1);
    assert_eq!(chain_state(session.document()), ChainState::Intact { saves: 3 });

    // The file is signed on any computer, however it is laid out.
    let bytes = write_project(session.document()).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let opened = parse_project(value.to_string().as_bytes()).unwrap();
    assert_eq!(stage(&opened, &known), Stage::Signed(Role::Leader));
    assert!(verify_all(&opened, &known).iter().rev().take(3).all(|one| one.verdict.is_valid()));
    assert_eq!(stage(&opened, &KnownSigners::default()), Stage::Unconfirmed, "on a computer that knows nobody");

    // And is the beginning of the next year.
    let new = next_year(LastYear { derived: session.derived(), file: "决算.juesuan" });
    assert_eq!(new.unit.year, opened.unit.year.map(|year| year + 1));
    assert!(is_locked(&new, at!(income.prior_total)).is_some());
    assert!(new.review.signatures.is_empty() && new.review.history.is_empty());
}

#[test]
fn a_file_of_the_first_version_has_no_review_data_and_leaves_no_trace_of_it() {
    let bytes = std::fs::read(sample("versions/v1.json")).unwrap();
    let document = parse_project(&bytes).unwrap();
    assert_eq!(document.review, Default::default());
    assert!(!String::from_utf8(write_project(&document).unwrap()).unwrap().contains("\"review\""));
}
