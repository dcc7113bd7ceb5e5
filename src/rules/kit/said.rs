//! What a person's sentence says of a figure: 公务接待费0.52万元，比上年下降9.38%.
//!
//! A sentence is only understood when every word of it is: a figure that has a name (`assets/lexicon/figures.txt`, the
//! items and projects of the document), words that link it to the number, and the number. Whatever else stands between
//! makes it a sentence about something else, and nothing is said of it.

use std::{collections::BTreeSet, sync::LazyLock};

use rust_decimal::{Decimal, RoundingStrategy};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    document::{BudgetBasis, Path},
    figures::{CellKey, Column, Figures, MeasureKey, Source, T03, T06, Value, WrittenText},
    money::Money,
    percent::Percent,
    report::{LinkPart, parts_of},
};

/// What a number can be of its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum NumberRole {
    Amount,
    Growth,
    Share,
    Done,
    Prior,
    Budget,
    /// A count with this unit.
    Count(&'static str),
}

const UNITS: [&str; 9] = ["批次", "人次", "批", "人", "名", "辆", "个", "次", "分"];

impl NumberRole {
    fn read(word: &str) -> Option<Self> {
        Some(match word {
            "amount" => Self::Amount,
            "growth" => Self::Growth,
            "share" => Self::Share,
            "done" => Self::Done,
            "prior" => Self::Prior,
            "budget" => Self::Budget,
            _ => Self::Count(UNITS.into_iter().find(|unit| *unit == word)?),
        })
    }
}

/// A named figure and where its numbers are.
#[derive(Clone, Debug, Default)]
struct Subject(Vec<(NumberRole, Source)>);

impl Subject {
    fn of(&self, kind: NumberRole) -> impl Iterator<Item = &Source> {
        self.0.iter().filter(move |(of, _)| *of == kind).map(|(_, source)| source)
    }
}

/// The names of figures, by their words; `None` for a name that several have.
type Names = FxHashMap<String, Option<usize>>;

/// The subjects that every document has.
static COMMON: LazyLock<(Vec<Subject>, Names)> = LazyLock::new(|| {
    let (mut subjects, mut names) = (Vec::new(), Names::default());
    let lines = include_str!("../../../assets/lexicon/figures.txt").lines();
    for (words, places) in lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = ")) {
        let place = |part: &str| {
            let (kind, address) = part.split_once(':')?;
            Some((NumberRole::read(kind)?, address.parse().ok()?))
        };
        subjects.push(Subject(places.split(' ').filter_map(place).collect()));
        names.extend(words.split('|').map(|word| (word.to_owned(), Some(subjects.len() - 1))));
    }
    (subjects, names)
});

/// The subjects of one document.
pub struct Subjects<'a> {
    figures: &'a Figures,
    subjects: Vec<Subject>,
    names: Names,
    /// The first characters of all names, and how many characters names have, longest first.
    first: FxHashSet<char>,
    lengths: Vec<usize>,
    words: Words,
}

/// The words of a sentence that are no subject, made for the year of the document.
struct Words(Vec<(String, Word)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// Says nothing of its own.
    Filler,
    /// 比上年.
    Compared,
    LastYear,
    ThisYear,
    Up,
    Down,
    Share,
    Done,
    Budget,
    /// Of the budget that completion is not measured by.
    OtherBudget,
}

