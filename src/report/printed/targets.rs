//! The target table (附表2 部门整体绩效目标完成情况自评表): a form in the shape of a table.

use crate::{
    at,
    document::{Amount, Path, Target},
    figures::Figures,
    templates::{NumberForm, PrintedIn},
};

use super::{
    super::{
        model::TableKey,
        printed_table::{Align, PrintedCell, PrintedTable},
    },
    columns,
};

/// Side head, 一级, 二级, 三级, 性质, 指标值, 度量单位, 实际完成值
const WIDTHS: [u16; 8] = [10, 10, 11, 26, 8, 10, 8, 12];

const TASKS: &str = "年度主要任务";
const INDICATORS: &str = "年度绩效指标";

pub(super) fn table(figures: &Figures) -> PrintedTable {
    let document = &figures.document;
    let mut rows = vec![
        vec![
            side("部门名称", 1),
            PrintedCell::new(document.unit.department.to_string(), Align::Centre)
                .from(at!(unit.department))
                .spanning(7, 1),
        ],
        vec![
            side("年度部门整体支出预算", 2),
            label("资金总额").spanning(3, 1),
            label("财政拨款").spanning(2, 1),
            label("其他资金").spanning(2, 1),
        ],
        amounts(figures),
        vec![
            side("年度总体目标", 1),
            PrintedCell::new(document.targets.overall.to_string(), Align::Left)
                .from(at!(targets.overall))
                .spanning(7, 1),
        ],
    ];
    let mut subheads = Vec::new();
    for part in [tasks(figures), indicators(figures)] {
        subheads.push(rows.len());
        rows.extend(part);
    }
    PrintedTable {
        key: TableKey::Targets,
        title: "部门整体绩效目标完成情况自评表".to_owned(),
        number: "附表2".to_owned(),
        caption: [String::new(), String::new(), "金额单位：万元".to_owned()],
        columns: columns(WIDTHS),
        head: Vec::new(),
        rows,
        subheads,
        notes: Vec::new(),
    }
}

fn side(text: &str, lines: usize) -> PrintedCell {
    PrintedCell::new(text, Align::Centre).bold().spanning(1, lines)
}

/// Left of the heads, which each page repeats with the name of the rows beside them; that name where there are none.
fn corner(name: &str, rows: usize) -> PrintedCell {
    side(if rows == 0 { name } else { "" }, 1)
}

fn label(text: &str) -> PrintedCell {
    PrintedCell::new(text, Align::Centre).bold()
}

/// In 万元 with two decimals as all tables, but amounts in whole 元 as exact as they are: budgets of projects do not end
/// at the second decimal. All with as many decimals.
fn amounts(figures: &Figures) -> Vec<PrintedCell> {
    let targets = &figures.document.targets;
    let numbers = figures.profile.numbers;
    let cells = [
        (targets.budget_total, at!(targets.budget_total), 3),
        (targets.budget_fiscal, at!(targets.budget_fiscal), 2),
        (targets.budget_other, at!(targets.budget_other), 2),
    ];
    let decimals = |text: &str| text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let is_exact = cells.iter().filter_map(|(amount, ..)| *amount).all(|money| money.yuan().fract().is_zero());
    let print = if is_exact { NumberForm::exact_wan } else { NumberForm::wan };
    let texts = cells.map(|(amount, ..)| amount.map(|money| print(numbers, money, PrintedIn::Table)));
    let most = texts.iter().flatten().map(|text| decimals(text)).max().unwrap_or(0);
    let cell = |((_, path, columns), text): ((Amount, Path, usize), Option<String>)| {
        let text = text.map(|text| format!("{text}{}", "0".repeat(most - decimals(&text)))).unwrap_or_default();
        PrintedCell::new(text, Align::Centre).from(path).spanning(columns, 1)
    };
    cells.into_iter().zip(texts).map(cell).collect()
}

fn tasks(figures: &Figures) -> Vec<Vec<PrintedCell>> {
    let tasks = &figures.document.targets.tasks;
    let mut rows =
        vec![vec![corner(TASKS, tasks.len()), label("任务名称").spanning(2, 1), label("主要内容").spanning(5, 1)]];
    rows.extend(tasks.iter().enumerate().map(|(row, task)| {
        let name = (row == 0).then(|| side(TASKS, tasks.len()));
        let own = [
            PrintedCell::new(task.name.to_string(), Align::Centre).from(at!(targets.tasks[row].name)).spanning(2, 1),
            PrintedCell::new(task.content.to_string(), Align::Left)
                .from(at!(targets.tasks[row].content))
                .spanning(5, 1),
        ];
        name.into_iter().chain(own).collect()
    }));
    rows
}

fn indicators(figures: &Figures) -> Vec<Vec<PrintedCell>> {
    let targets = &figures.document.targets.indicators;
    let titles = ["一级指标", "二级指标", "三级指标", "绩效指标性质", "绩效指标值", "绩效度量单位", "实际完成指标值"];
    let mut head = vec![corner(INDICATORS, targets.len())];
    head.extend(titles.map(label));
    let mut rows = vec![head];
    let (mut level1, mut level2) = ("", "");
    let mut groups: Vec<(&str, &str)> = Vec::new();
    for target in targets.iter() {
        if !target.level1.is_blank() && *target.level1 != *level1 {
            (level1, level2) = (&target.level1, "");
        }
        if !target.level2.is_blank() {
            level2 = &target.level2;
        }
        groups.push((level1, level2));
    }
    for (row, target) in targets.iter().enumerate() {
        let (level1, level2) = groups[row];
        let mut cells = Vec::new();
        if row == 0 {
            cells.push(side(INDICATORS, targets.len()));
        }
        let begins1 = row == 0 || groups[row - 1].0 != level1;
        if begins1 {
            let span = groups[row..].iter().take_while(|group| group.0 == level1).count();
            cells.push(PrintedCell::new(level1, Align::Centre).spanning(1, span));
        }
        if begins1 || groups[row - 1].1 != level2 {
            let span = groups[row..].iter().take_while(|group| **group == (level1, level2)).count();
            cells.push(PrintedCell::new(level2, Align::Centre).spanning(1, span));
        }
        cells.extend(own_cells(target, row));
        rows.push(cells);
    }
    rows
}

fn own_cells(target: &Target, row: usize) -> [PrintedCell; 5] {
    let relation = target.relation.map_or("", |relation| relation.label());
    [
        PrintedCell::new(target.name.to_string(), Align::Left).from(at!(targets.indicators[row].name)),
        PrintedCell::new(relation, Align::Centre).from(at!(targets.indicators[row].relation)),
        PrintedCell::new(target.target.to_string(), Align::Centre).from(at!(targets.indicators[row].target)),
        PrintedCell::new(target.unit.to_string(), Align::Centre).from(at!(targets.indicators[row].unit)),
        PrintedCell::new(target.actual.to_string(), Align::Centre).from(at!(targets.indicators[row].actual)),
    ]
}
