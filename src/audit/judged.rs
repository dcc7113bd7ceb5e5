//! The rules of the program, run over what was read of a report as over a document of ours.
//!
//! What is compared cell by cell (sums, repetitions, rates) is judged by [`super::relations`], which knows how each number
//! was read and which cell explains the most; here it is left out. Of the rest, a report read from a file proves less than
//! what was typed: most findings ask a person to look, and only those are errors that no misread cell could bring about.

use std::sync::Arc;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::{
    address::{CellKey, Column, ColumnKey, T10, T12, T13, TableId},
    at,
    derived::Derived,
    document::{Document, Path, PathStep},
    evidence::{Evidence, FileBlock},
    figures::Source,
    import::ImportPlan,
    money::Money,
    reading::{
        FactPlace,
        prose::{Formula, formula},
        titled_tables,
        written::{Written, WrittenPlace},
    },
    rules::{self, Finding, Severity, Verdict},
};

use super::{AuditFinding, AuditPlace, Outcome, values, values::Numbers};

/// What a finding of a rule says of a report that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    /// An error, where the rule calls it one and every number of it was read without doubt.
    Error,
    /// A person has to look.
    Doubt,
}

/// Scores within a table that names all of them.
const ERRORS: &[&str] = &["G02", "G03"];

/// By subject: what a table tells beyond sums and repetitions; reasons, bases, names of annexes; three-public spending;
/// operating costs, procurement and assets; scores; targets and projects; units and staff; codes; units of amounts, texts.
const DOUBTS: &[&[&str]] = &[
    &["A23", "A24", "A26", "A31", "B13", "B14", "B15", "B16", "B19"],
    &["C12", "C14", "C18", "C22", "C23", "D17", "D20"],
    &["E02", "E03", "E04", "E05", "E07", "E08", "E09", "E11", "E12", "E13", "E14", "E17", "E18"],
    &["F01", "F02", "F05", "F06", "F08"],
    &["G01", "G04", "G05", "G06", "G07", "G08", "G09", "G10", "G12", "G14"],
    &["J01", "J02", "J03", "J04", "J05", "J06", "J07", "J08", "J09", "J10", "J12", "J13", "J14", "J15", "J16"],
    &["J18", "J19", "J20", "J22", "J23", "J27", "J28", "J29", "J30"],
    &["K01", "K02", "K03", "K05", "K06"],
    // Our list of items is not complete: that a code is not in it (L01) is nothing against a report.
    &["L09", "L10"],
    &["M01", "M02", "M03", "M06", "M13", "P09"],
];

fn weight_of(rule: &str) -> Option<Weight> {
    if ERRORS.contains(&rule) {
        Some(Weight::Error)
    } else {
        DOUBTS.iter().any(|rules| rules.contains(&rule)).then_some(Weight::Doubt)
    }
}

/// What to do about a report, where the rule says what to do in the program.
const REMEDIES: &[(&str, &str)] = &[
    ("A24", "核对合计和各组成项目，改正写错的一个"),
    ("A31", "核对这个款的金额，很可能误写了类级合计"),
    ("B19", "核对这种资金的收入、支出和结转结余，补上漏列的，或删去总表中的金额"),
    ("C12", "在报告里写明增减的具体事项"),
    ("C18", "在报告里注明完成预算用的是年初预算还是全年预算"),
    ("C22", "先核对两个金额；确实持平的，删去变动原因"),
    ("C23", "只留一处“原因是”"),
    ("E04", "核对批次和人次是否写反或多写一位"),
    ("E13", "核对预算数；确实超支的，在报告里写明原因"),
    ("E14", "把出国、购置、运行、接待逐项写出，没有发生的写0"),
    ("F06", "核对政府采购总额；资本性支出确实不经政府采购的，不必修改"),
    ("G03", "核对各项得分，改正得分合计"),
    ("G04", "补上得分；得0分的也要写0，不涉及的指标按当年口径填列并备注"),
    ("G06", "扣分改为0到10之间的正数；没有扣分可留空"),
    ("G07", "以打分表得分合计为准改正正文"),
    ("G12", "补上这个项目的打分表，或删去正文中的得分"),
    ("J01", "核对三个数，改正写错的一个"),
    ("J02", "资金总额应为部门全部支出预算（基本支出加项目支出），请核对"),
    ("J03", "核对完成值和指标值；确未达到的写明偏差原因"),
    ("J05", "指标值和完成值只写数字，单位统一写在“度量单位”"),
    ("J06", "改写具体数量，如“32户”；百分比放在质量或时效指标"),
    ("J08", "按问卷结果改正实际完成值，或补上调查结果"),
    ("J13", "在报告里写明执行偏差的原因"),
    ("J18", "以项目清单为准统一各处个数"),
    ("J22", "按项目清单改正个数"),
    ("J29", "补上空着的一格；度量单位写错的改正"),
    ("K01", "核对机构设置各数，改正写错的一个"),
    ("K02", "以机构设置为准，统一各处的个数"),
    ("K05", "核对编制批复；事业编制漏写的补上，确属超编的写明原因"),
    ("L09", "对照当年的经济分类科目改正编码，金额列在末级科目"),
    ("M02", "核对正负号；冲减以前年度支出的，按规定调整后列示"),
    ("M03", "统一改为两位小数的万元"),
];

