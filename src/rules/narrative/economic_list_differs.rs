//! D10: section “六” lists exactly the economic codes that have an amount in `T08`.

use rustc_hash::FxHashSet;

use crate::{
    at,
    codes::BasicGroup,
    figures::{CellKey, Column, Figures, Line, Source, T08},
    rules::{
        Applies, Findings, Missing, Outcome, Printed, Rule, Severity, State,
        kit::printed::{PrintedText, blanks_of, paragraphs_of},
    },
};

pub static RULE: Rule = Rule {
    id: "D10",
    severity: Severity::Warning,
    title: "六、列举的经济科目与公开08表非零科目不一致",
    checks: "说明六“主要包括”的科目正好是公开08表有金额的科目",
    basis: super::BASIS,
    remedy: "删去没有金额的科目，补上漏列的科目",
    state: State::Printed(run),
};

const BEGIN: &str = "主要包括：";

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let figures = printed.figures;
    if figures.tables.rows(T08).is_empty() {
        return Err(Missing::one(at!(expenditure.economic)));
    }
    let paragraphs = paragraphs_of(printed.report, "basic");
    let mut applies = Applies::No;
    for (group, words, line) in
        [(BasicGroup::Personnel, "人员经费", Line::Personnel), (BasicGroup::Public, "公用经费", Line::Public)]
    {
        let cell = CellKey::line(T08, line, Column::Amount);
        let expected = expected(figures, group);
        let lists = paragraphs.iter().filter(|paragraph| paragraph.text.starts_with(words));
        for (paragraph, list) in lists.filter_map(|paragraph| Some((paragraph, paragraph.text.split_once(BEGIN)?.1))) {
            applies = Applies::Yes;
            compare(findings, paragraph, list, &expected, (words, cell.into()));
        }
    }
    let is_list =
        |place: &Source| matches!(place, Source::Entered(path) if path.starts_with(&at!(expenditure.economic)));
    let blanks: Vec<Source> = blanks_of(&paragraphs).into_iter().filter(is_list).collect();
    if blanks.is_empty() { Ok(applies) } else { Err(Missing(blanks)) }
}

/// The names of the sections with an amount.
fn expected(figures: &Figures, group: BasicGroup) -> Vec<String> {
    let book = &figures.book;
    let codes = figures.tables.codes(T08).filter(|code| code.digits() > 3);
    let of_group = codes.filter(|code| book.economic(*code).and_then(|entry| entry.group) == Some(group));
    let occurs = |key| figures.tables.printed(key).is_some_and(|amount| !amount.is_zero());
    of_group
        .filter(|code| occurs(CellKey::code(T08, *code, Column::Amount)))
        .map(|code| book.economic_name(code))
        .collect()
}

fn compare(
    findings: &mut Findings,
    paragraph: &PrintedText,
    list: &str,
    expected: &[String],
    (words, cell): (&str, Source),
) {
    let list = list.split('。').next().unwrap_or_default();
    let listed: Vec<&str> =
        list.trim_end_matches('等').split('、').map(str::trim).filter(|name| !name.is_empty()).collect();
    let (told, wanted): (FxHashSet<&str>, FxHashSet<&str>) =
        (listed.iter().copied().collect(), expected.iter().map(String::as_str).collect());
    let absent: Vec<&str> = expected.iter().map(String::as_str).filter(|name| !told.contains(name)).collect();
    let surplus: Vec<&str> = listed.iter().copied().filter(|name| !wanted.contains(name)).collect();
    let faults = [("漏列", absent), ("多列", surplus)];
    let said: Vec<String> = faults
        .iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(fault, names)| format!("{fault}{}", names.join("、")))
        .collect();
    if !said.is_empty() {
        let cells = paragraph.written_place().into_iter().chain([cell]);
        findings.report(cells, format!("{words}“主要包括”{}", said.join("；")));
    }
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
            (at!(expenditure.lines[0].basic), "200"),
            (at!(expenditure.economic[0].economic), "30101"),
            (at!(expenditure.economic[0].amount), "184.5"),
            (at!(expenditure.economic[1].economic), "30201"),
            (at!(expenditure.economic[1].amount), "15.5"),
        ]
    }

    #[test]
    fn what_occurs_is_listed_and_nothing_else() {
        passes(&RULE, &cells());
        let own = with_addition(cells(), "basic", "公用经费主要包括：办公费、会议费。");
        fires(&RULE, &own, "公用经费“主要包括”多列会议费");
        let short = with_addition(cells(), "basic", "人员经费主要包括：津贴补贴等。");
        fires(&RULE, &short, "人员经费“主要包括”漏列基本工资；多列津贴补贴");
    }
}
