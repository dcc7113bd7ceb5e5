//! F: what the program cannot write wrongly.

use crate::rules::{Rule, Severity, State};

pub static RULE: Rule = Rule {
    id: "F03",
    severity: Severity::Error,
    title: "机关运行经费增减幅度错误",
    checks: "增减额 ＝ 本年 － 上年，增减幅度 ＝ 增减额 ÷ 上年 × 100%",
    basis: "部门决算公开说明十（一）",
    remedy: "核对本年和上年的机关运行经费",
    state: State::ByConstruction("增减额和增减幅度由程序从两年金额算出，不由人填写"),
};

#[cfg(test)]
mod tests {
    use crate::{
        at,
        figures::{Figures, MeasureKey, YearOnYear},
        rules::kit::testing::document,
    };

    #[test]
    fn growth_is_computed_from_both_years() {
        for (now, before, words) in
            [("15.52", "13.27", "增长16.96%"), ("0.30", "0", "上年无此项支出"), ("13.27", "13.27", "持平")]
        {
            let figures =
                Figures::of(&document(&[(at!(other.operating.amount), now), (at!(other.operating.prior), before)]));
            assert_eq!(figures.measures.growth(MeasureKey::Growth(YearOnYear::Operating)).words(), words);
        }
    }
}
