//! Whether there are institutions: operating costs are those of offices and of institutions under the civil service law
//! (参公) only.

use crate::{
    at,
    document::UnitType,
    figures::{CellKey, Column, Figures, Source, T06},
};

/// What shows that an institution (事业单位) is part of the accounts; `None` if nothing does.
pub(super) fn sign_of_institution(figures: &Figures) -> Option<(Source, String)> {
    let unit = &figures.document.unit;
    if unit.unit_type == Some(UnitType::Institution) {
        return Some((at!(unit.unit_type).into(), "单位类型为其他事业单位".to_owned()));
    }
    let counts = [
        (at!(unit.subunits.institution), unit.subunits.institution, "下属其他事业单位", "个"),
        (at!(unit.staff.establishment.institution), unit.staff.establishment.institution, "事业编制", "人"),
        (at!(unit.staff.actual.institution), unit.staff.actual.institution, "事业人员", "人"),
    ];
    for (place, count, words, measure) in counts {
        if let Some(count) = count.filter(|count| *count > 0) {
            return Some((place.into(), format!("{words}{count}{measure}")));
        }
    }
    let running = figures.tables.codes(T06).find(|code| {
        code.digits() == 7
            && code.ends_with("50")
            && figures.tables.printed(CellKey::code(T06, *code, Column::Basic)).is_some_and(|spent| !spent.is_zero())
    })?;
    let name = figures.book.functional_name(running);
    Some((CellKey::code(T06, running, Column::Basic).into(), format!("{name}有基本支出")))
}
