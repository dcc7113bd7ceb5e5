//! Operating costs, procurement, assets, performance management, the review before publication.

use super::{Computed, Form, FormName, Item, LabelledPlace, Part, Section, absence, field, has_entries, required};
use crate::{
    address::{MeasureKey, SmallFirms, YearOnYear},
    at,
    document::Document,
    figures::Figures,
};

pub(super) static FORM: Form = Form {
    name: FormName::Other,
    parts: &[
        Part { name: "运行与采购", sections: SPENDING },
        Part { name: "资产与绩效管理", sections: ASSETS },
        Part { name: "公开审签", sections: APPROVAL },
    ],
    has_begun,
};

const SPENDING: &[Section] = &[
    Section::new(
        "机关运行经费",
        "行政单位和参公单位的公用经费；事业单位不涉及，填 0。",
        &[
            required(at!(other.operating.amount)),
            Item::Computed("比上年", Computed::Measure(MeasureKey::Growth(YearOnYear::Operating))),
            field(at!(other.operating.reason)),
        ],
    ),
    Section::new(
        "政府采购",
        "本年政府采购支出；货物、工程、服务都填了（没有的填 0），总额不必填；小微企业含在中小企业内。",
        &[
            Item::Absence(absence::PROCUREMENT),
            field(at!(other.procurement.goods)),
            field(at!(other.procurement.works)),
            field(at!(other.procurement.services)),
            required(at!(other.procurement.total)),
            Item::Computed("三类之和", Computed::Measure(MeasureKey::ProcurementTotal)),
            field(at!(other.procurement.small_medium)),
            share("中小企业占采购总额", SmallFirms::SmallMedium),
            field(at!(other.procurement.small_micro)),
            share("小微企业占采购总额", SmallFirms::SmallMicro),
        ],
    ),
    Section::new(
        "预留采购",
        "面向中小企业预留的采购项目；公开样式不要求时可以不填。",
        &[
            Item::Absence(absence::RESERVED_PROCUREMENT),
            field(at!(other.procurement.reserved.small_medium)),
            field(at!(other.procurement.reserved.small_micro)),
            field(at!(other.procurement.reserved.won_small_medium)),
            field(at!(other.procurement.reserved.won_small_micro)),
            field(at!(other.procurement.reserved.won_other)),
        ],
    ),
];

const ASSETS: &[Section] = &[
    Section::new(
        "国有资产",
        "年末占有使用的车辆和大型设备；各类用车都填了（没有的填 0），总数不必填。",
        &[
            Item::Absence(absence::ASSETS),
            required(at!(other.assets.as_of)),
            Item::Fields(&[at!(other.assets)], vehicle_uses),
            required(at!(other.assets.vehicles)),
            required(at!(other.assets.equipment)),
        ],
    ),
    Section::new(
        "预算绩效管理",
        "报告中写明的项目个数；没有的填 0。",
        &[
            field(at!(other.management.assessed)),
            field(at!(other.management.assessed_names)),
            field(at!(other.management.with_targets)),
            field(at!(other.management.monitored)),
            field(at!(other.management.department_report)),
            field(at!(other.management.special_report)),
        ],
    ),
];

const APPROVAL: &[Section] = &[Section::new(
    "公开审签",
    "选“印出”后，报告末尾多一页：保密审查意见，以及编制、复核、负责人的姓名和日期；签批失效的留作手签。",
    &[
        field(at!(other.approval.block)),
        field(at!(other.approval.opinion)),
        field(at!(other.approval.reviewer)),
        field(at!(other.approval.reviewed_on)),
    ],
)];

const fn share(label: &'static str, of: SmallFirms) -> Item {
    Item::Computed(label, Computed::Measure(MeasureKey::ProcurementShare(of)))
}

/// Last year's figures stand on another page.
fn has_begun(document: &Document) -> bool {
    let other = &document.other;
    has_entries(&other.operating, at!(other.operating), &[at!(other.operating.prior)])
        || has_entries(&other.procurement, at!(other.procurement), &[])
        || has_entries(&other.assets, at!(other.assets), &[])
        || has_entries(&other.management, at!(other.management), &[])
        || has_entries(&other.approval, at!(other.approval), &[])
}

fn vehicle_uses(figures: &Figures) -> Vec<LabelledPlace> {
    let uses = figures.profile.vehicle_uses(&figures.document);
    uses.into_iter().map(|of| LabelledPlace { place: of.place, label: of.words.clone() }).collect()
}
