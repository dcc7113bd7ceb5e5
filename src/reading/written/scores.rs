//! The score table of the self-evaluation (附表1 部门预算绩效自评打分表).

use rust_decimal::Decimal;

use crate::{
    at,
    document::Entry,
    evidence::{CellBorders, Evidence, FileBlock, FileCell, FileTable},
};

use super::{super::words, Written, WrittenPlace};

/// Where the columns of a score table stand.
struct ScoreColumns {
    first_row: u32,
    level3: u32,
    points: u32,
    explanation: u32,
    score: u32,
    remark: u32,
}

impl ScoreColumns {
    fn of(table: &FileTable) -> Option<Self> {
        let head = |word: &str| table.cells.iter().find(|cell| cell.row < 4 && words::plain(&cell.text) == word);
        let level3 = head("三级指标")?;
        let points = head("指标分值").or_else(|| head("分值"))?;
        // Where spans were lost, the columns of a head of two rows do not stand above theirs.
        let column = |word: &str, behind: u32| match head(word) {
            _ if table.borders == CellBorders::Separated => Some(points.column + behind),
            found => found.map(|cell| cell.column),
        };
        Some(Self {
            first_row: level3.row.max(points.row) + 1,
            level3: level3.column,
            points: points.column,
            explanation: column("指标解释", 1)?,
            score: column("自评得分", 2)?,
            remark: column("备注", 3)?,
        })
    }
}

/// How far a table over several pages was read.
#[derive(Default)]
struct ScoreRows {
    columns: Option<ScoreColumns>,
    last_block: usize,
    index: usize,
    groups: usize,
    level1: String,
    level2: String,
    /// Whether the row of the total came.
    is_done: bool,
}

/// “预算管理（28分）”: the name, and the points behind it.
fn group(text: &str) -> (String, Option<Decimal>) {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let open = bare.rfind(['（', '(']);
    let points = open.and_then(|open| {
        let inside = bare[open..].trim_matches(['（', '(', '）', ')']);
        inside.strip_suffix('分')?.parse().ok()
    });
    match open.filter(|_| points.is_some()) {
        Some(open) => (bare[..open].to_owned(), points),
        None => (bare, None),
    }
}

fn number(cell: Option<&FileCell>) -> Option<Decimal> {
    cell?.text.trim().trim_end_matches('分').parse().ok()
}

impl Written {
    pub(super) fn scores(&mut self, evidence: &Evidence) {
        let mut state = ScoreRows::default();
        for (block, content) in evidence.blocks.iter().enumerate() {
            let FileBlock::Table(table) = content else { continue };
            // On the next page it may go on without a head.
            let columns = match (ScoreColumns::of(table), state.columns.take()) {
                (Some(own), _) => own,
                (None, Some(former)) if block <= state.last_block + 2 => ScoreColumns { first_row: 0, ..former },
                _ => continue,
            };
            self.score_table(block, table, &columns, &mut state);
            state.last_block = block;
            state.columns = Some(columns).filter(|_| !state.is_done);
        }
    }

    fn score_table(&mut self, block: usize, table: &FileTable, columns: &ScoreColumns, state: &mut ScoreRows) {
        let last = table.cells.iter().map(|cell| cell.row).max().unwrap_or_default();
        let ScoreRows { index, groups, level1, level2, is_done, .. } = state;
        for row in columns.first_row..=last {
            let of_row = || table.cells.iter().filter(move |cell| cell.row == row);
            let at = |column: u32| of_row().find(|cell| cell.column == column);
            let bare = |cell: &FileCell| cell.text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            if of_row().any(|cell| bare(cell).contains("得分合计")) {
                if let Some((cell, total)) = of_row().filter_map(|cell| Some((cell, number(Some(cell))?))).next_back() {
                    let path = at!(performance.stated_scores.table_total);
                    self.tell(path, Entry::Number(total), WrittenPlace::of_cell(block, cell), &cell.text);
                }
                *is_done = true;
                continue;
            }
            for (column, level) in [(columns.level3.checked_sub(2), 1), (columns.level3.checked_sub(1), 2)] {
                let Some(cell) = column.and_then(at).filter(|cell| cell.column + cell.columns <= columns.level3) else {
                    continue;
                };
                let (name, points) = group(&cell.text);
                if level == 1 {
                    (*level1, *level2) = (name, String::new());
                } else {
                    *level2 = name;
                }
                if let Some(points) = points.filter(|_| !level1.starts_with("扣分")) {
                    let place = WrittenPlace::of_cell(block, cell);
                    let own = |field| at!(performance.score_groups[*groups]).field(field);
                    self.tell(own("level1"), Entry::Text(level1.clone()), place, &cell.text);
                    self.tell(own("level2"), Entry::Text(level2.clone()), place, &cell.text);
                    self.tell(own("points"), Entry::Number(points), place, &cell.text);
                    *groups += 1;
                }
            }
            let (Some(name), Some(points)) = (at(columns.level3), number(at(columns.points))) else {
                if let (Some(score), true) = (at(columns.score), level1.contains("扣分"))
                    && let Some(value) = number(Some(score))
                {
                    let place = WrittenPlace::of_cell(block, score);
                    self.tell(at!(performance.deduction), Entry::Number(value.abs()), place, &score.text);
                }
                continue;
            };
            let own = |field| at!(performance.score_items[*index]).field(field);
            let place = WrittenPlace::of_cell(block, name);
            self.tell(own("level1"), Entry::Text(level1.clone()), place, &name.text);
            self.tell(own("level2"), Entry::Text(level2.clone()), place, &name.text);
            self.tell(own("level3"), Entry::Text(bare(name)), place, &name.text);
            self.tell(own("points"), Entry::Number(points), place, &name.text);
            let texts = [(columns.explanation, "explanation"), (columns.remark, "remark")];
            for (column, field) in texts {
                if let Some(cell) = at(column) {
                    let text = Entry::Text(cell.text.trim().to_owned());
                    self.tell(own(field), text, WrittenPlace::of_cell(block, cell), &cell.text);
                }
            }
            if let (Some(cell), Some(score)) = (at(columns.score), number(at(columns.score))) {
                self.tell(own("score"), Entry::Number(score), WrittenPlace::of_cell(block, cell), &cell.text);
            }
            *index += 1;
        }
    }
}
