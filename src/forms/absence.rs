//! What a department may not have had this year (本年没有): one tick instead of a row of zeros.
//!
//! The tick is nothing that is stored: it stands where everything of the matter is zero. Which of the zeros it set
//! itself, and may take back, the document knows ([`Document::filled_by`]).

use crate::{
    at,
    document::{Document, Edit, Entry, FilledBy, Fund, Path, ReceptionKind},
    figures::Figures,
    money::Money,
};

/// A matter that may not exist, and the values that are zero then. No two share a value.
#[derive(Clone, Copy)]
pub struct Absence {
    /// E.g. 因公出国（境）.
    matter: &'static str,
    places: fn(&Figures) -> Vec<Path>,
    /// Whether something beside the values says that it does exist.
    is_denied: fn(&Document) -> bool,
}

pub const ALL: [Absence; 11] = [
    SUB_UNITS,
    GOVERNMENT_FUND,
    STATE_CAPITAL,
    ABROAD,
    VEHICLES_BOUGHT,
    VEHICLES,
    RECEPTIONS,
    FOREIGN_RECEPTIONS,
    PROCUREMENT,
    RESERVED_PROCUREMENT,
    ASSETS,
];

pub const SUB_UNITS: Absence = Absence::new("下属二级预算单位", |_| {
    vec![
        at!(unit.subunits.declared),
        at!(unit.subunits.administrative),
        at!(unit.subunits.civil_service),
        at!(unit.subunits.institution),
    ]
});

pub const GOVERNMENT_FUND: Absence = Absence {
    is_denied: |document| has_fund(document, Fund::Government),
    ..Absence::new("政府性基金预算财政拨款", |_| {
        vec![at!(other.prior.closing.fund), at!(expenditure.closing.fund)]
    })
};

pub const STATE_CAPITAL: Absence = Absence {
    is_denied: |document| has_fund(document, Fund::StateCapital),
    ..Absence::new("国有资本经营预算财政拨款", |_| {
        vec![at!(other.prior.closing.soc), at!(expenditure.closing.soc)]
    })
};

pub const ABROAD: Absence = Absence::new("因公出国（境）", |_| {
    vec![
        at!(three_public.budget.abroad),
        at!(three_public.actual.abroad),
        at!(three_public.abroad_groups),
        at!(three_public.abroad_persons),
    ]
});

pub const VEHICLES_BOUGHT: Absence = Absence::new("公务用车购置", |_| {
    vec![
        at!(three_public.budget.vehicle_purchase),
        at!(three_public.actual.vehicle_purchase),
        at!(three_public.vehicles_bought.total),
        at!(three_public.vehicles_bought.sedan_count),
        at!(three_public.vehicles_bought.sedan_amount),
        at!(three_public.vehicles_bought.offroad_count),
        at!(three_public.vehicles_bought.offroad_amount),
        at!(three_public.vehicles_bought.coach_count),
        at!(three_public.vehicles_bought.coach_amount),
    ]
});

pub const VEHICLES: Absence = Absence::new("公务用车保有和运行维护", |_| {
    vec![
        at!(three_public.budget.vehicle_running),
        at!(three_public.actual.vehicle_running),
        at!(three_public.vehicles_held.total),
        at!(three_public.vehicles_held.sedan),
        at!(three_public.vehicles_held.offroad),
        at!(three_public.vehicles_held.coach),
    ]
});

pub const RECEPTIONS: Absence = Absence {
    is_denied: |document| has_receptions(document, ReceptionKind::Domestic),
    ..Absence::new("国内公务接待", |_| {
        vec![
            at!(three_public.budget.reception_domestic),
            at!(three_public.actual.reception_domestic),
            at!(three_public.domestic_batches),
            at!(three_public.domestic_persons),
        ]
    })
};

pub const FOREIGN_RECEPTIONS: Absence = Absence {
    is_denied: |document| has_receptions(document, ReceptionKind::Foreign),
    ..Absence::new("外事接待", |_| {
        vec![
            at!(three_public.budget.reception_foreign),
            at!(three_public.actual.reception_foreign),
            at!(three_public.foreign_batches),
            at!(three_public.foreign_persons),
        ]
    })
};

pub const PROCUREMENT: Absence = Absence::new("政府采购", |_| {
    vec![
        at!(other.procurement.total),
        at!(other.procurement.goods),
        at!(other.procurement.works),
        at!(other.procurement.services),
        at!(other.procurement.small_medium),
        at!(other.procurement.small_micro),
    ]
});

