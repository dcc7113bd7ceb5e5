//! A table as text: cells between tabs, rows between line ends, as Excel and WPS write and read them.

/// The cells of a block; a cell with a tab, line end or quotation mark in it stands between quotation marks.
pub fn read(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![]];
    let mut cell = String::new();
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    let mut at_start = true;
    while let Some(c) = characters.next() {
        let starts_cell = std::mem::take(&mut at_start);
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            // Excel quotes only what it must; a lone quotation mark inside a cell is text.
            '"' if starts_cell && closes_later(characters.clone()) => quoted = true,
            '\r' if !quoted => {}
            '\t' | '\n' if !quoted => {
                if let Some(row) = rows.last_mut() {
                    row.push(std::mem::take(&mut cell));
                }
                if c == '\n' {
                    rows.push(vec![]);
                }
                at_start = true;
            }
            c => cell.push(c),
        }
    }
    if let Some(row) = rows.last_mut() {
        row.push(cell);
    }
    while rows.len() > 1 && rows.last().is_some_and(|row| row.iter().all(String::is_empty)) {
        rows.pop();
    }
    rows
}

/// Whether a quotation mark that opened a cell is closed right before a tab, a line end or the end.
fn closes_later(rest: impl Iterator<Item = char>) -> bool {
    let mut rest = rest.peekable();
    while let Some(c) = rest.next() {
        if c != '"' {
            continue;
        }
        match rest.peek() {
            Some('"') => {
                rest.next();
            }
            None | Some('\t' | '\n' | '\r') => return true,
            Some(_) => return false,
        }
    }
    false
}

/// The text of a block.
pub fn write<'a>(rows: impl Iterator<Item = Vec<std::borrow::Cow<'a, str>>>) -> String {
    let quote = |cell: &str| {
        if cell.contains(['\t', '\n', '\r', '"']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    };
    let lines: Vec<String> =
        rows.map(|row| row.iter().map(|cell| quote(cell)).collect::<Vec<_>>().join("\t")).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_excel_writes() {
        assert_eq!(read("1\t2\r\n3\t4\r\n"), [["1", "2"], ["3", "4"]]);
        assert_eq!(read("a\t\"两行\n的\"\"话\"\"\"\tb"), [["a", "两行\n的\"话\"", "b"]]);
        assert_eq!(read("5\" 管\t\"x"), [["5\" 管", "\"x"]]);
        assert_eq!(read("\t\t7"), [["", "", "7"]]);
        assert_eq!(read("1\n\n2\n\n"), [vec!["1"], vec![""], vec!["2"]]);
        assert_eq!(read("5"), [["5"]]);
    }

    #[test]
    fn what_is_written_reads_the_same() {
        let rows = [vec!["a\tb", "c\"d"], vec!["", "e\nf"]];
        let text = write(rows.iter().map(|row| row.iter().map(|cell| (*cell).into()).collect()));
        assert_eq!(read(&text), rows);
    }
}
