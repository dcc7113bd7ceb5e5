//! Which words name which number: the templates of the report, the rows of their lists, and what others say instead
//! (`assets/reading/prose.txt`).

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    address::{CellKey, Column, ColumnKey, MeasureKey, RowKey, T06, T08, T13},
    at,
    codes::{Code, CodeBook},
    document::{Axis, Document, Kind, Path},
    figures::{INCOME_LINES, SPENDING_COLUMNS, Source, column_label, row_label},
    report::{Grammar, GrammarAddress, GrammarList, GrammarSlot, GrammarValue, ROW_MARK, WRITTEN_MARK, YEAR_MARK},
};

use super::{
    super::fact::FoundProject,
    flow::normal,
    formulas::{self, Formula},
    tokens::{ProseUnit, unit_at},
};

/// The words that sentences are made of besides names and numbers.
pub(super) struct Lexicon {
    /// Every word with its meaning, the longest first.
    tails: Vec<(Vec<char>, Tail)>,
    front: Vec<Vec<char>>,
    /// Names that end like ours and are none of them.
    others: Vec<Vec<char>>,
    names: Vec<OtherName>,
    /// What others call our sections.
    pub headings: Vec<(String, String)>,
    /// The words that tell the section of any other heading.
    pub topics: Vec<(Vec<String>, &'static str)>,
}

/// What others call a number of ours.
struct OtherName {
    name: String,
    /// The section in which they do; any if blank.
    topic: &'static str,
    source: Source,
    unit: Option<ProseUnit>,
}

/// What a word between a name and its number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    Filler,
    Up,
    Down,
    Share,
    Done,
    Budget,
    Compared,
    Prior,
    /// 预决算差异率
    Difference,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon {
        tails: Vec::new(),
        front: Vec::new(),
        others: Vec::new(),
        names: Vec::new(),
        headings: Vec::new(),
        topics: Vec::new(),
    };
    let mut section = "";
    let lines = include_str!("../../../assets/reading/prose.txt").lines().map(str::trim);
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = name;
            continue;
        }
        let tail = match section {
            "filler" => Tail::Filler,
            "up" => Tail::Up,
            "down" => Tail::Down,
            "share" => Tail::Share,
            "done" => Tail::Done,
            "budget" => Tail::Budget,
            "compared" => Tail::Compared,
            "prior" => Tail::Prior,
            "difference" => Tail::Difference,
            "front" => {
                lexicon.front.extend(line.split_whitespace().map(|word| normal(word).chars().collect()));
                continue;
            }
            "others" => {
                lexicon.others.extend(line.split_whitespace().map(|word| normal(word).chars().collect()));
                continue;
            }
            "headings" => {
                if let Some((words, topic)) = line.split_once('=') {
                    lexicon
                        .headings
                        .extend(words.split('|').map(|words| (words.trim().to_owned(), topic.trim().to_owned())));
                }
                continue;
            }
            "topics" => {
                if let Some((words, topic)) = line.split_once('=') {
                    lexicon.topics.push((words.split_whitespace().map(str::to_owned).collect(), topic.trim()));
                }
                continue;
            }
            _ => {
                lexicon.names.extend(read_name(line));
                continue;
            }
        };
        lexicon.tails.extend(line.split_whitespace().map(|word| (normal(word).chars().collect(), tail)));
    }
    lexicon.tails.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    lexicon.front.sort_by_key(|word| std::cmp::Reverse(word.len()));
    lexicon
});

fn read_name(line: &'static str) -> Vec<OtherName> {
    let Some((names, address)) = line.split_once('=') else { return Vec::new() };
    let (topic, names) = names.split_once(" : ").map_or(("", names), |(topic, names)| (topic.trim(), names));
    let mut parts = address.split_whitespace();
    let Some(source) = parts.next().and_then(|address| address.parse::<Source>().ok()) else { return Vec::new() };
    let unit = parts.next().and_then(|unit| unit_at(&unit.chars().collect::<Vec<_>>())).map(|(unit, _)| unit);
    let other = |name: &str| OtherName { name: normal(name.trim()), topic, source: source.clone(), unit };
    names.split('|').map(other).collect()
}

