//! Goes from finding to finding with F8 and Shift+F8 – those of the page first, then those of the next page with
//! something open –, and back to where one was.

use crate::{
    derived::{Derived, Stop},
    figures::Source,
    forms::FormName,
    rules::Finding,
    ui::command::Tab,
};

/// Where one is in the list of findings.
#[derive(Default)]
pub struct FindingWalk {
    shown: Option<Shown>,
    /// Where one was before.
    origin: Option<(Tab, Option<Source>)>,
}

/// The finding gone to last.
struct Shown {
    finding: Finding,
    page: Option<FormName>,
    /// How many open ones of its page stood before it.
    before: usize,
    /// Where it led to, once that is known; on another tab one begins anew.
    tab: Option<Tab>,
}

impl FindingWalk {
    /// The finding gone to last, while one is where it led to.
    pub fn shown<'a>(&self, derived: &'a Derived, tab: Tab) -> Option<&'a Finding> {
        let shown = self.shown_on(tab)?;
        let mut findings = derived.review.findings.iter();
        findings
            .clone()
            .find(|finding| **finding == shown.finding)
            .or_else(|| findings.find(|finding| shown.is(finding)))
    }

    /// The same, while this is the number that it led to: of a list or group something in it, or its empty row.
    pub fn shown_at<'a>(&self, number: Option<&Source>, derived: &'a Derived, tab: Tab) -> Option<&'a Finding> {
        let finding = self.shown(derived, tab)?;
        let is_there = match (place_of(derived, finding), number) {
            (_, None) => true,
            (Some(Source::Entered(place)), Some(Source::Entered(path))) => path.starts_with(&place),
            (place, number) => place.as_ref() == number,
        };
        is_there.then_some(finding)
    }

    /// The finding that one step leads to from this tab (or a step back, with -1), with its place in the list: round at
    /// the ends; those that were explained are passed over.
    pub fn next<'a>(&self, step: isize, derived: &'a Derived, tab: Tab) -> Option<(usize, &'a Finding)> {
        let findings = &derived.review.findings;
        let route = &derived.attention().route;
        let first_after = |page| route.partition_point(|stop| Stop::order(stop.page) <= Stop::order(page));
        let first_of = |page| route.partition_point(|stop| Stop::order(stop.page) < Stop::order(page));
        let at = |finding: &Finding| {
            let index = findings.iter().position(|other| std::ptr::eq(other, finding));
            route.iter().position(|stop| Some(stop.finding) == index)
        };
        // Between which two stops one is: a step back leads to the first of these, a step further to the second.
        let (before, after) = match (self.shown_on(tab), page_of(tab)) {
            (Some(shown), _) => match self.shown(derived, tab).and_then(at) {
                Some(at) => (at.checked_sub(1), at + 1),
                // It is mended or explained: the next one has moved to its place.
                None => {
                    let at = (first_of(shown.page) + shown.before).min(first_after(shown.page));
                    (at.checked_sub(1), at)
                }
            },
            (None, Some(page)) => (first_after(page).checked_sub(1), first_of(page)),
            // From where nothing is entered one begins with the gravest.
            (None, None) => {
                let gravest = route.iter().enumerate().min_by_key(|(_, stop)| stop.finding)?.0;
                (gravest.checked_sub(1), gravest)
            }
        };
        let to = if step < 0 { before.or(route.len().checked_sub(1))? } else { after };
        let stop = route.get(to).or(route.first())?;
        Some((stop.finding, findings.get(stop.finding)?))
    }

    /// Goes to the finding of this place in the list; remembers where one was at the first step.
    pub fn show<'a>(&mut self, index: usize, derived: &'a Derived, here: (Tab, Option<Source>)) -> Option<&'a Finding> {
        let finding = derived.review.findings.get(index)?;
        let route = &derived.attention().route;
        let page = route.iter().find(|stop| stop.finding == index).and_then(|stop| stop.page);
        let of_page = route.iter().filter(|stop| stop.page == page);
        let before = of_page.take_while(|stop| stop.finding < index).count();
        self.origin.get_or_insert(here);
        self.shown = Some(Shown { finding: finding.clone(), page, before, tab: None });
        Some(finding)
    }

    /// Called when one has arrived on the tab that the finding led to.
    pub fn arrived(&mut self, tab: Tab) {
        if let Some(shown) = &mut self.shown {
            shown.tab = Some(tab);
        }
    }

    /// Is there a place to go back to?
    pub fn has_origin(&self) -> bool {
        self.origin.is_some()
    }

    /// Where one was before the first step; forgotten with this.
    pub fn back(&mut self) -> Option<(Tab, Option<Source>)> {
        self.shown = None;
        self.origin.take()
    }

    fn shown_on(&self, tab: Tab) -> Option<&Shown> {
        self.shown.as_ref().filter(|shown| shown.tab == Some(tab))
    }
}

