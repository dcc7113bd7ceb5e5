//! 收进项目: words of a person go from the edited file into the project, all else stays with it.

use std::sync::Arc;

use juesuan::{
    at,
    derived::Derived,
    document::{Document, Edit, Entry, Path},
    draft::{DraftCheck, Refusal, Takeover},
    evidence,
    export::{DocumentStatus, Progress, pdf},
    storage::parse_project,
    typeset::Engine,
};

use super::{check, exported, opened, package::with_document, run, said, sample};

fn set(document: &Document, path: Path, text: &str) -> Document {
    document.apply(&Edit::Set { path, entry: Entry::Text(text.to_owned()) }).unwrap()
}

fn text(document: &Document, path: Path) -> String {
    match document.entry(path) {
        Some(Entry::Text(text)) => text,
        Some(Entry::Blank) => String::new(),
        other => panic!("{other:?}"),
    }
}

/// A project and the check of its file after a change.
struct Edited {
    document: Document,
    before: Derived,
    file: Vec<u8>,
    check: DraftCheck,
}

fn edited(document: Document, change: impl FnOnce(String) -> String) -> Edited {
    let before = Derived::of(&Arc::new(document.clone()));
    let file = with_document(&exported(&before), |xml| {
        let new = change(xml.clone());
        assert!(xml != new, "something is edited");
        new
    });
    let check = check(&before, &file);
    Edited { document, before, file, check }
}

fn edited_clean(old: &str, new: &str) -> Edited {
    edited(opened("clean.json"), |xml| xml.replacen(old, new, 1))
}

impl Edited {
    fn refusals(&self) -> Vec<Option<Refusal>> {
        self.check.differences.iter().map(|one| one.takeover.refusal()).collect()
    }

    /// The project after everything was taken over that can be, and what still differs then.
    fn taken(&self) -> (Document, Vec<String>) {
        let all: Vec<usize> = (0..self.check.differences.len()).collect();
        let edit = self.check.takeover(&self.document, &all).expect("something is taken");
        let document = self.document.apply(&edit).unwrap();
        let after = Derived::of(&Arc::new(document.clone()));
        let again = DraftCheck::of(&after, &evidence::read(&self.file).unwrap(), Some(&self.before));
        (document, said(&again))
    }

    fn nothing_is_taken(&self) {
        let all: Vec<usize> = (0..self.check.differences.len()).collect();
        assert_eq!(self.check.takeover(&self.document, &all), None, "{:?}", self.check.differences);
    }
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"Body\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// The paragraph that has these words, with its tags.
fn paragraph_with<'a>(xml: &'a str, words: &str) -> &'a str {
    let at = xml.find(words).unwrap();
    let start = xml[..at].rfind("<w:p>").unwrap();
    &xml[start..at + xml[at..].find("</w:p>").unwrap() + "</w:p>".len()]
}

#[test]
fn words_of_a_person_go_to_where_they_were_written() {
    let reason = at!(income.reason);
    for (old, new) in [
        ("在职人员正常增资", "在职人员正常晋级增资"),
        ("缴费基数提高，省级", "缴费基数提高、省级"),
        ("专项资金增加<", "专项资金增加，同时增加救助对象<"),
        (">在职人员正常增资", ">本部门在职人员正常增资"),
        ("正常增资，社会保险", "增资，社会保险"),
    ] {
        let edited = edited_clean(old, new);
        let (document, rest) = edited.taken();
        assert_eq!(rest, [""; 0], "{old}");
        let was = text(&edited.document, reason);
        let bare = |text: &str| text.trim_matches(['<', '>']).to_owned();
        assert_eq!(text(&document, reason), was.replacen(&bare(old), &bare(new), 1));
        let only = Edit::Set { path: reason, entry: Entry::Text(was) };
        assert_eq!(document.apply(&only).unwrap().content(), edited.document.content(), "nothing else changes");
    }
}

#[test]
fn a_link_between_words_stays_a_link() {
    let (path, link) = (at!(income.reason), "⟦T06!合计.tot⟧");
    let quoting = set(&opened("clean.json"), path, &format!("人员增资，本年共{link}，基数提高"));
    let words = edited(quoting.clone(), |xml| {
        xml.replacen("人员增资，本年共", "在职人员增资，全年共", 1).replacen("，基数提高", "，缴费基数提高", 1)
    });
    let (document, rest) = words.taken();
    assert_eq!(text(&document, path), format!("在职人员增资，全年共{link}，缴费基数提高"));
    assert_eq!(rest, [""; 0]);

    let number = edited(quoting, |xml| {
        let at = xml.find("本年共").unwrap();
        let (before, behind) = xml.split_at(at);
        format!("{before}{}", behind.replacen("221.10", "221.01", 1).replacen("，基数提高", "，缴费基数提高", 1))
    });
    assert_eq!(number.refusals(), [Some(Refusal::Number), None]);
    let (document, rest) = number.taken();
    assert_eq!(text(&document, path), format!("人员增资，本年共{link}，缴费基数提高"));
    assert_eq!(rest, ["number 221.10 / 221.01"]);
}