impl Words {
    fn of(figures: &Figures) -> Self {
        const FILLERS: [&str; 50] = [
            "其中",
            "主要",
            "支出",
            "决算数",
            "决算",
            "收入",
            "数",
            "为",
            "是",
            "达到",
            "达",
            "共计",
            "共有",
            "共",
            "合计",
            "总额",
            "均",
            "各",
            "金额",
            "的",
            "了",
            "，",
            "、",
            "：",
            ",",
            ":",
            " ",
            "安排",
            "实际",
            "实现",
            "发生",
            "执行",
            "有",
            "计",
            "单位",
            "本单位",
            "本部门",
            "部门",
            "我会",
            "我局",
            "我单位",
            "全年",
            "财政拨款",
            "经费",
            "接待",
            "项目",
            "出国（境）",
            "（境）",
            "截至",
            "年末",
        ];
        const COMPARED: [&str; 8] =
            ["与上年度相比", "与上年相比", "比上年度", "比上年", "较上年度", "较上年", "同比", "相比"];
        let mut words: Vec<(String, Word)> = Vec::new();
        let mut put = |word: Word, all: &[&str]| words.extend(all.iter().map(|text| ((*text).to_owned(), word)));
        put(Word::Filler, &FILLERS);
        put(Word::Compared, &COMPARED);
        put(Word::LastYear, &["上年度", "上年", "去年"]);
        put(Word::ThisYear, &["本年度", "本年", "当年", "今年"]);
        put(Word::Up, &["增加", "增长", "上升", "提高"]);
        put(Word::Down, &["减少", "下降", "降低"]);
        put(Word::Share, &["占比", "占"]);
        put(Word::Done, &["预算执行率", "执行率", "预算完成率", "完成率", "完成预算", "完成"]);
        let (own, other) = match figures.profile.basis {
            BudgetBasis::Initial => ("年初预算", "全年预算"),
            BudgetBasis::Adjusted => ("全年预算", "年初预算"),
        };
        put(Word::Budget, &[own, "调整预算", "预算数", "预算"]);
        put(Word::OtherBudget, &[other]);
        if let Some(year) = figures.document.unit.year {
            let (own, last) = (format!("{year}年"), format!("{}年", year.saturating_sub(1)));
            let day = format!("{own}12月31日");
            put(Word::ThisYear, &[&own, &format!("{own}度"), &day]);
            put(Word::LastYear, &[&last, &format!("{last}度")]);
            for with in ["与", "同", "和", "比", "较"] {
                put(Word::Compared, &[&format!("{with}{last}度相比"), &format!("{with}{last}相比")]);
                put(Word::Compared, &[&format!("{with}{last}度"), &format!("{with}{last}")]);
            }
        }
        let department = figures.document.unit.department.trim();
        if !department.is_empty() {
            put(Word::Filler, &[department]);
        }
        // The longest that fits is meant.
        words.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        Self(words)
    }

    /// The words that a text consists of; `None` if it has others.
    fn read(&self, text: &str) -> Option<Vec<Word>> {
        let mut rest = text;
        let mut read = Vec::new();
        while !rest.is_empty() {
            let (words, word) = self.0.iter().find(|(words, _)| rest.starts_with(words.as_str()))?;
            read.push(*word);
            rest = rest.get(words.len()..)?;
        }
        Some(read)
    }
}

/// A number that a sentence gives for a figure, and what the figure is.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    pub path: Path,
    /// The words and the number.
    pub words: String,
    /// The number with its unit.
    pub number: String,
    pub source: Source,
    /// What the figure is, as printed.
    pub expected: String,
}

/// Whom a sentence speaks of so far.
struct About {
    subject: usize,
    /// As it stands there, with what belongs to it.
    name: String,
    is_last_year: bool,
}

impl<'a> Subjects<'a> {
    pub fn of(figures: &'a Figures) -> Self {
        let (subjects, names) = COMMON.clone();
        let (first, lengths, words) = (FxHashSet::default(), Vec::new(), Words::of(figures));
        let mut all = Self { figures, subjects, names, first, lengths, words };
        all.add_codes();
        all.add_projects();
        all.first = all.names.keys().filter_map(|name| name.chars().next()).collect();
        let lengths: BTreeSet<usize> = all.names.keys().map(|name| name.chars().count()).collect();
        all.lengths = lengths.into_iter().rev().collect();
        all
    }

    fn add(&mut self, name: &str, places: Vec<(NumberRole, Source)>) {
        if name.chars().count() < 3 {
            return;
        }
        self.subjects.push(Subject(places));
        let own = Some(self.subjects.len() - 1);
        // A name that two figures have names neither; one of the common names stays what it is.
        if !COMMON.1.contains_key(name) {
            self.names.entry(name.to_owned()).and_modify(|of| *of = None).or_insert(own);
        }
    }

    fn add_codes(&mut self) {
        let figures = self.figures;
        for code in figures.tables.codes(T06) {
            let [own, all] = [T06, T03].map(|table| CellKey::code(table, code, Column::Total));
            let mut places = vec![(NumberRole::Amount, Source::Cell(own)), (NumberRole::Amount, Source::Cell(all))];
            let name = figures.book.functional_name(code);
            match code.digits() {
                3 => places.push((NumberRole::Share, MeasureKey::ClassShare(code).into())),
                7 => {
                    places.push((NumberRole::Done, MeasureKey::ItemCompletion(code).into()));
                    places.push((NumberRole::Budget, MeasureKey::ItemBudget(code).into()));
                }
                _ => {}
            }
            if code.digits() == 7 {
                self.add(&figures.book.full_functional_name(code), places.clone());
            }
            self.add(&name, places);
        }
    }

