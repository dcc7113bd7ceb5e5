//! Performance (绩效): evaluations of projects, the score table (附表1), and the texts about them.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::money::Money;

use super::{
    list::List,
    record::record,
    value::{Amount, Count, FunctionalCode, LongText, Number, Text, choice},
};

choice! {
    /// 常年项目或阶段项目
    pub enum ProjectKind {
        Permanent = "permanent" "常年项目",
        /// 阶段（含一次性）项目
        Stage = "stage" "阶段项目",
    }
}

choice! {
    /// The level of government whose money pays for a project.
    pub enum MoneyLevel {
        Central = "central" "中央",
        /// 省
        Province = "province" "省级",
        /// 市
        City = "city" "市级",
        /// 县
        County = "county" "县级",
    }
}

choice! {
    /// How an actual value is compared with its target.
    pub enum Relation {
        Equal = "eq" "＝",
        AtLeast = "ge" "≥",
        AtMost = "le" "≤",
        More = "gt" "＞",
        Less = "lt" "＜",
        Qualitative = "qualitative" "定性",
    }
}

choice! {
    /// The grade that goes with a self-evaluation score.
    pub enum Grade {
        Excellent = "excellent" "优",
        Good = "good" "良",
        Fair = "fair" "中",
        Poor = "poor" "差",
    }
}

impl Grade {
    /// The grade of a score, after “财预〔2020〕10号”.
    pub fn of(score: Decimal) -> Self {
        if score >= Decimal::from(90) {
            Self::Excellent
        } else if score >= Decimal::from(80) {
            Self::Good
        } else if score >= Decimal::from(60) {
            Self::Fair
        } else {
            Self::Poor
        }
    }
}

record! {
    /// 项目绩效
    pub struct Performance {
        projects: List<Project> = "项目",
        score_groups: List<ScoreGroup> = "打分表分组",
        score_items: List<ScoreItem> = "部门预算绩效自评打分表",
        deduction: Number = "扣分（被评价部门配合度）",
        stated_scores: StatedScores = "公开的自评得分",
        stated_projects: StatedProjects = "公开的项目个数与金额",
        sampling: Sampling = "评价选点",
        texts: PerformanceTexts = "自评文字",
    }
}

record! {
    /// One project and its self-evaluation.
    pub struct Project {
        name: Text = "项目名称",
        kind: Option<ProjectKind> = "类型",
        level: Option<MoneyLevel> = "资金级次",
        stated_level: Option<MoneyLevel> = "公开文字所称级次",
        item: FunctionalCode = "科目编码",
        initial_budget: Amount = "年初预算",
        adjusted_budget: Amount = "调整后预算",
        fiscal: Amount = "执行数：财政资金",
        special_account: Amount = "执行数：财政专户管理资金",
        own_funds: Amount = "执行数：单位资金",
        other_funds: Amount = "执行数：其他资金",
        execution_weight: Number = "预算执行权重",
        execution_score: Number = "预算执行得分",
        total_score: Number = "自评总分",
        reason: Text = "执行偏差原因",
        parts: List<ProjectPart> = "标准与数量",
        indicators: List<ProjectIndicator> = "绩效指标",
        surveys: List<Survey> = "满意度调查",
    }
}

impl Project {
    /// What was spent (执行数) of all kinds of money; `None` if all are blank.
    pub fn executed(&self) -> Amount {
        Money::sum_of([self.fiscal, self.special_account, self.own_funds, self.other_funds])
    }

    /// The score for execution: the weight times the rate, and not more than the weight. `None` without a budget: then
    /// there is no rate.
    pub fn points_of_execution(&self) -> Option<Decimal> {
        let weight = self.execution_weight.0.unwrap_or(Decimal::TEN);
        let rate = self.executed()?.yuan().checked_div(self.adjusted_budget?.yuan())?;
        let points = weight.checked_mul(rate)?.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        Some(points.min(weight).normalize())
    }
}

record! {
    /// 标准 × 数量
    pub struct ProjectPart {
        name: Text = "内容",
        standard: Amount = "标准",
        quantity: Number = "数量",
        unit: Text = "计量单位",
    }
}

