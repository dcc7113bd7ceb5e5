//! What the sentences of a report say of our numbers.
//!
//! The templates of the report are the grammar, read backwards: which words name which number, in which section. What
//! stands between a name and its number says what the number is of it: its growth, its share, its budget. A number
//! whose words are not all known is none of ours, and nothing is said of it.

mod dictionary;
mod flow;
mod formulas;
mod headings;
mod tokens;

use crate::{
    address::{CellKey, Column, Line, MeasureKey, RowKey, T01, T03, T04, T06, T08, T10, T11, T12},
    at,
    codes::{Code, CodeBook},
    document::Document,
    evidence::{Evidence, FileBlock},
    figures::Source,
    money::Money,
};
use rust_decimal::Decimal;

use super::fact::Reading;
use dictionary::{Aspect, Dictionary, Entry, ItemNames, Lexicon, Tail, is_amount, segments};
use flow::Flow;
use headings::Headings;
use tokens::{Token, TokenKind, tokens};

pub use formulas::{Formula, budget_of, completion_of, formula, growth_of, prior_of, share_of};
pub use tokens::{ProseUnit, Way};

/// What a sentence says of the number that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProseRole {
    /// The amount or count itself.
    Amount,
    Budget,
    /// Of last year.
    Prior,
    Share,
    Completion,
    /// By how much it was more or less than last year.
    Change(Way),
    /// By how many percent.
    Growth(Way),
    /// 持平
    Level,
    /// 决算数大于预算数
    Compare(Way),
}

/// Where something stands in the text of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProsePlace {
    pub block: usize,
    /// The bytes in the text of the block.
    pub from: usize,
    pub to: usize,
}

/// A number of a sentence.
#[derive(Clone, Debug)]
pub struct ProseFact {
    pub place: ProsePlace,
    /// The section, by its name in the templates; empty if it is none of theirs.
    pub topic: &'static str,
    pub role: ProseRole,
    /// Of which of our numbers it speaks: any of these would be right.
    pub addresses: Vec<Source>,
    /// What its name means in other sections: where text is out of order, it may stand in another one.
    pub meanings: Vec<Source>,
    /// Where a share is not of what it usually is of, or has no address: the amount, and of which one it is a share.
    pub share_of: Option<(Vec<Source>, Vec<Source>)>,
    /// `None` for words such as 持平.
    pub value: Option<Decimal>,
    pub decimals: u8,
    pub unit: Option<ProseUnit>,
    /// What it is called there.
    pub name: String,
    /// As it stands there.
    pub printed: String,
    pub sentence: String,
    /// The words since the number before, as they are compared.
    pub lead: String,
    /// Whether every word of the sentence is known.
    pub is_clear: bool,
}

impl ProseFact {
    /// The amount; `None` for counts and percentages.
    pub fn money(&self) -> Option<Money> {
        let value = self.value?;
        match self.unit? {
            ProseUnit::Yuan => Money::from_yuan(value),
            ProseUnit::Wan => Money::from_wan(value),
            ProseUnit::HundredMillion => Money::from_wan(value.checked_mul(Decimal::from(10_000))?),
            ProseUnit::Percent | ProseUnit::Count(_) => None,
        }
    }
}

/// A year that a text names.
#[derive(Clone, Debug)]
pub struct ProseYear {
    pub place: ProsePlace,
    pub topic: &'static str,
    pub year: u16,
    /// The words around it.
    pub before: String,
    pub behind: String,
    pub sentence: String,
}

/// A paragraph of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProsePart {
    pub topic: &'static str,
    pub block: usize,
    /// Where its text begins behind the heading that stands in the same paragraph, in bytes.
    pub from: usize,
}

/// A number of which it is not known what it speaks of.
#[derive(Clone, Debug)]
pub struct UnreadNumber {
    pub place: ProsePlace,
    pub unit: ProseUnit,
    /// As it stands there.
    pub printed: String,
}

