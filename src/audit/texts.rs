//! What is wrong with the words themselves: another year, words of the form that were left, marks, missing tables.

use std::collections::BTreeMap;

use crate::{
    address::{CellKey, RowKey, T06, TableId},
    codes::{Code, normal_name},
    document::Axis,
    evidence::{FileBlock, FileRemark, FileTable, TextOrigin},
    figures::Source,
    reading::{
        Reading, RowNames,
        prose::{Prose, ProseFact, ProseRole},
        titled_tables,
    },
};

use super::{AuditFinding, AuditPlace, Outcome, values::Numbers, values::paragraph_words};

/// Where something is wrong, and how it reads.
struct Spot<'a> {
    block: usize,
    characters: Option<(usize, usize)>,
    quote: &'a str,
}

struct Texts<'a, 'b> {
    numbers: &'a Numbers<'b>,
    found: Vec<AuditFinding>,
}

pub(super) fn look(numbers: &Numbers<'_>) -> Vec<AuditFinding> {
    let mut texts = Texts { numbers, found: Vec::new() };
    texts.marks();
    texts.years();
    texts.names();
    texts.tables();
    texts.blank_tables();
    texts.codes();
    texts.order();
    texts.found
}

/// Words of a form that has alternatives.
const ALTERNATIVES: [&str; 12] = [
    "增加（减少）",
    "增加/减少",
    "增长（下降）",
    "增长/下降",
    "增加(减少)",
    "增长(下降)",
    "大于/小于",
    "大于（小于）",
    "上升（下降）",
    "上升/下降",
    "增（减）",
    "高于/低于",
];

/// Marks that never stand beside each other.
const DOUBLED: [&str; 8] = ["。。", "，，", "、、", "；；", "，。", "；。", "。，", "、。"];

impl Texts<'_, '_> {
    fn paragraphs(&self) -> Vec<(usize, String)> {
        let blocks = self.numbers.evidence.blocks.iter().enumerate();
        blocks
            .filter_map(|(block, content)| match content {
                FileBlock::Paragraph(paragraph)
                    if matches!(paragraph.origin, TextOrigin::Body | TextOrigin::TextBox) =>
                {
                    Some((block, paragraph.text.clone()))
                }
                _ => None,
            })
            .collect()
    }

    fn report(&mut self, outcome: Outcome, kind: &'static str, spot: Spot<'_>, message: String, remedy: &'static str) {
        let words = paragraph_words(self.numbers.evidence, spot.block);
        self.found.push(AuditFinding {
            outcome,
            rule: None,
            kind,
            message,
            quote: spot.quote.trim().chars().take(120).collect(),
            places: vec![AuditPlace { block: spot.block, cell: None, characters: spot.characters, words }],
            stated: None,
            computed: None,
            remedy,
            gathered: Vec::new(),
        });
    }

    /// Reports the first of these words that a paragraph has.
    fn first_of(
        &mut self,
        block: usize,
        text: &str,
        words: &[&str],
        kind: &'static str,
        remedy: &'static str,
        message: impl Fn(&str) -> String,
    ) {
        let found = words.iter().find_map(|word| Some((text.find(word)?, *word)));
        if let Some((at, word)) = found {
            let (from, to) = around(text, at, word.len());
            let spot = Spot { block, characters: Some((at, at + word.len())), quote: &text[from..to] };
            self.report(Outcome::Wrong, kind, spot, message(word), remedy);
        }
    }

    fn marks(&mut self) {
        for (block, text) in self.paragraphs() {
            self.first_of(block, &text, &DOUBLED, "标点", "删去多余的标点", |mark| {
                format!("标点重复或多余：“{mark}”")
            });
            self.first_of(block, &text, &ALTERNATIVES, "样表残留", "按实际情况留下一种说法", |left| {
                format!("样表里供选择的“{left}”没有改成实际情况")
            });
            self.placeholders(block, &text);
            for lead in ["原因是", "原因：", "原因为", "主要用于"] {
                for (at, _) in text.match_indices(lead) {
                    let behind = text[at + lead.len()..].trim_start();
                    if behind.starts_with(['。', '；', '，']) {
                        let (from, to) = around(&text, at, lead.len() + 3);
                        let message = format!("“{lead}”后面没有写内容");
                        let place = Some((at, at + lead.len()));
                        self.report(
                            Outcome::Wrong,
                            "原因没有写完",
                            Spot { block, characters: place, quote: &text[from..to] },
                            message,
                            "补写具体的内容",
                        );
                    }
                }
            }
        }
    }

