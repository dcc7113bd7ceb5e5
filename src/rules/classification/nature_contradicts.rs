//! L05: basic or project expenditure against the nature of the code.

use crate::{
    codes::Code,
    figures::{CellKey, Column, Figures, Source, T06},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::relation::entered_below},
};

pub static RULE: Rule = Rule {
    id: "L05",
    severity: Severity::Error,
    title: "科目性质与基本支出、项目支出不匹配",
    checks: "公开06表基本支出只在行政运行、事业运行、机关服务、离退休、社保、医疗、住房等科目；一般行政管理事务只列项目支出",
    basis: "政府收支分类科目说明",
    remedy: "核实这笔支出应列基本支出还是项目支出，或改用相应科目",
    state: State::Active(run),
};

/// What keeps an office running, whatever the section.
const RUNNING: [&str; 3] = ["行政运行", "事业运行", "机关服务"];
/// Pensions, insurance, benefits to survivors, medical care and housing of the staff.
const STAFF: [&str; 7] = ["20805", "20808", "20826", "20827", "21011", "21012", "22102"];
/// Never part of basic expenditure.
const GENERAL_AFFAIRS: &str = "一般行政管理事务";

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    if figures.tables.rows(T06).is_empty() {
        return Err(Missing::one(CellKey::total(T06, Column::Total)));
    }
    for code in figures.tables.codes(T06).filter(|code| code.digits() > 5) {
        check_basic(figures, findings, code);
        check_project(figures, findings, code);
    }
    Ok(Applies::Yes)
}

fn is_for_staff(code: Code) -> bool {
    STAFF.iter().any(|prefix| code.as_str().starts_with(prefix))
}

fn check_basic(figures: &Figures, findings: &mut Findings, code: Code) {
    let name = figures.book.functional_name(code);
    if is_for_staff(code) || RUNNING.contains(&name.as_str()) {
        return;
    }
    // Many items are institutions (schools, hospitals, agencies): their basic spending is only worth a look.
    let (severity, words) = match name.as_str() {
        GENERAL_AFFAIRS => (Severity::Error, "只列项目支出"),
        _ if code.ends_with("99") => (Severity::Warning, "一般列项目支出"),
        _ => (Severity::Hint, "不是运行类科目，请核对"),
    };
    report(figures, findings, CellKey::code(T06, code, Column::Basic), severity, words);
}

fn check_project(figures: &Figures, findings: &mut Findings, code: Code) {
    let name = figures.book.functional_name(code);
    if code.as_str().starts_with("20805") || matches!(name.as_str(), "行政运行" | "事业运行") {
        report(figures, findings, CellKey::code(T06, code, Column::Project), Severity::Hint, "一般只列基本支出");
    }
}

fn report(figures: &Figures, findings: &mut Findings, cell: CellKey, severity: Severity, words: &str) {
    let Some(value) = figures.tables.stated(cell).filter(|value| !value.is_zero()) else { return };
    let (label, amount, unit) = (figures.label(&cell.into()), findings.amount(value), findings.unit());
    let cells = entered_below(figures, cell).into_iter().chain([Source::Cell(cell)]);
    findings.report(cells, format!("{label} {amount}{unit}，这个科目{words}")).downgrade(severity);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{document, fires, passes, run as run_rule},
    };

    fn basic(code: &'static str) -> [(Path, &'static str); 2] {
        [(at!(expenditure.lines[0].item), code), (at!(expenditure.lines[0].basic), "5")]
    }

    #[test]
    fn running_costs_and_staff_are_basic() {
        for code in ["2012901", "2012950", "2080505", "2101101", "2210201"] {
            passes(&RULE, &basic(code));
        }
    }

    #[test]
    fn the_weight_depends_on_how_certain_it_is() {
        fires(&RULE, &basic("2010102"), "公开06表 一般行政管理事务 基本支出 5.00万元，这个科目只列项目支出");
        for (code, severity) in
            [("2010102", Severity::Error), ("2012999", Severity::Warning), ("2050202", Severity::Hint)]
        {
            let (found, _) = run_rule(&RULE, &document(&basic(code)));
            assert_eq!(found.first().map(|finding| finding.severity), Some(severity), "{code}");
        }
    }

    #[test]
    fn projects_of_a_running_item_are_worth_a_look() {
        let cells = [(at!(expenditure.lines[0].item), "2012901"), (at!(expenditure.lines[0].project), "5")];
        fires(&RULE, &cells, "公开06表 行政运行 项目支出 5.00万元，这个科目一般只列基本支出");
    }
}