impl Lexicon {
    pub fn get() -> &'static Self {
        &LEXICON
    }

    /// The longest word that a text ends with.
    pub fn tail(&self, text: &[char]) -> Option<(usize, Tail)> {
        self.tails(text).next()
    }

    /// All of them, the longest first.
    pub fn tails(&self, text: &[char]) -> impl Iterator<Item = (usize, Tail)> {
        self.tails.iter().filter(|(word, _)| text.ends_with(word)).map(|(word, tail)| (word.len(), *tail))
    }

    /// Whether a text ends in the name of something else.
    pub fn is_other(&self, text: &[char]) -> bool {
        self.others.iter().any(|other| text.ends_with(other))
    }

    /// Whether words before a name do not change what it says.
    pub fn is_front(&self, mut text: &[char], department: &[char]) -> bool {
        while !text.is_empty() {
            if !department.is_empty() && text.starts_with(department) {
                text = &text[department.len()..];
                continue;
            }
            if text[0] == YEAR_MARK || matches!(text[0], '(' | ')' | '.') || text[0].is_ascii_digit() {
                text = &text[1..];
                continue;
            }
            match self.front.iter().find(|word| text.starts_with(word)) {
                Some(word) => text = &text[word.len()..],
                None => return false,
            }
        }
        true
    }
}

/// What an entry says of its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aspect {
    /// The amount or count itself.
    Main,
    Budget,
    Prior,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Only there is the name meant so; everywhere if `None`.
    pub topic: &'static str,
    pub is_everywhere: bool,
    pub source: Source,
    /// `None` for amounts.
    pub unit: Option<ProseUnit>,
    pub aspect: Aspect,
}

/// The names of one document.
pub(super) struct Dictionary {
    entries: HashMap<String, Vec<Entry>>,
    longest: usize,
    /// Counts that are known by the words behind them: 3个项目编制了绩效目标.
    behind: Vec<(Vec<char>, Entry)>,
    /// What a reception says, by unit.
    receptions: Vec<(Option<ProseUnit>, GrammarAddress)>,
}

impl Dictionary {
    pub fn of(document: &Document, book: &CodeBook, projects: &[FoundProject]) -> Self {
        let mut own = Self { entries: HashMap::new(), longest: 0, behind: Vec::new(), receptions: Vec::new() };
        let rows = Rows::of(document, book, projects);
        let mut last = Vec::new();
        for slot in &Grammar::get().slots {
            own.add_slot(slot, &rows, &mut last);
        }
        for OtherName { name, topic, source, unit } in &Lexicon::get().names {
            let (is_everywhere, source) = (topic.is_empty(), source.clone());
            own.add(name, Entry { topic, is_everywhere, source, unit: *unit, aspect: Aspect::Main });
        }
        for entry in book.list(Axis::Economic).values() {
            let source = CellKey::code(T08, entry.code, Column::Amount).into();
            let entry_of = Entry { topic: "basic", is_everywhere: false, source, unit: None, aspect: Aspect::Main };
            own.add(&normal(&entry.name), entry_of);
        }
        own
    }

    fn add(&mut self, name: &str, entry: Entry) {
        const SHORTEST: usize = 2;
        let name = joined(name);
        let length = name.chars().count();
        if length < SHORTEST {
            return;
        }
        self.longest = self.longest.max(length);
        let entries = self.entries.entry(name).or_default();
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }

    /// A number that has no name of its own goes by the name before it: “1批次、8人次”.
    fn add_slot(&mut self, slot: &GrammarSlot, rows: &Rows, last: &mut Vec<char>) {
        let behind: Vec<char> = normal(&slot.behind).chars().collect();
        let unit = unit_at(&behind).map(|(unit, _)| unit);
        if slot.list == Some(GrammarList::Receptions) {
            if let GrammarValue::Value(address) = slot.value {
                self.receptions.push((unit.filter(|unit| matches!(unit, ProseUnit::Count(_))), address));
            }
            return;
        }
        let lead: Vec<char> = normal(&slot.lead).chars().collect();
        if let Some(phrase) = phrase_of(&lead) {
            *last = phrase;
        }
        let phrase = last.clone();
        self.add_behind(slot, &behind);
        match slot.list.filter(|_| phrase.contains(&ROW_MARK)) {
            Some(list) => {
                for (name, row) in rows.of_list(list) {
                    if let Some(source) = row.source(slot.value) {
                        self.add_phrase(&replaced(&phrase, name), slot, source, unit, false);
                    }
                }
            }
            None if slot.list.is_some() => {}
            None => {
                if let Some(source) = Row::default().source(slot.value) {
                    self.add_phrase(&phrase, slot, source, unit, true);
                }
            }
        }
    }

