//! Walks through the text of a section and finds what each number says.

mod items;
mod lead;
mod said;
mod shares;

use crate::{at, evidence::Evidence, figures::Source};

use super::{
    Prose, ProseFact, ProsePlace, ProseRole, ProseUnit, ProseYear, UnreadNumber,
    dictionary::{Dictionary, Entry, ItemNames, Tail},
    flow::Flow,
    scope::{Scope, class_of, in_all_spending, in_scope, is_shared},
    tokens::{Token, TokenKind, tokens},
};
use said::Said;

/// Sections that hold no numbers of ours.
const WORDS_ALONE: [&str; 4] = ["glossary", "duties", "unit_functions", "tables"];

pub(super) struct Reader<'a> {
    pub evidence: &'a Evidence,
    pub dictionary: Dictionary,
    /// The names of the projects, by their number.
    pub projects: Vec<Vec<char>>,
    pub items: ItemNames<'a>,
    pub department: Vec<char>,
    pub last_year: Option<u16>,
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
    /// Which mention of it: the number of facts before it.
    mention: usize,
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
    /// Whether a reason is being told: what it names is a part of the change, and none of our amounts.
    is_in_reason: bool,
    /// Of which money this paragraph speaks, where a name said so.
    scope: Option<Scope>,
    /// All spending of a kind of money, where this paragraph told it: what is listed behind it is a part of it.
    whole: Option<Vec<Source>>,
    /// What was spoken of before its parts were listed: “收入合计A万元，其中：甲B万元，乙C万元。比上年增加D万元”.
    listed_of: Option<Subject>,
}

/// A number of a text, and the words since the one before.
#[derive(Clone, Copy)]
struct Spot<'a> {
    flow: &'a Flow,
    topic: &'static str,
    token: &'a Token,
    lead: &'a [char],
    /// Where the words begin in the flow.
    lead_from: usize,
}

impl Spot<'_> {
    /// The unit of a count.
    fn count(&self) -> Option<ProseUnit> {
        match self.token.kind {
            TokenKind::Number { unit: unit @ ProseUnit::Count(_), .. } => Some(unit),
            _ => None,
        }
    }

    fn is_money(&self) -> bool {
        use ProseUnit::{HundredMillion, Wan, Yuan};
        matches!(self.token.kind, TokenKind::Number { unit: Wan | Yuan | HundredMillion, .. })
    }
}

