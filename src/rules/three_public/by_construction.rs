//! E: what the program cannot write wrongly.

use crate::rules::{Rule, Severity, State};

pub static RULE: Rule = Rule {
    id: "E16",
    severity: Severity::Hint,
    title: "“三公”分项占比口径应为“三公”决算合计",
    checks: "各项占比 ＝ 该项决算数 ÷ “三公”决算合计 × 100%",
    basis: "部门决算公开说明七（二）",
    remedy: "按“三公”决算合计重算占比",
    state: State::ByConstruction("各项占比由程序以“三公”决算合计为分母算出，不由人填写"),
};

#[cfg(test)]
mod tests {
    use crate::{
        at,
        figures::{Figures, MeasureKey, ThreePublicItem},
        rules::kit::testing::document,
    };

    #[test]
    fn shares_are_of_the_three_public_total() {
        let figures = Figures::of(&document(&[
            (at!(three_public.actual.abroad), "1"),
            (at!(three_public.actual.vehicle_purchase), "0"),
            (at!(three_public.actual.vehicle_running), "2"),
            (at!(three_public.actual.reception_domestic), "0.5"),
            (at!(three_public.actual.reception_foreign), "0.5"),
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "232.34"),
        ]));
        for (item, share) in
            [(ThreePublicItem::Abroad, "25%"), (ThreePublicItem::Vehicles, "50%"), (ThreePublicItem::Reception, "25%")]
        {
            assert_eq!(figures.measures.ratio(MeasureKey::ThreePublicShare(item)).to_string(), share);
        }
    }
}
