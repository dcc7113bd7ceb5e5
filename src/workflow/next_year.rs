//! The step to the next year (结转到下年): a new file in which this year's figures become last year's.

use crate::{
    at,
    document::{
        CarryOverLine, DetailLine, Document, EconomicLine, Edit, Entry, ExpenditureLine, IncomeLine, Kind, Path,
        PathStep, Project, ProjectIndicator, ProjectPart, ScoreItem, Staff, Suggestion, Survey, Target, Task, Unit,
    },
};

use super::{
    prior_figures::{LastYear, fill_prior, suggestion},
    rows,
};

/// The file of the next year: structure, staff and projects stay, texts become suggestions, amounts are blank, and this
/// year's figures are last year's, locked.
pub fn next_year(last: LastYear<'_>) -> Document {
    let old = &**last.derived.document();
    let mut new = structure(old);
    // The edit was made for this document, so it fits.
    new = new.apply(&fill_prior(&new, last)).unwrap_or(new);
    suggest_texts(old, &mut new);
    new
}

fn structure(old: &Document) -> Document {
    let mut new = Document {
        codes: old.codes.clone(),
        parameters: old.parameters.clone(),
        form: old.form.clone(),
        ..Document::default()
    };
    new.unit = unit(&old.unit);
    new.income.lines =
        old.income.lines.iter().map(|line| IncomeLine { item: line.item.clone(), ..Default::default() }).collect();
    let spending = &old.expenditure;
    let line =
        |line: &ExpenditureLine| ExpenditureLine { item: line.item.clone(), fund: line.fund, ..Default::default() };
    new.expenditure.lines = spending.lines.iter().map(line).collect();
    let line = |line: &EconomicLine| EconomicLine { economic: line.economic.clone(), ..Default::default() };
    new.expenditure.economic = spending.economic.iter().map(line).collect();
    new.expenditure.detail = spending
        .detail
        .iter()
        .map(|line| DetailLine { amount: None, unknown: Default::default(), ..line.clone() })
        .collect();
    let line = |line: &CarryOverLine| CarryOverLine {
        item: line.item.clone(),
        fund: line.fund,
        opening: line.closing,
        ..Default::default()
    };
    new.expenditure.carry_over = spending.carry_over.iter().map(line).collect();
    new.performance.projects = old.performance.projects.iter().map(project).collect();
    new.performance.score_groups = old.performance.score_groups.clone();
    let unscored =
        |item: &ScoreItem| ScoreItem { score: Default::default(), remark: Default::default(), ..item.clone() };
    new.performance.score_items = old.performance.score_items.iter().map(unscored).collect();
    let task = |task: &Task| Task { name: task.name.clone(), ..Default::default() };
    new.targets.tasks = old.targets.tasks.iter().map(task).collect();
    let open = |target: &Target| Target {
        target: Default::default(),
        actual: Default::default(),
        reason: Default::default(),
        ..target.clone()
    };
    new.targets.indicators = old.targets.indicators.iter().map(open).collect();
    keep_unread_words(old, &mut new);
    new
}

/// A code or choice of the structure that could not be read stays to be mended, and is no blank of the new year.
fn keep_unread_words(old: &Document, new: &mut Document) {
    for entry in old.unreadable.iter() {
        let Some(path) = Document::parse_path(&entry.cell) else { continue };
        let is_word = matches!(Document::kind_at(path), Some(Kind::Functional | Kind::Economic | Kind::Choice(_)));
        if is_word && new.entry(path) == Some(Entry::Blank) {
            let edit = Edit::KeepText { path, text: entry.text.to_string() };
            *new = new.apply(&edit).unwrap_or_else(|_| new.clone());
        }
    }
}

fn unit(old: &Unit) -> Unit {
    Unit {
        department: old.department.clone(),
        year: old.year.map(|year| year.saturating_add(1)),
        unit_type: old.unit_type,
        region: old.region,
        entry_unit: old.entry_unit,
        precision: old.precision,
        budget_basis: old.budget_basis,
        subunits: old.subunits.clone(),
        members: old.members.clone(),
        accounting: old.accounting,
        staff: Staff { prior_actual: None, ..old.staff.clone() },
        ..Unit::default()
    }
}

