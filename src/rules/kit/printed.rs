//! The report as a rule reads it: the words of a section, and what each amount and percentage in it is about.
//!
//! These rules read the words as printed, not the runs' sources: they check the report as a reader would, so that a
//! template or a person's own paragraph that says something else is found.

use std::{ops::Range, sync::OnceLock};

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::{
    at,
    charts::ChartSpec,
    document::Path,
    figures::{Figures, Source},
    money::Money,
    report::{BareNumber, Block, Fit, ProbableFigure, Report, Run, Topic, bare_numbers, is_prose, probable_figures},
};

use super::{
    printed_items::{PrintedItem, items},
    said_again::{SaidAgain, said_again},
};

/// What will be published, as the rules read it.
pub struct Printed<'a> {
    /// The numbers, and the document they come from.
    pub figures: &'a Figures,
    /// The report made of them.
    pub report: &'a Report,
    pub charts: &'a [ChartSpec],
    probable: OnceLock<Vec<ProbableFigure>>,
    /// Those of a text that are wrong, as typed.
    wrong: OnceLock<FxHashMap<Path, Vec<usize>>>,
    said_again: OnceLock<(bool, Vec<SaidAgain>)>,
    items: OnceLock<Vec<PrintedItem>>,
}

impl<'a> Printed<'a> {
    pub fn new(figures: &'a Figures, report: &'a Report, charts: &'a [ChartSpec]) -> Self {
        let (probable, wrong, said_again, items) = <(_, _, _, _)>::default();
        Self { figures, report, charts, probable, wrong, said_again, items }
    }

    /// Makes what several rules read, so that none waits for it that reads nothing of the kind.
    pub fn read_ahead(&self) {
        self.typed_figures();
        self.said_again();
        self.items();
    }

    /// The numbers that persons typed into prose, where it is probable which figures they stand for.
    pub fn typed_figures(&self) -> &[ProbableFigure] {
        self.probable.get_or_init(|| {
            let prose = self.figures.texts.iter().filter(|text| text.digits() > 0 && is_prose(text.path));
            let texts: Vec<(Path, &str)> = prose.map(|text| (text.path, &**text)).collect();
            probable_figures(self.figures, self.report, &texts)
        })
    }

    /// Whether a person wrote any sentence, and those that the program writes as well.
    pub fn said_again(&self) -> (bool, &[SaidAgain]) {
        let (any, found) = self.said_again.get_or_init(|| said_again(self));
        (*any, found)
    }

    /// The sentences of section “五（三）”, each with its item and amount.
    pub fn items(&self) -> &[PrintedItem] {
        self.items.get_or_init(|| items(self))
    }

    /// Whether a printed number is one that a person typed and that C01, D13 and the like report as wrong.
    pub fn is_typed_wrong(&self, statement: &Statement) -> bool {
        let Some(Source::Entered(path)) = statement.place else { return false };
        let typed = self.typed_figures();
        let wrong = self.wrong.get_or_init(|| {
            let mut wrong: FxHashMap<Path, Vec<usize>> = FxHashMap::default();
            for (index, typed) in typed.iter().enumerate().filter(|(_, typed)| typed.fit != Fit::Equal) {
                wrong.entry(typed.path).or_default().push(index);
            }
            wrong
        });
        let mut of_text = wrong.get(&path).into_iter().flatten().filter_map(|index| typed.get(*index));
        of_text.any(|typed| typed.text.ends_with(statement.number))
    }
}

/// A printed paragraph, and which run each part of it comes from.
pub struct PrintedText<'a> {
    pub text: String,
    runs: Vec<(Range<usize>, &'a Run)>,
}

/// What a sentence states.
pub struct Statement<'p> {
    /// The words before the number, back to the last mark or number.
    pub words: &'p str,
    /// What stands before the number in its clause.
    pub clause: &'p str,
    pub number: &'p str,
    /// The amount, rounded as printed; `None` for a percentage.
    pub amount: Option<Money>,
    pub percent: Option<Decimal>,
    /// Whether it states a change: “增加5万元”.
    pub is_change: bool,
    /// Where to correct it: a person's text, or where the figure comes from.
    pub place: Option<Source>,
    /// Whether a person wrote it. What the program wrote follows the tables and is not to be corrected.
    pub is_written: bool,
}

impl<'a> PrintedText<'a> {
    fn of(runs: &'a [Run]) -> Self {
        let mut text = String::new();
        let mut places = Vec::new();
        for run in runs {
            let start = text.len();
            text.push_str(&run.text());
            places.push((start..text.len(), run));
        }
        Self { text, runs: places }
    }

    /// Whether something is yet to be written here.
    pub fn blanks(&self) -> impl Iterator<Item = Source> {
        self.runs.iter().filter_map(|(_, run)| match run {
            Run::Blank { path, .. } => Some(Source::Entered(*path)),
            _ => None,
        })
    }