pub const RESERVED_PROCUREMENT: Absence = Absence::new("预留采购", |_| {
    vec![
        at!(other.procurement.reserved.small_medium),
        at!(other.procurement.reserved.small_micro),
        at!(other.procurement.reserved.won_small_medium),
        at!(other.procurement.reserved.won_small_micro),
        at!(other.procurement.reserved.won_other),
    ]
});

pub const ASSETS: Absence = Absence::new("车辆和大型设备", |figures| {
    let uses = figures.profile.vehicle_uses(&figures.document);
    let uses = uses.into_iter().map(|of| of.place);
    [at!(other.assets.vehicles)].into_iter().chain(uses).chain([at!(other.assets.equipment)]).collect()
});

fn has_fund(document: &Document, fund: Fund) -> bool {
    let is_some = |amount: Option<Money>| amount.is_some_and(|amount| !amount.is_zero());
    let (opening, adjustment) = (&document.income.opening, &document.other.prior.adjustment);
    let brought_forward = match fund {
        Fund::Government => [opening.fund, adjustment.fund],
        Fund::StateCapital => [opening.soc, adjustment.soc],
        Fund::Gpb | Fund::Other => [None; 2],
    };
    brought_forward.into_iter().any(is_some)
        || document.expenditure.lines.iter().any(|line| line.fund == Some(fund) && is_some(line.total()))
        || document.expenditure.carry_over.iter().any(|line| line.fund == Some(fund))
        || document.income.lines.iter().any(|line| match fund {
            Fund::Government => is_some(line.fund),
            Fund::StateCapital => is_some(line.soc),
            Fund::Gpb | Fund::Other => false,
        })
}

fn has_receptions(document: &Document, kind: ReceptionKind) -> bool {
    let of_kind = |reception: &crate::document::Reception| reception.kind_or_default() == kind;
    document.three_public.receptions.iter().any(|reception| {
        of_kind(reception) && (reception.batches.is_some() || reception.persons.is_some() || reception.amount.is_some())
    })
}

impl Absence {
    const fn new(matter: &'static str, places: fn(&Figures) -> Vec<Path>) -> Self {
        Self { matter, places, is_denied: |_| false }
    }

    pub fn label(&self) -> String {
        format!("本年没有{}", self.matter)
    }

    /// Offered while everything of the matter is blank or zero.
    pub fn is_offered(&self, figures: &Figures) -> bool {
        self.may_hold(&figures.document, &(self.places)(figures))
    }

    pub fn is_ticked(&self, figures: &Figures) -> bool {
        let document = &figures.document;
        self.is_offered(figures) && (self.places)(figures).into_iter().all(|place| is_zero(document, place))
    }

    /// Sets the zeros that are not there yet.
    pub fn tick(&self, figures: &Figures) -> Option<Edit> {
        let zeros = (self.places)(figures).into_iter().filter_map(|place| Some((place, zero(place)?)));
        figures.document.fill_blanks(&self.label(), FilledBy::Absent, zeros)
    }

    /// Takes back the zeros that the tick set; `None` when all were typed.
    pub fn untick(&self, figures: &Figures) -> Option<Edit> {
        let edits = blanked(&figures.document, (self.places)(figures));
        (!edits.is_empty()).then(|| Edit::Many { label: format!("取消：{}", self.label()), edits })
    }

    fn may_hold(&self, document: &Document, places: &[Path]) -> bool {
        let is_empty = |place: &Path| {
            is_zero(document, *place)
                || document.entry(*place) == Some(Entry::Blank) && document.unreadable_text(*place).is_none()
        };
        !(self.is_denied)(document) && places.iter().all(is_empty)
    }
}

/// What is typed into a matter that was ticked unticks it: the zeros that the tick set elsewhere go in the same step.
pub fn untick_where_typed(figures: &Figures, edit: Edit) -> Edit {
    let document = &figures.document;
    if document.review.filled.is_empty() {
        return edit;
    }
    let Ok(after) = document.apply(&edit) else { return edit };
    let mut edits = Vec::new();
    for absence in ALL.iter().filter(|absence| absence.is_ticked(figures)) {
        let places = (absence.places)(figures);
        if !absence.may_hold(&after, &places) {
            edits.extend(blanked(&after, places));
        }
    }
    if edits.is_empty() {
        return edit;
    }
    let label = edit.label();
    edits.insert(0, edit);
    Edit::Many { label, edits }
}

