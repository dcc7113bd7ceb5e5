//! Finds the figure that an amount or percentage typed into a text probably stands for.
//!
//! Many digits are enough to recognise a number; one with few is recognised only by the words before it or by the
//! section that it stands in. What matches nothing is left alone: not every number in a text is a figure of the
//! accounts.

use std::{cmp::Reverse, ops::Range};

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    at,
    document::{Document, Kind, Path},
    figures::{Figures, RowKey, Source},
};

use super::{
    bare_number::{BareNumber, bare_numbers},
    known_figures::{KnownValue, PercentKind, for_each_known},
    link::Link,
    model::{Block, Report, Run, text_of},
    value::{is_printed_exactly, resolve},
    wanted_values::Wanted,
};

/// How a typed number agrees with the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The same, perhaps with fewer decimals.
    Equal,
    /// The right number with “增长” for “下降” or the reverse.
    OtherWay,
    /// One less in the last digit, as if cut off instead of rounded.
    CutOff,
    /// One more in the last digit.
    LastDigit,
    /// The same digits with the decimal point elsewhere.
    Shifted,
}

/// A typed number and the figure that it probably stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct ProbableFigure {
    pub path: Path,
    /// Where the number stands in the text, with its unit.
    pub at: Range<usize>,
    /// As typed.
    pub text: String,
    /// How the two agree.
    pub fit: Fit,
    pub source: Source,
    /// The figure as the report prints it, with its unit.
    pub printed: String,
    /// What to write instead, with a link.
    pub replacement: String,
    /// What it says, if it is a percentage.
    pub percent: Option<PercentKind>,
}

/// Whether a text is prose, in which figures are quoted; not a name, nor the value of an indicator.
pub fn is_prose(path: Path) -> bool {
    let is_long = matches!(Document::kind_at(path), Some(Kind::LongText));
    let aside = [at!(published), at!(unreadable)];
    (is_long || matches!(path.last_field(), Some("reason" | "remark")))
        && !aside.iter().any(|list| path.starts_with(list))
}

/// The typed numbers of these texts for which there is a probable figure, in order.
pub fn probable_figures(figures: &Figures, report: &Report, texts: &[(Path, &str)]) -> Vec<ProbableFigure> {
    let mut numbers: Vec<(Path, &str, BareNumber)> = Vec::new();
    for (path, text) in texts {
        let told = bare_numbers(text).into_iter().filter(|number| !number.is_aside && !number.value.is_zero());
        numbers.extend(told.map(|number| (*path, *text, number)));
    }
    let wanted = Wanted::of(&numbers);
    let mut hits: Vec<Vec<Hit>> = numbers.iter().map(|_| Vec::new()).collect();
    if !numbers.is_empty() {
        for_each_known(figures, &mut |known| {
            wanted.look_up(&known, &mut |index, fit| {
                if hits[index].len() < MOST_HITS {
                    hits[index].push(Hit {
                        fit,
                        source: known.place.source(),
                        value: known.value,
                        is_main: known.is_main,
                    });
                }
            })
        });
    }
    // Made once for a section: there may be thousands of texts in it, beside thousands of figures.
    let topic_of = topics_of_texts(report);
    let mut beside: FxHashMap<Option<usize>, FxHashSet<&Source>> = FxHashMap::default();
    let mut found = Vec::new();
    for ((path, text, number), hits) in numbers.iter().zip(hits) {
        if hits.is_empty() {
            continue;
        }
        let topic = topic_of.get(path).copied();
        let beside = beside.entry(topic).or_insert_with(|| figures_beside(report, topic));
        if let Some(hit) = best(figures, beside, number, hits) {
            found.push(hit.into_figure(figures, *path, text, number));
        }
    }
    found
}

/// A number that fits more figures than this does not identify any.
const MOST_HITS: usize = 64;

