//! The overview of a year, which the leader sees first: six figures beside last year's, and what changed most, with the
//! reasons given.

use std::collections::BTreeMap;

use crate::{
    at,
    codes::Code,
    derived::Derived,
    document::{Document, Entry, Path},
    figures::{CellKey, Column, Line, MeasureKey, Source, T01, T03, T06, T08, T13, ThreePublicItem},
    money::Money,
    percent::Growth,
    report::{LinkPart, parts_of, resolve, text_of},
};

/// How many of the largest changes are shown.
pub const MOST_MOVED: usize = 5;

/// A figure of this year beside last year's.
#[derive(Clone, Debug, PartialEq)]
pub struct YearFigure {
    pub label: String,
    /// Where this year's stands.
    pub source: Source,
    /// This year's; `None` when it is blank.
    pub now: Option<Money>,
    /// Last year's; `None` when it is blank.
    pub before: Option<Money>,
    pub growth: Growth,
    /// Where the reason is to be written, and the reason as it is printed; blank when nobody has written one.
    pub reason: Option<(Path, String)>,
    /// Whether the change is so large that it needs a reason.
    pub reason_is_due: bool,
}

/// The year on one screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// The department's year.
    pub figures: [YearFigure; 6],
    /// The largest changes by amount, the largest first; figures that did not change are left out.
    pub moved: Vec<YearFigure>,
}

impl Overview {
    /// The overview of a document, from what was derived from it.
    pub fn of(derived: &Derived) -> Self {
        let year = Year { derived, document: derived.document() };
        Self { figures: year.six(), moved: year.moved() }
    }
}

struct Year<'a> {
    derived: &'a Derived,
    document: &'a Document,
}

impl Year<'_> {
    fn six(&self) -> [YearFigure; 6] {
        let (document, prior) = (self.document, &self.document.other.prior);
        let closing_before = [prior.closing.gpb, prior.closing.fund, prior.closing.soc, prior.closing.other];
        let three_public_before =
            self.derived.figures.measures.money(MeasureKey::ThreePublicPrior(ThreePublicItem::Total));
        let total = |table, column| CellKey::total(table, column);
        let summary = |line| CellKey::line(T01, line, Column::Amount);
        [
            self.cell("收支总计", summary(Line::IncomeTotal), document.income.prior_total, Some(at!(income.reason))),
            self.cell(
                "一般公共预算支出",
                total(T06, Column::Total),
                prior.gpb_total,
                Some(at!(expenditure.gpb_reason)),
            ),
            self.cell("基本支出", total(T06, Column::Basic), prior.basic, None),
            self.cell("项目支出", total(T06, Column::Project), prior.project, None),
            self.cell(
                "“三公”经费",
                total(T13, Column::ActualTotal),
                three_public_before,
                Some(at!(three_public.total_reason)),
            ),
            self.cell("年末结转和结余", summary(Line::Closing), Money::sum_of(closing_before), None),
        ]
    }

    /// Parts only: a total would be listed beside what it is made of.
    fn moved(&self) -> Vec<YearFigure> {
        let prior = &self.document.other.prior;
        let line = |line| CellKey::line(T08, line, Column::Amount);
        let gpb = Some(at!(expenditure.gpb_reason));
        let mut all = vec![
            self.cell("人员经费", line(Line::Personnel), prior.personnel, gpb),
            self.cell("公用经费", line(Line::Public), prior.public, gpb),
        ];
        let parts = [
            (ThreePublicItem::Abroad, at!(three_public.abroad_reason)),
            (ThreePublicItem::VehiclePurchase, at!(three_public.vehicle_reason)),
            (ThreePublicItem::VehicleRunning, at!(three_public.vehicle_reason)),
            (ThreePublicItem::Reception, at!(three_public.reception_reason)),
        ];
        for (item, reason) in parts {
            let before = self.derived.figures.measures.money(MeasureKey::ThreePublicPrior(item));
            all.push(self.cell(item.words(), CellKey::total(T13, item.actual()), before, Some(reason)));
        }
        let operating = &self.document.other.operating;
        all.push(self.figure(
            "机关运行经费".to_owned(),
            at!(other.operating.amount).into(),
            operating.amount,
            operating.prior,
            Some(at!(other.operating.reason)),
        ));
        all.extend(self.items());
        let change = |figure: &YearFigure| figure.growth.change.map(Money::abs);
        all.retain(|figure| change(figure).is_some_and(|change| !change.is_zero()));
        // Equal changes keep the order above.
        all.sort_by_key(|figure| std::cmp::Reverse(change(figure)));
        all.truncate(MOST_MOVED);
        all
    }

    /// The items (项) with what they spent last year; several lines of one item count together.
    fn items(&self) -> Vec<YearFigure> {
        let mut items: BTreeMap<Code, (Option<Money>, usize)> = BTreeMap::new();
        for (row, line) in self.document.expenditure.lines.iter().enumerate() {
            let Some(code) = Code::new(&line.item) else { continue };
            let (before, first) = items.entry(code).or_insert((None, row));
            *before = Money::sum_of([*before, line.prior_actual]);
            // The link goes to the line with the reason.
            if self.document.expenditure.lines.get(*first).is_some_and(|line| line.reason.is_blank()) {
                *first = row;
            }
        }
        let item = |(code, (before, row)): (Code, (Option<Money>, usize))| {
            let label = format!("{code} {}", self.derived.figures.book.functional_name(code));
            let of_line = self.document.expenditure.lines.get(row).is_some_and(|line| !line.reason.is_blank());
            let reason = if of_line { at!(expenditure.lines[row].reason) } else { at!(expenditure.gpb_reason) };
            let key = CellKey::code(T03, code, Column::Total);
            let now = self.derived.figures.tables.printed(key);
            self.figure(label, key.into(), now, before, Some(reason))
        };
        items.into_iter().map(item).collect()
    }

    fn cell(&self, label: &str, key: CellKey, before: Option<Money>, reason: Option<Path>) -> YearFigure {
        let now = self.derived.figures.tables.printed(key);
        self.figure(label.to_owned(), key.into(), now, before, reason)
    }

    fn figure(
        &self,
        label: String,
        source: Source,
        now: Option<Money>,
        before: Option<Money>,
        reason: Option<Path>,
    ) -> YearFigure {
        let growth = Growth::between(now, before);
        let reason_is_due = self.document.parameters.reason_is_due(growth);
        let reason = reason.map(|path| (path, self.text(path)));
        YearFigure { label, source, now, before, growth, reason, reason_is_due }
    }

    fn text(&self, path: Path) -> String {
        match self.document.entry(path) {
            Some(Entry::Text(text)) => resolved(self.derived, &text),
            _ => String::new(),
        }
    }
}

