//! What the words before a number name, and what they say of it.

use crate::{
    address::{CellKey, MeasureKey, RowKey, T01, T03, T04, T06, T10, T12},
    at,
    figures::Source,
};

use super::{
    super::{
        dictionary::{Aspect, Entry, Lexicon, Tail, is_amount, segments},
        scope::{Scope, is_all_spending},
        tokens::TokenKind,
    },
    ProseUnit, Reader, Spot, Subject, Walk,
    said::Words,
};

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

impl Reader<'_> {
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
                if lexicon.is_other(rest) {
                    return (Lead::Unknown(rest.to_vec()), says);
                }
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

    /// A number of a reception that is listed, or the score of a project, with its name; `Some(None)` for one of a
    /// reception that is none of ours.
    pub(super) fn listed(&self, spot: &Spot<'_>, walk: &Walk) -> Option<Option<(Source, [char; 2])>> {
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
    pub(super) fn named(&self, spot: &Spot<'_>, walk: &mut Walk, mention: usize) -> Option<Words> {
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
        walk.list(spot.lead, matches!(found, Lead::Carried), says.contains(&Tail::Compared));
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
