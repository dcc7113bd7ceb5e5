//! The numbers of a report that are compared with each other: those of its tables, and those of its sentences.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::{
    address::{CellKey, Line, RowKey},
    codes::CodeBook,
    document::Document,
    evidence::{CellBorders, Evidence, FileBlock},
    figures::{Source, cell_label},
    money::AmountUnit,
    reading::{
        Certainty, Fact, FactPlace, Reading,
        prose::{Prose, ProseFact, ProseRole, ProseUnit, Way},
    },
};

/// What a number is of its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Facet {
    /// The number itself: an amount in 元, a count, a percentage.
    Value,
    /// How much more than last year, signed.
    Change,
    /// By how many percent, signed.
    Rate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    Table(FactPlace),
    /// The number of the fact of the prose.
    Prose(usize),
}

pub(super) struct Number {
    pub addresses: Vec<Source>,
    pub facet: Facet,
    pub value: Decimal,
    /// How far the true number may be from the printed one.
    pub half: Decimal,
    pub stand: Stand,
    /// Whether it was read without any doubt.
    pub is_firm: bool,
    /// 年, 全 or 调 where a sentence says which budget it means.
    pub basis: Option<char>,
}

impl Number {
    /// Whether its name can mean one number only; both totals of a summary are the same.
    pub fn is_single(&self) -> bool {
        let of_summary = |address: &Source| match address {
            Source::Cell(CellKey { table, row: RowKey::Line(Line::IncomeTotal | Line::SpendingTotal), .. }) => {
                Some(*table)
            }
            _ => None,
        };
        let same = |address: &Source, first: &Source| {
            address == first || of_summary(address).is_some() && of_summary(address) == of_summary(first)
        };
        // A share of its own has no address: its amounts have.
        self.addresses.first().is_none_or(|first| self.addresses.iter().all(|address| same(address, first)))
    }
}

/// Facts behind a number that may still be of what it is of.
const MOST_BEHIND: usize = 4;

/// What is looked for beside a number.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Told {
    Amount,
    Budget,
    Prior,
    Change,
    ChangeOfBudget,
}

impl Told {
    fn is_of(self, role: ProseRole) -> bool {
        match self {
            Self::Amount => role == ProseRole::Amount,
            Self::Budget => role == ProseRole::Budget,
            Self::Prior => role == ProseRole::Prior,
            Self::Change => matches!(role, ProseRole::Change(_)),
            Self::ChangeOfBudget => matches!(role, ProseRole::ChangeOfBudget(_)),
        }
    }

    /// A rate follows its change; its amount may be told behind it.
    fn may_follow(self) -> bool {
        matches!(self, Self::Amount | Self::Budget)
    }
}

/// All of them, by address.
pub(super) struct Numbers<'a> {
    pub all: Vec<Number>,
    by_address: FxHashMap<(Source, Facet), Vec<usize>>,
    /// By the facts of the prose.
    of_facts: Vec<Option<usize>>,
    pub evidence: &'a Evidence,
    pub reading: &'a Reading,
    pub prose: &'a Prose,
    pub book: &'a CodeBook,
    pub document: &'a Document,
}

fn half_of(decimals: u8) -> Decimal {
    Decimal::new(5, u32::from(decimals.min(20)) + 1)
}

impl<'a> Numbers<'a> {
    /// Numbers of tables that are not to be believed are left out.
    pub fn of(
        evidence: &'a Evidence,
        reading: &'a Reading,
        prose: &'a Prose,
        book: &'a CodeBook,
        document: &'a Document,
        is_silent: impl Fn(usize) -> bool,
    ) -> Self {
        let mut own = Self {
            all: Vec::new(),
            by_address: FxHashMap::default(),
            of_facts: vec![None; prose.facts.len()],
            evidence,
            reading,
            prose,
            book,
            document,
        };
        for (index, table) in reading.tables.iter().enumerate() {
            if is_silent(index) {
                continue;
            }
            // Where rows or cells were left unread, a sum may lack them.
            let is_whole = !reading.left.iter().any(|left| table.blocks.contains(&left.place.block));
            let is_certain =
                is_whole && (table.certainty == Certainty::Proven || !table.is_doubted && table.is_unit_stated);
            for fact in &table.facts {
                let is_firm = is_certain && own.has_borders(fact.place.block);
                own.add_fact(fact, is_firm);
            }
        }
        for (index, fact) in prose.facts.iter().enumerate() {
            own.add_prose(index, fact);
        }
        own
    }

    /// Whether the cells of a table are known by their borders, and not only by blanks between them.
    fn has_borders(&self, block: usize) -> bool {
        matches!(self.evidence.blocks.get(block),
            Some(FileBlock::Table(table)) if table.borders != CellBorders::Separated)
    }

