//! D06: section “五（二）” states each class of `T06` with its amount, no more and no less.

use crate::{
    at,
    codes::Code,
    document::Axis,
    figures::{CellKey, Column, Figures, T06},
    rules::{Applies, Findings, Missing, Need, Outcome, Printed, Rule, Severity, State, kit::printed::paragraphs_of},
};

use super::claims::report;

pub static RULE: Rule = Rule {
    id: "D06",
    severity: Severity::Error,
    title: "五（二）结构与公开06表不符",
    checks: "说明五（二）的类和金额 ＝ 公开06表各类",
    basis: super::BASIS,
    remedy: "按公开06表改正补充段落里的这一类，或删去",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let figures = printed.figures;
    let total = CellKey::total(T06, Column::Total);
    figures.tables.printed(total).need(total)?;
    let paragraphs = paragraphs_of(printed.report, "gpb_structure");
    if paragraphs.is_empty() {
        return Err(Missing::one(at!(unit.department)));
    }
    for paragraph in &paragraphs {
        for statement in paragraph.statements().iter().filter(|told| !told.is_change && !printed.is_typed_wrong(told)) {
            let (Some(amount), Some(class)) = (statement.amount, class_named(figures, statement.words)) else {
                continue;
            };
            let cell = CellKey::code(T06, class, Column::Total);
            match figures.tables.printed(cell) {
                None if !statement.is_written => {}
                None => {
                    let cells = statement.place.clone().into_iter().chain([total.into()]);
                    findings.report(cells, format!("“{}{}”：公开06表没有这一类", statement.words, statement.number));
                }
                Some(wanted) if wanted.rounded_to_wan2() != amount.rounded_to_wan2() => {
                    report(
                        figures,
                        findings,
                        statement,
                        cell.into(),
                        &format!("{}万元", wanted.wan2()),
                        Some(amount - wanted),
                    );
                }
                Some(_) => {}
            }
        }
    }
    Ok(Applies::Yes)
}

/// The class whose name ends the words; a class of the table first.
fn class_named(figures: &Figures, words: &str) -> Option<Code> {
    let words = words.trim_end_matches(['为', '是', '共']);
    let is_named = |code: &Code| words.ends_with(figures.book.functional_name(*code).as_str());
    let used = figures.tables.codes(T06).filter(|code| code.digits() == 3).find(is_named);
    let known = || {
        let classes = figures.book.list(Axis::Functional).keys().filter(|code| code.digits() == 3);
        classes.copied().find(is_named)
    };
    used.or_else(known)
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
            (at!(expenditure.lines[1].item), "2210201"),
            (at!(expenditure.lines[1].basic), "12.91"),
        ]
    }

    #[test]
    fn the_classes_are_those_of_the_table() {
        passes(&RULE, &with_addition(cells(), "gpb_structure", "住房保障支出12.91万元为住房公积金。"));
        let wrong = with_addition(cells(), "gpb_structure", "住房保障支出19.21万元。");
        fires(&RULE, &wrong, "“住房保障支出19.21万元”与公开06表 住房保障支出 12.91万元 不一致");
        let other = with_addition(cells(), "gpb_structure", "另有教育支出3万元。");
        fires(&RULE, &other, "“另有教育支出3万元”：公开06表没有这一类");
    }
}
