//! Checking a report that was written elsewhere, without its project: numbers of tables and sentences are compared
//! with each other.
//!
//! Three outcomes. *Wrong* (错误) is said only where every number was read without doubt, the comparison holds in every
//! report, and the difference is beyond what rounding explains. Where something of this is lacking, a person is asked
//! to look (存疑). What could not be compared is told, too (没查). Of many broken comparisons the number is named that
//! explains most of them.

mod against;
mod causes;
mod charts;
mod checklist;
mod finding;
mod judged;
mod numeric;
mod output;
mod read;
mod relations;
mod texts;
mod values;

use std::collections::BTreeSet;

use crate::{
    document::{Document, Edition, EntryUnit, Region},
    evidence::{Evidence, FileBlock, FileRemark},
    reading::{
        Reading,
        prose::{ProseFact, UnreadNumber},
    },
};

use rustc_hash::FxHashSet;

use numeric::{is_of_another, numeric, place_of, quote_of};
use read::Read;
use relations::Relation;
use values::Numbers;

pub use checklist::{Answer, ChecklistRow};
pub use finding::{AuditFinding, AuditPlace, Outcome, Unchecked};
pub use judged::title_of as rule_title;
pub use output::{audit_json, audit_line, audit_text, line_of_refusal};

/// How much of a file was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditState {
    Read,
    Partly,
    Unreadable,
}

impl AuditState {
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Partly => "partly",
            Self::Unreadable => "unreadable",
        }
    }
}

/// All that was found in one file.
pub struct Audit {
    pub kind: &'static str,
    pub department: String,
    pub year: Option<u16>,
    pub state: AuditState,
    /// Errors first, each in the order of the file.
    pub findings: Vec<AuditFinding>,
    pub unchecked: Vec<Unchecked>,
    /// Rules of which the file shows too little, by their ids.
    pub rules_not_checked: Vec<&'static str>,
    /// 公开情况检查表 of the region.
    pub checklist: Vec<ChecklistRow>,
    /// How many comparisons were made.
    pub compared: usize,
    /// What a project of it would hold.
    pub document: Document,
}

impl Audit {
    pub fn of(evidence: Evidence) -> Self {
        Self::keeping(evidence).0
    }

    /// The same, and the evidence to be shown beside it.
    pub fn keeping(evidence: Evidence) -> (Self, Evidence) {
        let read = Read::of(evidence);
        (Self::of_read(&read), read.evidence)
    }

    /// Compared with another report as well: `name` is what it is called.
    pub fn against(evidence: Evidence, other: Evidence, name: &str) -> Self {
        let (read, other) = (Read::of(evidence), Read::of(other));
        let mut own = Self::of_read(&read);
        own.findings.extend(against::compare(&read, &other, name));
        own
    }

    fn of_read(read: &Read) -> Self {
        let numbers = read.numbers();
        let mut all = relations::all(&numbers);
        all.retain(|relation| !is_of_another(&numbers, relation));
        let Read { evidence, reading, prose, silent, .. } = read;
        let mut findings = numeric(&numbers, &all);
        findings.extend(words(&numbers));
        findings.extend(swapped(&numbers));
        findings.extend(units(&numbers));
        findings.extend(texts::look(&numbers));
        let charts = charts::look(&numbers);
        findings.extend(charts.findings);
        let document = read.completed();
        let judged = judged::judge(&document, &numbers, &read.written, &read.plan);
        gather(&mut findings, judged.findings);
        findings.extend(notices(&numbers, reading, silent));
        findings.sort_by_key(|finding| {
            (finding.outcome, finding.places.first().map(|place| (place.block, place.cell, place.characters)))
        });
        let compared = all.len() + charts.compared;
        let unchecked = unchecked(&numbers, &all, silent, &charts.understood);
        let is_read = reading.tables.iter().any(|table| !table.facts.is_empty()) || texts::has_prose(prose);
        let state = match (is_read, unchecked.is_empty()) {
            (false, _) => AuditState::Unreadable,
            (true, true) => AuditState::Read,
            (true, false) => AuditState::Partly,
        };
        let region = document.unit.region.unwrap_or(Region::National);
        let checklist = checklist::fill(region, read, &findings, is_read);
        Self {
            kind: evidence.kind.label(),
            department: prose.department.clone(),
            year: reading.year,
            state,
            findings,
            unchecked,
            rules_not_checked: judged.not_checked,
            checklist,
            compared,
            document,
        }
    }

    /// The project that it would be, to work on with.
    pub fn project(&self) -> Document {
        let mut document = self.document.clone();
        document.form.edition = Some(Edition::Y2025);
        document.unit.entry_unit = Some(EntryUnit::Wan);
        document
    }

