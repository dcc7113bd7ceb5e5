//! What follows from the detail of expenditure (功能与经济分类明细): once its amounts are there, nobody has to enter the
//! basic and project amount of an item, nor the list by economic code, as well.
//!
//! What was entered otherwise stands, and the rules compare the tables that are made of both. What was entered and
//! agrees follows the detail from then on ([`Figures::let_follow`]), but for figures that were taken from a published
//! report: those stay as they are printed.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    at,
    codes::Code,
    document::{Document, Edit, Entry, Fund, Path, RowShift, SpendingKind},
    money::Money,
};

use super::{Figures, totals};

const KINDS: [&str; 2] = ["basic", "project"];

/// What the detail says of an amount of a line of expenditure.
pub(super) struct OfDetail {
    pub amount: Path,
    /// The rows that it is the sum of: none where the item has others only.
    pub rows: Vec<u32>,
    pub sum: Option<Money>,
    /// The first of them that is blank.
    pub missing: Option<u32>,
}

/// The rows of one item, fund and kind, and what they add up to.
#[derive(Default)]
struct RowsOfKind {
    rows: Vec<u32>,
    sum: Option<Money>,
    missing: Option<u32>,
}

impl RowsOfKind {
    fn add(&mut self, row: u32, amount: Option<Money>) {
        self.rows.push(row);
        match amount {
            Some(_) => self.sum = Money::sum_of([self.sum, amount]),
            None => self.missing = self.missing.or(Some(row)),
        }
    }
}

/// The amounts of lines that follow from the detail. A line is left alone where another line has the same item and
/// fund, or where the detail has no amount of it yet.
pub(super) fn amounts_of_lines(document: &Document) -> Vec<OfDetail> {
    let expenditure = &document.expenditure;
    if expenditure.detail.is_empty() {
        return Vec::new();
    }
    let mut rows: FxHashMap<(&str, Fund), [RowsOfKind; 2]> = FxHashMap::default();
    for (row, line) in (0..).zip(expenditure.detail.iter()).filter(|(_, line)| !line.item.is_blank()) {
        let kinds = rows.entry((&*line.item, line.fund_or_default())).or_default();
        kinds[usize::from(line.kind_or_default() == SpendingKind::Project)].add(row, line.amount);
    }
    let mut lines: FxHashMap<(&str, Fund), usize> = FxHashMap::default();
    for line in expenditure.lines.iter() {
        *lines.entry((&*line.item, line.fund_or_default())).or_default() += 1;
    }
    let mut found = Vec::new();
    for (at, line) in expenditure.lines.iter().enumerate() {
        let key = (&*line.item, line.fund_or_default());
        let has_begun = |kinds: &[RowsOfKind; 2]| kinds.iter().any(|kind| kind.sum.is_some());
        if lines.get(&key) == Some(&1) && rows.get(&key).is_some_and(has_begun) {
            let kinds = rows.remove(&key).unwrap_or_default();
            found.extend(KINDS.into_iter().zip(kinds).map(|(field, RowsOfKind { rows, sum, missing })| OfDetail {
                amount: at!(expenditure.lines[at]).field(field),
                rows,
                sum,
                missing,
            }));
        }
    }
    found
}

/// An amount of the detail.
pub(super) fn amount_at(row: u32) -> Path {
    at!(expenditure.detail[row as usize].amount)
}

/// Whether 公开08表 is made of the detail: nobody entered an amount in the list by economic code.
pub(super) fn makes_basic(document: &Document) -> bool {
    document.expenditure.economic.iter().all(|line| line.amount.is_none())
}

fn is_basic_of_general_budget(fund: Fund, kind: SpendingKind) -> bool {
    (fund, kind) == (Fund::Gpb, SpendingKind::Basic)
}

/// What the list by economic code and the detail say of each code.
#[derive(Default)]
struct EconomicAmounts {
    listed: Option<Money>,
    detailed: Option<Money>,
}

impl EconomicAmounts {
    fn differ(&self) -> bool {
        self.listed.unwrap_or_default() != self.detailed.unwrap_or_default()
    }
}

fn economic_amounts(document: &Document) -> BTreeMap<&str, EconomicAmounts> {
    let mut amounts: BTreeMap<&str, EconomicAmounts> = BTreeMap::new();
    let add = |sum: &mut Option<Money>, amount: Option<Money>| *sum = Money::sum_of([*sum, amount]);
    for line in document.expenditure.economic.iter() {
        add(&mut amounts.entry(&line.economic).or_default().listed, line.amount);
    }
    for line in document.expenditure.detail.iter() {
        if is_basic_of_general_budget(line.fund_or_default(), line.kind_or_default()) {
            add(&mut amounts.entry(&line.economic).or_default().detailed, line.amount);
        }
    }
    amounts
}