/// All that the text of a file says.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    pub facts: Vec<ProseFact>,
    pub years: Vec<ProseYear>,
    /// The sections in their order: name, block of the heading.
    pub sections: Vec<(&'static str, usize)>,
    /// The paragraphs of the sections, in their order.
    pub parts: Vec<ProsePart>,
    /// Whose report it is, as far as it says.
    pub department: String,
    /// Amounts, percentages and counts in sections of ours of which nothing was understood.
    pub unread: Vec<UnreadNumber>,
    /// All amounts, percentages and counts of those sections.
    pub numbers: usize,
}

/// Sections that hold no numbers of ours.
const WORDS_ALONE: [&str; 4] = ["glossary", "duties", "unit_functions", "tables"];

impl Prose {
    pub fn of(evidence: &Evidence, reading: &Reading, document: &Document) -> Self {
        let book = CodeBook::of(document);
        let mut known: Vec<Code> = reading
            .tables
            .iter()
            .flat_map(|table| &table.facts)
            .filter_map(|fact| match fact.address {
                Source::Cell(key) if key.table == T06 || key.table == T03 => match key.row {
                    RowKey::Code(code) => Some(code),
                    _ => None,
                },
                _ => None,
            })
            .collect();
        known.sort_unstable();
        known.dedup();
        let department = department(evidence, reading);
        let reader = Reader {
            evidence,
            dictionary: Dictionary::of(document, &book, &reading.projects),
            projects: reading.projects.iter().map(|project| flow::normal(&project.name).chars().collect()).collect(),
            items: ItemNames::of(&book, known),
            department: flow::normal(&department).chars().collect(),
            last_year: reading.year.map(|year| year.saturating_sub(1)),
        };
        let headings = Headings::get();
        let mut prose = Self { department: reader.department.iter().collect(), ..Self::default() };
        let mut topic = "";
        let mut flow = Flow::default();
        for (block, content) in evidence.blocks.iter().enumerate() {
            let FileBlock::Paragraph(paragraph) = content else {
                if matches!(content, FileBlock::Table(_)) {
                    reader.read(std::mem::take(&mut flow), topic, &mut prose);
                }
                continue;
            };
            if !flow::is_body(paragraph.origin) {
                continue;
            }
            if let Some(found) = headings.of_line(&paragraph.text, topic) {
                reader.read(std::mem::take(&mut flow), topic, &mut prose);
                topic = found.unwrap_or_default();
                if !topic.is_empty() {
                    prose.sections.push((topic, block));
                }
                continue;
            }
            let mut from = 0;
            if let Some((found, end)) = headings.run_in(&paragraph.text, topic) {
                reader.read(std::mem::take(&mut flow), topic, &mut prose);
                (topic, from) = (found, end);
                prose.sections.push((topic, block));
            }
            if !topic.is_empty() {
                prose.parts.push(ProsePart { topic, block, from });
            }
            flow.add(block, &paragraph.text);
            flow.end_paragraph();
        }
        reader.read(flow, topic, &mut prose);
        prose
    }
}

/// Whose report it is, by its title if no table says so.
fn department(evidence: &Evidence, reading: &Reading) -> String {
    if let Some(name) = &reading.department {
        return name.clone();
    }
    let paragraphs = evidence.blocks.iter().take(60).filter_map(|block| match block {
        FileBlock::Paragraph(paragraph) => Some(flow::normal(&paragraph.text)),
        _ => None,
    });
    let mut titled = paragraphs.filter_map(|text| {
        let marks = ["年度部门决算", "年度单位决算", "年部门决算", "年单位决算"];
        let at = marks.iter().find_map(|mark| text.find(mark));
        // The year may stand in a line of its own.
        let alone = || ["部门决算", "单位决算"].iter().find_map(|mark| text.strip_suffix(mark)).map(str::len);
        let name = text.get(..at.or_else(alone)?)?.trim_end_matches(|c: char| c.is_ascii_digit());
        let name = name.rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')')).next()?;
        let name = name.rsplit_once("部分").map_or(name, |(_, name)| name);
        let name = name.trim_start_matches("纳入");
        (name.chars().count() >= 3 && name.chars().count() <= 40).then(|| name.to_owned())
    });
    if let Some(name) = titled.next() {
        return name;
    }
    let texts = evidence.blocks.iter().filter_map(|block| match block {
        FileBlock::Paragraph(paragraph) => Some(paragraph.text.trim()),
        _ => None,
    });
    let mut named = texts.filter_map(|text| {
        let name = text.strip_prefix("纳入")?.split(|c: char| c.is_ascii_digit()).next()?;
        (name.chars().count() >= 3 && name.chars().count() <= 40).then(|| flow::normal(name))
    });
    named.next().unwrap_or_default()
}