    /// The department and the year; blank where the report does not say.
    pub fn whose(&self) -> String {
        let year = self.year.map_or_else(String::new, |year| format!("{year}年度"));
        [self.department.as_str(), &year].concat()
    }

    pub fn count(&self, outcome: Outcome) -> usize {
        self.findings.iter().filter(|finding| finding.outcome == outcome).count()
    }
}

/// Adds what the rules say; what was said of the same place already is gathered there.
fn gather(findings: &mut Vec<AuditFinding>, judged: Vec<AuditFinding>) {
    let same = |a: &AuditPlace, b: &AuditPlace| a.block == b.block && a.cell == b.cell && a.characters == b.characters;
    let count = findings.len();
    for one in judged {
        let said = findings[..count].iter_mut().find(|said| {
            matches!((said.places.first(), one.places.first()), (Some(a), Some(b)) if same(a, b))
                && said.computed.is_some()
        });
        match said {
            Some(said) => {
                said.rule = said.rule.or(one.rule);
                said.gathered.push(one.message);
            }
            None => findings.push(one),
        }
    }
}

fn place_of_number(numbers: &Numbers<'_>, fact: &ProseFact) -> AuditPlace {
    AuditPlace {
        block: fact.place.block,
        cell: None,
        characters: Some((fact.place.from, fact.place.to)),
        words: values::paragraph_words(numbers.evidence, fact.place.block),
    }
}

fn words(numbers: &Numbers<'_>) -> Vec<AuditFinding> {
    let wrong = relations::words(numbers).into_iter().map(|wrong| {
        let fact = &numbers.prose.facts[wrong.fact];
        AuditFinding {
            outcome: if wrong.is_firm { Outcome::Wrong } else { Outcome::Doubtful },
            rule: None,
            kind: "增减和大小的说法",
            message: wrong.words,
            quote: fact.sentence.clone(),
            places: vec![place_of_number(numbers, fact)],
            stated: Some(fact.printed.clone()),
            computed: Some(wrong.computed),
            remedy: "按两个数的大小改正说法",
            gathered: Vec::new(),
        }
    });
    wrong.collect()
}

/// Rows that stand in each other's place. Which of the two tables is wrong, a person has to see.
fn swapped(numbers: &Numbers<'_>) -> Vec<AuditFinding> {
    let found = relations::swapped(numbers).into_iter().map(|swapped| {
        let [a, b] = swapped.numbers;
        let [c, d] = swapped.others;
        let shown =
            |index: usize| format!("{}{}", numbers.label(index), numbers.shown(index, numbers.all[index].value));
        AuditFinding {
            outcome: Outcome::Doubtful,
            rule: None,
            kind: "疑似错行",
            message: format!("{}、{}，另一张表里正好相反：{}、{}", shown(a), shown(b), shown(c), shown(d)),
            quote: quote_of(numbers, a),
            places: [a, b, c, d].into_iter().map(|index| place_of(numbers, index)).collect(),
            stated: None,
            computed: None,
            remedy: "核对这两行的金额是不是放错了行",
            gathered: Vec::new(),
        }
    });
    found.collect()
}

/// An amount in 元 beside others in 万元 that is as small as theirs.
fn units(numbers: &Numbers<'_>) -> Vec<AuditFinding> {
    use crate::reading::prose::ProseUnit;
    let facts = &numbers.prose.facts;
    let is_slip = |index: &usize| {
        let fact = &facts[*index];
        let beside = facts[index.saturating_sub(3)..(index + 4).min(facts.len())].iter();
        fact.unit == Some(ProseUnit::Yuan)
            && fact.decimals == 2
            // An average is as small as that.
            && !fact.name.contains('均')
            && fact.value.is_some_and(|value| !value.is_zero() && value < rust_decimal::Decimal::from(100_000))
            && beside
                .filter(|other| other.place.block == fact.place.block)
                .any(|other| other.unit == Some(ProseUnit::Wan))
    };
    let found = (0..facts.len()).filter(is_slip).map(|index| {
        let fact = &facts[index];
        AuditFinding {
            outcome: Outcome::Doubtful,
            rule: None,
            kind: "单位",
            message: format!("{}写的是{}，同一段里其他金额的单位是万元", fact.name, fact.printed),
            quote: fact.sentence.clone(),
            places: vec![place_of_number(numbers, fact)],
            stated: Some(fact.printed.clone()),
            computed: None,
            remedy: "核对单位，写错的改正",
            gathered: Vec::new(),
        }
    });
    found.collect()
}

