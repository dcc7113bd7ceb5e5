//! Totals as they were published (报告上印的数), entered beside the sum of their parts, so that rounding differences are seen.
//!
//! A total that was not entered yet has no row in the document. The grid shows its cell at an address behind the last
//! row; [`complete`] turns what is entered there into a new row, and a cleared total into a removed one.

use std::collections::BTreeMap;

use egui::{RichText, Ui};

use crate::{
    at,
    document::{Document, Edit, Entry, Path},
    figures::{CellKey, Column, Figure, Figures, Line, MeasureKey, RowKey, T06, T08},
    ui::{
        Command, Tab, View,
        forms::{
            cells::{self, amount_column, text_column},
            page::{Page, figures},
        },
        theme,
        widgets::grid::{FixedGrid, GridCell},
    },
};

/// How a published total compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Agreement {
    Equal,
    Tail,
    Contradiction,
}

impl Agreement {
    fn of(figure: &Figure) -> Option<Self> {
        let tail = figure.tail()?;
        Some(if tail.is_zero() {
            Self::Equal
        } else if figure.contradicts() {
            Self::Contradiction
        } else {
            Self::Tail
        })
    }

    fn words(self) -> &'static str {
        match self {
            Self::Equal => "一致",
            Self::Tail => "尾差，按报告上印的数列示",
            Self::Contradiction => "不符，请更正其一",
        }
    }
}

pub fn totals_ui(page: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    let rows = rows(figures(view));
    let before = view.commands.len();
    page.filling_grid(ui, view, &model(figures(view), &rows), 0.0);
    let asked = view.commands.split_off(before);
    let keys: Vec<&str> = rows.iter().map(|row| row.cell.as_str()).collect();
    for command in asked {
        view.commands.extend(match command {
            Command::Edit(edit) => complete(view.document, &keys, edit).map(Command::Edit),
            Command::Typed(edit, run) => complete(view.document, &keys, edit).map(|edit| Command::Typed(edit, run)),
            other => Some(other),
        });
    }
}

/// One line on how the published totals compare.
pub fn summary_ui(_: &mut Page, ui: &mut Ui, view: &mut View<'_>) {
    let figures = figures(view);
    let keys = figures.document.published.iter().filter_map(|row| row.cell.parse::<CellKey>().ok());
    let all: Vec<Agreement> = keys.filter_map(|key| Agreement::of(figures.tables.get(key)?)).collect();
    let palette = theme::palette(ui);
    let count = |which| all.iter().filter(|agreement| **agreement == which).count();
    let (tails, contradictions) = (count(Agreement::Tail), count(Agreement::Contradiction));
    let equal = count(Agreement::Equal);
    let text = match figures.document.published.len() {
        0 => return,
        n => {
            let alone = n.saturating_sub(all.len());
            let counts = format!("一致 {equal}，尾差 {tails}，不符 {contradictions}，各项未录入 {alone}");
            format!("报告上印的数 {n} 个：{counts}")
        }
    };
    let text = RichText::new(text).color(if contradictions > 0 { palette.error } else { palette.weak_text });
    if ui.link(text).on_hover_text("点一下到“核对已公开报告”").clicked() {
        view.commands.push(Command::ShowTab(Tab::Published));
    }
}

/// One total that can be published.
struct PublishableTotal {
    /// As written in the document.
    cell: String,
    /// Where its amount is, or will be.
    path: Path,
}

/// Where a published total is entered, or will be.
pub fn place_of(figures: &Figures, cell: CellKey) -> Option<Path> {
    let name = cell.to_string();
    rows(figures).into_iter().find(|row| row.cell == name).map(|row| row.path)
}

/// The usual totals first, then whatever else was entered.
fn rows(figures: &Figures) -> Vec<PublishableTotal> {
    let published = &figures.document.published;
    let classes = figures.tables.codes(T06).filter(|code| code.digits() == 3);
    let usual = [CellKey::total(T06, Column::Total)]
        .into_iter()
        .chain(classes.map(|class| CellKey::new(T06, RowKey::Code(class), Column::Total)))
        .chain([Column::Basic, Column::Project].map(|column| CellKey::total(T06, column)))
        .chain([Line::Personnel, Line::Public].map(|line| CellKey::line(T08, line, Column::Amount)))
        .chain([CellKey::total(T08, Column::Amount)]);
    let mut entered: BTreeMap<&str, usize> =
        published.iter().enumerate().map(|(index, row)| (&*row.cell, index)).rev().collect();
    let mut rows = Vec::new();
    let mut next = published.len();
    for key in usual {
        let cell = key.to_string();
        let index = entered.remove(cell.as_str()).unwrap_or_else(|| {
            next += 1;
            next - 1
        });
        rows.push(PublishableTotal { cell, path: at!(published[index].amount) });
    }
    let mut rest: Vec<usize> = entered.into_values().collect();
    rest.sort_unstable();
    rows.extend(rest.into_iter().filter_map(|index| {
        let cell = published.get(index)?.cell.to_string();
        Some(PublishableTotal { cell, path: at!(published[index].amount) })
    }));
    rows
}

