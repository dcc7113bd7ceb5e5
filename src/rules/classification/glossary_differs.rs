//! L08: the glossary explains the codes that are used, no more and no less.

use rustc_hash::FxHashSet;

use crate::{
    at,
    codes::Code,
    figures::{CellKey, Column, Figures, Source, T02, T03, T06, T10, T11, T12},
    rules::{Applies, Findings, Missing, Outcome, Printed, Rule, Severity, State, kit::printed::paragraphs_of},
};

pub static RULE: Rule = Rule {
    id: "L08",
    severity: Severity::Warning,
    title: "名词解释与所用科目不对应",
    checks: "表中每个项级科目在名词解释中都有一条，名词解释不解释没有用到的科目，用户写的解释都用上",
    basis: "决算公开说明第三部分",
    remedy: "按所用科目增删名词解释",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let figures = printed.figures;
    let used = used(figures);
    let paragraphs = paragraphs_of(printed.report, "glossary");
    if used.is_empty() || paragraphs.is_empty() {
        return Err(Missing::one(at!(expenditure.lines)));
    }
    let mut explained: FxHashSet<Code> = FxHashSet::default();
    for paragraph in &paragraphs {
        let Some(code) = code_of(&paragraph.text) else { continue };
        explained.insert(code);
        // In order, so that the first at or behind a code lies below it if any does.
        let next = used.get(used.partition_point(|item| *item < code));
        if !next.is_some_and(|item| code.contains(item)) {
            let term = paragraph.text.split('：').next().unwrap_or_default();
            let cells: Vec<Source> =
                paragraph.written_place().into_iter().chain([at!(report.glossary).into()]).collect();
            findings.report(cells, format!("“{term}”没有用到，不应解释"));
        }
    }
    for code in used.iter().filter(|code| !explained.contains(code)) {
        let name = figures.book.full_functional_name(*code);
        findings.report([CellKey::code(T03, *code, Column::Total)], format!("{code} {name}没有名词解释"));
    }
    let printed_texts: FxHashSet<Source> =
        paragraphs.iter().filter_map(|paragraph| paragraph.written_place()).collect();
    for (row, entry) in figures.document.report.glossary.iter().enumerate() {
        let place = Source::Entered(at!(report.glossary[row].text));
        if !entry.text.is_blank() && !printed_texts.contains(&place) {
            findings.report([place], format!("“{}”的解释没有用上：报告没有用到这个名词", entry.term.trim()));
        }
    }
    Ok(Applies::Yes)
}

/// The item with an amount in one of the tables, in order.
fn used(figures: &Figures) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    for table in [T02, T03, T06, T10, T11, T12] {
        let columns = [Column::Total, Column::Opening, Column::Income, Column::Spending, Column::Closing];
        let has_amount = |code: &Code| {
            columns.iter().any(|column| {
                figures.tables.printed(CellKey::code(table, *code, *column)).is_some_and(|amount| !amount.is_zero())
            })
        };
        codes.extend(figures.tables.codes(table).filter(|code| code.digits() == 7).filter(has_amount));
    }
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// The code that the numbers of classes, sections and items make: “卫生健康支出（210类）行政事业单位医疗（11款）行政单位医疗（01项）”.
fn code_of(text: &str) -> Option<Code> {
    let term = text.split('：').next()?;
    let mut digits = String::new();
    for level in ["类）", "款）", "项）"] {
        let Some((before, _)) = term.split_once(level) else { break };
        let number = before.rsplit('（').next()?;
        if !number.bytes().all(|b| b.is_ascii_digit()) {
            break;
        }
        digits.push_str(number);
    }
    Code::new(&digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Path,
        rules::kit::testing::{fires, passes, with_addition},
    };

    fn cells() -> Vec<(Path, &'static str)> {
        vec![(at!(expenditure.lines[0].item), "2012901"), (at!(expenditure.lines[0].basic), "160.45")]
    }

    #[test]
    fn items_are_explained_and_no_others() {
        passes(&RULE, &cells());
        let text = "30.教育支出（205类）普通教育（02款）学前教育（01项）：反映学前教育支出。";
        fires(
            &RULE,
            &with_addition(cells(), "glossary", text),
            "“30.教育支出（205类）普通教育（02款）学前教育（01项）”没有用到，不应解释",
        );
    }

    #[test]
    fn an_explanation_that_is_not_printed_is_told() {
        let mut cells = cells();
        cells.extend([(at!(report.glossary[0].term), "债务付息支出"), (at!(report.glossary[0].text), "反映付息。")]);
        fires(&RULE, &cells, "“债务付息支出”的解释没有用上：报告没有用到这个名词");
    }

    #[test]
    fn the_numbers_of_a_term_make_its_code() {
        let code = |text| code_of(text).map(|code| code.to_string());
        assert_eq!(
            code("卫生健康支出（210类）行政事业单位医疗（11款）行政单位医疗（01项）：指").as_deref(),
            Some("2101101")
        );
        assert_eq!(code("5.卫生健康支出（210类）：指").as_deref(), Some("210"));
        assert_eq!(code("使用非财政拨款结余（含专用结余）：指"), None);
    }
}
