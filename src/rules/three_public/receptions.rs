//! Domestic and foreign receptions: money, batches and persons, as published and one by one.

use crate::{
    at,
    document::{Path, Reception, ReceptionKind, ThreePublic},
    figures::Source,
    money::Money,
};

/// One kind of reception as disclosed in total.
pub(super) struct Disclosed {
    pub words: &'static str,
    pub kind: ReceptionKind,
    /// The amount of the final accounts.
    pub amount: (Path, Option<Money>),
    pub batches: (Path, Option<u32>),
    pub persons: (Path, Option<u32>),
}

pub(super) fn disclosed(three_public: &ThreePublic) -> [Disclosed; 2] {
    [
        Disclosed {
            words: "国内公务接待",
            kind: ReceptionKind::Domestic,
            amount: (at!(three_public.actual.reception_domestic), three_public.actual.reception_domestic),
            batches: (at!(three_public.domestic_batches), three_public.domestic_batches),
            persons: (at!(three_public.domestic_persons), three_public.domestic_persons),
        },
        Disclosed {
            words: "外事接待",
            kind: ReceptionKind::Foreign,
            amount: (at!(three_public.actual.reception_foreign), three_public.actual.reception_foreign),
            batches: (at!(three_public.foreign_batches), three_public.foreign_batches),
            persons: (at!(three_public.foreign_persons), three_public.foreign_persons),
        },
    ]
}

/// The listed receptions of one kind, with their rows.
pub(super) fn listed(three_public: &ThreePublic, kind: ReceptionKind) -> Vec<(usize, &Reception)> {
    three_public.receptions.iter().enumerate().filter(|(_, reception)| reception.kind_or_default() == kind).collect()
}

/// The sum of a count over listed receptions; the blank places if some are blank.
pub(super) fn sum(
    rows: &[(usize, &Reception)],
    count: impl Fn(&Reception) -> Option<u32>,
    place: impl Fn(usize) -> Path,
) -> Result<u64, Vec<Source>> {
    let blank: Vec<Source> =
        rows.iter().filter(|(_, row)| count(row).is_none()).map(|(i, _)| place(*i).into()).collect();
    if blank.is_empty() { Ok(rows.iter().filter_map(|(_, row)| count(row)).map(u64::from).sum()) } else { Err(blank) }
}
