//! What is compared with last year, and the text that explains its change.

use crate::{
    at,
    document::{Document, IncomeLine, Path},
    figures::{Figures, Measure, MeasureKey, MeasureValue, Source, ThreePublicItem, Value, YearOnYear},
    money::Money,
    percent::Growth,
};

/// One comparison with last year and the text that explains it.
pub(super) struct ExplainedGrowth<'a> {
    /// The name of the measure, e.g. `gpb.growth`.
    pub key: MeasureKey,
    /// By how much it changed.
    pub growth: Growth,
    /// Where the explanation is entered.
    pub reason: Path,
    pub text: &'a str,
    figures: &'a Figures,
    measure: &'a Measure,
}

impl ExplainedGrowth<'_> {
    /// The measure without “比上年”.
    pub fn words(&self) -> String {
        self.figures.measure_label(self.measure).trim_end_matches("比上年").to_owned()
    }

    /// By how much it changed, unless not at all.
    pub fn change(&self) -> Option<Money> {
        self.growth.change.filter(|change| !change.is_zero())
    }

    /// What is compared, this year first, leaving out the parts of a sum that are zero.
    pub fn inputs(&self) -> Vec<Source> {
        let is_sum = self.measure.inputs.len() > 2;
        let is_zero = |source: &Source| Value::of(self.figures, source).money().is_none_or(Money::is_zero);
        let tells = |source: &&Source| !is_sum || matches!(source, Source::Cell(_)) || !is_zero(source);
        self.measure.inputs.iter().filter(tells).cloned().collect()
    }

    /// The explanation first, then what is compared.
    pub fn cells(&self) -> Vec<Source> {
        let mut cells = vec![Source::Entered(self.reason)];
        cells.extend(self.inputs());
        cells
    }
}

/// Whether any income of this year is known. What was left over from last year is no total to be compared.
pub(super) fn has_income(document: &Document) -> bool {
    let has_amount = |line: &IncomeLine| {
        let amounts = [line.gpb, line.fund, line.soc, line.superior, line.business, line.operating, line.affiliate];
        amounts.iter().chain([&line.other]).any(Option::is_some)
    };
    !document.published.is_empty() || document.income.lines.iter().any(has_amount)
}

/// The comparisons that can be made, and what is still blank for the others.
pub(super) fn with_last_year(figures: &Figures) -> (Vec<ExplainedGrowth<'_>>, Vec<Source>) {
    let document = &*figures.document;
    let (income, expenditure, three_public) = (&document.income, &document.expenditure, &document.three_public);
    let all: [(MeasureKey, Path, &str); 10] = [
        (MeasureKey::Growth(YearOnYear::Total), at!(income.reason), &income.reason),
        (MeasureKey::Growth(YearOnYear::Fiscal), at!(income.fiscal_reason), &income.fiscal_reason),
        (MeasureKey::Growth(YearOnYear::GeneralBudget), at!(expenditure.gpb_reason), &expenditure.gpb_reason),
        (MeasureKey::Growth(YearOnYear::GovernmentFund), at!(expenditure.fund_reason), &expenditure.fund_reason),
        (MeasureKey::Growth(YearOnYear::StateCapital), at!(expenditure.soc_reason), &expenditure.soc_reason),
        (
            MeasureKey::ThreePublicGrowth(ThreePublicItem::Total),
            at!(three_public.total_reason),
            &three_public.total_reason,
        ),
        (
            MeasureKey::ThreePublicGrowth(ThreePublicItem::Abroad),
            at!(three_public.abroad_reason),
            &three_public.abroad_reason,
        ),
        (
            MeasureKey::ThreePublicGrowth(ThreePublicItem::Vehicles),
            at!(three_public.vehicle_reason),
            &three_public.vehicle_reason,
        ),
        (
            MeasureKey::ThreePublicGrowth(ThreePublicItem::Reception),
            at!(three_public.reception_reason),
            &three_public.reception_reason,
        ),
        (MeasureKey::Growth(YearOnYear::Operating), at!(other.operating.reason), &document.other.operating.reason),
    ];
    let mut compared = Vec::new();
    let mut missing = Vec::new();
    for (key, reason, text) in all {
        let Some(measure) = figures.measures.get(key) else { continue };
        let MeasureValue::Growth(growth) = measure.value else { continue };
        if growth.change.is_none() {
            missing.extend(blank_side(figures, measure));
            continue;
        }
        let is_of_income = matches!(key, MeasureKey::Growth(YearOnYear::Total | YearOnYear::Fiscal));
        if is_of_income && !has_income(document) {
            missing.push(at!(income.lines).into());
            continue;
        }
        compared.push(ExplainedGrowth { key, growth, reason, text, figures, measure });
    }
    (compared, missing)
}

/// What a comparison lacks. Nothing, if both years are blank or the one that is known is zero.
fn blank_side(figures: &Figures, measure: &Measure) -> Vec<Source> {
    let known = |source: &Source| Value::of(figures, source).money().is_some_and(|amount| !amount.is_zero());
    if !measure.inputs.iter().any(known) {
        return Vec::new();
    }
    measure.inputs.iter().filter(|source| Value::of(figures, source).money().is_none()).cloned().collect()
}

/// An explanation of fewer characters explains nothing.
const SHORTEST_REASON: usize = 8;

/// Whether a text is long enough to explain something.
pub(super) fn explains(text: &str) -> bool {
    text.chars().filter(|c| !c.is_whitespace()).count() >= SHORTEST_REASON
}
