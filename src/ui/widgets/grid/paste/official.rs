//! Pasting an official table as it was copied: its rows go to the items that they are about, its columns to the fields
//! that their headings mean, and its totals are compared.

use std::collections::BTreeSet;

use crate::{
    address::{Column, ColumnKey, T02, T03, T05, T06, T07, T08, T10, T11, T13, TableId},
    at,
    codes::Code,
    document::{Document, Edit, Kind, Path},
    evidence::{Evidence, FileBlock, read_clipboard},
    import::{ImportChange, ImportGroup, ImportPlan, ImportSource, ImportWish},
    reading::{Certainty, ColumnMeaning, CopiedLines, ReadColumn, ReadTable, Reading, ReadingHint},
    ui::widgets::grid::model::{GridCell, GridModel},
};

use super::{
    choices::{NOT_PASTED, PasteChoices, Pasting},
    plan::{PASTED_ROWS, PasteEffect, PastePlan, PastedBlock, PastedCell, PastedColumn},
};

/// What is left out is told of so many rows.
const LISTED: usize = 4;
const CODE: &str = "科目编码";
const NAME: &str = "科目名称";

/// What was copied, as a table.
struct CopiedTable {
    evidence: Evidence,
    /// What its columns are, if they had to be found again.
    columns: Vec<(u32, ColumnMeaning)>,
    is_guessed: bool,
    unplaced: Vec<String>,
}

impl CopiedTable {
    fn of(text: &str, tables: &[TableId]) -> Self {
        match CopiedLines::of(text, tables) {
            Some(CopiedLines { evidence, columns, is_guessed, unplaced }) => {
                Self { evidence, columns, is_guessed, unplaced }
            }
            None => {
                Self { evidence: read_clipboard(text), columns: Vec::new(), is_guessed: false, unplaced: Vec::new() }
            }
        }
    }
}

/// A block that was recognised as one of the official tables.
struct OfficialBlock {
    copied: CopiedTable,
    reading: Reading,
    /// The table by its number.
    table: usize,
    is_unit_stated: bool,
}

/// What pasting does, if the text is an official table; `None` if it is none, or has the headings of the grid.
pub(super) fn plan_official(
    document: &Document,
    model: &dyn GridModel,
    pasting: Pasting<'_>,
    has_own_head: bool,
) -> Option<PastePlan> {
    // Rows of this program itself say of which money they are, which official tables do by their title.
    if pasting.text.contains("资金性质") {
        return None;
    }
    let (group, tables) = belongs(model)?;
    let hint = ReadingHint { tables, asks: !has_own_head, ..ReadingHint::default() };
    let mut choices = pasting.choices.clone();
    let copied = CopiedTable::of(pasting.text, tables);
    let block = OfficialBlock::read(document, hint, copied, &choices);
    // A page keeps merged cells, which a text loses.
    let page = || OfficialBlock::read(document, hint, CopiedTable::of(pasting.page?, tables), &choices);
    let is_surer = |page: &OfficialBlock| block.as_ref().is_none_or(|block| page.certainty() > block.certainty());
    let is_proven = block.as_ref().is_some_and(|block| block.certainty() == Certainty::Proven);
    let page = if is_proven { None } else { page().filter(is_surer) };
    let mut block = page.or(block)?;
    if choices.columns.is_empty() {
        let unknown = block.table().columns.iter().filter(|column| column.meaning == ColumnMeaning::Unknown);
        let headings = unknown.map(|column| (column.column as usize, &*column.heading));
        choices.columns = pasting.remembered_of(model.name(), headings);
        if !choices.columns.is_empty() {
            block = OfficialBlock::read(document, hint, block.copied, &choices)?;
        }
    }
    block.plan(document, group, pasting.choices)
}

