//! A block whose headings say nothing: its columns go to the next ones of the grid, unless a person says otherwise.

use crate::{
    document::Document,
    money::Money,
    ui::widgets::grid::{
        model::GridCell,
        sheet::{Block, Sheet},
    },
};

use super::{
    block::is_code_column,
    choices::{NOT_PASTED, Pasting},
    plan::{PASTED_ROWS, PastedBlock, PastedColumn},
};

pub(super) struct PlacedBlock<'a> {
    pub sheet: &'a Sheet<'a>,
    pub rows: &'a [Vec<String>],
    /// Words above its columns, if it has some.
    pub headings: &'a [String],
    pub target: &'a Block,
}

impl PlacedBlock<'_> {
    /// Where each column goes, by what a person says now or said earlier of its heading.
    pub fn chosen(&self, by_position: Vec<usize>, pasting: Pasting<'_>) -> Vec<Option<usize>> {
        let headings = self.headings.iter().enumerate().map(|(number, heading)| (number, heading.trim()));
        let headings = headings.filter(|(_, heading)| !heading.is_empty());
        let mut said = pasting.remembered_of(self.sheet.model.name(), headings);
        said.extend(pasting.choices.columns.clone());
        let columns = by_position.into_iter().enumerate();
        let place = |(number, column): (usize, usize)| match said.get(&number) {
            Some(name) if name == NOT_PASTED => None,
            Some(name) => self.sheet.model.columns().iter().position(|own| own.name() == *name).or(Some(column)),
            None => Some(column),
        };
        columns.map(place).collect()
    }

    /// Whether there are several columns of amounts, so that one may be taken for the other.
    pub fn is_doubtful(&self, columns: &[Option<usize>]) -> bool {
        let unit = self.sheet.unit();
        let holds_amounts = |number: usize| {
            let mut texts =
                self.rows.iter().filter_map(|row| row.get(number)).filter(|text| !text.trim().is_empty()).peekable();
            texts.peek().is_some() && texts.all(|text| Money::parse(text, unit).is_ok())
        };
        let is_of_amounts = |(number, column): &(usize, &Option<usize>)| {
            let is_code = column.is_some_and(|column| is_code_column(self.sheet.model, column));
            !is_code && holds_amounts(*number)
        };
        columns.iter().enumerate().filter(is_of_amounts).count() > 1
    }

    pub fn shown(&self, columns: &[Option<usize>]) -> PastedBlock {
        let model = self.sheet.model;
        let is_entered = |column: &usize| {
            let cell = model.cell(self.target.rows.start, *column);
            matches!(cell, GridCell::Entered(path) if Document::kind_at(path).is_some())
        };
        let entered: Vec<usize> = (0..model.columns().len()).filter(is_entered).collect();
        let names = entered.iter().map(|column| model.columns()[*column].name());
        let options: Vec<String> = std::iter::once(NOT_PASTED.to_owned()).chain(names).collect();
        let option = |column: &Option<usize>| {
            let at = column.and_then(|column| entered.iter().position(|own| *own == column));
            Some(at.map_or(0, |at| at + 1))
        };
        let shown = columns.iter().enumerate().map(|(number, column)| PastedColumn {
            number,
            heading: self.headings.get(number).map_or_else(String::new, |heading| heading.trim().to_owned()),
            option: option(column),
        });
        let text = |row: &Vec<String>, number: usize| row.get(number).cloned().unwrap_or_default();
        let rows = self.rows.iter().take(PASTED_ROWS);
        PastedBlock {
            columns: shown.collect(),
            rows: rows.map(|row| (0..columns.len()).map(|number| text(row, number)).collect()).collect(),
            options,
        }
    }
}