#[test]
fn numbers_and_their_units_are_never_taken() {
    for (old, new) in [
        ("帮扶困难职工24户", "帮扶困难职工25户"),
        ("会员1.86万人", "会员1.86千人"),
        ("救助大病职工27人", "救助大病职工二十人"),
    ] {
        let edited = edited_clean(old, new);
        assert!(edited.refusals().contains(&Some(Refusal::Number)), "{old}: {:?}", edited.check.differences);
        edited.nothing_is_taken();
    }
    let both = edited_clean("帮扶困难职工24户，救助大病职工", "帮扶困难职工25户，救助患病职工");
    assert_eq!(both.refusals(), [Some(Refusal::Number), None]);
    let (document, rest) = both.taken();
    assert!(text(&document, at!(unit.year_work)).contains("帮扶困难职工24户，救助患病职工27人"));
    assert_eq!(rest, ["number 24 / 25"]);
}

#[test]
fn what_the_program_wrote_is_not_taken() {
    let generated = edited_clean("年度收入、支出总计均为", "年度收入和支出总计均为");
    assert_eq!(generated.refusals(), [Some(Refusal::Generated)]);
    generated.nothing_is_taken();
    let amount = edited_clean(">228.62<", ">228.63<");
    assert_eq!(amount.refusals(), [Some(Refusal::Number)]);
    amount.nothing_is_taken();
    let heading = edited_clean("一、部门职责<", "一、部门主要职责<");
    assert!(heading.refusals().iter().all(|refusal| *refusal == Some(Refusal::Generated)), "{:?}", heading.refusals());
    let joined = edited(opened("clean.json"), |xml| {
        let joint = "，主要变动原因是</w:t></w:r><w:r><w:t xml:space=\"preserve\">在职人员正常增资，";
        assert!(xml.contains(joint), "the sentence as it is exported");
        xml.replacen(joint, "</w:t></w:r><w:r><w:t>。", 1)
    });
    assert!(joined.refusals().iter().all(Option::is_some), "{:?}", joined.check.differences);
    joined.nothing_is_taken();
}

#[test]
fn what_was_still_to_be_written_is_taken_where_it_has_no_number() {
    let blank = Edit::Set { path: at!(income.reason), entry: Entry::Blank };
    let wanting = opened("clean.json").apply(&blank).unwrap();
    let fill = |words: &'static str| {
        move |xml: String| {
            let start = xml.find("【待填：").unwrap();
            let end = start + xml[start..].find('】').unwrap() + '】'.len_utf8();
            format!("{}{words}{}", &xml[..start], &xml[end..])
        }
    };
    let filled = edited(wanting.clone(), fill("人员增资，变动原因单一"));
    let (document, rest) = filled.taken();
    assert_eq!(text(&document, at!(income.reason)), "人员增资，变动原因单一");
    assert_eq!(rest, [""; 0]);
    let number = edited(wanting, fill("人员增加3人"));
    assert_eq!(number.refusals(), [Some(Refusal::Number)]);
}

#[test]
fn a_text_that_is_printed_twice_has_to_be_changed_twice() {
    let (old, new) = ("指导基层工会组织建设", "指导基层工会建设");
    let once = edited_clean(old, new);
    assert_eq!(once.refusals(), [Some(Refusal::Repeated(2))]);
    once.nothing_is_taken();
    let twice = edited(opened("clean.json"), |xml| xml.replace(old, new));
    let (document, rest) = twice.taken();
    assert!(text(&document, at!(unit.duties)).contains(new) && rest.is_empty(), "{rest:?}");

    let name = edited(opened("clean.json"), |xml| {
        let at = xml.find("下属二级").unwrap();
        let start = xml[..at].rfind("青禾县总工会").unwrap();
        format!("{}{}", &xml[..start], xml[start..].replacen("青禾县总工会", "青禾工会", 1))
    });
    assert!(matches!(name.refusals()[..], [Some(Refusal::Repeated(count))] if count > 2), "{:?}", name.refusals());
}

