//! J25: the share and the limit of sampled places.

use crate::{
    at,
    figures::Figures,
    rules::{Applies, Findings, Need, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "J25",
    severity: Severity::Hint,
    title: "抽样点位比例或上限不符",
    checks: "抽样点位数 ≥ 点位总数的20%，且不超过20个",
    basis: "附件2二（三）评价选点的通行要求",
    remedy: "调整抽样点位；确需例外的写明原因",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let sampling = &figures.document.performance.sampling;
    let (total_place, place) = (at!(performance.sampling.points), at!(performance.sampling.sampled));
    if sampling.points == Some(0) {
        return Ok(Applies::No);
    }
    let (total, sampled) = (sampling.points.need(total_place)?, sampling.sampled.need(place)?);
    // Above 100 points a fifth is more than the upper limit, which then decides.
    let least = u64::from(total).div_ceil(5).min(20);
    if u64::from(sampled) < least || sampled > 20 {
        let message = format!("点位总数 {total}个，抽样 {sampled}个，应抽 {least}～20个");
        findings.report([place, total_place], message).values(format!("{least}～20"), sampled.to_string());
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(points: &'static str, sampled: &'static str) -> Vec<(Path, &'static str)> {
        vec![(at!(performance.sampling.points), points), (at!(performance.sampling.sampled), sampled)]
    }

    #[test]
    fn a_fifth_is_enough() {
        passes(&RULE, &cells("72", "18"));
        passes(&RULE, &cells("300", "20"));
        is_not_applicable(&RULE, &cells("0", ""));
    }

    #[test]
    fn too_few_and_too_many_are_found() {
        fires(&RULE, &cells("72", "14"), "点位总数 72个，抽样 14个，应抽 15～20个");
        fires(&RULE, &cells("72", "21"), "点位总数 72个，抽样 21个，应抽 15～20个");
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("72", ""));
    }
}
