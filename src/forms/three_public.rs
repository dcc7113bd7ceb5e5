//! The three public expenses (公开13表): budget and actual; delegations, vehicles, receptions; why they changed.

use super::{Computed, Form, FormName, Grid, GridName, Item, Own, Part, Section, absence, field, has_entries};
use crate::{
    address::{MeasureKey, PerHead},
    at,
    document::Path,
};

pub(super) static FORM: Form = Form {
    name: FormName::ThreePublic,
    parts: &[Part { name: "三公经费", sections: SECTIONS }],
    has_begun: |document| has_entries(&document.three_public, at!(three_public), &PRIOR),
};

/// Entered on the page of last year.
const PRIOR: [Path; 5] = [
    at!(three_public.prior.abroad),
    at!(three_public.prior.vehicle_purchase),
    at!(three_public.prior.vehicle_running),
    at!(three_public.prior.reception_domestic),
    at!(three_public.prior.reception_foreign),
];

const SECTIONS: &[Section] = &[
    Section::new(
        "三公经费",
        "只填财政拨款安排的三公经费，没有的填 0；预算数为全年预算数，上年数在“单位与上年”。",
        &[
            Item::Own(Own::ThreePublicBudgetsAsSpent, &[]),
            Grid::new(GridName::ThreePublicAmounts, &[at!(three_public.budget), at!(three_public.actual)])
                .with_cells(|_| vec![at!(three_public.actual.abroad)])
                .with_measures(|key| {
                    matches!(
                        key,
                        MeasureKey::ThreePublicShare(_)
                            | MeasureKey::ThreePublicCompletion(_)
                            | MeasureKey::ThreePublicPrior(_)
                            | MeasureKey::ThreePublicGrowth(_)
                    )
                })
                .item(),
        ],
    ),
    Section::new(
        "因公出国（境）",
        "全年组团和参团的团组数、人次；没有的填 0。",
        &[
            Item::Absence(absence::ABROAD),
            field(at!(three_public.abroad_groups)),
            field(at!(three_public.abroad_persons)),
        ],
    ),
    Section::new(
        "公务用车",
        "当年购置的辆数和金额、年末保有量，没有的填 0；合计由程序相加。",
        &[
            Item::Absence(absence::VEHICLES_BOUGHT),
            Item::Absence(absence::VEHICLES),
            Grid::new(GridName::Vehicles, &[at!(three_public.vehicles_bought), at!(three_public.vehicles_held)])
                .with_cells(|_| vec![at!(three_public.vehicles_held.total)])
                .item(),
            field(at!(three_public.vehicle_note)),
        ],
    ),
    Section::new(
        "公务接待",
        "逐批列出接待对象、事由、批次、人次和金额；类别空白即国内接待；批次、人次和金额都列了，下面的合计和上面的接待费不必填。",
        &[
            Item::Absence(absence::RECEPTIONS),
            Item::Absence(absence::FOREIGN_RECEPTIONS),
            Grid::new(GridName::Receptions, &[at!(three_public.receptions)])
                .with_measures(|key| matches!(key, MeasureKey::DomesticBatches | MeasureKey::DomesticPersons))
                .item(),
            field(at!(three_public.domestic_batches)),
            field(at!(three_public.domestic_persons)),
            field(at!(three_public.foreign_batches)),
            field(at!(three_public.foreign_persons)),
            field(at!(three_public.reception_purpose)),
            field(at!(three_public.reception_compliance)),
            Item::Computed("人均国内接待费", Computed::Measure(MeasureKey::PerHead(PerHead::Reception))),
        ],
    ),
    Section::new(
        "变动原因",
        "与预算和上年相比变动的原因；没有发生的写明未安排。",
        &[
            field(at!(three_public.budget_reason)),
            field(at!(three_public.total_reason)),
            field(at!(three_public.abroad_reason)),
            field(at!(three_public.vehicle_reason)),
            field(at!(three_public.reception_reason)),
        ],
    ),
];