    /// XX局, XX万元, ×××.
    fn placeholders(&mut self, block: usize, text: &str) {
        const BEHIND: [&str; 14] =
            ["局", "部门", "单位", "年", "万元", "元", "%", "个", "辆", "委", "厅", "办", "中心", "科"];
        for mark in ["XXX", "×××", "XX", "××", "\u{ff0a}\u{ff0a}", "**", "〇〇", "\u{25cb}\u{25cb}", "【待填"]
        {
            let Some(at) = text.find(mark) else { continue };
            let behind = text[at..].trim_start_matches(['X', '×', '\u{ff0a}', '*', '〇', '\u{25cb}']);
            let is_sure = mark == "【待填" || BEHIND.iter().any(|word| behind.starts_with(word));
            let outcome = if is_sure { Outcome::Wrong } else { Outcome::Doubtful };
            let (from, to) = around(text, at, mark.len());
            let message = format!("样表里的“{mark}”没有填写");
            let place = Some((at, at + mark.len()));
            self.report(
                outcome,
                "样表残留",
                Spot { block, characters: place, quote: &text[from..to] },
                message,
                "填写实际的名称或数字",
            );
            return;
        }
    }

    fn years(&mut self) {
        let Some(own) = report_year(self.numbers.reading, &self.paragraphs()) else { return };
        let is_year = |text: &str, at: usize| -> Option<u16> {
            let digits = text.get(at..at + 4)?;
            let year = digits.parse().ok()?;
            let is_alone = !text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
            (is_alone && text[at + 4..].trim_start().starts_with('年') && (1990..2100).contains(&year)).then_some(year)
        };
        let own_name = self.numbers.prose.department.clone();
        // Titles and headings.
        for (block, text) in self.paragraphs() {
            let short = text.trim();
            if short.chars().count() > 48 || short.contains(['。', '，', '；']) || !short.contains("决算") {
                continue;
            }
            for at in (0..text.len().saturating_sub(4)).filter(|at| text.is_char_boundary(*at)) {
                if let Some(year) = is_year(&text, at).filter(|year| *year != own) {
                    let message = format!("标题写的是{year}年度，这份报告是{own}年度");
                    self.report(
                        Outcome::Wrong,
                        "年度",
                        Spot { block, characters: Some((at, at + 4)), quote: short },
                        message,
                        "改成本年度",
                    );
                }
            }
        }
        let wrong: Vec<_> = self
            .numbers
            .prose
            .years
            .iter()
            .filter_map(|told| {
                if told.topic.is_empty() || matches!(told.topic, "duties" | "glossary") {
                    return None;
                }
                let before = told.before.as_str();
                let behind = told.behind.as_str();
                let is_compared = before.ends_with(['与', '比', '较', '同'])
                    && [
                        "度相比",
                        "相比",
                        "度增",
                        "增",
                        "度减",
                        "减",
                        "度持平",
                        "持平",
                        "度决算",
                        "决算",
                        "度下降",
                        "度上升",
                        "度基本持平",
                    ]
                    .iter()
                    .any(|word| behind.strip_prefix('年').is_some_and(|behind| behind.starts_with(word)));
                let is_end_of_year = before.ends_with("截至") || before.ends_with("截止");
                let message = if is_compared && told.year + 1 != own {
                    format!("与上年比较写的是{}年，这份报告应当与{}年比较", told.year, own.saturating_sub(1))
                } else if is_end_of_year && told.year != own && behind.starts_with("年12月31日") {
                    format!("截至日期写的是{}年，这份报告是{own}年度", told.year)
                } else if behind.starts_with("年度")
                    && told.year != own
                    && told.year + 1 != own
                    && (before.is_empty()
                        || before.ends_with([',', ';', ':', '。'])
                        || !own_name.is_empty() && own_name.ends_with(before))
                {
                    format!("写的是{}年度，这份报告是{own}年度", told.year)
                } else {
                    return None;
                };
                Some((told.place.block, told.place.from, told.place.to, told.sentence.clone(), message))
            })
            .collect();
        for (block, from, to, sentence, message) in wrong {
            self.report(
                Outcome::Wrong,
                "年度",
                Spot { block, characters: Some((from, to)), quote: &sentence },
                message,
                "核对年度，改正写错的一处",
            );
        }
        // 2023年度收入总计 in a report of 2024.
        let doubtful: Vec<_> = self
            .numbers
            .prose
            .years
            .iter()
            .filter(|told| {
                let is_start = told.before.is_empty()
                    || told.before.ends_with(self.numbers.prose.department.as_str())
                        && !self.numbers.prose.department.is_empty();
                is_start
                    && told.year + 1 == own
                    && !told.topic.is_empty()
                    && told.behind.starts_with("年度")
                    && !told.behind.contains("该项")
                    && !told.behind.contains('和')
            })
            .map(|told| (told.place.block, told.place.from, told.place.to, told.sentence.clone(), told.year))
            .collect();
        for (block, from, to, sentence, year) in doubtful {
            let message = format!("句子开头写的是{year}年度，这份报告是{own}年度");
            self.report(
                Outcome::Doubtful,
                "年度",
                Spot { block, characters: Some((from, to)), quote: &sentence },
                message,
                "核对年度，写的是上年数时可以不改",
            );
        }
    }