/// One notice for a table that is not to be believed.
fn notices(numbers: &Numbers<'_>, reading: &Reading, silent: &[bool]) -> Vec<AuditFinding> {
    let doubted = reading.tables.iter().zip(silent).filter(|(table, silent)| **silent && !table.facts.is_empty());
    let notices = doubted.filter_map(|(table, _)| {
        let block = *table.blocks.first()?;
        let words = values::paragraph_words(numbers.evidence, block);
        Some(AuditFinding {
            outcome: Outcome::Doubtful,
            rule: None,
            kind: "表读得没有把握",
            message: format!("“{}”：{}；没有用来核对", table.table.title(), table.reasons.join("；")),
            quote: table.title.clone(),
            places: vec![AuditPlace { block, cell: None, characters: None, words }],
            stated: None,
            computed: None,
            remedy: "请人工核对这张表；表格线不全的，找原来的电子表格或 Word 文件再审",
            gathered: Vec::new(),
        })
    });
    notices.collect()
}

/// `in_charts` are the paragraphs of charts that were compared.
fn unchecked(numbers: &Numbers<'_>, all: &[Relation], silent: &[bool], in_charts: &BTreeSet<usize>) -> Vec<Unchecked> {
    let Numbers { evidence, reading, prose, .. } = *numbers;
    let mut found = Vec::new();
    for remark in &evidence.remarks {
        match remark {
            FileRemark::ScannedPage(page) => found
                .push(Unchecked {
                    what: format!("第{page}页"), why: "这一页是图片，没有文字，请人工核对".to_owned()
                }),
            FileRemark::Unread(part) => {
                found.push(Unchecked { what: part.clone(), why: "读不了，请人工核对".to_owned() });
            }
            FileRemark::TrackedChanges { count, .. } => found.push(Unchecked {
                what: format!("{count}处修订"),
                why: "有没有接受的修订，按接受后的内容核对；请先接受或拒绝修订".to_owned(),
            }),
            FileRemark::Hidden { text, .. } => found.push(Unchecked {
                what: "隐藏文字".to_owned(),
                why: format!("“{text}”打印时看不见，没有核对；公开前请删除"),
            }),
            FileRemark::Comment { .. } => {}
        }
    }
    if !evidence.blocks.iter().any(|block| matches!(block, FileBlock::Table(_))) {
        found.push(Unchecked {
            what: "决算表".to_owned(), why: "文件里没有表格，只核对了文字".to_owned()
        });
    } else if reading.tables.iter().zip(silent).all(|(table, silent)| *silent || table.facts.is_empty()) {
        found.push(Unchecked { what: "决算表".to_owned(), why: "没有认出可以核对的表".to_owned() });
    }
    for left in &reading.left {
        found.push(Unchecked { what: left.place.words(evidence), why: format!("{}：{}", left.text, left.why) });
    }
    if prose.facts.is_empty() {
        found.push(Unchecked { what: "情况说明".to_owned(), why: "没有认出说明里的数".to_owned() });
        return found;
    }
    // What is not known may still have been compared with what stands beside it.
    let compared: FxHashSet<usize> = all.iter().flat_map(|relation| relation.numbers.iter().copied()).collect();
    let places = compared.into_iter().filter_map(|number| numbers.prose_fact(number));
    let places: FxHashSet<(usize, usize)> = places.map(|fact| (fact.place.block, fact.place.from)).collect();
    let is_left = |number: &&UnreadNumber| {
        !places.contains(&(number.place.block, number.place.from)) && !in_charts.contains(&number.place.block)
    };
    let unread: Vec<&UnreadNumber> = prose.unread.iter().filter(is_left).collect();
    if !unread.is_empty() {
        found.push(Unchecked {
            what: format!("文字里的{}个数", unread.len()),
            why: format!(
                "说明里共有{}个数，这些没有认出说的是哪个数，没有核对：{}",
                prose.numbers,
                unread_words(&unread, evidence)
            ),
        });
    }
    found
}

/// The numbers of which nothing was understood, by paragraph.
fn unread_words(unread: &[&UnreadNumber], evidence: &Evidence) -> String {
    /// Further paragraphs are only counted.
    const MOST_NAMED: usize = 20;
    let groups: Vec<&[&UnreadNumber]> = unread.chunk_by(|a, b| a.place.block == b.place.block).collect();
    let named = groups.iter().take(MOST_NAMED).map(|group| {
        let numbers: Vec<&str> = group.iter().map(|number| number.printed.as_str()).collect();
        format!("{} {}", values::paragraph_words(evidence, group[0].place.block), numbers.join("、"))
    });
    let mut words = named.collect::<Vec<String>>().join("；");
    if groups.len() > MOST_NAMED {
        words.push_str(&format!("；另有{}段", groups.len() - MOST_NAMED));
    }
    words
}
