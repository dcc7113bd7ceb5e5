//! Walks through the text of a section and finds what each number says.

use crate::{
    address::{CellKey, Column, Line, MeasureKey, RowKey, T01, T03, T04, T06, T08, T10, T12},
    at,
    codes::Code,
    evidence::Evidence,
    figures::Source,
};

use super::{
    Formula, Prose, ProseFact, ProsePlace, ProseRole, ProseUnit, ProseYear, UnreadNumber, Way, budget_of,
    completion_of,
    dictionary::{Aspect, Dictionary, Entry, ItemNames, Lexicon, Tail, is_amount, segments},
    flow::Flow,
    formula, growth_of, prior_of,
    scope::{Scope, class_of, in_scope, is_all_spending, is_shared},
    share_of,
    tokens::{Token, TokenKind, tokens},
};

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

/// What the words before a number say.
enum Lead {
    Named {
        entries: Vec<Entry>,
        name: Vec<char>,
        is_clear: bool,
        is_prior: bool,
        scope: Option<Scope>,
    },
    Carried,
    /// By its last words.
    Unknown(Vec<char>),
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
    /// Whether a reason is being told: what it names is a part of the change, and none of our amounts.
    is_in_reason: bool,
    /// Of which money this paragraph speaks, where a name said so.
    scope: Option<Scope>,
    /// All spending of a kind of money, where this paragraph told it: what is listed behind it is a part of it.
    whole: Option<Vec<Source>>,
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

/// What the words around a number say of it.
struct Words {
    entries: Vec<Entry>,
    says: Vec<Tail>,
    is_prior: bool,
}

impl Words {
    fn has(&self, tail: Tail) -> bool {
        self.says.contains(&tail)
    }

    fn way(&self) -> Option<Way> {
        self.says.iter().find_map(|tail| match tail {
            Tail::Up => Some(Way::Up),
            Tail::Down => Some(Way::Down),
            _ => None,
        })
    }

    /// What the name itself means.
    fn direct(&self, aspect: Aspect) -> Vec<Source> {
        let found = self.entries.iter().filter(|entry| entry.aspect == aspect);
        let mut found: Vec<Source> = found.map(|entry| entry.source.clone()).collect();
        found.dedup();
        found
    }

    fn budget(&self, meant: &Meant) -> Vec<Source> {
        let own = self.direct(Aspect::Budget);
        if own.is_empty() { meant.find(budget_of) } else { own }
    }

    /// The amount itself, or its budget, or that of last year.
    fn amount(&self, meant: Meant) -> (ProseRole, Vec<Source>) {
        let [main, budget, prior] = [Aspect::Main, Aspect::Budget, Aspect::Prior].map(|aspect| self.direct(aspect));
        // “预算总金额” of what is a budget itself.
        let is_budget = |source: &Source| matches!(source, Source::Measure(MeasureKey::TermBudget(_)));
        if self.has(Tail::Budget) && !(meant.0.iter().any(is_budget) && self.budget(&meant).is_empty()) {
            (ProseRole::Budget, self.budget(&meant))
        } else if self.has(Tail::Prior) || self.is_prior {
            (ProseRole::Prior, if prior.is_empty() { meant.find(prior_of) } else { prior })
        } else if main.is_empty() && !prior.is_empty() {
            (ProseRole::Prior, prior)
        } else if main.is_empty() && !budget.is_empty() {
            (ProseRole::Budget, budget)
        } else {
            (ProseRole::Amount, meant.0)
        }
    }
}

/// The numbers that may be meant.
struct Meant(Vec<Source>);

impl Meant {
    /// What belongs to them.
    fn find(&self, of: fn(&Source) -> Option<Source>) -> Vec<Source> {
        let mut found: Vec<Source> = self.0.iter().filter_map(of).collect();
        found.dedup();
        found
    }

    fn growth(&self) -> Vec<Source> {
        self.find(|source| growth_of(source).map(Source::from))
    }

