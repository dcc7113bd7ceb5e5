//! 规则总表：207 条，每条都在，状态各异。

use super::{Review, Rule, Severity, State, Verdict};

/// P08 judges what all other rules found, so it runs last.
pub(super) const SIGN_OFF: &str = "P08";

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

/// P08: no error may be open and every warning needs an explanation before the leader signs.
pub(super) fn judge_sign_off(rule: &'static Rule, review: &mut Review) {
    if !matches!(rule.state, State::Active(_)) {
        return;
    }
    let (errors, warnings) = (review.count(Severity::Error), review.count(Severity::Warning));
    let open = errors + warnings > 0;
    if open {
        let mut finding = super::Finding::internal(rule);
        finding.message = format!("还有{errors}个错误、{warnings}个警告没有处理，不能定稿");
        finding.remedy = rule.remedy;
        review.findings.push(finding);
    }
    review.verdicts.insert(rule.id, if open { Verdict::Failed } else { Verdict::Passed });
}
