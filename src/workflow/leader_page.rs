//! What the leader sees on one page, on screen (复核) and on paper (复核单): figures and changes, what is open and what was
//! explained, and the content's fingerprint, by which the two are matched.

use crate::{
    derived::Derived,
    document::{Note, shown_line, shown_name},
    money::{AmountUnit, Money},
    percent::Direction,
    rules::{Finding, Severity},
    seal::{content_hash, spoken},
};

use super::{
    notes::open_notes,
    overview::{Overview, YearFigure},
};

/// The charts that are shown, by key, in the order of reading, with their share of a row.
pub const LEADER_CHARTS: [(&str, u32); 4] =
    [("totals", 19), ("spending_structure", 31), ("gpb_spending", 19), ("three_public", 31)];

/// The page of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct LeaderPage {
    pub overview: Overview,
    /// What stands in the way of a final document, by its place among the findings, the gravest first.
    pub open: Vec<usize>,
    /// What was explained, likewise.
    pub explained: Vec<usize>,
    /// The digest of the content (内容指纹): digits that can be read aloud; the same content has the same, whatever file it
    /// is in.
    pub fingerprint: String,
}

impl LeaderPage {
    pub fn of(derived: &Derived) -> Self {
        // Warnings that nobody has answered stand in the way as well.
        let stands_in_the_way = |finding: &Finding| {
            let is_warning = finding.severity == Severity::Warning && finding.can_be_explained();
            finding.is_open() && (finding.severity == Severity::Error || is_warning)
        };
        let those = |wanted: &dyn Fn(&Finding) -> bool| -> Vec<usize> {
            let findings = derived.review.findings.iter().enumerate();
            findings.filter(|(_, finding)| wanted(finding)).map(|(index, _)| index).collect()
        };
        let mut open = those(&stands_in_the_way);
        open.sort_by_key(|place| derived.review.findings[*place].severity);
        Self {
            overview: Overview::of(derived),
            open,
            explained: those(&|finding| !finding.is_open()),
            fingerprint: spoken(&content_hash(derived.document())),
        }
    }

    /// 错误 3 · 未说明的警告 2
    pub fn open_heading(&self, derived: &Derived) -> String {
        let errors = derived.review.open(Severity::Error);
        format!("错误 {errors} · 未说明的警告 {}", self.open.len().saturating_sub(errors))
    }

    /// What is said where nothing is open.
    pub fn nothing_open(derived: &Derived) -> String {
        match derived.review.not_checked() {
            0 => "✔ 没有发现错误".to_owned(),
            count => format!("没有发现错误，还有 {count} 项因缺少数据未检查"),
        }
    }

    /// 已说明 4
    pub fn explained_heading(&self) -> String {
        format!("已说明 {}", self.explained.len())
    }
}

/// 张三：系统故障（公开日期晚于规定时间）
pub fn explained_line(finding: &Finding, derived: &Derived) -> String {
    let given = finding.explanation(&derived.figures);
    let given = given.map(|given| format!("{}：{}", shown_name(&given.author), shown_line(&given.text)));
    format!("{}（{}）", given.unwrap_or_default(), finding.message)
}

/// 公务接待费　张三：请核对
pub fn note_line(note: &Note) -> String {
    let said = note.entries.iter().last();
    let said = said.map(|said| format!("{}：{}", shown_name(&said.author), shown_line(&said.text)));
    format!("{}　{}", shown_line(&note.name), said.unwrap_or_default())
}

/// 待回复的批注 2
pub fn notes_heading(derived: &Derived) -> String {
    format!("待回复的批注 {}", open_notes(derived.document()).count())
}

/// With two decimals in the unit of entry; — if blank.
pub fn amount_words(money: Option<Money>, unit: AmountUnit) -> String {
    money.map_or_else(
        || "—".to_owned(),
        |money| match unit {
            AmountUnit::Wan => money.wan2_grouped(),
            unit => money.exact_grouped(unit),
        },
    )
}

impl YearFigure {
    /// `+0.04`
    pub fn change_words(&self, unit: AmountUnit) -> String {
        let sign = if self.growth.change.is_some_and(|change| !change.is_negative()) { "+" } else { "" };
        format!("{sign}{}", amount_words(self.growth.change, unit))
    }

    /// “↑ 增长26.53%”: a sign that needs no colour, in the words of the field.
    pub fn arrowed(&self) -> String {
        let words = self.growth.words();
        match self.growth.direction() {
            Some(Direction::Down) => format!("↓ {words}"),
            Some(Direction::Up | Direction::New) => format!("↑ {words}"),
            Some(Direction::Equal | Direction::Near) | None => words,
        }
    }

    /// Whether a reason is wanted and nobody has written one.
    pub fn lacks_reason(&self) -> bool {
        self.reason_is_due && self.reason.as_ref().is_some_and(|(_, reason)| reason.trim().is_empty())
    }

    /// The reason as it is printed, or what is said in its place.
    pub fn reason_words(&self) -> &str {
        match &self.reason {
            Some((_, reason)) if !reason.trim().is_empty() => reason,
            Some(_) if self.reason_is_due => "还没有写原因",
            _ => "—",
        }
    }
}
