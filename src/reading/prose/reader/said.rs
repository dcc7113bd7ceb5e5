//! What a number is of what is spoken of: its amount, its budget, its growth.

use crate::{
    address::{CellKey, MeasureKey, T04},
    figures::Source,
};

use super::{
    super::{
        ProseRole, ProseUnit, Way, budget_of, completion_of,
        dictionary::{Aspect, Entry, Tail, is_amount},
        growth_of, prior_of,
        tokens::TokenKind,
    },
    Reader, Spot, Subject, Walk,
};

/// What the words around a number say of it.
pub(super) struct Words {
    pub entries: Vec<Entry>,
    pub says: Vec<Tail>,
    pub is_prior: bool,
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
    pub fn direct(&self, aspect: Aspect) -> Vec<Source> {
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
pub(super) struct Meant(pub Vec<Source>);

impl Meant {
    /// What belongs to them.
    pub fn find(&self, of: fn(&Source) -> Option<Source>) -> Vec<Source> {
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
    pub fn is_part_of(&self, whole: Option<&[Source]>) -> bool {
        whole.is_some() && self.0.iter().any(|own| matches!(own, Source::Cell(CellKey { table: T04, .. })))
    }
}

/// What a sentence says of a number.
pub(super) struct Said {
    pub role: ProseRole,
    pub addresses: Vec<Source>,
    pub share_of: Option<(Vec<Source>, Vec<Source>)>,
}

impl Said {
    pub fn of(role: ProseRole, addresses: Vec<Source>) -> Self {
        Self { role, addresses, share_of: None }
    }
}

impl Reader<'_> {
    /// What a number is of what is spoken of.
    pub(super) fn said(&self, spot: &Spot<'_>, own: &Subject, words: &Words, walk: &mut Walk) -> Option<Said> {
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
}