/// The section that each text belongs to: the deepest, of several the last.
fn topics_of_texts(report: &Report) -> FxHashMap<Path, usize> {
    let mut found: FxHashMap<Path, usize> = FxHashMap::default();
    for (index, topic) in report.topics.iter().enumerate() {
        for text in &topic.texts {
            let best = found.entry(*text).or_insert(index);
            if report.topics.get(*best).is_none_or(|other| topic.level >= other.level) {
                *best = index;
            }
        }
    }
    found
}

/// The figures of a section.
fn figures_beside(report: &Report, topic: Option<usize>) -> FxHashSet<&Source> {
    let topic = topic.and_then(|topic| report.topics.get(topic));
    let blocks = topic.map(|topic| report.blocks_of(topic)).unwrap_or_default();
    let paragraphs = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(&paragraph.runs),
        _ => None,
    });
    let sources = paragraphs.flatten().filter_map(|run| match run {
        Run::Figure { source, .. } => Some(source),
        _ => None,
    });
    sources.collect()
}

/// A figure that a number may be.
struct Hit {
    fit: Fit,
    source: Source,
    value: KnownValue,
    is_main: bool,
}

/// The evidence for a figure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Support {
    /// What is printed is what was typed.
    is_exact: bool,
    words: usize,
    is_beside: bool,
    is_main: bool,
}

impl Hit {
    fn into_figure(self, figures: &Figures, path: Path, text: &str, number: &BareNumber) -> ProbableFigure {
        let mut at = number.at.clone();
        let mut printed = resolve(figures, &self.source).map(|runs| text_of(&runs)).unwrap_or_default();
        let mut replacement = Link(self.source.clone()).to_string();
        let percent = match self.value {
            KnownValue::Amount(_) => None,
            KnownValue::Percent(_, kind) => Some(kind),
        };
        if percent == Some(PercentKind::Satisfaction) {
            // A result of a survey is entered without its sign.
            printed.push('%');
            replacement.push('%');
        }
        if percent == Some(PercentKind::Growth) {
            // A link to a growth prints its verb.
            let before = text.get(..at.start).unwrap_or_default();
            let verb = UPWARDS.iter().chain(&DOWNWARDS).find(|verb| before.ends_with(**verb));
            at.start -= verb.map_or(0, |verb| verb.len());
        }
        let text = text.get(at.clone()).unwrap_or(number.text).to_owned();
        ProbableFigure { path, at, text, fit: self.fit, source: self.source, printed, replacement, percent }
    }

    fn support(&self, figures: &Figures, beside: &FxHashSet<&Source>, number: &BareNumber) -> Support {
        let mut label = figures.label(&self.source);
        if let Source::Cell(key) = &self.source {
            label.push_str(key.table.title());
        }
        let words = common_words(number.before, &label) + usize::from(said_kind(number).is_some());
        let is_exact = match self.value {
            KnownValue::Amount(amount) => {
                let is_exact = is_printed_exactly(amount, &self.source);
                let printed = if is_exact { amount } else { amount.rounded_to_wan2() };
                number.money() == Some(printed.abs())
            }
            KnownValue::Percent(percent, _) => number.value == percent.abs(),
        };
        Support { is_exact, words, is_beside: beside.contains(&self.source), is_main: self.is_main }
    }

    /// Whether the figure is what the words before a percentage say.
    fn is_of_kind(&self, number: &BareNumber) -> bool {
        match (self.value, said_kind(number)) {
            (KnownValue::Percent(_, kind), Some(said)) => kind == said,
            _ => true,
        }
    }
}

