//! What travels with the file and is set once: unit and precision of the amounts, what is published (公开样式), limits of
//! the checks, own codes.

use super::{Behind, Field, Form, FormName, Grid, GridName, Item, Own, Part, Section, field, unit};
use crate::{
    at,
    document::{Parameters, Path, Publication},
    money::Money,
    templates::{Annex, Profile},
};

pub(super) static FORM: Form = Form {
    name: FormName::Settings,
    parts: &[
        Part { name: "单位和精度", sections: AMOUNTS },
        Part { name: "公开样式", sections: PUBLISHED_FORM },
        Part { name: "审核参数", sections: PARAMETERS },
        Part { name: "自定义科目", sections: CODES },
    ],
    // What amounts mean has to be said once some are there.
    has_begun: unit::has_begun,
};

const AMOUNTS: &[Section] = &[Section::new(
    "单位和精度",
    "新建时按“从账上录”或“照已公开的报告录”填好，一般不用改；可随时更改，已录入的金额都不变。",
    &[
        Field::new(at!(unit.entry_unit)).helped("只管键入和显示按元还是按万元，已录入的金额不变").item(),
        Field::new(at!(unit.precision))
            .helped("选“元级”，各项之和必须分毫不差；选万元两位，允许四舍五入的尾差，并可核对报告上印的数")
            .required()
            .item(),
    ],
)];

const PUBLISHED_FORM: &[Section] = &[Section::new(
    "公开样式",
    "空白即照地区样式；填了的是本文件与样式不同之处，随文件保存。不公开的表和附件不印，也不要求填写。",
    &[
        Item::Own(Own::PublishedFormStanding, &[]),
        usual(at!(form.three_public_basis), |preset| preset.three_public_basis.label()),
        usual(at!(form.tables_place), |preset| preset.tables_place().label()),
        usual(at!(form.zeros), |preset| preset.zeros.label()),
        usual(at!(form.zero_details), |preset| preset.zero_details.label()),
        usual(at!(form.charts), |preset| published(preset.has_charts)),
        usual(at!(form.percent), |preset| preset.numbers.percent.label()),
        usual(at!(form.separators), |preset| preset.numbers.separators.label()),
        usual(at!(form.small_amounts), |preset| preset.numbers.small_amounts.label()),
        usual(at!(form.self_evaluation), |preset| publication(preset, Annex::SelfEvaluation)),
        usual(at!(form.score_table), |preset| publication(preset, Annex::ScoreTable)),
        usual(at!(form.target_table), |preset| publication(preset, Annex::TargetTable)),
        usual(at!(form.special), |preset| publication(preset, Annex::Special)),
        Grid::new(GridName::PublishedForms, &[at!(form.tables)]).item(),
    ],
)];

/// A field with what the preset of the region says.
const fn usual(place: Path, of: fn(&Profile) -> &'static str) -> Item {
    Field::new(place).followed_by(Behind::Preset(of)).item()
}

fn publication(preset: &Profile, annex: Annex) -> &'static str {
    published(preset.has_annex(annex))
}

fn published(is_published: bool) -> &'static str {
    if is_published { Publication::Published.label() } else { Publication::Omitted.label() }
}

const PARAMETERS: &[Section] = &[Section::new(
    "审核参数",
    "本地规定与默认值不同时才填；空白按默认值审核。",
    &[
        field(at!(parameters.reason_percent)),
        limit(at!(parameters.reason_amount), Parameters::REASON_AMOUNT),
        limit(at!(parameters.reception_min), Parameters::RECEPTION_MIN),
        limit(at!(parameters.reception_max), Parameters::RECEPTION_MAX),
        limit(at!(parameters.vehicle_running_max), Parameters::VEHICLE_RUNNING_MAX),
        field(at!(parameters.execution_percent)),
        field(at!(parameters.over_target_percent)),
        field(at!(parameters.magnitude_factor)),
        limit(at!(parameters.procurement_limit), Parameters::PROCUREMENT_LIMIT),
        field(at!(parameters.per_head_percent)),
    ],
)];

const CODES: &[Section] = &[Section::new(
    "自定义科目",
    "本年度新增或改名的科目，编码与已有的相同即改名；分类空白即功能分类。",
    &[Item::Help("录入后即可在各页的科目列表中选用。"), Grid::new(GridName::OwnCodes, &[at!(codes)]).filling(0).item()],
)];

const fn limit(place: Path, usual: Money) -> Item {
    Field::new(place).followed_by(Behind::Usual(usual)).item()
}
