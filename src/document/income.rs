//! Income (收入): by functional item and source.

use crate::money::Money;

use super::{
    list::List,
    record::record,
    value::{Amount, FunctionalCode, LongText},
};

record! {
    /// 收入
    pub struct Income {
        lines: List<IncomeLine> = "收入明细",
        non_fiscal_surplus: Amount = "使用非财政拨款结余（含专用结余）",
        opening: FundSplit = "年初结转和结余",
        prior_total: Amount = "上年收入支出总计",
        prior_fiscal_total: Amount = "上年财政拨款收入支出总计",
        reason: LongText = "收入支出总计变动原因",
        fiscal_reason: LongText = "财政拨款收支变动原因",
    }
}

record! {
    /// One item's income by source.
    pub struct IncomeLine {
        item: FunctionalCode = "科目编码",
        gpb: Amount = "一般公共预算财政拨款收入",
        fund: Amount = "政府性基金预算财政拨款收入",
        soc: Amount = "国有资本经营预算财政拨款收入",
        superior: Amount = "上级补助收入",
        business: Amount = "事业收入",
        operating: Amount = "经营收入",
        affiliate: Amount = "附属单位上缴收入",
        other: Amount = "其他收入",
    }
}

impl IncomeLine {
    /// From all sources; `None` if all are blank.
    pub fn total(&self) -> Amount {
        let fiscal = [self.gpb, self.fund, self.soc];
        let rest = [self.superior, self.business, self.operating, self.affiliate, self.other];
        Money::sum_of(fiscal.into_iter().chain(rest))
    }
}

record! {
    /// An amount by the nature of its money.
    pub struct FundSplit {
        gpb: Amount = "一般公共预算财政拨款",
        fund: Amount = "政府性基金预算财政拨款",
        soc: Amount = "国有资本经营预算财政拨款",
        other: Amount = "其他资金",
    }
}

impl FundSplit {
    pub fn parts(&self) -> [Amount; 4] {
        [self.gpb, self.fund, self.soc, self.other]
    }
}
