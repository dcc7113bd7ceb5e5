//! J24: the evaluation covers a kind of budget that the unit has not got.

use crate::{
    at,
    figures::{CellKey, Column, Figures, T10, T11},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::prose},
};

pub static RULE: Rule = Rule {
    id: "J24",
    severity: Severity::Hint,
    title: "自评范围包含不存在的预算类别",
    checks: "自评范围列举的政府性基金、国有资本经营、社会保险基金、债券资金在本部门有收支",
    basis: "说明十（四）、附件1与公开10、11、12表对照",
    remedy: "删去本部门没有的预算类别，或补填相应收支",
    state: State::Active(run),
};

/// Words for a kind of budget, and the cells of which one is not zero if the department has it. Social insurance funds
/// and bonds stand in no table of a department.
fn kinds() -> [(&'static str, Vec<CellKey>); 4] {
    [
        (
            "政府性基金预算",
            [Column::Income, Column::Spending, Column::Opening, Column::Closing]
                .map(|column| CellKey::total(T10, column))
                .to_vec(),
        ),
        (
            "国有资本经营预算",
            [Column::Income, Column::Spending, Column::Opening, Column::Closing]
                .map(|column| CellKey::total(T11, column))
                .to_vec(),
        ),
        ("社会保险基金预算", Vec::new()),
        ("债券资金", Vec::new()),
    ]
}

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let texts = figures.texts.self_evaluation();
    if texts.is_empty() {
        return Err(Missing::one(at!(performance.texts.summary)));
    }
    let absent = kinds().into_iter().filter(|(_, cells)| !exists(figures, cells));
    let absent: Vec<&str> = absent.map(|(word, _)| word).collect();
    for text in texts.iter().filter(|text| text.has_any(&absent)) {
        let scope = prose::clauses(text).filter(|clause| clause.contains("自评") || clause.contains("评价"));
        for clause in scope {
            let is_stated = |word: &&str| clause.contains(word) && !prose::is_denied(clause, word);
            let named: Vec<&str> = absent.iter().copied().filter(is_stated).collect();
            if !named.is_empty() {
                let message = format!("自评范围写了{}，本部门没有这些收支", named.join("、"));
                findings.report([text.path], message);
            }
        }
    }
    Ok(Applies::Yes)
}

fn exists(figures: &Figures, cells: &[CellKey]) -> bool {
    cells.iter().any(|key| figures.tables.stated(*key).is_some_and(|money| !money.is_zero()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, passes};

    const TEXT: &str = "组织对2024年度一般公共预算、政府性基金预算、社会保险基金预算全面开展绩效自评，形成报告。";

    #[test]
    fn what_there_is_or_is_denied_is_silent() {
        passes(&RULE, &[(at!(performance.texts.summary), "组织对一般公共预算开展绩效自评。")]);
        passes(&RULE, &[(at!(performance.texts.effect), "无政府性基金预算，本次自评不含债券资金。")]);
    }

    #[test]
    fn absent_budgets_are_named() {
        fires(
            &RULE,
            &[(at!(performance.texts.summary), TEXT)],
            "自评范围写了政府性基金预算、社会保险基金预算，本部门没有这些收支",
        );
    }

    #[test]
    fn an_existing_fund_is_not_named() {
        let cells = [
            (at!(performance.texts.summary), "对政府性基金预算、债券资金开展绩效自评"),
            (at!(expenditure.lines[0].item), "2120801"),
            (at!(expenditure.lines[0].fund), "政府性基金预算"),
            (at!(expenditure.lines[0].project), "5"),
        ];
        fires(&RULE, &cells, "自评范围写了债券资金，本部门没有这些收支");
    }
}
