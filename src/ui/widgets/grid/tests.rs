//! The grid driven by keys and accessible names, as a person or a screen reader would.

use std::sync::Arc;

use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::{
    Harness,
    kittest::{NodeT, Queryable},
};

mod blocks;

use super::{sheet::Sheet, *};
use crate::{
    at,
    codes::{Code, CodeBook},
    derived::Derived,
    document::{Document, Edit, Fund},
    figures::Source,
    money::{AmountUnit, Money},
    ui::{Command, NoMarks, theme},
};

/// A document on screen, with a memory of what was asked.
pub(super) struct Desk {
    document: Arc<Document>,
    before: Vec<Arc<Document>>,
    codes: CodeBook,
    grid: GridState,
    asked: Vec<Command>,
    read_only: Option<&'static str>,
}

impl Desk {
    /// So many lines, with code and basic expenditure 1, 2, 3 … 万元.
    fn new(lines: usize) -> Self {
        let list = at!(expenditure.lines);
        let mut edits = vec![Edit::insert_rows(list, 0, lines)];
        for row in 0..lines {
            edits.push(Edit::type_text(at!(expenditure.lines[row].item), "2012901", AmountUnit::Wan));
            edits.push(Edit::type_text(at!(expenditure.lines[row].basic), &(row + 1).to_string(), AmountUnit::Wan));
        }
        let document = Document::default().apply(&Edit::Many { label: String::new(), edits }).expect("document");
        Self {
            document: Arc::new(document),
            before: Vec::new(),
            codes: CodeBook::shipped(),
            grid: GridState::default(),
            asked: Vec::new(),
            read_only: None,
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui) {
        let mut commands = Vec::new();
        let document = self.document.clone();
        let derived = Arc::new(Derived::of(&document));
        let view = View::of(&derived, &mut commands, false);
        let mut view = View { marks: &NoMarks, read_only: self.read_only, ..view };
        let model = lines(&document, &self.codes);
        grid(ui, &mut view, &mut self.grid, &model, GridSize::default());
        for command in commands {
            match &command {
                Command::Edit(edit) => {
                    self.before.push(self.document.clone());
                    self.document = Arc::new(self.document.apply(edit).expect("the edit fits"));
                }
                Command::Undo => self.document = self.before.pop().expect("something to undo"),
                _ => {}
            }
            self.asked.push(command);
        }
    }

    fn basic(&self) -> Vec<Option<i64>> {
        let wan =
            |money: Money| i64::try_from(money.yuan().trunc() / rust_decimal::Decimal::from(10_000)).unwrap_or(-1);
        self.document.expenditure.lines.iter().map(|line| line.basic.map(wan)).collect()
    }

    fn last_edit(&self) -> Option<String> {
        self.asked.iter().rev().find_map(|command| match command {
            Command::Edit(edit) => Some(edit.label()),
            _ => None,
        })
    }
}

/// “科目编码”, “科目名称” (derived), “资金性质”, “基本支出”, “项目支出”, and a total below.
fn lines<'a>(document: &'a Document, codes: &'a CodeBook) -> ListGrid<'a> {
    let name = move |row: usize| {
        let code = document.expenditure.lines.get(row).and_then(|line| Code::new(&line.item));
        code.map_or(GridCell::Empty, |code| GridCell::Label(codes.functional_name(code)))
    };
    let total: Money = document.expenditure.lines.iter().filter_map(|line| line.basic).sum();
    ListGrid::new(document, at!(expenditure.lines))
        .field("item", 90.0)
        .with(GridColumn::frozen)
        .derived(GridColumn::new("科目名称", 160.0, Content::Text).frozen(), name)
        .field("fund", 120.0)
        .field("basic", 100.0)
        .field("project", 100.0)
        .footer(move |column| match column {
            1 => GridCell::Label("合计".to_owned()),
            3 => GridCell::Derived {
                text: total.exact_grouped(AmountUnit::Wan),
                source: Source::Cell(crate::figures::CellKey::total(
                    crate::figures::T03,
                    crate::address::Column::Basic,
                )),
                strong: true,
            },
            _ => GridCell::Empty,
        })
}

fn show(lines: usize) -> Harness<'static, Desk> {
    let mut harness = Harness::builder()
        .with_size([820.0, 420.0])
        .with_max_steps(20)
        .with_context_setup(theme::install)
        .build_ui_state(|ui, desk: &mut Desk| desk.ui(ui), Desk::new(lines));
    harness.run();
    harness
}

