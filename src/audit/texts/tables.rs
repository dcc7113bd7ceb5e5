//! Tables that the contents name and that are not there, and tables that nobody filled in.

use std::collections::BTreeMap;

use crate::{
    address::{T01, T02, T03, T04, T06, T08, T10, T12, T13, TableId},
    evidence::{FileBlock, FileParagraph, FileRemark, FileTable},
    figures::Source,
    reading::{prose::ProseRole, titled_tables},
};

use super::{Outcome, Spot, Texts};

/// Where a table is named first, and whether it is there.
struct Named {
    block: usize,
    title: String,
    is_there: bool,
}

impl Texts<'_, '_> {
    /// Tables that the contents name and that are not there.
    pub fn missing_tables(&mut self) {
        let evidence = self.numbers.evidence;
        let named = self.named_tables();
        let there = named.values().filter(|named| named.is_there).count();
        let missing: Vec<Named> = named.into_values().filter(|named| !named.is_there).collect();
        // Where most are not there, they are published elsewhere.
        if there <= missing.len() {
            return;
        }
        let is_whole = !evidence.remarks.iter().any(|remark| {
            matches!(remark, FileRemark::ScannedPage(_) | FileRemark::Unread(_) | FileRemark::TrackedChanges { .. })
        });
        for Named { block, title, .. } in missing {
            // Named once, among the other titles: in the contents. A title of its own may have a table without lines.
            let tables = titled_tables(without_page(&title));
            let names_it = |text: &str| titled_tables(text).iter().any(|own| tables.contains(own));
            let count = self.paragraphs().iter().filter(|(_, text)| names_it(text)).count();
            let is_content = [block.checked_sub(1), block.checked_add(1)].into_iter().flatten().any(|beside| {
                matches!(evidence.blocks.get(beside),
                    Some(FileBlock::Paragraph(paragraph)) if !titled_tables(&paragraph.text).is_empty())
            });
            let outcome = if is_whole && is_content && count == 1 { Outcome::Wrong } else { Outcome::Doubtful };
            let message = format!("目录或标题有“{}”，后面没有认出这张表", title.trim());
            self.report(
                outcome,
                "缺表",
                Spot { block, characters: None, quote: &title },
                message,
                "核对有没有这张表；没有的补上，没有数据的也要公开空表并说明",
            );
        }
    }

    /// The tables that titles and contents name.
    fn named_tables(&self) -> BTreeMap<TableId, Named> {
        let mut named: BTreeMap<TableId, Named> = BTreeMap::new();
        for (block, content) in self.numbers.evidence.blocks.iter().enumerate() {
            match content {
                FileBlock::Paragraph(paragraph) if paragraph.text.chars().count() <= 60 => {
                    let is_there = self.is_followed_by_table(block);
                    for table in titled_tables(without_page(&paragraph.text)) {
                        let first = Named { block, title: paragraph.text.clone(), is_there: false };
                        named.entry(table).or_insert(first).is_there |= is_there;
                    }
                }
                FileBlock::Table(table) => {
                    for found in titles_within(table) {
                        let first = Named { block, title: String::new(), is_there: true };
                        named.entry(found).or_insert(first).is_there = true;
                    }
                }
                _ => {}
            }
        }
        for table in &self.numbers.reading.tables {
            if let Some(own) = named.get_mut(&table.table) {
                own.is_there = true;
            }
        }
        named
    }

    /// Whether a table stands below a title before anything else does that is titled.
    fn is_followed_by_table(&self, block: usize) -> bool {
        /// Of the blocks behind it.
        const NEAR: usize = 6;
        let is_title =
            |next: &FileParagraph| !titled_tables(&next.text).is_empty() || next.text.trim_start().starts_with('第');
        let next = self.numbers.evidence.blocks[block + 1..].iter().take(NEAR).find_map(|next| match next {
            FileBlock::Table(_) => Some(true),
            FileBlock::Paragraph(next) if is_title(next) => Some(false),
            _ => None,
        });
        next == Some(true)
    }

    /// Whether a table with amounts stands below a title before anything else that is titled.
    fn goes_on_with_numbers(&self, block: usize) -> bool {
        let blocks = &self.numbers.evidence.blocks[block + 1..];
        let is_next = |next: &FileBlock| {
            matches!(next, FileBlock::Paragraph(paragraph)
                if paragraph.text.chars().count() <= 60 && !titled_tables(&paragraph.text).is_empty())
        };
        let mut own = blocks.iter().take_while(|next| !is_next(next));
        own.any(|next| matches!(next, FileBlock::Table(table) if table.cells.iter().any(|cell| is_amount(&cell.text))))
    }