    fn add_projects(&mut self) {
        let figures = self.figures;
        for (row, project) in figures.document.performance.projects.iter().enumerate() {
            let (row, place) = (row as u32, crate::at!(performance.projects[row]));
            let places = vec![
                (NumberRole::Amount, MeasureKey::ProjectExecuted(row).into()),
                (NumberRole::Done, MeasureKey::ProjectExecution(row).into()),
                (NumberRole::Budget, place.field("adjusted_budget").into()),
                (NumberRole::Count("分"), place.field("total_score").into()),
            ];
            self.add(project.name.trim(), places);
        }
    }

    /// The numbers of a text that are not what their sentence says they are.
    pub fn wrong_in(&self, text: &WrittenText) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        for sentence in text.split(['。', '；', '\n', '！']).filter(|sentence| !sentence.trim().is_empty()) {
            self.in_sentence(text.path, sentence, &mut wrong);
        }
        wrong
    }

    fn in_sentence(&self, path: Path, sentence: &str, wrong: &mut Vec<Wrong>) {
        let mut about: Option<About> = None;
        let mut free_from = 0;
        for number in numbers(sentence) {
            let lead = sentence.get(free_from..number.start).unwrap_or_default();
            free_from = number.end;
            let linking = match self.last_name(lead) {
                Some((start, end, subject)) => {
                    let before = lead.get(..start).unwrap_or_default();
                    let own = before.rfind(['，', '、', '（', '：']).map_or(before, |mark| &before[mark..]);
                    let own = own.trim_start_matches(['，', '、', '（', '：']);
                    let linking = lead.get(end..).unwrap_or_default();
                    let (Some(words), Some(subject)) = (self.words.read(own), subject) else {
                        about = None;
                        continue;
                    };
                    if words.last() == Some(&Word::Share) {
                        // 占本年支出合计的97.11%: of what was named before.
                        if let Some(found) = about.as_ref().and_then(|about| self.judge_share(about, subject, &number))
                        {
                            let words = format!("{}占{}{}", found.words, &lead[start..], number.text);
                            wrong.push(Wrong { path, words, ..found });
                        }
                        continue;
                    }
                    let is_last_year = words.contains(&Word::LastYear);
                    let name = format!("{own}{}", lead.get(start..end).unwrap_or_default());
                    about = Some(About { subject, name, is_last_year });
                    linking
                }
                None => lead,
            };
            let Some(words) = self.words.read(linking) else {
                about = None;
                continue;
            };
            let Some(told) = about.as_mut() else { continue };
            told.is_last_year &= !words.contains(&Word::ThisYear);
            if let Some(found) = self.judge(told, &number, &words) {
                wrong.push(Wrong { path, words: format!("{}{linking}{}", told.name, number.text), ..found });
            }
        }
    }

    /// The last name in a text: where it begins and ends, and whose it is.
    fn last_name(&self, text: &str) -> Option<(usize, usize, Option<usize>)> {
        let places: Vec<(usize, char)> = text.char_indices().collect();
        let end_of = |at: usize| places.get(at).map_or(text.len(), |(place, _)| *place);
        let mut found = None;
        let mut at = 0;
        while let Some((start, first)) = places.get(at) {
            let fitting = self.lengths.iter().filter(|length| at + **length <= places.len());
            let hit = fitting.filter(|_| self.first.contains(first)).find_map(|length| {
                let name = text.get(*start..end_of(at + length))?;
                Some((length, *self.names.get(name)?))
            });
            match hit {
                Some((length, subject)) => {
                    found = Some((*start, end_of(at + length), subject));
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    fn judge(&self, about: &About, number: &Number, words: &[Word]) -> Option<Wrong> {
        let has = |word: Word| words.contains(&word);
        if has(Word::OtherBudget) || number.is_aside {
            return None;
        }
        let is_down = words.iter().rposition(|word| *word == Word::Down);
        let is_up = words.iter().rposition(|word| *word == Word::Up);
        let sign = match (is_up, is_down) {
            (None, None) => None,
            (up, down) => Some(up > down),
        };
        let is_prior = about.is_last_year || has(Word::LastYear);
        let kind = match number.unit {
            Unit::Percent if has(Word::Share) && sign.is_none() => NumberRole::Share,
            Unit::Percent if has(Word::Done) && sign.is_none() => NumberRole::Done,
            Unit::Percent if sign.is_some() && !is_prior => NumberRole::Growth,
            Unit::Percent => return None,
            Unit::Wan | Unit::Yuan if sign.is_some() && !is_prior => NumberRole::Growth,
            Unit::Wan | Unit::Yuan if is_prior => NumberRole::Prior,
            Unit::Wan | Unit::Yuan if has(Word::Budget) && !has(Word::Done) => NumberRole::Budget,
            Unit::Wan | Unit::Yuan if has(Word::Done) || has(Word::Share) => return None,
            Unit::Wan | Unit::Yuan => NumberRole::Amount,
            Unit::Count(unit) if sign.is_none() && !is_prior && !has(Word::Compared) => NumberRole::Count(unit),
            Unit::Count(_) => return None,
        };
        let subject = self.subjects.get(about.subject)?;
        let mut first: Option<(Source, String)> = None;
        for source in subject.of(kind) {
            let Some((is_equal, printed)) = self.compare(source, number, sign) else { continue };
            if is_equal {
                return None;
            }
            first.get_or_insert((source.clone(), printed));
        }
        let (source, expected) = first?;
        Some(Wrong { path: Path::ROOT, words: String::new(), number: number.text.to_owned(), source, expected })
    }

    /// The share of one figure in another, by whatever tables have both.
    fn judge_share(&self, about: &About, whole: usize, number: &Number) -> Option<Wrong> {
        if number.unit != Unit::Percent || number.is_aside || about.is_last_year {
            return None;
        }
        let amounts = |subject: usize| -> Vec<(&Source, Money)> {
            let sources = self.subjects.get(subject).into_iter().flat_map(|subject| subject.of(NumberRole::Amount));
            sources.filter_map(|source| Some((source, Value::of(self.figures, source).money()?))).collect()
        };
        let mut first = None;
        for (source, part) in amounts(about.subject) {
            for (_, whole) in amounts(whole) {
                let percent = Percent::ratio(part.yuan(), whole.yuan())?;
                if number.is_about(percent.value()) {
                    return None;
                }
                first.get_or_insert((source.clone(), format!("{}万元，占{percent}", part.wan2())));
            }
        }
        let (source, expected) = first?;
        let words = about.name.clone();
        Some(Wrong { path: Path::ROOT, words, number: number.text.to_owned(), source, expected })
    }

    /// Whether the number is that of the figure, to its own decimals; and the figure as printed. `None` if the figure is
    /// not known.
    fn compare(&self, source: &Source, number: &Number, sign: Option<bool>) -> Option<(bool, String)> {
        let amount = |money: Money| match number.unit {
            Unit::Yuan => number.is_about(money.yuan()),
            // As printed, and as it is known.
            _ => number.is_about(money.wan()) || number.is_about(money.rounded_to_wan2().wan()),
        };
        match Value::of(self.figures, source) {
            Value::Money(money) => Some((amount(money), format!("{}万元", money.wan2()))),
            Value::Ratio(ratio) => {
                let percent = ratio.percent()?;
                Some((number.is_about(percent.value()), percent.to_string()))
            }
            Value::Growth(growth) => {
                let change = growth.change?;
                let is_way = sign.is_none_or(|up| change.is_zero() || up != change.is_negative());
                if number.unit == Unit::Percent {
                    let percent = growth.rate.percent()?;
                    return Some((is_way && number.is_about(percent.value()), growth.words()));
                }
                let way = if change.is_negative() { "减少" } else { "增加" };
                Some((is_way && amount(change), format!("{way}{}万元", change.abs().wan2())))
            }
            Value::Number(value) => Some((number.is_about(value), value.normalize().to_string())),
            Value::Count(count) => Some((number.value == Decimal::from(count), count.to_string())),
            Value::Text(_) | Value::Missing => None,
        }
    }

    /// Names of which the text says that there is nothing, while there is: 未发生政府采购支出.
    pub fn denied_in(&self, text: &WrittenText) -> Vec<Wrong> {
        const DENIALS: [&str; 4] = ["未发生", "没有发生", "未安排", "没有"];
        let mut wrong = Vec::new();
        for denial in DENIALS.into_iter().filter(|denial| text.has(denial)) {
            for (at, _) in text.match_indices(denial) {
                let behind = text.get(at + denial.len()..).unwrap_or_default();
                let end = behind.find(['，', '。', '；', '\n', '、', '：']).unwrap_or(behind.len());
                let clause = behind.get(..end).unwrap_or_default();
                let before = text.get(..at).unwrap_or_default();
                let start = before.rfind(['，', '。', '；', '\n', '、']).map_or(0, |mark| mark + '，'.len_utf8());
                let lead = before.get(start..).unwrap_or_default();
                let is_own = self
                    .words
                    .read(lead)
                    .is_some_and(|words| words.iter().all(|word| matches!(word, Word::Filler | Word::ThisYear)));
                let Some((0, length, Some(subject))) = self.last_name(clause) else { continue };
                let is_whole = clause.get(length..).is_some_and(|rest| self.words.read(rest).is_some());
                if !is_own || !is_whole {
                    continue;
                }
                let amounts = self.subjects.get(subject).into_iter().flat_map(|subject| subject.of(NumberRole::Amount));
                let spent = amounts.filter_map(|source| Some((source, Value::of(self.figures, source).money()?)));
                let spent: Vec<_> = spent.collect();
                if let Some((source, amount)) = spent.first().filter(|_| spent.iter().all(|(_, sum)| !sum.is_zero())) {
                    wrong.push(Wrong {
                        path: text.path,
                        words: format!("{denial}{clause}"),
                        number: denial.to_owned(),
                        source: (*source).clone(),
                        expected: format!("{}万元", amount.wan2()),
                    });
                }
            }
        }
        wrong
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Wan,
    Yuan,
    Percent,
    Count(&'static str),
}

/// A number in a sentence, or a link.
struct Number<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    value: Decimal,
    unit: Unit,
    /// A bound, the end of a range, a price, or a link, which is always right.
    is_aside: bool,
}

impl Number<'_> {
    /// Whether it is this value, rounded to its own decimals. One more or less in the second decimal is the business of
    /// the rules that look at typed figures.
    fn is_about(&self, exact: Decimal) -> bool {
        let decimals = self.value.scale();
        let rounded = exact.abs().round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        let least = if decimals < 2 { Decimal::ZERO } else { Decimal::new(1, decimals) };
        (rounded - self.value).abs() <= least
    }
}

/// The numbers of a sentence with their units, and its links, in order.
fn numbers(sentence: &str) -> Vec<Number<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for part in parts_of(sentence) {
        match part {
            LinkPart::Words(words) => {
                typed(sentence, start, start + words.len(), &mut found);
                start += words.len();
            }
            LinkPart::Unknown(words) => start += words.len(),
            LinkPart::Link(_, at) => {
                let (value, unit) = (Decimal::ZERO, Unit::Wan);
                let text = sentence.get(at.clone()).unwrap_or_default();
                found.push(Number { start: at.start, end: at.end, text, value, unit, is_aside: true });
                start = at.end;
            }
        }
    }
    found
}

fn typed<'a>(sentence: &'a str, from: usize, to: usize, found: &mut Vec<Number<'a>>) {
    const BEHIND: [&str; 12] = ["以上", "以下", "以内", "左右", "至", "到", "～", "~", "—", "-", "多", "余"];
    let mut at = from;
    while let Some(offset) = sentence.get(at..to).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())) {
        let start = at + offset;
        let rest = sentence.get(start..to).unwrap_or_default();
        let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
        at = start + length;
        let Some(digits) = rest.get(..length) else { continue };
        let Some(unit_at) = rest.get(length..) else { continue };
        let Some((unit, unit_length)) = unit_of(unit_at) else { continue };
        let Ok(value) = digits.replace(',', "").parse::<Decimal>() else { continue };
        let end = at + unit_length;
        let behind = sentence.get(end..).unwrap_or_default();
        let is_aside = BEHIND.iter().any(|word| behind.starts_with(word)) || behind.starts_with(['/', '／', '每']);
        let text = sentence.get(start..end).unwrap_or_default();
        found.push(Number { start, end, text, value, unit, is_aside });
        at = end;
    }
}

