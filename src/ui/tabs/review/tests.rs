//! The tab driven by accessible names.

use egui_kittest::kittest::Queryable;

use super::*;
use crate::{
    at,
    document::{Document, Edit},
    money::AmountUnit,
    ui::testing::{OnScreen, desk},
};

/// One error at least: detail of 9 beside basic spending of 10.
fn faulty() -> Document {
    let rows = [Edit::insert_rows(at!(expenditure.lines), 0, 1), Edit::insert_rows(at!(expenditure.economic), 0, 2)];
    let entries = [
        (at!(expenditure.lines[0].item), "2012901"),
        (at!(expenditure.lines[0].basic), "10"),
        (at!(expenditure.economic[0].economic), "30101"),
        (at!(expenditure.economic[0].amount), "5"),
        (at!(expenditure.economic[1].economic), "30201"),
        (at!(expenditure.economic[1].amount), "4"),
    ];
    let typed = entries.into_iter().map(|(path, text)| Edit::type_text(path, text, AmountUnit::Wan));
    rows.into_iter().chain(typed).fold(Document::default(), |document, edit| document.apply(&edit).expect("applies"))
}

fn show() -> OnScreen<ReviewTab> {
    desk(faulty(), ReviewTab::default(), ReviewTab::ui)
}

#[test]
fn the_keys_go_through_the_findings_and_enter_leads_to_the_place() {
    let mut harness = show();
    let findings = &harness.derived().review.findings;
    assert!(findings.len() > 1);
    let line = |index: usize| {
        let finding = &findings[index];
        format!("{} {} {}", finding.severity.label(), finding.rule, finding.message)
    };
    assert!(harness.get_by_label(&line(0)).rect().is_positive());
    harness.key(Modifiers::NONE, Key::Enter);
    assert_eq!(harness.asked(), [Command::ShowFinding(0)]);
    harness.key(Modifiers::NONE, Key::ArrowDown);
    harness.key(Modifiers::NONE, Key::Enter);
    assert_eq!(harness.asked(), [Command::ShowFinding(1)]);
    harness.get_by_label(&format!("{} {}", findings[1].rule, findings[1].title));
    harness.key(Modifiers::NONE, Key::End);
    harness.key(Modifiers::NONE, Key::Enter);
    assert_eq!(harness.asked(), [Command::ShowFinding(findings.len() - 1)]);
}

#[test]
fn each_place_of_a_finding_can_be_visited() {
    let mut harness = show();
    let derived = harness.derived();
    let cell = derived.review.findings[0].cells[0].clone();
    harness.click(&derived.figures.label(&cell));
    assert_eq!(harness.asked(), [Command::ShowSource(cell)]);
    harness.click("到可以改正的地方");
    assert_eq!(harness.asked(), [Command::ShowFinding(0)]);
}

#[test]
fn a_rule_that_was_not_checked_names_the_blank_place() {
    let mut harness = show();
    let derived = harness.derived();
    let lacking = rules::all().find_map(|rule| match derived.review.verdicts.get(rule.id) {
        Some(Verdict::NotChecked(missing)) => Some((rule, missing.first()?.clone())),
        _ => None,
    });
    let (rule, place) = lacking.expect("a rule that lacks something");
    for severity in [rules::Severity::Error, rules::Severity::Warning, rules::Severity::Hint] {
        harness.click(&format!("{} {}", severity.label(), derived.review.count(severity)));
    }
    harness.click(&format!("未检查 {}", derived.review.not_checked()));
    harness.click(&format!("未检查 {} {}", rule.id, rule.title));
    harness.get_by_label("还缺这些，填好后自动检查");
    harness.get_by_label(rule.checks);
    harness.get_by_label(rule.basis);
    harness.key(Modifiers::NONE, Key::Enter);
    assert_eq!(harness.asked(), [Command::ShowSource(place)]);
}

#[test]
fn a_search_narrows_the_list_and_says_when_nothing_is_left() {
    let mut harness = show();
    harness.click("查找审核");
    harness.write("没有这样的话");
    harness.get_by_label("没有含这些文字的发现或规则，请换一个词");
}

#[test]
fn the_list_is_copied_as_text() {
    let mut harness = show();
    harness.click("复制清单");
    let asked = harness.asked();
    let Some(Command::CopyText(text)) = asked.first() else { panic!("{asked:?}") };
    assert!(text.contains(&harness.derived().review.findings[0].message));
    assert!(text.contains("未检查"));
}

#[test]
fn a_warning_is_explained_in_place_and_then_listed_apart() {
    use crate::{ui::command::RemarkCommand, workflow::explain};
    let mut harness = show();
    let derived = harness.derived();
    let at = derived.review.findings.iter().position(|finding| finding.can_be_explained()).expect("a warning");
    harness.get_by_label("错误不能用说明代替，请按“怎么办”改正；改正后自动消失");
    for _ in 0..at {
        harness.key(Modifiers::NONE, Key::ArrowDown);
    }
    harness.key(Modifiers::NONE, Key::F2);
    harness.write("已核对");
    harness.key(Modifiers::COMMAND, Key::Enter);
    let finding = derived.review.findings[at].clone();
    let answer = RemarkCommand::Answer { finding: Box::new(finding.clone()), text: "已核对".to_owned() };
    assert_eq!(harness.asked(), [Command::Remark(answer)]);

    let edit = explain(&derived, &finding, "已核对", "张三", "2025-08-20 10:00").expect("may be explained");
    harness.show(derived.document().apply(&edit).expect("applied"));
    harness.run();
    harness.get_by_label("已说明 1");
    harness.click(&format!("已说明 {} {}", finding.rule, finding.message));
    harness.get_by_label("张三 2025-08-20 10:00");
    harness.key(Modifiers::NONE, Key::Delete);
    let asked = harness.asked();
    assert!(matches!(asked.as_slice(), [Command::Remark(RemarkCommand::Withdraw(_))]), "{asked:?}");
}

#[test]
fn several_warnings_are_chosen_with_the_keyboard_and_explained_together() {
    use crate::ui::{command::RemarkCommand, testing::reference_sample};
    let mut harness = desk(reference_sample(), ReviewTab::default(), ReviewTab::ui);
    let derived = harness.derived();
    let findings = &derived.review.findings;
    let open: Vec<_> = findings.iter().filter(|finding| finding.can_be_explained()).cloned().collect();
    let at = findings.iter().position(|finding| finding.can_be_explained()).expect("a warning");
    harness.key(Modifiers::NONE, Key::Space);
    let refused = harness.asked();
    assert!(matches!(refused.as_slice(), [Command::Status(words)] if words.contains("不能选")), "{refused:?}");
    for _ in 0..at {
        harness.key(Modifiers::NONE, Key::ArrowDown);
    }
    harness.key(Modifiers::NONE, Key::Space);
    harness.get_by_label("一起说明选中的 1 条");
    harness.key(Modifiers::SHIFT, Key::ArrowDown);
    harness.get_by_label("一起说明选中的 2 条");
    harness.key(Modifiers::NONE, Key::Escape);
    harness.key(Modifiers::COMMAND, Key::A);
    harness.get_by_label(&format!("一起说明选中的 {} 条", open.len()));
    harness.key(Modifiers::NONE, Key::F2);
    harness.write("已逐条核对");
    harness.key(Modifiers::COMMAND, Key::Enter);
    let answer = RemarkCommand::AnswerAll { findings: open, text: "已逐条核对".to_owned() };
    assert_eq!(harness.asked(), [Command::Remark(answer)]);
}
