//! In which columns the amounts of rows stand whose blanks were lost: where the sums along the rows and down the codes
//! hold.

use rustc_hash::FxHashMap;

use crate::{
    address::{Column, ColumnKey, RowKey, T10, T11, T12, TableId},
    codes::Code,
    money::Money,
};

use super::{fact::ColumnMeaning, proof};

/// More ways to fill a row, or steps to find out whether one holds, are not tried.
const MOST_WAYS: usize = 2_000;
const MOST_STEPS: usize = 20_000;

/// Whether a column holds something in few accounts.
fn is_rare(table: TableId, column: Column) -> bool {
    use Column::*;
    match column {
        Opening | Closing | ToSuperior | Operating | Subsidy | Affiliate | Superior => true,
        // Funds pay for projects.
        Basic | SpendingBasic => matches!(table, T10 | T11 | T12),
        GovernmentFundBasic | StateCapitalBasic => true,
        _ => false,
    }
}

pub(super) struct PlacingRow {
    pub key: RowKey,
    /// Whether it takes part in the sums.
    pub is_sum: bool,
    /// `None` for what stands where there is none.
    pub amounts: Vec<Option<Money>>,
}

pub(super) struct Placing {
    /// For each row the columns of its amounts; `None` where several are as good.
    pub columns: Vec<Option<Vec<usize>>>,
    pub is_guessed: bool,
}

/// The amounts of a row by column.
type Way = Vec<Option<Money>>;

struct Search<'a> {
    rows: &'a [PlacingRow],
    /// The ways to fill each row: which columns its amounts stand in.
    ways: Vec<Vec<Vec<usize>>>,
    /// The rows that a row is the sum of.
    parts: Vec<(usize, Vec<usize>)>,
    width: usize,
}

impl Placing {
    pub fn of(table: TableId, order: &[ColumnMeaning], rows: Vec<PlacingRow>) -> Self {
        let width = order.len();
        let equations = equations(table, order);
        let is_rare = |column: &&usize| match order.get(**column) {
            Some(ColumnMeaning::Amount(ColumnKey::Named(own))) => is_rare(table, *own),
            _ => false,
        };
        let ways = rows.iter().map(|row| {
            let mut ways = ways(row, width, &equations);
            ways.sort_by_key(|way| way.iter().filter(is_rare).count());
            ways
        });
        let ways = ways.collect();
        let mut search = Search { rows: &rows, ways, parts: parts(&rows), width };
        search.narrow();
        let mut is_guessed = false;
        // What is still open is taken for the likeliest, one row after the other.
        while let Some(open) = search.ways.iter().position(|ways| ways.len() > 1) {
            is_guessed = true;
            search.ways[open].truncate(1);
            search.narrow();
        }
        Self { columns: search.ways.into_iter().map(|ways| ways.into_iter().next()).collect(), is_guessed }
    }
}

/// What has to be equal along a row: the sums of columns of the order.
type Equation = [Vec<usize>; 2];

fn equations(table: TableId, order: &[ColumnMeaning]) -> Vec<Equation> {
    let at = |column: &Column| order.iter().position(|own| *own == ColumnMeaning::Amount(ColumnKey::Named(*column)));
    let equation = |left: &[Column], right: &[Column]| [left, right].map(|side| side.iter().filter_map(at).collect());
    let mut all: Vec<Equation> = proof::row_sums(table).iter().map(|(sum, parts)| equation(&[*sum], parts)).collect();
    if matches!(table, T10 | T11) {
        all.push(equation(&[Column::Opening, Column::Income], &[Column::Spending, Column::Closing]));
    }
    all.retain(|sides| sides.iter().all(|side| !side.is_empty()));
    all
}

/// The ways in which the sums along the row hold; all amounts in their order, if there is one for each column.
fn ways(row: &PlacingRow, width: usize, equations: &[Equation]) -> Vec<Vec<usize>> {
    let count = row.amounts.len();
    if count == width {
        return vec![(0..width).collect()];
    }
    let mut all = Vec::new();
    if count < width {
        choose(count, width, &mut Vec::new(), &mut all);
    }
    all.retain(|columns| {
        let way = filled(row, columns, width);
        let sum = |side: &Vec<usize>| side.iter().try_fold(Money::ZERO, |total, column| plus(total, way[*column]));
        equations.iter().all(|[left, right]| match (sum(left), sum(right)) {
            (Some(one), Some(other)) => is_near(one, other, left.len() + right.len()),
            _ => false,
        })
    });
    all
}

