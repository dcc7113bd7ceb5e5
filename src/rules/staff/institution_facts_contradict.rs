//! K06: institution staff and spending against the number of institutions.

use crate::{
    at,
    document::UnitType,
    figures::{CellKey, Column, Figures, Source, T06},
    money::Money,
    rules::{Applies, Findings, Need, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "K06",
    severity: Severity::Warning,
    title: "事业人员、事业科目支出与机构数不匹配",
    checks: "事业人员＞0、事业运行等科目有支出、机构设置有事业单位，三者同有同无",
    basis: "附件1人员概况与公开06表、机构设置对照",
    remedy: "核对事业人员数、事业单位数和事业类科目（事业运行、事业单位医疗、事业单位离退休）的支出",
    state: State::Active(run),
};

/// Items that only institutions spend on, besides every “事业运行” (…50).
const INSTITUTION_ITEMS: [&str; 2] = ["2080502", "2101102"];

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let unit = &figures.document.unit;
    let persons = unit.staff.actual.institution;
    let units = counted(figures);
    let items: Vec<(CellKey, Money)> = figures
        .tables
        .codes(T06)
        .filter(|code| code.digits() == 7 && (code.ends_with("50") || INSTITUTION_ITEMS.contains(&code.as_str())))
        .filter_map(|code| {
            let key = CellKey::code(T06, code, Column::Total);
            Some((key, figures.tables.stated(key)?))
        })
        .filter(|(_, spent)| !spent.is_zero())
        .collect();
    figures.tables.stated(CellKey::total(T06, Column::Total)).need(CellKey::total(T06, Column::Total))?;
    let persons = persons.need(at!(unit.staff.actual.institution))?;
    let units = units.need(at!(unit.subunits.institution))?;
    let facts = [persons > 0, units > 0, !items.is_empty()];
    if facts.contains(&true) && facts.contains(&false) {
        let spent = items.iter().map(|(_, money)| *money).fold(Money::ZERO, |sum, money| sum + money);
        let message = format!(
            "事业人员 {persons}人，事业单位 {units}个，事业类科目支出 {}{}，三者应同有同无",
            findings.amount(spent),
            findings.unit()
        );
        let mut cells: Vec<Source> =
            vec![at!(unit.staff.actual.institution).into(), at!(unit.subunits.institution).into()];
        cells.extend(items.iter().map(|(key, _)| Source::Cell(*key)));
        findings.report(cells, message);
    }
    Ok(Applies::Yes)
}

/// The institutions below the department, and the department itself if it is one. Civil service units spend like
/// administrative ones and are not counted.
fn counted(figures: &Figures) -> Option<u32> {
    let unit = &figures.document.unit;
    let below = unit.subunits.institution;
    match unit.unit_type {
        Some(UnitType::Institution) => Some(below.unwrap_or(0).saturating_add(1)),
        _ => below,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Path;
    use crate::rules::kit::testing::{fires, is_not_checked, passes};

    fn cells(persons: &'static str, units: &'static str, item: &'static str) -> Vec<(Path, &'static str)> {
        vec![
            (at!(unit.staff.actual.institution), persons),
            (at!(unit.subunits.institution), units),
            (at!(expenditure.lines[0].item), item),
            (at!(expenditure.lines[0].basic), "12.5"),
        ]
    }

    #[test]
    fn all_or_none_is_silent() {
        passes(&RULE, &cells("3", "1", "2012950"));
        passes(&RULE, &cells("0", "0", "2012901"));
    }

    #[test]
    fn a_civil_service_unit_is_no_institution_but_the_department_may_be_one() {
        let mut civil = cells("0", "0", "2012901");
        civil.push((at!(unit.subunits.civil_service), "2"));
        passes(&RULE, &civil);
        let mut own = cells("3", "0", "2012950");
        own.push((at!(unit.unit_type), UnitType::Institution.name()));
        passes(&RULE, &own);
    }

    #[test]
    fn one_without_the_others_is_found() {
        fires(
            &RULE,
            &cells("3", "0", "2012950"),
            "事业人员 3人，事业单位 0个，事业类科目支出 12.50万元，三者应同有同无",
        );
        fires(
            &RULE,
            &cells("3", "1", "2012901"),
            "事业人员 3人，事业单位 1个，事业类科目支出 0.00万元，三者应同有同无",
        );
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &cells("", "1", "2012950"));
    }
}