    /// A sentence about another department.
    fn names(&mut self) {
        const ENDS: [&str; 22] = [
            "局",
            "委员会",
            "办公室",
            "总工会",
            "学校",
            "中心",
            "厅",
            "中学",
            "小学",
            "法院",
            "检察院",
            "馆",
            "政府",
            "联合会",
            "医院",
            "大学",
            "学院",
            "支队",
            "大队",
            "站",
            "所",
            "协会",
        ];
        let own = self.numbers.prose.department.clone();
        if own.chars().count() < 4 {
            return;
        }
        let wrong: Vec<_> = self
            .numbers
            .prose
            .years
            .iter()
            .filter_map(|told| {
                let sentence: String = told.sentence.chars().filter(|c| !c.is_whitespace()).collect();
                let at = sentence.find(&told.year.to_string())?;
                let before = sentence[..at]
                    .trim_start_matches(|c: char| c.is_ascii_digit() || "（）()一二三四五六七八九十、.．".contains(c));
                let is_name =
                    ENDS.iter().any(|end| before.ends_with(end)) && !before.contains(['，', '：', ',', ':', '；']);
                let length = before.chars().count();
                let is_other = is_name
                    && (4..=30).contains(&length)
                    && !before.contains(&own)
                    && !own.contains(before)
                    && !before.starts_with("纳入")
                    && !before.contains("本");
                (is_other && told.behind.starts_with("年度"))
                    .then(|| (told.place.block, told.sentence.clone(), before.to_owned()))
            })
            .collect();
        for (block, sentence, other) in wrong {
            let message = format!("这句话说的是“{other}”，报告是“{own}”的");
            self.report(
                Outcome::Doubtful,
                "单位名称",
                Spot { block, characters: None, quote: &sentence },
                message,
                "核对单位名称，写错的改正",
            );
        }
    }