fn unit_of(text: &str) -> Option<(Unit, usize)> {
    let fixed = [("万元", Unit::Wan), ("元", Unit::Yuan), ("%", Unit::Percent), ("％", Unit::Percent)];
    let counted = UNITS.into_iter().map(|unit| (unit, Unit::Count(unit)));
    let mut all = fixed.into_iter().chain(counted);
    all.find(|(words, _)| text.starts_with(words)).map(|(words, unit)| (unit, words.len()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{at, document::Document};

    fn wrong(text: &str) -> Vec<(String, String)> {
        let document: Document =
            serde_json::from_str(include_str!("../../../samples/clean.json")).expect("the sample opens");
        let figures = Figures::of(&Arc::new(document));
        let subjects = Subjects::of(&figures);
        let text = WrittenText::new(at!(performance.texts.duty), text.to_owned());
        let mut all = subjects.wrong_in(&text);
        all.extend(subjects.denied_in(&text));
        all.into_iter().map(|wrong| (wrong.words, wrong.expected)).collect()
    }

    #[test]
    fn every_line_of_the_list_has_its_addresses() {
        let lines = include_str!("../../../assets/lexicon/figures.txt").lines();
        for line in lines.filter(|line| !line.starts_with('#')) {
            let (_, places) = line.split_once(" = ").expect("names and places");
            for place in places.split(' ') {
                let (kind, address) = place.split_once(':').expect("a kind and an address");
                assert!(NumberRole::read(kind).is_some(), "{line}");
                assert!(address.parse::<Source>().is_ok(), "{line}: {address}");
            }
        }
    }

    #[test]
    fn a_number_is_held_against_what_its_sentence_speaks_of() {
        for (text, said, expected) in [
            ("收入、支出总计各增加4.37万元，增长1.59%。", "收入、支出总计，增长1.59%", "增长1.95%"),
            (
                "一般公共预算财政拨款支出221.10万元，占本年支出合计的79.11%。",
                "一般公共预算财政拨款支出占本年支出合计的79.11%",
                "221.10万元，占97.11%",
            ),
            ("“三公”经费支出决算为2.17万元，比上年减少0.30万元。", "“三公”经费支出决算为2.17万元", "2.71万元"),
            ("公用经费38.23万元。", "公用经费38.23万元", "28.33万元"),
            ("一般公共服务支出占74.48%。", "一般公共服务支出占74.48%", "78.48%"),
            ("住房公积金支出决算为98.9万元。", "住房公积金支出决算为98.9万元", "9.89万元"),
            ("困难职工帮扶项目预算执行率69%。", "困难职工帮扶项目预算执行率69%", "96%"),
            ("国内公务接待8批次，58人次。", "国内公务接待8批次", "6"),
            ("机关运行经费比上年下降3.15%。", "机关运行经费比上年下降3.15%", "增长3.15%"),
            ("2023年度收入总计242.25万元。", "2023年度收入总计242.25万元", "224.25万元"),
            ("上年公用经费26.74万元。", "上年公用经费26.74万元", "27.46万元"),
            ("本年未发生政府采购支出。", "未发生政府采购支出", "12.18万元"),
        ] {
            let found = wrong(text);
            assert_eq!(found, [(said.to_owned(), expected.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_is_right_or_not_understood_is_left_alone() {
        for text in [
            "收入、支出总计各增加4.37万元，增长1.95%。",
            "“三公”经费支出2.71万元，比上年减少0.3万元，下降10.05%，完成全年预算的82.07%。",
            "基本支出占80.8%，项目支出占19.2%。",
            "人员经费155.64万元，占基本支出的84.60%；公用经费28.33万元。",
            "全县一般公共预算支出完成98.5%。",
            "困难职工帮扶等项目支出18万元。",
            "公务接待费约0.5万元，公用经费压减5%以上。",
            "公务用车运行维护费2.19万元，其中燃油费0.85万元，维修费0.62万元。",
            "2023年度收入、支出总计224.25万元。",
            "接待市总工会2批次19人次。",
            "没有公务接待费超标准的情况，未发生国有资本经营预算财政拨款支出。",
            "公务用车购置及运行维护费支出比年初预算减少0.31万元。",
        ] {
            assert_eq!(wrong(text), [], "{text}");
        }
    }
}
