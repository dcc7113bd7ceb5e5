//! What a cell that can't be filled says to whoever types into it: why not, and what to change instead.

use egui::{Event, ImeEvent, Key, Ui};

use crate::{
    at,
    document::{Document, Path},
    figures::{Figures, Source, T08},
    ui::{Command, widgets::padlock},
};

use super::{
    edit,
    frame::Frame,
    keys::Action,
    model::{Content, GridCell},
    sheet::{Position, RowKind, Sheet},
};

/// Places named in one sentence.
const MOST_NAMED: usize = 3;

const FIXED_ROWS: &str = "这张表的行是固定的，不能增减或移动；没有发生的留空白或填 0";

/// Why nothing can be typed into a cell; `None` when it can.
pub(super) fn of_cell(at: Position, sheet: &Sheet<'_>, figures: &Figures) -> Option<String> {
    if let Some(read_only) = sheet.read_only {
        return Some(read_only.to_owned());
    }
    match sheet.cell(at) {
        GridCell::Entered(path) => sheet.lock(path).map(padlock::sentence),
        cell => Some(computed(at, &cell, sheet, figures)),
    }
}

/// Where the first part of a computed total is entered.
pub(super) fn way_to_part(cell: &GridCell, figures: &Figures) -> Option<Path> {
    match cell {
        GridCell::Derived { source: Source::Entered(total), .. } => figures.part_to_change(*total),
        GridCell::Derived { source: source @ Source::Cell(key), .. }
            if key.table == T08 && figures.economic_follows() =>
        {
            figures.inputs(source, 1).pop()
        }
        _ => None,
    }
}

fn computed(at: Position, cell: &GridCell, sheet: &Sheet<'_>, figures: &Figures) -> String {
    if let Some(part) = way_to_part(cell, figures).filter(|part| part.starts_with(&at!(expenditure.detail))) {
        return format!("这一格取自“{}”，不必再填；按 F2 到那里改", Document::label_at(part.parent().parent()));
    }
    let name = |column: usize| format!("“{}”", sheet.model.columns()[column].name());
    let entered_in = |row: usize| {
        (0..sheet.column_total()).filter(move |column| sheet.is_entered(Position { row, column: *column }))
    };
    let is_text = sheet.model.columns().get(at.column).is_none_or(|column| column.content == Content::Text);
    match sheet.row_kind(at.row) {
        RowKind::Footer(_) if sheet.is_entered(Position { row: 0, ..at }) => {
            format!("这一格由程序算出，请改上面各行的{}", name(at.column))
        }
        RowKind::Footer(_) => "合计行由程序算出，请改上面各行录入的数".to_owned(),
        RowKind::Entry(row) | RowKind::New(row) if sheet.model.list().is_some() => {
            if is_text {
                let before = entered_in(row).take_while(|column| *column < at.column).last();
                return match before.or_else(|| entered_in(row).next()) {
                    Some(column) => format!("这一格由程序填写，请改本行的{}", name(column)),
                    None => "这一格由程序填写，不能改写".to_owned(),
                };
            }
            let inputs = inputs(cell, figures, usize::MAX);
            let used = |column: &usize| {
                sheet.cell(Position { row, column: *column }).source().is_some_and(|source| inputs.contains(&source))
            };
            let is_amount = |column: &usize| sheet.model.columns()[*column].content == Content::Money;
            let mut named: Vec<usize> = entered_in(row).filter(used).collect();
            if named.is_empty() {
                named = entered_in(row).filter(is_amount).collect();
            }
            let more = if named.len() > MOST_NAMED { "等" } else { "" };
            let names: String = named.into_iter().take(MOST_NAMED).map(name).collect();
            format!("这一格由程序算出，请改本行的{names}{more}")
        }
        RowKind::Entry(_) | RowKind::New(_) => match cell {
            GridCell::Derived { .. } => {
                let inputs = inputs(cell, figures, MOST_NAMED + 1);
                let more = if inputs.len() > MOST_NAMED { "等" } else { "" };
                let names: String =
                    inputs.iter().take(MOST_NAMED).map(|input| format!("“{}”", figures.label(input))).collect();
                match names.is_empty() {
                    true => "这一格由程序算出，请改它所依据的数；按 F4 看它怎么来的".to_owned(),
                    false => format!("这一格由程序算出，请改{names}{more}；按 F4 看它怎么来的"),
                }
            }
            GridCell::Label(_) if at.column == 0 => "这是行的名称，不能改写；请填右边的格".to_owned(),
            _ => "这一格不用填写；请填旁边白底的格".to_owned(),
        },
    }
}

