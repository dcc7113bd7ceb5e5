//! K09: odd proportions of social security contributions.

use rust_decimal::Decimal;

use crate::{
    codes::Code,
    figures::{CellKey, Column, Figures, T06, T08},
    money::Money,
    percent::Percent,
    rules::{Applies, Findings, Need, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "K09",
    severity: Severity::Hint,
    title: "社保缴费比例关系异常",
    checks: "职业年金 ÷ 基本养老保险 在45%～55%之间；住房公积金 ÷ 基本养老保险 ≤ 75%",
    basis: "缴费比例：职业年金8%、养老保险16%、公积金最高12%",
    remedy: "复核三项缴费的基数和科目；有补缴、记实的写明",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let total = CellKey::total(T06, Column::Total);
    figures.tables.stated(total).need(total)?;
    let Some(pension) = spent(figures, "2080505", "30108").filter(|(_, money)| !money.is_zero()) else {
        return Ok(Applies::No);
    };
    let rows = [
        ("职业年金", spent(figures, "2080506", "30109"), 45, 55),
        ("住房公积金", spent(figures, "2210201", "30113"), 0, 75),
    ];
    let mut is_compared = false;
    for (words, other, low, high) in rows {
        let Some((key, money)) = other else { continue };
        let Some(percent) = Percent::ratio(money.yuan(), pension.1.yuan()) else { continue };
        is_compared = true;
        if percent.value() < Decimal::from(low) || percent.value() > Decimal::from(high) {
            let usual = if low == 0 { format!("不超过{high}%") } else { format!("在{low}%～{high}%") };
            let message = format!(
                "{words} {}，养老保险 {}{}，比例 {percent}，通常{usual}",
                findings.amount(money),
                findings.amount(pension.1),
                findings.unit()
            );
            findings.report([key, pension.0], message);
        }
    }
    Ok(if is_compared { Applies::Yes } else { Applies::No })
}

/// What was spent on an item, from `T06`, else on the economic code that mirrors it, from `T08`; with its place.
fn spent(figures: &Figures, item: &str, economic: &str) -> Option<(CellKey, Money)> {
    let places = [(T06, item, Column::Total), (T08, economic, Column::Amount)];
    places.into_iter().find_map(|(table, code, column)| {
        let key = CellKey::code(table, Code::new(code)?, column);
        Some((key, figures.tables.stated(key)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::at;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_applicable, passes};

    fn cells(annuity: &'static str, housing: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(expenditure.lines[0].item), "2080505"),
            (at!(expenditure.lines[0].basic), "16"),
            (at!(expenditure.lines[1].item), "2080506"),
            (at!(expenditure.lines[1].basic), annuity),
            (at!(expenditure.lines[2].item), "2210201"),
            (at!(expenditure.lines[2].basic), housing),
        ]
    }

    #[test]
    fn usual_ratios_are_silent() {
        passes(&RULE, &cells("8", "12"));
    }

    #[test]
    fn unusual_ratios_are_found() {
        fires(&RULE, &cells("2.08", "12"), "职业年金 2.08，养老保险 16.00万元，比例 13%，通常在45%～55%");
        fires(&RULE, &cells("8", "13"), "住房公积金 13.00，养老保险 16.00万元，比例 81.25%，通常不超过75%");
    }

    #[test]
    fn without_pensions_nothing_to_check() {
        is_not_applicable(&RULE, &cells("8", "12")[2..]);
    }
}
