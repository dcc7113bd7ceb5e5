//! M09: many tails of one sign.

use std::collections::BTreeMap;

use crate::{
    at,
    figures::{Figures, Source},
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "M09",
    severity: Severity::Hint,
    title: "尾差同向累积，请用元级数据复核",
    checks: "报告上印的数与各项之和的四舍五入尾差，同一方向的不到3处",
    basis: "全部决算公开表",
    remedy: "按元录入后重新核对；尾差方向一致时常有漏项",
    state: State::Active(run),
};

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    let document = &figures.document;
    if document.unit.precision.is_none() {
        return Err(Missing::one(at!(unit.precision)));
    }
    if !document.is_wan_two() || document.published.is_empty() {
        return Ok(Applies::No);
    }
    // One tail shows in every table that repeats the total: equal pairs of amounts count once.
    let mut tails: BTreeMap<(bool, Money, Money), Source> = BTreeMap::new();
    for (_, key) in figures.tables.published_rows() {
        let key = *key;
        let Some(figure) = figures.tables.get(key) else { continue };
        let (Some(published), Some(value), Some(tail)) = (figure.published, figure.value, figure.tail()) else {
            continue;
        };
        if !tail.is_zero() && !figure.contradicts() {
            let cell = tails.entry((tail.is_negative(), published.amount, value)).or_insert_with(|| key.into());
            if Source::from(key) < *cell {
                *cell = key.into();
            }
        }
    }
    for (is_negative, direction) in [(false, "大"), (true, "小")] {
        let cells: Vec<Source> =
            tails.iter().filter(|((negative, ..), _)| *negative == is_negative).map(|(_, cell)| cell.clone()).collect();
        if cells.len() >= MANY {
            let message = format!("{}处报告上印的数都比各项之和{direction}，尾差方向一致", cells.len());
            findings.report(cells, message);
        }
    }
    Ok(Applies::Yes)
}

/// As many tails of one sign are hardly chance.
const MANY: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::kit::testing::{fires, is_not_applicable, passes};

    use crate::document::{Path, Precision};

    fn cells(published: [&'static str; 3]) -> Vec<(Path, &'static str)> {
        let mut cells = vec![(at!(unit.precision), Precision::WanTwo.name())];
        let items = [
            ("2012901", "2012902", "T06!201.basic"),
            ("2080501", "2080502", "T06!208.basic"),
            ("2101101", "2101102", "T06!210.basic"),
        ];
        for (i, (first, second, cell)) in items.into_iter().enumerate() {
            cells.push((at!(expenditure.lines[i * 2].item), first));
            cells.push((at!(expenditure.lines[i * 2].basic), ["1.11", "2.22", "3.33"][i]));
            cells.push((at!(expenditure.lines[i * 2 + 1].item), second));
            cells.push((at!(expenditure.lines[i * 2 + 1].basic), "1.00"));
            cells.push((at!(published[i].cell), cell));
            cells.push((at!(published[i].amount), published[i]));
        }
        cells
    }

    #[test]
    fn three_tails_of_one_sign_are_pointed_out() {
        fires(&RULE, &cells(["2.12", "3.23", "4.34"]), "3处报告上印的数都比各项之和大，尾差方向一致");
        fires(&RULE, &cells(["2.10", "3.21", "4.32"]), "3处报告上印的数都比各项之和小，尾差方向一致");
        passes(&RULE, &cells(["2.12", "3.21", "4.34"]));
        passes(&RULE, &cells(["2.11", "3.22", "4.33"]));
    }

    #[test]
    fn exact_amounts_have_no_tails() {
        is_not_applicable(&RULE, &[(at!(unit.precision), "fen")]);
    }
}
