//! The files under `samples/`: the clean one is silent, the faulty ones fire every rule, and the reference report
//! yields what a careful auditor would find in it, each thing once.

use std::{collections::BTreeSet, fs, path::PathBuf, sync::Arc};

use rust_decimal::Decimal;

use juesuan::{
    at,
    derived::Derived,
    document::{Document, Edit, Entry, Path},
    export::tables_text,
    figures::{CellKey, Column, Figures, MeasureKey, T06, T08, T09, YearOnYear},
    money::Money,
    rules::{self, Finding, Severity, State, Verdict},
    storage::{parse_project, write_project},
};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples")
}

fn open(name: &str) -> Derived {
    let bytes = fs::read(folder().join(name)).unwrap();
    Derived::of(&Arc::new(parse_project(&bytes).unwrap()))
}

/// Every project file below `folder`, by its path.
fn files(folder: PathBuf) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(path));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn ids(derived: &Derived) -> BTreeSet<&'static str> {
    derived.review.findings.iter().map(|finding| finding.rule).collect()
}

fn of_rule<'a>(derived: &'a Derived, id: &str) -> Vec<&'a Finding> {
    derived.review.findings.iter().filter(|finding| finding.rule == id).collect()
}

/// What the reference report yields. Rounding tails are gathered into the first rule that meets them: A08, A09, A17 and
/// B13 stand for A10, A22, J17 and the like.
const EXPECTED: [&str; 51] = [
    "A08", "A17", "B13", "C12", "C13", "C18", "C20", "D14", "D17", "D18", "D19", "E06", "E17", "E18", "E19", "F02",
    "F10", "G03", "G04", "G05", "G09", "G10", "G11", "G12", "G13", "J02", "J04", "J05", "J06", "J07", "J08", "J09",
    "J18", "J19", "J20", "J23", "J24", "J26", "K01", "K02", "K03", "K05", "K09", "L07", "M01", "M03", "M06", "M08",
    "M09", "M12", "P08",
];

/// Contradictions that the preparer of the reference report overlooked, with the words that must name them.
const NAMED: [(&str, &[&str]); 25] = [
    ("A17", &["160.45", "160.44", "0.01万元", "尾差"]),
    ("A17", &["200.09", "200.08", "0.01万元", "尾差"]),
    ("B13", &["32.254", "32.25"]),
    ("C13", &["项目支出"]),
    ("C18", &["174.57", "232.34"]),
    ("C20", &["0.04万元", "80%"]),
    ("D14", &["直接写“232.34万元”", "共12处"]),
    ("D17", &["部门整体（含部门预算项目）绩效自评报告", "部门预算绩效自评报告"]),
    ("E17", &["会议"]),
    ("F02", &["15.52万元", "事业单位"]),
    ("G03", &["94分", "90分", "4分"]),
    ("G04", &["财务管理制度"]),
    ("G09", &["XX履职效果"]),
    ("G11", &["174.57", "33.09%"]),
    ("J02", &["32.254万元", "232.33"]),
    ("J04", &["体现政府对一线职工的关怀", "100%"]),
    ("J05", &["按工作计划", "项", "%"]),
    ("J08", &["100%", "90～92%"]),
    ("J19", &["32.254", "8.264", "23.99万元"]),
    ("K01", &["0个", "1个"]),
    ("K02", &["2个", "0个"]),
    ("K05", &["7人", "4人", "3人"]),
    ("L07", &["2080802", "3.23万元"]),
    ("M01", &["0.017457", "174.57"]),
    ("M08", &["基本支出经济分类"]),
];

#[test]
fn every_sample_is_written_as_the_program_saves() {
    let frozen = folder().join("versions");
    let current = files(folder()).into_iter().filter(|path| !path.starts_with(&frozen));
    for path in current {
        let bytes = fs::read(&path).unwrap();
        let document = parse_project(&bytes).unwrap();
        let saved = write_project(&document).unwrap();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, &saved).unwrap();
        } else {
            assert!(
                saved == bytes,
                "{} is not in the form the program saves: UPDATE_GOLDEN=1 writes it",
                path.display()
            );
        }
    }
}

#[test]
fn the_clean_sample_is_silent_and_completely_checked() {
    let derived = open("clean.json");
    assert_eq!(derived.review.findings, Vec::new());
    for (id, verdict) in &derived.review.verdicts {
        assert!(!matches!(verdict, Verdict::NotChecked(_)), "{id} {verdict:?}");
    }
}

