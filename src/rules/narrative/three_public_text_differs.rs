//! D11 说明七应当与公开13表一致。

use crate::{
    figures::{CellKey, T13},
    rules::{Findings, Outcome, Printed, Rule, Severity, State},
};

use super::claims::{Claim, Fact, check};

/// See the fields.
pub static RULE: Rule = Rule {
    id: "D11",
    severity: Severity::Error,
    title: "七、“三公”说明金额与公开13表不符",
    checks: "说明七的决算数 ＝ 公开13表，合计与分项都一样",
    basis: super::BASIS,
    remedy: "按公开13表改正文字",
    state: State::Printed(run),
};

const TOPICS: [&str; 5] = ["three_public_overview", "three_public_details", "abroad", "vehicles", "receptions"];

const fn column(column: &'static str) -> Fact {
    Fact::Cell(CellKey::total(T13, column))
}

const CLAIMS: &[Claim] = &[
    Claim::main("“三公”经费财政拨款支出", &[column("f_tot")]),
    Claim::main("因公出国（境）费支出", &[column("f_abroad")]),
    Claim::part("因公出国（境）经费支出", &[column("f_abroad")]),
    Claim::main("公务用车购置及运行维护费支出", &[column("f_car")]),
    Claim::main("公务用车购置支出", &[column("f_car_buy")]),
    Claim::main("公务用车运行维护费支出", &[column("f_car_run")]),
    Claim::main("公务接待费支出", &[column("f_recv")]),
    Claim::part("“三公”经费支出", &[Fact::Change("three_public.growth.tot")]),
];

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    check(printed, findings, &TOPICS, CLAIMS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::testing::{fires, is_not_checked, passes, with_addition},
    };

    fn cells() -> Vec<(Path, &'static str)> {
        vec![
            (at!(three_public.actual.abroad), "0"),
            (at!(three_public.actual.vehicle_purchase), "0"),
            (at!(three_public.actual.vehicle_running), "1.2"),
            (at!(three_public.actual.reception_domestic), "0.09"),
            (at!(three_public.actual.reception_foreign), "0"),
        ]
    }

    #[test]
    fn the_text_quotes_the_table() {
        passes(&RULE, &with_addition(cells(), "receptions", "公务接待费支出0.09万元。"));
        let wrong = with_addition(cells(), "receptions", "公务接待费支出0.9万元，用于调研。");
        fires(&RULE, &wrong, &["0.9万元", "0.09万元"]);
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &[]);
    }
}