/// Makes those blank that a tick filled with zeros.
fn blanked(document: &Document, places: Vec<Path>) -> Vec<Edit> {
    let own = places.into_iter().filter(|place| document.filled_by(*place) == Some(FilledBy::Absent));
    own.filter(|place| is_zero(document, *place)).map(|path| Edit::Set { path, entry: Entry::Blank }).collect()
}

fn is_zero(document: &Document, place: Path) -> bool {
    document.entry(place).is_some_and(|entry| zero(place) == Some(entry))
}

/// The zero of this kind of value.
fn zero(place: Path) -> Option<Entry> {
    use crate::document::Kind;
    match Document::kind_at(place)? {
        Kind::Money => Some(Entry::Money(Money::ZERO)),
        Kind::Count => Some(Entry::Count(0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::money::AmountUnit;

    fn figures(document: &Document) -> Figures {
        Figures::of(&Arc::new(document.clone()))
    }

    fn apply(document: &Document, edit: Option<Edit>) -> Document {
        document.apply(&edit.expect("something to do")).expect("applies")
    }

    #[test]
    fn no_two_matters_share_a_value_and_all_can_be_zero() {
        let figures = figures(&Document::default());
        let mut seen = std::collections::HashSet::new();
        for absence in ALL {
            for place in (absence.places)(&figures) {
                assert!(zero(place).is_some(), "{place} has no zero");
                assert!(seen.insert(place), "{place} stands in two matters");
            }
        }
    }

    #[test]
    fn the_tick_sets_zeros_in_one_step_and_takes_back_only_its_own() {
        for absence in ALL {
            let blank = Document::default();
            let places = (absence.places)(&figures(&blank));
            let [first, rest @ ..] = places.as_slice() else { panic!("{} has no values", absence.matter) };
            // One zero was typed before.
            let typed = blank.apply(&Edit::type_text(*first, "0", AmountUnit::Wan)).expect("typed");
            assert!(absence.is_offered(&figures(&typed)) && !absence.is_ticked(&figures(&typed)));
            let ticked = apply(&typed, absence.tick(&figures(&typed)));
            assert!(absence.is_ticked(&figures(&ticked)), "{}", absence.matter);
            let unticked = apply(&ticked, absence.untick(&figures(&ticked)));
            assert_eq!(unticked, typed, "{}", absence.matter);

            // A number typed anywhere in it: the rest is blank again, the typed zero stays.
            for place in rest {
                let edit = Edit::type_text(*place, "3", AmountUnit::Wan);
                let used = apply(&ticked, Some(untick_where_typed(&figures(&ticked), edit.clone())));
                assert_eq!(used, typed.apply(&edit).expect("typed"), "{place}");
                assert!(!absence.is_offered(&figures(&used)));
            }
        }
    }

    #[test]
    fn a_reception_that_is_listed_unticks_that_there_was_none() {
        let blank = Document::default();
        let ticked = apply(&blank, RECEPTIONS.tick(&figures(&blank)));
        let listed = Edit::Many {
            label: "录入".to_owned(),
            edits: vec![
                Edit::insert_rows(at!(three_public.receptions), 0, 1),
                Edit::Set { path: at!(three_public.receptions[0].persons), entry: Entry::Count(6) },
            ],
        };
        let used = apply(&ticked, Some(untick_where_typed(&figures(&ticked), listed)));
        assert_eq!((used.three_public.domestic_persons, used.review.filled.len()), (None::<u32>, 0));
        assert_eq!(used.three_public.receptions[0].persons, Some(6));
        assert!(!RECEPTIONS.is_offered(&figures(&used)) && FOREIGN_RECEPTIONS.is_offered(&figures(&used)));
    }

    #[test]
    fn what_was_typed_as_zero_is_not_taken_back() {
        let blank = Document::default();
        let places = (ABROAD.places)(&figures(&blank));
        let typed = places.iter().fold(blank, |document, place| {
            document.apply(&Edit::type_text(*place, "0", AmountUnit::Wan)).expect("typed")
        });
        assert!(ABROAD.is_ticked(&figures(&typed)), "it stands where all is zero");
        assert_eq!((ABROAD.untick(&figures(&typed)), ABROAD.tick(&figures(&typed))), (None, None));
    }
}
