//! A31: the amount of a last-level code equals its parent's total: probably entered twice.

use crate::{
    at,
    codes::Code,
    figures::{CellKey, Column, ColumnKey, Figures, Origin, RowKey, Source, T05, T07, T08},
    money::Money,
    rules::{Applies, Findings, Missing, Outcome, Rule, Severity, State, kit::relation::entered_below},
};

pub static RULE: Rule = Rule {
    id: "A31",
    severity: Severity::Error,
    title: "末级科目金额等于上级合计，疑似重复填列",
    checks: "公开05、07、08表：同级还有其他金额时，没有一个款的金额等于所属类的合计",
    basis: "公开检查实例：30299 与 302 同为1844.57",
    remedy: "核对这个款的金额，很可能误填了类级合计",
    state: State::Active(run),
};

const LEAF_COLUMNS: [Column; 6] = [
    Column::GeneralBudgetBasic,
    Column::GeneralBudgetProject,
    Column::GovernmentFundBasic,
    Column::GovernmentFundProject,
    Column::StateCapitalBasic,
    Column::StateCapitalProject,
];

fn run(figures: &Figures, findings: &mut Findings) -> Outcome {
    if figures.tables.rows(T08).is_empty() && figures.document.expenditure.detail.is_empty() {
        return Err(Missing::one(at!(expenditure.economic)));
    }
    for class in figures.tables.codes(T08).filter(|code| code.digits() == 3) {
        check_rows(figures, findings, CellKey::code(T08, class, Column::Amount));
    }
    if !figures.document.expenditure.detail.is_empty() {
        for class in figures.tables.codes(T05).filter(|code| code.digits() == 3) {
            for column in LEAF_COLUMNS {
                check_rows(figures, findings, CellKey::code(T05, class, column));
            }
        }
        check_columns(figures, findings);
    }
    Ok(Applies::Yes)
}

fn check_rows(figures: &Figures, findings: &mut Findings, class: CellKey) {
    let children = figures.tables.children(class.table, class.row);
    let leaves = children.iter().map(|row| CellKey { row: *row, ..class });
    check(figures, findings, class, leaves.map(|leaf| (leaf, figures.tables.stated(leaf))));
}

/// The section columns of `T07` below each class column, in each item.
fn check_columns(figures: &Figures, findings: &mut Findings) {
    for row in figures.tables.codes(T07).filter(|code| code.digits() > 5).map(RowKey::Code) {
        let cell = |column| CellKey { table: T07, row, column };
        // The columns of a row are sorted by code: those of a class stand together.
        let leaves: Vec<(Code, CellKey, Option<Money>)> = figures
            .tables
            .row(T07, row)
            .iter()
            .filter_map(|(column, figure)| Some((code_of(column)?.parent()?, cell(*column), figure.stated())))
            .filter(|(class, ..)| class.digits() == 3)
            .collect();
        for family in leaves.chunk_by(|(class, ..), (other, ..)| class == other) {
            let Some((class, ..)) = family.first() else { continue };
            let leaves = family.iter().map(|(_, key, value)| (*key, *value));
            check(figures, findings, cell(ColumnKey::Code(*class)), leaves);
        }
    }
}

fn code_of(column: &ColumnKey) -> Option<Code> {
    match column {
        ColumnKey::Code(code) => Some(*code),
        ColumnKey::Named(_) => None,
    }
}

