//! The target table of the self-evaluation (附表2 部门整体绩效目标完成情况自评表): a form in the shape of a table.

use crate::{
    at,
    document::{Entry, Path, Relation},
    evidence::{Evidence, FileBlock, FileCell, FileTable},
    money::{AmountUnit, Money},
};

use super::{super::words, Written, WrittenPlace};

const HEADS: [&str; 7] =
    ["一级指标", "二级指标", "三级指标", "绩效指标性质", "绩效指标值", "绩效度量单位", "实际完成指标值"];

/// How far a table over several pages was read.
#[derive(Default)]
struct TargetRows {
    last_block: Option<usize>,
    columns: Option<[u32; 7]>,
    index: usize,
    tasks: usize,
    is_tasks: bool,
    /// Whether the next row has the amounts.
    amounts: bool,
    levels: [String; 2],
}

fn relation(text: &str) -> Option<Relation> {
    match text.trim() {
        "＝" | "=" => Some(Relation::Equal),
        "≥" | ">=" => Some(Relation::AtLeast),
        "≤" | "<=" => Some(Relation::AtMost),
        "＞" | ">" => Some(Relation::More),
        "＜" | "<" => Some(Relation::Less),
        "定性" => Some(Relation::Qualitative),
        _ => None,
    }
}

/// The cells of a row, from left to right.
fn row_of(table: &FileTable, row: u32) -> Vec<&FileCell> {
    let mut cells: Vec<&FileCell> = table.cells.iter().filter(|cell| cell.row == row).collect();
    cells.sort_by_key(|cell| cell.column);
    cells
}

fn bare(cell: &FileCell) -> String {
    words::plain(&cell.text)
}

impl Written {
    pub(super) fn targets(&mut self, evidence: &Evidence) {
        let mut state = TargetRows::default();
        for (block, content) in evidence.blocks.iter().enumerate() {
            let FileBlock::Table(table) = content else { continue };
            let is_its = |word: &str| table.cells.iter().any(|cell| bare(cell) == word);
            let begins = is_its("年度部门整体支出预算") && is_its("其他资金");
            // On the next page it may go on without a head.
            let goes_on = state.last_block.is_some_and(|last| block <= last + 2);
            if begins || goes_on || is_its("绩效指标性质") && is_its("实际完成指标值") {
                self.target_table(block, table, &mut state);
                state.last_block = Some(block);
            }
        }
    }

    fn target_table(&mut self, block: usize, table: &FileTable, state: &mut TargetRows) {
        let last = table.cells.iter().map(|cell| cell.row).max().unwrap_or_default();
        let TargetRows { columns, index, tasks, is_tasks, amounts, levels, .. } = state;
        for row in 0..=last {
            let cells = row_of(table, row);
            let tell = |own: &mut Self, path: Path, cell: &FileCell| {
                let text = Entry::Text(cell.text.trim().to_owned());
                own.tell(path, text, WrittenPlace::of_cell(block, cell), &cell.text);
            };
            let find = |word: &str| cells.iter().find(|cell| bare(cell) == word).map(|cell| cell.column);
            if let [Some(a), Some(b), Some(c), Some(d), Some(e), Some(f), Some(g)] = HEADS.map(find) {
                *columns = Some([a, b, c, d, e, f, g]);
                continue;
            }
            if find("任务名称").is_some() {
                *is_tasks = true;
                continue;
            }
            if find("资金总额").is_some() && find("其他资金").is_some() {
                *amounts = true;
                continue;
            }
            if std::mem::take(amounts) {
                self.amounts(block, &cells);
                continue;
            }
            if cells.first().is_some_and(|cell| bare(cell) == "年度总体目标") {
                if let [_, text] = cells.as_slice() {
                    tell(self, at!(targets.overall), text);
                }
                continue;
            }
            let Some(columns) = *columns else {
                // The name of the group may stand beside the first row of it.
                let names: Vec<&&FileCell> = cells.iter().filter(|cell| !bare(cell).starts_with("年度")).collect();
                if let ([name, content], true) = (names.as_slice(), *is_tasks) {
                    tell(self, at!(targets.tasks[*tasks].name), name);
                    tell(self, at!(targets.tasks[*tasks].content), content);
                    *tasks += 1;
                }
                continue;
            };
            let at = |column: u32| cells.iter().find(|cell| cell.column == column);
            for (level, column) in columns[..2].iter().enumerate() {
                if let Some(cell) = at(*column) {
                    levels[level] = bare(cell);
                    if level == 0 {
                        levels[1].clear();
                    }
                }
            }
            let Some(name) = at(columns[2]) else { continue };
            let own = |field| at!(targets.indicators[*index]).field(field);
            let place = WrittenPlace::of_cell(block, name);
            self.tell(own("level1"), Entry::Text(levels[0].clone()), place, &name.text);
            self.tell(own("level2"), Entry::Text(levels[1].clone()), place, &name.text);
            tell(self, own("name"), name);
            if let Some((cell, relation)) = at(columns[3]).and_then(|cell| Some((cell, relation(&cell.text)?))) {
                let entry = Entry::Choice(relation.name());
                self.tell(own("relation"), entry, WrittenPlace::of_cell(block, cell), &cell.text);
            }
            for (column, field) in [(columns[4], "target"), (columns[5], "unit"), (columns[6], "actual")] {
                if let Some(cell) = at(column) {
                    tell(self, own(field), cell);
                }
            }
            *index += 1;
        }
    }

    fn amounts(&mut self, block: usize, cells: &[&FileCell]) {
        let numbers: Vec<(&FileCell, Money)> = cells
            .iter()
            .filter_map(|cell| Some((*cell, Money::parse(&cell.text, AmountUnit::Wan).ok().flatten()?)))
            .collect();
        if let [total, fiscal, other] = numbers.as_slice() {
            let fields = [
                (at!(targets.budget_total), total),
                (at!(targets.budget_fiscal), fiscal),
                (at!(targets.budget_other), other),
            ];
            for (path, (cell, money)) in fields {
                self.tell(path, Entry::Money(*money), WrittenPlace::of_cell(block, cell), &cell.text);
            }
        }
    }
}
