//! How what is published differs from the preset of the region (公开样式).

use crate::address::TableId;

use super::{
    aside::Aside,
    path::Path,
    record::record,
    unit::BudgetBasis,
    value::{Text, choice},
};

choice! {
    /// The presets of a region change with the years. A file that was made before there were any has none, and keeps
    /// the form that it was printed in.
    pub enum Edition {
        /// 2025年起的样式
        Y2025 = "2025" "现行样式",
    }
}

choice! {
    /// Whether a table, an annex or the charts are part of what is published.
    pub enum Publication {
        /// 公开
        Published = "published" "公开",
        /// 不公开
        Omitted = "omitted" "不公开",
    }
}

choice! {
    /// Where the tables stand in the report.
    pub enum TablesPlace {
        /// 说明之前
        BeforeExplanation = "before_explanation" "在情况说明之前",
        /// 最后
        Last = "last" "在报告最后",
    }
}

choice! {
    /// What is zero: sources and kinds, or amounts and counts.
    pub enum ZeroItems {
        /// 列示
        Listed = "listed" "照列，写0",
        /// 不列
        Omitted = "omitted" "不列，写明没有",
    }
}

choice! {
    /// The decimals of percentages. 0 % and 100 % have none.
    pub enum PercentForm {
        /// 12.00%
        TwoDecimals = "two" "一律两位小数",
        /// 12%
        Plain = "plain" "整数不带小数",
    }
}

choice! {
    /// Where thousands are separated.
    pub enum Separators {
        /// Neither in tables nor in sentences.
        Nowhere = "nowhere" "都不加",
        /// 文字中不加
        Tables = "tables" "只在表里加",
        /// 句子中不加
        TablesAndCharts = "tables_and_charts" "在表和图里加",
        /// In sentences, too.
        Everywhere = "everywhere" "都加",
    }
}

choice! {
    /// An amount of a sentence that is not zero and would be printed as 0.00万元.
    pub enum SmallAmounts {
        /// 36.50元
        Yuan = "yuan" "写成元",
        /// 0.00万元
        Wan = "wan" "写成0.00万元",
    }
}

record! {
    /// The form of what is published (公开样式): blank is as the preset of the region has it.
    pub struct PublishedForm {
        edition: Option<Edition> = "样式版本",
        three_public_basis: Option<BudgetBasis> = "“三公”经费预算的口径",
        tables_place: Option<TablesPlace> = "决算表的位置",
        zeros: Option<ZeroItems> = "为零的来源和种类",
        zero_details: Option<ZeroItems> = "其他为零的数",
        charts: Option<Publication> = "图",
        percent: Option<PercentForm> = "百分比的小数",
        separators: Option<Separators> = "金额的千分位逗号",
        small_amounts: Option<SmallAmounts> = "不足0.005万元的金额",
        self_evaluation: Option<Publication> = "附件1　部门预算绩效自评报告",
        score_table: Option<Publication> = "附表1　部门预算绩效自评打分表",
        target_table: Option<Publication> = "附表2　部门整体绩效目标完成情况自评表",
        special: Option<Publication> = "附件2　专项预算项目绩效自评",
        tables: Aside<TableForms> = "公开的表",
    }
}

record! {
    /// One of the official tables: whether it is published, and as what.
    pub struct TableForm {
        published: Option<Publication> = "公开",
        number: Text = "表号",
        title: Text = "表名",
    }
}

record! {
    /// The official tables, by their place in the longest list.
    pub struct TableForms {
        t01: TableForm = "收入支出决算总表",
        t02: TableForm = "收入决算表",
        t03: TableForm = "支出决算表",
        t04: TableForm = "财政拨款收入支出决算总表",
        t05: TableForm = "财政拨款支出决算明细表",
        t06: TableForm = "一般公共预算财政拨款支出决算表",
        t07: TableForm = "一般公共预算财政拨款支出决算明细表",
        t08: TableForm = "一般公共预算财政拨款基本支出决算表",
        t09: TableForm = "一般公共预算财政拨款项目支出决算表",
        t10: TableForm = "政府性基金预算财政拨款收入支出决算表",
        t11: TableForm = "国有资本经营预算财政拨款收入支出决算表",
        t12: TableForm = "国有资本经营预算财政拨款支出决算表",
        t13: TableForm = "财政拨款“三公”经费支出决算表",
    }
}

impl TableForms {
    /// The place of a table; `None` for the auxiliary one.
    pub fn place(table: TableId) -> Option<Path> {
        let fields = <Self as super::record::Declared>::declared();
        let field = fields.get(usize::from(table.number()).checked_sub(1)?)?;
        Some(crate::at!(form.tables).field(field.name))
    }

    /// What is said of a table.
    pub fn of(&self, table: TableId) -> Option<&TableForm> {
        let all = [
            &self.t01, &self.t02, &self.t03, &self.t04, &self.t05, &self.t06, &self.t07, &self.t08, &self.t09,
            &self.t10, &self.t11, &self.t12, &self.t13,
        ];
        all.get(usize::from(table.number()).checked_sub(1)?).copied()
    }
}