fn model(figures: &Figures, rows: &[PublishableTotal]) -> FixedGrid {
    let columns = vec![
        text_column("名称", 320.0).frozen(),
        amount_column("各项之和"),
        amount_column("报告上印的数"),
        amount_column("尾差"),
        text_column("比较", 180.0),
    ];
    let model = FixedGrid::new("报告上印的数", columns).row("一般公共预算财政拨款支出预算数", budget_cells(figures));
    rows.iter().fold(model, |model, row| {
        let key: Option<CellKey> = row.cell.parse().ok();
        let figure = key.and_then(|key| figures.tables.get(key));
        let name = key.map_or_else(|| row.cell.clone(), |key| figures.label(&key.into()));
        let words = match (figure, figure.and_then(Agreement::of)) {
            (_, Some(agreement)) => agreement.words(),
            (None, None) if figures.document.published.iter().any(|entry| *entry.cell == *row.cell) => "表中没有这一格",
            _ => "",
        };
        let cells = match key {
            Some(key) => [
                cells::amount(figures, figure.and_then(|figure| figure.value), key, false),
                GridCell::Entered(row.path),
                cells::amount(figures, figure.and_then(Figure::tail), at!(published), false),
            ],
            None => [GridCell::Empty, GridCell::Entered(row.path), GridCell::Empty],
        };
        model.row(name, cells.into_iter().chain([GridCell::Label(words.to_owned())]))
    })
}

/// The budget as published stands in a field of its own: it is no cell of a table.
fn budget_cells(figures: &Figures) -> [GridCell; 4] {
    let sum = figures.measures.planned_by_items();
    let published = figures.document.expenditure.published_budget;
    let tail = published.zip(sum).map(|(published, sum)| published - sum);
    let words = match tail {
        Some(tail) if tail.is_zero() => Agreement::Equal.words(),
        Some(_) if figures.measures.money(MeasureKey::GeneralBudgetPlanned) == published => Agreement::Tail.words(),
        Some(_) => Agreement::Contradiction.words(),
        None => "",
    };
    [
        cells::amount(figures, sum, MeasureKey::GeneralBudgetPlanned, false),
        GridCell::Entered(at!(expenditure.published_budget)),
        cells::amount(figures, tail, at!(expenditure.published_budget), false),
        GridCell::Label(words.to_owned()),
    ]
}

/// Rewrites an edit of the grid so that it fits the document: new totals get their row, cleared ones lose it.
/// `None` if nothing is left of it.
fn complete(document: &Document, keys: &[&str], edit: Edit) -> Option<Edit> {
    let list = at!(published);
    let count = document.published.len();
    let names = absent(document, keys);
    let label = edit.label();
    // Its words tell more than those of what is left of it: 粘贴 1 格, 修改 金额：1+2.
    let is_many = matches!(edit, Edit::Many { .. });
    let mut parts = Vec::new();
    flatten(edit, &mut parts);

    let mut edits = Vec::new();
    let mut added: Vec<usize> = Vec::new();
    let mut cleared = Vec::new();
    for part in parts {
        let index = match &part {
            Edit::Set { path, .. } | Edit::KeepText { path, .. } => path.row_in(&list),
            _ => None,
        };
        let Some(index) = index else {
            edits.push(part);
            continue;
        };
        let is_blank = matches!(&part, Edit::Set { entry: Entry::Blank, .. });
        match index.checked_sub(count) {
            None if is_blank => cleared.push(index),
            None => edits.push(part),
            Some(_) if is_blank => {}
            Some(offset) => {
                let position = added.iter().position(|other| *other == offset);
                let row = count + position.unwrap_or(added.len());
                if position.is_none() {
                    added.push(offset);
                    let name = Entry::Text(names.get(offset).copied().unwrap_or_default().to_owned());
                    edits.push(Edit::insert_rows(list, row, 1));
                    edits.push(Edit::Set { path: list.row(row).field("cell"), entry: name });
                }
                edits.push(moved(part, list, row));
            }
        }
    }
    cleared.sort_unstable();
    cleared.dedup();
    edits.extend(cleared.into_iter().rev().map(|at| Edit::remove_rows(list, at, 1)));
    match edits.len() {
        0 => None,
        1 if !is_many => edits.pop(),
        _ => Some(Edit::Many { label, edits }),
    }
}

/// The totals that have no row yet, in the order of the grid.
fn absent<'a>(document: &Document, keys: &[&'a str]) -> Vec<&'a str> {
    let is_there = |key: &str| document.published.iter().any(|row| *row.cell == *key);
    keys.iter().copied().filter(|key| !is_there(key)).collect()
}

fn flatten(edit: Edit, parts: &mut Vec<Edit>) {
    match edit {
        Edit::Many { edits, .. } => edits.into_iter().for_each(|edit| flatten(edit, parts)),
        single => parts.push(single),
    }
}

/// The same change in another row.
fn moved(edit: Edit, list: Path, row: usize) -> Edit {
    match edit {
        Edit::Set { path, entry } => Edit::Set { path: path.with_row(&list, row), entry },
        Edit::KeepText { path, text } => Edit::KeepText { path: path.with_row(&list, row), text },
        other => other,
    }
}