/// What was entered behind a computed cell.
fn inputs(cell: &GridCell, figures: &Figures, most: usize) -> Vec<Source> {
    let GridCell::Derived { source, .. } = cell else { return Vec::new() };
    figures.inputs(source, most).into_iter().map(Source::Entered).collect()
}

impl Frame<'_> {
    /// Why what a key asks for is not done here; `None` when it is, or when nothing is expected of it.
    pub fn why_not(&self, action: Action) -> Option<String> {
        let (sheet, figures) = (&self.sheet, self.figures);
        let (at, block) = (self.at(), self.block());
        let changes_content = || sheet.read_only.map(str::to_owned);
        let can_be_filled = || block.positions().any(|position| sheet.path(position).is_some());
        let cells = || changes_content().or_else(|| if can_be_filled() { None } else { of_cell(at, sheet, figures) });
        let rows = || changes_content().or_else(|| sheet.model.list().is_none().then(|| FIXED_ROWS.to_owned()));
        match action {
            Action::Clear | Action::Cut => cells(),
            // Below the total there are no rows that could be filled.
            Action::Paste => changes_content().or_else(|| {
                let is_total = matches!(sheet.row_kind(block.rows.start), RowKind::Footer(_)) && !can_be_filled();
                if is_total {
                    of_cell(block.corner(), sheet, figures).map(|why| format!("没有粘贴：{why}"))
                } else {
                    None
                }
            }),
            Action::EditText => of_cell(at, sheet, figures),
            Action::FillDown => cells().or_else(|| {
                let alone = block.rows.len() == 1 && block.rows.start == 0;
                let nothing = || edit::fill_down(sheet, &block).is_none();
                (alone || nothing())
                    .then(|| "上面没有可以向下填充的内容：请先选中要填的几行，第一行是填好的".to_owned())
            }),
            Action::FillRight => cells().or_else(|| {
                let nothing = edit::fill_right(sheet, &block).is_none();
                nothing.then(|| "左边没有可以向右填充的数：请先选中要填的几列，第一列是填好的".to_owned())
            }),
            Action::InsertRows => rows(),
            Action::RemoveRows => rows().or_else(|| match sheet.row_kind(block.rows.start) {
                RowKind::Entry(_) => None,
                RowKind::New(_) => Some("这是还没有内容的新行，不用删除".to_owned()),
                RowKind::Footer(_) => Some("合计行由程序算出，不能删除；请选上面的行".to_owned()),
            }),
            Action::MoveRow(by) => rows().or_else(|| {
                let to = at.row.checked_add_signed(by).filter(|to| *to < sheet.model.row_count());
                match sheet.row_kind(at.row) {
                    RowKind::Entry(_) if to.is_some() => None,
                    RowKind::Entry(_) if by < 0 => Some("已是第一行，不能再上移".to_owned()),
                    RowKind::Entry(_) => Some("已是最后一行，不能再下移".to_owned()),
                    RowKind::New(_) | RowKind::Footer(_) => Some("这一行不能移动：请选录入的行".to_owned()),
                }
            }),
            Action::Explain => {
                let is_empty = sheet.cell(at).source().is_none();
                is_empty.then(|| "这一格没有数，说不出来历：请移到有数的格".to_owned())
            }
            _ => None,
        }
    }

    /// Says why nothing happens when one types into a cell that can't be filled; once, until another cell is the
    /// current one.
    pub fn refuse_typing(&mut self, ui: &Ui) {
        let at = self.at();
        if self.state.refused != Some(at) {
            self.state.refused = None;
        }
        let is_typed = ui.input(|input| input.events.iter().any(is_typing)) || self.state.waiting.iter().any(is_typing);
        if !is_typed || self.state.refused.is_some() {
            return;
        }
        let Some(sentence) = of_cell(at, &self.sheet, self.figures) else { return };
        self.state.refused = Some(at);
        self.commands.push(match self.sheet.locked_path(at).filter(|_| self.sheet.read_only.is_none()) {
            Some(path) => padlock::typed_into(path),
            None => Command::Refuse(sentence),
        });
    }
}

fn is_typing(event: &Event) -> bool {
    match event {
        Event::Text(text) | Event::Ime(ImeEvent::Commit(text)) => !text.trim().is_empty(),
        Event::Key { key: Key::Backspace, pressed: true, modifiers, .. } => !modifiers.any(),
        _ => false,
    }
}
