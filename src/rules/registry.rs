//! All rules (规则总表), in the order of their ids.

use std::sync::LazyLock;

use super::Rule;

/// The rules of a family.
pub struct Family {
    /// Those that have a file of their own.
    pub rules: &'static [&'static Rule],
    /// Tables of rules that differ by their words and by a line of code.
    pub rows: &'static [&'static [Rule]],
}

static FAMILIES: [&Family; 13] = [
    &super::table_internal::RULES,
    &super::cross_table::RULES,
    &super::percentages::RULES,
    &super::narrative::RULES,
    &super::three_public::RULES,
    &super::operations::RULES,
    &super::scores::RULES,
    &super::targets::RULES,
    &super::staff::RULES,
    &super::classification::RULES,
    &super::plausibility::RULES,
    &super::charts::RULES,
    &super::publication::RULES,
];

static ALL: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let rows = |family: &'static Family| family.rows.iter().flat_map(|rows| rows.iter());
    let mut all: Vec<&Rule> =
        FAMILIES.into_iter().flat_map(|family| family.rules.iter().copied().chain(rows(family))).collect();
    all.sort_by_key(|rule| rule.id);
    all
});

/// Every rule of the field's list, in its order.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().copied()
}

/// A rule by its id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.binary_search_by_key(&id, |rule| rule.id).ok().map(|at| ALL[at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::State;

    /// The families of the field's list with the number of their rules.
    const LIST: [(char, usize); 13] = [
        ('A', 31),
        ('B', 26),
        ('C', 25),
        ('D', 20),
        ('E', 19),
        ('F', 11),
        ('G', 14),
        ('J', 31),
        ('K', 9),
        ('L', 12),
        ('M', 14),
        ('N', 8),
        ('P', 9),
    ];

    #[test]
    fn every_id_of_the_list_is_there_once_and_in_order() {
        let wanted: Vec<String> = LIST
            .into_iter()
            .flat_map(|(letter, count)| (1..=count).map(move |number| format!("{letter}{number:02}")))
            .collect();
        assert_eq!(all().map(|rule| rule.id).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn every_rule_explains_itself() {
        for rule in all() {
            for text in [rule.title, rule.checks, rule.basis, rule.remedy] {
                assert!(text.chars().count() > 3, "{}: “{text}”", rule.id);
            }
            if let State::ByConstruction(why) = rule.state {
                assert!(why.chars().count() > 8, "{}: “{why}”", rule.id);
            }
            assert!(std::ptr::eq(find(rule.id).expect("found"), rule));
        }
    }
}
