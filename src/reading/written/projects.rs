//! Projects that a sentence lists with their amounts, what surveys said, and of whose money they are.

use rust_decimal::Decimal;

use crate::{
    at,
    document::{BudgetLevel, Document, Entry, MoneyLevel, ProjectKind},
    evidence::{Evidence, FileBlock},
    money::Money,
};

use super::{super::prose::Prose, Written, WrittenPlace, WrittenValue};

/// “春节送温暖1.6万元”, “支出32.254万元”: the words, the amount, and where it begins and ends.
struct Named<'a> {
    name: &'a str,
    amount: Money,
    from: usize,
    to: usize,
}

/// The amounts of a text with the words before them, back to the last mark.
fn named(text: &str) -> Vec<Named<'_>> {
    let mut found = Vec::new();
    for (unit, _) in text.match_indices("万元") {
        let before = text[..unit].trim_end();
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let start = before.len() - digits;
        let Some(amount) = before[start..].parse().ok().and_then(Money::from_wan) else { continue };
        let mark = before[..start].rfind(['，', '、', '；', '。', '：', '（', '(', ',', ':', ';']);
        let from = mark.map_or(0, |mark| mark + before[mark..].chars().next().map_or(0, char::len_utf8));
        found.push(Named { name: before[from..start].trim(), amount, from, to: unit + "万元".len() });
    }
    found
}

fn level_in(text: &str) -> Option<MoneyLevel> {
    [
        ("中央", MoneyLevel::Central),
        ("省级", MoneyLevel::Province),
        ("市级", MoneyLevel::City),
        ("县级", MoneyLevel::County),
        ("区级", MoneyLevel::County),
    ]
    .into_iter()
    .find_map(|(word, level)| text.contains(word).then_some(level))
}

impl Written {
    pub(super) fn projects(&mut self, evidence: &Evidence, prose: &Prose, document: &Document) {
        for part in &prose.parts {
            let Some(FileBlock::Paragraph(paragraph)) = evidence.blocks.get(part.block) else { continue };
            let text = paragraph.text.as_str();
            if part.topic == "management" {
                self.listed(part.block, text, document);
                self.special_score(part.block, text);
            }
            let has_projects =
                !document.performance.projects.is_empty() || self.told.contains(&at!(performance.projects[0].name));
            if part.topic.starts_with("special") && has_projects {
                self.surveys(part.block, text);
            }
            if part.topic == "analysis_projects" {
                self.of_term(part.block, text);
            }
            if part.topic == "unit_organisation" {
                for (words, level) in
                    [("下属一级预算单位", BudgetLevel::First), ("下属二级预算单位", BudgetLevel::Second)]
                {
                    let Some(at) = text.find(words) else { continue };
                    let place = WrittenPlace::of_text(part.block, at, at + words.len());
                    let stated = at!(unit.attachment_subunits);
                    self.tell(stated.field("level"), Entry::Choice(level.name()), place, words);
                    let behind = text[at + words.len()..].trim_start();
                    let digits = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
                    if let Ok(count) = behind[..digits].parse() {
                        self.tell(stated.field("declared"), Entry::Count(count), place, words);
                    }
                }
            }
        }
        self.kinds();
    }

    /// Where there are no staged projects, all that are listed are yearly ones.
    fn kinds(&mut self) {
        let stages = at!(performance.stated_projects.stage_count);
        let is_none = |value: &&WrittenValue| value.path == stages && value.entry == Entry::Count(0);
        let Some(place) = self.values.iter().find(is_none).map(|value| value.place) else { return };
        for index in 0.. {
            if !self.told.contains(&at!(performance.projects[index].name)) {
                return;
            }
            let kind = Entry::Choice(ProjectKind::Permanent.name());
            self.tell(at!(performance.projects[index].kind), kind, place, "");
        }
    }