    /// Tables that the contents name and that are not there.
    fn tables(&mut self) {
        let evidence = self.numbers.evidence;
        let mut named: BTreeMap<TableId, (usize, String, bool)> = BTreeMap::new();
        for (block, content) in evidence.blocks.iter().enumerate() {
            match content {
                FileBlock::Paragraph(paragraph) if paragraph.text.chars().count() <= 60 => {
                    for table in titled_tables(
                        paragraph.text.trim_end_matches(|c: char| c.is_ascii_digit() || ". …·".contains(c)),
                    ) {
                        let follows =
                            evidence.blocks[block + 1..].iter().take(6).any(|next| matches!(next, FileBlock::Table(_)));
                        let is_content = evidence.blocks[block + 1..].iter().take(6).find_map(|next| match next {
                            FileBlock::Table(_) => Some(true),
                            FileBlock::Paragraph(next)
                                if !titled_tables(&next.text).is_empty()
                                    || next.text.trim_start().starts_with('第') =>
                            {
                                Some(false)
                            }
                            _ => None,
                        });
                        let own = named.entry(table).or_insert((block, paragraph.text.clone(), false));
                        own.2 |= follows && is_content == Some(true);
                    }
                }
                FileBlock::Table(table) => {
                    for found in titles_within(table) {
                        named.entry(found).or_insert((block, String::new(), true)).2 = true;
                    }
                }
                _ => {}
            }
        }
        for table in &self.numbers.reading.tables {
            if let Some(own) = named.get_mut(&table.table) {
                own.2 = true;
            }
        }
        let there = named.values().filter(|(.., is_there)| *is_there).count();
        let missing: Vec<_> = named.values().filter(|(.., is_there)| !is_there).cloned().collect();
        // Where most are not there, they are published elsewhere.
        if there <= missing.len() {
            return;
        }
        let is_whole = !evidence.remarks.iter().any(|remark| {
            matches!(remark, FileRemark::ScannedPage(_) | FileRemark::Unread(_) | FileRemark::TrackedChanges(_))
        });
        for (block, title, _) in missing {
            // Named once, among the other titles: in the contents. A title of its own may have a table without lines.
            let tables = titled_tables(title.trim_end_matches(|c: char| c.is_ascii_digit() || ". …·".contains(c)));
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

    /// Tables without a number, although the text has one of theirs.
    fn blank_tables(&mut self) {
        let evidence = self.numbers.evidence;
        for (block, content) in evidence.blocks.iter().enumerate() {
            let FileBlock::Paragraph(paragraph) = content else { continue };
            let tables = titled_tables(&paragraph.text);
            let [table] = tables.as_slice() else { continue };
            let is_read = self.numbers.reading.tables.iter().any(|read| read.table == *table && !read.facts.is_empty());
            let mut next = evidence.blocks[block + 1..].iter().take(4);
            let Some(FileBlock::Table(there)) = next.find(|next| matches!(next, FileBlock::Table(_))) else { continue };
            let has_number = there.cells.iter().any(|cell| {
                cell.text.contains('.')
                    && cell.text.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
            });
            // Numbers that stand outside of its lines are read as text.
            let is_number = |text: &str| {
                text.contains('.') && text.trim().chars().all(|c| c.is_ascii_digit() || ".,- ".contains(c))
            };
            let has_number_beside = evidence.blocks[block + 1..]
                .iter()
                .take(12)
                .any(|next| matches!(next, FileBlock::Paragraph(paragraph) if is_number(&paragraph.text)));
            let outcome = if has_number_beside { Outcome::Doubtful } else { Outcome::Wrong };
            if is_read || has_number {
                continue;
            }
            let is_of_table = |source: &Source| matches!(source, Source::Cell(key) if key.table == *table);
            let told = self.numbers.prose.facts.iter().find(|fact| {
                fact.is_clear
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

    /// Items that are explained in another order than that of their codes, in which tables list them.
    fn order(&mut self) {
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
    fn codes(&mut self) {
        let mut wrong = Vec::new();
        for table in &self.numbers.reading.tables {
            let axis = match titled_rows(table.table) {
                Some(RowNames::Items) => Axis::Functional,
                Some(RowNames::Economic) => Axis::Economic,
                _ => continue,
            };
            let mut rows: BTreeMap<(usize, u32), RowKey> = BTreeMap::new();
            for fact in &table.facts {
                if let Source::Cell(key) = fact.address {
                    rows.insert((fact.place.block, fact.place.row), key.row);
                }
            }
            if axis == Axis::Economic {
                continue;
            }
            for ((block, row), key) in rows {
                let (RowKey::Code(code), Some(FileBlock::Table(cells))) =
                    (key, self.numbers.evidence.blocks.get(block))
                else {
                    continue;
                };
                let Some(entry) = self.numbers.book.functional(code) else { continue };
                let names = cells.cells.iter().filter(|cell| cell.row == row && cell.text.chars().any(is_han));
                let Some(cell) = names.min_by_key(|cell| cell.column) else { continue };
                let stated = normal_name(&cell.text);
                let other = self.numbers.book.list(axis).values().find(|other| {
                    other.code != code && other.code.digits() == code.digits() && normal_name(&other.name) == stated
                });
                if stated != normal_name(&entry.name)
                    && let Some(other) = other
                {
                    let message = format!(
                        "{code}的名称是“{}”，表里写的是“{}”，这是{}的名称",
                        entry.name,
                        cell.text.trim(),
                        other.code
                    );
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
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn titles_within(table: &FileTable) -> Vec<TableId> {
    let top = table.cells.iter().filter(|cell| cell.row < 3);
    top.flat_map(|cell| titled_tables(&cell.text)).collect()
}

fn titled_rows(table: TableId) -> Option<RowNames> {
    match table.number() {
        2 | 3 | 6 | 10 | 11 | 12 => Some(RowNames::Items),
        8 => Some(RowNames::Economic),
        _ => None,
    }
}

/// The clause around some bytes.
fn around(text: &str, at: usize, length: usize) -> (usize, usize) {
    const BEFORE: usize = 24;
    let from = text[..at].char_indices().rev().nth(BEFORE).map_or(0, |(from, _)| from);
    let to = text[at + length..].char_indices().nth(12).map_or(text.len(), |(to, _)| at + length + to);
    (from, to)
}

/// The year of the report: what most titles say.
pub(super) fn report_year(reading: &Reading, paragraphs: &[(usize, String)]) -> Option<u16> {
    let mut votes: BTreeMap<u16, usize> = BTreeMap::new();
    for (_, text) in paragraphs {
        for (at, _) in text.match_indices("年度") {
            let before: String = text[..at].chars().rev().filter(|c| !c.is_whitespace()).take(4).collect();
            let before: String = before.chars().rev().collect();
            if let Some(year) = before.parse().ok().filter(|year| (1990..2100).contains(year))
                && text[at..].contains("决算")
            {
                *votes.entry(year).or_default() += 1;
            }
        }
    }
    let most = votes.iter().max_by_key(|(_, count)| **count).map(|(year, _)| *year);
    most.or(reading.year)
}

/// What a file says without a table at hand is told by the prose alone.
pub(super) fn has_prose(prose: &Prose) -> bool {
    prose.facts.len() >= 3
}
