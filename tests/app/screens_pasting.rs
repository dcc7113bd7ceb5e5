//! Whole forms pasted as they were copied, from a workbook, a page and a PDF: each lands right, with at most one Enter.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use egui::{Event, Key, Modifiers};
use encoding_rs::GBK;
use juesuan::{
    document::{Document, Precision, Region},
    figures::{CellKey, Figures},
    money::AmountUnit,
    storage::write_project,
};

use crate::{
    reading::made::{
        files,
        fixture::department,
        form::{Codes, MadeForm, PLAIN, Style},
        published,
    },
    screen::Screen,
};

const REGIONS: [Region; 3] = [Region::Sichuan, Region::National, Region::Shanghai];

/// The forms by their titles, and the cell where they are pasted.
const FORMS: [(&str, Key, &str); 7] = [
    ("收入决算表", Key::Num2, "收入明细 新行 编码"),
    ("支出决算表", Key::Num3, "支出明细 新行 编码"),
    ("财政拨款支出决算明细表", Key::Num3, "基本支出经济分类 新行 编码"),
    ("一般公共预算财政拨款支出决算表", Key::Num3, "支出明细 新行 编码"),
    ("一般公共预算财政拨款基本支出决算表", Key::Num3, "基本支出经济分类 新行 编码"),
    ("一般公共预算财政拨款基本支出决算明细表", Key::Num3, "基本支出经济分类 新行 编码"),
    ("国有资本经营预算财政拨款支出决算表", Key::Num3, "支出明细 新行 编码"),
];

/// An empty file of this region, open in the window.
fn opened(region: Region) -> Screen {
    let mut document = Document::default();
    let own = department(region);
    document.unit = own.unit.clone();
    document.unit.precision = Some(Precision::WanTwo);
    document.codes = own.codes.clone();
    let mut screen = Screen::new();
    let path = screen.file("空白.juesuan");
    std::fs::write(&path, write_project(&document).unwrap()).unwrap();
    screen.drop_files(&[path]);
    assert!(screen.app().session().is_some());
    screen
}

fn document(screen: &Screen) -> Document {
    Document::clone(screen.app().session().unwrap().document())
}

/// Pastes and counts the Enters.
fn paste(screen: &mut Screen, text: &str) -> usize {
    screen.harness.event(Event::Paste(text.to_owned()));
    screen.harness.run();
    let mut enters = 0;
    while screen.says("粘贴预览") && enters < 5 {
        screen.press(Modifiers::NONE, Key::Enter);
        enters += 1;
    }
    enters
}

/// The numbers of the form that the document does not print.
fn missing(document: &Document, form: &MadeForm) -> Vec<String> {
    let figures = Figures::of(&Arc::new(document.clone()));
    let amounts: Vec<(CellKey, &String)> =
        form.expected.iter().filter_map(|(address, value)| Some((address.parse().ok()?, value))).collect();
    assert!(!amounts.is_empty());
    // Of what is paid from other money the economic list of basic spending says nothing.
    let is_filled = |key: &CellKey| !form.title.contains("拨款支出决算明细") || key.to_string().ends_with("gpb_basic");
    let is_printed = |(key, value): &(CellKey, &String)| {
        figures.tables.printed(*key).is_some_and(|own| own.wan().normalize().to_string() == **value)
    };
    let wrong = amounts.into_iter().filter(|(key, _)| is_filled(key)).filter(|amount| !is_printed(amount));
    wrong.map(|(key, value)| format!("{key} {value}")).collect()
}

fn forms(region: Region, style: Style) -> Vec<(MadeForm, Key, &'static str)> {
    let figures = Figures::of(&Arc::new(department(region)));
    let all = published::forms(&figures, style).into_iter();
    all.filter_map(|form| {
        let (_, tab, cell) = FORMS.iter().find(|(title, ..)| *title == form.title)?;
        Some((form, *tab, *cell))
    })
    .collect()
}

/// Pastes each form of each region into an empty file; the most Enters by form.
fn enters(style: Style, copied: impl Fn(&Screen, &MadeForm) -> String) -> BTreeMap<(String, String), usize> {
    let (mut all, mut faults) = (BTreeMap::new(), Vec::new());
    for region in REGIONS {
        let mut screen = opened(region);
        let before = document(&screen);
        for (form, tab, cell) in forms(region, style) {
            screen.press(Modifiers::COMMAND, tab);
            let part = if cell.starts_with("基本支出经济分类") { Key::Num2 } else { Key::Num1 };
            screen.press(Modifiers::ALT, part);
            screen.click(cell);
            let text = copied(&screen, &form);
            let count = paste(&mut screen, &text);
            let after = document(&screen);
            let missing = missing(&after, &form);
            if !missing.is_empty() || count > 1 {
                let few: Vec<&String> = missing.iter().take(6).collect();
                faults.push(format!("{region:?} {}: {count} Enters, {} missing {few:?}", form.title, missing.len()));
            }
            all.insert((format!("{region:?}"), form.title.clone()), count);
            screen.press(Modifiers::COMMAND, Key::Z);
            assert_eq!(document(&screen).content(), before.content(), "{} is one step", form.title);
        }
    }
    assert!(faults.is_empty(), "{}\n{all:#?}", faults.join("\n"));
    assert!(all.len() >= 15, "{all:?}");
    all
}

const OTHERS: [Style; 3] = [
    Style {
        codes: Codes::Parts,
        is_total_below: true,
        unit: AmountUnit::Yuan,
        is_grouped: true,
        has_ordinals: true,
        nothing: "—",
        ..PLAIN
    },
    Style { codes: Codes::WithName, sides: 4, ..PLAIN },
    Style { codes: Codes::Merged, has_ordinals: true, nothing: "0.00", sides: 3, ..PLAIN },
];

/// What a workbook copies: cells between tabs.
#[test]
fn whole_forms_from_a_workbook_land_right() {
    for style in [PLAIN, OTHERS[0], OTHERS[1], OTHERS[2]] {
        let asked = enters(style, |_, form| files::pasted(form)).into_iter().filter(|(_, count)| *count > 0);
        let asked: BTreeSet<String> = asked.map(|((_, form), _)| form).collect();
        // These alone do not say of which money they are.
        assert_eq!(asked.into_iter().collect::<Vec<_>>(), ["支出决算表", "收入决算表"]);
    }
}

/// What a page or Word copies: the text has lost the merged cells of the head, the page has kept them.
#[test]
fn whole_forms_from_a_page_land_right() {
    for style in [PLAIN, OTHERS[0]] {
        enters(style, |screen, form| {
            let page = files::html(std::slice::from_ref(form));
            *screen.page.borrow_mut() = Some(GBK.decode(&page).0.into_owned());
            // Word copies each paragraph of a cell as a line.
            files::pasted(form).replace("科目", "科\n目")
        });
    }
}

/// What a PDF copies: lines of words, in which blank cells leave no trace.
#[test]
fn whole_forms_from_a_pdf_land_right() {
    for style in [PLAIN, OTHERS[0], OTHERS[1]] {
        enters(style, |_, form| files::copied_lines(form));
    }
}

/// Some programs copy each cell of a PDF as a line.
#[test]
fn whole_forms_copied_cell_by_cell_land_right() {
    for style in [PLAIN, OTHERS[2]] {
        enters(style, |_, form| files::copied_cells(form));
    }
}
