//! Numbers that a person typed into a text: how all rules report them.
//!
//! A typed number that differs from its figure is a finding of its own. Those that are right are gathered into one hint
//! of the rule: they should become links, so that they follow the data.

use crate::{
    figures::Source,
    report::{Fit, ProbableFigure},
    rules::{Applies, Findings, Printed, Severity},
};

/// What to do about a typed number.
const REMEDY: &str = "在“报告文字”页把这个数改为引用，以后数据变动时文字自动跟着改";

/// Reports the typed numbers that are this rule's business.
pub fn report_typed(printed: &Printed, findings: &mut Findings, is_ours: impl Fn(&ProbableFigure) -> bool) -> Applies {
    let figures = printed.figures;
    let ours: Vec<&ProbableFigure> = printed.typed_figures().iter().filter(|typed| is_ours(typed)).collect();
    let words = |typed: &ProbableFigure| {
        let (place, label) = (figures.label(&typed.path.into()), figures.label(&typed.source));
        format!("{place}直接写“{}”，{label}是{}", typed.text, typed.printed)
    };
    for typed in ours.iter().filter(|typed| typed.fit != Fit::Equal) {
        let cause = match typed.fit {
            Fit::OtherWay => "（增减方向相反）",
            Fit::CutOff => "（末位不同，疑似截断而没有四舍五入）",
            Fit::Shifted => "（小数点错位）",
            Fit::LastDigit | Fit::Equal => "（末位不同）",
        };
        let finding = findings.report([typed.path.into(), typed.source.clone()], words(typed) + cause);
        finding.values(&typed.printed, &typed.text);
        finding.remedy = REMEDY;
    }
    let mut equal = ours.iter().filter(|typed| typed.fit == Fit::Equal);
    if let Some(first) = equal.next() {
        let rest: Vec<&&ProbableFigure> = equal.collect();
        let count =
            if rest.is_empty() { String::new() } else { format!("；这样直接写的数共{}处", rest.len() + 1) };
        let mut cells: Vec<Source> = Vec::new();
        let mut seen = rustc_hash::FxHashSet::default();
        for place in ours.iter().filter(|typed| typed.fit == Fit::Equal).map(|typed| typed.path) {
            if seen.insert(place) {
                cells.push(place.into());
            }
        }
        cells.push(first.source.clone());
        let finding = findings.report(cells, words(first) + &count);
        finding.downgrade(Severity::Hint);
        finding.remedy = REMEDY;
        finding.gathered = rest.into_iter().map(|typed| words(typed)).collect();
    }
    if printed.figures.texts.iter().next().is_some() { Applies::Yes } else { Applies::No }
}
