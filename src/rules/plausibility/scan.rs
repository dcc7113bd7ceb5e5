//! Every amount and every text that was entered, on whatever tab.
//!
//! The long lists are read field by field, so that a document of many thousand lines is scanned in a few milliseconds.

use crate::{
    at,
    document::{Document, Entry, Kind, Path, record},
    figures::{Figures, Source, WrittenText},
    forms::{self, FormName},
    money::Money,
};

/// Visits the amounts of each row of a list; the place is only built when asked for.
macro_rules! each_amount {
    ($document:ident, $visit:ident, $tab:ident.$list:ident, [$($field:ident),+]) => {
        for (i, line) in $document.$tab.$list.iter().enumerate() {
            $(if let Some(amount) = line.$field {
                $visit(amount, &|| at!($tab.$list[i].$field));
            })+
        }
    };
}

/// Every amount that was entered, the limits of the checks aside.
pub(super) fn for_each_amount(document: &Document, visit: &mut dyn FnMut(Money, &dyn Fn() -> Path)) {
    each_amount!(document, visit, income.lines, [gpb, fund, soc, superior, business, operating, affiliate, other]);
    each_amount!(
        document,
        visit,
        expenditure.lines,
        [initial_budget, adjusted_budget, basic, project, to_superior, operating, subsidy, prior_actual]
    );
    each_amount!(document, visit, expenditure.economic, [amount]);
    each_amount!(document, visit, expenditure.detail, [amount]);
    each_amount!(document, visit, expenditure.carry_over, [opening, closing]);
    for (i, entry) in document.published.iter().enumerate() {
        if let Some(amount) = entry.amount {
            visit(amount, &|| at!(published[i].amount));
        }
    }
    for (place, amount) in [
        (at!(income.non_fiscal_surplus), document.income.non_fiscal_surplus),
        (at!(income.prior_total), document.income.prior_total),
        (at!(income.prior_fiscal_total), document.income.prior_fiscal_total),
        (at!(expenditure.allocation), document.expenditure.allocation),
    ] {
        if let Some(amount) = amount {
            visit(amount, &|| place);
        }
    }
    let mut see = |path: Path, _: &record::Field, entry: Entry| {
        if let Entry::Money(amount) = entry {
            visit(amount, &|| path);
        }
    };
    let is_money = |kind| matches!(kind, Kind::Money);
    record::walk_kinds(&document.income.opening, at!(income.opening), is_money, &mut see);
    record::walk_kinds(&document.expenditure.closing, at!(expenditure.closing), is_money, &mut see);
    record::walk_kinds(&document.three_public, at!(three_public), is_money, &mut see);
    record::walk_kinds(&document.performance, at!(performance), is_money, &mut see);
    record::walk_kinds(&document.targets, at!(targets), is_money, &mut see);
    record::walk_kinds(&document.other, at!(other), is_money, &mut see);
}

/// Every text that a person wrote, in the order of the file; not the names of cells, nor what could not be read.
pub(super) fn texts(figures: &Figures) -> impl Iterator<Item = &WrittenText> {
    let aside = [at!(published), at!(unreadable)];
    figures.texts.iter().filter(move |text| !aside.iter().any(|list| text.path.starts_with(list)))
}

/// Nothing was entered that has amounts: what is missing then.
pub(super) fn no_amounts() -> Vec<Source> {
    vec![at!(income.lines).into(), at!(expenditure.lines).into()]
}

/// The places of each page, with the name of the page.
pub(super) fn by_page(places: impl IntoIterator<Item = Path>) -> Vec<(&'static str, Vec<Path>)> {
    let mut pages: Vec<(&'static str, Vec<Path>)> = Vec::new();
    for place in places {
        let part = || Document::field_at(Path::ROOT.then(*place.steps().first()?)).map(|field| field.label);
        let Some(name) = forms::of_path(place).map(FormName::label).or_else(part) else { continue };
        match pages.iter_mut().find(|(label, _)| *label == name) {
            Some((_, places)) => places.push(place),
            None => pages.push((name, vec![place])),
        }
    }
    pages
}

/// The first few places in words.
pub(super) fn names(figures: &Figures, places: &[Path]) -> String {
    const ENOUGH: usize = 6;
    let names: Vec<String> = places.iter().take(ENOUGH).map(|place| figures.label(&(*place).into())).collect();
    let rest = if places.len() > ENOUGH { format!("等{}处", places.len()) } else { String::new() };
    format!("{}{rest}", names.join("、"))
}
