//! Forms driven by keys and accessible names.

use std::sync::Arc;

use egui::{Event, Key, Modifiers};
use egui_kittest::{
    Harness,
    kittest::{NodeT, Queryable},
};

use super::*;
use crate::{
    at,
    derived::Derived,
    document::{Region, UnitType},
    money::Money,
    session::TypingRun,
    ui::{Command, NoMarks},
};

#[derive(Default)]
struct Desk {
    document: Arc<Document>,
    form: FormState,
    /// Steps to undo: a run of typing is one.
    edits: usize,
    run: Option<TypingRun>,
    flush: bool,
}

fn show() -> Harness<'static, Desk> {
    let app = move |ui: &mut egui::Ui, desk: &mut Desk| {
        let document = desk.document.clone();
        let mut commands = Vec::new();
        let flush = std::mem::take(&mut desk.flush);
        let derived = Arc::new(Derived::of(&document));
        let mut view = View { marks: &NoMarks, ..View::of(&derived, &mut commands, flush) };
        for path in [
            at!(unit.department),
            at!(unit.year),
            at!(unit.unit_type),
            at!(unit.region),
            at!(unit.approved_on),
            at!(income.prior_total),
            at!(unit.duties),
        ] {
            field(ui, &mut view, &mut desk.form, path);
        }
        for command in commands {
            if let Some(edit) = command.edit() {
                desk.document = Arc::new(desk.document.apply(edit).expect("the edit fits"));
                let run = match command {
                    Command::Typed(_, run) => Some(run),
                    _ => None,
                };
                desk.edits += usize::from(run.is_none() || run != desk.run);
                desk.run = run;
            }
        }
    };
    let mut harness = Harness::builder()
        .with_size([820.0, 520.0])
        .with_max_steps(20)
        .with_context_setup(theme::install)
        .build_ui_state(app, Desk::default());
    harness.run();
    harness
}

fn key(harness: &mut Harness<'_, Desk>, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn write(harness: &mut Harness<'_, Desk>, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    harness.run();
}

fn current(harness: &Harness<'_, Desk>) -> String {
    harness.get_by(|node| node.is_focused()).accesskit_node().label().unwrap_or_default()
}

#[test]
fn a_form_is_filled_without_the_mouse() {
    let mut harness = show();
    harness.get_by_label("概况›部门名称").focus();
    harness.run();
    write(&mut harness, "盐边县总工会");
    key(&mut harness, Key::Enter);
    write(&mut harness, "２０２４");
    key(&mut harness, Key::ArrowDown);
    write(&mut harness, "xz");
    key(&mut harness, Key::Enter);
    write(&mut harness, "四川省");
    key(&mut harness, Key::Tab);
    write(&mut harness, "2025年8月20日");
    key(&mut harness, Key::Enter);
    write(&mut harness, "232.34");
    key(&mut harness, Key::Tab);
    write(&mut harness, "维护职工权益");
    key(&mut harness, Key::Enter);
    write(&mut harness, "组织劳动竞赛");
    key(&mut harness, Key::Tab);

    let document = &harness.state().document;
    assert_eq!(&*document.unit.department, "盐边县总工会");
    assert_eq!(document.unit.year, Some(2024));
    assert_eq!(document.unit.unit_type, Some(UnitType::Administrative));
    assert_eq!(document.unit.region, Some(Region::Sichuan));
    assert_eq!(&*document.unit.approved_on, "2025-08-20");
    assert_eq!(document.income.prior_total, Some(Money::from_fen(232_340_000)));
    assert_eq!(&*document.unit.duties, "维护职工权益\n组织劳动竞赛");
    assert_eq!(harness.state().edits, 7);
}

#[test]
fn keys_that_come_in_one_frame_reach_the_right_fields() {
    let mut harness = show();
    harness.get_by_label("概况›部门名称").focus();
    harness.run();
    let press = |key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
    let keys = [Event::Text("工会".into()), press(Key::Enter), Event::Text("2024".into()), press(Key::Enter)];
    harness.input_mut().events.extend(keys);
    harness.run();
    assert_eq!(&*harness.state().document.unit.department, "工会");
    assert_eq!(harness.state().document.unit.year, Some(2024));
    assert_eq!(current(&harness), "概况›单位类型");
}

