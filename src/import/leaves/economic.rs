//! What was spent by economic code, of basic spending alone or by item.

use std::collections::BTreeSet;

use crate::{
    address::{CellKey, Column, ColumnKey, RowKey, T03, T05, T06, T07, T08, T10, T11, T12},
    codes::Code,
    document::{Fund, SpendingKind},
    money::Money,
    reading::TablePart,
};

use super::{Collector, FundOrder, RowOf, Target};
use crate::import::group::ImportGroup;

impl Collector<'_, '_> {
    pub(super) fn economic(&mut self) {
        // 公开05表 of Sichuan has basic expenditure by economic code, too.
        if !self.facts.is_read(T08) {
            for code in self.facts.leaves(T05) {
                if let Some(fact) = self.facts.cell(T05, code, Column::GeneralBudgetBasic) {
                    self.want(ImportGroup::Economic, Target::Row(RowOf::Economic(code), "amount"), fact);
                }
            }
        }
        for code in self.facts.leaves(T08) {
            if let Some(fact) = self.facts.cell(T08, code, Column::Amount) {
                self.want(ImportGroup::Economic, Target::Row(RowOf::Economic(code), "amount"), fact);
            }
        }
    }

    /// Tables of basic or of project spending, of one fund or of all money; the items and funds that they tell of.
    pub(super) fn detail_of_parts(&mut self) -> BTreeSet<(Code, FundOrder)> {
        let mut known = BTreeSet::new();
        let mut told: BTreeSet<(Code, Code, bool, FundOrder)> = BTreeSet::new();
        let mut parts: Vec<TablePart> = self.facts.parts().collect();
        // The most telling first.
        parts.sort_by_key(|part| (part.fund.is_none(), part.kind.is_none()));
        for part in parts {
            for (item, economic, fact) in self.facts.detail_leaves(part) {
                if fact.fact.value.is_zero() {
                    continue;
                }
                let found = self.spent_as(part, item);
                let Some((fund, is_basic)) = found else {
                    if part.fund.is_some() || !self.is_told(&known, item) {
                        self.leave(
                            fact,
                            "明细表没有分资金性质或基本支出和项目支出；请与一般公共预算财政拨款的明细表一起导入",
                        );
                    }
                    continue;
                };
                known.insert((item, fund));
                if told.insert((item, economic, is_basic, fund)) {
                    let row = RowOf::Detail(item, economic, is_basic, fund);
                    self.want(ImportGroup::Detail, Target::Row(row, "amount"), fact);
                }
            }
        }
        known
    }

    fn is_told(&self, known: &BTreeSet<(Code, FundOrder)>, item: Code) -> bool {
        known.range((item, FundOrder::General)..=(item, FundOrder::Other)).next().is_some()
    }

    /// Of which fund, and whether basic, the numbers of an item are in a table of a part. Where the table does not say
    /// it, all that was spent of the item is of one kind, or it can't be told.
    fn spent_as(&self, part: TablePart, item: Code) -> Option<(FundOrder, bool)> {
        let value = |table, column| self.facts.cell(table, item, column).map(|fact| (fact.fact.value, fact.rounding()));
        let capital = if self.facts.is_read(T12) { T12 } else { T11 };
        let spent = |fund: Fund, is_basic: bool| {
            let columns = match fund {
                Fund::Government => [Column::SpendingBasic, Column::SpendingProject],
                Fund::StateCapital if capital == T11 => [Column::SpendingBasic, Column::SpendingProject],
                _ => [Column::Basic, Column::Project],
            };
            let table = match fund {
                Fund::Gpb => T06,
                Fund::Government => T10,
                Fund::StateCapital => capital,
                Fund::Other => T03,
            };
            value(table, columns[usize::from(!is_basic)]).filter(|(value, _)| !value.is_zero())
        };
        let is_basic = match (part.kind, part.fund) {
            (Some(kind), _) => kind == SpendingKind::Basic,
            (None, Some(fund)) => match (spent(fund, true), spent(fund, false)) {
                (Some(_), None) => true,
                (None, Some(_)) => false,
                _ => return None,
            },
            (None, None) => return None,
        };
        let orders = [FundOrder::General, FundOrder::Government, FundOrder::StateCapital];
        if let Some(fund) = part.fund {
            return orders.into_iter().find(|order| order.fund() == fund).map(|order| (order, is_basic));
        }
        let (all, rounding) = spent(Fund::Other, is_basic)?;
        let is_all = |order: &FundOrder| {
            spent(order.fund(), is_basic).is_some_and(|(own, more)| (own - all).abs() <= rounding + more)
        };
        orders.into_iter().find(is_all).map(|order| (order, is_basic))
    }

    /// `T07` does not tell basic from project expenditure: `T06` does, where an item has only one of them.
    pub(super) fn detail(&mut self, known: &BTreeSet<(Code, FundOrder)>) {
        let columns = self.facts.leaf_columns(T07);
        for item in self.facts.leaves(T07) {
            if known.contains(&(item, FundOrder::General)) {
                continue;
            }
            let spent = |column| self.facts.cell(T06, item, column).map_or(Money::ZERO, |fact| fact.fact.value);
            let is_basic = match (spent(Column::Basic).is_zero(), spent(Column::Project).is_zero()) {
                (false, true) => Some(true),
                (true, false) => Some(false),
                _ => None,
            };
            for economic in &columns {
                let key = CellKey { table: T07, row: RowKey::Code(item), column: ColumnKey::Code(*economic) };
                let Some(fact) = self.facts.get(key).filter(|fact| !fact.fact.value.is_zero()) else { continue };
                match is_basic {
                    Some(is_basic) => {
                        let row = RowOf::Detail(item, *economic, is_basic, FundOrder::General);
                        self.want(ImportGroup::Detail, Target::Row(row, "amount"), fact);
                    }
                    None => self.leave(fact, "这个科目既有基本支出又有项目支出，明细表没有分开"),
                }
            }
        }
    }

    /// `T05` tells no items: where a fund has only one, all of it is that one's.
    pub(super) fn detail_of_funds(&mut self, known: &BTreeSet<(Code, FundOrder)>) {
        let kinds = [
            (FundOrder::Government, T10, Column::SpendingBasic, Column::GovernmentFundBasic, true),
            (FundOrder::Government, T10, Column::SpendingProject, Column::GovernmentFundProject, false),
            (FundOrder::StateCapital, T12, Column::Basic, Column::StateCapitalBasic, true),
            (FundOrder::StateCapital, T12, Column::Project, Column::StateCapitalProject, false),
        ];
        for (fund, table, spent, column, is_basic) in kinds {
            let has_spent =
                |item: &Code| self.facts.cell(table, *item, spent).is_some_and(|fact| !fact.fact.value.is_zero());
            let items: Vec<Code> = self.facts.leaves(table).into_iter().filter(has_spent).collect();
            let [item] = items.as_slice() else { continue };
            if known.contains(&(*item, fund)) {
                continue;
            }
            for economic in self.facts.leaves(T05) {
                let fact = self.facts.cell(T05, economic, column).filter(|fact| !fact.fact.value.is_zero());
                if let Some(fact) = fact {
                    let row = RowOf::Detail(*item, economic, is_basic, fund);
                    self.want(ImportGroup::Detail, Target::Row(row, "amount"), fact);
                }
            }
        }
    }
}
