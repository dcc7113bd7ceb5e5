//! Balances, three-public spending, counts and projects.

use crate::{
    address::{CellKey, Column, Line, RowKey, T01, T04, T09, T10, T11, T13},
    at,
    document::{Entry, Path},
    money::Money,
};

use super::{Collector, FundOrder, RowOf, Target, WantedValue};
use crate::import::{facts::FactOf, group::ImportGroup};

/// A total that is just the sum of those of its parts that are there.
fn all_of<'a>(total: Option<FactOf<'a>>, parts: &[Option<FactOf<'a>>]) -> Option<FactOf<'a>> {
    let sum: Money = parts.iter().flatten().map(|part| part.fact.value).sum();
    total.filter(|total| total.fact.value == sum)
}

impl Collector<'_, '_> {
    pub(super) fn balances(&mut self) {
        let surplus = self.facts.line(T01, Line::NonFiscalSurplus, Column::Amount);
        let allocation = self.facts.line(T01, Line::Allocation, Column::Amount);
        for (path, fact) in [(at!(income.non_fiscal_surplus), surplus), (at!(expenditure.allocation), allocation)] {
            if let Some(fact) = fact {
                self.want(ImportGroup::Balances, Target::Field(path), fact);
            }
        }
        let opening = [
            ("gpb", Line::GeneralBudgetOpening, None),
            ("fund", Line::GovernmentFundOpening, Some((T10, Column::Opening))),
            ("soc", Line::StateCapitalOpening, Some((T11, Column::Opening))),
        ];
        for (field, line, table) in opening {
            let total = table.and_then(|(table, column)| self.facts.total(table, column));
            if let Some(fact) = self.facts.line(T04, line, Column::Amount).or(total) {
                self.want(ImportGroup::Balances, Target::Field(at!(income.opening).field(field)), fact);
            }
        }
        let closing = [
            ("gpb", Column::GeneralBudget, None),
            ("fund", Column::GovernmentFund, Some(T10)),
            ("soc", Column::StateCapital, Some(T11)),
        ];
        for (field, column, table) in closing {
            let total = table.and_then(|table| self.facts.total(table, Column::Closing));
            if let Some(fact) = self.facts.line(T04, Line::Closing, column).or(total) {
                self.want(ImportGroup::Balances, Target::Field(at!(expenditure.closing).field(field)), fact);
            }
        }
        let [all, general, fund, soc] =
            [Column::Total, Column::GeneralBudget, Column::GovernmentFund, Column::StateCapital]
                .map(|column| self.facts.line(T04, Line::Closing, column));
        if let (None, Some(all)) = (general, all_of(all, &[fund, soc])) {
            self.nothing(ImportGroup::Balances, at!(expenditure.closing.gpb), all);
        }
        let others = [
            (at!(income.opening.other), Line::Opening, Column::Amount),
            (at!(expenditure.closing.other), Line::Closing, Column::Total),
        ];
        for (path, line, column) in others {
            let all = self.facts.line(T01, line, Column::Amount);
            let fiscal = self.facts.line(T04, line, column);
            let Some(all) = all.filter(|_| self.facts.is_read(T04)) else { continue };
            let rest = all.fact.value - fiscal.map_or(Money::ZERO, |fact| fact.fact.value);
            let rounding = all.rounding() + fiscal.map_or(Money::ZERO, |fact| fact.rounding());
            if rest.abs() > rounding {
                let reason = "收入支出决算总表减去财政拨款的结转和结余";
                self.want_computed(ImportGroup::Balances, Target::Field(path), (rest, rounding), all, reason);
            }
        }
        for (table, fund) in [(T10, FundOrder::Government), (T11, FundOrder::StateCapital)] {
            for code in self.facts.leaves(table) {
                for (column, field) in [(Column::Opening, "opening"), (Column::Closing, "closing")] {
                    if let Some(fact) = self.facts.cell(table, code, column) {
                        self.want(ImportGroup::Balances, Target::Row(RowOf::CarryOver(code, fund), field), fact);
                    }
                }
            }
        }
    }

    pub(super) fn three_public(&mut self) {
        let parts = [
            (
                at!(three_public.budget),
                [
                    Column::BudgetAbroad,
                    Column::BudgetVehiclePurchase,
                    Column::BudgetVehicleRunning,
                    Column::BudgetReception,
                ],
                Column::BudgetTotal,
                self.document.three_public.budget.reception_foreign,
            ),
            (
                at!(three_public.actual),
                [
                    Column::ActualAbroad,
                    Column::ActualVehiclePurchase,
                    Column::ActualVehicleRunning,
                    Column::ActualReception,
                ],
                Column::ActualTotal,
                self.document.three_public.actual.reception_foreign,
            ),
        ];
        let group = ImportGroup::ThreePublic;
        for (path, columns, total, foreign) in parts {
            let cells = columns.map(|column| self.facts.total(T13, column));
            let reception = cells[3];
            let all = all_of(self.facts.total(T13, total), &cells);
            for (cell, field) in cells.into_iter().zip(["abroad", "vehicle_purchase", "vehicle_running"]) {
                match (cell, all) {
                    (Some(fact), _) => self.want(group, Target::Field(path.field(field)), fact),
                    (None, Some(all)) => self.nothing(group, path.field(field), all),
                    (None, None) => {}
                }
            }
            match (reception, all) {
                (Some(fact), _) => self.receptions(path, fact, foreign),
                (None, Some(all)) => {
                    self.nothing(group, path.field("reception_domestic"), all);
                    self.nothing(group, path.field("reception_foreign"), all);
                }
                (None, None) => {}
            }
        }
    }

    /// Forms leave blank what is zero, and the total says so.
    fn nothing(&mut self, group: ImportGroup, place: Path, all: FactOf<'_>) {
        let nothing = (Money::ZERO, Money::ZERO);
        self.want_computed(group, Target::Field(place), nothing, all, "表中空白，合计是其余各项之和，按0填");
    }

    /// `foreign` is what the document has. 国内接待费 of the accounts (机构运行信息表) holds what was spent on guests from
    /// abroad, who are told apart below it.
    fn receptions(&mut self, path: Path, all: FactOf<'_>, foreign: Option<Money>) {
        let [domestic, abroad] = ["reception_domestic", "reception_foreign"].map(|field| path.field(field));
        let group = ImportGroup::ThreePublic;
        if all.fact.value.is_zero() {
            self.want(group, Target::Field(domestic), all);
            self.want(group, Target::Field(abroad), all);
            return;
        }
        let within = self.facts.entered_at(domestic).map(|fact| fact.fact.value);
        let of_guests = self.facts.entered_at(abroad).map(|fact| fact.fact.value);
        let stated = within.map(|within| all.fact.value - within + of_guests.unwrap_or(Money::ZERO)).or(of_guests);
        if let Some(stated) = stated {
            let reason = "机构运行信息表的外事接待费";
            self.want_computed(group, Target::Field(abroad), (stated, all.rounding()), all, reason);
        }
        match stated.or(foreign) {
            Some(foreign) => {
                let value = (all.fact.value - foreign, all.rounding());
                self.want_computed(group, Target::Field(domestic), value, all, "公务接待费减去外事接待费");
            }
            None if self.assumes => {
                let reason = "公务接待费都按国内接待填";
                self.assume(group, Target::Field(domestic), all, reason);
                self.add(group, Target::Field(abroad), (Money::ZERO, Money::ZERO), all, Some(reason), true);
            }
            None => self.leave(all, "公务接待费没有分国内和外事；请先填外事接待费（没有就填0）再导入"),
        }
    }

    /// What stands in no table of ours: counts, procurement, operating costs.
    pub(super) fn operations(&mut self) {
        let group = |path: Path| {
            if path.starts_with(&at!(three_public)) { ImportGroup::ThreePublic } else { ImportGroup::Other }
        };
        for (path, fact) in self.facts.entered() {
            // Receptions go with their total.
            if !path.starts_with(&at!(three_public)) {
                self.want(group(*path), Target::Field(*path), *fact);
            }
        }
        for (path, count, origin) in self.facts.counts() {
            self.wanted.push(WantedValue {
                group: group(*path),
                target: Target::Field(*path),
                value: Entry::Count(*count),
                origin: origin.clone(),
                reason: None,
                is_assumed: false,
                rounding: Money::ZERO,
            });
        }
    }

    pub(super) fn projects(&mut self) {
        for (number, name, item) in self.facts.projects() {
            let key = CellKey::new(T09, RowKey::Project(number), Column::Amount);
            let Some(fact) = self.facts.get(key) else { continue };
            let row = RowOf::Project(number);
            let is_new = number as usize >= self.document.performance.projects.len();
            if is_new {
                let Some(item) = item else {
                    self.leave(fact, "项目不在科目下面，不知道属于哪个科目");
                    continue;
                };
                for (field, text) in [("name", name.to_owned()), ("item", item.to_string())] {
                    let (value, origin) = (Entry::Text(text), fact.origin());
                    let target = Target::Row(row, field);
                    let group = ImportGroup::Projects;
                    self.wanted.push(WantedValue {
                        group,
                        target,
                        value,
                        origin,
                        reason: None,
                        is_assumed: false,
                        rounding: Money::ZERO,
                    });
                }
            }
            self.want(ImportGroup::Projects, Target::Row(row, "fiscal"), fact);
        }
    }
}
