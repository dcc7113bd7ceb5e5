//! Fills in income from expenditure (按支出填列收入), for a unit whose fiscal income equals what it spent.

use std::collections::{BTreeMap, HashMap};

use crate::{at, money::Money};

use super::{Document, Edit, Entry, FunctionalCode, Fund, Path, value::Leaf};

/// What filling income from spending would do.
#[derive(Clone, Debug, PartialEq)]
pub struct IncomeFill {
    /// One undo step; `None` if income agrees with spending already.
    pub edit: Option<Edit>,
    /// How many amounts that are there now would be replaced by another.
    pub overwritten: usize,
}

/// The income fields that follow spending, with their fund.
const FISCAL: [(Fund, &str); 3] = [(Fund::Gpb, "gpb"), (Fund::Government, "fund"), (Fund::StateCapital, "soc")];

impl Document {
    /// Sets each item's fiscal income to its spending from the same fund; items without an income row get one.
    /// Income from other sources, and of items that spend nothing, stays as it is.
    pub fn fill_income_from_spending(&self) -> IncomeFill {
        let mut spent: BTreeMap<&str, BTreeMap<&str, Money>> = BTreeMap::new();
        for line in self.expenditure.lines.iter().filter(|line| !line.item.is_blank()) {
            let Some((_, field)) = FISCAL.iter().find(|(fund, _)| *fund == line.fund_or_default()) else { continue };
            if let Some(sum) = line.total() {
                *spent.entry(&line.item).or_default().entry(field).or_default() += sum;
            }
        }
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (row, line) in self.income.lines.iter().enumerate() {
            first.entry(&line.item).or_insert(row);
        }
        let list = at!(income.lines);
        let mut edits = Vec::new();
        let mut overwritten = 0;
        let mut next_row = self.income.lines.len();
        for (item, amounts) in spent {
            let row = first.get(item).copied().unwrap_or_else(|| {
                edits.push(Edit::insert_rows(list, next_row, 1));
                edits.push(set(list.row(next_row).field("item"), FunctionalCode::new(item).entry()));
                next_row += 1;
                next_row - 1
            });
            for (field, amount) in amounts {
                let path = list.row(row).field(field);
                let entry = Entry::Money(amount);
                match self.entry(path) {
                    Some(old) if old == entry => continue,
                    Some(Entry::Money(_)) => overwritten += 1,
                    _ => {}
                }
                edits.push(set(path, entry));
            }
        }
        let edit = (!edits.is_empty()).then(|| Edit::Many { label: "按支出填列收入".to_owned(), edits });
        IncomeFill { edit, overwritten }
    }
}

fn set(path: Path, entry: Entry) -> Edit {
    Edit::Set { path, entry }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ExpenditureLine;

    fn spending(item: &str, fund: Fund, basic: i64, project: i64) -> ExpenditureLine {
        ExpenditureLine {
            item: FunctionalCode::new(item),
            fund: Some(fund),
            basic: Some(Money::from_fen(basic)),
            project: Some(Money::from_fen(project)),
            ..Default::default()
        }
    }

    #[test]
    fn income_follows_spending_and_the_second_time_changes_nothing() {
        let mut document = Document::default();
        for line in [
            spending("2012901", Fund::Gpb, 100, 20),
            spending("2012901", Fund::Gpb, 0, 5),
            spending("2120899", Fund::Government, 0, 7),
            spending("2012999", Fund::Other, 9, 9),
        ] {
            document.expenditure.lines.push(line);
        }
        let fill = document.fill_income_from_spending();
        assert_eq!(fill.overwritten, 0);
        let filled = document.apply(&fill.edit.expect("something to fill")).expect("applies");
        let lines: Vec<_> =
            filled.income.lines.iter().map(|line| (line.item.to_string(), line.gpb, line.fund)).collect();
        assert_eq!(
            lines,
            [
                ("2012901".to_owned(), Some(Money::from_fen(125)), None),
                ("2120899".to_owned(), None, Some(Money::from_fen(7))),
            ]
        );
        assert_eq!(filled.fill_income_from_spending(), IncomeFill { edit: None, overwritten: 0 });
        let changed = Edit::Set { path: at!(income.lines[0].gpb), entry: Entry::Money(Money::ZERO) };
        assert_eq!(filled.apply(&changed).expect("applies").fill_income_from_spending().overwritten, 1);
    }
}
