//! Carry-over (结转结余): surplus distributed, balances at the end of the year by fund, and those of government funds and
//! state capital by classification at both ends of the year.

use egui::Ui;

use crate::{
    at,
    document::{Amount, CarryOverLine, Fund},
    figures::{CellKey, Column, Figures, Line, T01, T04, T10, T11},
    ui::{
        View,
        tabs::{
            cells::{self, AMOUNT_WIDTH, CODE_WIDTH, NAME_WIDTH, text_column, titled},
            page::{Page, derived_line, figures, section},
        },
        widgets::grid::{GridCell, ListGrid},
    },
};

pub(super) fn ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    section(ui, "结余分配和年末结转和结余", "按资金性质；没有的填 0。年初数在收入页录入。");
    page.fields(
        ui,
        view,
        "closing",
        &[
            at!(expenditure.allocation),
            at!(expenditure.closing.gpb),
            at!(expenditure.closing.fund),
            at!(expenditure.closing.soc),
            at!(expenditure.closing.other),
        ],
    );
    let unit = view.document.amount_unit().name();
    for (label, key) in [
        ("年末结转和结余合计", CellKey::line(T01, Line::Closing, Column::Amount)),
        ("支出总计", CellKey::line(T01, Line::SpendingTotal, Column::Amount)),
        ("收入总计", CellKey::line(T01, Line::IncomeTotal, Column::Amount)),
        ("财政拨款支出总计", CellKey::line(T04, Line::SpendingTotal, Column::Total)),
    ] {
        let cell = cells::figure(figures(view), key, true);
        derived_line(ui, view, label, cell, unit);
    }
    section(ui, "按科目的结转结余", "只在政府性基金或国有资本经营预算有结转结余时填，用于公开10、11表。");
    page.grid(ui, view, &model(figures(view)));
}

fn is_filled(line: &CarryOverLine) -> bool {
    line.opening.or(line.closing).is_some()
}

/// The fund whose table (公开10表, 公开11表) shows the line.
fn fund_of(line: &CarryOverLine) -> Option<Fund> {
    line.fund.filter(|fund| matches!(fund, Fund::Government | Fund::StateCapital))
}

fn model(figures: &Figures) -> ListGrid<'_> {
    let document = &*figures.document;
    let line = move |row: usize| document.expenditure.carry_over.get(row);
    let total = move |name, fund, table, column: usize| {
        let lines = document.expenditure.carry_over.iter().filter(|line| line.fund == Some(fund));
        let (amounts, of): (Vec<Amount>, _) = match column {
            1 => return GridCell::Label(format!("{name}合计")),
            3 => (lines.map(|line| line.opening).collect(), Column::Opening),
            4 => (lines.map(|line| line.closing).collect(), Column::Closing),
            _ => return GridCell::Empty,
        };
        cells::column_sum(figures, amounts, CellKey::total(table, of), at!(expenditure.carry_over))
    };
    ListGrid::new(document, at!(expenditure.carry_over))
        .field("item", CODE_WIDTH)
        .with(|column| titled("编码")(column).frozen())
        .derived(text_column("科目名称", NAME_WIDTH).frozen(), move |row| {
            line(row).map_or(GridCell::Empty, |line| match is_filled(line) && fund_of(line).is_none() {
                true => GridCell::Label("（资金性质不是基金或国资，未计入）".to_owned()),
                false => cells::functional_name(figures, &line.item, is_filled(line)),
            })
        })
        .field("fund", 140.0)
        .field("opening", AMOUNT_WIDTH + 16.0)
        .field("closing", AMOUNT_WIDTH + 16.0)
        .footer(move |column| total("政府性基金", Fund::Government, T10, column))
        .footer(move |column| total("国有资本经营", Fund::StateCapital, T11, column))
}
