//! Charts: their data, labels and notes, held against the section that they stand in.
//!
//! A chart of Word keeps its data; of a PDF there are the words and numbers that are printed in it, known by the caption
//! (图1 …) of their section.

use std::{collections::BTreeSet, ops::Range};

use rust_decimal::Decimal;

use crate::{
    evidence::{FileBlock, FileChart, FileParagraph, TextOrigin},
    reading::prose::{ProseFact, ProseRole, ProseUnit, Way},
};

use super::{
    AuditFinding, AuditPlace, Outcome,
    values::{HALF_UP, Numbers, paragraph_words},
};

/// What came of it.
#[derive(Default)]
pub(super) struct Charts {
    pub findings: Vec<AuditFinding>,
    pub compared: usize,
    /// Paragraphs of which each number was found in the section: they are not unread.
    pub understood: BTreeSet<usize>,
}

/// A bar or slice, in the unit of the chart.
struct Point {
    name: String,
    value: Decimal,
    /// The share that its label says.
    share: Option<Printed>,
    block: usize,
    quote: String,
}

/// A number as it is printed.
#[derive(Clone, Copy)]
struct Printed {
    value: Decimal,
    decimals: u32,
    is_share: bool,
}

impl Printed {
    /// One in the last place.
    fn unit(self) -> Decimal {
        Decimal::new(1, self.decimals)
    }

    /// The numbers of a text.
    fn all(text: &str) -> Vec<Self> {
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let mut found = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            let length = rest[at..].find(|c| !is_part(c)).unwrap_or(rest.len() - at);
            let (digits, after) = rest[at..].split_at(length);
            let is_share = after.trim_start().starts_with(['%', '％']);
            if let Ok(value) = digits.trim_end_matches(['.', ',']).replace(',', "").parse::<Decimal>() {
                found.push(Self { value, decimals: value.scale(), is_share });
            }
            rest = after;
        }
        found
    }

    fn share_in(text: &str) -> Option<Self> {
        Self::all(text).into_iter().find(|number| number.is_share)
    }
}

pub(super) fn look(numbers: &Numbers<'_>) -> Charts {
    let mut looked = Looked { numbers, done: Charts::default() };
    for chart in &numbers.evidence.charts {
        looked.chart(chart);
    }
    looked.printed();
    looked.done
}

struct Looked<'a, 'b> {
    numbers: &'a Numbers<'b>,
    done: Charts,
}

/// How far from 100 shares of a whole may add up to.
const SHARES_ADD_UP: Decimal = Decimal::TWO;
/// What was stored without its zeros was not rounded more than this.
const FINEST: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

