//! Counts of people that do not add up: 编制 by its kinds, those in service and retired.

use super::{Outcome, Spot, Texts, around};

/// A count of people.
#[derive(Debug)]
struct Head {
    from: usize,
    to: usize,
    count: u32,
    /// The words since the count before, without the marks around them.
    label: String,
    /// The mark and word that lead to it, 其中 among them.
    lead: String,
    /// How many brackets are open.
    depth: usize,
}

/// Words of which each person, or each post, has one. Who is of two lists is counted by neither.
const KINDS: [(&str, &[&str]); 3] = [
    ("posts", &["行政", "事业", "工勤", "参公", "参照", "政法", "公务员"]),
    ("retired", &["离休", "退休", "退职"]),
    ("service", &["在职", "在编"]),
];
const LEADS: [&str; 4] = ["其中", "包括", "分别", "含"];
const WHOLES: [&str; 4] = ["共计", "合计", "总计", "总共"];

impl Texts<'_, '_> {
    pub fn staff(&mut self) {
        for (block, text) in self.paragraphs() {
            let heads = heads(&text);
            let sums = (0..heads.len()).filter_map(|at| parts_behind(&heads, at).or_else(|| parts_before(&heads, at)));
            let wrong: Vec<(usize, Vec<usize>)> = sums
                .filter(|(whole, parts)| {
                    parts.iter().map(|part| heads[*part].count).sum::<u32>() != heads[*whole].count
                })
                .collect();
            for (whole, parts) in wrong {
                let (whole, parts): (&Head, Vec<&Head>) =
                    (&heads[whole], parts.iter().map(|part| &heads[*part]).collect());
                let told: Vec<String> = parts.iter().map(|part| format!("{}{}", part.label, part.count)).collect();
                let sum: u32 = parts.iter().map(|part| part.count).sum();
                let message = format!("{}写的是{}，各部分（{}）相加是{sum}", whole.label, whole.count, told.join("、"));
                let (from, to) = around(&text, whole.from, whole.to - whole.from);
                let spot = Spot { block, characters: Some((whole.from, whole.to)), quote: &text[from..to] };
                self.report(Outcome::Doubtful, "人数", spot, message, "核对人数和编制数，改正写错的数");
            }
        }
    }
}

fn heads(text: &str) -> Vec<Head> {
    const MARKS: &str = "，。；：、（）,;:() \u{3000}\u{a0}";
    let mut found: Vec<Head> = Vec::new();
    let (mut at, mut depth, mut free_from) = (0, 0_usize, 0);
    while let Some(c) = text[at..].chars().next() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            c if c.is_ascii_digit() => {
                let end = text[at..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |length| at + length);
                let behind = text[end..].trim_start();
                let is_head = (behind.starts_with('人')
                    && !["人次", "人民", "人数"].iter().any(|w| behind.starts_with(w)))
                    || behind.starts_with('名');
                if let (true, Ok(count)) = (is_head, text[at..end].parse()) {
                    let words = &text[free_from..at];
                    let clause = words.rfind(['，', '。', '；', '：', '、', '（', '）', ',', ';', ':', '(', ')']);
                    let clause =
                        clause.map_or(words, |mark| words[mark..].trim_start_matches(|c: char| MARKS.contains(c)));
                    let label = LEADS.iter().fold(clause, |clause, lead| clause.trim_start_matches(lead));
                    let label = label.trim_end_matches(|c: char| MARKS.contains(c) || "为是数有".contains(c));
                    found.push(Head {
                        from: at,
                        to: end,
                        count,
                        label: label.to_owned(),
                        lead: words.to_owned(),
                        depth,
                    });
                    free_from = end + text[end..].len() - behind.len() + '人'.len_utf8();
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += c.len_utf8();
    }
    found
}

/// Which list a part belongs to.
fn kind(label: &str) -> Option<&'static str> {
    KINDS.iter().find(|(_, words)| words.iter().any(|word| label.contains(word))).map(|(kind, _)| *kind)
}

