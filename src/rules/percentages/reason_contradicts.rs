//! C14: a reason that contradicts the direction of the change.

use crate::{
    at,
    document::BudgetBasis,
    figures::{CellKey, Column, Figures, MeasureKey, Source, T06, T13, ThreePublicItem, YearOnYear},
    money::Money,
    rules::{
        Applies, Findings, Missing, Outcome, Rule, Severity, State,
        kit::reasons::{Way, claims, only_way, only_way_to_budget},
        kit::witness,
    },
};

use super::compared::{ExplainedGrowth, with_last_year};

pub static RULE: Rule = Rule {
    id: "C14",
    severity: Severity::Warning,
    title: "变动原因与数据方向矛盾",
    checks: "原因中“某项支出增加或减少”与该项的增减一致；变动原因、预决算差异原因不全是与数据相反的方向",
    basis: "部门决算公开说明一、四、五、七、十（一）",
    remedy: "核对上年数、预算数和决算数；数据无误时改写原因",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let (compared, mut missing) = with_last_year(figures);
    let mut checked = false;
    for item in &compared {
        let Some(change) = item.change() else { continue };
        if item.text.trim().is_empty() {
            missing.push(item.reason.into());
            continue;
        }
        checked = true;
        // What stands in for a blank is judged where it was typed.
        if !figures.repeated_reason(item.reason).is_some_and(|repeated| repeated.is_same_change) {
            judge(figures, item, change, findings);
        }
    }
    checked |= of_lines(figures, findings) | of_wholes(figures, findings);
    if checked || (missing.is_empty() && !compared.is_empty()) {
        return Ok(if checked { Applies::Yes } else { Applies::No });
    }
    if missing.is_empty() {
        missing.push(at!(income.prior_total).into());
    }
    Err(Missing(missing))
}

/// The reasons for which a line spent more or less than planned. Returns whether there was one.
fn of_lines(figures: &Figures, findings: &mut Findings) -> bool {
    let is_initial = figures.profile.basis == BudgetBasis::Initial;
    let mut checked = false;
    for (i, line) in figures.document.expenditure.lines.iter().enumerate() {
        let field = if is_initial { "initial_budget" } else { "adjusted_budget" };
        let budget = witness::line_budget(&figures.document, i, figures.profile.basis);
        let (Some(budget), Some(actual), false) = (budget, line.total(), line.reason.trim().is_empty()) else {
            continue;
        };
        checked = true;
        let reason = at!(expenditure.lines[i].reason);
        let (change, budget_at) = (actual - budget, at!(expenditure.lines[i]).field(field));
        let spent = ["basic", "project"].map(|field| at!(expenditure.lines[i]).field(field));
        let cells = [reason, budget_at].into_iter().chain(spent);
        let words = figures.label(&reason.into());
        // Where all was spent, a reason that names the budget speaks of that at the beginning of the year.
        let names_budget = change.is_zero() && line.reason.contains("预算") && !line.reason.contains("追加");
        let change = if names_budget { line.initial_budget.map_or(change, |initial| actual - initial) } else { change };
        against_budget(findings, words.trim_end_matches("›预决算差异原因"), &line.reason, change, cells);
    }
    checked
}

/// The same of all spending of the general budget, and of all “三公” spending.
fn of_wholes(figures: &Figures, findings: &mut Findings) -> bool {
    let document = &figures.document;
    let planned = MeasureKey::GeneralBudgetPlanned;
    let wholes = [
        (
            "一般公共预算财政拨款支出",
            &*document.expenditure.budget_reason,
            Source::from(at!(expenditure.budget_reason)),
            CellKey::total(T06, Column::Total),
            Source::from(planned),
            figures.measures.money(planned),
        ),
        (
            "“三公”经费",
            &*document.three_public.budget_reason,
            at!(three_public.budget_reason).into(),
            CellKey::total(T13, Column::ActualTotal),
            CellKey::total(T13, Column::BudgetTotal).into(),
            witness::three_public_budget(figures, ThreePublicItem::Total),
        ),
    ];
    let mut checked = false;
    for (words, text, reason, actual_at, budget_at, budget) in wholes {
        let amounts = figures.tables.printed(actual_at).zip(budget);
        let Some((actual, budget)) = amounts.filter(|_| !text.trim().is_empty()) else { continue };
        checked = true;
        against_budget(findings, words, text, actual - budget, [reason, actual_at.into(), budget_at]);
    }
    checked
}