struct Reader<'a> {
    evidence: &'a Evidence,
    dictionary: Dictionary,
    /// The names of the projects, by their number.
    projects: Vec<Vec<char>>,
    items: ItemNames<'a>,
    department: Vec<char>,
    last_year: Option<u16>,
}

/// What the sentences speak of at a place.
#[derive(Clone)]
struct Subject {
    /// The amounts that it may be.
    main: Vec<Source>,
    name: Vec<char>,
    /// A row that goes on to the next one.
    is_item: bool,
    is_clear: bool,
}

/// What the words before a number say.
enum Lead {
    Named { entries: Vec<Entry>, name: Vec<char>, is_clear: bool, is_prior: bool },
    Carried,
    Unknown,
}

/// Of what a share is, by the words behind 占.
enum ShareBase {
    /// As shares of its kind usually are.
    Usual,
    Named(Vec<Source>),
    Unknown,
}

/// What is known from one number of a text to the next.
#[derive(Default)]
struct Walk {
    subject: Option<Subject>,
    /// What was spoken of before each bracket that is open.
    outside: Vec<Option<Subject>>,
    reception: Option<usize>,
    /// The last class that was named.
    class: String,
    /// Whether the change that was told last is against the budget.
    is_of_budget: bool,
    /// “完成年初预算25万元的74.6%”: what was said of the percentage before the amount that it is of.
    of_whole: Option<(Tail, Vec<char>)>,
}

