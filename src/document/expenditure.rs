//! Expenditure (支出): by functional item and fund, basic expenditure by economic code, and the optional detail.

use crate::money::Money;

use super::{
    income::FundSplit,
    list::List,
    record::record,
    unit::BudgetBasis,
    value::{Amount, EconomicCode, FunctionalCode, LongText, Text, choice},
};

choice! {
    /// 资金性质
    pub enum Fund {
        /// 一般公共预算财政拨款
        Gpb = "gpb" "一般公共预算",
        /// 政府性基金预算财政拨款
        Government = "fund" "政府性基金预算",
        /// 国有资本经营预算财政拨款
        StateCapital = "soc" "国有资本经营预算",
        /// 非财政拨款
        Other = "other" "其他资金",
    }
}

choice! {
    /// 基本支出或项目支出
    pub enum SpendingKind {
        Basic = "basic" "基本支出",
        Project = "project" "项目支出",
    }
}

record! {
    /// 支出项目
    pub struct Expenditure {
        lines: List<ExpenditureLine> = "支出明细",
        allocation: Amount = "结余分配",
        closing: FundSplit = "年末结转和结余",
        published_budget: Amount = "一般公共预算财政拨款支出预算数（报告上印的数）",
        economic: List<EconomicLine> = "基本支出经济分类",
        detail: List<DetailLine> = "功能与经济分类明细",
        carry_over: List<CarryOverLine> = "按科目的结转结余",
        gpb_reason: LongText = "一般公共预算支出变动原因",
        fund_reason: LongText = "政府性基金支出变动原因",
        soc_reason: LongText = "国有资本经营预算支出变动原因",
        budget_reason: LongText = "一般公共预算支出预决算差异原因",
    }
}

record! {
    /// One item's spending from one kind of money.
    pub struct ExpenditureLine {
        item: FunctionalCode = "科目编码",
        fund: Option<Fund> = "资金性质",
        initial_budget: Amount = "年初预算",
        adjusted_budget: Amount = "全年预算",
        basic: Amount = "基本支出",
        project: Amount = "项目支出",
        to_superior: Amount = "上缴上级支出",
        operating: Amount = "经营支出",
        subsidy: Amount = "对附属单位补助支出",
        prior_actual: Amount = "上年决算",
        reason: Text = "预决算差异原因",
        purpose: Text = "主要用于",
    }
}

impl ExpenditureLine {
    /// Blank means the general budget, by far the most frequent.
    pub fn fund_or_default(&self) -> Fund {
        self.fund.unwrap_or(Fund::Gpb)
    }

    /// The budget that the rate of completion is measured by.
    pub fn budget(&self, basis: BudgetBasis) -> Amount {
        match basis {
            BudgetBasis::Initial => self.initial_budget,
            BudgetBasis::Adjusted => self.adjusted_budget,
        }
    }

    /// What was spent, of all kinds; `None` if all are blank.
    pub fn total(&self) -> Amount {
        Money::sum_of([self.basic, self.project, self.to_superior, self.operating, self.subsidy])
    }
}

record! {
    /// Basic expenditure of the general budget, one economic section (公开08表).
    pub struct EconomicLine {
        economic: EconomicCode = "经济科目编码",
        amount: Amount = "决算数",
    }
}

record! {
    /// One cell of `T05` and `T07`.
    pub struct DetailLine {
        item: FunctionalCode = "功能科目编码",
        economic: EconomicCode = "经济科目编码",
        kind: Option<SpendingKind> = "基本或项目",
        fund: Option<Fund> = "资金性质",
        amount: Amount = "决算数",
    }
}

impl DetailLine {
    /// Blank means 一般公共预算.
    pub fn fund_or_default(&self) -> Fund {
        self.fund.unwrap_or(Fund::Gpb)
    }

    /// Blank means 基本支出.
    pub fn kind_or_default(&self) -> SpendingKind {
        self.kind.unwrap_or(SpendingKind::Basic)
    }
}

record! {
    /// Opening and closing balance of one item, for `T10` and `T11`.
    pub struct CarryOverLine {
        item: FunctionalCode = "科目编码",
        fund: Option<Fund> = "资金性质",
        opening: Amount = "年初结转和结余",
        closing: Amount = "年末结转和结余",
    }
}
