//! The leader's page by accessible name.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use crate::{
    document::{Decision, Document},
    figures::{CellKey, Column, Line, Source, T01},
    ui::{
        Command, Screen, SignCommand, View,
        testing::{OnScreen, clean_sample, desk, reference_sample},
    },
};

use super::LeaderTab;

fn on_screen(document: Document) -> OnScreen<LeaderTab> {
    desk(document, LeaderTab::default(), |tab, ui, view: &mut View<'_>| tab.ui(ui, view))
}

#[test]
fn six_figures_stand_beside_last_year_s_and_lead_to_their_place() {
    let mut screen = on_screen(reference_sample());
    screen.click("收支总计 232.34，上年 316.23，下降26.53%");
    let place = Source::Cell(CellKey::line(T01, Line::IncomeTotal, Column::Amount));
    assert_eq!(screen.asked(), [Command::ShowSource(place)]);
    assert!(screen.query_by_label_contains("“三公”经费 0.09，上年 0.05，增长80%").is_some());
}

#[test]
fn the_keyboard_reaches_the_figures_and_goes_on() {
    let mut screen = on_screen(reference_sample());
    screen.state_mut().tab.enter();
    screen.run();
    screen.key(Modifiers::NONE, Key::Tab);
    screen.key(Modifiers::NONE, Key::Enter);
    let asked = screen.asked();
    assert!(matches!(&asked[..], [Command::ShowSource(Source::Cell(key))] if key.table.number() == 6), "{asked:?}");
}

#[test]
fn what_is_open_is_listed_and_leads_to_its_cell() {
    let mut screen = on_screen(reference_sample());
    let derived = screen.derived();
    let first = &derived.review.findings[0];
    screen.click(&first.message);
    assert_eq!(screen.asked(), [Command::ShowFinding(0)]);
    let mut screen = on_screen(clean_sample());
    assert!(screen.query_by_label("✔ 没有发现错误").is_some());
    screen.click("签批…");
    assert_eq!(screen.asked(), [Command::Sign(SignCommand::Ask(Decision::Sign))]);
}

#[test]
fn a_blank_year_says_so_and_does_not_fail() {
    let screen = on_screen(Document::default());
    assert!(screen.query_by_label_contains("没有可比的上年数").is_some());
    assert!(screen.query_by_label_contains("收支总计 —").is_some());
}
