//! Projects, the score table (附表1), published scores, the texts of the self-evaluation.

use super::{Behind, Field, Form, FormName, Grid, GridName, Item, Own, Part, Section, field};
use crate::{
    address::MeasureKey,
    at,
    document::{Document, Grade, Path},
    figures::Figures,
};

pub(super) static FORM: Form = Form {
    name: FormName::Performance,
    parts: &[
        Part { name: "项目", sections: PROJECTS },
        Part { name: "打分表", sections: SCORES },
        Part { name: "报告上印的数", sections: STATED },
        Part { name: "自评文字", sections: TEXTS },
    ],
    has_begun: |document: &Document| !document.performance.projects.is_empty(),
};

const PROJECTS: &[Section] = &[Section::new(
    "项目清单",
    "每个项目一行；执行数按资金来源填列，执行数合计和执行率自动算出",
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

const STATED: &[Section] = &[
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
        "附件2 评价选点",
        "",
        &[field(at!(performance.sampling.points)), field(at!(performance.sampling.sampled))],
    ),
];

const TEXTS: &[Section] = &[Section::new("", "", &[Item::Own(Own::AssessmentTexts, &[at!(performance.texts)])])];

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
