//! Income and spending by item.

use crate::{
    address::{Column, Line, T01, T02, T03, T04, T06, T10, T11, T12},
    codes::Code,
    document::Fund,
    money::Money,
};

use super::{Collector, FISCAL, FundOrder, FundTable, RowOf, Target};
use crate::import::group::ImportGroup;

impl Collector<'_, '_> {
    /// What all income or spending of a fund is by the summaries; a line that a summary leaves blank is nothing.
    fn of_fund(&self, first: Line, fiscal: Line) -> Option<Money> {
        let stated = self.facts.line(T01, first, Column::Amount).or(self.facts.line(T04, fiscal, Column::Amount));
        let is_read = self.facts.is_read(T01) || self.facts.is_read(T04);
        stated.map(|fact| fact.fact.value).or(is_read.then_some(Money::ZERO))
    }

    pub(super) fn income(&mut self) {
        const OTHERS: [(Column, &str); 5] = [
            (Column::Superior, "superior"),
            (Column::Business, "business"),
            (Column::Operating, "operating"),
            (Column::Affiliate, "affiliate"),
            (Column::Other, "other"),
        ];
        let none = |total: Option<Money>| total.is_some_and(Money::is_zero);
        let has_no_fund = none(self.of_fund(Line::GovernmentFundIncome, Line::GovernmentFundGrant));
        let has_no_capital = none(self.of_fund(Line::StateCapitalIncome, Line::StateCapitalGrant));
        for code in self.facts.leaves(T02) {
            let row = |field| Target::Row(RowOf::Income(code), field);
            for (column, field) in FISCAL.into_iter().chain(OTHERS) {
                if let Some(fact) = self.facts.cell(T02, code, column) {
                    self.want(ImportGroup::Income, row(field), fact);
                }
            }
            let is_split = FISCAL.iter().any(|(column, _)| self.facts.cell(T02, code, *column).is_some());
            let Some(fiscal) = self.facts.cell(T02, code, Column::Fiscal).filter(|_| !is_split) else { continue };
            if fiscal.fact.value.is_zero() || has_no_fund && has_no_capital {
                self.want(ImportGroup::Income, row("gpb"), fiscal);
                continue;
            }
            let part = |table, is_none: bool| match self.facts.cell(table, code, Column::Income) {
                Some(fact) => Some(fact.fact.value),
                None => (is_none || self.facts.is_read(table)).then_some(Money::ZERO),
            };
            let (Some(fund), Some(capital)) = (part(T10, has_no_fund), part(T11, has_no_capital)) else {
                if self.assumes && self.is_general_income(code) {
                    self.assume(ImportGroup::Income, row("gpb"), fiscal, "财政拨款收入都按一般公共预算填");
                    continue;
                }
                self.leave(fiscal, "财政拨款收入没有分出资金性质；请与收入支出决算总表、政府性基金的表一起导入");
                continue;
            };
            let general = fiscal.fact.value - fund - capital;
            let parts = [("gpb", general), ("fund", fund), ("soc", capital)];
            for (field, value) in parts.into_iter().filter(|(_, value)| !value.is_zero()) {
                let reason = "财政拨款收入按资金性质分开";
                let rounding = fiscal.rounding() + fiscal.rounding();
                self.want_computed(ImportGroup::Income, row(field), (value, rounding), fiscal, reason);
            }
        }
    }

    pub(super) fn spending(&mut self) {
        let columns = [(Column::Basic, "basic"), (Column::Project, "project")];
        let of_balances = [(Column::SpendingBasic, "basic"), (Column::SpendingProject, "project")];
        let capital = if self.facts.is_read(T12) { (T12, columns) } else { (T11, of_balances) };
        let funds = [
            (T06, FundOrder::General, columns),
            (T10, FundOrder::Government, of_balances),
            (capital.0, FundOrder::StateCapital, capital.1),
        ];
        for (table, fund, columns) in funds {
            for code in self.facts.leaves(table) {
                for (column, field) in columns {
                    if let Some(fact) = self.facts.cell(table, code, column) {
                        self.want(ImportGroup::Items, Target::Row(RowOf::Spending(code, fund), field), fact);
                    }
                }
            }
        }
        self.other_spending(&funds);
        let budgets = [(T06, FundOrder::General), (T10, FundOrder::Government), (T12, FundOrder::StateCapital)];
        for (table, fund) in budgets {
            for (code, fact) in self.facts.budgets(table) {
                let target = Target::Row(RowOf::Spending(code, fund), "initial_budget");
                self.want(ImportGroup::Items, target, fact);
            }
        }
    }

    /// What `T03` has beyond the tables of the funds is from other money.
    fn other_spending(&mut self, funds: &[FundTable; 3]) {
        let unsplit =
            [(Column::ToSuperior, "to_superior"), (Column::Operating, "operating"), (Column::Subsidy, "subsidy")];
        for code in self.facts.leaves(T03) {
            let row = Target::Row;
            for (index, (column, field)) in
                [(Column::Basic, "basic"), (Column::Project, "project")].into_iter().enumerate()
            {
                let Some(all) = self.facts.cell(T03, code, column).filter(|all| !all.fact.value.is_zero()) else {
                    continue;
                };
                if !self.facts.is_read(T06) {
                    if self.assumes && self.is_general_only(code) {
                        let target = row(RowOf::Spending(code, FundOrder::General), field);
                        self.assume(ImportGroup::Items, target, all, "支出都按一般公共预算填");
                        continue;
                    }
                    self.leave(all, "没有分出资金性质；请与一般公共预算财政拨款支出决算表一起导入");
                    continue;
                }
                let mut left = all.fact.value;
                let mut rounding = all.rounding();
                for (table, _, columns) in funds {
                    if let Some(fact) = self.facts.cell(*table, code, columns[index].0) {
                        left = left - fact.fact.value;
                        rounding += fact.rounding();
                    }
                }
                if left.abs() > rounding {
                    let reason = "支出决算表减去各项财政拨款支出";
                    let target = row(RowOf::Spending(code, FundOrder::Other), field);
                    self.want_computed(ImportGroup::Items, target, (left, rounding), all, reason);
                }
            }
            for (column, field) in unsplit {
                if let Some(fact) = self.facts.cell(T03, code, column).filter(|fact| !fact.fact.value.is_zero()) {
                    self.want(ImportGroup::Items, row(RowOf::Spending(code, FundOrder::Other), field), fact);
                }
            }
        }
    }

    /// Whether the document has no other fiscal income of an item.
    fn is_general_income(&self, code: Code) -> bool {
        let mut lines = self.document.income.lines.iter().filter(|line| *line.item == *code.as_str());
        lines.all(|line| [line.fund, line.soc].into_iter().flatten().all(Money::is_zero))
    }

    /// Whether the document has nothing of an item from other money.
    fn is_general_only(&self, code: Code) -> bool {
        let mut lines = self.document.expenditure.lines.iter().filter(|line| *line.item == *code.as_str());
        lines.all(|line| line.fund_or_default() == Fund::Gpb)
    }
}
