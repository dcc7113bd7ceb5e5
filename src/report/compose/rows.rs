//! The rows of a list in the report: only what occurred.

use rustc_hash::FxHashMap;

use crate::{
    at,
    codes::{BasicGroup, Code},
    document::{Fund, Path, ReceptionKind},
    figures::{
        CellKey, Column, ColumnKey, INCOME_LINES, Line, MeasureKey, OTHER_INCOME_LINES, RowKey, SPENDING_COLUMNS,
        Source, T01, T03, T06, T08, Value, column_label, row_label,
    },
    money::Money,
    report::{
        model::Run,
        template::{ListName, RowNames},
    },
};

use super::Composer;

/// A row of a list.
#[derive(Default)]
pub(super) struct ListedRow {
    pub names: RowNames,
    /// From 1.
    pub number: usize,
    pub name: Vec<Run>,
    pub code: Option<Code>,
    /// The place of its number.
    pub value: Option<Path>,
}

/// The lines of detail (支出明细) of each item of the general budget.
pub(super) type DetailLines = FxHashMap<Code, Vec<usize>>;

impl Composer<'_> {
    /// What of a list occurs, in its order.
    pub(super) fn rows(&self, list: ListName) -> Vec<ListedRow> {
        let mut rows = match list {
            ListName::Income => self.income_rows(&INCOME_LINES),
            ListName::OtherIncome => self.income_rows(&OTHER_INCOME_LINES),
            ListName::Spending => self.spending_rows(),
            ListName::Classes => self.code_rows(3),
            ListName::Items => self.code_rows(7),
            ListName::Personnel => self.economic_rows(BasicGroup::Personnel),
            ListName::Public => self.economic_rows(BasicGroup::Public),
            ListName::Projects => self.project_rows(),
            ListName::Domestic => self.reception_rows(),
            ListName::Vehicles => self.vehicle_rows(),
            ListName::Members => self.member_rows(),
        };
        for (index, row) in rows.iter_mut().enumerate() {
            row.number = index + 1;
        }
        rows
    }

    /// Whether something is listed, where the form lists what is zero or does not.
    fn is_listed(&self, source: &Source, lists_zeros: bool) -> bool {
        let value = self.worth(source);
        value.is_some() || lists_zeros && value.is_zero()
    }

    fn occurs(&self, key: CellKey) -> bool {
        self.figures.tables.printed(key).is_some_and(|money| !money.is_zero())
    }

    fn income_rows(&self, lines: &[Line]) -> Vec<ListedRow> {
        let zeros = self.figures.profile.lists_zeros();
        let cell = |line| CellKey::line(T01, line, Column::Amount).into();
        let occurring = lines.iter().filter(|line| self.is_listed(&cell(**line), zeros));
        occurring
            .map(|line| {
                let row = RowKey::Line(*line);
                let name = row_label(T01, row, &self.figures.book, &self.figures.document);
                let names = RowNames { row: Some(row), ..RowNames::default() };
                ListedRow { names, name: vec![Run::words(name)], ..ListedRow::default() }
            })
            .collect()
    }

    fn spending_rows(&self) -> Vec<ListedRow> {
        let zeros = self.figures.profile.lists_zeros();
        let cell = |column| CellKey::total(T03, column).into();
        let occurring = SPENDING_COLUMNS.into_iter().filter(|column| self.is_listed(&cell(*column), zeros));
        occurring
            .map(|column| {
                let key = ColumnKey::Named(column);
                // In the heads of tables 经营 means income as well as spending.
                let name = if column == Column::Operating {
                    "经营支出".to_owned()
                } else {
                    column_label(key, &self.figures.book)
                };
                let names = RowNames { column: Some(key), ..RowNames::default() };
                ListedRow { names, name: vec![Run::words(name)], ..ListedRow::default() }
            })
            .collect()
    }

    /// Classes or items of the general budget. An item that was planned but not spent is listed, too.
    fn code_rows(&self, digits: usize) -> Vec<ListedRow> {
        let is_planned = |code: &Code| {
            let budget = Source::Measure(MeasureKey::ItemBudget(*code));
            digits == 7 && Value::of(self.figures, &budget).is_some()
        };
        let codes = self.figures.tables.codes(T06).filter(|code| code.digits() == digits);
        let told = codes.filter(|code| self.occurs(CellKey::code(T06, *code, Column::Total)) || is_planned(code));
        told.map(|code| {
            let names = RowNames { row: Some(RowKey::Code(code)), ..RowNames::default() };
            ListedRow {
                names,
                name: vec![Run::words(self.figures.book.functional_name(code))],
                code: Some(code),
                ..ListedRow::default()
            }
        })
        .collect()
    }

    fn economic_rows(&self, group: BasicGroup) -> Vec<ListedRow> {
        let book = &self.figures.book;
        let of_group = |code: &Code| book.economic(*code).and_then(|entry| entry.group) == Some(group);
        let codes = self.figures.tables.codes(T08).filter(|code| code.digits() > 3).filter(of_group);
        codes
            .filter(|code| self.occurs(CellKey::code(T08, *code, Column::Amount)))
            .map(|code| {
                let names = RowNames { row: Some(RowKey::Code(code)), ..RowNames::default() };
                ListedRow {
                    names,
                    name: vec![Run::words(book.economic_name(code))],
                    code: Some(code),
                    ..ListedRow::default()
                }
            })
            .collect()
    }

    fn project_rows(&self) -> Vec<ListedRow> {
        let projects = self.figures.document.performance.projects.iter().enumerate();
        projects
            .map(|(index, project)| {
                let path = at!(performance.projects[index].name);
                let name = if project.name.is_blank() {
                    Run::Blank { prompt: "项目名称".to_owned(), path }
                } else {
                    Run::written(project.name.to_string(), path)
                };
                ListedRow { names: of_index(index), name: vec![name], ..ListedRow::default() }
            })
            .collect()
    }

    fn member_rows(&self) -> Vec<ListedRow> {
        let members = self.figures.document.unit.members.iter().enumerate();
        members
            .filter(|(_, member)| !member.name.is_blank())
            .map(|(index, member)| {
                let path = at!(unit.members[index].name);
                let name = vec![Run::written(member.name.to_string(), path)];
                ListedRow { names: of_index(index), name, ..ListedRow::default() }
            })
            .collect()
    }

    /// The uses of the form, and others of which there are some.
    fn vehicle_rows(&self) -> Vec<ListedRow> {
        let uses = self.figures.profile.vehicle_uses(&self.figures.document).into_iter();
        uses.filter(|of| self.is_listed(&of.place.into(), self.figures.profile.lists_zero_details()))
            .map(|of| ListedRow { name: vec![Run::words(&of.words)], value: Some(of.place), ..ListedRow::default() })
            .collect()
    }

    fn reception_rows(&self) -> Vec<ListedRow> {
        let receptions = self.figures.document.three_public.receptions.iter().enumerate();
        receptions
            .filter(|(_, reception)| reception.kind_or_default() == ReceptionKind::Domestic)
            .filter(|(_, reception)| reception.amount.is_none_or(|amount| amount != Money::ZERO))
            .map(|(index, _)| ListedRow { names: of_index(index), ..ListedRow::default() })
            .collect()
    }

    /// The lines of an item of the general budget.
    pub(super) fn lines_of(&mut self, code: Code) -> Vec<usize> {
        let document = &self.figures.document;
        let lines = self.lines.get_or_insert_with(|| {
            let mut lines = DetailLines::default();
            for (index, line) in document.expenditure.lines.iter().enumerate() {
                if let Some(code) = Code::new(&line.item).filter(|_| line.fund_or_default() == Fund::Gpb) {
                    lines.entry(code).or_default().push(index);
                }
            }
            lines
        });
        lines.get(&code).cloned().unwrap_or_default()
    }
}

fn of_index(index: usize) -> RowNames {
    RowNames { index: Some(index), ..RowNames::default() }
}
