//! E06: a reception that pays for lodging or travel.

use crate::{
    at,
    document::Path,
    figures::Figures,
    rules::{Applies, Findings, Missing, Need, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "E06",
    severity: Severity::Hint,
    title: "接待费中列支住宿、交通费，请核对是否合规",
    checks: "接待明细的事由与开支内容不含来访人员自理的住宿费、交通费",
    basis: "《党政机关国内公务接待管理规定》",
    remedy: "核对凭证；来访人员自理的费用不在接待费中列支",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let three_public = &figures.document.three_public;
    let mut texts: Vec<(Path, &str)> = vec![(at!(three_public.reception_purpose), &three_public.reception_purpose)];
    for (i, row) in three_public.receptions.iter().enumerate() {
        texts.push((at!(three_public.receptions[i].content), &row.content));
    }
    let mut applies = false;
    for (place, text) in texts {
        applies |= !text.trim().is_empty();
        let named = OWN_COSTS.iter().find(|cost| {
            let mut clauses = text.split(['，', '。', '；', ',', ';']);
            clauses.any(|clause| clause.contains(**cost) && !PAID_BY_GUESTS.iter().any(|word| clause.contains(word)))
        });
        if let Some(cost) = named {
            findings.report([place], format!("接待开支中写有“{cost}”，国内公务接待的{cost}一般由来访人员自理"));
        }
    }
    if applies {
        return Ok(Applies::Yes);
    }
    let spent = three_public.actual.reception_domestic.need(at!(three_public.actual.reception_domestic))?;
    if spent.is_zero() { Ok(Applies::No) } else { Err(Missing::one(at!(three_public.reception_purpose))) }
}

/// What guests pay themselves.
const OWN_COSTS: [&str; 5] = ["住宿费", "交通费", "房费", "机票", "车票"];
/// A clause that says so.
const PAID_BY_GUESTS: [&str; 4] = ["自理", "不含", "未列支", "自行"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    #[test]
    fn lodging_and_transport_are_pointed_out() {
        let content = |text| [(at!(three_public.receptions[0].content), text)];
        fires(
            &RULE,
            &content("交流建设做法，支出住宿费、工作餐费"),
            "接待开支中写有“住宿费”，国内公务接待的住宿费一般由来访人员自理",
        );
        fires(
            &RULE,
            &content("实地调研，支出交通费、座谈会用餐费"),
            "接待开支中写有“交通费”，国内公务接待的交通费一般由来访人员自理",
        );
        passes(&RULE, &content("支出工作餐费，住宿费由来访人员自理"));
    }

    #[test]
    fn blank_is_not_checked_and_none_is_not_applicable() {
        is_not_checked(&RULE, &[(at!(three_public.actual.reception_domestic), "0.09")]);
        is_not_applicable(&RULE, &[(at!(three_public.actual.reception_domestic), "0")]);
    }
}