fn press(harness: &mut Harness<'_, Desk>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

fn key(harness: &mut Harness<'_, Desk>, key: Key) {
    press(harness, Modifiers::NONE, key);
}

fn write(harness: &mut Harness<'_, Desk>, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    harness.run();
}

fn click(harness: &mut Harness<'_, Desk>, cell: &str) {
    harness.get_by_label(cell).click();
    harness.run();
}

/// The cell that has the keyboard.
fn current(harness: &Harness<'_, Desk>) -> String {
    let node = harness.get_by(|node| node.is_focused());
    node.accesskit_node().label().unwrap_or_default()
}

const FIRST_BASIC: &str = "支出明细 第1行 基本支出";

#[test]
fn enter_and_tab_enter_the_text_and_go_on() {
    let mut harness = show(3);
    click(&mut harness, FIRST_BASIC);
    assert_eq!(current(&harness), FIRST_BASIC);
    write(&mut harness, "１２．５");
    key(&mut harness, Key::Enter);
    assert_eq!(harness.state().document.expenditure.lines[0].basic, Some(Money::from_fen(12_500_000)));
    assert_eq!(harness.state().last_edit().as_deref(), Some("修改 基本支出"));
    assert_eq!(current(&harness), "支出明细 第2行 基本支出");

    key(&mut harness, Key::Tab);
    write(&mut harness, "7");
    key(&mut harness, Key::Tab);
    assert_eq!(current(&harness), "支出明细 第3行 科目编码", "after the last column comes the next row");
    key(&mut harness, Key::Tab);
    assert_eq!(current(&harness), "支出明细 第3行 资金性质", "the derived name is passed over");
    press(&mut harness, Modifiers::SHIFT, Key::Tab);
    press(&mut harness, Modifiers::SHIFT, Key::Enter);
    assert_eq!(current(&harness), "支出明细 第2行 科目编码");
    assert_eq!(harness.state().asked.len(), 2, "nothing else was changed");
}

#[test]
fn enter_returns_to_where_tab_began() {
    let mut harness = show(3);
    click(&mut harness, FIRST_BASIC);
    write(&mut harness, "5");
    key(&mut harness, Key::Tab);
    write(&mut harness, "6");
    key(&mut harness, Key::Enter);
    assert_eq!(current(&harness), "支出明细 第2行 基本支出");
}

#[test]
fn typing_and_enter_in_one_frame_reach_the_right_cells() {
    let mut harness = show(3);
    click(&mut harness, FIRST_BASIC);
    let press = |key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
    let text = |text: &str| Event::Text(text.to_owned());
    let keys = [
        text("11"),
        press(Key::Enter),
        text("22"),
        press(Key::Enter),
        text("33"),
        press(Key::Enter),
        text("44"),
        press(Key::Enter),
        text("55"),
        press(Key::Enter),
    ];
    harness.input_mut().events.extend(keys);
    harness.run();
    assert_eq!(harness.state().basic(), [11, 22, 33, 44, 55].map(Some));
}

#[test]
fn text_that_is_no_amount_stays_and_the_cell_is_blank() {
    let mut harness = show(2);
    click(&mut harness, FIRST_BASIC);
    write(&mut harness, "一百");
    key(&mut harness, Key::ArrowDown);
    let path = at!(expenditure.lines[0].basic);
    assert_eq!(harness.state().document.unreadable_text(path), Some("一百"));
    assert_eq!(harness.state().basic()[0], None, "the old number does not live on");
    let cell = harness.get_by_label(FIRST_BASIC);
    assert_eq!(cell.accesskit_node().value().as_deref(), Some("一百"));
    key(&mut harness, Key::ArrowUp);
    let reason = harness.get_by_label(FIRST_BASIC).accesskit_node().description().unwrap_or_default();
    assert!(reason.contains("不是金额"), "{reason}");
}

#[test]
fn a_code_typed_with_a_name_is_taken_and_told() {
    let mut harness = show(2);
    click(&mut harness, &FIRST_BASIC.replace("基本支出", "科目编码"));
    write(&mut harness, "2080506 职业年金");
    key(&mut harness, Key::ArrowDown);
    assert_eq!(&*harness.state().document.expenditure.lines[0].item, "2080506");
    let told = harness.state().asked.iter().any(
        |command| matches!(command, Command::Status(words) if words == "已取编码 2080506；名称“职业年金”与科目表相符"),
    );
    assert!(told, "{:?}", harness.state().asked);
}

#[test]
fn escape_restores_and_loss_of_focus_enters() {
    let mut harness = show(2);
    click(&mut harness, FIRST_BASIC);
    write(&mut harness, "9");
    key(&mut harness, Key::Escape);
    assert_eq!(harness.get_by_label(FIRST_BASIC).value().as_deref(), Some("1.00"));
    assert!(harness.state().asked.is_empty());
    write(&mut harness, "9");
    harness.get_by_label("支出明细 第2行 项目支出").click();
    harness.run();
    assert_eq!(harness.state().basic(), [Some(9), Some(2)]);
}

#[test]
fn the_input_method_works_from_the_first_key() {
    let mut harness = show(1);
    click(&mut harness, "支出明细 第1行 科目编码");
    harness.event(Event::Ime(ImeEvent::Preedit { text: "xing'zheng".into(), active_range_chars: None }));
    harness.run();
    harness.event(Event::Ime(ImeEvent::Commit("行政运行".into())));
    harness.run();
    assert_eq!(harness.get_by_label("支出明细 第1行 科目编码").value().as_deref(), Some("行政运行"));
    assert!(harness.query_by_label_contains("2010101 行政运行").is_some(), "the list follows the composed text");
}

#[test]
fn typing_in_the_blank_row_adds_a_row_in_one_step() {
    let mut harness = show(1);
    click(&mut harness, "支出明细 新行 基本支出");
    write(&mut harness, "3");
    key(&mut harness, Key::Tab);
    assert_eq!(current(&harness), "支出明细 第2行 项目支出");
    write(&mut harness, "4");
    key(&mut harness, Key::Enter);
    assert_eq!(harness.state().basic(), [Some(1), Some(3)]);
    assert_eq!(current(&harness), "支出明细 新行 基本支出");
    assert_eq!(harness.state().before.len(), 2, "the row and its first value are one step");
    press(&mut harness, Modifiers::CTRL, Key::Z);
    press(&mut harness, Modifiers::CTRL, Key::Z);
    assert_eq!(harness.state().basic(), [Some(1)]);
}

#[test]
fn a_code_is_picked_by_initials() {
    let mut harness = show(0);
    click(&mut harness, "支出明细 新行 科目编码");
    write(&mut harness, "gwjd");
    key(&mut harness, Key::Escape);
    key(&mut harness, Key::Escape);
    write(&mut harness, "qttt");
    key(&mut harness, Key::ArrowDown);
    key(&mut harness, Key::ArrowUp);
    key(&mut harness, Key::Tab);
    let code = harness.state().document.expenditure.lines[0].item.to_string();
    assert!(code.starts_with("20129") && code.len() == 7, "{code}");
    assert_eq!(current(&harness), "支出明细 第1行 资金性质");
    write(&mut harness, "zfx");
    key(&mut harness, Key::Enter);
    assert_eq!(harness.state().document.expenditure.lines[0].fund, Some(Fund::Government));
    key(&mut harness, Key::ArrowUp);
    key(&mut harness, Key::ArrowRight);
    key(&mut harness, Key::ArrowRight);
    press(&mut harness, Modifiers::ALT, Key::ArrowDown);
    harness.get_by_label_contains("国有资本经营预算").click();
    harness.run();
    assert_eq!(harness.state().document.expenditure.lines[0].fund, Some(Fund::StateCapital));
    assert!(harness.state().grid.has_focus());
}

#[test]
fn arrows_stay_inside_the_text_after_f2() {
    let mut harness = show(1);
    click(&mut harness, FIRST_BASIC);
    key(&mut harness, Key::F2);
    key(&mut harness, Key::ArrowLeft);
    write(&mut harness, "5");
    key(&mut harness, Key::ArrowDown);
    assert_eq!(harness.state().document.expenditure.lines[0].basic, Some(Money::from_fen(1_050_000)));
}

#[test]
fn a_place_far_down_is_reached_and_totals_explain_themselves() {
    let mut harness = show(200);
    assert!(harness.query_by_label("支出明细 第151行 基本支出").is_none(), "out of sight");
    harness.state_mut().grid.go_to(at!(expenditure.lines[150].basic));
    harness.run();
    assert_eq!(current(&harness), "支出明细 第151行 基本支出");
    press(&mut harness, Modifiers::CTRL, Key::End);
    key(&mut harness, Key::ArrowLeft);
    assert_eq!(current(&harness), "支出明细 合计行 基本支出");
    write(&mut harness, "1");
    key(&mut harness, Key::F4);
    let total = crate::figures::CellKey::total(crate::figures::T03, crate::address::Column::Basic);
    let [Command::Refuse(why), Command::Explain(explained)] = harness.state().asked.as_slice() else {
        panic!("{:?}", harness.state().asked)
    };
    assert!(why.contains("上面各行的“基本支出”"), "a total can't be typed over: {why}");
    assert_eq!(*explained, Source::Cell(total));
    press(&mut harness, Modifiers::CTRL, Key::Home);
    assert_eq!(current(&harness), "支出明细 第1行 科目编码");
    press(&mut harness, Modifiers::CTRL, Key::A);
    assert_eq!(harness.state().grid.selection_summary().cells, 202 * 5);
}

#[test]
fn typing_goes_to_the_current_cell_even_when_it_is_scrolled_away() {
    let mut harness = show(200);
    click(&mut harness, FIRST_BASIC);
    harness.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -3000.0),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
    });
    harness.run();
    assert!(harness.query_by_label("支出明细 第2行 基本支出").is_none(), "scrolled away");
    assert_eq!(current(&harness), FIRST_BASIC);
    write(&mut harness, "77");
    harness.get_by_label("支出明细 第2行 基本支出");
    key(&mut harness, Key::Enter);
    assert_eq!(harness.state().basic()[0], Some(77));
}