/// What the words before a percentage say of it.
fn said_kind(number: &BareNumber) -> Option<PercentKind> {
    const SAYINGS: [(&str, PercentKind); 11] = [
        ("占", PercentKind::Share),
        ("比重", PercentKind::Share),
        ("完成", PercentKind::Completion),
        ("执行", PercentKind::Completion),
        ("增长", PercentKind::Growth),
        ("下降", PercentKind::Growth),
        ("增加", PercentKind::Growth),
        ("减少", PercentKind::Growth),
        ("上升", PercentKind::Growth),
        ("降低", PercentKind::Growth),
        ("满意", PercentKind::Satisfaction),
    ];
    if !number.is_percent() {
        return None;
    }
    let last = SAYINGS.iter().filter_map(|(word, kind)| Some((number.before.rfind(word)?, *kind)));
    last.max_by_key(|(at, _)| *at).map(|(_, kind)| kind)
}

/// Verbs of a rise.
const UPWARDS: [&str; 3] = ["增长", "增加", "上升"];
/// Verbs of a fall.
const DOWNWARDS: [&str; 3] = ["下降", "减少", "降低"];

/// Whether the words before a rate of growth go the other way.
fn goes_other_way(number: &BareNumber, rate: Decimal) -> bool {
    let last = |words: &[&str]| words.iter().filter_map(|word| number.before.rfind(word)).max();
    let (up, down) = (last(&UPWARDS), last(&DOWNWARDS));
    if rate.is_sign_negative() { up > down } else { down > up }
}

/// How many pairs of neighbouring characters of `before` occur in `label`, apart from those that occur everywhere.
fn common_words(before: &str, label: &str) -> usize {
    const EVERYWHERE: [&str; 18] = [
        "支出", "收入", "合计", "公开", "资金", "项目", "经费", "年度", "预算", "决算", "金额", "总额", "上年", "其中",
        "投入", "执行", "满意", "意度",
    ];
    const FARTHEST: usize = 20;
    let chars: Vec<(usize, char)> = before.char_indices().collect();
    let near = &chars[chars.len().saturating_sub(FARTHEST)..];
    let pairs = near.windows(2).filter_map(|pair| {
        let [(start, _), (end, last)] = pair else { return None };
        before.get(*start..end + last.len_utf8())
    });
    let mut seen: Vec<&str> = Vec::new();
    for pair in pairs.filter(|pair| !EVERYWHERE.contains(pair) && label.contains(pair)) {
        if !seen.contains(&pair) {
            seen.push(pair);
        }
    }
    seen.len()
}

/// The figure with the most evidence, if it is enough.
fn best(figures: &Figures, beside: &FxHashSet<&Source>, number: &BareNumber, hits: Vec<Hit>) -> Option<Hit> {
    let digits = number.telling_digits();
    // A number that is right for one figure is not a wrong one for another.
    let is_right = digits >= 3 && hits.iter().any(|hit| hit.fit == Fit::Equal);
    let mut ranked: Vec<(Reverse<Support>, Fit, Hit)> = Vec::new();
    for mut hit in hits {
        if (is_right && hit.fit != Fit::Equal) || !hit.is_of_kind(number) {
            continue;
        }
        if let KnownValue::Percent(rate, PercentKind::Growth) = hit.value
            && hit.fit == Fit::Equal
            && goes_other_way(number, rate)
        {
            hit.fit = Fit::OtherWay;
        }
        let support = hit.support(figures, beside, number);
        if is_enough(&hit, digits, support) {
            ranked.push((Reverse(support), hit.fit, hit));
        }
    }
    let order = |(support, fit, hit): &(Reverse<Support>, Fit, Hit)| (*fit != Fit::Equal, *support, rank(&hit.source));
    ranked.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.2.source.cmp(&b.2.source)));
    let tied: Vec<&Source> = ranked
        .iter()
        .filter(|(support, ..)| ranked.first().is_some_and(|(first, ..)| support == first))
        .map(|(.., hit)| &hit.source)
        .collect();
    let is_of_one_project =
        tied.iter().all(|source| project_of(source).is_some_and(|own| Some(own) == project_of(tied[0])));
    if digits <= 2 && tied.len() > 1 && !is_of_one_project {
        return None;
    }
    ranked.into_iter().next().map(|(_, _, hit)| hit)
}