impl<'a> Looked<'a, '_> {
    /// The blocks of the section around a block.
    fn section(&self, block: usize) -> Option<Range<usize>> {
        let headings = || self.numbers.prose.sections.iter().map(|(_, heading)| *heading);
        let from = headings().filter(|heading| *heading <= block).max()?;
        let to = headings().filter(|heading| *heading > from).min().unwrap_or(self.numbers.evidence.blocks.len());
        Some(from..to)
    }

    fn facts_in(&self, section: &Range<usize>) -> impl Iterator<Item = &'a ProseFact> {
        let section = section.clone();
        self.numbers.prose.facts.iter().filter(move |fact| section.contains(&fact.place.block))
    }

    /// A chart with its data.
    fn chart(&mut self, chart: &FileChart) {
        let Some(section) = self.section(chart.block) else { return };
        for series in &chart.series {
            let points: Vec<Point> = series
                .points
                .iter()
                .filter_map(|point| {
                    let value = point.value.trim().parse().ok()?;
                    let label = if point.label.is_empty() { &point.cell } else { &point.label };
                    let share = Printed::share_in(label);
                    let block = self.block_of(chart.block, &format!("{}\t{}", point.name, point.value));
                    let quote = format!("{} {} {label}", point.name.trim(), shown(value));
                    Some(Point { name: point.name.clone(), value, share, block, quote: quote.trim_end().to_owned() })
                })
                .collect();
            let is_single = chart.series.len() == 1;
            // Of what the text contradicts, labels and shares are no faults of their own.
            let mut agree = true;
            for (point, kept) in points.iter().zip(&series.points) {
                let agrees = is_year(&point.name) || self.same_in_text(point, &section, is_single);
                if agrees {
                    self.label(point, &kept.label);
                }
                agree &= agrees;
            }
            if chart.is_pie && self.total_as_slice(&points) {
                continue;
            }
            if agree {
                self.shares(&points);
            }
            self.years(&series.name, &points, &section);
        }
    }

    /// Bars of this year and last year: what the section says, and what follows from a change that it tells.
    fn years(&mut self, series: &str, points: &[Point], section: &Range<usize>) {
        let Some(year) = self.numbers.reading.year.map(u32::from) else { return };
        let of_year = |year: u32| {
            let mut own = points.iter().filter(move |point| year_of(&point.name) == Some(year));
            own.next().filter(|_| own.next().is_none())
        };
        let (Some(current), Some(prior)) = (of_year(year), of_year(year - 1)) else { return };
        let amounts: Vec<&ProseFact> = self.facts_in(section).filter(|fact| fact.money().is_some()).collect();
        let is_change = |fact: &ProseFact| matches!(fact.role, ProseRole::Change(_));
        let told: Vec<&ProseFact> = amounts.iter().copied().filter(|fact| !is_change(fact)).collect();
        let before = |fact: &&ProseFact| -> Option<Decimal> {
            let change = amounts.iter().find(|other| is_change(other) && other.place.from > fact.place.from)?;
            let ProseRole::Change(way) = change.role else { return None };
            let (now, by) = (fact.value?, change.value?);
            (change.unit == fact.unit).then_some(if way == Way::Down { now + by } else { now - by })
        };
        let is_near = |point: &Point, then: Decimal| {
            let by = |value: Decimal| (value.round_dp_with_strategy(then.scale(), HALF_UP) - then).abs();
            by(point.value).min(by(point.value / Decimal::from(10_000))) <= Decimal::new(1, then.scale())
        };
        let pairs: Vec<(&ProseFact, Decimal)> = told.iter().filter_map(|fact| Some((*fact, before(fact)?))).collect();
        // The section speaks of these bars if one of them is what it says.
        let of_current = pairs.iter().find(|(fact, _)| agrees(current.value, fact));
        let of_prior = pairs.iter().find(|(_, then)| is_near(prior, *then));
        let (wrong, anchor, right) = match (of_current, of_prior) {
            (Some((anchor, then)), None) if !told.iter().any(|fact| agrees(prior.value, fact)) => {
                (prior, anchor, then.to_string())
            }
            (None, Some((anchor, _))) if !told.iter().any(|fact| agrees(current.value, fact)) => {
                (current, anchor, anchor.value.unwrap_or_default().to_string())
            }
            (None, None) => return,
            _ => {
                self.done.compared += 1;
                return;
            }
        };
        self.done.compared += 1;
        let name = format!("{series}{}", wrong.name.trim());
        let message =
            format!("图中“{name}”是{}，按本节文字（{}和它的增减额）应为{right}", shown(wrong.value), anchor.printed);
        let stated = (shown(wrong.value).to_string(), Some(right));
        self.report(Outcome::Doubtful, wrong, message, stated, "核对图里的数和文字里的增减额");
    }

    /// Where the text of a point stands among what the chart says.
    fn block_of(&self, chart: usize, text: &str) -> usize {
        let blocks = self.numbers.evidence.blocks.iter().enumerate().skip(chart);
        let mut own = blocks.take_while(|(_, block)| {
            matches!(block, FileBlock::Paragraph(FileParagraph { origin: TextOrigin::Chart, .. }))
        });
        let is_it = |block: &FileBlock| matches!(block, FileBlock::Paragraph(own) if own.text == text);
        own.find(|(_, block)| is_it(block)).map_or(chart, |(block, _)| block)
    }

    /// Words and numbers that are printed in a chart, one line each.
    fn printed(&mut self) {
        let evidence = self.numbers.evidence;
        let line = |block: usize| match evidence.blocks.get(block) {
            Some(FileBlock::Paragraph(own)) if own.origin != TextOrigin::Chart => Some(own.text.trim()),
            _ => None,
        };
        let captions: Vec<usize> =
            (0..evidence.blocks.len()).filter(|block| line(*block).is_some_and(is_caption)).collect();
        for caption in captions {
            let Some(section) = self.section(caption) else { continue };
            let is_in_chart = |block: &usize| line(*block).is_some_and(|text| !text.contains('。'));
            // Its labels stand above its caption, its note below.
            let above = (section.start + 1..caption).rev().take_while(is_in_chart).collect::<Vec<_>>();
            let below = (caption + 1..section.end).take(1).filter(is_in_chart);
            let lines: Vec<(usize, &str)> =
                above.into_iter().chain(below).filter_map(|block| Some((block, line(block)?))).collect();
            let points: Vec<Point> = lines.iter().filter_map(|(block, text)| labelled(*block, text)).collect();
            let contradicted = points.iter().filter(|point| !self.same_in_text(point, &section, false)).count();
            if contradicted == 0 {
                let slices: Vec<Point> = points.into_iter().filter(|point| point.share.is_some()).collect();
                self.shares(&slices);
            }
            for (block, text) in lines {
                if self.all_told(text, &section) {
                    self.done.understood.insert(block);
                }
            }
        }
    }

    /// Whether each number of a line is one of the section's sentences or tables.
    fn all_told(&self, text: &str, section: &Range<usize>) -> bool {
        let numbers = Printed::all(text);
        !numbers.is_empty()
            && numbers.iter().all(|number| {
                self.facts_in(section).any(|fact| fact.value.is_some_and(|value| value.abs() == number.value.abs()))
            })
    }

    /// What the sentences of the section call by the same name is the same amount; false when it is not.
    fn same_in_text(&mut self, point: &Point, section: &Range<usize>, is_single: bool) -> bool {
        let name = bare(&point.name);
        let named: Vec<&ProseFact> = self
            .facts_in(section)
            .filter(|fact| {
                bare(&fact.name) == name && !matches!(fact.role, ProseRole::Change(_) | ProseRole::Growth(_))
            })
            .filter(|fact| matches!(fact.unit, Some(ProseUnit::Wan | ProseUnit::Yuan)) && fact.value.is_some())
            .collect();
        if named.is_empty() || name.chars().count() < 2 {
            return true;
        }
        self.done.compared += 1;
        if named.iter().any(|fact| agrees(point.value, fact)) {
            return true;
        }
        let fact = named[0];
        let is_sure = is_single && named.iter().all(|other| other.value == fact.value && other.is_clear);
        let message = format!("图中“{}”是{}，本节文字写的是{}", point.name.trim(), shown(point.value), fact.printed);
        let place = AuditPlace {
            block: fact.place.block,
            cell: None,
            characters: Some((fact.place.from, fact.place.to)),
            words: paragraph_words(self.numbers.evidence, fact.place.block),
        };
        let outcome = if is_sure { Outcome::Wrong } else { Outcome::Doubtful };
        let stated = shown(point.value).to_string();
        self.report(outcome, point, message, (stated, Some(fact.printed.clone())), "核对图和文字，写错的改正");
        self.done.findings.last_mut().into_iter().for_each(|finding| finding.places.push(place.clone()));
        false
    }

    /// A label says the number that it stands at.
    fn label(&mut self, point: &Point, label: &str) {
        let amounts = Printed::all(&label.replace(point.name.trim(), ""));
        let amounts: Vec<Printed> = amounts.into_iter().filter(|number| !number.is_share).collect();
        let [amount] = amounts[..] else { return };
        self.done.compared += 1;
        let shown = point.value.round_dp_with_strategy(amount.decimals, HALF_UP);
        if shown == amount.value || amount.value == scaled(point.value, amount.decimals) {
            return;
        }
        let message = format!("图中“{}”的标签写的是{}，图的数据是{shown}", point.name.trim(), amount.value);
        let stated = (amount.value.to_string(), Some(shown.to_string()));
        self.report(Outcome::Wrong, point, message, stated, "在 Word 里编辑图的数据，让标签和数据一致");
    }

    /// Shares that are those of the whole chart are those of its numbers.
    fn shares(&mut self, points: &[Point]) {
        let whole: Decimal = points.iter().map(|point| point.value).sum();
        let shared: Decimal = points.iter().filter_map(|point| point.share).map(|share| share.value).sum();
        if points.len() < 2 || whole <= Decimal::ZERO || (shared - Decimal::ONE_HUNDRED).abs() > SHARES_ADD_UP {
            return;
        }
        // How far each number may be from the one that it was rounded from.
        let half = |point: &Point| Decimal::new(5, point.value.scale() + 1).min(FINEST);
        let whole_half: Decimal = points.iter().map(half).sum();
        for point in points {
            let Some(share) = point.share else { continue };
            let of_whole = |part: Decimal, whole: Decimal| (part * Decimal::ONE_HUNDRED).checked_div(whole);
            let bounds = (
                of_whole(point.value, whole),
                of_whole(point.value - half(point), whole + whole_half),
                of_whole(point.value + half(point), whole - whole_half),
            );
            let (Some(exact), Some(low), Some(high)) = bounds else { continue };
            self.done.compared += 1;
            let printed = share.unit() / Decimal::TWO;
            if low - printed <= share.value && share.value <= high + printed {
                continue;
            }
            let right = exact.round_dp_with_strategy(share.decimals, HALF_UP);
            let off = (right - share.value).abs();
            let is_slight = off <= share.unit();
            let more = if is_slight { "，末位相差一点，可能是没有四舍五入或者凑整" } else { "" };
            let message = format!(
                "图中“{}”标的是{}%，{}占各块之和{}的{right}%{more}",
                point.name.trim(),
                share.value,
                shown(point.value),
                shown(whole)
            );
            let outcome = if is_slight { Outcome::Doubtful } else { Outcome::Wrong };
            let stated = (format!("{}%", share.value), Some(format!("{right}%")));
            self.report(outcome, point, message, stated, "改正图中的百分比");
        }
    }

    /// A total is no part of itself: true when there is one.
    fn total_as_slice(&mut self, points: &[Point]) -> bool {
        let whole: Decimal = points.iter().map(|point| point.value).sum();
        let parts = points.iter().filter(|point| !point.value.is_zero()).count();
        let is_total = |point: &&Point| {
            let is_named = ["合计", "总计", "总额", "小计"].iter().any(|word| point.name.contains(word));
            point.value > Decimal::ZERO && point.value * Decimal::TWO == whole && (is_named || parts > 3)
        };
        let Some(total) = points.iter().find(is_total).filter(|_| parts > 2) else { return false };
        let message = format!(
            "图中“{}”{}是其他各块之和：合计成了它自己的一块，各块的比例都不对",
            total.name.trim(),
            shown(total.value)
        );
        let stated = shown(total.value).to_string();
        self.report(Outcome::Wrong, total, message, (stated, None), "从图的数据里去掉合计这一块");
        true
    }

    /// The number of the chart if it has a caption, and else the paragraph.
    fn caption_of(&self, block: usize) -> String {
        const NEAR: usize = 12;
        let text = |block: &FileBlock| match block {
            FileBlock::Paragraph(own) => Some(own.text.trim().to_owned()),
            _ => None,
        };
        let mut below = self.numbers.evidence.blocks.iter().skip(block).take(NEAR).filter_map(text);
        match below.find(|text| is_caption(text)) {
            Some(caption) => {
                let after = caption.find(|c: char| c.is_ascii_digit()).unwrap_or(caption.len());
                let end = caption[after..].find(|c: char| !c.is_ascii_digit()).map_or(caption.len(), |end| after + end);
                caption[..end].replace(' ', "")
            }
            None => paragraph_words(self.numbers.evidence, block),
        }
    }

    fn report(
        &mut self,
        outcome: Outcome,
        point: &Point,
        message: String,
        (stated, computed): (String, Option<String>),
        remedy: &'static str,
    ) {
        let words = self.caption_of(point.block);
        let place = AuditPlace { block: point.block, cell: None, characters: None, words };
        let quote = if point.quote.is_empty() { point.name.clone() } else { point.quote.clone() };
        self.done.findings.push(AuditFinding {
            outcome,
            rule: None,
            kind: "图",
            message,
            quote,
            places: vec![place],
            stated: Some(stated),
            computed,
            remedy,
            gathered: Vec::new(),
        });
    }
}