/// All ways to choose columns from left to right, the leftmost first.
fn choose(count: usize, width: usize, chosen: &mut Vec<usize>, all: &mut Vec<Vec<usize>>) {
    if chosen.len() == count {
        return all.push(chosen.clone());
    }
    let from = chosen.last().map_or(0, |last| last + 1);
    for column in from..width {
        if all.len() < MOST_WAYS && width - column >= count - chosen.len() {
            chosen.push(column);
            choose(count, width, chosen, all);
            chosen.pop();
        }
    }
}

fn filled(row: &PlacingRow, columns: &[usize], width: usize) -> Way {
    let mut way = vec![None; width];
    for (amount, column) in row.amounts.iter().zip(columns) {
        way[*column] = *amount;
    }
    way
}

fn plus(total: Money, amount: Option<Money>) -> Option<Money> {
    Money::sum_of([Some(total), amount.or(Some(Money::ZERO))])
}

/// Within the rounding of two decimals of 万元.
fn is_near(one: Money, other: Money, count: usize) -> bool {
    let most = i64::try_from(count + 1).unwrap_or(i64::MAX).saturating_mul(5_000);
    (one - other).abs() <= Money::from_fen(most)
}

/// Each row with those that it is the sum of, the total first.
fn parts(rows: &[PlacingRow]) -> Vec<(usize, Vec<usize>)> {
    let mut at: FxHashMap<RowKey, usize> = FxHashMap::default();
    for (number, row) in rows.iter().enumerate().filter(|(_, row)| row.is_sum) {
        at.entry(row.key).or_insert(number);
    }
    let mut below: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (key, number) in &at {
        let RowKey::Code(code) = key else { continue };
        let mut above = std::iter::successors(code.parent(), Code::parent).map(RowKey::Code);
        let above = above.find_map(|above| at.get(&above)).or_else(|| at.get(&RowKey::Total));
        if let Some(above) = above {
            below.entry(*above).or_default().push(*number);
        }
    }
    let mut parts: Vec<(usize, Vec<usize>)> = below.into_iter().collect();
    for (_, below) in &mut parts {
        below.sort_unstable();
    }
    let depth = |row: usize| match rows[row].key {
        RowKey::Code(code) => code.digits(),
        _ => 0,
    };
    parts.sort_by_key(|(row, _)| (depth(*row), *row));
    parts
}

impl Search<'_> {
    /// Takes away the ways with which no sum down the codes can hold, until none is left to take.
    fn narrow(&mut self) {
        loop {
            let before: usize = self.ways.iter().map(Vec::len).sum();
            for (sum, below) in self.parts.clone() {
                self.narrow_sum(sum, &below);
            }
            if self.ways.iter().map(Vec::len).sum::<usize>() == before {
                return;
            }
        }
    }

    fn narrow_sum(&mut self, sum: usize, below: &[usize]) {
        let members: Vec<usize> = std::iter::once(sum).chain(below.iter().copied()).collect();
        if members.iter().any(|row| self.ways[*row].is_empty()) {
            return;
        }
        for (member, row) in members.iter().enumerate() {
            if self.ways[*row].len() < 2 {
                continue;
            }
            let kept: Vec<Vec<usize>> =
                self.ways[*row].iter().filter(|way| self.can_hold(&members, member, way)).cloned().collect();
            // Sums that do not hold at all tell nothing.
            if !kept.is_empty() {
                self.ways[*row] = kept;
            }
        }
    }

    /// Whether the sum can hold if one of its members is filled in this way.
    fn can_hold(&self, members: &[usize], member: usize, way: &[usize]) -> bool {
        let own: Vec<Vec<Way>> = members
            .iter()
            .enumerate()
            .map(|(at, row)| {
                let fill = |columns: &[usize]| filled(&self.rows[*row], columns, self.width);
                if at == member { vec![fill(way)] } else { self.ways[*row].iter().map(|way| fill(way)).collect() }
            })
            .collect();
        let Some((sums, parts)) = own.split_first() else { return true };
        let mut steps = 0;
        sums.iter().any(|sum| {
            let left: Vec<Money> = sum.iter().map(|amount| amount.unwrap_or(Money::ZERO)).collect();
            subtract(&left, parts, parts.len(), &mut steps)
        })
    }
}

/// Whether a way of each part can be taken from what is left so that nothing remains.
fn subtract(left: &[Money], parts: &[Vec<Way>], count: usize, steps: &mut usize) -> bool {
    *steps += 1;
    if *steps > MOST_STEPS {
        return true;
    }
    let Some((first, rest)) = parts.split_first() else {
        return left.iter().all(|left| is_near(*left, Money::ZERO, count));
    };
    first.iter().any(|way| {
        let next: Vec<Money> =
            left.iter().zip(way).map(|(left, amount)| *left - amount.unwrap_or(Money::ZERO)).collect();
        subtract(&next, rest, count, steps)
    })
}
