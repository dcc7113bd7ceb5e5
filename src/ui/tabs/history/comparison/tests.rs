//! The part driven by accessible names.

use std::sync::Arc;

use egui::{Key, Modifiers, Ui, accesskit::Role};
use egui_kittest::kittest::{NodeT, Queryable};

use super::ComparisonPart;
use crate::{
    at,
    compare::{Merge, MergeSide},
    derived::Derived,
    document::{Document, Edit},
    large_sample::large_document,
    money::AmountUnit,
    testing::typed,
    ui::{
        Command, Desk, Screen, View,
        command::ComparingCommand,
        state::{ShownComparison, ShownMerge},
        testing::{OnScreen, desk, reference_sample},
    },
    workflow::Comparison,
};

type Part = (ComparisonPart, Desk);

fn draw((part, desk): &mut Part, ui: &mut Ui, view: &mut View<'_>) {
    part.ui(ui, &mut View { desk, commands: &mut *view.commands, ..*view });
}

fn derived(document: &Document) -> Arc<Derived> {
    Arc::new(Derived::of(&Arc::new(document.clone())))
}

fn comparing(old: &Document, new: &Document) -> OnScreen<Part> {
    let comparison = Comparison::of(&derived(old), &derived(new));
    let shown = ShownComparison { old: "旧.json".into(), new: "新.json".into(), comparison, revision: 0 };
    let mut known = Desk::default();
    known.comparing.comparison = Some(Arc::new(shown));
    desk(new.clone(), (ComparisonPart::default(), known), draw)
}

#[test]
fn values_texts_rows_and_findings_are_listed_by_tab() {
    let old = typed(&reference_sample(), at!(unit.duties), "负责水利工作");
    let new = typed(&old, at!(unit.duties), "负责农业工作");
    let new = typed(&new, at!(expenditure.lines[0].basic), "89.5");
    let list = at!(expenditure.lines);
    let new = new.apply(&Edit::remove_rows(list, 3, 1)).expect("row");
    let screen = comparing(&old, &new);
    screen.get_by_label("概况（1 处）");
    screen.get_by_label("支出项目（2 处）");
    screen.get_by_label("概况›部门职责：负责［－水利－］［＋农业＋］工作");
    let amount = screen.get_by_label_contains("›基本支出：");
    let words = amount.accesskit_node().label().unwrap_or_default();
    assert!(words.contains("89.45 → 89.50，差额 +0.05"), "{words}");
    screen.get_by_label_contains("：删除一行 ");
    assert!(words.contains("（2012901 一般公共预算）"), "{words}");
    assert!(screen.query_all_by_label_contains("新出现的问题（").next().is_some());
}

#[test]
fn the_keys_go_over_headings_and_enter_leads_to_the_place() {
    let old = reference_sample();
    let new = typed(&typed(&old, at!(unit.duties), "改"), at!(other.operating.amount), "9");
    let mut screen = comparing(&old, &new);
    screen.asked();
    for (key, place) in [(Key::ArrowDown, at!(other.operating.amount)), (Key::Home, at!(unit.duties))] {
        screen.key(Modifiers::NONE, key);
        screen.key(Modifiers::NONE, Key::Enter);
        assert_eq!(screen.asked(), [Command::Comparing(ComparingCommand::GoTo(place))]);
    }
}

#[test]
fn of_thousands_of_differences_only_those_in_sight_are_drawn() {
    let old = large_document(3_000);
    let edits = (0..3_000).map(|row| Edit::type_text(at!(expenditure.detail[row].amount), "7", AmountUnit::Yuan));
    let new = old.apply(&Edit::Many { label: String::new(), edits: edits.collect() }).expect("typed");
    let mut screen = comparing(&old, &new);
    let rows = |screen: &OnScreen<Part>| screen.query_all_by(|node| node.role() == Role::ListItem).count();
    assert!((5..60).contains(&rows(&screen)), "{}", rows(&screen));
    screen.key(Modifiers::NONE, Key::End);
    assert!((1..60).contains(&rows(&screen)));
}

#[test]
fn conflicts_are_chosen_by_keys_and_merged_with_the_choices() {
    let base = reference_sample();
    let (duties, work) = (at!(unit.duties), at!(unit.year_work));
    let ours = typed(&typed(&base, duties, "我一"), work, "我二");
    let theirs = typed(&typed(&base, duties, "他一"), work, "他二");
    let merge = Merge::new(Some(&base), &ours, &theirs);
    let shown =
        ShownMerge { theirs: "他.json".into(), has_origin: true, merge, revision: 0, offered: MergeSide::Ours };
    let mut known = Desk::default();
    known.comparing.merge = Some(Arc::new(shown));
    let mut screen = desk(ours, (ComparisonPart::default(), known), draw);
    for key in [Key::ArrowRight, Key::ArrowDown, Key::Num2, Key::Num1, Key::ArrowUp] {
        screen.key(Modifiers::NONE, key);
    }
    screen.get_by_label("概况›部门职责：本文件 我一，对方 他一，用对方的");
    screen.get_by_label("概况›本年重点工作：本文件 我二，对方 他二，用本文件的");
    screen.key(Modifiers::COMMAND, Key::Enter);
    let choices = vec![MergeSide::Theirs, MergeSide::Ours];
    assert_eq!(screen.asked().last(), Some(&Command::Comparing(ComparingCommand::TakeMerge(choices))));
    screen.click("全部用对方的");
    screen.click("并入");
    let choices = vec![MergeSide::Theirs; 2];
    assert_eq!(screen.asked().last(), Some(&Command::Comparing(ComparingCommand::TakeMerge(choices))));
}
