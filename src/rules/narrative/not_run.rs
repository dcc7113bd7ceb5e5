//! 说明文字的规则: what waits for the report, and what cannot be printed wrong.

use crate::rules::{Rule, Severity, State};

const BASIS: &str = "决算公开说明应与公开表一致";
const WAITS: State = State::Later("决算说明的文字尚未生成，生成后逐句与表核对");

macro_rules! rules {
    ($($name:ident $id:literal $severity:ident $title:literal $checks:literal $remedy:literal $state:expr;)*) => { $(
        pub static $name: Rule = Rule {
            id: $id,
            severity: Severity::$severity,
            title: $title,
            checks: $checks,
            basis: BASIS,
            remedy: $remedy,
            state: $state,
        };
    )* };
}

rules! {
    TOTALS "D01" Error "一、总体情况金额与公开01表不符" "说明一的收支总计 ＝ 公开01表收入总计、支出总计"
        "按公开01表改正文字" WAITS;
    INCOME "D02" Error "二、收入说明金额与表不符" "说明二各项收入 ＝ 公开01、02表相应合计"
        "按公开02表改正文字" WAITS;
    SPENDING "D03" Error "三、支出说明金额与表不符" "说明三各项支出 ＝ 公开03表各列合计"
        "按公开03表改正文字" WAITS;
    FISCAL_TOTALS "D04" Error "四、财政拨款说明金额与公开04表不符" "说明四的收支总计 ＝ 公开04表收入总计、支出总计"
        "按公开04表改正文字" WAITS;
    GENERAL_BUDGET "D05" Error "五（一）金额或占比口径不符" "说明五（一）金额 ＝ 公开06表合计，占比分母 ＝ 公开03表合计"
        "按公开06表改正金额，占比以本年支出合计为分母" WAITS;
    CLASSES "D06" Error "五（二）结构与公开06表不符（漏类或金额错）" "说明五（二）的类和金额 ＝ 公开06表各类"
        "按公开06表补齐或改正各类" WAITS;
    ITEMS "D07" Error "五（三）具体情况与公开06表逐项不符" "说明五（三）的项和金额与公开06表一一对应"
        "按公开06表补齐或改正各项" WAITS;
    ITEM_SUMS "D08" Error "逐项之和与决算数、类级金额不一致" "说明五（三）各项之和 ＝ 决算数；同类各项之和 ＝ 说明五（二）金额"
        "核对各项金额" WAITS;
    BASIC "D09" Error "六、基本支出说明加总或与公开08表不符" "说明六的基本支出、人员经费、公用经费 ＝ 公开08表"
        "按公开08表改正文字" WAITS;
    ECONOMIC_LIST "D10" Warning "六、列举的经济科目与公开08表非零科目不一致" "说明六“主要包括”的科目正好是公开08表有金额的科目"
        "删去没有金额的科目，补上漏列的科目" WAITS;
    THREE_PUBLIC "D11" Error "七、“三公”说明金额与公开13表不符" "说明七的预算数、决算数 ＝ 公开13表"
        "按公开13表改正文字" WAITS;
    OTHER_BUDGETS "D12" Error "八、九、基金和国资说明金额与表不符" "说明八、九的金额 ＝ 公开10、12表"
        "按公开10、12表改正文字" WAITS;
    NAMES "D15" Warning "功能科目名称不规范或前后不一" "说明中的类、款、项名称与科目表一致"
        "改正科目表或自定义科目中的名称"
        State::ByConstruction("录入的只有编码，名称处处由编码查出，不可能写成两样；自增科目的名称由L02、L04审核");
    UNIT_AND_YEAR "D16" Error "年度或单位名称前后不一致" "每句话、每个图题中的单位名称和年度一致"
        "按概况中的部门名称和年度改正文字" WAITS;
    ATTACHMENTS "D17" Warning "正文引用的附件名称与附件标题不一致" "正文引用的附件名称 ＝ 附件标题"
        "按附件标题改正引用" WAITS;
}

#[cfg(test)]
mod tests {
    use crate::{
        at,
        figures::{Figures, RowKey, T02, T03, T06, T12, row_label},
        rules::testing::document,
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
