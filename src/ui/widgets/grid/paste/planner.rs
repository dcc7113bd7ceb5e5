//! Works out what pasting a block of text would change, before anything is changed.

use std::collections::BTreeMap;

use crate::{
    codes::CodeBook,
    derived::Carried,
    document::{Document, Edit, Entry, Kind, Path},
    money::{AmountUnit, Money},
    ui::widgets::grid::{
        model::{Content, GridCell, GridColumn, GridModel},
        sheet::{Block, Position, Sheet},
        tsv,
    },
};

use super::{
    block::{is_code_column, tidy, without_sums},
    choices::Pasting,
    heading::{take_header, take_strange_head},
    official::plan_official,
    placed::PlacedBlock,
    plan::{PasteEffect, PastePlan, PastedCell},
};

/// From this amount on a figure pasted as 万元 may well have been meant in 元.
const LARGE_WAN: i64 = 10_000;

/// More rows than any department has are a column that was copied whole.
const MOST_ROWS: usize = 20_000;
/// More cells than this are no table of this program.
const MOST_CELLS: usize = 400_000;

/// Why a text is not pasted at all: there is nothing in it, or far too much. Told without taking the text apart.
pub fn refuse_paste(text: &str) -> Option<String> {
    let filled = without_blank_end(text);
    if filled.trim().is_empty() {
        return Some("剪贴板里只有空白，没有粘贴；要清空请选中后按 Delete".to_owned());
    }
    let rows = filled.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let cells = rows + filled.bytes().filter(|byte| *byte == b'\t').count();
    if rows > MOST_ROWS {
        return Some(format!("剪贴板里有 {rows} 行，一次最多粘贴 {MOST_ROWS} 行，没有粘贴；请只选有内容的行再复制"));
    }
    (cells > MOST_CELLS)
        .then(|| format!("剪贴板里有 {cells} 格，一次最多粘贴 {MOST_CELLS} 格，没有粘贴；请只选有内容的格再复制"))
}

/// Without the blank lines at the end: a column copied whole has a million of them.
fn without_blank_end(text: &str) -> &str {
    let Some((last, character)) = text.char_indices().rev().find(|(_, c)| !c.is_whitespace()) else { return "" };
    let behind = last + character.len_utf8();
    let end = text[behind..].find('\n').map_or(text.len(), |line_end| behind + line_end);
    &text[..end]
}

/// Works out what pasting a text would change, the upper left cell of `target` getting the first value.
///
/// A single value fills the whole of `target`. Amounts are read in the unit that was chosen, otherwise in the unit that
/// the text states (单位：万元, 金额（元）), otherwise in the entry unit; a unit behind a number (1.2万) always holds. An
/// official table goes to the rows and columns that it names. Leading lines of titles of this grid say which columns are
/// meant.
pub fn plan_paste(document: &Document, model: &dyn GridModel, target: &Block, pasting: Pasting<'_>) -> PastePlan {
    let codes = CodeBook::shipped();
    let carried = Carried::of(document);
    let sheet = Sheet { model, document, codes: &codes, marks: &carried, read_only: None };
    let mut rows = tsv::read(without_blank_end(pasting.text));
    let header = take_header(&mut rows, model);
    let stated_unit = header.unit;
    let begins_with_code = is_code_column(model, target.columns.start);
    let by_heading = header.columns(model);
    if let Some(plan) = plan_official(document, model, pasting, by_heading.is_some()) {
        return plan;
    }
    let headings = if by_heading.is_none() { take_strange_head(&mut rows) } else { Vec::new() };
    let mut notes = match &by_heading {
        Some(columns) if columns.first().is_some_and(|first| is_code_column(model, *first)) => without_sums(&mut rows),
        None if begins_with_code => tidy(&mut rows),
        _ => Vec::new(),
    };
    let entry_unit = document.amount_unit();
    let unit_used = pasting.choices.unit.or(stated_unit).unwrap_or(entry_unit);
    let mut block = None;
    let columns: Vec<Option<usize>> = if let ([row], false) = (rows.as_slice(), target.is_single())
        && let [value] = row.as_slice()
    {
        rows = vec![vec![value.clone(); target.columns.len()]; target.rows.len()];
        target.columns.clone().map(Some).collect()
    } else if let Some(columns) = by_heading {
        columns.into_iter().map(Some).collect()
    } else {
        let by_position = target_columns(&sheet, &rows, target.corner());
        let placed = PlacedBlock { sheet: &sheet, rows: &rows, headings: &headings, target };
        let columns = placed.chosen(by_position, pasting);
        if !pasting.is_own && placed.is_doubtful(&columns) {
            notes.push("没有表头，金额按从左到右的次序填入各栏，请核对；连同表头一起复制，就按表头填".to_owned());
            block = Some(placed.shown(&columns));
        }
        columns
    };
    let mut planner = Planner {
        sheet: &sheet,
        unit: unit_used,
        plan: PastePlan { stated_unit, ..PastePlan::default() },
        edits: BTreeMap::new(),
        largest: Money::ZERO,
    };
    for (i, row) in rows.iter().enumerate() {
        for (value, column) in row.iter().zip(&columns) {
            if let Some(column) = column {
                planner.place(Position { row: target.rows.start + i, column: *column }, value);
            }
        }
    }
    let large = Money::from_wan(LARGE_WAN.into()).is_some_and(|large| planner.largest >= large);
    let mut plan = planner.finish();
    plan.must_ask = !notes.is_empty();
    plan.notes = notes;
    plan.block = block;
    plan.unit_doubtful = match stated_unit {
        Some(stated) => stated != entry_unit,
        None => unit_used == AmountUnit::Wan && large,
    };
    plan
}