    /// Where what stands at `at` comes from; `None` for words of the template.
    pub fn place(&self, at: usize) -> Option<Source> {
        match self.run_at(at)? {
            Run::Written { path, .. } | Run::Blank { path, .. } => Some(Source::Entered(*path)),
            Run::Figure { source, .. } => Some(source.clone()),
            Run::Words(_) => None,
        }
    }

    /// Whether what stands at `at` was written by a person.
    pub fn is_written_at(&self, at: usize) -> bool {
        matches!(self.run_at(at), Some(Run::Written { .. }))
    }

    fn run_at(&self, at: usize) -> Option<&Run> {
        // The runs follow each other, so the first that ends behind the place contains it.
        let index = self.runs.partition_point(|(range, _)| range.end <= at);
        self.runs.get(index).filter(|(range, _)| range.contains(&at)).map(|(_, run)| *run)
    }

    /// The text of a person that has a part in these words, and the first figure in them besides the year.
    pub fn origin(&self, words: Range<usize>) -> (Option<Path>, Option<Source>) {
        let first = self.runs.partition_point(|(range, _)| range.end <= words.start);
        let within = || self.runs[first..].iter().take_while(|(range, _)| range.start < words.end).map(|(_, run)| *run);
        let written = within().find_map(|run| match run {
            Run::Written { path, .. } => Some(*path),
            _ => None,
        });
        let figure = within().find_map(|run| match run {
            Run::Figure { source, .. } if *source != Source::Entered(at!(unit.year)) => Some(source.clone()),
            _ => None,
        });
        (written, figure)
    }

    /// The person's text in it, if there is one.
    pub fn written_place(&self) -> Option<Source> {
        self.runs.iter().find_map(|(_, run)| match run {
            Run::Written { path, .. } => Some(Source::Entered(*path)),
            _ => None,
        })
    }

    /// Every amount and percentage of this year, in order.
    pub fn statements(&self) -> Vec<Statement<'_>> {
        let numbers = bare_numbers(&self.text);
        let told = numbers.iter().filter(|number| !number.is_aside && !is_of_another_year(&self.text, number.at.start));
        told.map(|number| self.statement(number)).collect()
    }

    fn statement<'p>(&'p self, number: &BareNumber<'p>) -> Statement<'p> {
        const CHANGES: [&str; 6] = ["增加", "减少", "上升", "下降", "增长", "降低"];
        let words = number.before;
        Statement {
            words,
            clause: clause_before(&self.text, number.at.start),
            number: number.text,
            amount: number.money(),
            percent: number.is_percent().then_some(number.value),
            is_change: CHANGES.iter().any(|change| words.ends_with(change)),
            place: self.place(number.at.start),
            is_written: self.is_written_at(number.at.start),
        }
    }
}

/// Whether the clause speaks of the year before.
fn is_of_another_year(text: &str, at: usize) -> bool {
    let clause = clause_before(text, at);
    ["上年", "去年", "年初预算", "预算收入", "预算支出", "预算总额"].iter().any(|word| clause.contains(word))
}

/// From the last mark on.
fn clause_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    before.rfind(['，', '。', '；', '\n']).map_or(before, |mark| &before[mark..])
}

/// The paragraphs of a section as printed.
pub fn paragraphs<'a>(report: &'a Report, topic: &Topic) -> Vec<PrintedText<'a>> {
    let blocks = report.blocks_of(topic).iter();
    blocks
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(PrintedText::of(&paragraph.runs)),
            _ => None,
        })
        .collect()
}

/// The paragraphs of a section by its key; none if there is no such section.
pub fn paragraphs_of<'a>(report: &'a Report, key: &str) -> Vec<PrintedText<'a>> {
    report.topic(key).map(|topic| paragraphs(report, topic)).unwrap_or_default()
}

/// What still has to be written in these paragraphs.
pub fn blanks_of(paragraphs: &[PrintedText]) -> Vec<Source> {
    let mut blanks: Vec<Source> = paragraphs.iter().flat_map(PrintedText::blanks).collect();
    blanks.dedup();
    blanks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        address::Column,
        figures::{CellKey, T06},
    };

    #[test]
    fn a_sentence_states_numbers_with_their_places() {
        let total = CellKey::total(T06, Column::Total);
        let runs = [
            Run::words("2024年度支出"),
            Run::Figure { text: "232.34".to_owned(), source: total.into() },
            Run::words("万元，上年支出316.23万元，减少83.89万元，"),
            Run::written("其中会议费5万元", at!(income.reason)),
        ];
        let printed = PrintedText::of(&runs);
        let told: Vec<_> =
            printed.statements().into_iter().map(|s| (s.words, s.number, s.is_change, s.place)).collect();
        assert_eq!(
            told,
            [
                ("年度支出", "232.34万元", false, Some(total.into())),
                ("减少", "83.89万元", true, None),
                ("其中会议费", "5万元", false, Some(at!(income.reason).into())),
            ]
        );
        assert_eq!(printed.written_place(), Some(at!(income.reason).into()));
    }
}
