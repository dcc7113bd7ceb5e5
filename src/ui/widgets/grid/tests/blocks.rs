//! Blocks and rows: selecting, copying, pasting, filling, moving.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::{FIRST_BASIC, click, current, key, press, show};
use crate::ui::Command;

#[test]
fn a_block_is_copied_cleared_and_pasted_back() {
    let mut harness = show(3);
    click(&mut harness, FIRST_BASIC);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowRight);
    let summary = harness.state().grid.selection_summary();
    assert_eq!(summary.text().as_deref(), Some("选中 6 格　合计 6.00"));
    harness.event(Event::Cut);
    harness.run();
    assert_eq!(harness.state().asked[0], Command::CopyText("1.00\t\n2.00\t\n3.00\t".to_owned()));
    assert_eq!(harness.state().basic(), [None, None, None]);
    assert_eq!(harness.state().last_edit().as_deref(), Some("清除 3 格"));

    click(&mut harness, "支出明细 第3行 基本支出");
    harness.event(Event::Paste("5\t6\r\n7\t8\r\n".into()));
    harness.run();
    harness.get_by_label_contains("没有表头");
    key(&mut harness, Key::Enter);
    assert_eq!(harness.state().basic(), [None, None, Some(5), Some(7)]);
    assert_eq!(harness.state().last_edit().as_deref(), Some("粘贴 4 格"));
    press(&mut harness, Modifiers::CTRL, Key::Z);
    assert_eq!(harness.state().basic(), [None, None, None], "one step");
}

#[test]
fn a_blank_takes_nothing_away_unasked() {
    let mut harness = show(3);
    click(&mut harness, FIRST_BASIC);
    harness.event(Event::Paste("\t7".into()));
    harness.run();
    harness.get_by_label("1 格原有内容将被清空");
    key(&mut harness, Key::Escape);
    assert_eq!(harness.state().basic(), [1, 2, 3].map(Some));
    harness.event(Event::Paste("\r\n".into()));
    harness.run();
    assert!(matches!(harness.state().asked.as_slice(), [Command::Refuse(why)] if why.contains("只有空白")));
}

#[test]
fn overwriting_asks_first() {
    let mut harness = show(3);
    click(&mut harness, FIRST_BASIC);
    harness.event(Event::Paste("8\n9".into()));
    harness.run();
    assert_eq!(harness.state().basic(), [1, 2, 3].map(Some));
    harness.get_by_label("2 格原有内容将被替换");
    harness.get_by_label("第1行 基本支出　1.00 → 8.00");
    key(&mut harness, Key::Escape);
    assert!(harness.query_by_label("粘贴预览").is_none());
    assert_eq!(current(&harness), FIRST_BASIC);

    harness.event(Event::Paste("80000\n90000".into()));
    harness.run();
    harness.get_by_label("元").click();
    harness.run();
    key(&mut harness, Key::Enter);
    assert_eq!(harness.state().basic(), [8, 9, 3].map(Some));
}

#[test]
fn filling_down_copies_the_cell_above_or_the_first_of_the_selection() {
    let mut harness = show(4);
    click(&mut harness, "支出明细 第2行 基本支出");
    press(&mut harness, Modifiers::CTRL, Key::D);
    assert_eq!(harness.state().basic(), [1, 1, 3, 4].map(Some));
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::CTRL, Key::D);
    assert_eq!(harness.state().basic(), [1, 1, 1, 1].map(Some));
    assert_eq!(harness.state().last_edit().as_deref(), Some("向下填充 2 格"));
}

#[test]
fn filling_right_copies_amounts_only() {
    let mut harness = show(2);
    click(&mut harness, "支出明细 第2行 基本支出");
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    press(&mut harness, Modifiers::CTRL, Key::R);
    let projects: Vec<_> = harness.state().document.expenditure.lines.iter().map(|line| line.project).collect();
    assert_eq!(projects, [None, harness.state().document.expenditure.lines[1].basic]);
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    press(&mut harness, Modifiers::CTRL, Key::R);
    assert_eq!(harness.state().basic(), [1, 2].map(Some), "a code is no amount");
}

#[test]
fn rows_are_inserted_removed_and_moved() {
    let mut harness = show(3);
    click(&mut harness, "支出明细 第2行 基本支出");
    press(&mut harness, Modifiers::ALT, Key::ArrowUp);
    assert_eq!(harness.state().basic(), [2, 1, 3].map(Some));
    assert_eq!(current(&harness), FIRST_BASIC, "the cell goes with its row");
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::ALT, Key::Insert);
    assert_eq!(harness.state().basic(), [None, None, Some(2), Some(1), Some(3)]);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::ALT, Key::Delete);
    assert_eq!(harness.state().basic(), [1, 3].map(Some));
    press(&mut harness, Modifiers::ALT, Key::ArrowDown);
    assert_eq!(harness.state().basic(), [3, 1].map(Some));
}

#[test]
fn dragging_selects_a_block() {
    let mut harness = show(4);
    let from = harness.get_by_label(FIRST_BASIC).rect().center();
    let to = harness.get_by_label("支出明细 第3行 项目支出").rect().center();
    harness.drag_at(from);
    harness.run();
    harness.hover_at(to);
    harness.run();
    harness.drop_at(to);
    harness.run();
    assert_eq!(harness.state().grid.selection_summary().text().as_deref(), Some("选中 6 格　合计 6.00"));
    assert_eq!(current(&harness), FIRST_BASIC);
}
