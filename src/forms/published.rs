//! What an already published report says otherwise (核对已公开报告): totals as printed, and what its annexes state.
//!
//! For a report that is still to be written there is nothing to enter here: each figure is typed once on its page, and
//! its total follows.

use super::{Behind, Field, Form, FormName, Grid, GridName, Item, Own, Part, Section, field, has_entries};
use crate::{
    address::MeasureKey,
    at,
    document::{Grade, Path},
    figures::{Figures, Summed},
};

pub(super) static FORM: Form = Form {
    name: FormName::Published,
    parts: &[
        Part { name: "表中的合计", sections: TABLES },
        Part { name: "其他合计", sections: TOTALS },
        Part { name: "附件和文字所述", sections: STATED },
    ],
    has_begun: |_| false,
};

/// Whether the page is needed without being asked for: figures were taken from a published report, or something of one
/// stands there.
pub fn is_needed(figures: &Figures) -> bool {
    let document = &figures.document;
    let performance = &document.performance;
    document.is_wan_two()
        || !document.published.is_empty()
        || document.expenditure.published_budget.is_some()
        || has_entries(&document.unit.attachment_subunits, at!(unit.attachment_subunits), &[])
        || has_entries(&performance.stated_scores, at!(performance.stated_scores), &[])
        || has_entries(&performance.stated_projects, at!(performance.stated_projects), &[])
        || has_entries(&performance.sampling, at!(performance.sampling), &[])
        || performance.projects.iter().any(|project| project.stated_level.is_some())
        || figures.totals().any(|(_, summed)| summed.differs && !summed.is_of_detail())
}

/// Whether a total was entered although its parts are there.
pub fn has_total(figures: &Figures) -> bool {
    stated_totals(figures).any(|(_, summed)| !summed.is_computed)
}

/// The totals that may have been printed otherwise. What lines sum up of the detail stands beside it, but for figures of
/// a published report: there it is entered as printed.
pub fn stated_totals(figures: &Figures) -> impl Iterator<Item = (Path, &Summed)> {
    let is_published = figures.document.is_wan_two();
    figures.totals().filter(move |(_, summed)| is_published || !summed.is_of_detail())
}

const TABLES: &[Section] = &[Section::new(
    "表中的合计",
    "",
    &[Item::Own(Own::PublishedTotals, &[at!(published), at!(expenditure.published_budget)])],
)
.helped_by(|figures| {
    let help = if figures.document.is_wan_two() {
        "照录已公开的合计：与各项之和的差在四舍五入范围内为尾差，报告照它列示；超出即为不符。清空即删除。"
    } else {
        "本项目为元级数据，合计由各项算出，一般不必填；数字取自已公开的表时，请在“文件”菜单的“本文件的设置”里把数据精度改为万元两位。"
    };
    help.to_owned()
})];

const TOTALS: &[Section] =
    &[Section::new("其他合计", "", &[Grid::new(GridName::StatedTotals, &[]).item()]).helped_by(|figures| {
        let help = if stated_totals(figures).next().is_some() {
            "各项都录入了的合计由程序相加；报告上印的与此不同时，在这里照录，清空即按各项之和。"
        } else {
            "各页的分项还没有录全：单位、人员、车辆、接待、采购、资产的分项录全后，合计列在这里。"
        };
        help.to_owned()
    })];

const STATED: &[Section] = &[
    Section::new(
        "附件1所述机构",
        "照录附件1所写的数，与“单位与上年”的“概况”里的不一致会提示；没有公开的空着。",
        &[
            field(at!(unit.attachment_subunits.level)),
            field(at!(unit.attachment_subunits.declared)),
            field(at!(unit.attachment_subunits.administrative)),
            field(at!(unit.attachment_subunits.civil_service)),
            field(at!(unit.attachment_subunits.institution)),
        ],
    ),
    Section::new(
        "公开的自评得分",
        "照公开文字填写，用来核对前后是否一致；没有公开的空着",
        &[
            stated(at!(performance.stated_scores.table_total), derived_score),
            stated(at!(performance.stated_scores.section_ten), derived_score),
            stated(at!(performance.stated_scores.attachment), derived_score),
            stated(at!(performance.stated_scores.special), |_| "分".to_owned()),
            stated(at!(performance.stated_scores.grade), derived_grade),
        ],
    ),
    Section::new(
        "公开的项目个数与金额",
        "照附件1和说明十（四）填写",
        &[
            field(at!(performance.stated_projects.permanent_count)),
            field(at!(performance.stated_projects.permanent_amount)),
            field(at!(performance.stated_projects.stage_count)),
            field(at!(performance.stated_projects.stage_amount)),
            field(at!(performance.stated_projects.surplus_count)),
            field(at!(performance.stated_projects.section_ten_level)),
            field(at!(performance.stated_projects.section_ten_amount)),
            field(at!(performance.stated_projects.budget_income)),
            field(at!(performance.stated_projects.budget_expenditure)),
        ],
    ),
    Section::new(
        "公开文字所称的项目级次",
        "",
        &[Grid::new(GridName::StatedLevels, &[at!(performance.projects[0].stated_level)]).item()],
    )
    .shown_if(|figures| !figures.document.performance.projects.is_empty()),
    Section::new(
        "附件2 评价选点",
        "",
        &[field(at!(performance.sampling.points)), field(at!(performance.sampling.sampled))],
    ),
];

const fn stated(place: Path, behind: fn(&Figures) -> String) -> Item {
    Field::new(place).followed_by(Behind::Words(behind)).item()
}

fn derived_score(figures: &Figures) -> String {
    let score = figures.measures.number(MeasureKey::ScoreTotal);
    score.map_or("分".to_owned(), |score| format!("分　打分表算出 {}", score.normalize()))
}

fn derived_grade(figures: &Figures) -> String {
    let score = figures.measures.number(MeasureKey::ScoreTotal);
    score.map(|score| format!("按得分应为“{}”", Grade::of(score).label())).unwrap_or_default()
}