record! {
    /// One indicator of a project's self-evaluation.
    pub struct ProjectIndicator {
        level1: Text = "一级指标",
        level2: Text = "二级指标",
        name: Text = "三级指标",
        relation: Option<Relation> = "指标性质",
        target: Text = "指标值",
        unit: Text = "度量单位",
        actual: Text = "完成值",
        weight: Number = "权重",
        score: Number = "得分",
        reason: Text = "未完成原因",
    }
}

record! {
    /// One survey of satisfaction, as percentages.
    pub struct Survey {
        object: Text = "调查对象",
        result: Number = "满意度（%）",
    }
}

record! {
    /// The name of the first or second level and the points printed behind its name.
    pub struct ScoreGroup {
        level1: Text = "一级指标",
        level2: Text = "二级指标（空为一级指标本身）",
        points: Number = "分值",
    }
}

record! {
    /// One leaf of the score table.
    pub struct ScoreItem {
        level1: Text = "一级指标",
        level2: Text = "二级指标",
        level3: Text = "三级指标",
        points: Number = "指标分值",
        explanation: Text = "指标解释",
        score: Number = "自评得分",
        remark: Text = "备注",
    }
}

record! {
    /// Scores as texts and tables state them; normally blank, because they are derived.
    pub struct StatedScores {
        table_total: Number = "打分表得分合计（报告上印的数）",
        section_ten: Number = "说明十（四）部门整体自评得分",
        attachment: Number = "附件1评价结论得分",
        special: Number = "专项预算项目自评得分",
        grade: Option<Grade> = "自评等级",
    }
}

record! {
    /// Counts and amounts of projects as the self-evaluation states them; normally blank, because they are derived.
    pub struct StatedProjects {
        permanent_count: Count = "常年项目个数",
        permanent_amount: Amount = "常年项目金额",
        stage_count: Count = "阶段项目个数",
        stage_amount: Amount = "阶段项目金额",
        surplus_count: Count = "结余率大于10%的项目个数",
        section_ten_level: Option<MoneyLevel> = "说明十（四）所称资金级次",
        section_ten_amount: Amount = "说明十（四）所称项目支出",
        budget_income: Amount = "附件1所述年初预算收入",
        budget_expenditure: Amount = "附件1所述支出预算总额",
    }
}

record! {
    /// 附件2 评价选点
    pub struct Sampling {
        points: Count = "点位总数",
        sampled: Count = "抽样点位数",
    }
}

record! {
    /// What a person writes for the self-evaluation (附件1) and the report on special projects (附件2).
    pub struct PerformanceTexts {
        summary: LongText = "预算绩效管理情况（说明十（四））",
        duty: LongText = "履职效能",
        budget: LongText = "预算管理",
        finance: LongText = "财务管理",
        assets: LongText = "资产管理",
        procurement: LongText = "采购管理",
        stage: LongText = "阶段项目情况",
        decision: LongText = "项目决策",
        execution: LongText = "项目执行",
        completion: LongText = "目标完成",
        deviation: LongText = "目标偏离",
        effect: LongText = "实现效果",
        application: LongText = "绩效结果应用",
        conclusion: LongText = "评价结论",
        problems: LongText = "存在问题",
        suggestions: LongText = "改进建议",
        special_background: LongText = "附件2：设立背景及基本情况",
        special_purpose: LongText = "附件2：实施目的及支持方向",
        special_allocation: LongText = "附件2：预算安排及分配管理",
        special_goals: LongText = "附件2：项目绩效目标设置",
        evaluation_purpose: LongText = "附件2：评价目的",
        evaluation_focus: LongText = "附件2：预设问题及评价重点",
        evaluation_sampling: LongText = "附件2：评价选点",
        evaluation_method: LongText = "附件2：评价方法",
        evaluation_organisation: LongText = "附件2：评价组织",
        general_analysis: LongText = "附件2：通用指标绩效分析",
        special_analysis: LongText = "附件2：专用指标绩效分析",
        individual_analysis: LongText = "附件2：个性指标绩效分析",
        special_conclusion: LongText = "附件2：评价结论",
        special_problems: LongText = "附件2：存在主要问题",
        special_suggestions: LongText = "附件2：改进建议",
    }
}
