//! The tab driven by accessible names.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::*;
use crate::{
    document::{Document, Edit},
    figures::{CellKey, Column, T03, T06, T07},
    large_sample::large_document,
    ui::testing::{OnScreen, desk, reference_sample},
};

fn show(document: Document) -> OnScreen<TablesTab> {
    desk(document, TablesTab::default(), TablesTab::ui)
}

fn copied(asked: &[Command]) -> Option<&str> {
    asked.iter().find_map(|command| match command {
        Command::CopyText(text) => Some(text.as_str()),
        _ => None,
    })
}

#[test]
fn every_table_can_be_chosen_and_says_how_it_stands() {
    let mut harness = show(reference_sample());
    for table in TableId::PUBLISHED {
        let (_, _, words) = progress_by_table(&harness.derived())[usize::from(table.number())].mark(&theme::LIGHT);
        harness.get_by_label(&format!("{} {words}", table.official_number()));
        harness.get_by_label(&format!("{} 表格", table.official_number()));
        harness.get_by_label(table.title());
        harness.key(Modifiers::ALT, Key::PageDown);
    }
    let mut harness = show(Document::default());
    harness.click("公开06表 无数据");
    harness.get_by_label(T06.title());
}

#[test]
fn a_click_explains_and_a_double_click_goes_to_the_entry() {
    let mut harness = show(reference_sample());
    harness.state_mut().tab.go_to(&CellKey::total(T06, Column::Total).into());
    harness.run();
    assert_eq!(harness.value_of("公开06表 合计"), "232.34");
    harness.asked();
    harness.click("公开06表 合计 基本支出");
    let basic = Source::Cell(CellKey::total(T06, Column::Basic));
    assert!(harness.asked().contains(&Command::Explain(basic)));

    harness.key(Modifiers::COMMAND, Key::Enter);
    let asked = harness.asked();
    assert!(
        asked.iter().any(|command| matches!(command, Command::ShowSource(Source::Entered(path))
            if path.to_string().starts_with("/expenditure/"))),
        "{asked:?}"
    );
    harness.key(Modifiers::NONE, Key::Enter);
    assert!(matches!(harness.asked().as_slice(), [Command::Explain(_)]));
}

#[test]
fn keys_move_select_and_copy() {
    let mut harness = show(reference_sample());
    harness.state_mut().tab.go_to(&CellKey::total(T06, Column::Total).into());
    harness.run();
    harness.key(Modifiers::SHIFT, Key::ArrowRight);
    assert!(harness.state().tab.selection_summary().expect("a sum").starts_with("选中 2 格　合计 432."));
    harness.asked();
    harness.event(Event::Copy);
    harness.run();
    assert_eq!(copied(&harness.asked()), Some("232.34\t200.09"));
    harness.key(Modifiers::COMMAND, Key::A);
    harness.event(Event::Copy);
    harness.run();
    let asked = harness.asked();
    let lines: Vec<&str> = copied(&asked).expect("a text").lines().collect();
    assert!(lines.len() > 5 && lines.iter().all(|line| line.split('\t').count() == 5), "{lines:?}");
    harness.click("复制整表");
    assert!(copied(&harness.asked()).expect("a text").starts_with(T06.title()));
}

#[test]
fn a_published_total_is_entered_with_its_tail() {
    let mut harness = show(reference_sample());
    let cell = CellKey::total(T03, Column::Total);
    harness.state_mut().tab.go_to(&cell.into());
    harness.run();
    harness.key(Modifiers::NONE, Key::F2);
    harness.get_by_label("公开03表 合计 报告上印的数");
    harness.write("232.35");
    harness.get_by_label_contains("与各项之和相差");
    harness.key(Modifiers::NONE, Key::Enter);
    let published = harness.document().published.iter().any(|figure| *figure.cell == *cell.to_string());
    assert!(published);
    let figure = harness.derived().figures.tables.get(cell).and_then(|figure| figure.tail());
    assert!(figure.is_some_and(|tail| !tail.is_zero()));
    harness.get_by_label_contains("报告上印的数 232.35万元");

    harness.key(Modifiers::NONE, Key::F2);
    harness.write("1");
    harness.key(Modifiers::NONE, Key::Escape);
    assert!(!harness.asked().iter().any(|command| matches!(command, Command::Edit(Edit::Set { .. }))));
}

#[test]
fn a_large_table_draws_only_what_is_in_sight() {
    let mut harness = show(large_document(2_000));
    harness.state_mut().tab.go_to(&CellKey::total(T07, Column::Total).into());
    harness.run();
    let cells = harness.query_all_by_role(egui::accesskit::Role::Cell).count();
    assert!((50..1_500).contains(&cells), "{cells}");
    harness.key(Modifiers::COMMAND, Key::End);
    let end = harness.state().tab.at;
    assert!(end.row > 20 && end.column > 20, "{end:?}");
    // The names stay beside the last column.
    harness.get_by_label(&format!("公开07表 第{}行 项目 科目名称", end.row + 1));
}
