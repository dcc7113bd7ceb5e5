//! A block without headings that are known, made ready for its place: codes in three columns joined, tables side by
//! side put below one another, and rows left out whose sum the program makes itself.

use crate::{
    codes::Code,
    document::{Document, Kind},
    ui::widgets::grid::model::{GridCell, GridModel},
};

/// Whether a column of a grid holds codes.
pub(super) fn is_code_column(model: &dyn GridModel, column: usize) -> bool {
    let GridCell::Entered(path) = model.cell(model.row_count(), column) else { return false };
    model.list().is_some() && matches!(Document::kind_at(path), Some(Kind::Functional | Kind::Economic))
}

/// Makes a block ready that is pasted with its first column into one of codes; tells what was done to it.
pub(super) fn tidy(rows: &mut Vec<Vec<String>>) -> Vec<String> {
    let mut notes = Vec::new();
    if unfold_sides(rows) {
        notes.push("并排的几栏已按科目编码接成一列".to_owned());
    }
    if join_codes(rows) {
        notes.push("类、款、项三栏已合成科目编码".to_owned());
    }
    notes.extend(without_sums(rows));
    notes
}

/// Leaves rows of totals, and of codes with others below them, out.
pub(super) fn without_sums(rows: &mut Vec<Vec<String>>) -> Vec<String> {
    let left_out = leave_sums_out(rows);
    let note = (left_out > 0).then(|| format!("合计和上级科目{left_out}行由程序算出，不粘贴"));
    note.into_iter().collect()
}

fn is_code(text: &str) -> bool {
    let digits = text.trim();
    matches!(digits.len(), 3 | 5 | 7) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_part(text: &str) -> bool {
    let digits = text.trim();
    matches!(digits.len(), 1 | 2) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_total(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(bare.as_str(), "合计" | "总计" | "本年支出合计" | "本年收入合计" | "人员经费合计" | "公用经费合计")
}

/// Codes in three columns: in each row the parts that are new, or all of them.
fn join_codes(rows: &mut [Vec<String>]) -> bool {
    let cell = |row: &[String], column: usize| row.get(column).map_or("", |text| text.trim()).to_owned();
    let fits = |row: &Vec<String>| {
        let [class, section, item] = [0, 1, 2].map(|column| cell(row, column));
        let is_class = class.is_empty() || class.len() == 3 && is_code(&class);
        is_total(&class) || is_class && (section.is_empty() || is_part(&section)) && (item.is_empty() || is_part(&item))
    };
    let has_parts = rows.iter().any(|row| is_part(&cell(row, 1))) && rows.iter().any(|row| is_code(&cell(row, 0)));
    if !has_parts || !rows.iter().all(fits) {
        return false;
    }
    let mut above: [String; 3] = Default::default();
    for row in rows {
        let parts = [0, 1, 2].map(|column| cell(row, column));
        row.drain(1..3.min(row.len()));
        if is_total(&parts[0]) {
            continue;
        }
        let last = parts.iter().rposition(|part| !part.is_empty());
        let mut code = String::new();
        for (level, part) in parts.into_iter().enumerate() {
            if last.is_none_or(|last| level > last) {
                above[level].clear();
                continue;
            }
            if !part.is_empty() {
                above[level] = if level > 0 && part.len() == 1 { format!("0{part}") } else { part };
            }
            code.push_str(&above[level]);
        }
        if let Some(first) = row.first_mut() {
            *first = code;
        }
    }
    true
}

/// A table of several sides: columns of codes again further right begin the next one.
fn unfold_sides(rows: &mut Vec<Vec<String>>) -> bool {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let is_of_codes = |column: usize| {
        let texts = rows.iter().filter_map(|row| row.get(column)).filter(|text| !text.trim().is_empty());
        let (mut codes, mut others) = (0, 0);
        for text in texts {
            if is_code(text) {
                codes += 1
            } else if !is_total(text) {
                others += 1
            }
        }
        codes > 0 && others == 0
    };
    let starts: Vec<usize> = (0..width).filter(|column| is_of_codes(*column)).collect();
    // Codes beside one another are not sides: an amount stands between.
    let is_sided =
        starts.first() == Some(&0) && starts.len() > 1 && starts.windows(2).all(|pair| pair[1] - pair[0] >= 2);
    if !is_sided {
        return false;
    }
    let mut below = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(width);
        for row in rows.iter() {
            let side: Vec<String> = row.iter().take(end).skip(*start).cloned().collect();
            if side.iter().any(|text| !text.trim().is_empty()) {
                below.push(side);
            }
        }
    }
    *rows = below;
    true
}

/// Rows of totals, and of codes with others below them.
fn leave_sums_out(rows: &mut Vec<Vec<String>>) -> usize {
    let code = |row: &[String]| row.first().filter(|text| is_code(text)).and_then(|text| Code::new(text.trim()));
    let codes: std::collections::BTreeSet<Code> = rows.iter().filter_map(|row| code(row)).collect();
    let above: std::collections::BTreeSet<Code> =
        codes.iter().flat_map(|code| std::iter::successors(code.parent(), Code::parent)).collect();
    let before = rows.len();
    // One row alone is what a person chose.
    if before > 1 {
        rows.retain(|row| {
            let is_sum = row.iter().take(2).any(|text| is_total(text));
            !is_sum && code(row).is_none_or(|code| !above.contains(&code))
        });
    }
    before - rows.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
    }

    fn tidied(text: &str) -> (String, usize) {
        let mut rows = rows(text);
        let notes = tidy(&mut rows).len();
        (rows.iter().map(|row| row.join("|")).collect::<Vec<_>>().join("\n"), notes)
    }

    #[test]
    fn codes_in_three_columns_become_one_and_sums_are_left_out() {
        let text = "合计\t\t\t\t3.00\n201\t\t\t一般\t3.00\n201\t29\t\t群团\t3.00\n201\t29\t01\t行政\t1.00\n201\t29\t2\t一般\t2.00";
        assert_eq!(tidied(text), ("2012901|行政|1.00\n2012902|一般|2.00".to_owned(), 2));
        let text = "201\t\t\t一般\t3.00\n\t29\t\t群团\t3.00\n\t\t01\t行政\t1.00\n\t\t99\t其他\t2.00";
        assert_eq!(tidied(text).0, "2012901|行政|1.00\n2012999|其他|2.00");
    }

    #[test]
    fn sides_are_put_below_one_another() {
        let text =
            "301\t工资\t30.00\t302\t商品\t5.50\n30101\t基本工资\t20.00\t30201\t办公费\t5.50\n30102\t津贴\t10.00\t\t\t";
        assert_eq!(tidied(text).0, "30101|基本工资|20.00\n30102|津贴|10.00\n30201|办公费|5.50");
    }

    #[test]
    fn other_blocks_stay_as_they_are() {
        for text in ["2012901\t1.00\t2.00\n2012902\t3.00\t4.00", "201\t3.00", "行政运行\t29\t01"] {
            assert_eq!(tidied(text), (text.replace('\t', "|"), 0), "{text}");
        }
    }
}