    fn add(&mut self, number: Number) {
        let index = self.all.len();
        if let Stand::Prose(fact) = number.stand {
            self.of_facts[fact] = Some(index);
        }
        for address in &number.addresses {
            let places = self.by_address.entry((address.clone(), number.facet)).or_default();
            if places.last() != Some(&index) {
                places.push(index);
            }
        }
        self.all.push(number);
    }

    fn add_fact(&mut self, fact: &Fact, is_firm: bool) {
        let scale = match fact.unit {
            AmountUnit::Wan => Decimal::from(10_000),
            AmountUnit::Yuan => Decimal::ONE,
        };
        let half = if fact.unit == AmountUnit::Yuan && fact.decimals >= 2 {
            Decimal::ZERO
        } else {
            half_of(fact.decimals) * scale
        };
        self.add(Number {
            addresses: vec![fact.address.clone()],
            facet: Facet::Value,
            value: fact.value.yuan(),
            half,
            stand: Stand::Table(fact.place),
            is_firm,
            basis: None,
        });
    }

    fn add_prose(&mut self, index: usize, fact: &ProseFact) {
        let Some(unit) = fact.unit else { return };
        let (Some(value), decimals) = (fact.value, fact.decimals) else { return };
        let scale = match unit {
            ProseUnit::Wan => Decimal::from(10_000),
            ProseUnit::HundredMillion => Decimal::from(100_000_000),
            _ => Decimal::ONE,
        };
        // Zero is zero, however many decimals are printed.
        let decimals = if value.is_zero() && unit != ProseUnit::Percent { decimals.max(2) } else { decimals };
        let Some(value) = value.checked_mul(scale) else { return };
        let half = match unit {
            ProseUnit::Count(_) => Decimal::ZERO,
            ProseUnit::Yuan if decimals >= 2 => Decimal::ZERO,
            _ => half_of(decimals) * scale,
        };
        let (facet, value) = match fact.role {
            ProseRole::Change(way) | ProseRole::ChangeOfBudget(way) => (Facet::Change, signed(value, way)),
            ProseRole::Growth(way) | ProseRole::GrowthOfBudget(way) => (Facet::Rate, signed(value, way)),
            _ => (Facet::Value, value),
        };
        let basis = match fact.role {
            ProseRole::Budget | ProseRole::Completion => basis_in(&fact.lead),
            _ => None,
        };
        self.add(Number {
            addresses: fact.addresses.clone(),
            facet,
            value,
            half,
            stand: Stand::Prose(index),
            is_firm: fact.is_clear,
            basis,
        });
    }

    pub fn of_address(&self, address: &Source, facet: Facet) -> &[usize] {
        self.by_address.get(&(address.clone(), facet)).map_or(&[], Vec::as_slice)
    }

    /// The number of a table at an address.
    pub fn in_table(&self, address: &Source) -> Option<usize> {
        let places = self.of_address(address, Facet::Value);
        places.iter().copied().find(|index| matches!(self.all[*index].stand, Stand::Table(_)))
    }

    pub fn cell(&self, key: CellKey) -> Option<usize> {
        self.in_table(&key.into())
    }

    /// The best number at an address: of a table before that of a sentence.
    pub fn best(&self, address: &Source) -> Option<usize> {
        self.in_table(address).or_else(|| self.of_address(address, Facet::Value).first().copied())
    }

    /// The number of a fact of the prose.
    pub fn of_prose(&self, fact: usize) -> Option<usize> {
        self.of_facts.get(fact).copied().flatten()
    }