/// “编制54人，其中：行政编制51人，事业编制3人”: the whole and its parts.
fn parts_behind(heads: &[Head], whole: usize) -> Option<(usize, Vec<usize>)> {
    let first = heads.get(whole + 1)?;
    let is_led = LEADS.iter().any(|lead| first.lead.contains(lead))
        || first.depth > heads[whole].depth && first.lead.starts_with(['（', '(']);
    if !is_led || first.lead.matches('。').count() > 1 {
        return None;
    }
    let goes_on = |part: &&Head| part.depth >= first.depth && !part.lead.contains(['；', ';', '。']);
    let rest = heads[whole + 2..].iter().take_while(goes_on).count();
    let parts: Vec<usize> = (whole + 1..whole + 2 + rest).filter(|at| heads[*at].depth == first.depth).collect();
    // Another list begins where a part is no kind of its own.
    let kinds: Vec<Option<&str>> = parts.iter().map(|part| kind(&heads[*part].label)).collect();
    let mut labels: Vec<&str> = parts.iter().map(|part| heads[*part].label.as_str()).collect();
    labels.sort_unstable();
    labels.dedup();
    let is_whole = kinds.iter().all(|own| own.is_some_and(|own| own == "posts"))
        || kinds.iter().all(|own| matches!(own, Some("retired" | "service")));
    (parts.len() >= 2 && labels.len() == parts.len() && is_whole && kind(&heads[whole].label) != Some("posts"))
        .then_some((whole, parts))
}

/// “行政编制40人，实有38人；事业编制9人，实有9人；共计编制49人，实有47人”
fn parts_before(heads: &[Head], whole: usize) -> Option<(usize, Vec<usize>)> {
    let own = &heads[whole];
    let is_whole = |head: &Head| WHOLES.iter().any(|word| head.label.starts_with(word));
    let bare = |head: &Head| {
        let label = WHOLES.iter().fold(head.label.as_str(), |label, word| label.trim_start_matches(word));
        label.chars().rev().take(2).collect::<Vec<char>>()
    };
    let first = heads[..=whole].iter().rposition(is_whole)?;
    let name = bare(own);
    if name.is_empty() || whole - first > 1 {
        return None;
    }
    let parts: Vec<usize> =
        (0..first).filter(|at| bare(&heads[*at]) == name && heads[*at].depth == own.depth).collect();
    (parts.len() >= 2 && !heads[..first].iter().any(is_whole)).then_some((whole, parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(text: &str) -> Vec<(u32, Vec<u32>)> {
        let heads = heads(text);
        let found = (0..heads.len()).filter_map(|at| parts_behind(&heads, at).or_else(|| parts_before(&heads, at)));
        found
            .map(|(whole, parts)| (heads[whole].count, parts.iter().map(|part| heads[*part].count).collect()))
            .collect()
    }

    #[test]
    fn staff_is_added_up_in_the_words_of_many() {
        for (text, expected) in [
            (
                "年末实有人员编制54人。其中：行政编制51人，事业编制3人；在职在编实有行政人员49人，事业人员3人。",
                vec![(54, vec![51, 3])],
            ),
            ("核定编制49名（行政编制40名、事业编制9名），现有在职职工47人，退休人员30人。", vec![(49, vec![40, 9])]),
            (
                "编制总数49人，其中：行政编制40人，事业编制9人。年末实有在职人员47人，其中：行政人员38人，事业人员9人；离休人员1人，退休人员30人。",
                vec![(49, vec![40, 9]), (47, vec![38, 9])],
            ),
            (
                "行政编制40人，实有38人；事业编制9人，实有9人；共计编制49人，实有47人。",
                vec![(49, vec![40, 9]), (47, vec![38, 9])],
            ),
            ("实有人数11人，其中：在职人员10人，离休人员0人，退休人员1人。", vec![(11, vec![10, 0, 1])]),
            (
                "实有人员80人，其中：在职人员50人（行政30人、事业20人），退休人员30人。",
                vec![(80, vec![50, 30]), (50, vec![30, 20])],
            ),
            ("离退休人员31人（其中：离休1人，退休30人）", vec![(31, vec![1, 30])]),
        ] {
            assert_eq!(sums(text), expected, "{text}");
        }
    }

    #[test]
    fn a_list_of_some_is_no_sum() {
        for text in [
            "在职人员47人，其中：党员30人，女职工12人。",
            "在职人员47人，其中：行政人员38人。",
            "行政编制40人，其中：工勤编制2人，事业编制1人。",
            "共接待398人次，其中：行政人员30人次，事业人员20人次。",
            "行政编制40人，实有38人；退休30人。",
            "专业技术人员57人、管理人员1人，工勤人员23人。",
        ] {
            assert_eq!(sums(text), Vec::new(), "{text}");
        }
    }
}
