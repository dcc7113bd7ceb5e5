//! The standard indicators of the score table (附表1): groups, points and explanations.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de::Error};

use crate::{
    at,
    document::{Document, Edit, Entry, Path},
};

/// One leaf of the standard table, with the groups above it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct StandardScore {
    /// 一级指标
    pub level1: String,
    /// The points behind its name.
    #[serde(deserialize_with = "read_points")]
    pub level1_points: Decimal,
    /// 二级指标
    pub level2: String,
    /// The points behind its name.
    #[serde(deserialize_with = "read_points")]
    pub level2_points: Decimal,
    /// 三级指标
    pub level3: String,
    /// 指标分值
    #[serde(deserialize_with = "read_points")]
    pub points: Decimal,
    /// 指标解释
    pub explanation: String,
}

fn read_points<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}

static SICHUAN: LazyLock<Vec<StandardScore>> = LazyLock::new(|| {
    let text = include_str!("../../assets/score_tree/sichuan-2024.csv");
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().filter_map(Result::ok).collect()
});

/// The second-level group whose leaves the department names itself.
const OWN_NAMES: &str = "履职效能";

/// The leaves in the order of the table.
pub fn standard_scores() -> &'static [StandardScore] {
    &SICHUAN
}

/// The official explanation of an indicator; `None` for indicators that the standard table does not have. Those of
/// “履职效能” bear the department's own names, so there the group decides.
pub fn official_explanation(level2: &str, level3: &str) -> Option<&'static str> {
    let is_same = |row: &&StandardScore| row.level3 == level3 || (level2 == OWN_NAMES && row.level2 == OWN_NAMES);
    SICHUAN.iter().find(is_same).map(|row| row.explanation.as_str())
}

/// Replaces the groups and indicators of the score table by the standard ones, scores blank; undone in one step.
pub fn load_standard_scores(document: &Document) -> Edit {
    let mut edits = Vec::new();
    let groups = groups();
    let list = at!(performance.score_groups);
    replace_rows(&mut edits, list, document.performance.score_groups.len(), groups.len());
    for (row, (level1, level2, points)) in groups.into_iter().enumerate() {
        set(&mut edits, at!(performance.score_groups[row].level1), text(level1));
        set(&mut edits, at!(performance.score_groups[row].level2), text(level2));
        set(&mut edits, at!(performance.score_groups[row].points), Entry::Number(points));
    }
    let list = at!(performance.score_items);
    replace_rows(&mut edits, list, document.performance.score_items.len(), SICHUAN.len());
    for (row, leaf) in SICHUAN.iter().enumerate() {
        set(&mut edits, at!(performance.score_items[row].level1), text(&leaf.level1));
        set(&mut edits, at!(performance.score_items[row].level2), text(&leaf.level2));
        set(&mut edits, at!(performance.score_items[row].level3), text(&leaf.level3));
        set(&mut edits, at!(performance.score_items[row].points), Entry::Number(leaf.points));
        set(&mut edits, at!(performance.score_items[row].explanation), text(&leaf.explanation));
    }
    Edit::Many { label: "载入标准打分表".to_owned(), edits }
}

/// Each first-level group, followed by its second-level groups.
fn groups() -> Vec<(&'static str, &'static str, Decimal)> {
    let mut groups = Vec::new();
    for leaf in SICHUAN.iter() {
        for group in [(&*leaf.level1, "", leaf.level1_points), (&*leaf.level1, &*leaf.level2, leaf.level2_points)] {
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
    }
    groups
}

fn replace_rows(edits: &mut Vec<Edit>, list: Path, old: usize, new: usize) {
    if old > 0 {
        edits.push(Edit::remove_rows(list, 0, old));
    }
    edits.push(Edit::insert_rows(list, 0, new));
}

fn set(edits: &mut Vec<Edit>, path: Path, entry: Entry) {
    edits.push(Edit::Set { path, entry });
}

fn text(words: &str) -> Entry {
    if words.is_empty() { Entry::Blank } else { Entry::Text(words.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_asset_is_read_and_adds_up() {
        let lines = include_str!("../../assets/score_tree/sichuan-2024.csv").lines().count();
        assert_eq!(standard_scores().len(), lines - 1);
        let total: Decimal = standard_scores().iter().map(|leaf| leaf.points).sum();
        assert_eq!(total, Decimal::ONE_HUNDRED);
        for (level1, level2, points) in groups() {
            let leaves = standard_scores().iter().filter(|leaf| leaf.level1 == level1);
            let below = leaves.filter(|leaf| level2.is_empty() || leaf.level2 == level2);
            assert_eq!(below.map(|leaf| leaf.points).sum::<Decimal>(), points, "{level1} {level2}");
        }
    }

    #[test]
    fn loading_twice_leaves_one_table() {
        let document = Document::default();
        let once = document.apply(&load_standard_scores(&document)).expect("loads");
        let twice = once.apply(&load_standard_scores(&once)).expect("loads again");
        assert_eq!(once, twice);
        assert_eq!(once.performance.score_items.len(), 23);
        assert_eq!(once.performance.score_groups.len(), 10);
        assert_eq!(&*once.performance.score_items[22].level3, "实现效果");
    }
}