/// A reason that says only the opposite of how spending stands to its budget.
fn against_budget<S: Into<Source>>(
    findings: &mut Findings,
    words: &str,
    reason: &str,
    change: Money,
    cells: impl IntoIterator<Item = S>,
) {
    let Some(said) = only_way_to_budget(reason).filter(|_| !change.is_zero()) else { return };
    // That the budget was raised in the year says nothing of what was left of it.
    let is_of_budget = reason.contains("追加") && said == Way::Up && change.is_negative();
    let is_opposite = (said == Way::Up) == change.is_negative();
    if is_opposite && !(is_of_budget && is_small(change)) {
        let stands = if change.is_negative() { "少" } else { "多" };
        let message = format!(
            "{words}决算比预算{stands} {}{}，原因却只说{}",
            findings.amount(change.abs()),
            findings.unit(),
            said.words()
        );
        findings.report(cells, message);
    }
}

/// Less than 0.1 万元: what is left of a raised budget.
fn is_small(change: Money) -> bool {
    change.abs() < Money::from_fen(100_000)
}

/// Figures that a reason may name, with what tells how they changed.
const NAMED: [(&str, MeasureKey); 4] = [
    ("项目支出", MeasureKey::Growth(YearOnYear::Project)),
    ("基本支出", MeasureKey::Growth(YearOnYear::Basic)),
    ("人员经费", MeasureKey::Growth(YearOnYear::Personnel)),
    ("公用经费", MeasureKey::Growth(YearOnYear::Public)),
];

/// The comparisons whose reasons speak of those figures.
const OF_THE_WHOLE: [MeasureKey; 3] = [
    MeasureKey::Growth(YearOnYear::Total),
    MeasureKey::Growth(YearOnYear::Fiscal),
    MeasureKey::Growth(YearOnYear::GeneralBudget),
];

fn judge(figures: &Figures, item: &ExplainedGrowth<'_>, change: Money, findings: &mut Findings) {
    let claims = claims(item.text);
    if OF_THE_WHOLE.contains(&item.key) {
        for claim in &claims {
            let Some((name, key)) = NAMED.iter().find(|(name, _)| Some(*name) == claim.subject) else { continue };
            let Some(actual) = figures.measures.growth(*key).change else { continue };
            if actual.is_zero() || actual.is_negative() == (claim.way == Way::Up) {
                let message =
                    format!("{}的原因说{name}{}，实际{}", item.words(), claim.way.words(), described(actual, findings));
                let mut cells = vec![Source::Entered(item.reason)];
                cells.extend(figures.measures.get(*key).into_iter().flat_map(|measure| measure.inputs.iter().cloned()));
                findings.report(cells, message);
                return;
            }
        }
    }
    let Some(said) = only_way(item.text) else { return };
    if (said == Way::Up) == change.is_negative() {
        let message = format!("{}比上年{}，原因却只说{}", item.words(), described(change, findings), said.words());
        findings.report(item.cells(), message);
    }
}

