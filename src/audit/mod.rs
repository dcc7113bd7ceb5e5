//! Checking a report that was written elsewhere, without its project: numbers of tables and sentences are compared
//! with each other.
//!
//! Three outcomes. *Wrong* (错误) is said only where every number was read without doubt, the comparison holds in every
//! report, and the difference is beyond what rounding explains. Where something of this is lacking, a person is asked
//! to look (存疑). What could not be compared is told, too (没查). Of many broken comparisons the number is named that
//! explains most of them.

mod causes;
mod judged;
mod output;
mod relations;
mod texts;
mod values;

use std::collections::BTreeSet;

use crate::{
    address::T06,
    codes::CodeBook,
    document::{Document, Edit, Precision, Region},
    evidence::{Evidence, FileBlock, FileRemark},
    import::{ImportPlan, ImportSource, ImportWish},
    reading::{
        Certainty, Reading,
        prose::{Prose, ProseFact},
        written::Written,
    },
};

use relations::{Bond, Relation};
use values::{Facet, Numbers, Stand};

pub use output::{audit_json, audit_line, audit_text, line_of_refusal};

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Wrong,
    /// A person has to look.
    Doubtful,
}

impl Outcome {
    pub fn label(self) -> &'static str {
        match self {
            Self::Wrong => "错误",
            Self::Doubtful => "存疑",
        }
    }

    /// As files have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wrong => "error",
            Self::Doubtful => "doubt",
        }
    }
}

/// Where something stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPlace {
    pub block: usize,
    /// Row and column of a table.
    pub cell: Option<(u32, u32)>,
    /// Bytes of a paragraph.
    pub characters: Option<(usize, usize)>,
    /// For whoever looks for it.
    pub words: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditFinding {
    pub outcome: Outcome,
    /// The rule that says so, where it is one of the program's.
    pub rule: Option<&'static str>,
    /// What kind of fault, in a word.
    pub kind: &'static str,
    pub message: String,
    /// The sentence or cell as it stands there.
    pub quote: String,
    /// The place to go to first, then the others that it is compared with.
    pub places: Vec<AuditPlace>,
    pub stated: Option<String>,
    /// What it would have to be.
    pub computed: Option<String>,
    pub remedy: &'static str,
    /// What else follows from the same fault.
    pub gathered: Vec<String>,
}

/// What was not looked at, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchecked {
    pub what: String,
    pub why: String,
}

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
    /// How many comparisons were made.
    pub compared: usize,
    /// What a project of it would hold.
    pub document: Document,
}

