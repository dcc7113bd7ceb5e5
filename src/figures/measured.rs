//! How the measures are made: each with its formula and what it is made of.

use std::{collections::BTreeMap, sync::Arc};

use rust_decimal::Decimal;

use crate::{
    address::{
        Budget, CellKey, Column, Line, MeasureKey, PerHead, SmallFirms, T01, T02, T03, T04, T06, T08, T10, T12, T13,
        ThreePublicItem, YearOnYear,
    },
    at,
    codes::{Code, CodeBook},
    document::{BudgetBasis, Document, Fund, Path, ThreePublicAmounts},
    money::Money,
    percent::{Growth, Ratio},
};

use super::{
    figure::envelope,
    income::INCOME_LINES,
    measures::{Measure, MeasureLabel, MeasureValue, Measures, SPENDING_COLUMNS, SUM},
    source::Source,
    table_figures::TableFigures,
};

const SHARE: &str = "部分 ÷ 合计 × 100%，四舍五入到两位小数";
pub(super) const COMPLETION: &str = "决算数 ÷ 预算数 × 100%，四舍五入到两位小数";
const GROWTH: &str = "（本年 － 上年）÷ 上年 × 100%，四舍五入到两位小数";
const STATED: &str = "按报告上印的数列示；与各项之和相差的是四舍五入尾差";

/// Collects the measures; [`super::performance`] adds those of the self-evaluation.
pub(super) struct Builder<'a> {
    pub(super) document: &'a Document,
    tables: &'a TableFigures,
    book: &'a CodeBook,
    /// The basis of “完成预算”.
    basis: BudgetBasis,
    all: BTreeMap<MeasureKey, Measure>,
}

impl Measures {
    pub(super) fn of(document: &Document, tables: &TableFigures, book: &CodeBook, basis: BudgetBasis) -> Self {
        let mut builder = Builder { document, tables, book, basis, all: BTreeMap::new() };
        builder.shares();
        builder.growths();
        builder.totals_of_lines();
        builder.budgets();
        builder.three_public();
        builder.other_matters();
        builder.per_head();
        builder.performance();
        builder.project_kinds();
        builder.receptions();
        Self(builder.all)
    }
}

