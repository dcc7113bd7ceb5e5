//! Projects, the score table (附表1), the texts of the self-evaluation.

use super::{Form, FormName, Grid, GridName, Item, Own, Part, Section};
use crate::{
    address::MeasureKey,
    at,
    document::{Document, Path},
};

pub(super) static FORM: Form = Form {
    name: FormName::Performance,
    parts: &[
        Part { name: "项目", sections: PROJECTS },
        Part { name: "打分表", sections: SCORES },
        Part { name: "自评文字", sections: TEXTS },
    ],
    has_begun: |document: &Document| !document.performance.projects.is_empty(),
};

const PROJECTS: &[Section] = &[Section::new(
    "项目清单",
    "每个项目一行；执行数按资金来源填列，执行数合计、执行率和预算执行得分自动算出",
    &[Item::Own(Own::Projects, &[at!(performance.projects)])],
)];

const SCORES: &[Section] = &[
    Section::new(
        "附表1 部门预算绩效自评打分表",
        "一、二级指标相同的行只写一次也可以；得分不能超过分值",
        &[
            Item::Own(Own::LoadScores, &[]),
            Grid::new(GridName::ScoreItems, &[at!(performance.score_items)])
                .with_measures(|key| matches!(key, MeasureKey::ScorePoints))
                .item(),
        ],
    ),
    Section::new(
        "得分",
        "",
        &[Grid::new(GridName::ScoreResult, &[at!(performance.deduction)])
            .with_measures(|key| matches!(key, MeasureKey::ScoreSum | MeasureKey::ScoreTotal))
            .item()],
    ),
    Section::new(
        "分组分值",
        "二级指标空着的一行是一级指标本身的分值",
        &[Grid::new(GridName::ScoreGroups, &[at!(performance.score_groups)])
            .with_measures(|key| matches!(key, MeasureKey::ScoreGroup(_)))
            .item()],
    ),
];

const TEXTS: &[Section] = &[Section::new("", "", &[Item::Own(Own::AssessmentTexts, &[at!(performance.texts)])])];

pub(super) fn required(document: &Document) -> Vec<Path> {
    let rows = 0..document.performance.projects.len();
    rows.flat_map(|i| {
        [
            at!(performance.projects[i].name),
            at!(performance.projects[i].item),
            at!(performance.projects[i].adjusted_budget),
            at!(performance.projects[i].fiscal),
        ]
    })
    .collect()
}
