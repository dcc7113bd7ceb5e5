//! J11: the rate of execution.

use crate::rules::{Rule, Severity, State};

pub static RULE: Rule = Rule {
    id: "J11",
    severity: Severity::Error,
    title: "预算执行率计算错误",
    checks: "执行率 ＝ 执行数 ÷ 调整后预算数 × 100%，四舍五入到两位小数；预算为0时不可计算",
    basis: "项目支出绩效自评表",
    remedy: "执行率由程序计算；核对执行数和调整后预算",
    state: State::ByConstruction("执行率没有录入处，每次由执行数和调整后预算算出，预算为0或空白时不印数字"),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::at;
    use crate::rules::kit::testing::document;

    use crate::figures::{Figures, MeasureKey};

    fn rate(executed: &str, budget: &str) -> String {
        let document = document(&[
            (at!(performance.projects[0].fiscal), executed),
            (at!(performance.projects[0].adjusted_budget), budget),
        ]);
        Figures::of(&document).measures.ratio(MeasureKey::ProjectExecution(0)).to_string()
    }

    #[test]
    fn the_rate_is_computed_from_what_is_entered() {
        assert_eq!(rate("1", "3"), "33.33%");
        assert_eq!(rate("2", "3"), "66.67%");
        assert_eq!(rate("1", "0"), "不涉及");
        assert_eq!(rate("1", ""), "—");
        assert!(matches!(RULE.state, State::ByConstruction(_)));
    }
}