/// Whether the detail says something of basic expenditure of the general budget.
fn has_basic(document: &Document) -> bool {
    document
        .expenditure
        .detail
        .iter()
        .any(|line| line.amount.is_some() && is_basic_of_general_budget(line.fund_or_default(), line.kind_or_default()))
}

impl Figures {
    /// Whether the list by economic code follows from the detail and is not entered.
    pub fn economic_follows(&self) -> bool {
        let document = &*self.typed;
        has_basic(document)
            && (makes_basic(document) || !document.is_wan_two() && self.economic_differences().is_empty())
    }

    /// The economic codes of which the list says another amount than the detail; none where only one of them is filled.
    pub fn economic_differences(&self) -> Vec<&str> {
        let document = &*self.typed;
        if makes_basic(document) || !has_basic(document) {
            return Vec::new();
        }
        economic_amounts(document).into_iter().filter(|(_, amounts)| amounts.differ()).map(|(code, _)| code).collect()
    }

    /// The amounts of lines that were entered otherwise than the detail says.
    pub fn lines_that_differ(&self) -> Vec<Path> {
        let of_detail = self.totals().filter(|(_, summed)| summed.is_of_detail() && summed.differs);
        of_detail.map(|(place, _)| place).collect()
    }

    /// The amounts that are missing in the detail of an item that was begun: its sums are not known without them.
    pub fn missing_detail(&self) -> impl Iterator<Item = Path> {
        self.totals.missing_detail.values().copied()
    }

    /// Whether an amount of a line waits for amounts of the detail.
    pub fn waits_for_detail(&self, place: Path) -> bool {
        self.totals.missing_detail.contains_key(&place)
    }

    /// Where to change a total that follows: its first part. Where a line has none, the first row of the detail.
    pub fn part_to_change(&self, place: Path) -> Option<Path> {
        let summed = self.summed(place)?;
        summed.parts.first().or_else(|| summed.is_of_detail().then(|| amount_at(0)))
    }

    /// One step after which these follow from the detail.
    fn follow_detail(label: &str, places: Vec<Path>) -> Option<Edit> {
        let edits: Vec<Edit> = places.into_iter().map(|path| Edit::Set { path, entry: Entry::Blank }).collect();
        (!edits.is_empty()).then(|| Edit::Many { label: label.to_owned(), edits })
    }

    /// One step after which the lines that differ follow from the detail.
    pub fn take_lines_from_detail(&self) -> Option<Edit> {
        Self::follow_detail("基本支出、项目支出改为取自明细", self.lines_that_differ())
    }

    /// The same for the list by economic code.
    pub fn take_economic_from_detail(&self) -> Option<Edit> {
        let differs = !self.economic_differences().is_empty();
        let listed = if differs { listed(&self.typed) } else { Vec::new() };
        Self::follow_detail("经济分类改为取自明细", listed)
    }

    /// One step that adds the lines for items that stand in the detail only.
    pub fn list_items_of_detail(&self) -> Option<Edit> {
        let items = self.items_of_detail_alone();
        let list = at!(expenditure.lines);
        let rows = self.typed.expenditure.lines.len();
        let mut edits = vec![Edit::insert_rows(list, rows, items.len())];
        for (row, (item, fund)) in (rows..).zip(&items) {
            let line = list.row(row);
            edits.push(Edit::Set { path: line.field("item"), entry: Entry::Text(item.to_string()) });
            if *fund != Fund::Gpb {
                edits.push(Edit::Set { path: line.field("fund"), entry: Entry::Choice(fund.name()) });
            }
        }
        (!items.is_empty()).then(|| Edit::Many { label: "补列明细里的科目".to_owned(), edits })
    }

    /// The items and funds that have an amount in the detail and no line.
    pub fn items_of_detail_alone(&self) -> Vec<(Code, Fund)> {
        let expenditure = &self.typed.expenditure;
        let lines: FxHashSet<(&str, Fund)> =
            expenditure.lines.iter().map(|line| (&*line.item, line.fund_or_default())).collect();
        let mut seen: FxHashSet<(Code, Fund)> = FxHashSet::default();
        let filled = expenditure.detail.iter().filter(|line| line.amount.is_some());
        filled
            .map(|line| (&*line.item, line.fund_or_default()))
            .filter(|key| !lines.contains(key))
            .filter_map(|(item, fund)| Some((Code::new(item)?, fund)))
            .filter(|key| seen.insert(*key))
            .collect()
    }

