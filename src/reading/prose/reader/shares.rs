//! Of what a share is, by the words behind 占.

use crate::{
    address::{CellKey, Column, Line, MeasureKey, T01, T03, T06, T08},
    figures::Source,
};

use super::{
    super::{
        Formula, ProseRole,
        dictionary::{Aspect, Lexicon},
        formula,
        scope::{Scope, in_scope},
        share_of,
    },
    Reader, Spot, Subject,
    said::{Meant, Said},
};

/// Of what a share is, by the words behind 占.
enum ShareBase {
    /// As shares of its kind usually are.
    Usual,
    Named(Vec<Source>),
    Unknown,
}

impl Reader<'_> {
    /// A share of what such shares are usually of, or of what the sentence names.
    pub(super) fn share(&self, spot: &Spot<'_>, own: &Subject, meant: Meant, of: Option<&[Source]>) -> Option<Said> {
        let usual = meant.find(|source| share_of(source).map(Source::from));
        let is_usual = |whole: &[Source]| {
            usual.iter().any(|share| {
                let Source::Measure(key) = share else { return false };
                matches!(formula(*key), Some(Formula::Ratio { whole: usual, .. }) if whole.contains(&usual))
            })
        };
        let whole = match self.share_base(spot.lead, spot.topic) {
            ShareBase::Usual if meant.is_part_of(of) => of.map(<[Source]>::to_vec),
            ShareBase::Usual if usual.is_empty() => Some(usual_whole(spot.topic)?),
            ShareBase::Usual => None,
            ShareBase::Named(whole) if whole.len() == 1 && is_usual(&whole) => None,
            ShareBase::Named(whole) if own.is_clear => Some(whole),
            ShareBase::Named(_) | ShareBase::Unknown => return None,
        };
        match whole {
            Some(whole) => Some(Said { share_of: Some((meant.0, whole)), ..Said::of(ProseRole::Share, Vec::new()) }),
            None => Some(Said::of(ProseRole::Share, usual)),
        }
    }

    /// Of what a share is: “占政府采购支出总额的”.
    fn share_base(&self, lead: &[char], topic: &str) -> ShareBase {
        let Some(mark) = lead.iter().rposition(|c| *c == '占') else { return ShareBase::Usual };
        let words: String = lead[mark + 1..].iter().collect();
        let ends = |c: char| "的比重例为达到约%".contains(c);
        let words = words.trim_end_matches(ends);
        // 总收入 is what came in this year to one, and all that there was to another.
        let loose = match words {
            "总收入" | "收入总额" | "全部收入" => Some([Line::IncomeOfYear, Line::IncomeTotal]),
            "总支出" | "支出总额" | "全部支出" => Some([Line::SpendingOfYear, Line::SpendingTotal]),
            _ => None,
        };
        if let Some(lines) = loose {
            return ShareBase::Named(lines.map(|line| CellKey::line(T01, line, Column::Amount).into()).to_vec());
        }
        let words = words.trim_start_matches(['全', '总']);
        if words.is_empty() {
            return ShareBase::Usual;
        }
        if topic == "basic" && ["基本支出", "基本支出总额"].contains(&words) {
            return usual_whole(topic).map_or(ShareBase::Unknown, ShareBase::Named);
        }
        let chars: Vec<char> = words.chars().collect();
        // 财政拨款总支出 is 财政拨款支出.
        let plain: Vec<char> = chars.iter().copied().filter(|c| *c != '总').collect();
        for chars in [plain, chars] {
            if let Some((length, entries)) = self.dictionary.suffix(&chars, topic, None) {
                let front = &chars[..chars.len() - length];
                let named = Scope::named_by(front);
                let front = &front[..front.len() - named.map_or(0, |(_, length)| length)];
                let main = entries.into_iter().filter(|entry| entry.aspect == Aspect::Main);
                // Of 本年支出合计 is of all spending, in each section.
                let main = main.filter_map(|entry| match named {
                    Some((scope, _)) => in_scope(&entry.source, Some(scope)),
                    None => Some(entry.source),
                });
                let mut main: Vec<Source> = main.collect();
                main.dedup();
                if !main.is_empty() && Lexicon::get().is_front(front, &self.department) {
                    return ShareBase::Named(main);
                }
            }
        }
        let is_known = ["财政拨款支出", "三公经费", "三公经费总额", "三公经费支出", "支出决算"]
            .iter()
            .any(|known| words.ends_with(known));
        if is_known { ShareBase::Usual } else { ShareBase::Unknown }
    }
}

/// What shares are of in a section that does not say so.
fn usual_whole(topic: &str) -> Option<Vec<Source>> {
    Some(match topic {
        "income" => vec![CellKey::line(T01, Line::IncomeOfYear, Column::Amount).into()],
        "spending" => vec![CellKey::total(T03, Column::Total).into()],
        "basic" => vec![CellKey::total(T08, Column::Amount).into()],
        "procurement" => vec![MeasureKey::ProcurementTotal.into()],
        _ if topic.starts_with("gpb") => vec![CellKey::total(T06, Column::Total).into()],
        _ => return None,
    })
}