/// Nine tables, no annexes: nothing is asked for that is not published.
#[test]
fn the_national_sample_can_be_published() {
    let derived = open("national-2024.json");
    let blockers = derived.blockers();
    assert_eq!(blockers.errors, Vec::<&rules::Finding>::new());
    assert_eq!(blockers.warnings, Vec::<&rules::Finding>::new());
    assert_eq!(blockers.blanks, Vec::new());
}

#[test]
fn projects_of_other_funds_stay_out_of_the_general_budget() {
    let bytes = fs::read(folder().join("clean.json")).unwrap();
    let figures = Figures::of(&Arc::new(parse_project(&bytes).unwrap()));
    let printed = |key| figures.tables.printed(key).unwrap();
    assert!(figures.document.performance.projects.iter().any(|project| *project.item == *"2296002"));
    assert_eq!(printed(CellKey::total(T09, Column::Amount)), printed(CellKey::total(T06, Column::Project)));
    assert!(figures.tables.codes(T09).all(|code| code.as_str() != "2296002"));
}

#[test]
fn each_active_rule_is_fired_by_a_faulty_sample() {
    let mut fired = BTreeSet::new();
    for path in files(folder().join("faulty")) {
        let derived = Derived::of(&Arc::new(parse_project(&fs::read(&path).unwrap()).unwrap()));
        assert!(!derived.review.findings.is_empty(), "{} is not faulty", path.display());
        fired.extend(ids(&derived));
    }
    let is_active =
        |rule: &&rules::Rule| matches!(rule.state, State::Active(_) | State::Printed(_) | State::Concluding(_));
    let silent: Vec<_> = rules::all().filter(is_active).map(|rule| rule.id).filter(|id| !fired.contains(id)).collect();
    assert_eq!(silent, Vec::<&str>::new());
}

#[test]
fn the_reference_report_yields_what_an_auditor_finds() {
    let derived = open("yanbian-2024.json");
    let found = ids(&derived);
    let missed: Vec<_> = EXPECTED.iter().filter(|id| !found.contains(**id)).collect();
    assert_eq!(missed, Vec::<&&str>::new());
    let unexpected: Vec<_> = found.iter().filter(|id| !EXPECTED.contains(id)).collect();
    assert_eq!(unexpected, Vec::<&&str>::new());
}

/// What the report prints is kept, also where its parts say otherwise.
#[test]
fn the_reference_report_prints_its_published_totals() {
    let derived = open("yanbian-2024.json");
    let tables = &derived.figures.tables;
    for (cell, printed) in [
        ("T01!I_tot.amount", "232.34"),
        ("T01!E_tot.amount", "232.34"),
        ("T02!合计.tot", "232.34"),
        ("T03!合计.basic", "200.09"),
        ("T04!I_tot.amount", "232.34"),
        ("T04!E_tot.tot", "232.34"),
        ("T06!201.tot", "160.45"),
        ("T06!合计.tot", "232.34"),
        ("T08!personnel.amount", "184.56"),
        ("T08!public.amount", "15.52"),
        ("T08!合计.amount", "200.09"),
        ("T13!合计.f_tot", "0.09"),
    ] {
        assert_eq!(tables.printed(cell.parse().unwrap()).unwrap().wan2(), printed, "{cell}");
    }
    // The report names the economic items without amounts.
    assert!(tables.rows(T08).is_empty());
    assert_eq!(derived.figures.measures.growth(MeasureKey::Growth(YearOnYear::GeneralBudget)).words(), "下降26.53%");
}

#[test]
fn rounding_tails_of_the_reference_report_are_single_hints() {
    let derived = open("yanbian-2024.json");
    let tails: Vec<_> = derived.review.findings.iter().filter(|finding| finding.tail.is_some()).collect();
    assert!(tails.iter().all(|finding| finding.severity == Severity::Hint));
    let values: BTreeSet<_> = tails.iter().map(|finding| (&finding.expected, &finding.actual)).collect();
    assert_eq!(values.len(), tails.len(), "the same tail is shown twice");
    assert!(tails.len() <= 5, "{} tails", tails.len());
    // What is blank is told page by page.
    assert!(derived.review.findings.len() <= 76, "{} findings", derived.review.findings.len());
}

#[test]
fn contradictions_of_the_reference_report_are_named_with_both_values() {
    let derived = open("yanbian-2024.json");
    for (id, words) in NAMED {
        let findings = of_rule(&derived, id);
        let is_named = findings.iter().any(|finding| words.iter().all(|word| finding.message.contains(word)));
        assert!(is_named, "{id} does not name {words:?}: {findings:#?}");
    }
}