    /// The document after an edit, with what was entered and agreed before the edit following from it: a total that is
    /// as its parts are is no statement of its own. `changed` is the document after `edit`.
    pub fn let_follow(&self, changed: Document, edit: &Edit) -> Document {
        if self.typed.is_wan_two() {
            return changed;
        }
        let agreed = self.totals().filter(|(_, summed)| !summed.is_computed && !summed.differs);
        let mut agreed: FxHashSet<Path> = agreed.map(|(place, _)| place).collect();
        let had_list = !makes_basic(&self.typed) && self.economic_follows();
        if agreed.is_empty() && !had_list {
            return changed;
        }
        let mut touched = Touched::default();
        touched.by(edit, &mut agreed);
        let mut outdated: Vec<Path> = match agreed.is_empty() {
            true => Vec::new(),
            false => totals::that_differ(&changed).into_iter().filter(|place| agreed.contains(place)).collect(),
        };
        if had_list && touched.detail && !touched.economic && has_basic(&changed) {
            let differs = economic_amounts(&changed).values().any(EconomicAmounts::differ);
            outdated.extend(if differs { listed(&changed) } else { Vec::new() });
        }
        let blanks = outdated.into_iter().map(|path| Edit::Set { path, entry: Entry::Blank }).collect();
        changed.apply(&Edit::Many { label: String::new(), edits: blanks }).unwrap_or(changed)
    }
}

/// The amounts that were entered in the list by economic code.
fn listed(document: &Document) -> Vec<Path> {
    let lines = document.expenditure.economic.iter().enumerate();
    lines.filter(|(_, line)| line.amount.is_some()).map(|(row, _)| at!(expenditure.economic[row].amount)).collect()
}

/// Which of the two statements of basic expenditure an edit changes.
#[derive(Default)]
struct Touched {
    detail: bool,
    economic: bool,
}

impl Touched {
    /// What is set by the edit itself is no longer `agreed`; rows that move take their places along.
    fn by(&mut self, edit: &Edit, agreed: &mut FxHashSet<Path>) {
        match edit {
            Edit::Set { path, .. } | Edit::KeepText { path, .. } => {
                self.list(*path);
                agreed.remove(path);
            }
            Edit::Rows(shift) => {
                self.list(shift.list());
                self.rows(shift, agreed);
            }
            Edit::SetUnknown { .. } => {}
            Edit::Many { edits, .. } => edits.iter().for_each(|edit| self.by(edit, agreed)),
        }
    }

    fn list(&mut self, path: Path) {
        self.detail |= path.starts_with(&at!(expenditure.detail));
        self.economic |= path.starts_with(&at!(expenditure.economic));
    }