    /// “县级财政资金项目支出32.254万元，具体为春节送温暖1.6万元、困难职工帮扶3万元”
    fn listed(&mut self, block: usize, text: &str, document: &Document) {
        let all = named(text);
        let Some(at) = all.iter().position(|one| one.name.contains("项目支出")) else { return };
        let total = &all[at];
        // As far as names and amounts follow each other.
        let mut projects: Vec<(&str, &Named<'_>)> = Vec::new();
        let mut end = total.to;
        for one in &all[at + 1..] {
            let between = text[end..one.from].trim();
            let name = ["具体为", "其中", "包括", "分别为", "分别是"]
                .iter()
                .fold(one.name, |name, word| name.strip_prefix(word).unwrap_or(name))
                .trim_start_matches(['：', ':', '“']);
            let is_next = matches!(between, "，" | "、" | "；" | "：" | "，其中：" | "，具体为：" | "，包括：" | "（");
            if !is_next || name.chars().count() < 2 {
                break;
            }
            projects.push((name, one));
            end = one.to;
        }
        let place = |one: &Named<'_>| WrittenPlace::of_text(block, one.from, one.to);
        let stated = at!(performance.stated_projects);
        let quote = &text[total.from..end];
        let level = level_in(total.name);
        self.tell(stated.field("section_ten_amount"), Entry::Money(total.amount), place(total), quote);
        if let Some(level) = level {
            self.tell(stated.field("section_ten_level"), Entry::Choice(level.name()), place(total), quote);
        }
        if projects.len() < 2 {
            return;
        }
        let mut next = document.performance.projects.len();
        for (name, one) in projects {
            // A table of the general budget names some of them, with fiscal money alone.
            let mut known = document.performance.projects.iter();
            if let Some(index) = known.position(|project| *project.name == *name) {
                let fiscal = document.performance.projects.get(index).and_then(|project| project.fiscal);
                if let Some(more) = fiscal.map(|fiscal| one.amount - fiscal).filter(|more| *more > Money::ZERO) {
                    let path = at!(performance.projects[index].other_funds);
                    self.tell(path, Entry::Money(more), place(one), quote);
                }
                continue;
            }
            let index = next;
            next += 1;
            let own = |field| at!(performance.projects[index]).field(field);
            self.tell(own("name"), Entry::Text(name.to_owned()), place(one), quote);
            // Of which money, is not said.
            self.tell(own("other_funds"), Entry::Money(one.amount), place(one), quote);
            if let Some(stated) = level {
                let real = level_in(name).unwrap_or(stated);
                self.tell(own("level"), Entry::Choice(real.name()), place(one), quote);
                self.tell(own("stated_level"), Entry::Choice(stated.name()), place(one), quote);
            }
        }
    }

    /// “阶段（含一次性）项目绩效分析。该类项目总数0个，涉及预算总金额0万元”
    fn of_term(&mut self, block: usize, text: &str) {
        let fields = match text.trim_start() {
            text if text.starts_with("常年项目") => ["permanent_count", "permanent_amount"],
            text if text.starts_with("阶段") => ["stage_count", "stage_amount"],
            _ => return,
        };
        let stated = at!(performance.stated_projects);
        let Some(end) = text.find('个') else { return };
        let digits = text[..end].len() - text[..end].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        if let Ok(count) = text[end - digits..end].parse() {
            let place = WrittenPlace::of_text(block, end - digits, end);
            self.tell(stated.field(fields[0]), Entry::Count(count), place, text);
        }
        if let Some(amount) = named(text).first() {
            let place = WrittenPlace::of_text(block, amount.from, amount.to);
            self.tell(stated.field(fields[1]), Entry::Money(amount.amount), place, text);
        }
    }

    /// “专项预算项目绩效自评得分90分”
    fn special_score(&mut self, block: usize, text: &str) {
        let Some(at) = text.find("专项预算项目") else { return };
        let behind = &text[at..];
        let Some(score) = behind.find("得分").filter(|score| !behind[..*score].contains('。')) else { return };
        let number = behind[score + "得分".len()..].trim_start_matches(['为', ' ']);
        let digits = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
        if let Ok(value) = number[..digits].parse::<Decimal>()
            && number[digits..].starts_with('分')
        {
            let to = text.len() - number.len() + digits;
            let place = WrittenPlace::of_text(block, at, to);
            self.tell(at!(performance.stated_scores.special), Entry::Number(value), place, &text[at..to]);
        }
    }

    /// “职工对春节送温暖工作满意度达92%，对困难职工帮扶工作满意度达90%”
    fn surveys(&mut self, block: usize, text: &str) {
        let mut index = 0;
        for (at, word) in text.match_indices("满意度") {
            let behind = text[at + word.len()..].trim_start_matches(['达', '到', '为', '是', ' ']);
            let digits = behind.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(behind.len());
            let Ok(result) = behind[..digits].parse::<Decimal>() else { continue };
            if !behind[digits..].starts_with(['%', '％']) {
                continue;
            }
            let mark = text[..at].rfind(['，', '。', '；', '、', '：']);
            let from = mark.map_or(0, |mark| mark + text[mark..].chars().next().map_or(0, char::len_utf8));
            let to = text.len() - behind.len() + digits + 1;
            let place = WrittenPlace::of_text(block, from, to);
            let quote = text.get(from..to).unwrap_or_default();
            let own = |field| at!(performance.projects[0].surveys[index]).field(field);
            self.tell(own("object"), Entry::Text(text[from..at].to_owned()), place, quote);
            self.tell(own("result"), Entry::Number(result), place, quote);
            index += 1;
        }
    }
}
