//! `T01` “收入支出决算总表”: income at the left, the official list of classes at the right.

use crate::{
    codes::Code,
    figures::{CellKey, Column, Figures, INCOME_LINES, Line, RowKey, T01, row_label},
};

use super::layout::{Head, Table, TableCell, TableRow};

/// The classes (类) of the official form, in its order; others appear when they occur.
pub(super) const OFFICIAL_CLASSES: [&str; 26] = [
    "201", "202", "203", "204", "205", "206", "207", "208", "210", "211", "212", "213", "214", "215", "216", "217",
    "219", "220", "221", "222", "223", "224", "229", "231", "232", "234",
];

/// The classes of the form and others that occur, in order.
pub(super) fn classes(used: impl Iterator<Item = Code>) -> Vec<Code> {
    let mut classes: Vec<Code> = OFFICIAL_CLASSES.iter().filter_map(|digits| Code::new(digits)).collect();
    classes.extend(used.filter(|code| code.digits() == 3));
    classes.sort_unstable();
    classes.dedup();
    classes
}

/// 一、二、…、二十六、
pub fn chinese_number(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10, number % 10);
    match tens {
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        _ => format!("{}十{}", DIGITS[tens % 10], DIGITS[ones]),
    }
}

/// The lines of one half: name and figure.
type Half = Vec<(String, Option<CellKey>, bool)>;

/// 公开01表
pub(super) fn table(figures: &Figures) -> Table {
    let (head, columns) = Head::default()
        .mixed_group("收入", &[("项目", false), ("行次", false), ("决算数", true)])
        .mixed_group("支出", &[("项目", false), ("行次", false), ("决算数", true)])
        .build();
    let mut table = Table::new(figures, T01, head, columns);
    let line = |name: Line| CellKey::line(T01, name, Column::Amount);
    let words = |name: Line| row_label(T01, RowKey::Line(name), &figures.book, &figures.document);

    let mut income: Half = INCOME_LINES
        .iter()
        .enumerate()
        .map(|(i, name)| (format!("{}、{}", chinese_number(i + 1), words(*name)), Some(line(*name)), false))
        .collect();
    let mut spending: Half = classes(figures.tables.codes(T01))
        .into_iter()
        .enumerate()
        .map(|(i, class)| {
            let name = format!("{}、{}", chinese_number(i + 1), figures.book.functional_name(class));
            (name, Some(CellKey::code(T01, class, Column::Amount)), false)
        })
        .collect();
    pad(&mut income, spending.len());
    income.push((words(Line::IncomeOfYear), Some(line(Line::IncomeOfYear)), true));
    income.push((words(Line::NonFiscalSurplus), Some(line(Line::NonFiscalSurplus)), false));
    income.push((words(Line::Opening), Some(line(Line::Opening)), false));
    income.push(("总计".to_owned(), Some(line(Line::IncomeTotal)), true));
    spending.push((words(Line::SpendingOfYear), Some(line(Line::SpendingOfYear)), true));
    spending.push((words(Line::Allocation), Some(line(Line::Allocation)), false));
    spending.push((words(Line::Closing), Some(line(Line::Closing)), false));
    spending.push(("总计".to_owned(), Some(line(Line::SpendingTotal)), true));

    let count = income.len();
    for (index, (left, right)) in income.into_iter().zip(spending).enumerate() {
        let is_total = left.2 && right.2;
        let mut cells = half(figures, left, index + 1);
        cells.extend(half(figures, right, count + index + 1));
        table.rows.push(TableRow { cells, is_total, level: 0 });
    }
    table.notes.push("注：本表反映部门本年度的总收支和年末结转结余情况。".to_owned());
    table
}

fn pad(half: &mut Half, length: usize) {
    while half.len() < length {
        half.push((String::new(), None, false));
    }
}

/// Every line is numbered, also the blank ones, as in the official form.
fn half(figures: &Figures, (name, key, _): (String, Option<CellKey>, bool), line_number: usize) -> Vec<TableCell> {
    let amount = key.map_or(TableCell::Empty, |key| TableCell::figure(figures, key));
    let name = if name.is_empty() { TableCell::Empty } else { TableCell::Text(name) };
    vec![name, TableCell::text(line_number.to_string()), amount]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_chinese() {
        let words: Vec<String> = [1, 9, 10, 11, 19, 20, 26].into_iter().map(chinese_number).collect();
        assert_eq!(words, ["一", "九", "十", "十一", "十九", "二十", "二十六"]);
    }
}
