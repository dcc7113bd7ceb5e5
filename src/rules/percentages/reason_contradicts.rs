//! C14: a reason that contradicts the direction of the change.

use crate::{
    figures::{Figures, MeasureKey, Source, YearOnYear},
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

use super::compared::{Compared, with_last_year};

pub static RULE: Rule = Rule {
    id: "C14",
    severity: Severity::Warning,
    title: "变动原因与数据方向矛盾",
    checks: "原因中“某项支出增加或减少”与该项的增减一致；原因不全是与变动相反的方向",
    basis: "部门决算公开说明一、四、五、七、十（一）",
    remedy: "核对上年数和本年数；数据无误时改写原因",
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
        judge(figures, item, change, findings);
    }
    if checked || (missing.is_empty() && !compared.is_empty()) {
        return Ok(if checked { Applies::Yes } else { Applies::No });
    }
    if missing.is_empty() {
        missing.push(crate::at!(income.prior_total).into());
    }
    Err(Missing(missing))
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

fn judge(figures: &Figures, item: &Compared<'_>, change: Money, findings: &mut Findings) {
    let claims = claims(item.text);
    if OF_THE_WHOLE.contains(&item.key) {
        for claim in &claims {
            let Some((name, key)) = NAMED.iter().find(|(name, _)| *name == claim.subject) else { continue };
            let Some(actual) = figures.measures.growth(*key).change else { continue };
            if actual.is_zero() || actual.is_negative() == claim.up {
                let message = format!(
                    "{}的原因说{name}{}，实际{}",
                    item.words(),
                    direction(claim.up),
                    described(actual, findings)
                );
                let mut cells = vec![Source::Entered(item.reason)];
                cells.extend(figures.measures.get(*key).into_iter().flat_map(|measure| measure.inputs.clone()));
                findings.report(cells, message);
                return;
            }
        }
    }
    let up = !change.is_negative();
    if !claims.is_empty() && claims.iter().all(|claim| claim.up != up) {
        let message = format!("{}比上年{}，原因却只说{}", item.words(), described(change, findings), direction(!up));
        findings.report(item.cells(), message);
    }
}

fn direction(up: bool) -> &'static str {
    if up { "增加" } else { "减少" }
}

fn described(change: Money, findings: &Findings) -> String {
    if change.is_zero() {
        return "持平".to_owned();
    }
    format!("{} {}{}", direction(!change.is_negative()), findings.amount(change.abs()), findings.unit())
}

/// What went which way, as in “项目支出有所减少”.
struct Claim {
    subject: &'static str,
    up: bool,
}

/// Longer words first: 人员经费 is not just 经费.
const SUBJECTS: [&str; 11] =
    ["项目支出", "基本支出", "人员经费", "公用经费", "支出", "经费", "收入", "拨款", "费", "人员", "人数"];
const UP: [&str; 6] = ["增加", "增长", "上升", "提高", "增多", "上涨"];
const DOWN: [&str; 5] = ["减少", "下降", "降低", "压减", "压缩"];
const BETWEEN: [&str; 10] = ["有所", "较上年", "比上年", "同比", "大幅", "明显", "略有", "相应", "小幅", "较去年"];

fn claims(text: &str) -> Vec<Claim> {
    let mut claims = Vec::new();
    for clause in text.split(['，', '。', '；', '、', '：', ',', ';', '\n']) {
        for (up, words) in [(true, UP.as_slice()), (false, DOWN.as_slice())] {
            let Some(at) = words.iter().filter_map(|word| clause.find(word)).min() else { continue };
            let mut before = clause.get(..at).unwrap_or_default();
            while let Some(rest) = BETWEEN.iter().find_map(|word| before.strip_suffix(word)) {
                before = rest;
            }
            // 上年支出减少: speaks of the base, not of the change.
            if before.contains("上年") || before.contains("去年") {
                continue;
            }
            if let Some(subject) = SUBJECTS.iter().find(|subject| before.ends_with(**subject)) {
                claims.push(Claim { subject, up });
            }
        }
    }
    claims
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::at;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn total(now: &'static str, reason: &'static str) -> Vec<(crate::document::Path, &'static str)> {
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
}
