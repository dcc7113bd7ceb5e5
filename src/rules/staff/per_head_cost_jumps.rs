//! K08: the cost a head jumps against last year.

use rust_decimal::Decimal;

use crate::{
    at,
    figures::{Figures, MeasureKey, PerHead, Source},
    percent::Growth,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::prose::plain},
};

pub static RULE: Rule = Rule {
    id: "K08",
    severity: Severity::Hint,
    title: "人均经费较上年变动异常",
    checks: "｜人均人员经费、人均公用经费比上年增减｜≤ 参数（默认30%）",
    basis: "经验值，可在“本文件的设置”的“审核参数”里调整",
    remedy: "核对人数和经费；确有原因的在说明中写明",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let limit = figures.document.parameters.per_head_percent.0.unwrap_or(Decimal::from(30));
    let rows = [
        (PerHead::Personnel, PerHead::PriorPersonnel, at!(other.prior.personnel)),
        (PerHead::Public, PerHead::PriorPublic, at!(other.prior.public)),
    ];
    let mut blank: Vec<Source> = Vec::new();
    for (now_of, before_of, prior_place) in rows {
        let (now_key, before_key) = (MeasureKey::PerHead(now_of), MeasureKey::PerHead(before_of));
        let (now, before) = (figures.measures.money(now_key), figures.measures.money(before_key));
        let (Some(now), Some(before)) = (now, before) else {
            let unfilled = if now.is_none() { at!(unit.staff.actual.total) } else { at!(unit.staff.prior_actual) };
            blank.extend([Source::from(unfilled), prior_place.into()]);
            continue;
        };
        let growth = Growth::between(Some(now), Some(before));
        let is_large = growth.rate.percent().is_some_and(|percent| percent.value().abs() > limit);
        if is_large {
            let message = format!(
                "{}本年 {}，上年 {}{}，{}，超过{}%",
                now_of.words(),
                findings.amount(now),
                findings.amount(before),
                findings.unit(),
                growth.words(),
                plain(limit)
            );
            let places = [
                at!(unit.staff.actual.total).into(),
                at!(unit.staff.prior_actual).into(),
                prior_place.into(),
                Source::Measure(now_key),
            ];
            findings.report(places, message);
        }
    }
    if blank.is_empty() { Ok(Applies::Yes) } else { Err(Missing(blank)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(persons: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(expenditure.economic[0].economic), "30101"),
            (at!(expenditure.economic[0].amount), "140"),
            (at!(expenditure.economic[1].economic), "30201"),
            (at!(expenditure.economic[1].amount), "14"),
            (at!(unit.staff.actual.total), persons),
            (at!(unit.staff.prior_actual), "7"),
            (at!(other.prior.personnel), "133"),
            (at!(other.prior.public), "14"),
        ]
    }

    #[test]
    fn a_small_change_is_silent() {
        passes(&RULE, &cells("7"));
    }

    #[test]
    fn a_jump_is_found() {
        fires(&RULE, &cells("4"), "人均人员经费本年 35.00，上年 19.00万元，增长84.21%，超过30%");
    }

    #[test]
    fn without_persons_not_checked() {
        is_not_checked(&RULE, &cells(""));
    }
}
