//! L07: an item of social security, health or housing that such a unit seldom has.

use crate::{
    codes::Code,
    figures::{CellKey, Column, Figures, Source, T03},
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::relation::entered_below},
};

pub static RULE: Rule = Rule {
    id: "L07",
    severity: Severity::Hint,
    title: "科目少见，请核对",
    checks: "单位主要职能不在社保、卫生、住房类时，这些类中只有职工自身的养老、抚恤、医疗、住房科目",
    basis: "公开检查实例：工会列支2080802伤残抚恤",
    remedy: "核对科目是否选错；确有这项支出的，不必修改",
    state: State::Active(run),
};

/// The classes in which nearly every unit spends for its own staff, and the codes it uses for that.
const USUAL: [(&str, &[&str]); 3] = [
    ("208", &["20805", "2080801", "20826", "20827", "20899"]),
    ("210", &["21011", "21012", "21099"]),
    ("221", &["22102"]),
];

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let Some(main) = main_class(figures) else {
        return Err(Missing::one(CellKey::total(T03, Column::Total)));
    };
    for code in figures.tables.codes(T03).filter(|code| code.digits() > 5 && code.class() != main) {
        let usual = USUAL.iter().find(|(class, _)| *class == code.class().as_str());
        let Some((_, usual)) = usual else { continue };
        let cell = CellKey::code(T03, code, Column::Total);
        let Some(value) = figures.tables.stated(cell).filter(|value| !value.is_zero()) else { continue };
        if usual.iter().any(|prefix| code.as_str().starts_with(prefix)) {
            continue;
        }
        let (name, main_name) = (figures.book.functional_name(code), figures.book.functional_name(main));
        let message =
            format!("{code} {name} {}{}，在以{main_name}为主的单位中少见", findings.amount(value), findings.unit());
        findings.report(entered_below(figures, cell).into_iter().chain([Source::Cell(cell)]), message);
    }
    Ok(Applies::Yes)
}

/// The class with the largest spending: what the unit is there for.
fn main_class(figures: &Figures) -> Option<Code> {
    let classes = figures.tables.codes(T03).filter(|code| code.digits() == 3);
    let spent =
        classes.filter_map(|code| Some((figures.tables.stated(CellKey::code(T03, code, Column::Total))?, code)));
    spent.max().map(|(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::Path,
        rules::kit::testing::{fires, passes},
    };

    fn cells(code: &'static str, amount: &'static str) -> [(Path, &'static str); 4] {
        [
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "50"),
            (at!(expenditure.lines[1].item), code),
            (at!(expenditure.lines[1].basic), amount),
        ]
    }

    #[test]
    fn a_union_pays_pensions_but_no_disability_benefits() {
        passes(&RULE, &cells("2080505", "5"));
        fires(&RULE, &cells("2080802", "5"), "2080802 伤残抚恤 5.00万元，在以一般公共服务支出为主的单位中少见");
        passes(&RULE, &cells("2080802", "500"));
    }
}
