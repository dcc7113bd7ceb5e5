//! The department, its bodies, staff and duties; and all of last year but the spending by item.

use super::{
    Behind, Field, Form, FormName, Grid, GridName, Item, Part, Section, absence, field, has_entries, required,
    required_with,
};
use crate::{
    address::{MeasureKey, YearOnYear},
    at,
    document::{Document, Path},
    figures::Figures,
    templates::Annex,
};

pub(super) static FORM: Form = Form {
    name: FormName::Unit,
    parts: &[Part { name: "概况", sections: SECTIONS }, Part { name: "上年数", sections: PRIOR }],
    has_begun,
};

const SECTIONS: &[Section] = &[
    Section::new(
        "部门",
        "公开报告的主体、年度和口径；录入单位和数据精度在“文件”菜单的“本文件的设置”中。",
        &[
            required(at!(unit.department)),
            required(at!(unit.year)),
            required(at!(unit.unit_type)),
            field(at!(unit.region)),
            Field::new(at!(unit.budget_basis)).helped("完成预算百分比的分母，报告中会写明").item(),
            field(at!(unit.approved_on)),
            field(at!(unit.published_on)),
        ],
    ),
    Section::new(
        "机构设置",
        "下属二级预算单位的个数，没有的填 0；三类都填了，总数和编制范围不必填；下面列了各单位和类型的，个数由清单数出。",
        &[
            Item::Absence(absence::SUB_UNITS),
            field(at!(unit.subunits.administrative)),
            field(at!(unit.subunits.civil_service)),
            field(at!(unit.subunits.institution)),
            required(at!(unit.subunits.declared)),
            required(at!(unit.subunits.consolidated)),
            field(at!(unit.accounting)),
            Item::Help("所属单位：纳入决算编制范围的单位，包括本级；公开时照列，不列的可以不填。"),
            Grid::new(GridName::Members, &[at!(unit.members)]).item(),
        ],
    ),
    Section::new(
        "人员",
        "年末核定编制数和实有在职人数，按身份分列，没有的填 0；合计由程序相加，人均经费按在职合计计算。",
        &[
            Grid::new(GridName::Staff, &[at!(unit.staff.establishment), at!(unit.staff.actual)])
                .with_cells(staff)
                .item(),
            required_with(Annex::SelfEvaluation, at!(unit.staff.retired)),
            field(at!(unit.staff.veteran)),
        ],
    ),
    Section::new(
        "职责",
        "按三定方案填写，每段一行；重点工作写当年实际完成的事项。",
        &[required(at!(unit.duties)), field(at!(unit.year_work))],
    ),
];

/// Each figure of last year once; spending by item stands with the items.
const PRIOR: &[Section] = &[
    Section::new(
        "上年决算数",
        "取自上年已批复的决算，用于算增减幅度；有上年文件的，用“数据”菜单的“从上年文件填入上年数”。各科目的上年决算数在“支出项目”的“支出明细”里填。",
        &[
            prior(at!(income.prior_total), YearOnYear::Total).required().item(),
            prior(at!(income.prior_fiscal_total), YearOnYear::Fiscal).required().item(),
            prior(at!(other.prior.gpb_total), YearOnYear::GeneralBudget).required().item(),
            prior(at!(other.prior.basic), YearOnYear::Basic).item(),
            prior(at!(other.prior.project), YearOnYear::Project).item(),
            prior(at!(other.prior.personnel), YearOnYear::Personnel).item(),
            prior(at!(other.prior.public), YearOnYear::Public).item(),
            prior(at!(other.prior.fund_total), YearOnYear::GovernmentFund).item(),
            prior(at!(other.prior.soc_total), YearOnYear::StateCapital).item(),
            prior(at!(other.operating.prior), YearOnYear::Operating).required().item(),
            field(at!(unit.staff.prior_actual)),
        ],
    ),
    Section::new(
        "上年“三公”经费决算数",
        "没有的填 0。",
        &[
            required(at!(three_public.prior.abroad)),
            required(at!(three_public.prior.vehicle_purchase)),
            required(at!(three_public.prior.vehicle_running)),
            required(at!(three_public.prior.reception_domestic)),
            required(at!(three_public.prior.reception_foreign)),
        ],
    ),
    Section::new(
        "年初结转和结余",
        "本年年初数由上年年末数加年初调整算出；没有上年年末数的，直接填年初数。没有的填 0，没有调整的空着。",
        &[
            Item::Absence(absence::GOVERNMENT_FUND),
            Item::Absence(absence::STATE_CAPITAL),
            Grid::new(
                GridName::OpeningBalances,
                &[at!(other.prior.closing), at!(other.prior.adjustment), at!(income.opening)],
            )
            .with_cells(|_| vec![at!(income.opening.gpb)])
            .item(),
        ],
    ),
    Section::new(
        "年初调整的原因",
        "写明调整的依据和事项，如审计调整、收回以前年度支出。",
        &[field(at!(other.prior.adjustment.reason))],
    )
    .shown_if(|figures| {
        let adjustment = &figures.document.other.prior.adjustment;
        adjustment.parts().iter().any(Option::is_some) || !adjustment.reason.is_blank()
    }),
];

const fn prior(place: Path, compared: YearOnYear) -> Field {
    Field::new(place).followed_by(Behind::Growth(MeasureKey::Growth(compared)))
}

/// Persons are told of in the self-evaluation only.
fn staff(figures: &Figures) -> Vec<Path> {
    match figures.profile.has_annex(Annex::SelfEvaluation) {
        true => vec![at!(unit.staff.establishment.total), at!(unit.staff.actual.total)],
        false => Vec::new(),
    }
}

/// What the dialog for a new file asks says nothing about the page.
pub(super) fn has_begun(document: &Document) -> bool {
    let of_new_file = [
        at!(unit.department),
        at!(unit.year),
        at!(unit.unit_type),
        at!(unit.region),
        at!(unit.entry_unit),
        at!(unit.precision),
    ];
    has_entries(&document.unit, at!(unit), &of_new_file)
}
