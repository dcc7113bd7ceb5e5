//! A small department that has something in every table, in amounts that 万元 with two decimals hold.

use juesuan::{
    codes::Code,
    document::{
        Axis, CarryOverLine, DetailLine, Document, EconomicCode, EconomicLine, Edit, Entry, ExpenditureLine,
        FunctionalCode, Fund, FundSplit, IncomeLine, OwnCode, Precision, Project, Region, SpendingKind, Text,
        ThreePublicAmounts,
    },
    money::Money,
};
use rust_decimal::Decimal;

/// Hundredths of 万元.
fn wan(hundredths: i64) -> Option<Money> {
    Some(Money::from_fen(hundredths * 10_000))
}

/// The same department with amounts that only 元 with two decimals hold: each amount is so much larger.
pub fn in_fen(region: Region) -> Document {
    let mut document = department(region);
    document.unit.precision = Some(Precision::Fen);
    let mut paths = Vec::new();
    document.walk(&mut |path, _, entry| {
        if let Entry::Money(money) = entry {
            paths.push((path, money));
        }
    });
    let edits = paths.into_iter().map(|(path, money)| {
        let more = Money::from_yuan(money.yuan() / Decimal::from(100) * Decimal::new(7, 2)).unwrap();
        Edit::Set { path, entry: Entry::Money(money + more) }
    });
    document.apply(&Edit::Many { label: String::new(), edits: edits.collect() }).unwrap()
}

/// Item, fund, kind, economic code and amount: everything that was spent of fiscal money.
const DETAIL: [(&str, Fund, SpendingKind, &str, i64); 16] = [
    ("2012901", Fund::Gpb, SpendingKind::Basic, "30101", 15_000),
    ("2012901", Fund::Gpb, SpendingKind::Basic, "30102", 8_045),
    ("2012901", Fund::Gpb, SpendingKind::Basic, "30201", 2_600),
    ("2012901", Fund::Gpb, SpendingKind::Basic, "30211", 1_000),
    ("2012901", Fund::Gpb, SpendingKind::Basic, "30217", 150),
    ("2012901", Fund::Gpb, SpendingKind::Basic, "30231", 850),
    ("2012901", Fund::Gpb, SpendingKind::Basic, "30302", 1_000),
    ("2012902", Fund::Gpb, SpendingKind::Project, "30201", 1_230),
    ("2012902", Fund::Gpb, SpendingKind::Project, "30227", 2_000),
    ("2012902", Fund::Gpb, SpendingKind::Project, "31002", 1_000),
    ("2080505", Fund::Gpb, SpendingKind::Basic, "30108", 3_624),
    ("2101101", Fund::Gpb, SpendingKind::Basic, "30110", 1_560),
    ("2210201", Fund::Gpb, SpendingKind::Basic, "30113", 2_718),
    ("2120804", Fund::Government, SpendingKind::Project, "31005", 6_000),
    ("2230105", Fund::StateCapital, SpendingKind::Project, "31299", 750),
    ("2230105", Fund::StateCapital, SpendingKind::Project, "30227", 50),
];

pub fn department(region: Region) -> Document {
    let mut document = Document::default();
    document.unit.department = Text::new("青禾县总工会");
    document.unit.year = Some(2024);
    document.unit.region = Some(region);
    document.unit.precision = Some(Precision::WanTwo);
    document.codes.push(OwnCode {
        axis: Some(Axis::Functional),
        code: Text::new("2120804"),
        name: Text::new("农村基础设施建设支出"),
        ..Default::default()
    });
    spending(&mut document);
    income(&mut document);
    operations(&mut document);
    let amounts = |running, domestic| ThreePublicAmounts {
        abroad: wan(0),
        vehicle_purchase: wan(0),
        vehicle_running: wan(running),
        reception_domestic: wan(domestic),
        reception_foreign: wan(0),
        ..Default::default()
    };
    document.three_public.budget = amounts(1_000, 200);
    document.three_public.actual = amounts(850, 150);
    for (name, item, amount) in [("春节送温暖", "2012902", 3_000), ("困难职工帮扶", "2012902", 1_230)] {
        document.performance.projects.push(Project {
            name: Text::new(name),
            item: FunctionalCode::new(item),
            fiscal: wan(amount),
            ..Default::default()
        });
    }
    document
}