#[test]
fn a_fixed_table_ends_where_its_cells_end() {
    let app = move |ui: &mut egui::Ui, (document, state): &mut (Arc<Document>, GridState)| {
        let mut commands = Vec::new();
        let shown = document.clone();
        let derived = Arc::new(Derived::of(&shown));
        let mut view = View { marks: &NoMarks, ..View::of(&derived, &mut commands, false) };
        let amount = |title: &str| GridColumn::new(title, 100.0, Content::Money);
        let columns = vec![GridColumn::new("项目", 180.0, Content::Text).frozen(), amount("预算数"), amount("决算数")];
        let model = FixedGrid::new("三公经费", columns)
            .row(
                "公务接待费",
                [at!(three_public.budget.reception_domestic), at!(three_public.actual.reception_domestic)]
                    .map(GridCell::Entered),
            )
            .row("出国费", [at!(three_public.budget.abroad), at!(three_public.actual.abroad)].map(GridCell::Entered));
        grid(ui, &mut view, state, &model, GridSize::default());
        let _ = ui.button("以后");
        for command in commands {
            if let Command::Edit(edit) = command {
                *document = Arc::new(document.apply(&edit).expect("the edit fits"));
            }
        }
    };
    let mut harness = Harness::builder()
        .with_max_steps(20)
        .with_context_setup(theme::install)
        .build_ui_state(app, (Arc::new(Document::default()), GridState::default()));
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_label("三公经费 公务接待费 预算数").is_focused(), "Tab leads in, past the name");
    harness.get_by_label("三公经费 出国费 预算数").click();
    harness.run();
    harness.event(Event::Text("1.5".into()));
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_label("三公经费 出国费 决算数").is_focused());
    harness.event(Event::Text("1.2".into()));
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_label("以后").is_focused(), "Tab goes on behind the table");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    harness.run();
    assert!(harness.get_by_label("三公经费 出国费 决算数").is_focused(), "and back");
    assert_eq!(harness.state().0.three_public.actual.abroad, Some(Money::from_fen(1_200_000)));
}

