//! Which sentence of a section states which cell.
//!
//! Each section has a short list of claims: words of a sentence and the cell whose amount must stand behind them.

use crate::{
    at,
    figures::{CellKey, Figures, MeasureKey, Source, envelope},
    money::Money,
    rules::{
        Applies, Findings, Missing, Outcome, Printed, Severity,
        kit::printed::{PrintedText, Statement, paragraphs_of},
    },
};
use rust_decimal::Decimal;

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
    /// What the section is about: without it nothing is checked.
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
    let last_year = figures.document.unit.year.map(|year| year.saturating_sub(1).to_string());
    // 2023年度收入总计: the year before by its number. 与2023年度相比 speaks of this one.
    let is_of_last_year = |told: &Statement| {
        last_year.as_deref().is_some_and(|year| told.clause.contains(year)) && !told.clause.contains('比')
    };
    for paragraph in &paragraphs {
        let told = paragraph.statements().into_iter();
        for statement in told.filter(|told| !printed.is_typed_wrong(told) && !is_of_last_year(told)) {
            let suitable = claims.iter().filter(|claim| claim.suits(&statement));
            let nearest = suitable.filter_map(|claim| Some((claim.end_in(statement.words)?, claim.words.len(), claim)));
            if let Some((_, _, claim)) = nearest.max_by_key(|(end, length, _)| (*end, *length)) {
                compare(figures, findings, claim, &statement);
            }
        }
    }
    if missing.is_empty() { Ok(Applies::Yes) } else { Err(Missing(missing)) }
}

/// The cell that is blank.
fn missing(figures: &Figures, fact: &Fact) -> Option<Source> {
    match fact {
        Fact::Cell(key) if figures.tables.printed(*key).is_none() => Some((*key).into()),
        _ => None,
    }
}

fn compare(figures: &Figures, findings: &mut Findings, claim: &Claim, statement: &Statement) {
    let facts: Vec<Told> = claim.facts.iter().filter_map(|fact| told(figures, fact)).collect();
    let differs = |told: &&Told| match &told.wanted {
        Wanted::Amount(amount) => statement.amount.map(Money::rounded_to_wan2) != Some(amount.rounded_to_wan2()),
        Wanted::Percent(percent) => statement.percent != Some(*percent),
    };
    // A number that is that of one table follows that table, whoever wrote it.
    let follows_one = facts.iter().any(|told| !differs(&told));
    for told in facts.iter().filter(differs) {
        let difference = match &told.wanted {
            Wanted::Amount(amount) if follows_one || !statement.is_written => {
                statement.amount.map(|stated| stated - amount.rounded_to_wan2())
            }
            _ => None,
        };
        report(figures, findings, statement, told.source.clone(), &told.words, difference);
    }
}

/// What a fact is at present.
struct Told {
    source: Source,
    words: String,
    wanted: Wanted,
}

enum Wanted {
    Amount(Money),
    Percent(Decimal),
}

fn told(figures: &Figures, fact: &Fact) -> Option<Told> {
    Some(match fact {
        Fact::Cell(key) | Fact::CellOrZero(key) => {
            let is_zero_if_absent = matches!(fact, Fact::CellOrZero(_));
            let amount = figures.tables.printed(*key).or(is_zero_if_absent.then_some(Money::ZERO))?;
            Told {
                source: Source::Cell(*key), words: format!("{}万元", amount.wan2()), wanted: Wanted::Amount(amount)
            }
        }
        Fact::Change(key) => {
            let change = figures.measures.growth(*key).change?.abs();
            Told {
                source: Source::Measure(*key),
                words: format!("增减{}万元", change.wan2()),
                wanted: Wanted::Amount(change),
            }
        }
        Fact::Share(key) => {
            let percent = figures.measures.ratio(*key).percent()?;
            Told { source: Source::Measure(*key), words: percent.to_string(), wanted: Wanted::Percent(percent.value()) }
        }
    })
}

/// The tables themselves differ: the sentence, which the program writes, says what one of them says.
const TABLES_DIFFER: &str = "这句话由程序按表写出，不用改；两处的数不同，核对报告上印的数和手工录入的数，改正其中之一";
/// And rounding explains it.
const TAIL: &str = "四舍五入的尾差，可以不改；按元录入可消除";

/// A sentence and a figure that differ; `difference` where the sentence says what another table says.
pub(super) fn report(
    figures: &Figures,
    findings: &mut Findings,
    statement: &Statement,
    source: Source,
    wanted: &str,
    difference: Option<Money>,
) {
    let mut message = format!("“{}{}”与{} {wanted} 不一致", statement.words, statement.number, figures.label(&source));
    let place = statement.place.clone().filter(|place| *place != source);
    let addends = place.iter().chain([&source]).map(|source| addends(figures, source)).max().unwrap_or(1);
    let cells: Vec<Source> = place.into_iter().chain([source]).collect();
    let is_tail = findings.is_wan_two() && difference.is_some_and(|tail| tail.abs() <= envelope(addends));
    if is_tail {
        message.push_str("（四舍五入尾差，可接受）");
    }
    let finding = findings.report(cells, message).values(wanted, statement.number);
    if is_tail {
        finding.downgrade(Severity::Hint);
        finding.tail = difference;
        finding.remedy = TAIL;
    } else if !statement.is_written {
        finding.remedy = TABLES_DIFFER;
    }
}

/// How many separately rounded numbers a figure is made of.
fn addends(figures: &Figures, source: &Source) -> u32 {
    match source {
        Source::Cell(key) => figures.tables.get(*key).map_or(1, |figure| figure.addends),
        Source::Measure(key) => {
            let inputs = figures.measures.get(*key).map(|measure| &*measure.inputs).unwrap_or_default();
            inputs.iter().map(|input| if matches!(input, Source::Cell(_)) { addends(figures, input) } else { 1 }).sum()
        }
        Source::Entered(_) => 1,
    }
}