/// The column for each pasted one: the next, but amounts pass over columns of derived words. Tables from elsewhere often
/// have the amount right behind the code, or no column for a group.
fn target_columns(sheet: &Sheet<'_>, rows: &[Vec<String>], corner: Position) -> Vec<usize> {
    // Digits that can't be read were meant as an amount all the same.
    let is_amount = |text: &String| match Money::parse(text.trim(), sheet.unit()) {
        Ok(amount) => amount.is_some(),
        Err(_) => text.chars().any(char::is_numeric) && !text.chars().any(char::is_alphabetic),
    };
    // What says that there is nothing is no word either.
    let is_blank = |text: &String| matches!(Money::parse(text.trim(), sheet.unit()), Ok(None));
    let holds_amounts = |column: usize| {
        let mut values = rows.iter().filter_map(|row| row.get(column)).filter(|text| !is_blank(text)).peekable();
        values.peek().is_some() && values.all(is_amount)
    };
    let is_word = |column: &GridColumn| column.content == Content::Text;
    let is_derived_word = |column: usize| {
        let at = Position { column, ..corner };
        sheet.model.columns().get(column).is_some_and(is_word) && sheet.path(at).is_none()
    };
    let mut next = corner.column;
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    (0..width)
        .map(|column| {
            if column > 0 && holds_amounts(column) {
                next += (next..).take_while(|column| is_derived_word(*column)).count();
            }
            next += 1;
            next - 1
        })
        .collect()
}

struct Planner<'a> {
    sheet: &'a Sheet<'a>,
    unit: AmountUnit,
    plan: PastePlan,
    /// By row, so that a row that is missing is added before it is filled.
    edits: BTreeMap<usize, Vec<Edit>>,
    /// The largest amount without a unit of its own.
    largest: Money,
}