impl OfficialBlock {
    fn read(document: &Document, hint: ReadingHint<'_>, copied: CopiedTable, choices: &PasteChoices) -> Option<Self> {
        let said = choices.columns.iter();
        let mut columns: Vec<(u32, ColumnMeaning)> =
            said.filter_map(|(number, name)| Some((u32::try_from(*number).ok()?, meaning(name)?))).collect();
        // The first word counts.
        columns.extend(&copied.columns);
        let read = |unit| Reading::with(&copied.evidence, document, ReadingHint { unit, columns: &columns, ..hint });
        let mut reading = read(choices.unit);
        let is_unit_stated = choices.unit.is_some() || reading.tables.iter().any(|table| table.is_unit_stated);
        // Without a word of it, as a person would type it; and then it is asked.
        if !is_unit_stated {
            reading = read(Some(document.amount_unit()));
        }
        let has_facts = |table: &ReadTable| !table.facts.is_empty();
        let has_unknown = |table: &ReadTable| table.columns.iter().any(ReadColumn::is_strange);
        let table = reading.tables.iter().position(has_facts);
        let table = table.or_else(|| reading.tables.iter().position(has_unknown))?;
        Some(Self { copied, reading, table, is_unit_stated })
    }

    fn certainty(&self) -> Certainty {
        if self.copied.is_guessed { Certainty::Unsure } else { self.table().certainty }
    }

    fn table(&self) -> &ReadTable {
        &self.reading.tables[self.table]
    }

    fn plan(self, document: &Document, group: ImportGroup, choices: &PasteChoices) -> Option<PastePlan> {
        let block = self.block();
        let is_unit_known = self.is_unit_stated;
        let table = self.table();
        let (certainty, unit) = (table.certainty, table.unit);
        let (title, is_titled) = (table.table.title(), !table.title.is_empty());
        let reasons = table.reasons.join("；");
        let CopiedTable { evidence, is_guessed, unplaced, .. } = self.copied;
        let source = ImportSource::read("剪贴板".to_owned(), evidence, self.reading);
        let wish = ImportWish {
            groups: Some([group].into_iter().collect()),
            least: Certainty::Unsure,
            exceptions: BTreeSet::new(),
            assumes: true,
        };
        let import = ImportPlan::of(document, &[source], &wish);
        if import.changes.is_empty() && import.unchanged == 0 && !block.asks() && choices.columns.is_empty() {
            // Placed by position it would land anywhere.
            return is_titled.then(|| PastePlan {
                notes: vec![format!("剪贴板里是“{title}”，没有这一页要填的数，没有粘贴；请到填它的页面粘贴")],
                ..PastePlan::default()
            });
        }
        let mut notes = vec![format!("认出“{title}”，按科目和表头填入，金额单位{}", unit.name())];
        if certainty != Certainty::Proven {
            notes.push(format!("{}：{reasons}", certainty.label()));
        }
        if is_guessed {
            notes.push("复制来的是一行行文字，空格子看不出在哪一栏，已按合计关系推定，请核对".to_owned());
        }
        notes.extend(unplaced.iter().map(|row| format!("没有粘贴：{row}，分不清金额在哪一栏")));
        if block.asks() {
            notes.push("标“？”的栏请选定是哪一栏，选过的表头下次照用".to_owned());
        }
        let assumptions = assumptions(&import);
        notes.extend(assumptions.iter().map(|reason| format!("{reason}，请核对")));
        notes.push(compared(&import));
        notes.extend(left_out(&import));
        let must_ask = certainty != Certainty::Proven
            || !is_unit_known
            || is_guessed
            || !unplaced.is_empty()
            || !assumptions.is_empty()
            || !import.claims.is_empty()
            || !import.rest.is_empty()
            // What is replaced need not be in sight.
            || import.changes.iter().any(|change| !change.old.is_blank());
        let edits = match import.edit {
            Some(Edit::Many { edits, .. }) => edits,
            Some(edit) => vec![edit],
            None => Vec::new(),
        };
        Some(PastePlan {
            new_rows: edits.iter().filter(|edit| matches!(edit, Edit::Rows(_))).count(),
            edits,
            changes: import.changes.iter().map(|change| cell(document, change)).collect(),
            unchanged: import.unchanged,
            stated_unit: (choices.unit.is_none() && is_unit_known).then_some(unit),
            notes,
            must_ask,
            block: Some(block).filter(|_| certainty != Certainty::Proven || is_guessed || !choices.columns.is_empty()),
            ..PastePlan::default()
        })
    }

