//! Whole flows without a window, and the laws that hold for any document.

use std::{path::PathBuf, sync::Arc};

use juesuan::{
    at,
    derived::Derived,
    document::{
        DetailLine, Document, EconomicCode, Edit, Entry, ExpenditureLine, FunctionalCode, Fund, IncomeLine, Path,
    },
    figures::{CellKey, Column, Figures, Line, T01, T06},
    money::{AmountUnit, Money},
    session::Session,
    storage::{IfChanged, read_project},
};
use proptest::prelude::*;

use crate::documents::documents;

/// The thirteen items of the published report: code, kind of spending, amount.
const ITEMS: [(&str, bool, &str); 13] = [
    ("2012901", true, "89.45"),
    ("2012950", true, "38.74"),
    ("2012999", false, "32.25"),
    ("2080501", true, "16.39"),
    ("2080502", true, "1.91"),
    ("2080505", true, "15.57"),
    ("2080506", true, "7.62"),
    ("2080802", true, "3.23"),
    ("2101101", true, "6.02"),
    ("2101102", true, "2.66"),
    ("2101103", true, "0.60"),
    ("2101199", true, "4.98"),
    ("2210201", true, "12.91"),
];

fn type_in(session: &mut Session, path: Path, text: &str) {
    session.apply(&Edit::type_text(path, text, AmountUnit::Wan)).unwrap();
}

fn key_items(session: &mut Session) {
    for (row, (code, is_basic, amount)) in ITEMS.into_iter().enumerate() {
        session.apply(&Edit::insert_rows(at!(expenditure.lines), row, 1)).unwrap();
        type_in(session, at!(expenditure.lines[row].item), code);
        let place = if is_basic { at!(expenditure.lines[row].basic) } else { at!(expenditure.lines[row].project) };
        type_in(session, place, amount);
    }
}

fn printed(derived: &Derived, key: CellKey) -> Option<String> {
    derived.figures.tables.printed(key).map(|money| money.wan2())
}

/// Key the report's figures, see tables and charts follow, undo, save, open again: the same.
#[test]
fn from_a_blank_document_to_a_saved_file() {
    let folder = tempfile::tempdir().unwrap();
    let file: PathBuf = folder.path().join("盐边县总工会.juesuan");
    let mut session = Session::new(None);
    type_in(&mut session, at!(unit.department), "盐边县总工会");
    type_in(&mut session, at!(unit.year), "2024");
    key_items(&mut session);
    assert_eq!(printed(session.derived(), CellKey::total(T06, Column::Total)).as_deref(), Some("232.33"));

    let fill = session.document().fill_income_from_spending();
    session.apply(&fill.edit.unwrap()).unwrap();
    assert_eq!(
        printed(session.derived(), CellKey::line(T01, Line::IncomeOfYear, Column::Amount)).as_deref(),
        Some("232.33")
    );
    let classes = &session.derived().charts[5];
    let spoken = classes.description();
    for words in [
        "一般公共服务支出 160.44万元，占69.06%",
        "社会保障和就业支出 44.72万元，占19.25%",
        "卫生健康支出 14.26万元，占6.14%",
    ] {
        assert!(spoken.contains(words), "{spoken}");
    }

    session.undo().unwrap();
    assert_eq!(printed(session.derived(), CellKey::line(T01, Line::IncomeOfYear, Column::Amount)), None);
    session.redo().unwrap();
    session.save_as(&file).unwrap();
    assert!(!session.is_modified());

    let opened = read_project(&file).unwrap();
    assert_eq!(&opened.document, &**session.document());
    let again = Derived::of(&Arc::new(opened.document));
    assert_eq!(printed(&again, CellKey::total(T06, Column::Total)).as_deref(), Some("232.33"));

    // Undo reaches behind the save; coming back to what was saved is not a change.
    session.undo().unwrap();
    assert!(session.is_modified());
    session.redo().unwrap();
    assert!(!session.is_modified());
    session.save(IfChanged::Refuse).unwrap();
}

