//! Items in another order than that of their codes, and names that belong to another code.

use std::collections::BTreeSet;

use crate::{
    address::{CellKey, RowKey, T06, TableId},
    codes::{Code, normal_name},
    document::Axis,
    evidence::{FileBlock, FileCell, FileTable},
    figures::Source,
    reading::{RowNames, prose::ProseFact},
};

use super::{AuditFinding, AuditPlace, Outcome, Spot, Texts, around};

impl Texts<'_, '_> {
    /// Items that are explained in another order than that of their codes, in which tables list them.
    pub fn order(&mut self) {
        let mut items: Vec<(Code, &ProseFact)> = Vec::new();
        for fact in &self.numbers.prose.facts {
            let [Source::Cell(CellKey { table: T06, row: RowKey::Code(code), .. })] = fact.addresses.as_slice() else {
                continue;
            };
            if code.digits() == 7 && !items.iter().any(|(own, _)| own == code) {
                items.push((*code, fact));
            }
        }
        let wrong = items.windows(2).find(|pair| pair[1].0 < pair[0].0);
        let Some([(before, former), (code, fact)]) = wrong else { return };
        let message = format!("“{}”（{code}）写在“{}”（{before}）后面，与科目的次序不同", fact.name, former.name);
        let (block, quote) = (fact.place.block, fact.sentence.clone());
        self.report(
            Outcome::Doubtful,
            "科目次序",
            Spot { block, characters: Some((fact.place.from, fact.place.to)), quote: &quote },
            message,
            "按支出决算表的科目次序排列",
        );
    }

    /// Names that belong to another code.
    pub fn codes(&mut self) {
        /// Economic codes meant other things before.
        const FIRST_YEAR: u16 = 2018;
        let numbers = self.numbers;
        let mut wrong = Vec::new();
        for table in &numbers.reading.tables {
            let axis = match titled_rows(table.table) {
                Some(RowNames::Items) => Axis::Functional,
                Some(RowNames::Economic) if numbers.reading.year.is_none_or(|year| year >= FIRST_YEAR) => {
                    Axis::Economic
                }
                _ => continue,
            };
            let blocks: BTreeSet<usize> = table.facts.iter().map(|fact| fact.place.block).collect();
            for block in blocks {
                let Some(FileBlock::Table(cells)) = numbers.evidence.blocks.get(block) else { continue };
                for (code, cell) in coded_rows(cells) {
                    let Some(message) = self.other_name(axis, code, &cell.text) else { continue };
                    wrong.push((block, (cell.row, cell.column), cell.text.clone(), message, cells.cell_words(cell)));
                }
            }
        }
        for (block, cell, quote, message, words) in wrong {
            self.found.push(AuditFinding {
                outcome: Outcome::Doubtful,
                rule: None,
                kind: "科目",
                message,
                quote,
                places: vec![AuditPlace { block, cell: Some(cell), characters: None, words }],
                stated: None,
                computed: None,
                remedy: "核对科目编码和名称",
                gathered: Vec::new(),
            });
        }
    }

    /// What is wrong with a code and its name, where the name is that of another code.
    fn other_name(&self, axis: Axis, code: Code, stated: &str) -> Option<String> {
        let book = self.numbers.book;
        let name = bare(book.alias(stated).map_or(stated, |alias| &alias.official));
        let own = book.list(axis).get(&code);
        if own.is_some_and(|own| bare(&own.name) == name || bare(&own.name) == bare(stated)) {
            return None;
        }
        let others = book
            .list(axis)
            .values()
            .filter(|other| other.code != code && other.code.digits() == code.digits() && bare(&other.name) == name);
        let others: Vec<Code> = others.map(|other| other.code).collect();
        // An item that stands in no list may be one of the region.
        let near = others.iter().find(|other| other.parent() == code.parent());
        let other = if own.is_some() { near.or(others.first()) } else { near }?;
        let stated = stated.trim();
        Some(match own {
            Some(own) => format!("{code}的名称是“{}”，表里写的是“{stated}”，这是{other}的名称", own.name),
            None => format!("没有{code}这个科目，“{stated}”的编码是{other}"),
        })
    }

    /// Items that sentences name by class, section and item, and that no list and no table has.
    pub fn named_items(&mut self) {
        let book = self.numbers.book;
        let items: Vec<(Code, [String; 3])> = book
            .list(Axis::Functional)
            .keys()
            .filter(|code| code.digits() == 7)
            .filter_map(|code| {
                let section = code.parent()?;
                Some((*code, [section.parent()?, section, *code].map(|code| bare(&book.functional_name(code)))))
            })
            .collect();
        let in_tables = self.items_of_tables();
        let official = |name: &str| bare(book.alias(name).map_or(name, |alias| &alias.official));
        let mut wrong = Vec::new();
        for (block, text) in self.paragraphs() {
            for named in full_names(&text) {
                let [class, section, item] = named.names.map(official);
                let is_section = |(_, names): &&(Code, [String; 3])| names[0] == class && names[1] == section;
                let own = items.iter().filter(is_section).find(|(_, names)| names[2] == item);
                let known_section = items.iter().any(|one| is_section(&one));
                let is_of_others = items.iter().any(|(_, names)| names[2] == item);
                let (_, section, item) = (named.names[0], named.names[1], named.names[2]);
                let message = match own {
                    None if known_section && is_of_others => format!("“{section}”（款）下没有“{item}”（项）这个科目"),
                    Some((code, _)) if in_tables.as_ref().is_some_and(|there| !there.contains(code)) => {
                        format!("说明里写了“{item}”（{code}），表里没有这个科目")
                    }
                    _ => continue,
                };
                wrong.push((block, text.clone(), named.from, named.to, message));
            }
        }
        for (block, text, from, to, message) in wrong {
            let (begin, end) = around(&text, from, to - from);
            let spot = Spot { block, characters: Some((from, to)), quote: &text[begin..end] };
            self.report(Outcome::Doubtful, "科目", spot, message, "核对科目名称，与支出决算表一致");
        }
    }

