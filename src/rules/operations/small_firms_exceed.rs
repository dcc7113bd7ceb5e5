//! F05: contracts with small and medium firms are no more than procurement.

use crate::{
    at,
    document::Path,
    figures::{Figures, Source},
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "F05",
    severity: Severity::Error,
    title: "中小企业、小微企业合同金额错误",
    checks: "授予中小企业合同金额不大于政府采购总额，小微企业不大于中小企业；占比由程序计算",
    basis: "部门决算公开说明十（二）",
    remedy: "核对中小企业、小微企业合同金额",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let procurement = &figures.document.other.procurement;
    let total = ("政府采购支出总额", at!(other.procurement.total), procurement.total);
    let medium = ("授予中小企业合同金额", at!(other.procurement.small_medium), procurement.small_medium);
    let micro = ("授予小微企业合同金额", at!(other.procurement.small_micro), procurement.small_micro);
    let tail = figures.tables.envelope(1);
    judge(findings, medium, total, tail);
    judge(findings, micro, medium, tail);
    judge(findings, micro, total, tail);
    let missing: Vec<Source> = [total, medium, micro]
        .iter()
        .filter(|(_, _, amount)| amount.is_none())
        .map(|(_, place, _)| (*place).into())
        .collect();
    if missing.is_empty() { Ok(Applies::Yes) } else { Err(Missing(missing)) }
}

type Stated = (&'static str, Path, Option<Money>);

/// `tail` is what rounding explains.
fn judge(findings: &mut Findings, part: Stated, whole: Stated, tail: Money) {
    let (Some(amount), Some(limit)) = (part.2, whole.2) else { return };
    if amount > limit + tail && findings.is_empty() {
        let message = format!(
            "{} {}，大于{} {}，多出 {}{}",
            part.0,
            findings.amount(amount),
            whole.0,
            findings.amount(limit),
            findings.amount(amount - limit),
            findings.unit()
        );
        findings.report([part.1, whole.1], message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{MeasureKey, SmallFirms};
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(total: &'static str, medium: &'static str, micro: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(other.procurement.total), total),
            (at!(other.procurement.small_medium), medium),
            (at!(other.procurement.small_micro), micro),
        ]
    }

    #[test]
    fn a_part_is_no_more_than_the_whole() {
        passes(&RULE, &cells("5", "4", "3"));
        passes(&RULE, &cells("0", "0", "0"));
        fires(&RULE, &cells("5", "6", "3"), "授予中小企业合同金额 6.00，大于政府采购支出总额 5.00，多出 1.00万元");
        fires(
            &RULE,
            &cells("5", "4", "4.50"),
            "授予小微企业合同金额 4.50，大于授予中小企业合同金额 4.00，多出 0.50万元",
        );
        fires(&RULE, &cells("0", "", "1"), "授予小微企业合同金额 1.00，大于政府采购支出总额 0.00，多出 1.00万元");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("5", "", ""));
    }

    /// The share is the program's: of the sum of goods, works and services, and none when that is zero.
    #[test]
    fn the_share_is_computed() {
        for (goods, medium, share) in [("5", "4", "80%"), ("0", "0", "不涉及")] {
            let figures = Figures::of(&crate::rules::kit::testing::document(&[
                (at!(other.procurement.goods), goods),
                (at!(other.procurement.small_medium), medium),
            ]));
            assert_eq!(
                figures.measures.ratio(MeasureKey::ProcurementShare(SmallFirms::SmallMedium)).to_string(),
                share
            );
        }
    }
}
