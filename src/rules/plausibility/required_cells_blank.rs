//! M08: a cell that must be filled is blank.

use rustc_hash::FxHashSet;

use crate::{
    at,
    document::{Document, Entry, Kind, Path},
    figures::{Figures, Source},
    forms::{self, FormName},
    rules::{Applies, Findings, Missing, Outcome, Printed, Rule, Severity, State},
};

use super::scan::{by_page, names};

pub static RULE: Rule = Rule {
    id: "M08",
    severity: Severity::Warning,
    title: "必填项为空（空不等于0）",
    checks: "已经开始填的各页，公开报告要用到的数和文字都已填写，报告里没有待填之处；没有的填0",
    basis: "全部决算公开表",
    remedy: "逐项填写；确实没有的填0",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let figures = printed.figures;
    let document = &*figures.document;
    let mut untouched: Vec<Source> = Vec::new();
    let mut known: FxHashSet<Path> = FxHashSet::default();
    let pages = pages(figures);
    for (page, has_begun, required) in &pages {
        let blank: Vec<Path> = required.iter().copied().filter(|place| is_blank(document, *place)).collect();
        known.extend(&blank);
        if !has_begun {
            untouched.extend(blank.first().map(|place| Source::Entered(*place)));
        } else if !blank.is_empty() {
            findings.report(
                blank.iter().copied(),
                format!("{}还有{}处必填项为空：{}", page.label(), blank.len(), names(figures, &blank)),
            );
        }
    }
    let begun: Vec<FormName> = pages.iter().filter(|(_, has_begun, _)| *has_begun).map(|(page, ..)| *page).collect();
    untouched.extend(unwritten(printed, findings, &known, &begun));
    if untouched.is_empty() { Ok(Applies::Yes) } else { Err(Missing(untouched)) }
}

/// What the report prints as “待填” and no other rule names, gathered by part of the document. Returns a place of each
/// part that nobody has begun.
fn unwritten(printed: &Printed, findings: &mut Findings, known: &FxHashSet<Path>, begun: &[FormName]) -> Vec<Source> {
    let figures = printed.figures;
    let document = &*figures.document;
    let mut asked: Vec<(&str, Path)> = Vec::new();
    let mut seen: FxHashSet<(&str, Path)> = FxHashSet::default();
    for (prompt, place) in printed.report.blanks() {
        // Reasons are asked for by C12, the summary by P05; what hangs in a text that is there is an empty link (M05).
        let is_asked_for = place == at!(performance.texts.summary)
            || place.last_field().is_some_and(|field| field == "reason" || field.ends_with("_reason"));
        let is_text = matches!(Document::kind_at(place), Some(Kind::LongText));
        let is_written = is_text && !is_blank(document, place);
        let is_known = known.contains(&place);
        if !is_asked_for && !is_written && !is_known && seen.insert((prompt, place)) {
            asked.push((prompt, place));
        }
    }
    let texts = at!(performance.texts);
    let has_texts = figures.texts.self_evaluation().iter().any(|text| !text.trim().is_empty());
    let mut untouched = Vec::new();
    for (words, places) in by_page(asked.iter().map(|(_, place)| *place)) {
        let places: FxHashSet<Path> = places.into_iter().collect();
        let own = asked.iter().filter(|(_, place)| places.contains(place));
        let (of_texts, others): (Vec<_>, Vec<_>) = own.partition(|(_, place)| place.starts_with(&texts));
        let page = others.first().and_then(|(_, place)| forms::of_path(*place));
        let is_begun = page.is_some_and(|page| begun.contains(&page));
        for (words, is_begun, asked) in [("自评文字", has_texts, of_texts), (words, is_begun, others)] {
            let prompts: Vec<&str> = asked.iter().map(|(prompt, _)| *prompt).take(ENOUGH).collect();
            let places: Vec<Path> = asked.iter().map(|(_, place)| *place).collect();
            if is_begun && !places.is_empty() {
                let rest = if places.len() > ENOUGH { "等" } else { "" };
                let message = format!("报告里还有{}处要在{words}填写：{}{rest}", places.len(), prompts.join("、"));
                findings.report(places, message);
            } else {
                untouched.extend(places.first().map(|place| Source::Entered(*place)));
            }
        }
    }
    untouched
}

/// This many are named.
const ENOUGH: usize = 6;

fn is_blank(document: &Document, place: Path) -> bool {
    document.entry(place).map_or_else(|| document.row_count(place) == Some(0), |entry| entry == Entry::Blank)
}

type Page = (FormName, bool, Vec<Path>);