    fn completion(&self) -> Vec<Source> {
        self.find(|source| completion_of(source).map(Source::from))
    }

    /// Whether they are classes of all fiscal spending, whose shares have no address.
    fn is_part_of(&self, whole: Option<&[Source]>) -> bool {
        whole.is_some() && self.0.iter().any(|own| matches!(own, Source::Cell(CellKey { table: T04, .. })))
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
                (walk.scope, walk.whole) = (None, None);
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
            (None, None, None) => return self.coded_item(lead).or_else(|| self.item_without_brackets(lead, class)),
            (None, Some(end), _) => (self.items.section(class, &before(end)), before(end), end),
            (None, None, Some(end)) => (self.items.class(class), class.clone(), end),
            _ => return None,
        };
        let is_item = item_end.is_some();
        // One that is not in our list is compared with what is said of it beside it.
        let subject = match code {
            None if !is_item => None,
            code => Some(self.item(code, &name, is_item, topic)),
        };
        Some((subject, end + 3))
    }

    fn item(&self, code: Option<Code>, name: &str, is_item: bool, topic: &str) -> Subject {
        let amount = |code| match topic {
            "fund" => CellKey::code(T10, code, Column::Spending).into(),
            "state_capital" => CellKey::code(T12, code, Column::Total).into(),
            _ => ItemNames::amount(code),
        };
        let (main, name) = (code.map(amount).into_iter().collect(), name.chars().collect());
        Subject { main, name, is_item, is_clear: code.is_some(), mention: 0 }
    }

    /// “（1）住房改革支出款住房公积金项。年初预算…”, in the class that was named last.
    fn item_without_brackets(&self, lead: &[char], class: &mut String) -> Option<(Option<Subject>, usize)> {
        let line = lead.iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
        let is_number = |c: &char| c.is_ascii_digit() || "()、.一二三四五六七八九十".contains(*c);
        let from = line + lead[line..].iter().position(|c| !is_number(c))?;
        let end =
            from + lead[from..].iter().position(|c| matches!(c, '。' | ',' | ':' | ';')).unwrap_or(lead.len() - from);
        let words: String = lead[from..end].iter().collect();
        if let Some((section, item)) = words.strip_suffix('项').and_then(|words| words.split_once('款')) {
            let code = self.items.find(&[class.clone(), section.to_owned(), item.to_owned()]);
            return Some((Some(self.item(code, item, true, "gpb")), end));
        }
        let (name, _) = words.split_once("支出类")?;
        *class = format!("{name}支出");
        let code = self.items.class(class)?;
        let end = from + class.chars().count() + 1;
        Some((Some(self.item(Some(code), &class.clone(), false, "gpb")), end))
    }

    /// An item by its code, as some list them: “（一）2010301行政运行”.
    fn coded_item(&self, lead: &[char]) -> Option<(Option<Subject>, usize)> {
        const DIGITS: usize = 7;
        let line = lead.iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
        let from = line + lead[line..].windows(DIGITS).position(|own| own.iter().all(char::is_ascii_digit))?;
        let behind = from + DIGITS;
        let is_alone = from.checked_sub(1).is_none_or(|before| !lead[before].is_ascii_digit());
        if !is_alone || lead.get(behind).is_none_or(char::is_ascii_digit) {
            return None;
        }
        let code = self.items.coded(&lead[from..behind].iter().collect::<String>())?;
        let mut name = &lead[behind..];
        while let Some((length, _)) = Lexicon::get().tail(name).filter(|(length, _)| *length < name.len()) {
            name = &name[..name.len() - length];
        }
        let end = behind + name.iter().position(|c| matches!(c, ',' | '。' | ':' | ';')).unwrap_or(name.len());
        let (main, name) = (vec![ItemNames::amount(code)], lead[behind..end].to_vec());
        Some((Some(Subject { main, name, is_item: true, is_clear: true, mention: 0 }), end))
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
        Some((Subject { main, name: name.to_vec(), is_item: true, is_clear: true, mention: 0 }, end + 1))
    }

