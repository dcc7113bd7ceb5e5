//! The department, its bodies, staff and duties.

use super::{
    Field, Form, FormName, Grid, GridName, Item, Part, Section, absence, field, has_entries, required, required_with,
};
use crate::{
    at,
    document::{Document, Path},
    figures::Figures,
    templates::Annex,
};

pub(super) static FORM: Form =
    Form { name: FormName::Unit, parts: &[Part { name: "概况", sections: SECTIONS }], has_begun };

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
        "下属二级预算单位的个数，没有的填 0；三类都填了，总数不必填。",
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
            field(at!(unit.staff.prior_actual)),
        ],
    ),
    Section::new(
        "职责",
        "按三定方案填写，每段一行；重点工作写当年实际完成的事项。",
        &[required(at!(unit.duties)), field(at!(unit.year_work))],
    ),
];

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
