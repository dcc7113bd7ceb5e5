//! The value of a figure, how it is printed, and where to enter it when it is missing.

use crate::{
    at,
    document::Path,
    figures::{Figures, Source, Value},
    money::Money,
    percent::Ratio,
    templates::PrintedIn,
};

use super::model::Run;

/// An amount as a sentence prints it, in 万元: two decimals, but amounts of projects in whole 元 as they are, because
/// the sentence adds them up.
pub(super) fn amount_text(figures: &Figures, money: Money, source: &Source) -> String {
    let numbers = figures.profile.numbers;
    if is_printed_exactly(money, source) {
        numbers.exact_wan(money, PrintedIn::Sentence)
    } else {
        numbers.wan(money, PrintedIn::Sentence)
    }
}

pub(super) fn is_printed_exactly(money: Money, source: &Source) -> bool {
    money.yuan().fract().is_zero() && is_of_projects(source)
}

fn is_of_projects(source: &Source) -> bool {
    match source {
        Source::Entered(path) => path.starts_with(&at!(performance)) || path.starts_with(&at!(targets)),
        Source::Measure(key) => key.is_of_projects(),
        Source::Cell(_) => false,
    }
}

/// A figure put into a person's text, with its unit and the words that belong to it; `None` if it is missing.
pub fn resolve(figures: &Figures, source: &Source) -> Option<Vec<Run>> {
    let figure = |text: String| Run::Figure { text, source: source.clone() };
    let numbers = figures.profile.numbers;
    Some(match Value::printed(figures, source) {
        Value::Missing => return None,
        Value::Money(money) => match numbers.small_yuan(money) {
            Some(yuan) => vec![figure(yuan), Run::words("元")],
            None => vec![figure(amount_text(figures, money, source)), Run::words("万元")],
        },
        Value::Ratio(Ratio::Percent(percent)) => vec![figure(numbers.percent(percent))],
        Value::Ratio(ratio) => vec![Run::words(ratio.to_string())],
        Value::Growth(growth) => growth_runs(&numbers.growth(growth), source),
        Value::Number(number) => vec![figure(number.normalize().to_string())],
        Value::Count(count) => vec![figure(count.to_string())],
        Value::Text(text) => vec![figure(text)],
    })
}

/// “增长26.53%”: the verb is not part of the figure.
fn growth_runs(words: &str, source: &Source) -> Vec<Run> {
    match words.find(|c: char| c.is_ascii_digit()) {
        None => vec![Run::words(words)],
        Some(at) => {
            let (verb, rate) = words.split_at(at);
            vec![Run::words(verb), Run::Figure { text: rate.to_owned(), source: source.clone() }]
        }
    }
}

/// The first blank place because of which a figure is missing.
pub(super) fn missing_place(figures: &Figures, source: &Source) -> Path {
    figures.first_blank(source).unwrap_or_else(|| default_place(source))
}

/// Where the figures of a table are entered.
fn default_place(source: &Source) -> Path {
    match source {
        Source::Entered(path) => *path,
        Source::Cell(key) => match key.table.number() {
            1 | 2 | 4 => at!(income.lines),
            5 | 7 => at!(expenditure.detail),
            8 => at!(expenditure.economic),
            9 => at!(performance.projects),
            13 => at!(three_public.actual),
            _ => at!(expenditure.lines),
        },
        Source::Measure(key) if key.is_of_scores() => at!(performance.score_items),
        Source::Measure(key) if key.is_of_projects() => at!(performance.projects),
        Source::Measure(_) => at!(expenditure.lines),
    }
}
