//! D: what the program cannot write wrongly.

use crate::rules::{Rule, Severity, State};

pub static RULE: Rule = Rule {
    id: "D15",
    severity: Severity::Warning,
    title: "功能科目名称不规范或前后不一",
    checks: "说明中的类、款、项名称与科目表一致",
    basis: super::BASIS,
    remedy: "改正科目表里的名称，或“本文件的设置”的“自定义科目”里的名称",
    state: State::ByConstruction("录入的只有编码，名称处处由编码查出，不可能写成两样；自增科目的名称由L02、L04审核"),
};

#[cfg(test)]
mod tests {
    use crate::{
        at,
        figures::{Figures, RowKey, T02, T03, T06, T12, row_label},
        rules::kit::testing::document,
    };

    /// D15: one code has one name in every table, that of the list.
    #[test]
    fn names_follow_the_code() {
        let document = document(&[
            (at!(income.lines[0].item), "2012901"),
            (at!(income.lines[0].gpb), "1"),
            (at!(expenditure.lines[0].item), "2012901"),
            (at!(expenditure.lines[0].basic), "1"),
        ]);
        let figures = Figures::of(&document);
        for table in [T02, T03, T06, T12] {
            for code in figures.tables.codes(table) {
                let printed = row_label(table, RowKey::Code(code), &figures.book, &document);
                assert_eq!(Some(printed), figures.book.functional(code).map(|entry| entry.name.clone()));
            }
        }
        assert_eq!(figures.tables.codes(T06).count(), 3);
    }
}