    /// The items of all tables; `None` where none was read whole.
    fn items_of_tables(&self) -> Option<BTreeSet<Code>> {
        /// With fewer, the table was hardly read.
        const FEWEST: usize = 3;
        let reading = self.numbers.reading;
        let is_whole = |block: &usize| !reading.left.iter().any(|left| left.place.block == *block);
        let tables = || reading.tables.iter().filter(|table| titled_rows(table.table) == Some(RowNames::Items));
        if !tables().any(|table| table.table == T06) || !tables().all(|table| table.blocks.iter().all(is_whole)) {
            return None;
        }
        let codes = tables().flat_map(|table| &table.facts).filter_map(|fact| match fact.address {
            Source::Cell(CellKey { row: RowKey::Code(code), .. }) if code.digits() == 7 => Some(code),
            _ => None,
        });
        let codes: BTreeSet<Code> = codes.collect();
        (codes.len() >= FEWEST).then_some(codes)
    }
}

/// An item that a sentence names in full: where, and class, section and item.
struct FullName<'a> {
    from: usize,
    to: usize,
    names: [&'a str; 3],
}

/// “一般公共服务支出（类）财政事务（款）行政运行（项）”
fn full_names(text: &str) -> Vec<FullName<'_>> {
    const MARKS: [&str; 3] = ["（类）", "（款）", "（项）"];
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(class) = text[from..].find(MARKS[0]).map(|at| from + at) {
        let behind = class + MARKS[0].len();
        from = behind;
        let before = &text[..class];
        let begin = before.rfind(['。', '；', '：', '，', '、', '.', '．', '）', ' ', '”']);
        let begin = begin.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let Some((section, rest)) = text[behind..].split_once(MARKS[1]) else { continue };
        let Some((item, _)) = rest.split_once(MARKS[2]) else { continue };
        let is_name =
            |name: &str| !name.is_empty() && name.chars().all(|c| is_han(c) || matches!(c, '（' | '）' | '、'));
        let begin = begin + text[begin..class].chars().take_while(char::is_ascii_digit).count();
        let names = [&text[begin..class], section, item];
        let to = behind + section.len() + MARKS[1].len() + item.len();
        if names.iter().all(|name| is_name(name) && !name.contains("（类）")) {
            found.push(FullName { from: to - item.len(), to, names });
            from = to;
        }
    }
    found
}

/// The codes of a table, in one cell or in one for each level, each with the cell of its name.
fn coded_rows(table: &FileTable) -> Vec<(Code, &FileCell)> {
    let mut found = Vec::new();
    for row in table.cells.chunk_by(|a, b| a.row == b.row) {
        let mut row: Vec<&FileCell> = row.iter().filter(|cell| !cell.text.trim().is_empty()).collect();
        row.sort_by_key(|cell| cell.column);
        let mut digits = String::new();
        for cell in row {
            let text = cell.text.trim();
            if text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= 7 {
                // A code begins anew, or goes on with the two digits of its next level.
                if text.len() != 2 {
                    digits.clear();
                }
                digits.push_str(text);
                continue;
            }
            let code = Code::new(&std::mem::take(&mut digits)).filter(|code| matches!(code.digits(), 3 | 5 | 7));
            if let Some(code) = code.filter(|_| text.chars().any(is_han)) {
                found.push((code, cell));
            }
        }
    }
    found
}

/// A name without marks, and without the word that all of them end in.
fn bare(name: &str) -> String {
    let name: String = normal_name(name).chars().filter(|c| c.is_alphanumeric()).collect();
    name.trim_end_matches("支出").to_owned()
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn titled_rows(table: TableId) -> Option<RowNames> {
    match table.number() {
        2 | 3 | 6 | 10 | 11 | 12 => Some(RowNames::Items),
        8 => Some(RowNames::Economic),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{CellBorders, FilePlace};

    #[test]
    fn items_are_found_by_their_full_names() {
        let text = "1.一般公共服务支出（类）财政事务（款）行政运行（项）。年初预算为1万元；（2）住房保障支出（类）住房改革支出（款）\
                    住房公积金（项）：2万元；卫生健康支出（类）3万元";
        let names: Vec<[&str; 3]> = full_names(text).into_iter().map(|found| found.names).collect();
        let expected = [["一般公共服务支出", "财政事务", "行政运行"], ["住房保障支出", "住房改革支出", "住房公积金"]];
        assert_eq!(names, expected);
    }

    #[test]
    fn codes_in_one_cell_or_in_several_are_read_with_their_names() {
        let cell = |row, column, text: &str| FileCell { row, column, text: text.to_owned(), ..FileCell::default() };
        let table = FileTable {
            place: FilePlace::default(),
            borders: CellBorders::Native,
            cells: vec![
                cell(0, 0, "201"),
                cell(0, 1, "06"),
                cell(0, 2, "01"),
                cell(0, 3, "行政运行"),
                cell(0, 4, "12.00"),
                cell(1, 0, "30101"),
                cell(1, 1, "基本工资"),
                cell(1, 2, "3"),
                cell(1, 3, "30201"),
                cell(1, 4, "办公费"),
                cell(2, 0, "合计"),
                cell(2, 4, "12.00"),
            ],
        };
        let found = coded_rows(&table).into_iter().map(|(code, cell)| format!("{code} {}", cell.text));
        let found: Vec<String> = found.collect();
        assert_eq!(found, ["2010601 行政运行", "30101 基本工资", "30201 办公费"]);
    }
}