fn described(change: Money, findings: &Findings) -> String {
    if change.is_zero() {
        return "持平".to_owned();
    }
    let way = if change.is_negative() { Way::Down } else { Way::Up };
    format!("{} {}{}", way.words(), findings.amount(change.abs()), findings.unit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn total(now: &'static str, reason: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(income.lines[0].item), "2012901"),
            (at!(income.lines[0].gpb), now),
            (at!(income.prior_total), "316.23"),
            (at!(income.reason), reason),
        ]
    }

    #[test]
    fn the_direction_must_fit() {
        fires(&RULE, &total("400", "项目支出有所减少"), "公开01表 收入总计比上年增加 83.77万元，原因却只说减少");
        fires(&RULE, &total("232.34", "人员经费增加"), "公开01表 收入总计比上年减少 83.89万元，原因却只说增加");
        passes(&RULE, &total("232.34", "项目支出有所减少"));
        passes(&RULE, &total("400", "人员经费增加，公用经费压减"));
        passes(&RULE, &total("400", "年末结转减少"));
        passes(&RULE, &total("400", "上年项目支出减少，基数较低"));
    }

    #[test]
    fn a_named_figure_must_have_moved_that_way() {
        let mut cells = total("232.34", "项目支出有所减少");
        cells.extend([
            (at!(expenditure.lines[0].item), "2012999"),
            (at!(expenditure.lines[0].project), "32.25"),
            (at!(other.prior.project), "30"),
        ]);
        fires(&RULE, &cells, "公开01表 收入总计的原因说项目支出减少，实际增加 2.25万元");
    }

    #[test]
    fn without_reason_or_change_there_is_nothing_to_compare() {
        is_not_checked(&RULE, &total("400", ""));
        is_not_applicable(&RULE, &[(at!(other.operating.amount), "1"), (at!(other.operating.prior), "1")]);
    }

    /// A wide sample of sentences stands in `kit/reasons.txt`.
    #[test]
    fn any_word_for_a_rise_or_fall_counts() {
        let vehicles = |reason| {
            vec![
                (at!(three_public.actual.vehicle_running), "2.19"),
                (at!(three_public.prior.vehicle_running), "2.44"),
                (at!(three_public.vehicle_reason), reason),
            ]
        };
        let message = "公开13表 公务用车购置及运行费决算数比上年减少 0.25万元，原因却只说增加";
        for reason in ["车辆老化，维修费增加", "车辆老化，维修费用增加", "油价上涨，出车次数增多", "维修单价上调"]
        {
            fires(&RULE, &vehicles(reason), message);
        }
        for reason in ["维修费用减少", "上年更换轮胎，本年维修减少", "车辆上年已更换轮胎", "按实际支出列支"]
        {
            passes(&RULE, &vehicles(reason));
        }
    }

    #[test]
    fn a_reason_against_the_budget_is_read_too() {
        let line = |actual, reason| {
            vec![
                (at!(expenditure.lines[0].item), "2012999"),
                (at!(expenditure.lines[0].adjusted_budget), "27.80"),
                (at!(expenditure.lines[0].project), actual),
                (at!(expenditure.lines[0].reason), reason),
            ]
        };
        fires(
            &RULE,
            &line("27.48", "慰问人数增加，支出超过预算"),
            "支出项目›支出明细›2012999 其他群众团体事务支出决算比预算少 0.32万元，原因却只说增加",
        );
        fires(
            &RULE,
            &line("30", "困难职工减少"),
            "支出项目›支出明细›2012999 其他群众团体事务支出决算比预算多 2.20万元，原因却只说减少",
        );
        passes(&RULE, &line("27.48", "部分帮扶对象脱困退出，资金结余"));
        passes(&RULE, &line("27.48", "慰问人数增加，培训期数减少"));
        // Causes alone: they may speak of what was left of a budget that was raised.
        passes(&RULE, &line("30", "部分帮扶对象脱困退出，资金结余"));
        passes(&RULE, &line("30", "工程完工结算审减，活动取消"));
        passes(&RULE, &line("27.48", "新招录2人，年中补发津贴"));
        passes(&RULE, &line("27.80", "慰问人数增加"));
        let mut equal = line("27.80", "人员调出，支出低于预算");
        equal.push((at!(expenditure.lines[0].initial_budget), "26.40"));
        fires(&RULE, &equal, "支出项目›支出明细›2012999 其他群众团体事务支出决算比预算多 1.40万元，原因却只说减少");
        let three_public = |actual, reason| {
            let mut cells = vec![
                (at!(three_public.budget.reception_domestic), "0.80"),
                (at!(three_public.actual.reception_domestic), actual),
                (at!(three_public.budget_reason), reason),
            ];
            for group in [at!(three_public.budget), at!(three_public.actual)] {
                for field in ["abroad", "vehicle_purchase", "vehicle_running", "reception_foreign"] {
                    cells.push((group.field(field), "0"));
                }
            }
            cells
        };
        fires(&RULE, &three_public("0.52", "接待批次增加"), "“三公”经费决算比预算少 0.28万元，原因却只说增加");
        fires(&RULE, &three_public("0.95", "厉行节约，接待减少"), "“三公”经费决算比预算多 0.15万元，原因却只说减少");
        passes(&RULE, &three_public("0.52", "接待批次少于年初安排"));
        let whole = |reason| [&line("27.48", "")[..], &[(at!(expenditure.budget_reason), reason)]].concat();
        let message = "一般公共预算财政拨款支出决算比预算少 0.32万元，原因却只说增加";
        fires(&RULE, &whole("慰问人数增加，支出超过预算"), message);
        passes(&RULE, &whole("部分帮扶对象脱困退出，资金结余"));
    }
}
