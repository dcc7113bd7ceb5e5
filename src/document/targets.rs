//! Targets of the department and how far they were reached (附表2 部门整体绩效目标完成情况自评表).

use super::{
    list::List,
    performance::Relation,
    record::record,
    value::{Amount, LongText, Text},
};

record! {
    /// 目标完成表
    pub struct Targets {
        budget_total: Amount = "部门整体支出预算：资金总额",
        budget_fiscal: Amount = "部门整体支出预算：财政拨款",
        budget_other: Amount = "部门整体支出预算：其他资金",
        overall: LongText = "年度总体目标",
        tasks: List<Task> = "年度主要任务",
        indicators: List<Target> = "年度绩效指标",
    }
}

record! {
    /// One task of the year.
    pub struct Task {
        name: Text = "任务名称",
        content: Text = "主要内容",
    }
}

record! {
    /// One indicator of the target table.
    pub struct Target {
        level1: Text = "一级指标",
        level2: Text = "二级指标",
        name: Text = "三级指标",
        relation: Option<Relation> = "指标性质",
        target: Text = "指标值",
        unit: Text = "度量单位",
        actual: Text = "实际完成值",
        reason: Text = "偏差说明",
    }
}