/// A written text as it is printed: links show what they stand for.
fn resolved(derived: &Derived, text: &str) -> String {
    let shown = |part: LinkPart<'_>| match part {
        LinkPart::Words(words) | LinkPart::Unknown(words) => words.to_owned(),
        LinkPart::Link(link, _) => resolve(&derived.figures, &link.0).map_or_else(String::new, |runs| text_of(&runs)),
    };
    parts_of(text).into_iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        money::AmountUnit,
        testing::{derived, sample, typed},
    };

    fn wan(amount: Option<Money>) -> String {
        amount.map_or_else(String::new, |amount| amount.exact(AmountUnit::Wan))
    }

    #[test]
    fn the_six_figures_of_the_reference_year() {
        let overview = Overview::of(&derived(&sample("yanbian-2024.json")));
        let words: Vec<String> = overview
            .figures
            .iter()
            .map(|figure| {
                format!("{} {} {} {}", figure.label, wan(figure.now), wan(figure.before), figure.growth.words())
            })
            .collect();
        assert_eq!(words[0], "收支总计 232.34 316.23 下降26.53%");
        assert_eq!(words[4], "“三公”经费 0.09 0.05 增长80%", "{words:?}");
        assert!(overview.figures[0].reason_is_due);
    }

    #[test]
    fn the_largest_changes_come_first_with_the_reason_that_was_written() {
        let document = sample("clean.json");
        let document = typed(&document, at!(expenditure.lines[0].prior_actual), "0.01");
        let document = typed(&document, at!(expenditure.lines[0].reason), "人员增加，见⟦T06!合计.tot⟧");
        let overview = Overview::of(&derived(&document));
        assert!(overview.moved.len() <= MOST_MOVED);
        let changes: Vec<Money> = overview.moved.iter().filter_map(|one| one.growth.change.map(Money::abs)).collect();
        assert!(changes.windows(2).all(|pair| pair[0] >= pair[1]), "{changes:?}");
        let first = &overview.moved[0];
        assert_eq!(wan(first.before), "0.01");
        let (path, reason) = first.reason.as_ref().expect("a place for the reason");
        assert_eq!(*path, at!(expenditure.lines[0].reason));
        assert!(reason.starts_with("人员增加，见") && reason.ends_with("万元"), "{reason}");
    }

    #[test]
    fn a_blank_year_has_six_blank_figures_and_nothing_that_moved() {
        let overview = Overview::of(&derived(&Document::default()));
        assert!(overview.figures.iter().all(|figure| figure.now.is_none() && figure.growth.words() == "—"));
        assert_eq!(overview.moved, []);
    }
}
