//! Other matters (其他事项): operating costs, procurement, assets, performance, the review before publication, and the
//! figures of last year that no other page has.

use super::{
    aside::Aside,
    income::FundSplit,
    record::record,
    value::{Amount, Count, Date, LongText, Text, choice},
};

record! {
    /// 其他事项
    pub struct OtherMatters {
        operating: OperatingCosts = "机关运行经费",
        procurement: Procurement = "政府采购",
        assets: Assets = "国有资产",
        management: Management = "预算绩效管理",
        prior: PriorYear = "上年数",
        approval: Approval = "公开审签",
    }
}

choice! {
    /// Whether the report ends with who reviewed and signed it.
    pub enum ApprovalBlock {
        Printed = "printed" "印出",
        Omitted = "omitted" "不印",
    }
}

record! {
    /// Approval (公开审签): the review for secrecy before publication; who signed stands with the signatures.
    pub struct Approval {
        block: Option<ApprovalBlock> = "报告末尾的审签栏",
        opinion: LongText = "保密审查意见",
        reviewer: Text = "保密审查人",
        reviewed_on: Date = "保密审查日期",
    }
}

record! {
    /// 机关运行经费
    pub struct OperatingCosts {
        amount: Amount = "机关运行经费",
        prior: Amount = "上年机关运行经费",
        reason: LongText = "机关运行经费变动原因",
    }
}

record! {
    /// 政府采购支出
    pub struct Procurement {
        total: Amount = "政府采购支出总额",
        goods: Amount = "货物",
        works: Amount = "工程",
        services: Amount = "服务",
        small_medium: Amount = "授予中小企业合同金额",
        small_micro: Amount = "其中：授予小微企业合同金额",
        reserved: Reserved = "预留采购",
    }
}

record! {
    /// Procurement reserved for small firms (面向中小企业预留), and what they won of it and besides.
    pub struct Reserved {
        small_medium: Amount = "面向中小企业预留采购项目预算金额",
        small_micro: Amount = "面向小微企业预留采购项目预算金额",
        won_small_medium: Amount = "预留项目中由中小企业中标或成交的金额",
        won_small_micro: Amount = "预留项目中由小微企业中标或成交的金额",
        won_other: Amount = "其他项目中由中小企业中标或成交的金额",
    }
}

record! {
    /// 国有资产占有使用情况
    pub struct Assets {
        as_of: Date = "资产截止日期",
        vehicles: Count = "车辆总数",
        provincial: Count = "部级领导干部用车",
        leader: Count = "主要负责人用车",
        confidential: Count = "机要通信用车",
        emergency: Count = "应急保障用车",
        enforcement: Count = "执法执勤用车",
        technical: Count = "特种专业技术用车",
        retired: Count = "离退休干部用车",
        other: Count = "其他用车",
        equipment: Count = "单价100万元（含）以上设备（台、套）",
    }
}

impl Assets {
    /// The vehicles by use, in the order of the national list.
    pub fn by_use(&self) -> [Count; 8] {
        [
            self.provincial,
            self.leader,
            self.confidential,
            self.emergency,
            self.enforcement,
            self.technical,
            self.retired,
            self.other,
        ]
    }
}

record! {
    /// 预算绩效管理
    pub struct Management {
        assessed: Count = "事前绩效评估项目数",
        assessed_names: Text = "事前绩效评估的项目名称",
        with_targets: Count = "编制绩效目标项目数",
        monitored: Count = "绩效监控项目数",
        department_report: Text = "部门整体绩效自评报告的名称",
        special_report: Text = "专项预算项目绩效自评报告的名称",
    }
}

record! {
    /// Last year's figures that stand in no other tab.
    pub struct PriorYear {
        gpb_total: Amount = "上年一般公共预算财政拨款支出",
        basic: Amount = "上年基本支出",
        project: Amount = "上年项目支出",
        personnel: Amount = "上年人员经费",
        public: Amount = "上年公用经费",
        fund_total: Amount = "上年政府性基金预算支出",
        soc_total: Amount = "上年国有资本经营预算支出",
        closing: FundSplit = "上年年末结转和结余",
        adjustment: Aside<OpeningAdjustment> = "年初调整",
    }
}

record! {
    /// What last year's closing balance was changed by before this year began (年初调整), as by an audit.
    pub struct OpeningAdjustment {
        gpb: Amount = "一般公共预算财政拨款",
        fund: Amount = "政府性基金预算财政拨款",
        soc: Amount = "国有资本经营预算财政拨款",
        other: Amount = "其他资金",
        reason: LongText = "年初调整的原因",
    }
}

impl OpeningAdjustment {
    pub fn parts(&self) -> [Amount; 4] {
        [self.gpb, self.fund, self.soc, self.other]
    }
}
