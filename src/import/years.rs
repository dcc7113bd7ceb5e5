//! Of which year each table is: this year's, last year's, or none that can be taken over. A workbook may hold both.

use crate::{document::Document, reading::ReadTable};

use super::{ImportOrigin, ImportRest, ImportSource};

pub(super) struct Years {
    /// Of the document; where it has none, the latest of the files.
    pub own: Option<u32>,
}

impl Years {
    pub fn of(document: &Document, sources: &[&ImportSource]) -> Self {
        let tables = sources.iter().flat_map(|source| source.reading.tables.iter().map(|table| year(source, table)));
        Self { own: document.unit.year.or_else(|| tables.flatten().max()) }
    }

    /// A table that names no year is of this one.
    pub fn is_own(&self, source: &ImportSource, table: &ReadTable) -> bool {
        let year = year(source, table);
        year.is_none() || year == self.own
    }

    pub fn is_last(&self, source: &ImportSource, table: &ReadTable) -> bool {
        year(source, table).is_some_and(|year| Some(year + 1) == self.own)
    }

    /// Whether a file speaks of last year, whatever years some of its tables name.
    pub fn is_last_file(&self, source: &ImportSource) -> bool {
        source.reading.year.is_some_and(|year| Some(u32::from(year) + 1) == self.own)
    }

    /// Tables of any other year, once for each file and year.
    pub fn others(&self, sources: &[&ImportSource]) -> Vec<ImportRest> {
        let mut rest = Vec::new();
        let Some(own) = self.own else { return rest };
        for source in sources {
            let tables = source.reading.tables.iter().filter(|table| !table.is_empty());
            let others = tables.filter(|table| !self.is_own(source, table) && !self.is_last(source, table));
            let mut years: Vec<u32> = others.filter_map(|table| year(source, table)).collect();
            years.sort_unstable();
            years.dedup();
            rest.extend(years.into_iter().map(|year| ImportRest {
                origin: ImportOrigin::of_file(&source.file),
                text: format!("{year}年度"),
                why: format!("项目是{own}年度，只能取本年度和上年度的数"),
            }));
        }
        rest
    }
}

fn year(source: &ImportSource, table: &ReadTable) -> Option<u32> {
    table.year.or(source.reading.year).map(u32::from)
}
