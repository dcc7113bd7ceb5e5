//! L06: the codes for running an office or an institution against what the unit is.

use crate::{
    at,
    codes::Code,
    document::{Path, UnitType},
    figures::{CellKey, Column, Figures, Source, T03},
    rules::{
        Findings, Outcome, Rule, Severity, State,
        kit::relation::{Tally, entered_below},
    },
};

pub static RULE: Rule = Rule {
    id: "L06",
    severity: Severity::Warning,
    title: "单位性质与科目不匹配",
    checks: "有行政运行支出的，应有行政或参公编制，单位类型不是事业单位；有事业运行支出的，应有事业编制",
    basis: "政府收支分类科目说明：01行政运行用于行政和参公单位，50事业运行用于事业单位",
    remedy: "核对单位类型，核定编制是否漏填，或改用与单位性质相符的科目",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let mut tally = Tally::default();
    tally.need(figures, CellKey::total(T03, Column::Total));
    let unit = &figures.document.unit;
    let is_office = matches!(unit.unit_type, Some(UnitType::Administrative | UnitType::CivilService));
    let kinds = [
        PostKind {
            item: "行政运行",
            words: "行政或参公编制",
            place: at!(unit.staff.establishment.civil_servant),
            posts: unit.staff.establishment.civil_servant,
            fits_type: unit.unit_type.map(|_| is_office),
        },
        PostKind {
            item: "事业运行",
            words: "事业编制",
            place: at!(unit.staff.establishment.institution),
            posts: unit.staff.establishment.institution,
            fits_type: (unit.unit_type == Some(UnitType::Institution)).then_some(true),
        },
    ];
    for kind in &kinds {
        check(figures, findings, &mut tally, kind);
    }
    tally.outcome()
}

struct PostKind {
    item: &'static str,
    words: &'static str,
    place: Path,
    posts: Option<u32>,
    /// What the unit's type says where the posts are blank.
    fits_type: Option<bool>,
}

fn check(figures: &Figures, findings: &mut Findings, tally: &mut Tally, kind: &PostKind) {
    let spent = |code: &Code| {
        let cell = CellKey::code(T03, *code, Column::Total);
        figures.tables.stated(cell).is_some_and(|value| !value.is_zero())
    };
    let is_kind =
        |code: &Code| code.digits() > 5 && figures.book.functional(*code).is_some_and(|entry| entry.name == kind.item);
    let Some(code) = figures.tables.codes(T03).filter(is_kind).find(spent) else { return };
    let (place, why) = match (kind.posts.map(|posts| posts > 0), kind.fits_type) {
        (None, None) => return tally.lacks(kind.place),
        (Some(false), _) | (None, Some(false)) => (kind.place, format!("而单位没有{}", kind.words)),
        (Some(true), Some(false)) => (at!(unit.unit_type), "而单位类型是事业单位".to_owned()),
        (Some(true), _) | (None, Some(true)) => return tally.checked(),
    };
    tally.checked();
    let cell = CellKey::code(T03, code, Column::Total);
    let amount = findings.amount(figures.tables.stated(cell).unwrap_or_default());
    let message = format!("{code} {}支出{amount}{}，{why}", kind.item, findings.unit());
    let cells = [Source::Entered(place)].into_iter().chain(entered_below(figures, cell)).chain([cell.into()]);
    findings.report(cells, message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, is_not_checked, passes};

    fn cells(code: &'static str, posts: Path, count: &'static str) -> [(Path, &'static str); 3] {
        [(at!(expenditure.lines[0].item), code), (at!(expenditure.lines[0].basic), "5"), (posts, count)]
    }

    #[test]
    fn posts_decide() {
        let (office, institution) =
            (at!(unit.staff.establishment.civil_servant), at!(unit.staff.establishment.institution));
        passes(&RULE, &cells("2012901", office, "3"));
        fires(&RULE, &cells("2012901", office, "0"), "2012901 行政运行支出5.00万元，而单位没有行政或参公编制");
        passes(&RULE, &cells("2012950", institution, "3"));
        fires(&RULE, &cells("2012950", institution, "0"), "2012950 事业运行支出5.00万元，而单位没有事业编制");
        is_not_checked(&RULE, &cells("2012950", institution, ""));
        is_not_applicable(&RULE, &cells("2210201", office, "3"));
    }

    #[test]
    fn an_institution_runs_no_office() {
        let mut cells = cells("2012901", at!(unit.staff.establishment.civil_servant), "3").to_vec();
        cells.push((at!(unit.unit_type), "institution"));
        fires(&RULE, &cells, "2012901 行政运行支出5.00万元，而单位类型是事业单位");
    }

    #[test]
    fn without_posts_the_type_of_the_unit_decides() {
        passes(&RULE, &cells("2012901", at!(unit.unit_type), "administrative"));
        fires(
            &RULE,
            &cells("2012901", at!(unit.unit_type), "institution"),
            "2012901 行政运行支出5.00万元，而单位没有行政或参公编制",
        );
    }
}