impl Reader<'_> {
    pub fn read(&self, mut flow: Flow, topic: &'static str, prose: &mut Prose) {
        if flow.is_empty() || WORDS_ALONE.contains(&topic) {
            return;
        }
        flow.join_pairs();
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
                (walk.scope, walk.whole, walk.listed_of) = (None, None, None);
            }
            let mention = prose.facts.len();
            let (lead, lead_from) = match self.item_in(lead, topic, &mut walk.class) {
                Some((found, end)) => {
                    walk.subject = found.map(|found| Subject { mention, ..found.of_whole(walk.whole.as_deref()) });
                    (&lead[end..], lead_from + end)
                }
                None => match self.project_in(lead) {
                    Some((found, end)) => {
                        walk.subject = Some(Subject { mention, ..found });
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
                let spot = Spot { flow: &flow, topic, token: &token, lead, lead_from };
                self.token(spot, &mut walk, prose);
                if let TokenKind::Number { unit, .. } = token.kind {
                    let printed = flow.quote(self.evidence, token.from, token.to);
                    let is_nameless = |fact: &ProseFact| fact.addresses.is_empty() && fact.role == ProseRole::Amount;
                    let is_read = prose.facts[before..].last().is_some_and(|fact| !is_nameless(fact));
                    // （08款）, （01项）: codes.
                    let is_code =
                        !is_read && matches!(unit, ProseUnit::Count("类" | "款" | "项")) && lead.ends_with(&['(']);
                    prose.numbers += usize::from(!is_code);
                    if !is_read && !is_code {
                        let place = place_of(&flow, &token);
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

    fn token(&self, spot: Spot<'_>, walk: &mut Walk, prose: &mut Prose) {
        let of_whole = walk.of_whole.take().filter(|_| spot.lead == ['的']);
        if let Some(listed) = self.listed(&spot, walk) {
            if let Some((source, name)) = listed {
                let said = Said::of(ProseRole::Amount, vec![source.clone()]);
                let mention = prose.facts.len();
                let own = Subject { main: vec![source], name: name.to_vec(), is_item: false, is_clear: true, mention };
                self.push(&spot, said, &own, prose);
            }
            return;
        }
        let Some(mut words) = self.named(&spot, walk, prose.facts.len()) else { return };
        let Some(own) = walk.subject.clone() else { return };
        let spot = match &of_whole {
            Some((tail, before)) => {
                words.says.push(*tail);
                Spot { lead: before, ..spot }
            }
            None => spot,
        };
        if let Some(said) = self.said(&spot, &own, &words, walk) {
            self.push(&spot, said, &own, prose);
        }
    }

    fn push(&self, spot: &Spot<'_>, said: Said, own: &Subject, prose: &mut Prose) {
        let Spot { flow, topic, token, lead, .. } = *spot;
        let Subject { name, is_clear, mention, main, .. } = own;
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
            of: main.clone(),
            mention: *mention,
            meanings: self.dictionary.meanings(name),
            value,
            decimals,
            unit,
            name: name.iter().collect(),
            printed: flow.quote(self.evidence, token.from, token.to),
            sentence: flow.quote(self.evidence, from, to).trim().to_owned(),
            lead: lead.iter().collect(),
            is_clear: *is_clear,
        });
    }
}

fn place_of(flow: &Flow, token: &Token) -> ProsePlace {
    let (first, last) = (flow.place(token.from), flow.place(token.to.saturating_sub(1)));
    // A number that goes on in the next paragraph is marked up to the end of the first.
    let to = if last.block == first.block { last.to } else { first.to };
    ProsePlace { block: first.block, from: first.from, to }
}

impl Subject {
    /// As a part of what was told before it.
    fn of_whole(mut self, whole: Option<&[Source]>) -> Self {
        if let Some(whole) = whole {
            self.main = self.main.iter().flat_map(|source| class_of(source, whole)).collect();
        }
        self
    }
}

impl Walk {
    /// What the words of a name mean here: `scope` is said by the words before it.
    fn meant(&mut self, entries: Vec<Entry>, topic: &str, scope: Option<Scope>) -> Vec<Entry> {
        if scope.is_some() && entries.iter().any(|entry| is_shared(&entry.source)) {
            self.scope = scope;
        }
        let here = scope.or(self.scope).or(Scope::of_topic(topic));
        let is_own = |entry: &Entry| {
            entry.topic == topic && scope.is_none() && !matches!(topic, "" | "fund" | "state_capital" | "fiscal")
        };
        let meant = entries.into_iter().flat_map(|entry| {
            if is_own(&entry) {
                return vec![entry];
            }
            let sources = in_scope(&entry.source, here).map(|source| in_all_spending(source, here));
            sources.into_iter().flatten().map(|source| Entry { source, ..entry.clone() }).collect()
        });
        meant.collect()
    }

    /// A list of parts begins; a sentence behind it that names nothing speaks of what they are the parts of.
    fn list(&mut self, lead: &[char], is_carried: bool, is_compared: bool) {
        const LEADS: [&str; 2] = ["其中", "包括"];
        let text: String = lead.iter().collect();
        let is_new_sentence = text.contains('。');
        if LEADS.iter().any(|words| text.contains(words)) {
            if self.listed_of.is_none() || is_new_sentence {
                self.listed_of = self.subject.clone();
            }
        } else if is_new_sentence {
            let whole = self.listed_of.take();
            if is_carried && is_compared && whole.is_some() {
                self.subject = whole;
            }
        }
    }

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
