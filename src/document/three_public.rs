//! Journeys abroad, vehicles and receptions (“三公”经费): budget, actual, last year, and the details of each.

use super::{
    list::List,
    record::record,
    value::{Amount, Count, LongText, Text, choice},
};

choice! {
    /// 国内或外事接待
    pub enum ReceptionKind {
        /// 国内公务接待
        Domestic = "domestic" "国内接待",
        Foreign = "foreign" "外事接待",
    }
}

record! {
    /// 三公经费
    pub struct ThreePublic {
        budget: ThreePublicAmounts = "预算数",
        actual: ThreePublicAmounts = "决算数",
        prior: ThreePublicAmounts = "上年三公经费",
        abroad_groups: Count = "因公出国（境）团组数",
        abroad_persons: Count = "因公出国（境）人次",
        vehicles_bought: VehiclesBought = "购置公务用车",
        vehicles_held: VehiclesHeld = "年末公务用车保有量",
        vehicle_note: Text = "公务用车情况说明",
        receptions: List<Reception> = "接待明细",
        domestic_batches: Count = "国内接待批次",
        domestic_persons: Count = "国内接待人次",
        foreign_batches: Count = "外事接待批次",
        foreign_persons: Count = "外事接待人次",
        reception_purpose: LongText = "国内接待主要事由",
        reception_compliance: LongText = "接待合规情况",
        budget_reason: LongText = "三公经费预决算差异原因",
        total_reason: LongText = "三公经费变动原因",
        abroad_reason: LongText = "因公出国（境）费变动原因",
        vehicle_reason: LongText = "公务用车费用变动原因",
        reception_reason: LongText = "公务接待费变动原因",
    }
}

record! {
    /// The five amounts that make up three-public spending.
    pub struct ThreePublicAmounts {
        abroad: Amount = "因公出国（境）费",
        vehicle_purchase: Amount = "公务用车购置费",
        vehicle_running: Amount = "公务用车运行维护费",
        reception_domestic: Amount = "国内公务接待费",
        reception_foreign: Amount = "外事接待费",
    }
}

record! {
    /// Vehicles bought in the year, by type, and the total as stated.
    pub struct VehiclesBought {
        total: Count = "购置辆数合计",
        sedan_count: Count = "轿车辆数",
        sedan_amount: Amount = "轿车金额",
        offroad_count: Count = "越野车辆数",
        offroad_amount: Amount = "越野车金额",
        coach_count: Count = "载客汽车辆数",
        coach_amount: Amount = "载客汽车金额",
    }
}

record! {
    /// Vehicles held at the end of the year, by type, and the total as stated.
    pub struct VehiclesHeld {
        total: Count = "保有量合计",
        sedan: Count = "轿车",
        offroad: Count = "越野车",
        coach: Count = "载客汽车",
    }
}

record! {
    pub struct Reception {
        kind: Option<ReceptionKind> = "类别",
        object: Text = "接待对象",
        content: Text = "事由与开支内容",
        batches: Count = "批次",
        persons: Count = "人次",
        amount: Amount = "金额",
    }
}

impl Reception {
    /// Blank means 国内接待.
    pub fn kind_or_default(&self) -> ReceptionKind {
        self.kind.unwrap_or(ReceptionKind::Domestic)
    }
}
