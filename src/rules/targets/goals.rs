//! Goals: the target table and the evaluations of projects, looked at in one way; how quantities and units are read.

use rust_decimal::Decimal;

use crate::{
    at,
    document::{Path, Project, Relation},
    figures::{CellKey, Column, Figures, MeasureKey, T06},
    money::Money,
    rules::{Applies, Missing, Outcome, kit::prose::leading_number},
};

/// An indicator with a target and an actual value.
pub(super) struct Goal<'a> {
    pub row: Path,
    /// The first level, taken from above where the cell is blank.
    pub level1: &'a str,
    /// The second level, taken from above where both cells are blank.
    pub level2: &'a str,
    pub name: &'a str,
    pub relation: Option<Relation>,
    pub target: &'a str,
    pub unit: &'a str,
    pub actual: &'a str,
    pub reason: &'a str,
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    pub number: Decimal,
    pub unit: String,
}

impl Goal<'_> {
    /// A cell of the row.
    pub fn at(&self, field: &'static str) -> Path {
        self.row.field(field)
    }

    /// Whether its groups speak of `word`: “数量”, “满意度”.
    pub fn is_in(&self, word: &str) -> bool {
        self.level1.contains(word) || self.level2.contains(word)
    }

    /// Its name for messages.
    pub fn words(&self) -> String {
        let name = if self.name.is_empty() { self.level2 } else { self.name };
        format!("“{name}”")
    }

    /// The target as a number.
    pub fn target_quantity(&self) -> Option<Quantity> {
        quantity(self.target, self.unit)
    }

    /// The actual value as a number.
    pub fn actual_quantity(&self) -> Option<Quantity> {
        quantity(self.actual, self.unit)
    }
}

/// What is to be said about an actual value beside its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Achievement {
    /// Nothing to compare yet.
    Blank,
    /// A target in words, which is not compared.
    Qualitative,
    Met,
    Missed,
    /// No numbers, or not of one unit.
    Incomparable,
}

impl Achievement {
    /// Compares as rule J03 does.
    pub fn of(relation: Option<Relation>, target: &str, actual: &str, unit: &str) -> Self {
        let Some(relation) = relation.filter(|_| !target.is_empty() && !actual.is_empty()) else { return Self::Blank };
        if relation == Relation::Qualitative {
            return Self::Qualitative;
        }
        match (quantity(target, unit), quantity(actual, unit)) {
            (Some(target), Some(actual)) if target.unit == actual.unit => {
                if is_met(relation, actual.number, target.number) { Self::Met } else { Self::Missed }
            }
            _ => Self::Incomparable,
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Blank => "",
            Self::Qualitative => "定性，不比较",
            Self::Met => "达成",
            Self::Missed => "未达成",
            Self::Incomparable => "不能比较",
        }
    }
}

/// Whether an actual value is as its target asks.
pub(super) fn is_met(relation: Relation, actual: Decimal, target: Decimal) -> bool {
    match relation {
        Relation::Equal => actual == target,
        Relation::AtLeast => actual >= target,
        Relation::AtMost => actual <= target,
        Relation::More => actual > target,
        Relation::Less => actual < target,
        Relation::Qualitative => true,
    }
}

/// Reads `100%`, `≥ 32户` or, with the unit beside it, `32`.
pub(super) fn quantity(text: &str, unit: &str) -> Option<Quantity> {
    let text = text.trim().trim_start_matches(['≥', '≤', '＞', '＜', '＝', '>', '<', '=']).trim();
    let (number, own) = leading_number(text)?;
    let own = own.trim();
    let unit = if own.is_empty() { unit.trim() } else { own };
    Some(Quantity { number, unit: same_unit(unit) })
}

fn same_unit(unit: &str) -> String {
    if matches!(unit, "％" | "百分比" | "百分数") { "%".to_owned() } else { unit.to_owned() }
}

/// A row of one of the two lists of indicators, which have the same fields.
macro_rules! goal {
    ($place:expr, $row:expr) => {
        Goal {
            row: $place,
            level1: &$row.level1,
            level2: &$row.level2,
            name: &$row.name,
            relation: $row.relation,
            target: &$row.target,
            unit: &$row.unit,
            actual: &$row.actual,
            reason: &$row.reason,
        }
    };
}

/// The indicators of the target table that have any content.
pub(super) fn department_goals<'a>(figures: &'a Figures) -> Vec<Goal<'a>> {
    let rows = figures.document.targets.indicators.iter().enumerate();
    with_groups(rows.map(|(index, row)| goal!(at!(targets.indicators[index]), row)))
}

/// The indicators of one project that have any content.
pub(super) fn project_goals(index: usize, project: &Project) -> Vec<Goal<'_>> {
    let indicators = at!(performance.projects[index].indicators);
    with_groups(project.indicators.iter().enumerate().map(|(row, one)| goal!(indicators.row(row), one)))
}

/// Gives each the groups that are written above it, and leaves out blank rows.
fn with_groups<'a>(goals: impl Iterator<Item = Goal<'a>>) -> Vec<Goal<'a>> {
    let mut above = ("", "");
    let grouped = goals.map(|goal| {
        above = groups(above, goal.level1, goal.level2);
        Goal { level1: above.0, level2: above.1, ..goal }
    });
    grouped.filter(has_content).collect()
}

fn groups<'a>(above: (&'a str, &'a str), level1: &'a str, level2: &'a str) -> (&'a str, &'a str) {
    match (level1.is_empty(), level2.is_empty()) {
        (true, true) => above,
        (true, false) => (above.0, level2),
        (false, true) if level1 == above.0 => above,
        (false, _) => (level1, level2),
    }
}

fn has_content(goal: &Goal<'_>) -> bool {
    [goal.name, goal.target, goal.actual].iter().any(|text| !text.is_empty())
}

/// The indicators of the target table, then those of all projects; "not checked" if there are none.
pub(super) fn all_goals(figures: &Figures) -> Result<Vec<Goal<'_>>, Missing> {
    let mut goals = department_goals(figures);
    for (i, project) in figures.document.performance.projects.iter().enumerate() {
        goals.extend(project_goals(i, project));
    }
    if goals.is_empty() { Err(Missing::one(at!(targets.indicators))) } else { Ok(goals) }
}

/// The executed amount of a project.
pub(super) fn executed(figures: &Figures, index: usize) -> Option<Money> {
    figures.measures.money(MeasureKey::ProjectExecuted(index as u32))
}

/// A project's name for messages.
pub(super) fn project_name(index: usize, project: &Project) -> String {
    if project.name.is_blank() { format!("第{}个项目", index + 1) } else { format!("“{}”", &*project.name) }
}

/// What a rule about projects answers when none is entered: nothing to check only if nothing was spent on projects.
pub(super) fn without_projects(figures: &Figures) -> Outcome {
    match figures.tables.stated(CellKey::total(T06, Column::Project)) {
        Some(spent) if spent.is_zero() => Ok(Applies::No),
        _ => Err(Missing::one(at!(performance.projects))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_has_a_unit() {
        let is = |text, unit, number: i64, read: &str| {
            assert_eq!(quantity(text, unit), Some(Quantity { number: number.into(), unit: read.to_owned() }));
        };
        is("100%", "项", 100, "%");
        is("≥ 32户", "", 32, "户");
        is("1", "项", 1, "项");
        is("90", "％", 90, "%");
        assert_eq!(quantity("优良", "项"), None);
    }
}