    fn add_behind(&mut self, slot: &GrammarSlot, behind: &[char]) {
        const SHORTEST: usize = 5;
        let Some((unit @ ProseUnit::Count(_), length)) = unit_at(behind) else { return };
        let words = behind[length..].iter().copied().take_while(|c| !matches!(c, ',' | '。' | ';' | '、' | '('));
        let words: Vec<char> = words.collect();
        let source = if slot.list.is_none() { Row::default().source(slot.value) } else { None };
        if let Some(source) = source.filter(|source| words.len() >= SHORTEST && !is_amount(source)) {
            let (topic, unit) = (slot.topic, Some(unit));
            let entry = Entry { topic, is_everywhere: false, source, unit, aspect: Aspect::Main };
            self.behind.push((words, entry));
        }
    }

    /// The count that the words behind it name.
    pub fn by_behind(&self, behind: &[char], topic: &str, unit: Option<ProseUnit>) -> Vec<Entry> {
        let suits = |(words, entry): &&(Vec<char>, Entry)| {
            entry.topic == topic && same_unit(entry.unit, unit) && behind.starts_with(words)
        };
        let mut found: Vec<Entry> = Vec::new();
        for (_, entry) in self.behind.iter().filter(suits) {
            if !found.contains(entry) {
                found.push(entry.clone());
            }
        }
        found
    }

    /// The phrase, and the same without the fillers at its end.
    fn add_phrase(
        &mut self,
        phrase: &[char],
        slot: &GrammarSlot,
        source: Source,
        unit: Option<ProseUnit>,
        is_everywhere: bool,
    ) {
        const SHORTEST: usize = 3;
        /// A shorter name means something else in another section.
        const TELLING: usize = 5;
        let Some(aspect) = aspect_of(&source) else { return };
        let unit = match (slot.value, &source) {
            (GrammarValue::Change(_) | GrammarValue::Completion { .. }, _) => None,
            (_, source) if is_amount(source) => None,
            (_, _) => match unit {
                Some(ProseUnit::Count(_)) => unit,
                _ => return,
            },
        };
        let mut rest = phrase.to_vec();
        loop {
            let name: String = rest.iter().collect();
            let is_everywhere = is_everywhere && rest.len() >= TELLING;
            self.add(&name, Entry { topic: slot.topic, is_everywhere, source: source.clone(), unit, aspect });
            match Lexicon::get().tail(&rest) {
                _ if ends_in_total(&rest) => break,
                Some((length, _)) if rest.len() >= length + SHORTEST => rest.truncate(rest.len() - length),
                _ => break,
            }
        }
    }

    /// The longest name that a text ends with, and how long it is.
    pub fn suffix(&self, text: &[char], topic: &str, unit: Option<ProseUnit>) -> Option<(usize, Vec<Entry>)> {
        for length in (2..=text.len().min(self.longest)).rev() {
            let name: String = text[text.len() - length..].iter().collect();
            let Some(entries) = self.entries.get(&name) else { continue };
            let suits = |entry: &&Entry| same_unit(entry.unit, unit);
            let here: Vec<Entry> = entries.iter().filter(suits).filter(|entry| entry.topic == topic).cloned().collect();
            if !here.is_empty() {
                return Some((length, here));
            }
            // Some list the classes where they speak of the whole.
            let is_near = |entry: &&Entry| {
                entry.topic.starts_with("gpb") && topic.starts_with("gpb")
                    || entry.topic == "three_public" && topic.starts_with("three_public")
            };
            let near: Vec<Entry> = entries.iter().filter(suits).filter(is_near).cloned().collect();
            if !near.is_empty() {
                return Some((length, near));
            }
            let elsewhere: Vec<Entry> =
                entries.iter().filter(suits).filter(|entry| entry.is_everywhere).cloned().collect();
            if !elsewhere.is_empty() {
                return Some((length, elsewhere));
            }
        }
        None
    }

    /// All that a name means in any section.
    pub fn meanings(&self, name: &[char]) -> Vec<Source> {
        let name: String = name.iter().collect();
        self.entries.get(&name).into_iter().flatten().map(|entry| entry.source.clone()).collect()
    }

    pub fn reception(&self, index: usize, unit: Option<ProseUnit>) -> Option<Source> {
        let found = self.receptions.iter().find(|(own, _)| same_unit(*own, unit));
        found.map(|(_, address)| address.source(None, None, Some(index)))
    }
}

