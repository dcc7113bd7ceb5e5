//! Years that are not those of the report.

use std::collections::BTreeMap;

use crate::reading::{
    Reading,
    prose::{ProseRole, ProseYear},
};

use super::{Outcome, Spot, Texts};

/// Words behind the year that a number is compared with.
const COMPARED: [&str; 13] = [
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
];

impl Texts<'_, '_> {
    pub fn years(&mut self) {
        let Some(own) = report_year(self.numbers.reading, &self.paragraphs()) else { return };
        self.years_of_titles(own);
        let numbers = self.numbers;
        let told = &numbers.prose.years;
        let wrong: Vec<_> = told.iter().filter_map(|told| Some((told, self.wrong_year(told, own)?))).collect();
        for (told, message) in wrong {
            self.report_year(told, Outcome::Wrong, message, "核对年度，改正写错的一处");
        }
        let doubtful: Vec<_> = told.iter().filter(|told| self.begins_with_last_year(told, own)).collect();
        for told in doubtful {
            let message = format!("句子开头写的是{}年度，这份报告是{own}年度", told.year);
            self.report_year(told, Outcome::Doubtful, message, "核对年度，写的是上年数时可以不改");
        }
        for told in told.iter().filter(|told| is_of_another_year(told, own)) {
            let message = format!("写的是{}年度，这份报告是{own}年度", told.year);
            self.report_year(told, Outcome::Doubtful, message, "核对年度");
        }
    }

    fn report_year(&mut self, told: &ProseYear, outcome: Outcome, message: String, remedy: &'static str) {
        let place = told.place;
        let spot = Spot { block: place.block, characters: Some((place.from, place.to)), quote: &told.sentence };
        self.report(outcome, "年度", spot, message, remedy);
    }

    fn years_of_titles(&mut self, own: u16) {
        for (block, text) in self.paragraphs() {
            let short = text.trim();
            if short.chars().count() > 48 || short.contains(['。', '，', '；']) || !short.contains("决算") {
                continue;
            }
            for at in (0..text.len().saturating_sub(4)).filter(|at| text.is_char_boundary(*at)) {
                let is_compared = text[..at].trim_end().ends_with(['与', '比', '较', '同', '和', '对', '及']);
                if let Some(year) = year_at(&text, at).filter(|year| *year != own && !is_compared) {
                    let message = format!("标题写的是{year}年度，这份报告是{own}年度");
                    let spot = Spot { block, characters: Some((at, at + 4)), quote: short };
                    self.report(Outcome::Wrong, "年度", spot, message, "改成本年度");
                }
            }
        }
    }

    /// What is wrong with a year that a sentence tells.
    fn wrong_year(&self, told: &ProseYear, own: u16) -> Option<String> {
        let (before, behind) = (told.before.as_str(), told.behind.as_str());
        let is_compared = before.ends_with(['与', '比', '较', '同'])
            && behind.strip_prefix('年').is_some_and(|behind| COMPARED.iter().any(|word| behind.starts_with(word)));
        if matches!(told.topic, "duties" | "glossary") || told.topic.is_empty() && !is_compared {
            return None;
        }
        let is_end_of_year = before.ends_with("截至") || before.ends_with("截止");
        let is_its_end = ["年12月31日", "年末", "年底", "年年末"].iter().any(|end| behind.starts_with(end));
        let begins = self.begins(before);
        let is_of_budget = before.ends_with(['与', '比', '较', '同']) && behind.starts_with("年年初预算");
        if is_of_budget && told.year != own {
            Some(format!("与预算比较写的是{}年，这份报告是{own}年度", told.year))
        } else if is_compared && told.year + 1 != own {
            Some(format!("与上年比较写的是{}年，这份报告应当与{}年比较", told.year, own.saturating_sub(1)))
        } else if is_end_of_year && told.year != own && is_its_end {
            Some(format!("截至日期写的是{}年，这份报告是{own}年度", told.year))
        } else if behind.starts_with("年度") && told.year != own && told.year + 1 != own && begins {
            Some(format!("写的是{}年度，这份报告是{own}年度", told.year))
        } else {
            None
        }
    }