    pub fn prose_fact(&self, index: usize) -> Option<&'a ProseFact> {
        match self.all.get(index)?.stand {
            Stand::Prose(fact) => self.prose.facts.get(fact),
            Stand::Table(_) => None,
        }
    }

    /// What is said of the same mention, the nearest before the number itself; else of the same name before it in the
    /// sentence: “收入合计100万元，与上年相比，收入合计增加5万元，增长5.26%”.
    pub fn beside(&self, fact: usize, role: Told, basis: Option<char>) -> Option<usize> {
        let facts = &self.prose.facts;
        let own = &facts[fact];
        let suits = |index: &usize| {
            let other = &facts[*index];
            other.mention == own.mention && other.is_money() && role.is_of(other.role) && *index != fact
        };
        let number = |index: usize| {
            let number = self.of_prose(index)?;
            let is_of_basis = basis.is_none() || self.all[number].basis.is_none_or(|own| Some(own) == basis);
            is_of_basis.then_some(number)
        };
        let before = (own.mention..fact).rev().filter(suits).find_map(number);
        let behind = || (fact + 1..facts.len().min(fact + MOST_BEHIND)).filter(suits).find_map(number);
        let named = || {
            let name = &facts.get(own.mention)?.name;
            let is_near = |index: &usize| {
                let other = &facts[*index];
                (other.place.block, &other.sentence) == (own.place.block, &own.sentence)
            };
            let of_name = |index: &usize| {
                let other = &facts[*index];
                !name.is_empty() && other.name == *name && other.is_money() && role.is_of(other.role)
            };
            (0..own.mention).rev().take_while(is_near).filter(of_name).find_map(number)
        };
        before.or_else(|| if role.may_follow() { behind() } else { None }).or_else(named)
    }

    /// The same, also behind the number.
    pub fn beside_any(&self, fact: usize, role: Told) -> Option<usize> {
        self.beside(fact, role, None).or_else(|| {
            let facts = &self.prose.facts;
            let next = facts.get(fact + 1).filter(|next| next.mention == facts[fact].mention && role.is_of(next.role));
            next.and_then(|_| self.of_prose(fact + 1))
        })
    }

    /// What the number is, in words.
    pub fn label(&self, index: usize) -> String {
        let Some(number) = self.all.get(index) else { return String::new() };
        match (number.stand, number.addresses.first()) {
            (Stand::Prose(fact), _) => {
                self.prose.facts.get(fact).map(|fact| format!("“{}”", fact.name)).unwrap_or_default()
            }
            (Stand::Table(_), Some(Source::Cell(key))) => cell_label(*key, self.book, self.document),
            (Stand::Table(_), address) => address.map(ToString::to_string).unwrap_or_default(),
        }
    }

    /// A value as the number at `index` is printed.
    pub fn shown(&self, index: usize, value: Decimal) -> String {
        let Some(number) = self.all.get(index) else { return value.normalize().to_string() };
        let fact = self.prose_fact(index);
        let amount = |value: Decimal, scale: Decimal, unit: &str| {
            let places = value.checked_div(scale).unwrap_or(value);
            format!("{}{unit}", places.round_dp_with_strategy(2, HALF_UP).normalize())
        };
        match fact.and_then(|fact| fact.unit) {
            Some(ProseUnit::Percent) => {
                format!("{}%", value.abs().round_dp_with_strategy(2, HALF_UP).normalize())
            }
            Some(ProseUnit::Count(unit)) => format!("{}{unit}", value.normalize()),
            Some(ProseUnit::HundredMillion) => amount(value, Decimal::from(100_000_000), "亿元"),
            Some(ProseUnit::Yuan) => amount(value, Decimal::ONE, "元"),
            Some(ProseUnit::Wan) => amount(value, Decimal::from(10_000), "万元"),
            None => {
                let unit = match number.stand {
                    Stand::Table(place) => self.unit_of(place),
                    Stand::Prose(_) => AmountUnit::Wan,
                };
                let scale = if unit == AmountUnit::Wan { Decimal::from(10_000) } else { Decimal::ONE };
                amount(value, scale, unit.name())
            }
        }
    }

    fn unit_of(&self, place: FactPlace) -> AmountUnit {
        let table = self.reading.tables.iter().find(|table| table.blocks.contains(&place.block));
        table.map_or(AmountUnit::Wan, |table| table.unit)
    }

    pub fn place_words(&self, index: usize) -> String {
        match self.all.get(index).map(|number| number.stand) {
            Some(Stand::Table(place)) => place.words(self.evidence),
            Some(Stand::Prose(fact)) => {
                let place = self.prose.facts.get(fact).map(|fact| fact.place);
                place.map(|place| paragraph_words(self.evidence, place.block)).unwrap_or_default()
            }
            None => String::new(),
        }
    }
}

pub(super) const HALF_UP: rust_decimal::RoundingStrategy = rust_decimal::RoundingStrategy::MidpointAwayFromZero;

/// The place of a paragraph in words.
pub(super) fn paragraph_words(evidence: &Evidence, block: usize) -> String {
    match evidence.blocks.get(block) {
        Some(FileBlock::Paragraph(paragraph)) => paragraph.place.paragraph_words(),
        Some(FileBlock::Table(table)) => table.place.table_words().trim_end().to_owned(),
        Some(FileBlock::Picture(_)) | None => String::new(),
    }
}

fn signed(value: Decimal, way: Way) -> Decimal {
    if way == Way::Down { -value } else { value }
}

fn basis_in(lead: &str) -> Option<char> {
    let bases = [("年初", '初'), ("全年", '全'), ("调整", '调')];
    bases.into_iter().filter_map(|(word, basis)| Some((lead.rfind(word)?, basis))).max().map(|(_, basis)| basis)
}
