//! What stands beside the accounts: codes that the user added or renamed, totals as published, texts that could not be
//! read, and the limits of the checks.

use rust_decimal::Decimal;

use crate::{
    money::Money,
    percent::{Direction, Growth, Ratio},
};

use super::{
    record::record,
    value::{Amount, LongText, Number, Text, choice},
};

choice! {
    /// Which classification a code belongs to.
    pub enum Axis {
        Functional = "functional" "功能分类",
        Economic = "economic" "经济分类",
    }
}

record! {
    /// A code that the user added or renamed for this year.
    pub struct OwnCode {
        axis: Option<Axis> = "分类",
        code: Text = "编码",
        name: Text = "名称",
    }
}

record! {
    /// A total as published beside the rows that should add up to it.
    pub struct PublishedFigure {
        cell: Text = "表格位置",
        amount: Amount = "报告上印的数",
    }
}

record! {
    /// A text that could not be read as the value of its cell, which is blank; kept so that nothing typed is lost.
    ///
    /// `former` is the value, in stored form, that stood in the cell of a file although the text was shown there:
    /// former versions left it behind the text.
    pub struct UnreadableEntry {
        cell: Text = "位置",
        text: LongText = "输入的内容",
        former: Text = "文件中原有的数",
    }
}

record! {
    /// Local policy: the limits that the plausibility checks use. Blank means the usual value.
    pub struct Parameters {
        reason_percent: Number = "变动多少％须说明原因（默认10）",
        reason_amount: Amount = "变动多少金额须说明原因",
        reception_min: Amount = "人均接待费下限",
        reception_max: Amount = "人均接待费上限",
        vehicle_running_max: Amount = "每辆车运行费上限",
        execution_percent: Number = "执行率低于多少％须说明（默认90）",
        over_target_percent: Number = "超目标多少％须说明（默认30）",
        magnitude_factor: Number = "超过上年多少倍视为异常（默认10）",
        procurement_limit: Amount = "采购限额",
        per_head_percent: Number = "人均经费变动多少％提示（默认30）",
    }
}

impl Parameters {
    /// A change of this much needs a reason.
    pub const REASON_AMOUNT: Money = Money::from_fen(1_000_000);
    /// Less than this for a guest is odd.
    pub const RECEPTION_MIN: Money = Money::from_fen(2_000);
    /// More than this for a guest is odd.
    pub const RECEPTION_MAX: Money = Money::from_fen(15_000);
    /// More than this for a vehicle is odd.
    pub const VEHICLE_RUNNING_MAX: Money = Money::from_fen(5_000_000);
    /// Purchases below this need no procurement.
    pub const PROCUREMENT_LIMIT: Money = Money::ZERO;

    /// Whether a change is so large that its reason must be told: 10 % or 1 万元 unless the document says otherwise.
    /// Anything on nothing is, but not what is too small to be seen in print.
    pub fn reason_is_due(&self, growth: Growth) -> bool {
        let (Some(change), Some(direction)) = (growth.change, growth.direction()) else { return false };
        match (direction, growth.rate) {
            (Direction::Equal | Direction::Near, _) => false,
            (_, Ratio::Percent(percent)) => {
                self.amount_is_large(change) || percent.value().abs() >= self.large_percent()
            }
            _ => true,
        }
    }

    /// The same for a `change` from `base`.
    pub fn difference_needs_reason(&self, change: Money, base: Money) -> bool {
        let enough = self.large_percent() * base.yuan().abs();
        let is_large = || self.amount_is_large(change) || change.yuan().abs() * Decimal::ONE_HUNDRED >= enough;
        !change.rounded_to_wan2().is_zero() && is_large()
    }

    fn amount_is_large(&self, change: Money) -> bool {
        change.abs() >= self.reason_amount.unwrap_or(Self::REASON_AMOUNT)
    }

    fn large_percent(&self) -> Decimal {
        self.reason_percent.0.unwrap_or(Decimal::TEN)
    }
}
