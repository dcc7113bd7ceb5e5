//! 由录入内容算出的数：不保存，每次修改后重算。

mod key;

pub use key::{
    CellKey, CellName, ColumnKey, MeasureKey, RowKey, Source, T01, T02, T03, T04, T05, T06, T07, T08, T09, T10, T11,
    T12, T13, TableId,
};
