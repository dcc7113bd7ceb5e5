//! 规则总表：207 条，每条都在，状态各异。

use super::Rule;

/// The families, in the order of the field's list.
static FAMILIES: [&[&Rule]; 13] = [
    super::table_internal::RULES,
    super::cross_table::RULES,
    super::percentages::RULES,
    super::narrative::RULES,
    super::three_public::RULES,
    super::operations::RULES,
    super::scores::RULES,
    super::targets::RULES,
    super::staff::RULES,
    super::classification::RULES,
    super::plausibility::RULES,
    super::charts::RULES,
    super::publication::RULES,
];

/// Every rule of the field's list, in its order.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.into_iter().flatten().copied()
}

/// A rule by its id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::State;

    /// The families of the field's list with the number of their rules; 207 in all.
    const LIST: [(char, usize); 13] = [
        ('A', 31),
        ('B', 22),
        ('C', 21),
        ('D', 17),
        ('E', 19),
        ('F', 10),
        ('G', 13),
        ('J', 26),
        ('K', 9),
        ('L', 10),
        ('M', 12),
        ('N', 8),
        ('P', 9),
    ];

    #[test]
    fn every_id_of_the_list_is_there_once_and_in_order() {
        for ((letter, count), family) in LIST.into_iter().zip(FAMILIES) {
            let wanted: Vec<String> = (1..=count).map(|number| format!("{letter}{number:02}")).collect();
            assert_eq!(family.iter().map(|rule| rule.id).collect::<Vec<_>>(), wanted);
        }
        assert_eq!(all().count(), 207);
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