    /// Whether a clause of the report itself begins with a year.
    fn begins(&self, before: &str) -> bool {
        const SELF: [&str; 12] =
            ["本部门", "本单位", "我部门", "我单位", "我局", "本级", "单位", "部门", "组织对", "对", "纳入", "截至"];
        let own_name = self.numbers.prose.department.as_str();
        before.is_empty()
            || before.ends_with([',', ';', ':', '。', ')', '.'])
            || SELF.iter().any(|own| before == *own || before.ends_with(&format!(",{own}")))
            || !own_name.is_empty() && (own_name.ends_with(before) || before.ends_with(own_name))
    }

    /// 2023年度收入总计 in a report of 2024.
    fn begins_with_last_year(&self, told: &ProseYear, own: u16) -> bool {
        const OTHERS: [&str; 7] = ["年度和", "年和", "年度、", "年、", "年度决算", "年决算", "年度至"];
        let is_of_year = told.behind.starts_with("年度") || self.tells_amount(told);
        told.year + 1 == own
            && !told.topic.is_empty()
            && self.begins(&told.before)
            && is_of_year
            && !told.sentence.contains(&own.to_string())
            && !["该项", "相比", "对比"].iter().any(|word| told.behind.contains(word))
            && !OTHERS.iter().any(|word| told.behind.starts_with(word))
    }

    /// Whether an amount or a count of this year follows in the sentence.
    fn tells_amount(&self, told: &ProseYear) -> bool {
        let behind = self.numbers.prose.facts.iter().find(|fact| {
            fact.place.block == told.place.block
                && fact.place.from > told.place.from
                && fact.sentence == told.sentence.trim()
        });
        let is_own = ["年末", "年底", "年本单位", "年本部门", "年全年", "年12月31日"];
        behind.is_some_and(|fact| fact.role == ProseRole::Amount && fact.is_clear)
            || is_own.iter().any(|own| told.behind.starts_with(own))
    }
}

/// “组织对2025年度3个项目开展绩效自评” in a report of 2024.
fn is_of_another_year(told: &ProseYear, own: u16) -> bool {
    const PLANS: [&str; 4] = ["预算", "目标", "计划", "编制"];
    told.topic == "management"
        && told.year > own
        && told.before.ends_with('对')
        && told.behind.starts_with("年度")
        && !PLANS.iter().any(|word| told.behind.contains(word))
}

/// A year that stands by itself.
fn year_at(text: &str, at: usize) -> Option<u16> {
    let year = text.get(at..at + 4)?.parse().ok()?;
    let is_alone = !text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
    (is_alone && text[at + 4..].trim_start().starts_with('年') && (1990..2100).contains(&year)).then_some(year)
}

/// The year of the report: what most of its words say of its own accounts.
fn report_year(reading: &Reading, paragraphs: &[(usize, String)]) -> Option<u16> {
    let mut votes: BTreeMap<u16, usize> = BTreeMap::new();
    for (_, text) in paragraphs {
        for (at, _) in text.match_indices("年度") {
            let before: Vec<char> = text[..at].chars().rev().filter(|c| !c.is_whitespace()).take(5).collect();
            let digits: String = before.iter().take(4).rev().collect();
            // The accounts of another year, with which these are compared.
            let is_compared = before.get(4).is_some_and(|word| "与比较同和至".contains(*word));
            if let Some(year) = digits.parse().ok().filter(|year| (1990..2100).contains(year))
                && text[at..].contains("决算")
                && !is_compared
            {
                *votes.entry(year).or_default() += 1;
            }
        }
    }
    // As many for two years: the one that the report begins with.
    let most = votes.iter().max_by_key(|(year, count)| (**count, Some(**year) == reading.year));
    most.map(|(year, _)| *year).or(reading.year)
}
