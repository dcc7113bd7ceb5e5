//! Every table of every sample fills its columns and fits its page.

use std::sync::Arc;

use super::super::testing::samples;
use super::*;
use crate::{
    document::{Document, ScoreItem, Text},
    figures::{T01, T07, TableId},
    large_sample::large_document,
};

/// Whether each place of these lines is covered by exactly one cell.
fn covers(lines: &[Vec<PrintedCell>], columns: usize) -> bool {
    let mut free = vec![0_usize; columns];
    for (line, cells) in lines.iter().enumerate() {
        let mut at = 0;
        for cell in cells {
            while free.get(at).is_some_and(|free| *free > line) {
                at += 1;
            }
            let Some(covered) = free.get_mut(at..at + cell.columns) else { return false };
            if covered.iter().any(|free| *free > line) || cell.lines == 0 || cell.columns == 0 {
                return false;
            }
            covered.fill(line + cell.lines);
            at += cell.columns;
        }
        if free.iter().any(|free| *free <= line) {
            return false;
        }
    }
    free.iter().all(|free| *free == lines.len())
}

fn keys() -> Vec<TableKey> {
    let published = TableId::PUBLISHED.into_iter().map(TableKey::Published);
    published.chain([TableKey::Scores, TableKey::Targets]).collect()
}

#[test]
fn every_place_is_covered_once() {
    for (name, figures, _) in samples() {
        for key in keys() {
            for table in PrintedTable::of(&figures, key) {
                let columns = table.columns.len();
                assert!(covers(&table.head, columns), "{name} {key:?} head");
                assert!(covers(&table.rows, columns), "{name} {key:?} rows");
            }
        }
    }
}

#[test]
fn wide_tables_fall_into_panels_with_code_and_name() {
    let figures = Figures::of(&Arc::new(large_document(2_000)));
    let panels = PrintedTable::of(&figures, TableKey::Published(T07));
    assert!(panels.len() > 3, "{}", panels.len());
    let amounts: usize = panels.iter().map(|panel| panel.columns.len() - 2).sum();
    assert_eq!(amounts, crate::tables::table(&figures, T07).columns.len() - 2);
    for (index, panel) in panels.iter().enumerate() {
        assert_eq!(panel.title.ends_with("（续）"), index > 0);
        assert_eq!(panel.head[0][0].text, "项目");
        let width: u16 = panel.columns.iter().map(|column| column.width).sum();
        assert!(width <= 176, "{width}");
        assert_eq!(panel.notes.is_empty(), index + 1 < panels.len());
    }
    for key in keys().into_iter().filter(|key| *key != TableKey::Published(T07)) {
        assert_eq!(PrintedTable::of(&figures, key).len(), 1, "{key:?}");
    }
    let rows = PrintedTable::of(&figures, TableKey::Published(T01)).remove(0).rows.len();
    assert!(rows <= 34, "公开01表 no longer fits a page: {rows}");
}

#[test]
fn scores_are_merged_and_added_up() {
    let mut document = Document::default();
    for (level1, level2, level3, score) in
        [("甲", "乙", "一", Some(3)), ("甲", "", "二", None), ("甲", "丙", "三", Some(4)), ("丁", "戊", "四", Some(0))]
    {
        document.performance.score_items.push(ScoreItem {
            level1: Text::new(level1),
            level2: Text::new(level2),
            level3: Text::new(level3),
            score: crate::document::Number(score.map(rust_decimal::Decimal::from)),
            ..Default::default()
        });
    }
    let table = PrintedTable::of(&Figures::of(&Arc::new(document)), TableKey::Scores).remove(0);
    let lines = |row: usize| table.rows[row].iter().map(|cell| (&*cell.text, cell.lines)).collect::<Vec<_>>();
    assert_eq!(lines(0)[..3], [("甲", 3), ("乙", 2), ("一", 1)]);
    assert_eq!(lines(1)[0], ("二", 1));
    assert_eq!(lines(2)[..2], [("丙", 1), ("三", 1)]);
    // A blank score stays blank, a zero is a zero.
    assert_eq!((table.rows[1][3].text.as_str(), table.rows[3][5].text.as_str()), ("", "0"));
    let total = table.rows.last().expect("the total");
    assert_eq!((total[0].text.as_str(), total[3].text.as_str()), ("得分合计", "7"));
}