impl Shown {
    /// Whether it is the same fault, perhaps with other figures by now.
    fn is(&self, finding: &Finding) -> bool {
        finding.rule == self.finding.rule && finding.cells == self.finding.cells
    }
}

/// The page of which a tab shows what is to be mended: texts of the report are of no page of entry.
fn page_of(tab: Tab) -> Option<Option<FormName>> {
    match tab {
        Tab::Report => Some(None),
        tab => tab.form().map(Some),
    }
}

/// Where a finding leads to: a value that can be changed if there is one, otherwise the first place it names.
pub fn place_of(derived: &Derived, finding: &Finding) -> Option<Source> {
    derived.entered_place(finding).map(Source::Entered).or_else(|| finding.cells.first().cloned())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{ui::testing::reference_sample, workflow::explain};

    fn sample() -> Derived {
        Derived::of(&Arc::new(reference_sample()))
    }

    /// The page of a finding as the way through them has it.
    fn page(derived: &Derived, index: usize) -> Option<FormName> {
        derived.attention().route.iter().find(|stop| stop.finding == index).and_then(|stop| stop.page)
    }

    fn step(walk: &mut FindingWalk, step: isize, derived: &Derived, tab: &mut Tab) -> usize {
        let (index, _) = walk.next(step, derived, *tab).expect("something is open");
        walk.show(index, derived, (*tab, None)).expect("it is there");
        *tab = page(derived, index).map_or(Tab::Report, Tab::of_form);
        walk.arrived(*tab);
        index
    }

    #[test]
    fn each_page_is_walked_to_its_end_and_all_come_once() {
        let derived = sample();
        let count = derived.attention().route.len();
        assert!(count > 10);
        let (mut walk, mut tab) = (FindingWalk::default(), Tab::ThreePublic);
        let way: Vec<usize> = (0..count).map(|_| step(&mut walk, 1, &derived, &mut tab)).collect();
        assert_eq!(page(&derived, way[0]), Some(FormName::ThreePublic), "the page one is on comes first");
        let mut pages: Vec<_> = way.iter().map(|index| page(&derived, *index)).collect();
        pages.dedup();
        let unlike = |page: &Option<FormName>| pages.iter().filter(|other| *other == page).count() == 1;
        assert!(pages.iter().all(unlike), "no page is left before its end: {pages:?}");
        let mut all = way.clone();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        for pair in way.windows(2).filter(|pair| page(&derived, pair[0]) == page(&derived, pair[1])) {
            assert!(pair[0] < pair[1], "the gravest first");
        }
        // And back the same way.
        for index in way.iter().rev().skip(1) {
            assert_eq!(step(&mut walk, -1, &derived, &mut tab), *index);
        }
    }

    #[test]
    fn from_where_nothing_is_entered_the_gravest_comes_first() {
        let derived = sample();
        let first = derived.review.findings.iter().position(Finding::is_open);
        assert_eq!(FindingWalk::default().next(1, &derived, Tab::Charts).map(|(index, _)| index), first);
    }

    #[test]
    fn what_moves_to_the_place_of_one_that_was_explained_is_next() {
        let derived = sample();
        let (mut walk, mut tab) = (FindingWalk::default(), Tab::Expenditure);
        let explained = std::iter::repeat_with(|| step(&mut walk, 1, &derived, &mut tab))
            .take(derived.attention().route.len())
            .find(|index| derived.review.findings[*index].can_be_explained());
        let finding = &derived.review.findings[explained.expect("a warning")];
        let expected = walk.next(1, &derived, tab).map(|(_, finding)| finding.message.clone());
        let edit = explain(&derived, finding, "已核对", "张三", "").expect("may be explained");
        let after = Derived::of(&Arc::new(derived.document().apply(&edit).expect("applies")));
        assert_eq!(walk.next(1, &after, tab).map(|(_, finding)| finding.message.clone()), expected);
        assert_eq!(walk.shown(&after, tab).map(|shown| &shown.message), Some(&finding.message));
        assert!(walk.shown(&after, Tab::Charts).is_none());
    }
}