/// Finer digits of the data are not printed anywhere.
fn shown(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, HALF_UP).normalize()
}

/// 图1 …, 图 2：…
fn is_caption(text: &str) -> bool {
    let number = text.strip_prefix('图').map(str::trim_start);
    number.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)))
}

/// A label of a chart that is printed: a name, its amount and perhaps its share.
fn labelled(block: usize, text: &str) -> Option<Point> {
    let is_of_name = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '（' | '）' | '(' | ')' | '、');
    let (name, numbers) = text.split_at(text.find(|c| !is_of_name(c))?);
    let is_plain =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '，' | '：' | ':' | '%' | '％');
    if name.chars().count() < 2 || !numbers.replace("万元", "").chars().all(is_plain) {
        return None;
    }
    let (amount, share) = match Printed::all(numbers)[..] {
        [amount] => (amount, None),
        [amount, share] if share.is_share => (amount, Some(share)),
        _ => return None,
    };
    let is_amount = !amount.is_share && amount.decimals > 0;
    is_amount.then(|| Point { name: name.to_owned(), value: amount.value, share, block, quote: text.to_owned() })
}

/// A name without what it is called with at one place and without at another.
fn bare(name: &str) -> String {
    let mut name: String =
        name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '（' | '）' | '(' | ')')).collect();
    while let Some(shorter) = ["决算数", "决算", "支出", "费用", "费"].iter().find_map(|end| name.strip_suffix(end))
    {
        if shorter.is_empty() {
            break;
        }
        name = shorter.to_owned();
    }
    name
}

/// 2024, 2024年, 2024年度.
fn year_of(name: &str) -> Option<u32> {
    let digits = name.trim().trim_end_matches(['度', '年']);
    digits.parse().ok().filter(|year| (2000..2100).contains(year))
}

fn is_year(name: &str) -> bool {
    let name = name.trim();
    name.contains('年') && name.chars().all(|c| c.is_ascii_digit() || matches!(c, '年' | '度' | '上' | '本' | '前'))
}

/// An amount in 元 beside one in 万元.
fn scaled(value: Decimal, decimals: u32) -> Decimal {
    (value / Decimal::from(10_000)).round_dp_with_strategy(decimals, HALF_UP)
}

/// Whether a value of a chart, in 万元 or 元, is that of a sentence.
fn agrees(value: Decimal, fact: &ProseFact) -> bool {
    let Some(told) = fact.value else { return false };
    let decimals = u32::from(fact.decimals);
    let in_wan = value.round_dp_with_strategy(decimals, HALF_UP) == told;
    let coarser = told.round_dp_with_strategy(value.scale(), HALF_UP) == value;
    in_wan || coarser || scaled(value, decimals) == told
}
