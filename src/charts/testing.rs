//! Data for the tests of charts.

use std::sync::Arc;

use crate::{
    document::{Document, ExpenditureLine, FunctionalCode, Fund, IncomeLine, ThreePublicAmounts},
    figures::Figures,
    money::{AmountUnit, Money},
};

use super::{ChartSpec, all};

/// An amount in 万元.
pub fn wan(text: &str) -> Money {
    Money::parse(text, AmountUnit::Wan).expect("amount").expect("not blank")
}

/// A line of general budget spending.
pub fn spending(item: &str, basic: &str, project: &str) -> ExpenditureLine {
    ExpenditureLine {
        item: FunctionalCode::new(item),
        fund: Some(Fund::Gpb),
        basic: Some(wan(basic)),
        project: Some(wan(project)),
        ..ExpenditureLine::default()
    }
}

/// The published figures of a county union, put together by class.
pub fn reference() -> Document {
    let mut document = Document::default();
    document.unit.year = Some(2024);
    let gpb = Some(wan("232.34"));
    document.income.lines.push(IncomeLine { item: FunctionalCode::new("2012901"), gpb, ..IncomeLine::default() });
    document.income.prior_total = Some(wan("316.23"));
    document.income.prior_fiscal_total = Some(wan("316.23"));
    document.other.prior.gpb_total = Some(wan("316.23"));
    for (item, basic, project) in [
        ("2012901", "128.20", "32.25"),
        ("2080505", "44.72", "0"),
        ("2101101", "14.26", "0"),
        ("2210201", "12.91", "0"),
    ] {
        document.expenditure.lines.push(spending(item, basic, project));
    }
    document.expenditure.closing.gpb = Some(Money::ZERO);
    let nothing = Some(Money::ZERO);
    document.three_public.actual = ThreePublicAmounts {
        abroad: nothing,
        vehicle_purchase: nothing,
        vehicle_running: nothing,
        reception_domestic: Some(wan("0.09")),
        reception_foreign: nothing,
        ..ThreePublicAmounts::default()
    };
    document
}

/// The charts of a document.
pub fn charts(document: Document) -> (Figures, Vec<ChartSpec>) {
    let figures = Figures::of(&Arc::new(document));
    let charts = all(&figures);
    (figures, charts)
}

/// The charts of [`reference`].
pub fn reference_charts() -> Vec<ChartSpec> {
    charts(reference()).1
}
