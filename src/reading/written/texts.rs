//! Paragraphs and reasons that a person wrote.

use crate::{
    document::{Document, Entry, Kind, Path},
    evidence::{Evidence, FileBlock},
    figures::Source,
    report::Grammar,
};

use super::{
    super::prose::{Prose, ProseFact, ProsePart, ProseRole},
    Written, WrittenPlace,
};

/// A place for the reason of a change, or of a difference from a budget.
struct Reason {
    topic: &'static str,
    path: Path,
    of: Source,
}

/// What stands before a reason.
const LEADS: [&str; 10] =
    ["原因是：", "原因是:", "原因是", "原因为", "原因：", "原因:", "原因系", "主要是由于", "主要是", "由于"];

impl Written {
    pub(super) fn texts(&mut self, evidence: &Evidence, prose: &Prose) {
        let texts = Grammar::get().texts.iter();
        let texts: Vec<Reason> = texts
            .filter_map(|text| {
                let of = text.reason_of?.source(None, None, None);
                Some(Reason { topic: text.topic, path: text.path, of })
            })
            .collect();
        for part in &prose.parts {
            let Some(FileBlock::Paragraph(paragraph)) = evidence.blocks.get(part.block) else { continue };
            let Some(words) = paragraph.text.get(part.from..) else { continue };
            self.reasons(*part, words, prose, &texts);
        }
        self.paragraphs(evidence, prose);
    }

    /// All paragraphs below a heading are one text.
    fn paragraphs(&mut self, evidence: &Evidence, prose: &Prose) {
        let mut done: Vec<Path> = Vec::new();
        for text in Grammar::get().texts.iter().filter(|text| text.reason_of.is_none()) {
            if done.contains(&text.path) || !matches!(Document::kind_at(text.path), Some(Kind::LongText)) {
                continue;
            }
            let of_topic = prose.parts.iter().filter(|part| part.topic == text.topic);
            let mut words = String::new();
            let mut first = None;
            for part in of_topic {
                let Some(FileBlock::Paragraph(paragraph)) = evidence.blocks.get(part.block) else { continue };
                let own = paragraph.text.get(part.from..).unwrap_or_default();
                if own.trim().is_empty() {
                    continue;
                }
                first.get_or_insert_with(|| {
                    let quote: String = own.trim().chars().take(60).collect();
                    (WrittenPlace::of_text(part.block, part.from, paragraph.text.len()), quote)
                });
                if !words.is_empty() {
                    words.push('\n');
                }
                words.push_str(own.trim());
            }
            if let Some((place, quote)) = first {
                done.push(text.path);
                self.tell(text.path, Entry::Text(words), place, &quote);
            }
        }
    }

    fn reasons(&mut self, part: ProsePart, words: &str, prose: &Prose, all: &[Reason]) {
        let mut from = 0;
        let next = |from: usize| {
            let found = LEADS.iter().filter_map(|lead| Some((from + words[from..].find(lead)?, *lead)));
            found.min_by_key(|(at, lead)| (*at, std::cmp::Reverse(lead.len())))
        };
        while let Some((at, lead)) = next(from) {
            let start = at + lead.len();
            let end = start + end_of_reason(&words[start..]);
            let reason = words[start..end].trim();
            // Of what the sentence spoke just before.
            let is_before = |fact: &&ProseFact| {
                fact.place.block == part.block && (part.from..part.from + at).contains(&fact.place.from)
            };
            let before = prose.facts.iter().rev().find(is_before);
            if let Some(path) = before.and_then(|fact| reason_of(fact, part.topic, all)) {
                let place = WrittenPlace::of_text(part.block, part.from + start, part.from + end);
                self.tell(path, Entry::Text(reason.to_owned()), place, reason);
            }
            from = end;
        }
    }
}

/// A reason goes on to the end of its sentence, or to where the sentence compares with last year.
fn end_of_reason(words: &str) -> usize {
    let end = words.find(['。', '；']).unwrap_or(words.len());
    let compares = |behind: &str| {
        let behind = behind.trim_start_matches(['与', '比', '较', '同']);
        behind.starts_with("上年") || behind.starts_with("去年") || behind.starts_with("20")
    };
    let mut commas = words[..end].match_indices('，');
    let next = commas.find(|(at, comma)| {
        let behind = &words[at + comma.len()..end];
        behind.starts_with(['与', '比', '较', '同']) && compares(behind)
    });
    next.map_or(end, |(at, _)| at)
}

fn reason_of(fact: &ProseFact, topic: &str, all: &[Reason]) -> Option<Path> {
    let wants_budget = matches!(fact.role, ProseRole::Compare(_) | ProseRole::Completion | ProseRole::Budget);
    let suits = |reason: &&Reason| matches!(reason.of, Source::Measure(_)) != wants_budget;
    let exact = all.iter().filter(suits).find(|reason| fact.addresses.contains(&reason.of));
    exact.map(|reason| reason.path).or_else(|| {
        let mut paths: Vec<Path> =
            all.iter().filter(suits).filter(|reason| reason.topic == topic).map(|reason| reason.path).collect();
        paths.dedup();
        (paths.len() == 1).then(|| paths[0])
    })
}
