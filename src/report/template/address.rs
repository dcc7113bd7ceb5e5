//! An address in a template: a figure, or one of the row at hand (written `$`).

use crate::{
    address::{CellKey, Column, ColumnKey, MeasureKey, RowKey, TableId},
    document::{Document, Path},
    figures::Source,
    report::link::Link,
};

/// A figure that a template names.
pub(in crate::report) enum Address {
    /// The same for every document.
    Fixed(Source),
    /// `T06!$.tot`
    Row(TableId, ColumnKey),
    /// `T03!合计.$`
    Column(TableId, RowKey),
    /// `item.budget.$`
    Measure(RowMeasure),
    /// `/performance/projects/$/fiscal`
    Field(PathAddress),
}

/// An entered place that a template names.
pub(in crate::report) enum PathAddress {
    Fixed(Path),
    /// A field of the current row: the list, and the field in its first row.
    Row(Box<(Path, Path)>),
}

impl PathAddress {
    pub fn read(text: &str) -> Option<Self> {
        match text.split_once("/$") {
            None => Document::parse_path(text).map(Self::Fixed),
            Some((list, rest)) => {
                let field = Document::parse_path(&format!("{list}/0{rest}"))?;
                Some(Self::Row(Box::new((Document::parse_path(list)?, field))))
            }
        }
    }

    /// The place in this row.
    pub fn of_row(&self, index: Option<usize>) -> Path {
        match self {
            Self::Fixed(path) => *path,
            Self::Row(place) => place.1.with_row(&place.0, index.unwrap_or_default()),
        }
    }
}

impl Address {
    pub fn read(text: &str) -> Option<Self> {
        if text.starts_with('/') {
            return PathAddress::read(text).map(|path| match path {
                PathAddress::Fixed(path) => Self::Fixed(path.into()),
                row => Self::Field(row),
            });
        }
        if !text.contains('$') {
            return Link::read(text).map(|link| Self::Fixed(link.0));
        }
        let Some((table, _)) = text.split_once('!') else {
            return RowMeasure::read(text).map(Self::Measure);
        };
        if text.contains("!$.") {
            let key: CellKey = text.replacen('$', "合计", 1).parse().ok()?;
            return Some(Self::Row(key.table, key.column));
        }
        let key: CellKey = format!("{}.tot", text.strip_suffix(".$")?).parse().ok()?;
        (key.table.to_string() == table).then_some(Self::Column(key.table, key.row))
    }

    /// The figure of the current row.
    pub fn source(&self, row: &RowNames) -> Source {
        match self {
            Self::Fixed(source) => source.clone(),
            Self::Row(table, column) => {
                CellKey { table: *table, row: row.row.unwrap_or(RowKey::Total), column: *column }.into()
            }
            Self::Column(table, own) => {
                CellKey { table: *table, row: *own, column: row.column.unwrap_or(ColumnKey::Named(Column::Total)) }
                    .into()
            }
            Self::Measure(measure) => measure.of_row(row).into(),
            Self::Field(path) => path.of_row(row.index).into(),
        }
    }
}

/// A measure of the current row, as the measure of some row of which only the kind matters.
pub(in crate::report) struct RowMeasure(MeasureKey);

impl RowMeasure {
    /// Reads `item.budget.$`; `None` when no measure is spelled like that for any row.
    fn read(text: &str) -> Option<Self> {
        let of = |row: &str| text.replacen('$', row, 1).parse().ok().map(Self);
        ["2012901", "I1", "basic", "0"].into_iter().find_map(of)
    }

    fn of_row(&self, row: &RowNames) -> MeasureKey {
        let index = row.index.unwrap_or_default() as u32;
        match (self.0, row.row, row.column) {
            (MeasureKey::ItemBudget(_), Some(RowKey::Code(code)), _) => MeasureKey::ItemBudget(code),
            (MeasureKey::ItemCompletion(_), Some(RowKey::Code(code)), _) => MeasureKey::ItemCompletion(code),
            (MeasureKey::ClassShare(_), Some(RowKey::Code(code)), _) => MeasureKey::ClassShare(code),
            (MeasureKey::IncomeShare(_), Some(RowKey::Line(line)), _) => MeasureKey::IncomeShare(line),
            (MeasureKey::SpendingShare(_), _, Some(ColumnKey::Named(column))) => MeasureKey::SpendingShare(column),
            (key, ..) => key.with_project(index),
        }
    }
}

/// What `$` stands for.
#[derive(Default)]
pub(in crate::report) struct RowNames {
    /// In tables with a row for each.
    pub row: Option<RowKey>,
    /// In tables with a column for each.
    pub column: Option<ColumnKey>,
    /// In the document.
    pub index: Option<usize>,
}