#[test]
fn paragraphs_of_a_person_come_and_go() {
    let line = "指导基层工会组织建设，管理工会经费和工会资产。";
    let gone = edited(opened("clean.json"), |xml| xml.replace(paragraph_with(&xml, line), ""));
    let (document, rest) = gone.taken();
    let duties = text(&gone.document, at!(unit.duties));
    assert_eq!(text(&document, at!(unit.duties)), duties.replace(&format!("{line}\n"), ""));
    assert_eq!(rest, [""; 0]);

    let new = "承担劳模协会的日常工作。";
    let more = edited(opened("clean.json"), |xml| {
        let last = paragraph_with(&xml, "承办县委和市总工会交办的其他事项。").to_owned();
        xml.replace(&last, &format!("{last}{}", paragraph(new)))
    });
    let (document, rest) = more.taken();
    assert_eq!(text(&document, at!(unit.duties)), format!("{duties}\n{new}"));
    assert_eq!(rest, [""; 0]);

    let own = "本部门没有其他需要说明的收支事项。";
    let behind = |xml: String, words: &str, new: &str| {
        let last = paragraph_with(&xml, words).to_owned();
        xml.replacen(&last, &format!("{last}{}", paragraph(new)), 1)
    };
    let added = edited(opened("clean.json"), |xml| behind(xml, "政府性基金预算财政拨款支出减少", own));
    let (document, rest) = added.taken();
    let addition = &document.report.additions[0];
    assert_eq!((&*addition.topic, &*addition.text, rest.len()), ("fund", own, 0), "{rest:?}");

    let within = edited(opened("clean.json"), |xml| behind(xml, "决算数等于预算数。", own));
    assert_eq!(within.refusals(), [Some(Refusal::Structure)]);
    let number =
        edited(opened("clean.json"), |xml| behind(xml, "政府性基金预算财政拨款支出减少", "另有经费2万元在下年支付。"));
    assert_eq!(number.refusals(), [Some(Refusal::Number)]);
}

#[test]
fn a_text_in_a_table_is_taken_a_number_is_not() {
    let (old, new) = ("开展集体协商企业数", "开展集体协商的企业数");
    let edited = edited_clean(old, new);
    let (document, rest) = edited.taken();
    assert_eq!((text(&document, at!(targets.indicators[0].name)).as_str(), rest.len()), (new, 0), "{rest:?}");
    let level = edited_clean(">数量指标<", ">数目指标<");
    level.nothing_is_taken();
    let number = self::edited(opened("clean.json"), |xml| {
        let at = xml.find("其他资金").unwrap();
        format!("{}{}", &xml[..at], xml[at..].replacen(">228.62<", ">228.63<", 1))
    });
    number.nothing_is_taken();
}

#[test]
fn nothing_is_taken_of_a_page_beside_tracked_changes_or_of_what_the_project_changed() {
    let tracked = edited(opened("clean.json"), |xml| {
        let deleted = "</w:t></w:r><w:del w:author=\"甲\"><w:r><w:delText>在职人员</w:delText></w:r></w:del><w:r><w:t>";
        xml.replacen("在职人员正常增资", &format!("{deleted}正常晋级"), 1)
    });
    assert!(tracked.refusals().contains(&Some(Refusal::Tracked)), "{:?}", tracked.refusals());
    tracked.nothing_is_taken();

    let brackets = edited_clean("在职人员正常增资", "在职人员正常增资⟦T06!合计.tot⟧");
    assert!(brackets.refusals().iter().all(Option::is_some), "{:?}", brackets.refusals());
    brackets.nothing_is_taken();

    let before = opened("clean.json");
    let then = Derived::of(&Arc::new(before.clone()));
    let document = set(&before, at!(income.reason), "人员正常增资");
    let now = Derived::of(&Arc::new(document.clone()));
    let word = DraftCheck::of(&now, &evidence::read(&exported(&then)).unwrap(), Some(&then));
    assert!(word.differences.iter().all(|one| one.takeover == Takeover::Refused(Refusal::OfProject)));
    let unknown = DraftCheck::of(&now, &evidence::read(&exported(&then)).unwrap(), None);
    assert!(unknown.differences.iter().any(|one| one.takeover.is_possible()), "a person has to decide");

    let (pages, _) = pdf(&then, DocumentStatus::Draft, &mut Engine::embedded_only(), &Progress::default()).unwrap();
    let paged = DraftCheck::of(&now, &evidence::read(&pages).unwrap(), None);
    assert!(paged.differences.iter().any(|one| one.takeover == Takeover::Refused(Refusal::Paged)));
    assert!(!paged.differences.iter().any(|one| one.takeover.is_possible()));
}

#[test]
fn the_console_writes_the_project_with_the_texts_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let edited = edited_clean("在职人员正常增资", "在职人员正常晋级增资");
    std::fs::write(path("成稿.docx"), &edited.file).unwrap();
    let (project, new) = (sample("clean.json"), path("新.juesuan"));
    let taken = run(&["verify", &project, &path("成稿.docx"), "--out", &new]);
    assert_eq!(taken.status.code(), Some(1));
    assert!(String::from_utf8(taken.stdout).unwrap().contains("已收进1处文字"));
    let written = parse_project(&std::fs::read(&new).unwrap()).unwrap();
    assert_eq!(written.content(), edited.taken().0.content());
    let json = run(&["verify", &project, &path("成稿.docx"), "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["differences"][0]["can_take"], true);
    assert_eq!(run(&["verify", &new, &path("成稿.docx")]).status.code(), Some(0));
}