/// More than two hundred steps can be taken back, each with its words.
#[test]
fn two_hundred_steps_can_be_undone() {
    let mut session = Session::new(None);
    for number in 0..250_u32 {
        type_in(&mut session, at!(unit.staff.retired), &(number + 1).to_string());
    }
    for number in (0..250_u32).rev() {
        assert_eq!(session.document().unit.staff.retired, Some(number + 1));
        assert_eq!(session.undo().unwrap().label, "修改 退休人数");
    }
    assert_eq!(session.document().unit.staff.retired, None);
}

/// Every cell of every table that has a value.
fn values(figures: &Figures) -> Vec<(String, String)> {
    let mut values: Vec<_> = figures
        .tables
        .iter()
        .filter_map(|(key, figure)| figure.value.map(|value| (key.to_string(), value.stored())))
        .collect();
    values.sort();
    values
}

/// One row of spending, of income and of the detail grid: code, fund, economic code, amounts in 分.
type RowSeed = (usize, usize, usize, i64, i64);

fn row() -> impl Strategy<Value = RowSeed> {
    (0..ITEMS.len(), 0..Fund::ALL.len(), 0..4_usize, -1_000_000_i64..100_000_000, 0..100_000_000_i64)
}

fn with_rows(rows: &[RowSeed]) -> Document {
    const ECONOMIC: [&str; 4] = ["30101", "30217", "31002", "302"];
    let mut document = Document::default();
    for (item, fund, economic, basic, project) in rows {
        let (item, fund) = (FunctionalCode::new(ITEMS[*item].0), Fund::ALL[*fund]);
        let (basic, project) = (Some(Money::from_fen(*basic)), Some(Money::from_fen(*project)));
        document.expenditure.lines.push(ExpenditureLine {
            item: item.clone(),
            fund: Some(fund),
            basic,
            project,
            ..Default::default()
        });
        document.income.lines.push(IncomeLine { item: item.clone(), gpb: basic, other: project, ..Default::default() });
        document.expenditure.detail.push(DetailLine {
            item,
            economic: EconomicCode::new(ECONOMIC[*economic]),
            fund: Some(fund),
            amount: basic,
            ..Default::default()
        });
    }
    document
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// The order of rows changes no figure.
    #[test]
    fn a_permutation_of_rows_changes_no_total(rows in proptest::collection::vec(row(), 2..30), seed in any::<u64>()) {
        let mut permuted = rows.clone();
        let mut state = seed;
        for at in (1..permuted.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            permuted.swap(at, (state >> 33) as usize % (at + 1));
        }
        let before = values(&Figures::of(&Arc::new(with_rows(&rows))));
        prop_assert!(before.len() > 20, "only {} figures", before.len());
        prop_assert_eq!(values(&Figures::of(&Arc::new(with_rows(&permuted)))), before);
    }

    /// Undo restores the document exactly, redo makes the change again.
    #[test]
    fn undo_restores(documents in proptest::collection::vec(documents(6), 1..6)) {
        let mut session = Session::new(None);
        let mut states = vec![session.document().clone()];
        for document in documents {
            let edit = replace_texts(session.document(), &document);
            if session.apply(&edit).unwrap() {
                states.push(session.document().clone());
            }
        }
        for state in states.iter().rev().skip(1) {
            session.undo().unwrap();
            prop_assert_eq!(session.document(), state);
        }
        prop_assert!(session.undo().is_none());
        for state in states.iter().skip(1) {
            session.redo().unwrap();
            prop_assert_eq!(session.document(), state);
        }
    }

    /// Nothing that can be entered makes deriving panic or a rule fail from inside.
    #[test]
    fn any_document_can_be_derived(document in documents(80)) {
        let derived = Derived::of(&Arc::new(document));
        for finding in &derived.review.findings {
            prop_assert!(!finding.message.contains("程序内部问题"), "{}", finding.rule);
        }
    }
}

/// One step that takes over every value of `other` that stands outside lists.
fn replace_texts(document: &Document, other: &Document) -> Edit {
    let mut edits = Vec::new();
    other.walk(&mut |path, _, entry| {
        let in_list = path.steps().iter().any(|step| matches!(step, juesuan::document::PathStep::Row(_)));
        if !in_list && document.entry(path).is_some_and(|old| old != entry && entry != Entry::Blank) {
            edits.push(Edit::Set { path, entry });
        }
    });
    Edit::Many { label: "改多处".to_owned(), edits }
}
