//! K07: pensions without pensioners.

use crate::{
    at,
    codes::Code,
    figures::{CellKey, Column, Figures, Source, T08},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "K07",
    severity: Severity::Hint,
    title: "离退休费与离退休人数不匹配",
    checks: "公开08表 30301 离休费＞0 时离休人数＞0；30302 退休费＞0 时退休人数＞0",
    basis: "公开08表与附件1人员概况对照",
    remedy: "补填离休、退休人数，或核对经济科目是否填错",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    if figures.tables.rows(T08).is_empty() || figures.document.expenditure.economic.is_empty() {
        return Err(Missing::one(at!(expenditure.economic)));
    }
    // Where the number is not published, it need not be there.
    let is_wanted = figures.profile.wants(at!(unit.staff));
    let staff = &figures.document.unit.staff;
    let rows = [
        ("30301", "离休费", "离休人数", at!(unit.staff.veteran), staff.veteran),
        ("30302", "退休费", "退休人数", at!(unit.staff.retired), staff.retired),
    ];
    let mut is_paid = false;
    for (code, money_words, words, place, persons) in rows {
        let Some(key) = Code::new(code).map(|code| CellKey::code(T08, code, Column::Amount)) else { continue };
        let Some(spent) = figures.tables.stated(key).filter(|spent| !spent.is_zero()) else { continue };
        if persons.is_none() && !is_wanted {
            continue;
        }
        is_paid = true;
        if persons.unwrap_or(0) == 0 {
            let count = persons.map_or("没有填写".to_owned(), |count| format!("{count}人"));
            let message = format!("{money_words} {}{}，{words}{count}", findings.amount(spent), findings.unit());
            findings.report([Source::from(place), key.into()], message);
        }
    }
    Ok(if is_paid { Applies::Yes } else { Applies::No })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_applicable, passes};

    fn cells(code: &'static str, retired: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(expenditure.economic[0].economic), code),
            (at!(expenditure.economic[0].amount), "2.4"),
            (at!(unit.staff.retired), retired),
        ]
    }

    #[test]
    fn with_pensioners_silent() {
        passes(&RULE, &cells("30302", "10"));
    }

    #[test]
    fn without_pensioners_found() {
        fires(&RULE, &cells("30302", "0"), "退休费 2.40万元，退休人数0人");
        fires(&RULE, &cells("30301", "10"), "离休费 2.40万元，离休人数没有填写");
    }

    #[test]
    fn no_pensions_nothing_to_check() {
        is_not_applicable(&RULE, &cells("30101", ""));
    }

    #[test]
    fn a_number_that_is_not_published_need_not_be_there() {
        let national = |retired| {
            let mut cells = cells("30302", retired);
            cells.extend([(at!(unit.region), "全国样表"), (at!(form.edition), "现行样式")]);
            cells
        };
        is_not_applicable(&RULE, &national(""));
        fires(&RULE, &national("0"), "退休费 2.40万元，退休人数0人");
    }
}