impl Reader<'_> {
    fn read(&self, mut flow: Flow, topic: &'static str, prose: &mut Prose) {
        if flow.is_empty() || WORDS_ALONE.contains(&topic) {
            return;
        }
        flow.mark_years();
        self.years(&flow, topic, prose);
        let mut walk = Walk::default();
        let mut free_from = 0;
        for token in tokens(&flow.chars) {
            let lead = &flow.chars[free_from.min(token.from)..token.from];
            let lead_from = free_from.min(token.from);
            free_from = token.to;
            walk.brackets(lead);
            if let Some(end) = lead.iter().rposition(|c| *c == '\n') {
                // A row goes on in the next paragraph, unless that begins with a number of its own.
                let is_new = lead.get(end + 1).is_some_and(char::is_ascii_digit);
                walk.subject = walk.subject.filter(|subject| subject.is_item && !is_new);
                walk.is_of_budget = false;
            }
            let (lead, lead_from) = match self.item_in(lead, topic, &mut walk.class) {
                Some((found, end)) => {
                    walk.subject = found;
                    (&lead[end..], lead_from + end)
                }
                None => match self.project_in(lead) {
                    Some((found, end)) => {
                        walk.subject = Some(found);
                        (&lead[end..], lead_from + end)
                    }
                    None => (lead, lead_from),
                },
            };
            if let Some(index) = reception_in(lead) {
                walk.reception = Some(index);
            } else if lead.contains(&'。') {
                walk.reception = None;
                walk.is_of_budget = false;
            }
            if !matches!(token.kind, TokenKind::Other) {
                let before = prose.facts.len();
                self.token(&flow, topic, &token, lead, lead_from, &mut walk, prose);
                if let TokenKind::Number { unit, .. } = token.kind {
                    prose.numbers += 1;
                    if prose.facts.len() == before {
                        let place = place_of(&flow, &token);
                        let printed = flow.quote(self.evidence, token.from, token.to);
                        prose.unread.push(UnreadNumber { place, unit, printed });
                    }
                }
            }
        }
    }

    fn years(&self, flow: &Flow, topic: &'static str, prose: &mut Prose) {
        const AROUND: usize = 12;
        for (at, year) in &flow.years {
            let (from, to) = flow.sentence(*at);
            let place = flow.place(*at);
            prose.years.push(ProseYear {
                place: ProsePlace { block: place.block, from: place.from, to: place.to },
                topic,
                year: *year,
                before: flow.chars[at.saturating_sub(AROUND).max(from)..*at].iter().collect(),
                behind: flow.chars[at + 1..(at + 1 + AROUND).min(to).max(at + 1)].iter().collect(),
                sentence: flow.quote(self.evidence, from, to),
            });
        }
    }

    /// The item, section or class whose name ends in these words, and where; `Some(None)` for one that is not known.
    fn item_in(&self, lead: &[char], topic: &str, class: &mut String) -> Option<(Option<Subject>, usize)> {
        let last = |mark: &str| {
            let mark: Vec<char> = mark.chars().collect();
            lead.windows(3).rposition(|window| window == mark)
        };
        let before = |end: usize| {
            let from = lead[..end].iter().rposition(|c| "。;:,.、\n)".contains(*c)).map_or(0, |at| at + 1);
            let name: String = lead[from..end].iter().collect();
            name.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned()
        };
        let class_end = last("(类)");
        if let Some(end) = class_end {
            *class = before(end);
        }
        let section_end = last("(款)").filter(|end| class_end.is_none_or(|class| class < *end));
        let item_end = last("(项)").filter(|end| section_end.is_some_and(|section| section < *end));
        let (code, name, end) = match (item_end, section_end, class_end) {
            (Some(end), Some(section), _) => {
                let item: String = lead[section + 3..end].iter().collect();
                let names = [class.clone(), before(section), item];
                (self.items.find(&names), names[2].clone(), end)
            }
            // In the section of the government fund they are items of that.
            (None, ..) if topic.starts_with("fund") => return None,
            (None, Some(end), _) => (self.items.section(class, &before(end)), before(end), end),
            (None, None, Some(end)) => (self.items.class(class), class.clone(), end),
            _ => return None,
        };
        let is_item = item_end.is_some();
        let name = name.chars().collect();
        let subject = code.map(|code| Subject { main: vec![ItemNames::amount(code)], name, is_item, is_clear: true });
        Some((subject, end + 3))
    }

    /// The project that a paragraph is about: “3.困难职工帮扶：预算8万元，…”.
    fn project_in(&self, lead: &[char]) -> Option<(Subject, usize)> {
        let start = lead.iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
        let end = start + lead[start..].iter().position(|c| *c == ':')?;
        let name = &lead[start..end];
        let name = &name[name.iter().position(|c| !c.is_ascii_digit() && !matches!(c, '.' | '、'))?..];
        let index = self.projects.iter().position(|own| own == name)?;
        let row = u32::try_from(index).ok()?;
        let main = vec![Source::Measure(MeasureKey::ProjectExecuted(row))];
        Some((Subject { main, name: name.to_vec(), is_item: true, is_clear: true }, end + 1))
    }

    /// What the words before a number name and say.
    fn lead(&self, flow: &Flow, lead: &[char], from: usize, topic: &str, unit: Option<ProseUnit>) -> (Lead, Vec<Tail>) {
        let lexicon = Lexicon::get();
        let mut says = Vec::new();
        let sentence = lead.iter().rposition(|c| matches!(c, '。' | '\n')).map_or(0, |at| at + 1);
        let own = &lead[sentence..];
        for (start, segment) in segments(own) {
            let mut rest = segment;
            if let Some(share) = rest.iter().rposition(|c| *c == '占') {
                says.push(Tail::Share);
                rest = &rest[..share];
            }
            loop {
                if let Some((length, entries)) = self.dictionary.suffix(rest, topic, unit) {
                    let front = &rest[..rest.len() - length];
                    let name = rest[rest.len() - length..].to_vec();
                    let start = from + sentence + start;
                    let is_year_of_last = |at: &usize, year: &u16| {
                        (start..start + front.len()).contains(at) && Some(*year) == self.last_year
                    };
                    let is_prior = flow.years.iter().any(|(at, year)| is_year_of_last(at, year));
                    let is_clear = lexicon.is_front(front, &self.department);
                    return (Lead::Named { entries, name, is_clear, is_prior }, says);
                }
                match lexicon.tail(rest) {
                    Some((length, tail)) => {
                        says.push(tail);
                        rest = &rest[..rest.len() - length];
                    }
                    None => break,
                }
            }
            if !lexicon.is_front(rest, &self.department) {
                // “…的主要原因是厉行节约，压减接待，与上年相比减少…”: the reason says nothing of what follows it.
                let is_compared = says.contains(&Tail::Compared);
                let is_reason = is_compared && is_within_reason(&own[..start + segment.len()]);
                return (if is_reason { Lead::Carried } else { Lead::Unknown }, says);
            }
        }
        (Lead::Carried, says)
    }

    #[expect(clippy::too_many_arguments, reason = "the state of one walk")]
    fn token(
        &self,
        flow: &Flow,
        topic: &'static str,
        token: &Token,
        lead: &[char],
        lead_from: usize,
        walk: &mut Walk,
        prose: &mut Prose,
    ) {
        let of_whole = walk.of_whole.take().filter(|_| lead == ['的']);
        let Walk { subject, reception, is_of_budget, outside, .. } = walk;
        let is_in_bracket = !outside.is_empty();
        let count = match token.kind {
            TokenKind::Number { unit: unit @ ProseUnit::Count(_), .. } => Some(unit),
            _ => None,
        };
        if let (Some(index), TokenKind::Number { unit, .. }) = (*reception, &token.kind)
            && *unit != ProseUnit::Percent
        {
            if let Some(source) = self.dictionary.reception(index, count) {
                let said = Said { role: ProseRole::Amount, addresses: vec![source], share_of: None };
                self.push(flow, topic, token, said, &['接', '待'], true, lead, prose);
            }
            return;
        }
        if let ([Source::Measure(MeasureKey::ProjectExecuted(row))], Some(ProseUnit::Count("分"))) =
            (subject.as_ref().map_or(&[][..], |own| own.main.as_slice()), count)
        {
            let score = at!(performance.projects[*row as usize].total_score).into();
            let said = Said { role: ProseRole::Amount, addresses: vec![score], share_of: None };
            self.push(flow, topic, token, said, &['得', '分'], true, lead, prose);
            return;
        }
        let (found, mut says) = self.lead(flow, lead, lead_from, topic, count);
        let lead = match &of_whole {
            Some((tail, before)) => {
                says.push(*tail);
                before
            }
            None => lead,
        };
        let behind = flow.chars.get(token.to..).unwrap_or_default();
        let by_behind = if count.is_some() { self.dictionary.by_behind(behind, topic, count) } else { Vec::new() };
        let found = match found {
            Lead::Carried | Lead::Unknown if !by_behind.is_empty() => Lead::Named {
                entries: by_behind,
                name: behind.iter().copied().take(12).collect(),
                is_clear: true,
                is_prior: false,
            },
            found => found,
        };
        let (entries, is_prior) = match found {
            Lead::Named { entries, name, is_clear, is_prior } => {
                let main =
                    entries.iter().filter(|entry| entry.aspect == Aspect::Main).map(|entry| entry.source.clone());
                let main: Vec<Source> = main.map(|source| of_topic(source, topic)).collect();
                // A bracket tells of which funds an amount is: no total of theirs.
                if is_in_bracket && main.iter().any(is_total_of_fund) && is_part_of(outside) {
                    return;
                }
                // The name of an amount is that of its share, too; a count has none.
                if count.is_none() || !main.is_empty() {
                    *subject = Some(Subject { main, name, is_item: false, is_clear });
                }
                (entries, is_prior)
            }
            Lead::Carried => {
                let Some(own) = subject.as_ref() else { return };
                // “1批次、8人次”: the same name with another unit.
                let is_other = own.main.iter().all(|source| is_amount(source) == count.is_some());
                let entries = if is_other || count.is_some() {
                    self.dictionary.suffix(&own.name, topic, count).map(|(_, entries)| entries).unwrap_or_default()
                } else {
                    Vec::new()
                };
                (entries, false)
            }
            Lead::Unknown => {
                if subject.as_ref().is_some_and(|subject| !subject.is_item) {
                    *subject = None;
                }
                return;
            }
        };
        let Some(own) = subject.clone() else { return };
        let direct = |aspect: Aspect| -> Vec<Source> {
            let found = entries.iter().filter(|entry| entry.aspect == aspect);
            found.map(|entry| of_topic(entry.source.clone(), topic)).collect()
        };
        let mut main = direct(Aspect::Main);
        if main.is_empty() {
            let is_percent = matches!(token.kind, TokenKind::Number { unit: ProseUnit::Percent, .. });
            let suits = |source: &&Source| is_percent || is_amount(source) == count.is_none();
            main = own.main.iter().filter(suits).cloned().collect();
        }
        let of_main = |find: fn(&Source) -> Option<Source>| -> Vec<Source> {
            let mut found: Vec<Source> = main.iter().filter_map(find).collect();
            found.dedup();
            found
        };
        let growth = || of_main(|source| growth_of(source).map(Source::from));
        let completion = || of_main(|source| completion_of(source).map(Source::from));
        let way = says.iter().find_map(|tail| match tail {
            Tail::Up => Some(Way::Up),
            Tail::Down => Some(Way::Down),
            _ => None,
        });
        let has = |tail: Tail| says.contains(&tail);
        // 比年初预算增加…，增长…
        *is_of_budget = way.is_some() && (has(Tail::Budget) || *is_of_budget && !has(Tail::Compared));
        let changed = || if *is_of_budget { completion() } else { growth() };
        let mut shared = None;
        let or = |first: Vec<Source>, second: &dyn Fn() -> Vec<Source>| if first.is_empty() { second() } else { first };
        let (role, addresses) = match &token.kind {
            TokenKind::Number { unit: ProseUnit::Percent, .. } => {
                if has(Tail::Share) {
                    let usual = of_main(|source| share_of(source).map(Source::from));
                    match self.share_base(lead, topic, usual.is_empty()) {
                        ShareBase::Usual => {}
                        ShareBase::Named(whole) if own.is_clear => {
                            let is_usual = |source: &Source| {
                                let Source::Measure(key) = source else { return false };
                                matches!(formula(*key), Some(Formula::Ratio { whole: usual, .. }) if whole.contains(&usual))
                            };
                            if !usual.iter().any(is_usual) {
                                shared = Some((main.clone(), whole));
                            }
                        }
                        ShareBase::Named(_) | ShareBase::Unknown => return,
                    }
                    (ProseRole::Share, if shared.is_some() { Vec::new() } else { usual })
                } else if has(Tail::Done) {
                    (ProseRole::Completion, completion())
                } else if let Some(way) = way {
                    (ProseRole::Growth(way), changed())
                } else {
                    return;
                }
            }
            TokenKind::Number { unit: ProseUnit::Count(_), .. } if way.is_some() => return,
            TokenKind::Number { unit: ProseUnit::Count(_), .. } => (ProseRole::Amount, main),
            TokenKind::Number { .. } if has(Tail::Share) || has(Tail::Done) => {
                let tail = if has(Tail::Done) { Tail::Done } else { Tail::Share };
                walk.of_whole = Some((tail, lead.to_vec()));
                let budget = or(direct(Aspect::Budget), &|| of_main(budget_of));
                if tail == Tail::Share || budget.is_empty() {
                    return;
                }
                (ProseRole::Budget, budget)
            }
            TokenKind::Number { .. } => {
                if let Some(way) = way {
                    (ProseRole::Change(way), changed())
                } else if has(Tail::Budget) {
                    match or(direct(Aspect::Budget), &|| of_main(budget_of)) {
                        none if none.is_empty() => (ProseRole::Amount, direct(Aspect::Main)),
                        budget => (ProseRole::Budget, budget),
                    }
                } else if has(Tail::Prior) || is_prior {
                    (ProseRole::Prior, or(direct(Aspect::Prior), &|| of_main(prior_of)))
                } else if direct(Aspect::Main).is_empty() && !direct(Aspect::Prior).is_empty() {
                    (ProseRole::Prior, direct(Aspect::Prior))
                } else if direct(Aspect::Main).is_empty() && !direct(Aspect::Budget).is_empty() {
                    (ProseRole::Budget, direct(Aspect::Budget))
                } else {
                    (ProseRole::Amount, main)
                }
            }
            TokenKind::Level => (ProseRole::Level, growth()),
            TokenKind::Compare(way) => (ProseRole::Compare(*way), completion()),
            TokenKind::Other => return,
        };
        if !addresses.is_empty() || shared.is_some() {
            let said = Said { role, addresses, share_of: shared };
            self.push(flow, topic, token, said, &own.name, own.is_clear, lead, prose);
        }
    }

    /// Of what a share is: “占政府采购支出总额的”.
    fn share_base(&self, lead: &[char], topic: &str, is_without_address: bool) -> ShareBase {
        let Some(mark) = lead.iter().rposition(|c| *c == '占') else { return ShareBase::Usual };
        let words: String = lead[mark + 1..].iter().collect();
        let ends = |c: char| "的比重例为达到约%".contains(c);
        let words = words.trim_end_matches(ends).trim_start_matches(['全', '总']);
        let usual_of = |topic: &str| -> Option<Source> {
            Some(match topic {
                "income" => CellKey::line(T01, Line::IncomeOfYear, Column::Amount).into(),
                "spending" => CellKey::total(T03, Column::Total).into(),
                "basic" => CellKey::total(T08, Column::Amount).into(),
                "procurement" => MeasureKey::ProcurementTotal.into(),
                _ => return None,
            })
        };
        if words.is_empty() {
            return match usual_of(topic).filter(|_| is_without_address) {
                Some(whole) => ShareBase::Named(vec![whole]),
                None => ShareBase::Usual,
            };
        }
        if topic == "basic" && ["基本支出", "基本支出总额"].contains(&words) {
            return usual_of(topic).map_or(ShareBase::Unknown, |whole| ShareBase::Named(vec![whole]));
        }
        let chars: Vec<char> = words.chars().collect();
        if let Some((length, entries)) = self.dictionary.suffix(&chars, topic, None)
            && Lexicon::get().is_front(&chars[..chars.len() - length], &self.department)
        {
            let main = entries.into_iter().filter(|entry| entry.aspect == Aspect::Main);
            let main: Vec<Source> = main.map(|entry| entry.source).collect();
            if !main.is_empty() {
                return ShareBase::Named(main);
            }
        }
        let is_known =
            ["财政拨款支出", "三公经费", "三公经费总额", "三公经费支出"].iter().any(|known| words.ends_with(known));
        if is_known { ShareBase::Usual } else { ShareBase::Unknown }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one fact")]
    fn push(
        &self,
        flow: &Flow,
        topic: &'static str,
        token: &Token,
        said: Said,
        name: &[char],
        is_clear: bool,
        lead: &[char],
        prose: &mut Prose,
    ) {
        let (value, decimals, unit) = match token.kind {
            TokenKind::Number { value, decimals, unit } => (Some(value), decimals, Some(unit)),
            _ => (None, 0, None),
        };
        let (from, to) = flow.sentence(token.from);
        prose.facts.push(ProseFact {
            place: place_of(flow, token),
            topic,
            role: said.role,
            addresses: said.addresses.into_iter().map(|source| in_attachment(source, topic)).collect(),
            share_of: said.share_of,
            meanings: self.dictionary.meanings(name),
            value,
            decimals,
            unit,
            name: name.iter().collect(),
            printed: flow.quote(self.evidence, token.from, token.to),
            sentence: flow.quote(self.evidence, from, to).trim().to_owned(),
            lead: lead.iter().collect(),
            is_clear,
        });
    }
}