fn remedy_of(finding: &Finding) -> &'static str {
    let of_report = REMEDIES.iter().find(|(rule, _)| *rule == finding.rule);
    of_report.map_or(finding.remedy, |(_, remedy)| remedy)
}

/// What the rules say.
pub(super) struct Judged {
    pub findings: Vec<AuditFinding>,
    /// Rules of which the report shows too little.
    pub not_checked: Vec<&'static str>,
}

/// Where the values of the document stand in the file.
struct Places<'a, 'b> {
    numbers: &'a Numbers<'b>,
    written: FxHashMap<Path, (WrittenPlace, &'a str)>,
    imported: FxHashMap<Path, WrittenPlace>,
}

/// A place, the words that stand there, and whether they were read without doubt.
struct Found {
    place: WrittenPlace,
    quote: String,
    is_firm: bool,
}

impl<'a, 'b> Places<'a, 'b> {
    fn of(numbers: &'a Numbers<'b>, written: &'a Written, plan: &ImportPlan) -> Self {
        let imported = plan.changes.iter().filter_map(|change| {
            let (_, place) = change.origin.place?;
            let cell = Some((place.row, place.column));
            Some((change.path, WrittenPlace { block: place.block, cell, characters: None }))
        });
        let told = written.values.iter().map(|value| (value.path, (value.place, value.quote.as_str())));
        Self { numbers, written: told.collect(), imported: imported.collect() }
    }