/// As the text is where a pair is joined.
fn joined(name: &str) -> String {
    name.replace("收、支", "收支").replace("收入、支出", "收入支出")
}

/// 人 and 人次 are the same, and so are 次 and 个.
fn same_unit(own: Option<ProseUnit>, other: Option<ProseUnit>) -> bool {
    let plain = |unit: Option<ProseUnit>| match unit {
        Some(ProseUnit::Count("人次")) => Some(ProseUnit::Count("人")),
        Some(ProseUnit::Count("次" | "项")) => Some(ProseUnit::Count("个")),
        other => other,
    };
    plain(own) == plain(other)
}

/// The words that name a number: the last clause before it that says more than fillers.
fn phrase_of(lead: &[char]) -> Option<Vec<char>> {
    let lexicon = Lexicon::get();
    let behind_unit = unit_at(lead).map_or(0, |(_, length)| length);
    let lead = &lead[behind_unit..];
    for (_, segment) in segments(lead) {
        let mut bare = segment;
        while !ends_in_total(bare)
            && let Some((length, _)) = lexicon.tail(bare)
        {
            bare = &bare[..bare.len() - length];
        }
        let front = bare.iter().position(|c| !matches!(c, '(' | ')' | &YEAR_MARK)).unwrap_or(bare.len());
        if bare.get(front..).is_some_and(|bare| !bare.is_empty()) && !segment.starts_with(&['占']) {
            // Only the marks of a year before it are no part of the name.
            let mut own = segment;
            while own.first().is_some_and(|c| matches!(c, '(' | &YEAR_MARK)) {
                own = &own[1..];
                for word in ["年度", "年末", "年"] {
                    let word: Vec<char> = word.chars().collect();
                    if own.starts_with(&word) {
                        own = &own[word.len()..];
                        break;
                    }
                }
            }
            while !ends_in_total(own)
                && let Some((length, _)) =
                    lexicon.tail(own).filter(|(length, tail)| *tail == Tail::Filler && *length == 1)
            {
                own = &own[..own.len() - length];
            }
            return Some(own.to_vec());
        }
    }
    None
}

/// 收入总计, 支出合计: these words name a number of their own.
fn ends_in_total(text: &[char]) -> bool {
    let text: String = text[text.len().saturating_sub(4)..].iter().collect();
    ["收入总计", "支出总计", "支总计", "收入合计", "支出合计"].iter().any(|words| text.ends_with(words))
}

/// The clauses of a text with the places where they begin, the last first.
pub(super) fn segments(text: &[char]) -> Vec<(usize, &[char])> {
    let is_mark = |c: &char| matches!(c, ',' | ';' | ':' | '。' | '、' | '\n' | '《' | '》') || *c == WRITTEN_MARK;
    let mut found = Vec::new();
    let mut end = text.len();
    loop {
        let start = text[..end].iter().rposition(is_mark).map_or(0, |mark| mark + 1);
        let segment = &text[start..end];
        // A bracket that is not closed begins a clause.
        let open = segment.iter().rposition(|c| *c == '(').filter(|at| !segment[*at..].contains(&')'));
        let skipped = open.map_or(0, |at| at + 1);
        found.push((start + skipped, &segment[skipped..]));
        match start.checked_sub(1) {
            Some(mark) => end = mark,
            None => return found,
        }
    }
}

fn replaced(phrase: &[char], name: &[char]) -> Vec<char> {
    phrase.iter().flat_map(|c| if *c == ROW_MARK { name.to_vec() } else { vec![*c] }).collect()
}

#[derive(Clone, Default)]
struct Row {
    row: Option<RowKey>,
    column: Option<ColumnKey>,
    index: Option<usize>,
    own: Option<Path>,
}

impl Row {
    fn source(&self, value: GrammarValue) -> Option<Source> {
        let of = |address: GrammarAddress| address.source(self.row, self.column, self.index);
        match value {
            GrammarValue::Value(address) => Some(of(address)),
            GrammarValue::Completion { actual, .. } => Some(of(actual)),
            GrammarValue::Row => self.own.map(Source::from),
            GrammarValue::Change(growth) => match of(growth) {
                Source::Measure(key) => match formulas::formula(key)? {
                    Formula::Growth { current, .. } => Some(current),
                    Formula::Ratio { .. } => None,
                },
                _ => None,
            },
        }
    }
}