fn place_of(flow: &Flow, token: &Token) -> ProsePlace {
    let (first, last) = (flow.place(token.from), flow.place(token.to.saturating_sub(1)));
    // A number that goes on in the next paragraph is marked up to the end of the first.
    let to = if last.block == first.block { last.to } else { first.to };
    ProsePlace { block: first.block, from: first.from, to }
}

/// Whether a text ends within the reason that it tells.
fn is_within_reason(text: &[char]) -> bool {
    let text: String = text.iter().collect();
    ["原因", "主要是", "由于", "系因"].iter().any(|words| text.contains(words))
}

/// What a sentence says of a number.
struct Said {
    role: ProseRole,
    addresses: Vec<Source>,
    share_of: Option<(Vec<Source>, Vec<Source>)>,
}

impl Walk {
    /// What was said in a bracket ends with it.
    fn brackets(&mut self, lead: &[char]) {
        for c in lead {
            match c {
                '(' => self.outside.push(self.subject.clone()),
                ')' => {
                    if let Some(before) = self.outside.pop() {
                        self.subject = before;
                    }
                }
                '。' | '\n' => self.outside.clear(),
                _ => {}
            }
        }
    }
}

/// All that a fund spent.
fn is_total_of_fund(source: &Source) -> bool {
    matches!(source, Source::Cell(CellKey { table: T06 | T10 | T12, row: RowKey::Total, .. }))
}

