//! Which item, section, class or project a text is about.

use crate::{
    address::{CellKey, Column, MeasureKey, T10, T12},
    codes::Code,
    figures::Source,
};

use super::{
    super::{
        dictionary::{ItemNames, Lexicon},
        scope::{Scope, in_all_spending},
    },
    Reader, Subject,
};

impl Reader<'_> {
    /// The item, section or class whose name ends in these words, and where; `Some(None)` for one that is not known.
    pub(super) fn item_in(&self, lead: &[char], topic: &str, class: &mut String) -> Option<(Option<Subject>, usize)> {
        let last = |mark: &str| {
            let mark: Vec<char> = mark.chars().collect();
            lead.windows(3).rposition(|window| window == mark)
        };
        let before = |end: usize| {
            let from = lead[..end].iter().rposition(|c| "。;:,.、\n)".contains(*c)).map_or(0, |at| at + 1);
            let name: String = lead[from..end].iter().collect();
            name.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned()
        };
        let class_end = last("(类)");
        if let Some(end) = class_end {
            *class = before(end);
        }
        let section_end = last("(款)").filter(|end| class_end.is_none_or(|class| class < *end));
        let item_end = last("(项)").filter(|end| section_end.is_some_and(|section| section < *end));
        let (code, name, end) = match (item_end, section_end, class_end) {
            (Some(end), Some(section), _) => {
                let item: String = lead[section + 3..end].iter().collect();
                let names = [class.clone(), before(section), item];
                (self.items.find(&names), names[2].clone(), end)
            }
            (None, None, None) => return self.coded_item(lead).or_else(|| self.item_without_brackets(lead, class)),
            (None, Some(end), _) => (self.items.section(class, &before(end)), before(end), end),
            (None, None, Some(end)) => (self.items.class(class), class.clone(), end),
            _ => return None,
        };
        let is_item = item_end.is_some();
        // One that is not in our list is compared with what is said of it beside it.
        let subject = match code {
            None if !is_item => None,
            code => Some(self.item(code, &name, is_item, topic)),
        };
        Some((subject, end + 3))
    }

    fn item(&self, code: Option<Code>, name: &str, is_item: bool, topic: &str) -> Subject {
        let amounts = |code| match topic {
            "fund" => vec![CellKey::code(T10, code, Column::Spending).into()],
            "state_capital" => vec![CellKey::code(T12, code, Column::Total).into()],
            _ => in_all_spending(ItemNames::amount(code), Scope::of_topic(topic)),
        };
        let (main, name) = (code.map(amounts).unwrap_or_default(), name.chars().collect());
        Subject { main, name, is_item, is_clear: code.is_some(), mention: 0 }
    }

    /// “（1）住房改革支出款住房公积金项。年初预算…”, in the class that was named last.
    fn item_without_brackets(&self, lead: &[char], class: &mut String) -> Option<(Option<Subject>, usize)> {
        let line = lead.iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
        let is_number = |c: &char| c.is_ascii_digit() || "()、.一二三四五六七八九十".contains(*c);
        let from = line + lead[line..].iter().position(|c| !is_number(c))?;
        let end =
            from + lead[from..].iter().position(|c| matches!(c, '。' | ',' | ':' | ';')).unwrap_or(lead.len() - from);
        let words: String = lead[from..end].iter().collect();
        if let Some((section, item)) = words.strip_suffix('项').and_then(|words| words.split_once('款')) {
            let code = self.items.find(&[class.clone(), section.to_owned(), item.to_owned()]);
            return Some((Some(self.item(code, item, true, "gpb")), end));
        }
        let (name, _) = words.split_once("支出类")?;
        *class = format!("{name}支出");
        let code = self.items.class(class)?;
        let end = from + class.chars().count() + 1;
        Some((Some(self.item(Some(code), &class.clone(), false, "gpb")), end))
    }

    /// An item by its code, as some list them: “（一）2010301行政运行”.
    fn coded_item(&self, lead: &[char]) -> Option<(Option<Subject>, usize)> {
        const DIGITS: usize = 7;
        let line = lead.iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
        let from = line + lead[line..].windows(DIGITS).position(|own| own.iter().all(char::is_ascii_digit))?;
        let behind = from + DIGITS;
        let is_alone = from.checked_sub(1).is_none_or(|before| !lead[before].is_ascii_digit());
        if !is_alone || lead.get(behind).is_none_or(char::is_ascii_digit) {
            return None;
        }
        let code = self.items.coded(&lead[from..behind].iter().collect::<String>())?;
        let mut name = &lead[behind..];
        while let Some((length, _)) = Lexicon::get().tail(name).filter(|(length, _)| *length < name.len()) {
            name = &name[..name.len() - length];
        }
        let end = behind + name.iter().position(|c| matches!(c, ',' | '。' | ':' | ';')).unwrap_or(name.len());
        let (main, name) = (vec![ItemNames::amount(code)], lead[behind..end].to_vec());
        Some((Some(Subject { main, name, is_item: true, is_clear: true, mention: 0 }), end))
    }

    /// The project that a paragraph is about: “3.困难职工帮扶：预算8万元，…”.
    pub(super) fn project_in(&self, lead: &[char]) -> Option<(Subject, usize)> {
        let start = lead.iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
        let end = start + lead[start..].iter().position(|c| *c == ':')?;
        let name = &lead[start..end];
        let name = &name[name.iter().position(|c| !c.is_ascii_digit() && !matches!(c, '.' | '、'))?..];
        let index = self.projects.iter().position(|own| own == name)?;
        let row = u32::try_from(index).ok()?;
        let main = vec![Source::Measure(MeasureKey::ProjectExecuted(row))];
        Some((Subject { main, name: name.to_vec(), is_item: true, is_clear: true, mention: 0 }, end + 1))
    }
}