impl Audit {
    pub fn of(evidence: Evidence) -> Self {
        let blank = Document::default();
        let source = ImportSource::of(String::new(), evidence, &blank);
        // Without the table of the general budget, what is of which fund would be a guess, and the rules would judge it.
        let assumes = source.reading.tables.iter().any(|table| table.table == T06 && !table.facts.is_empty());
        let wish = ImportWish { groups: None, least: Certainty::Likely, exceptions: BTreeSet::new(), assumes };
        let sources = [source];
        let plan = ImportPlan::of(&blank, &sources, &wish);
        let document = plan.edit.as_ref().and_then(|edit| blank.apply(edit).ok()).unwrap_or(blank);
        let [source] = sources;
        let (evidence, reading) = (source.evidence, source.reading);
        let book = CodeBook::of(&document);
        let prose = Prose::of(&evidence, &reading, &document);
        let written = Written::of(&evidence, &reading, &prose, &document);
        let silent: Vec<bool> = reading.tables.iter().map(|table| table.is_doubted).collect();
        let is_silent = |index: usize| silent.get(index).copied().unwrap_or_default();
        let numbers = Numbers::of(&evidence, &reading, &prose, &book, &document, is_silent);
        let all = relations::all(&numbers);
        // A table of which too much does not add up was read wrongly.
        let unproven = unproven(&numbers, &all, &reading);
        let silent: Vec<bool> = silent.iter().zip(&unproven).map(|(doubted, unproven)| *doubted || *unproven).collect();
        let is_silent = |index: usize| silent.get(index).copied().unwrap_or_default();
        let numbers = Numbers::of(&evidence, &reading, &prose, &book, &document, is_silent);
        let all = relations::all(&numbers);
        let mut findings = numeric(&numbers, &all);
        findings.extend(words(&numbers));
        findings.extend(swapped(&numbers));
        findings.extend(units(&numbers));
        findings.extend(texts::look(&numbers));
        let document_of_all = completed(&document, &written, &prose, &evidence);
        let judged = judged::judge(&document_of_all, &numbers, &written, &plan);
        gather(&mut findings, judged.findings);
        findings.extend(notices(&numbers, &reading, &silent));
        findings.sort_by_key(|finding| {
            (finding.outcome, finding.places.first().map(|place| (place.block, place.cell, place.characters)))
        });
        let compared = all.len();
        let unchecked = unchecked(&evidence, &reading, &prose, &silent);
        let is_read = reading.tables.iter().any(|table| !table.facts.is_empty()) || texts::has_prose(&prose);
        let state = match (is_read, unchecked.is_empty()) {
            (false, _) => AuditState::Unreadable,
            (true, true) => AuditState::Read,
            (true, false) => AuditState::Partly,
        };
        Self {
            kind: evidence.kind.label(),
            department: prose.department.clone(),
            year: reading.year,
            state,
            findings,
            unchecked,
            rules_not_checked: judged.not_checked,
            compared,
            document: document_of_all,
        }
    }

    pub fn count(&self, outcome: Outcome) -> usize {
        self.findings.iter().filter(|finding| finding.outcome == outcome).count()
    }
}

/// The document with what the sentences say besides.
fn completed(document: &Document, written: &Written, prose: &Prose, evidence: &Evidence) -> Document {
    let edit = Edit::Many { label: String::new(), edits: written.edits(document) };
    let mut own = document.apply(&edit).unwrap_or_else(|_| document.clone());
    if own.unit.department.is_blank() {
        own.unit.department = crate::document::Text::new(prose.department.clone());
    }
    own.unit.precision = own.unit.precision.or(Some(Precision::WanTwo));
    own.unit.region = own.unit.region.or(Some(region_of(prose, evidence)));
    own
}

