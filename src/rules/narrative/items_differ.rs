//! D07: section “五（三）” has one sentence for each item of `T06`.

use rustc_hash::FxHashMap;

use crate::{
    at,
    codes::Code,
    figures::{CellKey, Column, Source, T06},
    money::Money,
    rules::{
        Applies, Findings, Missing, Need, Outcome, Printed, Rule, Severity, State, kit::printed::paragraphs_of,
        kit::printed_items::PrintedItem,
    },
};

pub static RULE: Rule = Rule {
    id: "D07",
    severity: Severity::Error,
    title: "五（三）具体情况与公开06表逐项不符",
    checks: "说明五（三）的项和金额与公开06表一一对应",
    basis: super::BASIS,
    remedy: "按公开06表改正补充段落里的这一项，或删去",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let figures = printed.figures;
    let total = CellKey::total(T06, Column::Total);
    figures.tables.printed(total).need(total)?;
    let paragraphs = paragraphs_of(printed.report, "gpb_items");
    if paragraphs.is_empty() {
        return Err(Missing::one(at!(unit.department)));
    }
    let mut by_code: FxHashMap<Code, Vec<&PrintedItem>> = FxHashMap::default();
    // The program's own sentences are the rows of the table; only a person can add others.
    for item in printed.items() {
        match item.code {
            Some(code) => by_code.entry(code).or_default().push(item),
            None if !item.is_written => {}
            None => {
                let cells = item.place.clone().into_iter().chain([total.into()]);
                findings.report(cells, format!("“{}”在公开06表中没有", item.name));
            }
        }
    }
    for code in figures.tables.codes(T06).filter(|code| code.digits() == 7) {
        let cell = CellKey::code(T06, code, Column::Total);
        let amount = figures.tables.printed(cell).map(Money::rounded_to_wan2).unwrap_or_default();
        let told = by_code.get(&code).map(Vec::as_slice).unwrap_or_default();
        let differs = |item: &&&PrintedItem| item.amount.is_some_and(|told| told.rounded_to_wan2() != amount);
        for item in told.iter().filter(|item| item.is_written).filter(differs) {
            let stated = item.amount.unwrap_or_default().wan2();
            let cells: Vec<Source> = item.place.clone().into_iter().chain([cell.into()]).collect();
            let message = format!("{}写{stated}万元，公开06表为{}万元", item.name, amount.wan2());
            findings.report(cells, message).values(amount.wan2(), stated);
        }
        if told.len() > 1 && told.iter().any(|item| item.is_written) {
            let places: Vec<Source> = told.iter().filter_map(|item| item.place.clone()).chain([cell.into()]).collect();
            findings.report(places, format!("{}写了{}次", told[0].name, told.len()));
        }
    }
    Ok(Applies::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Path,
        rules::kit::testing::{fires, passes, with_addition},
    };

    fn cells() -> Vec<(Path, &'static str)> {
        vec![
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "160.45"),
            (at!(expenditure.lines[0].adjusted_budget), "160.45"),
        ]
    }

    #[test]
    fn each_item_is_told_once_and_right() {
        passes(&RULE, &with_addition(cells(), "gpb_items", "行政运行主要是人员工资。"));
        let text = "教育支出（类）普通教育（款）学前教育（项）：2024年支出决算为3万元。";
        fires(
            &RULE,
            &with_addition(cells(), "gpb_items", text),
            "“教育支出（类）普通教育（款）学前教育（项）”在公开06表中没有",
        );
        let again = "一般公共服务支出（类）群众团体事务（款）行政运行（项）：2024年支出决算为146.05万元。";
        fires(
            &RULE,
            &with_addition(cells(), "gpb_items", again),
            "一般公共服务支出（类）群众团体事务（款）行政运行（项）写146.05万元，公开06表为160.45万元",
        );
    }
}
