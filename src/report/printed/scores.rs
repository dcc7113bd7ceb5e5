//! The score table (附表1 部门预算绩效自评打分表): cells of the same first- and second-level indicator are merged, totals are
//! computed.

use rust_decimal::Decimal;

use crate::{
    at,
    document::{Path, ScoreItem},
    figures::{Figures, MeasureKey, Source},
};

use super::{
    super::{
        model::TableKey,
        printed_table::{Align, PrintedCell, PrintedTable},
    },
    caption, columns, head,
};

/// 一级, 二级, 三级, 分值, 解释, 得分, 备注
const WIDTHS: [u16; 7] = [10, 10, 14, 6, 34, 8, 12];

pub(super) fn table(figures: &Figures) -> PrintedTable {
    let mut rows = leaves(figures);
    rows.push(deduction(figures));
    rows.push(total(figures));
    let [unit, year, _] = caption(figures);
    PrintedTable {
        key: TableKey::Scores,
        title: "部门预算绩效自评打分表".to_owned(),
        number: "附表1".to_owned(),
        caption: [unit, year, "单位：分".to_owned()],
        columns: columns(WIDTHS),
        head: vec![
            vec![head("绩效评价指标分值", 4, 1), head("指标解释", 1, 2), head("自评得分", 1, 2), head("备注", 1, 2)],
            vec![head("一级指标", 1, 1), head("二级指标", 1, 1), head("三级指标", 1, 1), head("指标分值", 1, 1)],
        ],
        rows,
        subheads: Vec::new(),
        notes: Vec::new(),
    }
}

/// A leaf with the groups it belongs to: blank cells take what stands above them.
struct Leaf<'a> {
    level1: &'a str,
    level2: &'a str,
    item: &'a ScoreItem,
}

fn leaves(figures: &Figures) -> Vec<Vec<PrintedCell>> {
    let (mut level1, mut level2) = ("", "");
    let mut leaves: Vec<Leaf<'_>> = Vec::new();
    for item in figures.document.performance.score_items.iter() {
        if !item.level1.is_blank() && *item.level1 != *level1 {
            (level1, level2) = (&item.level1, "");
        }
        if !item.level2.is_blank() {
            level2 = &item.level2;
        }
        leaves.push(Leaf { level1, level2, item });
    }
    let same1 = |a: &Leaf<'_>, b: &Leaf<'_>| a.level1 == b.level1;
    let same2 = |a: &Leaf<'_>, b: &Leaf<'_>| a.level1 == b.level1 && a.level2 == b.level2;
    let [points, scores] = decimals(figures);
    let mut rows = Vec::new();
    for (index, leaf) in leaves.iter().enumerate() {
        let mut row = Vec::new();
        if let Some(span) = span(&leaves, index, &same1) {
            row.push(group(figures, leaf.level1, "").spanning(1, span));
        }
        if let Some(span) = span(&leaves, index, &same2) {
            row.push(group(figures, leaf.level1, leaf.level2).spanning(1, span));
        }
        let item = leaf.item;
        row.push(PrintedCell::new(item.level3.to_string(), Align::Centre));
        row.push(points.cell(item.points.0, at!(performance.score_items[index].points)));
        row.push(PrintedCell::new(item.explanation.to_string(), Align::Left));
        row.push(scores.cell(item.score.0, at!(performance.score_items[index].score)));
        row.push(PrintedCell::new(item.remark.to_string(), Align::Left));
        rows.push(row);
    }
    rows
}

/// How many leaves from here on belong together; `None` inside such a run.
fn span<'a>(leaves: &[Leaf<'a>], index: usize, same: &dyn Fn(&Leaf<'a>, &Leaf<'a>) -> bool) -> Option<usize> {
    let leaf = &leaves[index];
    if index > 0 && same(&leaves[index - 1], leaf) {
        return None;
    }
    Some(leaves[index..].iter().take_while(|other| same(leaf, other)).count())
}

/// 预算管理（28分）
fn group(figures: &Figures, level1: &str, level2: &str) -> PrintedCell {
    let groups = figures.document.performance.score_groups.iter().enumerate();
    let found = groups.into_iter().find(|(_, group)| *group.level1 == *level1 && *group.level2 == *level2);
    let name = if level2.is_empty() { level1 } else { level2 };
    let Some((row, points)) = found.and_then(|(row, group)| Some((row, group.points.0?))) else {
        return PrintedCell::new(name, Align::Centre);
    };
    let text = format!("{name}\n（{}分）", points.normalize());
    PrintedCell::new(text, Align::Centre).from(at!(performance.score_groups[row].points))
}

/// The decimals of a column: as many as its most exact number has.
#[derive(Clone, Copy)]
struct Decimals(u32);

impl Decimals {
    fn of(numbers: impl Iterator<Item = Option<Decimal>>) -> Self {
        Self(numbers.flatten().map(|number| number.normalize().scale()).max().unwrap_or(0))
    }

    /// Blank is not zero.
    fn printed(self, number: Option<Decimal>) -> String {
        let decimals = usize::try_from(self.0).unwrap_or_default();
        number.map(|number| format!("{number:.decimals$}")).unwrap_or_default()
    }

    fn cell(self, value: Option<Decimal>, path: Path) -> PrintedCell {
        PrintedCell::new(self.printed(value), Align::Centre).from(path)
    }
}

/// Of 指标分值 and 自评得分.
fn decimals(figures: &Figures) -> [Decimals; 2] {
    let performance = &figures.document.performance;
    let items = || performance.score_items.iter();
    let deducted = performance.deduction.0.map(|points| points.abs());
    [Decimals::of(items().map(|item| item.points.0)), Decimals::of(items().map(|item| item.score.0).chain([deducted]))]
}

fn deduction(figures: &Figures) -> Vec<PrintedCell> {
    let [_, scores] = decimals(figures);
    let deducted = figures.document.performance.deduction.0;
    let text = scores.printed(deducted.map(|points| if points.is_zero() { points } else { -points.abs() }));
    vec![
        PrintedCell::new("扣分项\n（10分）", Align::Centre),
        PrintedCell::new("被评价部门配合度", Align::Centre).spanning(2, 1),
        PrintedCell::new("-", Align::Centre),
        PrintedCell::new("被评价对象工作配合情况", Align::Left),
        PrintedCell::new(text, Align::Centre).from(at!(performance.deduction)),
        PrintedCell::new("", Align::Left),
    ]
}

fn total(figures: &Figures) -> Vec<PrintedCell> {
    let [points, scores] = decimals(figures);
    let measure = |key: MeasureKey, decimals: Decimals| {
        let text = decimals.printed(figures.measures.number(key));
        PrintedCell::new(text, Align::Centre).from(Source::Measure(key)).bold()
    };
    vec![
        PrintedCell::new("得分合计", Align::Centre).bold().spanning(3, 1),
        measure(MeasureKey::ScorePoints, points),
        PrintedCell::new("", Align::Left),
        measure(MeasureKey::ScoreTotal, scores),
        PrintedCell::new("", Align::Left),
    ]
}