/// The form that a report follows: that of Sichuan has the self-evaluation among its annexes.
fn region_of(prose: &Prose, evidence: &Evidence) -> Region {
    let has = |topic: &str| prose.sections.iter().any(|(own, _)| *own == topic);
    let names = |word: &str| {
        evidence.blocks.iter().take(40).any(|block| match block {
            FileBlock::Paragraph(paragraph) => paragraph.text.contains(word),
            _ => false,
        })
    };
    if has("self_evaluation") || has("score_table") || has("analysis_duty") {
        Region::Sichuan
    } else if prose.department.contains("上海") || names("上海市") {
        Region::Shanghai
    } else {
        Region::National
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

/// Tables of which less than nine in ten sums hold, however few cells are blamed.
fn unproven(numbers: &Numbers<'_>, all: &[Relation], reading: &Reading) -> Vec<bool> {
    /// Of the sums of a table, so many in a hundred have to hold.
    const ENOUGH: usize = 90;
    let within = |relation: &&Relation, blocks: &[usize]| {
        matches!(relation.bond, Bond::Sum)
            && relation.numbers.iter().all(|number| match numbers.all[*number].stand {
                Stand::Table(place) => blocks.contains(&place.block),
                Stand::Prose(_) => false,
            })
    };
    let judged = reading.tables.iter().map(|table| {
        let own: Vec<&Relation> = all.iter().filter(|relation| within(relation, &table.blocks)).collect();
        let holding = own.iter().filter(|relation| !relation.is_broken).count();
        if own.is_empty() || holding * 100 >= ENOUGH * own.len() {
            return false;
        }
        // One wrong cell breaks a few sums, which all go through it.
        let mut common = own.iter().filter(|relation| relation.is_broken).map(|relation| relation.numbers.clone());
        let first = common.next().unwrap_or_default();
        let rest: Vec<Vec<usize>> = common.collect();
        let is_one = first.iter().any(|number| rest.iter().all(|other| other.contains(number)));
        !is_one || holding == 0 && own.len() > 1
    });
    judged.collect()
}

fn place_of(numbers: &Numbers<'_>, index: usize) -> AuditPlace {
    let words = numbers.place_words(index);
    match numbers.all[index].stand {
        Stand::Table(place) => {
            AuditPlace { block: place.block, cell: Some((place.row, place.column)), characters: None, words }
        }
        Stand::Prose(fact) => {
            let place = numbers.prose.facts[fact].place;
            AuditPlace { block: place.block, cell: None, characters: Some((place.from, place.to)), words }
        }
    }
}

fn quote_of(numbers: &Numbers<'_>, index: usize) -> String {
    match numbers.all[index].stand {
        Stand::Prose(fact) => numbers.prose.facts[fact].sentence.clone(),
        Stand::Table(_) => format!("{} {}", numbers.label(index), numbers.shown(index, numbers.all[index].value)),
    }
}

/// What the number at fault would have to be by a comparison, and the comparison in words.
fn explained(numbers: &Numbers<'_>, relation: &Relation, culprit: usize) -> (String, String) {
    let of = |index: usize| format!("{}{}", numbers.label(index), numbers.shown(index, numbers.all[index].value));
    let own = &relation.numbers;
    let first = own[0];
    let value = numbers.all[culprit].value;
    match relation.bond {
        Bond::Sum => {
            let wanted =
                if culprit == first { relation.computed } else { value + numbers.all[first].value - relation.computed };
            let parts: Vec<String> = own[1..]
                .iter()
                .filter(|part| !numbers.all[**part].value.is_zero())
                .take(6)
                .map(|part| numbers.shown(*part, numbers.all[*part].value))
                .collect();
            let more = if own.len() > 7 { "等" } else { "" };
            let words = format!(
                "{}写的是{}，各部分（{}{more}）相加是{}",
                numbers.label(first),
                numbers.shown(first, numbers.all[first].value),
                parts.join("、"),
                numbers.shown(first, relation.computed)
            );
            (numbers.shown(culprit, wanted), words)
        }
        Bond::Same => {
            let other = if culprit == first { own[1] } else { first };
            let words = format!("{}，{}（{}）", of(culprit), of(other), numbers.place_words(other));
            (numbers.shown(culprit, numbers.all[other].value), words)
        }
        Bond::Ratio => {
            let (part, whole) = (own[1], own[2]);
            let computed = numbers.shown(first, relation.computed);
            let words = format!(
                "写的是{}，按{} ÷ {}算出{computed}",
                numbers.shown(first, numbers.all[first].value),
                numbers.shown(part, numbers.all[part].value),
                numbers.shown(whole, numbers.all[whole].value),
            );
            (computed, words)
        }
        Bond::Growth | Bond::GrowthOfPrior => {
            let computed = numbers.shown(first, relation.computed);
            let way = |value: rust_decimal::Decimal| if value.is_sign_negative() { "下降" } else { "增长" };
            let words = format!(
                "写的是{}{}，按{}和{}算出{}{computed}",
                way(numbers.all[first].value),
                numbers.shown(first, numbers.all[first].value),
                of(own[1]),
                of(own[2]),
                way(relation.computed),
            );
            (computed, words)
        }
        Bond::Change => {
            let computed = numbers.shown(first, relation.computed.abs());
            let way = if relation.computed.is_sign_negative() { "减少" } else { "增加" };
            let words = format!("{}，{}，相差{way}{computed}", of(own[1]), of(own[2]));
            (computed, words)
        }
    }
}

fn kind_of(bond: &Bond) -> (&'static str, &'static str) {
    match bond {
        Bond::Sum => ("合计", "核对合计和各部分，改正写错的数"),
        Bond::Same => ("前后不一致", "核对两处，改正写错的一处"),
        Bond::Ratio => ("占比和完成率", "按两个数重算，改正写错的百分数或金额"),
        Bond::Growth | Bond::GrowthOfPrior => ("增减幅度", "按本年数和增减额重算，改正写错的数"),
        Bond::Change => ("增减额", "按本年数和上年数重算，改正写错的数"),
    }
}

/// The numbers that explain the broken comparisons.
fn numeric(numbers: &Numbers<'_>, all: &[Relation]) -> Vec<AuditFinding> {
    // A sentence is sooner wrong than a table that adds up.
    let trust = |number: usize| match numbers.all[number].stand {
        Stand::Prose(_) => 0,
        Stand::Table(_) => 1,
    };
    let causes = causes::find(all, trust);
    let findings = causes.into_iter().filter_map(|cause| {
        let main = &all[*cause.broken.first()?];
        let is_firm = |relation: &Relation| {
            relation.is_certain
                && !relation.is_slight
                && relation.numbers.iter().all(|number| numbers.all[*number].is_firm)
        };
        let firm = cause.broken.iter().map(|index| &all[*index]).find(|relation| is_firm(relation));
        let relation = firm.unwrap_or(main);
        // An address that may mean two numbers is no proof.
        let is_single = |number: &usize| {
            let number = &numbers.all[*number];
            number.facet != Facet::Value || number.is_single()
        };
        // In another section the same words would be right.
        let is_right_elsewhere = relation.numbers.iter().any(|number| {
            let own = &numbers.all[*number];
            let meanings = numbers.prose_fact(*number).map_or(&[][..], |fact| &fact.meanings);
            own.facet == Facet::Value
                && meanings.iter().filter(|meaning| !own.addresses.contains(meaning)).any(|meaning| {
                    numbers.best(meaning).is_some_and(|other| {
                        let other = &numbers.all[other];
                        !own.value.is_zero() && (other.value - own.value).abs() <= other.half + own.half
                    })
                })
        });
        let is_sure = !is_right_elsewhere && firm.is_some() && relation.numbers.iter().all(is_single);
        let outcome = if is_sure { Outcome::Wrong } else { Outcome::Doubtful };
        let (computed, words) = explained(numbers, relation, cause.number);
        let (kind, remedy) = kind_of(&relation.bond);
        let message = if relation.is_slight {
            format!("{words}，末位相差一点，可能是没有四舍五入或者凑整")
        } else {
            words
        };
        let gathered = cause.broken.iter().map(|index| &all[*index]).filter(|other| !std::ptr::eq(*other, relation));
        let gathered = gathered.map(|other| explained(numbers, other, cause.number).1).collect();
        let others = relation.numbers.iter().filter(|number| **number != cause.number).take(8);
        let places = std::iter::once(cause.number).chain(others.copied()).map(|number| place_of(numbers, number));
        Some(AuditFinding {
            outcome,
            rule: None,
            kind,
            message,
            quote: quote_of(numbers, cause.number),
            places: places.collect(),
            stated: Some(numbers.shown(cause.number, numbers.all[cause.number].value)),
            computed: Some(computed),
            remedy,
            gathered,
        })
    });
    findings.collect()
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

fn unchecked(evidence: &Evidence, reading: &Reading, prose: &Prose, silent: &[bool]) -> Vec<Unchecked> {
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
            FileRemark::TrackedChanges(count) => found.push(Unchecked {
                what: format!("{count}处修订"),
                why: "有没有接受的修订，按接受后的内容核对；请先接受或拒绝修订".to_owned(),
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
    } else if prose.unread > 0 {
        found.push(Unchecked {
            what: format!("文字里的{}个数", prose.unread),
            why: format!("说明里共有{}个数，这些没有认出说的是哪个数，没有核对", prose.numbers),
        });
    }
    found
}