fn project(old: &Project) -> Project {
    let part =
        |part: &ProjectPart| ProjectPart { name: part.name.clone(), unit: part.unit.clone(), ..Default::default() };
    let indicator = |indicator: &ProjectIndicator| ProjectIndicator {
        target: Default::default(),
        actual: Default::default(),
        score: Default::default(),
        reason: Default::default(),
        ..indicator.clone()
    };
    let survey = |survey: &Survey| Survey { object: survey.object.clone(), ..Default::default() };
    Project {
        name: old.name.clone(),
        kind: old.kind,
        level: old.level,
        item: old.item.clone(),
        execution_weight: old.execution_weight,
        parts: old.parts.iter().map(part).collect(),
        indicators: old.indicators.iter().map(indicator).collect(),
        surveys: old.surveys.iter().map(survey).collect(),
        ..Project::default()
    }
}

/// Last year's wording of every text that is blank in the new file, if the new file still has its place.
fn suggest_texts(old: &Document, new: &mut Document) {
    let is_text = |kind| matches!(kind, Kind::Text | Kind::LongText);
    let mut found: Vec<(Path, String)> = Vec::new();
    let aside = [at!(published), at!(unreadable), at!(codes), at!(form)];
    old.walk_kinds(is_text, &mut |path, _, entry| {
        if !entry.is_blank()
            && !aside.iter().any(|list| path.starts_with(list))
            && new.entry(path).is_some_and(|entry| entry.is_blank())
        {
            found.push((path, entry.stored()));
        }
    });
    for (path, text) in found {
        new.review.suggestions.push(suggestion(path, &text));
    }
}

/// The same for a file that is there already: texts with a fixed place that are blank in it, and have no former wording.
pub fn suggest_wordings(document: &Document, last: &Document) -> Vec<Edit> {
    let list = at!(review.suggestions);
    let mut found: Vec<Suggestion> = Vec::new();
    last.walk_kinds(|kind| matches!(kind, Kind::LongText), &mut |path, _, entry| {
        let is_fixed = !path.steps().iter().any(|step| matches!(step, PathStep::Row(_)));
        let is_blank = document.entry(path).is_some_and(|own| own.is_blank());
        if is_fixed && is_blank && !entry.is_blank() && suggestion_at(document, path).is_none() {
            found.push(suggestion(path, &entry.stored()));
        }
    });
    let first = document.review.suggestions.len();
    (first..).zip(&found).flat_map(|(row, one)| rows::append_at(row, list, one)).collect()
}

/// Last year's wording of a text.
pub fn suggestion_at(document: &Document, path: Path) -> Option<&str> {
    if document.review.suggestions.is_empty() {
        return None;
    }
    let place = path.to_string();
    document.review.suggestions.iter().find(|one| *one.place == *place).map(|one| &*one.text)
}