/// The rows of the lists by their names.
struct Rows(HashMap<GrammarList, Vec<(Vec<char>, Row)>>);

impl Rows {
    fn of(document: &Document, book: &CodeBook, projects: &[FoundProject]) -> Self {
        let name = |text: &str| normal(text).chars().collect::<Vec<char>>();
        let mut lists: HashMap<GrammarList, Vec<(Vec<char>, Row)>> = HashMap::new();
        for line in INCOME_LINES {
            let row = RowKey::Line(line);
            let words = row_label(crate::address::T01, row, book, document);
            lists
                .entry(GrammarList::Income)
                .or_default()
                .push((name(&words), Row { row: Some(row), ..Row::default() }));
        }
        for column in SPENDING_COLUMNS {
            let key = ColumnKey::Named(column);
            let words = if column == Column::Operating { "经营支出".to_owned() } else { column_label(key, book) };
            lists
                .entry(GrammarList::Spending)
                .or_default()
                .push((name(&words), Row { column: Some(key), ..Row::default() }));
        }
        let classes = book.list(Axis::Functional).keys().filter(|code| code.digits() == 3);
        for code in classes {
            let row = Row { row: Some(RowKey::Code(*code)), ..Row::default() };
            let words = book.functional_name(*code);
            let plain = words.trim_end_matches("支出").to_owned();
            for words in [words, plain] {
                lists.entry(GrammarList::Classes).or_default().push((name(&words), row.clone()));
            }
        }
        for (index, project) in projects.iter().enumerate() {
            lists
                .entry(GrammarList::Projects)
                .or_default()
                .push((name(&project.name), Row { index: Some(index), ..Row::default() }));
        }
        let assets = at!(other.assets);
        for field in
            ["provincial", "leader", "confidential", "emergency", "enforcement", "technical", "retired", "other"]
        {
            let place = assets.field(field);
            let words = Document::field_at(place).map_or("", |field| field.label);
            lists
                .entry(GrammarList::Vehicles)
                .or_default()
                .push((name(words), Row { own: Some(place), ..Row::default() }));
        }
        // What others call them.
        let others: [(&str, &[&str]); 4] = [
            ("leader", &["主要领导干部用车", "主要负责人用车", "主要领导用车"]),
            (
                "provincial",
                &[
                    "副部(省)级领导用车",
                    "副部(省)级及以上领导用车",
                    "省级领导干部用车",
                    "部级领导干部用车",
                    "副省级及以上领导用车",
                ],
            ),
            ("retired", &["离退休干部服务用车", "老干部服务用车"]),
            ("other", &["其他按照规定配备的公务用车", "其他按规定配备的公务用车", "其他车辆"]),
        ];
        for (field, names) in others {
            let row = Row { own: Some(assets.field(field)), ..Row::default() };
            for words in names {
                lists.entry(GrammarList::Vehicles).or_default().push((name(words), row.clone()));
            }
        }
        Self(lists)
    }

    fn of_list(&self, list: GrammarList) -> impl Iterator<Item = (&[char], &Row)> {
        self.0.get(&list).into_iter().flatten().map(|(name, row)| (name.as_slice(), row))
    }
}

/// What a number at an address is said to be; `None` for a percentage, which its amount leads to.
fn aspect_of(source: &Source) -> Option<Aspect> {
    match source {
        Source::Measure(
            MeasureKey::Growth(_)
            | MeasureKey::ThreePublicGrowth(_)
            | MeasureKey::Share(_)
            | MeasureKey::FiscalIncomeShare
            | MeasureKey::IncomeShare(_)
            | MeasureKey::SpendingShare(_)
            | MeasureKey::ClassShare(_)
            | MeasureKey::ThreePublicShare(_)
            | MeasureKey::ProcurementShare(_)
            | MeasureKey::GeneralBudgetCompletion
            | MeasureKey::ItemCompletion(_)
            | MeasureKey::ThreePublicCompletion(_)
            | MeasureKey::TermExecution(_)
            | MeasureKey::ProjectExecution(_),
        ) => None,
        Source::Measure(MeasureKey::GeneralBudgetPlanned | MeasureKey::ItemBudget(_)) => Some(Aspect::Budget),
        Source::Cell(CellKey { table: T13, column: ColumnKey::Named(column), .. })
            if column.spelling().starts_with("b_") =>
        {
            Some(Aspect::Budget)
        }
        Source::Entered(path)
            if path.starts_with(&at!(other.prior))
                || *path == at!(income.prior_total)
                || *path == at!(income.prior_fiscal_total) =>
        {
            Some(Aspect::Prior)
        }
        _ => Some(Aspect::Main),
    }
}

