//! C01, C07, C10, C11, C15: percentages that a person typed are those that the program computes.
//!
//! Every typed percentage belongs to one of these rules, by what it states and how it differs.

use crate::{
    report::{Fit, PercentKind, ProbableFigure},
    rules::{Findings, Outcome, Printed, Rule, RunPrinted, Severity, State, kit::typed::report_typed},
};

const fn row(
    id: &'static str,
    title: &'static str,
    checks: &'static str,
    remedy: &'static str,
    run: RunPrinted,
) -> Rule {
    Rule { id, severity: Severity::Error, title, checks, basis: super::BASIS, remedy, state: State::Printed(run) }
}

pub static ROWS: [Rule; 5] = [
    row(
        "C01",
        "占比计算错误",
        "占比 ＝ 部分 ÷ 合计 × 100%，四舍五入到两位小数；文字中直接写的占比也一样",
        "按金额重算占比",
        |printed, findings| report(printed, findings, |typed| typed.percent == Some(PercentKind::Share)),
    ),
    row(
        "C07",
        "增减幅度计算错误",
        "增减幅度 ＝ 增减额 ÷ 上年数 × 100%，四舍五入到两位小数；文字中直接写的幅度也一样",
        "核对上年数",
        |printed, findings| {
            report(printed, findings, |typed| {
                typed.percent == Some(PercentKind::Growth) && !matches!(typed.fit, Fit::OtherWay | Fit::Shifted)
            })
        },
    ),
    row(
        "C10",
        "增减方向用词与数据相反",
        "增长对应正数，下降对应负数；文字中直接写的也一样",
        "按数据改正用词",
        |printed, findings| report(printed, findings, |typed| typed.fit == Fit::OtherWay),
    ),
    row(
        "C11",
        "增减幅度疑似小数点错位",
        "文字中直接写的增减幅度与按金额重算的不相差10倍、100倍",
        "按金额重算",
        |printed, findings| {
            report(printed, findings, |typed| typed.percent == Some(PercentKind::Growth) && typed.fit == Fit::Shifted)
        },
    ),
    row(
        "C15",
        "完成预算百分比计算错误",
        "完成预算 ＝ 决算数 ÷ 预算数 × 100%，四舍五入到两位小数；文字中直接写的完成率也一样",
        "按选定的预算口径重算",
        |printed, findings| report(printed, findings, |typed| typed.percent == Some(PercentKind::Completion)),
    ),
];

fn report(printed: &Printed, findings: &mut Findings, is_ours: fn(&ProbableFigure) -> bool) -> Outcome {
    Ok(report_typed(printed, findings, is_ours))
}

#[cfg(test)]
mod tests {
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{fires, passes, rule},
    };

    type Cells = Vec<(Path, &'static str)>;

    fn spent(text: &'static str) -> Cells {
        vec![
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "232.34"),
            (at!(expenditure.gpb_reason), text),
        ]
    }

    fn growth(text: &'static str) -> Cells {
        let mut cells = spent(text);
        cells.push((at!(other.prior.gpb_total), "316.23"));
        cells
    }

    fn completion(text: &'static str) -> Cells {
        let mut cells = spent(text);
        cells.push((at!(expenditure.lines[0].adjusted_budget), "250"));
        cells
    }

    fn share(text: &'static str) -> Cells {
        vec![
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "200.09"),
            (at!(expenditure.lines[0].project), "32.25"),
            (at!(expenditure.closing.gpb), "0"),
            (at!(expenditure.gpb_reason), text),
        ]
    }

    #[test]
    fn a_typed_share_is_compared() {
        fires(
            rule("C01"),
            &share("其中基本支出占86.11%"),
            "支出项目›一般公共预算支出变动原因直接写“86.11%”，公开03表 合计 基本支出占比是86.12%（末位不同，疑似截断而没有四舍五入）",
        );
        fires(
            rule("C01"),
            &share("其中基本支出占86.12%"),
            "支出项目›一般公共预算支出变动原因直接写“86.12%”，公开03表 合计 基本支出占比是86.12%",
        );
        passes(rule("C01"), &share("本地职工占30.5%"));
        passes(rule("C01"), &share("其中基本支出占⟦spending.share.basic⟧"));
    }

    #[test]
    fn a_typed_rate_is_compared() {
        fires(
            rule("C07"),
            &growth("支出下降26.52%，是项目减少"),
            "支出项目›一般公共预算支出变动原因直接写“下降26.52%”，公开06表 合计比上年是下降26.53%（末位不同，疑似截断而没有四舍五入）",
        );
        fires(
            rule("C07"),
            &growth("支出下降26.53%，是项目减少"),
            "支出项目›一般公共预算支出变动原因直接写“下降26.53%”，公开06表 合计比上年是下降26.53%",
        );
        passes(rule("C07"), &growth("职工人数下降3.1%，是项目减少"));
    }

    #[test]
    fn the_word_goes_with_the_sign() {
        fires(
            rule("C10"),
            &growth("支出增长26.53%，是项目增加"),
            "支出项目›一般公共预算支出变动原因直接写“增长26.53%”，公开06表 合计比上年是下降26.53%（增减方向相反）",
        );
        passes(rule("C10"), &growth("支出下降26.53%，是项目减少"));
    }

    #[test]
    fn the_point_is_where_it_belongs() {
        fires(
            rule("C11"),
            &growth("支出下降2.653%，是项目减少"),
            "支出项目›一般公共预算支出变动原因直接写“下降2.653%”，公开06表 合计比上年是下降26.53%（小数点错位）",
        );
        passes(rule("C11"), &growth("支出下降26.53%，是项目减少"));
    }

    #[test]
    fn a_typed_completion_is_compared() {
        fires(
            rule("C15"),
            &completion("一般公共预算支出完成预算92.93%"),
            "支出项目›一般公共预算支出变动原因直接写“92.93%”，公开06表 合计完成预算是92.94%（末位不同，疑似截断而没有四舍五入）",
        );
        fires(
            rule("C15"),
            &completion("一般公共预算支出完成预算92.94%"),
            "支出项目›一般公共预算支出变动原因直接写“92.94%”，公开06表 合计完成预算是92.94%",
        );
        passes(rule("C15"), &completion("完成培训计划的87.5%"));
    }
}
