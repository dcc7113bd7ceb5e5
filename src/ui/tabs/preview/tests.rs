//! The preview on screen: pages come, numbers lead away, edits are followed.

use std::{
    cell::Cell,
    rc::Rc,
    thread,
    time::{Duration, Instant},
};

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::*;
use crate::{
    at,
    document::{Edit, Entry},
    figures::{CellKey, Column, Line, Source, T01},
    ui::{
        Command,
        testing::{OnScreen, desk, reference_sample},
    },
};

const PATIENCE: Duration = Duration::from_secs(60);

fn preview() -> OnScreen<PreviewTab> {
    let tab = PreviewTab { is_embedded_only: true, ..PreviewTab::default() };
    let mut harness = desk(reference_sample(), tab, PreviewTab::ui);
    wait(&mut harness, |tab| tab.pages.is_some() && tab.pictures.count() > 0);
    harness
}

/// Draws frames until the worker has answered.
fn wait(harness: &mut OnScreen<PreviewTab>, is_done: impl Fn(&PreviewTab) -> bool) {
    let start = Instant::now();
    while !is_done(&harness.state().tab) {
        assert!(start.elapsed() < PATIENCE, "the worker does not answer");
        thread::sleep(Duration::from_millis(5));
        harness.step();
    }
    harness.run();
}

fn pages(harness: &OnScreen<PreviewTab>) -> Arc<Pages> {
    harness.state().tab.pages.clone().expect("pages")
}

/// Page and place in the list of a number.
fn first_figure(pages: &Pages) -> (usize, usize) {
    let on_page = |page: usize| {
        let at = pages.marks(page).iter().position(|mark| mark.kind == MarkKind::Figure)?;
        Some((page, at))
    };
    (0..pages.count()).find_map(on_page).expect("a number")
}

#[test]
fn pages_come_and_only_those_in_sight_are_drawn() {
    let harness = preview();
    let tab = &harness.state().tab;
    assert!(pages(&harness).count() > 10);
    assert!(tab.pictures.count() <= 4, "{}", tab.pictures.count());
    assert!(tab.awaited.is_none() && tab.failure.is_none());
    harness.get_by_label_contains("改用思源黑体（内置）");
    let count = pages(&harness).count();
    harness.get_by_label(&format!("第 1 张，共 {count} 张"));
    harness.get_by_label(&format!("/ {count} 张"));
}

