//! Pasting an official table as it was copied: its rows go to the items that they are about, its columns to the fields
//! that their headings mean, and its totals are compared.

use std::collections::BTreeSet;

use crate::{
    address::{T02, T03, T05, T06, T07, T08, T10, T11, T13, TableId},
    at,
    document::{Document, Edit, Kind, Path},
    evidence::read_clipboard,
    import::{ImportChange, ImportGroup, ImportPlan, ImportSource, ImportWish},
    money::AmountUnit,
    reading::{Certainty, Reading, ReadingHint},
    ui::widgets::grid::model::{GridCell, GridModel},
};

use super::plan::{PasteEffect, PastePlan, PastedCell};

/// What is left out is told of so many rows.
const LISTED: usize = 4;

/// What pasting does, if the text is an official table with its headings; `None` if it is none.
pub(super) fn plan_official(
    document: &Document,
    model: &dyn GridModel,
    text: &str,
    unit: Option<AmountUnit>,
) -> Option<PastePlan> {
    // Rows of this program itself say of which money they are, which official tables do by their title.
    if text.contains("资金性质") {
        return None;
    }
    let (group, tables) = belongs(model)?;
    let evidence = read_clipboard(text);
    let read = |unit| Reading::with(&evidence, document, ReadingHint { tables, unit, ..ReadingHint::default() });
    let mut reading = read(unit);
    let states_unit = |reading: &Reading| reading.tables.iter().any(|table| table.is_unit_stated);
    // Without a word of it, as a person would type it; and then it is asked.
    let is_unit_unknown = unit.is_none() && !states_unit(&reading);
    if is_unit_unknown {
        reading = read(Some(document.amount_unit()));
    }
    let first = reading.tables.iter().find(|table| !table.facts.is_empty())?;
    let (title, certainty) = (first.table.title(), first.certainty);
    let (read_unit, is_titled) = (first.unit, !first.title.is_empty());
    let stated_unit = (unit.is_none() && !is_unit_unknown).then_some(read_unit);
    let reasons = first.reasons.join("；");
    let source = ImportSource::read("剪贴板".to_owned(), evidence, reading);
    let groups = Some([group].into_iter().collect());
    let import = ImportPlan::of(
        document,
        &[source],
        &ImportWish { groups, least: Certainty::Unsure, exceptions: BTreeSet::new(), assumes: true },
    );
    if import.changes.is_empty() && import.unchanged == 0 {
        // Placed by position it would land anywhere.
        return is_titled.then(|| PastePlan {
            notes: vec![format!("剪贴板里是“{title}”，没有这一页要填的数，没有粘贴；请到填它的页面粘贴")],
            ..PastePlan::default()
        });
    }
    let mut notes = vec![format!("认出“{title}”，按科目和表头填入，金额单位{}", read_unit.name())];
    if certainty != Certainty::Proven {
        notes.push(format!("{}：{reasons}", certainty.label()));
    }
    let mut assumed: Vec<&str> = Vec::new();
    for reason in import.changes.iter().filter(|change| change.is_assumed).filter_map(|change| change.reason.as_deref())
    {
        if !assumed.contains(&reason) {
            assumed.push(reason);
        }
    }
    notes.extend(assumed.iter().map(|reason| format!("{reason}，请核对")));
    notes.push(match (import.claims.len(), import.claims.first()) {
        (0, _) | (_, None) => format!("合计、小计等{}个数不粘贴，已核对，都相符", import.agreeing),
        (count, Some(claim)) => {
            let computed = claim.computed.as_deref().unwrap_or("没有数");
            format!("有{count}个合计对不上，例如{}：表中{}，按明细算出{computed}", claim.label, claim.stated)
        }
    });
    notes.extend(import.rest.iter().take(LISTED).map(|rest| format!("没有粘贴：{}，{}", rest.text, rest.why)));
    if import.rest.len() > LISTED {
        notes.push(format!("……共{}处没有粘贴", import.rest.len()));
    }
    let must_ask =
        certainty != Certainty::Proven || !assumed.is_empty() || !import.claims.is_empty() || !import.rest.is_empty();
    // What is replaced need not be in sight.
    let must_ask = must_ask || is_unit_unknown || import.changes.iter().any(|change| !change.old.is_blank());
    let edits = match import.edit {
        Some(Edit::Many { edits, .. }) => edits,
        Some(edit) => vec![edit],
        None => Vec::new(),
    };
    let inserted = edits.iter().filter(|edit| matches!(edit, Edit::Rows(_))).count();
    Some(PastePlan {
        edits,
        changes: import.changes.iter().map(|change| cell(document, change)).collect(),
        unchanged: import.unchanged,
        new_rows: inserted,
        stated_unit,
        notes,
        must_ask,
        ..PastePlan::default()
    })
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
        money::Money,
        ui::widgets::grid::{
            model::{Content, FixedGrid, GridColumn, ListGrid},
            paste::planner::plan_paste,
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
        let plan = plan_paste(document, model, &Block::between(at, at), text, None);
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
        let plan = plan_paste(&document, &spending(&document), &Block::between(at, at), &text, Some(AmountUnit::Yuan));
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
}