/// Whether a bracket stands behind an amount of something else than all spending.
fn is_part_of(outside: &[Option<Subject>]) -> bool {
    let is_whole = |source: &Source| matches!(source, Source::Cell(CellKey { table: T01 | T03 | T04, .. }));
    outside.iter().any(|subject| subject.as_ref().is_none_or(|subject| !subject.main.iter().any(is_whole)))
}

/// In the sections of two funds, 本年收入 and 本年支出 are theirs.
fn of_topic(source: Source, topic: &str) -> Source {
    let Source::Cell(key) = &source else { return source };
    let income = CellKey::line(T01, Line::IncomeOfYear, Column::Amount);
    let spending = CellKey::total(T03, Column::Total);
    let own = match topic {
        "fund" if *key == income => CellKey::total(T10, Column::Income),
        "fund" if *key == spending => CellKey::total(T10, Column::Spending),
        "state_capital" if *key == income => CellKey::total(T11, Column::Income),
        "state_capital" if *key == spending => CellKey::total(T12, Column::Total),
        _ => return source,
    };
    own.into()
}

/// 附件1 states the units below the department beside what the first part says of them.
fn in_attachment(source: Source, topic: &str) -> Source {
    let subunits = at!(unit.subunits);
    match source {
        Source::Entered(path) if topic == "unit_organisation" && path.parent() == subunits => match path.last_field() {
            Some(field) if field != "consolidated" => at!(unit.attachment_subunits).field(field).into(),
            _ => source,
        },
        _ => source,
    }
}

/// 一是接待…, 二是接待…: which reception, from 0.
fn reception_in(lead: &[char]) -> Option<usize> {
    let text: String = lead.iter().collect();
    let at = text.rfind("是接待")?;
    let numeral: String = text[..at].chars().rev().take_while(|c| "一二三四五六七八九十百".contains(*c)).collect();
    let numeral: String = numeral.chars().rev().collect();
    (1..200).find(|number| crate::tables::chinese_number(*number) == numeral).map(|number| number - 1)
}
