//! The tabs of the window by name.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// 概况
    #[default]
    Unit,
    /// 收入
    Income,
    /// 支出项目
    Expenditure,
    /// 三公经费
    ThreePublic,
    /// 项目绩效
    Performance,
    /// 目标完成表
    Targets,
    /// 其他事项
    Other,
    /// 报告
    Report,
    /// 附表
    Tables,
    /// 图表
    Charts,
    /// 预览
    Preview,
    /// 审核
    Review,
    /// 往来
    Exchange,
    /// 复核
    Leader,
}

impl Tab {
    /// In the order of the list.
    pub const ALL: [Self; 14] = [
        Self::Unit,
        Self::Income,
        Self::Expenditure,
        Self::ThreePublic,
        Self::Performance,
        Self::Targets,
        Self::Other,
        Self::Report,
        Self::Tables,
        Self::Charts,
        Self::Preview,
        Self::Review,
        Self::Exchange,
        Self::Leader,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Unit => "概况",
            Self::Income => "收入",
            Self::Expenditure => "支出项目",
            Self::ThreePublic => "三公经费",
            Self::Performance => "项目绩效",
            Self::Targets => "目标完成表",
            Self::Other => "其他事项",
            Self::Report => "报告",
            Self::Tables => "附表",
            Self::Charts => "图表",
            Self::Preview => "预览",
            Self::Review => "审核",
            Self::Exchange => "往来",
            Self::Leader => "复核",
        }
    }
}

/// A part of the exchange tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExchangePart {
    /// 批注
    Notes,
    /// 处理说明
    Answers,
    /// 签批
    Signatures,
    /// 比较
    Comparison,
    /// 保存记录
    Saves,
    /// 本机留存
    Generations,
}

impl ExchangePart {
    pub const ALL: [Self; 6] =
        [Self::Notes, Self::Answers, Self::Signatures, Self::Comparison, Self::Saves, Self::Generations];

    pub fn label(self) -> &'static str {
        match self {
            Self::Notes => "批注",
            Self::Answers => "处理说明",
            Self::Signatures => "签批",
            Self::Comparison => "比较",
            Self::Saves => "保存记录",
            Self::Generations => "本机留存",
        }
    }
}
