//! What a person's sentence says of a figure: “公务接待费0.52万元，比上年下降9.38%”.
//!
//! A sentence is only understood when every word of it is: a figure that has a name (`assets/lexicon/figures.txt`, the
//! items and projects of the document), words that link it to the number, and the number. Whatever else stands between
//! makes it a sentence about something else, and nothing is said of it.

mod names;
mod numbers;
mod words;

use rust_decimal::Decimal;

use crate::{
    document::Path,
    figures::{Figures, Source, Value, WrittenText},
    money::Money,
    percent::Percent,
};

use names::{Named, NamedFigure, Names, NumberRole};
use numbers::{SaidNumber, SaidUnit, numbers};
use words::{Word, Words};

/// What the sentences of one document can speak of.
pub struct Subjects<'a> {
    figures: &'a Figures,
    names: Names,
    words: Words,
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
struct About<'a> {
    subject: &'a NamedFigure,
    /// As it stands there, with what belongs to it.
    name: String,
    is_last_year: bool,
}
impl<'a> Subjects<'a> {
    pub fn of(figures: &'a Figures) -> Self {
        Self { figures, names: Names::of(figures), words: Words::of(figures) }
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
        let mut about: Option<About<'_>> = None;
        let mut free_from = 0;
        for number in numbers(sentence) {
            let lead = sentence.get(free_from..number.start).unwrap_or_default();
            free_from = number.end;
            let linking = match self.names.last_in(lead) {
                Some(Named { start, end, subject }) => {
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
    fn judge(&self, about: &About<'_>, number: &SaidNumber, words: &[Word]) -> Option<Wrong> {
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
        let role = match number.unit {
            SaidUnit::Percent if has(Word::Share) && sign.is_none() => NumberRole::Share,
            SaidUnit::Percent if has(Word::Done) && sign.is_none() => NumberRole::Done,
            SaidUnit::Percent if sign.is_some() && !is_prior => NumberRole::Growth,
            SaidUnit::Percent => return None,
            SaidUnit::Wan | SaidUnit::Yuan if sign.is_some() && !is_prior => NumberRole::Growth,
            SaidUnit::Wan | SaidUnit::Yuan if is_prior => NumberRole::Prior,
            SaidUnit::Wan | SaidUnit::Yuan if has(Word::Budget) && !has(Word::Done) => NumberRole::Budget,
            SaidUnit::Wan | SaidUnit::Yuan if has(Word::Done) || has(Word::Share) => return None,
            SaidUnit::Wan | SaidUnit::Yuan => NumberRole::Amount,
            SaidUnit::Count(unit) if sign.is_none() && !is_prior && !has(Word::Compared) => NumberRole::Count(unit),
            SaidUnit::Count(_) => return None,
        };
        let mut first: Option<(Source, String)> = None;
        for source in about.subject.of(role) {
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
    fn judge_share(&self, about: &About<'_>, whole: &NamedFigure, number: &SaidNumber) -> Option<Wrong> {
        if number.unit != SaidUnit::Percent || number.is_aside || about.is_last_year {
            return None;
        }
        let mut first = None;
        for (source, part) in self.amounts(about.subject) {
            for (_, whole) in self.amounts(whole) {
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

    /// The amounts of a figure that are known, by the tables that have it.
    fn amounts<'s>(&self, subject: &'s NamedFigure) -> impl Iterator<Item = (&'s Source, Money)> {
        let sources = subject.of(NumberRole::Amount);
        sources.filter_map(|source| Some((source, Value::of(self.figures, source).money()?)))
    }

    /// Whether the number is that of the figure, to its own decimals; and the figure as printed. `None` if the figure
    /// is not known.
    fn compare(&self, source: &Source, number: &SaidNumber, sign: Option<bool>) -> Option<(bool, String)> {
        let amount = |money: Money| match number.unit {
            SaidUnit::Yuan => number.is_about(money.yuan()),
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
                if number.unit == SaidUnit::Percent {
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

    /// Figures of which the text says, without a number, that they went the other way: “公用经费比上年增加”.
    pub fn wrong_way_in(&self, text: &WrittenText) -> Vec<Wrong> {
        let clauses = text.split(['，', '。', '；', '\n', '！']).filter(|clause| numbers(clause).is_empty());
        clauses.filter_map(|clause| self.wrong_way(text.path, clause)).collect()
    }

    fn wrong_way(&self, path: Path, clause: &str) -> Option<Wrong> {
        let Named { start, end, subject: Some(subject) } = self.names.last_in(clause)? else { return None };
        let before = self.words.read(clause.get(..start)?)?;
        let behind = self.words.read(clause.get(end..)?)?;
        let is_plain = |word: &Word| matches!(word, Word::Filler | Word::ThisYear);
        let is_compared = [&before, &behind].iter().any(|words| words.contains(&Word::Compared));
        let told: Vec<&Word> = before.iter().chain(&behind).filter(|word| !is_plain(word)).collect();
        let is_up = match told[..] {
            [Word::Compared, Word::Up] => true,
            [Word::Compared, Word::Down] => false,
            _ => return None,
        };
        let growths = || {
            let sources = subject.of(NumberRole::Growth);
            sources.filter_map(|source| match Value::of(self.figures, source) {
                Value::Growth(growth) => Some((source, growth.words(), growth.change?)),
                _ => None,
            })
        };
        let is_right = growths().any(|(_, _, change)| !change.is_zero() && is_up != change.is_negative());
        let (source, expected, _) = growths().next().filter(|_| is_compared && !is_right)?;
        let number = if is_up { "增加" } else { "减少" };
        Some(Wrong { path, words: clause.to_owned(), number: number.to_owned(), source: source.clone(), expected })
    }

    /// Names of which the text says that there is nothing, while there is: “未发生政府采购支出”.
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
                let Some(Named { start: 0, end: length, subject: Some(subject) }) = self.names.last_in(clause) else {
                    continue;
                };
                let is_whole = clause.get(length..).is_some_and(|rest| self.words.read(rest).is_some());
                if !is_own || !is_whole {
                    continue;
                }
                let spent: Vec<_> = self.amounts(subject).collect();
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{at, document::Document};

    fn wrong(text: &str) -> Vec<(String, String)> {
        let document: Document =
            serde_json::from_str(include_str!("../../../../samples/clean.json")).expect("the sample opens");
        let figures = Figures::of(&Arc::new(document));
        let subjects = Subjects::of(&figures);
        let text = WrittenText::new(at!(performance.texts.duty), text.to_owned());
        let mut all = subjects.wrong_in(&text);
        all.extend(subjects.denied_in(&text));
        all.extend(subjects.wrong_way_in(&text));
        all.into_iter().map(|wrong| (wrong.words, wrong.expected)).collect()
    }

    #[test]
    fn every_line_of_the_list_has_its_addresses() {
        let lines = include_str!("../../../../assets/lexicon/figures.txt").lines();
        for line in lines.filter(|line| !line.starts_with('#')) {
            let (_, places) = line.split_once(" = ").expect("names and places");
            for place in places.split(' ') {
                let (role, address) = place.split_once(':').expect("a role and an address");
                assert!(NumberRole::read(role).is_some(), "{line}");
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
            ("“三公”经费支出比上年增加，未超过预算。", "“三公”经费支出比上年增加", "下降10.05%"),
            ("与2023年度相比机关运行经费支出减少。", "与2023年度相比机关运行经费支出减少", "增长3.15%"),
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
            "“三公”经费支出比上年减少，机关运行经费同比增长。",
            "困难职工帮扶等项目支出比上年增加。",
            "会议支出比上年增加，公用经费比年初预算减少。",
        ] {
            assert_eq!(wrong(text), [], "{text}");
        }
    }
}