/// The project that a figure is about.
fn project_of(source: &Source) -> Option<usize> {
    match source {
        Source::Entered(path) => path.row_in(&at!(performance.projects)),
        Source::Measure(key) => key.project().map(|row| row as usize),
        Source::Cell(key) => match key.row {
            RowKey::Project(row) => Some(row as usize),
            _ => None,
        },
    }
}

/// A derived figure is quoted rather than the numbers it was made of.
fn rank(source: &Source) -> u8 {
    match source {
        Source::Cell(_) => 0,
        Source::Measure(_) => 1,
        Source::Entered(_) => 2,
    }
}

/// Whether the evidence is enough. More is needed for a wrong number, because a finding about it is an error.
fn is_enough(hit: &Hit, digits: usize, support: Support) -> bool {
    let Support { is_exact, words, is_beside, is_main } = support;
    let is_amount = matches!(hit.value, KnownValue::Amount(_));
    match (hit.fit, digits) {
        (Fit::Equal, 4..) => is_main || is_beside || words >= 1,
        (Fit::Equal, 3) => is_beside || words >= 1,
        (Fit::Equal, _) if is_amount && !is_exact => false,
        (Fit::Equal, _) => words >= 2 || (is_beside && words >= 1),
        (Fit::Shifted, ..=2) => is_beside && words >= 1 && !is_amount,
        (_, 5..) => is_main,
        (_, 4) => is_beside || words >= 1,
        (_, 3) => words >= 2 || (is_beside && words >= 1),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    const TEXTS: [&str; 6] = [
        "一般公共预算安排的232.34万元，其中春节送温暖1.6万元，每户0.05万元，结余率大于10%。",
        "基本支出占86.11%，项目支出占13.9%，满意度在94%至98%之间。",
        "三公经费增长8%，与上年316.23万元相比支出下降26.53%。",
        "支出增长26.53%，投入⟦T06!合计.tot⟧。",
        "另有捐赠7.77万元，达到培训人数的31.2%。",
        "合计223.4万元，合计2323.4万元。",
    ];

    fn found(texts: &[&str]) -> Vec<(String, Fit, String, String)> {
        let text = include_str!("../../samples/yanbian-2024.json");
        let document: Document = serde_json::from_str(text).expect("the sample opens");
        let figures = Figures::of(&Arc::new(document));
        let report = Report::of(&figures);
        let reason = at!(three_public.total_reason);
        let texts: Vec<(Path, &str)> = texts.iter().map(|text| (reason, *text)).collect();
        let found = probable_figures(&figures, &report, &texts).into_iter();
        found.map(|typed| (typed.text, typed.fit, typed.printed, typed.replacement)).collect()
    }

    #[test]
    fn typed_numbers_are_recognised() {
        let found = found(&TEXTS);
        let found: Vec<_> = found.iter().map(|(a, fit, b, c)| (a.as_str(), *fit, b.as_str(), c.as_str())).collect();
        assert_eq!(
            found,
            [
                ("232.34万元", Fit::Equal, "232.34万元", "⟦T02!合计.gpb⟧"),
                ("1.6万元", Fit::Equal, "1.60万元", "⟦project.executed.0⟧"),
                ("86.11%", Fit::CutOff, "86.12%", "⟦spending.share.basic⟧"),
                ("13.9%", Fit::Equal, "13.88%", "⟦spending.share.proj⟧"),
                ("增长8%", Fit::Shifted, "增长80.00%", "⟦three_public.growth.tot⟧"),
                ("316.23万元", Fit::Equal, "316.23万元", "⟦/income/prior_fiscal_total⟧"),
                ("下降26.53%", Fit::Equal, "下降26.53%", "⟦fiscal.growth⟧"),
                ("增长26.53%", Fit::OtherWay, "下降26.53%", "⟦fiscal.growth⟧"),
                ("2323.4万元", Fit::Shifted, "232.34万元", "⟦T02!合计.fisc⟧"),
            ]
        );
    }
}