    /// Tables that every report has, where most of them are there and one is not.
    pub fn absent_tables(&mut self) {
        /// The tables of the national form, each with words that a title of another form would have, too.
        const ALL: [(TableId, &str); 9] = [
            (T01, "收入支出"),
            (T02, "收入决算"),
            (T03, "支出决算"),
            (T04, "财政拨款收入支出"),
            (T06, "一般公共预算财政拨款支出"),
            (T08, "基本支出"),
            (T10, "政府性基金"),
            (T12, "国有资本"),
            (T13, "三公"),
        ];
        /// With fewer of them, the report has tables of its own.
        const MOST: usize = 7;
        let reading = self.numbers.reading;
        let named = self.named_tables();
        let is_known = |id: &TableId| named.contains_key(id) || reading.tables.iter().any(|table| table.table == *id);
        let (there, absent): (Vec<_>, Vec<_>) = ALL.iter().partition(|(id, _)| is_known(id));
        let Some(block) = reading.tables.last().and_then(|table| table.blocks.last()).copied() else { return };
        if there.len() < MOST {
            return;
        }
        let mut titles: Vec<String> = self.paragraphs().into_iter().map(|(_, text)| text.trim().to_owned()).collect();
        for content in &self.numbers.evidence.blocks {
            if let FileBlock::Table(table) = content {
                titles.extend(table.cells.iter().filter(|cell| cell.row < 3).map(|cell| cell.text.clone()));
            }
        }
        titles.retain(|title| title.chars().count() <= 60 && !title.contains('。') && title.contains('表'));
        for &(id, words) in absent {
            // One of its kind may have another title.
            let is_of_others = |own: &TableId| *own != id && ALL.iter().any(|(other, _)| other == own);
            let is_other =
                |title: &String| title.contains(words) && !titled_tables(without_page(title)).iter().any(is_of_others);
            if titles.iter().any(is_other) {
                continue;
            }
            let message = format!("没有认出“{}”，其他{}张统一格式的表都在", id.title(), there.len());
            let spot = Spot { block, characters: None, quote: "" };
            let remedy = "核对有没有这张表；没有的补上，没有数据的也要公开空表并说明";
            self.report(Outcome::Doubtful, "缺表", spot, message, remedy);
        }
    }

    /// Tables without a number, although the text has one of theirs.
    pub fn blank_tables(&mut self) {
        let evidence = self.numbers.evidence;
        for (block, content) in evidence.blocks.iter().enumerate() {
            let FileBlock::Paragraph(paragraph) = content else { continue };
            let tables = titled_tables(&paragraph.text);
            let [table] = tables.as_slice() else { continue };
            let is_read = self.numbers.reading.tables.iter().any(|read| read.table == *table && !read.facts.is_empty());
            let mut next = evidence.blocks[block + 1..].iter().take(4);
            let Some(FileBlock::Table(there)) = next.find(|next| matches!(next, FileBlock::Table(_))) else { continue };
            let has_number = there.cells.iter().any(|cell| is_amount(&cell.text));
            // Numbers that stand outside of its lines are read as text.
            let is_number = |text: &str| {
                text.contains('.') && text.trim().chars().all(|c| c.is_ascii_digit() || ".,- ".contains(c))
            };
            let has_number_beside = evidence.blocks[block + 1..]
                .iter()
                .take(12)
                .any(|next| matches!(next, FileBlock::Paragraph(paragraph) if is_number(&paragraph.text)));
            let outcome = if has_number_beside { Outcome::Doubtful } else { Outcome::Wrong };
            // Its first rows may stand at the end of a page, the others on the next one.
            if is_read || has_number || self.goes_on_with_numbers(block) {
                continue;
            }
            let is_of_table = |source: &Source| matches!(source, Source::Cell(key) if key.table == *table);
            let told = self.numbers.prose.facts.iter().find(|fact| {
                fact.is_clear
                    && !fact.addresses.is_empty()
                    && fact.addresses.iter().all(is_of_table)
                    && fact.value.is_some_and(|value| !value.is_zero())
                    && matches!(fact.role, ProseRole::Amount | ProseRole::Budget)
            });
            if let Some(told) = told {
                let message = format!("“{}”没有数，说明里却写着{}{}", table.title(), told.name, told.printed);
                let quote = told.sentence.clone();
                self.report(
                    outcome,
                    "空表",
                    Spot { block, characters: None, quote: &quote },
                    message,
                    "补填表里的数，或者改正说明",
                );
            }
        }
    }
}

fn is_amount(text: &str) -> bool {
    text.contains('.') && text.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
}

/// An entry of the contents without the number of its page.
fn without_page(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_ascii_digit() || ". …·".contains(c))
}

fn titles_within(table: &FileTable) -> Vec<TableId> {
    let top = table.cells.iter().filter(|cell| cell.row < 3);
    top.flat_map(|cell| titled_tables(&cell.text)).collect()
}