/// Nobody has to enter a total that follows from its parts, nor what last year's closing says.
#[test]
fn without_the_totals_that_follow_the_clean_report_is_the_same() {
    let entered = open("clean.json");
    let opening = ["gpb", "fund", "soc", "other"].map(|fund| at!(income.opening).field(fund));
    let receptions = ["domestic_batches", "domestic_persons"].map(|count| at!(three_public).field(count));
    let projects = (0..entered.document().performance.projects.len())
        .flat_map(|row| ["execution_score", "total_score"].map(|field| at!(performance.projects[row]).field(field)));
    let totals = [
        at!(unit.subunits.declared),
        at!(unit.staff.establishment.total),
        at!(unit.staff.actual.total),
        at!(three_public.vehicles_bought.total),
        at!(three_public.vehicles_held.total),
        at!(other.procurement.total),
        at!(other.assets.vehicles),
        at!(targets.budget_fiscal),
        at!(targets.budget_other),
        at!(targets.budget_total),
    ];
    let mut document = Document::clone(entered.document());
    for path in totals.into_iter().chain(opening).chain(receptions).chain(projects) {
        assert_ne!(document.entry(path), Some(Entry::Blank), "{path} is entered in the sample");
        document = document.apply(&Edit::Set { path, entry: Entry::Blank }).unwrap();
    }
    let computed = Derived::of(&Arc::new(document));
    assert_eq!(tables_text(&computed.figures), tables_text(&entered.figures));
    let words = |derived: &Derived| derived.report.runs().map(|run| run.text().into_owned()).collect::<String>();
    assert_eq!(words(&computed), words(&entered));
    assert_eq!(computed.review.findings, []);
    assert!(!computed.review.verdicts.values().any(|verdict| matches!(verdict, Verdict::NotChecked(_))));
}

/// What stands in the detail of expenditure has to be entered nowhere else.
#[test]
fn without_what_follows_from_the_detail_the_clean_report_is_the_same() {
    let entered = open("clean.json");
    let expenditure = &entered.document().expenditure;
    let lines = (0..expenditure.lines.len())
        .flat_map(|row| ["basic", "project"].map(|field| at!(expenditure.lines[row]).field(field)));
    // A zero is printed as one; what the detail does not have stays blank.
    let follows = |place: &Path| entered.figures.summed(*place).is_some_and(|summed| !summed.sum.is_blank());
    let lines: Vec<Path> = lines.filter(follows).collect();
    let economic = (0..expenditure.economic.len()).map(|row| at!(expenditure.economic[row].amount));
    assert_eq!(lines.len(), expenditure.lines.len(), "each line stands in the detail: {lines:?}");
    assert!(entered.figures.economic_follows());
    let mut document = Document::clone(entered.document());
    for path in lines.into_iter().chain(economic) {
        document = document.apply(&Edit::Set { path, entry: Entry::Blank }).unwrap();
    }
    let computed = Derived::of(&Arc::new(document));
    assert_eq!(tables_text(&computed.figures), tables_text(&entered.figures));
    let words = |derived: &Derived| derived.report.runs().map(|run| run.text().into_owned()).collect::<String>();
    assert_eq!(words(&computed), words(&entered));
    assert_eq!(computed.review.findings, []);
    assert!(!computed.review.verdicts.values().any(|verdict| matches!(verdict, Verdict::NotChecked(_))));
}

/// The first version of the format must stay readable for ever: this file is never edited.
#[test]
fn the_first_version_of_the_format_opens() {
    let derived = open("versions/v1.json");
    let document = derived.document();
    let mut filled = 0;
    document.walk(&mut |_, _, entry| filled += usize::from(!entry.is_blank()));
    assert_eq!(filled, FILLED_IN_V1);
    assert_eq!(&*document.unit.department, "青禾县总工会");
    assert_eq!(document.income.lines[0].other, Some(Money::from_fen(-1)));
    assert_eq!(document.performance.projects[0].surveys[0].result.0, Some(Decimal::new(925, 1)));
    assert_eq!(document.unreadable_text(at!(other.operating.prior)), Some("约12万"));
    assert_eq!(&*document.unit.duties, "维护职工合法权益。\n做好困难职工帮扶。");
}

/// How many values it holds, counted in the file.
const FILLED_IN_V1: usize = 118;