#[test]
fn text_that_cannot_be_read_stays_with_its_reason() {
    let mut harness = show();
    harness.state_mut().form.go_to(at!(income.prior_total));
    harness.run();
    assert_eq!(current(&harness), "上年数›上年收入支出总计");
    write(&mut harness, "约二百万");
    key(&mut harness, Key::ArrowUp);
    assert_eq!(current(&harness), "概况›财政批复日期");
    let cell = harness.get_by_label("上年数›上年收入支出总计");
    assert_eq!(cell.value().as_deref(), Some("约二百万"));
    assert!(cell.accesskit_node().description().is_some_and(|reason| reason.contains("不是金额")));
    assert_eq!(harness.state().document.income.prior_total, None);
}

#[test]
fn escape_restores_and_saving_enters_what_is_typed() {
    let mut harness = show();
    harness.state_mut().form.go_to(at!(unit.year));
    harness.run();
    write(&mut harness, "1999");
    assert!(harness.state().form.is_typing());
    key(&mut harness, Key::Escape);
    assert_eq!(harness.state().edits, 0);
    write(&mut harness, "2024");
    harness.state_mut().flush = true;
    harness.run();
    assert_eq!(harness.state().document.unit.year, Some(2024));
    assert_eq!(current(&harness), "概况›年度", "the keyboard stays");
}

#[test]
fn a_word_is_chosen_with_the_mouse() {
    let mut harness = show();
    harness.get_by_label("概况›单位类型 选项").click();
    harness.run();
    harness.get_by_label_contains("参照公务员法管理的事业单位").click();
    harness.run();
    assert_eq!(harness.state().document.unit.unit_type, Some(UnitType::CivilService));
    assert_eq!(current(&harness), "概况›单位类型");
}

/// What has the keyboard or was asked for by its place, with its rectangle.
fn rect_of(harness: &Harness<'_, Desk>, name: &str) -> egui::Rect {
    harness.get_by_label(name).rect()
}

#[test]
fn a_number_of_any_length_is_seen_whole_and_a_short_one_has_the_usual_field() {
    const USUAL: f32 = 140.0;
    let mut widths = Vec::new();
    let mut beside = (0.0, 0.0);
    Harness::new_ui(|ui| {
        theme::install(ui.ctx());
        ui.set_width(600.0);
        let font = egui::TextStyle::Body.resolve(ui.style());
        widths = ["316.23", "-99,999,999,999.999999"]
            .map(|text| {
                let needed = ui.painter().layout_no_wrap(text.to_owned(), font.clone(), egui::Color32::WHITE).size().x;
                (needed, width_for_number(ui, text, USUAL))
            })
            .to_vec();
        beside = (width_beside(ui, USUAL, "万元，本年增长3.15%"), width_beside(ui, 900.0, "万元，本年增长3.15%"));
    });
    let [(_, short), (needed, long)] = widths[..] else { panic!("{widths:?}") };
    assert!((short - USUAL).abs() < 0.1, "{short}");
    assert!(long > needed && long > USUAL, "{long} for {needed}");
    // What stands behind a field has room within the line.
    assert!((beside.0 - USUAL).abs() < 0.1, "{beside:?}");
    assert!(beside.1 < 600.0 && beside.1 > USUAL, "{beside:?}");
}

#[test]
fn the_values_of_a_form_begin_under_each_other() {
    let harness = show();
    let left = |name: &str| rect_of(&harness, name).left();
    let names = ["概况›部门名称", "概况›年度", "上年数›上年收入支出总计", "概况›部门职责"];
    assert!(names.iter().all(|name| (left(name) - left(names[0])).abs() < 0.5), "{:?}", names.map(left));
}