    fn rows(&self, shift: &RowShift, agreed: &mut FxHashSet<Path>) {
        if agreed.iter().any(|place| place.starts_with(&shift.list())) {
            *agreed = agreed.iter().filter_map(|place| shift.path(*place)).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        figures::{CellKey, Column, Source, T06, T08},
        money::AmountUnit,
        session::Session,
        testing::typed,
    };

    /// Rows of the detail: item, economic code, kind, fund, amount.
    type Row = [&'static str; 5];

    const OFFICE: Row = ["2012901", "30201", "basic", "gpb", "10"];
    const WAGES: Row = ["2012901", "30101", "basic", "gpb", "90"];
    const HELP: Row = ["2012901", "30399", "project", "gpb", "7.5"];

    fn with_lines(items: &[(&str, &str)], detail: &[Row]) -> Document {
        let lists = [(at!(expenditure.lines), items.len()), (at!(expenditure.detail), detail.len())];
        let document = lists.into_iter().fold(Document::default(), |document, (list, count)| {
            document.apply(&Edit::insert_rows(list, 0, count)).expect("a list")
        });
        let document = items.iter().enumerate().fold(document, |document, (row, (item, fund))| {
            let document = typed(&document, at!(expenditure.lines[row].item), item);
            typed(&document, at!(expenditure.lines[row].fund), fund)
        });
        detail.iter().enumerate().fold(document, |document, (row, cells)| {
            ["item", "economic", "kind", "fund", "amount"]
                .iter()
                .zip(cells)
                .fold(document, |document, (field, text)| {
                    typed(&document, at!(expenditure.detail[row]).field(field), text)
                })
        })
    }

    fn figures(document: &Document) -> Figures {
        Figures::of(&Arc::new(document.clone()))
    }

    fn value(figures: &Figures, place: Path) -> String {
        figures.value_text(&Source::Entered(place))
    }

    #[test]
    fn the_amounts_of_a_line_are_those_of_the_detail_and_are_not_saved() {
        let document = with_lines(&[("2012901", ""), ("2012901", "fund")], &[OFFICE, WAGES, HELP]);
        let figures = figures(&document);
        let [basic, project] = [at!(expenditure.lines[0].basic), at!(expenditure.lines[0].project)];
        assert_eq!(value(&figures, basic), "100.00万元");
        assert_eq!(value(&figures, project), "7.50万元");
        assert_eq!(value(&figures, at!(expenditure.lines[1].basic)), "—", "of other money");
        assert_eq!(figures.typed.entry(basic), Some(Entry::Blank));
        assert_eq!(figures.tables.printed(CellKey::total(T06, Column::Total)), Some(Money::from_fen(107_500_000)));
        assert_eq!(figures.explain(&basic.into()).expect("explained").parts.len(), 2);
        assert_eq!(figures.part_to_change(basic), Some(at!(expenditure.detail[0].amount)));
        assert!(figures.economic_follows());
        assert_eq!(figures.tables.printed(CellKey::total(T08, Column::Amount)), Some(Money::from_fen(100_000_000)));
    }

    #[test]
    fn an_item_without_projects_in_the_detail_has_none() {
        let document = with_lines(&[("2012901", "")], &[WAGES]);
        let project = at!(expenditure.lines[0].project);
        let summed =
            |document: &Document| figures(document).summed(project).map(|summed| (summed.is_computed, summed.differs));
        assert_eq!(summed(&document), Some((true, false)));
        assert_eq!(summed(&typed(&document, project, "0")), Some((false, false)), "none, said otherwise");
        assert_eq!(summed(&typed(&document, project, "3")), Some((false, true)));
        assert_eq!(figures(&document).document.entry(project), Some(Entry::Blank), "none is not zero");
    }

    #[test]
    fn what_was_entered_otherwise_stands_until_it_is_dropped() {
        let basic = at!(expenditure.lines[0].basic);
        let document = typed(&with_lines(&[("2012901", "")], &[OFFICE, WAGES]), basic, "99");
        let figures = figures(&document);
        assert_eq!(value(&figures, basic), "99.00万元");
        assert_eq!(figures.lines_that_differ(), [basic]);
        let dropped = document.apply(&figures.take_lines_from_detail().expect("something differs")).expect("applies");
        let figures = super::tests::figures(&dropped);
        assert_eq!(value(&figures, basic), "100.00万元");
        assert_eq!(figures.take_lines_from_detail(), None);
    }

    #[test]
    fn a_line_waits_for_the_amounts_of_its_detail() {
        let mut half = OFFICE;
        half[4] = "";
        let document = with_lines(&[("2012901", "")], &[half, WAGES]);
        let figures = figures(&document);
        let basic = at!(expenditure.lines[0].basic);
        assert_eq!(value(&figures, basic), "—", "a part that is missing is not zero");
        assert!(figures.waits_for_detail(basic));
        let required = crate::forms::FormName::Expenditure.form().required(&figures);
        assert!(required.contains(&at!(expenditure.detail[0].amount)), "{required:?}");
        assert!(!required.contains(&basic), "{required:?}");
        let untouched = with_lines(&[("2012901", "")], &[half]);
        assert!(super::tests::figures(&untouched).summed(basic).is_none(), "nothing of it is filled");
    }

    #[test]
    fn two_lines_of_one_item_are_entered() {
        let document = with_lines(&[("2012901", ""), ("2012901", "gpb")], &[OFFICE, WAGES]);
        let figures = figures(&document);
        assert!(figures.summed(at!(expenditure.lines[0].basic)).is_none());
        assert!(figures.summed(at!(expenditure.lines[1].basic)).is_none());
    }

    #[test]
    fn items_of_the_detail_get_their_lines() {
        let mut fund = OFFICE;
        (fund[0], fund[3]) = ("2296003", "fund");
        let document = with_lines(&[("2012901", "")], &[OFFICE, fund]);
        let listed = document.apply(&figures(&document).list_items_of_detail().expect("one is missing"));
        let listed = listed.expect("applies");
        assert_eq!(&*listed.expenditure.lines[1].item, "2296003");
        assert_eq!(listed.expenditure.lines[1].fund, Some(Fund::Government));
        assert_eq!(figures(&listed).list_items_of_detail(), None);
        assert_eq!(value(&figures(&listed), at!(expenditure.lines[1].basic)), "10.00万元");
    }

    fn session(document: Document) -> Session {
        let mut session = Session::new(None);
        session.start(document);
        session
    }

    fn type_in(session: &mut Session, place: Path, text: &str) {
        session.apply(&Edit::type_text(place, text, AmountUnit::Wan)).expect("applies");
    }

    /// A file in which both were typed, and agree.
    fn typed_twice() -> Document {
        let document = with_lines(&[("2012901", "")], &[OFFICE, WAGES]);
        let document = document.apply(&Edit::insert_rows(at!(expenditure.economic), 0, 2)).expect("a list");
        let cells = [
            (at!(expenditure.lines[0].basic), "100"),
            (at!(expenditure.economic[0].economic), "30101"),
            (at!(expenditure.economic[0].amount), "90"),
            (at!(expenditure.economic[1].economic), "30201"),
            (at!(expenditure.economic[1].amount), "10"),
        ];
        cells.into_iter().fold(document, |document, (place, text)| typed(&document, place, text))
    }

    #[test]
    fn what_was_typed_and_agrees_follows_a_change_of_the_detail_in_the_same_step() {
        let mut session = session(typed_twice());
        assert!(session.derived().figures.economic_follows());
        type_in(&mut session, at!(expenditure.detail[1].amount), "91");
        let figures = &session.derived().figures;
        assert_eq!(value(figures, at!(expenditure.lines[0].basic)), "101.00万元");
        assert_eq!(figures.typed.expenditure.lines[0].basic, None);
        assert_eq!(figures.tables.printed(CellKey::total(T08, Column::Amount)), Some(Money::from_fen(101_000_000)));
        assert!(figures.economic_differences().is_empty());
        session.undo();
        assert_eq!(**session.document(), typed_twice());
    }

    #[test]
    fn rows_that_move_take_what_follows_along() {
        let mut session = session(typed_twice());
        session.apply(&Edit::insert_rows(at!(expenditure.lines), 0, 1)).expect("applies");
        session.apply(&Edit::remove_rows(at!(expenditure.detail), 0, 1)).expect("applies");
        assert_eq!(value(&session.derived().figures, at!(expenditure.lines[1].basic)), "90.00万元");
    }

    #[test]
    fn what_is_printed_otherwise_stays_beside_a_changed_detail() {
        let mut published = typed_twice();
        published.unit.precision = Some(crate::document::Precision::WanTwo);
        let mut session = session(published);
        type_in(&mut session, at!(expenditure.detail[1].amount), "91");
        let figures = &session.derived().figures;
        assert_eq!(value(figures, at!(expenditure.lines[0].basic)), "100.00万元");
        assert_eq!(figures.lines_that_differ(), [at!(expenditure.lines[0].basic)]);
        assert_eq!(figures.economic_differences(), ["30101"]);
    }

    #[test]
    fn what_the_edit_itself_sets_stands() {
        let mut session = session(typed_twice());
        let edits = [(at!(expenditure.detail[1].amount), "91"), (at!(expenditure.lines[0].basic), "100")];
        let edits = edits.map(|(place, text)| Edit::type_text(place, text, AmountUnit::Wan)).to_vec();
        session.apply(&Edit::Many { label: "粘贴 2 格".to_owned(), edits }).expect("applies");
        assert_eq!(value(&session.derived().figures, at!(expenditure.lines[0].basic)), "100.00万元");
    }

    #[test]
    fn a_total_of_persons_that_agreed_follows_too() {
        let kinds = [("civil_servant", "3"), ("worker", "0"), ("institution", "1"), ("total", "4")];
        let document = kinds.into_iter().fold(Document::default(), |document, (kind, count)| {
            typed(&document, at!(unit.staff.actual).field(kind), count)
        });
        let mut session = session(document);
        type_in(&mut session, at!(unit.staff.actual.worker), "2");
        assert_eq!(value(&session.derived().figures, at!(unit.staff.actual.total)), "6");
        type_in(&mut session, at!(unit.staff.actual.total), "7");
        type_in(&mut session, at!(unit.staff.actual.worker), "3");
        assert_eq!(value(&session.derived().figures, at!(unit.staff.actual.total)), "7", "it was said otherwise");
    }
}