    /// The block as it was copied, with what each column is taken for.
    fn block(&self) -> PastedBlock {
        let table = self.table();
        let mut options: Vec<String> = [NOT_PASTED, CODE, NAME].map(str::to_owned).to_vec();
        options.extend(table.offers.iter().map(|column| column.words().to_owned()));
        let mut columns = Vec::new();
        for column in &table.columns {
            let name = match column.meaning {
                ColumnMeaning::Unknown if column.is_strange() => None,
                meaning => Some(name(meaning)),
            };
            let option = name.map(|name| {
                let at = options.iter().position(|option| *option == name);
                at.unwrap_or_else(|| {
                    options.push(name);
                    options.len() - 1
                })
            });
            columns.push(PastedColumn { number: column.column as usize, heading: column.heading.clone(), option });
        }
        let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
        if let Some(FileBlock::Table(file)) =
            table.blocks.first().and_then(|block| self.copied.evidence.blocks.get(*block))
        {
            for cell in file.cells.iter().filter(|cell| cell.row >= table.first_row) {
                if rows.last().is_none_or(|(row, _)| *row != cell.row) {
                    if rows.len() == PASTED_ROWS {
                        break;
                    }
                    rows.push((cell.row, vec![String::new(); columns.len()]));
                }
                let at = columns.iter().position(|column| column.number == cell.column as usize);
                if let (Some(at), Some((_, row))) = (at, rows.last_mut()) {
                    row[at] = cell.text.clone();
                }
            }
        }
        PastedBlock { columns, rows: rows.into_iter().map(|(_, row)| row).collect(), options }
    }
}

fn name(meaning: ColumnMeaning) -> String {
    match meaning {
        ColumnMeaning::Code => CODE.to_owned(),
        ColumnMeaning::Name => NAME.to_owned(),
        ColumnMeaning::Amount(ColumnKey::Named(column)) => column.words().to_owned(),
        ColumnMeaning::Amount(ColumnKey::Code(code)) => code.to_string(),
        ColumnMeaning::Nothing | ColumnMeaning::Unknown => NOT_PASTED.to_owned(),
    }
}

fn meaning(name: &str) -> Option<ColumnMeaning> {
    Some(match name {
        NOT_PASTED => ColumnMeaning::Nothing,
        CODE => ColumnMeaning::Code,
        NAME => ColumnMeaning::Name,
        name => ColumnMeaning::Amount(match Column::ALL.iter().find(|column| column.words() == name) {
            Some(column) => ColumnKey::Named(*column),
            None => ColumnKey::Code(Code::new(name)?),
        }),
    })
}

/// What the table does not say and was taken as it nearly always is.
fn assumptions(import: &ImportPlan) -> Vec<&str> {
    let mut reasons: Vec<&str> = Vec::new();
    for change in import.changes.iter().filter(|change| change.is_assumed) {
        if let Some(reason) = change.reason.as_deref().filter(|reason| !reasons.contains(reason)) {
            reasons.push(reason);
        }
    }
    reasons
}

fn compared(import: &ImportPlan) -> String {
    match (import.claims.len(), import.claims.first()) {
        (0, _) | (_, None) if import.uncompared == 0 => {
            format!("合计、小计等{}个数不粘贴，已核对，都相符", import.agreeing)
        }
        (0, _) | (_, None) => format!(
            "合计、小计等{}个数不粘贴：{}个已核对，都相符，{}个还没有数可对",
            import.agreeing + import.uncompared,
            import.agreeing,
            import.uncompared
        ),
        (count, Some(claim)) => {
            let computed = claim.computed.as_deref().unwrap_or("没有数");
            format!("有{count}个合计对不上，例如{}：表中{}，按明细算出{computed}", claim.label, claim.stated)
        }
    }
}

fn left_out(import: &ImportPlan) -> Vec<String> {
    let rest = import.rest.iter();
    let mut notes: Vec<String> =
        rest.take(LISTED).map(|rest| format!("没有粘贴：{}，{}", rest.text, rest.why)).collect();
    if import.rest.len() > LISTED {
        notes.push(format!("……共{}处没有粘贴", import.rest.len()));
    }
    notes
}