#[test]
fn a_document_that_is_only_read_says_so_once_and_takes_nothing() {
    let mut harness = show(2);
    harness.state_mut().read_only = Some("内容只读");
    click(&mut harness, FIRST_BASIC);
    write(&mut harness, "9");
    write(&mut harness, "9");
    let refused = [Command::Refuse("内容只读".to_owned())];
    assert_eq!(harness.state().asked, refused, "once");
    assert_eq!(harness.get_by_label(FIRST_BASIC).value().as_deref(), Some("1.00"));
    for (modifiers, key) in [
        (Modifiers::NONE, Key::Delete),
        (Modifiers::NONE, Key::F2),
        (Modifiers::ALT, Key::Insert),
        (Modifiers::ALT, Key::Delete),
        (Modifiers::CTRL, Key::D),
    ] {
        harness.state_mut().asked.clear();
        press(&mut harness, modifiers, key);
        assert_eq!(harness.state().asked, refused, "{key:?}");
    }
    harness.state_mut().asked.clear();
    harness.event(Event::Paste("5".into()));
    harness.run();
    assert_eq!(harness.state().asked, refused);
    assert_eq!(harness.state().basic(), [1, 2].map(Some));
}

#[test]
fn a_row_that_is_being_begun_is_not_marked_where_nothing_was_typed_yet() {
    let mut harness = show(1);
    click(&mut harness, "支出明细 新行 科目编码");
    write(&mut harness, "2012902");
    key(&mut harness, Key::Tab);
    let reached = |harness: &Harness<'_, Desk>, row: usize, column: usize| {
        let desk = harness.state();
        let model = lines(&desk.document, &desk.codes);
        let sheet =
            Sheet { model: &model, document: &desk.document, codes: &desk.codes, marks: &NoMarks, read_only: None };
        desk.grid.cursor.is_reached(Position { row, column }, &sheet)
    };
    assert!(reached(&harness, 1, 0), "the code was typed");
    assert!(!reached(&harness, 1, 3) && reached(&harness, 0, 4), "only the row that is begun");
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    assert!(reached(&harness, 1, 3), "the row was left");
}