fn check(
    figures: &Figures,
    findings: &mut Findings,
    class: CellKey,
    leaves: impl Iterator<Item = (CellKey, Option<Money>)>,
) {
    let values: Vec<(CellKey, Money)> =
        leaves.filter_map(|(key, value)| Some((key, value?))).filter(|(_, value)| !value.is_zero()).collect();
    if values.len() < 2 {
        return;
    }
    let parents = parent_statements(figures, class);
    let sum: Money = values.iter().fold(Money::ZERO, |sum, (_, value)| sum + *value);
    for (leaf, value) in &values {
        // With two other leaves or fewer an equal sum is no rarity.
        let equals_the_rest = values.len() > 3 && *value + *value == sum;
        if !parents.contains(value) && !equals_the_rest {
            continue;
        }
        let (words, class_words) = (figures.label(&(*leaf).into()), figures.label(&class.into()));
        let amount = findings.amount(*value);
        let message = if parents.contains(value) {
            format!("{words} {amount}，与上级 {class_words} 的 {amount} 相同，而同级其他科目也有金额")
        } else {
            format!("{words} {amount}，恰好等于 {class_words} 其余科目之和")
        };
        let cells = entered_below(figures, *leaf).into_iter().chain([Source::Cell(*leaf), Source::Cell(class)]);
        let finding = findings.report(cells, message);
        if !parents.contains(value) {
            finding.downgrade(Severity::Warning);
        }
    }
}

/// What the source says about the class: its published total, and an amount entered for the class itself.
fn parent_statements(figures: &Figures, class: CellKey) -> Vec<Money> {
    let Some(figure) = figures.tables.get(class) else { return Vec::new() };
    let own = match &figure.origin {
        Origin::Rows { list, range, .. } => {
            let range = range.start as usize..range.end as usize;
            list.amounts.get(range).into_iter().flatten().map(|(.., value)| *value).collect()
        }
        _ => Vec::new(),
    };
    own.into_iter().chain(figure.stated()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Path,
        rules::kit::testing::{fires, passes},
    };

    fn cells(rows: &[(&'static str, &'static str)]) -> Vec<(Path, &'static str)> {
        let row = |(i, (code, amount)): (usize, &(&'static str, &'static str))| {
            [(at!(expenditure.economic[i].economic), *code), (at!(expenditure.economic[i].amount), *amount)]
        };
        rows.iter().enumerate().flat_map(row).collect()
    }

    #[test]
    fn a_leaf_that_repeats_the_published_class_total() {
        let mut cells = cells(&[("30201", "3"), ("30299", "1844.57")]);
        passes(&RULE, &cells);
        cells.extend([(at!(published[0].cell), "T08!302.amount"), (at!(published[0].amount), "1844.57")]);
        fires(
            &RULE,
            &cells,
            "公开08表 其他商品和服务支出 1,844.57，与上级 公开08表 商品和服务支出 的 1,844.57 相同，而同级其他科目也有金额",
        );
    }

    #[test]
    fn a_leaf_beside_an_entry_for_the_class_itself() {
        fires(
            &RULE,
            &cells(&[("302", "20"), ("30201", "5"), ("30299", "20")]),
            "公开08表 其他商品和服务支出 20.00，与上级 公开08表 商品和服务支出 的 20.00 相同，而同级其他科目也有金额",
        );
    }

    #[test]
    fn a_leaf_that_doubles_its_class() {
        fires(
            &RULE,
            &cells(&[("30201", "3"), ("30202", "4"), ("30203", "5"), ("30299", "12")]),
            "公开08表 其他商品和服务支出 12.00，恰好等于 公开08表 商品和服务支出 其余科目之和",
        );
        passes(&RULE, &cells(&[("30201", "3"), ("30202", "4"), ("30299", "7")]));
    }

    #[test]
    fn the_detail_grid_is_looked_at_as_well() {
        let mut cells = Vec::new();
        for (i, (code, amount)) in [("302", "20"), ("30201", "5"), ("30299", "20")].into_iter().enumerate() {
            cells.extend([
                (at!(expenditure.detail[i].item), "2012901"),
                (at!(expenditure.detail[i].kind), "project"),
                (at!(expenditure.detail[i].economic), code),
                (at!(expenditure.detail[i].amount), amount),
            ]);
        }
        fires(
            &RULE,
            &cells,
            "公开05表 其他商品和服务支出 一般公共预算项目支出 20.00，与上级 公开05表 商品和服务支出 一般公共预算项目支出 的 20.00 相同，而同级其他科目也有金额",
        );
    }

    #[test]
    fn one_leaf_alone_is_its_class() {
        passes(&RULE, &cells(&[("30201", "3")]));
    }
}
