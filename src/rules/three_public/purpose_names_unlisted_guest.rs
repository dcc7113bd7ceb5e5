//! E19: a reception's purpose names guests that the list has not.

use crate::{
    at,
    document::ReceptionKind,
    figures::Figures,
    rules::{Applies, Findings, Missing, Need, Outcome, Rule, Severity, State},
};

use super::receptions::listed;

pub static RULE: Rule = Rule {
    id: "E19",
    severity: Severity::Hint,
    title: "接待事由与明细对象不对应",
    checks: "国内接待主要事由中提到的来访单位，在接待明细中都有",
    basis: "部门决算公开说明七（二）3",
    remedy: "补录漏列的接待，或改写事由",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let three_public = &figures.document.three_public;
    let purpose_at = at!(three_public.reception_purpose);
    let rows = listed(three_public, ReceptionKind::Domestic);
    if three_public.reception_purpose.trim().is_empty() {
        let spent = three_public.actual.reception_domestic.need(at!(three_public.actual.reception_domestic))?;
        return if spent.is_zero() { Ok(Applies::No) } else { Err(Missing::one(purpose_at)) };
    }
    let objects: Vec<String> =
        rows.iter().map(|(_, row)| plain(&format!("{}{}", &*row.object, &*row.content))).collect();
    if objects.iter().all(String::is_empty) {
        return Err(Missing::one(at!(three_public.receptions)));
    }
    for guest in guests(&three_public.reception_purpose) {
        let is_listed = rows.iter().zip(&objects).any(|((_, row), words)| {
            let object = plain(&row.object);
            words.contains(&guest) || (!object.is_empty() && guest.contains(&object))
        });
        if !is_listed {
            let cells =
                std::iter::once(purpose_at).chain(rows.iter().map(|(i, _)| at!(three_public.receptions[*i].object)));
            findings.report(cells, format!("接待事由提到“{guest}”，接待明细中没有这一对象"));
        }
    }
    Ok(Applies::Yes)
}

/// What introduces a guest.
const RECEIVING: [&str; 5] = ["对接", "接待", "迎接", "陪同", "来访"];
/// How the name of a guest ends.
const ENDINGS: [&str; 14] =
    ["工会", "局", "委", "厅", "部门", "单位", "学校", "中心", "公司", "调研组", "考察团", "检查组", "政府", "办公室"];

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The guests that a text names: “对接上级工会及兄弟县工会开展交流” → “上级工会”, “兄弟县工会”.
fn guests(purpose: &str) -> Vec<String> {
    let mut guests = Vec::new();
    for clause in plain(purpose).split(['，', '。', '；', '：']) {
        let Some(after) = RECEIVING.iter().filter_map(|verb| clause.rfind(verb).map(|at| at + verb.len())).max() else {
            continue;
        };
        let named = clause.get(after..).unwrap_or_default();
        for part in named.split(['、', '及', '和', '与']) {
            let end = ENDINGS.iter().filter_map(|ending| part.rfind(ending).map(|at| at + ending.len())).max();
            let guest = end.and_then(|end| part.get(..end)).unwrap_or_default();
            if guest.chars().count() >= 3 {
                guests.push(guest.to_owned());
            }
        }
    }
    guests
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(purpose: &'static str) -> Vec<(crate::document::Path, &'static str)> {
        vec![
            (at!(three_public.reception_purpose), purpose),
            (at!(three_public.receptions[0].object), "上级工会调研小组"),
            (at!(three_public.receptions[1].object), "市总工会"),
        ]
    }

    #[test]
    fn every_guest_is_listed() {
        fires(
            &RULE,
            &cells("为保障业务开展，需对接上级工会及兄弟县（区）工会开展交流"),
            "接待事由提到“兄弟县（区）工会”，接待明细中没有这一对象",
        );
        passes(&RULE, &cells("为保障业务开展，接待上级工会和市总工会开展调研"));
        passes(&RULE, &cells("保障工会业务工作顺利开展"));
    }

    #[test]
    fn blank_is_not_checked_and_none_is_not_applicable() {
        is_not_checked(&RULE, &[(at!(three_public.reception_purpose), "接待上级工会")]);
        is_not_applicable(&RULE, &[(at!(three_public.actual.reception_domestic), "0")]);
    }
}