#[test]
fn a_click_on_a_number_explains_it_and_with_the_keyboard_one_gets_to_its_cell() {
    let mut harness = preview();
    let pages = pages(&harness);
    let (page, at) = first_figure(&pages);
    harness.state_mut().tab.show_page(page);
    harness.run();
    let mark = pages.marks(page)[at].clone();
    let label = format!("{}：{}", mark.text, harness.derived().figures.label(&mark.source));
    let number = harness.get_all_by_label(&label).next().expect("the number");
    number.click();
    harness.run();
    assert_eq!(harness.asked(), [Command::Explain(mark.source.clone())]);

    harness.state_mut().tab.enter();
    harness.state_mut().tab.number = None;
    harness.run();
    harness.key(Modifiers::NONE, Key::ArrowRight);
    let first = harness.state().tab.number.expect("a number has the keyboard");
    harness.key(Modifiers::COMMAND, Key::Enter);
    let source = pages.marks(first.0)[first.1].source.clone();
    assert_eq!(harness.asked(), [Command::ShowSource(source)]);
    harness.key(Modifiers::NONE, Key::ArrowRight);
    let next = harness.state().tab.number.expect("a number has the keyboard");
    assert!(next > first);
    let mark = pages.marks(next.0)[next.1].clone();
    assert_eq!(mark.kind, MarkKind::Blank);
    harness.key(Modifiers::NONE, Key::Enter);
    assert_eq!(harness.asked(), [Command::ShowSource(mark.source)]);
    harness.key(Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(harness.state().tab.number, Some(first));
}

#[test]
fn an_edit_is_followed_and_the_old_picture_stays_until_then() {
    let mut harness = preview();
    let before = pages(&harness);
    assert!(!before.find("盐边县总工会").is_empty());
    let edit = Edit::Set { path: at!(unit.department), entry: Entry::Text("新名称局".to_owned()) };
    let document = harness.document().apply(&edit).expect("applies");
    harness.show(document);
    harness.step();
    assert!(harness.state().tab.awaited.is_some() && harness.state().tab.pictures.count() > 0);
    wait(&mut harness, |tab| tab.awaited.is_none());
    let after = pages(&harness);
    assert!(after.edition > before.edition && !after.find("新名称局").is_empty());
    wait(&mut harness, |tab| tab.pictures.order(0, after.edition, 1.0).is_none_or(|_| tab.pictures.count() > 0));
}

#[test]
fn words_are_searched_for_and_pages_gone_to() {
    let mut harness = preview();
    harness.click("在页面中查找");
    harness.write("万元");
    let count = harness.state().tab.search.hits.len();
    assert!(count > 50, "{count}");
    harness.get_by_label(&format!("1/{count}"));
    harness.key(Modifiers::NONE, Key::Enter);
    harness.get_by_label(&format!("2/{count}"));
    harness.key(Modifiers::SHIFT, Key::F3);
    harness.get_by_label(&format!("1/{count}"));
    harness.click("下一个");
    let hit = harness.state().tab.search.hits[1].page;
    assert!(harness.state().tab.page.abs_diff(hit) <= 1);

    harness.click("下一张");
    let page = harness.state().tab.page;
    harness.click("上一张");
    assert_eq!(harness.state().tab.page, page - 1);
    let last = pages(&harness).count() - 1;
    harness.state_mut().tab.show_page(last);
    harness.run();
    assert!(harness.state().tab.page + 1 >= last);
}

#[test]
fn pages_are_larger_and_smaller_by_keys_and_buttons() {
    let mut harness = preview();
    harness.click("100%");
    assert_eq!(harness.state().tab.zoom, Zoom::Percent(100));
    harness.click("＋");
    assert_eq!(harness.state().tab.zoom, Zoom::Percent(125));
    harness.state_mut().tab.enter();
    harness.run();
    harness.key(Modifiers::NONE, Key::Minus);
    harness.key(Modifiers::NONE, Key::Minus);
    assert_eq!(harness.state().tab.zoom, Zoom::Percent(80));
    harness.key(Modifiers::NONE, Key::Num0);
    assert_eq!(harness.state().tab.zoom, Zoom::Width);
    harness.key(Modifiers::NONE, Key::End);
    assert!(harness.state().tab.page > 5);
    assert!(harness.state().tab.pictures.count() < 12);
}

#[test]
fn numbers_of_tables_lead_to_their_cells() {
    let harness = preview();
    let pages = pages(&harness);
    let total = Source::Cell(CellKey::line(T01, Line::IncomeTotal, Column::Amount));
    let marks = (0..pages.count()).flat_map(|page| pages.marks(page));
    assert!(marks.filter(|mark| mark.source == total).all(|mark| mark.text == "232.34"));
}

#[test]
fn many_pages_that_are_out_of_sight_are_put_away_and_set_again_where_one_was() {
    let mut harness = preview();
    harness.state_mut().tab.show_page(7);
    harness.run();
    let page = harness.state().tab.page;
    assert!(page >= 6, "{page}");
    let context = harness.ctx.clone();
    harness.state_mut().tab.rest(&context);
    assert!(harness.state().tab.pages.is_some(), "one may come back at once");
    harness.state_mut().tab.seen_at -= 2.0 * KEPT_SECONDS;
    harness.state_mut().tab.rest(&context);
    let tab = &harness.state().tab;
    assert!(tab.pages.is_none() && tab.worker.is_none() && tab.pictures.count() == 0 && tab.asked.is_none());
    wait(&mut harness, |tab| tab.pages.is_some() && tab.pictures.count() > 0);
    assert_eq!(harness.state().tab.page, page);
}

#[test]
fn the_place_of_the_pages_has_the_keyboard_before_they_come_and_their_arrival_takes_it_from_nobody() {
    let focused = |harness: &OnScreen<PreviewTab>| harness.ctx.memory(|memory| memory.focused());
    for searches in [false, true] {
        let mut tab = PreviewTab { is_embedded_only: true, ..PreviewTab::default() };
        tab.enter();
        let is_held = Rc::new(Cell::new(true));
        let holds = is_held.clone();
        let mut harness = desk(reference_sample(), tab, move |tab, ui, view| {
            // As though the pages were asked for and did not come.
            if holds.get() {
                tab.asked = Some((view.derived.clone(), !tab.is_final));
            }
            tab.ui(ui, view);
        });
        let paper = focused(&harness).expect("the keyboard is where the pages will be");
        for key in [Key::ArrowDown, Key::ArrowRight, Key::PageDown] {
            harness.key_press(key);
            harness.run();
            assert_eq!(focused(&harness), Some(paper), "{key:?}");
        }
        if searches {
            harness.state_mut().tab.search();
            harness.run();
        }
        let before = focused(&harness);
        assert_eq!(before != Some(paper), searches, "the field of the search has the keyboard where it was asked for");
        is_held.set(false);
        harness.state_mut().tab.asked = None;
        wait(&mut harness, |tab| tab.pages.is_some());
        assert_eq!(focused(&harness), before, "the pages have come");
    }
}