/// The edit that takes over last year's wording; `None` when there is none.
pub fn take_suggestion(document: &Document, path: Path) -> Option<Edit> {
    let text = suggestion_at(document, path)?.to_owned();
    Some(Edit::Set { path, entry: crate::document::Entry::Text(text) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Fund,
        money::AmountUnit,
        seal::content_hash,
        storage::{parse_project, write_project},
        testing::{derived, sample},
        workflow::{is_locked, unlock},
    };

    fn carried(name: &str) -> (Document, Document) {
        let old = sample(name);
        let derived = derived(&old);
        let new = next_year(LastYear { derived: &derived, file: "2024.juesuan" });
        (old, new)
    }

    #[test]
    fn figures_become_last_years_and_structure_stays() {
        for name in ["clean.json", "yanbian-2024.json"] {
            let (old, new) = carried(name);
            assert_eq!(new.unit.year, old.unit.year.map(|year| year + 1));
            assert_eq!(new.unit.department, old.unit.department);
            assert_eq!(new.unit.staff.prior_actual, old.unit.staff.actual.total);
            assert_eq!(new.three_public.prior, old.three_public.actual);
            assert_eq!(new.income.opening.parts(), [None; 4], "{name}: it follows from last year's closing");
            assert_eq!(derived(&new).figures.document.income.opening, old.expenditure.closing);
            assert_eq!(new.other.prior.closing, old.expenditure.closing);
            assert_eq!(new.other.operating.prior, old.other.operating.amount);
            assert!(new.income.prior_total.is_some() && new.income.prior_fiscal_total.is_some(), "{name}");
            assert!(new.other.prior.gpb_total.is_some() && new.other.prior.personnel.is_some(), "{name}");
            for (a, b) in new.expenditure.lines.iter().zip(old.expenditure.lines.iter()) {
                assert_eq!((&a.item, a.prior_actual, a.total()), (&b.item, b.total(), None));
            }
            assert_eq!(new.performance.projects.len(), old.performance.projects.len());
            assert_eq!(new.performance.projects[0].name, old.performance.projects[0].name);
            assert!(new.performance.projects.iter().all(|project| project.fiscal.is_none()));
            // Last year's figures are where the new file looks for them.
            let (before, after) = (derived(&old), derived(&new));
            let total = before.figures.tables.printed("T06!合计.tot".parse().expect("a cell"));
            assert_eq!(after.document().other.prior.gpb_total, total, "{name}");
            assert!(after.figures.measures.money(crate::address::MeasureKey::PriorSpending).is_some(), "{name}");
            let saved = write_project(&new).expect("bytes");
            assert_eq!(parse_project(&saved), Ok(new));
        }
    }

    #[test]
    fn what_could_not_be_read_is_no_figure_of_last_year() {
        let typed = |document: &Document, path, text| {
            document.apply(&Edit::type_text(path, text, AmountUnit::Wan)).expect("typed")
        };
        let clean = sample("clean.json");
        let whole = next_year(LastYear { derived: &derived(&clean), file: "2024.juesuan" });
        let spoilt = typed(&clean, at!(expenditure.lines[0].basic), "12..5");
        let spoilt = typed(&spoilt, at!(expenditure.lines[0].project), "3");
        let spoilt = typed(&spoilt, at!(three_public.actual.abroad), "约5");
        let spoilt = typed(&spoilt, at!(unit.staff.actual.total), "七人");
        let spoilt = typed(&spoilt, at!(expenditure.lines[1].item), "行政运行");
        let new = next_year(LastYear { derived: &derived(&spoilt), file: "2024.juesuan" });
        // Neither half a sum nor zero, and nothing locked.
        for path in [
            at!(expenditure.lines[0].prior_actual),
            at!(other.prior.gpb_total),
            at!(other.prior.basic),
            at!(three_public.prior.abroad),
            at!(unit.staff.prior_actual),
        ] {
            assert_eq!((new.entry(path), is_locked(&new, path).is_some()), (Some(Entry::Blank), false), "{path}");
            assert!(whole.entry(path).is_some_and(|entry| !entry.is_blank()), "{path}");
        }
        // What does not depend on them is there; the code stays to be mended.
        let path = at!(expenditure.lines[2].prior_actual);
        assert_eq!(new.entry(path), whole.entry(path));
        assert_eq!(new.income.prior_total, whole.income.prior_total);
        assert_eq!(new.unreadable_text(at!(expenditure.lines[1].item)), Some("行政运行"));
        assert_eq!(new.unreadable.len(), 1, "{:?}", new.unreadable);
    }

    #[test]
    fn texts_are_suggestions_and_no_content() {
        let (old, new) = carried("yanbian-2024.json");
        assert!(new.unit.duties.is_blank());
        assert_eq!(suggestion_at(&new, at!(unit.duties)), Some(&*old.unit.duties));
        let taken = new.apply(&take_suggestion(&new, at!(unit.duties)).expect("a suggestion")).expect("taken");
        assert_eq!(taken.unit.duties, old.unit.duties);
        let mut bare = new.clone();
        bare.review = Default::default();
        assert_eq!(content_hash(&bare), content_hash(&new));
        assert_eq!(suggestion_at(&new, at!(unit.year_work)), Some(&*old.unit.year_work));
    }

    #[test]
    fn last_years_figures_are_locked_until_there_is_a_reason() {
        let (old, new) = carried("clean.json");
        let path = at!(income.prior_total);
        let lock = is_locked(&new, path).expect("locked");
        assert_eq!((&*lock.file, &*lock.content), ("2024.juesuan", content_hash(&old).as_str()));
        assert!(unlock(&new, path, "张三", "2026-03-01", " ").is_none());
        let open =
            new.apply(&unlock(&new, path, "张三", "2026-03-01", "上年数更正").expect("a reason")).expect("unlocked");
        assert!(is_locked(&open, path).is_none());
        let typed = open.apply(&Edit::type_text(path, "5", AmountUnit::Wan)).expect("typed");
        // Filling again leaves unlocked figures alone.
        let last = derived(&old);
        let again =
            typed.apply(&fill_prior(&typed, LastYear { derived: &last, file: "2024.juesuan" })).expect("filled");
        assert_eq!(again, typed);
    }

    #[test]
    fn filling_only_last_years_figures_adds_lines_that_have_gone() {
        let last = derived(&sample("clean.json"));
        let count = last.document().expenditure.lines.len();
        let blank = Document::default();
        let filled = blank.apply(&fill_prior(&blank, LastYear { derived: &last, file: "a" })).expect("filled");
        assert_eq!(filled.expenditure.lines.len(), count);
        assert!(filled.expenditure.lines.iter().all(|line| line.prior_actual.is_some() && line.fund.is_some()));
        assert_eq!(filled.expenditure.lines[0].fund, Some(Fund::Gpb));
        assert_eq!(filled.entry(at!(income.reason)), Some(Entry::Blank));
    }

    /// Nothing of this year is entered yet, so nobody has done anything wrong; only contradictions that were taken over
    /// are still reported.
    #[test]
    fn a_fresh_file_accuses_nobody() {
        let carried_faults: [(&str, &[&str]); 3] = [
            ("clean.json", &[]),
            ("large-report.json", &["J14", "J28", "P08"]),
            ("yanbian-2024.json", &["G09", "J06", "J07", "K01", "K05", "P08"]),
        ];
        for (name, faults) in carried_faults {
            let (old, new) = carried(name);
            let found = derived(&new).review.findings.clone();
            let accuses = |finding: &&crate::rules::Finding| {
                finding.severity < crate::rules::Severity::Hint && !faults.contains(&finding.rule)
            };
            let accusing: Vec<_> =
                found.iter().filter(accuses).map(|finding| (finding.rule, &finding.message)).collect();
            assert!(accusing.is_empty(), "{name}: {accusing:?}");
            let before = derived(&old).review.findings.clone();
            let is_new = |rule: &&&str| **rule != "P08" && before.iter().all(|finding| finding.rule != **rule);
            assert_eq!(faults.iter().find(is_new), None, "{name}");
        }
    }

    /// As soon as a page is begun, what it lacks is asked for.
    #[test]
    fn what_is_begun_is_asked_for() {
        let (_, new) = carried("clean.json");
        let asked = |document: &Document| {
            let found = derived(document).review.findings.clone();
            found.into_iter().filter(|finding| finding.rule == "M08").map(|finding| finding.message).collect::<Vec<_>>()
        };
        assert_eq!(asked(&new), Vec::<String>::new());
        let begun = new.apply(&Edit::type_text(at!(other.procurement.total), "5", AmountUnit::Wan)).expect("typed");
        assert!(asked(&begun).iter().any(|message| message.starts_with("其他事项还有")), "{:?}", asked(&begun));
    }
}