/// Each page, whether somebody has begun to fill it, and what it needs.
fn pages(figures: &Figures) -> [Page; FormName::ALL.len()] {
    let document = &*figures.document;
    let pages =
        FormName::ALL.map(|name| (name, (name.form().has_begun)(&figures.typed), name.form().required(figures)));
    if document.review.locks.is_empty() {
        return pages;
    }
    // A file made from last year's holds its structure and figures: nobody has begun what holds nothing else.
    let begun = pages_of_this_year(&figures.typed);
    pages.map(|(name, has_begun, required)| (name, has_begun && begun.contains(&name), required))
}

/// The pages on which something stands that can't have been taken over from last year.
fn pages_of_this_year(document: &Document) -> Vec<FormName> {
    let locked: FxHashSet<Path> =
        document.review.locks.iter().filter_map(|lock| Document::parse_path(&lock.place)).collect();
    let carried = [at!(unit.staff), at!(unit.subunits), at!(unit.year), at!(performance.score_groups)];
    let mut begun: Vec<FormName> = Vec::new();
    document.walk(&mut |path, field, entry| {
        let is_of_year = match Document::kind_at(path) {
            Some(Kind::Money | Kind::Count | Kind::Date | Kind::LongText) => true,
            Some(Kind::Number) => field.name == "score",
            Some(Kind::Text) => field.name == "actual",
            _ => false,
        };
        let is_carried = || locked.contains(&path) || carried.iter().any(|place| path.starts_with(place));
        if is_of_year && !entry.is_blank() && !is_carried() {
            begun.extend(forms::of_path(path).filter(|page| !begun.contains(page)));
        }
    });
    begun
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        report::Report,
        rules::kit::testing::{document, fires, is_not_checked, passes},
    };

    fn targets(overall: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(targets.budget_total), "174.57"),
            (at!(targets.overall), overall),
            (at!(targets.indicators[0].name), "慰问职工人数"),
        ]
    }

    #[test]
    fn a_tab_that_was_begun_must_be_finished() {
        fires(&RULE, &targets(""), "目标完成表还有1处必填项为空：目标完成表›年度总体目标");
        fires(
            &RULE,
            &[(at!(performance.projects[0].name), "春节送温暖")],
            "项目绩效还有3处必填项为空：项目绩效›项目›春节送温暖›科目编码、项目绩效›项目›春节送温暖›调整后预算、项目绩效›项目›春节送温暖›执行数：财政资金",
        );
    }

    #[test]
    fn tabs_not_begun_are_not_checked() {
        is_not_checked(&RULE, &[(at!(unit.department), "盐边县总工会"), (at!(unit.year), "2024")]);
        is_not_checked(&RULE, &targets("服务职工"));
    }

    #[test]
    fn zero_is_not_blank() {
        let mut cells: Vec<(Path, &str)> = Vec::new();
        let lists = [at!(income.lines), at!(expenditure.lines), at!(targets.indicators)];
        let blank = Figures::of(&document(&[]));
        for name in FormName::ALL.into_iter().filter(|name| !matches!(name, FormName::Performance | FormName::Targets))
        {
            let required = name.form().required(&blank).into_iter().filter(|place| !lists.contains(place));
            cells.extend(required.map(|place| (place, sample(place))));
        }
        cells.extend([
            (at!(income.lines[0].item), "2012901"),
            (at!(income.lines[0].gpb), "0"),
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "0"),
            (at!(expenditure.lines[0].project), "0"),
            (at!(expenditure.lines[0].initial_budget), "0"),
            (at!(expenditure.economic[0].economic), "30101"),
            (at!(expenditure.economic[0].amount), "0"),
            (at!(performance.score_items[0].score), "0"),
            (at!(expenditure.lines[0].adjusted_budget), "0"),
            (at!(performance.projects[0].name), "春节送温暖"),
            (at!(performance.projects[0].item), "2012999"),
            (at!(performance.projects[0].adjusted_budget), "0"),
            (at!(performance.projects[0].fiscal), "0"),
        ]);
        fill_the_report(&mut cells);
        cells.extend(targets("服务职工"));
        passes(&RULE, &cells);
    }

    /// Fills what a report of these cells asks for besides, until it asks for nothing.
    fn fill_the_report(cells: &mut Vec<(Path, &'static str)>) {
        for _ in 0..3 {
            let report = Report::of(&Figures::of(&document(cells)));
            let asked: Vec<Path> = report.blanks().map(|(_, place)| place).collect();
            cells.extend(
                asked
                    .into_iter()
                    .filter(|place| Document::kind_at(*place).is_some())
                    .map(|place| (place, sample(place))),
            );
        }
    }

    fn sample(place: Path) -> &'static str {
        match Document::kind_at(place) {
            Some(crate::document::Kind::Date) => "2024-12-31",
            Some(crate::document::Kind::Choice(words)) => words[0].name,
            _ => "0",
        }
    }
}
