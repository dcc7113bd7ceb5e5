//! A list in words, which is written as a sheet of a workbook or as a table of a Word file.

/// Its title, lines of facts above it, columns with their widths in characters, and as many words in each row.
pub struct WordList<'a> {
    pub title: &'a str,
    pub facts: Vec<String>,
    pub columns: &'a [(&'a str, u16)],
    pub rows: Vec<Vec<String>>,
}
