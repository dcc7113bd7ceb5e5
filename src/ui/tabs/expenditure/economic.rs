//! Basic expenditure of the general public budget by economic classification (公开08表).

use std::collections::BTreeSet;

use egui::Ui;

use crate::{
    at,
    codes::{BasicGroup, Code},
    document::{Axis, EconomicLine, Edit, Entry},
    figures::{CellKey, Column, Figures, Line, T06, T08},
    ui::{
        Command, View,
        tabs::{
            cells::{self, AMOUNT_WIDTH, CODE_WIDTH, text_column, titled},
            page::{Page, derived_line, figures, section},
        },
        widgets::grid::{GridCell, ListGrid},
    },
};

/// Below the grid: what it must agree with.
const LINE_BELOW: f32 = 32.0;
/// The column of amounts.
const AMOUNT: usize = 3;

pub(super) fn ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "基本支出经济分类", help(figures(view)));
    let missing = missing_codes(figures(view));
    let button = ui.add_enabled(!missing.is_empty(), egui::Button::new("载入全部经济科目"));
    let hover = "把公开08表的款级科目补在后面，已有的行不动；不用的留空即可";
    if button.on_hover_text(hover).on_disabled_hover_text("公开08表的款级科目都已列出").clicked() {
        view.commands.push(Command::Edit(load(&missing, view.document.expenditure.economic.len())));
    }
    page.filling_grid(ui, view, &model(figures(view)), LINE_BELOW);
    let unit = view.document.amount_unit().name();
    let basic = cells::figure(figures(view), CellKey::total(T06, Column::Basic), true);
    derived_line(ui, view, "应等于：公开06表基本支出", basic, unit);
}

fn help(figures: &Figures) -> &'static str {
    let expenditure = &figures.document.expenditure;
    if expenditure.economic.is_empty() && !expenditure.detail.is_empty() {
        "本表空白时，公开08表取自功能与经济明细；两处都填的，以本表为准。"
    } else {
        "一般公共预算财政拨款基本支出按款级经济科目填列；人员经费和公用经费自动分组（公开08表）。"
    }
}

/// Staff or running costs, by the class of the code, as in the published table (公开08表).
fn group_of(figures: &Figures, code: &str) -> Option<BasicGroup> {
    figures.book.economic(Code::new(code)?.class())?.group
}

fn model(figures: &Figures) -> ListGrid<'_> {
    let document = &*figures.document;
    let line = move |row: usize| document.expenditure.economic.get(row);
    let mut model = ListGrid::new(document, at!(expenditure.economic))
        .field("economic", CODE_WIDTH)
        .with(|column| titled("编码")(column).frozen())
        .derived(text_column("科目名称", 240.0).frozen(), move |row| {
            line(row)
                .map_or(GridCell::Empty, |line| cells::economic_name(figures, &line.economic, line.amount.is_some()))
        })
        .derived(text_column("分组", 120.0), move |row| {
            let group = line(row).and_then(|line| group_of(figures, &line.economic));
            let counts = line(row).is_none_or(|line| line.amount.is_none());
            let none = if counts { GridCell::Empty } else { GridCell::Label("未计入人员、公用".to_owned()) };
            group.map_or(none, |group| {
                let name = match group {
                    BasicGroup::Personnel => "人员经费",
                    BasicGroup::Public => "公用经费",
                };
                GridCell::Label(name.to_owned())
            })
        })
        .field("amount", AMOUNT_WIDTH + 24.0);
    let totals = [
        ("人员经费合计", Some(BasicGroup::Personnel), CellKey::line(T08, Line::Personnel, Column::Amount)),
        ("公用经费合计", Some(BasicGroup::Public), CellKey::line(T08, Line::Public, Column::Amount)),
        ("合计", None, CellKey::total(T08, Column::Amount)),
    ];
    for (name, group, key) in totals {
        let is_in = move |line: &&EconomicLine| group.is_none() || group_of(figures, &line.economic) == group;
        model = model.footer(move |column| match column {
            1 => GridCell::Label(name.to_owned()),
            AMOUNT => {
                let amounts = document.expenditure.economic.iter().filter(is_in).map(|line| line.amount);
                cells::column_sum(figures, amounts, key, at!(expenditure.economic))
            }
            _ => GridCell::Empty,
        });
    }
    totals.into_iter().fold(model, |model, (name, _, key)| {
        let published = cells::published(figures, key).map(|path| (AMOUNT, path));
        cells::with_published(model, &format!("公开数（{name}）"), 1, published)
    })
}

/// The codes of the official form that have no row yet.
fn missing_codes(figures: &Figures) -> Vec<Code> {
    let there: BTreeSet<&str> = figures.document.expenditure.economic.iter().map(|line| &*line.economic).collect();
    let official = figures.book.list(Axis::Economic).values().filter(|entry| entry.in_basic_table);
    official.map(|entry| entry.code).filter(|code| code.digits() == 5 && !there.contains(code.as_str())).collect()
}

/// One row a code, behind the rows there are.
fn load(codes: &[Code], rows: usize) -> Edit {
    let list = at!(expenditure.economic);
    let mut edits = vec![Edit::insert_rows(list, rows, codes.len())];
    edits.extend(codes.iter().enumerate().map(|(index, code)| Edit::Set {
        path: list.row(rows + index).field("economic"),
        entry: Entry::Text(code.to_string()),
    }));
    Edit::Many { label: "载入全部经济科目".to_owned(), edits }
}
