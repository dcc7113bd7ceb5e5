//! C: what the program cannot write wrongly, as it computes all percentages.

use crate::rules::{Rule, Severity, State};

const fn row(
    id: &'static str,
    severity: Severity,
    title: &'static str,
    checks: &'static str,
    remedy: &'static str,
    why: &'static str,
) -> Rule {
    Rule { id, severity, title, checks, basis: super::BASIS, remedy, state: State::ByConstruction(why) }
}

pub static ROWS: [Rule; 10] = [
    row(
        "C02",
        Severity::Warning,
        "占比被截断而不是四舍五入",
        "占比四舍五入，不截断",
        "按四舍五入重算",
        "占比逐个四舍五入，没有截断的算法；直接写在文字里的由C01核对，是截断的会说明",
    ),
    row(
        "C03",
        Severity::Warning,
        "各项占比之和偏离100%过多",
        "｜各项占比之和 － 100｜ ≤ 0.005 × 项数",
        "核对各项金额",
        "各项占比由同一合计算出并逐个舍入，偏差不会超过舍入误差",
    ),
    row(
        "C04",
        Severity::Warning,
        "占比被凑整为100%",
        "各项占比各自正确，不为凑足100%改动",
        "恢复各项的正确占比",
        "占比逐个计算，程序从不为凑足100%改动某一项",
    ),
    row(
        "C05",
        Severity::Warning,
        "分母为0，占比或完成率不可计算",
        "分母为0时不写百分比",
        "改为“不涉及”",
        "分母为0时程序只给出“不涉及”，不给百分比",
    ),
    row(
        "C06",
        Severity::Error,
        "增减额与上年数不符",
        "增减额 ＝ 本年数 － 上年数",
        "核对上年数",
        "增减额由本年数和上年数相减得出，不由人填写",
    ),
    row(
        "C08",
        Severity::Error,
        "上年为0，增长率不可计算",
        "上年为0而本年不为0时不写百分比",
        "改为“上年无此项支出”",
        "上年为0时程序只给出“上年无此项支出”，不给百分比",
    ),
    row(
        "C09",
        Severity::Warning,
        "没有变化应表述为“持平”",
        "两年相同时写“持平”",
        "改为“持平”",
        "两年相同时程序只给出“持平”",
    ),
    row(
        "C17",
        Severity::Error,
        "年初预算为0，不能表述完成年初预算的百分比",
        "年初预算为0时不写完成率",
        "改为“年初无预算”",
        "年初预算为0时完成率只给出“不涉及”",
    ),
    row(
        "C19",
        Severity::Hint,
        "百分比小数位不统一",
        "百分比都取两位小数",
        "统一为两位小数",
        "百分比都算到两位小数，整数百分比统一省略小数部分",
    ),
    row(
        "C21",
        Severity::Error,
        "占比缺少百分号",
        "“占”后的数字带百分号",
        "补上百分号",
        "程序写出的每个百分比都带百分号",
    ),
];

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use crate::{
        address::{Code, MeasureKey},
        at,
        document::Path,
        figures::Figures,
        money::{AmountUnit, Money},
        percent::{Growth, Percent, Ratio},
        rules::kit::testing::document,
    };

    fn wan(text: &str) -> Option<Money> {
        Money::parse(text, AmountUnit::Wan).expect("amount")
    }

    /// Four classes of 232.34 万元; the published report bent three of their shares (69, 19.28, 6.16, 5.56).
    fn classes() -> Figures {
        let lines: [(&str, &str); 4] =
            [("2012901", "160.45"), ("2080501", "44.72"), ("2101101", "14.26"), ("2210201", "12.91")];
        let mut cells: Vec<(Path, &str)> = Vec::new();
        for (i, (item, amount)) in lines.into_iter().enumerate() {
            cells.push((at!(expenditure.lines[i].item), item));
            cells.push((at!(expenditure.lines[i].basic), amount));
        }
        Figures::of(&document(&cells))
    }

    /// C01, C02, C03, C04: each share half-up on its own; the four sum to 100.01 and stay so.
    #[test]
    fn shares_are_rounded_one_by_one() {
        let figures = classes();
        let mut sum = Decimal::ZERO;
        for (class, share) in [("201", "69.06%"), ("208", "19.25%"), ("210", "6.14%"), ("221", "5.56%")] {
            let ratio = figures.measures.ratio(MeasureKey::ClassShare(Code::new(class).expect("a code")));
            assert_eq!(ratio.to_string(), share);
            sum += ratio.percent().expect("share").value();
        }
        assert_eq!(sum, Decimal::new(10_001, 2));
        assert!((sum - Decimal::ONE_HUNDRED).abs() <= Decimal::new(5, 3) * Decimal::from(4));
        assert_eq!(Ratio::share(wan("200.09"), wan("232.34")).to_string(), "86.12%", "cut off it would be 86.11");
    }

    /// C05, C17: nothing is divided by zero, and no percentage is made up.
    #[test]
    fn no_percentage_of_nothing() {
        assert_eq!(Ratio::share(wan("0"), wan("0")).to_string(), "不涉及");
        let figures = Figures::of(&document(&[
            (at!(unit.budget_basis), "年初预算"),
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].initial_budget), "0"),
            (at!(expenditure.lines[0].adjusted_budget), "89.45"),
            (at!(expenditure.lines[0].basic), "89.45"),
        ]));
        assert_eq!(figures.measures.ratio(MeasureKey::GeneralBudgetCompletion).to_string(), "不涉及");
        assert_eq!(figures.measures.ratio("item.completion.2012901".parse().expect("a measure")).to_string(), "不涉及");
    }

    /// C06, C07, C10, C11: change, rate and word come from the same two amounts.
    #[test]
    fn growth_follows_the_amounts() {
        for (now, before, change, words) in [
            ("232.34", "316.23", "-83.89", "下降26.53%"),
            ("0.09", "0.05", "0.04", "增长80%"),
            ("15.52", "13.27", "2.25", "增长16.96%"),
        ] {
            let growth = Growth::between(wan(now), wan(before));
            assert_eq!(growth.change, wan(change));
            assert_eq!(growth.words(), words);
        }
    }

    /// C08, C09: no rate on nothing; no change is “持平”.
    #[test]
    fn what_has_no_rate_says_so() {
        assert_eq!(Growth::between(wan("0.30"), wan("0")).words(), "上年无此项支出");
        assert_eq!(Growth::between(wan("0"), wan("0")).words(), "持平");
        assert_eq!(Growth::between(wan("0.30"), wan("0.30")).words(), "持平");
    }

    /// C15: on the chosen basis.
    #[test]
    fn completion_uses_the_chosen_budget() {
        for (basis, completion) in [("全年预算", "100%"), ("年初预算", "133.09%")] {
            let figures = Figures::of(&document(&[
                (at!(unit.budget_basis), basis),
                (at!(expenditure.lines[0].item), "2012901"),
                (at!(expenditure.lines[0].initial_budget), "174.57"),
                (at!(expenditure.lines[0].adjusted_budget), "232.34"),
                (at!(expenditure.lines[0].basic), "232.34"),
            ]));
            assert_eq!(figures.measures.ratio(MeasureKey::GeneralBudgetCompletion).to_string(), completion);
        }
    }

    /// C19, C21: two decimals or none, always with the sign.
    #[test]
    fn every_percentage_is_written_alike() {
        for thousandths in (0..200_000_i64).step_by(37) {
            let text = Percent::ratio(Decimal::new(thousandths, 3), Decimal::ONE_HUNDRED).expect("ratio").to_string();
            let digits = text.strip_suffix('%').expect("a percent sign");
            assert!(digits.split_once('.').is_none_or(|(_, decimals)| decimals.len() == 2), "{text}");
        }
    }
}