impl Builder<'_> {
    pub(super) fn put(
        &mut self,
        key: MeasureKey,
        label: impl Into<MeasureLabel>,
        value: MeasureValue,
        formula: &'static str,
        inputs: Vec<Source>,
    ) {
        self.put_shared(key, label, value, formula, inputs.into());
    }

    /// The same, of inputs that another measure has as well.
    pub(super) fn put_shared(
        &mut self,
        key: MeasureKey,
        label: impl Into<MeasureLabel>,
        value: MeasureValue,
        formula: &'static str,
        inputs: Arc<[Source]>,
    ) {
        self.all.insert(key, Measure { label: label.into(), value, formula, inputs });
    }

    fn share(&mut self, key: MeasureKey, part: CellKey, whole: CellKey) {
        let value = Ratio::share(self.tables.printed(part), self.tables.printed(whole));
        let label = MeasureLabel::OfCell(part, "占比");
        self.put(key, label, MeasureValue::Ratio(value), SHARE, vec![part.into(), whole.into()]);
    }

    fn growth(&mut self, of: YearOnYear, current: CellKey, prior: Path, prior_amount: Option<Money>) {
        let value = Growth::between(self.tables.printed(current), prior_amount);
        let label = MeasureLabel::OfCell(current, "比上年");
        let inputs = vec![current.into(), prior.into()];
        self.put(MeasureKey::Growth(of), label, MeasureValue::Growth(value), GROWTH, inputs);
    }

    fn shares(&mut self) {
        let t01 = |line| CellKey::line(T01, line, Column::Amount);
        for line in INCOME_LINES {
            self.share(MeasureKey::IncomeShare(line), t01(line), t01(Line::IncomeOfYear));
        }
        let t02 = |column| CellKey::total(T02, column);
        self.share(MeasureKey::FiscalIncomeShare, t02(Column::Fiscal), t02(Column::Total));
        let total = CellKey::total(T03, Column::Total);
        for column in SPENDING_COLUMNS {
            self.share(MeasureKey::SpendingShare(column), CellKey::total(T03, column), total);
        }
        self.share(MeasureKey::Share(Budget::General), CellKey::total(T06, Column::Total), total);
        self.share(MeasureKey::Share(Budget::GovernmentFund), CellKey::total(T10, Column::Spending), total);
        self.share(MeasureKey::Share(Budget::StateCapital), CellKey::total(T12, Column::Total), total);
        let classes: Vec<Code> = self.tables.codes(T06).filter(|code| code.digits() == 3).collect();
        for class in classes {
            let part = CellKey::code(T06, class, Column::Total);
            self.share(MeasureKey::ClassShare(class), part, CellKey::total(T06, Column::Total));
        }
        for item in [ThreePublicItem::Abroad, ThreePublicItem::Vehicles, ThreePublicItem::Reception] {
            let whole = CellKey::total(T13, ThreePublicItem::Total.actual());
            self.share(MeasureKey::ThreePublicShare(item), CellKey::total(T13, item.actual()), whole);
        }
    }

    fn growths(&mut self) {
        let (income, prior) = (&self.document.income, &self.document.other.prior);
        self.growth(
            YearOnYear::Total,
            CellKey::line(T01, Line::IncomeTotal, Column::Amount),
            at!(income.prior_total),
            income.prior_total,
        );
        let fiscal = CellKey::line(T04, Line::IncomeTotal, Column::Amount);
        self.growth(YearOnYear::Fiscal, fiscal, at!(income.prior_fiscal_total), income.prior_fiscal_total);
        self.growth(
            YearOnYear::GeneralBudget,
            CellKey::total(T06, Column::Total),
            at!(other.prior.gpb_total),
            prior.gpb_total,
        );
        self.growth(
            YearOnYear::GovernmentFund,
            CellKey::total(T10, Column::Spending),
            at!(other.prior.fund_total),
            prior.fund_total,
        );
        self.growth(
            YearOnYear::StateCapital,
            CellKey::total(T12, Column::Total),
            at!(other.prior.soc_total),
            prior.soc_total,
        );
        self.growth(YearOnYear::Basic, CellKey::total(T06, Column::Basic), at!(other.prior.basic), prior.basic);
        self.growth(YearOnYear::Project, CellKey::total(T06, Column::Project), at!(other.prior.project), prior.project);
        let t08 = |line| CellKey::line(T08, line, Column::Amount);
        self.growth(YearOnYear::Personnel, t08(Line::Personnel), at!(other.prior.personnel), prior.personnel);
        self.growth(YearOnYear::Public, t08(Line::Public), at!(other.prior.public), prior.public);
    }

    /// What the lines of spending were planned to be, and were last year, added up.
    fn totals_of_lines(&mut self) {
        let lines = self.document.expenditure.lines.iter().enumerate();
        let columns = lines.map(|(i, line)| {
            [
                (at!(expenditure.lines[i].initial_budget), line.initial_budget),
                (at!(expenditure.lines[i].adjusted_budget), line.adjusted_budget),
                (at!(expenditure.lines[i].prior_actual), line.prior_actual),
            ]
        });
        let columns: Vec<_> = columns.collect();
        for (column, (key, label)) in [
            (MeasureKey::InitialBudget, "年初预算总额"),
            (MeasureKey::AdjustedBudget, "全年预算总额"),
            (MeasureKey::PriorSpending, "各科目上年决算合计"),
        ]
        .into_iter()
        .enumerate()
        {
            let entered = columns.iter().map(|amounts| amounts[column]).filter(|(_, amount)| amount.is_some());
            let (inputs, amounts): (Vec<Source>, Vec<_>) = entered.map(|(path, amount)| (path.into(), amount)).unzip();
            let total = MeasureValue::Money(Money::sum_of(amounts));
            self.put(key, label.to_owned(), total, SUM, inputs);
        }
    }

    /// Budgets of the general budget, by item and in total, on the chosen basis, and their rates of completion.
    fn budgets(&mut self) {
        let mut by_item: BTreeMap<Code, Vec<(Path, Option<Money>)>> = BTreeMap::new();
        for (i, line) in self.document.expenditure.lines.iter().enumerate() {
            let budget = match self.basis {
                BudgetBasis::Initial => (at!(expenditure.lines[i].initial_budget), line.initial_budget),
                BudgetBasis::Adjusted => (at!(expenditure.lines[i].adjusted_budget), line.adjusted_budget),
            };
            if let Some(code) = Code::new(&line.item).filter(|_| line.fund_or_default() == Fund::Gpb) {
                by_item.entry(code).or_default().push(budget);
            }
        }
        let mut gpb = None;
        let mut gpb_inputs = Vec::new();
        let mut gpb_addends = 0;
        for (code, parts) in by_item {
            let budget = Money::sum_of(parts.iter().map(|(_, amount)| *amount));
            let sources: Vec<Source> = parts.iter().map(|(path, _)| (*path).into()).collect();
            if let Some(budget) = budget {
                gpb = Money::sum_of([gpb, Some(budget)]);
                gpb_addends += parts.iter().filter(|(_, amount)| amount.is_some()).count();
                gpb_inputs.extend(sources.iter().cloned());
            }
            let name = self.book.functional_name(code);
            self.put(MeasureKey::ItemBudget(code), format!("{name}预算数"), MeasureValue::Money(budget), SUM, sources);
            let actual = CellKey::code(T06, code, Column::Total);
            self.completion(MeasureKey::ItemCompletion(code), actual, MeasureKey::ItemBudget(code), budget);
        }
        let published = (at!(expenditure.published_budget), self.document.expenditure.published_budget);
        let (gpb, formula, gpb_inputs) = self.as_published(published, gpb, gpb_inputs, gpb_addends);
        self.put(
            MeasureKey::GeneralBudgetPlanned,
            "一般公共预算财政拨款支出预算数".to_owned(),
            MeasureValue::Money(gpb),
            formula,
            gpb_inputs,
        );
        self.completion(
            MeasureKey::GeneralBudgetCompletion,
            CellKey::total(T06, Column::Total),
            MeasureKey::GeneralBudgetPlanned,
            gpb,
        );
    }

    /// A total as it was published, where the sum of its parts differs by no more than rounding explains; otherwise the
    /// sum. Without any part it is what was published.
    fn as_published(
        &self,
        (place, published): (Path, Option<Money>),
        sum: Option<Money>,
        parts: Vec<Source>,
        addends: usize,
    ) -> (Option<Money>, &'static str, Vec<Source>) {
        let is_tail = |published: Money, sum: Money| {
            let explained = envelope(u32::try_from(addends).unwrap_or(u32::MAX));
            self.document.is_wan_two() && published != sum && (published - sum).abs() <= explained
        };
        match (published, sum) {
            (Some(published), None) => (Some(published), STATED, vec![place.into()]),
            (Some(published), Some(sum)) if is_tail(published, sum) => (Some(published), STATED, vec![place.into()]),
            _ => (sum, SUM, parts),
        }
    }

    fn completion(&mut self, key: MeasureKey, actual: CellKey, budget_key: MeasureKey, budget: Option<Money>) {
        let value = Ratio::share(self.tables.printed(actual), budget);
        let label = MeasureLabel::OfCell(actual, "完成预算");
        let inputs = vec![actual.into(), budget_key.into()];
        self.put(key, label, MeasureValue::Ratio(value), COMPLETION, inputs);
    }

    fn three_public(&mut self) {
        type Parts = fn(&ThreePublicAmounts) -> Vec<(&'static str, Option<Money>)>;
        let items: [(ThreePublicItem, Parts); 6] = [
            (ThreePublicItem::Abroad, |a| vec![("abroad", a.abroad)]),
            (ThreePublicItem::VehiclePurchase, |a| vec![("vehicle_purchase", a.vehicle_purchase)]),
            (ThreePublicItem::VehicleRunning, |a| vec![("vehicle_running", a.vehicle_running)]),
            (ThreePublicItem::Vehicles, |a| {
                vec![("vehicle_purchase", a.vehicle_purchase), ("vehicle_running", a.vehicle_running)]
            }),
            (ThreePublicItem::Reception, |a| {
                vec![("reception_domestic", a.reception_domestic), ("reception_foreign", a.reception_foreign)]
            }),
            (ThreePublicItem::Total, |a| {
                vec![
                    ("abroad", a.abroad),
                    ("vehicle_purchase", a.vehicle_purchase),
                    ("vehicle_running", a.vehicle_running),
                    ("reception_domestic", a.reception_domestic),
                    ("reception_foreign", a.reception_foreign),
                ]
            }),
        ];
        for (item, parts) in items {
            let (actual, budget) = (CellKey::total(T13, item.actual()), CellKey::total(T13, item.budget()));
            let label = |words| MeasureLabel::OfCell(actual, words);
            let value = Ratio::share(self.tables.printed(actual), self.tables.printed(budget));
            let inputs = vec![actual.into(), budget.into()];
            let key = MeasureKey::ThreePublicCompletion(item);
            self.put(key, label("完成预算"), MeasureValue::Ratio(value), COMPLETION, inputs);

            let parts = parts(&self.document.three_public.prior);
            let prior = Money::sum_of(parts.iter().map(|(_, amount)| *amount));
            let value = Growth::between(self.tables.printed(actual), prior);
            let sources = parts.iter().map(|(field, _)| Source::from(at!(three_public.prior).field(field)));
            let inputs: Vec<Source> = std::iter::once(actual.into()).chain(sources.clone()).collect();
            let key = MeasureKey::ThreePublicPrior(item);
            self.put(key, label("上年数"), MeasureValue::Money(prior), SUM, sources.collect());
            let key = MeasureKey::ThreePublicGrowth(item);
            self.put(key, label("比上年"), MeasureValue::Growth(value), GROWTH, inputs);
        }
    }

    fn other_matters(&mut self) {
        let other = &self.document.other;
        let value = Growth::between(other.operating.amount, other.operating.prior);
        let inputs = vec![at!(other.operating.amount).into(), at!(other.operating.prior).into()];
        self.put(
            MeasureKey::Growth(YearOnYear::Operating),
            "机关运行经费比上年".to_owned(),
            MeasureValue::Growth(value),
            GROWTH,
            inputs,
        );

        let procurement = &other.procurement;
        let parts = [
            (at!(other.procurement.goods), procurement.goods),
            (at!(other.procurement.works), procurement.works),
            (at!(other.procurement.services), procurement.services),
        ];
        let total = Money::sum_of(parts.iter().map(|(_, amount)| *amount));
        let sources = parts.iter().map(|(path, _)| (*path).into()).collect();
        let stated = (at!(other.procurement.total), procurement.total);
        let addends = parts.iter().filter(|(_, amount)| amount.is_some()).count();
        let (total, formula, sources) = self.as_published(stated, total, sources, addends);
        self.put(
            MeasureKey::ProcurementTotal,
            "政府采购支出总额".to_owned(),
            MeasureValue::Money(total),
            formula,
            sources,
        );
        let shares = [
            (
                SmallFirms::SmallMedium,
                at!(other.procurement.small_medium),
                procurement.small_medium,
                "中小企业合同金额占比",
            ),
            (
                SmallFirms::SmallMicro,
                at!(other.procurement.small_micro),
                procurement.small_micro,
                "小微企业合同金额占比",
            ),
        ];
        for (firms, path, amount, label) in shares {
            let inputs = vec![path.into(), Source::Measure(MeasureKey::ProcurementTotal)];
            let value = MeasureValue::Ratio(Ratio::share(amount, total));
            self.put(MeasureKey::ProcurementShare(firms), label.to_owned(), value, SHARE, inputs);
        }
    }

    fn per_head(&mut self) {
        let staff = &self.document.unit.staff;
        let prior = &self.document.other.prior;
        let three_public = &self.document.three_public;
        let printed = |line| {
            let key = CellKey::line(T08, line, Column::Amount);
            (Source::Cell(key), self.tables.printed(key))
        };
        let now = (at!(unit.staff.actual.total), staff.actual.total);
        let before = (at!(unit.staff.prior_actual), staff.prior_actual);
        let (personnel, public) = (printed(Line::Personnel), printed(Line::Public));
        let personnel_prior = (at!(other.prior.personnel).into(), prior.personnel);
        let public_prior = (at!(other.prior.public).into(), prior.public);
        let reception = at!(three_public.actual.reception_domestic).into();
        let reception = (reception, three_public.actual.reception_domestic);
        let guests = (at!(three_public.domestic_persons), three_public.domestic_persons);
        let abroad = (at!(three_public.actual.abroad).into(), three_public.actual.abroad);
        let travellers = (at!(three_public.abroad_persons), three_public.abroad_persons);
        self.average(PerHead::Personnel, personnel, now);
        self.average(PerHead::Public, public, now);
        self.average(PerHead::PriorPersonnel, personnel_prior, before);
        self.average(PerHead::PriorPublic, public_prior, before);
        self.average(PerHead::Reception, reception, guests);
        self.average(PerHead::Abroad, abroad, travellers);
    }

    fn average(&mut self, of: PerHead, amount: (Source, Option<Money>), persons: (Path, Option<u32>)) {
        const PER_HEAD: &str = "金额 ÷ 人数，四舍五入到分";
        let value = amount.1.zip(persons.1).and_then(|(amount, persons)| per_person(amount, persons));
        let inputs = vec![amount.0, persons.0.into()];
        self.put(MeasureKey::PerHead(of), of.words().to_owned(), MeasureValue::Money(value), PER_HEAD, inputs);
    }
}

fn per_person(amount: Money, persons: u32) -> Option<Money> {
    let each = amount.yuan().checked_div(Decimal::from(persons))?;
    Money::from_yuan(each.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero))
}