fn spending(document: &mut Document) {
    let mut lines: Vec<ExpenditureLine> = Vec::new();
    let mut economic: Vec<(&str, i64)> = Vec::new();
    for (item, fund, kind, code, amount) in DETAIL {
        document.expenditure.detail.push(DetailLine {
            item: FunctionalCode::new(item),
            economic: EconomicCode::new(code),
            kind: Some(kind),
            fund: Some(fund),
            amount: wan(amount),
            ..Default::default()
        });
        if lines.last().is_none_or(|line| &*line.item != item) {
            lines.push(ExpenditureLine { item: FunctionalCode::new(item), fund: Some(fund), ..Default::default() });
        }
        let line = lines.last_mut().unwrap();
        let field = if kind == SpendingKind::Basic { &mut line.basic } else { &mut line.project };
        *field = Money::sum_of([*field, wan(amount)]);
        if kind == SpendingKind::Basic && fund == Fund::Gpb {
            match economic.iter_mut().find(|(own, _)| *own == code) {
                Some((_, sum)) => *sum += amount,
                None => economic.push((code, amount)),
            }
        }
    }
    lines.push(ExpenditureLine {
        item: FunctionalCode::new("2012901"),
        fund: Some(Fund::Other),
        basic: wan(310),
        to_superior: wan(80),
        operating: wan(120),
        subsidy: wan(200),
        ..Default::default()
    });
    document.expenditure.lines = lines.into_iter().collect();
    economic.sort_unstable();
    document.expenditure.economic = economic
        .into_iter()
        .map(|(code, amount)| EconomicLine {
            economic: EconomicCode::new(code),
            amount: wan(amount),
            ..Default::default()
        })
        .collect();
    document.expenditure.allocation = wan(50);
    document.expenditure.closing =
        FundSplit { gpb: wan(0), fund: wan(300), soc: wan(0), other: wan(170), ..Default::default() };
    document.expenditure.carry_over.push(CarryOverLine {
        item: FunctionalCode::new("2120804"),
        fund: Some(Fund::Government),
        opening: wan(800),
        closing: wan(300),
        ..Default::default()
    });
}

fn income(document: &mut Document) {
    let mut lines: Vec<IncomeLine> = Vec::new();
    let spent = document.expenditure.lines.iter().filter(|line| line.fund != Some(Fund::Other));
    for line in spent {
        let amount = line.total();
        let mut own = IncomeLine { item: line.item.clone(), ..Default::default() };
        match line.fund_or_default() {
            Fund::Government => own.fund = wan(5_500),
            Fund::StateCapital => own.soc = amount,
            _ => own.gpb = amount,
        }
        if &*line.item == "2012901" {
            (own.superior, own.business, own.operating) = (wan(100), wan(200), wan(120));
            (own.affiliate, own.other) = (wan(50), wan(340));
        }
        lines.push(own);
    }
    document.income.lines = lines.into_iter().collect();
    document.income.non_fiscal_surplus = wan(20);
    document.income.opening =
        FundSplit { gpb: wan(0), fund: wan(800), soc: wan(0), other: wan(100), ..Default::default() };
}

fn operations(document: &mut Document) {
    let public = &mut document.three_public;
    (public.vehicles_held.total, public.domestic_batches, public.domestic_persons) = (Some(2), Some(12), Some(96));
    let other = &mut document.other;
    other.operating.amount = wan(4_450);
    (other.procurement.goods, other.procurement.services) = (wan(1_000), wan(2_000));
    other.procurement.small_medium = wan(2_600);
    (other.assets.confidential, other.assets.emergency, other.assets.equipment) = (Some(1), Some(1), Some(0));
}

pub fn code(digits: &str) -> Code {
    Code::new(digits).unwrap()
}