/// What a grid is filled from.
fn belongs(model: &dyn GridModel) -> Option<(ImportGroup, &'static [TableId])> {
    let Some(list) = model.list() else {
        let is_three_public = |path: Path| path.starts_with(&at!(three_public));
        let entered = (0..model.columns().len()).find_map(|column| match model.cell(0, column) {
            GridCell::Entered(path) => Some(path),
            _ => None,
        });
        return entered.filter(|path| is_three_public(*path)).map(|_| (ImportGroup::ThreePublic, &[T13][..]));
    };
    let all: [(Path, ImportGroup, &[TableId]); 5] = [
        (at!(income.lines), ImportGroup::Income, &[T02]),
        (at!(expenditure.lines), ImportGroup::Items, &[T06, T03]),
        (at!(expenditure.economic), ImportGroup::Economic, &[T08, T05]),
        (at!(expenditure.detail), ImportGroup::Detail, &[T07]),
        (at!(expenditure.carry_over), ImportGroup::Balances, &[T10, T11]),
    ];
    all.into_iter().find(|(own, ..)| *own == list).map(|(_, group, tables)| (group, tables))
}

fn cell(document: &Document, change: &ImportChange) -> PastedCell {
    let kind = Document::kind_at(change.path).unwrap_or(Kind::Text);
    let text = |entry: &crate::document::Entry| entry.text(kind, document.unit_at(change.path));
    let effect = if change.old.is_blank() { PasteEffect::Filled } else { PasteEffect::Overwritten };
    PastedCell { place: change.label.clone(), old: text(&change.old), new: text(&change.new), kind: effect }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        money::{AmountUnit, Money},
        storage::PastedHeading,
        ui::widgets::grid::{
            model::{Content, FixedGrid, GridColumn, ListGrid},
            paste::planner::{plan_paste, tests::planned},
            sheet::{Block, Position},
        },
    };

    fn income(document: &Document) -> ListGrid<'_> {
        ListGrid::new(document, at!(income.lines)).field("item", 90.0).field("gpb", 90.0).field("fund", 90.0)
    }

    fn spending(document: &Document) -> ListGrid<'_> {
        ListGrid::new(document, at!(expenditure.lines)).field("item", 90.0).field("basic", 90.0).field("project", 90.0)
    }

    fn economic(document: &Document) -> ListGrid<'_> {
        ListGrid::new(document, at!(expenditure.economic)).field("economic", 90.0).field("amount", 90.0)
    }

    fn paste(document: &Document, model: &dyn GridModel, text: &str) -> (PastePlan, Document) {
        let at = Position { row: 0, column: 0 };
        let plan = planned(document, model, &Block::between(at, at), text);
        let after = plan.edit().map_or_else(|| document.clone(), |edit| document.apply(&edit).expect("it fits"));
        (plan, after)
    }

    fn wan(amount: i64) -> Option<Money> {
        Some(Money::from_fen(amount * 1_000_000))
    }

    const SPENDING: &str = "一般公共预算财政拨款支出决算表\n编制单位：某局\t\t2024年度\t\t金额单位：万元\n项目\t\t本年支出\t\t\n\
        科目编码\t科目名称\t小计\t项目支出\t基本支出\n栏次\t\t1\t2\t3\n合计\t\t5.00\t2.00\t3.00\n\
        201\t一般公共服务支出\t5.00\t2.00\t3.00\n20129\t群众团体事务\t5.00\t2.00\t3.00\n\
        2012901\t行政运行\t3.00\t\t3.00\n2012902\t一般行政管理事务\t2.00\t2.00\t\n注：本表反映支出情况。\n";

    #[test]
    fn a_whole_table_lands_by_its_headings_without_a_question() {
        let document = Document::default();
        let (plan, after) = paste(&document, &spending(&document), SPENDING);
        assert!(!plan.needs_preview(), "{:?}", plan.notes);
        let lines: Vec<_> =
            after.expenditure.lines.iter().map(|line| (&*line.item, line.basic, line.project)).collect();
        assert_eq!(lines, [("2012901", wan(3), None), ("2012902", None, wan(2))]);
        assert_eq!((plan.new_rows, plan.stated_unit), (2, Some(AmountUnit::Wan)));
        assert!(plan.sentence().contains("认出“一般公共预算财政拨款支出决算表”"), "{}", plan.sentence());
        // Once more: nothing changes, and no row is added.
        let (again, same) = paste(&after, &spending(&after), SPENDING);
        assert_eq!((again.changes.len(), again.unchanged, same == after), (0, 2, true));
    }

    #[test]
    fn what_is_there_already_is_asked_about() {
        let document = Document::default();
        let (_, document) = paste(&document, &spending(&document), SPENDING);
        let other = SPENDING.replace("3.00", "4.00").replace("5.00", "6.00");
        let (plan, after) = paste(&document, &spending(&document), &other);
        assert!(plan.needs_preview());
        assert_eq!((plan.count(PasteEffect::Overwritten), after.expenditure.lines[0].basic), (1, wan(4)));
    }

    #[test]
    fn income_that_is_not_split_by_fund_is_asked_about_once() {
        let text = "收入决算表\n单位：万元\n科目编码\t\t\t科目名称\t本年收入合计\t财政拨款收入\t其他收入\n类\t款\t项\t栏次\t1\t2\t3\n\
            201\t\t\t一般公共服务支出\t6.00\t5.00\t1.00\n201\t29\t\t群众团体事务\t6.00\t5.00\t1.00\n\
            201\t29\t01\t行政运行\t6.00\t5.00\t1.00\n合计\t\t\t\t6.00\t5.00\t1.00\n";
        let document = Document::default();
        let (plan, after) = paste(&document, &income(&document), text);
        assert!(plan.needs_preview() && plan.sentence().contains("都按一般公共预算填，请核对"), "{}", plan.sentence());
        let lines: Vec<_> = after.income.lines.iter().map(|line| (&*line.item, line.gpb, line.other)).collect();
        assert_eq!(lines, [("2012901", wan(5), wan(1))]);
    }

    #[test]
    fn a_table_of_two_sides_becomes_one_list() {
        let text = "一般公共预算财政拨款基本支出决算表\n金额单位：元\n人员经费\t\t\t公用经费\t\t\n\
            科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\n301\t工资福利支出\t30000.00\t302\t商品和服务支出\t20000.00\n\
            30101\t基本工资\t30000.00\t30201\t办公费\t20000.00\n人员经费合计\t\t30000.00\t公用经费合计\t\t20000.00\n";
        let document = Document::default();
        let (plan, after) = paste(&document, &economic(&document), text);
        assert!(!plan.needs_preview(), "{:?}", plan.notes);
        let lines: Vec<_> = after.expenditure.economic.iter().map(|line| (&*line.economic, line.amount)).collect();
        assert_eq!(lines, [("30101", wan(3)), ("30201", wan(2))]);
    }

    #[test]
    fn a_unit_that_is_not_stated_is_asked_for() {
        let document = Document::default();
        let (plan, after) = paste(&document, &spending(&document), &SPENDING.replace("\t\t金额单位：万元", ""));
        assert!(plan.needs_preview());
        assert_eq!((plan.stated_unit, after.expenditure.lines[0].basic), (None, wan(3)));
        let at = Position { row: 0, column: 0 };
        let text = SPENDING.replace("\t\t金额单位：万元", "");
        let choices = PasteChoices { unit: Some(AmountUnit::Yuan), ..PasteChoices::default() };
        let pasting = Pasting { text: &text, page: None, choices: &choices, remembered: &[], is_own: false };
        let plan = plan_paste(&document, &spending(&document), &Block::between(at, at), pasting);
        assert_eq!(plan.changes.first().map(|change| change.new.as_str()), Some("0.0003"));
    }

    #[test]
    fn a_total_that_does_not_add_up_is_told_before() {
        let document = Document::default();
        let text = SPENDING.replace("合计\t\t5.00\t2.00\t3.00", "合计\t\t9.00\t2.00\t7.00");
        let (plan, _) = paste(&document, &spending(&document), &text);
        assert!(plan.needs_preview() && plan.notes.iter().any(|note| note.contains("合计对不上")), "{:?}", plan.notes);
    }

    #[test]
    fn a_table_of_another_page_is_not_pasted_by_position() {
        let document = Document::default();
        let (plan, after) = paste(&document, &economic(&document), SPENDING);
        assert!(plan.edit().is_none() && after == document);
        assert!(plan.sentence().contains("请到填它的页面粘贴"), "{}", plan.sentence());
    }

    #[test]
    fn the_one_row_of_three_public_goes_to_its_fields() {
        let document = Document::default();
        let columns =
            vec![GridColumn::new("项目", 190.0, Content::Text), GridColumn::new("预算数", 100.0, Content::Money)];
        let cell = |path| [GridCell::Entered(path)];
        let model = FixedGrid::new("三公经费", columns).row("因公出国（境）费", cell(at!(three_public.budget.abroad)));
        let text = "财政拨款“三公”经费支出决算表\n单位：万元\n预算数\t\t\t\t\t\t决算数\t\t\t\t\t\n\
            合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费\t合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费\n\
            \t\t小计\t公务用车购置费\t公务用车运行维护费\t\t\t\t小计\t公务用车购置费\t公务用车运行维护费\t\n\
            6.00\t1.00\t3.00\t0.00\t3.00\t2.00\t5.00\t1.00\t2.00\t0.00\t2.00\t2.00\n";
        let (plan, after) = paste(&document, &model, text);
        assert!(plan.needs_preview(), "receptions are not told apart: {:?}", plan.notes);
        let actual = &after.three_public.actual;
        assert_eq!((actual.abroad, actual.vehicle_running, actual.reception_domestic), (wan(1), wan(2), wan(2)));
        assert_eq!(after.three_public.budget.vehicle_running, wan(3));
    }

    const STRANGE: &str = "一般公共预算财政拨款支出决算表\n单位：万元\n科目编码\t科目名称\t小计\t人员和公用\t专项\n\
        合计\t\t5.00\t3.00\t2.00\n2012901\t行政运行\t3.00\t3.00\t\n2012902\t一般行政管理事务\t2.00\t\t2.00\n";

    fn chosen(document: &Document, choices: &[(usize, &str)], remembered: &[PastedHeading]) -> (PastePlan, Document) {
        let columns = choices.iter().map(|(number, name)| (*number, (*name).to_owned())).collect();
        let choices = PasteChoices { unit: None, columns };
        let pasting = Pasting { text: STRANGE, page: None, choices: &choices, remembered, is_own: false };
        let at = Position { row: 0, column: 0 };
        let plan = plan_paste(document, &spending(document), &Block::between(at, at), pasting);
        let after = plan.edit().map_or_else(|| document.clone(), |edit| document.apply(&edit).expect("it fits"));
        (plan, after)
    }

    #[test]
    fn a_column_that_is_not_known_is_chosen_and_known_the_next_time() {
        let document = Document::default();
        let (plan, after) = chosen(&document, &[], &[]);
        assert!(plan.needs_preview() && plan.changes.is_empty() && after == document, "{plan:#?}");
        let block = plan.block.expect("the block");
        let names: Vec<_> = block
            .columns
            .iter()
            .map(|column| (&*column.heading, column.option.map(|own| &*block.options[own])))
            .collect();
        assert_eq!(
            names,
            [
                ("科目编码", Some("科目编码")),
                ("科目名称", Some("科目名称")),
                ("小计", Some("合计")),
                ("人员和公用", None),
                ("专项", None)
            ]
        );
        assert_eq!(block.rows[1], ["2012901", "行政运行", "3.00", "3.00", ""]);

        let (plan, after) = chosen(&document, &[(3, "基本支出"), (4, "项目支出")], &[]);
        assert!(!plan.block.expect("it is still shown").asks());
        let lines: Vec<_> =
            after.expenditure.lines.iter().map(|line| (&*line.item, line.basic, line.project)).collect();
        assert_eq!(lines, [("2012901", wan(3), None), ("2012902", None, wan(2))]);

        let said = |heading: &str, column: &str| PastedHeading {
            grid: spending(&document).name().to_owned(),
            heading: heading.to_owned(),
            column: column.to_owned(),
        };
        let (plan, same) = chosen(&document, &[], &[said("人员和公用", "基本支出"), said("专项", "项目支出")]);
        assert!(!plan.needs_preview(), "{:?}", plan.notes);
        assert_eq!(same.expenditure, after.expenditure);
    }
}