impl Planner<'_> {
    fn place(&mut self, at: Position, text: &str) {
        let value = text.trim();
        let cell = if at.column < self.sheet.column_total() { self.cell(at) } else { None };
        match cell {
            None => self.plan.outside += usize::from(!value.is_empty()),
            Some(GridCell::Entered(path)) => self.fill(at, path, value),
            Some(_) => self.plan.skipped += usize::from(!value.is_empty()),
        }
    }

    /// The cell at a place; rows below a list's last one will be added to it.
    fn cell(&self, at: Position) -> Option<GridCell> {
        if self.sheet.model.list().is_none() {
            return (at.row < self.sheet.row_total()).then(|| self.sheet.cell(at));
        }
        Some(self.sheet.model.cell(at.row, at.column))
    }

    fn fill(&mut self, at: Position, path: Path, value: &str) {
        let kind = Document::kind_at(path).unwrap_or(Kind::Text);
        let edit = Edit::type_text(path, value, self.unit);
        let old_entry = self.sheet.entry(path);
        let old = self.sheet.entered_text(path);
        let (new, change) = match &edit {
            Edit::Set { entry, .. } => {
                if let Entry::Money(money) = entry
                    && value.ends_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
                {
                    self.largest = self.largest.max(money.abs());
                }
                self.plan.nothing += usize::from(entry.is_blank() && !value.is_empty());
                let same = *entry == old_entry && self.sheet.document.unreadable_text(path).is_none();
                if same {
                    self.plan.unchanged += usize::from(!entry.is_blank());
                    return;
                }
                let change = match (old.is_empty(), entry.is_blank()) {
                    (true, _) => PasteEffect::Filled,
                    (false, true) => PasteEffect::Blanked,
                    (false, false) => PasteEffect::Overwritten,
                };
                (entry.text(kind, self.sheet.unit()), change)
            }
            _ => (value.to_owned(), PasteEffect::Unreadable),
        };
        self.plan.codes.extend(self.sheet.code_with_name(path, value));
        let place = format!("{} {}", self.sheet.model.row_name(at.row), self.sheet.model.columns()[at.column].name());
        self.plan.changes.push(PastedCell { place, old, new, kind: change });
        self.edits.entry(at.row).or_default().push(edit);
    }

    fn finish(mut self) -> PastePlan {
        let count = self.sheet.model.row_count();
        let last = self.edits.keys().next_back().copied();
        if let (Some(list), Some(last)) = (self.sheet.model.list(), last)
            && last >= count
        {
            self.plan.new_rows = last + 1 - count;
            self.plan.edits.push(Edit::insert_rows(list, count, self.plan.new_rows));
        }
        self.plan.edits.extend(self.edits.into_values().flatten());
        self.plan
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::{
        at,
        storage::PastedHeading,
        ui::widgets::grid::{model::ListGrid, paste::choices::PasteChoices},
    };

    /// What pasting would do before anybody has said anything of it.
    pub fn planned(document: &Document, model: &dyn GridModel, target: &Block, text: &str) -> PastePlan {
        let choices = PasteChoices::default();
        plan_paste(
            document,
            model,
            target,
            Pasting { text, page: None, choices: &choices, remembered: &[], is_own: false },
        )
    }

    fn document() -> Document {
        let list = at!(expenditure.lines);
        let mut document = Document::default().apply(&Edit::insert_rows(list, 0, 2)).expect("rows");
        for (row, code) in ["2012901", "2012902"].iter().enumerate() {
            let edit = Edit::type_text(at!(expenditure.lines[row].item), code, AmountUnit::Wan);
            document = document.apply(&edit).expect("code");
        }
        document
    }

    fn model(document: &Document) -> ListGrid<'_> {
        let name = GridColumn::new("科目名称", 160.0, Content::Text);
        ListGrid::new(document, at!(expenditure.lines))
            .field("item", 90.0)
            .derived(name, |row| GridCell::Label(format!("名称{row}")))
            .field("basic", 100.0)
            .field("project", 100.0)
    }

    fn paste(document: &Document, row: usize, column: usize, text: &str) -> (PastePlan, Document) {
        let at = Position { row, column };
        let plan = planned(document, &model(document), &Block::between(at, at), text);
        let after = plan.edit().map_or_else(|| document.clone(), |edit| document.apply(&edit).expect("applies"));
        (plan, after)
    }

    #[test]
    fn rows_are_added_and_names_skipped() {
        let (plan, after) = paste(&document(), 1, 0, "2012999\t其他\t1.5\t\r\n2210201\t公积金\t（2）\t3万\t9\r\n");
        assert_eq!((plan.new_rows, plan.skipped, plan.outside), (1, 2, 1));
        assert_eq!(plan.count(PasteEffect::Overwritten), 1);
        assert_eq!(plan.count(PasteEffect::Filled), 4);
        assert!(plan.needs_preview());
        let lines = &after.expenditure.lines;
        assert_eq!(lines.len(), 3);
        assert_eq!(
            (&*lines[1].item, lines[1].basic, lines[1].project),
            ("2012999", Some(Money::from_fen(1_500_000)), None)
        );
        assert_eq!(lines[2].basic, Some(Money::from_fen(-2_000_000)));
        assert_eq!(lines[2].project, Some(Money::from_fen(3_000_000)));
        assert_eq!(plan.edit().map(|edit| edit.label()), Some("粘贴 5 格".to_owned()));
    }

    #[test]
    fn amounts_pass_over_derived_words() {
        let (plan, after) = paste(&document(), 2, 0, "2012999\t1.5\n2210201\t\t\n2210202\t3\t4");
        assert_eq!((plan.skipped, plan.outside), (0, 0));
        let lines = &after.expenditure.lines;
        assert_eq!((&*lines[2].item, lines[2].basic), ("2012999", Some(Money::from_fen(1_500_000))));
        assert_eq!(lines[4].project, Some(Money::from_fen(4_000_000)));
        let (plan, _) = paste(&document(), 0, 1, "名称\t1");
        assert_eq!((plan.skipped, plan.changes.len()), (1, 1), "words stay where they are");
    }

    #[test]
    fn one_column_of_blank_cells_is_filled_without_question_and_several_ask() {
        let (plan, _) = paste(&document(), 0, 2, "1\n3");
        assert!(!plan.needs_preview());
        let (plan, after) = paste(&document(), 0, 2, "1\t2\n3\t4");
        assert!(plan.needs_preview(), "nothing says which column is which");
        assert_eq!(plan.changes.len(), 4);
        assert_eq!(after.expenditure.lines[1].project, Some(Money::from_fen(4_000_000)));
        let (again, _) = paste(&after, 0, 2, "1\t2\n3\t4");
        assert_eq!((again.changes.len(), again.unchanged, again.edit()), (0, 4, None));
    }

    #[test]
    fn the_stated_unit_is_understood() {
        let text = "单位：元\n基本支出\t项目支出（元）\n894500.00\t3万\n";
        let (plan, after) = paste(&document(), 0, 2, text);
        assert_eq!((plan.stated_unit, plan.unit_doubtful), (Some(AmountUnit::Yuan), true));
        assert_eq!(after.expenditure.lines[0].basic, Some(Money::from_fen(89_450_000)));
        assert_eq!(after.expenditure.lines[0].project, Some(Money::from_fen(3_000_000)));
        assert_eq!(plan.changes.first().map(|change| change.new.as_str()), Some("89.45"));

        let (plan, _) = paste(&document(), 0, 2, "894500.00");
        assert!(plan.unit_doubtful && plan.needs_preview(), "looks like 元");
        let (plan, _) = paste(&document(), 0, 2, "单位：万元\n89.45");
        assert!(!plan.needs_preview());
    }

    #[test]
    fn texts_that_are_no_amount_are_kept() {
        let (plan, after) = paste(&document(), 0, 2, "一百\t5");
        assert_eq!(plan.count(PasteEffect::Unreadable), 1);
        assert!(plan.needs_preview());
        assert_eq!(after.unreadable_text(at!(expenditure.lines[0].basic)), Some("一百"));
        assert!(plan.sentence().contains("1 格未能识别"));
    }

    #[test]
    fn marks_for_nothing_are_blank_and_told_once() {
        let (_, filled) = paste(&document(), 0, 2, "1\t2\n3\t4");
        let (plan, after) = paste(&filled, 0, 2, "-\t——\n无\t5");
        assert_eq!((plan.nothing, plan.count(PasteEffect::Unreadable)), (3, 0));
        assert!(plan.needs_preview(), "amounts are taken away");
        assert!(plan.sentence().contains("3 格写的是“-”“无”之类，按没有填算"), "{}", plan.sentence());
        let lines = &after.expenditure.lines;
        assert_eq!((lines[0].basic, lines[0].project, lines[1].basic), (None, None, None));
        assert_eq!(lines[1].project, Some(Money::from_fen(5_000_000)));
        assert!(after.unreadable.is_empty());
        // A column of nothing but marks and amounts is one of amounts.
        let (plan, after) = paste(&document(), 2, 0, "2012999\t-\n2210201\t3");
        assert_eq!(plan.skipped, 0);
        assert_eq!(after.expenditure.lines[3].basic, Some(Money::from_fen(3_000_000)));
    }

    #[test]
    fn a_text_in_the_place_of_a_number_takes_the_number_away() {
        let (_, filled) = paste(&document(), 0, 2, "1\t2\n3\t4");
        let (plan, after) = paste(&filled, 0, 2, "1，5\t12 34\n3\t4");
        assert_eq!(plan.count(PasteEffect::Unreadable), 2);
        assert_eq!((after.expenditure.lines[0].basic, after.expenditure.lines[0].project), (None, None));
        assert_eq!(after.unreadable_text(at!(expenditure.lines[0].basic)), Some("1，5"));
    }

    #[test]
    fn codes_with_names_are_taken_and_told() {
        let (plan, after) = paste(&document(), 2, 0, "２０８０５０６　职业年金\n2080505 养老保险");
        assert_eq!((&*after.expenditure.lines[2].item, &*after.expenditure.lines[3].item), ("2080506", "2080505"));
        assert!(!plan.needs_preview());
        assert!(plan.sentence().contains("2 格编码与名称写在一起，已取编码，名称都相符"), "{}", plan.sentence());
        let (plan, _) = paste(&document(), 2, 0, "2080505 职业年金");
        assert!(plan.needs_preview());
        assert!(plan.sentence().contains("不符，请核对"), "{}", plan.sentence());
    }

    #[test]
    fn a_column_goes_where_a_person_says() {
        let document = document();
        let at = Position { row: 0, column: 2 };
        let heads = "列一\t列二\n1\t2\n3\t4";
        let paste = |choices: &[(usize, &str)], remembered: &[PastedHeading], text: &str| {
            let columns = choices.iter().map(|(number, name)| (*number, (*name).to_owned())).collect();
            let choices = PasteChoices { unit: None, columns };
            let pasting = Pasting { text, page: None, choices: &choices, remembered, is_own: false };
            let plan = plan_paste(&document, &model(&document), &Block::between(at, at), pasting);
            let after = document.apply(&plan.edit().expect("an edit")).expect("applies");
            let lines: Vec<_> = after.expenditure.lines.iter().map(|line| (line.basic, line.project)).collect();
            (plan.block.expect("the block"), lines)
        };
        let wan = |amount: i64| Some(Money::from_fen(amount * 1_000_000));
        let (block, lines) = paste(&[], &[], heads);
        assert_eq!(lines, [(wan(1), wan(2)), (wan(3), wan(4))]);
        let names: Vec<_> = block.columns.iter().map(|column| (&*column.heading, column.option)).collect();
        assert_eq!(names, [("列一", Some(2)), ("列二", Some(3))]);
        assert_eq!(block.options, ["不粘贴", "科目编码", "基本支出", "项目支出"]);
        let swapped = [(wan(2), wan(1)), (wan(4), wan(3))];
        assert_eq!(paste(&[(0, "项目支出"), (1, "基本支出")], &[], heads).1, swapped);
        assert_eq!(paste(&[(0, "不粘贴")], &[], "1\t2").1, [(None, wan(2)), (None, None)]);
        let said = [("列一", "项目支出"), ("列二", "基本支出")].map(|(heading, column)| PastedHeading {
            grid: model(&document).name().to_owned(),
            heading: heading.to_owned(),
            column: column.to_owned(),
        });
        assert_eq!(paste(&[], &said, heads).1, swapped);
    }

    #[test]
    fn what_was_copied_here_comes_back_without_question() {
        let document = document();
        let at = Position { row: 0, column: 2 };
        let choices = PasteChoices::default();
        let pasting = Pasting { text: "1\t2\n3\t4", page: None, choices: &choices, remembered: &[], is_own: true };
        let plan = plan_paste(&document, &model(&document), &Block::between(at, at), pasting);
        assert!(!plan.needs_preview() && plan.changes.len() == 4);
    }

    #[test]
    fn one_value_fills_the_selection() {
        let document = document();
        let block = Block { rows: 0..2, columns: 2..4 };
        let plan = planned(&document, &model(&document), &block, "7\r\n");
        assert_eq!(plan.changes.len(), 4);
    }
}