    fn find(&self, source: &Source) -> Option<Found> {
        if let Source::Entered(path) = source {
            if let Some((place, quote)) = self.written.get(path) {
                return Some(Found { place: *place, quote: (*quote).to_owned(), is_firm: true });
            }
            if let Some(place) = self.imported.get(path) {
                return Some(Found { place: *place, quote: String::new(), is_firm: true });
            }
            // A list, or a row of it: its first value. What is blank has its row.
            let first = |within: &Path| {
                let inside = self.written.iter().filter(|(own, _)| own.starts_with(within));
                inside.min_by_key(|(own, _)| **own).map(|(_, found)| found)
            };
            let of_row = || first(&path.parent()).filter(|_| is_row(path.parent()));
            if let Some((place, quote)) = first(path).or_else(of_row) {
                return Some(Found { place: *place, quote: (*quote).to_owned(), is_firm: false });
            }
        }
        let index = self.numbers.best(source)?;
        let place = super::place_of(self.numbers, index);
        let place = WrittenPlace { block: place.block, cell: place.cell, characters: place.characters };
        let is_firm = self.numbers.all.get(index).is_some_and(|number| number.is_firm);
        Some(Found { place, quote: super::quote_of(self.numbers, index), is_firm })
    }
}

fn is_row(path: Path) -> bool {
    matches!(path.steps().last(), Some(PathStep::Row(_)))
}

fn place_in(evidence: &Evidence, place: WrittenPlace) -> AuditPlace {
    let words = match (evidence.blocks.get(place.block), place.cell) {
        (Some(FileBlock::Table(_)), Some((row, column))) => {
            FactPlace { block: place.block, row, column }.words(evidence)
        }
        _ => values::paragraph_words(evidence, place.block),
    };
    AuditPlace { block: place.block, cell: place.cell, characters: place.characters, words }
}

pub(super) fn judge(document: &Document, numbers: &Numbers<'_>, written: &Written, plan: &ImportPlan) -> Judged {
    let mut judged = document.clone();
    // How much must change before a reason is due, each bureau says for itself: what all ask for is the rate.
    judged.parameters.reason_amount = Money::from_wan(Decimal::from(100_000_000));
    let derived = Derived::of(&Arc::new(judged));
    let places = Places::of(numbers, written, plan);
    let mut findings = Vec::new();
    for finding in &derived.review.findings {
        let Some(weight) = weight_of(finding.rule) else { continue };
        // A report that lists no projects says nothing of their number.
        let is_blank_list =
            |cell: &Source| matches!(cell, Source::Entered(path) if document.row_count(*path) == Some(0));
        if finding.severity == Severity::Hint
            || is_of_projects_alone(finding)
            || finding.cells.iter().any(is_blank_list)
        {
            continue;
        }
        // A total that the document cannot hold as it is printed proves nothing.
        if finding.cells.iter().any(|cell| differs(&derived, numbers, cell)) {
            continue;
        }
        let found: Vec<Option<Found>> = finding.cells.iter().take(8).map(|cell| places.find(cell)).collect();
        let is_firm = found.iter().all(|found| found.as_ref().is_some_and(|found| found.is_firm));
        let found: Vec<Found> = found.into_iter().flatten().collect();
        // A short reason is one, too.
        let is_given = |cell: &Source| matches!(cell, Source::Entered(path) if places.written.contains_key(path));
        if finding.rule == "C12" && finding.cells.first().is_some_and(is_given) {
            continue;
        }
        // A table that was not read is not empty.
        if finding.rule == "B19" && [T10, T12].iter().any(|table| is_named_and_filled(numbers, *table, finding)) {
            continue;
        }
        if finding.rule == "C12" && is_explained(numbers, &finding.cells, found.first()) {
            continue;
        }
        // Of a mark that lacks its other half the mark itself is told.
        if finding.rule == "M06" && ["““”", "“””", "“《”", "“》”"].iter().any(|mark| finding.message.contains(mark))
        {
            continue;
        }
        // Nothing of it stands in the report.
        let Some(first) = found.first() else { continue };
        let is_error = weight == Weight::Error && finding.severity == Severity::Error && is_firm;
        findings.push(AuditFinding {
            outcome: if is_error { Outcome::Wrong } else { Outcome::Doubtful },
            rule: Some(finding.rule),
            kind: finding.title,
            message: finding.message.clone(),
            quote: first.quote.clone(),
            places: found.iter().map(|found| place_in(numbers.evidence, found.place)).collect(),
            stated: finding.actual.clone(),
            computed: finding.expected.clone(),
            remedy: remedy_of(finding),
            gathered: finding.gathered.clone(),
        });
    }
    let not_checked = derived
        .review
        .verdicts
        .iter()
        .filter(|(rule, verdict)| weight_of(rule).is_some() && matches!(verdict, Verdict::NotChecked(_)));
    let not_checked = not_checked.map(|(rule, _)| *rule).collect();
    Judged { findings, not_checked }
}

/// Whether a number of the document is another one than the report prints.
fn differs(derived: &Derived, numbers: &Numbers<'_>, source: &Source) -> bool {
    let Source::Cell(key) = source else { return false };
    let (Some(own), Some(printed)) = (derived.figures.tables.printed(*key), numbers.best(source)) else { return false };
    let printed = &numbers.all[printed];
    let step = Decimal::ONE_HUNDRED;
    (own.yuan() - printed.value).abs() > printed.half + step
}

/// Whether a table that is said to be empty holds numbers, of which nothing was understood.
fn is_named_and_filled(numbers: &Numbers<'_>, table: TableId, finding: &Finding) -> bool {
    /// A table stands so few blocks behind its title.
    const NEAR: usize = 4;
    let blocks = &numbers.evidence.blocks;
    let is_number =
        |text: &str| text.contains('.') && text.trim().chars().all(|c| c.is_ascii_digit() || ".,-".contains(c));
    let is_filled = |block: &FileBlock| match block {
        FileBlock::Table(there) => there.cells.iter().any(|cell| is_number(&cell.text)),
        _ => false,
    };
    finding.message.contains(&format!("公开{:02}表", table.number()))
        && blocks.iter().enumerate().any(|(at, block)| {
            matches!(block, FileBlock::Paragraph(title) if titled_tables(&title.text).contains(&table))
                && blocks[at + 1..].iter().take(NEAR).any(is_filled)
        })
}

/// Whether a reason is given wherever the text speaks of a number, its change or its budget.
fn is_explained(numbers: &Numbers<'_>, cells: &[Source], first: Option<&Found>) -> bool {
    let budget_of_all = |source: &Source| {
        matches!(source, Source::Cell(CellKey { table: T13, column: ColumnKey::Named(column), .. })
            if *column == Column::BudgetTotal)
    };
    // What is said of its parts against their budgets explains all of it.
    let is_of_all = cells.iter().any(budget_of_all);
    let is_part = |source: &Source| matches!(source, Source::Cell(CellKey { table: T13, .. }));
    let belongs = |address: &Source| {
        cells.contains(address)
            || is_of_all && is_part(address)
            || matches!(address, Source::Measure(key) if formula(*key).is_some_and(|formula| match formula {
                Formula::Ratio { part, whole } => cells.contains(&part) || cells.contains(&whole),
                Formula::Growth { current, prior } => cells.contains(&current) || cells.contains(&prior),
            }))
    };
    let facts = numbers.prose.facts.iter().filter(|fact| fact.addresses.iter().any(belongs));
    let mut places = facts.map(|fact| WrittenPlace::of_text(fact.place.block, fact.place.from, fact.place.to));
    let told = first.map(|found| found.place);
    told.into_iter().any(|place| gives_reason(numbers.evidence, place))
        || places.any(|place| gives_reason(numbers.evidence, place))
}

/// Whether words of a cause stand behind a number, however they are put.
fn gives_reason(evidence: &Evidence, place: WrittenPlace) -> bool {
    const CAUSES: [&str; 6] = ["原因", "主要是", "由于", "因为", "主要为", "主要系"];
    let Some((_, end)) = place.characters else { return false };
    let text = |block: usize| match evidence.blocks.get(block) {
        Some(FileBlock::Paragraph(paragraph)) => paragraph.text.as_str(),
        _ => "",
    };
    let behind = text(place.block).get(end..).unwrap_or_default();
    let next = text(place.block + 1);
    let is_list = behind.trim_end().ends_with(['：', ':']);
    let begins = next.trim_start();
    CAUSES.iter().any(|cause| behind.contains(cause) || begins.starts_with(cause) || is_list && begins.contains(cause))
        || begins.starts_with("主要原因")
}

/// Amounts of single projects are as exact as they were planned.
fn is_of_projects_alone(finding: &Finding) -> bool {
    let of_projects = [at!(performance.projects), at!(targets)];
    finding.rule == "M03"
        && finding.cells.iter().all(|cell| match cell {
            Source::Entered(path) => of_projects.iter().any(|list| path.starts_with(list)),
            _ => false,
        })
}

/// The words of a rule for a person.
pub fn title_of(rule: &str) -> &'static str {
    rules::find(rule).map_or("", |rule| rule.title)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A report is mended where it was written, and not in a page of the program.
    #[test]
    fn what_to_do_about_a_report_is_not_to_be_done_in_the_program() {
        let of_program =
            ["程序", "清空", "原因栏", "本文件的设置", "”页", "录入", "录错", "选定", "补填", "报告上印的数"];
        for rule in rules::all().filter(|rule| weight_of(rule.id).is_some()) {
            let own = REMEDIES.iter().find(|(id, _)| *id == rule.id).map_or(rule.remedy, |(_, remedy)| *remedy);
            let found = of_program.iter().find(|words| own.contains(**words));
            assert_eq!(found, None, "{}: {own}", rule.id);
        }
        for (id, remedy) in REMEDIES {
            assert!(weight_of(id).is_some(), "{id} is not judged");
            assert!(!remedy.ends_with('。') && !remedy.is_empty(), "{id}");
        }
    }
}