/// Whether a number is an amount, and no count.
pub(super) fn is_amount(source: &Source) -> bool {
    match source {
        Source::Cell(_) => true,
        Source::Entered(path) => matches!(Document::kind_at(*path), Some(Kind::Money)),
        Source::Measure(key) => !matches!(
            key,
            MeasureKey::ProjectCount
                | MeasureKey::TermCount(_)
                | MeasureKey::TermSurplus(_)
                | MeasureKey::DomesticBatches
                | MeasureKey::DomesticPersons
                | MeasureKey::ScoreTotal
                | MeasureKey::ScoreSum
                | MeasureKey::ScorePoints
                | MeasureKey::ScoreGroup(_)
        ),
    }
}

/// The item of a full name: 一般公共服务支出（类）财政事务（款）行政运行（项）.
pub(super) struct ItemNames<'a> {
    book: &'a CodeBook,
    /// Those of the tables that were read.
    known: Vec<Code>,
}

impl<'a> ItemNames<'a> {
    pub fn of(book: &'a CodeBook, known: Vec<Code>) -> Self {
        Self { book, known }
    }

    /// The code of the names of class, section and item.
    pub fn find(&self, names: &[String; 3]) -> Option<Code> {
        let all = self.book.list(Axis::Functional).keys().filter(|code| code.digits() == 7).copied();
        let known = || self.known.iter().copied().filter(|code| code.digits() == 7);
        let level = |code: Code, digits: usize| {
            let code = std::iter::successors(Some(code), Code::parent).find(|code| code.digits() == digits)?;
            Some(plain(&self.book.functional_name(code)))
        };
        // Old and short names stand for the official ones.
        let wanted = names.each_ref().map(|name| plain(self.book.alias(name).map_or(name, |alias| &alias.official)));
        // The more of the levels agree, the better; the item itself always does.
        let best = |codes: &mut dyn Iterator<Item = Code>| {
            let mut best: Vec<(usize, Code)> = Vec::new();
            for code in codes {
                let item = level(code, 7).unwrap_or_default();
                let is_cut = wanted[2].chars().count() >= 6 && item.starts_with(&wanted[2]);
                if item != wanted[2] && !is_cut {
                    continue;
                }
                let agreeing = usize::from(level(code, 3).as_ref() == Some(&wanted[0]))
                    + usize::from(level(code, 5).as_ref() == Some(&wanted[1])) * 2
                    + usize::from(item == wanted[2]) * 4;
                best.push((agreeing, code));
            }
            best.sort_unstable();
            let (most, code) = *best.last()?;
            let alone = best.iter().filter(|(agreeing, _)| *agreeing == most).count() == 1;
            (alone && most > 0).then_some(code)
        };
        best(&mut known()).or_else(|| best(&mut all.into_iter()))
    }

    /// The item of a code that stands before its name.
    pub fn coded(&self, digits: &str) -> Option<Code> {
        let code = Code::new(digits).filter(|code| code.digits() == 7)?;
        (self.known.contains(&code) || self.book.functional(code).is_some()).then_some(code)
    }

    /// The class of a name.
    pub fn class(&self, name: &str) -> Option<Code> {
        self.named(name, 3, |_| true)
    }

    /// The section of a name, in the class of a name.
    pub fn section(&self, class: &str, name: &str) -> Option<Code> {
        let class = self.class(class);
        self.named(name, 5, |code| class.is_none_or(|class| code.class() == class))
    }

    /// The only code of so many digits that is called so.
    fn named(&self, name: &str, digits: usize, suits: impl Fn(Code) -> bool) -> Option<Code> {
        let wanted = plain(self.book.alias(name).map_or(name, |alias| &alias.official));
        let codes = self.book.list(Axis::Functional).keys().copied();
        let mut found = codes.filter(|code| {
            code.digits() == digits && suits(*code) && plain(&self.book.functional_name(*code)) == wanted
        });
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    pub fn amount(code: Code) -> Source {
        CellKey::code(T06, code, Column::Total).into()
    }
}

fn plain(name: &str) -> String {
    let name: String = normal(name).chars().filter(|c| c.is_alphanumeric()).collect();
    name.trim_end_matches("支出").to_owned()
}
