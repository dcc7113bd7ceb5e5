//! 文表核对的共用部分：一节里哪句话对应表中哪一格。
//!
//! Each section has a short list of claims: words of a sentence and the cell whose amount must stand behind them.

use crate::{
    at,
    figures::{CellKey, Figures, MeasureKey, Source},
    money::Money,
    percent::Percent,
    rules::{
        Applies, Findings, Missing, Outcome, Printed,
        printed::{PrintedText, Statement, blanks_of, paragraphs_of},
    },
};

/// What the words of a sentence are about.
pub(super) enum Fact {
    /// The amount of a cell.
    Cell(CellKey),
    /// The amount of a cell that is not there if nothing was spent.
    CellOrZero(CellKey),
    /// The change of a growth.
    Change(MeasureKey),
    /// A share, as a percentage.
    Share(MeasureKey),
}

/// Words, and what the number behind them must be.
pub(super) struct Claim {
    words: &'static str,
    facts: &'static [Fact],
    is_main: bool,
}

impl Claim {
    /// The section must state it, unless it is zero.
    pub const fn main(words: &'static str, facts: &'static [Fact]) -> Self {
        Self { words, facts, is_main: true }
    }

    /// The section may state it.
    pub const fn part(words: &'static str, facts: &'static [Fact]) -> Self {
        Self { words, facts, is_main: false }
    }

    /// How far behind in `words` it ends, if it speaks of the number: only a few linking words may follow.
    fn end_in(&self, words: &str) -> Option<usize> {
        const FARTHEST: usize = 6;
        let end = words.rfind(self.words)? + self.words.len();
        let rest = words.get(end..)?;
        (rest.chars().count() <= FARTHEST).then_some(end)
    }

    fn suits(&self, statement: &Statement) -> bool {
        self.facts.iter().any(|fact| match fact {
            Fact::Cell(_) | Fact::CellOrZero(_) => statement.amount.is_some() && !statement.is_change,
            Fact::Change(_) => statement.amount.is_some() && statement.is_change,
            Fact::Share(_) => statement.percent.is_some() && !statement.is_change,
        })
    }
}

/// Compares what these sections state with the tables.
pub(super) fn check(printed: &Printed, findings: &mut Findings, topics: &[&str], claims: &[Claim]) -> Outcome {
    let figures = printed.figures;
    let mains = || claims.iter().filter(|claim| claim.is_main).flat_map(|claim| claim.facts);
    let missing: Vec<Source> = mains().filter_map(|fact| missing(figures, fact)).collect();
    let paragraphs: Vec<PrintedText> = topics.iter().flat_map(|key| paragraphs_of(printed.report, key)).collect();
    if missing.len() == mains().count() || paragraphs.is_empty() {
        return Err(if missing.is_empty() { Missing::one(at!(unit.department)) } else { Missing(missing) });
    }
    let mut stated: Vec<CellKey> = Vec::new();
    for paragraph in &paragraphs {
        for statement in paragraph.statements().into_iter().filter(|told| !printed.is_typed_wrong(told)) {
            let suitable = claims.iter().filter(|claim| claim.suits(&statement));
            let nearest = suitable.filter_map(|claim| Some((claim.end_in(statement.words)?, claim.words.len(), claim)));
            if let Some((_, _, claim)) = nearest.max_by_key(|(end, length, _)| (*end, *length)) {
                compare(figures, findings, claim, &statement);
                stated.extend(claim.facts.iter().filter_map(cell));
            }
        }
    }
    let blanks = blanks_of(&paragraphs);
    if blanks.is_empty() {
        for key in mains().filter_map(cell).filter(|key| !stated.contains(key)) {
            if let Some(amount) = figures.tables.printed(key).filter(|amount| !amount.rounded_to_wan2().is_zero()) {
                findings.report([key], format!("没有写出{} {}万元", figures.label(&key.into()), amount.wan2()));
            }
        }
    }
    if missing.is_empty() { Ok(Applies::Yes) } else { Err(Missing(missing)) }
}

fn cell(fact: &Fact) -> Option<CellKey> {
    match fact {
        Fact::Cell(key) | Fact::CellOrZero(key) => Some(*key),
        _ => None,
    }
}

/// The cell that is blank.
fn missing(figures: &Figures, fact: &Fact) -> Option<Source> {
    match fact {
        Fact::Cell(key) if figures.tables.printed(*key).is_none() => Some((*key).into()),
        _ => None,
    }
}

fn compare(figures: &Figures, findings: &mut Findings, claim: &Claim, statement: &Statement) {
    for fact in claim.facts {
        let (source, wanted) = match fact {
            Fact::Cell(key) | Fact::CellOrZero(key) => {
                let is_zero_if_absent = matches!(fact, Fact::CellOrZero(_));
                let printed = figures.tables.printed(*key);
                let Some(amount) = printed.or(is_zero_if_absent.then_some(Money::ZERO)) else { continue };
                if statement.amount.map(Money::rounded_to_wan2) == Some(amount.rounded_to_wan2()) {
                    continue;
                }
                (Source::Cell(*key), format!("{}万元", amount.wan2()))
            }
            Fact::Change(key) => {
                let Some(change) = figures.measures.growth(*key).change else { continue };
                if statement.amount.map(Money::rounded_to_wan2) == Some(change.abs().rounded_to_wan2()) {
                    continue;
                }
                (Source::Measure(*key), format!("增减{}万元", change.abs().wan2()))
            }
            Fact::Share(key) => {
                let Some(percent) = figures.measures.ratio(*key).percent() else { continue };
                if statement.percent == Some(Percent::value(percent)) {
                    continue;
                }
                (Source::Measure(*key), percent.to_string())
            }
        };
        report(figures, findings, statement, source, &wanted);
    }
}

/// A sentence and a figure that differ.
pub(super) fn report(figures: &Figures, findings: &mut Findings, statement: &Statement, source: Source, wanted: &str) {
    let message = format!("“{}{}”与{} {wanted} 不一致", statement.words, statement.number, figures.label(&source));
    let place = statement.place.clone().filter(|place| *place != source);
    let cells: Vec<Source> = place.into_iter().chain([source]).collect();
    findings.report(cells, message).values(wanted, statement.number);
}
