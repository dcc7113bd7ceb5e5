//! That the forms hold each value once.

use std::collections::BTreeSet;

use super::*;
use crate::{
    at,
    document::{PathStep, Shape, record},
};

/// Every value of the document by its place, the first row of each list standing for all.
fn all_values(fields: &[record::Field], at: Path, found: &mut Vec<Path>) {
    for field in fields {
        let place = at.field(field.name);
        match field.shape {
            Shape::Leaf(_) => found.push(place),
            Shape::Record(fields) => all_values(fields(), place, found),
            Shape::List(fields) => all_values(fields(), place.row(0), found),
        }
    }
}

/// What is entered on other pages of the window, or by no field: texts of the report, what colleagues say, what the
/// program keeps.
fn is_elsewhere(place: &Path) -> bool {
    let first = match place.steps().first() {
        Some(PathStep::Field(name)) => *name,
        _ => return false,
    };
    ["report", "review", "unreadable"].contains(&first)
}

/// Whether a value lies in a place. The place of a list's field names its first row and means all rows.
fn is_at(path: Path, place: Path) -> bool {
    in_first_rows(path).starts_with(&in_first_rows(place))
}

#[test]
fn every_value_stands_on_one_page() {
    let mut values = Vec::new();
    all_values(<Document as record::Declared>::declared(), Path::ROOT, &mut values);
    let missing: Vec<String> = values
        .iter()
        .filter(|place| !is_elsewhere(place) && of_path(**place).is_none())
        .map(ToString::to_string)
        .collect();
    assert_eq!(missing, WITHOUT_A_FIELD, "an item of a form in which it is entered");
    for place in values {
        let depths = FormName::ALL.iter().flat_map(|name| name.form().places()).filter(|item| is_at(place, *item));
        let depths: Vec<usize> = depths.map(|item| item.steps().len()).collect();
        let deepest = depths.iter().max();
        assert!(depths.iter().filter(|depth| Some(*depth) == deepest).count() <= 1, "{place} is entered twice");
    }
}

/// Which preset holds is chosen by a button.
const WITHOUT_A_FIELD: [&str; 1] = ["/form/edition"];

#[test]
fn the_page_and_part_of_a_value_follow_from_the_forms() {
    for (place, expected) in [
        (at!(unit.year), (FormName::Unit, 0)),
        (at!(unit.precision), (FormName::Settings, 0)),
        (at!(form.tables.t05.number), (FormName::Settings, 1)),
        (at!(expenditure.lines[7].basic), (FormName::Expenditure, 0)),
        (at!(expenditure.lines[7].purpose), (FormName::Expenditure, 4)),
        (at!(published[2].amount), (FormName::Published, 0)),
        (at!(performance.projects[1].parts[3].standard), (FormName::Performance, 0)),
        (at!(performance.projects[1].stated_level), (FormName::Published, 2)),
        (at!(performance.stated_scores.grade), (FormName::Published, 2)),
        (at!(performance.texts.summary), (FormName::Performance, 2)),
        (at!(other.assets.vehicles), (FormName::Other, 1)),
        (at!(codes[0].name), (FormName::Settings, 3)),
    ] {
        assert_eq!(place_of(place), Some(expected), "{place}");
    }
    assert_eq!(of_measure(MeasureKey::ProjectExecution(3)), Some(FormName::Performance));
    assert_eq!(of_measure(MeasureKey::ScoreTotal), Some(FormName::Performance));
}

#[test]
fn last_year_stands_on_one_page() {
    let mut values = Vec::new();
    all_values(<Document as record::Declared>::declared(), Path::ROOT, &mut values);
    let is_of_rows = |place: &&Path| place.steps().iter().any(|step| matches!(step, PathStep::Row(_)));
    let is_prior = |place: &&Path| {
        place
            .steps()
            .iter()
            .any(|step| matches!(step, PathStep::Field(name) if name.starts_with("prior") || *name == "opening"))
    };
    let prior: Vec<Path> = values.iter().filter(is_prior).filter(|place| !is_of_rows(place)).copied().collect();
    assert!(prior.len() >= 29, "{prior:?}");
    for place in prior {
        assert_eq!(place_of(place), Some((FormName::Unit, 1)), "{place}");
        // A message names it by where it stands; what is brought forward follows from it.
        let is_named = Document::label_at(place).starts_with("上年数›") || place.starts_with(&at!(income.opening));
        assert!(is_named, "{}", Document::label_at(place));
    }
}

#[test]
fn headings_name_one_section_of_a_page() {
    for name in FormName::ALL {
        for part in name.form().parts {
            let headings: BTreeSet<&str> = part.sections.iter().map(|section| section.heading).collect();
            assert_eq!(headings.len(), part.sections.len(), "{}", part.name);
        }
    }
}
