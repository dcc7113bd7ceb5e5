//! The department itself (概况): its units, staff and duties.

use super::{
    list::List,
    record::record,
    value::{Count, Date, LongText, Text, choice},
};

choice! {
    /// What kind of unit the department itself is.
    pub enum UnitType {
        Administrative = "administrative" "行政单位（含群团机关）",
        CivilService = "civil_service" "参照公务员法管理的事业单位",
        Institution = "institution" "其他事业单位",
    }
}

choice! {
    /// The region whose wording and order of parts the report follows.
    pub enum Region {
        Sichuan = "sichuan" "四川省",
        National = "national" "全国样表",
        Shanghai = "shanghai" "上海市",
    }
}

choice! {
    /// The unit in which amounts are typed and shown.
    pub enum EntryUnit {
        Wan = "wan" "万元",
        Yuan = "yuan" "元",
    }
}

choice! {
    /// How exact the source of the figures is; it decides how large a rounding tail may be.
    pub enum Precision {
        /// From the books, to the 分: sums must agree exactly.
        Fen = "fen" "元级（精确到分）",
        /// From a published table: 万元 with two decimals, sums may show a tail.
        WanTwo = "wan2" "万元两位（取自已公开的表）",
    }
}

choice! {
    /// The budget with which actual spending is compared; the report prints which one.
    pub enum BudgetBasis {
        /// 全年（调整）预算
        Adjusted = "adjusted" "全年预算",
        Initial = "initial" "年初预算",
    }
}

choice! {
    /// The level of a budget unit, as a text states it.
    pub enum BudgetLevel {
        /// 二级
        Second = "second" "二级预算单位",
        /// 一级
        First = "first" "一级预算单位",
    }
}

choice! {
    /// How the department keeps its posts and accounts, as the self-evaluation (附件1) states it.
    pub enum Accounting {
        Independent = "independent" "独立编制、独立核算",
        OwnPosts = "own_posts" "独立编制、集中核算",
        Joint = "joint" "非独立编制、集中核算",
    }
}

record! {
    /// 概况
    pub struct Unit {
        department: Text = "部门名称",
        year: Count = "年度",
        unit_type: Option<UnitType> = "单位类型",
        region: Option<Region> = "地区模板",
        entry_unit: Option<EntryUnit> = "录入单位",
        precision: Option<Precision> = "数据精度",
        budget_basis: Option<BudgetBasis> = "完成预算的口径",
        approved_on: Date = "财政批复日期",
        published_on: Date = "公开日期",
        subunits: SubUnits = "机构设置",
        members: List<MemberUnit> = "所属单位",
        accounting: Option<Accounting> = "编制和核算",
        attachment_subunits: StatedSubUnits = "附件1所述机构",
        staff: Staff = "人员",
        duties: LongText = "部门职责",
        year_work: LongText = "本年重点工作",
    }
}

record! {
    /// 下属二级预算单位
    pub struct SubUnits {
        declared: Count = "下属二级预算单位总数",
        administrative: Count = "行政单位",
        civil_service: Count = "参公事业单位",
        institution: Count = "其他事业单位",
        consolidated: Count = "纳入决算编制范围的单位数",
    }
}

record! {
    /// The counts that the self-evaluation states in its own words; normally blank, because they are taken from “机构设置”.
    pub struct StatedSubUnits {
        level: Option<BudgetLevel> = "附件1所述预算级次",
        declared: Count = "附件1所述下属单位总数",
        administrative: Count = "附件1所述行政单位",
        civil_service: Count = "附件1所述参公事业单位",
        institution: Count = "附件1所述其他事业单位",
    }
}

record! {
    /// One of the units whose accounts are part of these, the department itself among them.
    pub struct MemberUnit {
        name: Text = "单位名称",
        kind: Option<UnitType> = "单位类型",
        remark: Text = "备注",
    }
}

record! {
    /// 人员概况
    pub struct Staff {
        establishment: StaffKinds = "核定编制",
        actual: StaffKinds = "实有在职",
        retired: Count = "退休人数",
        veteran: Count = "离休人数",
        prior_actual: Count = "上年在职人数",
    }
}

record! {
    /// Persons by kind, and the total as stated.
    pub struct StaffKinds {
        total: Count = "合计",
        civil_servant: Count = "公务员",
        worker: Count = "工勤",
        institution: Count = "事业人员",
    }
}
