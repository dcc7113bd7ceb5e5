//! The tab driven by keys and accessible names.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use super::*;
use crate::{
    document::{Document, Edit, Entry, LongText},
    figures::{CellKey, Column, MeasureKey, T03, YearOnYear},
    money::Money,
    report::Link,
    ui::{
        Command, Tab,
        testing::{self, OnScreen},
    },
};

const REASON: &str = "收入›收入支出总计变动原因";

fn show(document: Document) -> OnScreen<ReportTab> {
    testing::desk(document, ReportTab::default(), ReportTab::ui)
}

/// Goes to a text as F8 and the search do.
fn go_to(screen: &mut OnScreen<ReportTab>, path: Path) {
    assert!(screen.state_mut().tab.go_to(&path.into()));
    screen.run();
}

fn focused(screen: &OnScreen<ReportTab>) -> String {
    screen.get_by(|node| node.is_focused()).accesskit_node().label().unwrap_or_default()
}

fn total() -> Link {
    Link(CellKey::total(T03, Column::Total).into())
}

/// The sample with a reason that quotes the total, and the screen at it.
fn quoting() -> OnScreen<ReportTab> {
    let mut document = testing::reference_sample();
    document.income.reason = LongText::new(format!("支出{}", total()));
    let mut screen = show(document);
    go_to(&mut screen, at!(income.reason));
    screen
}

#[test]
fn the_outline_tells_what_is_missing_faulty_and_done() {
    let mut document = testing::reference_sample();
    document.unit.duties = LongText::default();
    let screen = show(document);
    let derived = screen.derived();
    let mark_of = |key: &str| {
        let topic = derived.report.topic(key).expect("the topic is there");
        mark(&derived.report, topic, &*derived)
    };
    assert_eq!(mark_of("duties"), SectionState::Missing(1));
    screen.get_by_label("一、部门职责 待填 1 处");
    assert_eq!(mark_of("income"), SectionState::Done);
    screen.get_by_label("二、收入决算情况说明 完成");
    let faulty = derived
        .report
        .topics
        .iter()
        .find(|topic| matches!(mark(&derived.report, topic, &*derived), SectionState::Faulty(_)));
    let faulty = faulty.expect("the reference report has faults in its texts");
    screen.get_by_label(&format!("{} 有问题", faulty.title));
}

#[test]
fn the_heading_of_a_part_shows_its_sections_and_leads_to_them() {
    let mut screen = show(testing::reference_sample());
    screen.get_by_label("第二部分　2024年度部门决算情况说明").click();
    screen.run();
    let derived = screen.derived();
    let chosen = screen.state().tab.chosen.clone();
    assert!(derived.report.topic(&chosen).is_some_and(|topic| topic.level == 1 && topic.title.starts_with("第二部分")));
    // In the outline and on the page.
    screen.get_by_role_and_label(egui::Role::Link, "三、支出决算情况说明").click();
    screen.run();
    assert_eq!(screen.state().tab.chosen, "spending");
}

