//! P: what the program guarantees.

use crate::rules::{Rule, Severity, State};

const BASIS: &str = "决算公开附表格式";
const REMEDY: &str = "不需处理";

const fn row(id: &'static str, title: &'static str, checks: &'static str, why: &'static str) -> Rule {
    let state = State::ByConstruction(why);
    Rule { id, severity: Severity::Error, title, checks, basis: BASIS, remedy: REMEDY, state }
}

pub static ROWS: [Rule; 2] = [
    row(
        "P01",
        "缺表或表序错误",
        "13张公开表齐全、依次排列，每张有编制单位、公开表号和单位",
        "附表由程序按固定的13张依次生成，表头统一标注，不能删改",
    ),
    row(
        "P02",
        "空表未作说明",
        "没有数据的公开10至13表保留表格，并注明本表无数据",
        "没有数据的表仍按原格式生成，表下自动注明“本表无数据”",
    ),
];

#[cfg(test)]
mod tests {
    use crate::{
        at,
        figures::{Figures, TableId},
        rules::kit::testing::document,
        tables,
    };

    /// P01: all 13, in order, each with its number, title, department and year.
    #[test]
    fn thirteen_tables_in_order() {
        let document = document(&[(at!(unit.department), "县总工会"), (at!(unit.year), "2024")]);
        let all = tables::all(&Figures::of(&document));
        assert_eq!(all.iter().map(|table| table.id).collect::<Vec<_>>(), TableId::PUBLISHED);
        for (index, table) in all.iter().enumerate() {
            assert_eq!(table.number, format!("公开{:02}表", index + 1));
            assert!(table.department.contains("县总工会") && table.year.contains("2024"), "{}", table.number);
            assert!(!table.title.is_empty());
        }
    }

    /// P02: a table without data keeps its grid and says so.
    #[test]
    fn empty_tables_say_so() {
        for table in &tables::all(&Figures::of(&document(&[])))[9..] {
            assert!(!table.columns.is_empty() && !table.head.is_empty(), "{}", table.number);
            assert!(table.notes.iter().any(|note| note.contains("本表无数据")), "{} {:?}", table.number, table.notes);
        }
    }
}
