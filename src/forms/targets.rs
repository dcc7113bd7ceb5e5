//! The self-evaluation of the whole department (附表2).

use super::{Field, Form, FormName, Grid, GridName, Part, Required, Section, has_entries};
use crate::{at, templates::Annex};

pub(super) static FORM: Form = Form {
    name: FormName::Targets,
    parts: &[Part { name: "目标完成表", sections: SECTIONS }],
    has_begun: |document| has_entries(&document.targets, at!(targets), &[]),
};

const GOAL_LINES: usize = 5;
const WITH_TABLE: Required = Required::With(Annex::TargetTable);

const SECTIONS: &[Section] = &[
    Section::new(
        "部门整体支出预算",
        "各科目的预算录全了，取自“支出项目”，不必填；附表2另有口径的，在“核对已公开报告”的“其他合计”里照录",
        &[
            Field::new(at!(targets.budget_fiscal)).labelled("财政拨款").item(),
            Field::new(at!(targets.budget_other)).labelled("其他资金").item(),
            Field::new(at!(targets.budget_total)).labelled("资金总额").required_as(WITH_TABLE).item(),
        ],
    ),
    Section::new(
        "年度总体目标",
        "",
        &[Field::new(at!(targets.overall)).labelled("").with_lines(GOAL_LINES).required_as(WITH_TABLE).item()],
    ),
    Section::new("年度主要任务", "", &[Grid::new(GridName::Tasks, &[at!(targets.tasks)]).item()]),
    Section::new(
        "年度绩效指标",
        "指标性质选 ＝ ≥ ≤ ＞ ＜ 或定性；没达成的写偏差说明",
        &[Grid::new(GridName::Indicators, &[at!(targets.indicators)]).required(WITH_TABLE).item()],
    ),
];