    /// What the words before a number name and say.
    fn lead(&self, spot: &Spot<'_>) -> (Lead, Vec<Tail>) {
        /// Of what is not known, so much is quoted.
        const LONGEST_NAME: usize = 16;
        let Spot { flow, topic, lead, lead_from: from, .. } = *spot;
        let unit = spot.count();
        let lexicon = Lexicon::get();
        let mut says = Vec::new();
        // A number that is less than nothing has its sign before it.
        let lead = lead.strip_suffix(&['-']).or(lead.strip_suffix(&['\u{2212}'])).unwrap_or(lead);
        let sentence = lead.iter().rposition(|c| matches!(c, '。' | '\n')).map_or(0, |at| at + 1);
        // “与年初预算5万元相比，增加…”: the end of what the number before was said of.
        let closing: usize = if lead.starts_with(&['相', '比']) { 2 } else { 0 };
        let sentence = sentence.max(closing);
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
                    let named = Scope::named_by(front);
                    let front = &front[..front.len() - named.map_or(0, |(_, length)| length)];
                    let is_clear = lexicon.is_front(front, &self.department);
                    let scope = named.map(|(scope, _)| scope);
                    return (Lead::Named { entries, name, is_clear, is_prior, scope }, says);
                }
                // 财政拨款支出年初预算 ends in 支出年初预算, and is of 财政拨款支出.
                let leaves_name =
                    |length: usize| self.dictionary.suffix(&rest[..rest.len() - length], topic, unit).is_some();
                let named = lexicon.tails(rest).find(|(length, _)| leaves_name(*length));
                match named.or_else(|| lexicon.tail(rest)) {
                    Some((length, tail)) => {
                        says.push(tail);
                        rest = &rest[..rest.len() - length];
                    }
                    None => match without_remark(rest) {
                        Some(bare) => rest = bare,
                        None => break,
                    },
                }
            }
            if !lexicon.is_front(rest, &self.department) {
                // “…的主要原因是厉行节约，压减接待，与上年相比减少…”: the reason says nothing of what follows it.
                let is_compared = says.contains(&Tail::Compared);
                let is_reason = is_compared && is_within_reason(&own[..start + segment.len()]);
                let last = rest[rest.len().saturating_sub(LONGEST_NAME)..].to_vec();
                return (if is_reason { Lead::Carried } else { Lead::Unknown(last) }, says);
            }
        }
        (Lead::Carried, says)
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

    /// A number of a reception that is listed, or the score of a project, with its name; `Some(None)` for one of a
    /// reception that is none of ours.
    fn listed(&self, spot: &Spot<'_>, walk: &Walk) -> Option<Option<(Source, [char; 2])>> {
        let TokenKind::Number { unit, .. } = spot.token.kind else { return None };
        if let Some(index) = walk.reception.filter(|_| unit != ProseUnit::Percent) {
            return Some(self.dictionary.reception(index, spot.count()).map(|source| (source, ['接', '待'])));
        }
        let subject = walk.subject.as_ref()?;
        let ([Source::Measure(MeasureKey::ProjectExecuted(row))], ProseUnit::Count("分")) =
            (subject.main.as_slice(), unit)
        else {
            return None;
        };
        Some(Some((at!(performance.projects[*row as usize].total_score).into(), ['得', '分'])))
    }

    /// What the words before a number, or behind a count, name; it is what is spoken of from now on.
    fn named(&self, spot: &Spot<'_>, walk: &mut Walk, mention: usize) -> Option<Words> {
        let (topic, count) = (spot.topic, spot.count());
        let (found, says) = self.lead(spot);
        walk.is_in_reason = goes_on_in_reason(spot.lead, walk.is_in_reason) && !says.contains(&Tail::Compared);
        let behind = spot.flow.chars.get(spot.token.to..).unwrap_or_default();
        let by_behind = if count.is_some() { self.dictionary.by_behind(behind, topic, count) } else { Vec::new() };
        let found = match found {
            Lead::Carried | Lead::Unknown(_) if !by_behind.is_empty() => Lead::Named {
                entries: by_behind,
                name: behind.iter().copied().take(12).collect(),
                is_clear: true,
                is_prior: false,
                scope: None,
            },
            found => found,
        };
        match found {
            Lead::Named { .. } if walk.is_in_reason && count.is_none() => None,
            Lead::Named { entries, name, is_clear, is_prior, scope } => {
                let entries = walk.meant(entries, topic, scope);
                let words = Words { entries, says, is_prior };
                let main = words.direct(Aspect::Main);
                // A bracket tells of which funds an amount is: no total of theirs.
                let is_in_bracket = !walk.outside.is_empty();
                if is_in_bracket && main.iter().any(is_total_of_fund) && is_part_of(&walk.outside) {
                    return None;
                }
                if main.iter().any(is_all_spending) {
                    walk.whole = Some(main.clone());
                }
                // The name of an amount is that of its share, too; a count has none.
                if count.is_none() || !main.is_empty() {
                    let own = Subject { main, name, is_item: false, is_clear, mention };
                    walk.subject = Some(own.of_whole(walk.whole.as_deref()));
                }
                Some(words)
            }
            Lead::Carried => {
                let own = walk.subject.as_ref()?;
                // “1批次、8人次”: the same name with another unit.
                let is_other = own.main.iter().all(|source| is_amount(source) == count.is_some());
                let found = (is_other || count.is_some()).then(|| self.dictionary.suffix(&own.name, topic, count));
                let entries = found.flatten().map(|(_, entries)| entries).unwrap_or_default();
                let entries = walk.meant(entries, topic, None);
                Some(Words { entries, says, is_prior: false })
            }
            Lead::Unknown(_) if walk.subject.as_ref().is_some_and(|subject| subject.is_item) => None,
            Lead::Unknown(name) if spot.is_money() && !walk.is_in_reason => {
                // What it is, is not known, but what is said of it can be compared.
                let own = Subject { main: Vec::new(), name, is_item: false, is_clear: false, mention };
                walk.subject = Some(own);
                Some(Words { entries: Vec::new(), says, is_prior: false })
            }
            Lead::Unknown(_) => {
                walk.subject = None;
                None
            }
        }
    }

    /// What a number is of what is spoken of.
    fn said(&self, spot: &Spot<'_>, own: &Subject, words: &Words, walk: &mut Walk) -> Option<Said> {
        let count = spot.count();
        let is_percent = matches!(spot.token.kind, TokenKind::Number { unit: ProseUnit::Percent, .. });
        let mut main = words.direct(Aspect::Main);
        // A class may be one of two funds.
        if main.is_empty() || main.iter().all(|source| own.main.contains(source)) {
            let suits = |source: &&Source| is_percent || is_amount(source) == count.is_none();
            main = own.main.iter().filter(suits).cloned().collect();
        }
        let meant = Meant(main);
        let way = words.way();
        // 比年初预算增加…，增长…
        walk.is_of_budget = match way {
            Some(_) => words.has(Tail::Budget) || walk.is_of_budget && !words.has(Tail::Compared),
            // 比年初预算25万元减少…
            None => words.has(Tail::Budget) && words.has(Tail::Compared),
        };
        let is_of_budget = walk.is_of_budget;
        let changed = || if is_of_budget { meant.completion() } else { meant.growth() };
        let (role, addresses) = match &spot.token.kind {
            TokenKind::Number { unit: ProseUnit::Percent, .. } if words.has(Tail::Share) => {
                return self.share(spot, own, meant, walk.whole.as_deref());
            }
            TokenKind::Number { unit: ProseUnit::Percent, .. } if words.has(Tail::Difference) => {
                (ProseRole::GrowthOfBudget(Way::Up), meant.completion())
            }
            TokenKind::Number { unit: ProseUnit::Percent, .. } if words.has(Tail::Done) => {
                (ProseRole::Completion, meant.completion())
            }
            TokenKind::Number { unit: ProseUnit::Percent, .. } if is_of_budget => {
                (ProseRole::GrowthOfBudget(way?), changed())
            }
            TokenKind::Number { unit: ProseUnit::Percent, .. } => (ProseRole::Growth(way?), changed()),
            TokenKind::Number { unit: ProseUnit::Count(_), .. } if way.is_some() => return None,
            TokenKind::Number { unit: ProseUnit::Count(_), .. } => (ProseRole::Amount, meant.0),
            TokenKind::Number { .. } if words.has(Tail::Done) => {
                walk.of_whole = Some((Tail::Done, spot.lead.to_vec()));
                (ProseRole::Budget, words.budget(&meant))
            }
            TokenKind::Number { .. } if words.has(Tail::Share) => {
                walk.of_whole = Some((Tail::Share, spot.lead.to_vec()));
                return None;
            }
            TokenKind::Number { .. } => match way {
                Some(way) if is_of_budget => (ProseRole::ChangeOfBudget(way), changed()),
                Some(way) => (ProseRole::Change(way), changed()),
                None => words.amount(meant),
            },
            TokenKind::Level => (ProseRole::Level, meant.growth()),
            TokenKind::Compare(way) => (ProseRole::Compare(*way), meant.completion()),
            TokenKind::Other => return None,
        };
        // A count or a word of what is not known says nothing.
        let is_said = !addresses.is_empty() || spot.is_money() || is_percent || matches!(role, ProseRole::Compare(_));
        is_said.then(|| Said::of(role, addresses))
    }

    /// A share of what such shares are usually of, or of what the sentence names.
    fn share(&self, spot: &Spot<'_>, own: &Subject, meant: Meant, of: Option<&[Source]>) -> Option<Said> {
        let usual = meant.find(|source| share_of(source).map(Source::from));
        let is_usual = |whole: &[Source]| {
            usual.iter().any(|share| {
                let Source::Measure(key) = share else { return false };
                matches!(formula(*key), Some(Formula::Ratio { whole: usual, .. }) if whole.contains(&usual))
            })
        };
        let whole = match self.share_base(spot.lead, spot.topic) {
            ShareBase::Usual if meant.is_part_of(of) => of.map(<[Source]>::to_vec),
            ShareBase::Usual if usual.is_empty() => Some(usual_whole(spot.topic)?),
            ShareBase::Usual => None,
            ShareBase::Named(whole) if whole.len() == 1 && is_usual(&whole) => None,
            ShareBase::Named(whole) if own.is_clear => Some(whole),
            ShareBase::Named(_) | ShareBase::Unknown => return None,
        };
        match whole {
            Some(whole) => Some(Said { share_of: Some((meant.0, whole)), ..Said::of(ProseRole::Share, Vec::new()) }),
            None => Some(Said::of(ProseRole::Share, usual)),
        }
    }

    /// Of what a share is: “占政府采购支出总额的”.
    fn share_base(&self, lead: &[char], topic: &str) -> ShareBase {
        let Some(mark) = lead.iter().rposition(|c| *c == '占') else { return ShareBase::Usual };
        let words: String = lead[mark + 1..].iter().collect();
        let ends = |c: char| "的比重例为达到约%".contains(c);
        let words = words.trim_end_matches(ends);
        // 总收入 is what came in this year to one, and all that there was to another.
        let loose = match words {
            "总收入" | "收入总额" | "全部收入" => Some([Line::IncomeOfYear, Line::IncomeTotal]),
            "总支出" | "支出总额" | "全部支出" => Some([Line::SpendingOfYear, Line::SpendingTotal]),
            _ => None,
        };
        if let Some(lines) = loose {
            return ShareBase::Named(lines.map(|line| CellKey::line(T01, line, Column::Amount).into()).to_vec());
        }
        let words = words.trim_start_matches(['全', '总']);
        if words.is_empty() {
            return ShareBase::Usual;
        }
        if topic == "basic" && ["基本支出", "基本支出总额"].contains(&words) {
            return usual_whole(topic).map_or(ShareBase::Unknown, ShareBase::Named);
        }
        let chars: Vec<char> = words.chars().collect();
        // 财政拨款总支出 is 财政拨款支出.
        let plain: Vec<char> = chars.iter().copied().filter(|c| *c != '总').collect();
        for chars in [plain, chars] {
            if let Some((length, entries)) = self.dictionary.suffix(&chars, topic, None) {
                let front = &chars[..chars.len() - length];
                let named = Scope::named_by(front);
                let front = &front[..front.len() - named.map_or(0, |(_, length)| length)];
                let main = entries.into_iter().filter(|entry| entry.aspect == Aspect::Main);
                // Of 本年支出合计 is of all spending, in each section.
                let main = main.filter_map(|entry| match named {
                    Some((scope, _)) => in_scope(&entry.source, Some(scope)),
                    None => Some(entry.source),
                });
                let mut main: Vec<Source> = main.collect();
                main.dedup();
                if !main.is_empty() && Lexicon::get().is_front(front, &self.department) {
                    return ShareBase::Named(main);
                }
            }
        }
        let is_known = ["财政拨款支出", "三公经费", "三公经费总额", "三公经费支出", "支出决算"]
            .iter()
            .any(|known| words.ends_with(known));
        if is_known { ShareBase::Usual } else { ShareBase::Unknown }
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

/// Whether a reason is told at the end of these words, where one was told before them or not.
fn goes_on_in_reason(words: &[char], was_told: bool) -> bool {
    let end = words.iter().rposition(|c| matches!(c, '。' | ';' | '\n'));
    is_within_reason(&words[end.map_or(0, |end| end + 1)..]) || was_told && end.is_none()
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

impl Said {
    fn of(role: ProseRole, addresses: Vec<Source>) -> Self {
        Self { role, addresses, share_of: None }
    }
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
        let meant = entries.into_iter().filter_map(|entry| {
            if is_own(&entry) {
                return Some(entry);
            }
            in_scope(&entry.source, here).map(|source| Entry { source, ..entry })
        });
        meant.collect()
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

/// All that a fund spent.
fn is_total_of_fund(source: &Source) -> bool {
    matches!(source, Source::Cell(CellKey { table: T06 | T10 | T12, row: RowKey::Total, .. }))
}

/// Whether a bracket stands behind an amount of something else than all spending.
fn is_part_of(outside: &[Option<Subject>]) -> bool {
    let is_whole = |source: &Source| matches!(source, Source::Cell(CellKey { table: T01 | T03 | T04, .. }));
    outside.iter().any(|subject| subject.as_ref().is_none_or(|subject| !subject.main.iter().any(is_whole)))
}

/// Words without the remark in brackets at their end: 收、支总计（含结转和结余）.
fn without_remark(words: &[char]) -> Option<&[char]> {
    if words.last() != Some(&')') {
        return None;
    }
    let from = words.iter().rposition(|c| *c == '(')?;
    let has_number = words[from..].iter().any(char::is_ascii_digit);
    (!has_number && from > 0).then(|| &words[..from])
}

/// What shares are of in a section that does not say so.
fn usual_whole(topic: &str) -> Option<Vec<Source>> {
    Some(match topic {
        "income" => vec![CellKey::line(T01, Line::IncomeOfYear, Column::Amount).into()],
        "spending" => vec![CellKey::total(T03, Column::Total).into()],
        "basic" => vec![CellKey::total(T08, Column::Amount).into()],
        "procurement" => vec![MeasureKey::ProcurementTotal.into()],
        _ if topic.starts_with("gpb") => vec![CellKey::total(T06, Column::Total).into()],
        _ => return None,
    })
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