#[test]
fn keys_go_through_the_outline_and_into_the_text() {
    let mut screen = show(testing::reference_sample());
    screen.state_mut().tab.enter();
    screen.run();
    assert_eq!(focused(&screen), "报告提纲");
    // It begins at the first section with something to write, not at the bare heading above.
    screen.get_by_label("部门职责");
    screen.key(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(screen.state().tab.chosen, "organisation");
    screen.key(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(screen.state().tab.chosen, "duties");
    screen.key(Modifiers::NONE, Key::Enter);
    assert_eq!(focused(&screen), "概况›部门职责");
    screen.key(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(screen.state().tab.chosen, "organisation");
}

#[test]
fn what_is_typed_is_entered_when_the_section_is_left() {
    let mut document = testing::reference_sample();
    document.income.reason = LongText::default();
    let mut screen = show(document);
    go_to(&mut screen, at!(income.reason));
    assert_eq!(focused(&screen), REASON);
    screen.write("人员增加");
    screen.key(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(&*screen.document().income.reason, "人员增加");
    let edits = screen.asked().iter().filter(|command| command.edit().is_some()).count();
    assert_eq!(edits, 1, "one entry is one step to undo");
}

#[test]
fn the_sentence_follows_while_its_reason_is_typed_and_the_field_stays() {
    let mut document = testing::reference_sample();
    document.income.reason = LongText::default();
    let mut screen = show(document);
    go_to(&mut screen, at!(income.reason));
    let mut typed = String::new();
    for word in ["调入", "两人", "，增加", "工资"] {
        screen.write(word);
        typed.push_str(word);
        let until = screen.ctx.input(|input| input.time) + 0.7;
        while screen.ctx.input(|input| input.time) < until {
            screen.step();
        }
        assert_eq!((focused(&screen), screen.value_of(REASON)), (REASON.to_owned(), typed.clone()));
        assert_eq!(&*screen.document().income.reason, typed);
        let derived = screen.derived();
        let is_printed = derived.report.topics.iter().flat_map(|topic| derived.report.blocks_of(topic)).any(
            |block| matches!(block, crate::report::Block::Paragraph(paragraph) if paragraph.text().contains(&typed)),
        );
        assert!(is_printed, "{typed}");
    }
}

#[test]
fn a_number_is_put_in_by_keys_and_follows_the_data() {
    let mut document = testing::reference_sample();
    document.income.reason = LongText::new("支出");
    let mut screen = show(document);
    go_to(&mut screen, at!(income.reason));
    screen.key(Modifiers::CTRL | Modifiers::COMMAND, Key::L);
    assert_eq!(focused(&screen), "查找要引用的数");
    screen.write("合计 公开03 232.34");
    screen.key(Modifiers::NONE, Key::Enter);
    assert_eq!(focused(&screen), REASON);
    screen.write("，持平");
    assert_eq!(screen.value_of(REASON), "支出232.34万元，持平");
    screen.key(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(*screen.document().income.reason, *format!("支出{}，持平", total()));

    // The chip is what the data say.
    let first = at!(expenditure.lines[0].basic);
    let Some(Entry::Money(before)) = screen.document().entry(first) else { panic!("an amount") };
    let more = before + Money::from_fen(10_000_000);
    let edit = Edit::Many {
        label: "改数".into(),
        edits: (0..screen.document().published.len())
            .map(|_| Edit::remove_rows(at!(published), 0, 1))
            .chain([Edit::Set { path: first, entry: Entry::Money(more) }])
            .collect(),
    };
    let document = screen.document().apply(&edit).expect("applies");
    let mut screen = show(document);
    go_to(&mut screen, at!(income.reason));
    let shown = screen.value_of(REASON);
    assert!(shown.starts_with("支出242.3"), "{shown}");
}

#[test]
fn a_chip_goes_whole_and_comes_back_by_copy_and_paste() {
    let mut screen = quoting();
    screen.key(Modifiers::CTRL | Modifiers::COMMAND, Key::End);
    screen.key(Modifiers::NONE, Key::Backspace);
    assert_eq!(screen.value_of(REASON), "支出");

    let mut screen = quoting();
    screen.key(Modifiers::CTRL | Modifiers::COMMAND, Key::A);
    screen.event(egui::Event::Cut);
    screen.run();
    assert_eq!(screen.value_of(REASON), "");
    screen.event(egui::Event::Paste("支出232.34万元".to_owned()));
    screen.run();
    screen.key(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(*screen.document().income.reason, *format!("支出{}", total()));
}

#[test]
fn a_generated_number_explains_itself() {
    let mut screen = show(testing::reference_sample());
    go_to(&mut screen, at!(income.reason));
    screen.asked();
    screen.get_all_by_label("26.53%").next().expect("the growth is in the sentence").click();
    screen.run();
    let asked = screen.asked();
    assert!(
        asked
            .iter()
            .any(|command| matches!(command, Command::Explain(Source::Measure(key)) if *key == MeasureKey::Growth(YearOnYear::Total))),
        "{asked:?}"
    );
}

#[test]
fn an_explanation_is_overruled_and_restored() {
    let mut screen = show(testing::reference_sample());
    screen.state_mut().tab.chosen = "glossary".to_owned();
    screen.run();
    screen.click("改写 基本支出");
    assert_eq!(focused(&screen), "报告›名词解释›第1行›解释");
    let shipped = screen.document().report.glossary[0].text.to_string();
    assert!(shipped.len() > 30, "the shipped text is there to be changed: {shipped}");
    screen.key(Modifiers::CTRL | Modifiers::COMMAND, Key::A);
    screen.write("自己的解释。");
    screen.click("恢复 基本支出");
    assert!(screen.document().report.glossary.is_empty());
    screen.get_by_label("改写 基本支出");
}

#[test]
fn a_paragraph_of_ones_own_is_added_and_taken_away() {
    let mut screen = show(testing::reference_sample());
    go_to(&mut screen, at!(income.reason));
    screen.click("＋ 补充段落");
    assert_eq!(focused(&screen), "报告›补充段落›第1行›补充段落");
    screen.write("另外说明。");
    screen.key(Modifiers::ALT, Key::ArrowDown);
    let report = screen.derived();
    let topic = report.report.topic("overview").expect("the topic");
    let last = report.report.blocks_of(topic).last();
    assert!(matches!(last, Some(crate::report::Block::Paragraph(paragraph)) if paragraph.text() == "另外说明。"));
    screen.key(Modifiers::ALT, Key::ArrowUp);
    screen.click("删除本段");
    assert!(screen.document().report.additions.is_empty());
}

#[test]
fn a_typed_figure_is_pointed_out_and_quoted() {
    let mut document = testing::reference_sample();
    document.income.reason = LongText::new("支出232.34万元，持平");
    let mut screen = show(document);
    go_to(&mut screen, at!(income.reason));
    screen.get_by_label("232.34万元 改为引用");
    screen.key(Modifiers::CTRL | Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    let reason = screen.document().income.reason.to_string();
    assert!(reason.starts_with("支出⟦") && reason.ends_with("⟧，持平"), "{reason}");
    assert_eq!(screen.value_of(REASON), "支出232.34万元，持平");
    assert!(screen.query_by_label("232.34万元 改为引用").is_none());
}

#[test]
fn a_finding_about_a_text_leads_to_its_field_and_stays_in_the_report() {
    let mut screen = show(testing::reference_sample());
    let derived = screen.derived();
    let findings = derived.review.findings.iter();
    let places = findings.filter_map(|finding| derived.entered_place(finding));
    let text = places.into_iter().find(|place| shows(&derived.report, *place)).expect("a fault in a text");
    assert_eq!(Tab::Report.for_path(text, &derived), Tab::Report);
    assert_eq!(Tab::Unit.for_path(text, &derived), Tab::of_path(text));
    assert_eq!(Tab::Report.for_path(at!(unit.department), &derived), Tab::Unit, "a name is entered once, at home");
    go_to(&mut screen, text);
    assert_eq!(focused(&screen), Document::label_at(text));
}

#[test]
fn all_equal_numbers_are_quoted_at_once() {
    let mut document = testing::reference_sample();
    document.income.reason = LongText::new("收入232.34万元，上年316.23万元，持平");
    let mut screen = show(document);
    go_to(&mut screen, at!(income.reason));
    screen.click("相等的 2 处全部改为引用");
    assert_eq!(screen.document().income.reason.matches('⟦').count(), 2);
    assert_eq!(screen.value_of(REASON), "收入232.34万元，上年316.23万元，持平");
}
