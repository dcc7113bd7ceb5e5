//! “核对已公开报告” driven by accessible names.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::*;
use crate::{
    document::{Document, Path},
    figures::Figures,
    forms::published,
    money::Money,
    testing::typed,
    ui::{
        Tab,
        testing::{self, OnScreen, clean_sample, reference_sample},
    },
};

fn show(document: Document) -> OnScreen<FormScreen> {
    testing::desk(document, FormScreen::of(FormName::Published), FormScreen::ui)
}

fn persons(total: &str) -> Document {
    let kinds = [("civil_servant", "3"), ("worker", "0"), ("institution", "1"), ("total", total)];
    kinds.into_iter().fold(Document::default(), |document, (kind, count)| {
        typed(&document, at!(unit.staff.actual).field(kind), count)
    })
}

fn figures(document: &Document) -> Figures {
    Figures::of(&std::sync::Arc::new(document.clone()))
}

fn home(document: &Document, path: Path) -> Tab {
    Tab::home_of(path, &figures(document))
}

const PRINTED: &str = "其他合计 概况·人员·实有在职·合计 报告上印的数";

#[test]
fn a_total_that_was_typed_otherwise_stands_here_and_findings_lead_to_it() {
    let total = at!(unit.staff.actual.total);
    let mut screen = show(persons("5"));
    assert!(published::is_needed(&screen.derived().figures));
    let derived = screen.derived();
    let finding = derived.review.findings.iter().find(|finding| finding.rule == "K04").expect("it differs");
    assert_eq!(derived.entered_place(finding), Some(total));
    assert_eq!(home(&screen.document(), total), Tab::Published);
    assert!(screen.tab_mut().go_to(&total.into()));
    screen.run();
    assert!(screen.get_by_label(PRINTED).is_focused());
    assert_eq!(screen.value_of("其他合计 概况·人员·实有在职·合计 各项之和"), "4");
    assert_eq!(screen.value_of("其他合计 概况·人员·实有在职·合计 比较"), "与各项之和不同");
    screen.type_into(PRINTED, "4");
    assert_eq!(screen.value_of("其他合计 概况·人员·实有在职·合计 比较"), "一致");
    assert!(!published::is_needed(&screen.derived().figures), "what agrees asks for nothing");
    screen.click(PRINTED);
    screen.key(Modifiers::NONE, Key::Delete);
    assert_eq!(screen.document().unit.staff.actual.total, None);
    assert_eq!(screen.derived().figures.document.unit.staff.actual.total, Some(4));
}

#[test]
fn a_total_is_typed_on_its_page_while_a_part_is_missing() {
    let total = at!(unit.staff.actual.total);
    let missing = typed(&persons("5"), at!(unit.staff.actual.worker), "");
    assert_eq!(home(&missing, total), Tab::Unit);
    assert!(!published::is_needed(&figures(&missing)));
    let mut screen = testing::desk(missing, FormScreen::of(FormName::Unit), FormScreen::ui);
    assert!(screen.tab_mut().go_to(&total.into()));
    screen.run();
    screen.type_into("人员 合计 实有在职", "6");
    assert_eq!(screen.document().unit.staff.actual.total, Some(6));
}

#[test]
fn what_only_a_published_report_states_asks_for_the_page() {
    assert!(published::is_needed(&figures(&reference_sample())), "万元两位");
    assert!(!published::is_needed(&figures(&Document::default())));
    for (path, text) in [
        (at!(unit.attachment_subunits.declared), "2"),
        (at!(performance.stated_scores.special), "90"),
        (at!(performance.stated_projects.surplus_count), "0"),
        (at!(performance.sampling.points), "3"),
        (at!(expenditure.published_budget), "1"),
    ] {
        let document = typed(&Document::default(), path, text);
        assert!(published::is_needed(&figures(&document)), "{path}");
        assert_eq!(home(&document, path), Tab::Published);
    }
}

#[test]
fn no_value_of_an_older_file_is_without_a_page() {
    for document in [reference_sample(), clean_sample()] {
        let figures = figures(&document);
        let mut screen = show(document.clone());
        for (total, summed) in published::stated_totals(&figures) {
            assert_eq!(Tab::home_of(total, &figures), Tab::Published, "{total}");
            assert!(screen.tab_mut().go_to(&total.into()));
            screen.run();
            let name = format!("其他合计 {} 报告上印的数", figures.label(&total.into()).replace('›', "·"));
            assert!(screen.get_by_label(&name).is_focused(), "{name}");
            assert_eq!(screen.value_of(&name).is_empty(), summed.is_computed, "{name}");
        }
    }
}

#[test]
fn every_field_of_the_page_is_gone_to() {
    let mut screen = show(reference_sample());
    for (path, name) in [
        (at!(published[0].amount), "报告上印的数 公开02表 合计 一般公共预算 报告上印的数"),
        (at!(unit.attachment_subunits.level), "概况›附件1所述机构›附件1所述预算级次"),
        (at!(performance.projects[0].stated_level), "公开文字所称的项目级次 春节送温暖 文字所称"),
    ] {
        assert!(screen.tab_mut().go_to(&path.into()));
        screen.run();
        assert!(screen.get_by_label(name).is_focused(), "{name}");
    }
}

#[test]
fn a_published_total_shows_its_tail_and_is_added_changed_and_removed() {
    let mut screen = show(reference_sample());
    let name = "报告上印的数 公开06表 一般公共服务支出 报告上印的数";
    let compared = "报告上印的数 公开06表 一般公共服务支出 比较";
    assert_eq!(screen.value_of("报告上印的数 公开06表 一般公共服务支出 尾差"), "0.01");
    assert_eq!(screen.value_of(compared), "尾差，按报告上印的数列示");
    screen.type_into(name, "160.44");
    assert_eq!(screen.value_of(compared), "一致");
    screen.type_into(name, "170");
    assert_eq!(screen.value_of(compared), "不符，请更正其一");

    let count = screen.document().published.len();
    screen.click(name);
    screen.key(Modifiers::NONE, Key::Delete);
    assert_eq!(screen.document().published.len(), count - 1, "cleared is removed");
    assert_eq!(screen.value_of(compared), "");
    screen.type_into(name, "160.45");
    let document = screen.document();
    assert_eq!(document.published.len(), count, "entered is added");
    let added = &document.published[count - 1];
    assert_eq!((&*added.cell, added.amount), ("T06!201.tot", Some(Money::from_fen(160_450_000))));
    assert_eq!(screen.value_of("报告上印的数 公开06表 一般公共服务支出 尾差"), "0.01");
}

#[test]
fn stated_scores_stand_beside_the_derived_one() {
    let mut harness = show(clean_sample());
    assert!(harness.tab_mut().go_to(&at!(performance.stated_scores.attachment).into()));
    harness.run();
    harness.write("88");
    harness.key(Modifiers::NONE, Key::Enter);
    assert_eq!(harness.document().performance.stated_scores.attachment.0, Some(rust_decimal::Decimal::from(88)));
}
